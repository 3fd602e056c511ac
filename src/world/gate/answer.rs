//! An answer as it goes onto the wire (RFC 9112 4 and 6).

use reqwest::StatusCode;

use super::reader::Framing;
use crate::wire::Response;
use crate::world::clock;

/// Fields that say where a message ends: they are written here and nowhere else.
const FRAMING: [&str; 3] = ["connection", "content-length", "transfer-encoding"];

/// Head and body.
pub fn octets(response: &Response, framing: Framing) -> Vec<u8> {
    let status = response.status;
    let mut head = format!("HTTP/1.1 {status} {}\r\n", reason(status));
    if response.headers.get("date").is_none() {
        // a server with a clock says what time it is (RFC 9110 6.6.1)
        push(&mut head, "Date", &httpdate::fmt_http_date(clock::now()));
    }
    for (name, value) in response.headers.iter().filter(|(name, _)| is_sendable(name)) {
        push(&mut head, name, value);
    }
    let is_bare = matches!(status, 100..=199 | 204 | 304);
    if !is_bare {
        push(&mut head, "Content-Length", &response.body.len().to_string());
    }
    if !framing.keeps_open {
        push(&mut head, "connection", "close");
    }
    let mut octets = (head + "\r\n").into_bytes();
    if !is_bare && !framing.wants_head_only {
        octets.extend_from_slice(response.body.octets());
    }
    octets
}

/// The usual words for a status.
pub fn reason(status: u16) -> &'static str {
    let known = StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
    known.unwrap_or("Unknown")
}

fn is_sendable(name: &str) -> bool {
    let is_token = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c));
    is_token && !FRAMING.iter().any(|framing| name.eq_ignore_ascii_case(framing))
}

/// Writes a field; a line break in its value would begin a field of its own.
fn push(head: &mut String, name: &str, value: &str) {
    let is_plain = |c: char| c == '\t' || c == ' ' || c.is_ascii_graphic();
    head.push_str(name);
    head.push_str(": ");
    head.extend(value.chars().map(|c| if is_plain(c) { c } else { '?' }));
    head.push_str("\r\n");
}
