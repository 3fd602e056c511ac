//! A refusal of the token endpoint, and of its kin: what counts is that no token came; the error code says how well it was
//! said.

use super::{Part, Shot, Skip, Verdict};
use crate::wire::json;

/// What an endpoint made of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// It gave an access token.
    Tokens,
    /// It refused, with the status and the error code, where there was one.
    Refused {
        /// The status.
        status: u16,
        /// The error code.
        error: Option<String>,
    },
    /// It answered with success and without a token.
    Other(u16),
    /// No answer came.
    Nothing(String),
}

/// Which refusals are as they should be: a status and an error code each.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// What the specification wants; the first one is named as what was expected.
    pub exact: &'static [(u16, &'static str)],
    /// What it allows as well.
    pub allowed: &'static [(u16, &'static str)],
}

/// A client that does not prove itself (RFC 6749 5.2). In the body 400 will do as well.
pub const INVALID_CLIENT: Wanted = Wanted { exact: &[(401, "invalid_client")], allowed: &[(400, "invalid_client")] };

/// A code or refresh token that is wrong, spent, or another's (RFC 6749 5.2).
pub const INVALID_GRANT: Wanted = Wanted { exact: &[(400, "invalid_grant")], allowed: &[] };

/// A request that is not put together as it has to be (RFC 6749 5.2).
pub const INVALID_REQUEST: Wanted = Wanted { exact: &[(400, "invalid_request")], allowed: &[] };

impl Said {
    /// Reads an answer of the token endpoint.
    #[must_use]
    pub fn of(shot: &Shot) -> Self {
        Self::giving(shot, "access_token")
    }

    /// Reads an answer of an endpoint that gives something under this name.
    #[must_use]
    pub fn giving(shot: &Shot, member: &str) -> Self {
        let Some(response) = shot.response() else {
            let failure = shot.exchange.failure.as_ref();
            return Self::Nothing(failure.map_or_else(|| "no answer".to_owned(), ToString::to_string));
        };
        let members = json::object(response.body.octets()).unwrap_or_default();
        let text = |name: &str| members.get(name).and_then(serde_json::Value::as_str).map(str::to_owned);
        // A token without a character opens nothing.
        let is_some = |value: Option<&str>| value.is_some_and(|value| !value.is_empty());
        let status = response.status;
        // A form is what some servers answer with; what is in it can be used all the same.
        let form = crate::wire::Params::parse(&response.body.text_lossy());
        let is_given = is_some(text(member).as_deref()) || (members.is_empty() && is_some(form.get(member)));
        match (is_given, text("error")) {
            (true, _) => Self::Tokens,
            // An error with status 200 is a refusal as well, of the wrong shape.
            (false, Some(error)) => Self::Refused { status, error: Some(error) },
            (false, None) if status < 400 => Self::Other(status),
            // A gateway in front of an endpoint that is not there just now.
            (false, None) if matches!(status, 502..=504) => Self::Nothing(format!("{status} and nothing more")),
            (false, None) => Self::Refused { status, error: None },
        }
    }

    /// The error code, where there is one.
    #[must_use]
    pub fn error(&self) -> Option<&str> {
        match self {
            Self::Refused { error, .. } => error.as_deref(),
            _ => None,
        }
    }

    /// Whether the server asked to be left alone, which says nothing about the request.
    #[must_use]
    pub fn is_limit(&self) -> bool {
        matches!(self, Self::Refused { status: 423 | 429, .. })
    }

    /// Whether it was the client that was refused, and not what it asked for.
    #[must_use]
    pub fn is_of_the_client(&self) -> bool {
        match self {
            Self::Refused { status, error: None } => *status == 401,
            Self::Refused { error: Some(error), .. } => {
                matches!(error.as_str(), "invalid_client" | "unauthorized_client")
            }
            _ => false,
        }
    }

    /// The same in words.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Tokens => "an access_token".to_owned(),
            Self::Refused { status, error: Some(error) } => format!("{status} {error}"),
            Self::Refused { status, error: None } => format!("{status} without an error code"),
            Self::Other(status) => format!("{status} without a token"),
            Self::Nothing(failure) => failure.clone(),
        }
    }
}

impl Wanted {
    /// A token is a failure, the right refusal passes, another one is told (RFC 6749 5.2).
    #[must_use]
    pub fn judge(&self, shot: &Shot) -> Part {
        self.judge_giving(shot, "access_token")
    }

    /// The same for an endpoint that gives something under this name.
    #[must_use]
    pub fn judge_giving(&self, shot: &Shot, member: &str) -> Part {
        let said = Said::giving(shot, member);
        let verdict = match &said {
            _ if said.is_limit() => Verdict::Skip(Skip::RateLimited),
            Said::Tokens => Verdict::Fail,
            Said::Nothing(_) => Verdict::Error,
            Said::Refused { .. } if self.fits(&said) => Verdict::Pass,
            Said::Refused { .. } | Said::Other(_) => Verdict::Warn,
        };
        let seen = if said == Said::Tokens { format!("`{member}` in the answer") } else { said.words() };
        Part::new(verdict, self.words(), seen).shown_by([shot.exchange.clone()])
    }

    /// The first of what the specification wants, in words.
    #[must_use]
    pub fn words(&self) -> String {
        self.exact.first().map_or_else(String::new, |(status, error)| format!("{status} {error}"))
    }

    /// Whether a refusal is one of these. An error code under a status of success, and the right status without any code,
    /// are refusals of the wrong shape, which `token-error-shape` tells once for all.
    fn fits(&self, said: &Said) -> bool {
        let Said::Refused { status, error } = said else { return false };
        self.exact.iter().chain(self.allowed).any(|(wanted, code)| match error {
            Some(error) => error == code && (status == wanted || *status < 300),
            None => status == wanted,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::{Exchange, Step};
    use crate::wire::{Request, Response};
    use std::time::SystemTime;

    fn judged(status: u16, media: &str, body: &str) -> Verdict {
        let mut exchange = Exchange::new(Step::Redeem, Request::get("https://h/t"), SystemTime::UNIX_EPOCH);
        exchange.response = Some(Response::new(status).with_body(media, body));
        INVALID_CLIENT.judge(&Shot { exchange }).verdict
    }

    #[test]
    fn a_token_fails_and_the_code_of_a_refusal_says_how_well_it_was_said() {
        let json = "application/json";
        assert_eq!(judged(401, json, r#"{"error":"invalid_client"}"#), Verdict::Pass);
        assert_eq!(judged(400, json, r#"{"error":"invalid_client"}"#), Verdict::Pass);
        assert_eq!(judged(400, json, r#"{"error":"invalid_grant"}"#), Verdict::Warn);
        assert_eq!(judged(500, json, r#"{"error":"invalid_client"}"#), Verdict::Warn);
        assert_eq!(judged(200, json, r#"{"access_token":"x"}"#), Verdict::Fail);
        assert_eq!(judged(400, "text/plain", "access_token=x&token_type=bearer"), Verdict::Fail);
        assert_eq!(judged(200, json, "{}"), Verdict::Warn);
        assert_eq!(judged(401, json, r#"{"access_token":"","error":"invalid_client"}"#), Verdict::Pass);
        assert_eq!(judged(500, "text/html", "<p>oh"), Verdict::Warn);
        assert_eq!(judged(503, "text/html", "<p>not now"), Verdict::Error);
    }

    #[test]
    fn the_wrong_shape_is_told_elsewhere_and_a_limit_tells_nothing() {
        assert_eq!(judged(200, "application/json", r#"{"error":"invalid_client"}"#), Verdict::Pass);
        assert_eq!(judged(401, "text/html", "<p>no"), Verdict::Pass);
        assert_eq!(judged(429, "application/json", r#"{"error":"invalid_client"}"#), Verdict::Skip(Skip::RateLimited));
        assert_eq!(judged(423, "text/html", "<p>wait"), Verdict::Skip(Skip::RateLimited));
    }
}
