//! What a capture of somebody else's login does not hold, and is therefore not judged.

use super::escape;
use super::layout::{INDENT, Row, rows};
use super::text::{Line, Meaning, Span, Text};
use crate::rules::{Finding, is_sound};
use crate::trace::{Captured, Plan};

/// What stands before the parts that a capture does not hold.
pub(super) const LACKING: &str = "not in it, and therefore not judged";

/// Whose capture it is and what is not in it; nothing for a login of our own.
#[must_use]
pub fn captured(plan: &Plan, width: usize) -> Text {
    let mut out = Text::default();
    let Some(captured) = &plan.captured else { return out };
    out.push(Line::default().with(Meaning::Heading, "a capture").with(Meaning::Plain, format!(" {}", whose(captured))));
    if captured.lacks.is_empty() {
        return out;
    }
    out.push(Line::plain(" ".repeat(INDENT)).with(Meaning::Warn, format!("{LACKING}:")));
    let list: Vec<Row> = captured
        .lacks
        .iter()
        .map(|part| Row {
            name: Span { meaning: Meaning::Name, text: part.name().to_owned() },
            value: vec![Span { meaning: Meaning::Plain, text: part.words().to_owned() }],
            what: None,
        })
        .collect();
    rows(&mut out, &list, (INDENT, width));
    out
}

/// By what it was captured, and which login in it this is.
pub(super) fn whose(captured: &Captured) -> String {
    let which = match captured.logins {
        1 => "the only login in it".to_owned(),
        many => format!("login {} of {many} in it", captured.login),
    };
    format!("by {}: {which}, made by an app that is not this program", escape::terminal(&captured.by))
}

/// What it all came to, where the capture ends before the login does.
#[must_use]
pub fn so_far(findings: &[Finding]) -> Text {
    let (word, meaning, words) = standing(findings);
    let mut line = Line::default().with(meaning, word);
    line.pad_to(14);
    Text(vec![line.with(Meaning::Plain, words)])
}

/// The same in a word, its colour, and a sentence.
pub(super) fn standing(findings: &[Finding]) -> (&'static str, Meaning, &'static str) {
    if is_sound(findings) {
        ("sound so far", Meaning::Ok, "the capture ends before the login does, and nothing in it is wrong")
    } else {
        ("not sound", Meaning::Bad, "the capture ends before the login does, and checks of it failed")
    }
}
