//! HAR 1.2 both ways: a record as other tools read it, and what a browser captured of a login as a record.
//!
//! What HAR has no place for stands in members that begin with an underscore, as its specification wants it: a record
//! that was written here is read back as it was. Anybody may have written a capture, so nothing in it is trusted: what is
//! missing or odd is left out, and never guessed.

mod around;
mod back;
mod entry;
mod infer;
mod kind;
mod listed;
mod logins;
mod own;
mod record;
mod redacted;
mod scripted;
mod write;

use serde_json::Value;

pub use kind::LOOKED_FOR;
pub use listed::{Listed, Outcome};
pub use redacted::REDACTED;
pub use scripted::METHOD as SCRIPTED;
pub use write::write;

use super::{Step, Trace, VERSION};
use entry::Message;
use logins::Login;

/// The member that holds what only this program writes.
const OWN: &str = "_oauthFlow";
/// How much of the name of a capturing program is repeated.
const MOST_NAME: usize = 60;

/// What a HAR turned out to be.
#[derive(Clone, Debug)]
pub enum Har {
    /// A record that this program wrote.
    Record(Box<Trace>),
    /// What somebody captured.
    Capture(Capture),
}

/// The messages that somebody captured, and the logins among them.
#[derive(Clone, Debug)]
pub struct Capture {
    by: String,
    messages: Vec<Message>,
    /// The step of each message, as far as it tells it by itself.
    steps: Vec<Option<Step>>,
    logins: Vec<Login>,
}

/// Why a text is no capture.
#[derive(Debug, thiserror::Error)]
pub enum NotAHar {
    /// Not JSON, or nested too deep.
    #[error("it is not a HAR: {0}")]
    Json(#[from] serde_json::Error),
    /// JSON, but without entries.
    #[error("it is not a HAR: it has no `log.entries`")]
    NoEntries,
    /// Written by a newer program.
    #[error("it has version {0}, this program reads up to {VERSION}")]
    Version(u32),
    /// Nothing of a login in it.
    #[error("none of its {0} entries belongs to an OAuth login")]
    NoLogin(usize),
}

/// Whether a text claims to be a HAR: its one member is `log`.
#[must_use]
pub fn is_har(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.strip_prefix('{').is_some_and(|inside| inside.trim_start().starts_with("\"log\""))
}

/// Reads a HAR.
pub fn read(text: &str) -> Result<Har, NotAHar> {
    let har: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))?;
    let log = har.get("log").ok_or(NotAHar::NoEntries)?;
    let entries = log.get("entries").and_then(Value::as_array).ok_or(NotAHar::NoEntries)?;
    if let Some(trace) = own::read(log, entries) {
        return Ok(Har::Record(Box::new(trace?)));
    }
    Capture::of(log, entries).map(Har::Capture)
}

impl Capture {
    fn of(log: &Value, entries: &[Value]) -> Result<Self, NotAHar> {
        let mut before_ms = 0;
        let mut messages: Vec<Message> = entries
            .iter()
            .filter_map(|entry| {
                let mut message = Message::read(entry, before_ms).filter(Message::is_http)?;
                redacted::marked(&mut message);
                before_ms = message.started_ms;
                Some(message)
            })
            .collect();
        // Entries may stand in any order (HAR 1.2, `entries`).
        messages.sort_by_key(|message| message.started_ms);
        let steps: Vec<Option<Step>> = messages.iter().map(kind::step_of).collect();
        let logins = logins::find(&messages, &steps);
        if logins.is_empty() {
            return Err(NotAHar::NoLogin(entries.len()));
        }
        Ok(Self { by: capturer(log), messages, steps, logins })
    }

    /// How many logins it holds; at least one.
    #[must_use]
    pub fn logins(&self) -> usize {
        self.logins.len()
    }

    /// The number of the login that counts where nobody says which, from 1: the last one that is not a part of another.
    #[must_use]
    pub fn latest(&self) -> usize {
        logins::outermost(&self.logins) + 1
    }

    /// A few words of each login, in their order.
    #[must_use]
    pub fn list(&self) -> Vec<Listed> {
        self.logins.iter().map(|login| Listed::of(login, &self.messages)).collect()
    }

    /// The record of a login by its number, from 1.
    #[must_use]
    pub fn trace(&self, number: usize) -> Option<Trace> {
        record::record(self, number.checked_sub(1)?)
    }
}

/// Who captured it: the browser where one is named, else the program.
fn capturer(log: &Value) -> String {
    let named = ["browser", "creator"].into_iter().filter_map(|member| log.get(member)).find_map(|program| {
        let text = |name: &str| program.get(name).and_then(Value::as_str).unwrap_or_default().trim();
        Some(format!("{} {}", text("name"), text("version"))).filter(|words| !words.trim().is_empty())
    });
    let named = named.unwrap_or_else(|| "an unnamed program".to_owned());
    named.trim().chars().take(MOST_NAME).collect()
}
