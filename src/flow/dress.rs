//! The header fields that every message carries, so that a message can be shown whole before it is sent.

use crate::wire::{Headers, Request, uri};

/// Who we are.
pub const USER_AGENT: &str = concat!("oauth-flow/", env!("CARGO_PKG_VERSION"));

/// Puts `host` and `user-agent` before the fields of a request and `content-length` behind them.
pub fn dress(request: &mut Request) {
    let mut headers = Headers::default().with("host", uri::authority(&request.url)).with("user-agent", USER_AGENT);
    for (name, value) in request.headers.iter() {
        headers.push(name, value);
    }
    request.headers = headers;
    measure(request);
}

/// Sets `content-length` to what the body has.
pub(super) fn measure(request: &mut Request) {
    if request.method == "POST" {
        request.headers.set("content-length", request.body.len().to_string());
    }
}
