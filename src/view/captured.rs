//! What a capture of somebody else's login does not hold, and is therefore not judged.

use super::escape;
use super::layout::{INDENT, Row, paragraph, rows};
use super::text::{Line, Meaning, Span, Text};
use crate::explain::diagnosis::Diagnosis;
use crate::rules::{Finding, is_sound};
use crate::trace::har::{Listed, Outcome};
use crate::trace::{Captured, Plan};

/// What stands before the parts that a capture does not hold.
pub(super) const LACKING: &str = "not in it, and therefore not judged";

/// Whose capture it is and what is not in it; nothing for a login of our own.
#[must_use]
pub fn captured(plan: &Plan, width: usize) -> Text {
    let mut out = Text::default();
    let Some(captured) = &plan.captured else { return out };
    out.push(Line::default().with(Meaning::Heading, "a capture").with(Meaning::Plain, format!(" {}", whose(captured))));
    if let Some(words) = handed_over(captured) {
        paragraph(&mut out, &words, Meaning::Plain, (INDENT, width));
    }
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

/// So many logins are listed; the newest are the ones that matter.
const MOST_LISTED: usize = 12;
/// No word of a list is longer.
const MOST_WORD: usize = 40;

/// The logins of a capture, one a line; the one that is told is marked.
#[must_use]
pub fn logins(all: &[Listed], told: usize) -> Text {
    let mut out = Text::default();
    let left_out = all.len().saturating_sub(MOST_LISTED);
    for (number, login) in (1..).zip(all).skip(left_out) {
        let mark = if number == told { "▸" } else { " " };
        let mut line = Line::plain(" ".repeat(INDENT)).with(Meaning::Strong, format!("{mark} {number:>2}"));
        line.push(Meaning::Faint, format!("  {}  ", time(login.began_ms)));
        line.push(Meaning::Name, short(&login.client_id));
        line.push(Meaning::Plain, format!(" at {}", short(&login.host)));
        if login.silent {
            line.push(Meaning::Faint, ", silent (prompt=none)");
        }
        match &login.outcome {
            Outcome::Answered => line.push(Meaning::Ok, "  answered"),
            Outcome::Error(error) => line.push(Meaning::Bad, format!("  {}", short(error))),
            Outcome::Nothing => line.push(Meaning::Warn, "  no answer seen"),
        }
        out.push(line);
    }
    out
}

fn short(words: &str) -> String {
    let words: String = words.chars().take(MOST_WORD).collect();
    if words.is_empty() { "?".to_owned() } else { escape::terminal(&words) }
}

fn time(unix_ms: u64) -> String {
    let moment = i64::try_from(unix_ms).ok().and_then(chrono::DateTime::from_timestamp_millis);
    moment.unwrap_or_default().format("%T UTC").to_string()
}

/// By what it was captured, and which login in it this is.
pub(super) fn whose(captured: &Captured) -> String {
    let which = match captured.logins {
        1 => "the only login in it".to_owned(),
        many => format!("login {} of {many} in it", captured.login),
    };
    format!("by {}: {which}, made by an app that is not this program", escape::terminal(&captured.by))
}

/// What a login came to that got its answer, and of which the capture shows what became of it.
pub const NOT_FINISHED: &str = "no check of what is captured failed, and the login came to nothing all the same";

/// How the answer was asked for, where that is a way of which a capture shows little.
pub(super) fn handed_over(captured: &Captured) -> Option<String> {
    let mode = escape::terminal(captured.response_mode.as_deref()?);
    Some(if mode.ends_with("message") {
        format!(
            "it asked for its answer by response_mode={mode}: a script of the server's page hands it over, and nothing \
             arrives at the redirect URI by HTTP"
        )
    } else {
        format!("it asked for response_mode={mode}, which is not known here")
    })
}

/// What it all came to, where the capture ends before the login does.
#[must_use]
pub fn so_far(findings: &[Finding], diagnosis: &[Diagnosis]) -> Text {
    let (word, meaning, words) = standing(findings, diagnosis);
    let mut line = Line::default().with(meaning, word);
    line.pad_to(14);
    Text(vec![line.with(Meaning::Plain, words)])
}

/// The same in a word, its colour, and a sentence.
pub(super) fn standing(findings: &[Finding], diagnosis: &[Diagnosis]) -> (&'static str, Meaning, &'static str) {
    if is_sound(findings) && !diagnosis.is_empty() {
        ("not finished", Meaning::Warn, NOT_FINISHED)
    } else if is_sound(findings) {
        ("sound so far", Meaning::Ok, "the capture ends before the login does, and nothing in it is wrong")
    } else {
        ("not sound", Meaning::Bad, "the capture ends before the login does, and checks of it failed")
    }
}
