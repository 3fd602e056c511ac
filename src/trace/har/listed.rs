//! A login of a capture in a few words, to pick it from among others.

use super::entry::Message;
use super::logins::Login;
use crate::protocol::callback;
use crate::wire::uri;

/// What tells a login from the others of its capture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// When it began, in milliseconds since 1970.
    pub began_ms: u64,
    /// The host of the server; empty where its beginning is not captured.
    pub host: String,
    /// The client; empty where its beginning is not captured.
    pub client_id: String,
    /// Whether no page was to be shown to anybody (`prompt=none`).
    pub silent: bool,
    /// What came back.
    pub outcome: Outcome,
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// An answer.
    Answered,
    /// An error, by its code.
    Error(String),
    /// Nothing that the capture shows.
    Nothing,
}

impl Listed {
    pub(super) fn of(login: &Login, messages: &[Message]) -> Self {
        let first = login.asks.first().copied().or(login.answer.as_ref().map(|answer| answer.message));
        let asked = |name: &str| login.asked.get(name).unwrap_or_default();
        let outcome = |error: Option<&str>| error.map_or(Outcome::Answered, |error| Outcome::Error(error.to_owned()));
        Self {
            began_ms: first.and_then(|index| messages.get(index)).map(|message| message.started_ms).unwrap_or_default(),
            host: uri::authority(&login.url).to_owned(),
            client_id: asked("client_id").to_owned(),
            silent: asked("prompt").split(' ').any(|word| word == "none"),
            outcome: login
                .answer
                .as_ref()
                .map_or(Outcome::Nothing, |answer| outcome(callback::opened(&answer.request).0.get("error"))),
        }
    }
}
