//! A script for a POSIX shell that repeats the back-channel calls of a record, with placeholders where secrets stand.

use std::fmt::Write as _;

use super::Command;
use super::quote::Dialect;
use super::secrets::Secrets;
use crate::trace::{Channel, Exchange, Party, Trace};
use crate::view::escape;
use crate::wire::{Request, uri};

/// The script: every request that the client sent by itself, in the order in which it was sent. What it needs is asked of
/// the environment before anything is sent. Everything is taken from the masked record; the other one tells only how id
/// and secret were written.
#[must_use]
pub fn script(trace: &Trace, masked: &Trace) -> String {
    let mut secrets = Secrets::of(masked);
    let mut calls = String::new();
    let all = masked.exchanges.iter().zip(&trace.exchanges);
    for (exchange, whole) in all.filter(|(exchange, _)| is_repeatable(exchange)) {
        let request = with_credentials(&exchange.request, &whole.request);
        let command = Command::of(&request, trace, (secrets, Dialect::Posix));
        let lines = command.lines.join(" \\\n  ");
        secrets = command.secrets;
        let _ = write!(calls, "\n{}\ncurl --silent --show-error --include {lines}\necho\n", comment(exchange, trace));
    }
    let mut needed = String::new();
    for (name, meaning) in secrets.used() {
        let _ = writeln!(needed, ": \"${{{name}:?{}}}\"", words(meaning));
    }
    let head = head(trace);
    match (calls.is_empty(), needed.is_empty()) {
        (true, _) => format!("{head}# There is none.\n"),
        (false, true) => format!("{head}set -eu\n{calls}"),
        (false, false) => {
            format!("{head}set -eu\n\n# What a record does not show: set and export these before.\n{needed}{calls}")
        }
    }
}

fn head(trace: &Trace) -> String {
    let client = &trace.plan.client.client_id;
    let of = if client.is_empty() { String::new() } else { format!(" by the client {}", one_line(client)) };
    format!(
        "#!/bin/sh\n# The calls that no browser carries, of a {}{of}, in their order, as {} recorded them.\n\
         # A code is good once and for a short time: take a fresh one, with the verifier that belongs to it.\n",
        trace.plan.command(),
        one_line(&trace.tool),
    )
}

/// Credentials of Basic stand for a placeholder in every way; which one it is depends on how they were written.
fn with_credentials(masked: &Request, whole: &Request) -> Request {
    let mut request = masked.clone();
    if let Some(basic) = whole.headers.get("authorization").filter(|value| value.starts_with("Basic ")) {
        request.headers.set("authorization", basic);
    }
    request
}

fn is_repeatable(exchange: &Exchange) -> bool {
    exchange.channel == Channel::Back && exchange.from == Party::Client && exchange.stray.is_none()
}

fn comment(exchange: &Exchange, trace: &Trace) -> String {
    let (number, step) = trace.plan.numbered(exchange.step);
    let came = match (&exchange.response, &exchange.failure) {
        (Some(response), _) => format!("it answered {}", response.status),
        (None, Some(failure)) => failure.kind.words().to_owned(),
        (None, None) => "no answer was recorded".to_owned(),
    };
    let place = one_line(uri::authority(&exchange.request.url));
    format!("# {number} {}: {} at {place}; {came}", step.name(), purpose(step))
}

/// What a call is for.
fn purpose(step: crate::trace::Step) -> &'static str {
    use crate::trace::Step;
    match step {
        Step::Discover => "ask for the server's metadata",
        Step::Register => "register a client",
        Step::Push => "hand over the authorization request",
        Step::Device => "ask for a code for another device",
        Step::Redeem => "trade the code for tokens",
        Step::Token => "ask for tokens",
        Step::Keys => "fetch the server's keys",
        Step::Userinfo => "fetch the claims of the user",
        Step::Refresh => "trade the refresh token for new tokens",
        Step::Introspect => "ask what a token is worth",
        Step::Call => "use the access token",
        Step::Revoke => "declare a token dead",
        Step::Confirm => "see that it is dead",
        Step::Unregister => "delete the client",
        Step::Prepare
        | Step::Authorize
        | Step::SignIn
        | Step::Callback
        | Step::Verify
        | Step::Logout
        | Step::Return => "a message of the browser",
    }
}

/// Text of others in a comment: without a line break nothing can leave it.
fn one_line(text: &str) -> String {
    escape::terminal(text)
}

/// Words inside `${NAME:?…}` between double quotes: no character that a shell looks at there.
fn words(meaning: &str) -> String {
    meaning.chars().filter(|c| !matches!(c, '"' | '\\' | '$' | '`' | '}')).collect()
}
