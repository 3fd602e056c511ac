//! Where the parameters of an authorization request are: in the request itself, or pushed before.

use std::time::SystemTime;

use super::reply::OAuthError;
use super::{Fault, Provider, form};
use crate::wire::Params;

/// The parameters that count, and how they came.
pub(super) struct Found {
    pub(super) params: Params,
    pub(super) carried: Carried,
    /// The name under which they were pushed.
    pub(super) request_uri: Option<String>,
}

/// How parameters came, which decides who could read and change them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Carried {
    /// As they are, by the browser.
    Plain,
    /// Directly from the client (RFC 9126).
    Pushed,
}

impl Found {
    pub(super) fn plain(params: Params) -> Self {
        Self { params, carried: Carried::Plain, request_uri: None }
    }
}

impl Provider {
    /// Finds the parameters. Where they were pushed, only those count: what stands beside is nobody's word
    /// (RFC 9126 4, RFC 9101 6.3).
    pub(super) fn find_request(&self, received: &Params, now: SystemTime) -> Result<Found, OAuthError> {
        let Some(request_uri) = received.get("request_uri") else { return Ok(Found::plain(received.clone())) };
        if let Some(name) = form::repeated(received).filter(|_| !self.config.has(Fault::DuplicateRequestParameters)) {
            return Err(OAuthError::new("invalid_request", format!("{name} comes more than once")));
        }
        let client_id = received.get("client_id").unwrap_or_default();
        match self.pushed(request_uri, client_id, now) {
            Ok(found) => Ok(self.with_outer(found, received)),
            Err(_) if self.config.has(Fault::RequestUriUnknownIgnored) => {
                let mut params = received.clone();
                params.unset("request_uri");
                Ok(Found::plain(params))
            }
            Err(refusal) => Err(refusal),
        }
    }

    fn with_outer(&self, mut found: Found, received: &Params) -> Found {
        if self.config.has(Fault::OuterParametersWin) {
            for (name, value) in received.iter().filter(|(name, _)| !matches!(*name, "request" | "request_uri")) {
                found.params.set(name, value);
            }
        }
        found
    }
}
