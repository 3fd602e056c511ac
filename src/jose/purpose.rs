//! What a JWT is for, as far as its header and its claims tell. A guess for whoever reads it, never a check.

use serde_json::Value;

use super::Jwt;

/// What a JWT is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The key to an API (RFC 9068).
    AccessToken,
    /// A statement about a login (OpenID Connect Core 2).
    IdToken,
    /// A token that brings new ones: its content is for its server alone.
    RefreshToken,
    /// A proof of the possession of a key (RFC 9449 4.2).
    DpopProof,
    /// A client proves itself (RFC 7523 3).
    ClientAssertion,
    /// A signed authorization request (RFC 9101 4).
    RequestObject,
    /// A signed authorization response (JARM 2.1).
    AuthorizationResponse,
    /// A server tells that a session has ended (OpenID Connect Back-Channel Logout 2.4).
    LogoutToken,
    /// A signed answer to a question about a token (RFC 9701 5).
    Introspection,
    /// Nothing tells.
    Unknown,
}

impl Purpose {
    /// What a JWT is for: what it says itself counts first, then the name under which it was found, then its claims.
    #[must_use]
    pub fn of(jwt: &Jwt, found_as: Option<&str>) -> Self {
        Self::typed(jwt).or_else(|| found_as.and_then(Self::named)).unwrap_or_else(|| Self::guessed(jwt))
    }

    /// What it is, in a few words with their article.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::AccessToken => "an access token",
            Self::IdToken => "an ID token",
            Self::RefreshToken => "a refresh token",
            Self::DpopProof => "a DPoP proof",
            Self::ClientAssertion => "a client assertion",
            Self::RequestObject => "a signed authorization request",
            Self::AuthorizationResponse => "a signed authorization response",
            Self::LogoutToken => "a logout token",
            Self::Introspection => "a signed introspection response",
            Self::Unknown => "a JWT of no kind that is known here",
        }
    }

    /// Its name, as programs read it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::AccessToken => "access_token",
            Self::IdToken => "id_token",
            Self::RefreshToken => "refresh_token",
            Self::DpopProof => "dpop_proof",
            Self::ClientAssertion => "client_assertion",
            Self::RequestObject => "request_object",
            Self::AuthorizationResponse => "authorization_response",
            Self::LogoutToken => "logout_token",
            Self::Introspection => "introspection_response",
            Self::Unknown => "unknown",
        }
    }

    /// Whether the client signs it, and not the server.
    #[must_use]
    pub fn is_made_by_client(self) -> bool {
        matches!(self, Self::DpopProof | Self::ClientAssertion | Self::RequestObject)
    }

    /// Explicit typing (RFC 8725 3.11); `application/` may be left out (RFC 7515 4.1.9).
    fn typed(jwt: &Jwt) -> Option<Self> {
        let typ = jwt.header.get("typ").and_then(Value::as_str)?.to_ascii_lowercase();
        match typ.strip_prefix("application/").unwrap_or(&typ) {
            "at+jwt" => Some(Self::AccessToken),
            "dpop+jwt" => Some(Self::DpopProof),
            "oauth-authz-req+jwt" => Some(Self::RequestObject),
            "logout+jwt" => Some(Self::LogoutToken),
            "token-introspection+jwt" => Some(Self::Introspection),
            "client-authentication+jwt" => Some(Self::ClientAssertion),
            _ => None,
        }
    }

    fn named(name: &str) -> Option<Self> {
        match name {
            "access_token" => Some(Self::AccessToken),
            "id_token" | "id_token_hint" => Some(Self::IdToken),
            "refresh_token" => Some(Self::RefreshToken),
            "client_assertion" => Some(Self::ClientAssertion),
            "dpop_proof" => Some(Self::DpopProof),
            "request" => Some(Self::RequestObject),
            "response" => Some(Self::AuthorizationResponse),
            "logout_token" => Some(Self::LogoutToken),
            _ => None,
        }
    }

    fn guessed(jwt: &Jwt) -> Self {
        let has = |name: &str| jwt.claims.contains_key(name);
        let any = |names: &[&str]| names.iter().any(|name| has(name));
        // Keycloak and Cognito name the kind in a claim of their own.
        match jwt.text("typ").or_else(|| jwt.text("token_use")) {
            Some("ID" | "id") => return Self::IdToken,
            Some("Bearer" | "access") => return Self::AccessToken,
            Some("Refresh" | "Offline") => return Self::RefreshToken,
            _ => {}
        }
        if jwt.claims.get("events").and_then(|events| events.get(BACKCHANNEL_LOGOUT)).is_some() {
            Self::LogoutToken
        } else if has("htm") && has("htu") {
            Self::DpopProof
        } else if any(&["response_type", "redirect_uri", "code_challenge"]) {
            Self::RequestObject
        } else if any(&["code", "error"]) && has("aud") {
            Self::AuthorizationResponse
        } else if has("sub") && jwt.claims.get("iss") == jwt.claims.get("sub") {
            Self::ClientAssertion
        } else if any(&["scope", "scp", "client_id", "cid", "appid"]) {
            Self::AccessToken
        } else if any(&["nonce", "at_hash", "c_hash", "auth_time", "amr", "azp"]) {
            Self::IdToken
        } else {
            Self::Unknown
        }
    }
}

/// The member of `events` that makes it a logout token (OpenID Connect Back-Channel Logout 2.4).
const BACKCHANNEL_LOGOUT: &str = "http://schemas.openid.net/event/backchannel-logout";

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::jose::{Hmac, sign_hmac};

    fn purpose(header: &Value, claims: &Value, found_as: Option<&str>) -> Purpose {
        Purpose::of(&Jwt::parse(&sign_hmac(Hmac::Hs256, b"secret", header, claims)).unwrap(), found_as)
    }

    #[test]
    fn a_token_says_what_it_is_or_its_claims_do() {
        let plain = json!({"alg": "HS256"});
        let cases = [
            (
                json!({"alg": "HS256", "typ": "application/at+JWT"}),
                json!({"nonce": "n"}),
                Some("id_token"),
                Purpose::AccessToken,
            ),
            (json!({"alg": "HS256", "typ": "dpop+jwt"}), json!({}), None, Purpose::DpopProof),
            (json!({"alg": "HS256", "typ": "JWT"}), json!({}), Some("id_token"), Purpose::IdToken),
            (plain.clone(), json!({"typ": "Bearer", "azp": "app"}), None, Purpose::AccessToken),
            (plain.clone(), json!({"events": {BACKCHANNEL_LOGOUT: {}}}), None, Purpose::LogoutToken),
            (plain.clone(), json!({"htm": "POST", "htu": "https://h/t"}), None, Purpose::DpopProof),
            (plain.clone(), json!({"response_type": "code", "client_id": "app"}), None, Purpose::RequestObject),
            (
                plain.clone(),
                json!({"code": "c", "aud": "app", "iss": "https://h"}),
                None,
                Purpose::AuthorizationResponse,
            ),
            (plain.clone(), json!({"iss": "app", "sub": "app", "aud": "https://h"}), None, Purpose::ClientAssertion),
            (plain.clone(), json!({"scope": "read", "sub": "alice"}), None, Purpose::AccessToken),
            (plain.clone(), json!({"nonce": "n", "sub": "alice"}), None, Purpose::IdToken),
            (plain, json!({"sub": "alice"}), None, Purpose::Unknown),
        ];
        for (header, claims, found_as, expected) in cases {
            assert_eq!(purpose(&header, &claims, found_as), expected, "{header} {claims}");
        }
    }
}
