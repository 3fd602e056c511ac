//! How a run ended, in words: what happened, what was expected and seen, and what it means. Why it happened, and what to
//! do about it, is the diagnosis.
//!
//! Text of others is passed on as it is; a view escapes it.

mod answers;
mod asking;
mod checks;
mod denied;
mod failed;
mod refused;

use super::command::again;
use crate::trace::{Ending, Plan, Step, Trace};
use checks::Remedy;

/// An ending in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// What happened, in one line.
    pub headline: String,
    /// Facts with their labels: what was sent and received, expected and seen.
    pub facts: Vec<(String, String)>,
    /// What it means, a sentence each.
    pub meaning: Vec<String>,
}

/// The ending of a record; nothing where it is still under way or every step was taken.
#[must_use]
pub fn told(trace: &Trace) -> Option<Told> {
    match &trace.ended {
        Ending::Open | Ending::Finished => None,
        Ending::Refused { step, check } => Some(refused::told(trace, *step, check)),
        Ending::Denied { step, error } => Some(denied::told(trace, *step, error)),
        Ending::Failed { step, failure } => Some(failed::told(trace, *step, failure)),
        Ending::Interrupted { step } => Some(interrupted(trace, *step)),
    }
}

fn interrupted(trace: &Trace, step: Step) -> Told {
    Told::new(format!("interrupted at step {} ({})", trace.plan.number(step), step.name()))
        .meaning("With --trace FILE the record so far is kept in a file.")
}

impl Told {
    fn new(headline: impl Into<String>) -> Self {
        Self { headline: headline.into(), ..Self::default() }
    }

    fn fact(mut self, label: &str, value: impl Into<String>) -> Self {
        self.facts.push((label.to_owned(), value.into()));
        self
    }

    fn meaning(mut self, sentence: impl Into<String>) -> Self {
        let sentence = sentence.into();
        if !sentence.is_empty() {
            self.meaning.push(sentence);
        }
        self
    }
}

/// What to do about an answer that failed this check: in words, and with a command where there is one.
#[must_use]
pub fn remedy(check: &str, plan: &Plan) -> (&'static str, Option<String>) {
    let known = checks::find(check);
    match known.map(|words| words.remedy) {
        Some(Remedy::Again(words, flags)) => (words, Some(again(plan, flags))),
        Some(Remedy::Say(words)) => (words, None),
        None => ("this is for the provider to repair", None),
    }
}

/// Where a step's request went, without its query.
fn target(trace: &Trace, step: Step) -> Option<String> {
    let exchange = trace.last(step)?;
    Some(format!("{} {}", exchange.request.method, crate::wire::uri::without_query(&exchange.request.url)))
}

#[cfg(test)]
mod tests;
