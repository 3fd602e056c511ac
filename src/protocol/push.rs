//! The pushed authorization request: the client hands its request over directly and gets a name for it (RFC 9126).

use serde_json::{Map, Value};

use super::check::{or_absent, quoted};
use super::{Checks, Examined, ProviderError, Refusal, Verdict};
use crate::wire::{Params, Request, Response, json};

/// The name of a request that was pushed. It is good once, so it is used up when the browser is given it.
#[derive(Debug, PartialEq)]
pub struct Pushed {
    request_uri: String,
}

/// A part that nobody can guess has at least so many characters: 16 of base64url are 96 bits.
const UNGUESSABLE: usize = 16;

impl Pushed {
    /// What the browser carries instead of the request (RFC 9126 4).
    #[must_use]
    pub fn into_parameters(self, client_id: &str) -> Params {
        Params::default().with("client_id", client_id).with("request_uri", self.request_uri)
    }
}

/// The request that hands the parameters over, before the client has proven itself.
#[must_use]
pub fn request(endpoint: &str, params: &Params) -> Request {
    let mut request = Request::post_form(endpoint, params);
    request.headers.push("accept", "application/json");
    request
}

/// The seconds for which the name is good, as the answer tells them.
#[must_use]
pub fn lifetime(response: &Response) -> Option<f64> {
    seconds(json::object(response.body.octets()).ok()?.get("expires_in")?)
}

/// Examines the answer (RFC 9126 2.2 and 2.3).
#[must_use]
pub fn accept(response: &Response) -> Examined<Pushed> {
    let mut checks = Checks::default();
    let answer = json::object(response.body.octets());
    if let Some(error) = answer.as_ref().ok().and_then(|answer| ProviderError::from_json(answer, response.status)) {
        return checks.refuse(Refusal::Provider(error));
    }
    let expected = "201, application/json with request_uri and expires_in, a number above 0";
    let answer = match answer {
        Ok(answer) => answer,
        Err(reason) => {
            let media = or_absent(response.headers.get("content-type"));
            let seen = format!("{} with content type {media}, no JSON object ({reason})", response.status);
            checks.judge("par-response-shape", false, expected, seen);
            return checks.accept(None);
        }
    };
    let (verdict, seen) = shape(response, &answer);
    checks.note("par-response-shape", verdict, expected, seen);
    let request_uri = answer.get("request_uri").and_then(Value::as_str).filter(|name| !name.is_empty());
    if let Some(name) = request_uri {
        check_unguessable(&mut checks, name);
    }
    checks.accept(request_uri.map(|name| Pushed { request_uri: name.to_owned() }))
}

/// What is only odd does not keep the name from being used; without a name there is nothing to use.
fn shape(response: &Response, answer: &Map<String, Value>) -> (Verdict, String) {
    let json = response.headers.media_type().as_deref() == Some("application/json");
    let named = answer.get("request_uri").and_then(Value::as_str).is_some_and(|name| !name.is_empty());
    let good_for = answer.get("expires_in");
    let verdict = match (response.status, named, good_for.and_then(seconds)) {
        (_, false, _) | (0..=199 | 300.., ..) => Verdict::Fail,
        (_, _, Some(seconds)) if seconds <= 0.0 => Verdict::Fail,
        (201, true, Some(_)) if json && good_for.is_some_and(Value::is_number) => Verdict::Pass,
        _ => Verdict::Warn,
    };
    let name = if named { "request_uri".to_owned() } else { "no request_uri".to_owned() };
    let time = good_for.map_or_else(|| "absent".to_owned(), ToString::to_string);
    let media = or_absent(response.headers.get("content-type"));
    (verdict, format!("{} with content type {media}, {name}, expires_in {time}", response.status))
}

/// A number of seconds, also inside a string.
fn seconds(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok().filter(|seconds: &f64| seconds.is_finite()),
        _ => None,
    }
}

/// How much chance is in a name cannot be measured by one of them: only what is too short for it is told.
fn check_unguessable(checks: &mut Checks, request_uri: &str) {
    let own = request_uri.rsplit([':', '/']).next().unwrap_or_default();
    let verdict = if own.chars().count() >= UNGUESSABLE { Verdict::Pass } else { Verdict::Warn };
    let seen = format!("{} characters: {}", own.chars().count(), quoted(request_uri));
    checks.note("par-request-uri-fresh", verdict, "a part that nobody can guess", seen);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn worst(status: u16, body: &Value) -> (Verdict, bool) {
        let examined = accept(&Response::new(status).with_body("application/json", body.to_string()));
        let shape = examined.checks.iter().find(|check| check.id == "par-response-shape").unwrap();
        (shape.verdict, examined.outcome.is_ok())
    }

    #[test]
    fn a_name_counts_and_odd_surroundings_are_told() {
        const NAME: &str = "urn:ietf:params:oauth:request_uri:6esc_11ACC5bwc014ltc14eY22c";
        assert_eq!(worst(201, &json!({"request_uri": NAME, "expires_in": 60})), (Verdict::Pass, true));
        for (status, body) in [
            (200, json!({"request_uri": NAME, "expires_in": 60})),
            (201, json!({"request_uri": NAME, "expires_in": "60"})),
            (201, json!({"request_uri": NAME})),
        ] {
            assert_eq!(worst(status, &body), (Verdict::Warn, true), "{status} {body}");
        }
        for body in [
            json!({"expires_in": 60}),
            json!({"request_uri": "", "expires_in": 60}),
            json!({"request_uri": 5, "expires_in": 60}),
            json!({"request_uri": NAME, "expires_in": 0}),
            json!({"request_uri": NAME, "expires_in": -1}),
        ] {
            assert_eq!(worst(201, &body), (Verdict::Fail, false), "{body}");
        }
        assert_eq!(worst(302, &json!({"request_uri": NAME, "expires_in": 60})), (Verdict::Fail, false));
    }

    #[test]
    fn an_error_and_a_page_are_told_apart() {
        let error = accept(&Response::new(400).with_body("application/json", r#"{"error": "invalid_request"}"#));
        assert!(matches!(error.outcome, Err(Refusal::Provider(error)) if error.error == "invalid_request"));
        let page = accept(&Response::new(404).with_body("text/html", "<html>"));
        assert!(matches!(page.outcome, Err(Refusal::Check(check)) if check.seen.contains("404")));
    }

    #[test]
    fn a_name_that_could_be_guessed_is_told() {
        let answer = json!({"request_uri": "urn:ietf:params:oauth:request_uri:000001", "expires_in": 60});
        let examined = accept(&Response::new(201).with_body("application/json", answer.to_string()));
        assert_eq!(examined.checks[1].verdict, Verdict::Warn);
        let params = examined.outcome.unwrap().into_parameters("c");
        assert_eq!(params.to_query(), "client_id=c&request_uri=urn%3Aietf%3Aparams%3Aoauth%3Arequest_uri%3A000001");
    }
}
