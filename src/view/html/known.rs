//! Who knows what: the ledger as it fills up, and as it stands in the end.

use std::collections::HashSet;

use maud::{Markup, html};

use crate::explain::ledger::{PARTIES, Row};
use crate::trace::{Step, Trace};
use crate::view::paint::named;
use crate::view::svg::class;

/// The ledger of a run, and how far it has filled up.
#[derive(Clone)]
pub(super) struct Known {
    rows: Vec<Row>,
    /// Each step with its number.
    numbers: Vec<(Step, usize)>,
    passed: HashSet<Step>,
}

impl Known {
    pub(super) fn of(trace: &Trace, rows: Vec<Row>) -> Self {
        let numbers = Step::ALL.into_iter().map(|step| (step, trace.plan.number(step))).collect();
        Self { rows, numbers, passed: HashSet::new() }
    }

    /// The ledger when this step is over; nothing but a word where nobody learns anything new in it.
    pub(super) fn after(&mut self, step: Step) -> Markup {
        let is_new = self.passed.insert(step) && self.rows.iter().any(|row| row.seen.contains(&Some(step)));
        if !is_new {
            return html! { p.faint { "Nobody learns anything new here." } };
        }
        let seen = |row: &&Row| row.seen.iter().flatten().any(|first| self.passed.contains(first));
        html! {
            table.ledger {
                caption { "who knows what by now" }
                (head())
                tbody {
                    @for row in self.rows.iter().filter(seen) {
                        tr { (name(row)) @for first in row.seen { td { (self.cell(first, step)) } } }
                    }
                }
            }
            p.faint { "● is new, a number is the step at which it was first seen there." }
        }
    }

    fn cell(&self, first: Option<Step>, now: Step) -> Markup {
        match first.filter(|step| self.passed.contains(step)) {
            Some(step) if step == now => html! { b.new { "● " (self.number(step)) } },
            Some(step) => html! { (self.number(step)) },
            None => html! { span.faint { "–" } },
        }
    }

    fn number(&self, step: Step) -> usize {
        self.numbers.iter().find(|(own, _)| *own == step).map_or(0, |(_, number)| *number)
    }

    /// The ledger in the end, with what each row teaches.
    pub(super) fn whole(&self) -> Markup {
        html! {
            table.ledger.whole {
                (head())
                tbody {
                    @for row in &self.rows {
                        tr {
                            (name(row))
                            @for first in row.seen {
                                td { @match first { Some(step) => (self.number(step)), None => span.faint { "–" } } }
                            }
                        }
                        @if let Some(remark) = &row.remark { tr.remark { td colspan="5" { (remark) } } }
                    }
                }
            }
        }
    }
}

fn head() -> Markup {
    html! {
        thead { tr { td {} @for party in PARTIES { th scope="col" class=(party.name()) { (party.name()) } } } }
    }
}

fn name(row: &Row) -> Markup {
    let class = named(row.name).and_then(class).unwrap_or(if row.exists { "name" } else { "faint" });
    html! { th scope="row" { code class=(class) { (row.name) } } }
}
