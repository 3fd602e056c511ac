//! What a server says about itself: its documents, every member with what it means, its keys, and what is wrong.

use serde_json::{Map, Value};

use super::findings;
use super::layout::{INDENT, ROWS, Row, blank, flow, paragraph, rows};
use super::paint::{self, Paint};
use super::report::Report;
use super::text::{Line, Meaning, Span, Text};
use crate::explain::glossary;
use crate::jose::{Jwk, Jwks};
use crate::protocol::{discovery, keys};
use crate::rules::{Severity, rsa_bits};
use crate::trace::{Ending, Exchange, Step, Trace};
use crate::wire::json;

/// Where the value of a member stands.
const VALUES: usize = 8;

/// Everything about a server that its documents and keys tell.
#[must_use]
pub fn discover(report: &Report, width: usize) -> Text {
    let mut out = Text::default();
    let issuer = report.trace.plan.server.issuer.as_deref().unwrap_or_default();
    let begun = Line::default().with(Meaning::Heading, "discover").with(Meaning::Plain, "  ");
    flow(&mut out, begun, Paint::default().spans(issuer, Meaning::Strong), (INDENT, width));
    for exchange in report.trace.of(Step::Discover).chain(report.trace.of(Step::Keys)) {
        asked(&mut out, exchange, width);
    }
    match document(&report.trace) {
        Some(document) => members(&mut out, &document, width),
        None => paragraph(&mut out, "there is no metadata document", Meaning::Bad, (INDENT, width)),
    }
    if let Some(jwks) = key_set(&report.trace) {
        key_table(&mut out, &jwks, width);
    }
    out.extend(findings::summary(&report.findings, (&Paint::default(), &report.trace.plan), width));
    if report.trace.ended == Ending::Finished {
        out.push(verdict(report));
    }
    out
}

/// The document that counts: the first that was found.
#[must_use]
pub fn document(trace: &Trace) -> Option<Map<String, Value>> {
    let answers = trace.of(Step::Discover).filter_map(|exchange| exchange.response.as_ref());
    answers
        .filter(|response| discovery::is_document(response))
        .find_map(|response| json::object(response.body.octets()).ok())
}

/// The keys, where they could be had.
#[must_use]
pub fn key_set(trace: &Trace) -> Option<Jwks> {
    trace.last(Step::Keys)?.response.as_ref().and_then(keys::read)
}

/// What a key is, in a few words.
#[must_use]
pub fn key_words(key: &Jwk) -> String {
    let kind = match (key.text("kty"), key.text("crv")) {
        (Some("RSA"), _) => rsa_bits(key).map_or_else(|| "RSA".to_owned(), |bits| format!("RSA, {bits} bits")),
        (Some(kty), Some(curve)) => format!("{kty} {curve}"),
        (Some(kty), None) => kty.to_owned(),
        (None, _) => "of no type".to_owned(),
    };
    let labels = ["use", "alg"].into_iter().filter_map(|name| Some(format!(", {name} {}", key.text(name)?)));
    labels.fold(kind, |words, label| words + label.as_str())
}

fn asked(out: &mut Text, exchange: &Exchange, width: usize) {
    let mut line = blank(INDENT);
    match (&exchange.response, &exchange.failure) {
        (Some(response), _) if response.status == 200 => line.push(Meaning::Ok, "200"),
        (Some(response), _) => line.push(Meaning::Warn, response.status.to_string()),
        (None, Some(failure)) => line.push(Meaning::Bad, format!("no answer: {}", failure.kind.words())),
        (None, None) => line.push(Meaning::Bad, "no answer"),
    }
    line.push(Meaning::Plain, "  ");
    flow(out, line, Paint::default().spans(&exchange.request.url, Meaning::Faint), (ROWS, width));
}

/// Names here are longer than most values: each stands on a line with what it means, its value below.
fn members(out: &mut Text, document: &Map<String, Value>, width: usize) {
    out.push(blank(INDENT).with(Meaning::Faint, "metadata"));
    let paint = Paint::default();
    for (name, value) in document {
        let mut line = blank(ROWS);
        line.0.push(paint::name(name));
        line.push(Meaning::Plain, "  ");
        let what = glossary::what(name).unwrap_or("not a member that is known here");
        flow(out, line, vec![Span { meaning: Meaning::Faint, text: what.to_owned() }], (VALUES, width));
        flow(out, blank(VALUES), paint.spans(&words(value), Meaning::Plain), (VALUES, width));
    }
}

/// Lists of words as words, anything else as it is.
fn words(value: &Value) -> String {
    let list = value.as_array().filter(|list| !list.is_empty() && list.iter().all(Value::is_string));
    match (value.as_str(), list) {
        (Some(text), _) => text.to_owned(),
        (None, Some(list)) => list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
        (None, None) => value.to_string(),
    }
}

fn key_table(out: &mut Text, jwks: &Jwks, width: usize) {
    out.push(blank(INDENT).with(Meaning::Faint, "keys"));
    let paint = Paint::default();
    let row = |key: &Jwk| Row {
        name: paint::name(key.text("kid").unwrap_or("(without kid)")),
        value: paint.spans(&key_words(key), Meaning::Plain),
        what: None,
    };
    let list: Vec<Row> = jwks.0.iter().map(row).collect();
    rows(out, &list, (ROWS, width));
}

fn verdict(report: &Report) -> Line {
    let failures = report.findings.iter().filter(|it| it.severity() == Some(Severity::Failure)).count();
    let span = |meaning, text: &str| Span { meaning, text: text.to_owned() };
    match failures {
        0 => Line(vec![
            span(Meaning::Ok, "sound"),
            span(Meaning::Plain, "         no MUST is broken here; a login tells more"),
        ]),
        _ => Line(vec![
            span(Meaning::Bad, "not sound"),
            span(Meaning::Plain, &format!("     {failures} of the checks failed")),
        ]),
    }
}
