//! An access token as it is shown at a resource (RFC 6750).

use std::time::SystemTime;

use serde_json::json;

use super::{AccessToken, Fault, Provider, reply};
use crate::wire::{Request, Response};

/// Why a token does not open the door (RFC 6750 3.1).
pub(super) struct Closed {
    pub(super) why: Why,
}

pub(super) enum Why {
    NoToken,
    TwoTokens,
    /// For this reason.
    Invalid(&'static str),
    /// This scope is missing.
    ScopeTooSmall(&'static str),
}

const REALM: &str = "Bearer realm=\"practice provider\"";

impl Provider {
    /// The token of a request that opens the door here.
    pub(super) fn opened(&mut self, request: &Request, now: SystemTime) -> Result<AccessToken, Closed> {
        let shown = self.shown_token(request).map_err(|why| Closed { why })?;
        let alive = self.access_tokens.find(&shown, now);
        let alive = alive.filter(|token| self.grants.find(&token.grant, now).is_some()).cloned();
        let invalid = || Closed { why: Why::Invalid("the access token is unknown, expired or revoked") };
        alive.ok_or_else(invalid)
    }

    /// One token in one place: the header (RFC 6750 2.1) or the form (2.2), never the URL.
    fn shown_token(&self, request: &Request) -> Result<String, Why> {
        let fields = request.headers.all("authorization").map(str::trim);
        let bearer = fields
            .filter_map(|field| field.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
        let mut tokens: Vec<String> = bearer.map(|(_, token)| token.trim().to_owned()).collect();
        if request.method == "POST"
            && let Some(form) = request.form()
        {
            tokens.extend(form.all("access_token").map(ToOwned::to_owned));
        }
        if self.config.has(Fault::UserinfoQueryToken) {
            tokens.extend(request.query().all("access_token").map(ToOwned::to_owned));
        }
        match tokens.len() {
            0 => Err(Why::NoToken),
            1 => tokens.pop().ok_or(Why::NoToken),
            _ => Err(Why::TwoTokens),
        }
    }
}

impl AccessToken {
    /// Whether it may do this, and otherwise why not.
    pub(super) fn require(&self, scope: &'static str) -> Result<(), Closed> {
        if self.scope.contains(scope) { Ok(()) } else { Err(Closed { why: Why::ScopeTooSmall(scope) }) }
    }
}

impl Closed {
    /// A token that opened the door and leads to nobody.
    pub(super) fn leads_nowhere() -> Self {
        Self { why: Why::Invalid("the access token speaks for no user") }
    }

    /// A token that opens doors, but not this one (RFC 9068 4, RFC 8707 2).
    pub(super) fn elsewhere() -> Self {
        Self { why: Why::Invalid("the access token was made out to another resource") }
    }

    pub(super) fn response(&self) -> Response {
        let (status, error, description) = match &self.why {
            // RFC 6750 3.1: no error code for a request that shows no credentials at all.
            Why::NoToken => {
                let response = reply::json(401, &json!({})).with("www-authenticate", REALM);
                return reply::not_stored(response);
            }
            Why::TwoTokens => (400, "invalid_request", "more than one access token in one request".to_owned()),
            Why::Invalid(why) => (401, "invalid_token", (*why).to_owned()),
            Why::ScopeTooSmall(scope) => (403, "insufficient_scope", format!("the access token lacks {scope}")),
        };
        let more =
            if let Why::ScopeTooSmall(scope) = &self.why { format!(", scope=\"{scope}\"") } else { String::new() };
        let challenge = format!("{REALM}, error=\"{error}\", error_description=\"{description}\"{more}");
        let document = json!({"error": error, "error_description": description});
        reply::not_stored(reply::json(status, &document).with("www-authenticate", challenge))
    }
}
