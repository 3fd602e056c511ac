//! Answers for programs: JSON documents and the errors of the back channel.

use serde_json::{Value, json};

use super::{Fault, Provider, pages};
use crate::wire::Response;

/// An error as OAuth words it (RFC 6749 4.1.2.1 and 5.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OAuthError {
    pub(super) error: &'static str,
    pub(super) description: String,
}

impl OAuthError {
    pub(super) fn new(error: &'static str, description: impl Into<String>) -> Self {
        Self { error, description: description.into() }
    }
}

/// A JSON document that says nothing about caching yet.
pub(super) fn json(status: u16, document: &Value) -> Response {
    Response::new(status)
        .with_body("application/json", document.to_string())
        .with("x-content-type-options", "nosniff")
        .with("referrer-policy", "no-referrer")
}

/// The same for an answer that nobody may keep (RFC 6749 5.1 wants both fields).
pub(super) fn not_stored(response: Response) -> Response {
    response.with("cache-control", "no-store").with("pragma", "no-cache")
}

/// An error of the token endpoint as it is sent. 401 needs a challenge (RFC 9110 15.5.2).
pub(super) fn token_error(provider: &Provider, refusal: &OAuthError) -> Response {
    let config = &provider.config;
    let status = match refusal.error {
        _ if config.has(Fault::ErrorWithStatus200) => 200,
        "invalid_client" => 401,
        "server_error" => 500,
        _ => 400,
    };
    let document = json!({"error": refusal.error, "error_description": quotable(&refusal.description)});
    let response = if config.has(Fault::ErrorAsHtml) {
        pages::token_error_page(provider, status, &refusal.description)
    } else if config.has(Fault::ErrorStored) {
        json(status, &document)
    } else {
        not_stored(json(status, &document))
    };
    if refusal.error == "invalid_client" && !config.has(Fault::AuthWithoutChallenge) {
        return response.with("www-authenticate", "Basic realm=\"practice provider\", charset=\"UTF-8\"");
    }
    response
}

/// A text cut down to what `error_description` may hold (RFC 6749 4.1.2.1, 5.2): %x20-21 / %x23-5B / %x5D-7E.
pub(super) fn quotable(text: &str) -> String {
    let allowed = |c: char| matches!(c, ' ' | '!' | '#'..='[' | ']'..='~');
    text.chars().take(300).map(|c| if allowed(c) { c } else { '?' }).collect()
}

#[cfg(test)]
mod tests {
    use super::quotable;

    #[test]
    fn descriptions_hold_only_what_they_may() {
        assert_eq!(quotable("a \"b\" \\ \u{1b}[0m é\r\n"), "a ?b? ? ?[0m ???");
        assert_eq!(quotable(&"x".repeat(1000)).len(), 300);
    }
}
