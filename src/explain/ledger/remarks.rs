//! What each row of the ledger teaches.

use super::{Row, in_callback, in_token_response, search, value_of};
use crate::explain::redeemers::{Holding, Locks, Outcome};
use crate::protocol::Pkce;
use crate::trace::{Part, Party, Step, Trace};

/// What the row teaches in this run.
pub(super) fn remark(trace: &Trace, row: &Row) -> Option<String> {
    if !row.exists {
        return absence(trace, row.name).map(str::to_owned);
    }
    let leak = row.by(Party::Browser);
    let words = match (row.name, leak) {
        ("client_id", Some(_)) => "public: printed in every address bar",
        ("id_token", Some(Step::Logout)) => "went along as the hint of the logout",
        ("request", Some(_)) => "signed: the browser reads it and cannot change it",
        ("request", None) => "signed and pushed: the browser never sees it",
        ("request_uri", _) => "a name for the request: good once, and tells nothing",
        ("front_token" | "access_token", Some(Step::Callback)) if trace.plan.asked.response_type.has_token() => {
            "asked for through the browser: it should not be there"
        }
        ("front_id_token" | "id_token", Some(Step::Callback)) if trace.plan.asked.response_type.has_id_token() => {
            "asked for through the browser: it can be read there"
        }
        ("client_secret" | "access_token" | "refresh_token" | "id_token", Some(step)) => {
            return Some(format!("passed the front channel at {}: it must not", trace.plan.number(step)));
        }
        ("state", Some(_)) if was_returned(trace, "state") => "came back as it went",
        ("nonce", _) if in_id_token(trace) => "came back inside the id_token",
        ("code_challenge", Some(_)) if Locks::of(trace).pkce == Pkce::Plain => "plain: it is the verifier itself",
        ("code_challenge", Some(_)) => "a fingerprint: it gives nothing away",
        ("code_verifier", step) => return Some(on_verifier(trace, step)),
        ("code", Some(_)) => on_code(trace),
        ("client_secret" | "access_token", None) => "never in the front channel",
        ("refresh_token", None) => "the more precious: it fetches new tokens",
        ("id_token", None) => "for the client to read, not for the API",
        _ => return None,
    };
    Some(words.to_owned())
}

fn absence(trace: &Trace, name: &str) -> Option<&'static str> {
    let plan = &trace.plan;
    match name {
        "client_secret" if plan.lacks(Part::TokenRequest) => Some("not seen: the token request is not captured"),
        "state" | "nonce" | "code_challenge" if plan.lacks(Part::Request) => {
            Some("not seen: the request is not captured")
        }
        "state" if plan.captured.is_some() => Some("none was sent"),
        "code_verifier" if plan.lacks(Part::TokenRequest) && plan.pkce != Pkce::None => {
            Some("not seen: the token request is not captured")
        }
        "client_secret" => Some("there is none: a public client"),
        "state" => Some("left out by --no-state"),
        "nonce" => Some("none was drawn"),
        "code" | "code_verifier" | "code_challenge" if !trace.plan.asked.response_type.has_code() => {
            Some("there is none: no code was asked for")
        }
        "code_verifier" => Some("there is none: no PKCE"),
        "code_challenge" if trace.last(Step::Authorize).is_some() => Some("none was sent"),
        "refresh_token" | "id_token" if in_token_response(trace, "access_token").is_some() => Some("none was issued"),
        _ => None,
    }
}

fn on_verifier(trace: &Trace, leak: Option<Step>) -> String {
    match leak {
        None => "never in the front channel".to_owned(),
        Some(Step::Authorize) if Locks::of(trace).pkce == Pkce::Plain => {
            "with plain the challenge is the verifier: the browser saw it".to_owned()
        }
        Some(step) => format!("passed the front channel at {}: it proves nothing any more", trace.plan.number(step)),
    }
}

/// What the code alone is worth, or with all that the front channel showed.
fn on_code(trace: &Trace) -> &'static str {
    let locks = Locks::of(trace);
    let watched = Holding { request: true, ..Holding::default() };
    match (locks.try_with(Holding::default()), locks.try_with(watched)) {
        (Outcome::Redeemed, _) if trace.plan.lacks(Part::TokenRequest) => {
            "worth the tokens, unless a secret is asked for"
        }
        (Outcome::Redeemed, _) => "worth the tokens to who reads the redirect",
        (_, Outcome::Redeemed) => "worth the tokens to who saw the request",
        _ => "passed the browser: worth nothing alone",
    }
}

fn was_returned(trace: &Trace, name: &str) -> bool {
    let sent = value_of(trace, name);
    sent.is_some() && in_callback(trace, name) == sent
}

fn in_id_token(trace: &Trace) -> bool {
    let (nonce, id_token) = (&trace.plan.nonces.nonce, value_of(trace, "id_token"));
    nonce.as_deref().zip(id_token).is_some_and(|(nonce, token)| search::token_holds(&token, nonce))
}
