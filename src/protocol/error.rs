//! Error responses, of the front channel and of the back channel, read leniently.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::wire::{Params, Response};

/// What a server says when it refuses (RFC 6749 4.1.2.1 and 5.2). All of it is text of others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderError {
    /// The error code.
    pub error: String,
    /// The words for a developer.
    pub error_description: Option<String>,
    /// A page about it.
    pub error_uri: Option<String>,
    /// The status of the response; none in the front channel.
    pub status: Option<u16>,
}

/// The codes registered for the authorization endpoint (RFC 6749 4.1.2.1; OpenID Connect Core 3.1.2.6; RFC 8707 2;
/// RFC 9396 5).
pub const AUTHORIZATION_ERRORS: [&str; 18] = [
    "invalid_request",
    "unauthorized_client",
    "access_denied",
    "unsupported_response_type",
    "invalid_scope",
    "server_error",
    "temporarily_unavailable",
    "interaction_required",
    "login_required",
    "account_selection_required",
    "consent_required",
    "invalid_request_uri",
    "invalid_request_object",
    "request_not_supported",
    "request_uri_not_supported",
    "registration_not_supported",
    "invalid_target",
    "invalid_authorization_details",
];

/// The codes registered for the token endpoint (RFC 6749 5.2; RFC 8707 2; RFC 9396 5; RFC 9449 5 and 8).
pub const TOKEN_ERRORS: [&str; 10] = [
    "invalid_request",
    "invalid_client",
    "invalid_grant",
    "unauthorized_client",
    "unsupported_grant_type",
    "invalid_scope",
    "invalid_target",
    "invalid_authorization_details",
    "invalid_dpop_proof",
    "use_dpop_nonce",
];

impl ProviderError {
    /// Reads the error of an authorization response.
    #[must_use]
    pub fn from_params(params: &Params) -> Option<Self> {
        Some(Self {
            error: params.get("error").filter(|error| !error.is_empty())?.to_owned(),
            error_description: params.get("error_description").map(str::to_owned),
            error_uri: params.get("error_uri").map(str::to_owned),
            status: None,
        })
    }

    /// Reads the error that a resource names in `WWW-Authenticate` (RFC 6750 3).
    #[must_use]
    pub fn from_challenge(response: &Response) -> Option<Self> {
        if response.status < 400 {
            return None;
        }
        response.headers.challenges().into_iter().find_map(|challenge| {
            let param =
                |name: &str| challenge.params.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
            Some(Self {
                error: param("error")?,
                error_description: param("error_description"),
                error_uri: param("error_uri"),
                status: Some(response.status),
            })
        })
    }

    /// Reads the error of a JSON answer. `error` may be an object with `message` and `type`: some servers do that.
    #[must_use]
    pub fn from_json(answer: &Map<String, Value>, status: u16) -> Option<Self> {
        let text = |map: &Map<String, Value>, name: &str| map.get(name).and_then(Value::as_str).map(str::to_owned);
        let (error, inner) = match answer.get("error")? {
            Value::Object(inner) => {
                let code = text(inner, "type").or_else(|| text(inner, "code")).unwrap_or_else(|| "error".to_owned());
                (code, text(inner, "message"))
            }
            Value::Null | Value::Bool(false) => return None,
            Value::String(code) if code.is_empty() => return None,
            Value::String(code) => (code.clone(), None),
            other => (other.to_string(), None),
        };
        Some(Self {
            error,
            error_description: text(answer, "error_description").or(inner),
            error_uri: text(answer, "error_uri"),
            status: Some(status),
        })
    }
}

/// Whether an error code keeps to the characters of RFC 6749 5.2 (`%x20-21 / %x23-5B / %x5D-7E`).
#[must_use]
pub fn keeps_to_alphabet(code: &str) -> bool {
    !code.is_empty() && code.bytes().all(|octet| matches!(octet, 0x20..=0x21 | 0x23..=0x5b | 0x5d..=0x7e))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn odd_shapes_are_read() {
        let read = |value: Value| ProviderError::from_json(value.as_object().unwrap(), 200);
        assert_eq!(read(json!({"access_token": "x"})), None);
        assert_eq!(read(json!({"error": "bad_verification_code"})).unwrap().error, "bad_verification_code");
        let object = read(json!({"error": {"message": "used", "type": "OAuthException", "code": 100}})).unwrap();
        assert_eq!((object.error.as_str(), object.error_description.as_deref()), ("OAuthException", Some("used")));
        assert!(keeps_to_alphabet("invalid_grant"));
        assert!(!keeps_to_alphabet("a\u{1b}[31m"));
        assert!(!keeps_to_alphabet("a\"b"));
    }
}
