//! A token by itself: what can be said of it without the login that it came from.

use serde_json::Value;

use super::{Finding, token_kinds};
use crate::jose::{Hmac, Jwk, Jwks, Jwt, Purpose, Signature, verify_with_key, verify_with_secret};
use crate::protocol::check::{or_absent, quoted};
use crate::protocol::{Checks, Verdict};

/// What a token is held against.
#[derive(Clone, Copy, Debug)]
pub struct Basis<'a> {
    /// The time, in seconds since 1970.
    pub now: f64,
    /// How far clocks may differ, in seconds.
    pub skew: f64,
    /// What the signature is checked with.
    pub keys: &'a Keys,
    /// The issuer that was asked for its keys, where one was.
    pub issuer: Option<&'a str>,
}

/// What a signature is checked with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keys {
    /// Nothing was given.
    NotGiven,
    /// They were to be had somewhere and could not; why.
    Unavailable(String),
    /// A key set.
    Set(Jwks),
    /// The octets of a secret.
    Secret(Vec<u8>),
}

/// From this many seconds on (the year 5138) a time is one in milliseconds.
pub const MILLISECONDS: f64 = 1e11;
/// From here on it is one in microseconds.
pub const MICROSECONDS: f64 = 1e14;
/// The claims that are times.
pub const TIMES: [&str; 4] = ["iat", "nbf", "exp", "auth_time"];

/// Every finding about a token.
#[must_use]
pub fn judge_token(jwt: &Jwt, purpose: Purpose, basis: &Basis<'_>) -> Vec<Finding> {
    let mut checks = Checks::default();
    check_alg(&mut checks, jwt);
    check_crit(&mut checks, jwt);
    check_header_key(&mut checks, jwt, purpose);
    check_signature(&mut checks, jwt, purpose, basis.keys);
    check_issuer(&mut checks, jwt, purpose, basis.issuer);
    check_times(&mut checks, jwt);
    check_current(&mut checks, jwt, basis);
    token_kinds::check(&mut checks, jwt, purpose);
    checks.into_all().into_iter().filter_map(|check| Finding::of(check, None)).collect()
}

/// A time claim that is a number which can be one of seconds.
pub(super) fn time(jwt: &Jwt, name: &str) -> Option<f64> {
    jwt.claims.get(name)?.as_f64().filter(|seconds| (0.0..MILLISECONDS).contains(seconds))
}

fn check_alg(checks: &mut Checks, jwt: &Jwt) {
    let alg = jwt.header.get("alg").and_then(Value::as_str);
    let verdict = match alg {
        Some(name) if is_symmetric(name) || is_asymmetric(name) => Verdict::Pass,
        Some(name) if !name.eq_ignore_ascii_case("none") => Verdict::Warn,
        _ => Verdict::Fail,
    };
    checks.note("jwt-alg", verdict, "an algorithm of RFC 7518 or RFC 8037 other than `none`", or_absent(alg));
}

pub(super) fn is_asymmetric(alg: &str) -> bool {
    matches!(alg.get(..2), Some("RS" | "PS" | "ES")) || matches!(alg, "EdDSA" | "Ed25519" | "Ed448")
}

fn is_symmetric(alg: &str) -> bool {
    Hmac::named(alg).is_some()
}

fn check_crit(checks: &mut Checks, jwt: &Jwt) {
    let crit = jwt.header.get("crit");
    let seen = crit.map_or_else(|| "absent".to_owned(), ToString::to_string);
    let verdict = if crit.is_none() { Verdict::Pass } else { Verdict::Warn };
    checks.note("jwt-crit", verdict, "absent, or names that the receiver knows", seen);
}

/// A DPoP proof carries its key on purpose (RFC 9449 4.2).
fn check_header_key(checks: &mut Checks, jwt: &Jwt, purpose: Purpose) {
    let brought: Vec<&str> = ["jku", "jwk", "x5u"]
        .into_iter()
        .filter(|name| jwt.header.contains_key(*name) && (purpose, *name) != (Purpose::DpopProof, "jwk"))
        .collect();
    let seen = if brought.is_empty() { "none".to_owned() } else { brought.join(", ") };
    checks.judge("jwt-header-key", brought.is_empty(), "no jku, jwk or x5u", seen);
}

fn check_signature(checks: &mut Checks, jwt: &Jwt, purpose: Purpose, keys: &Keys) {
    const ID: &str = "jwt-signature";
    if jwt.alg().eq_ignore_ascii_case("none") {
        return checks.note(ID, Verdict::Fail, "a signature", "unsigned");
    }
    if jwt.signature().is_empty() {
        return checks.note(ID, Verdict::Unjudged, "a signature", "the third part is empty or was cut off");
    }
    if purpose == Purpose::DpopProof {
        return check_own_key(checks, jwt);
    }
    match keys {
        Keys::NotGiven => checks.note(ID, Verdict::Unjudged, "a key to check it with", "not checked: no key was given"),
        Keys::Unavailable(why) => {
            checks.note(ID, Verdict::Unjudged, "a key to check it with", format!("not checked: {why}"));
        }
        Keys::Set(_) if is_symmetric(jwt.alg()) => {
            let seen = format!("not checked: {} is made with a secret, and published keys are none", jwt.alg());
            checks.note(ID, Verdict::Unjudged, "the secret (--secret-file)", seen);
        }
        Keys::Set(jwks) => check_with_set(checks, jwt, jwks),
        Keys::Secret(_) if !is_symmetric(jwt.alg()) => {
            let seen = format!("not checked: {} is made with a private key, not with a secret", jwt.alg());
            checks.note(ID, Verdict::Unjudged, "the public keys (--issuer or --jwks)", seen);
        }
        Keys::Secret(secret) => {
            let valid = verify_with_secret(jwt, secret) == Signature::Valid;
            checks.judge(ID, valid, "made with the secret that was given", if valid { "it is" } else { "it is not" });
        }
    }
}

/// The key of a DPoP proof is in the proof: that it fits says who made it, not who that is.
fn check_own_key(checks: &mut Checks, jwt: &Jwt) {
    let key = jwt.header.get("jwk").and_then(Value::as_object).cloned().map(Jwk);
    let outcome = key.as_ref().map(|key| verify_with_key(jwt, key));
    let seen = match outcome {
        Some(Signature::Valid) => "it is",
        Some(Signature::Invalid) => "it is not",
        Some(_) => "the key in jwk cannot be used",
        None => "there is no jwk",
    };
    checks.judge("jwt-signature", outcome == Some(Signature::Valid), "made with the key in jwk", seen);
}

fn check_with_set(checks: &mut Checks, jwt: &Jwt, jwks: &Jwks) {
    const ID: &str = "jwt-signature";
    let expected = jwt
        .kid()
        .map_or_else(|| "made with one of the keys".to_owned(), |kid| format!("made with the key {}", quoted(kid)));
    let candidates = jwks.candidates(jwt.alg(), jwt.kid());
    if candidates.is_empty() {
        let names: Vec<&str> = jwks.0.iter().map(|key| key.text("kid").unwrap_or("(without kid)")).collect();
        let seen = format!("no such key for {}; there are: {}", quoted(jwt.alg()), names.join(", "));
        return checks.note(ID, Verdict::Fail, expected, seen);
    }
    let outcomes: Vec<Signature> = candidates.into_iter().map(|key| verify_with_key(jwt, key)).collect();
    if outcomes.contains(&Signature::UnknownAlgorithm) {
        let seen = format!("not checked: {} cannot be checked here", jwt.alg());
        return checks.note(ID, Verdict::Unjudged, expected, seen);
    }
    let seen = match outcomes.contains(&Signature::Valid) {
        true => "it is",
        // Microsoft hashes the nonce of such a token before it signs: only Microsoft Graph can check it.
        false if jwt.header.contains_key("nonce") => {
            "it is not; a `nonce` in the header is how tokens for Microsoft Graph look, which nobody else can check"
        }
        false => "it is not",
    };
    checks.judge(ID, seen == "it is", expected, seen);
}

fn check_issuer(checks: &mut Checks, jwt: &Jwt, purpose: Purpose, issuer: Option<&str>) {
    let Some(issuer) = issuer.filter(|_| !purpose.is_made_by_client()) else { return };
    let iss = jwt.text("iss");
    checks.judge("jwt-issuer", iss == Some(issuer), quoted(issuer), or_absent(iss));
}

fn check_times(checks: &mut Checks, jwt: &Jwt) {
    let mut wrong: Vec<String> = TIMES.iter().filter_map(|name| mistake(name, jwt.claims.get(*name)?)).collect();
    if let (Some(iat), Some(exp)) = (time(jwt, "iat"), time(jwt, "exp"))
        && exp <= iat
    {
        wrong.push("exp is not after iat".to_owned());
    }
    let seen = if wrong.is_empty() { "they are".to_owned() } else { wrong.join("; ") };
    checks.judge("jwt-times", wrong.is_empty(), "iat, nbf, exp and auth_time, where they are there, in seconds", seen);
}

/// What is wrong with the form of a time.
fn mistake(name: &str, value: &Value) -> Option<String> {
    let Some(number) = value.as_f64() else { return Some(format!("{name} is no number: {value}")) };
    if number >= MICROSECONDS {
        Some(format!("{name} {value}: microseconds or less instead of seconds"))
    } else if number >= MILLISECONDS {
        Some(format!("{name} {value}: milliseconds instead of seconds"))
    } else {
        (number < 0.0).then(|| format!("{name} {value}: before 1970"))
    }
}

fn check_current(checks: &mut Checks, jwt: &Jwt, basis: &Basis<'_>) {
    let expected = format!("nbf before and exp after now, {:.0}", basis.now);
    let (nbf, exp) = (time(jwt, "nbf"), time(jwt, "exp"));
    let (verdict, seen) = match (nbf, exp) {
        (_, Some(exp)) if exp <= basis.now - basis.skew => {
            (Verdict::Fail, format!("expired {:.0} s ago", basis.now - exp))
        }
        (Some(nbf), _) if nbf > basis.now + basis.skew => {
            (Verdict::Fail, format!("not valid for another {:.0} s", nbf - basis.now))
        }
        (_, Some(exp)) => (Verdict::Pass, format!("it is, for another {:.0} s", exp - basis.now)),
        (_, None) if jwt.claims.contains_key("exp") => (Verdict::Unjudged, "exp cannot be read".to_owned()),
        // A proof ends by the age of its iat, which each server judges by itself.
        (_, None) => (Verdict::Pass, "it never expires by itself: exp is absent".to_owned()),
    };
    checks.note("jwt-current", verdict, expected, seen);
}

#[cfg(test)]
mod tests;
