//! The device authorization grant: a short code for the user, a long one for the machine (RFC 8628).

use serde_json::{Map, Value};

use super::check::or_absent;
use super::{Checks, Examined, ProviderError, Refusal, Server, Verdict, token_response};
use crate::wire::{Params, Request, Response, json, uri};

/// What the user is to type, and what the machine waits with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// What only this machine knows.
    pub device_code: String,
    /// What the user types.
    pub user_code: String,
    /// Where it is typed.
    pub verification_uri: String,
    /// The same with the code in it: for a link or a picture, not for the eyes (RFC 8628 3.3.1).
    pub verification_uri_complete: Option<String>,
    /// How long both codes are good, in seconds.
    pub expires_in: u64,
    /// How long to wait between two questions, in seconds.
    pub interval: u64,
}

/// What a question at the token endpoint came to (RFC 8628 3.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Poll {
    /// The user has not decided yet.
    Pending,
    /// The user has not decided yet, and the questions come too fast.
    SlowDown,
    /// Tokens, or an error that ends it.
    Decided,
}

/// The grant type (RFC 8628 3.4).
pub const GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";
/// How long to wait where the server does not say (RFC 8628 3.2), and how much longer where it says `slow_down` (3.5).
pub const PAUSE: u64 = 5;
/// How long the codes are taken to be good where the server does not say: it has to.
const LIFETIME: u64 = 600;

/// The device authorization request, before the client has proven itself (RFC 8628 3.1).
#[must_use]
pub fn request(endpoint: &str, client_id: &str, scope: &[String]) -> Request {
    let mut form = Params::default();
    form.push("client_id", client_id);
    form.push_some("scope", Some(scope.join(" ")).filter(|scope| !scope.is_empty()).as_deref());
    let mut request = Request::post_form(endpoint, &form);
    request.headers.push("accept", "application/json");
    request
}

/// One question whether the user has decided (RFC 8628 3.4).
#[must_use]
pub fn poll(server: &Server, device: &Device) -> Request {
    let form = Params::default().with("grant_type", GRANT).with("device_code", &device.device_code);
    let mut request = Request::post_form(&server.token_endpoint, &form);
    request.headers.push("accept", "application/json");
    request
}

/// Examines the answer to the device authorization request (RFC 8628 3.2).
#[must_use]
pub fn accept(response: &Response) -> Examined<Device> {
    const ID: &str = "device-response-shape";
    const EXPECTED: &str = "200, application/json, device_code, user_code, verification_uri and expires_in in seconds";
    let mut checks = Checks::default();
    let members = json::object(response.body.octets()).ok();
    if let Some(error) = members.as_ref().and_then(|members| ProviderError::from_json(members, response.status)) {
        return checks.refuse(Refusal::Provider(error));
    }
    let members = members.unwrap_or_default();
    let device = read(&members);
    let amiss = amiss(response, &members);
    let verdict = match (&device, amiss.is_empty()) {
        (Some(_), true) => Verdict::Pass,
        (Some(_), false) => Verdict::Warn,
        (None, _) => Verdict::Fail,
    };
    let seen = if amiss.is_empty() { "so it is".to_owned() } else { amiss.join(", ") };
    checks.note(ID, verdict, EXPECTED, seen);
    checks.accept(device)
}

/// Reads what is needed. A URL that a person is to open is one of the web: anything else starts a program somewhere.
fn read(members: &Map<String, Value>) -> Option<Device> {
    let web = |url: &str| (uri::is_https(url) || uri::is_http(url)) && !uri::is_ambiguous(url);
    // `verification_url` is how a draft wrote it, and some servers still do.
    let place = text(members, "verification_uri").or_else(|| text(members, "verification_url"));
    Some(Device {
        device_code: text(members, "device_code")?,
        user_code: text(members, "user_code")?,
        verification_uri: place.filter(|url| web(url))?,
        verification_uri_complete: text(members, "verification_uri_complete").filter(|url| web(url)),
        expires_in: seconds(members, "expires_in").unwrap_or(LIFETIME),
        interval: seconds(members, "interval").unwrap_or(PAUSE),
    })
}

/// Everything that is not as it should be.
fn amiss(response: &Response, members: &Map<String, Value>) -> Vec<String> {
    let mut amiss = Vec::new();
    let media = response.headers.media_type();
    if response.status != 200 || media.as_deref() != Some("application/json") {
        amiss.push(format!("{}, content type {}", response.status, or_absent(media.as_deref())));
    }
    for name in ["device_code", "user_code", "verification_uri"] {
        if text(members, name).is_none() {
            amiss.push(format!("{name} {}", or_absent(None)));
        }
    }
    if let Some(url) = text(members, "verification_uri").filter(|url| !uri::is_https(url) && !uri::is_loopback(url)) {
        amiss.push(format!("verification_uri {} without https", or_absent(Some(&url))));
    }
    let is_number = |name: &str| members.get(name).is_some_and(|value| value.as_f64().is_some_and(|value| value > 0.0));
    if !is_number("expires_in") {
        amiss.push(format!("expires_in {}", members.get("expires_in").map_or("absent".to_owned(), Value::to_string)));
    }
    if members.contains_key("interval") && !is_number("interval") {
        amiss.push(format!("interval {}", members.get("interval").map_or(String::new(), Value::to_string)));
    }
    amiss
}

fn text(members: &Map<String, Value>, name: &str) -> Option<String> {
    members.get(name).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// A number of seconds, also inside a string, within a day.
fn seconds(members: &Map<String, Value>, name: &str) -> Option<u64> {
    let value = members.get(name)?;
    let seconds = value.as_u64().or_else(|| value.as_str()?.trim().parse().ok());
    seconds.filter(|seconds| *seconds > 0).map(|seconds| seconds.min(86_400))
}

/// What an answer at the token endpoint says about the user (RFC 8628 3.5).
#[must_use]
pub fn read_poll(response: &Response) -> Poll {
    let members = token_response::members(response);
    let error = members.and_then(|members| ProviderError::from_json(&members, response.status));
    match error.as_ref().map(|error| error.error.as_str()) {
        Some("authorization_pending") => Poll::Pending,
        Some("slow_down") => Poll::SlowDown,
        _ => Poll::Decided,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn examine(change: impl Fn(&mut Value)) -> Examined<Device> {
        let mut body = json!({
            "device_code": "GmRhmhcxhwAzkoEqiMEg_DnyEysNkuNhszIySk9eS", "user_code": "WDJB-MJHT",
            "verification_uri": "https://example.com/device", "expires_in": 1800,
        });
        change(&mut body);
        accept(&Response::new(200).with_body("application/json", body.to_string()))
    }

    #[test]
    fn the_example_of_rfc_8628_is_read() {
        let examined = examine(|_| {});
        assert_eq!(examined.checks[0].verdict, Verdict::Pass, "{:?}", examined.checks);
        let device = examined.outcome.unwrap();
        assert_eq!((device.interval, device.expires_in, device.user_code.as_str()), (5, 1800, "WDJB-MJHT"));
    }

    #[test]
    fn what_is_missing_is_named_and_what_is_dangerous_refused() {
        let without_expiry = examine(|body| body["expires_in"] = Value::Null);
        assert_eq!(without_expiry.checks[0].verdict, Verdict::Warn);
        assert_eq!(without_expiry.outcome.unwrap().expires_in, LIFETIME);
        let old_name = examine(|body| {
            let url = body["verification_uri"].take();
            body["verification_url"] = url;
        });
        assert_eq!(old_name.checks[0].verdict, Verdict::Warn);
        for url in ["javascript:alert(1)", "file:///etc/passwd", "https://a b", ""] {
            assert!(examine(|body| body["verification_uri"] = json!(url)).outcome.is_err(), "{url}");
        }
        assert!(examine(|body| body["device_code"] = json!(5)).outcome.is_err());
    }

    #[test]
    fn the_answers_of_a_wait_are_told_apart() {
        let poll = |error: &str| {
            read_poll(&Response::new(400).with_body("application/json", json!({"error": error}).to_string()))
        };
        assert_eq!(poll("authorization_pending"), Poll::Pending);
        assert_eq!(poll("slow_down"), Poll::SlowDown);
        for error in ["expired_token", "access_denied", "invalid_grant"] {
            assert_eq!(poll(error), Poll::Decided);
        }
    }
}
