//! The error block: what went wrong, what was expected and seen, what it means, and what to do.

use unicode_width::UnicodeWidthStr as _;

use super::escape;
use super::layout::{INDENT, Row, blank, flow, rows};
use super::lesson::prose;
use super::paint::Paint;
use super::text::{Line, Meaning, Span, Text};
use crate::explain::ending::{Told, told};
use crate::trace::{Ending, Trace};

/// How a run ended; nothing where every step was taken.
#[must_use]
pub fn ending(trace: &Trace, width: usize) -> Text {
    let Some(told) = told(trace) else { return Text::default() };
    let word = if matches!(trace.ended, Ending::Interrupted { .. }) { "stopped: " } else { "error: " };
    block(&told, word, &Paint::of(trace), width)
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
    if let Some(hint) = &told.hint {
        let begun = blank(0).with(Meaning::Hint, "hint: ");
        flow(&mut out, begun, vec![Span { meaning: Meaning::Hint, text: escape::terminal(hint) }], (6, width));
    }
    out
}
