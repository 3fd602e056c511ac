//! What every check of DPoP goes along: a key, a plan that has it, and the nonces that the servers hand out.

use std::sync::Arc;
use std::time::UNIX_EPOCH;

use super::proof::Proof;
use crate::flow;
use crate::jose::{Algorithm, SigningKey};
use crate::probe::{Desk, NoTicket, Shot, Ticket, set_form, shoot};
use crate::protocol::dpop::{self, Fresh, Role};
use crate::protocol::redeem;
use crate::trace::{Dpop, Plan, Step};
use crate::wire::{Failure, Request};

/// The key, and what the servers want to see in its proofs.
pub(super) struct Lane<'a> {
    pub(super) desk: &'a Desk<'a>,
    pub(super) key: Arc<SigningKey>,
    /// The nonce of the authorization server.
    pub(super) nonce: Option<String>,
    /// Codes that came before and were not spent.
    unspent: Vec<Ticket<'a>>,
}

/// Whether the code is bound to the key from the beginning, by `dpop_jkt` (RFC 9449 10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CodeBinding {
    Bound,
    Free,
}

impl<'a> Lane<'a> {
    /// A lane with the key of the login, or with a new one of an algorithm that the server lists.
    pub(super) fn new(desk: &'a Desk<'a>, listed: &[&str], unspent: Vec<Ticket<'a>>) -> Option<Self> {
        const BEST: [Algorithm; 4] = [Algorithm::Es256, Algorithm::EdDsa, Algorithm::Es384, Algorithm::Ps256];
        let own = desk.subject.keys.dpop.clone();
        let fresh = || {
            let mut all = BEST.into_iter().chain(Algorithm::ALL);
            let algorithm = all.find(|algorithm| listed.contains(&algorithm.name()))?;
            SigningKey::generate(algorithm).map(Arc::new)
        };
        Some(Self { desk, key: own.or_else(fresh)?, nonce: None, unspent })
    }

    /// From now on every code is a new one.
    pub(super) fn forget_unspent(&mut self) {
        self.unspent.clear();
    }

    /// Another key of the same kind: that of a thief.
    pub(super) fn other_key(&self) -> Option<SigningKey> {
        SigningKey::generate(self.key.algorithm())
    }

    /// Brings a code for a login whose tokens are to be bound. One that is left over will do where it need not be bound
    /// itself.
    pub(super) async fn obtain(&mut self, binding: CodeBinding) -> Result<Ticket<'a>, NoTicket> {
        if let Some(ticket) = self.unspent.pop().filter(|_| binding == CodeBinding::Free) {
            return Ok(ticket);
        }
        let plan = self.plan(binding).map_err(|_| NoTicket { stop: None, skip: None, exchanges: Vec::new() })?;
        self.desk.obtain(plan).await
    }

    /// Finds out whether nonces are in play, with a code that there never was: that spends nothing.
    pub(super) async fn learn_nonce(&mut self, ticket: &mut Ticket<'_>) {
        let Ok(code) = self.desk.site.draw() else { return };
        let mut request = Self::redeeming(ticket);
        set_form(&mut request, "code", &code);
        // what there is to be learnt of it has been kept
        let _ = self.send_once(ticket, request, &Self::right).await;
    }

    /// The token request of a code, without any DPoP proof.
    pub(super) fn redeeming(ticket: &Ticket<'_>) -> Request {
        let plan = &ticket.run.trace.plan;
        redeem::request(&ticket.server, &plan.client, &ticket.code, &plan.nonces, &plan.asked)
    }

    /// The proof that this key would make now.
    pub(super) fn proof(
        &self,
        key: &SigningKey,
        request: &Request,
        (nonce, token): (Option<&str>, Option<&str>),
    ) -> Option<Proof> {
        let now = self.desk.site.now().duration_since(UNIX_EPOCH).ok()?.as_secs();
        let jti = self.desk.site.draw().ok()?;
        Some(Proof::of(key, request, Fresh { now, jti: &jti, nonce, access_token: token }))
    }

    /// Sends a request to the token endpoint with proofs made for it. Where the answer wants another nonce, the request
    /// goes once more with proofs that have it.
    pub(super) async fn send(
        &mut self,
        ticket: &mut Ticket<'_>,
        request: Request,
        make: impl Fn(&Self, &Request) -> Option<Vec<String>>,
    ) -> Option<Shot> {
        let shot = self.send_once(ticket, request.clone(), &make).await?;
        if !wants_nonce(&shot, Role::Authorization) {
            return Some(shot);
        }
        self.send_once(ticket, request, &make).await
    }

    /// The same, sent once and no more.
    pub(super) async fn send_once(
        &mut self,
        ticket: &mut Ticket<'_>,
        request: Request,
        make: &impl Fn(&Self, &Request) -> Option<Vec<String>>,
    ) -> Option<Shot> {
        let shown = make(self, &request)?;
        let server = ticket.server.clone();
        let proof = (request, flow::Proof::ClientAlone(&server));
        let shot = shoot(&mut ticket.run, Step::Redeem, proof, |request| {
            for proof in shown {
                request.headers.push(dpop::HEADER, proof);
            }
        })
        .await;
        if let Some(nonce) = shot.response().and_then(|response| response.headers.get(dpop::NONCE)) {
            self.nonce = Some(nonce.to_owned());
        }
        Some(shot)
    }

    /// A right proof with the nonce that is known.
    pub(super) fn right(&self, request: &Request) -> Option<Vec<String>> {
        let proof = self.proof(&self.key, request, (self.nonce.as_deref(), None))?;
        proof.signed(&self.key).map(|signed| vec![signed])
    }

    fn plan(&self, binding: CodeBinding) -> Result<Plan, Failure> {
        let mut plan = self.desk.plan()?;
        let jwk = self.key.public_jwk().bare().unwrap_or_else(|| self.key.public_jwk());
        let thumbprint = jwk.thumbprint().unwrap_or_default();
        let alg = self.key.algorithm().name().to_owned();
        plan.dpop = Some(Dpop { alg, jwk: jwk.0, thumbprint, binds_code: binding == CodeBinding::Bound });
        Ok(plan)
    }
}

/// Whether an answer only wants another nonce (RFC 9449 8 and 9).
pub(super) fn wants_nonce(shot: &Shot, role: Role) -> bool {
    shot.response().is_some_and(|response| dpop::wanted_nonce(response, role).is_some())
}
