//! What two runs came to: checks, endings, who knows what, and who could have redeemed the code.

use std::collections::BTreeMap;

use super::{Checked, Known, Outcome, Pair, Redeemer, Redeemers, Side};
use crate::explain::ending::told;
use crate::explain::ledger::{PARTIES, ledger};
use crate::explain::purpose::purpose;
use crate::explain::redeemers::{self, Holding, Lock, Locks};
use crate::protocol::Pkce;
use crate::rules::Finding;
use crate::trace::{Ending, Flow, Part, Trace};

/// What somebody may hold who has the code, from least to most.
const HOLDINGS: [(&str, Holding); 5] = [
    ("the redirect (history, logs)", Holding { secret: false, request: false, verifier: false, dpop_key: false }),
    ("… and the authorization request", Holding { secret: false, request: true, verifier: false, dpop_key: false }),
    ("… and what proves the client", Holding { secret: true, request: true, verifier: false, dpop_key: false }),
    ("… and the verifier instead", Holding { secret: false, request: true, verifier: true, dpop_key: false }),
    ("… and both", Holding { secret: true, request: true, verifier: true, dpop_key: false }),
];

/// The checks with another word, in the order of the first run, then of the second.
pub(super) fn checks(a: Side<'_>, b: Side<'_>) -> Vec<Checked> {
    let (of_a, of_b) = (by_id(a.findings), by_id(b.findings));
    let mut seen = Vec::new();
    let mut out = Vec::new();
    for finding in a.findings.iter().chain(b.findings) {
        let id = finding.requirement.id;
        if seen.contains(&id) {
            continue;
        }
        seen.push(id);
        let none = Vec::new();
        let (one, other) = (of_a.get(id).unwrap_or(&none), of_b.get(id).unwrap_or(&none));
        for index in 0..one.len().max(other.len()) {
            let (one, other) = (one.get(index), other.get(index));
            if one.map(|finding| finding.word()) != other.map(|finding| finding.word()) {
                let title = finding.requirement.title;
                out.push(Checked { id, title, a: one.map(|it| outcome(it)), b: other.map(|it| outcome(it)) });
            }
        }
    }
    out
}

fn by_id(findings: &[Finding]) -> BTreeMap<&'static str, Vec<&Finding>> {
    let mut all: BTreeMap<&'static str, Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        all.entry(finding.requirement.id).or_default().push(finding);
    }
    all
}

fn outcome(finding: &Finding) -> Outcome {
    Outcome { word: finding.word(), seen: finding.check.seen.clone() }
}

/// How they ended, in a line each, where they ended otherwise.
pub(super) fn ending(a: &Trace, b: &Trace) -> Option<Pair> {
    (kind(&a.ended) != kind(&b.ended)).then(|| Pair { a: words(a), b: words(b) })
}

/// What of an ending is the same in two runs that ended for the same reason.
fn kind(ended: &Ending) -> (&'static str, Option<&'static str>, String) {
    match ended {
        Ending::Open => ("open", None, String::new()),
        Ending::Finished => ("finished", None, String::new()),
        Ending::Refused { step, check } => ("refused", Some(step.name()), check.id.to_string()),
        Ending::Denied { step, error } => ("denied", Some(step.name()), error.error.clone()),
        Ending::Failed { step, failure } => ("failed", Some(step.name()), failure.kind.words().to_owned()),
        Ending::Interrupted { step } => ("interrupted", Some(step.name()), String::new()),
    }
}

fn words(trace: &Trace) -> String {
    match &trace.ended {
        Ending::Finished => "every step was taken".to_owned(),
        Ending::Open => "the record ends under way".to_owned(),
        _ => told(trace).map(|told| told.headline).unwrap_or_default(),
    }
}

/// Who learnt a value at another step, or in one run only.
pub(super) fn knowledge(a: &Trace, b: &Trace) -> Vec<Known> {
    let (of_a, of_b) = (ledger(a), ledger(b));
    let mut names: Vec<&'static str> = of_a.iter().map(|row| row.name).collect();
    names.extend(of_b.iter().map(|row| row.name).filter(|name| !of_a.iter().any(|row| row.name == *name)));
    let mut out = Vec::new();
    for name in names {
        for party in PARTIES {
            let step = |rows: &[crate::explain::ledger::Row]| {
                rows.iter().find(|row| row.name == name).and_then(|row| row.by(party)).map(crate::trace::Step::name)
            };
            let (a, b) = (step(&of_a), step(&of_b));
            if a != b {
                out.push(Known { name, party, a, b });
            }
        }
    }
    out
}

/// What a difference in the locks means; nothing where they are the same, or where one of them is not known.
pub(super) fn redeemers(a: &Trace, b: &Trace) -> Option<Redeemers> {
    let has_code = |trace: &Trace| trace.plan.flow == Flow::Login && purpose(trace).is_none();
    let is_known = |trace: &Trace| !trace.plan.lacks(Part::TokenRequest) && !trace.plan.lacks(Part::Request);
    let (one, other) = (Locks::of(a), Locks::of(b));
    if one == other || ![a, b].into_iter().all(|trace| has_code(trace) && is_known(trace)) {
        return None;
    }
    let rows =
        HOLDINGS.iter().map(|(holding, held)| Redeemer { holding, a: tried(one, *held), b: tried(other, *held) });
    let (panel_a, panel_b) = (redeemers::panel(a), redeemers::panel(b));
    Some(Redeemers {
        rows: rows.collect(),
        secret: Pair { a: panel_a.secret.to_owned(), b: panel_b.secret.to_owned() },
        verifier: Pair { a: panel_a.verifier.to_owned(), b: panel_b.verifier.to_owned() },
    })
}

fn tried(locks: Locks, held: Holding) -> String {
    match locks.try_with(held) {
        redeemers::Outcome::Redeemed => "REDEEMED".to_owned(),
        redeemers::Outcome::Refused { by } => {
            let (status, error) = by.refusal();
            let lock = match by {
                Lock::Secret => "the client's proof",
                Lock::Verifier if locks.pkce == Pkce::Plain => "the verifier (plain)",
                Lock::Verifier => "the verifier",
                Lock::DpopKey => "the key for DPoP",
            };
            format!("refused {status} {error}, by {lock}")
        }
    }
}
