//! The authorization server that belongs to Mallory: it answers the shop, and keeps what it is sent.

use super::{ROGUE, Stage};
use crate::lab::Who;
use crate::protocol::Server;
use crate::trace::{Exchange, Step};
use crate::wire::{Params, Request, Response};

impl Stage {
    /// The server as the shop knows it. The shop registered there like anywhere else.
    pub(super) fn rogue_server(&self) -> Server {
        Server {
            issuer: Some(ROGUE.to_owned()),
            authorization_endpoint: format!("{ROGUE}/authorize"),
            token_endpoint: format!("{ROGUE}/token"),
            userinfo_endpoint: None,
            jwks_uri: None,
            endpoints: std::collections::BTreeMap::new(),
            metadata: None,
            ..self.server.clone()
        }
    }

    /// Alice's browser comes to it from the shop, and is sent on to this address.
    pub(in crate::lab) fn send_on(&mut self, url: &str, onward: &str) {
        let mut exchange = Exchange::new(Step::Authorize, Request::get(url), self.now);
        exchange.response = Some(Response::new(302).with("location", onward));
        self.record(Who::Alice, exchange);
    }

    /// It keeps what it is sent, and has nothing to give.
    pub(super) fn answer_as_rogue(&mut self, request: &Request) -> Response {
        self.sent_to_rogue.push(request.clone());
        let error = r#"{"error":"temporarily_unavailable"}"#;
        Response::new(503).with("cache-control", "no-store").with_body("application/json", error)
    }

    /// What the shop sent to the token endpoint of Mallory's server, its last request.
    pub(in crate::lab) fn caught_by_rogue(&self) -> Option<Params> {
        self.sent_to_rogue.last().and_then(Request::form)
    }
}
