//! Request objects (RFC 9101): parameters that the client has signed, so that nobody on the way can change them.

use std::time::SystemTime;

use serde_json::{Map, Value};

use super::client_auth::keys;
use super::reply::OAuthError;
use super::source::{Carried, Found};
use super::{Client, Fault, Provider, RequestObjects, form, unix};
use crate::jose::{Jwt, Signature, verify_with_key, verify_with_secret};
use crate::wire::Params;

/// What a JWT says about itself and is no parameter (RFC 7519 4.1).
const ABOUT_ITSELF: [&str; 7] = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti"];

impl Provider {
    /// The parameters in a request object of the client that the request names.
    pub(super) fn request_object(&self, compact: &str, client_id: &str, now: SystemTime) -> Result<Found, OAuthError> {
        if self.config.policy.asking.request_objects == RequestObjects::Off {
            return Err(OAuthError::new("request_not_supported", "request is not supported"));
        }
        let client = self.config.client(client_id);
        let client = client.ok_or_else(|| OAuthError::new("unauthorized_client", "client_id is unknown"))?;
        let jwt = Jwt::parse(compact).map_err(|reason| invalid(&format!("request cannot be read: {reason}")))?;
        let carried = self.check_object_signature(&jwt, client)?;
        if !self.config.has(Fault::RequestObjectClaimsUnchecked) {
            self.check_object_claims(&jwt, client, now)?;
        }
        Ok(Found { params: form::given(&parameters(&jwt.claims)), carried, request_uri: None })
    }

    /// RFC 9101 6.2: signed by the client, with one of its keys or its secret.
    fn check_object_signature(&self, jwt: &Jwt, client: &Client) -> Result<Carried, OAuthError> {
        if self.config.has(Fault::RequestObjectUnverified) {
            return Ok(Carried::Signed);
        }
        if jwt.header.contains_key("crit") {
            return Err(invalid("the request object wants an extension understood (crit) that I do not know"));
        }
        let unsigned_too = self.config.policy.asking.request_objects == RequestObjects::UnsignedToo;
        match jwt.alg() {
            "none" if unsigned_too || self.config.has(Fault::RequestObjectUnsigned) => Ok(Carried::Plain),
            "none" => Err(invalid("an unsigned request object is not accepted")),
            alg if alg.starts_with("HS") => {
                let secret = client.client_secret.as_deref();
                let secret =
                    secret.ok_or_else(|| invalid("this client has no secret to sign a request object with"))?;
                signed(verify_with_secret(jwt, secret) == Signature::Valid)
            }
            _ => {
                let keys = keys(client, jwt);
                if keys.is_empty() {
                    return Err(invalid("no registered key of this client fits alg and kid of the request object"));
                }
                signed(keys.iter().any(|key| verify_with_key(jwt, key) == Signature::Valid))
            }
        }
    }

    /// RFC 9101 4 and 5: who made it, for whom, until when; and nothing that leads on to another one.
    fn check_object_claims(&self, jwt: &Jwt, client: &Client, now: SystemTime) -> Result<(), OAuthError> {
        let now = unix(now);
        let number = |claim: &str| jwt.claims.get(claim).map(|value| value.as_f64().unwrap_or(f64::NAN));
        #[expect(clippy::cast_precision_loss, reason = "seconds since 1970 are far below 2^53")]
        let now = now as f64;
        let ours = |aud: &Value| match aud {
            Value::String(aud) => aud == self.site.issuer(),
            Value::Array(list) => list.iter().any(|aud| aud == self.site.issuer()),
            _ => false,
        };
        match () {
            () if jwt.text("client_id") != Some(client.client_id.as_str()) => {
                Err(invalid("client_id in the request object is not the one beside it"))
            }
            () if jwt.claims.get("iss").is_some_and(|iss| *iss != client.client_id) => {
                Err(invalid("iss of the request object is not the client"))
            }
            () if jwt.claims.get("aud").is_some_and(|aud| !ours(aud)) => {
                Err(invalid("aud of the request object is not this issuer"))
            }
            () if number("exp").is_some_and(|exp| exp.is_nan() || exp <= now) => {
                Err(invalid("the request object has expired"))
            }
            () if number("nbf").is_some_and(|nbf| nbf.is_nan() || nbf > now) => {
                Err(invalid("the request object is not valid yet"))
            }
            () if ["request", "request_uri"].iter().any(|name| jwt.claims.contains_key(*name)) => {
                Err(invalid("a request object holds neither request nor request_uri"))
            }
            () => Ok(()),
        }
    }
}

fn invalid(description: &str) -> OAuthError {
    OAuthError::new("invalid_request_object", description)
}

fn signed(valid: bool) -> Result<Carried, OAuthError> {
    if valid { Ok(Carried::Signed) } else { Err(invalid("the signature of the request object is wrong")) }
}

/// Claims as parameters: a text as it is, several resources one by one (RFC 8707 2), everything else as JSON.
fn parameters(claims: &Map<String, Value>) -> Params {
    let mut params = Params::default();
    for (name, value) in claims.iter().filter(|(name, _)| !ABOUT_ITSELF.contains(&name.as_str())) {
        match value {
            Value::Null => {}
            Value::String(text) => params.push(name, text),
            Value::Array(list) if name == "resource" => {
                list.iter().filter_map(Value::as_str).for_each(|resource| params.push(name, resource));
            }
            other => params.push(name, other.to_string()),
        }
    }
    params
}
