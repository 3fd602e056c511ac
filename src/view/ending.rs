//! The error block: what went wrong, what was expected and seen, what it means; then why, and what to do.

use unicode_width::UnicodeWidthStr as _;

use super::layout::{INDENT, Row, flow, rows};
use super::lesson::prose;
use super::paint::Paint;
use super::report::Report;
use super::text::{Line, Meaning, Span, Text};
use super::{diagnosis, escape};
use crate::explain::ending::{Told, told};
use crate::trace::Ending;

/// How a run ended, why, and what to do; nothing where every step was taken and nothing is missing.
#[must_use]
pub fn ending(report: &Report, width: usize) -> Text {
    let (trace, paint) = (&report.trace, Paint::of(&report.trace));
    let mut out = Text::default();
    if let Some(told) = told(trace) {
        let word = if matches!(trace.ended, Ending::Interrupted { .. }) { "stopped: " } else { "error: " };
        out.extend(block(&told, word, &paint, width));
    }
    out.extend(diagnosis::diagnosis(&report.diagnosis, &paint, width));
    out
}

fn block(told: &Told, word: &str, paint: &Paint, width: usize) -> Text {
    let mut out = Text::default();
    let headline = Span { meaning: Meaning::Strong, text: escape::terminal(&told.headline) };
    flow(&mut out, Line::default().with(Meaning::Bad, word), vec![headline], (word.width(), width));
    let facts: Vec<Row> = told
        .facts
        .iter()
        .map(|(label, value)| Row {
            name: Span { meaning: Meaning::Faint, text: label.clone() },
            value: paint.spans(value, Meaning::Plain),
            what: None,
        })
        .collect();
    rows(&mut out, &facts, (INDENT, width));
    for sentence in &told.meaning {
        out.extend(prose(&escape::terminal(sentence), Meaning::Plain, width));
    }
    out
}
