//! What a capture of somebody else's login does not hold, and is therefore not judged.

use super::escape;
use super::layout::{INDENT, Row, paragraph, rows};
use super::text::{Line, Meaning, Span, Text};
use crate::explain::diagnosis::Diagnosis;
use crate::rules::{Finding, is_sound};
use crate::trace::Plan;
use crate::trace::har::{Listed, Outcome};

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
    if let Some(mode) = &captured.response_mode {
        let words = format!(
            "it asked for its answer by response_mode={}: a script of the server's page hands it over, and nothing arrives \
             at the redirect URI by HTTP",
            escape::terminal(mode)
        );
        let words = if mode.ends_with("message") {
            words
        } else {
            format!("it asked for response_mode={}, which is not known here", escape::terminal(mode))
        };
        paragraph(&mut out, &words, Meaning::Plain, (INDENT, width));
    }
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

/// What a login came to that got its answer, and of which the capture shows what became of it.
pub const NOT_FINISHED: &str = "no check of what is captured failed, and the login came to nothing all the same";

/// What it all came to, where the capture ends before the login does.
#[must_use]
pub fn so_far(findings: &[Finding], diagnosis: &[Diagnosis]) -> Text {
    let mut out = Text::default();
    out.push(if is_sound(findings) && !diagnosis.is_empty() {
        Line::default().with(Meaning::Warn, "not finished").with(Meaning::Plain, format!("  {NOT_FINISHED}"))
    } else if is_sound(findings) {
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
