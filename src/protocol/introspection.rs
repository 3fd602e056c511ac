//! What a token is worth, by the word of the server (RFC 7662).

use serde_json::{Map, Value};

use super::check::or_absent;
use super::given::TokenKind;
use super::{Checks, Examined, ProviderError, Refusal, Verdict};
use crate::wire::{Params, Request, Response, json};

/// What the server says of a token.
#[derive(Clone, Debug, PartialEq)]
pub struct Introspected {
    /// Whether it is good for anything now.
    pub active: bool,
    /// Everything that was said.
    pub members: Map<String, Value>,
}

/// What is known of the token beforehand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// It was issued in this run and not taken back.
    Alive,
    /// Nothing: it was given by the user, or may have expired.
    Nothing,
}

/// The request, before the client has proven itself (RFC 7662 2.1).
#[must_use]
pub fn request(endpoint: &str, token: &str, kind: TokenKind) -> Request {
    let form = Params::default().with("token", token).with("token_type_hint", kind.name());
    let mut request = Request::post_form(endpoint, &form);
    request.headers.push("accept", "application/json");
    request
}

/// Examines the answer. That a token is not active is an answer like any other.
#[must_use]
pub fn accept(response: &Response, known: Known) -> Examined<Introspected> {
    let mut checks = Checks::default();
    let members = json::object(response.body.octets()).ok();
    if let Some(error) = members.as_ref().and_then(|members| ProviderError::from_json(members, response.status)) {
        return checks.refuse(Refusal::Provider(error));
    }
    let active = members.as_ref().and_then(|members| members.get("active"));
    check_shape(&mut checks, response, members.as_ref(), active);
    if let Some(active) = active.and_then(Value::as_bool) {
        check_active(&mut checks, known, active);
        let members = members.unwrap_or_default();
        return checks.accept(Some(Introspected { active, members }));
    }
    checks.accept(None)
}

/// `active` is a boolean and nothing that reads like one: half of the libraries take the string `"false"` for true.
fn check_shape(checks: &mut Checks, response: &Response, members: Option<&Map<String, Value>>, active: Option<&Value>) {
    let media = response.headers.media_type();
    let is_json = media.as_deref() == Some("application/json");
    // Of a dead token nothing else is told, so that nobody learns why (RFC 7662 2.2).
    let talks = active == Some(&Value::Bool(false)) && members.is_some_and(|members| members.len() > 1);
    let verdict = match (response.status, active) {
        (200, Some(Value::Bool(_))) if is_json && !talks => Verdict::Pass,
        (200..=299, Some(Value::Bool(_))) => Verdict::Warn,
        _ => Verdict::Fail,
    };
    let active = active.map_or_else(|| "absent".to_owned(), ToString::to_string);
    let note = if talks { ", and more about a token that is not active" } else { "" };
    let seen = format!("{}, content type {}, active {active}{note}", response.status, or_absent(media.as_deref()));
    checks.note("introspection-shape", verdict, "200, application/json, active true or false", seen);
}

fn check_active(checks: &mut Checks, known: Known, active: bool) {
    let seen = if active { "active" } else { "not active" };
    let (verdict, expected) = match (known, active) {
        (Known::Alive, true) => (Verdict::Pass, "active"),
        (Known::Alive, false) => (Verdict::Warn, "active: it was issued in this run"),
        (Known::Nothing, _) => (Verdict::Unjudged, "the server alone knows"),
    };
    checks.note("introspection-active", verdict, expected, seen);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn examine(status: u16, body: &str) -> Examined<Introspected> {
        accept(&Response::new(status).with_body("application/json", body), Known::Alive)
    }

    #[test]
    fn a_dead_token_is_an_answer_and_a_word_is_none() {
        assert!(examine(200, r#"{"active":true,"scope":"x"}"#).outcome.unwrap().active);
        let dead = examine(200, r#"{"active":false}"#);
        assert_eq!(dead.checks.iter().map(|check| check.verdict).collect::<Vec<_>>(), [Verdict::Pass, Verdict::Warn]);
        assert!(!dead.outcome.unwrap().active);
        assert_eq!(examine(200, r#"{"active":false,"sub":"a"}"#).checks[0].verdict, Verdict::Warn);
        for broken in [r#"{"active":"true"}"#, r#"{"sub":"a"}"#, "", "[]", "eyJ.eyJ."] {
            assert!(matches!(examine(200, broken).outcome, Err(Refusal::Check(_))), "{broken}");
        }
        assert!(matches!(examine(401, r#"{"error":"invalid_client"}"#).outcome, Err(Refusal::Provider(_))));
    }
}
