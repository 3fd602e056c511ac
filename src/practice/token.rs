//! The token endpoint: who asks, with which grant, what the tokens are bound to, and how the answer is written.

use std::time::SystemTime;

use serde_json::{Map, Value, json};

use super::binding::Binding;
use super::dpop::NonceOf;
use super::reply::{self, OAuthError};
use super::{Client, Fault, GrantType, Provider, form};
use crate::wire::{Params, Request, Response};

/// A token request whose client is known.
pub(super) struct TokenRequest<'a> {
    pub(super) form: &'a Params,
    pub(super) client: &'a Client,
    /// What the tokens are to be bound to.
    pub(super) binding: Binding,
    pub(super) now: SystemTime,
}

impl Provider {
    pub(super) fn token(&mut self, request: &Request, now: SystemTime) -> Response {
        let response = match self.token_members(request, now) {
            Ok(members) => self.token_response(members),
            Err(refusal) => reply::token_error(self, &refusal),
        };
        self.with_nonce(response, request, NonceOf::Server, now)
    }

    fn token_members(&mut self, request: &Request, now: SystemTime) -> Result<Map<String, Value>, OAuthError> {
        let form = self.token_form(request)?;
        let client = match self.client_of_grant(&form) {
            Some(client) => client,
            None => self.authenticate(request, &form, now)?,
        };
        let name = form::required(&form, "grant_type")?;
        let grant_type = GrantType::parse(name).filter(|grant_type| grant_type.is_on(&self.config.policy));
        let grant_type =
            grant_type.or_else(|| self.config.has(Fault::GrantTypeUnchecked).then_some(GrantType::AuthorizationCode));
        let grant_type = grant_type.ok_or_else(|| {
            OAuthError::new(
                "unsupported_grant_type",
                "this server does not know the grant_type, or has it switched off",
            )
        })?;
        if !client.grant_types.contains(&grant_type) {
            return Err(OAuthError::new("unauthorized_client", format!("this client is not registered for {name}")));
        }
        let binding = self.binding(request, &client, now);
        if let Err(refusal) = &binding {
            self.spend_on_challenge(refusal, form.get("code"), now);
        }
        let asked = TokenRequest { form: &form, client: &client, binding: binding?, now };
        match grant_type {
            GrantType::AuthorizationCode => self.redeem(&asked),
            GrantType::RefreshToken => self.refresh(&asked),
            GrantType::DeviceCode => self.redeem_device_code(&asked),
            GrantType::ClientCredentials => self.client_credentials(&asked),
            GrantType::TokenExchange => self.exchange(&asked),
            GrantType::JwtBearer => self.jwt_bearer(&asked),
            GrantType::Password => self.password(&asked),
        }
    }

    /// The parameters in the body; those in the URL count for nothing (RFC 6749 3.2).
    pub(super) fn token_form(&self, request: &Request) -> Result<Params, OAuthError> {
        let by_get = request.method == "GET" && self.config.has(Fault::TokenByGet);
        let params = if by_get { Some(request.query()) } else { request.form() };
        let params = params.ok_or_else(|| {
            OAuthError::new("invalid_request", "the content type is not application/x-www-form-urlencoded")
        })?;
        let mut given = form::given(&params);
        if self.config.has(Fault::AuthInQuery) && !by_get {
            let query = request.query();
            let credentials = query.iter().filter(|(name, _)| matches!(*name, "client_id" | "client_secret"));
            credentials.for_each(|(name, value)| given.push(name, value));
        }
        match form::repeated(&given) {
            Some(name) if !self.config.has(Fault::DuplicateTokenParameters) => {
                Err(OAuthError::new("invalid_request", format!("{name} comes more than once")))
            }
            _ => Ok(given),
        }
    }

    /// RFC 6749 5.1, with every way to get its shape wrong.
    fn token_response(&self, mut members: Map<String, Value>) -> Response {
        let faulty = |fault| self.config.has(fault);
        let mut set = |name: &str, value: Value| members.insert(name.to_owned(), value);
        if faulty(Fault::TokenTypeWrong) {
            set("token_type", json!("mac"));
        }
        if faulty(Fault::DpopTokenType) {
            set("token_type", json!("Bearer"));
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
            widen(&mut members);
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

/// Says that more was granted than was.
pub(super) fn widen(members: &mut Map<String, Value>) {
    let granted = members.get("scope").and_then(Value::as_str).unwrap_or_default();
    members.insert("scope".into(), json!(format!("{granted} admin")));
}

fn as_form(members: &Map<String, Value>) -> Response {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned);
    let params: Params = members.iter().map(|(name, value)| (name.clone(), text(value))).collect();
    Response::new(200).with_body("application/x-www-form-urlencoded", params.to_form())
}
