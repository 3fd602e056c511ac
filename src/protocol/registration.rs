//! A client is registered by a program (RFC 7591), and deleted by it (RFC 7592).

use serde_json::{Map, Value, json};

use super::check::or_absent;
use super::{AuthMethod, Checks, Examined, ProviderError, Refusal, Verdict};
use crate::wire::{Request, Response, json as wire_json, uri};

/// What is registered.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The name that people see when they are asked for their consent.
    pub client_name: &'a str,
    /// Where answers go.
    pub redirect_uri: &'a str,
    /// Where the browser may go after a logout.
    pub post_logout_redirect_uri: &'a str,
    /// How the client will prove itself.
    pub auth_method: AuthMethod,
    /// What it will ask for.
    pub scope: &'a [String],
}

/// The client that came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registered {
    /// Its name from now on.
    pub client_id: String,
    /// Its secret, where it was given one.
    pub client_secret: Option<String>,
    /// How it proves itself; the server may have decided otherwise (RFC 7591 3.2.1).
    pub auth_method: Option<AuthMethod>,
    /// What manages the registration, and where (RFC 7592 3).
    pub management: Option<Management>,
}

/// The right to change and delete a registration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Management {
    /// The token.
    pub token: String,
    /// Where it is shown.
    pub uri: String,
}

/// The registration request (RFC 7591 3.1). Some servers want a token from whoever registers.
#[must_use]
pub fn request(endpoint: &str, wanted: &Wanted<'_>, initial_access_token: Option<&str>) -> Request {
    let mut metadata = json!({
        "client_name": wanted.client_name,
        "redirect_uris": [wanted.redirect_uri],
        "post_logout_redirect_uris": [wanted.post_logout_redirect_uri],
        "token_endpoint_auth_method": wanted.auth_method.name(),
        "grant_types": ["authorization_code", "refresh_token"],
        "response_types": ["code"],
        // A loopback address belongs to an app on somebody's machine (OpenID Connect Dynamic Client Registration 2).
        "application_type": "native",
    });
    if !wanted.scope.is_empty() {
        metadata["scope"] = json!(wanted.scope.join(" "));
    }
    let mut request = Request::get(endpoint);
    "POST".clone_into(&mut request.method);
    request.headers.push("content-type", "application/json");
    request.headers.push("accept", "application/json");
    if let Some(token) = initial_access_token {
        request.headers.push("authorization", format!("Bearer {token}"));
    }
    request.body = metadata.to_string().into();
    request
}

/// Examines the answer (RFC 7591 3.2.1).
#[must_use]
pub fn accept(response: &Response, redirect_uri: &str) -> Examined<Registered> {
    let mut checks = Checks::default();
    let members = wire_json::object(response.body.octets()).ok();
    let error = members.as_ref().and_then(|members| ProviderError::from_json(members, response.status));
    if let Some(error) = error.or_else(|| ProviderError::from_challenge(response)) {
        return checks.refuse(Refusal::Provider(error));
    }
    let members = members.unwrap_or_default();
    let client_id = text(&members, "client_id").filter(|_| (200..300).contains(&response.status));
    let amiss = amiss(response, &members, redirect_uri);
    let verdict = match (&client_id, amiss.is_empty()) {
        (Some(_), true) => Verdict::Pass,
        (Some(_), false) => Verdict::Warn,
        (None, _) => Verdict::Fail,
    };
    let seen = if amiss.is_empty() { "so it is".to_owned() } else { amiss.join(", ") };
    let expected = "201, application/json, client_id, client_secret_expires_at beside a secret, our redirect URI";
    checks.note("registration-response-shape", verdict, expected, seen);
    let management = text(&members, "registration_access_token").zip(text(&members, "registration_client_uri"));
    let method = text(&members, "token_endpoint_auth_method");
    checks.accept(client_id.map(|client_id| Registered {
        client_id,
        client_secret: text(&members, "client_secret"),
        auth_method: AuthMethod::ALL.into_iter().find(|own| Some(own.name()) == method.as_deref()),
        management: management.map(|(token, uri)| Management { token, uri }),
    }))
}

fn amiss(response: &Response, members: &Map<String, Value>, redirect_uri: &str) -> Vec<String> {
    let mut amiss = Vec::new();
    let media = response.headers.media_type();
    if response.status != 201 || media.as_deref() != Some("application/json") {
        amiss.push(format!("{}, content type {}", response.status, or_absent(media.as_deref())));
    }
    if text(members, "client_id").is_none() {
        amiss.push("client_id absent".to_owned());
    }
    if members.contains_key("client_secret") && !members.get("client_secret_expires_at").is_some_and(Value::is_number) {
        amiss.push("client_secret without client_secret_expires_at".to_owned());
    }
    let uris = members.get("redirect_uris").and_then(Value::as_array);
    if uris.is_some_and(|uris| !uris.iter().any(|uri| uri == redirect_uri)) {
        amiss.push(format!("redirect_uris without {}", or_absent(Some(redirect_uri))));
    }
    if members.contains_key("registration_access_token") != members.contains_key("registration_client_uri") {
        amiss.push("registration_access_token and registration_client_uri not together".to_owned());
    }
    if let Some(uri) = text(members, "registration_client_uri").filter(|uri| !may_see_token(uri)) {
        amiss.push(format!("registration_client_uri {} is not https", or_absent(Some(&uri))));
    }
    amiss
}

/// The request that deletes a registration (RFC 7592 2.3). The token goes nowhere but over https or to this machine.
#[must_use]
pub fn delete(management: &Management) -> Option<Request> {
    if !may_see_token(&management.uri) {
        return None;
    }
    let mut request = Request::get(&management.uri);
    "DELETE".clone_into(&mut request.method);
    request.headers.push("accept", "application/json");
    request.headers.push("authorization", format!("Bearer {}", management.token));
    Some(request)
}

fn may_see_token(url: &str) -> bool {
    let protected = uri::is_https(url) || (uri::is_http(url) && uri::is_loopback(url));
    protected && !uri::is_ambiguous(url)
}

/// Examines the answer to that.
#[must_use]
pub fn accept_deleted(response: &Response) -> Examined<()> {
    let mut checks = Checks::default();
    let error = json_error(response).or_else(|| ProviderError::from_challenge(response));
    if let Some(error) = error {
        return checks.refuse(Refusal::Provider(error));
    }
    let verdict = match response.status {
        204 => Verdict::Pass,
        200..=299 => Verdict::Warn,
        _ => Verdict::Fail,
    };
    checks.note("registration-deleted", verdict, "204", response.status.to_string());
    checks.accept(Some(()))
}

fn json_error(response: &Response) -> Option<ProviderError> {
    let members = wire_json::object(response.body.octets()).ok()?;
    ProviderError::from_json(&members, response.status)
}

fn text(members: &Map<String, Value>, name: &str) -> Option<String> {
    members.get(name).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    const REDIRECT: &str = "http://127.0.0.1:5/callback";

    #[test]
    fn a_place_that_must_not_see_the_token_is_told() {
        for (uri, verdict) in [
            ("https://h/register/c", Verdict::Pass),
            ("http://127.0.0.1:1/c", Verdict::Pass),
            ("http://h/c", Verdict::Warn),
            ("file:///etc/passwd", Verdict::Warn),
        ] {
            let body = json!({"client_id": "c", "registration_access_token": "t", "registration_client_uri": uri});
            let examined = examine(201, &body);
            assert_eq!(examined.checks[0].verdict, verdict, "{uri}: {:?}", examined.checks);
        }
    }

    fn examine(status: u16, body: &Value) -> Examined<Registered> {
        accept(&Response::new(status).with_body("application/json", body.to_string()), REDIRECT)
    }

    #[test]
    fn a_registration_is_read() {
        let sound = json!({
            "client_id": "c", "client_secret": "s", "client_secret_expires_at": 0, "redirect_uris": [REDIRECT],
            "token_endpoint_auth_method": "client_secret_post", "registration_access_token": "t",
            "registration_client_uri": "https://h/register/c",
        });
        let examined = examine(201, &sound);
        assert_eq!(examined.checks[0].verdict, Verdict::Pass, "{:?}", examined.checks);
        let client = examined.outcome.unwrap();
        assert_eq!(client.auth_method, Some(AuthMethod::ClientSecretPost));
        let request = delete(&client.management.unwrap()).unwrap();
        assert_eq!((request.method.as_str(), request.headers.get("authorization")), ("DELETE", Some("Bearer t")));
        for (name, value) in [
            ("client_secret_expires_at", Value::Null),
            ("redirect_uris", json!(["https://other"])),
            ("registration_client_uri", Value::Null),
        ] {
            let mut odd = sound.clone();
            if value.is_null() {
                odd.as_object_mut().unwrap().remove(name);
            } else {
                odd[name] = value;
            }
            assert_eq!(examine(201, &odd).checks[0].verdict, Verdict::Warn, "{name}");
        }
        assert!(examine(201, &json!({})).outcome.is_err());
        let refused = examine(400, &json!({"error": "invalid_redirect_uri"}));
        assert!(matches!(refused.outcome, Err(Refusal::Provider(_))));
    }

    #[test]
    fn the_token_of_a_registration_goes_over_no_open_road() {
        let at = |uri: &str| delete(&Management { token: "t".into(), uri: uri.into() }).is_some();
        assert!(at("https://h/c") && at("http://127.0.0.1:4/c"));
        assert!(!at("http://h/c") && !at("ftp://h/c") && !at("https://h\\@evil/c"));
        assert!(accept_deleted(&Response::new(204)).outcome.is_ok());
        assert!(accept_deleted(&Response::new(500)).outcome.is_err());
    }
}
