//! A whole run, told from its plan to its end.

use std::ops::Range;

use super::lesson::lesson;
use super::paint::Paint;
use super::report::Report;
use super::text::Text;
use super::{captured, card, ending, findings, heading, ledger, plan, prepare, redeemers, verify};
use crate::trace::{Ending, Exchange, Plan, Step, Trace};

/// Whether the lessons are told along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lessons {
    /// Each once, under the first heading of its step.
    Told,
    /// Not at all.
    Left,
}

/// The whole story of a run.
#[must_use]
pub fn story(report: &Report, lessons: Lessons, width: usize) -> Text {
    let mut out = plan::card(&report.trace.plan, width);
    if report.trace.plan.captured.is_some() {
        out.gap();
        out.extend(captured::captured(&report.trace.plan, width));
    }
    for part in parts(report) {
        let told = match part {
            Part::Silent(step) => silent(report, step, lessons, width),
            Part::Messages(span) => messages(report, span, lessons, width),
        };
        out.gap();
        out.extend(told);
    }
    out.gap();
    out.extend(closing(report, width));
    out
}

/// A piece of the story under a heading of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A step that sends nothing.
    Silent(Step),
    /// Messages of one step that follow each other, by index.
    Messages(Range<usize>),
}

/// The pieces in the order in which they happened; what sends nothing stands where it was done.
#[must_use]
pub fn parts(report: &Report) -> Vec<Part> {
    let exchanges = &report.trace.exchanges;
    let mut silent: Vec<Step> =
        [Step::Prepare, Step::Verify].into_iter().filter(|step| was_done(report, *step)).collect();
    let mut parts = Vec::new();
    let mut from = 0;
    while let Some(first) = exchanges.get(from) {
        let many = exchanges[from..].iter().take_while(|exchange| exchange.step == first.step).count();
        while silent.first().is_some_and(|step| *step < first.step) {
            parts.push(Part::Silent(silent.remove(0)));
        }
        parts.push(Part::Messages(from..from + many));
        from += many;
    }
    parts.extend(silent.into_iter().map(Part::Silent));
    parts
}

fn was_done(report: &Report, step: Step) -> bool {
    match step {
        Step::Prepare => {
            report.trace.exchanges.iter().any(|exchange| matches!(exchange.step, Step::Push | Step::Authorize))
        }
        _ => !report.findings_at(step).is_empty(),
    }
}

/// What stands at the end of every run: the ledger, the last panel, the findings, and the error, if there is one.
#[must_use]
pub fn closing(report: &Report, width: usize) -> Text {
    let trace = &report.trace;
    let mut out = ledger::ledger(trace, width);
    out.gap();
    out.extend(redeemers::panel_of(report, width));
    out.gap();
    out.extend(findings::summary(&report.findings, (&Paint::of(trace), &trace.plan), width));
    if trace.ended == Ending::Finished {
        out.extend(findings::verdict(&report.findings, trace.plan.flow));
    }
    if trace.ended == Ending::Open && trace.plan.captured.is_some() {
        out.extend(captured::so_far(&report.findings, &report.diagnosis));
    }
    let error = ending::ending(report, width);
    if !error.0.is_empty() {
        out.gap();
        out.extend(error);
    }
    out
}

fn silent(report: &Report, step: Step, lessons: Lessons, width: usize) -> Text {
    let checks = report.findings_at(step);
    let mut out = Text::default();
    out.push(heading::alone(report.trace.plan.numbered(step), "nothing is sent"));
    teach(&mut out, step, &report.trace.plan, (lessons, width));
    out.extend(match step {
        Step::Prepare => prepare::prepare_below_heading(&report.trace, &checks, width),
        _ => verify::verify_below_heading(&report.trace, &checks, width),
    });
    out
}

fn messages(report: &Report, span: Range<usize>, lessons: Lessons, width: usize) -> Text {
    let mut out = Text::default();
    let mut first = true;
    let all = report.trace.exchanges.iter().enumerate();
    for (index, exchange) in all.take(span.end).skip(span.start) {
        if exchange.stray.is_some() {
            out.extend(card::stray(exchange, width));
            continue;
        }
        if !first {
            out.gap();
        }
        message(&mut out, (report, index), exchange, (if first { lessons } else { Lessons::Left }, width));
        first = false;
    }
    out
}

fn message(out: &mut Text, (report, index): (&Report, usize), exchange: &Exchange, (lessons, width): (Lessons, usize)) {
    let trace: &Trace = &report.trace;
    out.push(heading::message(
        trace.plan.numbered(exchange.step),
        (exchange.from, exchange.to),
        exchange.channel,
        width,
    ));
    teach(out, exchange.step, &trace.plan, (lessons, width));
    out.extend(card::request_below_heading(exchange, trace, &Paint::of(trace), width));
    let answer = card::response(exchange, &report.findings_of(index), trace, width);
    if exchange.response.is_some() {
        out.gap();
    }
    out.extend(answer);
}

fn teach(out: &mut Text, step: Step, plan: &Plan, (lessons, width): (Lessons, usize)) {
    if lessons == Lessons::Told {
        out.extend(lesson(step, plan, width));
        out.gap();
    }
}

#[cfg(test)]
mod tests;
