//! The ID token: the whole of OpenID Connect Core 3.1.3.7, every step of it, in its order.

use std::time::{Duration, UNIX_EPOCH};

use serde_json::{Map, Value};

use super::check::or_absent;
use super::id_token_binding::check_binding;
use super::id_token_claims::check_claims;
use super::signature::{self, Known};
use super::{Checks, Client, Demands, Examined, Nonces, ResponseType, Server, Verdict};
use crate::jose::{Algorithm, Jwks, Jwt};
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
    /// The access token that came along, for `at_hash`; none where no token came.
    pub access_token: Option<&'a str>,
    /// The server's keys; none where they could not be had.
    pub jwks: Option<&'a Jwks>,
    /// The time on our clock and on the server's.
    pub times: Times,
    /// How the token came, and what was asked of it.
    pub context: Context<'a>,
}

/// What goes beyond a token of the token endpoint that nothing special was asked of.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// What the authorization request demanded.
    pub demands: Option<&'a Demands>,
    /// The response type, where the token came through the browser.
    pub front: Option<ResponseType>,
    /// The code that this login was given, for `c_hash`.
    pub code: Option<&'a str>,
    /// The claims of the token that came through the browser before this one.
    pub before: Option<&'a Map<String, Value>>,
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
    /// Our clock alone, for what came through the browser.
    #[must_use]
    pub fn ours(now: f64, skew: u64) -> Self {
        Self { now, server: None, skew: Duration::from_secs(skew).as_secs_f64() }
    }

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
        let known = Known { jwks: expectation.jwks, client: expectation.client };
        signature::check(&mut checks, "idtoken-signature", &jwt, known);
    } else {
        checks.note("idtoken-signature", Verdict::Unjudged, "an algorithm that may be used", "not looked at");
    }
    check_claims(&mut checks, &jwt, expectation);
    check_binding(&mut checks, &jwt, expectation);
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
/// Where there is no document at all, what was registered is not known here: any signature by a private key.
fn check_alg(checks: &mut Checks, jwt: &Jwt, server: &Server) -> bool {
    let listed = match &server.metadata {
        Some(document) => document.list("id_token_signing_alg_values_supported").unwrap_or_else(|| vec!["RS256"]),
        None => Algorithm::ALL.iter().map(|known| known.name()).chain(["Ed25519"]).collect(),
    };
    let allowed: Vec<&str> = listed.into_iter().filter(|alg| !alg.eq_ignore_ascii_case("none")).collect();
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
