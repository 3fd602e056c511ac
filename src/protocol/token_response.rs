//! The token response: read leniently, reported strictly (RFC 6749 5.1 and 5.2).

use serde_json::{Map, Value};

use super::check::{or_absent, quoted};
use super::{Checks, Examined, Given, ProviderError, Refusal, Verdict};
use crate::wire::{Params, Response, json};

/// Tokens out of an answer that passed every check.
#[derive(Clone, Debug, PartialEq)]
pub struct Tokens {
    /// The key to the API.
    pub access_token: String,
    /// How it is presented, as the server wrote it.
    pub token_type: String,
    /// Seconds from the moment of the request; unknown where the server does not say.
    pub expires_in: Option<f64>,
    /// The right to fetch new ones.
    pub refresh_token: Option<String>,
    /// The statement about the user, not yet checked.
    pub id_token: Option<String>,
    /// The scopes granted, where they are named.
    pub scope: Option<String>,
}

/// What was asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Expected<'a> {
    /// The scopes; with `openid` among them an ID token is due.
    pub scope: &'a [String],
    /// Whether the token was to be bound to a key (RFC 9449 5).
    pub dpop: bool,
    /// The types of the authorization details.
    pub details: &'a [String],
}

/// What a token response is the answer to: not every one brings the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A grant of a user: with `openid` an ID token is due.
    OfUser,
    /// A grant of the client itself, or of a word about somebody: there is no login that an ID token could tell of.
    OfClient,
    /// A refresh: what was granted is known, and an ID token may come or not (OpenID Connect Core 12.2).
    Refreshed,
    /// An exchange: what comes need not be an access token (RFC 8693 2.2.1).
    Exchanged,
}

impl Tokens {
    /// Tokens that are there already, by the word of whoever gave them.
    #[must_use]
    pub fn given(given: &Given) -> Option<Self> {
        Some(Self {
            access_token: given.access_token.clone()?,
            token_type: given.token_type.clone().unwrap_or_else(|| "Bearer".to_owned()),
            expires_in: None,
            refresh_token: given.refresh_token.clone(),
            id_token: given.id_token.clone(),
            scope: given.scope.clone(),
        })
    }

    /// Whether the access token is bound to a key (RFC 9449 5).
    #[must_use]
    pub fn is_dpop(&self) -> bool {
        self.token_type.eq_ignore_ascii_case("dpop")
    }

    /// The authentication scheme that it is presented with (RFC 6750 2.1, RFC 9449 7.1).
    #[must_use]
    pub fn scheme(&self) -> &'static str {
        if self.is_dpop() { "DPoP" } else { "Bearer" }
    }
}

/// Reads the members of an answer, whatever form they came in: JSON, also under another media type, or a form.
#[must_use]
pub fn members(response: &Response) -> Option<Map<String, Value>> {
    if let Ok(map) = json::object(response.body.octets()) {
        return Some(map);
    }
    let form = Params::parse(response.body.text()?.trim());
    let known = ["access_token", "error", "token_type"].iter().any(|name| form.get(name).is_some());
    // A form knows no numbers, so a number in it is one.
    let value = |text: &str| text.parse::<u64>().map_or_else(|_| Value::from(text), Value::from);
    let member = |(name, text): (&str, &str)| {
        (name.to_owned(), if name == "expires_in" { value(text) } else { Value::from(text) })
    };
    known.then(|| form.iter().map(member).collect())
}

/// Examines the answer to a token request.
#[must_use]
pub fn accept(response: &Response, expected: &Expected<'_>) -> Examined<Tokens> {
    accept_kind(response, expected, Kind::OfUser)
}

/// Examines the answer to a token request of this kind.
#[must_use]
pub fn accept_kind(response: &Response, expected: &Expected<'_>, kind: Kind) -> Examined<Tokens> {
    let mut checks = Checks::default();
    let answer = members(response);
    if let Some(error) = answer.as_ref().and_then(|answer| ProviderError::from_json(answer, response.status)) {
        check_error(&mut checks, response, &error);
        return checks.refuse(Refusal::Provider(error));
    }
    check_form(&mut checks, response, answer.as_ref());
    let Some(answer) = answer.filter(|_| checks.first_failure().is_none()) else {
        return checks.accept(None);
    };
    check_access_token(&mut checks, &answer);
    if !(kind == Kind::Exchanged && is_no_access_token(&answer)) {
        check_type(&mut checks, &answer, expected);
    }
    let expires_in = check_expiry(&mut checks, &answer);
    check_strings(&mut checks, &answer);
    if kind != Kind::Refreshed {
        check_scope(&mut checks, &answer, expected.scope);
    }
    if kind == Kind::OfUser {
        check_id_token(&mut checks, &answer, expected.scope);
    }
    check_details(&mut checks, &answer, expected.details);
    let text = |name: &str| answer.get(name).and_then(Value::as_str).map(str::to_owned);
    let tokens = text("access_token").zip(text("token_type")).map(|(access_token, token_type)| Tokens {
        access_token,
        token_type,
        expires_in,
        refresh_token: text("refresh_token"),
        id_token: text("id_token"),
        scope: text("scope"),
    });
    checks.accept(tokens)
}

/// An error belongs into a 400 or 401 of JSON (RFC 6749 5.2); anything else is read all the same.
fn check_error(checks: &mut Checks, response: &Response, error: &ProviderError) {
    let json = response.headers.media_type().as_deref() == Some("application/json");
    let fits = matches!(response.status, 400 | 401) && json && super::error::keeps_to_alphabet(&error.error);
    let seen = format!("{} {} with error {}", response.status, media(response), quoted(&error.error));
    let verdict = if fits { Verdict::Pass } else { Verdict::Warn };
    checks.note("token-error-shape", verdict, "400 or 401, application/json, a plain error code", seen);
}

fn check_form(checks: &mut Checks, response: &Response, answer: Option<&Map<String, Value>>) {
    let read = json::object(response.body.octets());
    let media_fits = response.headers.media_type().as_deref() == Some("application/json");
    let verdict = match (response.status, answer.is_some(), read.is_ok() && media_fits) {
        (200, true, true) => Verdict::Pass,
        (200..=299, true, _) => Verdict::Warn,
        _ => Verdict::Fail,
    };
    let form = match (read, answer.is_some()) {
        (Ok(_), _) => "a JSON object".to_owned(),
        (Err(_), true) => "a form".to_owned(),
        (Err(reason), false) => format!("no JSON object ({reason}) and no form"),
    };
    let seen = format!("{} {}, {form}", response.status, media(response));
    checks.note("token-response-shape", verdict, "200, application/json, a JSON object", seen);
}

fn media(response: &Response) -> String {
    response.headers.get("content-type").map_or_else(|| "without content type".to_owned(), quoted)
}

fn check_access_token(checks: &mut Checks, answer: &Map<String, Value>) {
    let (right, seen) = match answer.get("access_token") {
        Some(Value::String(token)) => (!token.is_empty(), format!("a string of {} characters", token.chars().count())),
        Some(other) => (false, kind(other)),
        None => (false, "absent".to_owned()),
    };
    checks.judge("token-access-token", right, "a string that is not empty", seen);
}

/// `N_A` stands where the token of an exchange is no access token (RFC 8693 2.2.1).
fn is_no_access_token(answer: &Map<String, Value>) -> bool {
    let text = |name: &str| answer.get(name).and_then(Value::as_str).unwrap_or_default();
    text("token_type").eq_ignore_ascii_case("n_a") && text("issued_token_type") != super::grants::ACCESS_TOKEN_TYPE
}

fn check_type(checks: &mut Checks, answer: &Map<String, Value>, expected: &Expected<'_>) {
    let token_type = answer.get("token_type").and_then(Value::as_str);
    let is = |name: &str| token_type.is_some_and(|value| value.eq_ignore_ascii_case(name));
    if expected.dpop {
        checks.judge("token-type-known", is("bearer") || is("dpop"), "DPoP, in any case", or_absent(token_type));
        // A bearer token serves whoever holds it: the key that was shown binds nothing (RFC 9449 5).
        return checks.judge("dpop-token-type", is("dpop"), "DPoP, in any case", or_absent(token_type));
    }
    checks.judge("token-type-known", is("bearer"), "Bearer, in any case", or_absent(token_type));
}

fn check_expiry(checks: &mut Checks, answer: &Map<String, Value>) -> Option<f64> {
    const ID: &str = "token-expires-in";
    const YEAR: f64 = 31_536_000.0;
    let expected = "a number of seconds above 0";
    let value = answer.get("expires_in");
    let (seconds, is_number) = match value {
        Some(Value::Number(number)) => (number.as_f64(), true),
        Some(Value::String(text)) => (text.trim().parse::<f64>().ok().filter(|seconds| seconds.is_finite()), false),
        _ => (None, false),
    };
    let seen = value.map_or_else(|| "absent".to_owned(), ToString::to_string);
    match (value, seconds) {
        (None | Some(Value::Null), _) => checks.note(ID, Verdict::Warn, "a number of seconds (recommended)", seen),
        (_, Some(seconds)) if seconds > YEAR && is_number => {
            checks.note(ID, Verdict::Warn, expected, format!("{seen}: over a year; milliseconds by mistake?"));
        }
        (_, Some(seconds)) if seconds > 0.0 => {
            checks.note(ID, if is_number { Verdict::Pass } else { Verdict::Warn }, expected, seen);
        }
        // It is only of no use, unless it is negative: such a token would have expired before it was made.
        (_, seconds) => {
            let negative = seconds.is_some_and(|seconds| seconds < 0.0);
            checks.note(ID, if negative { Verdict::Fail } else { Verdict::Warn }, expected, seen);
        }
    }
    seconds.filter(|seconds| *seconds > 0.0)
}

/// `refresh_token`, `id_token` and `scope` are strings where they are there; null counts as absent, with a warning.
fn check_strings(checks: &mut Checks, answer: &Map<String, Value>) {
    for name in ["refresh_token", "id_token", "scope"] {
        match answer.get(name) {
            None | Some(Value::String(_)) => {}
            Some(other) => {
                let empty = matches!(other, Value::Null | Value::Bool(false));
                let verdict = if empty { Verdict::Warn } else { Verdict::Fail };
                checks.note("token-members-are-strings", verdict, "strings", format!("{name} is {}", kind(other)));
            }
        }
    }
}

/// Absent means as asked (RFC 6749 5.1); compared as sets. A server may grant another scope where it names it (3.3);
/// both ways are worth knowing, and neither stops a login: some servers rename scopes.
fn check_scope(checks: &mut Checks, answer: &Map<String, Value>, asked: &[String]) {
    const ID: &str = "token-scope-honest";
    let asked_text = asked.join(" ");
    let Some(granted) = answer.get("scope").and_then(Value::as_str) else {
        return checks.note(ID, Verdict::Pass, quoted(&asked_text), "absent: as asked");
    };
    let granted_set: Vec<&str> = granted.split([' ', ',']).filter(|scope| !scope.is_empty()).collect();
    let wider: Vec<&str> =
        granted_set.iter().copied().filter(|scope| !asked.iter().any(|known| known == scope)).collect();
    let narrower: Vec<&str> = asked.iter().map(String::as_str).filter(|scope| !granted_set.contains(scope)).collect();
    let (verdict, note) = match (wider.is_empty(), narrower.is_empty()) {
        // Nothing was asked, so the server's default counts (RFC 6749 3.3).
        (false, _) if !asked.is_empty() => (Verdict::Warn, format!(", more than asked: {}", wider.join(" "))),
        (true, false) => (Verdict::Warn, format!(", less than asked: {}", narrower.join(" "))),
        _ if granted.contains(',') => (Verdict::Warn, ", separated by commas".to_owned()),
        _ => (Verdict::Pass, String::new()),
    };
    checks.note(ID, verdict, quoted(&asked_text), format!("{}{note}", quoted(granted)));
}

fn check_id_token(checks: &mut Checks, answer: &Map<String, Value>, asked: &[String]) {
    if asked.iter().any(|scope| scope == "openid") {
        let id_token = answer.get("id_token").and_then(Value::as_str);
        let seen = if id_token.is_some() { "present" } else { "absent" };
        checks.judge("token-id-token-present", id_token.is_some(), "an id_token, since openid was asked for", seen);
    }
}

/// What was granted has to be told, since it may differ from what was asked for (RFC 9396 7).
fn check_details(checks: &mut Checks, answer: &Map<String, Value>, asked: &[String]) {
    if asked.is_empty() {
        return;
    }
    let granted = answer.get("authorization_details");
    let types = |list: &Vec<Value>| -> Option<Vec<String>> {
        list.iter().map(|detail| detail.get("type")?.as_str().map(str::to_owned)).collect()
    };
    let granted_types = granted.and_then(Value::as_array).and_then(types);
    let verdict = match &granted_types {
        Some(types) if types.iter().all(|own| asked.contains(own)) => Verdict::Pass,
        Some(_) => Verdict::Warn,
        None => Verdict::Fail,
    };
    let seen = match (granted, granted_types) {
        (None, _) => "absent".to_owned(),
        (Some(other), None) => format!("{}, not a list of objects with a type", kind(other)),
        (Some(_), Some(types)) => format!("a list of {}: {}", types.len(), types.join(", ")),
    };
    let expected = format!("a list of objects of the types asked for: {}", asked.join(", "));
    checks.note("token-authorization-details", verdict, expected, seen);
}

fn kind(value: &Value) -> String {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn examine(status: u16, media: &str, body: &str) -> Examined<Tokens> {
        let scope = ["openid".to_owned(), "email".to_owned()];
        accept(&Response::new(status).with_body(media, body), &Expected { scope: &scope, ..Expected::default() })
    }

    fn good() -> Value {
        json!({"access_token": "a", "token_type": "bearer", "expires_in": 60, "id_token": "x.y.z", "unknown": {"kept": 1}})
    }

    fn with(name: &str, value: Value) -> String {
        let mut answer = good();
        answer[name] = value;
        answer.to_string()
    }

    fn worst(examined: &Examined<Tokens>, id: &str) -> Verdict {
        examined.checks.iter().find(|check| check.id == id).unwrap().verdict
    }

    #[test]
    fn a_sound_answer_is_accepted_and_unknown_members_do_not_disturb() {
        let examined = examine(200, "application/json; charset=utf-8", &good().to_string());
        assert!(examined.checks.iter().all(|check| check.verdict == Verdict::Pass), "{:?}", examined.checks);
        assert_eq!(examined.outcome.unwrap().expires_in, Some(60.0));
    }

    #[test]
    fn deviations_are_read_and_named() {
        let json = "application/json";
        assert_eq!(worst(&examine(200, json, &with("expires_in", json!("3599"))), "token-expires-in"), Verdict::Warn);
        assert_eq!(worst(&examine(200, json, &with("expires_in", json!(-1))), "token-expires-in"), Verdict::Fail);
        assert_eq!(
            worst(&examine(200, json, &with("expires_in", json!(3_600_000_000_u64))), "token-expires-in"),
            Verdict::Warn
        );
        assert_eq!(
            worst(&examine(200, json, &with("scope", json!("email,openid"))), "token-scope-honest"),
            Verdict::Warn
        );
        assert_eq!(
            worst(&examine(200, json, &with("scope", json!("openid email admin"))), "token-scope-honest"),
            Verdict::Warn
        );
        assert_eq!(worst(&examine(200, json, &with("expires_in", json!(0))), "token-expires-in"), Verdict::Warn);
        assert_eq!(worst(&examine(200, json, &with("expires_in", json!("never"))), "token-expires-in"), Verdict::Warn);
        assert_eq!(
            worst(&examine(200, json, &with("refresh_token", json!(null))), "token-members-are-strings"),
            Verdict::Warn
        );
        assert_eq!(worst(&examine(200, json, &with("token_type", json!("mac"))), "token-type-known"), Verdict::Fail);
        assert_eq!(worst(&examine(200, "text/html", &good().to_string()), "token-response-shape"), Verdict::Warn);
        assert_eq!(worst(&examine(200, "text/html", "<html>"), "token-response-shape"), Verdict::Fail);
        assert_eq!(worst(&examine(502, "text/plain", ""), "token-response-shape"), Verdict::Fail);
        let form = examine(
            200,
            "application/x-www-form-urlencoded",
            "access_token=a&token_type=bearer&id_token=x.y.z&scope=openid%2Cemail",
        );
        assert_eq!(form.outcome.as_ref().unwrap().access_token, "a");
        assert_eq!(worst(&form, "token-response-shape"), Verdict::Warn);
    }

    #[test]
    fn an_error_is_an_error_under_any_status() {
        for (status, verdict) in [(400, Verdict::Pass), (200, Verdict::Warn), (500, Verdict::Warn)] {
            let examined = examine(status, "application/json", r#"{"error":"invalid_grant"}"#);
            assert_eq!(worst(&examined, "token-error-shape"), verdict);
            assert!(matches!(examined.outcome, Err(Refusal::Provider(error)) if error.error == "invalid_grant"));
        }
    }
}
