//! A whole run as a Markdown document: for a ticket, a wiki or a pull request. Whatever others chose stands in code.

mod closing;
mod text;

use std::fmt::Write as _;

use super::layout::Row;
use super::paint::Paint;
use super::parts::{self, Content, Part};
use super::report::Report;
use super::sequence::{Drawn, Sequence, mermaid};
use super::text::Span;
use super::{heading, plan};
use crate::trace::{Channel, Exchange, Flow};
use crate::wire::uri;

pub use text::{code, row};

/// A diagram of more signs than this is drawn nowhere, and read by nobody.
const MOST_SIGNS: usize = 200;

/// The whole document.
#[must_use]
pub fn markdown(report: &Report) -> String {
    let trace = &report.trace;
    let mut out = format!("# oauth-flow: {}\n\n", plan::title(&trace.plan));
    closing::standing(&mut out, report);
    table(
        &mut out,
        &["", ""],
        plan::facts(&trace.plan).iter().map(|row| vec![named(&row.name.text), told(&row.value)]),
    );
    let sequence = Sequence::of(report);
    if sequence.signs.len() <= MOST_SIGNS {
        let _ = write!(out, "\n## Who sent what to whom\n\n```mermaid\n{}```\n", mermaid(&sequence));
    }
    messages(&mut out, report, &sequence);
    if trace.plan.flow != Flow::Metadata {
        closing::ledger(&mut out, trace);
    }
    closing::redeemers(&mut out, report);
    closing::checks(&mut out, report);
    parts_of_messages(&mut out, report);
    let _ = write!(out, "\n---\n\n{}\n", trace.tool);
    out
}

/// The name of a fact: one of ours stands as it is, one that somebody else asked for in code.
fn named(name: &str) -> String {
    let is_calm = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '_' | '-'));
    if is_calm { name.to_owned() } else { code(name) }
}

/// Spans as one line of code.
fn told(spans: &[Span]) -> String {
    let whole: String = spans.iter().map(|span| span.text.as_str()).collect();
    let lines: Vec<&str> = whole.split('\n').map(str::trim).collect();
    code(&lines.join(" "))
}

/// A table with its head; nothing where it has no rows.
fn table(out: &mut String, head: &[&str], rows: impl Iterator<Item = Vec<String>>) {
    let mut rows = rows.peekable();
    if rows.peek().is_none() {
        return;
    }
    let _ = writeln!(out, "| {} |\n|{}", head.join(" | "), "---|".repeat(head.len()));
    rows.for_each(|cells| row(out, &cells));
}

fn messages(out: &mut String, report: &Report, sequence: &Sequence) {
    out.push_str("\n## The messages\n\n");
    let rows = sequence.signs.iter().filter_map(|sign| {
        let Drawn::Arrow { from, to, channel } = sign.shape else { return None };
        let step = sign.exchange.and_then(|index| report.trace.exchanges.get(index))?.step;
        let channel = if channel == Channel::Front { "front" } else { "back" };
        let marks: Vec<String> = sign.marks.iter().map(|mark| code(mark)).collect();
        Some(vec![
            format!("{} {}", report.trace.plan.number(step), step.name()),
            format!("{} → {}", from.name(), to.name()),
            channel.to_owned(),
            code(&sign.words),
            marks.join(", "),
        ])
    });
    table(out, &["step", "from → to", "channel", "message", "what travels in it"], rows);
    out.push_str("\nThe front channel leads through the browser and can be read and changed on the way; the back channel does not.\n");
}

/// Every parameter of every message, each message folded.
fn parts_of_messages(out: &mut String, report: &Report) {
    let paint = Paint::of(&report.trace);
    out.push_str("\n## Everything that was sent and received\n");
    for exchange in &report.trace.exchanges {
        let (number, step) = report.trace.plan.numbered(exchange.step);
        let _ = write!(out, "\n### {number} {}: {} → {}\n\n", step.name(), exchange.from.name(), exchange.to.name());
        if let Some(why) = &exchange.stray {
            let _ = writeln!(out, "No part of the flow: {} {}", code(why), code(exchange.request.path()));
            continue;
        }
        let request = &exchange.request;
        let _ = writeln!(out, "{} {}", code(&request.method), code(uri::without_query(&request.url)));
        of_parts(out, &parts::request(exchange, &paint));
        answer(out, exchange, &paint);
    }
}

fn answer(out: &mut String, exchange: &Exchange, paint: &Paint) {
    if let Some(response) = &exchange.response {
        let _ = writeln!(out, "\n**{} {}**", response.status, heading::reason(response.status));
        of_parts(out, &parts::answer(exchange, paint));
    }
    if let Some(failure) = &exchange.failure {
        let _ = writeln!(out, "\nNo answer: {} {}", failure.kind.words(), code(&failure.detail));
    }
}

fn of_parts(out: &mut String, parts: &[Part]) {
    for part in parts {
        of_part(out, part);
    }
}

fn of_part(out: &mut String, part: &Part) {
    match &part.content {
        Content::Rows(rows) => {
            out.push('\n');
            let cells = |row: &Row| vec![code(&row.name.text), told(&row.value), row.what.clone().unwrap_or_default()];
            table(out, &[&part.label, "value", "what it is for"], rows.iter().map(cells));
        }
        Content::Text(spans) => fenced(out, spans),
    }
}

/// Text on lines of its own, between a fence that is longer than any in it (`CommonMark` 4.5).
fn fenced(out: &mut String, spans: &[Span]) {
    let text: String = spans.iter().map(|span| span.text.as_str()).collect();
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat((longest + 1).max(3));
    let _ = write!(out, "\n{fence}text\n{}\n{fence}\n", text.replace("##[", "#\\u{23}["));
}

#[cfg(test)]
mod tests;
