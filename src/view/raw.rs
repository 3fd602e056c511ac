//! A message as its octets read on the wire, in the form of HTTP/1.1 (RFC 9112), made safe to look at.

use super::paint::Paint;
use super::text::{Line, Meaning, Text};
use super::{escape, heading};
use crate::trace::Trace;
use crate::wire::{Body, Headers, Request, Response, uri};

/// A request. What only the transport adds is shown faint.
#[must_use]
pub fn request(request: &Request, trace: &Trace) -> Text {
    let paint = Paint::of(trace);
    let mut out = Text::default();
    let origin = uri::origin(&request.url);
    let target = request.url.strip_prefix(origin).unwrap_or(&request.url);
    let target = target.split('#').next().unwrap_or_default();
    let slash = if target.starts_with('/') { "" } else { "/" };
    line(&mut out, &format!("{} {slash}{target} HTTP/1.1", request.method), &paint);
    if request.headers.get("host").is_none() {
        out.push(
            Line::default().with(Meaning::Faint, escape::terminal(&format!("host: {}", uri::authority(&request.url)))),
        );
    }
    message(&mut out, &request.headers, &request.body, &paint);
    out
}

/// A response.
#[must_use]
pub fn response(response: &Response, trace: &Trace) -> Text {
    let paint = Paint::of(trace);
    let mut out = Text::default();
    let status = format!("HTTP/1.1 {} {}", response.status, heading::reason(response.status));
    line(&mut out, status.trim_end(), &paint);
    message(&mut out, &response.headers, &response.body, &paint);
    out
}

fn message(out: &mut Text, headers: &Headers, body: &Body, paint: &Paint) {
    for (name, value) in headers.iter() {
        line(out, &format!("{name}: {value}"), paint);
    }
    if headers.get("content-length").is_none() && !body.is_empty() {
        out.push(Line::default().with(Meaning::Faint, format!("content-length: {}", body.len())));
    }
    out.gap();
    match body.text() {
        Some(text) => text.lines().for_each(|text| line(out, text, paint)),
        None => out.push(Line::default().with(Meaning::Faint, format!("({} octets that are not text)", body.len()))),
    }
}

fn line(out: &mut Text, text: &str, paint: &Paint) {
    out.push(Line(paint.spans(text, Meaning::Plain)));
}
