//! The userinfo endpoint: claims for whoever shows an access token (OpenID Connect Core 5.3).

use std::time::SystemTime;

use serde_json::{Value, json};

use super::claims::{self, Claim};
use super::dpop::NonceOf;
use super::presented::{Closed, Why};
use super::site::Endpoint;
use super::token::relabelled;
use super::{Fault, Provider, Scope, User, reply};
use crate::wire::{Request, Response};

impl Provider {
    pub(super) fn userinfo(&mut self, request: &Request, now: SystemTime) -> Response {
        let response = match self.allowed(request, now) {
            Ok((user, scope, asked)) => {
                let mut claims = self.claims(&user, &scope);
                for (name, value) in self.single_claims(&user, &asked) {
                    claims[name] = value;
                }
                let response = reply::not_stored(reply::json(200, &claims));
                if self.config.has(Fault::UserinfoContentType) { relabelled(response, "text/html") } else { response }
            }
            Err(closed) => closed.response(),
        };
        self.with_nonce(response, request, NonceOf::Resource, now)
    }

    fn allowed(&mut self, request: &Request, now: SystemTime) -> Result<(User, Scope, Vec<Claim>), Closed> {
        let opened = self.opened(request, now);
        if let Err(Closed { why: Why::Invalid(_), .. }) = &opened
            && let Some(user) = self.user_of_id_token(request).filter(|_| self.config.has(Fault::UserinfoIdToken))
        {
            return Ok((user, Scope::parse("openid").unwrap_or_default(), Vec::new()));
        }
        let open_to_all = match &opened {
            Err(Closed { why: Why::NoToken, .. }) => self.config.has(Fault::UserinfoOpen),
            Err(Closed { why: Why::Invalid(_), .. }) => self.config.has(Fault::UserinfoAnyToken),
            _ => false,
        };
        if open_to_all && let Some(user) = self.config.users.first() {
            return Ok((user.clone(), Scope::parse("openid profile email").unwrap_or_default(), Vec::new()));
        }
        let token = opened?;
        token.require("openid")?;
        if !self.is_for(&token, Endpoint::Userinfo) {
            return Err(Closed::elsewhere());
        }
        let grant = self.grants.find(&token.grant, now);
        let user =
            grant.and_then(|grant| Some((self.user_of(&grant.sub)?.clone(), grant.wishes.claims.userinfo.clone())));
        let (user, asked) = user.ok_or_else(Closed::leads_nowhere)?;
        let user = User { sub: self.name_of(&user.sub, &token.grant), ..user };
        Ok((user, token.scope, asked))
    }

    /// The user whom an ID token names that is shown in the place of an access token.
    fn user_of_id_token(&self, request: &Request) -> Option<User> {
        let (_, shown) = request.headers.get("authorization")?.split_once(' ')?;
        let jwt = self.own_jwt(shown).filter(|jwt| jwt.header.get("typ").is_none_or(|typ| typ != "at+jwt"))?;
        self.user_of(jwt.text("sub")?).cloned()
    }

    /// The claims of a user that were asked for one by one (OpenID Connect Core 5.5).
    pub(super) fn single_claims(&self, user: &User, asked: &[Claim]) -> Vec<(String, Value)> {
        let everything = Scope::parse("profile email").map(|scope| self.claims(user, &scope));
        let everything = everything.as_ref().and_then(Value::as_object);
        let known = asked.iter().filter(|claim| claims::KNOWN.iter().any(|(name, _)| *name == claim.name));
        known.filter_map(|claim| Some((claim.name.clone(), everything?.get(&claim.name)?.clone()))).collect()
    }

    /// OpenID Connect Core 5.4: which scope gives which claims.
    pub(super) fn claims(&self, user: &User, scope: &Scope) -> Value {
        let mut claims = json!({});
        if !self.config.has(Fault::UserinfoSubMissing) {
            claims["sub"] = json!(user.sub);
        }
        if self.config.has(Fault::UserinfoSubOther) {
            claims["sub"] = json!("248289761999");
        }
        if scope.contains("profile") {
            claims["name"] = json!(user.name);
            claims["preferred_username"] = json!(user.username);
        }
        if scope.contains("email") {
            claims["email"] = json!(user.email);
            claims["email_verified"] = json!(true);
        }
        claims
    }
}
