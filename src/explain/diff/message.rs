//! One message and its counterpart.

use super::align::Aligned;
use super::parts::Parts;
use super::{InRun, Message, Place};
use crate::trace::Exchange;

/// Who answers the browser at the redirect URI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answers {
    /// Our own page, in one of the runs at least: it tells nothing.
    Ours,
    /// Somebody else's app in both.
    Apps,
}

/// What differs; nothing where nothing does.
pub(super) fn compare(aligned: &Aligned<'_>, answers: Answers) -> Option<Message> {
    let Aligned { step, number, a, b } = *aligned;
    let alone = |in_run| Some(Message { step, number, in_run, request: Vec::new(), response: Vec::new() });
    let (a, b) = match (a, b) {
        (Some(a), Some(b)) => (a, b),
        (Some(_), None) => return alone(InRun::A),
        (None, _) => return alone(InRun::B),
    };
    let request = request(a).compare(request(b));
    let response = response(a, answers).compare(response(b, answers));
    let differs = !request.is_empty() || !response.is_empty();
    differs.then_some(Message { step, number, in_run: InRun::Both, request, response })
}

fn request(exchange: &Exchange) -> Parts {
    let request = &exchange.request;
    let mut parts = Parts::default();
    parts.alone(Place::Method, &request.method);
    parts.url(&request.url);
    // What a browser writes around a request is the browser's business.
    if !exchange.step.arrives() {
        parts.headers(&request.headers);
    }
    parts.body(&request.body, request.form().as_ref());
    parts
}

fn response(exchange: &Exchange, answers: Answers) -> Parts {
    let mut parts = Parts::default();
    // Of an app's page the status tells; ours is the same always.
    if exchange.step.arrives() {
        if let Some(response) = exchange.response.as_ref().filter(|_| answers == Answers::Apps) {
            parts.alone(Place::Status, &response.status.to_string());
        }
        return parts;
    }
    match (&exchange.response, &exchange.failure) {
        (Some(response), _) => {
            parts.alone(Place::Status, &response.status.to_string());
            parts.headers(&response.headers);
            parts.body(&response.body, None);
        }
        (None, Some(failure)) => parts.alone(Place::Status, failure.kind.words()),
        (None, None) => {}
    }
    parts
}
