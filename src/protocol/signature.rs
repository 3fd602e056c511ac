//! Whose signature is under a JWT of the server: a published key made it, or the client secret, never anything that the
//! JWT brings along (RFC 8725 3.1).

use super::check::quoted;
use super::{Checks, Client, Verdict};
use crate::jose::{Jwk, Jwks, Jwt, Signature, verify_with_key, verify_with_secret};

/// The keys that count.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known<'a> {
    pub(super) jwks: Option<&'a Jwks>,
    pub(super) client: &'a Client,
}

/// Notes under this id whether the signature is right.
pub(super) fn check(checks: &mut Checks, id: &'static str, jwt: &Jwt, known: Known<'_>) {
    if jwt.alg().starts_with("HS") {
        return check_hmac(checks, id, jwt, known.client);
    }
    let expected = match jwt.kid() {
        Some(kid) => format!("made with the server's key {}", quoted(kid)),
        None => "made with a key of the server".to_owned(),
    };
    let Some(jwks) = known.jwks else {
        return checks.judge(id, false, expected, "the server's keys could not be had");
    };
    let candidates = jwks.candidates(jwt.alg(), jwt.kid());
    if candidates.is_empty() {
        let names: Vec<&str> = jwks.0.iter().filter_map(|key| key.text("kid")).collect();
        let seen = format!("no such key for {}; the server publishes: {}", quoted(jwt.alg()), names.join(", "));
        return checks.judge(id, false, expected, seen);
    }
    let outcome = try_all(jwt, &candidates);
    checks.judge(id, outcome == Signature::Valid, expected, words(&outcome));
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

/// An HMAC is made with the octets of the client secret, never with a public key (OpenID Connect Core 10.1).
fn check_hmac(checks: &mut Checks, id: &'static str, jwt: &Jwt, client: &Client) {
    let expected = "made with the client secret";
    match &client.client_secret {
        Some(secret) if secret.is_empty() => checks.note(id, Verdict::Fail, expected, "the client secret is empty"),
        Some(secret) => {
            let outcome = verify_with_secret(jwt, secret);
            checks.judge(id, outcome == Signature::Valid, expected, words(&outcome));
        }
        None => checks.note(id, Verdict::Fail, expected, "a public client has none"),
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
