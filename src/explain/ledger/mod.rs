//! Who knows what: for every value of a login, the step at which each party first saw it.
//!
//! Nothing here is written by hand: the values are those of the plan and the messages, and every message is searched
//! for them. In a masked record the masks stand for the values, since equal values have equal masks.

mod carried;
mod others;
mod remarks;
mod rows;
mod search;

use crate::protocol::{Pkce, token_response};
use crate::trace::{Party, Step, Trace};

pub use carried::{Carried, Look};

/// The parties, in the order of the columns.
pub const PARTIES: [Party; 4] = [Party::Browser, Party::Client, Party::Server, Party::Resource];

/// The values, in the order of the rows.
pub const NAMES: [&str; 16] = [
    "client_id",
    "client_secret",
    "request",
    "request_uri",
    "state",
    "nonce",
    "code_challenge",
    "code_verifier",
    "code",
    "access_token",
    "refresh_token",
    "id_token",
    "front_token",
    "front_id_token",
    "client_key",
    "dpop_key",
];

/// The rows of what few logins have: without a value they are left out.
const RARE: [&str; 4] = ["request", "request_uri", "front_token", "front_id_token"];

/// One value and who saw it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its name.
    pub name: &'static str,
    /// Whether this login has such a value so far.
    pub exists: bool,
    /// The step at which each party first saw it, in the order of [`PARTIES`].
    pub seen: [Option<Step>; 4],
    /// What the row teaches.
    pub remark: Option<String>,
}

impl Row {
    /// When this party first saw the value.
    #[must_use]
    pub fn by(&self, party: Party) -> Option<Step> {
        PARTIES.iter().position(|column| *column == party).and_then(|column| self.seen[column])
    }

    /// The value was seen there at this step, or earlier.
    fn note(&mut self, party: Party, step: Step) {
        if let Some(column) = PARTIES.iter().position(|column| *column == party) {
            self.seen[column] = Some(self.seen[column].map_or(step, |seen| seen.min(step)));
        }
    }

    /// The same row of another share of the record.
    fn join(&mut self, other: &Self) {
        for (party, seen) in PARTIES.into_iter().zip(other.seen) {
            if let Some(step) = seen {
                self.note(party, step);
            }
        }
    }
}

/// The ledger of a record, whole or still growing.
#[must_use]
pub fn ledger(trace: &Trace) -> Vec<Row> {
    rows::search(trace, None).0
}

/// What one search through a record finds.
#[derive(Clone, Debug)]
pub struct Survey {
    /// The ledger.
    pub rows: Vec<Row>,
    /// What travels in each exchange, in the order of the record.
    pub carried: Vec<Carried>,
}

impl Survey {
    /// Searches the record.
    #[must_use]
    pub fn of(trace: &Trace) -> Self {
        let (rows, carried) = rows::search(trace, Some(&Look::of(trace)));
        Self { rows, carried }
    }
}

/// The value of this name in this login, as far as it is known.
#[must_use]
pub fn value_of(trace: &Trace, name: &str) -> Option<String> {
    let plan = &trace.plan;
    let value = match name {
        "client_id" => Some(plan.client.client_id.clone()),
        "client_secret" => plan.client.client_secret.clone(),
        "state" => plan.nonces.state.clone(),
        "nonce" => plan.nonces.nonce.clone(),
        "code_verifier" => plan.nonces.code_verifier.clone(),
        "code_challenge" => challenge(trace),
        "code" => in_callback(trace, name),
        "request" | "request_uri" => carried(trace, name),
        "front_token" => beside(trace, "access_token"),
        "front_id_token" => beside(trace, "id_token"),
        other if !NAMES.contains(&other) => others::value_of(trace, other),
        token => in_token_response(trace, token).or_else(|| in_callback(trace, token)),
    };
    value.filter(|value| !value.is_empty())
}

/// As it was sent; before that, as it will be derived (a masked verifier has no challenge).
fn challenge(trace: &Trace) -> Option<String> {
    if trace.last(Step::Authorize).or(trace.last(Step::Push)).is_some() {
        return trace.asked().get("code_challenge").map(str::to_owned);
    }
    let verifier = trace.plan.nonces.code_verifier.as_deref()?;
    if crate::trace::mask::is_masked(verifier) && trace.plan.pkce == Pkce::S256 {
        return None;
    }
    trace.plan.pkce.challenge(verifier)
}

fn in_callback(trace: &Trace, name: &str) -> Option<String> {
    trace.answered().get(name).map(str::to_owned)
}

/// What the browser carries instead of the parameters, or what was pushed instead of them.
fn carried(trace: &Trace, name: &str) -> Option<String> {
    let query = trace.last(Step::Authorize).map(|exchange| exchange.request.query());
    let pushed = || trace.last(Step::Push).and_then(|exchange| exchange.request.form());
    query.and_then(|query| query.get(name).map(str::to_owned)).or_else(|| pushed()?.get(name).map(str::to_owned))
}

/// A token that the browser brought where the token endpoint gave another one.
fn beside(trace: &Trace, name: &str) -> Option<String> {
    let later = in_token_response(trace, name)?;
    in_callback(trace, name).filter(|token| *token != later)
}

fn in_token_response(trace: &Trace, name: &str) -> Option<String> {
    let given = &trace.plan.given;
    let issued = trace.last(Step::Redeem).or_else(|| trace.last(Step::Token));
    let Some(members) = issued.and_then(|exchange| exchange.response.as_ref()).and_then(token_response::members) else {
        return match name {
            "access_token" => given.access_token.clone(),
            "refresh_token" => given.refresh_token.clone(),
            "id_token" => given.id_token.clone(),
            _ => None,
        };
    };
    members.get(name)?.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests;
