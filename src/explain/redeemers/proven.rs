//! The panel where a measurement has shown what the server really does: it takes the place of what follows from the
//! specification.

use super::{Key, Lock, Outcome, Panel, Row, words};
use crate::probe::factors::{Demand, Experiment, Factor, Measured, Measurement};

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
    let tried = tried(measurement);
    let rows = panel.rows.iter().map(|row| put(row, &tried, measurement)).collect();
    let open = |factor| measurement.demand(factor) == Demand::NotDemanded;
    let either = open(Factor::Client) && open(Factor::Verifier) && measurement.demand(Factor::Both) == Demand::Demanded;
    Panel {
        rows,
        secret: match () {
            () if either => words::EITHER,
            () if open(Factor::Client) => words::SECRET_OPEN,
            () => panel.secret,
        },
        verifier: match () {
            () if either => words::EITHER_VERIFIER,
            () if open(Factor::Verifier) => words::VERIFIER_OPEN,
            () => panel.verifier,
        },
        ..panel
    }
}

fn tried(measurement: &Measurement) -> Vec<Tried<'_>> {
    let by_both = if measurement.demand(Factor::Client) == Demand::NotDemanded { Lock::Verifier } else { Lock::Secret };
    let all = [
        (Factor::Client, [true, false, false], Lock::Secret),
        (Factor::Verifier, [false, true, false], Lock::Verifier),
        (Factor::Both, [true, true, false], by_both),
        (Factor::Key, [false, false, true], Lock::DpopKey),
    ];
    all.into_iter()
        .map(|(factor, lacks, by)| {
            let demand = measurement.demand(factor);
            Tried { lacks, demand, by, seen: telling(measurement, factor) }
        })
        .collect()
}

/// What was seen of a factor: the way around it that was open, else the first refusal.
fn telling(measurement: &Measurement, factor: Factor) -> &str {
    let open = measurement.about(factor).find(|trial| trial.result == Measured::NotDemanded);
    open.or_else(|| measurement.about(factor).next()).map_or("", |trial| &trial.seen)
}

fn put(row: &Row, tried: &[Tried<'_>], measurement: &Measurement) -> Row {
    let lacks = [row.secret, row.verifier, row.dpop_key].map(|key| key == Key::Lacked);
    let shown = |outcome, seen: &str| Row { outcome, proven: Some(measurement.secrets.text(seen)), ..row.clone() };
    if lacks == [false; 3] {
        let seen = measurement.trial(Experiment::Right).map_or("", |trial| &trial.seen);
        return shown(Outcome::Redeemed, seen);
    }
    let same = tried.iter().find(|tried| tried.lacks == lacks);
    let refused = |tried: &&Tried<'_>| {
        let lacks_no_more = tried.lacks.iter().zip(lacks).all(|(tried, lacks)| !tried || lacks);
        tried.demand == Demand::Demanded && lacks_no_more
    };
    match same.map(|same| (same.demand, same)) {
        Some((Demand::NotDemanded, same)) => shown(Outcome::Redeemed, same.seen),
        Some((Demand::Demanded, same)) => shown(Outcome::Refused { by: same.by }, same.seen),
        // Whoever lacks even more gets no further than one who was refused.
        _ => tried
            .iter()
            .find(refused)
            .map_or_else(|| row.clone(), |less| shown(Outcome::Refused { by: less.by }, less.seen)),
    }
}
