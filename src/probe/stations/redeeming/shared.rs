//! A code that is redeemed without its redirect URI, and then twice at the same moment.

use futures_util::future::join;

use super::ladder::{FAILED_ATTEMPT, RETAINS, shown};
use crate::flow::Proof;
use crate::probe::stations::load::Load;
use crate::probe::{Desk, NoTicket, Part, Said, Shot, Skip, Ticket, Verdict, Wanted, shoot, unset_form};
use crate::protocol::redeem;
use crate::trace::Step;

const MISSING: &str = "code-redirect-uri-missing";
const PARALLEL: &str = "code-parallel-redemption";

/// One code for both, a fresh one that nobody has spent where there is one: where it is refused without the redirect URI it
/// is redeemed as it should be, twice at the same moment.
pub(super) async fn check<'a>(desk: &'a Desk<'a>, unspent: Option<Ticket<'a>>) {
    if !desk.wants_any(&[MISSING, PARALLEL]) {
        return;
    }
    let load = if unspent.is_some() { Load::default() } else { Load::odd(desk) };
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
    if let Some(shot) = &refused {
        note_missing(desk, shot);
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

/// RFC 6749 4.1.3. Where it is left out, OAuth 2.1 relies on PKCE alone.
fn note_missing(desk: &Desk<'_>, shot: &Shot) {
    let wanted = Wanted { exact: &[(400, "invalid_grant")], allowed: &[(400, "invalid_request")] };
    let mut part = wanted.judge(shot);
    if part.verdict == Verdict::Fail {
        part.verdict = Verdict::Warn;
    }
    desk.note(MISSING, part);
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

fn skip_all(desk: &Desk<'_>, ids: &[&str], no_ticket: &NoTicket) {
    for id in ids {
        desk.note(id, no_ticket.part());
    }
}
