//! The ID token: the whole of OpenID Connect Core 3.1.3.7, every step of it, in its order.

use std::time::{Duration, UNIX_EPOCH};

use serde_json::{Map, Value};

use super::check::{or_absent, quoted};
use super::id_token_claims::check_claims;
use super::{Checks, Client, Examined, Nonces, Server, Verdict};
use crate::jose::{Jwk, Jwks, Jwt, Signature, verify_with_key, verify_with_secret};
use crate::wire::Response;

/// An ID token of which every word was checked.
#[derive(Clone, Debug, PartialEq)]
pub struct IdToken {
    sub: String,
    claims: Map<String, Value>,
}

/// What the token is held against.
#[derive(Clone, Copy, Debug)]
pub struct Expectation<'a> {
    /// The server of this login.
    pub server: &'a Server,
    /// Our client.
    pub client: &'a Client,
    /// What was drawn for this login.
    pub nonces: &'a Nonces,
    /// The access token that came along, for `at_hash`.
    pub access_token: &'a str,
    /// The server's keys; none where they could not be had.
    pub jwks: Option<&'a Jwks>,
    /// The time on our clock and on the server's.
    pub times: Times,
}

/// The clocks, in seconds since 1970.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    /// When the token was received, on our clock.
    pub now: f64,
    /// The same moment on the server's clock, from its Date header.
    pub server: Option<f64>,
    /// How far clocks may differ.
    pub skew: f64,
}

impl Times {
    /// The clocks at the moment at which an answer was received.
    #[must_use]
    pub fn at(now: f64, response: &Response, skew: u64) -> Self {
        let date = response.headers.get("date").and_then(|date| httpdate::parse_http_date(date).ok());
        let server = date.and_then(|date| date.duration_since(UNIX_EPOCH).ok()).map(|since| since.as_secs_f64());
        Self { now, server, skew: Duration::from_secs(skew).as_secs_f64() }
    }
}

impl IdToken {
    /// The user, as the server names him: unique and never reassigned within the issuer (Core 2).
    #[must_use]
    pub fn sub(&self) -> &str {
        &self.sub
    }

    /// All claims.
    #[must_use]
    pub fn claims(&self) -> &Map<String, Value> {
        &self.claims
    }
}

/// Whether the token names a key that the set does not hold: worth one more look at the server's keys, not two.
#[must_use]
pub fn names_unknown_key(compact: &str, jwks: &Jwks) -> bool {
    Jwt::parse(compact).is_ok_and(|jwt| {
        !jwt.alg().starts_with("HS") && jwt.kid().is_some() && jwks.candidates(jwt.alg(), jwt.kid()).is_empty()
    })
}

/// Whether the signature is one that the server's published keys are needed for: all but an HMAC.
#[must_use]
pub fn needs_keys(compact: &str) -> bool {
    Jwt::parse(compact).is_ok_and(|jwt| !jwt.alg().starts_with("HS"))
}

/// Header and claims as they are written, of a token that nobody has checked yet; the signature is not looked at.
#[must_use]
pub fn read(compact: &str) -> Option<(Map<String, Value>, Map<String, Value>)> {
    let (input, _) = compact.rsplit_once('.')?;
    Jwt::parse(&format!("{input}.")).ok().map(|jwt| (jwt.header, jwt.claims))
}

/// Examines an ID token.
#[must_use]
pub fn accept(compact: &str, expectation: &Expectation<'_>) -> Examined<IdToken> {
    let mut checks = Checks::default();
    let jwt = match Jwt::parse(compact) {
        Ok(jwt) => jwt,
        Err(reason) => {
            checks.judge("idtoken-form", false, "three parts of base64url, JSON inside", reason.to_string());
            return checks.accept(None);
        }
    };
    checks.judge("idtoken-form", true, "three parts of base64url, JSON inside", "so it is");
    check_crit(&mut checks, &jwt);
    if check_alg(&mut checks, &jwt, expectation.server) {
        check_signature(&mut checks, &jwt, expectation);
    } else {
        checks.note("idtoken-signature", Verdict::Unjudged, "an algorithm that may be used", "not looked at");
    }
    check_claims(&mut checks, &jwt, expectation);
    let sub = jwt.text("sub").map(str::to_owned);
    checks.accept(sub.map(|sub| IdToken { sub, claims: jwt.claims }))
}

/// No extension is understood here, so whatever `crit` lists must be refused (RFC 7515 4.1.11).
fn check_crit(checks: &mut Checks, jwt: &Jwt) {
    let crit = jwt.header.get("crit");
    let seen = crit.map_or_else(|| "absent".to_owned(), ToString::to_string);
    checks.judge("idtoken-crit", crit.is_none(), "no critical header that is unknown here", seen);
}

/// The algorithm is one that the server lists, else RS256; `none` is never taken (Core 3.1.3.7 steps 6 and 7, Core 2).
fn check_alg(checks: &mut Checks, jwt: &Jwt, server: &Server) -> bool {
    let listed = server.metadata.as_ref().and_then(|document| document.list("id_token_signing_alg_values_supported"));
    let allowed: Vec<&str> =
        listed.unwrap_or_else(|| vec!["RS256"]).into_iter().filter(|alg| !alg.eq_ignore_ascii_case("none")).collect();
    let alg = jwt.header.get("alg").and_then(Value::as_str);
    let right = alg.is_some_and(|alg| allowed.contains(&alg));
    // An HMAC is for clients that registered for it (Core 10.1), which is not known here.
    let verdict = match (right, alg.is_some_and(|alg| alg.starts_with("HS"))) {
        (true, false) => Verdict::Pass,
        (true, true) => Verdict::Warn,
        (false, _) => Verdict::Fail,
    };
    checks.note("idtoken-alg", verdict, format!("one of {}", allowed.join(", ")), or_absent(alg));
    right
}

fn check_signature(checks: &mut Checks, jwt: &Jwt, expectation: &Expectation<'_>) {
    const ID: &str = "idtoken-signature";
    if jwt.alg().starts_with("HS") {
        return check_hmac(checks, jwt, expectation);
    }
    let expected = match jwt.kid() {
        Some(kid) => format!("made with the server's key {}", quoted(kid)),
        None => "made with a key of the server".to_owned(),
    };
    let Some(jwks) = expectation.jwks else {
        return checks.judge(ID, false, expected, "the server's keys could not be had");
    };
    let candidates = jwks.candidates(jwt.alg(), jwt.kid());
    if candidates.is_empty() {
        let known: Vec<&str> = jwks.0.iter().filter_map(|key| key.text("kid")).collect();
        let seen = format!("no such key for {}; the server publishes: {}", quoted(jwt.alg()), known.join(", "));
        return checks.judge(ID, false, expected, seen);
    }
    let outcome = try_all(jwt, &candidates);
    checks.judge(ID, outcome == Signature::Valid, expected, words(&outcome));
}

/// Without a `kid` every key that fits is tried.
fn try_all(jwt: &Jwt, candidates: &[&Jwk]) -> Signature {
    let mut last = Signature::UnusableKey;
    for key in candidates {
        last = verify_with_key(jwt, key);
        if last == Signature::Valid {
            break;
        }
    }
    last
}

/// An HMAC is made with the octets of the client secret, never with a public key (Core 10.1).
fn check_hmac(checks: &mut Checks, jwt: &Jwt, expectation: &Expectation<'_>) {
    const ID: &str = "idtoken-signature";
    let expected = "made with the client secret";
    match &expectation.client.client_secret {
        Some(secret) if secret.is_empty() => checks.note(ID, Verdict::Fail, expected, "the client secret is empty"),
        Some(secret) => {
            let outcome = verify_with_secret(jwt, secret);
            checks.judge(ID, outcome == Signature::Valid, expected, words(&outcome));
        }
        None => checks.note(ID, Verdict::Fail, expected, "a public client has none"),
    }
}

fn words(signature: &Signature) -> &'static str {
    match signature {
        Signature::Valid => "it is",
        Signature::Invalid => "it is not",
        Signature::UnknownAlgorithm => "the algorithm cannot be checked here",
        Signature::UnusableKey => "the key cannot be used",
    }
}
