//! The stage on which a scenario is played: an honest server, the shop, and Mallory, who plays along.

mod actor;
mod browser;
mod mallory;
mod rogue;
mod shop;

use std::sync::{Arc, LazyLock};
use std::time::{Duration, SystemTime};

pub(super) use mallory::{Knows, Letter, Planted};
pub(super) use shop::{SignedIn, Stolen, swapped};

use super::habits::{Habits, Key};
use super::{Defence, Defences, Move, Place, Who};
use crate::jose::{Algorithm, SigningKey, base64url, sha256};
use crate::practice::{self, Codes, Config, Consent, Fault, Keys, Pkce, Policy, Provider};
use crate::protocol::{self, Server, ServerHints, discovery};
use crate::trace::{Exchange, Plan, Step};
use crate::wire::{Request, Response, uri};

/// How a scenario ends: with who has what, or with what was in the way.
pub(super) type Ending = Result<String, Halt>;

/// What was in the way.
#[derive(Clone, Debug)]
pub(super) enum Halt {
    /// A message was refused.
    Stopped(Place, String),
    /// There is nothing to be played.
    NotApplicable(String),
}

/// What is given before anything is switched on.
#[derive(Debug)]
pub(super) struct Premise {
    /// What is registered where redirect URIs are compared loosely.
    pub(super) loose: &'static str,
    /// What the server does wrong whatever is switched on.
    pub(super) faults: &'static [Fault],
    /// What the server does about a request without a challenge, where PKCE is on.
    pub(super) pkce: Pkce,
    /// When users are asked.
    pub(super) consent: Consent,
    /// Whether an attempt that fails uses a code up.
    pub(super) attempts: Attempts,
    /// Whether the shop wants a refresh token.
    pub(super) offline: bool,
    /// What has to be switched on for the scenario to be about anything.
    pub(super) about: &'static [Defence],
}

/// What an attempt that fails does to a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Attempts {
    /// Nothing.
    Harmless,
    /// It ends it.
    Spend,
}

/// The honest server.
pub(super) const HONEST: &str = "https://as.example";
/// Mallory's own.
pub(super) const ROGUE: &str = "https://as.mallory.example";
/// Where the shop awaits answers.
pub(super) const SHOP: &str = "https://shop.example/callback";
/// Where it awaits those of Mallory's server, where each server has an address.
pub(super) const SHOP_FOR_ROGUE: &str = "https://shop.example/other/callback";
/// An address of Mallory's that begins like one of the shop's.
pub(super) const EVIL: &str = "https://shop.example.mallory.example/catch";
/// Where the shop awaits them where it is an app.
pub(super) const APP: &str = "com.example.shop:/callback";
/// Where it does as a program on the device.
pub(super) const LOOPBACK: &str = "http://127.0.0.1:8400/callback";
/// The name of the shop at the honest server, which everybody knows.
pub(super) const CLIENT_ID: &str = "shop";
/// Its password there.
const SECRET: &str = "the-secret-of-the-shop-in-the-lab";
/// A client of Mallory's own.
pub(super) const OWN_CLIENT: &str = "free-quiz";
/// Where that one gets its answers.
pub(super) const OWN_CALLBACK: &str = "https://quiz.mallory.example/callback";

impl Premise {
    /// The usual one.
    pub(super) const USUAL: Self = Self {
        loose: SHOP,
        faults: &[],
        pkce: Pkce::Required,
        consent: Consent::Never,
        attempts: Attempts::Harmless,
        offline: false,
        about: &[],
    };

    /// The whole site of the shop is registered, without a slash at its end.
    pub(super) const WHOLE_SITE: Self = Self { loose: "https://shop.example", ..Self::USUAL };

    /// The shop is an app, with a scheme of its own.
    pub(super) const APP: Self = Self { loose: APP, ..Self::USUAL };
}

/// Everything that is on it.
pub(super) struct Stage {
    habits: Habits,
    provider: Provider,
    server: Server,
    /// Where the shop awaits answers.
    address: &'static str,
    scope: &'static [&'static str],
    now: SystemTime,
    seed: [u8; 32],
    draws: u64,
    moves: Vec<Move>,
    cookies: Vec<(Who, String)>,
    /// What the shop sent to Mallory's server.
    sent_to_rogue: Vec<Request>,
    /// Why the shop never got its answer.
    halt: Option<Halt>,
}

static SERVER_KEYS: LazyLock<Option<Keys>> = LazyLock::new(Keys::instant);
static SHOP_KEY: LazyLock<Option<Arc<SigningKey>>> = LazyLock::new(fresh_key);
static MALLORYS_KEY: LazyLock<Option<Arc<SigningKey>>> = LazyLock::new(fresh_key);

fn fresh_key() -> Option<Arc<SigningKey>> {
    SigningKey::generate(Algorithm::Es256).map(Arc::new)
}

impl Stage {
    /// A stage on which nothing has happened yet. There is none where the system gives no randomness. What is drawn on it
    /// is drawn nowhere else: the id of the scenario and the defences are where it comes from.
    pub(super) fn new(id: &str, defences: &Defences, premise: &Premise) -> Option<Self> {
        let keys = SERVER_KEYS.as_ref()?.clone();
        let seed = sha256(format!("{id} {}", defences.words()).as_bytes());
        let habits = defences.habits();
        let mut provider = Provider::new(HONEST, config(&habits, premise), keys, seed);
        let now = SystemTime::UNIX_EPOCH + Duration::from_hours(500_000);
        Some(Self {
            server: read_metadata(&mut provider, now)?,
            habits,
            provider,
            address: exact(premise),
            scope: if premise.offline { &["openid", "profile", "offline_access"] } else { &["openid", "profile"] },
            now,
            seed,
            draws: 0,
            moves: Vec::new(),
            cookies: Vec::new(),
            sent_to_rogue: Vec::new(),
            halt: None,
        })
    }

    /// What happened, in order.
    pub(super) fn into_moves(self) -> Vec<Move> {
        self.moves
    }

    /// Somebody does something that no message shows.
    pub(super) fn act(&mut self, who: Who, words: impl Into<String>) {
        self.moves.push(Move::Act { who, words: words.into() });
    }

    /// Mallory gets hold of something.
    pub(super) fn gain(&mut self, words: impl Into<String>) {
        self.moves.push(Move::Gain { words: words.into() });
    }

    /// Whether the shop holds a secret at the server.
    pub(super) fn is_confidential(&self) -> bool {
        self.habits.secret
    }

    /// A value that nobody else has; the same whenever this is played, so that a play can be told again.
    fn draw(&mut self) -> String {
        self.draws += 1;
        base64url(&sha256(&[self.seed.as_slice(), &self.draws.to_be_bytes()].concat()))
    }

    /// Sends a message, has it answered, and puts both on record.
    fn pass(&mut self, who: Who, step: Step, request: &Request) -> Response {
        let response = match uri::origin(&request.url) {
            HONEST => self.provider.respond(request, self.now),
            ROGUE => self.answer_as_rogue(request),
            _ => Response::new(404),
        };
        let mut exchange = Exchange::new(step, request.clone(), self.now);
        exchange.response = Some(response.clone());
        self.record(who, exchange);
        // The next one comes a little later.
        self.now += Duration::from_millis(40);
        response
    }

    fn record(&mut self, who: Who, exchange: Exchange) {
        self.moves.push(Move::Message { who, exchange: Box::new(exchange) });
    }
}

/// What the server says of itself, read and checked as at the beginning of any login.
fn read_metadata(provider: &mut Provider, now: SystemTime) -> Option<Server> {
    let hints = ServerHints { issuer: Some(HONEST.to_owned()), discover: true, ..ServerHints::default() };
    let needs = Plan::default().needs();
    let place = discovery::places(HONEST).into_iter().next()?;
    let response = provider.respond(&discovery::request(&place), now);
    let metadata = discovery::accept(&hints, needs, &place, &response).outcome.ok()?;
    Server::pin(&hints, Some(metadata), needs).ok()
}

/// The honest server, by its habits and by what is given.
fn config(habits: &Habits, premise: &Premise) -> Config {
    let policy = Policy {
        pkce: if habits.pkce == protocol::Pkce::None { Pkce::Optional } else { premise.pkce },
        codes: if premise.attempts == Attempts::Spend { Codes::OneAttempt } else { habits.policy.codes },
        consent: premise.consent,
        ..habits.policy.clone()
    };
    Config {
        clients: vec![registered(habits, premise), practice::Client::public(OWN_CLIENT, &[OWN_CALLBACK])],
        policy,
        faults: premise.faults.iter().chain(&habits.faults).copied().collect(),
        ..Config::default()
    }
}

/// The shop, as the honest server knows it.
fn registered(habits: &Habits, premise: &Premise) -> practice::Client {
    let address = if habits.is_exact() { exact(premise) } else { premise.loose };
    let client = if habits.secret {
        practice::Client::confidential(CLIENT_ID, SECRET, &[address])
    } else {
        practice::Client::public(CLIENT_ID, &[address])
    };
    practice::Client { dpop_bound_access_tokens: habits.key != Key::None, ..client }
}

/// What is registered where every character counts: the address itself.
fn exact(premise: &Premise) -> &'static str {
    if uri::is_https(premise.loose) { SHOP } else { premise.loose }
}
