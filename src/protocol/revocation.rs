//! A token is given back (RFC 7009), and shown to be dead afterwards.

use super::given::TokenKind;
use super::introspection;
use super::{Check, Checks, Examined, ProviderError, Refusal, Verdict};
use crate::jose::Jwt;
use crate::wire::{Params, Request, Response, json};

/// How a revoked token was tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trial {
    /// The server was asked what it is worth.
    Introspected,
    /// An access token was shown at a resource; a self-contained one may live on there until it expires.
    Shown {
        /// Whether the token is a JWT, which a resource can take without asking anybody.
        self_contained: bool,
    },
    /// A refresh token was used.
    Refreshed,
}

impl Trial {
    /// How this request tries a token.
    #[must_use]
    pub fn of(request: &Request) -> Self {
        match request.form() {
            Some(form) if form.get("grant_type").is_some() => Self::Refreshed,
            Some(_) => Self::Introspected,
            None => {
                let token = request.headers.get("authorization").and_then(|header| header.split_once(' '));
                Self::Shown { self_contained: token.is_some_and(|(_, token)| Jwt::parse(token.trim()).is_ok()) }
            }
        }
    }
}

/// The request, before the client has proven itself (RFC 7009 2.1).
#[must_use]
pub fn request(endpoint: &str, token: &str, kind: TokenKind) -> Request {
    let form = Params::default().with("token", token).with("token_type_hint", kind.name());
    let mut request = Request::post_form(endpoint, &form);
    request.headers.push("accept", "application/json");
    request
}

/// Examines the answer: 200 whether the token was known or not (RFC 7009 2.2).
#[must_use]
pub fn accept(response: &Response) -> Examined<()> {
    let mut checks = Checks::default();
    let members = json::object(response.body.octets()).ok();
    let error = members.as_ref().and_then(|members| ProviderError::from_json(members, response.status));
    if let Some(error) = error.filter(|_| response.status >= 400) {
        return checks.refuse(Refusal::Provider(error));
    }
    let verdict = match response.status {
        200 => Verdict::Pass,
        201..=299 => Verdict::Warn,
        _ => Verdict::Fail,
    };
    let later = response.headers.get("retry-after").map_or(String::new(), |after| format!(", Retry-After {after}"));
    checks.note("revocation-answer", verdict, "200", format!("{}{later}", response.status));
    checks.accept(Some(()))
}

/// Examines what became of a revoked token. That it lives on stops nothing: it is what one wants to know.
#[must_use]
pub fn confirm(response: &Response, trial: Trial) -> Check {
    let (expected, dead, seen) = match trial {
        Trial::Introspected => {
            let active = introspection::accept(response, introspection::Known::Nothing).outcome.map(|told| told.active);
            let seen = match active {
                Ok(true) => "active".to_owned(),
                Ok(false) => "not active".to_owned(),
                Err(_) => format!("{}, which tells nothing", response.status),
            };
            ("not active", active.ok().map(|active| !active), seen)
        }
        Trial::Shown { .. } => {
            ("401", refused(response.status, &[401, 403]), format!("{} at the resource", response.status))
        }
        Trial::Refreshed => {
            let code = json::object(response.body.octets()).ok();
            let code = code.and_then(|answer| ProviderError::from_json(&answer, response.status));
            let word = code.as_ref().map_or_else(String::new, |error| format!(" {}", error.error));
            // Any other error is about the client or the server, not about the token.
            let dead = match (response.status, code) {
                (200..=299, None) => Some(false),
                (_, Some(error)) if error.error == "invalid_grant" => Some(true),
                _ => None,
            };
            ("refused with invalid_grant", dead, format!("{}{word} at the token endpoint", response.status))
        }
    };
    let verdict = match (dead, trial) {
        (Some(true), _) => Verdict::Pass,
        (Some(false), Trial::Shown { self_contained: true }) => Verdict::Warn,
        (Some(false), _) => Verdict::Fail,
        (None, _) => Verdict::Unjudged,
    };
    Check { id: "revocation-effective".into(), verdict, expected: expected.to_owned(), seen }
}

fn refused(status: u16, by: &[u16]) -> Option<bool> {
    match status {
        status if by.contains(&status) => Some(true),
        200..=299 => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_promise_is_200_and_nothing_else() {
        assert_eq!(accept(&Response::new(200)).outcome, Ok(()));
        assert_eq!(accept(&Response::new(204)).checks[0].verdict, Verdict::Warn);
        assert!(accept(&Response::new(503).with("retry-after", "5")).outcome.is_err());
        let refused = Response::new(400).with_body("application/json", r#"{"error":"unsupported_token_type"}"#);
        assert!(
            matches!(accept(&refused).outcome, Err(Refusal::Provider(error)) if error.error == "unsupported_token_type")
        );
    }

    #[test]
    fn the_dead_are_told_from_the_living() {
        let json = |status, body: &str| Response::new(status).with_body("application/json", body);
        let shown = |self_contained| Trial::Shown { self_contained };
        for (response, trial, verdict) in [
            (json(200, r#"{"active":false}"#), Trial::Introspected, Verdict::Pass),
            (json(200, r#"{"active":true}"#), Trial::Introspected, Verdict::Fail),
            (json(401, r#"{"error":"invalid_client"}"#), Trial::Introspected, Verdict::Unjudged),
            (Response::new(401), shown(false), Verdict::Pass),
            (json(200, "{}"), shown(false), Verdict::Fail),
            (json(200, "{}"), shown(true), Verdict::Warn),
            (Response::new(503), shown(false), Verdict::Unjudged),
            (json(400, r#"{"error":"invalid_grant"}"#), Trial::Refreshed, Verdict::Pass),
            (json(401, r#"{"error":"invalid_client"}"#), Trial::Refreshed, Verdict::Unjudged),
            (json(200, r#"{"access_token":"a"}"#), Trial::Refreshed, Verdict::Fail),
        ] {
            assert_eq!(confirm(&response, trial).verdict, verdict, "{response:?} {trial:?}");
        }
    }
}
