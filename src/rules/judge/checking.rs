//! The ID tokens of a login: the one that the browser brought, and the one of the token endpoint.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::Bench;
use super::asking::Brought;
use crate::jose::Jwks;
use crate::protocol::id_token::{Context, Expectation, Times, accept, needs_keys, read};
use crate::protocol::{Demands, IdToken, ResponseType, Server, Tokens};
use crate::trace::mask::is_masked;
use crate::trace::{Exchange, Step};

/// A token with what belongs to it.
struct Received<'a> {
    compact: &'a str,
    access_token: Option<&'a str>,
    jwks: Option<&'a Jwks>,
    front: Option<ResponseType>,
    code: Option<&'a str>,
    before: Option<&'a Map<String, Value>>,
}

impl Bench<'_> {
    /// The ID token that came through the browser.
    pub(super) fn front(&mut self, server: &Server, answer: &Brought, jwks: Option<&Jwks>) -> Option<IdToken> {
        let received = Received {
            compact: answer.id_token.as_deref()?,
            access_token: answer.access_token.as_deref(),
            jwks,
            front: Some(self.trace.plan.asked.response_type),
            code: answer.code.as_deref(),
            before: None,
        };
        self.id_token(server, Step::Callback, &received)
    }

    /// The ID token of the token endpoint.
    pub(super) fn back(
        &mut self,
        server: &Server,
        tokens: &Tokens,
        (jwks, answer): (Option<&Jwks>, &Brought),
    ) -> Option<IdToken> {
        // Read, not accepted: in a masked record no signature is right, and the flow went on only where it was.
        let before = answer.id_token.as_deref().and_then(read);
        let received = Received {
            compact: tokens.id_token.as_deref()?,
            access_token: Some(&tokens.access_token),
            jwks,
            front: None,
            code: answer.code.as_deref(),
            before: before.as_ref().map(|(_, claims)| claims),
        };
        let step = if self.last(Step::Redeem).is_some() { Step::Redeem } else { Step::Token };
        self.id_token(server, step, &received)
    }

    fn id_token(&mut self, server: &Server, step: Step, received: &Received<'_>) -> Option<IdToken> {
        let compact = without_masked_signature(received.compact);
        // A token whose keys were never fetched, or could not be used, was never checked: the flow ended before.
        let fetched = self.last(Step::Keys).is_some();
        // Somebody else's app may never fetch them: then all but the signature is judged.
        let is_captured = self.trace.plan.captured.is_some();
        if !is_captured && needs_keys(&compact) && server.jwks_uri.is_some() && received.jwks.is_none() {
            return None;
        }
        if !is_captured && fetched && received.jwks.is_none() {
            return None;
        }
        let (index, exchange) = self.last(step)?;
        let (plan, demands) = (&self.trace.plan, Demands::of(&self.trace.asked()));
        let expectation = Expectation {
            server,
            client: &plan.client,
            nonces: &plan.nonces,
            access_token: received.access_token,
            jwks: received.jwks,
            times: times(exchange, step, plan.clock_skew),
            context: Context {
                demands: Some(&demands),
                front: received.front,
                code: received.code,
                before: received.before,
            },
        };
        let examined = accept(&compact, &expectation);
        self.take(index, examined)
    }
}

/// What answers the browser is our own page, which knows nothing of the server's clock.
fn times(exchange: &Exchange, step: Step, skew: u64) -> Times {
    match exchange.response.as_ref().filter(|_| step != Step::Callback) {
        Some(response) => Times::at(exchange.ended_at(), response, skew),
        None => Times::ours(exchange.ended_at(), skew),
    }
}

fn without_masked_signature(compact: &str) -> Cow<'_, str> {
    match compact.rsplit_once('.') {
        Some((input, signature)) if is_masked(signature) => format!("{input}.").into(),
        _ => compact.into(),
    }
}
