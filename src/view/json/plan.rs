//! What was planned, with what follows from it.

use serde::Serialize;

use crate::explain::providers;
use crate::protocol::{AuthMethod, BasicEncoding, Pkce, Push, RequestObject, ResponseMode, ResponseType};
use crate::trace::mask::is_masked;
use crate::trace::{self, Flow, Part, Step, Trace};

/// The plan in the document.
#[expect(clippy::struct_excessive_bools, reason = "each is a member of its own, as the document has it")]
#[derive(Debug, Serialize)]
pub(super) struct Plan<'a> {
    issuer: Option<&'a str>,
    discover: bool,
    authorization_endpoint: Option<&'a str>,
    token_endpoint: Option<&'a str>,
    userinfo_endpoint: Option<&'a str>,
    jwks_uri: Option<&'a str>,
    allow_http: bool,
    insecure_tls: bool,
    client_id: &'a str,
    client_type: &'static str,
    client_secret: Option<&'a str>,
    auth_method: Option<AuthMethod>,
    basic_encoding: BasicEncoding,
    redirect_uri: &'a str,
    scope: &'a [String],
    response_type: ResponseType,
    push: Push,
    request_object: RequestObject,
    strict: bool,
    response_mode: Option<ResponseMode>,
    pkce: Pkce,
    state: Option<&'a str>,
    nonce: Option<&'a str>,
    code_verifier: Option<&'a str>,
    code_challenge: Option<String>,
    clock_skew_s: u64,
    practice: bool,
    provider: Option<&'static str>,
    params: &'a [(String, String)],
    weakenings: Vec<&'static str>,
    flow: Flow,
    then: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    captured: Option<&'a trace::Captured>,
}

/// The plan of a record.
pub(super) fn of(trace: &Trace) -> Plan<'_> {
    let trace::Plan { server, client, nonces, asked, .. } = &trace.plan;
    Plan {
        issuer: server.issuer.as_deref(),
        discover: server.discover,
        authorization_endpoint: server.authorization_endpoint.as_deref(),
        token_endpoint: server.token_endpoint.as_deref(),
        userinfo_endpoint: server.userinfo_endpoint.as_deref(),
        jwks_uri: server.jwks_uri.as_deref(),
        allow_http: server.allow_http,
        insecure_tls: trace.plan.network.insecure_tls,
        client_id: &client.client_id,
        client_type: match client.is_confidential() {
            true => "confidential",
            false if trace.plan.lacks(Part::TokenRequest) => "unknown",
            false => "public",
        },
        client_secret: client.client_secret.as_deref(),
        auth_method: auth_method(trace),
        basic_encoding: client.basic_encoding,
        redirect_uri: &client.redirect_uri,
        scope: &trace.plan.scope,
        response_type: asked.response_type,
        push: asked.push,
        request_object: asked.request_object,
        strict: trace.plan.strict,
        response_mode: trace.plan.response_mode,
        pkce: trace.plan.pkce,
        state: nonces.state.as_deref(),
        nonce: nonces.nonce.as_deref(),
        code_verifier: nonces.code_verifier.as_deref(),
        code_challenge: code_challenge(trace),
        clock_skew_s: trace.plan.clock_skew,
        practice: trace.plan.practice,
        provider: providers::of(&trace.plan).map(|provider| provider.id),
        params: &trace.plan.asked.parameters,
        weakenings: trace.plan.weakenings(),
        flow: trace.plan.flow,
        then: trace.plan.then.iter().map(|step| step.name()).collect(),
        captured: trace.plan.captured.as_deref(),
    }
}

/// What the user said, else what the token request shows: which method the metadata led to.
fn auth_method(trace: &Trace) -> Option<AuthMethod> {
    let client = &trace.plan.client;
    if client.auth_method.is_some() {
        return client.auth_method;
    }
    if !client.is_confidential() {
        return Some(AuthMethod::None);
    }
    let request = &trace.last(Step::Redeem).or_else(|| trace.last(Step::Token))?.request;
    let in_form = request.form().is_some_and(|form| form.get("client_secret").is_some());
    match (request.headers.get("authorization").is_some(), in_form) {
        (true, _) => Some(AuthMethod::ClientSecretBasic),
        (false, true) => Some(AuthMethod::ClientSecretPost),
        (false, false) => None,
    }
}

/// The challenge made of the verifier; where the verifier is masked, the one that was sent.
fn code_challenge(trace: &Trace) -> Option<String> {
    let verifier = trace.plan.nonces.code_verifier.as_deref()?;
    if !is_masked(verifier) {
        return trace.plan.pkce.challenge(verifier);
    }
    trace.asked().get("code_challenge").map(str::to_owned)
}
