//! Refreshing: a new access token for a refresh token, which is good once and gives away a thief (RFC 9700 4.14.2).

use std::time::SystemTime;

use serde_json::{Map, Value, json};

use super::reply::OAuthError;
use super::token::{Issue, invalid_grant};
use super::{Client, Fault, Provider, Refresh, RefreshToken, Scope, Spent, form};
use crate::wire::Params;

impl Provider {
    pub(super) fn refresh(
        &mut self,
        form: &Params,
        client: &Client,
        now: SystemTime,
    ) -> Result<Map<String, Value>, OAuthError> {
        let value = form::required(form, "refresh_token")?;
        let held = self.refresh_tokens.find(value, now).cloned();
        let held = held.ok_or_else(|| invalid_grant("the refresh token is unknown"))?;
        let granted = self.granted_to(client, &held, now)?;
        if held.spent == Spent::Yes {
            // Two hold it, and nobody can tell which of them is the client: both lose it.
            if !self.config.has(Fault::RefreshReuseHarmless) {
                self.revoke(&held.grant, now);
            }
            return Err(invalid_grant("the refresh token has been used"));
        }
        let scope = self.narrowed(form, &granted)?;
        let granted = self.grants.find(&held.grant, now).map_or(&[][..], |grant| &grant.wishes.resources);
        let audience = self.audience_of(self.narrowed_resources(form, granted)?, &scope);
        let mut members = self.issue(&Issue { grant: &held.grant, scope, nonce: None, audience }, client, now)?;
        // `issue` leaves this out where the narrowed scope lacks `offline_access`; the grant itself is not narrowed.
        members.shift_remove("refresh_token");
        if self.rotates(client) {
            if let Some(old) = self.refresh_tokens.find_mut(value, now) {
                old.spent = Spent::Yes;
            }
            members.insert("refresh_token".into(), json!(self.issue_refresh_token(&held.grant, now)));
        }
        Ok(members)
    }

    /// What the grant behind a refresh token covers, where it is alive and belongs to this client.
    fn granted_to(&self, client: &Client, held: &RefreshToken, now: SystemTime) -> Result<Scope, OAuthError> {
        let grant = self.grants.find(&held.grant, now).ok_or_else(|| invalid_grant("the grant was revoked"))?;
        if grant.client_id != client.client_id && !self.config.has(Fault::RefreshForAnyClient) {
            return Err(invalid_grant("the refresh token was issued to another client"));
        }
        Ok(grant.scope.clone())
    }

    /// RFC 6749 6: never more than the user granted.
    fn narrowed(&self, form: &Params, granted: &Scope) -> Result<Scope, OAuthError> {
        let Some(text) = form.get("scope") else { return Ok(granted.clone()) };
        match Scope::parse(text) {
            Some(scope) if scope.is_within(granted) || self.config.has(Fault::RefreshWidens) => Ok(scope),
            _ => Err(OAuthError::new("invalid_scope", "scope asks for more than was granted")),
        }
    }

    fn rotates(&self, client: &Client) -> bool {
        let spared = client.is_public() && self.config.has(Fault::RefreshNotRotated);
        self.config.policy.refresh == Refresh::Rotate && !spared
    }
}
