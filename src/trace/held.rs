//! What was held at a moment of a run: the tokens that were given, or had come by then.

use serde_json::{Map, Value};

use super::meant::in_front;
use super::{Exchange, Step, Trace};
use crate::protocol::{Given, token_response};

impl Trace {
    /// What was held before this exchange: of each kind the last that had come. A refresh that brings no new refresh
    /// token leaves the old one good (RFC 6749 6).
    #[must_use]
    pub fn held(&self, before: usize) -> Given {
        let mut held = self.plan.given.clone();
        // What the browser brought counts until the token endpoint gives something better.
        let answered = self.exchanges.iter().take(before).any(|exchange| exchange.step == Step::Callback);
        let front = answered.then(|| in_front(&self.answered())).flatten();
        for members in front.into_iter().chain(self.answers(before)) {
            let text = |name: &str| members.get(name).and_then(Value::as_str).map(str::to_owned);
            held.access_token = text("access_token").or(held.access_token);
            held.token_type = text("token_type").or(held.token_type);
            held.refresh_token = text("refresh_token").or(held.refresh_token);
            held.id_token = text("id_token").or(held.id_token);
            held.scope = text("scope").or(held.scope);
        }
        held
    }

    /// Every answer that brought an access token, with its step.
    pub fn issued(&self) -> impl Iterator<Item = (Step, Map<String, Value>)> {
        self.issuing(self.exchanges.len()).filter_map(|exchange| Some((exchange.step, read(exchange)?)))
    }

    /// The ID token of the login itself: the one that those of later refreshes are compared with.
    #[must_use]
    pub fn first_id_token(&self, before: usize) -> Option<String> {
        let text = |members: Map<String, Value>| members.get("id_token").and_then(Value::as_str).map(str::to_owned);
        self.plan.given.id_token.clone().or_else(|| self.answers(before).find_map(text))
    }

    /// The scope that was granted before this exchange; where no answer named it, what was asked for (RFC 6749 5.1).
    #[must_use]
    pub fn granted(&self, before: usize) -> Option<String> {
        let asked = || {
            let asked = self.issuing(before).last().map(|exchange| self.scope_of(exchange).join(" "));
            asked.filter(|asked| !asked.is_empty())
        };
        self.held(before).scope.or_else(asked)
    }

    /// Whether a token came in this run, and nothing was revoked since.
    #[must_use]
    pub fn is_alive(&self, token: &str, before: usize) -> bool {
        let is_it = |members: Map<String, Value>| {
            ["access_token", "refresh_token"].iter().any(|name| members.get(*name).is_some_and(|own| own == token))
        };
        let revoked = self.exchanges.iter().take(before).any(|exchange| exchange.step == Step::Revoke);
        !revoked && self.answers(before).any(is_it)
    }

    /// The `state` of a logout as it was sent.
    #[must_use]
    pub fn farewell_state(&self) -> Option<String> {
        self.last(Step::Logout)?.request.query().get("state").map(str::to_owned)
    }

    /// The scopes that a token request asked for: by itself, or in the request that came before it.
    #[must_use]
    pub fn scope_of(&self, exchange: &Exchange) -> Vec<String> {
        let own = |exchange: &Exchange| exchange.request.form()?.get("scope").map(str::to_owned);
        let device = || self.last(Step::Device).and_then(own);
        if exchange.step == Step::Redeem {
            return self.scope_asked();
        }
        let scope = own(exchange).or_else(device).unwrap_or_default();
        scope.split(' ').filter(|scope| !scope.is_empty()).map(str::to_owned).collect()
    }

    /// The answers that brought tokens, one after the other.
    fn answers(&self, before: usize) -> impl Iterator<Item = Map<String, Value>> {
        self.issuing(before).filter_map(read)
    }

    /// The exchanges that did.
    fn issuing(&self, before: usize) -> impl Iterator<Item = &Exchange> {
        let asks = |exchange: &&Exchange| matches!(exchange.step, Step::Redeem | Step::Token | Step::Refresh);
        self.exchanges.iter().take(before).filter(asks).filter(|exchange| read(exchange).is_some())
    }
}

/// The members of an answer that brought an access token.
fn read(exchange: &Exchange) -> Option<Map<String, Value>> {
    let members = token_response::members(exchange.response.as_ref()?)?;
    (members.contains_key("access_token") && !members.contains_key("error")).then_some(members)
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;
    use crate::trace::Plan;
    use crate::wire::{Request, Response};

    #[test]
    fn the_last_of_each_kind_is_held() {
        let mut trace = Trace::begin(Plan::default());
        for (step, body) in [
            (Step::Redeem, r#"{"access_token":"a1","refresh_token":"r1","id_token":"i1","scope":"x y"}"#),
            (Step::Refresh, r#"{"access_token":"a2","id_token":"i2"}"#),
            (Step::Refresh, r#"{"error":"invalid_grant"}"#),
            (Step::Userinfo, r#"{"access_token":"no"}"#),
        ] {
            let mut exchange = Exchange::new(step, Request::get("https://h"), SystemTime::UNIX_EPOCH);
            exchange.response = Some(Response::new(200).with_body("application/json", body));
            trace.exchanges.push(exchange);
        }
        let held = trace.held(4);
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        assert_eq!([&held.access_token, &held.refresh_token, &held.id_token].map(text), ["a2", "r1", "i2"]);
        assert_eq!(trace.held(1).access_token.as_deref(), Some("a1"));
        assert_eq!((trace.first_id_token(4).as_deref(), held.scope.as_deref()), (Some("i1"), Some("x y")));
    }
}
