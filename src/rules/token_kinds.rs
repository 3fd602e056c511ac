//! What each kind of JWT has to hold.

use serde_json::Value;

use super::token::{is_asymmetric, time};
use crate::jose::{Jwk, Jwt, Purpose};
use crate::protocol::check::or_absent;
use crate::protocol::{Checks, Verdict};
use crate::wire::uri;

/// An hour (RFC 6750 5.3).
const SHORT: f64 = 3600.0;

pub(super) fn check(checks: &mut Checks, jwt: &Jwt, purpose: Purpose) {
    match purpose {
        Purpose::AccessToken => access_token(checks, jwt),
        Purpose::IdToken => id_token(checks, jwt),
        Purpose::DpopProof => proof(checks, jwt),
        Purpose::ClientAssertion => assertion(checks, jwt),
        Purpose::RequestObject => request_object(checks, jwt),
        Purpose::AuthorizationResponse => {
            require(checks, "signed-response-claims", jwt, (&["iss", "aud", "exp"], Verdict::Fail));
        }
        Purpose::LogoutToken => logout_token(checks, jwt),
        Purpose::RefreshToken | Purpose::Introspection | Purpose::Unknown => {}
    }
}

/// A token that does not say that it follows RFC 9068 breaks no promise: what is missing is worth a word then.
fn access_token(checks: &mut Checks, jwt: &Jwt) {
    let typ = jwt.header.get("typ").and_then(Value::as_str);
    let claims_to = typ.is_some_and(|typ| bare(typ) == "at+jwt");
    let otherwise = if claims_to { Verdict::Fail } else { Verdict::Warn };
    checks.note("access-token-typ", if claims_to { Verdict::Pass } else { Verdict::Warn }, "at+jwt", or_absent(typ));
    let required = ["iss", "exp", "aud", "sub", "client_id", "iat", "jti"];
    require(checks, "access-token-claims", jwt, (&required, otherwise));
    scope(checks, jwt);
    lifetime(checks, jwt);
}

fn scope(checks: &mut Checks, jwt: &Jwt) {
    let (right, seen) = match (jwt.claims.get("scope"), jwt.claims.contains_key("scp")) {
        (Some(Value::String(_)), _) => (true, "it is".to_owned()),
        (Some(other), _) => (false, format!("scope is {other}")),
        (None, true) => (false, "scp instead of scope".to_owned()),
        (None, false) => (true, "absent".to_owned()),
    };
    checks.judge("access-token-scope", right, "a string, or absent", seen);
}

fn lifetime(checks: &mut Checks, jwt: &Jwt) {
    let (Some(iat), Some(exp)) = (time(jwt, "iat"), time(jwt, "exp")) else { return };
    let bound = jwt.claims.contains_key("cnf");
    let seen = format!("{:.0} min{}", (exp - iat) / 60.0, if bound { ", bound to a key by cnf" } else { "" });
    checks.judge("access-token-lifetime", bound || exp - iat <= SHORT, "60 min at most, or bound by cnf", seen);
}

fn id_token(checks: &mut Checks, jwt: &Jwt) {
    require(checks, "id-token-claims", jwt, (&["iss", "sub", "aud", "exp", "iat"], Verdict::Fail));
    let sub = jwt.text("sub");
    let right = sub.is_some_and(|sub| (1..=255).contains(&sub.len()) && sub.is_ascii());
    let seen = jwt.claims.get("sub").map_or_else(|| "absent".to_owned(), ToString::to_string);
    checks.judge("id-token-sub", right, "1 to 255 ASCII characters", seen);
}

fn proof(checks: &mut Checks, jwt: &Jwt) {
    let typ = jwt.header.get("typ").and_then(Value::as_str);
    let key = jwt.header.get("jwk").and_then(Value::as_object).cloned().map(Jwk);
    let mut wrong = Vec::new();
    if typ != Some("dpop+jwt") {
        wrong.push(format!("typ {}", or_absent(typ)));
    }
    if !is_asymmetric(jwt.alg()) {
        wrong.push(format!("alg {}", or_absent(Some(jwt.alg()))));
    }
    match &key {
        None => wrong.push("no jwk".to_owned()),
        Some(key) if key.is_private() => wrong.push("the private key stands in jwk".to_owned()),
        Some(_) => {}
    }
    let seen = if wrong.is_empty() { "it does".to_owned() } else { wrong.join(", ") };
    checks.judge("proof-header", wrong.is_empty(), "typ dpop+jwt, an asymmetric alg, a public jwk", seen);
    require(checks, "proof-claims", jwt, (&["jti", "htm", "htu", "iat"], Verdict::Fail));
    if let Some(htu) = jwt.text("htu") {
        checks.judge("proof-htu", uri::without_query(htu) == htu, "neither ? nor #", or_absent(Some(htu)));
    }
}

fn assertion(checks: &mut Checks, jwt: &Jwt) {
    // RFC 7523 3 leaves jti to the two sides; OpenID Connect Core 9 requires it.
    let required = ["iss", "sub", "aud", "exp"];
    if jwt.claims.contains_key("jti") {
        require(checks, "assertion-claims", jwt, (&required, Verdict::Fail));
    } else {
        let with_jti = ["iss", "sub", "aud", "exp", "jti"];
        let complete = required.iter().all(|name| jwt.claims.contains_key(*name));
        let verdict = if complete { Verdict::Warn } else { Verdict::Fail };
        require(checks, "assertion-claims", jwt, (&with_jti, verdict));
    }
    let (iss, sub) = (jwt.text("iss"), jwt.text("sub"));
    let seen = format!("iss {}, sub {}", or_absent(iss), or_absent(sub));
    checks.judge("assertion-names-client", iss.is_some() && iss == sub, "twice the same", seen);
}

fn request_object(checks: &mut Checks, jwt: &Jwt) {
    let missing: Vec<&str> = ["iss", "aud"].into_iter().filter(|name| !jwt.claims.contains_key(*name)).collect();
    let inside: Vec<&str> =
        ["request", "request_uri"].into_iter().filter(|name| jwt.claims.contains_key(*name)).collect();
    let client = jwt.text("client_id").is_none_or(|id| jwt.text("iss").is_none_or(|iss| iss == id));
    let mut wrong: Vec<String> = missing.iter().map(|name| format!("{name} is missing")).collect();
    wrong.extend(inside.iter().map(|name| format!("{name} stands inside")));
    wrong.extend((!client).then(|| "iss is not client_id".to_owned()));
    let seen = if wrong.is_empty() { "it does".to_owned() } else { wrong.join(", ") };
    checks.judge("request-object-claims", wrong.is_empty(), "iss, aud, neither request nor request_uri", seen);
}

fn logout_token(checks: &mut Checks, jwt: &Jwt) {
    let required = ["iss", "aud", "iat", "exp", "jti", "events"];
    let mut wrong: Vec<&str> = required.into_iter().filter(|name| !jwt.claims.contains_key(*name)).collect();
    if !jwt.claims.contains_key("sub") && !jwt.claims.contains_key("sid") {
        wrong.push("sub or sid");
    }
    let nonce = jwt.claims.contains_key("nonce");
    let mut seen = if wrong.is_empty() { "all are there".to_owned() } else { format!("missing: {}", wrong.join(", ")) };
    if nonce {
        seen.push_str(", and a nonce, which must not be");
    }
    checks.judge("logout-token-claims", wrong.is_empty() && !nonce, "all of them, and no nonce", seen);
}

fn require(checks: &mut Checks, id: &'static str, jwt: &Jwt, (names, otherwise): (&[&str], Verdict)) {
    let missing: Vec<&str> = names.iter().copied().filter(|name| !jwt.claims.contains_key(*name)).collect();
    let seen = if missing.is_empty() { "all are there".to_owned() } else { format!("missing: {}", missing.join(", ")) };
    checks.note(id, if missing.is_empty() { Verdict::Pass } else { otherwise }, names.join(", "), seen);
}

/// `typ` without what may be left out of it (RFC 7515 4.1.9).
fn bare(typ: &str) -> String {
    let typ = typ.to_ascii_lowercase();
    typ.strip_prefix("application/").unwrap_or(&typ).to_owned()
}
