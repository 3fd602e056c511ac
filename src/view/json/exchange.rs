//! The messages, with what can be read out of them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use serde_json::{Map, Value};

use super::millis;
use crate::trace::{self, Change, Channel, Party};
use crate::wire::{Body, Failure, Headers, Params, Request, Response, json, uri};

/// A message and its answer.
#[derive(Debug, Serialize)]
pub(super) struct Exchange<'a> {
    index: usize,
    step: &'static str,
    channel: Channel,
    from: Party,
    to: Party,
    request: Asked<'a>,
    response: Option<Answered<'a>>,
    failure: Option<&'a Failure>,
    started_unix_ms: u64,
    elapsed_ms: Option<f64>,
    tampered: Vec<Tampered<'a>>,
    stray: Option<&'a str>,
    pasted: bool,
}

#[derive(Debug, Serialize)]
struct Asked<'a> {
    method: &'a str,
    url: &'a str,
    headers: &'a Headers,
    parameters: Vec<Parameter>,
    body: Option<&'a str>,
    body_base64: Option<String>,
}

#[derive(Debug, Serialize)]
struct Answered<'a> {
    status: u16,
    headers: &'a Headers,
    body: Option<&'a str>,
    body_base64: Option<String>,
    json: Option<Map<String, Value>>,
}

/// A parameter, decoded, and where it stands.
#[derive(Debug, Serialize)]
struct Parameter {
    r#in: &'static str,
    name: String,
    value: String,
}

/// A change made on purpose; without a value the part was left out.
#[derive(Debug, Serialize)]
struct Tampered<'a> {
    part: &'static str,
    name: &'a str,
    value: Option<&'a str>,
}

/// An exchange and its place in the record.
pub(super) fn of((index, exchange): (usize, &trace::Exchange)) -> Exchange<'_> {
    Exchange {
        index,
        step: exchange.step.name(),
        channel: exchange.channel,
        from: exchange.from,
        to: exchange.to,
        request: asked(&exchange.request),
        response: exchange.response.as_ref().map(answered),
        failure: exchange.failure.as_ref(),
        started_unix_ms: exchange.started_ms,
        elapsed_ms: exchange.elapsed_us.map(millis),
        tampered: exchange.tampered.iter().map(tampered).collect(),
        stray: exchange.stray.as_deref(),
        pasted: exchange.pasted,
    }
}

fn asked(request: &Request) -> Asked<'_> {
    let fragment = uri::fragment(&request.url).map(Params::parse);
    let places = [("query", Some(request.query())), ("fragment", fragment), ("form", request.form())];
    let (body, body_base64) = content(&request.body);
    Asked {
        method: &request.method,
        url: &request.url,
        headers: &request.headers,
        parameters: places.iter().flat_map(|(place, params)| parameters(place, params.as_ref())).collect(),
        body,
        body_base64,
    }
}

fn answered(response: &Response) -> Answered<'_> {
    let (body, body_base64) = content(&response.body);
    Answered {
        status: response.status,
        headers: &response.headers,
        body,
        body_base64,
        json: json::object(response.body.octets()).ok(),
    }
}

fn parameters(place: &'static str, params: Option<&Params>) -> Vec<Parameter> {
    let pairs = params.into_iter().flat_map(Params::iter);
    pairs.map(|(name, value)| Parameter { r#in: place, name: name.to_owned(), value: value.to_owned() }).collect()
}

/// Text where it is text, base64 where it is not, neither where there is nothing.
fn content(body: &Body) -> (Option<&str>, Option<String>) {
    match body.text() {
        Some("") => (None, None),
        Some(text) => (Some(text), None),
        None => (None, Some(STANDARD.encode(body.octets()))),
    }
}

fn tampered(change: &Change) -> Tampered<'_> {
    let (part, name, value) = match change {
        Change::SetParameter(name, value) => ("parameter", name, Some(value.as_str())),
        Change::UnsetParameter(name) => ("parameter", name, None),
        Change::SetHeader(name, value) => ("header", name, Some(value.as_str())),
        Change::UnsetHeader(name) => ("header", name, None),
    };
    Tampered { part, name, value }
}
