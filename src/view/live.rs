//! A run told while it happens: the parts of the story, one by one.

use super::findings::{Detail, lines};
use super::lesson::lesson;
use super::paint::Paint;
use super::story::Lessons;
use super::text::Text;
use super::{card, heading, prepare, verify};
use crate::rules::Finding;
use crate::trace::{Exchange, Step, Trace};

/// A message that is about to go, or has just arrived through the front channel. The record is masked already.
#[must_use]
pub fn request(exchange: &Exchange, trace: &Trace, lessons: Lessons, width: usize) -> Text {
    let mut out = Text::default();
    out.gap();
    out.push(heading::message(
        trace.plan.numbered(exchange.step),
        (exchange.from, exchange.to),
        exchange.channel,
        width,
    ));
    teach(&mut out, (exchange.step, trace), lessons, width);
    out.extend(card::request_below_heading(exchange, trace, &Paint::of(trace), width));
    out
}

/// What came back, with its checks.
#[must_use]
pub fn response(exchange: &Exchange, trace: &Trace, findings: &[Finding], width: usize) -> Text {
    let mut out = Text::default();
    out.gap();
    out.extend(card::response(exchange, &findings.iter().collect::<Vec<_>>(), trace, width));
    out
}

/// A step that sends nothing.
#[must_use]
pub fn silent(step: Step, trace: &Trace, findings: &[Finding], (lessons, width): (Lessons, usize)) -> Text {
    let checks: Vec<&Finding> = findings.iter().collect();
    let mut out = Text::default();
    out.gap();
    out.push(heading::alone(trace.plan.numbered(step), heading::silence(step)));
    teach(&mut out, (step, trace), lessons, width);
    out.extend(match step {
        Step::Prepare => prepare::prepare_below_heading(trace, &checks, width),
        Step::Verify => verify::verify_below_heading(trace, &checks, width),
        _ => lines(&checks, Detail::Facts, (&Paint::of(trace), &trace.plan), width),
    });
    out
}

fn teach(out: &mut Text, (step, trace): (Step, &Trace), lessons: Lessons, width: usize) {
    if lessons == Lessons::Told {
        out.extend(lesson(step, &trace.plan, width));
        out.gap();
    }
}
