//! The authorization response: where the answer is told from a forged, foreign or swapped one (RFC 6749 4.1.2).

use subtle::ConstantTimeEq as _;

use super::arrival::FORWARDED;
use super::check::{or_absent, quoted};
use super::issuer::fits;
use super::{Checks, Examined, Nonces, ProviderError, Refusal, ResponseMode, Server, Verdict};
use crate::wire::{Params, Request, uri};

/// A code that passed every check of the front channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code(String);

/// Where in the request the answer was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carriage {
    /// In the query.
    Query,
    /// In the fragment: forwarded by our page, or pasted with it.
    Fragment,
    /// In a posted form.
    Form,
}

impl Code {
    /// The code itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The parameters of the answer and where they were.
#[must_use]
pub fn parameters(request: &Request) -> (Params, Carriage) {
    if let Some(mut form) = request.form().filter(|_| request.method == "POST") {
        let forwarded = form.unset(FORWARDED);
        return (form, if forwarded { Carriage::Fragment } else { Carriage::Form });
    }
    let fragment = uri::fragment(&request.url).map(Params::parse).unwrap_or_default();
    let in_fragment = fragment.get("code").or(fragment.get("error")).or(fragment.get("state")).is_some();
    if in_fragment && request.query().get("code").is_none() {
        (fragment, Carriage::Fragment)
    } else {
        (request.query(), Carriage::Query)
    }
}

/// Examines the answer. The order matters (RFC 9207 2.4): who answers, then for whom, then what.
#[must_use]
pub fn accept(server: &Server, nonces: &Nonces, asked: Option<ResponseMode>, request: &Request) -> Examined<Code> {
    let (params, carriage) = parameters(request);
    let mut checks = Checks::default();
    check_single(&mut checks, &params);
    check_not_jarm(&mut checks, &params);
    check_iss(&mut checks, server, &params);
    check_state(&mut checks, nonces, &params);
    let error = ProviderError::from_params(&params);
    check_mode(&mut checks, asked, carriage, error.is_some());
    if let Some(error) = error {
        return match checks.first_failure() {
            Some(refusal) => checks.refuse(refusal),
            None => checks.refuse(Refusal::Provider(error)),
        };
    }
    check_code(&mut checks, &params);
    check_no_tokens(&mut checks, &params);
    let code = params.get("code").map(|code| Code(code.to_owned()));
    checks.accept(code)
}

fn check_single(checks: &mut Checks, params: &Params) {
    let twice: Vec<&str> =
        ["code", "state", "iss", "error"].into_iter().filter(|name| params.all(name).count() > 1).collect();
    let seen = if twice.is_empty() { "once each".to_owned() } else { format!("repeated: {}", twice.join(", ")) };
    checks.judge("response-parameters-once", twice.is_empty(), "code, state, iss and error at most once", seen);
}

fn check_not_jarm(checks: &mut Checks, params: &Params) {
    if let Some(response) = params.get("response") {
        let seen = format!("a `response` of {} characters", response.len());
        checks.judge("response-mode-as-asked", false, "plain parameters: no JWT response mode was asked for", seen);
    }
}

fn check_iss(checks: &mut Checks, server: &Server, params: &Params) {
    const ID: &str = "response-iss";
    let iss = params.get("iss");
    match (&server.issuer, iss, server.promises_iss()) {
        (Some(issuer), Some(iss), promised) => {
            let of_many = server.issuer_template.as_deref().is_some_and(|template| fits(template, iss));
            let (verdict, note) = match (iss == issuer, promised) {
                (false, _) if of_many => (Verdict::Warn, ", one of the tenants of this issuer"),
                (false, _) => (Verdict::Fail, ""),
                (true, true) => (Verdict::Pass, ""),
                (true, false) => (Verdict::Warn, ", though the metadata does not promise it"),
            };
            checks.note(ID, verdict, quoted(issuer), format!("{}{note}", quoted(iss)));
        }
        (Some(issuer), None, true) => checks.note(ID, Verdict::Fail, quoted(issuer), "absent, though promised"),
        (Some(_), None, false) => {
            checks.note(ID, Verdict::Warn, "the issuer", "absent, and the metadata does not promise it");
        }
        (None, iss, _) => checks.note(ID, Verdict::Unjudged, "unknown: no issuer was given", or_absent(iss)),
    }
}

fn check_state(checks: &mut Checks, nonces: &Nonces, params: &Params) {
    let (sent, received) = (nonces.state.as_deref(), params.get("state"));
    let right = match (sent, received) {
        (Some(sent), Some(received)) => bool::from(sent.as_bytes().ct_eq(received.as_bytes())),
        (sent, received) => sent.is_none() && received.is_none(),
    };
    checks.judge("response-state-exact", right, or_absent(sent), or_absent(received));
}

fn check_mode(checks: &mut Checks, asked: Option<ResponseMode>, carriage: Carriage, is_error: bool) {
    let (expected, came) = match asked.unwrap_or(ResponseMode::Query) {
        ResponseMode::Query | ResponseMode::QueryJwt | ResponseMode::Jwt => ("the query", carriage == Carriage::Query),
        ResponseMode::Fragment | ResponseMode::FragmentJwt => ("the fragment", carriage == Carriage::Fragment),
        ResponseMode::FormPost | ResponseMode::FormPostJwt => ("a posted form", carriage == Carriage::Form),
    };
    let seen = match carriage {
        Carriage::Query => "the query",
        Carriage::Fragment => "the fragment",
        Carriage::Form => "a posted form",
    };
    // An error may come another way where the request itself was not understood.
    let verdict = match (came, is_error) {
        (true, _) => Verdict::Pass,
        (false, true) => Verdict::Warn,
        (false, false) => Verdict::Fail,
    };
    checks.note("response-mode-as-asked", verdict, expected, seen);
}

fn check_code(checks: &mut Checks, params: &Params) {
    let code = params.get("code").filter(|code| !code.is_empty());
    let seen =
        code.map_or_else(|| or_absent(params.get("code")), |code| format!("{} characters", code.chars().count()));
    checks.judge("response-code-present", code.is_some(), "a code", seen);
}

fn check_no_tokens(checks: &mut Checks, params: &Params) {
    let found: Vec<&str> =
        ["access_token", "id_token", "refresh_token"].into_iter().filter(|name| params.get(name).is_some()).collect();
    let seen = if found.is_empty() { "none".to_owned() } else { found.join(", ") };
    checks.judge("response-no-front-channel-tokens", found.is_empty(), "no token in the front channel", seen);
}
