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
        }
    }

    /// Why it is not there, and what that leaves open.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Metadata => "the app knew the endpoints, or its server asked for them: who the issuer is stays open",
            Self::Request => "state, nonce, PKCE and scope as they were asked for are not known",
            Self::Answer => "the capture ends before it, or it went where no browser looks",
            Self::TokenRequest => {
                "the app's server sends it where no browser looks: whether it shows a secret and a verifier stays open"
            }
            Self::TokenResponse => "its content was not captured",
            Self::Keys => "nobody fetched it in this browser: signatures stay open",
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
