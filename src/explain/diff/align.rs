//! Which message of one run stands beside which of the other: the first of a step beside the first, and so on.

use crate::trace::{Exchange, Step, Trace};

/// A message and its counterpart; at least one of them is there.
pub(super) struct Aligned<'a> {
    pub(super) step: Step,
    pub(super) number: usize,
    pub(super) a: Option<&'a Exchange>,
    pub(super) b: Option<&'a Exchange>,
}

/// Every message, in the order of the first run; a step that only the second has stands where it comes there.
pub(super) fn pairs<'a>(a: &'a Trace, b: &'a Trace) -> Vec<Aligned<'a>> {
    let mut out = Vec::new();
    for step in steps(a, b) {
        let (of_a, of_b): (Vec<_>, Vec<_>) = (a.of(step).collect(), b.of(step).collect());
        for index in 0..of_a.len().max(of_b.len()) {
            let (a, b) = (of_a.get(index).copied(), of_b.get(index).copied());
            out.push(Aligned { step, number: index + 1, a, b });
        }
    }
    out
}

fn steps(a: &Trace, b: &Trace) -> Vec<Step> {
    let mut steps = taken(a);
    let mut behind = 0;
    for step in taken(b) {
        if let Some(place) = steps.iter().position(|own| *own == step) {
            behind = place + 1;
        } else {
            steps.insert(behind, step);
            behind += 1;
        }
    }
    steps
}

fn taken(trace: &Trace) -> Vec<Step> {
    let mut steps = Vec::new();
    for exchange in trace.exchanges.iter().filter(|exchange| exchange.stray.is_none()) {
        if !steps.contains(&exchange.step) {
            steps.push(exchange.step);
        }
    }
    steps
}
