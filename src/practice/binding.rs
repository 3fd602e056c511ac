//! What tokens are bound to: a key (RFC 9449 6) or a certificate (RFC 8705 3), or nothing but themselves.

use std::time::SystemTime;

use serde_json::{Map, Value, json};

use super::client_auth::Certificate;
use super::dpop::NonceOf;
use super::reply::OAuthError;
use super::{Client, Dpop, Provider};
use crate::wire::Request;

/// The keys that whoever uses a token has to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Binding {
    /// The thumbprint of a key (RFC 7638).
    pub(super) jkt: Option<String>,
    /// The thumbprint of a certificate.
    pub(super) x5t: Option<String>,
}

impl Binding {
    /// The claim `cnf` (RFC 7800 3.1).
    pub(super) fn cnf(&self) -> Option<Value> {
        let mut members = Map::new();
        for (name, value) in [("jkt", &self.jkt), ("x5t#S256", &self.x5t)] {
            if let Some(value) = value {
                members.insert(name.to_owned(), json!(value));
            }
        }
        (!members.is_empty()).then_some(Value::Object(members))
    }

    /// How a token that is bound like this is shown (RFC 9449 5: `DPoP` is for the key alone).
    pub(super) fn token_type(&self) -> &'static str {
        if self.jkt.is_some() { "DPoP" } else { "Bearer" }
    }
}

impl Provider {
    /// What the tokens of this request are to be bound to.
    pub(super) fn binding(
        &mut self,
        request: &Request,
        client: &Client,
        now: SystemTime,
    ) -> Result<Binding, OAuthError> {
        let jkt = self.dpop_proof(request, NonceOf::Server, now)?.map(|proof| proof.jkt);
        let demanded = self.config.policy.dpop == Dpop::Required
            || (client.dpop_bound_access_tokens && self.config.policy.dpop != Dpop::Off);
        if jkt.is_none() && demanded {
            return Err(OAuthError::new("invalid_dpop_proof", "a DPoP proof is demanded, and there is none"));
        }
        let certificate = Certificate::shown(&self.config, request)?;
        if certificate.is_none() && client.tls_client_certificate_bound_access_tokens {
            return Err(OAuthError::new(
                "invalid_request",
                "a certificate of the client is demanded, and there is none",
            ));
        }
        let certificate = certificate.filter(|certificate| {
            client.tls_client_certificate_bound_access_tokens || certificate.belongs_to(client, &self.config, now)
        });
        Ok(Binding { jkt, x5t: certificate.map(|certificate| certificate.thumbprint()) })
    }
}
