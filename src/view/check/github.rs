//! What GitHub Actions is told: annotations, as commands in the log, and that no other line is taken for one.

use super::words::{self, safe};
use super::{Checked, Report, Target, VERDICTS};
use crate::view::text::{Line, Text};

/// An annotation for each check that counts and is not a pass, the worst first: GitHub shows ten of a kind.
#[must_use]
pub fn annotations(report: &Report) -> Text {
    let checks = report.targets.iter().flat_map(|target| target.checks.iter().map(move |check| (target, check)));
    let mut amiss: Vec<(&Target, &Checked)> = checks.filter(|(_, check)| check.is_amiss() && check.counts()).collect();
    amiss.sort_by_key(|(_, check)| VERDICTS.iter().position(|known| *known == check.verdict));
    Text(amiss.into_iter().map(|(target, check)| Line::plain(annotation(target, check))).collect())
}

fn annotation(target: &Target, check: &Checked) -> String {
    let command = match check.verdict.as_str() {
        "fail" | "error" => "error",
        "warn" => "warning",
        _ => "notice",
    };
    let title = property(&format!("{} {}: {}", check.verdict, check.id, check.title));
    let mut lines = vec![words::subject(target)];
    lines.extend(words::lines(target, check));
    let lines: Vec<String> = lines.iter().map(|line| harmless(&safe(line))).collect();
    format!("::{command} title={title}::{}", data(&lines.join("\n")))
}

/// The value behind a command, as the runner reads it.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property, which ends at a comma or a colon.
fn property(text: &str) -> String {
    data(&harmless(&safe(text))).replace(':', "%3A").replace(',', "%2C")
}

/// Text in which the runner finds no command in the old form, which it takes anywhere in a line.
#[must_use]
pub fn harmless(text: &str) -> String {
    text.replace("##[", "#\\u{23}[")
}

/// Lines of which the runner takes none for a command: what a server says is not to be obeyed.
#[must_use]
pub fn inert(text: Text) -> Text {
    Text(text.0.into_iter().map(inert_line).collect())
}

fn inert_line(line: Line) -> Line {
    let plain: String = line.0.iter().map(|span| span.text.as_str()).collect();
    if !plain.trim_start().starts_with("::") && !plain.contains("##[") {
        return line;
    }
    let mut at_start = true;
    let mut out = Line::default();
    for span in line.0 {
        let mut text = span.text.replace('#', "\\u{23}");
        if at_start && !text.trim().is_empty() {
            at_start = false;
            text = text.replacen(':', "\\u{3a}", 1);
        }
        out.push(span.meaning, text);
    }
    out
}
