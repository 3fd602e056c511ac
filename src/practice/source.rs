//! Where the parameters of an authorization request are: beside each other, in a signed object, or pushed before.

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
    /// Signed by the client, by the browser (RFC 9101).
    Signed,
    /// Directly from the client (RFC 9126).
    Pushed,
    /// Both.
    PushedSigned,
}

impl Carried {
    pub(super) fn is_pushed(self) -> bool {
        matches!(self, Self::Pushed | Self::PushedSigned)
    }

    pub(super) fn is_signed(self) -> bool {
        matches!(self, Self::Signed | Self::PushedSigned)
    }

    /// The same, pushed.
    pub(super) fn pushed(self) -> Self {
        if self.is_signed() { Self::PushedSigned } else { Self::Pushed }
    }
}

impl Found {
    pub(super) fn plain(params: Params) -> Self {
        Self { params, carried: Carried::Plain, request_uri: None }
    }
}

impl Provider {
    /// Finds the parameters. Where they were signed or pushed, only those count: what stands beside is nobody's word
    /// (RFC 9101 6.3, RFC 9126 4).
    pub(super) fn find_request(&self, received: &Params, now: SystemTime) -> Result<Found, OAuthError> {
        let elsewhere = received.get("request").is_some() || received.get("request_uri").is_some();
        if let Some(name) = form::repeated(received).filter(|_| elsewhere) {
            return Err(OAuthError::new("invalid_request", format!("{name} comes more than once")));
        }
        let client_id = received.get("client_id").unwrap_or_default();
        match (received.get("request_uri"), received.get("request")) {
            (Some(_), Some(_)) => Err(OAuthError::new("invalid_request", "request and request_uri come together")),
            (None, None) => Ok(Found::plain(received.clone())),
            (None, Some(object)) => {
                self.request_object(object, client_id, now).map(|found| self.with_outer(found, received))
            }
            (Some(request_uri), None) => match self.pushed(request_uri, client_id, now) {
                Ok(found) => Ok(self.with_outer(found, received)),
                Err(_) if self.config.has(Fault::RequestUriUnknownIgnored) => {
                    let mut params = received.clone();
                    params.unset("request_uri");
                    Ok(Found::plain(params))
                }
                Err(refusal) => Err(refusal),
            },
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
