//! The userinfo endpoint: claims for whoever shows an access token (OpenID Connect Core 5.3, RFC 6750).

use std::time::SystemTime;

use serde_json::{Value, json};

use super::claims::{self, Claim};
use super::token::relabelled;
use super::{Fault, Provider, Scope, User, reply};
use crate::wire::{Request, Response};

/// Why a token does not open the door (RFC 6750 3.1).
enum Closed {
    NoToken,
    TwoTokens,
    Invalid,
    ScopeTooSmall,
}

impl Provider {
    pub(super) fn userinfo(&self, request: &Request, now: SystemTime) -> Response {
        match self.allowed(request, now) {
            Ok((user, scope, asked)) => {
                let mut claims = self.claims(user, &scope);
                for (name, value) in self.single_claims(user, asked) {
                    claims[name] = value;
                }
                let response = reply::not_stored(reply::json(200, &claims));
                if self.config.has(Fault::UserinfoContentType) { relabelled(response, "text/html") } else { response }
            }
            Err(closed) => closed.response(),
        }
    }

    fn allowed(&self, request: &Request, now: SystemTime) -> Result<(&User, Scope, &[Claim]), Closed> {
        let anybody = || {
            let everything = Scope::parse("openid profile email").unwrap_or_default();
            self.config.users.first().map(|user| (user, everything, [].as_slice()))
        };
        let shown = match self.shown_token(request) {
            Err(Closed::NoToken) if self.config.has(Fault::UserinfoOpen) => return anybody().ok_or(Closed::NoToken),
            shown => shown?,
        };
        if self.config.has(Fault::UserinfoAnyToken) {
            return anybody().ok_or(Closed::Invalid);
        }
        let token = self.access_tokens.find(&shown, now).ok_or(Closed::Invalid)?;
        let grant = self.grants.find(&token.grant, now).ok_or(Closed::Invalid)?;
        let user = self.user_of(&grant.sub).ok_or(Closed::Invalid)?;
        if !token.scope.contains("openid") {
            return Err(Closed::ScopeTooSmall);
        }
        Ok((user, token.scope.clone(), &grant.wishes.claims.userinfo))
    }

    /// One token in one place: the header (RFC 6750 2.1) or the form (2.2), never the URL.
    fn shown_token(&self, request: &Request) -> Result<String, Closed> {
        let fields = request.headers.all("authorization").map(str::trim);
        let bearer = fields
            .filter_map(|field| field.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
        let mut tokens: Vec<String> = bearer.map(|(_, token)| token.trim().to_owned()).collect();
        if request.method == "POST"
            && let Some(form) = request.form()
        {
            tokens.extend(form.all("access_token").map(ToOwned::to_owned));
        }
        if self.config.has(Fault::UserinfoQueryToken) {
            tokens.extend(request.query().all("access_token").map(ToOwned::to_owned));
        }
        match tokens.len() {
            0 => Err(Closed::NoToken),
            1 => tokens.pop().ok_or(Closed::NoToken),
            _ => Err(Closed::TwoTokens),
        }
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

impl Closed {
    fn response(&self) -> Response {
        let (status, error, description, more) = match self {
            // RFC 6750 3.1: no error code for a request that shows no credentials at all.
            Self::NoToken => {
                let response = reply::json(401, &json!({})).with("www-authenticate", REALM);
                return reply::not_stored(response);
            }
            Self::TwoTokens => (400, "invalid_request", "more than one access token in one request", ""),
            Self::Invalid => (401, "invalid_token", "the access token is unknown, expired or revoked", ""),
            Self::ScopeTooSmall => (403, "insufficient_scope", "the access token lacks openid", ", scope=\"openid\""),
        };
        let challenge = format!("{REALM}, error=\"{error}\", error_description=\"{description}\"{more}");
        let document = json!({"error": error, "error_description": description});
        reply::not_stored(reply::json(status, &document).with("www-authenticate", challenge))
    }
}

const REALM: &str = "Bearer realm=\"practice provider\"";
