//! What came of the run: the tokens, the claims, how it ended.

use serde::Serialize;
use serde_json::{Map, Number, Value};

use crate::protocol::{Check, ProviderError, Verdict, id_token, userinfo as claims};
use crate::rules::Finding;
use crate::trace::{self, Step, Trace};
use crate::wire::Failure;

/// The members of the token response, read leniently, and the ID token taken apart.
#[derive(Debug, Serialize)]
pub(super) struct Tokens {
    access_token: Option<String>,
    token_type: Option<String>,
    expires_in: Option<Number>,
    scope: Option<String>,
    refresh_token: Option<String>,
    id_token: Option<String>,
    id_token_header: Option<Map<String, Value>>,
    id_token_claims: Option<Map<String, Value>>,
    id_token_verified: Option<bool>,
}

/// How the run ended; what does not belong to the way it ended is null.
#[derive(Debug, Serialize)]
pub(super) struct Ending<'a> {
    how: &'static str,
    step: Option<&'static str>,
    check: Option<&'a Check>,
    error: Option<&'a ProviderError>,
    failure: Option<&'a Failure>,
}

/// What the token endpoint gave, or the browser brought where that is not asked: nothing without a token in it.
pub(super) fn tokens(trace: &Trace, findings: &[Finding]) -> Option<Tokens> {
    let members = trace.given()?;
    let due = if trace.last(Step::Redeem).is_some() { "access_token" } else { "id_token" };
    members.get("access_token").or(members.get(due)).filter(|_| !members.contains_key("error"))?;
    let step = trace.issued().last().map_or(Step::Callback, |(step, _)| step);
    let text = |name: &str| members.get(name).and_then(Value::as_str).map(str::to_owned);
    let id_token = text("id_token");
    let (header, claims) = id_token.as_deref().and_then(id_token::read).unzip();
    Some(Tokens {
        access_token: text("access_token"),
        token_type: text("token_type"),
        expires_in: members.get("expires_in").and_then(seconds),
        scope: text("scope"),
        refresh_token: text("refresh_token"),
        id_token_verified: id_token.as_ref().map(|_| stands(verified_at(step), findings)),
        id_token,
        id_token_header: header,
        id_token_claims: claims,
    })
}

/// A refresh compares its ID token with the first one by itself.
fn verified_at(issued: Step) -> Step {
    if issued == Step::Refresh { Step::Refresh } else { Step::Verify }
}

/// The claims of the user, where they count: of the user whom the ID token names (OpenID Connect Core 5.3.2).
pub(super) fn userinfo(trace: &Trace, findings: &[Finding]) -> Option<Map<String, Value>> {
    let response = trace.last(Step::Userinfo)?.response.as_ref()?;
    claims::accept(response, None).outcome.ok().filter(|_| stands(Step::Userinfo, findings))
}

/// How a run ended.
pub(super) fn ending(ended: &trace::Ending) -> Ending<'_> {
    let nothing = Ending { how: "open", step: None, check: None, error: None, failure: None };
    match ended {
        trace::Ending::Open => nothing,
        trace::Ending::Finished => Ending { how: "finished", ..nothing },
        trace::Ending::Refused { step, check } => {
            Ending { how: "refused", step: Some(step.name()), check: Some(check), ..nothing }
        }
        trace::Ending::Denied { step, error } => {
            Ending { how: "denied", step: Some(step.name()), error: Some(error), ..nothing }
        }
        trace::Ending::Failed { step, failure } => {
            Ending { how: "failed", step: Some(step.name()), failure: Some(failure), ..nothing }
        }
        trace::Ending::Interrupted { step } => Ending { how: "interrupted", step: Some(step.name()), ..nothing },
    }
}

/// Whether a step was judged, and no check of it failed.
fn stands(step: Step, findings: &[Finding]) -> bool {
    let mut of_step = findings.iter().filter(|finding| finding.requirement.step == step).peekable();
    of_step.peek().is_some() && of_step.all(|finding| finding.check.verdict != Verdict::Fail)
}

/// A number as it is written, also inside a string.
fn seconds(value: &Value) -> Option<Number> {
    match value {
        Value::Number(number) => Some(number.clone()),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}
