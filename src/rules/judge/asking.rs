//! From the pushed request to the answer that the browser brought.

use std::borrow::Cow;

use super::Bench;
use crate::jose::Jwks;
use crate::protocol::id_token::Times;
use crate::protocol::{Answer, Server, callback, push};
use crate::trace::Step;
use crate::wire::{Body, Request};

/// How the mask of the signature under an answer begins.
const MASKED_SIGNATURE: &str = ".\u{2039}response_signature:";

impl Bench<'_> {
    pub(super) fn push(&mut self) {
        let Some((index, exchange)) = self.last(Step::Push) else { return };
        let Some(response) = &exchange.response else { return };
        let examined = push::accept(response);
        self.take(index, examined);
    }

    /// What the answer is good for; nothing where it was refused, or never came.
    pub(super) fn callback(&mut self, server: &Server, jwks: Option<&Jwks>) -> Answer {
        let Some((index, exchange)) = self.last(Step::Callback) else { return Answer::default() };
        let plan = &self.trace.plan;
        let expected = callback::Expected {
            server,
            client: &plan.client,
            nonces: &plan.nonces,
            asked: (plan.asked.response_type, plan.response_mode),
            jwks,
            times: Times::ours(exchange.ended_at(), plan.clock_skew),
        };
        let examined = callback::accept(&expected, &without_masked_signature(&exchange.request));
        self.take(index, examined).unwrap_or_default()
    }
}

/// The rest of a signed answer can be read without its signature.
fn without_masked_signature(request: &Request) -> Cow<'_, Request> {
    let body = request.body.text_lossy();
    if !request.url.contains(MASKED_SIGNATURE) && !body.contains(MASKED_SIGNATURE) {
        return Cow::Borrowed(request);
    }
    let (url, body) = (cut(&request.url), Body::from(cut(&body)));
    Cow::Owned(Request { url, body, ..request.clone() })
}

fn cut(text: &str) -> String {
    let Some((before, behind)) = text.split_once(MASKED_SIGNATURE) else { return text.to_owned() };
    let behind = behind.split_once('\u{203a}').map_or("", |(_, behind)| behind);
    format!("{before}.{behind}")
}
