//! The ladder: one code is redeemed wrongly in every way, and at last as it should be. Where that works, it was not the
//! code that was refused before. Where it does not, each way gets a code of its own.

use std::slice::from_ref;

use super::replay;
use super::rungs::{self, Change, Means, POLICY, Rung};
use crate::flow::{Keys, Proof};
use crate::probe::{Desk, NoTicket, Part, Said, Shot, Skip, Ticket, Verdict, shoot};
use crate::protocol::redeem;
use crate::trace::{Exchange, Step};

/// The fact that tells what a failed attempt does to a code.
pub(super) const FAILED_ATTEMPT: &str = "failed-attempt";
/// It does nothing.
pub(super) const RETAINS: &str = "retains";

/// How far a code came.
enum Climb<'a> {
    /// It was redeemed as it should be after every refusal: these stand.
    Top(Box<Ticket<'a>>),
    /// It was given away at the last of the rungs that were tried.
    Fell,
    /// It was not redeemed any more, though all was right.
    Spent,
    /// What came back tells nothing.
    Unclear(Part),
    /// There was none.
    NoCode(NoTicket),
}

/// A rung and what it came to.
type Tried = (&'static Rung, Shot);

/// Climbs until every rung is judged.
pub(super) async fn check(desk: &Desk<'_>) {
    rungs::skip_others(desk);
    let mut left = rungs::wanted(desk);
    if let Some(at) = left.iter().position(|rung| rung.id == "code-bound-to-client")
        && !second_is_known(desk).await
    {
        let rung = left.remove(at);
        desk.skip(rung.id, Skip::ControlFailed, "a second client that proves itself");
    }
    if left.is_empty() && !desk.wants_any(replay::IDS) {
        return;
    }
    let mut lasted = false;
    loop {
        let (tried, climb) = climb(desk, &left).await;
        match climb {
            Climb::Fell => {
                lasted |= has_harsh(tried.split_last().map_or(&[], |(_, before)| before));
                left = fallen(desk, &left, &tried);
            }
            Climb::Top(ticket) => {
                judge_all(desk, &tried, ticket.run.trace.exchanges.last());
                if lasted || has_harsh(&tried) {
                    note_policy(desk, RETAINS);
                } else {
                    desk.skip(POLICY, Skip::ControlFailed, "an attempt that fails");
                }
                return replay::check(desk, *ticket).await;
            }
            Climb::Spent => return each_alone(desk, &left).await,
            Climb::Unclear(part) => return give_up(desk, &left, &part),
            Climb::NoCode(no_ticket) => return give_up(desk, &left, &no_ticket.part()),
        }
    }
}

/// Whether a code outlived an attempt of the client that it belongs to.
fn has_harsh(tried: &[Tried]) -> bool {
    tried.iter().any(|(rung, _)| !rung.is_gentle())
}

/// Notes what the rungs came to up to the one that gave the code away, and tells which are left. Each of those before it
/// was refused with a code that was still good.
fn fallen(desk: &Desk<'_>, left: &[&'static Rung], tried: &[Tried]) -> Vec<&'static Rung> {
    let Some((last, given)) = tried.last() else { return Vec::new() };
    judge_all(desk, tried, Some(&given.exchange));
    let passed = left.iter().position(|rung| (rung.id, rung.label) == (last.id, last.label)).unwrap_or(left.len());
    left.iter().skip(passed + 1).filter(|rung| rung.id != last.id).copied().collect()
}

/// Every rung with the same code, then the redemption as it should be.
async fn climb<'a>(desk: &'a Desk<'_>, rungs: &[&'static Rung]) -> (Vec<Tried>, Climb<'a>) {
    let mut tried = Vec::new();
    let mut ticket = match obtain(desk).await {
        Ok(ticket) => ticket,
        Err(no_ticket) => return (tried, Climb::NoCode(no_ticket)),
    };
    for rung in rungs {
        if rung.is_guess() && !desk.may_be_wrong() {
            desk.note(rung.id, too_many_guesses().labelled(rung.label));
            continue;
        }
        let shot = attempt(desk, &mut ticket, rung).await;
        let said = Said::of(&shot);
        tried.push((*rung, shot));
        if said == Said::Tokens {
            return (tried, Climb::Fell);
        }
        if desk.is_limited() || desk.is_dead() {
            return (tried, Climb::Unclear(left_alone(desk)));
        }
    }
    let shot = ticket.redeem(|_| ()).await;
    let climb = match Said::of(&shot) {
        Said::Tokens => Climb::Top(Box::new(ticket)),
        said if said.is_limit() => Climb::Unclear(left_alone(desk)),
        Said::Refused { status, error } if status < 500 || error.is_some() => Climb::Spent,
        said => {
            let part = Part::new(Verdict::Error, "the right redemption works after it", said.words());
            Climb::Unclear(part.shown_by([shot.exchange]))
        }
    };
    (tried, climb)
}

/// One wrong redemption.
async fn attempt(desk: &Desk<'_>, ticket: &mut Ticket<'_>, rung: &Rung) -> Shot {
    let means = Means::of(desk, ticket);
    match (&rung.change, &desk.subject.second) {
        (Change::Sender, Some(other)) => {
            let mut plan = ticket.run.trace.plan.clone();
            let request = redeem::request(&ticket.server, &plan.client, &ticket.code, &plan.nonces, &plan.asked);
            plan.client.clone_from(&other.client);
            let keys = Keys { dpop: desk.subject.keys.dpop.clone(), ..other.keys.clone() };
            let mut run = desk.run(plan).with_keys(keys);
            shoot(&mut run, Step::Redeem, (request, Proof::Client(&ticket.server)), |_| ()).await
        }
        (Change::Sender, None) => ticket.redeem(|_| ()).await,
        (Change::Request(change), _) => ticket.redeem(|request| change(request, &means)).await,
    }
}

/// Notes each, with the redemption that shows that the code was still good.
fn judge_all(desk: &Desk<'_>, tried: &[Tried], control: Option<&Exchange>) {
    for (rung, shot) in tried.iter().filter(|(rung, _)| rung.id != POLICY) {
        let mut part = rung.wanted.judge(shot).labelled(rung.label);
        if part.verdict == Verdict::Fail {
            part.verdict = granted(desk, rung);
        } else {
            part.exchanges.extend(control.cloned());
        }
        desk.note(rung.id, part);
    }
}

/// OAuth 2.1 does without the redirect URI at the token endpoint, so that there it is no more than a SHOULD.
fn granted(desk: &Desk<'_>, rung: &Rung) -> Verdict {
    let is_dropped = rung.id == "code-redirect-uri-mismatch" && desk.options.profile.is_modern();
    if is_dropped { Verdict::Warn } else { rung.granted }
}

fn note_policy(desk: &Desk<'_>, policy: &str) {
    desk.learn(FAILED_ATTEMPT, policy);
    desk.note(POLICY, Part::new(Verdict::Pass, "either: both conform", policy));
}

/// One of these attempts spends a code. The login that worked is the control of each: a fresh code, and one thing changed.
async fn each_alone(desk: &Desk<'_>, rungs: &[&'static Rung]) {
    let (mut gentle, harsh): (Vec<_>, Vec<_>) = rungs.iter().copied().partition(|rung| rung.is_gentle());
    let mut spending: Vec<String> = Vec::new();
    for rung in harsh.into_iter().filter(|rung| rung.id != POLICY) {
        spending.extend(spends(desk, rung).await);
    }
    // Whoever is refused as a client seldom comes as far as the code: one code carries all of these, and the replays.
    loop {
        let (tried, climb) = climb(desk, &gentle).await;
        match climb {
            Climb::Top(ticket) => {
                judge_all(desk, &tried, ticket.run.trace.exchanges.last());
                replay::check(desk, *ticket).await;
                break;
            }
            Climb::Fell => gentle = fallen(desk, &gentle, &tried),
            Climb::Spent if gentle.is_empty() => {
                return give_up(desk, &[], &Part::skip(Skip::ControlFailed, "a fresh code that is redeemed"));
            }
            Climb::Spent => {
                for rung in &gentle {
                    spending.extend(spends(desk, rung).await);
                }
                gentle.clear();
            }
            Climb::Unclear(part) => return give_up(desk, &gentle, &part),
            Climb::NoCode(no_ticket) => return give_up(desk, &gentle, &no_ticket.part()),
        }
    }
    let named = if spending.is_empty() { "some attempts".to_owned() } else { spending.join(", ") };
    note_policy(desk, &format!("spends at {named}"));
}

/// Judges a rung with a code of its own; its name, where the attempt spent the code.
async fn spends(desk: &Desk<'_>, rung: &'static Rung) -> Option<String> {
    let (tried, climb) = climb(desk, from_ref(&rung)).await;
    let part = match &climb {
        Climb::Unclear(part) => Some(part.clone()),
        Climb::NoCode(no_ticket) => Some(no_ticket.part()),
        Climb::Top(_) | Climb::Fell | Climb::Spent => None,
    };
    match part {
        Some(part) => desk.note(rung.id, part.labelled(rung.label)),
        None => judge_all(desk, &tried, None),
    }
    let name = if rung.label.is_empty() { rung.id.to_owned() } else { format!("{} ({})", rung.id, rung.label) };
    matches!(climb, Climb::Spent).then_some(name)
}

/// None of these can be judged: what was refused may have been refused for another reason.
fn give_up(desk: &Desk<'_>, rungs: &[&'static Rung], part: &Part) {
    for rung in rungs {
        desk.note(rung.id, part.clone().labelled(rung.label));
    }
    for id in replay::IDS.iter().chain(&[POLICY]).filter(|id| !desk.is_noted(id)) {
        desk.note(id, part.clone());
    }
}

/// Why nothing more is sent.
fn left_alone(desk: &Desk<'_>) -> Part {
    if desk.is_limited() {
        return Part::skip(Skip::RateLimited, "the provider asked for fewer requests");
    }
    Part::new(Verdict::Error, "an answer", "the provider does not answer any more")
}

fn too_many_guesses() -> Part {
    Part::skip(Skip::CodeBudget, "another wrong secret: two in one run are enough")
}

async fn obtain<'a>(desk: &'a Desk<'_>) -> Result<Ticket<'a>, NoTicket> {
    match desk.plan() {
        Ok(plan) => desk.obtain(plan).await,
        Err(_) => Err(NoTicket::skip(Skip::ControlFailed)),
    }
}

async fn second_is_known(desk: &Desk<'_>) -> bool {
    match &desk.subject.second {
        Some(other) => super::super::bogus::is_known(desk, (other.client.clone(), other.keys.clone())).await,
        None => false,
    }
}

/// The messages of several shots.
pub(super) fn shown<const N: usize>(shots: [&Shot; N]) -> [Exchange; N] {
    shots.map(|shot| shot.exchange.clone())
}
