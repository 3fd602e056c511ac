//! The client credentials grant: a token for the client itself (RFC 6749 4.4).

use serde_json::{Map, Value, json};

use super::wanted_scope;
use crate::practice::issue::Issue;
use crate::practice::reply::OAuthError;
use crate::practice::token::TokenRequest;
use crate::practice::{Fault, Provider, Scope};

impl Provider {
    pub(in crate::practice) fn client_credentials(
        &mut self,
        request: &TokenRequest<'_>,
    ) -> Result<Map<String, Value>, OAuthError> {
        // RFC 6749 4.4: confidential clients only, or a name would be enough.
        if request.client.is_public() && !self.config.has(Fault::ClientCredentialsOpen) {
            return Err(OAuthError::new("unauthorized_client", "a public client has no credentials to show"));
        }
        let scope = without_user(&wanted_scope(request)?)?;
        let resources = self.resources(request.form)?;
        let grant = self.new_grant(&request.client.client_id, &scope, request);
        // RFC 8707 2.2: there was no authorization request to name a resource in.
        let audience = self.audience_of(resources, &scope);
        let mut members = self.issue_access(&Issue { audience, ..Issue::new(&grant, scope) }, request);
        // RFC 6749 4.4.3: a refresh token should not be given.
        if self.config.has(Fault::ClientCredentialsRefresh) {
            members.insert("refresh_token".into(), json!(self.issue_refresh_token(&grant, request)));
        }
        Ok(members)
    }
}

/// The scopes that mean something where nobody has signed in.
fn without_user(scope: &Scope) -> Result<Scope, OAuthError> {
    let left: Vec<&str> = scope.iter().filter(|scope| !["openid", "offline_access"].contains(scope)).collect();
    Scope::parse(&left.join(" ")).ok_or_else(|| {
        OAuthError::new("invalid_scope", "there is no user: openid and offline_access mean nothing here")
    })
}
