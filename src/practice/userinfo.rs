//! The userinfo endpoint: claims for whoever shows an access token (OpenID Connect Core 5.3).

use std::time::SystemTime;

use serde_json::{Value, json};

use super::dpop::NonceOf;
use super::presented::{Closed, Why};
use super::token::relabelled;
use super::{Fault, Provider, Scope, User, reply};
use crate::wire::{Request, Response};

impl Provider {
    pub(super) fn userinfo(&mut self, request: &Request, now: SystemTime) -> Response {
        let response = match self.allowed(request, now) {
            Ok((user, scope)) => {
                let response = reply::not_stored(reply::json(200, &self.claims(&user, &scope)));
                if self.config.has(Fault::UserinfoContentType) { relabelled(response, "text/html") } else { response }
            }
            Err(closed) => closed.response(),
        };
        self.with_nonce(response, request, NonceOf::Resource, now)
    }

    fn allowed(&mut self, request: &Request, now: SystemTime) -> Result<(User, Scope), Closed> {
        let opened = self.opened(request, now);
        let open_to_all = match &opened {
            Err(Closed { why: Why::NoToken, .. }) => self.config.has(Fault::UserinfoOpen),
            Err(Closed { why: Why::Invalid(_), .. }) => self.config.has(Fault::UserinfoAnyToken),
            _ => false,
        };
        if open_to_all && let Some(user) = self.config.users.first() {
            return Ok((user.clone(), Scope::parse("openid profile email").unwrap_or_default()));
        }
        let token = opened?;
        token.require("openid")?;
        let user = self.grants.find(&token.grant, now).and_then(|grant| self.user_of(&grant.sub));
        Ok((user.ok_or_else(Closed::leads_nowhere)?.clone(), token.scope))
    }

    /// OpenID Connect Core 5.4: which scope gives which claims.
    fn claims(&self, user: &User, scope: &Scope) -> Value {
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
