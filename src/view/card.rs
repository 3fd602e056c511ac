//! A request card and a response card: everything that passed, each thing on a line of its own with what it is for.

use super::findings::{self, Detail};
use super::layout::{INDENT, ROWS, Row, blank, flow, paragraph, rows};
use super::paint::{self, Paint};
use super::text::{Line, Meaning, Span, Text};
use super::{content, enclosed, escape, heading};
use crate::explain::{glossary, ledger};
use crate::protocol::{BasicEncoding, client_auth};
use crate::rules::Finding;
use crate::trace::mask::is_masked;
use crate::trace::{Change, Exchange, Step, Trace};
use crate::wire::{Headers, Params, Response, uri};

/// The message as it was sent, as it arrived, or as it is about to go.
#[must_use]
pub fn request(exchange: &Exchange, trace: &Trace, width: usize) -> Text {
    if exchange.stray.is_some() {
        return stray(exchange, width);
    }
    let paint = Paint::of(trace);
    let mut out = Text::default();
    out.push(heading::message(
        trace.plan.numbered(exchange.step),
        (exchange.from, exchange.to),
        exchange.channel,
        width,
    ));
    out.extend(request_below_heading(exchange, trace, &paint, width));
    out
}

/// The same without its heading, for a lesson to stand in between.
#[must_use]
pub fn request_below_heading(exchange: &Exchange, trace: &Trace, paint: &Paint, width: usize) -> Text {
    let mut out = Text::default();
    tampered(&mut out, exchange, width);
    if exchange.pasted {
        paragraph(&mut out, "pasted into the terminal", Meaning::Faint, (INDENT, width));
    }
    let request = &exchange.request;
    let line = blank(INDENT).with(Meaning::Strong, escape::terminal(&request.method)).with(Meaning::Plain, " ");
    flow(&mut out, line, paint.spans(uri::without_query(&request.url), Meaning::Strong), (INDENT + 2, width));
    out.extend(request_parts(exchange, (trace, paint), width));
    enclosed::enclosed(&mut out, exchange, (paint, width));
    kept_back(&mut out, exchange, trace);
    out
}

/// Everything that is in a request behind its first line.
#[must_use]
pub(super) fn request_parts(exchange: &Exchange, (trace, paint): (&Trace, &Paint), width: usize) -> Text {
    let mut out = Text::default();
    let request = &exchange.request;
    let fragment = uri::fragment(&request.url).map(Params::parse).unwrap_or_default();
    parameters(&mut out, "query", &request.query(), (paint, width));
    parameters(&mut out, "fragment", &fragment, (paint, width));
    headers(&mut out, &request.headers, (paint, width));
    basic(&mut out, exchange, trace, width);
    match request.form() {
        Some(form) => parameters(&mut out, "form body", &form, (paint, width)),
        None => content::body(&mut out, &request.headers, &request.body, (paint, width)),
    }
    out
}

/// Everything that is in an answer behind its status.
#[must_use]
pub(super) fn response_parts(response: &Response, paint: &Paint, width: usize) -> Text {
    let mut out = Text::default();
    headers(&mut out, &response.headers, (paint, width));
    content::body(&mut out, &response.headers, &response.body, (paint, width));
    out
}

/// What came of a message: the answer, or why there is none, and its checks.
#[must_use]
pub fn response(exchange: &Exchange, checks: &[&Finding], trace: &Trace, width: usize) -> Text {
    let paint = Paint::of(trace);
    let mut out = Text::default();
    if let Some(response) = exchange.response.as_ref().filter(|_| exchange.stray.is_none()) {
        let outcome = outcome(exchange, response);
        out.push(heading::answer(
            trace.plan.numbered(exchange.step),
            (exchange.to, exchange.from),
            exchange.channel,
            outcome,
        ));
        answer(&mut out, (exchange, trace), response, (&paint, width));
    }
    if let Some(failure) = &exchange.failure {
        let line = blank(INDENT).with(Meaning::Bad, "no answer: ");
        let words = format!("{} ({})", failure.kind.words(), failure.detail);
        flow(&mut out, line, paint.spans(&words, Meaning::Plain), (INDENT + 2, width));
    }
    out.extend(findings::lines(checks, Detail::Title, (&paint, &trace.plan), width));
    out
}

/// A request that is no part of the flow, in one line.
#[must_use]
pub fn stray(exchange: &Exchange, width: usize) -> Text {
    let mut out = Text::default();
    let why = exchange.stray.as_deref().unwrap_or_default();
    let words = format!("· {} {}: {why}", exchange.request.method, exchange.request.path());
    paragraph(&mut out, &escape::terminal(&words), Meaning::Faint, (INDENT, width));
    out
}

/// Our own page in the browser is not worth its lines here.
fn answer(
    out: &mut Text,
    (exchange, trace): (&Exchange, &Trace),
    response: &Response,
    (paint, width): (&Paint, usize),
) {
    if exchange.step.arrives() {
        let whose = if trace.plan.captured.is_some() { "the app's" } else { "our" };
        let words = format!("{whose} page for the browser, {} octets", response.body.len());
        return paragraph(out, &words, Meaning::Faint, (INDENT, width));
    }
    out.extend(response_parts(response, paint, width));
}

fn outcome(exchange: &Exchange, response: &Response) -> Vec<Span> {
    let meaning = match response.status {
        200..=299 => Meaning::Ok,
        300..=399 => Meaning::Warn,
        _ => Meaning::Bad,
    };
    let status = format!("{} {}", response.status, heading::reason(response.status));
    let mut spans = vec![Span { meaning, text: status.trim_end().to_owned() }];
    // What took time at the redirect URI was the person, not the answer.
    if let Some(micros) = exchange.elapsed_us.filter(|_| !exchange.step.arrives()) {
        spans.push(Span { meaning: Meaning::Faint, text: format!(" · {}", took(micros)) });
    }
    spans
}

/// Microseconds in the milliseconds that a person reads.
fn took(micros: u64) -> String {
    match micros {
        0..100_000 => format!("{}.{} ms", micros / 1000, micros % 1000 / 100),
        100_000..10_000_000 => format!("{} ms", micros / 1000),
        _ => format!("{} s", micros / 1_000_000),
    }
}

fn tampered(out: &mut Text, exchange: &Exchange, width: usize) {
    if !exchange.tampered.is_empty() {
        let changes: Vec<String> = exchange.tampered.iter().map(Change::words).collect();
        let line = blank(INDENT).with(Meaning::Warn, "changed on purpose: ");
        let words = Span { meaning: Meaning::Strong, text: escape::terminal(&changes.join(", ")) };
        flow(out, line, vec![words], (INDENT + 2, width));
    }
}

fn parameters(out: &mut Text, label: &str, params: &Params, (paint, width): (&Paint, usize)) {
    if params.is_empty() {
        return;
    }
    out.push(blank(INDENT).with(Meaning::Faint, label));
    let list: Vec<Row> = params.iter().map(|(name, value)| row(name, value, paint)).collect();
    rows(out, &list, (ROWS, width));
}

/// A name, its value in its colour, and what it is for.
pub(super) fn row(name: &str, value: &str, paint: &Paint) -> Row {
    Row { name: paint::name(name), value: paint.value(name, value), what: glossary::what(name).map(str::to_owned) }
}

fn headers(out: &mut Text, headers: &Headers, (paint, width): (&Paint, usize)) {
    if headers.iter().next().is_none() {
        return;
    }
    out.push(blank(INDENT).with(Meaning::Faint, "headers"));
    let list: Vec<Row> = headers
        .iter()
        .map(|(name, value)| Row {
            name: Span { meaning: Meaning::Name, text: escape::terminal(name) },
            value: paint.spans(value, Meaning::Plain),
            what: glossary::what(name).map(str::to_owned),
        })
        .collect();
    rows(out, &list, (ROWS, width));
}

/// How the Basic header of a token request came about (RFC 6749 2.3.1).
fn basic(out: &mut Text, exchange: &Exchange, trace: &Trace, width: usize) {
    let client = &trace.plan.client;
    let header = exchange.request.headers.get("authorization").unwrap_or_default();
    let untouched = !exchange.tampered.iter().any(|change| change.words().ends_with("header.authorization"));
    if !matches!(exchange.step, Step::Redeem | Step::Token | Step::Device)
        || !header.starts_with("Basic ")
        || !client.is_confidential()
        || !untouched
    {
        return;
    }
    let parts = client_auth::basic(client);
    let plain = client.client_secret.clone().unwrap_or_default();
    let secret = if is_masked(&plain) { plain } else { parts.secret };
    let encoding = match client.basic_encoding {
        BasicEncoding::Form => "each form-encoded first",
        BasicEncoding::Raw => "as they are (--basic-encoding raw)",
    };
    let line = blank(ROWS).with(Meaning::Faint, "Basic = BASE64(client_id ':' client_secret) = BASE64(");
    let spans = vec![
        Span { meaning: Meaning::Plain, text: escape::terminal(&parts.id) },
        Span { meaning: Meaning::Plain, text: ":".into() },
        Span { meaning: Meaning::Secret, text: escape::terminal(&secret) },
        Span { meaning: Meaning::Faint, text: format!("), {encoding}") },
    ];
    flow(out, line, spans, (ROWS + 2, width));
}

/// What the client holds and does not show here: the two locks keep their keys out of the front channel.
fn kept_back(out: &mut Text, exchange: &Exchange, trace: &Trace) {
    if exchange.step != Step::Authorize {
        return;
    }
    let query = exchange.request.query();
    let kept: Vec<&str> = ["code_verifier", "client_secret"]
        .into_iter()
        .filter(|name| {
            ledger::value_of(trace, name).is_some_and(|value| !query.iter().any(|(_, sent)| sent.contains(&value)))
        })
        .collect();
    if kept.is_empty() {
        return;
    }
    let mut line: Line = blank(INDENT).with(Meaning::Faint, "kept back: ");
    for (index, name) in kept.into_iter().enumerate() {
        line.push(Meaning::Plain, if index == 0 { "" } else { ", " });
        line.0.push(paint::name(name));
    }
    out.push(line);
}
