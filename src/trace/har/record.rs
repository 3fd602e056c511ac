//! A login of a capture as a record: its messages in their order, each at its step.

use std::time::{Duration, UNIX_EPOCH};

use serde_json::{Map, Value};

use super::entry::Message;
use super::kind::PUBLIC;
use super::logins::Login;
use super::{Capture, infer};
use crate::protocol::token_response;
use crate::trace::{Captured, Ending, Exchange, Plan, Step, Trace};
use crate::wire::{Body, Failure, FailureKind, Params, Request, uri};

/// No way to a login page is longer.
const MOST_PAGES: usize = 60;
/// What a page says of an error stands in this much of it.
const MOST_PAGE: usize = 262_144;
/// An error page is not longer; of one that is, this much is kept.
const MOST_OCTETS: usize = 65_536;

/// The messages of one login, found in its capture.
pub(super) struct Collected<'a> {
    pub(super) capture: &'a Capture,
    pub(super) login: &'a Login,
    /// From here on the messages are those of the next login of the same client.
    pub(super) horizon: usize,
    /// Where each message stands in the capture, and at which step.
    pub(super) found: Vec<(usize, Step)>,
}

/// The record of a login, the one of this number.
pub(super) fn record(capture: &Capture, number: usize) -> Option<Trace> {
    let login = capture.logins.get(number)?;
    let mut collected = Collected { capture, login, horizon: horizon(capture, number), found: Vec::new() };
    collected.around();
    collected.tokens();
    collected.documents();
    collected.found.sort_unstable();
    collected.found.dedup_by_key(|(index, _)| *index);
    let mut trace = Trace::begin(Plan {
        captured: Some(Box::new(Captured {
            by: capture.by.clone(),
            login: number + 1,
            logins: capture.logins.len(),
            round_and_round: super::around::rounds(capture, number),
            without_cookie: super::around::is_without_cookie(capture, login),
            ..Captured::default()
        })),
        ..Plan::default()
    });
    trace.exchanges = collected.exchanges();
    infer::plan(&mut trace, &login.asked);
    trace.ended = collected.ending(&trace);
    Some(trace)
}

/// Where the next login of the same client begins.
fn horizon(capture: &Capture, number: usize) -> usize {
    let login = &capture.logins[number];
    let client = login.asked.get("client_id");
    let after = login.answer.as_ref().map(|answer| answer.message).or(login.asks.last().copied()).unwrap_or_default();
    let later = capture.logins.iter().skip(number + 1).filter(|other| other.asked.get("client_id") == client);
    later.filter_map(|other| other.asks.first().copied()).find(|first| *first > after).unwrap_or(usize::MAX)
}

impl Collected<'_> {
    pub(super) fn messages(&self, step: Step) -> impl Iterator<Item = (usize, &Message)> {
        let steps = self.capture.steps.iter().enumerate();
        let of_step = steps.filter(move |(_, own)| **own == Some(step));
        of_step.filter_map(|(index, _)| Some((index, self.capture.messages.get(index)?)))
    }

    pub(super) fn add(&mut self, indices: Vec<usize>, step: Step) {
        self.found.extend(indices.into_iter().map(|index| (index, step)));
    }

    /// What passed between the first request and the answer.
    fn around(&mut self) {
        match self.login.asks.first().copied() {
            Some(first) => self.asking(first),
            None => self.add(self.messages(Step::Push).map(|(index, _)| index).take(1).collect(), Step::Push),
        }
        if let Some(answer) = self.login.answer.as_ref().filter(|answer| answer.arrived) {
            let place = answer.message;
            self.found.retain(|(index, _)| *index != place);
            self.found.push((place, Step::Callback));
        }
    }

    fn asking(&mut self, first: usize) {
        self.found.push((first, Step::Authorize));
        let until = self.login.answer.as_ref().map_or(self.horizon, |answer| answer.message);
        let client = self.login.asked.get("client_id");
        let mine = |message: &Message| message.params().get("client_id") == client;
        let push = self.messages(Step::Push).filter(|(index, message)| *index < first && mine(message)).last();
        let push: Vec<usize> = push.map(|(index, _)| index).into_iter().collect();
        self.add(push, Step::Push);
        let pages = self.pages(first, until);
        self.add(pages, Step::SignIn);
    }

    /// The pages on the way: at the server, and wherever it sends the browser.
    fn pages(&self, first: usize, until: usize) -> Vec<usize> {
        let messages = &self.capture.messages;
        let redirect_uri = self.login.asked.get("redirect_uri").unwrap_or_default();
        let mut origins = vec![uri::origin(&self.login.url).to_owned()];
        let mut pages = Vec::new();
        for (index, message) in messages.iter().enumerate().skip(first).take_while(|(index, _)| *index <= until) {
            let is_on_the_way =
                message.is_page() && origins.iter().any(|origin| origin == uri::origin(&message.request.url));
            if !is_on_the_way || pages.len() >= MOST_PAGES {
                continue;
            }
            let next = message.location().map(|location| uri::origin(&location).to_owned());
            origins.extend(next.filter(|origin| origin != uri::origin(redirect_uri) && !origins.contains(origin)));
            if index != first {
                pages.push(index);
            }
        }
        pages
    }

    fn exchanges(&self) -> Vec<Exchange> {
        let mut exchanges = Vec::new();
        let announced = self.login.answer.as_ref().filter(|answer| !answer.arrived);
        for (index, step) in &self.found {
            let Some(message) = self.capture.messages.get(*index) else { continue };
            exchanges.push(self.exchange(message, *step));
            if let Some(answer) = announced.filter(|answer| answer.message == *index) {
                let ended = message.started_ms.saturating_add(message.elapsed_us.unwrap_or_default() / 1000);
                exchanges.push(begun(Step::Callback, answer.request.clone(), ended));
            }
        }
        exchanges
    }

    fn exchange(&self, message: &Message, step: Step) -> Exchange {
        let request = match (step, &self.login.answer) {
            (Step::Callback, Some(answer)) => answer.request.clone(),
            (Step::SignIn, _) => without_typed(&message.request),
            _ => message.request.clone(),
        };
        let mut exchange = begun(step, request, message.started_ms);
        exchange.response.clone_from(&message.response);
        exchange.elapsed_us = message.elapsed_us;
        exchange.failure.clone_from(&message.failure);
        if let Some(response) = exchange.response.as_mut().filter(|_| matches!(step, Step::Authorize | Step::SignIn)) {
            let octets = response.body.octets();
            // What a page says of an error is evidence; what is on any other is nobody's business.
            let kept = if response.status >= 400 { octets.len().min(MOST_OCTETS) } else { 0 };
            response.body = Body::new(&octets[..kept]);
        }
        exchange
    }

    /// What can be told from the messages alone: an error page in place of an answer, or a request that got none.
    fn ending(&self, trace: &Trace) -> Ending {
        // A browser that goes on elsewhere gives an answer up, and a second try may have got one.
        let counts = |exchange: &&Exchange| match exchange.step {
            Step::Authorize => self.login.answer.is_none(),
            Step::Redeem | Step::Keys => true,
            Step::Callback => exchange.failure.as_ref().is_some_and(|failure| failure.kind != FailureKind::Local),
            _ => false,
        };
        let is_last = |exchange: &&Exchange| trace.last(exchange.step) == Some(exchange);
        let mut failed = trace.exchanges.iter().rev().filter(counts).filter(is_last);
        if let Some((step, failure)) = failed.find_map(|exchange| Some((exchange.step, exchange.failure.clone()?))) {
            return Ending::Failed { step, failure };
        }
        if let Some(words) = self.stuck().filter(|_| self.login.answer.is_none()) {
            return Ending::Failed { step: Step::Callback, failure: Failure::new(FailureKind::ErrorPage, words) };
        }
        let last = trace.exchanges.iter().rfind(|exchange| matches!(exchange.step, Step::Authorize | Step::SignIn));
        let response = last.and_then(|exchange| exchange.response.as_ref()).filter(|response| response.status >= 400);
        match response.filter(|_| self.login.answer.is_none()) {
            Some(response) => {
                let page = crate::wire::html::page("", response).map(|page| page.title).unwrap_or_default();
                let words = format!("{} {}", response.status, page.chars().take(200).collect::<String>());
                let failure = Failure::new(FailureKind::ErrorPage, words.trim_end());
                Ending::Failed { step: Step::Callback, failure }
            }
            None => Ending::Open,
        }
    }

    /// What the last page says, where it is an error page that calls itself none: Microsoft Entra ID answers 200 and writes
    /// the code of the error into the page.
    fn stuck(&self) -> Option<String> {
        const CODE: &str = "AADSTS";
        let (index, _) = self.found.iter().rfind(|(_, step)| matches!(step, Step::Authorize | Step::SignIn))?;
        let response = self.capture.messages.get(*index)?.response.as_ref().filter(|it| it.status == 200)?;
        let octets = response.body.octets();
        let text = String::from_utf8_lossy(&octets[..octets.len().min(MOST_PAGE)]);
        let begins = |at: &usize| text[at + CODE.len()..].bytes().take(5).filter(u8::is_ascii_digit).count() == 5;
        let at = text.match_indices(CODE).map(|(at, _)| at).find(begins)?;
        let words: String = text[at..].chars().take_while(|c| !"\"<\\\r\n".contains(*c)).take(200).collect();
        Some(format!("200 {words}"))
    }
}

fn begun(step: Step, request: Request, started_ms: u64) -> Exchange {
    Exchange::new(step, request, UNIX_EPOCH + Duration::from_millis(started_ms.min(1 << 50)))
}

/// What somebody typed into a page is not taken over, whatever its field is called.
fn without_typed(request: &Request) -> Request {
    const TYPED: &str = "‹typed›";
    if request.body.is_empty() {
        return request.clone();
    }
    let body = match request.form() {
        Some(form) => {
            let keep = |(name, value): (&str, &str)| {
                let value = if PUBLIC.contains(&name) || value.is_empty() { value } else { TYPED };
                (name.to_owned(), value.to_owned())
            };
            let form: Params = form.iter().map(keep).collect();
            form.iter().map(|(name, value)| written(name, value)).collect::<Vec<_>>().join("&")
        }
        None => TYPED.to_owned(),
    };
    Request { body: body.into(), ..request.clone() }
}

/// A pair of a form; what was left out stands as it is, as a mask does.
fn written(name: &str, value: &str) -> String {
    let pair = Params::default().with(name, value).to_form();
    if value.starts_with('‹') { format!("{}={value}", pair.split('=').next().unwrap_or_default()) } else { pair }
}

/// The members of the token response of a login.
pub(super) fn tokens(trace: &Trace) -> Option<Map<String, Value>> {
    trace.last(Step::Redeem)?.response.as_ref().and_then(token_response::members)
}
