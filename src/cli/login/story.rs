//! Tells a run on standard error, card by card.

use std::collections::HashSet;

use crate::flow::Seen;
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
}

impl Story {
    /// A story for this terminal, with this much shown.
    pub fn new(terminal: Terminal, level: Level, lessons: Lessons) -> Self {
        Self { terminal, level, lessons, told: HashSet::new() }
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
    pub fn masker(&self, trace: &Trace, draft: Option<&Exchange>) -> Masker {
        let masker = Masker::of(trace, self.level);
        match draft {
            Some(draft) => masker.and(draft),
            None => masker,
        }
    }

    /// The plan, before the first message.
    pub fn plan(&self, trace: &Trace) {
        let masked = self.masker(trace, None).trace(trace);
        self.tell(&plan::card(&masked.plan, self.width()));
    }

    /// The card of a message that is about to go.
    pub fn request(&mut self, trace: &Trace, draft: &Exchange) {
        let masker = self.masker(trace, Some(draft));
        let lessons = self.lessons_for(draft.step);
        self.tell(&live::request(&masker.exchange(draft), &masker.trace(trace), lessons, self.width()));
    }

    /// What came of a step.
    pub fn response(&mut self, trace: &Trace, seen: &Seen<'_>) {
        let masker = self.masker(trace, None);
        let findings = findings_of(trace, seen, &masker);
        let masked = masker.trace(trace);
        let Some(exchange) = seen.exchange.and_then(|index| masked.exchanges.get(index)) else {
            let lessons = self.lessons_for(seen.step);
            return self.tell(&live::silent(seen.step, &masked, &findings, (lessons, self.width())));
        };
        if seen.step == Step::Callback {
            let lessons = self.lessons_for(seen.step);
            self.tell(&live::request(exchange, &masked, lessons, self.width()));
        }
        self.tell(&live::response(exchange, &masked, &findings, self.width()));
    }

    /// Who knows what.
    pub fn who(&self, trace: &Trace) {
        self.tell(&ledger::ledger(&self.masker(trace, None).trace(trace), self.width()));
    }

    /// The end: who knows what, who could have redeemed the code, what is not as it should be, and how it ended.
    pub fn end(&self, trace: &Trace) {
        let mut text = Text::default();
        text.gap();
        text.extend(closing(&Report::of(trace, self.level), self.width()));
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
