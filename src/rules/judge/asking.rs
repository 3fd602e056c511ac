//! From the pushed request to the answer that the browser brought.

use std::borrow::Cow;

use super::Bench;
use crate::jose::Jwks;
use crate::protocol::id_token::Times;
use crate::protocol::{Check, ResponseType, Server, Verdict, callback, push};
use crate::rules::captured;
use crate::trace::Step;
use crate::wire::{Body, Params, Request};

/// How the mask of the signature under an answer begins.
const MASKED_SIGNATURE: &str = ".\u{2039}response_signature:";

/// What the browser brought, as it can be read: in a masked record it is not accepted once more.
#[derive(Default)]
pub(super) struct Brought {
    pub(super) code: Option<String>,
    pub(super) access_token: Option<String>,
    pub(super) id_token: Option<String>,
}

impl Bench<'_> {
    pub(super) fn push(&mut self) {
        let Some((index, exchange)) = self.last(Step::Push) else { return };
        let Some(response) = &exchange.response else { return };
        let examined = push::accept(response);
        self.take(index, examined);
    }

    /// What the browser brought; nothing where it was refused, or never came.
    pub(super) fn callback(&mut self, server: &Server, jwks: Option<&Jwks>) -> Brought {
        let Some((index, exchange)) = self.last(Step::Callback) else { return Brought::default() };
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
        let is_refused = examined.checks.iter().any(|check| self.counts_as_failure(check));
        self.take(index, examined);
        if is_refused { Brought::default() } else { Brought::of(&self.trace.answered(), plan.asked.response_type) }
    }

    /// What fails counts unless it was right before it was masked, or rests on what was not captured.
    fn counts_as_failure(&self, check: &Check) -> bool {
        let is_open = captured::weighed(check.clone(), &self.trace.plan).verdict == Verdict::Unjudged;
        check.verdict == Verdict::Fail && !is_open && !self.was_right(check)
    }

    /// Whether a check that fails in a masked record was right before.
    fn was_right(&self, check: &Check) -> bool {
        self.trace.sealed.iter().any(|sealed| sealed.id == check.id && sealed.verdict != Verdict::Fail)
    }
}

impl Brought {
    fn of(params: &Params, asked: ResponseType) -> Self {
        let text = |name: &str, is_asked| params.get(name).filter(|_| is_asked).map(str::to_owned);
        Self {
            code: text("code", asked.has_code()),
            access_token: text("access_token", asked.has_token()),
            id_token: text("id_token", asked.has_id_token()),
        }
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
