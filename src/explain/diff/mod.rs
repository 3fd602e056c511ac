//! Two runs side by side, message by message, with only what differs.
//!
//! What is drawn for each run is compared by its shape, since it never is the same; what is masked by the hash in its
//! mask, so both records are masked before they come here.

mod align;
mod message;
mod outcome;
mod parts;
mod value;

use serde::Serialize;

use crate::rules::Finding;
use crate::trace::{Party, Step, Trace};

/// One of the two runs, masked, with what the rules found in it.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The record.
    pub trace: &'a Trace,
    /// The findings.
    pub findings: &'a [Finding],
}

/// In what two runs differ.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Diff {
    /// The messages that differ, or that only one of them has.
    pub messages: Vec<Message>,
    /// The checks that came out otherwise.
    pub checks: Vec<Checked>,
    /// How they ended, where that differs.
    pub ending: Option<Pair>,
    /// Who came to know what at another step, or not at all.
    pub knowledge: Vec<Known>,
    /// Who could have redeemed the code, where the locks differ.
    pub redeemers: Option<Redeemers>,
}

/// A message of both runs, or of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Message {
    /// The step.
    pub step: Step,
    /// Which one of its step, from 1.
    pub number: usize,
    /// Who has it.
    pub in_run: InRun,
    /// What differs in the request.
    pub request: Vec<Difference>,
    /// What differs in the answer.
    pub response: Vec<Difference>,
}

/// Who has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum InRun {
    /// Both.
    Both,
    /// Only the first.
    A,
    /// Only the second.
    B,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Where it stands.
    pub place: Place,
    /// Its name; empty for what is alone in its place.
    pub name: String,
    /// What the first has and the second has not; several values one after the other.
    pub a: Option<String>,
    /// The same of the second.
    pub b: Option<String>,
    /// Whether only the shapes of drawn values are compared.
    pub by_shape: bool,
}

/// Where something stands in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// The method.
    Method,
    /// The address, without its query.
    Address,
    /// The query.
    Query,
    /// The fragment.
    Fragment,
    /// The status of the answer, or why there is none.
    Status,
    /// The header.
    Header,
    /// A form.
    Form,
    /// A member of the JSON content.
    Json,
}

/// Two words for the same thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pair {
    /// Of the first.
    pub a: String,
    /// Of the second.
    pub b: String,
}

/// A check that came out otherwise; one that a run did not make has no word there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// The id of the requirement.
    pub id: &'static str,
    /// What is required.
    pub title: &'static str,
    /// How it came out in the first.
    pub a: Option<Outcome>,
    /// How it came out in the second.
    pub b: Option<Outcome>,
}

/// How a check came out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// The word for it.
    pub word: &'static str,
    /// What was seen.
    pub seen: String,
}

/// A value that a party learnt at another step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Known {
    /// The value.
    pub name: &'static str,
    /// The party.
    pub party: Party,
    /// At which step of the first.
    pub a: Option<&'static str>,
    /// At which step of the second.
    pub b: Option<&'static str>,
}

/// Who could have redeemed the code in each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Redeemers {
    /// What somebody holds, and what comes of it.
    pub rows: Vec<Redeemer>,
    /// What the secret is for in each.
    pub secret: Pair,
    /// What the verifier is for in each.
    pub verifier: Pair,
}

/// Somebody with the code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Redeemer {
    /// What he holds besides.
    pub holding: &'static str,
    /// What comes of it in the first.
    pub a: String,
    /// What comes of it in the second.
    pub b: String,
}

/// What is drawn for each run, for whoever tells how it was compared.
pub const DRAWN: &str = "state, nonce, code, verifier, challenge, tokens, keys, cookies, dates, ports of this machine";

impl Diff {
    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Compares two runs.
#[must_use]
pub fn compare(a: Side<'_>, b: Side<'_>) -> Diff {
    let are_apps = [a, b].iter().all(|side| side.trace.plan.captured.is_some());
    let answers = if are_apps { message::Answers::Apps } else { message::Answers::Ours };
    let pairs = align::pairs(a.trace, b.trace);
    Diff {
        messages: pairs.iter().filter_map(|pair| message::compare(pair, answers)).collect(),
        checks: outcome::checks(a, b),
        ending: outcome::ending(a.trace, b.trace),
        knowledge: outcome::knowledge(a.trace, b.trace),
        redeemers: outcome::redeemers(a.trace, b.trace),
    }
}

#[cfg(test)]
mod tests;
