//! The claims of the user (OpenID Connect Core 5.3).

use serde_json::{Map, Value};

use super::check::{or_absent, quoted};
use super::{Checks, Examined, IdToken, ProviderError, Refusal, Verdict};
use crate::wire::{Request, Response, json};

/// The request, before the access token is put where it belongs: into the header (RFC 6750 2.1).
#[must_use]
pub fn request(userinfo_endpoint: &str) -> Request {
    let mut request = Request::get(userinfo_endpoint);
    request.headers.push("accept", "application/json");
    request
}

/// Examines the claims: they count only for the user whom the ID token names (Core 5.3.2, 5.3.4).
#[must_use]
pub fn accept(response: &Response, id_token: Option<&IdToken>) -> Examined<Map<String, Value>> {
    let mut checks = Checks::default();
    let claims = json::object(response.body.octets()).ok();
    if let Some(error) = refusal(response, claims.as_ref()) {
        return checks.refuse(Refusal::Provider(error));
    }
    let media = response.headers.media_type();
    let verdict = match (response.status, claims.is_some(), media.as_deref() == Some("application/json")) {
        (200, true, true) => Verdict::Pass,
        (200, true, false) => Verdict::Warn,
        _ => Verdict::Fail,
    };
    let seen = match media.as_deref() {
        Some("application/jwt") => format!("{} with a signed answer, which was not registered", response.status),
        _ => format!("{} with content type {}", response.status, or_absent(response.headers.get("content-type"))),
    };
    checks.note("userinfo-shape", verdict, "200 and a JSON object, content type application/json", seen);
    let Some(claims) = claims.filter(|_| verdict != Verdict::Fail) else {
        return checks.accept(None);
    };
    let sub = claims.get("sub").and_then(Value::as_str);
    match id_token {
        Some(id_token) => {
            checks.judge("userinfo-sub-match", sub == Some(id_token.sub()), quoted(id_token.sub()), or_absent(sub));
        }
        None => checks.note("userinfo-sub-match", Verdict::Unjudged, "no ID token to compare with", or_absent(sub)),
    }
    checks.accept(Some(claims))
}

/// A refusal names its reason in `WWW-Authenticate` (RFC 6750 3), some put it into the body.
fn refusal(response: &Response, body: Option<&Map<String, Value>>) -> Option<ProviderError> {
    if response.status < 400 {
        return None;
    }
    ProviderError::from_challenge(response).or_else(|| ProviderError::from_json(body?, response.status))
}
