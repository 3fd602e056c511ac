//! A message of a scenario in a few lines: who sends what to whom, what counts in it, and what came back.

use crate::lab::Who;
use crate::trace::{Channel, Exchange, Plan, Step, Trace};
use crate::view::layout::{blank, flow};
use crate::view::paint::Paint;
use crate::view::text::{Line, Meaning, Span, Text};
use crate::view::{card, escape, heading};
use crate::wire::{Params, Request, Response, json, uri};

/// What counts in these messages, each with its meaning.
const COUNTS: [(&str, Meaning); 24] = [
    ("client_id", Meaning::Name),
    ("client_secret", Meaning::Secret),
    ("redirect_uri", Meaning::Plain),
    ("scope", Meaning::Plain),
    ("response_mode", Meaning::Plain),
    ("request_uri", Meaning::Plain),
    ("state", Meaning::Plain),
    ("nonce", Meaning::Plain),
    ("code_challenge", Meaning::Challenge),
    ("code_challenge_method", Meaning::Challenge),
    ("dpop_jkt", Meaning::Plain),
    ("DPoP", Meaning::Plain),
    ("grant_type", Meaning::Plain),
    ("code", Meaning::Code),
    ("code_verifier", Meaning::Verifier),
    ("refresh_token", Meaning::Token),
    ("iss", Meaning::Plain),
    ("username", Meaning::Plain),
    ("password", Meaning::Secret),
    ("access_token", Meaning::Token),
    ("token_type", Meaning::Plain),
    ("id_token", Meaning::Token),
    ("error", Meaning::Bad),
    ("sub", Meaning::Plain),
];

/// Where a title goes on that is too long for a line.
const TITLE: usize = 12;
/// So much further in stands everything that is in a message.
const PARTS: usize = 4;
/// Where the rows stand.
const ROWS: usize = 6;
/// Where their values stand.
const VALUES: usize = 30;
/// So much of a value is told where not everything is wanted.
const BRIEF: usize = 44;

/// The message.
pub(super) fn message(out: &mut Text, (number, who): (usize, Who), exchange: &Exchange, width: usize) {
    title(out, (number, who), exchange, width);
    rows(out, &given(&exchange.request), width);
    if let Some(response) = &exchange.response {
        answer(out, response, width);
    }
}

/// The message with everything that is in it. Its number is that of the story: a scenario has no steps of a login.
pub(super) fn in_full(out: &mut Text, (number, who): (usize, Who), exchange: &Exchange, width: usize) {
    let trace = Trace { exchanges: vec![exchange.clone()], ..Trace::begin(Plan::default()) };
    let paint = Paint::of(&trace);
    title(out, (number, who), exchange, width);
    let room = width.saturating_sub(PARTS);
    within(out, card::request_parts(exchange, (&trace, &paint), room));
    if let Some(response) = &exchange.response {
        status(out, response, width);
        within(out, card::response_parts(response, &paint, room));
    }
}

/// Parts of a message stand below it, further in.
fn within(out: &mut Text, parts: Text) {
    for line in parts.0 {
        let mut further = blank(PARTS);
        further.0.extend(line.0);
        out.push(further);
    }
}

fn title(out: &mut Text, (number, who): (usize, Who), exchange: &Exchange, width: usize) {
    let mut line = Line::default().with(Meaning::Heading, format!("{number:>3}"));
    line.pad_to(5);
    let (meaning, channel) = match exchange.channel {
        Channel::Front => (Meaning::Front, "front"),
        Channel::Back => (Meaning::Back, "back "),
    };
    line.push(meaning, channel);
    line.push(Meaning::Plain, "  ");
    line.push(Meaning::Strong, sender(who, exchange));
    line.push(Meaning::Plain, " → ");
    let place = uri::without_query(&exchange.request.url);
    let words = format!("{} {}", exchange.request.method, escape::terminal(place));
    flow(out, line, vec![Span { meaning: Meaning::Plain, text: words }], (TITLE, width));
}

fn sender(who: Who, exchange: &Exchange) -> String {
    match (exchange.channel, who) {
        (Channel::Front, Who::Alice) => "Alice's browser".to_owned(),
        (Channel::Front, Who::Mallory) => "Mallory's browser".to_owned(),
        (_, who) => who.name().to_owned(),
    }
}

fn owned((name, value): (&str, &str)) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

/// What a request says.
fn given(request: &Request) -> Params {
    let fragment = uri::fragment(&request.url).map(Params::parse).unwrap_or_default();
    let (query, form) = (request.query(), request.form().unwrap_or_default());
    let mut all: Params = query.iter().chain(fragment.iter()).chain(form.iter()).map(owned).collect();
    if let Some(field) = request.headers.get("authorization") {
        let (scheme, rest) = field.split_once(' ').unwrap_or((field, ""));
        match scheme.to_ascii_lowercase().as_str() {
            "basic" => all.push("client_secret", "in the Basic header"),
            _ => all.push("access_token", rest),
        }
    }
    if request.headers.get("dpop").is_some() {
        all.push("DPoP", "a proof, signed with the sender's key");
    }
    all
}

fn rows(out: &mut Text, params: &Params, width: usize) {
    for (name, meaning) in COUNTS {
        for value in params.all(name) {
            let mut line = blank(ROWS).with(Meaning::Name, name);
            line.pad_to(VALUES);
            flow(out, line, vec![Span { meaning, text: brief(value) }], (VALUES, width));
        }
    }
}

/// Where an answer goes is told to the end: what is amiss with an address often stands there.
fn brief(value: &str) -> String {
    let safe = escape::terminal(value);
    if safe.chars().count() <= BRIEF || uri::is_https(value) {
        return safe;
    }
    format!("{}…", safe.chars().take(BRIEF - 1).collect::<String>())
}

fn answer(out: &mut Text, response: &Response, width: usize) {
    status(out, response, width);
    if let Some(location) = response.headers.get("location") {
        return rows(out, &given(&Request::get(location)), width);
    }
    let members = json::object(response.body.octets()).unwrap_or_default();
    let told = members.iter().filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())));
    rows(out, &told.collect(), width);
}

/// How it was answered, and where the browser is sent on to.
fn status(out: &mut Text, response: &Response, width: usize) {
    let meaning = match response.status {
        200..=299 => Meaning::Ok,
        300..=399 => Meaning::Plain,
        _ => Meaning::Bad,
    };
    let status = format!("{} {}", response.status, heading::reason(response.status));
    let line = blank(ROWS - 2).with(Meaning::Faint, "← ").with(meaning, status.trim_end());
    let location = response.headers.get("location");
    let onward = location.map(|url| format!(" to {}", escape::terminal(uri::without_query(url)))).unwrap_or_default();
    flow(out, line, vec![Span { meaning: Meaning::Faint, text: onward }], (ROWS, width));
}

/// Whether a message counts: the pages between the request and the answer are the same each time, but for the one that
/// sends the browser on with the answer.
pub(super) fn counts(exchange: &Exchange) -> bool {
    let location = exchange.response.as_ref().and_then(|response| response.headers.get("location"));
    match exchange.step {
        Step::Keys | Step::Discover => false,
        Step::SignIn => location.is_some_and(|url| !url.starts_with('/')),
        _ => true,
    }
}
