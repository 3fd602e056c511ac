//! The practice provider: an authorization server as a function from request to response.
//!
//! It shares no OAuth code with the client, so that the two cannot share a mistake. Where no fault is switched on it is
//! meant to be sound; its accounts, secrets and tokens are worth nothing all the same.

mod access_token;
mod answer;
mod api;
mod authorize;
mod binding;
mod challenge;
mod claims;
mod client_auth;
mod client_metadata;
mod config;
mod consent;
mod details;
mod device;
mod dpop;
mod fault;
mod form;
mod grant_type;
mod grants;
mod id_token;
mod introspect;
mod issue;
mod jarm;
mod login;
mod logout;
mod metadata;
mod occasion;
mod pages;
mod par;
mod policy;
mod presented;
mod redirect;
mod register;
mod reply;
mod request_object;
mod resource;
mod response_mode;
mod response_type;
mod revoke;
mod scope;
mod site;
mod source;
mod table;
mod token;
mod userinfo;
mod wishes;

#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashMap};
use std::time::{Duration, SystemTime};

use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use serde_json::Value;

pub use client_auth::AuthMethod;
pub use config::{Client, Config, Keys, RsaKey, User};
pub use fault::Fault;
pub use grant_type::GrantType;
pub use occasion::{Occasion, SeenBy};
pub use policy::{
    AccessTokens, Asking, AssertionAudience, AuthorizationDetails, ClaimsParameter, Codes, Consent, Dpop, DpopNonce,
    IssParameter, Jarm, LoopbackPort, Par, Pkce, PkceMethods, Policy, Redirect, Refresh, RequestObjects,
    ResourceIndicators, ResponseTypes, Service, Services, TokenAuth,
};

use self::authorize::Transaction;
use self::binding::Binding;
use self::challenge::Challenge;
use self::device::Devices;
use self::dpop::Proofs;
use self::login::SignedIn;
use self::logout::Farewell;
use self::par::Pushed;
use self::register::Registration;
use self::scope::Scope;
use self::site::{Endpoint, Site};
use self::table::Table;
use self::wishes::Wishes;
use crate::jose::base64url;
use crate::wire::{Request, Response};

/// The `content` of `<meta name="generator">` on every page, by which a program knows where it is.
pub const GENERATOR: &str = "oauth-flow practice provider";

/// An authorization server with all of its state.
pub struct Provider {
    site: Site,
    config: Config,
    keys: Keys,
    random: StdRng,
    codes_made: u64,
    pushed: Table<Pushed>,
    transactions: Table<Transaction>,
    sessions: Table<SignedIn>,
    consents: HashMap<(String, String), BTreeSet<String>>,
    grants: Table<Grant>,
    codes: Table<Code>,
    /// The code that the request before this one redeemed.
    just_redeemed: Option<String>,
    access_tokens: Table<AccessToken>,
    refresh_tokens: Table<RefreshToken>,
    proofs: Proofs,
    devices: Devices,
    farewells: Table<Farewell>,
    registrations: Vec<Registration>,
}

/// What a user gave to a client in one login. Its code and every token hang on it: without it they are dead.
struct Grant {
    client_id: String,
    sub: String,
    scope: Scope,
    auth_time: SystemTime,
    wishes: Wishes,
}

/// An authorization code and what it is bound to.
#[derive(Clone)]
struct Code {
    grant: String,
    client_id: String,
    redirect_uri: String,
    challenge: Option<Challenge>,
    nonce: Option<String>,
    /// The key that whoever redeems it has to hold (RFC 9449 10).
    dpop_jkt: Option<String>,
    issued: SystemTime,
    spent: Spent,
}

/// Whether a code or a refresh token has been used.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spent {
    Yes,
    No,
}

#[derive(Clone)]
struct AccessToken {
    grant: String,
    scope: Scope,
    issued: SystemTime,
    binding: Binding,
    /// Where it is to be used; nowhere in particular means here.
    audience: Vec<String>,
    /// Who acts for the user (RFC 8693 4.1).
    act: Option<Value>,
}

#[derive(Clone)]
struct RefreshToken {
    grant: String,
    spent: Spent,
    binding: Binding,
    issued: SystemTime,
}

/// How long somebody may look at the login page.
const PATIENCE: Duration = Duration::from_mins(10);
/// How long a browser stays signed in, and a grant alive.
const SESSION: Duration = Duration::from_hours(8);
/// How many rows a table of unfinished things holds, and one of finished things.
const UNFINISHED: usize = 2_000;
const FINISHED: usize = 10_000;

impl Provider {
    /// A provider at this issuer. Every code, token and id comes out of the seed, so it must be a secret where the
    /// answers are not for practice only.
    #[must_use]
    pub fn new(issuer: &str, config: Config, keys: Keys, seed: [u8; 32]) -> Self {
        let token_lifetime = config.policy.token_lifetime;
        Self {
            site: Site::new(issuer),
            config,
            keys,
            random: StdRng::from_seed(seed),
            codes_made: 0,
            pushed: Table::new(SESSION, UNFINISHED),
            transactions: Table::new(PATIENCE, UNFINISHED),
            sessions: Table::new(SESSION, UNFINISHED),
            consents: HashMap::new(),
            grants: Table::new(SESSION, FINISHED),
            codes: Table::new(SESSION, FINISHED),
            just_redeemed: None,
            access_tokens: Table::new(token_lifetime, FINISHED),
            refresh_tokens: Table::new(SESSION, FINISHED),
            proofs: Proofs::new(),
            devices: Devices::new(),
            farewells: Table::new(PATIENCE, UNFINISHED),
            registrations: Vec::new(),
        }
    }

    /// The issuer, as its clients must know it.
    #[must_use]
    pub fn issuer(&self) -> &str {
        self.site.issuer()
    }

    /// What it was given to begin with.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Answers a request that arrived at this time; its URL is absolute, at the origin of the issuer.
    #[must_use]
    pub fn respond(&mut self, request: &Request, now: SystemTime) -> Response {
        let endpoint = self.site.endpoint(request.path()).filter(|endpoint| self.is_on(*endpoint));
        let Some(endpoint) = endpoint else {
            return pages::not_found(self, request.path());
        };
        if endpoint != Endpoint::Token {
            self.just_redeemed = None;
        }
        if request.method != "HEAD" {
            return self.answer_at(endpoint, &request.method, request, now);
        }
        let mut response = self.answer_at(endpoint, "GET", request, now);
        response.body = crate::wire::Body::default();
        response
    }

    fn answer_at(&mut self, endpoint: Endpoint, method: &str, request: &Request, now: SystemTime) -> Response {
        let by_get = endpoint == Endpoint::Token && method == "GET" && self.config.has(Fault::TokenByGet);
        if !by_get && !endpoint.methods().contains(&method) {
            return pages::wrong_method(self, endpoint.methods());
        }
        match endpoint {
            Endpoint::Start => pages::start(self),
            Endpoint::OpenIdConfiguration | Endpoint::AuthorizationServer => self.metadata(endpoint),
            Endpoint::Jwks => self.jwks(),
            Endpoint::Par => self.par(request, now),
            Endpoint::Authorize => self.authorize(request, now),
            Endpoint::Login => self.login(request, now),
            Endpoint::Consent => self.consent(request, now),
            Endpoint::Token => self.token(request, now),
            Endpoint::Userinfo => self.userinfo(request, now),
            Endpoint::Api => self.api(request, now),
            Endpoint::Introspection => self.introspect(request, now),
            Endpoint::Revocation => self.revocation(request, now),
            Endpoint::DeviceAuthorization => self.device_authorization(request, now),
            Endpoint::Device => self.device(request, now),
            Endpoint::EndSession => self.end_session(request, now),
            Endpoint::Registration => self.register(request, now),
            Endpoint::ClientConfiguration => self.client_configuration(request),
        }
    }

    /// Whether an endpoint is there at all.
    fn is_on(&self, endpoint: Endpoint) -> bool {
        let service = match endpoint {
            Endpoint::Introspection => Service::Introspection,
            Endpoint::Revocation => Service::Revocation,
            Endpoint::DeviceAuthorization | Endpoint::Device => Service::Device,
            Endpoint::EndSession => Service::Logout,
            Endpoint::Registration | Endpoint::ClientConfiguration => return self.registers(),
            Endpoint::Par => return self.config.policy.asking.par != Par::Off,
            _ => return true,
        };
        self.config.policy.services.has(service)
    }

    /// 256 bits that cannot be guessed: more than the 160 that RFC 6749 10.10 asks for.
    fn draw(&mut self) -> String {
        let mut octets = [0; 32];
        self.random.fill_bytes(&mut octets);
        base64url(&octets)
    }

    fn user_of(&self, sub: &str) -> Option<&User> {
        self.config.users.iter().find(|user| user.sub == sub)
    }
}

impl AccessToken {
    fn new(grant: &str, scope: Scope, now: SystemTime) -> Self {
        let (binding, audience) = (Binding::default(), Vec::new());
        Self { grant: grant.to_owned(), scope, issued: now, binding, audience, act: None }
    }
}

fn unix(time: SystemTime) -> u64 {
    time.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
