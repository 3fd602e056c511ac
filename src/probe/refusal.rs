//! A refusal of the token endpoint, and of its kin: what counts is that no token came; the error code says how well it was
//! said.

use super::{Part, Shot, Verdict};
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
        let status = response.status;
        // A form is what some servers answer with; what is in it can be used all the same.
        let form = crate::wire::Params::parse(&response.body.text_lossy());
        let is_given = text(member).is_some() || (members.is_empty() && form.get(member).is_some());
        match (is_given, text("error")) {
            (true, _) => Self::Tokens,
            // An error with status 200 is a refusal as well, of the wrong shape.
            (false, Some(error)) => Self::Refused { status, error: Some(error) },
            (false, None) if status < 400 => Self::Other(status),
            (false, None) => Self::Refused { status, error: None },
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
        let is = |list: &[(u16, &str)]| {
            list.iter()
                .any(|(status, error)| said == Said::Refused { status: *status, error: Some((*error).to_owned()) })
        };
        let verdict = match &said {
            Said::Tokens => Verdict::Fail,
            Said::Nothing(_) => Verdict::Error,
            Said::Refused { .. } if is(self.exact) || is(self.allowed) => Verdict::Pass,
            Said::Refused { .. } | Said::Other(_) => Verdict::Warn,
        };
        let seen = if said == Said::Tokens { format!("a `{member}`") } else { said.words() };
        Part::new(verdict, self.words(), seen).shown_by([shot.exchange.clone()])
    }

    fn words(&self) -> String {
        self.exact.first().map_or_else(String::new, |(status, error)| format!("{status} {error}"))
    }
}
