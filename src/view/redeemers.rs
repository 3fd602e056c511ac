//! The last panel: who could have redeemed this code.

use unicode_width::UnicodeWidthStr as _;

use super::escape;
use super::layout::INDENT;
use super::lesson::prose;
use super::report::Report;
use super::text::{Line, Meaning, Text};
use crate::explain::purpose::purpose;
use crate::explain::redeemers::{Key, Lock, Outcome, Panel, Row};
use crate::trace::Flow;

/// The column of the first key.
const SECRET: usize = INDENT + 34;
/// The column of the second key.
const VERIFIER: usize = SECRET + 8;
/// The column of what comes of it.
const OUTCOME: usize = VERIFIER + 10;

/// The panel that fits the run: who could have redeemed its code, or what the secret does where there is none.
#[must_use]
pub fn panel_of(report: &Report, width: usize) -> Text {
    match (report.trace.plan.flow, purpose(&report.trace)) {
        (Flow::Metadata, _) => Text::default(),
        (_, None) => laid_out(&report.panel, width),
        (_, Some(purpose)) => {
            let mut out = Text::default();
            out.push(Line::default().with(Meaning::Heading, "what is the secret for here, and where is the verifier?"));
            out.extend(prose(purpose.secret, Meaning::Secret, width));
            out.extend(prose(purpose.verifier, Meaning::Verifier, width));
            out
        }
    }
}

/// Who could have redeemed this code, by which lock he is stopped, and what each lock is for.
#[must_use]
pub fn laid_out(panel: &Panel, width: usize) -> Text {
    let mut out = Text::default();
    let is_proven = panel.is_proven();
    let basis = if is_proven { "  proven on this server, where it says so" } else { "  by the specification" };
    out.push(Line::default().with(Meaning::Heading, "who could have redeemed this code?").with(Meaning::Faint, basis));
    if panel.rows.is_empty() {
        out.extend(prose(panel.secret, Meaning::Secret, width));
        out.extend(prose(panel.verifier, Meaning::Verifier, width));
        return out;
    }
    let mut head = Line::plain(" ".repeat(INDENT)).with(Meaning::Faint, "holding");
    head.pad_to(SECRET);
    head.push(Meaning::Secret, panel.locks.client.name());
    head.pad_to(VERIFIER);
    head.push(Meaning::Verifier, "verifier");
    if panel.locks.key_bound {
        head.pad_to(OUTCOME);
        head.push(Meaning::Strong, "dpop key");
    }
    out.push(head);
    for row in &panel.rows {
        out.push(if is_proven { measured(row, width) } else { line(row, width) });
    }
    out.gap();
    out.extend(prose(panel.secret, Meaning::Secret, width));
    out.extend(prose(panel.verifier, Meaning::Verifier, width));
    if let Some(words) = panel.dpop_key {
        out.extend(prose(words, Meaning::Strong, width));
    }
    out
}

fn line(row: &Row, width: usize) -> Line {
    let mut line = holding(row);
    match row.outcome {
        Outcome::Redeemed => line.push(Meaning::Bad, "REDEEMED"),
        Outcome::Refused { by } => {
            let (status, error) = by.refusal();
            line.push(Meaning::Ok, "refused ");
            let room = width.saturating_sub(line.width());
            let words = Some(format!("{status} {error}")).filter(|words| room >= words.len());
            line.push(of_lock(by), words.unwrap_or_else(|| status.to_string()));
        }
    }
    line
}

/// The same in a panel of which something was tried on the server.
fn measured(row: &Row, width: usize) -> Line {
    let mut line = holding(row);
    let meaning = match row.outcome {
        Outcome::Redeemed => {
            line.push(Meaning::Bad, "REDEEMED ");
            Meaning::Faint
        }
        Outcome::Refused { by } => {
            line.push(Meaning::Ok, "refused ");
            of_lock(by)
        }
    };
    let Some(seen) = &row.proven else { return line.with(Meaning::Faint, "by the spec") };
    line.push(Meaning::Strong, "proven");
    let seen = format!(" {}", escape::terminal(seen));
    if line.width() + seen.width() <= width {
        line.push(meaning, seen);
    }
    line
}

fn of_lock(by: Lock) -> Meaning {
    match by {
        Lock::Secret => Meaning::Secret,
        Lock::Verifier => Meaning::Verifier,
        Lock::DpopKey => Meaning::Strong,
    }
}

/// Who it is, and which keys he holds.
fn holding(row: &Row) -> Line {
    let mut line = Line::plain(" ".repeat(INDENT)).with(Meaning::Plain, row.holding);
    line.pad_to(SECRET);
    key(&mut line, row.secret, Meaning::Secret);
    line.pad_to(VERIFIER);
    key(&mut line, row.verifier, Meaning::Verifier);
    line.pad_to(OUTCOME);
    if row.dpop_key != Key::NoLock {
        key(&mut line, row.dpop_key, Meaning::Strong);
        line.pad_to(OUTCOME + 10);
    }
    line
}

fn key(line: &mut Line, key: Key, held: Meaning) {
    match key {
        Key::Held => line.push(held, "yes"),
        Key::Lacked => line.push(Meaning::Plain, "no"),
        Key::NoLock => line.push(Meaning::Faint, "none"),
    }
}
