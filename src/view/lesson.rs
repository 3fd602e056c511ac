//! The lesson under the heading of a step.

use super::layout::INDENT;
use super::text::{Line, Meaning, Text};
use crate::explain::lesson::lesson as sentences;
use crate::trace::{Plan, Step};

/// A line of prose longer than this is hard to read, however wide the terminal is.
const READABLE: usize = 92;

/// What the step is for, as a paragraph.
#[must_use]
pub fn lesson(step: Step, plan: &Plan, width: usize) -> Text {
    prose(&sentences(step, plan).join(" "), Meaning::Faint, width)
}

/// A paragraph of our own words.
pub(super) fn prose(words: &str, meaning: Meaning, width: usize) -> Text {
    let columns = width.min(READABLE + INDENT).saturating_sub(INDENT).max(20);
    let mut out = Text::default();
    for line in textwrap::wrap(words, columns) {
        out.push(Line::plain(" ".repeat(INDENT)).with(meaning, line.into_owned()));
    }
    out
}
