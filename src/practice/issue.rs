//! Issuing: the tokens of one answer, and their end.

use std::time::SystemTime;

use serde_json::{Map, Value, json};

use super::binding::Binding;
use super::id_token::Beside;
use super::reply::OAuthError;
use super::token::TokenRequest;
use super::wishes::Wishes;
use super::{AccessToken, Fault, Grant, GrantType, Provider, RefreshToken, Scope, Spent};

/// What is issued together.
pub(super) struct Issue<'a> {
    pub(super) grant: &'a str,
    pub(super) scope: Scope,
    pub(super) nonce: Option<&'a str>,
    /// Where the access token is to be used; nowhere in particular means here.
    pub(super) audience: Vec<String>,
    /// Who acts for the user (RFC 8693 4.1).
    pub(super) act: Option<Value>,
}

impl<'a> Issue<'a> {
    pub(super) fn new(grant: &'a str, scope: Scope) -> Self {
        Self { grant, scope, nonce: None, audience: Vec::new(), act: None }
    }
}

impl Provider {
    /// Makes the tokens of one answer.
    pub(super) fn issue(
        &mut self,
        issue: &Issue<'_>,
        request: &TokenRequest<'_>,
    ) -> Result<Map<String, Value>, OAuthError> {
        let mut members = self.issue_access(issue, request);
        self.add_details(&mut members, issue.grant, request.now);
        let access_token = members.get("access_token").and_then(Value::as_str).unwrap_or_default().to_owned();
        let may_refresh = request.client.grant_types.contains(&GrantType::RefreshToken);
        if issue.scope.contains("offline_access") && may_refresh {
            members.insert("refresh_token".into(), json!(self.issue_refresh_token(issue.grant, request)));
        }
        if issue.scope.contains("openid") && !self.config.has(Fault::IdTokenMissing) {
            let beside = Beside::TokenResponse { access_token: &access_token };
            let id_token = self.id_token(issue, request.client, beside, request.now);
            let id_token = id_token.ok_or_else(|| OAuthError::new("server_error", "the ID token was not signed"))?;
            members.insert("id_token".into(), json!(id_token));
        }
        Ok(members)
    }

    /// The same with the access token alone: for grants in which no user signed in to this client.
    pub(super) fn issue_access(&mut self, issue: &Issue<'_>, request: &TokenRequest<'_>) -> Map<String, Value> {
        let held = AccessToken {
            binding: request.binding.clone(),
            audience: issue.audience.clone(),
            act: issue.act.clone(),
            ..AccessToken::new(issue.grant, issue.scope.clone(), request.now)
        };
        let mut members = Map::new();
        members.insert("access_token".into(), json!(self.keep_access_token(held, request.now)));
        members.insert("token_type".into(), json!(request.binding.token_type()));
        members.insert("expires_in".into(), json!(self.config.policy.token_lifetime.as_secs()));
        members.insert("scope".into(), json!(issue.scope.to_string()));
        members
    }

    /// An access token that is bound to nothing, for the answer of the authorization endpoint.
    pub(super) fn issue_access_token(&mut self, issue: &Issue<'_>, now: SystemTime) -> String {
        let held = AccessToken::new(issue.grant, issue.scope.clone(), now);
        self.keep_access_token(AccessToken { audience: issue.audience.clone(), ..held }, now)
    }

    /// A refresh token. That of a public client is bound to the key of its request (RFC 9449 5, RFC 8705 4).
    pub(super) fn issue_refresh_token(&mut self, grant: &str, request: &TokenRequest<'_>) -> String {
        let token = self.draw();
        let binding = if request.client.is_public() { request.binding.clone() } else { Binding::default() };
        let held = RefreshToken { grant: grant.to_owned(), spent: Spent::No, binding, issued: request.now };
        self.refresh_tokens.insert(token.clone(), held, request.now);
        token
    }

    /// A grant of this client for this subject, which no code stands for.
    pub(super) fn new_grant(&mut self, sub: &str, scope: &Scope, request: &TokenRequest<'_>) -> String {
        let id = self.draw();
        let client_id = request.client.client_id.clone();
        let (sub, scope, wishes) = (sub.to_owned(), scope.clone(), Wishes::default());
        let grant = Grant { client_id, sub, scope, auth_time: request.now, wishes };
        self.grants.insert(id.clone(), grant, request.now);
        id
    }

    /// Everything that hangs on the grant is dead from now on.
    pub(super) fn revoke(&mut self, grant: &str, now: SystemTime) {
        self.grants.take(grant, now);
    }

    fn keep_access_token(&mut self, held: AccessToken, now: SystemTime) -> String {
        let token = self.write_access_token(&held, now);
        self.access_tokens.insert(token.clone(), held, now);
        token
    }
}
