//! The logins of a capture: each begins with an authorization request and ends with what came back at its redirect URI.

use std::collections::VecDeque;

use super::entry::Message;
use super::kind::answers;
use super::scripted::handed_over;
use crate::protocol::arrival::leads_to;
use crate::protocol::{callback, request_object};
use crate::trace::Step;
use crate::wire::{Params, Request, html, uri};

/// A login, by the places of its messages in the capture.
#[derive(Clone, Debug, Default)]
pub(super) struct Login {
    /// Its authorization requests: a server may send the browser there once more after signing in. None where the
    /// capture begins later.
    pub(super) asks: Vec<usize>,
    /// The authorization endpoint, empty where it is not known.
    pub(super) url: String,
    /// What was asked for, as far as the browser carried it.
    pub(super) asked: Params,
    /// The answer.
    pub(super) answer: Option<Answer>,
    /// An answer that was seen under way.
    announced: Option<Answer>,
}

/// What came back, and with which message.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    /// The message, or the one whose answer sent the browser there.
    pub(super) message: usize,
    /// The request at the redirect URI.
    pub(super) request: Request,
    /// Whether that request itself is in the capture.
    pub(super) arrived: bool,
}

/// So many logins are waited for at once; nobody has more windows open.
const MOST_OPEN: usize = 16;

/// Every login, in the order in which they began.
pub(super) fn find(messages: &[Message], steps: &[Option<Step>]) -> Vec<Login> {
    let mut logins: Vec<Login> = Vec::new();
    let mut open: VecDeque<usize> = VecDeque::new();
    for (index, (message, step)) in messages.iter().zip(steps).enumerate() {
        if *step == Some(Step::Authorize) {
            let asked = asked(message);
            if let Some(again) = open.iter().find(|login| is_same(&logins[**login].asked, &asked)) {
                logins[*again].asks.push(index);
            } else {
                open.push_back(logins.len());
                let url = uri::without_query(&message.request.url).to_owned();
                logins.push(Login { asks: vec![index], url, asked, ..Login::default() });
            }
            if open.len() > MOST_OPEN {
                open.pop_front();
            }
        }
        if let Some((login, answer)) = brought(&logins, &open, (index, message)) {
            if answer.arrived {
                logins[login].answer = Some(answer);
                open.retain(|other| *other != login);
            } else {
                logins[login].announced = Some(answer);
            }
        }
    }
    for login in &mut logins {
        login.answer = login.answer.take().or_else(|| login.announced.take());
    }
    if logins.is_empty() { begun_before(messages, steps).into_iter().collect() } else { logins }
}

/// The login that counts where nobody says which: the last one that is not a part of another. A server that signs its
/// users in elsewhere is a client there.
pub(super) fn outermost(logins: &[Login]) -> usize {
    let end = |login: &Login| login.answer.as_ref().map(|answer| answer.message);
    let is_inside = |inner: &Login| {
        let (Some(first), Some(last)) = (inner.asks.first(), end(inner)) else { return false };
        logins.iter().any(|outer| outer.asks.first().is_some_and(|begin| begin < first) && end(outer) > Some(last))
    };
    logins.iter().rposition(|login| !is_inside(login)).unwrap_or(logins.len().saturating_sub(1))
}

/// What an authorization request asks for, also inside a request object that can be read (RFC 9101 4).
fn asked(message: &Message) -> Params {
    let params = message.params();
    params.get("request").and_then(request_object::parameters).unwrap_or(params)
}

/// Whether two requests ask for the same login: what is drawn for each makes the difference.
fn is_same(one: &Params, other: &Params) -> bool {
    let names = ["client_id", "redirect_uri", "state", "nonce", "code_challenge", "request_uri", "response_type"];
    names.into_iter().all(|name| one.get(name) == other.get(name))
}

/// The open login to which a message brings its answer: the one with the same `state`, else the latest.
fn brought(logins: &[Login], open: &VecDeque<usize>, (index, message): (usize, &Message)) -> Option<(usize, Answer)> {
    if open.is_empty() {
        return None;
    }
    let onward = || message.location().map(Request::get).or_else(|| posted_on(message));
    let scripted = || open.iter().rev().find_map(|login| handed_over(message, &logins[*login].asked));
    arriving(logins, open, (index, message.request.clone(), true))
        .or_else(|| arriving(logins, open, (index, onward().or_else(scripted)?, false)))
}

fn arriving(
    logins: &[Login],
    open: &VecDeque<usize>,
    (message, request, arrived): (usize, Request, bool),
) -> Option<(usize, Answer)> {
    let params = callback::opened(&request).0;
    let fitting: Vec<usize> =
        open.iter().rev().copied().filter(|login| fits(&logins[*login], &request, &params)).collect();
    let same = |login: &&usize| logins[**login].asked.get("state") == params.get("state");
    let login = *fitting.iter().find(same).or_else(|| fitting.first())?;
    let request = with_fragment(request, logins[login].announced.as_ref());
    Some((login, Answer { message, request, arrived }))
}

/// Whether a request is the answer of this login, whoever made it: at the redirect URI, or, where that is not known, at
/// another place than the server's with the `state` that was sent.
fn fits(login: &Login, request: &Request, params: &Params) -> bool {
    if let Some(redirect_uri) = login.asked.get("redirect_uri") {
        let announced = login.announced.as_ref().is_some_and(|answer| uri::fragment(&answer.request.url).is_some());
        return leads_to(&request.url, redirect_uri) && (callback::carries_answer(params) || announced);
    }
    let state = login.asked.get("state");
    answers(params)
        && params.get("grant_type").is_none()
        && uri::origin(&request.url) != uri::origin(&login.url)
        && state.is_none_or(|state| params.get("state") == Some(state))
}

/// A capture has no fragments: where the redirect had one, the browser took it along.
fn with_fragment(request: Request, announced: Option<&Answer>) -> Request {
    let is_bare = !callback::carries_answer(&callback::parameters(&request).0);
    match announced.and_then(|answer| uri::fragment(&answer.request.url)).filter(|_| is_bare) {
        Some(fragment) => Request { url: format!("{}#{fragment}", request.url), ..request },
        None => request,
    }
}

/// Where a page posts its answer by itself (OAuth 2.0 Form Post Response Mode 2).
fn posted_on(message: &Message) -> Option<Request> {
    let response = message.response.as_ref().filter(|response| response.status == 200)?;
    // Most pages hold no such form, and reading one takes its time.
    memchr::memmem::find(response.body.octets(), b"submit")?;
    html::onward(&message.request.url, response).filter(|request| request.method == "POST")
}

/// What there is of a login whose beginning was not captured.
fn begun_before(messages: &[Message], steps: &[Option<Step>]) -> Option<Login> {
    let told = [Step::Push, Step::Redeem, Step::Discover];
    let is_told = steps.iter().flatten().any(|step| told.contains(step));
    let answer = messages.iter().zip(steps).enumerate().find_map(|(index, (message, step))| {
        let params = callback::opened(&message.request).0;
        let is_answer =
            step.is_none() && answers(&params) && (params.get("state").is_some() || params.get("iss").is_some());
        is_answer.then(|| Answer { message: index, request: message.request.clone(), arrived: true })
    });
    (is_told || answer.is_some()).then(|| Login { answer, ..Login::default() })
}
