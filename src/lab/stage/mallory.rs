//! What Mallory does himself: he writes requests in the name of the shop, redeems codes, and uses tokens.

use futures_util::FutureExt as _;

use super::actor::Actor;
use super::shop::{SignedIn, halted};
use super::{CLIENT_ID, Ending, Halt, OWN_CALLBACK, OWN_CLIENT, SECRET, SHOP, Stage};
use crate::flow::{self, Proof, Run, Stop};
use crate::lab::{Place, Who};
use crate::protocol::callback::{self, Expected as Awaited};
use crate::protocol::id_token::Times;
use crate::protocol::token_response::{self, Expected, Kind};
use crate::protocol::{
    Client, Code, Examined, Nonces, Pkce, ResponseMode, ResponseType, Server, Tokens, redeem, refresh, userinfo,
};
use crate::trace::{Plan, Step};
use crate::wire::{Params, Request, uri};

/// What he knows where he redeems something.
#[derive(Clone, Debug)]
pub(in crate::lab) struct Knows {
    /// In whose name he comes.
    pub(in crate::lab) client_id: &'static str,
    /// The redirect URI that he names.
    pub(in crate::lab) redirect_uri: String,
    /// Whether he has the secret of the shop.
    pub(in crate::lab) secret: Secret,
    /// The verifier that he has.
    pub(in crate::lab) verifier: Option<String>,
}

/// Whether he has the secret of the shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lab) enum Secret {
    Unknown,
    Known,
}

/// A request that he writes.
#[derive(Clone, Debug)]
pub(in crate::lab) struct Letter {
    /// In whose name, where the answer is to go, and the verifier whose challenge he sends.
    pub(in crate::lab) knows: Knows,
    /// What he copies from a login of his own at the shop.
    pub(in crate::lab) planted: Option<Planted>,
    /// The state that comes back with the answer.
    pub(in crate::lab) state: Option<String>,
    /// How the answer is to come.
    pub(in crate::lab) mode: Option<ResponseMode>,
    /// What it asks for.
    pub(in crate::lab) scope: &'static str,
}

/// What a login at the shop shows in the address bar, to be planted into another request.
#[derive(Clone, Debug)]
pub(in crate::lab) struct Planted(Vec<(String, String)>);

impl Knows {
    /// What everybody knows of the shop.
    pub(in crate::lab) fn nothing() -> Self {
        Self { client_id: CLIENT_ID, redirect_uri: SHOP.to_owned(), secret: Secret::Unknown, verifier: None }
    }

    /// A client of his own.
    pub(in crate::lab) fn of_own_client(verifier: Option<String>) -> Self {
        let redirect_uri = OWN_CALLBACK.to_owned();
        Self { client_id: OWN_CLIENT, redirect_uri, secret: Secret::Unknown, verifier }
    }

    /// And the secret.
    pub(in crate::lab) fn and_secret(self) -> Self {
        Self { secret: Secret::Known, ..self }
    }

    /// And a verifier.
    pub(in crate::lab) fn and_verifier(self, verifier: Option<String>) -> Self {
        Self { verifier, ..self }
    }

    /// And the answer goes, or went, to this address.
    pub(in crate::lab) fn at(self, redirect_uri: &str) -> Self {
        Self { redirect_uri: redirect_uri.to_owned(), ..self }
    }

    fn client(&self, stage: &Stage) -> Client {
        let has_secret = self.secret == Secret::Known && self.client_id == CLIENT_ID && stage.is_confidential();
        Client {
            client_id: self.client_id.to_owned(),
            client_secret: has_secret.then(|| SECRET.to_owned()),
            redirect_uri: self.redirect_uri.clone(),
            ..Client::default()
        }
    }
}

impl Planted {
    /// What a URL shows: nothing where the request was pushed.
    pub(in crate::lab) fn from(url: &str) -> Self {
        const COPIED: [&str; 4] = ["nonce", "code_challenge", "code_challenge_method", "dpop_jkt"];
        let query = uri::query(url).map(Params::parse).unwrap_or_default();
        let copied = query.iter().filter(|(name, _)| COPIED.contains(name));
        Self(copied.map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
    }

    /// The same without the key that the code is to be bound to: he has another one.
    pub(in crate::lab) fn unbound(self) -> Self {
        Self(self.0.into_iter().filter(|(name, _)| name != "dpop_jkt").collect())
    }

    /// Nothing: what a request need not have is left out.
    pub(in crate::lab) fn nothing() -> Self {
        Self(Vec::new())
    }
}

impl Letter {
    /// A request with a challenge of his own.
    pub(in crate::lab) fn of(knows: Knows) -> Self {
        Self { knows, planted: None, state: None, mode: None, scope: "openid profile" }
    }

    /// One that is made to fit his own login at the shop.
    pub(in crate::lab) fn planting(knows: Knows, planted: Planted) -> Self {
        Self { planted: Some(planted), ..Self::of(knows) }
    }

    /// The same with the state of a URL, where it shows one: whoever awaits it takes the answer for its own.
    pub(in crate::lab) fn with_state_of(self, url: &str) -> Self {
        let query = uri::query(url).map(Params::parse).unwrap_or_default();
        Self { state: query.get("state").map(str::to_owned), ..self }
    }
}

impl Stage {
    /// A verifier of his own, where the server wants one.
    pub(in crate::lab) fn own_verifier(&mut self) -> Option<String> {
        (self.habits.pkce != Pkce::None).then(|| self.draw())
    }

    /// Writes an authorization request; gives back the URL that a browser is to open.
    pub(in crate::lab) fn write(&mut self, letter: &Letter) -> Result<String, Halt> {
        let plan = self.plan(letter);
        let server = self.server.clone();
        let mut written = None;
        let take = |_: &mut Self, url: &str| {
            written = Some(url.to_owned());
            Err(None)
        };
        let keys = self.mallorys_keys();
        let (actor, prompter) = Actor::new(self, Who::Mallory, Some((Who::Mallory, Box::new(take))));
        let mut run = Run::new(plan, actor, prompter, Vec::new()).with_keys(keys);
        let outcome = flow::obtain(&mut run, &server).now_or_never();
        drop(run);
        match (written, outcome) {
            (Some(url), _) => Ok(url),
            (None, Some(Err(stop))) => Err(halted(&stop)),
            (None, _) => Err(Halt::NotApplicable("no request was written".to_owned())),
        }
    }

    fn plan(&self, letter: &Letter) -> Plan {
        let Letter { knows, planted, state, mode, scope } = letter;
        let own = planted.is_none();
        let pkce = if knows.verifier.is_some() { self.habits.pkce } else { Pkce::None };
        let dpop = self.mallorys_keys().dpop.filter(|_| own).map(|key| self.bound(&key));
        let mut plan = Plan {
            client: knows.client(self),
            scope: scope.split(' ').map(str::to_owned).collect(),
            pkce,
            response_mode: *mode,
            nonces: Nonces { state: state.clone(), nonce: None, code_verifier: knows.verifier.clone() },
            dpop,
            clock_skew: 30,
            ..Plan::default()
        };
        if let Some(Planted(copied)) = planted {
            if copied.iter().any(|(name, _)| name == "code_challenge") {
                plan.pkce = Pkce::None;
                plan.nonces.code_verifier = None;
            }
            plan.asked.parameters.extend(copied.iter().cloned());
        }
        plan
    }

    /// Redeems a code from the request that carried it.
    pub(in crate::lab) fn redeem(&mut self, answer: &Request, knows: &Knows) -> Result<Tokens, Halt> {
        let code = self.read(answer, knows)?;
        let (server, client) = (self.server.clone(), knows.client(self));
        let nonces = Nonces { code_verifier: knows.verifier.clone(), ..Nonces::default() };
        let plan = Plan { client: client.clone(), nonces: nonces.clone(), ..Plan::default() };
        let request = redeem::request(&server, &client, &code, &nonces, &plan.asked);
        self.trade(plan, (Step::Redeem, request), Kind::OfClient)
    }

    /// Trades a refresh token for new tokens.
    pub(in crate::lab) fn refresh(&mut self, refresh_token: &str, knows: &Knows) -> Result<Tokens, Halt> {
        let server = self.server.clone();
        let plan = Plan { client: knows.client(self), ..Plan::default() };
        let request = refresh::request(&server, refresh_token, &[]);
        self.trade(plan, (Step::Refresh, request), Kind::Refreshed)
    }

    fn trade(&mut self, plan: Plan, (step, request): (Step, Request), kind: Kind) -> Result<Tokens, Halt> {
        let keys = self.mallorys_keys();
        let plan = Plan { dpop: keys.dpop.as_deref().map(|key| self.bound(key)), ..plan };
        let server = self.server.clone();
        let is_bound = plan.dpop.is_some();
        let (actor, prompter) = Actor::new(self, Who::Mallory, None);
        let mut run = Run::new(plan, actor, prompter, Vec::new()).with_keys(keys);
        let sent = run.ask(step, request, Proof::Client(&server)).now_or_never();
        let response = sent.and_then(Result::ok).and_then(|index| run.response(index).cloned());
        drop(run);
        let expected = Expected { dpop: is_bound, ..Expected::default() };
        let response = response.ok_or_else(|| Halt::Stopped(Place::Token, "no answer".to_owned()))?;
        outcome(step, token_response::accept_kind(&response, &expected, kind))
    }

    /// Asks for the claims of the user with an access token; gives back whose they are.
    pub(in crate::lab) fn open(&mut self, tokens: &Tokens) -> Result<String, Halt> {
        let keys = self.mallorys_keys();
        let plan = Plan { dpop: keys.dpop.as_deref().map(|key| self.bound(key)), ..Plan::default() };
        let endpoint = self.server.userinfo_endpoint.clone().unwrap_or_default();
        let (actor, prompter) = Actor::new(self, Who::Mallory, None);
        let mut run = Run::new(plan, actor, prompter, Vec::new()).with_keys(keys);
        let sent = run.ask(Step::Userinfo, userinfo::request(&endpoint), Proof::Token(tokens)).now_or_never();
        let response = sent.and_then(Result::ok).and_then(|index| run.response(index).cloned());
        drop(run);
        let response = response.ok_or_else(|| Halt::Stopped(Place::Resource, "no answer".to_owned()))?;
        let claims = outcome(Step::Userinfo, userinfo::accept(&response, None))?;
        let name = claims.get("sub").and_then(serde_json::Value::as_str).unwrap_or_default();
        Ok(name.to_owned())
    }

    /// Mallory uses these tokens: he wins where they are for the account of Alice.
    pub(in crate::lab) fn reads(&mut self, tokens: &Tokens) -> Ending {
        let sub = self.open(tokens)?;
        if is_alice(&sub) {
            return Ok("Mallory reads Alice's data".to_owned());
        }
        Err(Halt::Stopped(Place::Resource, "the tokens are for somebody else than Alice".to_owned()))
    }

    /// What it is worth to be signed in at the shop: Mallory as Alice, or Alice as Mallory.
    pub(in crate::lab) fn is_taken_for(&mut self, visitor: Who, signed_in: &SignedIn) -> Ending {
        let is_alice = is_alice(&signed_in.sub);
        let account = if is_alice { "Alice" } else { "Mallory" };
        self.act(Who::Shop, format!("takes {} for {account}", visitor.name()));
        match (visitor, is_alice) {
            (Who::Mallory, true) => Ok("Mallory is signed in at the shop as Alice".to_owned()),
            (Who::Alice, false) => Ok("Alice is signed in at the shop as Mallory, and does not know".to_owned()),
            _ => Err(Halt::Stopped(Place::Callback, "everybody is signed in as himself".to_owned())),
        }
    }

    /// The code that an answer carries, for whoever holds it.
    fn read(&self, answer: &Request, knows: &Knows) -> Result<Code, Halt> {
        let state = callback::parameters(answer).0.get("state").map(str::to_owned);
        let nonces = Nonces { state, ..Nonces::default() };
        // He does not care who answered.
        let server = Server { issuer: None, metadata: None, ..self.server.clone() };
        let carriage = callback::parameters(answer).1;
        let mode = match carriage {
            callback::Carriage::Fragment => Some(ResponseMode::Fragment),
            callback::Carriage::Query | callback::Carriage::Form => None,
        };
        let client = knows.client(self);
        let times = Times::ours(0.0, 0);
        let asked = (ResponseType::Code, mode);
        let awaited = Awaited { server: &server, client: &client, nonces: &nonces, asked, jwks: None, times };
        let answered = outcome(Step::Callback, callback::accept(&awaited, answer))?;
        answered.code.ok_or_else(|| Halt::Stopped(Place::Callback, "there is no code in it".to_owned()))
    }
}

fn outcome<T>(step: Step, examined: Examined<T>) -> Result<T, Halt> {
    examined.outcome.map_err(|refusal| halted(&Stop::refused(step, refusal)))
}

fn is_alice(sub: &str) -> bool {
    let users = crate::practice::Config::default().users;
    users.first().is_some_and(|alice| alice.sub == sub)
}
