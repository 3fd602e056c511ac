//! What the messages of a login say, wherever in them it stands: in a URL, in a form that was pushed, in a JWT.

use serde_json::{Map, Value, json};

use super::{Exchange, Step, Trace};
use crate::protocol::{Pkce, callback, request_object, token_response};
use crate::wire::Params;

/// What proves the client where a request is pushed, and is no part of it.
const PROOF: [&str; 3] = ["client_secret", "client_assertion", "client_assertion_type"];

impl Trace {
    /// The parameters of the authorization request that count: those that were pushed where the browser carries a
    /// reference to them (RFC 9126 4), those in the request object where there is one (RFC 9101 6.3).
    #[must_use]
    pub fn asked(&self) -> Params {
        // An authorization request may also be posted (OpenID Connect Core 3.1.2.1).
        let carried = self
            .last(Step::Authorize)
            .map(|exchange| &exchange.request)
            .map(|it| it.form().unwrap_or_else(|| it.query()));
        let by_reference = carried.as_ref().is_none_or(|query| query.get("request_uri").is_some());
        let pushed = self.last(Step::Push).filter(|_| by_reference).and_then(|exchange| exchange.request.form());
        let mut params = pushed.or(carried).unwrap_or_default();
        for name in PROOF {
            params.unset(name);
        }
        params.get("request").and_then(request_object::parameters).unwrap_or(params)
    }

    /// The scopes that were really asked for: those of the authorization request as it was sent.
    #[must_use]
    pub fn scope_asked(&self) -> Vec<String> {
        let asked = self.asked();
        let scopes = asked.get("scope").unwrap_or_default().split(' ');
        scopes.filter(|scope| !scope.is_empty()).map(str::to_owned).collect()
    }

    /// The method of the challenge in the authorization request that counts; without a method it is `plain`
    /// (RFC 7636 4.3). A method that nobody knows is taken for one that gives nothing away.
    #[must_use]
    pub fn challenge_method(&self) -> Pkce {
        let asked = self.asked();
        match (asked.get("code_challenge").filter(|it| !it.is_empty()), asked.get("code_challenge_method")) {
            (None, _) => Pkce::None,
            (Some(_), None | Some("" | "plain")) => Pkce::Plain,
            (Some(_), Some(_)) => Pkce::S256,
        }
    }

    /// The parameters of the authorization response, also out of a signed one; nothing of them is checked.
    #[must_use]
    pub fn answered(&self) -> Params {
        self.last(Step::Callback).map(|exchange| callback::opened(&exchange.request).0).unwrap_or_default()
    }

    /// The members of the answer that gave out the tokens: of the token endpoint, else of the front channel.
    #[must_use]
    pub fn given(&self) -> Option<Map<String, Value>> {
        if let Some((_, members)) = self.issued().last() {
            return Some(members);
        }
        match self.last(Step::Redeem) {
            Some(exchange) => exchange.response.as_ref().and_then(token_response::members),
            None => in_front(&self.answered()),
        }
    }

    /// The exchange that brought what [`Self::given`] tells.
    #[must_use]
    pub fn giver(&self) -> Option<&Exchange> {
        self.last(Step::Redeem).or_else(|| self.last(Step::Token)).or_else(|| self.last(Step::Callback))
    }
}

/// The tokens among the parameters of an authorization response (RFC 6749 4.2.2, OpenID Connect Core 3.2.2.5).
pub(super) fn in_front(params: &Params) -> Option<Map<String, Value>> {
    let has = |name: &str| params.get(name).is_some_and(|value| !value.is_empty());
    if !has("access_token") && !has("id_token") {
        return None;
    }
    let member = |name: &'static str| {
        let text = params.get(name)?;
        let number = text.parse::<u64>().ok().filter(|_| name == "expires_in");
        Some((name.to_owned(), number.map_or_else(|| json!(text), |number| json!(number))))
    };
    let names = ["access_token", "token_type", "expires_in", "scope", "id_token", "error"];
    Some(names.into_iter().filter_map(member).collect())
}
