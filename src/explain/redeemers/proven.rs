//! The panel where a measurement has shown what the server really does: it takes the place of what follows from the
//! specification.

use super::{Key, Lock, Outcome, Panel, Row, words};
use crate::probe::factors::{Demand, Experiment, Factor, Measured, Measurement, Trial};

/// What somebody was tried with who lacks some keys, and what came of it.
struct Tried<'a> {
    /// Lacks the secret, the verifier, the key for DPoP.
    lacks: [bool; 3],
    demand: Demand,
    by: Lock,
    seen: &'a str,
}

/// The panel with everything that was measured; what was not still follows from the specification.
#[must_use]
pub fn proven(panel: Panel, measurement: &Measurement) -> Panel {
    if !measurement.works() {
        return panel;
    }
    let rows = panel.rows.iter().map(|row| put(row, measurement)).collect();
    let open = |factor| measurement.demand(factor) == Demand::NotDemanded;
    let either = measurement.takes_either();
    let takes_wrong = measurement.is_open(Experiment::VerifierWrong);
    Panel {
        rows,
        secret: match () {
            () if either => words::EITHER,
            () if open(Factor::Client) => words::SECRET_OPEN,
            () => panel.secret,
        },
        verifier: match () {
            () if either && takes_wrong => words::EITHER_VERIFIER,
            () if either => words::EITHER_LEFT_OUT,
            () if takes_wrong => words::VERIFIER_OPEN,
            () if measurement.takes_challenge_alone() => words::CHALLENGE_TAKEN,
            () if open(Factor::Verifier) => words::VERIFIER_LEFT_OUT,
            () => panel.verifier,
        },
        ..panel
    }
}

/// What was tried that somebody could have done, who has seen the authorization request or not.
fn tried(measurement: &Measurement, saw_request: bool) -> Vec<Tried<'_>> {
    let by_both = if measurement.demand(Factor::Client) == Demand::NotDemanded { Lock::Verifier } else { Lock::Secret };
    let all = [
        (Factor::Client, [true, false, false], Lock::Secret),
        (Factor::Verifier, [false, true, false], Lock::Verifier),
        (Factor::Both, [true, true, false], by_both),
        (Factor::Key, [false, false, true], Lock::DpopKey),
    ];
    all.into_iter()
        .map(|(factor, lacks, by)| {
            let demand = if saw_request { measurement.demand(factor) } else { measurement.demand_unseen(factor) };
            Tried { lacks, demand, by, seen: telling(measurement, (factor, demand)) }
        })
        .collect()
}

/// What was seen of a factor: the way around it that was open, else the first refusal.
fn telling(measurement: &Measurement, (factor, demand): (Factor, Demand)) -> &str {
    let is_open = |trial: &&Trial| demand == Demand::NotDemanded && trial.result == Measured::NotDemanded;
    let open = measurement.about(factor).find(is_open);
    open.or_else(|| measurement.about(factor).next()).map_or("", |trial| &trial.seen)
}

fn put(row: &Row, measurement: &Measurement) -> Row {
    let tried = tried(measurement, row.saw_request);
    let lacks = [row.secret, row.verifier, row.dpop_key].map(|key| key == Key::Lacked);
    let shown = |outcome, seen: &str| Row { outcome, proven: Some(measurement.secrets.text(seen)), ..row.clone() };
    if lacks == [false; 3] {
        let seen = measurement.trial(Experiment::Right).map_or("", |trial| &trial.seen);
        return shown(Outcome::Redeemed, seen);
    }
    match tried.iter().find(|tried| tried.lacks == lacks).map(|same| (same.demand, same)) {
        Some((Demand::NotDemanded, same)) => shown(Outcome::Redeemed, same.seen),
        Some((Demand::Demanded, same)) => shown(Outcome::Refused { by: same.by }, same.seen),
        // Whoever lacks even more gets no further; it is told that it was another who was tried.
        _ => nearest_refused(&tried, lacks).map_or_else(
            || row.clone(),
            |less| shown(Outcome::Refused { by: less.by }, &format!("{}, even with {}", less.seen, more(less, lacks))),
        ),
    }
}

/// Of those who lack no more and were refused the one who lacks the most.
fn nearest_refused<'a>(tried: &'a [Tried<'a>], lacks: [bool; 3]) -> Option<&'a Tried<'a>> {
    let lacks_no_more = |tried: &Tried<'_>| tried.lacks.iter().zip(lacks).all(|(tried, lacks)| !tried || lacks);
    let refused = tried.iter().filter(|tried| tried.demand == Demand::Demanded && lacks_no_more(tried));
    refused.max_by_key(|tried| tried.lacks.iter().filter(|lacks| **lacks).count())
}

/// What the one who was tried has, and the one of the row lacks.
fn more(tried: &Tried<'_>, lacks: [bool; 3]) -> String {
    let keys = ["the secret", "the verifier", "the DPoP key"].into_iter().zip(tried.lacks.iter().zip(lacks));
    let had: Vec<&str> = keys.filter(|(_, (tried, lacks))| !**tried && *lacks).map(|(key, _)| key).collect();
    had.join(" and ")
}
