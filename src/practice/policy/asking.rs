//! The choices about what a client may ask for, and how.

use std::time::Duration;

choice! {
    /// Whether a client may, or must, push its authorization request before (RFC 9126).
    Par {
        /// It may.
        Optional = "optional",
        /// It must: a request that comes through the browser is refused (RFC 9126 5).
        Required = "required",
        /// There is no such endpoint.
        Off = "off",
    }
}

/// The choices about asking of one server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asking {
    /// Whether requests are pushed.
    pub par: Par,
    /// How long a `request_uri` is good; RFC 9126 2.2 speaks of 5 to 600 seconds.
    pub request_uri_lifetime: Duration,
}

impl Default for Asking {
    fn default() -> Self {
        Self { par: Par::default(), request_uri_lifetime: Duration::from_mins(1) }
    }
}
