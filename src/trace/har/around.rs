//! What the messages around a login tell of it: an app that asks again and again, a cookie that stayed behind.

use super::Capture;
use super::entry::Message;
use super::logins::Login;
use crate::wire::uri;

/// An app that asks again within this time of an answer was not content with it.
const SOON_MS: u64 = 15_000;
/// So often nobody logs in by will.
const ROUNDS: usize = 3;

/// How often the app of this login asked again as soon as it had an answer; 0 where it is less than three times.
pub(super) fn rounds(capture: &Capture, number: usize) -> usize {
    let logins = &capture.logins;
    let follows = |earlier: usize, later: usize| goes_on(capture, &logins[earlier], &logins[later]);
    let before = (1..=number).rev().take_while(|at| follows(at - 1, *at)).count();
    let after = (number + 1..logins.len()).take_while(|at| follows(at - 1, *at)).count();
    Some(before + after + 1).filter(|rounds| *rounds >= ROUNDS).unwrap_or_default()
}

/// Whether the same client asked for the same soon after an answer that held no error.
fn goes_on(capture: &Capture, earlier: &Login, later: &Login) -> bool {
    let same = |name: &str| earlier.asked.get(name) == later.asked.get(name);
    let (Some(answer), Some(asks)) = (&earlier.answer, later.asks.first()) else { return false };
    let at = |index: usize| capture.messages.get(index).map(|message| message.started_ms);
    let (Some(answered), Some(asked)) = (at(answer.message), at(*asks)) else { return false };
    let is_soon = asked >= answered && asked - answered <= SOON_MS;
    let is_good = crate::protocol::callback::opened(&answer.request).0.get("error").is_none();
    is_soon && is_good && ["client_id", "redirect_uri", "prompt"].into_iter().all(same)
}

/// Whether the browser had a cookie of the app before, and brought none with the answer. Where no request has any, the
/// exporter left them out.
pub(super) fn is_without_cookie(capture: &Capture, login: &Login) -> bool {
    let Some(answer) = login.answer.as_ref().filter(|answer| answer.arrived) else { return false };
    let Some(arrived) = capture.messages.get(answer.message) else { return false };
    let origin = uri::origin(&arrived.request.url);
    let brings = |message: &Message| message.request.headers.get("cookie").is_some();
    !brings(arrived)
        && capture.messages.iter().any(brings)
        && capture.messages.iter().take(answer.message).any(|message| {
            let sets =
                || message.response.as_ref().is_some_and(|response| response.headers.get("set-cookie").is_some());
            uri::origin(&message.request.url) == origin && (brings(message) || sets())
        })
}
