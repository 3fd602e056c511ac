//! Checks that take a code of their own: because they succeed, or because the code is made for them.

use std::time::Duration;

use super::ladder::shown;
use super::rungs::NO_VERIFIER;
use crate::probe::stations::load::{self, ALPHABET};
use crate::probe::stations::unchallenged;
use crate::probe::{Desk, INVALID_GRANT, NoTicket, Part, Profile, Said, Shot, Skip, Suite, Ticket, Verdict};
use crate::protocol::dpop;

/// In the order in which they get codes where these are few.
pub(super) async fn check(desk: &Desk<'_>) {
    let has_verifier = desk.subject.plan.nonces.code_verifier.is_some();
    if !has_verifier {
        desk.skip(ALPHABET, Skip::OptIn, WITHOUT_PKCE);
        desk.skip(MALFORMED, Skip::OptIn, WITHOUT_PKCE);
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

const MALFORMED: &str = "pkce-verifier-malformed";
const LIFETIME: &str = "code-lifetime";

/// What verifiers take.
const WITHOUT_PKCE: &str = "a login with PKCE: --pkce S256";

/// A code without a challenge, where nobody has seen one yet.
pub(super) async fn without_challenge(desk: &Desk<'_>) {
    let Some(plan) = desk.plan().ok().filter(|_| unchallenged::is_open(desk)) else { return };
    match desk.obtain(unchallenged::plan(plan)).await {
        Ok(mut ticket) => {
            // what it shows has been noted
            let _ = unchallenged::redeem(desk, &mut ticket).await;
        }
        Err(none) => unchallenged::note_none(desk, &none),
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
            Err(refused) if unchallenged::was_refused(&refused) => {
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
