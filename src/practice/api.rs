//! A resource to call: it tells who called, in whose name, and with what token.

use std::time::SystemTime;

use serde_json::json;

use super::dpop::NonceOf;
use super::presented::Closed;
use super::site::Endpoint;
use super::{AccessToken, Provider, reply};
use crate::wire::{Request, Response};

impl Provider {
    pub(super) fn api(&mut self, request: &Request, now: SystemTime) -> Response {
        let response = match self.called(request, now) {
            Ok(token) => self.told(request, &token, now),
            Err(closed) => closed.response(),
        };
        self.with_nonce(response, request, NonceOf::Resource, now)
    }

    fn called(&mut self, request: &Request, now: SystemTime) -> Result<AccessToken, Closed> {
        let token = self.opened(request, now)?;
        if self.is_for(&token, Endpoint::Api) { Ok(token) } else { Err(Closed::elsewhere()) }
    }

    fn told(&self, request: &Request, token: &AccessToken, now: SystemTime) -> Response {
        let mut document = json!({
            "resource": self.site.url(Endpoint::Api),
            "method": request.method,
            "scope": token.scope.to_string(),
            "aud": self.written_audience(token),
        });
        if let Some(grant) = self.grants.find(&token.grant, now) {
            document["client_id"] = json!(grant.client_id);
            document["sub"] = json!(grant.sub);
            if !grant.wishes.details.is_empty() {
                document["authorization_details"] = json!(grant.wishes.details);
            }
        }
        reply::not_stored(reply::json(200, &document))
    }
}
