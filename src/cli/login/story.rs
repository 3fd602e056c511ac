//! Tells a run on standard error, card by card.

use std::collections::HashSet;

use crate::flow::Seen;
use crate::rules::{self, Finding};
use crate::trace::{Exchange, Level, Masker, Step, Trace};
use crate::view::report::Report;
use crate::view::{Line, Meaning, Text, card, ending, findings, ledger, lesson, plan, redeemers};
use crate::world::terminal::Terminal;

/// The story so far.
pub struct Story {
    terminal: Terminal,
    level: Level,
    lessons: bool,
    told: HashSet<Step>,
}

impl Story {
    /// A story for this terminal, with this much shown.
    pub fn new(terminal: Terminal, level: Level, no_lessons: bool) -> Self {
        Self { terminal, level, lessons: !no_lessons, told: HashSet::new() }
    }

    /// Tells a text.
    pub fn tell(&self, text: &Text) {
        self.terminal.tell(text);
    }

    /// Tells a remark.
    pub fn remark(&self, words: &str) {
        let mut text = Text::default();
        text.push(Line::default().with(Meaning::Warn, "note:").with(Meaning::Plain, format!(" {words}")));
        self.tell(&text);
    }

    /// The width to lay things out for.
    pub fn width(&self) -> usize {
        self.terminal.width()
    }

    /// A masker that knows the secrets of the record and of a message that is about to go.
    pub fn masker(&self, trace: &Trace, draft: Option<&Exchange>) -> Masker {
        let masker = Masker::of(trace, self.level);
        match draft {
            Some(draft) => masker.and(draft),
            None => masker,
        }
    }

    /// The card of a message that is about to go.
    pub fn request(&mut self, trace: &Trace, draft: &Exchange) {
        let masker = self.masker(trace, Some(draft));
        self.request_masked(&masker.trace(trace), &masker.exchange(draft));
    }

    fn request_masked(&mut self, trace: &Trace, draft: &Exchange) {
        self.lesson(draft.step, trace);
        self.tell(&card::request(draft, trace, self.width()));
    }

    /// What came of a step.
    pub fn response(&mut self, trace: &Trace, seen: &Seen<'_>) {
        let masker = self.masker(trace, None);
        let findings = findings_of(trace, seen, &masker);
        self.step(&masker.trace(trace), (seen.step, seen.exchange), &findings);
    }

    /// The card of a step that was taken, of a record that is masked already.
    fn step(&mut self, masked: &Trace, (step, exchange): (Step, Option<usize>), findings: &[Finding]) {
        let text = match (step, exchange.and_then(|index| masked.exchanges.get(index))) {
            (Step::Prepare, _) => {
                self.lesson(Step::Prepare, masked);
                card::prepare(masked, self.width())
            }
            (Step::Callback, Some(exchange)) => {
                self.lesson(Step::Callback, masked);
                card::callback(exchange, masked, findings, self.width())
            }
            (_, Some(exchange)) => card::response(exchange, findings, self.width()),
            (_, None) => {
                self.lesson(Step::Verify, masked);
                card::verify(masked, findings, self.width())
            }
        };
        self.tell(&text);
    }

    /// A finished record, from its plan to its end.
    pub fn retell(&mut self, trace: &Trace) {
        let report = Report::of(trace, self.level);
        let masked = &report.trace;
        self.tell(&plan::card(masked, self.width()));
        let mut prepared = false;
        for (index, exchange) in masked.exchanges.iter().enumerate() {
            if exchange.step != Step::Discover && !prepared {
                prepared = true;
                self.step(masked, (Step::Prepare, None), &[]);
            }
            let of_exchange = |finding: &&Finding| finding.exchange == Some(index) && finding.requirement.step != Step::Verify;
            let findings: Vec<Finding> = report.findings.iter().filter(of_exchange).cloned().collect();
            if exchange.step == Step::Userinfo {
                self.verified(&report);
            }
            if exchange.step != Step::Callback {
                self.request_masked(masked, exchange);
            }
            if exchange.step != Step::Authorize && exchange.stray.is_none() {
                self.step(masked, (exchange.step, Some(index)), &findings);
            }
        }
        if masked.last(Step::Userinfo).is_none() {
            self.verified(&report);
        }
        self.end(trace);
    }

    fn verified(&mut self, report: &Report) {
        let of_step = |finding: &&Finding| finding.requirement.step == Step::Verify;
        let findings: Vec<Finding> = report.findings.iter().filter(of_step).cloned().collect();
        if !findings.is_empty() {
            self.step(&report.trace, (Step::Verify, None), &findings);
        }
    }

    /// The plan, before the first message.
    pub fn plan(&self, trace: &Trace) {
        let masked = self.masker(trace, None).trace(trace);
        self.tell(&plan::card(&masked, self.width()));
    }

    /// Who knows what.
    pub fn who(&self, trace: &Trace) {
        self.tell(&ledger::table(&self.masker(trace, None).trace(trace), self.width()));
    }

    /// The end: how it ended, who knows what, who could have redeemed the code, and what is not as it should be.
    pub fn end(&self, trace: &Trace) {
        let report = Report::of(trace, self.level);
        let mut text = Text::default();
        if trace.last(Step::Callback).is_some() {
            text.extend(ledger::table(&report.trace, self.width()));
        }
        text.extend(redeemers::panel(&report.trace, self.width()));
        text.extend(findings::summary(&report.findings, self.width()));
        text.extend(ending::block(&report, self.width()));
        self.tell(&text);
    }

    fn lesson(&mut self, step: Step, trace: &Trace) {
        let first = self.told.insert(step);
        self.tell(&card::heading(step, trace));
        if first && self.lessons {
            self.tell(&lesson::text(step, &trace.plan, self.width()));
        }
    }
}

/// The checks that the flow made of a step, and the rules beside them, masked.
fn findings_of(trace: &Trace, seen: &Seen<'_>, masker: &Masker) -> Vec<Finding> {
    let made = seen.checks.iter().filter_map(|check| Finding::of(check.clone(), seen.exchange));
    let beside = rules::beside(trace, seen.step);
    made.chain(beside).map(|finding| Finding { check: masker.check(&finding.check), ..finding }).collect()
}
