//! How a request is proven before it goes: by the client, by the key that tokens are bound to, or by a token itself.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use super::{Guide, Run, Stop, World};
use crate::jose::SigningKey;
use crate::protocol::client_auth::{self, Evidence};
use crate::protocol::dpop::{self, Fresh, Role};
use crate::protocol::{Server, Tokens, request_object};
use crate::trace::Step;
use crate::wire::{Failure, FailureKind, Params, Request, uri};

/// The private keys of a run. They never stand in its record.
#[derive(Clone, Default)]
pub struct Keys {
    /// The client's own, for its assertions and request objects.
    pub client: Option<Arc<SigningKey>>,
    /// The one that tokens are bound to (RFC 9449).
    pub dpop: Option<Arc<SigningKey>>,
}

/// Who vouches for a request.
#[derive(Clone, Copy, Debug)]
pub enum Proof<'a> {
    /// The client proves itself, and what it is given is bound to the key for DPoP, where there is one.
    Client(&'a Server),
    /// The client proves itself; it is given nothing that could be bound.
    ClientAlone(&'a Server),
    /// An access token is shown, with a proof of the key that it is bound to.
    Token(&'a Tokens),
}

/// The values that servers want to see in proofs: each origin has its own, and each kind of server (RFC 9449 8, 9).
pub type DpopNonces = BTreeMap<(String, Role), String>;

impl std::fmt::Debug for Keys {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Keys")
            .field("client", &self.client.as_deref().map(SigningKey::kid))
            .field("dpop", &self.dpop.as_deref().map(SigningKey::kid))
            .finish()
    }
}

impl<W: World, G: Guide> Run<W, G> {
    /// Sends a request with its proof. Where the server wants a nonce in the proof, the request goes exactly once more.
    pub async fn ask(&mut self, step: Step, request: Request, proof: Proof<'_>) -> Result<usize, Stop> {
        let index = self.send_proven(step, request.clone(), proof).await?;
        let (sent, response) = (&self.trace.exchanges[index].request, self.response(index));
        let Some(demand) = response.filter(|response| dpop::demanded(sent, response).is_some()) else {
            return Ok(index);
        };
        let checks = dpop::accept_demand(sent, demand, None).into_all();
        self.show(step, Some(index), &checks).await?;
        self.send_proven(step, request, proof).await
    }

    /// The request with its proof, as it would go now.
    pub fn proven(&mut self, mut request: Request, proof: Proof<'_>) -> Result<Request, Failure> {
        self.prove(&mut request, proof)?;
        Ok(request)
    }

    async fn send_proven(&mut self, step: Step, mut request: Request, proof: Proof<'_>) -> Result<usize, Stop> {
        self.prove(&mut request, proof).map_err(|failure| Stop::failed(step, failure))?;
        let key = (uri::origin(&request.url).to_owned(), role(proof));
        let index = self.send(step, request).await?;
        // Any answer may bring a new one, a good one as well (RFC 9449 8.2).
        if let Some(nonce) = self.response(index).and_then(|response| response.headers.get(dpop::NONCE)) {
            let nonce = nonce.to_owned();
            self.dpop_nonces.insert(key, nonce);
        }
        Ok(index)
    }

    /// Signs an authorization request with the client's key, or with its secret (RFC 9101).
    pub(super) fn sign_request(&mut self, server: &Server, params: &Params) -> Result<String, Failure> {
        let (now, jti) = (seconds(self.now()), self.draw()?);
        let evidence = Evidence { key: self.keys.client.as_deref(), now, jti: &jti };
        request_object::sign(&self.trace.plan.client, server, evidence, params).ok_or_else(|| {
            local("a request object takes a key or a secret to sign it with, and the client has neither")
        })
    }

    fn prove(&mut self, request: &mut Request, proof: Proof<'_>) -> Result<(), Failure> {
        let now = seconds(self.now());
        let token = match proof {
            Proof::Client(server) | Proof::ClientAlone(server) => {
                let jti = self.draw()?;
                let evidence = Evidence { key: self.keys.client.as_deref(), now, jti: &jti };
                client_auth::apply(&self.trace.plan.client, server, evidence, request)
                    .ok_or_else(|| local("what the client authentication takes is not there"))?;
                None
            }
            Proof::Token(tokens) => {
                request.headers.push("authorization", format!("{} {}", tokens.scheme(), tokens.access_token));
                Some(tokens.access_token.as_str())
            }
        };
        if !self.is_bound(proof) {
            return Ok(());
        }
        let jti = self.draw()?;
        let nonce = self.dpop_nonces.get(&(uri::origin(&request.url).to_owned(), role(proof)));
        let fresh = Fresh { now, jti: &jti, nonce: nonce.map(String::as_str), access_token: token };
        let note = self.keys.dpop.as_deref().and_then(|key| dpop::proof(key, request, fresh));
        request.headers.push(dpop::HEADER, note.ok_or_else(|| local("cannot sign the DPoP proof"))?);
        Ok(())
    }

    /// Whether the request carries a proof of the key that tokens are bound to.
    fn is_bound(&self, proof: Proof<'_>) -> bool {
        self.keys.dpop.is_some()
            && match proof {
                Proof::Client(_) => true,
                Proof::ClientAlone(_) => false,
                Proof::Token(tokens) => tokens.is_dpop(),
            }
    }
}

fn role(proof: Proof<'_>) -> Role {
    match proof {
        Proof::Client(_) | Proof::ClientAlone(_) => Role::Authorization,
        Proof::Token(_) => Role::Resource,
    }
}

fn local(detail: &str) -> Failure {
    Failure::new(FailureKind::Local, detail.to_owned())
}

pub(super) fn seconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
