//! The token endpoint: a code becomes tokens where client, redirect URI and verifier fit (RFC 6749 4.1.3, RFC 7636 4.6).

use std::time::SystemTime;

use serde_json::{Map, Value, json};
use subtle::ConstantTimeEq as _;

use super::challenge::{Challenge, is_verifier};
use super::id_token::Beside;
use super::reply::{self, OAuthError};
use super::{
    AccessToken, Client, Code, Codes, Fault, GrantType, Pkce, Provider, RefreshToken, Scope, Spent, client_auth, form,
};
use crate::jose::{base64url, sha256};
use crate::wire::{Params, Request, Response};

/// What is issued together.
pub(super) struct Issue<'a> {
    pub(super) grant: &'a str,
    pub(super) scope: Scope,
    pub(super) nonce: Option<&'a str>,
    /// Where the access token is to be used; nowhere in particular means here.
    pub(super) audience: Vec<String>,
}

impl Provider {
    pub(super) fn token(&mut self, request: &Request, now: SystemTime) -> Response {
        match self.token_members(request, now) {
            Ok(members) => self.token_response(members),
            Err(refusal) => reply::token_error(self, &refusal),
        }
    }

    fn token_members(&mut self, request: &Request, now: SystemTime) -> Result<Map<String, Value>, OAuthError> {
        let form = self.token_form(request)?;
        let client = client_auth::authenticate(&self.config, request, &form)?.clone();
        let name = form::required(&form, "grant_type")?;
        let grant_type = GrantType::parse(name).ok_or_else(|| {
            OAuthError::new("unsupported_grant_type", "grant_type is neither authorization_code nor refresh_token")
        })?;
        if !client.grant_types.contains(&grant_type) {
            return Err(OAuthError::new("unauthorized_client", format!("this client is not registered for {name}")));
        }
        match grant_type {
            GrantType::AuthorizationCode => self.redeem(&form, &client, now),
            GrantType::RefreshToken => self.refresh(&form, &client, now),
        }
    }

    /// The parameters in the body; those in the URL count for nothing (RFC 6749 3.2).
    fn token_form(&self, request: &Request) -> Result<Params, OAuthError> {
        let by_get = request.method == "GET" && self.config.has(Fault::TokenByGet);
        let params = if by_get { Some(request.query()) } else { request.form() };
        let params = params.ok_or_else(|| {
            OAuthError::new("invalid_request", "the content type is not application/x-www-form-urlencoded")
        })?;
        let given = form::given(&params);
        match form::repeated(&given) {
            Some(name) if !self.config.has(Fault::DuplicateTokenParameters) => {
                Err(OAuthError::new("invalid_request", format!("{name} comes more than once")))
            }
            _ => Ok(given),
        }
    }

    fn redeem(&mut self, form: &Params, client: &Client, now: SystemTime) -> Result<Map<String, Value>, OAuthError> {
        let value = form::required(form, "code")?;
        let code = self.codes.find(value, now).cloned().ok_or_else(|| invalid_grant("the code is unknown"))?;
        self.check_binding(&code, client, form)?;
        let verified = self.check_verifier(&code, form);
        if code.spent == Spent::Yes {
            // RFC 6749 4.1.2: a second use means that somebody else has the code. But a replay that could never have
            // succeeded revokes nothing: everybody who saw the code could end the session.
            let alarming = verified.is_ok() || self.config.has(Fault::InvalidReplayRevokes);
            if alarming && !self.config.has(Fault::ReplayKeepsTokens) {
                self.revoke(&code.grant, now);
            }
            return Err(invalid_grant("the code has been used"));
        }
        verified?;
        let age = now.duration_since(code.issued).unwrap_or_default();
        if age >= self.config.policy.code_lifetime && !self.config.has(Fault::CodeNeverExpires) {
            return Err(invalid_grant("the code has expired"));
        }
        if self.config.policy.codes == Codes::OneTime
            && !self.config.has(Fault::CodeReplay)
            && let Some(code) = self.codes.find_mut(value, now)
        {
            code.spent = Spent::Yes;
        }
        let grant = self.grants.find(&code.grant, now).ok_or_else(|| invalid_grant("the grant is over"))?;
        let scope = grant.scope.clone();
        let audience = self.audience_of(self.narrowed_resources(form, &grant.wishes.resources)?, &scope);
        self.issue(&Issue { grant: &code.grant, scope, nonce: code.nonce.as_deref(), audience }, client, now)
    }

    /// The code belongs to one client and one redirect URI (RFC 6749 4.1.3).
    fn check_binding(&self, code: &Code, client: &Client, form: &Params) -> Result<(), OAuthError> {
        if code.client_id != client.client_id && !self.config.has(Fault::CodeForAnyClient) {
            return Err(invalid_grant("the code was issued to another client"));
        }
        match form.get("redirect_uri") {
            None if self.config.has(Fault::RedirectUriMayBeMissing) => Ok(()),
            None => Err(OAuthError::new("invalid_request", "redirect_uri is missing")),
            Some(same) if same == code.redirect_uri => Ok(()),
            Some(_) if self.config.has(Fault::RedirectUriUnbound) => Ok(()),
            Some(_) => Err(invalid_grant("redirect_uri is not the one of the authorization request")),
        }
    }

    /// The lock that the verifier opens (RFC 7636 4.6): the method is the one kept with the code, never one sent now.
    fn check_verifier(&self, code: &Code, form: &Params) -> Result<(), OAuthError> {
        let faulty = |fault| self.config.has(fault);
        let (challenge, verifier) = match (&code.challenge, form.get("code_verifier")) {
            (None, None) => return Ok(()),
            // Without PKCE the parameter is an unknown one, which is ignored (RFC 6749 3.2).
            (None, Some(_)) if self.config.policy.pkce == Pkce::Off => return Ok(()),
            (None, Some(_)) if faulty(Fault::VerifierWithoutChallenge) => return Ok(()),
            (None, Some(_)) => {
                return Err(OAuthError::new("invalid_request", "code_verifier for a code without code_challenge"));
            }
            (Some(_), None) if faulty(Fault::VerifierMayBeMissing) => return Ok(()),
            (Some(_), None) => return Err(invalid_grant("code_verifier is missing")),
            (Some(challenge), Some(verifier)) => (challenge, verifier),
        };
        if faulty(Fault::VerifierUnchecked) {
            return Ok(());
        }
        if !is_verifier(verifier) {
            return Err(invalid_grant("a code_verifier has 43 to 128 unreserved characters"));
        }
        let fits = match challenge {
            Challenge::S256(challenge) if faulty(Fault::VerifierEqualsChallenge) && challenge == verifier => true,
            Challenge::S256(challenge) => {
                base64url(&sha256(verifier.as_bytes())).as_bytes().ct_eq(challenge.as_bytes()).into()
            }
            Challenge::Plain(challenge) => verifier.as_bytes().ct_eq(challenge.as_bytes()).into(),
        };
        if fits { Ok(()) } else { Err(invalid_grant("code_verifier does not match code_challenge")) }
    }

    /// Makes the tokens of one answer.
    pub(super) fn issue(
        &mut self,
        issue: &Issue<'_>,
        client: &Client,
        now: SystemTime,
    ) -> Result<Map<String, Value>, OAuthError> {
        let access_token = self.issue_access_token(issue, now);
        let mut members = Map::new();
        members.insert("access_token".into(), json!(access_token));
        members.insert("token_type".into(), json!("Bearer"));
        members.insert("expires_in".into(), json!(self.config.policy.token_lifetime.as_secs()));
        members.insert("scope".into(), json!(issue.scope.to_string()));
        self.add_details(&mut members, issue.grant, now);
        if issue.scope.contains("offline_access") && client.grant_types.contains(&GrantType::RefreshToken) {
            members.insert("refresh_token".into(), json!(self.issue_refresh_token(issue.grant, now)));
        }
        if issue.scope.contains("openid") && !self.config.has(Fault::IdTokenMissing) {
            let id_token = self.id_token(issue, client, Beside::TokenResponse { access_token: &access_token }, now);
            let id_token = id_token.ok_or_else(|| OAuthError::new("server_error", "the ID token was not signed"))?;
            members.insert("id_token".into(), json!(id_token));
        }
        Ok(members)
    }

    pub(super) fn issue_access_token(&mut self, issue: &Issue<'_>, now: SystemTime) -> String {
        let (grant, scope) = (issue.grant.to_owned(), issue.scope.clone());
        let held = AccessToken { grant, scope, issued: now, audience: issue.audience.clone() };
        let token = self.write_access_token(&held, now);
        self.access_tokens.insert(token.clone(), held, now);
        token
    }

    pub(super) fn issue_refresh_token(&mut self, grant: &str, now: SystemTime) -> String {
        let token = self.draw();
        let held = RefreshToken { grant: grant.to_owned(), spent: Spent::No };
        self.refresh_tokens.insert(token.clone(), held, now);
        token
    }

    /// Everything that hangs on the grant is dead from now on.
    pub(super) fn revoke(&mut self, grant: &str, now: SystemTime) {
        self.grants.take(grant, now);
    }

    /// RFC 6749 5.1, with every way to get its shape wrong.
    fn token_response(&self, mut members: Map<String, Value>) -> Response {
        let faulty = |fault| self.config.has(fault);
        let mut set = |name: &str, value: Value| members.insert(name.to_owned(), value);
        if faulty(Fault::TokenTypeWrong) {
            set("token_type", json!("mac"));
        }
        if faulty(Fault::ExpiresInString) {
            set("expires_in", json!(self.config.policy.token_lifetime.as_secs().to_string()));
        }
        if faulty(Fault::ExpiresInNegative) {
            set("expires_in", json!(-1));
        }
        if faulty(Fault::RefreshTokenNull) {
            set("refresh_token", Value::Null);
        }
        if faulty(Fault::ScopeWider) {
            let granted = members.get("scope").and_then(Value::as_str).unwrap_or_default();
            members.insert("scope".into(), json!(format!("{granted} admin")));
        }
        for (fault, name) in [(Fault::TokenTypeMissing, "token_type"), (Fault::AccessTokenMissing, "access_token")] {
            if faulty(fault) {
                members.shift_remove(name);
            }
        }
        let response = reply::json(200, &Value::Object(members.clone()));
        let response = match () {
            () if faulty(Fault::TokenFormEncoded) => as_form(&members),
            () if faulty(Fault::TokenContentType) => relabelled(response, "text/plain"),
            () => response,
        };
        if faulty(Fault::TokenStored) { response } else { reply::not_stored(response) }
    }
}

pub(super) fn invalid_grant(description: &str) -> OAuthError {
    OAuthError::new("invalid_grant", description)
}

pub(super) fn relabelled(mut response: Response, media_type: &str) -> Response {
    response.headers.set("content-type", media_type);
    response
}

fn as_form(members: &Map<String, Value>) -> Response {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned);
    let params: Params = members.iter().map(|(name, value)| (name.clone(), text(value))).collect();
    Response::new(200).with_body("application/x-www-form-urlencoded", params.to_form())
}
