//! Which message of one run stands beside which of the other: within a step those to the same place, in their order, and
//! between these the first beside the first, and so on.

use crate::trace::{Exchange, Step, Trace};
use crate::wire::uri;

/// Beyond so many pairs nobody looks for the same places: one beside the other as they come.
const MOST_PAIRS: usize = 40_000;

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
        let paired = beside(&of_a, &of_b);
        out.extend((1..).zip(paired).map(|(number, (a, b))| Aligned { step, number, a, b }));
    }
    out
}

type Beside<'a> = (Option<&'a Exchange>, Option<&'a Exchange>);

fn beside<'a>(a: &[&'a Exchange], b: &[&'a Exchange]) -> Vec<Beside<'a>> {
    let (mut out, mut from) = (Vec::new(), (0, 0));
    for (at_a, at_b) in common(a, b).into_iter().chain([(a.len(), b.len())]) {
        let (left, right) = (&a[from.0..at_a], &b[from.1..at_b]);
        out.extend((0..left.len().max(right.len())).map(|at| (left.get(at).copied(), right.get(at).copied())));
        if let (Some(a), Some(b)) = (a.get(at_a), b.get(at_b)) {
            out.push((Some(*a), Some(*b)));
        }
        from = (at_a + 1, at_b + 1);
    }
    out
}

/// The longest row of messages that both have at the same places, by their indices.
fn common(a: &[&Exchange], b: &[&Exchange]) -> Vec<(usize, usize)> {
    if a.len() * b.len() > MOST_PAIRS {
        return Vec::new();
    }
    let place = |exchange: &Exchange| (exchange.request.method.clone(), uri::path(&exchange.request.url).to_owned());
    let (a, b): (Vec<_>, Vec<_>) = (a.iter().map(|it| place(it)).collect(), b.iter().map(|it| place(it)).collect());
    // How long the row is from each pair of places on.
    let mut length = vec![vec![0_usize; b.len() + 1]; a.len() + 1];
    for (at_a, at_b) in (0..a.len()).rev().flat_map(|at_a| (0..b.len()).rev().map(move |at_b| (at_a, at_b))) {
        let longest = length[at_a + 1][at_b].max(length[at_a][at_b + 1]);
        length[at_a][at_b] = if a[at_a] == b[at_b] { length[at_a + 1][at_b + 1] + 1 } else { longest };
    }
    let (mut out, mut at) = (Vec::new(), (0, 0));
    while at.0 < a.len() && at.1 < b.len() {
        match at {
            (at_a, at_b) if a[at_a] == b[at_b] => {
                out.push(at);
                at = (at_a + 1, at_b + 1);
            }
            (at_a, at_b) if length[at_a + 1][at_b] >= length[at_a][at_b + 1] => at.0 += 1,
            _ => at.1 += 1,
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
