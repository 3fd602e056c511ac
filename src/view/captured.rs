//! What a capture of somebody else's login does not hold, and is therefore not judged.

use super::escape;
use super::layout::{INDENT, Row, rows};
use super::text::{Line, Meaning, Span, Text};
use crate::rules::{Finding, is_sound};
use crate::trace::Plan;

/// Whose capture it is and what is not in it; nothing for a login of our own.
#[must_use]
pub fn captured(plan: &Plan, width: usize) -> Text {
    let mut out = Text::default();
    let Some(captured) = &plan.captured else { return out };
    let which = match captured.logins {
        1 => "the only login in it".to_owned(),
        many => format!("login {} of {many} in it", captured.login),
    };
    let by = escape::terminal(&captured.by);
    out.push(
        Line::default()
            .with(Meaning::Heading, "a capture")
            .with(Meaning::Plain, format!(" by {by}: {which}, made by an app that is not this program")),
    );
    if captured.lacks.is_empty() {
        return out;
    }
    out.push(Line::plain(" ".repeat(INDENT)).with(Meaning::Warn, "not in it, and therefore not judged:"));
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

/// What it all came to, where the capture ends before the login does.
#[must_use]
pub fn so_far(findings: &[Finding]) -> Text {
    let mut out = Text::default();
    out.push(if is_sound(findings) {
        Line::default()
            .with(Meaning::Ok, "sound so far")
            .with(Meaning::Plain, "  the capture ends before the login does, and nothing in it is wrong")
    } else {
        Line::default()
            .with(Meaning::Bad, "not sound")
            .with(Meaning::Plain, "     the capture ends before the login does, and checks of it failed")
    });
    out
}
