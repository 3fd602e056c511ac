//! The practice provider: an authorization server as a function from request to response.
//!
//! It shares no OAuth code with the client, so that the two cannot share a mistake. Where no fault is switched on it is
//! meant to be sound; its accounts, secrets and tokens are worth nothing all the same.

mod access_token;
mod answer;
mod api;
mod authorize;
mod challenge;
mod claims;
mod client_auth;
mod config;
mod consent;
mod details;
mod fault;
mod form;
mod id_token;
mod jarm;
mod login;
mod metadata;
mod pages;
mod par;
mod policy;
mod presented;
mod redirect;
mod refresh;
mod reply;
mod request_object;
mod resource;
mod response_mode;
mod response_type;
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

pub use config::{Client, Config, GrantType, Keys, RsaKey, User};
pub use fault::{Fault, Occasion, SeenBy};
pub use policy::{
    AccessTokens, Asking, AuthorizationDetails, ClaimsParameter, Codes, Consent, IssParameter, Jarm, LoopbackPort, Par,
    Pkce, PkceMethods, Policy, Redirect, Refresh, RequestObjects, ResourceIndicators, ResponseTypes, TokenAuth,
};

use self::authorize::Transaction;
use self::challenge::Challenge;
use self::login::SignedIn;
use self::par::Pushed;
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
    access_tokens: Table<AccessToken>,
    refresh_tokens: Table<RefreshToken>,
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
    /// Where it is to be used; nowhere in particular means here.
    audience: Vec<String>,
}

#[derive(Clone)]
struct RefreshToken {
    grant: String,
    spent: Spent,
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
            access_tokens: Table::new(token_lifetime, FINISHED),
            refresh_tokens: Table::new(SESSION, FINISHED),
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
        let Some(endpoint) = self.site.endpoint(request.path()).filter(|endpoint| self.is_on(*endpoint)) else {
            return pages::not_found(self, request.path());
        };
        if request.method != "HEAD" {
            return self.answer_at(endpoint, &request.method, request, now);
        }
        let mut response = self.answer_at(endpoint, "GET", request, now);
        response.body = crate::wire::Body::default();
        response
    }

    /// Whether there is such an endpoint under these policies.
    fn is_on(&self, endpoint: Endpoint) -> bool {
        match endpoint {
            Endpoint::Par => self.config.policy.asking.par != Par::Off,
            _ => true,
        }
    }

    fn answer_at(&mut self, endpoint: Endpoint, method: &str, request: &Request, now: SystemTime) -> Response {
        let by_get = endpoint == Endpoint::Token && method == "GET" && self.config.has(Fault::TokenByGet);
        if !by_get && !endpoint.methods().contains(&method) {
            return pages::wrong_method(self, endpoint.methods());
        }
        match endpoint {
            Endpoint::Par => self.par(request, now),
            Endpoint::Start => pages::start(self),
            Endpoint::OpenIdConfiguration | Endpoint::AuthorizationServer => self.metadata(endpoint),
            Endpoint::Jwks => self.jwks(),
            Endpoint::Authorize => self.authorize(request, now),
            Endpoint::Login => self.login(request, now),
            Endpoint::Consent => self.consent(request, now),
            Endpoint::Token => self.token(request, now),
            Endpoint::Userinfo => self.userinfo(request, now),
            Endpoint::Api => self.api(request, now),
        }
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

fn unix(time: SystemTime) -> u64 {
    time.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
