//! Who knows what, as a table.

use super::layout::{INDENT, flow};
use super::paint;
use super::text::{Line, Meaning, Span, Text};
use crate::explain::ledger::{PARTIES, ledger as rows};
use crate::trace::{Party, Trace};

/// The width of the column of names, unless one of them is longer.
const NAMES: usize = INDENT + 15;
/// The width of a party's column.
const COLUMN: usize = 9;

/// For every value the step at which each party first saw it.
#[must_use]
pub fn ledger(trace: &Trace, width: usize) -> Text {
    let mut out = Text::default();
    out.push(
        Line::default()
            .with(Meaning::Heading, "who knows what")
            .with(Meaning::Faint, "  the number of the step at which it was first seen there"),
    );
    let table = rows(trace);
    let longest = table.iter().map(|row| row.name.len() + INDENT + 1).max().unwrap_or_default();
    let names = longest.max(NAMES);
    let mut head = Line::plain(" ".repeat(names));
    for party in PARTIES {
        centre(&mut head, party.name(), if party == Party::Browser { Meaning::Front } else { Meaning::Strong });
    }
    out.push(head);
    for row in table {
        let mut line = Line::plain(" ".repeat(INDENT));
        line.0.push(if row.exists { paint::name(row.name) } else { faint(row.name) });
        line.pad_to(names);
        for party in PARTIES {
            let step = row.by(party);
            let meaning = if step.is_some() { Meaning::Strong } else { Meaning::Faint };
            centre(
                &mut line,
                &step.map_or_else(|| "-".to_owned(), |step| trace.plan.number(step).to_string()),
                meaning,
            );
        }
        let remark = row.remark.map(|remark| faint(&remark)).into_iter().collect();
        let at = names + COLUMN * PARTIES.len() + 1;
        line.pad_to(at);
        flow(&mut out, line, remark, (at, width));
    }
    out
}

fn centre(line: &mut Line, text: &str, meaning: Meaning) {
    let left = (COLUMN.saturating_sub(text.len())) / 2;
    line.push(Meaning::Plain, " ".repeat(left));
    line.push(meaning, text);
    line.push(Meaning::Plain, " ".repeat(COLUMN.saturating_sub(left + text.len())));
}

fn faint(text: &str) -> Span {
    Span { meaning: Meaning::Faint, text: text.to_owned() }
}
