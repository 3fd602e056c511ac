//! Checks that take a code of their own: because they succeed, or because the code is made for them.

use std::time::Duration;

use futures_util::future::join;

use super::ladder::{FAILED_ATTEMPT, RETAINS, shown};
use super::rungs::NO_VERIFIER;
use crate::flow::{Proof, Why};
use crate::probe::stations::load::{self, ALPHABET, Load};
use crate::probe::{
    Desk, INVALID_GRANT, NoTicket, Part, Profile, Said, Shot, Skip, Suite, Ticket, Verdict, Wanted, set_form, shoot,
    unset_form,
};
use crate::protocol::{Pkce, dpop, redeem};
use crate::trace::Step;
use crate::wire::FailureKind;

/// In the order in which they get codes where these are few.
pub(super) async fn check<'a>(desk: &'a Desk<'a>, mut unspent: Vec<Ticket<'a>>) {
    if desk.wants(UNCHALLENGED) {
        without_challenge(desk).await;
    }
    let has_verifier = desk.subject.plan.nonces.code_verifier.is_some();
    if !has_verifier {
        desk.skip(ALPHABET, Skip::OptIn, WITHOUT_PKCE);
        desk.skip(MALFORMED, Skip::OptIn, WITHOUT_PKCE);
    }
    if desk.wants_any(&[MISSING, PARALLEL]) {
        Box::pin(share(desk, unspent.pop())).await;
    }
    if has_verifier && desk.wants(ALPHABET) {
        alphabet(desk).await;
    }
    if has_verifier && desk.wants(MALFORMED) {
        malformed(desk).await;
    }
    if desk.wants(LIFETIME) {
        lifetime(desk).await;
    }
}

const UNCHALLENGED: &str = "pkce-verifier-without-challenge";
const MISSING: &str = "code-redirect-uri-missing";
const PARALLEL: &str = "code-parallel-redemption";
const MALFORMED: &str = "pkce-verifier-malformed";
const LIFETIME: &str = "code-lifetime";

/// What verifiers take.
const WITHOUT_PKCE: &str = "a login with PKCE: --pkce S256";

/// A verifier for a code that has no challenge (RFC 9700 4.8.2).
const NO_CHALLENGE: Wanted = Wanted { exact: &[(400, "invalid_request")], allowed: &[(400, "invalid_grant")] };

/// Where an authorization request has no challenge a verifier must not be taken, or leaving it out is how PKCE is got rid
/// of.
async fn without_challenge(desk: &Desk<'_>) {
    let (Ok(mut plan), Ok(verifier)) = (desk.plan(), desk.site.draw()) else { return };
    plan.pkce = Pkce::None;
    plan.nonces.code_verifier = None;
    match desk.obtain(plan).await {
        Ok(mut ticket) => {
            let shot = ticket.redeem(|request| set_form(request, "code_verifier", &verifier)).await;
            let mut part = NO_CHALLENGE.judge(&shot);
            if part.verdict != Verdict::Fail {
                // The same code without the verifier shows what was refused.
                let control = ticket.redeem(|request| unset_form(request, "code_verifier")).await;
                part.exchanges.push(control.exchange);
            }
            desk.note(UNCHALLENGED, part);
        }
        Err(refused) if was_refused(&refused) => {
            let part =
                Part::new(Verdict::Pass, "no code, or one that no verifier redeems", "no code without a challenge");
            desk.note(UNCHALLENGED, part.shown_by(refused.exchanges));
        }
        Err(no_ticket) => desk.note(UNCHALLENGED, no_ticket.part()),
    }
}

/// Whether the server did not want to give a code, rather than nobody having been there to ask.
fn was_refused(no_ticket: &NoTicket) -> bool {
    match no_ticket.stop.as_ref().map(|stop| &stop.why) {
        Some(Why::Refusal(_)) => true,
        Some(Why::Failure(failure)) => failure.kind == FailureKind::ErrorPage,
        Some(Why::Quit) | None => false,
    }
}

/// One code for both: where it is refused without the redirect URI it is redeemed as it should be, twice at the same
/// moment. One that was left over may have died in the meantime, so what it was refused for counts only afterwards.
async fn share<'a>(desk: &'a Desk<'a>, unspent: Option<Ticket<'a>>) {
    let load = if unspent.is_some() { Load::default() } else { Load::odd(desk) };
    let is_old = unspent.is_some();
    let mut ticket = match unspent {
        Some(ticket) => ticket,
        None => match loaded(desk, &load).await {
            Ok(ticket) => ticket,
            Err(no_ticket) => return skip_all(desk, &[MISSING, PARALLEL], &no_ticket),
        },
    };
    let mut refused = None;
    // Where it is known that a failed attempt spends a code, each takes one from the beginning.
    let is_spent = desk.fact(FAILED_ATTEMPT).is_some_and(|policy| policy != RETAINS);
    if desk.wants(MISSING) && is_spent && desk.wants(PARALLEL) {
        missing(desk).await;
    } else if desk.wants(MISSING) {
        let shot = ticket.redeem(|request| unset_form(request, "redirect_uri")).await;
        if Said::of(&shot) == Said::Tokens {
            note_missing(desk, &shot);
            load.note(desk, &ticket.run.trace.plan, &shown([&shot]));
            return parallel(desk).await;
        }
        refused = Some(shot);
    }
    let (one, other) = at_once(desk, &mut ticket).await;
    if let Some(won) = [&one, &other].into_iter().find(|shot| Said::of(shot) == Said::Tokens) {
        load.note(desk, &ticket.run.trace.plan, &shown([won]));
        if let Some(shot) = &refused {
            note_missing(desk, shot);
        }
        return note_parallel(desk, &one, &other);
    }
    match refused {
        Some(_) if is_old => missing(desk).await,
        Some(shot) => note_missing(desk, &shot),
        None => {}
    }
    // The attempt may have spent the code, or it was the verifier.
    parallel(desk).await;
}

/// A code that brought along whatever else it can show; a plain one where that was too much.
async fn loaded<'a>(desk: &'a Desk<'_>, load: &Load) -> Result<Ticket<'a>, NoTicket> {
    let Ok(mut plan) = desk.plan() else { return Err(NoTicket::skip(Skip::ControlFailed)) };
    load.put(&mut plan);
    match desk.obtain(plan).await {
        Err(none) if none.skip.is_none() && !load.is_empty() => plain(desk).await,
        ticket => ticket,
    }
}

async fn plain<'a>(desk: &'a Desk<'_>) -> Result<Ticket<'a>, NoTicket> {
    match desk.plan() {
        Ok(plan) => desk.obtain(plan).await,
        Err(_) => Err(NoTicket::skip(Skip::ControlFailed)),
    }
}

/// Without the redirect URI, with a code of its own.
async fn missing(desk: &Desk<'_>) {
    match plain(desk).await {
        Ok(mut ticket) => {
            let shot = ticket.redeem(|request| unset_form(request, "redirect_uri")).await;
            note_missing(desk, &shot);
        }
        Err(no_ticket) => desk.note(MISSING, no_ticket.part()),
    }
}

/// Twice at the same moment, with a code of its own.
async fn parallel(desk: &Desk<'_>) {
    if !desk.wants(PARALLEL) {
        return;
    }
    match plain(desk).await {
        Ok(mut ticket) => {
            let (one, other) = at_once(desk, &mut ticket).await;
            note_parallel(desk, &one, &other);
        }
        Err(no_ticket) => desk.note(PARALLEL, no_ticket.part()),
    }
}

/// The verifiers that no other login has shown to be taken, each with a code of its own.
async fn alphabet(desk: &Desk<'_>) {
    let shortest = || load::shortest(desk);
    let longest = || load::longest(desk);
    let all: [(&str, &dyn Fn() -> Option<String>); 2] = [(load::SHORTEST, &shortest), (load::LONGEST, &longest)];
    for (label, verifier) in all.into_iter().filter(|(label, _)| !desk.is_seen(ALPHABET, label)) {
        match with_verifier(desk, verifier()).await {
            Ok(mut ticket) => {
                let shot = ticket.redeem(|_| ()).await;
                note_alphabet(desk, label, &shot);
            }
            Err(no_ticket) => desk.note(ALPHABET, no_ticket.part().labelled(label)),
        }
    }
}

/// RFC 6749 4.1.3. Where it is left out, OAuth 2.1 relies on PKCE alone.
fn note_missing(desk: &Desk<'_>, shot: &Shot) {
    let wanted = Wanted { exact: &[(400, "invalid_grant")], allowed: &[(400, "invalid_request")] };
    let mut part = wanted.judge(shot);
    if part.verdict == Verdict::Fail {
        part.verdict = Verdict::Warn;
    }
    desk.note(MISSING, part);
}

fn note_alphabet(desk: &Desk<'_>, label: &str, shot: &Shot) {
    let said = Said::of(shot);
    let verdict = match &said {
        _ if said.is_limit() => Verdict::Skip(Skip::RateLimited),
        Said::Tokens => Verdict::Pass,
        Said::Nothing(_) => Verdict::Error,
        Said::Refused { .. } | Said::Other(_) => Verdict::Warn,
    };
    let part = Part::new(verdict, "an access_token", said.words()).labelled(label);
    desk.note(ALPHABET, part.shown_by(shown([shot])));
}

/// The same redemption twice, neither waiting for the other.
async fn at_once(desk: &Desk<'_>, ticket: &mut Ticket<'_>) -> (Shot, Shot) {
    let plan = ticket.run.trace.plan.clone();
    let request = redeem::request(&ticket.server, &plan.client, &ticket.code, &plan.nonces, &plan.asked);
    let mut run = desk.run(plan);
    let proof = Proof::Client(&ticket.server);
    let one = shoot(&mut ticket.run, Step::Redeem, (request.clone(), proof), |_| ());
    let other = shoot(&mut run, Step::Redeem, (request, proof), |_| ());
    join(one, other).await
}

fn note_parallel(desk: &Desk<'_>, one: &Shot, other: &Shot) {
    let said = [one, other].map(Said::of);
    let verdict = match said.iter().filter(|said| **said == Said::Tokens).count() {
        _ if said.iter().any(Said::is_limit) => Verdict::Skip(Skip::RateLimited),
        _ if said.iter().any(|said| matches!(said, Said::Nothing(_))) => Verdict::Error,
        0 => Verdict::Inconclusive,
        1 => Verdict::Pass,
        _ => Verdict::Warn,
    };
    let seen = said.map(|said| said.words()).join(" and ");
    desk.note(PARALLEL, Part::new(verdict, "tokens for one of the two", seen).shown_by(shown([one, other])));
}

/// A flow whose verifier really is too short, or too long. The long one weakens nothing, so it is left for later.
async fn malformed(desk: &Desk<'_>) {
    let drawn = (0..4).map(|_| desk.site.draw().unwrap_or_default()).collect::<String>();
    let long = if desk.options.suite == Suite::Slow { Some(129) } else { None };
    for length in [Some(42), long].into_iter().flatten() {
        let label = format!("{length} characters");
        let part = match with_verifier(desk, drawn.get(..length).map(str::to_owned)).await {
            Ok(mut ticket) => {
                let part = NO_VERIFIER.judge(&ticket.redeem(|_| ()).await);
                let verdict = if part.verdict == Verdict::Fail { Verdict::Warn } else { part.verdict };
                Part { verdict, ..part }
            }
            Err(refused) if was_refused(&refused) => {
                Part::new(Verdict::Pass, "no code, or one that is not redeemed", "no code").shown_by(refused.exchanges)
            }
            Err(no_ticket) => no_ticket.part(),
        };
        desk.note(MALFORMED, part.labelled(label));
    }
}

/// RFC 6749 4.1.2 recommends ten minutes at most; FAPI 2.0 wants one.
async fn lifetime(desk: &Desk<'_>) {
    let ticket = match desk.plan() {
        Ok(plan) => desk.obtain(plan).await,
        Err(_) => return,
    };
    let mut ticket = match ticket {
        Ok(ticket) => ticket,
        Err(no_ticket) => return desk.note(LIFETIME, no_ticket.part()),
    };
    let is_fapi = desk.options.profile == Profile::Fapi2;
    let pause = Duration::from_secs(if is_fapi { 62 } else { 610 });
    desk.site.wait(pause).await;
    let mut shot = ticket.redeem(|_| ()).await;
    if shot.response().is_some_and(|response| dpop::demanded(&shot.exchange.request, response).is_some()) {
        // What the server wanted to see in a proof has expired as well.
        ticket.run = desk.run(ticket.run.trace.plan.clone());
        shot = ticket.redeem(|_| ()).await;
    }
    let mut part = INVALID_GRANT.judge(&shot);
    if part.verdict == Verdict::Fail {
        part.verdict = if is_fapi { Verdict::Fail } else { Verdict::Warn };
    }
    desk.note(LIFETIME, part.labelled(format!("after {} seconds", pause.as_secs())));
}

/// A code for a login with this verifier; a login without PKCE stays one.
async fn with_verifier<'a>(desk: &'a Desk<'_>, verifier: Option<String>) -> Result<Ticket<'a>, NoTicket> {
    let Ok(mut plan) = desk.plan() else { return Err(NoTicket::skip(Skip::ControlFailed)) };
    if plan.nonces.code_verifier.is_some() {
        plan.nonces.code_verifier = verifier;
    }
    desk.obtain(plan).await
}

fn skip_all(desk: &Desk<'_>, ids: &[&str], no_ticket: &NoTicket) {
    for id in ids {
        desk.note(id, no_ticket.part());
    }
}
