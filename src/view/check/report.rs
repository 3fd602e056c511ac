//! The report of checks as data: masked once, when it is made, and the same in every format.

use serde::{Deserialize, Serialize};

use crate::probe::{Outcome, Part, Results, Verdict};
use crate::rules::Severity;
use crate::trace::{Ending, Exchange, Level, Masker, Trace};

/// The version of this format.
pub const VERSION: u32 = 1;

/// Everything that was checked in one go.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The version of this format.
    pub version: u32,
    /// The program that wrote it, with its version.
    pub tool: String,
    /// What was checked, each on its own.
    pub targets: Vec<Target>,
}

/// One provider, as one client.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Target {
    /// The name of its profile, or its issuer.
    pub name: String,
    /// The issuer, where it is known.
    pub issuer: Option<String>,
    /// The client.
    pub client_id: String,
    /// How much was looked at.
    pub suite: String,
    /// Whose demands counted.
    pub profile: String,
    /// The worst of all checks.
    pub verdict: String,
    /// When it began, in milliseconds since 1970.
    pub started_ms: u64,
    /// How long it took, in microseconds.
    pub elapsed_us: u64,
    /// So many requests were sent.
    pub requests: usize,
    /// So many codes were used.
    pub codes: usize,
    /// Why it was cut short, where it was.
    pub cut_short: Option<String>,
    /// What was learnt beside the verdicts.
    pub facts: Vec<(String, String)>,
    /// Every check that was wanted.
    pub checks: Vec<Checked>,
}

/// One check.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Checked {
    /// The id.
    pub id: String,
    /// What is required.
    pub title: String,
    /// Under which heading it stands.
    pub section: String,
    /// `must`, `should` or `info`.
    pub severity: String,
    /// Where it is written.
    pub spec: String,
    /// What becomes possible where it is not met.
    pub attack: String,
    /// What to change.
    pub advice: String,
    /// `pass`, `warn`, `fail`, `skip`, `inconclusive` or `error`.
    pub verdict: String,
    /// Why it was skipped, where it was.
    pub reason: Option<String>,
    /// That this is known, and until when it is to be left alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<Known>,
    /// What was tried.
    pub parts: Vec<Tried>,
}

/// A gap that somebody knows about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// The verdict that is expected.
    pub verdict: String,
    /// Why it is left alone.
    pub reason: String,
    /// The last day on which it is, as `YYYY-MM-DD`.
    pub until: Option<String>,
}

/// One thing that was tried.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tried {
    /// Which of the things tried it is; empty where there was only one.
    pub label: String,
    /// How it came out.
    pub verdict: String,
    /// Why it was skipped, where it was.
    pub reason: Option<String>,
    /// What would have been right.
    pub expected: String,
    /// What was there.
    pub seen: String,
    /// The messages that show it.
    pub exchanges: Vec<Exchange>,
}

impl Report {
    /// A report of these targets.
    #[must_use]
    pub fn of(targets: Vec<Target>) -> Self {
        Self { version: VERSION, tool: concat!("oauth-flow ", env!("CARGO_PKG_VERSION")).to_owned(), targets }
    }
}

impl Target {
    /// What a run came to, with everything masked that could be used.
    #[must_use]
    pub fn of(name: &str, results: &Results) -> Self {
        let masker = masker(results);
        let text = |text: &str| masker.text(text);
        Self {
            name: text(name),
            issuer: results.plan.server.issuer.as_deref().map(text),
            client_id: text(&results.plan.client.client_id),
            suite: results.suite.name().to_owned(),
            profile: results.profile.name().to_owned(),
            verdict: results.verdict().word().to_owned(),
            started_ms: results.started_ms,
            elapsed_us: results.elapsed_us,
            requests: results.requests,
            codes: results.codes,
            cut_short: results.cut_short.as_deref().map(text),
            facts: results.facts.iter().map(|fact| (fact.name.to_owned(), text(&fact.value))).collect(),
            checks: results.outcomes.iter().map(|outcome| Checked::of(outcome, &masker)).collect(),
        }
    }
}

impl Checked {
    fn of(outcome: &Outcome, masker: &Masker) -> Self {
        let (check, requirement) = (outcome.check, outcome.check.requirement);
        let severity = match requirement.severity {
            Severity::Failure => "must",
            Severity::Warning => "should",
            Severity::Info => "info",
        };
        Self {
            id: check.id().to_owned(),
            title: requirement.title.to_owned(),
            section: check.section.title().to_owned(),
            severity: severity.to_owned(),
            spec: requirement.spec.to_owned(),
            attack: check.attack.to_owned(),
            advice: requirement.advice.to_owned(),
            verdict: outcome.verdict().word().to_owned(),
            reason: reason(outcome.verdict()),
            known: None,
            parts: outcome.parts.iter().map(|part| Tried::of(part, masker)).collect(),
        }
    }
}

impl Tried {
    fn of(part: &Part, masker: &Masker) -> Self {
        Self {
            label: masker.text(&part.label),
            verdict: part.verdict.word().to_owned(),
            reason: reason(part.verdict),
            expected: masker.text(&part.expected),
            seen: masker.text(&part.seen),
            exchanges: part.exchanges.iter().map(|exchange| masker.exchange(exchange)).collect(),
        }
    }
}

fn reason(verdict: Verdict) -> Option<String> {
    match verdict {
        Verdict::Skip(skip) => Some(skip.name().to_owned()),
        _ => None,
    }
}

/// A masker that knows every secret in any message of the run.
fn masker(results: &Results) -> Masker {
    let shown = results.outcomes.iter().flat_map(|outcome| &outcome.parts).flat_map(|part| &part.exchanges);
    let exchanges = results.login.iter().chain(shown).cloned().collect();
    let trace = Trace { exchanges, ended: Ending::Finished, ..Trace::begin(results.plan.clone()) };
    Masker::of(&trace, Level::Kept)
}
