//! The shop: an app that signs its users in, with the checks that are switched on.

use std::sync::Arc;

use futures_util::FutureExt as _;

use super::actor::{Actor, Front, told};
use super::{CLIENT_ID, HONEST, Halt, MALLORYS_KEY, ROGUE, SECRET, SHOP_FOR_ROGUE, SHOP_KEY, Stage, fresh_key};
use crate::flow::{self, Brought, Keys, Run, Stop, Why};
use crate::jose::SigningKey;
use crate::lab::habits::Key;
use crate::lab::{Place, Who};
use crate::protocol::callback;
use crate::protocol::{Client, Nonces, Pkce, Push, Refusal, Server, ServerHints, Tokens};
use crate::trace::{Dpop, Plan, Step};
use crate::wire::{Params, Request, uri};

/// A login at the shop, as far as it came before somebody else took the answer.
pub(in crate::lab) struct Stolen {
    /// The URL that the browser opened.
    pub(in crate::lab) asked: String,
    /// The request by which the browser would have brought the answer to the shop.
    pub(in crate::lab) answer: Request,
    /// What the shop drew for it.
    pub(in crate::lab) drawn: Nonces,
}

/// What a login at the shop came to.
pub(in crate::lab) struct SignedIn {
    /// Whom the shop takes its visitor for.
    pub(in crate::lab) sub: String,
    /// What it holds.
    pub(in crate::lab) tokens: Tokens,
}

impl Stage {
    /// Somebody begins to sign in at the shop with the honest server; what happens until the answer is in front.
    pub(in crate::lab) fn shop_login(
        &mut self,
        visitor: Who,
        front: impl FnOnce(&mut Self, &str) -> Result<Request, Option<Halt>>,
    ) -> Result<SignedIn, Halt> {
        self.act(visitor, "begins to sign in at the shop");
        let plan = self.shop_plan();
        let server = self.server.clone();
        self.log_in((plan, server), (visitor, Box::new(front)))
    }

    /// The same with the server that belongs to Mallory.
    pub(in crate::lab) fn shop_login_at_rogue(
        &mut self,
        visitor: Who,
        front: impl FnOnce(&mut Self, &str) -> Result<Request, Option<Halt>>,
    ) -> Result<SignedIn, Halt> {
        self.act(visitor, "begins to sign in at the shop, and chooses Mallory's server there");
        let mut plan = self.shop_plan();
        "shop-at-mallorys".clone_into(&mut plan.client.client_id);
        plan.client.client_secret = plan.client.client_secret.map(|_| "the-secret-of-the-shop-at-mallorys".to_owned());
        plan.server.issuer = Some(ROGUE.to_owned());
        plan.asked.push = Push::Never;
        if self.habits.own_addresses {
            SHOP_FOR_ROGUE.clone_into(&mut plan.client.redirect_uri);
        }
        let server = self.rogue_server();
        self.log_in((plan, server), (visitor, Box::new(front)))
    }

    /// A login of Alice that goes well.
    pub(in crate::lab) fn honest_login(&mut self) -> Result<SignedIn, Halt> {
        self.shop_login(Who::Alice, |stage, url| stage.visit(Who::Alice, url).map_err(Some))
    }

    /// A login of this visitor whose answer never comes to the shop: somebody has it before.
    pub(in crate::lab) fn stolen_login(&mut self, visitor: Who) -> Result<Stolen, Halt> {
        self.act(visitor, "begins to sign in at the shop");
        let plan = self.shop_plan();
        let drawn = plan.nonces.clone();
        let server = self.server.clone();
        let mut stolen = None;
        let took = |stage: &mut Self, url: &str| {
            let answer = stage.visit(visitor, url).map_err(Some)?;
            stolen = Some((url.to_owned(), answer));
            Err(None)
        };
        let broken_off = self.log_in((plan, server), (visitor, Box::new(took)));
        match (stolen, broken_off) {
            (Some((asked, answer)), _) => Ok(Stolen { asked, answer, drawn }),
            (None, Err(halt)) => Err(halt),
            (None, Ok(_)) => Err(Halt::NotApplicable("the shop needed no answer".to_owned())),
        }
    }

    fn log_in(&mut self, (plan, server): (Plan, Server), front: (Who, Front<'_>)) -> Result<SignedIn, Halt> {
        let keys = self.shop_keys();
        let plan = Plan { dpop: keys.dpop.as_deref().map(|key| self.bound(key)), ..plan };
        self.halt = None;
        let (actor, prompter) = Actor::new(self, Who::Shop, Some(front));
        let mut run = Run::new(plan, actor, prompter, Vec::new()).with_keys(keys);
        let mut brought = Brought::default();
        let outcome = flow::log_in(&mut run, &server, &mut brought).now_or_never();
        drop(run);
        match (self.halt.take(), outcome) {
            (Some(halt), _) => Err(halt),
            (None, Some(Err(stop))) => Err(halted(&stop)),
            (None, _) => signed_in(brought),
        }
    }

    /// What the shop draws and sends, by what is switched on.
    fn shop_plan(&mut self) -> Plan {
        let pkce = self.habits.pkce;
        let drawn = [self.draw(), self.draw(), self.draw()];
        let [state, nonce, code_verifier] = drawn;
        let nonces = Nonces {
            state: self.habits.state.then_some(state),
            nonce: self.habits.nonce.then_some(nonce),
            code_verifier: (pkce != Pkce::None).then_some(code_verifier),
        };
        let client = Client {
            client_id: CLIENT_ID.to_owned(),
            client_secret: self.is_confidential().then(|| SECRET.to_owned()),
            redirect_uri: self.address.to_owned(),
            ..Client::default()
        };
        let server = ServerHints { issuer: Some(HONEST.to_owned()), ..ServerHints::default() };
        let scope = self.scope.iter().map(ToString::to_string).collect();
        Plan { client, server, nonces, pkce, scope, clock_skew: 30, ..Plan::default() }
    }

    /// The keys of the shop for one login: none where nothing is bound.
    pub(super) fn shop_keys(&self) -> Keys {
        let dpop = match self.habits.key {
            Key::PerLogin => fresh_key(),
            Key::One => SHOP_KEY.clone(),
            Key::None => None,
        };
        Keys { client: None, dpop }
    }

    /// What a plan tells of a key.
    pub(super) fn bound(&self, key: &SigningKey) -> Dpop {
        let jwk = key.public_jwk().bare().unwrap_or_else(|| key.public_jwk());
        let thumbprint = jwk.thumbprint().unwrap_or_default();
        Dpop { alg: key.algorithm().name().to_owned(), jwk: jwk.0, thumbprint, binds_code: self.habits.binds_codes }
    }

    /// The keys of Mallory, where anything is bound.
    pub(super) fn mallorys_keys(&self) -> Keys {
        let is_bound = self.habits.key != Key::None;
        let dpop = MALLORYS_KEY.as_ref().filter(|_| is_bound).map(Arc::clone);
        Keys { client: None, dpop }
    }
}

impl Stolen {
    /// The challenge that the request shows, where it shows one.
    pub(in crate::lab) fn challenge(&self) -> Option<String> {
        let query = uri::query(&self.asked).map(Params::parse)?;
        query.get("code_challenge").map(str::to_owned)
    }
}

/// An answer with the code of another one.
pub(in crate::lab) fn swapped(own: &Request, other: &Request) -> Request {
    let code = callback::parameters(other).0.get("code").unwrap_or_default().to_owned();
    let mut params = own.query();
    params.set("code", &code);
    Request::get(format!("{}?{}", uri::without_query(&own.url), params.to_query()))
}

fn signed_in(brought: Brought) -> Result<SignedIn, Halt> {
    match (brought.id_token, brought.tokens) {
        (Some(id_token), Some(tokens)) => Ok(SignedIn { sub: id_token.sub().to_owned(), tokens }),
        _ => Err(Halt::Stopped(Place::Token, "no tokens".to_owned())),
    }
}

/// Where a run was stopped.
pub(super) fn halted(stop: &Stop) -> Halt {
    let place = match stop.step {
        Step::Push => Place::Push,
        Step::Callback => Place::Callback,
        Step::Redeem | Step::Refresh | Step::Token => Place::Token,
        Step::Keys | Step::Verify => Place::IdToken,
        Step::Userinfo | Step::Call => Place::Resource,
        _ => Place::Authorization,
    };
    let words = match &stop.why {
        Why::Refusal(Refusal::Check(check)) => told(check),
        Why::Refusal(Refusal::Provider(error)) => match error.status {
            Some(status) => format!("{status} {}", error.error),
            None => error.error.clone(),
        },
        Why::Failure(failure) => failure.to_string(),
        Why::Quit => "nobody went on".to_owned(),
    };
    Halt::Stopped(place, words)
}
