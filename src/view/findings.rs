//! Checks as lines, and what is left to say at the end.

use unicode_width::UnicodeWidthStr as _;

use super::layout::{INDENT, blank, flow, paragraph};
use super::paint::Paint;
use super::text::{Line, Meaning, Span, Text};
use crate::explain::providers;
use crate::rules::{Finding, Severity};
use crate::trace::{Flow, Plan};

/// The column of a title, behind the word for its outcome.
const TITLE: usize = INDENT + 6;
/// The column of what was expected and seen.
const FACT: usize = TITLE + 10;
/// The word before what a provider is known for.
const KNOWN: &str = "known";

/// How much is told of a check that came out right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Its title.
    Title,
    /// Also what was expected and seen.
    Facts,
}

/// The checks of one answer.
#[must_use]
pub fn lines(findings: &[&Finding], detail: Detail, (paint, plan): (&Paint, &Plan), width: usize) -> Text {
    let mut out = Text::default();
    for finding in findings {
        title(&mut out, (word(finding, plan), finding), width);
        if detail == Detail::Facts || !is_ok(finding) {
            facts(&mut out, finding, paint, width);
        }
        habit(&mut out, finding, plan, width);
    }
    out
}

/// What is not as it should be, with what to do about it, and how many checks there were.
#[must_use]
pub fn summary(findings: &[Finding], (paint, plan): (&Paint, &Plan), width: usize) -> Text {
    let mut out = Text::default();
    out.push(counts(findings, plan));
    for finding in findings.iter().filter(|finding| !is_ok(finding)) {
        title(&mut out, (word(finding, plan), finding), width);
        facts(&mut out, finding, paint, width);
        if habit(&mut out, finding, plan, width) == Told::Yes {
            continue;
        }
        let begun = label("advice");
        flow(&mut out, begun, vec![span(Meaning::Plain, finding.requirement.advice)], (FACT, width));
    }
    out
}

/// What it all came to, where the run came to its end.
#[must_use]
pub fn verdict(findings: &[Finding], flow: Flow) -> Text {
    let (word, meaning, words) = outcome(findings, flow);
    let mut line = Line::default().with(meaning, word);
    line.pad_to(TITLE + 6);
    line.push(Meaning::Plain, words);
    Text(vec![line])
}

/// The word for a run that came to its end, its colour, and the words behind it.
pub(super) fn outcome(findings: &[Finding], flow: Flow) -> (&'static str, Meaning, String) {
    let complete = if flow == Flow::Login { "the login is complete" } else { "every step was taken" };
    match findings.iter().filter(|finding| finding.severity() == Some(Severity::Failure)).count() {
        0 => ("sound", Meaning::Ok, format!("{complete}, and nothing in it is wrong")),
        failures => ("not sound", Meaning::Bad, format!("{complete}, and {failures} of its checks failed")),
    }
}

/// How many checks came out how, the good ones first.
pub(super) fn tally(findings: &[Finding], plan: &Plan) -> Vec<(&'static str, usize)> {
    let count = |wanted: &str| findings.iter().filter(|finding| word(finding, plan) == wanted).count();
    let words = ["ok", "fail", "warn", "note", KNOWN, "open"];
    words.into_iter().map(|word| (word, count(word))).filter(|(_, number)| *number > 0).collect()
}

fn counts(findings: &[Finding], plan: &Plan) -> Line {
    let mut line = Line::default().with(Meaning::Heading, "checks");
    line.pad_to(TITLE + 6);
    let tally = tally(findings, plan);
    for (index, (word, number)) in tally.iter().enumerate() {
        line.push(Meaning::Plain, if index == 0 { "" } else { " · " });
        line.push(colour(word), format!("{number} {word}"));
    }
    if tally.is_empty() {
        line.push(Meaning::Faint, "none made");
    }
    line
}

pub(super) fn is_ok(finding: &Finding) -> bool {
    finding.word() == "ok"
}

/// The word, the title, and where it is written: at the right edge where there is room, else behind.
fn title(out: &mut Text, (word, finding): (&str, &Finding), width: usize) {
    let mut line = blank(INDENT);
    line.push(colour(word), word);
    line.pad_to(TITLE);
    let (title, spec) = (finding.requirement.title, finding.requirement.spec);
    let right = width.min(120);
    if TITLE + title.width() + 2 + spec.width() <= right {
        line.push(Meaning::Plain, title);
        line.pad_to(right - spec.width());
        line.push(Meaning::Faint, spec);
        return out.push(line);
    }
    flow(out, line, vec![span(Meaning::Plain, title)], (TITLE, width));
    paragraph(out, spec, Meaning::Faint, (TITLE, width));
}

/// What was expected and seen: in one line where they are the same, or short.
fn facts(out: &mut Text, finding: &Finding, paint: &Paint, width: usize) {
    let (expected, seen) = (&finding.check.expected, &finding.check.seen);
    if expected == seen {
        let begun = blank(TITLE).with(Meaning::Faint, "expected and seen ");
        return flow(out, begun, paint.spans(seen, Meaning::Plain), (FACT, width));
    }
    let mut line = blank(TITLE).with(Meaning::Faint, "expected ");
    line.0.extend(paint.spans(expected, Meaning::Plain));
    line.push(Meaning::Faint, " · seen ");
    line.0.extend(paint.spans(seen, Meaning::Plain));
    if is_ok(finding) && line.width() <= width {
        return out.push(line);
    }
    for (name, value) in [("expected", &finding.check.expected), ("seen", &finding.check.seen)] {
        flow(out, label(name), paint.spans(value, Meaning::Plain), (FACT, width));
    }
}

/// The word before a finding: what is a habit of this provider is neither the user's fault nor news.
pub(super) fn word(finding: &Finding, plan: &Plan) -> &'static str {
    providers::known_deviation(plan, finding).map_or_else(|| finding.word(), |_| KNOWN)
}

/// Whether something was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    Yes,
    No,
}

/// Why the provider does otherwise, where that is known.
fn habit(out: &mut Text, finding: &Finding, plan: &Plan, width: usize) -> Told {
    let Some((provider, deviation)) = providers::known_deviation(plan, finding) else { return Told::No };
    let words = format!("known deviation of {}: {}", provider.name, deviation.reason);
    paragraph(out, &words, Meaning::Plain, (TITLE, width));
    Told::Yes
}

fn label(name: &str) -> Line {
    let mut line = blank(TITLE).with(Meaning::Faint, name);
    line.pad_to(FACT);
    line
}

fn span(meaning: Meaning, text: &str) -> Span {
    Span { meaning, text: text.to_owned() }
}

/// The colour of such a word.
pub(super) fn colour(word: &str) -> Meaning {
    match word {
        "ok" => Meaning::Ok,
        "fail" => Meaning::Bad,
        "warn" => Meaning::Warn,
        _ => Meaning::Strong,
    }
}
