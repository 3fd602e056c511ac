//! DPoP: a proof, made for one request, that its sender holds the key which a token is bound to (RFC 9449).

use std::time::{Duration, SystemTime};

use serde_json::Value;

use super::client_auth::{LONGEST, once};
use super::reply::OAuthError;
use super::table::Table;
use super::{Code, Dpop, DpopNonce, Fault, Provider, Spent, unix};
use crate::jose::{Algorithm, Jwk, Jwt, Signature, verify_with_key};
use crate::wire::{Params, Request, Response};

/// A proof that was found in order.
pub(super) struct Proof {
    /// The thumbprint of its key (RFC 7638).
    pub(super) jkt: String,
    /// The hash of the access token that it was made for.
    pub(super) ath: Option<String>,
}

/// Who asks for a nonce: authorization server and resource server keep theirs apart (RFC 9449 9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NonceOf {
    Server,
    Resource,
}

/// What must not come twice, and what must come back.
pub(super) struct Proofs {
    pub(super) assertions: Table<()>,
    shown: Table<()>,
    nonces: Table<NonceOf>,
}

/// How old a proof may be, and how far ahead the clock of a client (RFC 9449 11.1: seconds or minutes).
const WINDOW: Duration = Duration::from_mins(5);
/// How many proofs and nonces are remembered.
const REMEMBERED: usize = 10_000;

impl Proofs {
    pub(super) fn new() -> Self {
        Self {
            assertions: Table::new(LONGEST * 2, REMEMBERED),
            shown: Table::new(WINDOW * 2, REMEMBERED),
            nonces: Table::new(WINDOW, REMEMBERED),
        }
    }
}

impl Provider {
    /// The proof of a request; none where none is shown, or where this server knows of none.
    pub(super) fn dpop_proof(
        &mut self,
        request: &Request,
        whose: NonceOf,
        now: SystemTime,
    ) -> Result<Option<Proof>, OAuthError> {
        if self.config.policy.dpop == Dpop::Off {
            return Ok(None);
        }
        let mut fields = request.headers.all("dpop");
        let Some(field) = fields.next() else { return Ok(None) };
        if fields.next().is_some() {
            return Err(wrong("there is more than one DPoP header field"));
        }
        let jwt = Jwt::parse(field.trim()).map_err(|why| wrong(format!("the DPoP proof is no JWT: {why}")))?;
        let key = self.check_signature_of_proof(&jwt)?;
        if !self.config.has(Fault::DpopProofUnchecked) {
            check_request(&jwt, request)?;
            check_age(&jwt, now)?;
        }
        self.check_nonce(&jwt, whose, now)?;
        let jkt = key.thumbprint().ok_or_else(|| wrong("jwk lacks a member that its type needs"))?;
        self.check_fresh(&jwt, &jkt, now)?;
        Ok(Some(Proof { jkt, ath: jwt.text("ath").map(ToOwned::to_owned) }))
    }

    /// The key that a code is to be bound to: named by `dpop_jkt`, or shown by a proof with a pushed request; where both
    /// come, they have to agree (RFC 9449 10 and 10.1).
    pub(super) fn dpop_jkt(
        &mut self,
        request: &Request,
        form: &Params,
        now: SystemTime,
    ) -> Result<Option<String>, OAuthError> {
        let named = form.get("dpop_jkt").map(ToOwned::to_owned);
        let shown = self.dpop_proof(request, NonceOf::Server, now)?.map(|proof| proof.jkt);
        match (named, shown) {
            (Some(named), Some(shown)) if named != shown => {
                Err(wrong("dpop_jkt names another key than the proof shows"))
            }
            (named, shown) => Ok(named.or(shown)),
        }
    }

    /// The same answer with a fresh nonce, where nonces are in play (RFC 9449 8.2).
    pub(super) fn with_nonce(
        &mut self,
        response: Response,
        request: &Request,
        whose: NonceOf,
        now: SystemTime,
    ) -> Response {
        let policy = &self.config.policy;
        let demanded = policy.dpop != Dpop::Off && policy.dpop_nonce == DpopNonce::Required;
        let answered = request.headers.get("dpop").is_some() && self.config.has(Fault::DpopNonceNeverGood);
        if !demanded && !answered {
            return response;
        }
        let nonce = self.draw();
        self.proofs.nonces.insert(nonce.clone(), whose, now);
        response.with("dpop-nonce", nonce)
    }

    /// A code is bound to the key that the authorization request named (RFC 9449 10).
    pub(super) fn check_code_key(&self, code: &Code, jkt: Option<&str>) -> Result<(), OAuthError> {
        match code.dpop_jkt.as_deref() {
            Some(bound) if jkt != Some(bound) && !self.config.has(Fault::DpopJktIgnored) => {
                Err(OAuthError::new("invalid_grant", "the code is bound to another key by dpop_jkt"))
            }
            _ => Ok(()),
        }
    }

    /// What a challenge for a nonce must never do.
    pub(super) fn spend_on_challenge(&mut self, refusal: &OAuthError, code: Option<&str>, now: SystemTime) {
        if refusal.error == "use_dpop_nonce"
            && self.config.has(Fault::DpopNonceSpendsCode)
            && let Some(code) = code.and_then(|code| self.codes.find_mut(code, now))
        {
            code.spent = Spent::Yes;
        }
    }

    fn check_signature_of_proof(&self, jwt: &Jwt) -> Result<Jwk, OAuthError> {
        let key = jwt.header.get("jwk").and_then(Value::as_object).cloned().map(Jwk);
        let key = key.ok_or_else(|| wrong("the header of the proof holds no jwk"))?;
        if self.config.has(Fault::DpopProofUnchecked) {
            return Ok(key);
        }
        if jwt.header.get("typ").and_then(Value::as_str) != Some("dpop+jwt") {
            return Err(wrong("typ of the proof is not dpop+jwt"));
        }
        if Algorithm::named(jwt.alg()).is_none() {
            return Err(wrong("alg of the proof is no signature that this server knows"));
        }
        if key.is_private() {
            return Err(wrong("jwk of the proof holds a private key"));
        }
        if jwt.header.contains_key("crit") {
            return Err(wrong("crit of the proof names what this server does not know"));
        }
        match verify_with_key(jwt, &key) {
            Signature::Valid => Ok(key),
            _ => Err(wrong("the signature of the proof was not made with its jwk")),
        }
    }

    fn check_nonce(&self, jwt: &Jwt, whose: NonceOf, now: SystemTime) -> Result<(), OAuthError> {
        let challenge = |why: &str| Err(OAuthError::new("use_dpop_nonce", why));
        if self.config.has(Fault::DpopNonceNeverGood) {
            return challenge("the proof has to hold a nonce of this server");
        }
        match jwt.text("nonce") {
            Some(nonce) if self.proofs.nonces.find(nonce, now) == Some(&whose) => Ok(()),
            _ if self.config.policy.dpop_nonce == DpopNonce::Off => Ok(()),
            Some(_) => challenge("the nonce of the proof is not one of this server, or too old"),
            None => challenge("the proof has to hold a nonce of this server"),
        }
    }

    /// Each proof is good once (RFC 9449 11.1).
    fn check_fresh(&mut self, jwt: &Jwt, jkt: &str, now: SystemTime) -> Result<(), OAuthError> {
        let jti = jwt.text("jti").filter(|jti| !jti.is_empty());
        if self.config.has(Fault::DpopProofUnchecked) {
            return Ok(());
        }
        let jti = jti.ok_or_else(|| wrong("jti of the proof is missing"))?;
        let is_new = self.proofs.shown.insert_new(once(Some(jkt), jti), now);
        if is_new || self.config.has(Fault::DpopProofReplay) {
            return Ok(());
        }
        Err(wrong("the proof has been used: each request needs one of its own"))
    }
}

/// The values of `dpop_signing_alg_values_supported`, and of `algs` in a challenge.
pub(super) fn algorithms() -> Vec<&'static str> {
    Algorithm::ALL.into_iter().map(Algorithm::name).collect()
}

/// RFC 9449 4.3, 8 and 9: the proof was made for this method and this address.
fn check_request(jwt: &Jwt, request: &Request) -> Result<(), OAuthError> {
    if jwt.text("htm") != Some(request.method.as_str()) {
        return Err(wrong(format!("htm of the proof is not {}", request.method)));
    }
    let here = target(&request.url);
    if here.is_none() || jwt.text("htu").and_then(target) != here {
        return Err(wrong(format!("htu of the proof is not {}", here.unwrap_or_default())));
    }
    Ok(())
}

/// RFC 9449 4.3, 11.
fn check_age(jwt: &Jwt, now: SystemTime) -> Result<(), OAuthError> {
    let issued = jwt.claims.get("iat").and_then(Value::as_f64);
    let issued = issued.ok_or_else(|| wrong("iat of the proof is not a number of seconds"))?;
    #[expect(clippy::cast_precision_loss, reason = "seconds of our age are far below 2^52")]
    let age = unix(now) as f64 - issued;
    if age.abs() > WINDOW.as_secs_f64() {
        return Err(wrong(format!("iat of the proof is {:.0} seconds from the time of this server", age.abs())));
    }
    Ok(())
}

/// An address without query and fragment, written as RFC 3986 6.2.2 and 6.2.3 would have it.
fn target(url: &str) -> Option<String> {
    let mut url = url::Url::parse(url).ok()?;
    url.set_query(None);
    url.set_fragment(None);
    Some(url.into())
}

fn wrong(why: impl Into<String>) -> OAuthError {
    OAuthError::new("invalid_dpop_proof", why)
}
