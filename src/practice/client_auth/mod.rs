//! Client authentication (RFC 6749 2.3): the lock that a secret, a key or a certificate opens.

mod assertion;
mod basic;
mod certificate;
mod method;

use std::time::SystemTime;

use subtle::ConstantTimeEq as _;

use super::reply::OAuthError;
use super::{Client, Config, Fault, GrantType, Provider};
use crate::jose::{Algorithm, Hmac, Jwt, sha256};
use crate::wire::{Params, Request};

pub(super) use assertion::{LONGEST, check_times, is_signed_by, keys, once};
pub(super) use certificate::Certificate;
pub use method::AuthMethod;

/// What a request shows of its client.
struct Shown {
    client_id: String,
    proof: Proof,
}

enum Proof {
    Nothing,
    Secret(AuthMethod, String),
    Assertion(Box<Jwt>),
}

impl Provider {
    /// The client that sent this request. Until a proof was right, every failure is one error, so that it tells nothing
    /// about which clients exist.
    pub(super) fn authenticate(
        &mut self,
        request: &Request,
        form: &Params,
        now: SystemTime,
    ) -> Result<Client, OAuthError> {
        let shown = shown(&self.config, request, form)?;
        let client = self.config.client(&shown.client_id).cloned();
        let method = match &shown.proof {
            Proof::Nothing if self.is_silent(client.as_ref(), form) => AuthMethod::None,
            Proof::Nothing => self.check_certificate_of(client.as_ref(), request, now)?,
            Proof::Secret(method, secret) => {
                self.check_secret(client.as_ref(), *method, secret)?;
                *method
            }
            Proof::Assertion(jwt) => {
                let method = self.check_signature(client.as_ref(), jwt)?;
                self.check_assertion(jwt, request, now)?;
                method
            }
        };
        let client = client.ok_or_else(failed)?;
        if client.token_endpoint_auth_method.is_some_and(|registered| registered != method) {
            let registered = client.token_endpoint_auth_method.unwrap_or(AuthMethod::None);
            return Err(OAuthError::new("invalid_client", format!("this client is registered for {registered}")));
        }
        Ok(client)
    }

    /// The same where a client must have proved itself: naming itself is not enough.
    pub(super) fn authenticate_confidential(
        &mut self,
        request: &Request,
        form: &Params,
        now: SystemTime,
    ) -> Result<Client, OAuthError> {
        let client = self.authenticate(request, form, now)?;
        if client.is_public() {
            return Err(OAuthError::new("invalid_client", "a client that cannot authenticate is not answered here"));
        }
        Ok(client)
    }

    /// Whether a client may name itself and no more.
    fn is_silent(&self, client: Option<&Client>, form: &Params) -> bool {
        client.is_some_and(|client| {
            client.is_public() || (client.client_secret.is_some() && may_omit_secret(&self.config, form))
        })
    }

    fn check_certificate_of(
        &self,
        client: Option<&Client>,
        request: &Request,
        now: SystemTime,
    ) -> Result<AuthMethod, OAuthError> {
        let missing = || OAuthError::new("invalid_client", "client authentication is missing");
        let client = client.ok_or_else(missing)?;
        let certificate = Certificate::shown(&self.config, request)?.ok_or_else(missing)?;
        let method = certificate.method_for(client, &self.config, now).ok_or_else(failed)?;
        self.check_method(method)?;
        Ok(method)
    }

    fn check_secret(&self, client: Option<&Client>, method: AuthMethod, secret: &str) -> Result<(), OAuthError> {
        let Some(expected) = client.and_then(|client| client.client_secret.as_deref()) else {
            // Unknown, or a client without a secret: the same answer, in about the same time.
            let _ = same("", secret);
            return Err(failed());
        };
        self.check_method(method)?;
        if same(expected, secret) || self.config.has(Fault::IgnoreSecret) { Ok(()) } else { Err(failed()) }
    }

    fn check_signature(&self, client: Option<&Client>, jwt: &Jwt) -> Result<AuthMethod, OAuthError> {
        let method = assertion::method(jwt)
            .ok_or_else(|| OAuthError::new("invalid_client", "the client assertion is signed with an unknown alg"))?;
        let client = client.ok_or_else(failed)?;
        self.check_method(method)?;
        let right = assertion::is_signed_by(client, jwt) || self.config.has(Fault::AssertionUnverified);
        if right { Ok(method) } else { Err(failed()) }
    }

    fn check_method(&self, method: AuthMethod) -> Result<(), OAuthError> {
        if self.config.policy.accepts(method) {
            return Ok(());
        }
        Err(OAuthError::new("invalid_client", format!("{method} is not accepted here")))
    }
}

impl Config {
    /// The values of `token_endpoint_auth_methods_supported`.
    pub(super) fn auth_methods(&self) -> Vec<&'static str> {
        let possible = |method: &AuthMethod| match method {
            AuthMethod::TlsClientAuth => self.tls_terminated && !self.client_authorities.is_empty(),
            AuthMethod::SelfSignedTlsClientAuth => self.tls_terminated,
            _ => true,
        };
        let methods = AuthMethod::ALL.into_iter().filter(possible).filter(|method| self.policy.accepts(*method));
        methods.map(AuthMethod::name).collect()
    }

    /// The values of `token_endpoint_auth_signing_alg_values_supported`.
    pub(super) fn assertion_algorithms(&self) -> Vec<&'static str> {
        let by_key = Algorithm::ALL.into_iter().filter(|_| self.policy.accepts(AuthMethod::PrivateKeyJwt));
        let by_secret = Hmac::ALL.into_iter().filter(|_| self.policy.accepts(AuthMethod::ClientSecretJwt));
        by_key.map(Algorithm::name).chain(by_secret.map(Hmac::name)).collect()
    }
}

fn failed() -> OAuthError {
    OAuthError::new("invalid_client", "client authentication failed")
}

fn shown(config: &Config, request: &Request, form: &Params) -> Result<Shown, OAuthError> {
    let named = form.get("client_id");
    let secret = form.get("client_secret").map(ToOwned::to_owned);
    let assertion = assertion::shown(form)?;
    let mut fields = request.headers.all("authorization");
    let header =
        match fields.next() {
            None => None,
            Some(field) => Some(basic::credentials(config, field).ok_or_else(|| {
                OAuthError::new("invalid_client", "the Authorization header holds no Basic credentials")
            })?),
        };
    let ways = usize::from(secret.is_some()) + usize::from(assertion.is_some()) + usize::from(header.is_some());
    let twice = ways > 1 || fields.next().is_some();
    let (client_id, proof) = match (header, assertion, secret) {
        (Some((client_id, secret)), _, _) => (client_id, Proof::Secret(AuthMethod::ClientSecretBasic, secret)),
        (None, Some(jwt), _) => (jwt.text("sub").unwrap_or_default().to_owned(), Proof::Assertion(Box::new(jwt))),
        (None, None, Some(secret)) => {
            (named.unwrap_or_default().to_owned(), Proof::Secret(AuthMethod::ClientSecretPost, secret))
        }
        (None, None, None) => (named.unwrap_or_default().to_owned(), Proof::Nothing),
    };
    let contradicts = named.is_some_and(|other| other != client_id);
    if (twice || contradicts) && !config.has(Fault::AuthConflict) {
        // RFC 6749 2.3: not more than one method in each request.
        return Err(OAuthError::new("invalid_request", "more than one client authentication in one request"));
    }
    Ok(Shown { client_id, proof })
}

fn may_omit_secret(config: &Config, form: &Params) -> bool {
    match form.get("grant_type").and_then(GrantType::parse) {
        Some(GrantType::AuthorizationCode) => config.has(Fault::SecretMayBeMissing),
        Some(GrantType::RefreshToken) => config.has(Fault::RefreshWithoutAuth),
        _ => false,
    }
}

/// Compares hashes, in constant time: neither content nor length can be measured.
fn same(expected: &str, shown: &str) -> bool {
    sha256(expected.as_bytes()).ct_eq(&sha256(shown.as_bytes())).into()
}
