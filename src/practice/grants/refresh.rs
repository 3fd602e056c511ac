//! Refreshing: a new access token for a refresh token, which is good once and gives away a thief (RFC 9700 4.14.2).

use std::time::SystemTime;

use serde_json::{Map, Value, json};

use crate::practice::id_token::{Beside, SOMEBODY_ELSE};
use crate::practice::issue::Issue;
use crate::practice::reply::OAuthError;
use crate::practice::token::{TokenRequest, invalid_grant, widen};
use crate::practice::{Client, Fault, Provider, Refresh, RefreshToken, Scope, Spent, form};
use crate::wire::Params;

impl Provider {
    pub(in crate::practice) fn refresh(
        &mut self,
        request: &TokenRequest<'_>,
    ) -> Result<Map<String, Value>, OAuthError> {
        let (client, now) = (request.client, request.now);
        let value = form::required(request.form, "refresh_token")?;
        if self.config.has(Fault::RefreshBroken) {
            return Err(invalid_grant("no refresh today"));
        }
        let held = self.refresh_tokens.find(value, now).cloned().or_else(|| self.misread(value, now));
        let held = held.ok_or_else(|| invalid_grant("the refresh token is unknown"))?;
        let granted = self.granted_to(client, &held, now)?;
        self.check_refresh_key(&held, request)?;
        if held.spent == Spent::Yes {
            // Two hold it, and nobody can tell which of them is the client: both lose it.
            if !self.config.has(Fault::RefreshReuseHarmless) {
                self.revoke(&held.grant, now);
            }
            return Err(invalid_grant("the refresh token has been used"));
        }
        let scope = self.narrowed(request.form, &granted)?;
        let resources = self.grants.find(&held.grant, now).map_or(&[][..], |grant| &grant.wishes.resources);
        let audience = self.audience_of(self.narrowed_resources(request.form, resources)?, &scope);
        let mut members = self.issue(&Issue { audience, ..Issue::new(&held.grant, scope) }, request)?;
        // `issue` leaves this out where the narrowed scope lacks `offline_access`; the grant itself is not narrowed.
        members.shift_remove("refresh_token");
        if self.rotates(client) {
            if let Some(old) = self.refresh_tokens.find_mut(value, now) {
                old.spent = Spent::Yes;
            }
            if !self.config.has(Fault::RefreshTokenMissing) {
                members.insert("refresh_token".into(), json!(self.issue_refresh_token(&held.grant, request)));
            }
        }
        self.spoil_refresh(&mut members, &granted, request);
        Ok(members)
    }

    /// An access token, taken for a refresh token.
    fn misread(&self, value: &str, now: SystemTime) -> Option<RefreshToken> {
        let found = self.access_tokens.find(value, now).filter(|_| self.config.has(Fault::RefreshByAccessToken))?;
        let (grant, binding) = (found.grant.clone(), found.binding.clone());
        Some(RefreshToken { grant, spent: Spent::No, binding, issued: found.issued })
    }

    /// Every way to get the answer to a refresh wrong that a login does not show.
    fn spoil_refresh(&mut self, members: &mut Map<String, Value>, granted: &Scope, request: &TokenRequest<'_>) {
        if self.config.has(Fault::RefreshScopeWider) {
            widen(members);
        }
        if self.config.has(Fault::RefreshIdTokenOther) && members.contains_key("id_token") {
            let other = self.new_grant(SOMEBODY_ELSE, granted, request);
            let access_token = members.get("access_token").and_then(Value::as_str).unwrap_or_default();
            let issue = Issue::new(&other, granted.clone());
            let beside = Beside::TokenResponse { access_token };
            let id_token = self.id_token(&issue, request.client, beside, request.now);
            members.insert("id_token".into(), json!(id_token));
        }
    }

    /// What the grant behind a refresh token covers, where it is alive and belongs to this client.
    fn granted_to(&self, client: &Client, held: &RefreshToken, now: SystemTime) -> Result<Scope, OAuthError> {
        let grant = self.grants.find(&held.grant, now).ok_or_else(|| invalid_grant("the grant was revoked"))?;
        if grant.client_id != client.client_id && !self.config.has(Fault::RefreshForAnyClient) {
            return Err(invalid_grant("the refresh token was issued to another client"));
        }
        Ok(grant.scope.clone())
    }

    /// RFC 9449 5 and RFC 8705 4: what a public client gets is good for its key alone.
    fn check_refresh_key(&self, held: &RefreshToken, request: &TokenRequest<'_>) -> Result<(), OAuthError> {
        let (bound, shown) = (&held.binding, &request.binding);
        let fits = (bound.jkt.is_none() || bound.jkt == shown.jkt) && (bound.x5t.is_none() || bound.x5t == shown.x5t);
        if fits || self.config.has(Fault::DpopRefreshUnbound) {
            return Ok(());
        }
        Err(invalid_grant("the refresh token is bound to another key"))
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
