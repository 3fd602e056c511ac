//! Who knows what: for every value of a login, the step at which each party first saw it.
//!
//! Nothing here is written by hand: the values are those of the plan and the messages, and every message is searched
//! for them. In a masked record the masks stand for the values, since equal values have equal masks.

mod carried;
mod others;
mod search;

use crate::explain::redeemers::{Holding, Locks, Outcome};
use crate::protocol::{Pkce, token_response};
use crate::trace::{Exchange, Flow, Part, Party, Step, Trace};

pub use carried::{Carried, Look};
use search::{Opened, Sought};

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
}

/// The ledger of a record, whole or still growing.
#[must_use]
pub fn ledger(trace: &Trace) -> Vec<Row> {
    Messages::of(trace).rows()
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
        let (messages, look) = (Messages::of(trace), Look::of(trace));
        let carried = messages.opened.iter().map(|(exchange, opened)| look.at_opened(exchange, opened)).collect();
        Self { rows: messages.rows(), carried }
    }
}

/// The messages of a record, each opened once for all that is looked for.
struct Messages<'a> {
    trace: &'a Trace,
    opened: Vec<(&'a Exchange, Opened<'a>)>,
}

impl<'a> Messages<'a> {
    fn of(trace: &'a Trace) -> Self {
        let open = |exchange: &'a Exchange| (exchange, Opened::of(exchange, &trace.plan));
        Self { trace, opened: trace.exchanges.iter().map(open).collect() }
    }

    fn rows(&self) -> Vec<Row> {
        let trace = self.trace;
        let login = trace.plan.flow == Flow::Login;
        let row = |name: &&'static str| match *name {
            name if name.ends_with("_key") => key_row(trace, name),
            // Only a login has a place for these.
            "state" | "nonce" | "code_challenge" | "code_verifier" | "code" if !login => None,
            name => Some(row(self, name)).filter(|row| login || row.exists || name == "client_secret"),
        };
        let rows = NAMES.iter().filter_map(row).filter(|row| row.exists || !RARE.contains(&row.name));
        rows.chain(others::rows(self)).collect()
    }
}

/// A private key is in no message: only its owner has it, and only where there is one it has a row.
fn key_row(trace: &Trace, name: &'static str) -> Option<Row> {
    let remark = match name {
        "client_key" => {
            trace.plan.client.key.as_ref().map(|_| "the private half never leaves; the server knows the public one")
        }
        _ => trace.plan.dpop.as_ref().map(|_| "the private half never leaves; the public one is in each proof"),
    }?;
    let mut row = Row { name, exists: true, seen: [None; 4], remark: Some(remark.to_owned()) };
    row.note(Party::Client, trace.plan.steps().first().copied().unwrap_or(Step::Prepare));
    Some(row)
}

fn row(messages: &Messages, name: &'static str) -> Row {
    let mut row = match value_of(messages.trace, name) {
        Some(value) => row_of(messages, name, &value),
        None => Row { name, exists: false, seen: [None; 4], remark: None },
    };
    row.remark = remark(messages.trace, &row);
    row
}

/// A value that there is, and who saw it.
fn row_of(messages: &Messages, name: &'static str, value: &str) -> Row {
    let mut row = Row { name, exists: true, seen: [None; 4], remark: None };
    if matches!(name, "state" | "nonce" | "code_challenge" | "code_verifier") && has_begun(messages.trace) {
        row.note(Party::Client, Step::Prepare);
    }
    let sought = Sought::new(value);
    for (exchange, opened) in messages.opened.iter().filter(|(exchange, _)| is_of_flow(exchange)) {
        follow(&mut row, messages.trace, (exchange, opened), &sought);
    }
    row
}

/// Between the browser and the server alone nothing passes that does not also pass before or afterwards.
fn is_of_flow(exchange: &Exchange) -> bool {
    exchange.stray.is_none() && exchange.step != Step::SignIn
}

/// The values of a login are drawn once the first step is behind it.
fn has_begun(trace: &Trace) -> bool {
    !trace.plan.server.discover || !trace.exchanges.is_empty()
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

/// Both ends of a message see what is in it; so does the client whose message the browser carries, and the server whose
/// answer it brings: that one was written when the server answered the authorization request.
fn follow(row: &mut Row, trace: &Trace, (exchange, opened): (&Exchange, &Opened), sought: &Sought) {
    // What both ends know already changes nothing, unless it tells who else knew it.
    let knows = |party| row.by(party).is_some_and(|seen| seen <= exchange.step);
    let only_ends = !matches!(exchange.step, Step::Authorize | Step::Logout | Step::Callback);
    if only_ends && knows(exchange.from) && knows(exchange.to) {
        return;
    }
    let asked = opened.request_holds(row.name, sought);
    // What stands there passes the redirect URI next.
    let answered = exchange.step != Step::Authorize && opened.answer_holds(sought);
    if !asked && !answered {
        return;
    }
    row.note(exchange.from, exchange.step);
    row.note(exchange.to, exchange.step);
    match exchange.step {
        Step::Authorize | Step::Logout => row.note(Party::Client, exchange.step),
        Step::Callback if asked && trace.last(Step::Authorize).is_some() => row.note(Party::Server, Step::Authorize),
        Step::Callback if asked => row.note(Party::Server, exchange.step),
        _ => {}
    }
}

fn remark(trace: &Trace, row: &Row) -> Option<String> {
    if !row.exists {
        return absence(trace, row.name).map(str::to_owned);
    }
    let leak = row.by(Party::Browser);
    let words = match (row.name, leak) {
        ("client_id", Some(_)) => "public: printed in every address bar",
        ("id_token", Some(Step::Logout)) => "went along as the hint of the logout",
        ("request", Some(_)) => "signed: the browser reads it and cannot change it",
        ("request", None) => "signed and pushed: the browser never sees it",
        ("request_uri", _) => "a name for the request: good once, and tells nothing",
        ("front_token" | "access_token", Some(Step::Callback)) if trace.plan.asked.response_type.has_token() => {
            "asked for through the browser: it should not be there"
        }
        ("front_id_token" | "id_token", Some(Step::Callback)) if trace.plan.asked.response_type.has_id_token() => {
            "asked for through the browser: it can be read there"
        }
        ("client_secret" | "access_token" | "refresh_token" | "id_token", Some(step)) => {
            return Some(format!("passed the front channel at {}: it must not", trace.plan.number(step)));
        }
        ("state", Some(_)) if was_returned(trace, "state") => "came back as it went",
        ("nonce", _) if in_id_token(trace) => "came back inside the id_token",
        ("code_challenge", Some(_)) if Locks::of(trace).pkce == Pkce::Plain => "plain: it is the verifier itself",
        ("code_challenge", Some(_)) => "a fingerprint: it gives nothing away",
        ("code_verifier", step) => return Some(on_verifier(trace, step)),
        ("code", Some(_)) => on_code(trace),
        ("client_secret" | "access_token", None) => "never in the front channel",
        ("refresh_token", None) => "the more precious: it fetches new tokens",
        ("id_token", None) => "for the client to read, not for the API",
        _ => return None,
    };
    Some(words.to_owned())
}

fn absence(trace: &Trace, name: &str) -> Option<&'static str> {
    let plan = &trace.plan;
    match name {
        "client_secret" if plan.lacks(Part::TokenRequest) => Some("not seen: the token request is not captured"),
        "state" | "nonce" | "code_challenge" if plan.lacks(Part::Request) => {
            Some("not seen: the request is not captured")
        }
        "state" if plan.captured.is_some() => Some("none was sent"),
        "code_verifier" if plan.lacks(Part::TokenRequest) && plan.pkce != Pkce::None => {
            Some("not seen: the token request is not captured")
        }
        "client_secret" => Some("there is none: a public client"),
        "state" => Some("left out by --no-state"),
        "nonce" => Some("none was drawn"),
        "code" | "code_verifier" | "code_challenge" if !trace.plan.asked.response_type.has_code() => {
            Some("there is none: no code was asked for")
        }
        "code_verifier" => Some("there is none: no PKCE"),
        "code_challenge" if trace.last(Step::Authorize).is_some() => Some("none was sent"),
        "refresh_token" | "id_token" if in_token_response(trace, "access_token").is_some() => Some("none was issued"),
        _ => None,
    }
}

fn on_verifier(trace: &Trace, leak: Option<Step>) -> String {
    match leak {
        None => "never in the front channel".to_owned(),
        Some(Step::Authorize) if Locks::of(trace).pkce == Pkce::Plain => {
            "with plain the challenge is the verifier: the browser saw it".to_owned()
        }
        Some(step) => format!("passed the front channel at {}: it proves nothing any more", trace.plan.number(step)),
    }
}

/// What the code alone is worth, or with all that the front channel showed.
fn on_code(trace: &Trace) -> &'static str {
    let locks = Locks::of(trace);
    let watched = Holding { request: true, ..Holding::default() };
    match (locks.try_with(Holding::default()), locks.try_with(watched)) {
        (Outcome::Redeemed, _) if trace.plan.lacks(Part::TokenRequest) => {
            "worth the tokens, unless a secret is asked for"
        }
        (Outcome::Redeemed, _) => "worth the tokens to who reads the redirect",
        (_, Outcome::Redeemed) => "worth the tokens to who saw the request",
        _ => "passed the browser: worth nothing alone",
    }
}

fn was_returned(trace: &Trace, name: &str) -> bool {
    let sent = value_of(trace, name);
    sent.is_some() && in_callback(trace, name) == sent
}

fn in_id_token(trace: &Trace) -> bool {
    let (nonce, id_token) = (&trace.plan.nonces.nonce, value_of(trace, "id_token"));
    nonce.as_deref().zip(id_token).is_some_and(|(nonce, token)| search::token_holds(&token, nonce))
}

#[cfg(test)]
mod tests;
