//! The one document of a login for programs: described in `docs/json.md`, held by `docs/login.schema.json`.

mod decode;
mod diff;
mod discover;
mod exchange;
mod known;
mod outcome;
mod plan;
#[cfg(test)]
mod samples;

pub use decode::{DECODE_SCHEMA, decode};
pub use diff::{DIFF_SCHEMA, diff};
pub use discover::{DISCOVER_SCHEMA, discover};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::explain::diagnosis::Diagnosis;
use crate::explain::providers;
use crate::explain::redeemers::Panel;
use crate::rules::{Finding, is_sound};
use crate::trace::{self, Step, Trace};
use crate::view::escape;

/// The shape of the document and its version: members may be added under the same name, none changes its meaning.
pub const SCHEMA: &str = "oauth-flow/login/1";

/// What the document is made of. Values are masked before they come here, or not at all.
#[derive(Clone, Debug)]
pub struct Parts<'a> {
    /// The record.
    pub trace: &'a Trace,
    /// What the rules found in it.
    pub findings: &'a [Finding],
    /// Why it ended as it did.
    pub diagnosis: &'a [Diagnosis],
    /// The exit code of the run.
    pub exit: u8,
}

/// The whole document, members in the order in which they are written.
#[derive(Debug, Serialize)]
pub struct Document<'a> {
    schema: &'static str,
    tool: &'a str,
    sound: bool,
    exit: u8,
    plan: plan::Plan<'a>,
    steps: Vec<StepTaken>,
    exchanges: Vec<exchange::Exchange<'a>>,
    checks: Vec<Check<'a>>,
    findings: Vec<Advised<'a>>,
    tokens: Option<outcome::Tokens>,
    userinfo: Option<Map<String, Value>>,
    ledger: Value,
    redeemers: Value,
    ending: outcome::Ending<'a>,
    diagnosis: &'a [Diagnosis],
}

/// The document of a run.
#[must_use]
pub fn document<'a>(parts: &'a Parts<'_>) -> Document<'a> {
    let (trace, findings) = (parts.trace, parts.findings);
    Document {
        schema: SCHEMA,
        tool: &trace.tool,
        sound: is_sound(findings),
        exit: parts.exit,
        plan: plan::of(trace),
        steps: trace.plan.steps().into_iter().map(|step| StepTaken::of(step, parts)).collect(),
        exchanges: trace.exchanges.iter().enumerate().map(exchange::of).collect(),
        checks: findings.iter().map(|finding| Check::of(finding).at(finding.step(trace))).collect(),
        findings: findings
            .iter()
            .filter(|finding| finding.severity().is_some())
            .map(|finding| Advised::of(finding, &trace.plan).at(finding.step(trace)))
            .collect(),
        tokens: outcome::tokens(trace, findings),
        userinfo: outcome::userinfo(trace, findings),
        ledger: known::ledger_of(trace),
        redeemers: known::redeemers_of(trace),
        ending: outcome::ending(&trace.ended),
        diagnosis: parts.diagnosis,
    }
}

/// The text of the document, indented, with a newline at its end.
pub fn write(parts: &Parts<'_>) -> Result<String, serde_json::Error> {
    written(&document(parts))
}

/// The same with another last panel: one of which something was tried on the server.
pub fn write_with(parts: &Parts<'_>, panel: &Panel) -> Result<String, serde_json::Error> {
    written(&Document { redeemers: known::of_panel(panel), ..document(parts) })
}

fn written(document: &Document<'_>) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(document).map(|text| escape::json(&text) + "\n")
}

/// A step, whether it was taken or not.
#[derive(Debug, Serialize)]
struct StepTaken {
    number: usize,
    name: &'static str,
    taken: bool,
    exchanges: Vec<usize>,
    elapsed_ms: Option<f64>,
}

/// A check and its outcome.
#[derive(Debug, Serialize)]
struct Check<'a> {
    id: &'a str,
    step: &'static str,
    verdict: crate::protocol::Verdict,
    word: &'static str,
    severity: Option<crate::rules::Severity>,
    title: &'static str,
    expected: &'a str,
    seen: &'a str,
    spec: &'static str,
    exchange: Option<usize>,
}

/// A check that did not come out right, with what to do about it.
#[derive(Debug, Serialize)]
struct Advised<'a> {
    #[serde(flatten)]
    check: Check<'a>,
    advice: &'static str,
    known_deviation: Option<String>,
}

impl StepTaken {
    fn of(step: Step, parts: &Parts<'_>) -> Self {
        let all = parts.trace.exchanges.iter().enumerate();
        let of_step: Vec<_> = all.filter(|(_, exchange)| exchange.step == step).collect();
        let times: Vec<u64> = of_step.iter().filter_map(|(_, exchange)| exchange.elapsed_us).collect();
        let own = of_step.iter().any(|(_, exchange)| exchange.stray.is_none());
        Self {
            number: parts.trace.plan.number(step),
            name: step.name(),
            taken: own || is_taken_inside(step, parts),
            exchanges: of_step.iter().map(|(index, _)| *index).collect(),
            elapsed_ms: (!times.is_empty()).then(|| millis(times.iter().sum())),
        }
    }
}

/// Two steps send no message: what is prepared is seen in the request after it, what is verified in the checks.
fn is_taken_inside(step: Step, parts: &Parts<'_>) -> bool {
    match step {
        Step::Prepare => parts.trace.exchanges.iter().any(|exchange| exchange.step > step),
        Step::Verify => parts.findings.iter().any(|finding| finding.requirement.step == step),
        _ => false,
    }
}

impl<'a> Check<'a> {
    fn of(finding: &'a Finding) -> Self {
        Self {
            id: &finding.check.id,
            step: finding.requirement.step.name(),
            verdict: finding.check.verdict,
            word: finding.word(),
            severity: finding.severity(),
            title: finding.requirement.title,
            expected: &finding.check.expected,
            seen: &finding.check.seen,
            spec: finding.requirement.spec,
            exchange: finding.exchange,
        }
    }

    /// The same at the step of the message that it is about.
    fn at(self, step: Step) -> Self {
        Self { step: step.name(), ..self }
    }
}

impl<'a> Advised<'a> {
    /// A finding about something that no provider is known of.
    fn bare(finding: &'a Finding) -> Self {
        Self { check: Check::of(finding), advice: finding.requirement.advice, known_deviation: None }
    }

    fn of(finding: &'a Finding, plan: &trace::Plan) -> Self {
        let known = providers::known_deviation(plan, finding);
        Self {
            check: Check::of(finding),
            advice: finding.requirement.advice,
            known_deviation: known.map(|(provider, deviation)| format!("{}: {}", provider.name, deviation.reason)),
        }
    }

    fn at(self, step: Step) -> Self {
        Self { check: self.check.at(step), ..self }
    }
}

/// Microseconds as milliseconds with three digits: rounded last, so that 3100 is 3.1 and not 3.0999.
fn millis(micros: u64) -> f64 {
    let micros = std::time::Duration::from_micros(micros).as_secs_f64() * 1_000_000.0;
    micros.round() / 1000.0
}

#[cfg(test)]
mod tests;
