//! A whole run, told from its plan to its end.

use super::lesson::lesson;
use super::paint::Paint;
use super::report::Report;
use super::text::Text;
use super::{card, ending, findings, heading, ledger, plan, prepare, redeemers, verify};
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
    for step in Step::ALL {
        let told = at_step(report, step, lessons, width);
        if !told.0.is_empty() {
            out.gap();
            out.extend(told);
        }
    }
    out.gap();
    out.extend(closing(report, width));
    out
}

/// What stands at the end of every run: the ledger, the last panel, the findings, and the error, if there is one.
#[must_use]
pub fn closing(report: &Report, width: usize) -> Text {
    let trace = &report.trace;
    let mut out = ledger::ledger(trace, width);
    out.gap();
    out.extend(redeemers::redeemers(trace, width));
    out.gap();
    out.extend(findings::summary(&report.findings, &Paint::of(trace), width));
    if trace.ended == Ending::Finished {
        out.extend(findings::verdict(&report.findings));
    }
    let error = ending::ending(report, width);
    if !error.0.is_empty() {
        out.gap();
        out.extend(error);
    }
    out
}

fn at_step(report: &Report, step: Step, lessons: Lessons, width: usize) -> Text {
    let trace = &report.trace;
    match step {
        Step::Prepare if trace.of(Step::Authorize).next().is_some() => silent(report, step, lessons, width),
        Step::Verify if !report.findings_at(Step::Verify).is_empty() => silent(report, step, lessons, width),
        Step::Prepare | Step::Verify => Text::default(),
        _ => messages(report, step, lessons, width),
    }
}

fn silent(report: &Report, step: Step, lessons: Lessons, width: usize) -> Text {
    let checks = report.findings_at(step);
    let mut out = Text::default();
    out.push(heading::alone(step, "nothing is sent"));
    teach(&mut out, step, &report.trace.plan, (lessons, width));
    out.extend(match step {
        Step::Prepare => prepare::prepare_below_heading(&report.trace, &checks, width),
        _ => verify::verify_below_heading(&report.trace, &checks, width),
    });
    out
}

fn messages(report: &Report, step: Step, lessons: Lessons, width: usize) -> Text {
    let mut out = Text::default();
    let mut first = true;
    let all = report.trace.exchanges.iter().enumerate();
    for (index, exchange) in all.filter(|(_, exchange)| exchange.step == step) {
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
    out.push(heading::message(exchange.step, (exchange.from, exchange.to), exchange.channel, width));
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
