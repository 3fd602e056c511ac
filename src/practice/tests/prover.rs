//! What a client makes to prove itself: assertions, DPoP proofs and certificates; sound ones, to be changed by a test.

use std::sync::atomic::{AtomicU64, Ordering};

use base64::Engine as _;
use serde_json::{Value, json};

use super::agent::{Agent, ISSUER};
use crate::jose::{Algorithm, SigningKey, base64url, sha256};
use crate::practice::{Client, unix};
use crate::wire::{Headers, Params, Request, Response};

/// A name that was never used before.
pub fn jti() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    format!("jti-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

pub fn key() -> SigningKey {
    SigningKey::generate(Algorithm::Es256).unwrap()
}

/// The published key of `key-app`.
pub fn key_of_key_app(agent: &Agent) -> SigningKey {
    let client = agent.provider.config.client("key-app").unwrap();
    SigningKey::read(client.private_key.as_ref().unwrap(), None).unwrap()
}

/// The claims of a sound client assertion.
pub fn claims_of(client_id: &str, agent: &Agent) -> Value {
    let now = unix(agent.now);
    json!({"iss": client_id, "sub": client_id, "aud": ISSUER, "jti": jti(), "iat": now, "exp": now + 60})
}

/// The parameters that carry an assertion.
pub fn asserting(params: Params, assertion: &str) -> Params {
    params
        .with("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
        .with("client_assertion", assertion)
}

/// The smallest token request there is.
pub fn client_credentials() -> Params {
    Params::default().with("grant_type", "client_credentials")
}

/// A DPoP proof before it is signed.
#[derive(Clone)]
pub struct Proof {
    pub header: Value,
    pub claims: Value,
}

impl Proof {
    pub fn new(key: &SigningKey, method: &str, url: &str, agent: &Agent) -> Self {
        let jwk = key.public_jwk().bare().unwrap().0;
        Self {
            header: json!({"typ": "dpop+jwt", "alg": key.algorithm().name(), "jwk": jwk}),
            claims: json!({"jti": jti(), "htm": method, "htu": url, "iat": unix(agent.now)}),
        }
    }

    /// A proof for the token endpoint.
    pub fn at_token_endpoint(key: &SigningKey, agent: &Agent) -> Self {
        Self::new(key, "POST", &format!("{ISSUER}/token"), agent)
    }

    /// A proof for the userinfo endpoint and this token.
    pub fn at_userinfo(key: &SigningKey, token: &str, agent: &Agent) -> Self {
        Self::new(key, "GET", &format!("{ISSUER}/userinfo"), agent)
            .claim("ath", json!(base64url(&sha256(token.as_bytes()))))
    }

    pub fn claim(mut self, name: &str, value: Value) -> Self {
        self.claims[name] = value;
        self
    }

    pub fn header(mut self, name: &str, value: Value) -> Self {
        self.header[name] = value;
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.claims.as_object_mut().unwrap().remove(name);
        self
    }

    pub fn signed(&self, key: &SigningKey) -> Headers {
        Headers::default().with("DPoP", key.sign_with_header(&self.header, &self.claims).unwrap())
    }
}

/// Shows a token at the userinfo endpoint under the scheme DPoP.
pub fn userinfo(agent: &mut Agent, token: &str, proof: &Headers) -> Response {
    let headers = proof.clone().with("Authorization", format!("DPoP {token}"));
    agent.browse(Request { headers, ..Request::get(format!("{ISSUER}/userinfo")) })
}

/// A self-signed certificate of this name.
pub fn certificate(common_name: &str) -> Vec<u8> {
    named(common_name).self_signed(&rcgen::KeyPair::generate().unwrap()).unwrap().der().to_vec()
}

fn named(common_name: &str) -> rcgen::CertificateParams {
    let mut params = rcgen::CertificateParams::default();
    let mut name = rcgen::DistinguishedName::new();
    name.push(rcgen::DnType::CountryName, "DE");
    name.push(rcgen::DnType::OrganizationName, "Practice, Inc.");
    name.push(rcgen::DnType::CommonName, common_name);
    params.distinguished_name = name;
    params
}

/// An authority and a certificate of this name that it has signed.
pub fn signed_certificate(common_name: &str) -> (Vec<u8>, Vec<u8>) {
    let (own, leaf) = (rcgen::KeyPair::generate().unwrap(), rcgen::KeyPair::generate().unwrap());
    let mut params = named("an authority");
    params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let authority = params.self_signed(&own).unwrap().der().to_vec();
    let signed = named(common_name).signed_by(&leaf, &rcgen::Issuer::new(params, own)).unwrap();
    (authority, signed.der().to_vec())
}

/// The field by which whoever ended TLS tells a certificate (RFC 9440).
pub fn told(certificate: &[u8]) -> Headers {
    Headers::default()
        .with("client-cert", format!(":{}:", base64::engine::general_purpose::STANDARD.encode(certificate)))
}

/// An agent at a server behind TLS, which knows one client more, by its certificate.
pub fn behind_tls(mut agent: Agent) -> (Agent, Vec<u8>) {
    let subject = "CN=tls-app, O=Practice\\, Inc.,C=DE";
    let (authority, certificate) = signed_certificate("tls-app");
    agent.provider.config.tls_terminated = true;
    agent.provider.config.client_authorities.push(authority);
    agent.provider.config.clients.push(Client::with_certificate("tls-app", subject, &[super::agent::CALLBACK]));
    (agent, certificate)
}
