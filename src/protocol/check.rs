//! One check of one answer: what was expected, what was seen, and whether that is right.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::ProviderError;

/// The outcome of one check; `rules` knows its title, its severity and its source by the id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// The id of the requirement.
    pub id: Cow<'static, str>,
    /// How it came out.
    pub verdict: Verdict,
    /// What would have been right.
    pub expected: String,
    /// What was there; chosen by others, so escaped before it is shown.
    pub seen: String,
}

/// How a check came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// As it has to be.
    Pass,
    /// Safe, but not as the specification wants it.
    Warn,
    /// Wrong; where the flow rests on it, the flow stops.
    Fail,
    /// It cannot be told from what there is.
    Unjudged,
}

/// Every check of an answer, and what the answer is good for.
#[derive(Clone, Debug)]
pub struct Examined<T> {
    /// The checks in the order in which they were made.
    pub checks: Vec<Check>,
    /// The value that only an accepted answer gives, or why it was not accepted.
    pub outcome: Result<T, Refusal>,
}

impl<T> Examined<T> {
    /// The same with checks more: what was accepted counts only where none of these came out wrong either.
    #[must_use]
    pub fn and(mut self, more: Checks) -> Self {
        self.outcome = match (self.outcome, more.first_failure()) {
            (Ok(_), Some(refusal)) => Err(refusal),
            (outcome, _) => outcome,
        };
        self.checks.extend(more.0);
        self
    }
}

/// Why an answer was not accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The answer failed a check: our refusal.
    #[error("check `{}` failed: expected {}, seen {}", .0.id, .0.expected, .0.seen)]
    Check(Check),
    /// The answer is an error response: the server's refusal.
    #[error("the server answered with the error `{}`", .0.error)]
    Provider(ProviderError),
}

impl<T> Examined<T> {
    /// The same, refused where something is only odd: for whoever wants to see no oddity pass (RFC 9207 2.4).
    #[must_use]
    pub fn strictly(self) -> Self {
        let odd = self.checks.iter().find(|check| check.verdict == Verdict::Warn).cloned();
        let outcome = match odd {
            Some(odd) if self.outcome.is_ok() => Err(Refusal::Check(odd)),
            _ => self.outcome,
        };
        Self { checks: self.checks, outcome }
    }
}

impl Refusal {
    /// A refusal because of one check.
    pub fn check(id: &'static str, expected: impl Into<String>, seen: impl Into<String>) -> Self {
        let (expected, seen) = (expected.into(), seen.into());
        Self::Check(Check { id: id.into(), verdict: Verdict::Fail, expected, seen })
    }
}

/// Collects checks while an answer is examined.
#[derive(Debug, Default)]
pub struct Checks(Vec<Check>);

impl Checks {
    /// Notes a check: right or wrong.
    pub fn judge(&mut self, id: &'static str, right: bool, expected: impl Into<String>, seen: impl Into<String>) {
        self.note(id, if right { Verdict::Pass } else { Verdict::Fail }, expected, seen);
    }

    /// Notes a check with its verdict.
    pub fn note(&mut self, id: &'static str, verdict: Verdict, expected: impl Into<String>, seen: impl Into<String>) {
        self.0.push(Check { id: id.into(), verdict, expected: expected.into(), seen: seen.into() });
    }

    /// The first check that came out wrong.
    #[must_use]
    pub fn first_failure(&self) -> Option<Refusal> {
        self.0.iter().find(|check| check.verdict == Verdict::Fail).cloned().map(Refusal::Check)
    }

    /// Every check, where nothing is to be accepted or refused.
    #[must_use]
    pub fn into_all(self) -> Vec<Check> {
        self.0
    }

    /// Ends the examination: the value counts only where no check came out wrong.
    #[must_use]
    pub fn accept<T>(self, value: Option<T>) -> Examined<T> {
        let outcome = match (self.first_failure(), value) {
            (None, Some(value)) => Ok(value),
            (Some(refusal), _) => Err(refusal),
            (None, None) => Err(Refusal::check("answer-complete", "a complete answer", "a part is missing")),
        };
        Examined { checks: self.0, outcome }
    }

    /// Ends the examination with a refusal that is no check of ours.
    #[must_use]
    pub fn refuse<T>(self, refusal: Refusal) -> Examined<T> {
        Examined { checks: self.0, outcome: Err(refusal) }
    }
}

/// A value in a sentence: quoted as JSON quotes it, so that an empty or odd one can be seen.
#[must_use]
pub fn quoted(value: &str) -> String {
    serde_json::Value::from(value).to_string()
}

/// A value that may be missing, in a sentence.
#[must_use]
pub fn or_absent(value: Option<&str>) -> String {
    value.map_or_else(|| "absent".to_owned(), quoted)
}
