//! What a practice provider is given to begin with: clients, users, policies, faults and keys.

use std::sync::{Arc, OnceLock};

use super::{Fault, Policy};
use crate::jose::{Algorithm, Jwks, SigningKey};

/// The registered clients, the accounts and the choices of one server.
#[derive(Clone, Debug)]
pub struct Config {
    /// The registered clients.
    pub clients: Vec<Client>,
    /// The accounts.
    pub users: Vec<User>,
    /// The choices.
    pub policy: Policy,
    /// What it does wrong on purpose.
    pub faults: Vec<Fault>,
}

/// A registered client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// Its public name.
    pub client_id: String,
    /// Its secret; a client without one is public (RFC 6749 2.1).
    pub client_secret: Option<String>,
    /// Where its answers may go.
    pub redirect_uris: Vec<String>,
    /// What its ID tokens are signed with.
    pub id_token_signed_response_alg: Algorithm,
    /// What it may use at the token endpoint.
    pub grant_types: Vec<GrantType>,
    /// Its public keys.
    pub jwks: Jwks,
}

/// A grant type of this server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GrantType {
    /// `authorization_code` (RFC 6749 4.1).
    AuthorizationCode,
    /// `refresh_token` (RFC 6749 6).
    RefreshToken,
}

/// An account, made up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// What the user types.
    pub username: String,
    /// The password; shown on the login page, since this is practice.
    pub password: String,
    /// The `sub` claim: never the user name, which may be given to somebody else one day.
    pub sub: String,
    /// The `name` claim.
    pub name: String,
    /// The `email` claim.
    pub email: String,
}

/// The keys that sign ID tokens.
pub struct Keys {
    es256: Slot,
    rs256: Slot,
}

/// A key that may still be in the making; none where it could not be made.
type Slot = Arc<OnceLock<Option<SigningKey>>>;

/// Which RSA key a provider signs with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RsaKey {
    /// The published one: for a provider that lives for one login.
    Published,
    /// A fresh one: for a provider that others talk to.
    Fresh,
}

/// A published RSA key in PKCS #8. It protects nothing and must never: whoever has this source has the key. It spares
/// a provider that lives for one login the time that a fresh RSA key takes.
const PUBLISHED_RS256: &[u8] = include_bytes!("rs256.der");

/// Where both clients of the default configuration get their answers, on any port (RFC 8252 7.3).
const LOOPBACK: [&str; 2] = ["http://127.0.0.1/callback", "http://[::1]/callback"];

impl Default for Config {
    fn default() -> Self {
        Self {
            clients: vec![
                Client::confidential("web-app", "practice-secret-of-web-app-worth-nothing", &LOOPBACK),
                Client::public("native-app", &LOOPBACK),
            ],
            users: vec![
                User::new("alice", "wonderland", "248289761001", "Alice Adams"),
                User::new("bob", "builders-tea", "248289761002", "Bob Brown"),
            ],
            policy: Policy::default(),
            faults: Vec::new(),
        }
    }
}

impl Config {
    pub(super) fn client(&self, client_id: &str) -> Option<&Client> {
        self.clients.iter().find(|client| client.client_id == client_id)
    }

    pub(super) fn has(&self, fault: Fault) -> bool {
        self.faults.contains(&fault)
    }
}

impl Client {
    /// A client that can keep a secret.
    #[must_use]
    pub fn confidential(client_id: &str, client_secret: &str, redirect_uris: &[&str]) -> Self {
        Self { client_secret: Some(client_secret.to_owned()), ..Self::public(client_id, redirect_uris) }
    }

    /// A client that cannot, such as an app on somebody's device.
    #[must_use]
    pub fn public(client_id: &str, redirect_uris: &[&str]) -> Self {
        Self {
            client_id: client_id.to_owned(),
            client_secret: None,
            redirect_uris: redirect_uris.iter().map(ToString::to_string).collect(),
            id_token_signed_response_alg: Algorithm::Es256,
            grant_types: vec![GrantType::AuthorizationCode, GrantType::RefreshToken],
            jwks: Jwks::default(),
        }
    }

    /// Whether it has no secret.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.client_secret.is_none()
    }
}

impl GrantType {
    pub(super) fn parse(name: &str) -> Option<Self> {
        match name {
            "authorization_code" => Some(Self::AuthorizationCode),
            "refresh_token" => Some(Self::RefreshToken),
            _ => None,
        }
    }
}

impl User {
    /// An account with an address at a domain that nobody can own (RFC 2606 3).
    #[must_use]
    pub fn new(username: &str, password: &str, sub: &str, name: &str) -> Self {
        Self {
            username: username.to_owned(),
            password: password.to_owned(),
            sub: sub.to_owned(),
            name: name.to_owned(),
            email: format!("{username}@example.com"),
        }
    }
}

impl Keys {
    /// These keys.
    #[must_use]
    pub fn new(es256: SigningKey, rs256: SigningKey) -> Self {
        Self { es256: Arc::new(OnceLock::from(Some(es256))), rs256: Arc::new(OnceLock::from(Some(rs256))) }
    }

    /// Keys in the making, and the work that makes them: it takes a while, so the caller has it done where and when that
    /// suits, and must have it done. Each key is waited for when it is first needed.
    pub fn in_the_making(rsa: RsaKey) -> (Self, impl FnOnce() + Send + use<>) {
        let keys = Self { es256: Arc::default(), rs256: Arc::default() };
        let (es256, rs256) = (Arc::clone(&keys.es256), Arc::clone(&keys.rs256));
        let make = move || {
            // nobody else fills them
            let _ = es256.set(SigningKey::generate(Algorithm::Es256));
            let _ = rs256.set(match rsa {
                RsaKey::Published => Self::published_rs256(),
                RsaKey::Fresh => SigningKey::generate(Algorithm::Rs256),
            });
        };
        (keys, make)
    }

    /// A fresh ES256 key and the published RSA key. `None` where the system gives no randomness.
    #[must_use]
    pub fn instant() -> Option<Self> {
        Some(Self::new(SigningKey::generate(Algorithm::Es256)?, Self::published_rs256()?))
    }

    /// The RSA key that is part of this program and so worth nothing.
    #[must_use]
    pub fn published_rs256() -> Option<SigningKey> {
        SigningKey::from_pkcs8(Algorithm::Rs256, PUBLISHED_RS256)
    }

    /// The key of an algorithm; none for one that this provider does not sign with, and where the system gave no
    /// randomness.
    pub(super) fn of(&self, algorithm: Algorithm) -> Option<&SigningKey> {
        match algorithm {
            Algorithm::Es256 => self.es256.wait().as_ref(),
            Algorithm::Rs256 => self.rs256.wait().as_ref(),
            _ => None,
        }
    }
}
