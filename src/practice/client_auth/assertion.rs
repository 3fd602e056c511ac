//! Client assertions: a JWT by which a client shows that it holds a key or its secret (RFC 7523 2.2 and 3).

use std::time::{Duration, SystemTime};

use serde_json::Value;

use super::AuthMethod;
use crate::jose::{Algorithm, Hmac, Jwk, Jwt, Signature, base64url, sha256, verify_with_key, verify_with_secret};
use crate::practice::reply::OAuthError;
use crate::practice::site::Endpoint;
use crate::practice::{AssertionAudience, Client, Fault, Provider, unix};
use crate::wire::{Params, Request, uri};

/// The one value of `client_assertion_type` that there is (RFC 7523 2.2).
pub(super) const TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// How long an assertion may be good at most: its `jti` has to be remembered as long.
pub(in crate::practice) const LONGEST: Duration = Duration::from_hours(1);
/// How far the clocks may differ.
const SKEW: u64 = 30;

/// The assertion of a request, taken apart; the client it names is `sub`.
pub(super) fn shown(form: &Params) -> Result<Option<Jwt>, OAuthError> {
    let invalid = |why: String| OAuthError::new("invalid_client", why);
    let Some(assertion) = form.get("client_assertion") else {
        return Ok(None);
    };
    if form.get("client_assertion_type") != Some(TYPE) {
        return Err(invalid(format!("client_assertion_type is not {TYPE}")));
    }
    let jwt = Jwt::parse(assertion).map_err(|why| invalid(format!("client_assertion is no JWT: {why}")))?;
    Ok(Some(jwt))
}

/// Which method a signature algorithm belongs to (OpenID Connect Core 9).
pub(super) fn method(jwt: &Jwt) -> Option<AuthMethod> {
    let alg = jwt.alg();
    match () {
        () if Hmac::named(alg).is_some() => Some(AuthMethod::ClientSecretJwt),
        () if Algorithm::named(alg).is_some() => Some(AuthMethod::PrivateKeyJwt),
        () => None,
    }
}

/// Whether the client signed it. Nothing that the assertion says about its own key counts.
pub(in crate::practice) fn is_signed_by(client: &Client, jwt: &Jwt) -> bool {
    let alg = jwt.alg();
    if let Some(hmac) = Hmac::named(alg) {
        let secret = client.client_secret.as_deref().filter(|secret| secret.len() >= least_secret(hmac));
        return secret.is_some_and(|secret| verify_with_secret(jwt, secret) == Signature::Valid);
    }
    Algorithm::named(alg).is_some() && keys(client, jwt).iter().any(|key| verify_with_key(jwt, key) == Signature::Valid)
}

/// The keys that the client can have signed with. One that was registered without a name can have any (RFC 7517 4.5).
pub(in crate::practice) fn keys<'a>(client: &'a Client, jwt: &Jwt) -> Vec<&'a Jwk> {
    let mut keys = client.jwks.candidates(jwt.alg(), jwt.kid());
    if jwt.kid().is_some() {
        keys.extend(client.jwks.candidates(jwt.alg(), None).into_iter().filter(|key| key.text("kid").is_none()));
    }
    keys
}

/// An HMAC key is no shorter than the hash (RFC 7518 3.2).
fn least_secret(hmac: Hmac) -> usize {
    match hmac {
        Hmac::Hs256 => 32,
        Hmac::Hs384 => 48,
        Hmac::Hs512 => 64,
    }
}

impl Provider {
    /// The claims of an assertion whose signature is right (RFC 7523 3, OpenID Connect Core 9).
    pub(super) fn check_assertion(&mut self, jwt: &Jwt, request: &Request, now: SystemTime) -> Result<(), OAuthError> {
        let invalid = |why: &str| Err(OAuthError::new("invalid_client", why));
        if jwt.text("iss") != jwt.text("sub") {
            return invalid("iss and sub of the client assertion are not both the client_id");
        }
        if !self.config.has(Fault::AssertionAudienceUnchecked) && !self.is_audience(jwt, request) {
            let expected = self.audiences(request).join(" or ");
            return invalid(&format!("aud of the client assertion is not {expected}"));
        }
        if let Err(why) = check_times(jwt, unix(now)) {
            return invalid(&format!("the client assertion {why}"));
        }
        let Some(jti) = jwt.text("jti").filter(|jti| !jti.is_empty()) else {
            return invalid("jti of the client assertion is missing");
        };
        if self.proofs.assertions.insert_new(once(jwt.text("iss"), jti), now) || self.config.has(Fault::AssertionReplay)
        {
            return Ok(());
        }
        invalid("the client assertion has been used: each needs a jti of its own")
    }

    /// Whom an assertion may be made out to. An endpoint of its own counts like the token endpoint (RFC 9126 2).
    fn audiences(&self, request: &Request) -> Vec<String> {
        let issuer = self.site.issuer().to_owned();
        let token_endpoint = self.site.url(Endpoint::Token);
        match self.config.policy.assertion_audience {
            AssertionAudience::Issuer => vec![issuer],
            AssertionAudience::TokenEndpoint => vec![token_endpoint],
            AssertionAudience::Either => {
                let here = uri::without_query(&request.url).to_owned();
                let mut all = vec![issuer, token_endpoint];
                if !all.contains(&here) {
                    all.push(here);
                }
                all
            }
        }
    }

    fn is_audience(&self, jwt: &Jwt, request: &Request) -> bool {
        let audiences = self.audiences(request);
        let fits = |value: &Value| value.as_str().is_some_and(|value| audiences.iter().any(|own| own == value));
        match jwt.claims.get("aud") {
            Some(Value::Array(several)) => several.iter().any(fits),
            Some(one) => fits(one),
            None => false,
        }
    }
}

/// `exp` must be there and ahead, `nbf` and `iat` behind (RFC 7523 3, 4 to 6).
pub(in crate::practice) fn check_times(jwt: &Jwt, now: u64) -> Result<(), &'static str> {
    let time = |claim: &str| jwt.claims.get(claim).map(|value| value.as_f64().ok_or("holds a time that is no number"));
    #[expect(clippy::cast_precision_loss, reason = "seconds of our age are far below 2^52")]
    let (now, skew, longest) = (now as f64, SKEW as f64, LONGEST.as_secs_f64());
    match time("exp").transpose()? {
        None => return Err("does not say when it ends: exp is missing"),
        Some(exp) if exp + skew <= now => return Err("has expired"),
        Some(exp) if exp > now + longest => return Err("is good for more than an hour"),
        Some(_) => {}
    }
    for claim in ["nbf", "iat"] {
        if time(claim).transpose()?.is_some_and(|value| value > now + skew) {
            return Err("comes from the future");
        }
    }
    Ok(())
}

/// The name under which a `jti` is remembered: as long as any other, whatever was sent.
pub(in crate::practice) fn once(whose: Option<&str>, jti: &str) -> String {
    let whose = whose.unwrap_or_default();
    base64url(&sha256(format!("{}:{whose}{jti}", whose.len()).as_bytes()))
}
