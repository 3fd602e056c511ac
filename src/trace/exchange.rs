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
}

/// The steps of the flow, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Ask the server for its endpoints and abilities.
    Discover,
    /// Draw state, nonce and `code_verifier`.
    Prepare,
    /// Send the browser to the server.
    Authorize,
    /// Receive the answer at the redirect URI.
    Callback,
    /// Trade the code for tokens.
    Redeem,
    /// Fetch the server's public keys.
    Keys,
    /// Check the ID token.
    Verify,
    /// Fetch the claims of the user.
    Userinfo,
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
    pub const ALL: [Self; 8] = [
        Self::Discover,
        Self::Prepare,
        Self::Authorize,
        Self::Callback,
        Self::Redeem,
        Self::Keys,
        Self::Verify,
        Self::Userinfo,
    ];

    /// The name: the same on screen, in JSON and in help.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Discover => "discover",
            Self::Prepare => "prepare",
            Self::Authorize => "authorize",
            Self::Callback => "callback",
            Self::Redeem => "redeem",
            Self::Keys => "keys",
            Self::Verify => "verify",
            Self::Userinfo => "userinfo",
        }
    }

    /// The number, from 1.
    #[must_use]
    pub fn number(self) -> usize {
        self as usize + 1
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
            Step::Authorize => (Channel::Front, Party::Browser, Party::Server),
            Step::Callback => (Channel::Front, Party::Browser, Party::Client),
            Step::Userinfo => (Channel::Back, Party::Client, Party::Resource),
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
        }
    }

    /// Notes how long it took.
    pub fn took(&mut self, elapsed: Duration) {
        self.elapsed_us = Some(u64::try_from(elapsed.as_micros()).unwrap_or(u64::MAX));
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
