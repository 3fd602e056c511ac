//! One message and its answer.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::Change;
use crate::wire::{Failure, Request, Response};

/// A request and what came of it. A callback is an exchange in which we were the server.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Exchange {
    /// The step it belongs to.
    pub step: Step,
    /// How it travelled.
    pub channel: Channel,
    /// Who sent the request.
    pub from: Party,
    /// Who answered it.
    pub to: Party,
    /// The request as it was sent, or as it arrived.
    pub request: Request,
    /// The answer; none where it was not for us to see, or where none came.
    pub response: Option<Response>,
    /// Why no answer came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<Failure>,
    /// When it began, in milliseconds since 1970.
    pub started_ms: u64,
    /// How long it took, in microseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elapsed_us: Option<u64>,
    /// What was changed on purpose before it was sent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tampered: Vec<Change>,
    /// Why it does not belong to the flow: a favicon, a prefetch, a second answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stray: Option<String>,
    /// Whether the answer was pasted into the terminal instead of arriving at the listener.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub pasted: bool,
    /// The form fields into which a secret of the user was typed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub typed: Vec<String>,
}

/// The steps of all flows, in the order in which they come; which of them a run has is told by [`super::Plan::steps`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Ask the server for its endpoints and abilities.
    Discover,
    /// Register a client (RFC 7591).
    Register,
    /// Draw state, nonce and `code_verifier`.
    Prepare,
    /// Hand the authorization request to the server directly (RFC 9126).
    Push,
    /// Send the browser to the server.
    Authorize,
    /// The user signs in and agrees: between the browser and the server alone.
    #[serde(rename = "sign-in")]
    SignIn,
    /// Receive the answer at the redirect URI.
    Callback,
    /// Ask for a code that the user types on another device (RFC 8628 3.1).
    Device,
    /// Trade the code for tokens.
    Redeem,
    /// Ask for tokens with any other grant.
    Token,
    /// Fetch the server's public keys.
    Keys,
    /// Check the ID token.
    Verify,
    /// Fetch the claims of the user.
    Userinfo,
    /// Trade the refresh token for new tokens (RFC 6749 6).
    Refresh,
    /// Ask the server what a token is worth (RFC 7662).
    Introspect,
    /// Use the access token at a resource.
    Call,
    /// Have a token declared dead (RFC 7009).
    Revoke,
    /// See that a revoked token is dead.
    Confirm,
    /// Send the browser to the server to sign out (OpenID Connect RP-Initiated Logout 1.0).
    Logout,
    /// Receive the browser back from signing out.
    Return,
    /// Delete the client that was registered (RFC 7592 2.3).
    Unregister,
}

/// How a message travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Through the user's browser: can be read and changed on the way.
    Front,
    /// Directly between two machines.
    Back,
}

/// Who takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// The user's browser: with its history, extensions, logs and the Referer header.
    Browser,
    /// The app: this program plays it.
    Client,
    /// The authorization server.
    Server,
    /// The API that holds the user's data.
    Resource,
}

impl Step {
    /// All steps in their order.
    pub const ALL: [Self; 21] = [
        Self::Discover,
        Self::Register,
        Self::Prepare,
        Self::Push,
        Self::Authorize,
        Self::SignIn,
        Self::Callback,
        Self::Device,
        Self::Redeem,
        Self::Token,
        Self::Keys,
        Self::Verify,
        Self::Userinfo,
        Self::Refresh,
        Self::Introspect,
        Self::Call,
        Self::Revoke,
        Self::Confirm,
        Self::Logout,
        Self::Return,
        Self::Unregister,
    ];

    /// The name: the same on screen, in JSON and in help.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Discover => "discover",
            Self::Register => "register",
            Self::Prepare => "prepare",
            Self::Push => "push",
            Self::Authorize => "authorize",
            Self::SignIn => "sign-in",
            Self::Callback => "callback",
            Self::Device => "device",
            Self::Redeem => "redeem",
            Self::Token => "token",
            Self::Keys => "keys",
            Self::Verify => "verify",
            Self::Userinfo => "userinfo",
            Self::Refresh => "refresh",
            Self::Introspect => "introspect",
            Self::Call => "call",
            Self::Revoke => "revoke",
            Self::Confirm => "confirm",
            Self::Logout => "logout",
            Self::Return => "return",
            Self::Unregister => "unregister",
        }
    }

    /// Whether the step sends a message of ours, which can be changed before it goes.
    #[must_use]
    pub fn sends(self) -> bool {
        !matches!(self, Self::Prepare | Self::SignIn | Self::Callback | Self::Verify | Self::Return)
    }

    /// Whether the browser brings the message to us.
    #[must_use]
    pub fn arrives(self) -> bool {
        matches!(self, Self::Callback | Self::Return)
    }

    /// Whether the message is told when it has passed: nobody could have stopped it before.
    #[must_use]
    pub fn is_told_afterwards(self) -> bool {
        self.arrives() || self == Self::SignIn
    }

    /// Whether the message of the step is a URL that the browser opens.
    #[must_use]
    pub fn by_browser(self) -> bool {
        matches!(self, Self::Authorize | Self::Logout)
    }

    /// The step of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.name() == name)
    }
}

impl Party {
    /// The name, as in headings and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Browser => "browser",
            Self::Client => "client",
            Self::Server => "server",
            Self::Resource => "resource",
        }
    }
}

impl Exchange {
    /// An exchange of which only the request is known so far.
    #[must_use]
    pub fn new(step: Step, request: Request, started: SystemTime) -> Self {
        let (channel, from, to) = match step {
            Step::Authorize | Step::SignIn | Step::Logout => (Channel::Front, Party::Browser, Party::Server),
            Step::Callback | Step::Return => (Channel::Front, Party::Browser, Party::Client),
            Step::Userinfo | Step::Call => (Channel::Back, Party::Client, Party::Resource),
            // A dead token is shown to whoever took it alive: with GET that is a resource.
            Step::Confirm if request.method == "GET" => (Channel::Back, Party::Client, Party::Resource),
            _ => (Channel::Back, Party::Client, Party::Server),
        };
        Self {
            step,
            channel,
            from,
            to,
            request,
            response: None,
            failure: None,
            started_ms: millis(started),
            elapsed_us: None,
            tampered: Vec::new(),
            stray: None,
            pasted: false,
            typed: Vec::new(),
        }
    }

    /// Notes how long it took.
    pub fn took(&mut self, elapsed: Duration) {
        self.elapsed_us = Some(u64::try_from(elapsed.as_micros()).unwrap_or(u64::MAX));
    }

    /// The answer, where it is one of success and part of the flow.
    #[must_use]
    pub fn good_answer(&self) -> Option<&Response> {
        self.response.as_ref().filter(|response| self.stray.is_none() && (200..300).contains(&response.status))
    }

    /// When the answer was there, in seconds since 1970 on our clock.
    #[must_use]
    pub fn ended_at(&self) -> f64 {
        Duration::from_millis(self.started_ms).as_secs_f64()
            + Duration::from_micros(self.elapsed_us.unwrap_or_default()).as_secs_f64()
    }
}

fn millis(time: SystemTime) -> u64 {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
