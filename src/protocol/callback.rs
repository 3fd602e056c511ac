//! The authorization response: where the answer is told from a forged, foreign or swapped one (RFC 6749 4.1.2).

use subtle::ConstantTimeEq as _;

use super::arrival::FORWARDED;
use super::check::{or_absent, quoted};
use super::id_token::Times;
use super::issuer::fits;
use super::{
    Answer, Checks, Client, Examined, Nonces, ProviderError, Refusal, ResponseMode, ResponseType, Server, Verdict, jarm,
};
use crate::jose::Jwks;
use crate::wire::{Params, Request, uri};

/// What the answer is held against.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// The server of this login.
    pub server: &'a Server,
    /// Our client.
    pub client: &'a Client,
    /// What was drawn for this login.
    pub nonces: &'a Nonces,
    /// What was to come back, and how.
    pub asked: (ResponseType, Option<ResponseMode>),
    /// The server's keys, for an answer that is signed.
    pub jwks: Option<&'a Jwks>,
    /// The time on our clock.
    pub times: Times,
}

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

/// The parameters of the answer and where they were.
#[must_use]
pub fn parameters(request: &Request) -> (Params, Carriage) {
    if let Some(mut form) = request.form().filter(|_| request.method == "POST") {
        let forwarded = form.unset(FORWARDED);
        return (form, if forwarded { Carriage::Fragment } else { Carriage::Form });
    }
    let fragment = uri::fragment(&request.url).map(Params::parse).unwrap_or_default();
    if carries_answer(&fragment) && request.query().get("code").is_none() {
        (fragment, Carriage::Fragment)
    } else {
        (request.query(), Carriage::Query)
    }
}

/// The same, with what stands in a signed answer taken out of it; nothing is checked.
#[must_use]
pub fn opened(request: &Request) -> (Params, Carriage) {
    let (params, carriage) = parameters(request);
    let inside = params.get("response").and_then(jarm::parameters);
    (inside.unwrap_or(params), carriage)
}

/// Whether there is anything in it that an answer is made of.
#[must_use]
pub fn carries_answer(params: &Params) -> bool {
    ["code", "error", "state", "response", "access_token", "id_token"].iter().any(|name| params.get(name).is_some())
}

/// Examines the answer. The order matters (RFC 9207 2.4): who answers, then for whom, then what.
#[must_use]
pub fn accept(expected: &Expected<'_>, request: &Request) -> Examined<Answer> {
    let (params, carriage) = parameters(request);
    let (kind, mode) = expected.asked;
    let mut checks = Checks::default();
    check_single(&mut checks, &params);
    let signed = params.get("response").filter(|_| mode.is_some_and(ResponseMode::is_jwt));
    let is_signed = signed.is_some();
    let params = match signed.map(|response| open(&mut checks, response, expected)) {
        Some(None) => return checks.accept(None),
        Some(Some(inside)) => inside,
        None => params,
    };
    if !is_signed {
        // Who made a signed answer stands in it, and was checked there (RFC 9207 2.4, JARM 2.4).
        check_iss(&mut checks, expected.server, (&params, kind));
    }
    check_state(&mut checks, expected.nonces, &params);
    let error = ProviderError::from_params(&params);
    check_mode(&mut checks, expected.asked, (carriage, wrapping(&params, is_signed)), error.is_some());
    if let Some(error) = error {
        return match checks.first_failure() {
            Some(refusal) => checks.refuse(refusal),
            None => checks.refuse(Refusal::Provider(error)),
        };
    }
    let answer = Answer::take(&mut checks, &params, kind);
    checks.accept(Some(answer))
}

fn open(checks: &mut Checks, response: &str, expected: &Expected<'_>) -> Option<Params> {
    let Expected { server, client, jwks, times, .. } = *expected;
    jarm::open(checks, response, &jarm::Expectation { server, client, jwks, times })
}

fn check_single(checks: &mut Checks, params: &Params) {
    let twice: Vec<&str> = ["code", "state", "iss", "error", "response", "access_token", "id_token"]
        .into_iter()
        .filter(|name| params.all(name).count() > 1)
        .collect();
    let seen = if twice.is_empty() { "once each".to_owned() } else { format!("repeated: {}", twice.join(", ")) };
    checks.judge("response-parameters-once", twice.is_empty(), "code, state, iss and error at most once", seen);
}

fn check_iss(checks: &mut Checks, server: &Server, (params, kind): (&Params, ResponseType)) {
    const ID: &str = "response-iss";
    let iss = params.get("iss");
    // An ID token that was asked for says it too, signed, and is checked before the code is used (RFC 9207 4).
    let is_stated = kind.has_id_token() && params.get("id_token").is_some();
    match (&server.issuer, iss, server.promises_iss()) {
        (Some(issuer), Some(iss), promised) => {
            let of_many = server.issuer_template.as_deref().is_some_and(|template| fits(template, iss));
            let (verdict, note) = match (iss == issuer, promised) {
                (false, _) if of_many => (Verdict::Warn, ", one of the tenants of this issuer"),
                (false, _) => (Verdict::Fail, ""),
                (true, true) => (Verdict::Pass, ""),
                // Where nothing was read nothing could be promised.
                (true, false) if server.metadata.is_none() => (Verdict::Pass, ""),
                (true, false) => (Verdict::Warn, ", though the metadata does not promise it"),
            };
            checks.note(ID, verdict, quoted(issuer), format!("{}{note}", quoted(iss)));
        }
        (Some(issuer), None, true) if is_stated => {
            let seen = "absent, though promised; the ID token beside it tells the issuer";
            checks.note(ID, Verdict::Warn, quoted(issuer), seen);
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

/// How the answer was wrapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wrapping {
    Plain,
    /// In a JWT, as it was asked for.
    Signed,
    /// In a JWT that nobody asked for.
    Unasked,
}

fn wrapping(params: &Params, is_signed: bool) -> Wrapping {
    match (is_signed, params.get("response")) {
        (true, _) => Wrapping::Signed,
        (false, Some(_)) => Wrapping::Unasked,
        (false, None) => Wrapping::Plain,
    }
}

fn check_mode(
    checks: &mut Checks,
    (kind, mode): (ResponseType, Option<ResponseMode>),
    (carriage, wrapping): (Carriage, Wrapping),
    is_error: bool,
) {
    let wanted = wanted(kind, mode);
    let signed = mode.is_some_and(ResponseMode::is_jwt);
    let right = carriage == wanted && (wrapping == Wrapping::Signed) == signed && wrapping != Wrapping::Unasked;
    let words = |carriage: Carriage, signed| format!("{}{}", carriage.words(), if signed { ", as a JWT" } else { "" });
    // An error may come another way where the request itself was not understood.
    let verdict = match (right, is_error) {
        (true, _) => Verdict::Pass,
        (false, true) => Verdict::Warn,
        (false, false) => Verdict::Fail,
    };
    let seen = words(carriage, wrapping != Wrapping::Plain);
    checks.note("response-mode-as-asked", verdict, words(wanted, signed), seen);
}

/// A code comes in the query unless asked otherwise, and whatever holds a token in the fragment (OAuth 2.0 Multiple
/// Response Types 3 and 5, JARM 2.3.4).
fn wanted(kind: ResponseType, mode: Option<ResponseMode>) -> Carriage {
    match mode {
        Some(ResponseMode::Query | ResponseMode::QueryJwt) => Carriage::Query,
        Some(ResponseMode::FormPost | ResponseMode::FormPostJwt) => Carriage::Form,
        None | Some(ResponseMode::Jwt) if kind == ResponseType::Code => Carriage::Query,
        None | Some(ResponseMode::Jwt | ResponseMode::Fragment | ResponseMode::FragmentJwt) => Carriage::Fragment,
    }
}

impl Carriage {
    fn words(self) -> &'static str {
        match self {
            Self::Query => "the query",
            Self::Fragment => "the fragment",
            Self::Form => "a posted form",
        }
    }
}
