//! What a practice provider is given to begin with: clients, users, policies, faults and keys.

use std::sync::{Arc, OnceLock};

use super::{AuthMethod, Fault, GrantType, Policy};
use crate::jose::{Algorithm, Jwk, Jwks, SigningKey};
use crate::wire::json;

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
    /// Whether whoever hands requests on has ended TLS and tells the certificate of the client (RFC 9440). Otherwise
    /// the field that tells it is anybody's, and is ignored.
    pub tls_terminated: bool,
    /// The authorities, in DER, whose certificates prove a client by its name (RFC 8705 2.1). Whoever ended TLS need not
    /// have asked who signed a certificate; without an authority no name proves anything.
    pub client_authorities: Vec<Vec<u8>>,
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
    /// How it authenticates; none means: in whatever way it has the means for.
    pub token_endpoint_auth_method: Option<AuthMethod>,
    /// Its public keys: for `private_key_jwt`, and for `self_signed_tls_client_auth` by `x5c` or `x5t#S256`.
    pub jwks: Jwks,
    /// Its private key as a JWK, where that is published for practice.
    pub private_key: Option<String>,
    /// Whose certificate it shows, as RFC 4514 writes a name (RFC 8705 2.1.2).
    pub tls_client_auth_subject_dn: Option<String>,
    /// Whether its access tokens are bound to its certificate however it authenticates (RFC 8705 3.4).
    pub tls_client_certificate_bound_access_tokens: bool,
    /// Whether it gets no token without a DPoP proof (RFC 9449 5.2).
    pub dpop_bound_access_tokens: bool,
    /// Where a browser may go after a logout (OpenID Connect RP-Initiated Logout 1.0, 3.1).
    pub post_logout_redirect_uris: Vec<String>,
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

/// The keys that sign ID tokens. Copies share them.
#[derive(Clone)]
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

/// A published P-256 key. It protects nothing and must never: it lets `key-app` show how a client proves itself by a key.
const PUBLISHED_KEY: &str = r#"{"kty":"EC","crv":"P-256","kid":"practice-key-of-key-app-worth-nothing","alg":"ES256","use":"sig","x":"SWruMNOK-vIFSfCKnJJSbZXVcgPZZon-4pfS6w0Q6R4","y":"N-3oOmBMTsGbc5-CB-tXr6YFo0QUaQEoMRtBelwaSF0","d":"Guk-5sDysKAOMK_lzTyDYqihJNUdbF0gqIWaZhh4rRk"}"#;

/// What a private JWK has beside its public part (RFC 7518 6.2.2 and 6.3.2).
const PRIVATE_MEMBERS: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/// Where the clients of the default configuration get their answers, on any port (RFC 8252 7.3).
const LOOPBACK: [&str; 2] = ["http://127.0.0.1/callback", "http://[::1]/callback"];

/// Where a browser may go after a logout: back to the callback, or to a page that says it is over.
const AFTER_LOGOUT: [&str; 4] =
    ["http://127.0.0.1/callback", "http://127.0.0.1/signed-out", "http://[::1]/callback", "http://[::1]/signed-out"];

impl Default for Config {
    fn default() -> Self {
        Self {
            clients: vec![
                Client::confidential("web-app", "practice-secret-of-web-app-worth-nothing", &LOOPBACK),
                Client::public("native-app", &LOOPBACK),
                Client::with_published_key("key-app", PUBLISHED_KEY, &LOOPBACK),
            ],
            users: vec![
                User::new("alice", "wonderland", "248289761001", "Alice Adams"),
                User::new("bob", "builders-tea", "248289761002", "Bob Brown"),
            ],
            policy: Policy::default(),
            faults: Vec::new(),
            tls_terminated: false,
            client_authorities: Vec::new(),
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
        Self {
            client_secret: Some(client_secret.to_owned()),
            grant_types: GrantType::ALL.to_vec(),
            ..Self::public(client_id, redirect_uris)
        }
    }

    /// A client that proves itself by one of these keys.
    #[must_use]
    pub fn with_keys(client_id: &str, jwks: Jwks, redirect_uris: &[&str]) -> Self {
        Self { jwks, grant_types: GrantType::ALL.to_vec(), ..Self::public(client_id, redirect_uris) }
    }

    /// A client that proves itself by a certificate of this name.
    #[must_use]
    pub fn with_certificate(client_id: &str, subject: &str, redirect_uris: &[&str]) -> Self {
        Self {
            tls_client_auth_subject_dn: Some(subject.to_owned()),
            grant_types: GrantType::ALL.to_vec(),
            ..Self::public(client_id, redirect_uris)
        }
    }

    /// A client whose private key, a JWK, everybody may have: for practice alone.
    #[must_use]
    pub fn with_published_key(client_id: &str, private_jwk: &str, redirect_uris: &[&str]) -> Self {
        let members = json::object(private_jwk.as_bytes()).unwrap_or_default();
        let public = members.into_iter().filter(|(member, _)| !PRIVATE_MEMBERS.contains(&member.as_str())).collect();
        let client = Self::with_keys(client_id, Jwks(vec![Jwk(public)]), redirect_uris);
        Self { private_key: Some(private_jwk.to_owned()), ..client }
    }

    /// A client that cannot keep anything secret, such as an app on somebody's device.
    #[must_use]
    pub fn public(client_id: &str, redirect_uris: &[&str]) -> Self {
        Self {
            client_id: client_id.to_owned(),
            client_secret: None,
            redirect_uris: redirect_uris.iter().map(ToString::to_string).collect(),
            id_token_signed_response_alg: Algorithm::Es256,
            grant_types: vec![GrantType::AuthorizationCode, GrantType::RefreshToken, GrantType::DeviceCode],
            token_endpoint_auth_method: None,
            jwks: Jwks::default(),
            private_key: None,
            tls_client_auth_subject_dn: None,
            tls_client_certificate_bound_access_tokens: false,
            dpop_bound_access_tokens: false,
            post_logout_redirect_uris: AFTER_LOGOUT.iter().map(ToString::to_string).collect(),
        }
    }

    /// Whether it has no means to authenticate (RFC 6749 2.1), or is registered to use none.
    #[must_use]
    pub fn is_public(&self) -> bool {
        let without_means =
            self.client_secret.is_none() && self.jwks.0.is_empty() && self.tls_client_auth_subject_dn.is_none();
        without_means || self.token_endpoint_auth_method == Some(AuthMethod::None)
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
