//! Revocation: a client gives a token back, and everything that was given with it dies (RFC 7009).

use std::time::SystemTime;

use super::reply::{self, OAuthError};
use super::{Client, Fault, Provider, form};
use crate::wire::{Request, Response};

impl Provider {
    pub(super) fn revocation(&mut self, request: &Request, now: SystemTime) -> Response {
        match self.give_back(request, now) {
            // RFC 7009 2.2: the same for a token that was never issued, and the content says nothing.
            Ok(()) => reply::not_stored(Response::new(200)),
            Err(refusal) => reply::token_error(self, &refusal),
        }
    }

    fn give_back(&mut self, request: &Request, now: SystemTime) -> Result<(), OAuthError> {
        let form = self.token_form(request)?;
        let client = match self.authenticate(request, &form, now) {
            Err(_) if self.config.has(Fault::RevocationOpen) => None,
            client => Some(client?),
        };
        let token = form::required(&form, "token")?;
        // The hint may be wrong, and then the search goes on (RFC 7009 2.1); this server needs none.
        let Some(grant) = self.grant_behind(token, now) else { return Ok(()) };
        if !self.belongs(&grant, client.as_ref(), now) {
            return Err(OAuthError::new("invalid_grant", "the token was issued to another client"));
        }
        if !self.config.has(Fault::RevocationIdle) {
            self.revoke(&grant, now);
        }
        Ok(())
    }

    /// The grant that a token of either type hangs on, while it lives.
    fn grant_behind(&self, token: &str, now: SystemTime) -> Option<String> {
        let access = self.access_tokens.find(token, now).map(|held| &held.grant);
        let grant = access.or_else(|| self.refresh_tokens.find(token, now).map(|held| &held.grant))?;
        self.grants.find(grant, now).map(|_| grant.clone())
    }

    fn belongs(&self, grant: &str, client: Option<&Client>, now: SystemTime) -> bool {
        let owner = self.grants.find(grant, now).map(|grant| grant.client_id.as_str());
        client.is_none_or(|client| owner == Some(client.client_id.as_str()))
            || self.config.has(Fault::RevocationForeign)
    }
}
