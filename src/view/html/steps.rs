//! The story step by step: what each step is for, its messages, its checks, and who knows what by then.

use std::collections::{HashMap, HashSet};

use maud::{Markup, html};

use super::known::Known;
use super::message::messages;
use super::spans::rows;
use super::{checks, spans};
use crate::explain::glossary;
use crate::explain::ledger::{Carried, value_of};
use crate::explain::lesson::lesson;
use crate::explain::statement::{Claim, Statement, statement};
use crate::rules::Finding;
use crate::trace::{Flow, Step, Trace};
use crate::view::card::row;
use crate::view::heading::silence;
use crate::view::layout::Row;
use crate::view::paint::{self, Paint};
use crate::view::report::Report;
use crate::view::story::{Part, parts};
use crate::view::text::Meaning;

/// All steps in the order in which they were taken.
pub(super) fn steps(report: &Report, known: Known, carried: &[Carried]) -> Vec<Markup> {
    let mut teller = Teller::of(report, known, carried);
    parts(report).into_iter().enumerate().map(|(index, part)| teller.part(index, part)).collect()
}

/// What is needed to tell a step, found once.
struct Teller<'a> {
    trace: &'a Trace,
    paint: Paint,
    /// The messages, ready.
    messages: Vec<Markup>,
    known: Known,
    /// The findings about each message.
    about: HashMap<usize, Vec<&'a Finding>>,
    /// The findings at each step that sends nothing.
    silent: HashMap<Step, Vec<&'a Finding>>,
    /// The steps that were told already.
    told: HashSet<Step>,
}

impl<'a> Teller<'a> {
    fn of(report: &'a Report, known: Known, carried: &'a [Carried]) -> Self {
        let trace = &report.trace;
        let (mut about, mut silent) = (HashMap::<_, Vec<_>>::new(), HashMap::<_, Vec<_>>::new());
        for finding in &report.findings {
            let step = finding.step(trace);
            let own = finding.exchange.filter(|index| trace.exchanges.get(*index).is_some_and(|it| it.step == step));
            match own {
                Some(index) => about.entry(index).or_default().push(finding),
                None => silent.entry(step).or_default().push(finding),
            }
        }
        let paint = Paint::of(trace);
        Self { trace, messages: messages(trace, carried, &paint), paint, known, about, silent, told: HashSet::new() }
    }

    fn part(&mut self, index: usize, part: Part) -> Markup {
        let step = match &part {
            Part::Silent(step) => *step,
            Part::Messages(span) => self.trace.exchanges[span.start].step,
        };
        let is_first = self.told.insert(step);
        let number = self.trace.plan.number(step);
        html! {
            article.step data-part=(index) data-name=(step.name()) id={ "p" (index) } {
                div.telling {
                    h3 { span.number { (number) } " " (step.name()) }
                    @if is_first { p.lesson { (lesson(step, &self.trace.plan).join(" ")) } }
                    @match part {
                        Part::Silent(step) => (self.alone(step)),
                        Part::Messages(span) => @for at in span { (self.message(at)) },
                    }
                }
                @if self.trace.plan.flow != Flow::Metadata { aside.known { (self.known.after(step)) } }
            }
        }
    }

    fn message(&self, at: usize) -> Markup {
        html! {
            (self.messages[at])
            @if let Some(findings) = self.about.get(&at) { (checks::folded(findings, self.trace)) }
        }
    }

    fn alone(&self, step: Step) -> Markup {
        html! {
            details.message {
                summary { span.route { "client" } " " span.faint { (silence(step)) } " " (self.drawn(step)) }
                div.parts {
                    @for (label, list) in self.inside(step) { h4 { (label) } (rows(&list)) }
                }
            }
            @if let Some(findings) = self.silent.get(&step) { (checks::folded(findings, self.trace)) }
        }
    }

    fn drawn(&self, step: Step) -> Markup {
        let names = ["code_verifier", "code_challenge"];
        let there: Vec<&'static str> =
            names.into_iter().filter(|name| step == Step::Prepare && value_of(self.trace, name).is_some()).collect();
        spans::pills(&there)
    }

    /// What a step that sends nothing has in hand.
    fn inside(&self, step: Step) -> Vec<(&'static str, Vec<Row>)> {
        if step == Step::Prepare {
            let names = ["state", "nonce", "code_verifier", "code_challenge"].into_iter();
            return vec![("drawn for this login", names.filter_map(|name| self.value(name)).collect())];
        }
        match statement(self.trace) {
            Statement::Read { header, claims } => {
                vec![("header of the ID token", self.claims(header)), ("claims of the ID token", self.claims(claims))]
            }
            Statement::Absent | Statement::Unreadable => Vec::new(),
        }
    }

    fn value(&self, name: &str) -> Option<Row> {
        Some(row(name, &value_of(self.trace, name)?, &self.paint))
    }

    fn claims(&self, claims: Vec<Claim>) -> Vec<Row> {
        let row = |claim: Claim| Row {
            name: paint::name(&claim.name),
            value: self.paint.spans(&claim.value, Meaning::Plain),
            what: glossary::what(&claim.name).map(str::to_owned),
        };
        claims.into_iter().map(row).collect()
    }
}
