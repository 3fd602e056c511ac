//! How a run ended, in words: what happened, what was expected and seen, what it means, and what to do about it.
//!
//! Text of others is passed on as it is; a view escapes it.

mod answers;
mod checks;
mod denied;
mod failed;
mod refused;

use crate::trace::{Ending, Plan, Step, Trace};

/// An ending in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// What happened, in one line.
    pub headline: String,
    /// Facts with their labels: what was sent and received, expected and seen.
    pub facts: Vec<(String, String)>,
    /// What it means, a sentence each.
    pub meaning: Vec<String>,
    /// What to do, with a command that works.
    pub hint: Option<String>,
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

    fn hint(mut self, hint: impl Into<String>) -> Self {
        let hint = hint.into();
        self.hint = (!hint.is_empty()).then_some(hint);
        self
    }
}

/// The command that runs this login again, with these flags more. A value that a shell would not take as it stands is
/// left to the reader under its name.
fn again(plan: &Plan, flags: &str) -> String {
    let mut command = "oauth-flow login".to_owned();
    if !plan.practice {
        command.push(' ');
        command.push_str(plan.server.issuer.as_deref().filter(|issuer| is_plain(issuer)).unwrap_or("ISSUER"));
        command.push_str(" --client-id ");
        command.push_str(if is_plain(&plan.client.client_id) { &plan.client.client_id } else { "ID" });
    }
    if !flags.is_empty() {
        command.push(' ');
        command.push_str(flags);
    }
    command
}

fn is_plain(value: &str) -> bool {
    !value.is_empty()
        && !value.starts_with('-')
        && value.chars().all(|c| c.is_ascii_alphanumeric() || "-._~:/@".contains(c))
}

/// Where a step's request went, without its query.
fn target(trace: &Trace, step: Step) -> Option<String> {
    let exchange = trace.last(step)?;
    Some(format!("{} {}", exchange.request.method, crate::wire::uri::without_query(&exchange.request.url)))
}

#[cfg(test)]
mod tests;
