//! The rules: a table of requirements, and pure checks over a finished record.
//!
//! A row names what is required, how much it matters, where it is written and what to do about it. What an answer has
//! to be is decided once, in `protocol`; the rules run the same checks again over a record, all of them, so that one run
//! tells everything that is wrong and not just what stopped it.

mod captured;
mod conduct;
mod judge;
mod offers;
mod preflight;
mod rows;
mod token;
mod token_kinds;
mod token_rows;
mod uses;

use serde::Serialize;

use crate::protocol::{Check, Verdict};
use crate::trace::{Step, Trace};

pub use judge::{WRITING, beside, ending, judge, seal};
pub use preflight::rsa_bits;
pub use rows::{ALL, by_id, must, note, row, should};
pub use token::{Basis, Keys, MICROSECONDS, MILLISECONDS, TIMES, judge_token};
pub use token_rows::TOKENS;

/// What a specification asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Requirement {
    /// The id: stable, the same everywhere.
    pub id: &'static str,
    /// At which step it is looked at.
    pub step: Step,
    /// What is required, in a few words that say what is right.
    pub title: &'static str,
    /// How much a failure matters.
    pub severity: Severity,
    /// Where it is written: RFC and section.
    pub spec: &'static str,
    /// What becomes possible or breaks where it is not met, and what to change.
    pub advice: &'static str,
}

/// How much a requirement that is not met matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// A SHOULD, or a choice that weakens the login.
    Warning,
    /// A MUST.
    Failure,
}

/// A check of a record together with the requirement that it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The requirement.
    pub requirement: &'static Requirement,
    /// Which exchange of the record it is about, by its index.
    pub exchange: Option<usize>,
    /// How it came out, with what was expected and seen.
    pub check: Check,
}

impl Finding {
    /// A check as a finding, where its requirement is known.
    #[must_use]
    pub fn of(check: Check, exchange: Option<usize>) -> Option<Self> {
        by_id(&check.id).map(|requirement| Self { requirement, exchange, check })
    }

    /// The step that it is about: the rules for token responses are those of the request that was answered.
    #[must_use]
    pub fn step(&self, trace: &Trace) -> Step {
        let own = self.requirement.step;
        let answered = self.exchange.and_then(|index| trace.exchanges.get(index)).map(|exchange| exchange.step);
        answered.filter(|step| own == Step::Redeem && matches!(step, Step::Token | Step::Refresh)).unwrap_or(own)
    }

    /// How much this outcome matters: none for what is right, or cannot be told.
    #[must_use]
    pub fn severity(&self) -> Option<Severity> {
        match self.check.verdict {
            Verdict::Pass | Verdict::Unjudged => None,
            Verdict::Warn => Some(self.requirement.severity.min(Severity::Warning)),
            Verdict::Fail => Some(self.requirement.severity),
        }
    }

    /// One word for the outcome, as it stands before the finding on every screen and in every file.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match (self.check.verdict, self.severity()) {
            (Verdict::Pass, _) => "ok",
            (Verdict::Unjudged, _) => "open",
            (_, Some(Severity::Failure)) => "fail",
            (_, Some(Severity::Warning)) => "warn",
            _ => "note",
        }
    }
}

/// Whether a run with these findings is sound.
#[must_use]
pub fn is_sound(findings: &[Finding]) -> bool {
    findings.iter().all(|finding| finding.severity() < Some(Severity::Failure))
}
