//! The report of checks as data: masked once, when it is made, and the same in every format.

use serde::{Deserialize, Serialize};

use super::evidence::{masker, message, sentence};
use crate::probe::{Outcome, Part, Results, Verdict};
use crate::rules::Severity;
use crate::trace::{Exchange, Masker};
use crate::view::escape;

/// The shape of the report and its version: members may be added under the same name, none changes its meaning.
pub const SCHEMA: &str = "oauth-flow/check/1";

/// How a check can come out, the worst first.
pub const VERDICTS: [&str; 6] = ["fail", "error", "inconclusive", "warn", "pass", "skip"];

/// Everything that was checked in one go.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The shape of this report and its version.
    pub schema: String,
    /// The program that wrote it, with its version.
    pub tool: String,
    /// The worst of all targets.
    pub verdict: String,
    /// What was checked, each on its own.
    pub targets: Vec<Target>,
}

/// Why a text is no report.
#[derive(Debug, thiserror::Error)]
pub enum NotAReport {
    /// Not JSON, or not of this shape.
    #[error("it is no report of checks: {0}")]
    Shape(#[from] serde_json::Error),
    /// Of another shape, or written by a newer program.
    #[error("it says to be `{0}`, and not `{SCHEMA}`")]
    Schema(String),
    /// A verdict that no check has.
    #[error("a check in it came out as `{0}`, which none does")]
    Verdict(String),
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
    /// The worst of all checks that count.
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
    /// The command that checks it again, without the checks that are wanted.
    pub again: String,
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
    pub fn of(mut targets: Vec<Target>) -> Self {
        targets.iter_mut().for_each(Target::settle);
        let verdict = worst(targets.iter().map(|target| target.verdict.as_str()));
        let tool = concat!("oauth-flow ", env!("CARGO_PKG_VERSION")).to_owned();
        Self { schema: SCHEMA.to_owned(), tool, verdict, targets }
    }

    /// Reads a report, with care since anybody may have written it.
    pub fn read(text: &str) -> Result<Self, NotAReport> {
        #[derive(Deserialize)]
        struct Head {
            schema: String,
        }
        let head: Head = serde_json::from_str(text)?;
        if head.schema != SCHEMA {
            return Err(NotAReport::Schema(head.schema));
        }
        let report: Self = serde_json::from_str(text)?;
        let checks = report.targets.iter().flat_map(|target| &target.checks);
        let mut verdicts =
            checks.flat_map(|check| check.parts.iter().map(|part| &part.verdict).chain([&check.verdict]));
        let unknown = verdicts.find(|verdict| !VERDICTS.contains(&verdict.as_str())).cloned();
        drop(verdicts);
        unknown.map_or(Ok(report), |unknown| Err(NotAReport::Verdict(unknown)))
    }

    /// The text of the report, indented, with a newline at its end.
    pub fn write(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self).map(|text| escape::document(&text) + "\n")
    }
}

impl Target {
    /// What a run came to, with everything masked that could be used.
    #[must_use]
    pub fn of(name: &str, results: &Results) -> Self {
        let masker = masker(results);
        let text = |text: &str| masker.text(text);
        let mut target = Self {
            name: text(name),
            issuer: results.plan.server.issuer.as_deref().map(text),
            client_id: text(&results.plan.client.client_id),
            suite: results.suite.name().to_owned(),
            profile: results.profile.name().to_owned(),
            verdict: String::new(),
            started_ms: results.started_ms,
            elapsed_us: results.elapsed_us,
            requests: results.requests,
            codes: results.codes,
            cut_short: results.cut_short.as_deref().map(text),
            again: format!("oauth-flow check {}", text(name)),
            facts: results.facts.iter().map(|fact| (fact.name.to_owned(), text(&fact.value))).collect(),
            checks: results.outcomes.iter().map(|outcome| Checked::of(outcome, &masker)).collect(),
        };
        target.settle();
        target
    }

    /// Writes the worst of all checks that count over it.
    pub fn settle(&mut self) {
        let counting = self.checks.iter().filter(|check| check.counts());
        self.verdict = worst(counting.map(|check| check.verdict.as_str()));
    }

    /// The checks that count and came out like this.
    pub fn counting<'a>(&'a self, verdict: &'a str) -> impl Iterator<Item = &'a Checked> {
        self.checks.iter().filter(move |check| check.counts() && check.verdict == verdict)
    }
}

/// The worst of these verdicts; where nothing was found, it is a pass.
fn worst<'a>(verdicts: impl Iterator<Item = &'a str>) -> String {
    let rank = |verdict: &str| VERDICTS.iter().position(|known| *known == verdict).unwrap_or_default();
    let pass = rank("pass");
    VERDICTS[verdicts.map(rank).min().unwrap_or(pass).min(pass)].to_owned()
}

impl Checked {
    /// Whether it counts: a gap that somebody knows about does not.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.known.is_none()
    }

    /// Whether something is not as it should be, or could not be found out.
    #[must_use]
    pub fn is_amiss(&self) -> bool {
        !matches!(self.verdict.as_str(), "pass" | "skip")
    }

    /// What made it come out as it did.
    pub fn telling(&self) -> impl Iterator<Item = &Tried> {
        self.parts.iter().filter(|part| part.verdict == self.verdict)
    }

    /// How long its messages took together, in microseconds.
    #[must_use]
    pub fn elapsed_us(&self) -> u64 {
        let exchanges = self.parts.iter().flat_map(|part| &part.exchanges);
        exchanges.filter_map(|exchange| exchange.elapsed_us).fold(0, u64::saturating_add)
    }

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
            label: sentence(masker.text(&part.label)),
            verdict: part.verdict.word().to_owned(),
            reason: reason(part.verdict),
            expected: sentence(masker.text(&part.expected)),
            seen: sentence(masker.text(&part.seen)),
            exchanges: part.exchanges.iter().map(|exchange| message(exchange, masker)).collect(),
        }
    }
}

fn reason(verdict: Verdict) -> Option<String> {
    match verdict {
        Verdict::Skip(skip) => Some(skip.name().to_owned()),
        _ => None,
    }
}
