//! Where nothing better is known: what the specification says of this error or this check.

use super::facts::Facts;
use super::{Diagnosis, Row, Standing, open_if, row};
use crate::explain::ending::remedy;
use crate::explain::glossary;
use crate::rules;
use crate::trace::Step;

pub(super) const ROWS: &[Row] = &[
    row("answer-not-sound", "an answer that breaks a rule", refused),
    row("error-of-the-server", "an error of the server", denied),
    row("not-listed", "anything else", failed),
];

fn refused(facts: &Facts<'_>) -> Standing {
    open_if(facts.check().map(|check| {
        let (words, command) = remedy(&check.id, facts.plan);
        let rule = rules::by_id(&check.id).map(|rule| format!("{} ({})", rule.title, rule.spec));
        let broken = rule.unwrap_or_else(|| format!("the check `{}`", check.id));
        let diagnosis = Diagnosis::likely(format!("the answer breaks a rule: {broken}"), words);
        match command {
            Some(command) => diagnosis.try_with(command),
            None => diagnosis,
        }
    }))
}

fn denied(facts: &Facts<'_>) -> Standing {
    let Some(error) = facts.error() else { return Standing::Aside };
    let known = glossary::topic(&error.error);
    let cause = known.map_or_else(
        || format!("`{}` is a code of this server's own: no specification registers it", error.error),
        |topic| format!("`{}` says: {}", error.error, topic.what),
    );
    let meaning = known.map(|topic| topic.more.trim_end_matches('.').to_owned());
    let change = "look for this code in the provider's documentation, or for this request in its log";
    let step =
        if facts.step() == Some(Step::Callback) { "authorize" } else { facts.step().map_or("redeem", Step::name) };
    Diagnosis::possible(cause, change)
        .because_some(meaning)
        .because_some(facts.saying())
        .try_with(facts.again(&format!("--set {step}.NAME=VALUE")))
        .open()
}

fn failed(facts: &Facts<'_>) -> Standing {
    open_if(facts.failed().map(|(step, failure)| {
        Diagnosis::possible(
            format!("{} at the step {}", failure.kind.words(), step.name()),
            "put that right and run it again",
        )
        .because_some((!failure.detail.is_empty()).then(|| failure.detail.clone()))
        .try_with(facts.again(""))
    }))
}
