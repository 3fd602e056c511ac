//! Tells a run on standard error, card by card.

use std::collections::HashSet;

use crate::explain::redeemers::{panel, proven};
use crate::flow::Seen;
use crate::probe::factors::Measurement;
use crate::rules::{self, Finding};
use crate::trace::{Exchange, Level, Masker, Step, Trace};
use crate::view::report::Report;
use crate::view::story::{Lessons, closing};
use crate::view::{Line, Meaning, Text, ledger, live, plan};
use crate::world::terminal::Terminal;

/// The story so far.
pub struct Story {
    terminal: Terminal,
    level: Level,
    lessons: Lessons,
    told: HashSet<Step>,
    known: Option<Known>,
}

/// What was told so far, without its secrets.
struct Known {
    masker: Masker,
    trace: Trace,
}

impl Story {
    /// A story for this terminal, with this much shown.
    pub fn new(terminal: Terminal, level: Level, lessons: Lessons) -> Self {
        Self { terminal, level, lessons, told: HashSet::new(), known: None }
    }

    /// Tells a text.
    pub fn tell(&self, text: &Text) {
        self.terminal.tell(text);
    }

    /// Tells a remark.
    pub fn remark(&self, words: &str) {
        let mut text = Text::default();
        text.push(Line::default().with(Meaning::Warn, "  note:").with(Meaning::Plain, format!(" {words}")));
        self.tell(&text);
    }

    /// The width to lay things out for.
    pub fn width(&self) -> usize {
        self.terminal.width()
    }

    /// A masker that knows the secrets of the record and of a message that is about to go.
    pub fn masker(&mut self, trace: &Trace, draft: Option<&Exchange>) -> Masker {
        let mut masker = self.known(trace).masker.clone();
        if let Some(draft) = draft {
            masker.learn(draft);
        }
        masker
    }

    /// The record without its secrets. Each message is masked once, when it is first told.
    fn known(&mut self, trace: &Trace) -> &Known {
        let level = self.level;
        let known = self.known.get_or_insert_with(|| Known {
            masker: Masker::new(&trace.plan, level),
            trace: Trace::begin(trace.plan.clone()),
        });
        known.trace.plan = known.masker.plan(&trace.plan);
        for exchange in &trace.exchanges[known.trace.exchanges.len()..] {
            known.masker.learn(exchange);
            known.trace.exchanges.push(known.masker.exchange(exchange));
        }
        known
    }

    /// The plan, before the first message.
    pub fn plan(&self, trace: &Trace) {
        let masked = Masker::new(&trace.plan, self.level).plan(&trace.plan);
        self.tell(&plan::card(&masked, self.width()));
    }

    /// The card of a message that is about to go.
    pub fn request(&mut self, trace: &Trace, draft: &Exchange) {
        // Only what somebody typed can hold a secret that is not known yet.
        let draft = if draft.tampered.is_empty() {
            self.known(trace).masker.exchange(draft)
        } else {
            self.masker(trace, Some(draft)).exchange(draft)
        };
        let (lessons, width) = (self.lessons_for(draft.step), self.width());
        let text = live::request(&draft, &self.known(trace).trace, lessons, width);
        self.tell(&text);
    }

    /// What came of a step.
    pub fn response(&mut self, trace: &Trace, seen: &Seen<'_>) {
        let width = self.width();
        let silent = seen.exchange.is_none();
        let lessons =
            if silent || seen.step.is_told_afterwards() { self.lessons_for(seen.step) } else { Lessons::Left };
        let Known { masker, trace: masked } = self.known(trace);
        let findings = findings_of(trace, seen, masker);
        let mut text = Text::default();
        match seen.exchange.and_then(|index| masked.exchanges.get(index)) {
            None => text.extend(live::silent(seen.step, masked, &findings, (lessons, width))),
            Some(exchange) => {
                if seen.step.is_told_afterwards() {
                    text.extend(live::request(exchange, masked, lessons, width));
                }
                text.extend(live::response(exchange, masked, &findings, width));
            }
        }
        self.tell(&text);
    }

    /// Who knows what.
    pub fn who(&mut self, trace: &Trace) {
        let width = self.width();
        let table = ledger::ledger(&self.known(trace).trace, width);
        self.tell(&table);
    }

    /// The end: who knows what, who could have redeemed the code, what is not as it should be, and how it ended.
    pub fn end(&mut self, trace: &Trace, measured: Option<&Measurement>) {
        let width = self.width();
        let Known { masker, trace: known } = self.known(trace);
        let findings = rules::judge(trace);
        let panel = panel(known);
        let report = Report {
            panel: measured.map_or_else(|| panel.clone(), |measured| proven(panel.clone(), measured)),
            trace: Trace { ended: masker.ending(&trace.ended), ..known.clone() },
            findings: findings
                .into_iter()
                .map(|finding| Finding { check: masker.check(&finding.check), ..finding })
                .collect(),
            diagnosis: Report::diagnosis_of(trace, masker),
        };
        let mut text = Text::default();
        text.gap();
        text.extend(closing(&report, width));
        self.tell(&text);
    }

    /// Each lesson is told once.
    fn lessons_for(&mut self, step: Step) -> Lessons {
        if self.told.insert(step) { self.lessons } else { Lessons::Left }
    }
}

/// The checks that the flow made of a step, and the rules beside them, masked.
fn findings_of(trace: &Trace, seen: &Seen<'_>, masker: &Masker) -> Vec<Finding> {
    let made = seen.checks.iter().filter_map(|check| Finding::of(check.clone(), seen.exchange));
    let beside = rules::beside(trace, seen.step);
    made.chain(beside).map(|finding| Finding { check: masker.check(&finding.check), ..finding }).collect()
}
