//! The measurement as data: masked once, when it is made, and the same for every reader.

use serde::Serialize;

use crate::explain::factors::{absences, claim, label, remarks, thief_of_code, thief_of_secret};
use crate::probe::factors::{Factor, Measured, Measurement, Trial, Unmeasured};
use crate::protocol::AuthMethod;
use crate::rules::Severity;
use crate::trace::{Exchange, Masker};
use crate::view::check::evidence::{message, sentence};
use crate::view::check::{Ended, INTERRUPTED};
use crate::view::escape;
use crate::wire::FailureKind;

/// The shape of the report and its version: members may be added under the same name, none changes its meaning.
pub const SCHEMA: &str = "oauth-flow/prove/1";

/// What was measured of a provider, for one client.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// The shape of this report and its version.
    pub schema: &'static str,
    /// The program that wrote it, with its version.
    pub tool: &'static str,
    /// The name of its profile, or its issuer.
    pub name: String,
    /// The issuer, where it is known.
    pub issuer: Option<String>,
    /// The client.
    pub client_id: String,
    /// How it proves itself at the token endpoint.
    pub token_endpoint_auth_method: &'static str,
    /// `demanded`, `not-demanded` where something is open that must not be, or `not-measured`.
    pub verdict: &'static str,
    /// Why it was cut short, where it was.
    pub cut_short: Option<String>,
    /// When it began, in milliseconds since 1970.
    pub started_ms: u64,
    /// How long it took, in microseconds.
    pub elapsed_us: u64,
    /// So many requests were sent.
    pub requests: usize,
    /// So many codes were used.
    pub codes: usize,
    /// So often somebody had to sign in, as far as that could be seen.
    pub logins: usize,
    /// Every experiment.
    pub factors: Vec<Row>,
    /// Why there are no rows for a factor that other clients have.
    pub absences: Vec<&'static str>,
    /// What a thief of the code needs.
    pub thief_of_code: String,
    /// What a thief of the secret can do.
    pub thief_of_secret: String,
    /// What else is open, and what follows from that.
    pub remarks: Vec<&'static str>,
    /// The command that measures it again.
    pub again: String,
}

/// One experiment.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// Its id.
    pub id: &'static str,
    /// What it is about.
    pub factor: &'static str,
    /// What was wrong or missing.
    pub changed: &'static str,
    /// `redeemed`, `demanded`, `not-demanded` or `not-measured`.
    pub measured: &'static str,
    /// What came back.
    pub seen: String,
    /// Why it was not measured, where it was not.
    pub reason: Option<String>,
    /// What the specification says.
    pub specification: Specification,
    /// What the metadata says, where a member speaks of it.
    pub metadata: Option<Claimed>,
    /// The messages that show it.
    pub exchanges: Vec<Exchange>,
}

/// What the specification says of an experiment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Specification {
    /// `redeemed` or `demanded`.
    pub says: &'static str,
    /// Where it is written.
    pub spec: &'static str,
}

/// What the metadata says of a factor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Claimed {
    /// The member.
    pub member: &'static str,
    /// Its values; nothing where the metadata has no such member.
    pub values: Option<Vec<String>>,
}

/// So many values of a member are told: nobody reads a thousand.
const VALUES: usize = 12;

impl Report {
    /// What a measurement came to, with everything masked that could be used.
    #[must_use]
    pub fn of(measurement: &Measurement, name: &str, again: &str) -> Self {
        let mut masker = measurement.secrets.clone();
        let shown = measurement.trials.iter().flat_map(|trial| &trial.exchanges);
        shown.for_each(|exchange| masker.learn(exchange));
        let text = |text: &str| sentence(masker.text(text));
        let tally = measurement.tally;
        let issuer = measurement.server.as_ref().and_then(|server| server.issuer.as_deref());
        Self {
            schema: SCHEMA,
            tool: concat!("oauth-flow ", env!("CARGO_PKG_VERSION")),
            name: text(name),
            issuer: issuer.or(measurement.plan.server.issuer.as_deref()).map(text),
            client_id: text(&measurement.plan.client.client_id),
            token_endpoint_auth_method: measurement.method.name(),
            verdict: verdict(measurement),
            cut_short: measurement.cut_short.as_deref().map(text),
            started_ms: tally.started_ms,
            elapsed_us: tally.elapsed_us,
            requests: tally.requests,
            codes: tally.codes,
            logins: tally.logins,
            factors: measurement.trials.iter().map(|trial| Row::of(measurement, trial, &masker)).collect(),
            absences: absences(measurement),
            thief_of_code: thief_of_code(measurement),
            thief_of_secret: thief_of_secret(measurement),
            remarks: remarks(measurement),
            again: text(again),
        }
    }

    /// The text of the report, indented, with a newline at its end.
    pub fn write(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self).map(|text| escape::document(&text) + "\n")
    }
}

impl Row {
    fn of(measurement: &Measurement, trial: &Trial, masker: &Masker) -> Self {
        let (experiment, method) = (trial.experiment, measurement.method);
        let text = |text: &str| sentence(masker.text(text));
        let says = if experiment.factor() == Factor::Control { "redeemed" } else { "demanded" };
        let spec = experiment.check(method).map_or("", |check| check.requirement.spec);
        let claim = claim(measurement, experiment.factor());
        Self {
            id: experiment.id(),
            factor: factor(experiment.factor(), method),
            changed: label(experiment, method),
            measured: trial.result.word(),
            seen: text(&trial.seen),
            reason: match &trial.result {
                Measured::Unmeasured(why) => Some(text(&why.reason)),
                _ => None,
            },
            specification: Specification { says, spec },
            metadata: claim.map(|claim| Claimed {
                member: claim.member,
                values: claim.values.map(|values| values.iter().take(VALUES).map(|value| text(value)).collect()),
            }),
            exchanges: trial.exchanges.iter().map(|exchange| message(exchange, masker)).collect(),
        }
    }
}

/// How a measurement ended, as its exit tells it.
#[must_use]
pub fn ended(measurement: &Measurement) -> Ended {
    if measurement.cut_short.as_deref() == Some(INTERRUPTED) {
        return Ended::Interrupted;
    }
    let of = |trial: &Trial| match &trial.result {
        Measured::NotDemanded if is_required(measurement, trial) => Ended::Findings,
        Measured::Redeemed | Measured::Demanded | Measured::NotDemanded => Ended::Sound,
        Measured::Unmeasured(why) => of_failure(why),
    };
    measurement.trials.iter().map(of).max().unwrap_or(Ended::Sound)
}

fn of_failure(why: &Unmeasured) -> Ended {
    match why.failure {
        None | Some(FailureKind::SignIn | FailureKind::ErrorPage) => Ended::NoLogin,
        Some(FailureKind::Local) => Ended::Local,
        Some(_) => Ended::Unreachable,
    }
}

fn is_required(measurement: &Measurement, trial: &Trial) -> bool {
    let check = trial.experiment.check(measurement.method);
    check.is_some_and(|check| check.requirement.severity == Severity::Failure)
}

fn verdict(measurement: &Measurement) -> &'static str {
    let any = |is: fn(&Measured) -> bool| measurement.trials.iter().any(|trial| is(&trial.result));
    match () {
        () if any(|result| *result == Measured::NotDemanded) => "not-demanded",
        () if any(|result| matches!(result, Measured::Unmeasured(_))) => "not-measured",
        () => "demanded",
    }
}

fn factor(factor: Factor, method: AuthMethod) -> &'static str {
    match factor {
        Factor::Control => "none",
        Factor::Client if method.is_assertion() => "client_assertion",
        Factor::Client if method.is_tls() => "client_certificate",
        Factor::Client => "client_secret",
        Factor::Verifier => "code_verifier",
        Factor::Both => "both",
        Factor::Challenge => "code_challenge",
        Factor::Key => "dpop_key",
        Factor::Code => "code",
    }
}
