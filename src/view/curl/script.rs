//! A script for a POSIX shell that repeats the back-channel calls of a record, with placeholders where secrets stand.

use std::fmt::Write as _;

use super::Command;
use super::quote::{self, Dialect, Piece};
use super::secrets::{CLIENT_ASSERTION, DPOP_PROOF, Placeholder, Secrets, named};
use crate::protocol::token_response;
use crate::trace::{Channel, Exchange, Party, Trace};
use crate::view::escape;
use crate::wire::{Request, uri};

/// The members of an answer that later calls show.
const HANDED_ON: [&str; 4] = ["access_token", "refresh_token", "id_token", "device_code"];

/// What makes proofs: each is for one message, and those of a token hold its hash, so none can be made before.
const DPOP: Placeholder =
    ("DPOP", "a command that prints a DPoP proof for the method, the URL and the token it is given (RFC 9449 4.2)");

/// An assertion is good once as well, and several calls may show one.
const ASSERT: Placeholder =
    ("ASSERT", "a command that prints a JWT that proves the client, a new one each time (RFC 7523 2.2)");

/// Takes a member out of the last answer: no tool for JSON is everywhere, and no token has an odd character.
const MEMBER: &str = r#"
# The value of a member of the last answer; where it has none, what was known before.
member() {
  value=$(printf '%s\n' "$answer" | sed -n 's/.*"'"$1"'" *: *"\([^"]*\)".*/\1/p' | sed 's,\\/,/,g' | head -n 1)
  printf '%s' "${value:-$2}"
}
"#;

/// A call of the script.
struct Call {
    comment: String,
    /// What makes the proofs that it shows, where it shows some.
    proofs: String,
    lines: String,
    used: Vec<Placeholder>,
    /// The members of its answer that a later call may show, each with its placeholder.
    gives: Vec<(&'static str, Placeholder)>,
}

/// The script: every request that the client sent by itself, in the order in which it was sent. What it needs is asked of
/// the environment before anything is sent, but for what the answers give. Everything is taken from the masked record; the
/// other one tells only how id and secret were written.
#[must_use]
pub fn script(trace: &Trace, masked: &Trace) -> String {
    let calls = calls(trace, masked);
    let head = head(trace);
    if calls.is_empty() {
        return format!("{head}# There is none.\n");
    }
    let (mut known, mut needed, mut body) = (Vec::new(), Vec::new(), String::new());
    for (at, call) in calls.iter().enumerate() {
        let (late, early): (Vec<Placeholder>, Vec<Placeholder>) =
            call.used.iter().copied().partition(|placeholder| known.contains(placeholder));
        needed.extend(early);
        let shown = |given: &&(&str, Placeholder)| calls[at + 1..].iter().any(|later| later.used.contains(&given.1));
        let kept: Vec<(&str, Placeholder)> = call.gives.iter().filter(shown).copied().collect();
        let late: Vec<Placeholder> = late.into_iter().filter(|placeholder| !needed.contains(placeholder)).collect();
        body.push_str(&written(call, &late, &kept));
        known.extend(kept.into_iter().map(|(_, placeholder)| placeholder));
    }
    let asks: String = distinct(&needed).iter().map(|placeholder| ask(placeholder, "")).collect();
    let asks = if asks.is_empty() {
        asks
    } else {
        format!("\n# What a record does not show: set and export these before.\n{asks}")
    };
    let member = if known.is_empty() { "" } else { MEMBER };
    format!("{head}set -eu\n{asks}{member}{body}")
}

fn calls(trace: &Trace, masked: &Trace) -> Vec<Call> {
    let mut secrets = Secrets::of(masked);
    let mut calls = Vec::new();
    let all = masked.exchanges.iter().zip(&trace.exchanges);
    for (exchange, whole) in all.filter(|(exchange, _)| is_repeatable(exchange)) {
        let request = with_credentials(&exchange.request, &whole.request);
        let command = Command::of(&request, trace, (secrets, Dialect::Posix));
        let lines = command.lines.join(" \\\n  ");
        secrets = command.secrets;
        let mut used = secrets.take_used();
        let mut proofs = String::new();
        for placeholder in &mut used {
            let (command, line) = match *placeholder {
                DPOP_PROOF => (DPOP, proof(&request)),
                CLIENT_ASSERTION => (ASSERT, "CLIENT_ASSERTION=$(\"$ASSERT\")\n".to_owned()),
                _ => continue,
            };
            *placeholder = command;
            proofs.push_str(&line);
        }
        calls.push(Call { comment: comment(exchange, trace), proofs, lines, used, gives: gives(exchange) });
    }
    calls
}

/// The line that makes the proof of a message, with the token to which it is bound where it shows one.
fn proof(request: &Request) -> String {
    let is_bound =
        request.headers.get("authorization").is_some_and(|value| value.to_ascii_lowercase().starts_with("dpop "));
    let word = |text: &str| quote::word(&[Piece::plain(text)], Dialect::Posix);
    let token = if is_bound { " \"$ACCESS_TOKEN\"" } else { "" };
    let (method, url) = (word(&request.method), word(uri::without_query(&request.url)));
    format!("DPOP_PROOF=$(\"$DPOP\" {method} {url}{token})\n")
}

/// What an answer gives that later calls can show.
fn gives(exchange: &Exchange) -> Vec<(&'static str, Placeholder)> {
    let members = exchange.good_answer().and_then(token_response::members).unwrap_or_default();
    let names = HANDED_ON.into_iter().filter(|name| members.contains_key(*name));
    names.filter_map(|name| Some((name, named(name)?))).collect()
}

/// A call as lines. What the answers before should have given is asked for here, where it is shown.
fn written(call: &Call, asked: &[Placeholder], gives: &[(&str, Placeholder)]) -> String {
    let asks: String = asked.iter().map(|placeholder| ask(placeholder, ": no answer above holds it")).collect();
    let curl = format!("curl --silent --show-error --include {}", call.lines);
    if gives.is_empty() {
        return format!("\n{}\n{asks}{}{curl}\necho\n", call.comment, call.proofs);
    }
    let mut out = format!("\n{}\n{asks}{}answer=$({curl})\nprintf '%s\\n' \"$answer\"\n", call.comment, call.proofs);
    for (member, (name, _)) in gives {
        let _ = writeln!(out, "{name}=$(member {member} \"${{{name}:-}}\")");
    }
    out
}

/// Ends the script where this is not set.
fn ask((name, meaning): &Placeholder, more: &str) -> String {
    format!(": \"${{{name}:?{}{more}}}\"\n", words(meaning))
}

fn distinct(all: &[Placeholder]) -> Vec<Placeholder> {
    let mut out = Vec::new();
    for placeholder in all {
        if !out.contains(placeholder) {
            out.push(*placeholder);
        }
    }
    out
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
