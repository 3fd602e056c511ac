//! The error block: what went wrong, what was expected and seen, what it means, and what to do.

use unicode_width::UnicodeWidthStr as _;

use super::escape;
use super::layout::{INDENT, Row, blank, flow, rows};
use super::lesson::prose;
use super::paint::Paint;
use super::text::{Line, Meaning, Span, Text};
use crate::explain::ending::{Told, told};
use crate::trace::{Ending, Trace};

/// The programs that hints name.
const COMMANDS: [&str; 3] = ["oauth-flow", "curl", "openssl"];
/// The column of a hint, behind its word.
const HINT: usize = 6;

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
        advise(&mut out, &escape::terminal(hint), width);
    }
    out
}

/// A command stands on a line of its own and is never broken, so that it can be copied.
fn advise(out: &mut Text, hint: &str, width: usize) {
    let command = COMMANDS.iter().filter_map(|program| hint.find(&format!(": {program} "))).min();
    let (words, command) = command.map_or((hint, None), |at| (&hint[..=at], Some(&hint[at + 2..])));
    let begun = Line::default().with(Meaning::Hint, "hint: ");
    flow(out, begun, vec![Span { meaning: Meaning::Hint, text: words.to_owned() }], (HINT, width));
    if let Some(command) = command {
        out.push(blank(HINT).with(Meaning::Hint, command));
    }
}
