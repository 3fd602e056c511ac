//! Introspection: what a token is worth, for a client that authenticates (RFC 7662).

use std::time::SystemTime;

use serde_json::{Map, Value, json};

use super::reply::{self, OAuthError};
use super::{Client, Fault, Grant, Provider, SESSION, Spent, form, unix};
use crate::wire::{Request, Response};

impl Provider {
    pub(super) fn introspect(&mut self, request: &Request, now: SystemTime) -> Response {
        match self.introspection(request, now) {
            Ok(members) => reply::not_stored(reply::json(200, &Value::Object(members))),
            Err(refusal) => reply::token_error(self, &refusal),
        }
    }

    fn introspection(&mut self, request: &Request, now: SystemTime) -> Result<Map<String, Value>, OAuthError> {
        let form = self.token_form(request)?;
        // RFC 7662 2.1: or anybody could find out which tokens exist.
        let client = match self.authenticate_confidential(request, &form, now) {
            Err(_) if self.config.has(Fault::IntrospectionOpen) => None,
            client => Some(client?),
        };
        let token = form::required(&form, "token")?;
        let found = self.access_facts(token, client.as_ref(), now);
        let found = found.or_else(|| self.refresh_facts(token, client.as_ref(), now));
        let mut members = match found {
            Some(members) if !self.config.has(Fault::IntrospectionAllDead) => members,
            // RFC 7662 2.2: nothing else, so that it does not tell why.
            _ => Map::from_iter([("active".to_owned(), json!(self.config.has(Fault::IntrospectionAllAlive)))]),
        };
        if self.config.has(Fault::IntrospectionWord) {
            let word = members.get("active").map(ToString::to_string);
            members.insert("active".into(), json!(word));
        }
        Ok(members)
    }

    fn access_facts(&self, token: &str, client: Option<&Client>, now: SystemTime) -> Option<Map<String, Value>> {
        let held = self.access_tokens.find(token, now)?;
        let grant = self.grants.find(&held.grant, now)?;
        if !may_know(client, grant, &held.audience) {
            return None;
        }
        let mut members = self.facts(grant, &held.scope.to_string());
        members.insert("token_type".into(), json!(held.binding.token_type()));
        members.insert("iat".into(), json!(unix(held.issued)));
        members.insert("exp".into(), json!(unix(held.issued + self.config.policy.token_lifetime)));
        members.insert("aud".into(), self.written_audience(held));
        if let Some(cnf) = held.binding.cnf() {
            members.insert("cnf".into(), cnf);
        }
        if let Some(act) = &held.act {
            members.insert("act".into(), act.clone());
        }
        Some(members)
    }

    fn refresh_facts(&self, token: &str, client: Option<&Client>, now: SystemTime) -> Option<Map<String, Value>> {
        let held = self.refresh_tokens.find(token, now).filter(|held| held.spent == Spent::No)?;
        let grant = self.grants.find(&held.grant, now)?;
        if !may_know(client, grant, &[]) {
            return None;
        }
        let mut members = self.facts(grant, &grant.scope.to_string());
        members.insert("iat".into(), json!(unix(held.issued)));
        members.insert("exp".into(), json!(unix(held.issued + SESSION)));
        if let Some(cnf) = held.binding.cnf() {
            members.insert("cnf".into(), cnf);
        }
        Some(members)
    }

    /// RFC 7662 2.2.
    fn facts(&self, grant: &Grant, scope: &str) -> Map<String, Value> {
        let mut members = Map::new();
        members.insert("active".into(), json!(true));
        members.insert("iss".into(), json!(self.site.issuer()));
        members.insert("client_id".into(), json!(grant.client_id));
        members.insert("sub".into(), json!(grant.sub));
        if let Some(user) = self.user_of(&grant.sub) {
            members.insert("username".into(), json!(user.username));
        }
        members.insert("scope".into(), json!(scope));
        if !grant.wishes.details.is_empty() {
            // RFC 9396 9.2
            members.insert("authorization_details".into(), json!(grant.wishes.details));
        }
        members
    }
}

/// The client that has the token, and whoever it is made out to; nobody else is told (RFC 7662 4).
fn may_know(client: Option<&Client>, grant: &Grant, audience: &[String]) -> bool {
    client.is_none_or(|client| grant.client_id == client.client_id || audience.contains(&client.client_id))
}
