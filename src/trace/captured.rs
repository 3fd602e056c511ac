//! A login that somebody else's application made: whose capture it was, and what is not in it.

use serde::{Deserialize, Serialize};

/// Where a record comes from that no run of ours made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Captured {
    /// The program that captured it, in its own words.
    pub by: String,
    /// Which login of the capture it is, from 1.
    pub login: usize,
    /// How many the capture holds.
    pub logins: usize,
    /// What is not in it, and therefore not judged.
    pub lacks: Vec<Part>,
    /// The `response_mode` that was asked for, where it is one that no login of our own can ask for: `web_message`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response_mode: Option<String>,
    /// How often the same app sent the same browser to log in, each time as soon as it had an answer; from 3.
    #[serde(default, skip_serializing_if = "is_none")]
    pub round_and_round: usize,
    /// Whether the browser brought the app its answer without a cookie, though it had one of the app.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub without_cookie: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_none(count: &usize) -> bool {
    *count == 0
}

/// A part of a login that a browser need not see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The metadata of the server.
    Metadata,
    /// What was asked for.
    Request,
    /// What came back at the redirect URI.
    Answer,
    /// The token request.
    TokenRequest,
    /// What is in the token response.
    TokenResponse,
    /// What proves a signature: the server's keys, or the client secret.
    Keys,
    /// Values that were taken out before it was given away.
    Values,
    /// When the messages passed.
    Times,
}

impl Part {
    /// What it is, in a few words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Metadata => "the server's metadata",
            Self::Request => "the authorization request",
            Self::Answer => "the answer at the redirect URI",
            Self::TokenRequest => "the token request",
            Self::TokenResponse => "the token response",
            Self::Keys => "what proves a signature",
            Self::Values => "some values",
            Self::Times => "the times",
        }
    }

    /// Why it is not there, and what that leaves open.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Metadata => "the app knew the endpoints, or its server asked for them: who the issuer is stays open",
            Self::Request => "state, nonce, PKCE and scope as they were asked for are not known",
            Self::Answer => {
                "the capture ends before it, or it went where none looks: in a fragment, by a script, to another program"
            }
            Self::TokenRequest => {
                "the app's server sends it where no browser looks: whether it shows a secret and a verifier stays open"
            }
            Self::TokenResponse => "its content was not captured",
            Self::Keys => "nobody fetched it in this browser: signatures stay open",
            Self::Values => {
                "they were taken out before it was given away: what has to be compared or computed stays open"
            }
            Self::Times => "no message says when it passed: whether anything was expired stays open",
        }
    }
}

impl Captured {
    /// Whether this part is not in the capture.
    #[must_use]
    pub fn lacks(&self, part: Part) -> bool {
        self.lacks.contains(&part)
    }
}
