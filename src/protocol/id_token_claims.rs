//! The claims of an ID token, one by one (OpenID Connect Core 2 and 3.1.3.7).

use serde_json::Value;

use super::check::{or_absent, quoted};
use super::id_token::{Expectation, Times};
use super::issuer;
use super::{Checks, Verdict};
use crate::jose::Jwt;

/// An ID token for a login that began just now is not older than this, in seconds.
const FRESH: f64 = 600.0;
/// A time this far ahead (50 years) is milliseconds taken for seconds.
const ABSURD: f64 = 1_576_800_000.0;

/// Every claim, in the order of Core 3.1.3.7.
pub(super) fn check_claims(checks: &mut Checks, jwt: &Jwt, expectation: &Expectation<'_>) {
    check_iss(checks, jwt, expectation);
    check_aud(checks, jwt, &expectation.client.client_id);
    check_azp(checks, jwt, &expectation.client.client_id);
    check_exp(checks, jwt, &expectation.times);
    check_iat(checks, jwt, &expectation.times);
    check_nbf(checks, jwt, &expectation.times);
    check_nonce(checks, jwt, expectation);
    check_sub(checks, jwt);
}

fn check_iss(checks: &mut Checks, jwt: &Jwt, expectation: &Expectation<'_>) {
    let iss = jwt.text("iss");
    let of_tenant = issuer::of_tenant(expectation.server, jwt.text("tid"));
    match (&expectation.server.issuer, of_tenant) {
        (Some(issuer), None) => checks.judge("idtoken-iss", iss == Some(issuer), quoted(issuer), or_absent(iss)),
        (Some(issuer), Some(theirs)) => {
            let verdict = match iss {
                Some(iss) if iss == issuer => Verdict::Pass,
                Some(iss) if iss == theirs => Verdict::Warn,
                _ => Verdict::Fail,
            };
            checks.note("idtoken-iss", verdict, quoted(&theirs), or_absent(iss));
        }
        (None, _) => checks.note("idtoken-iss", Verdict::Unjudged, "unknown: no issuer was given", or_absent(iss)),
    }
}

/// The client must be in the audience, and nobody else whom it does not trust (step 3).
fn check_aud(checks: &mut Checks, jwt: &Jwt, client_id: &str) {
    let audiences = audiences(jwt);
    let whole = jwt.claims.get("aud").and_then(Value::as_array).is_none_or(|many| many.len() == audiences.len());
    let right = whole && audiences == [client_id];
    let seen = jwt.claims.get("aud").map_or_else(|| "absent".to_owned(), ToString::to_string);
    checks.judge("idtoken-aud", right, format!("{} alone", quoted(client_id)), seen);
}

fn audiences(jwt: &Jwt) -> Vec<&str> {
    match jwt.claims.get("aud") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn check_azp(checks: &mut Checks, jwt: &Jwt, client_id: &str) {
    let azp = jwt.claims.get("azp");
    let right = match azp {
        Some(azp) => azp == client_id,
        None => audiences(jwt).len() < 2,
    };
    let seen = azp.map_or_else(|| "absent".to_owned(), ToString::to_string);
    checks.judge("idtoken-azp", right, format!("absent or {}", quoted(client_id)), seen);
}

fn check_exp(checks: &mut Checks, jwt: &Jwt, times: &Times) {
    let expected = format!("a number after now, {:.0}", times.now);
    match time(jwt, "exp") {
        Ok(Some(exp)) if exp - times.now > ABSURD => {
            checks.judge("idtoken-exp", false, expected, format!("{exp:.0}: milliseconds instead of seconds?"));
        }
        Ok(Some(exp)) => {
            let right = exp > times.now - times.skew;
            checks.judge("idtoken-exp", right, expected, relative(exp, times, right));
        }
        Ok(None) => checks.judge("idtoken-exp", false, expected, "absent"),
        Err(seen) => checks.judge("idtoken-exp", false, expected, seen),
    }
}

fn check_iat(checks: &mut Checks, jwt: &Jwt, times: &Times) {
    let expected = format!("a number within the last 10 min before now, {:.0}", times.now);
    match time(jwt, "iat") {
        Ok(Some(iat)) => {
            let right = iat <= times.now + times.skew && iat >= times.now - FRESH - times.skew;
            checks.judge("idtoken-iat", right, expected, relative(iat, times, right));
        }
        Ok(None) => checks.judge("idtoken-iat", false, expected, "absent"),
        Err(seen) => checks.judge("idtoken-iat", false, expected, seen),
    }
}

fn check_nbf(checks: &mut Checks, jwt: &Jwt, times: &Times) {
    let expected = format!("absent, or a number not after now, {:.0}", times.now);
    match time(jwt, "nbf") {
        Ok(Some(nbf)) => {
            let right = nbf <= times.now + times.skew;
            checks.judge("idtoken-nbf", right, expected, relative(nbf, times, right));
        }
        Ok(None) => checks.judge("idtoken-nbf", true, expected, "absent"),
        Err(seen) => checks.judge("idtoken-nbf", false, expected, seen),
    }
}

/// A time claim: a number, also one with a fraction (RFC 7519 2); a string is none.
pub(super) fn time(jwt: &Jwt, claim: &str) -> Result<Option<f64>, String> {
    match jwt.claims.get(claim) {
        None => Ok(None),
        Some(Value::Number(number)) => Ok(number.as_f64()),
        Some(other) => Err(format!("{other}: not a number")),
    }
}

/// A time in words; where it is wrong, with what the server's own clock says.
pub(super) fn relative(time: f64, times: &Times, right: bool) -> String {
    let distance = time - times.now;
    let words = if distance >= 0.0 { format!("in {distance:.0} s") } else { format!("{:.0} s ago", -distance) };
    match times.server.map(|server| server - times.now).filter(|offset| !right && offset.abs() >= 1.0) {
        Some(offset) => {
            let way = if offset > 0.0 { "ahead of" } else { "behind" };
            format!("{time:.0} ({words}); the server's clock is {:.0} s {way} ours by its Date header", offset.abs())
        }
        None => format!("{time:.0} ({words})"),
    }
}

/// Sent: it must come back. Not sent: none may be there (Core 3.1.3.7 step 11).
fn check_nonce(checks: &mut Checks, jwt: &Jwt, expectation: &Expectation<'_>) {
    let (sent, seen) = (expectation.nonces.nonce.as_deref(), jwt.claims.get("nonce"));
    let right = seen.and_then(Value::as_str) == sent && (sent.is_some() || seen.is_none());
    let seen = seen.map_or_else(|| "absent".to_owned(), ToString::to_string);
    checks.judge("idtoken-nonce", right, or_absent(sent), seen);
}

fn check_sub(checks: &mut Checks, jwt: &Jwt) {
    let sub = jwt.text("sub");
    let right = sub.is_some_and(|sub| (1..=255).contains(&sub.len()));
    let seen = jwt.claims.get("sub").map_or_else(|| "absent".to_owned(), ToString::to_string);
    checks.judge("idtoken-sub", right, "a string of 1 to 255 characters", seen);
}
