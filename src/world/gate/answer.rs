//! An answer as it goes onto the wire (RFC 9112 4 and 6).

use reqwest::StatusCode;

use super::reader::Framing;
use crate::wire::Response;

/// The library writes a field `Server` into every answer, and none about the connection: the one takes the place of the
/// other.
const PLACE: (&str, &str) = ("Server", "-");
const WRITTEN: &[u8] = b"\r\nServer: -";

/// Head and body, written by the HTTP library.
pub fn octets(response: &Response, framing: Framing) -> Vec<u8> {
    let fields = response.headers.iter().filter(|(name, _)| is_sendable(name));
    let fields = fields.chain([PLACE]).filter_map(|(name, value)| field(name, value)).collect();
    let body = response.body.octets();
    let answer = tiny_http::Response::new(response.status.into(), fields, body, Some(body.len()), None)
        .with_chunked_threshold(usize::MAX);
    let mut octets = Vec::with_capacity(body.len() + 1024);
    let written = answer.raw_print(&mut octets, (1, 1).into(), &[], framing.wants_head_only, None);
    // Writing into memory does not fail.
    debug_assert!(written.is_ok());
    let connection: &[u8] = if framing.keeps_open { b"" } else { b"\r\nconnection: close" };
    if let Some(at) = memchr::memmem::find(&octets, WRITTEN) {
        octets.splice(at..at + WRITTEN.len(), connection.iter().copied());
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
    is_token && !name.eq_ignore_ascii_case("content-length")
}

/// A field; a line break in its value would begin a field of its own.
fn field(name: &str, value: &str) -> Option<tiny_http::Header> {
    let is_plain = |c: char| c == '\t' || c == ' ' || c.is_ascii_graphic();
    let value: String = value.chars().map(|c| if is_plain(c) { c } else { '?' }).collect();
    tiny_http::Header::from_bytes(name, value).ok()
}
