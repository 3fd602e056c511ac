//! What an app that runs in the browser asks for by itself: tokens, what they are good for, and the server's documents.

use serde_json::{Map, Value};

use super::entry::Message;
use super::record::Collected;
use crate::protocol::{callback, token_response};
use crate::trace::Step;
use crate::wire::{Params, json, uri};

/// Nobody reads more of one kind; an app that asks every minute is open for an hour.
const MOST: usize = 60;

impl Collected<'_> {
    /// The requests of the back channel.
    pub(super) fn tokens(&mut self) {
        let answered = self.answered();
        let code = answered.get("code");
        let from = self.login.asks.first().copied().unwrap_or_default();
        let client = self.login.asked.get("client_id");
        let redeems = |(index, message): &(usize, &Message)| {
            let params = message.params();
            match code {
                Some(code) => params.get("code") == Some(code),
                None => *index < self.horizon && client.is_none_or(|client| params.get("client_id") == Some(client)),
            }
        };
        let redeem: Vec<usize> = self
            .messages(Step::Redeem)
            .filter(|found| found.0 >= from && redeems(found))
            .map(|(index, _)| index)
            .collect();
        let since = redeem.first().copied().or(self.login.answer.as_ref().map(|answer| answer.message)).unwrap_or(from);
        let mut issued: Vec<String> = values(&answered, &["access_token", "id_token"]);
        issued.extend(redeem.iter().flat_map(|index| issued_by(&self.capture.messages[*index])));
        self.add(redeem.into_iter().take(MOST).collect(), Step::Redeem);
        for step in [Step::Refresh, Step::Introspect, Step::Revoke, Step::Userinfo, Step::Logout] {
            let mut found = Vec::new();
            let all = self.messages(step).filter(|(index, _)| *index > since && *index < self.horizon);
            for (index, message) in all {
                if found.len() < MOST && is_with(message, &issued) {
                    found.push(index);
                    issued.extend(issued_by(message));
                }
            }
            self.add(found, step);
        }
    }

    /// Metadata and keys: those of this server.
    pub(super) fn documents(&mut self) {
        let from = self.login.asks.first().copied().unwrap_or_default();
        let names_it = |message: &Message| {
            let metadata = document(message);
            let endpoint = metadata.as_ref().and_then(|metadata| metadata.get("authorization_endpoint")?.as_str());
            self.login.url.is_empty() || endpoint.map(uri::without_query) == Some(self.login.url.as_str())
        };
        let all: Vec<usize> =
            self.messages(Step::Discover).filter(|(_, message)| names_it(message)).map(|(index, _)| index).collect();
        let best = all.iter().copied().rfind(|index| *index < from).or_else(|| all.first().copied());
        self.add(best.into_iter().collect(), Step::Discover);
        let metadata = best.and_then(|index| document(&self.capture.messages[index]));
        let named = |name: &str| metadata.as_ref().and_then(|metadata| metadata.get(name)?.as_str()).map(str::to_owned);
        let keys = match named("jwks_uri") {
            Some(jwks_uri) => self.nearest(from, |message| message.request.url == jwks_uri),
            None => self.nearest(from, |message| self.is_of_server(message)),
        };
        self.add_as(keys, Step::Keys);
        if let Some(userinfo) =
            named("userinfo_endpoint").filter(|_| self.found.iter().all(|it| it.1 != Step::Userinfo))
        {
            let at = self.nearest(from, |message| message.request.url == userinfo).filter(|index| *index > from);
            self.add_as(at, Step::Userinfo);
        }
    }

    fn answered(&self) -> Params {
        let answer = self.login.answer.as_ref();
        answer.map(|answer| callback::opened(&answer.request).0).unwrap_or_default()
    }

    /// Keys that stand at the server's own place: those of a stranger prove nothing.
    fn is_of_server(&self, message: &Message) -> bool {
        let redeem = self.found.iter().find(|(_, step)| *step == Step::Redeem).map(|(index, _)| *index);
        let redeemed = redeem.and_then(|index| self.capture.messages.get(index));
        let origin = uri::origin(&message.request.url);
        let is_set = message.response.as_ref().is_some_and(|_| super::kind::step_of(message) == Some(Step::Keys));
        is_set
            && (origin == uri::origin(&self.login.url)
                || redeemed.is_some_and(|it| uri::origin(&it.request.url) == origin))
    }

    /// The first such message after this place, else the last before it: what an app has it does not ask for again.
    fn nearest(&self, from: usize, is_it: impl Fn(&Message) -> bool) -> Option<usize> {
        let messages = &self.capture.messages;
        let fits = |index: &usize| {
            !messages[*index].request.method.eq_ignore_ascii_case("OPTIONS") && is_it(&messages[*index])
        };
        (from..messages.len()).find(fits).or_else(|| (0..from.min(messages.len())).rfind(fits))
    }

    fn add_as(&mut self, index: Option<usize>, step: Step) {
        if let Some(index) = index {
            self.found.retain(|(place, _)| *place != index);
            self.found.push((index, step));
        }
    }
}

/// Whether a request shows a token that was issued in this login, or shows none; where none is known, whose it is is not
/// known either.
fn is_with(message: &Message, issued: &[String]) -> bool {
    let bearer = message.request.headers.get("authorization").and_then(|value| value.split_once(' '));
    let bearer = bearer.filter(|(scheme, _)| !scheme.eq_ignore_ascii_case("basic")).map(|(_, token)| token.to_owned());
    let shown = values(&message.params(), &["refresh_token", "token", "id_token_hint"]);
    let mut shown = shown.into_iter().chain(bearer).peekable();
    issued.is_empty() || shown.peek().is_none() || shown.any(|token| issued.contains(&token))
}

/// The tokens in an answer.
fn issued_by(message: &Message) -> Vec<String> {
    let members = message.response.as_ref().and_then(token_response::members).unwrap_or_default();
    let names = ["access_token", "refresh_token", "id_token"];
    names.iter().filter_map(|name| members.get(*name)?.as_str().map(str::to_owned)).collect()
}

fn values(params: &Params, names: &[&str]) -> Vec<String> {
    names.iter().filter_map(|name| params.get(name).map(str::to_owned)).collect()
}

/// The metadata in an answer.
fn document(message: &Message) -> Option<Map<String, Value>> {
    json::object(message.response.as_ref()?.body.octets()).ok()
}
