//! The report for a person: the verdict first, then only what is not a pass, then what was not looked at.

use super::{Checked, Ended, Report, Strictness, Target, Tried, skips, words};
use crate::trace::{Exchange, Plan, Trace};
use crate::view::card;
use crate::view::layout::{blank, flow, paragraph};
use crate::view::paint::Paint;
use crate::view::text::{Line, Meaning, Span, Text};

/// What everybody is told who runs checks.
pub const WARNING: &str =
    "wrong credentials and malformed requests are sent on purpose: only to providers that you are allowed to test";

/// How much is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Detail {
    /// What is not a pass.
    #[default]
    Amiss,
    /// Every check, with every message.
    All,
}

/// Where ids stand, behind the word.
const ID: usize = 6;
/// Where the text of a row stands, behind its name.
const ROW: usize = ID + 10;
/// Titles begin here at the latest.
const TITLE: usize = 42;
/// So many of the things that a check tried are told where nobody asked for everything.
const PARTS: usize = 4;

/// The report of a run.
#[must_use]
pub fn terminal(report: &Report, (strictness, detail): (Strictness, Detail), width: usize) -> Text {
    let mut out = Text::default();
    for target in &report.targets {
        headline(&mut out, target, strictness, width);
    }
    let several = report.targets.len() > 1;
    for target in &report.targets {
        let told = body(target, detail, width);
        if told.0.is_empty() {
            continue;
        }
        if several {
            out.gap();
            out.push(Line::default().with(Meaning::Heading, safe(&words::subject(target))));
        }
        out.extend(told);
    }
    if several {
        out.gap();
        out.push(summary(report, strictness));
    }
    out
}

/// The verdict over a target, in a line.
fn headline(out: &mut Text, target: &Target, strictness: Strictness, width: usize) {
    let ended = Ended::of_target(target, strictness);
    let mut line = Line::default().with(of_ended(ended), ended.word());
    line.pad_to(ID);
    let mut spans = vec![span(Meaning::Strong, &words::subject(target)), span(Meaning::Faint, " · ")];
    let suite =
        if target.profile == "bcp" { target.suite.clone() } else { format!("{} {}", target.suite, target.profile) };
    spans.push(span(Meaning::Plain, &suite));
    if let Some(remark) = ended.remark() {
        spans.extend([span(Meaning::Faint, " · "), span(of_ended(ended), remark)]);
    }
    for (index, (verdict, counted)) in words::counts(target).iter().enumerate() {
        spans.push(span(Meaning::Faint, if index == 0 { " · " } else { ", " }));
        spans.push(span(if *verdict == "pass" { Meaning::Plain } else { of_verdict(verdict) }, counted));
    }
    spans.extend([span(Meaning::Faint, " · "), span(Meaning::Plain, &words::time(target.elapsed_us))]);
    flow(out, line, spans, (ID, width));
    if let Some(why) = target.cut_short.as_deref().filter(|_| ended != Ended::Interrupted) {
        paragraph(out, &safe(&format!("cut short: {why}")), Meaning::Warn, (ID, width));
    }
}

/// What is told of a target below its headline.
fn body(target: &Target, detail: Detail, width: usize) -> Text {
    let mut out = Text::default();
    let is_told = |check: &&Checked| match detail {
        Detail::Amiss => check.is_amiss(),
        Detail::All => check.verdict != "skip",
    };
    let mut told: Vec<&Checked> = target.checks.iter().filter(is_told).collect();
    if detail == Detail::Amiss {
        told.sort_by_key(|check| (!check.counts(), super::VERDICTS.iter().position(|known| *known == check.verdict)));
    }
    let column = told.iter().map(|check| ID + check.id.len() + 2).max().unwrap_or(0).min(TITLE);
    for check in told {
        if check.is_amiss() || detail == Detail::All {
            out.gap();
        }
        title(&mut out, check, (column, width));
        match detail {
            Detail::Amiss => amiss(&mut out, target, check, width),
            Detail::All => everything(&mut out, target, check, width),
        }
    }
    skipped(&mut out, target, width);
    if detail == Detail::All {
        facts(&mut out, target, width);
    }
    out
}

fn title(out: &mut Text, check: &Checked, (column, width): (usize, usize)) {
    let word = if check.counts() { check.verdict.as_str() } else { "known" };
    let mut line = Line::default().with(of_verdict(word), safe(word));
    line.pad_to(ID);
    line.push(Meaning::Strong, safe(&check.id));
    line.pad_to(column);
    flow(out, line, vec![span(Meaning::Plain, &check.title)], (column, width));
}

/// What made a check come out as it did, and what to do about it.
fn amiss(out: &mut Text, target: &Target, check: &Checked, width: usize) {
    let telling: Vec<&Tried> = check.telling().collect();
    for part in telling.iter().take(PARTS) {
        rows(out, &words::tried(part), width);
    }
    if telling.len() > PARTS {
        let more = format!("{} more came out like this: --verbose has them", telling.len() - PARTS);
        rows(out, &[("and", more)], width);
    }
    rows(out, &words::why(target, check), width);
}

/// Everything that was tried, with every message.
fn everything(out: &mut Text, target: &Target, check: &Checked, width: usize) {
    for part in &check.parts {
        let mut told = words::tried(part);
        if check.parts.len() > 1 {
            told.insert(0, ("came out", part.verdict.clone()));
        }
        rows(out, &told, width);
        messages(out, &part.exchanges, width);
    }
    if check.is_amiss() {
        rows(out, &words::why(target, check), width);
    }
}

/// The messages as every other command shows them.
pub(in crate::view) fn messages(out: &mut Text, exchanges: &[Exchange], width: usize) {
    let trace = Trace { exchanges: exchanges.to_vec(), ..Trace::begin(Plan::default()) };
    for exchange in exchanges {
        out.gap();
        out.extend(card::request(exchange, &trace, width));
        out.extend(card::response(exchange, &[], &trace, width));
    }
    if !exchanges.is_empty() {
        out.gap();
    }
}

fn skipped(out: &mut Text, target: &Target, width: usize) {
    let groups = skips::grouped(target);
    if !groups.is_empty() {
        out.gap();
    }
    for group in groups {
        let mut line = Line::default().with(of_verdict("skip"), "skip");
        line.pad_to(ID);
        let mut spans = vec![span(Meaning::Strong, &group.reason)];
        if !group.wanted.is_empty() {
            spans.push(span(Meaning::Plain, &format!(": {}", group.wanted)));
        }
        flow(out, line, spans, (ID, width));
        paragraph(out, &safe(&group.ids.join(", ")), Meaning::Faint, (ID + 2, width));
    }
}

fn facts(out: &mut Text, target: &Target, width: usize) {
    out.gap();
    let sent = format!("{} requests, {} codes", target.requests, target.codes);
    let facts = target.facts.iter().map(|(name, value)| (name.as_str(), value.clone()));
    for (name, value) in facts.chain([("sent", sent)]) {
        let mut line = Line::default().with(Meaning::Faint, safe(name));
        line.pad_to(ROW);
        flow(out, line, vec![span(Meaning::Plain, &value)], (ROW, width));
    }
}

/// How many targets came out how.
fn summary(report: &Report, strictness: Strictness) -> Line {
    let ended: Vec<Ended> = report.targets.iter().map(|target| Ended::of_target(target, strictness)).collect();
    let mut line = Line::default().with(Meaning::Heading, format!("{} providers", ended.len()));
    for word in ["PASS", "FAIL", "ERROR", "STOPPED"] {
        let alike: Vec<&Ended> = ended.iter().filter(|ended| ended.word() == word).collect();
        if let Some(first) = alike.first() {
            line.push(Meaning::Faint, " · ");
            line.push(of_ended(**first), format!("{} {word}", alike.len()));
        }
    }
    line
}

fn rows(out: &mut Text, rows: &[(&str, String)], width: usize) {
    let paint = Paint::default();
    for (name, text) in rows {
        let mut line = blank(ID).with(Meaning::Faint, *name);
        line.pad_to(ROW);
        let meaning = if *name == "again" { Meaning::Hint } else { Meaning::Plain };
        flow(out, line, paint.spans(text, meaning), (ROW, width));
    }
}

fn of_ended(ended: Ended) -> Meaning {
    if ended == Ended::Sound { Meaning::Ok } else { Meaning::Bad }
}

fn of_verdict(verdict: &str) -> Meaning {
    match verdict {
        "pass" => Meaning::Ok,
        "fail" | "error" => Meaning::Bad,
        "warn" | "inconclusive" => Meaning::Warn,
        _ => Meaning::Faint,
    }
}

fn span(meaning: Meaning, text: &str) -> Span {
    Span { meaning, text: safe(text) }
}

fn safe(text: &str) -> String {
    crate::view::escape::terminal(text)
}
