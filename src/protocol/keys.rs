//! The server's public keys (RFC 7517; OpenID Connect Core 10.1).

use super::{Checks, Examined, Verdict};
use crate::jose::Jwks;
use crate::wire::{Request, Response, json};

/// The request for the key set.
#[must_use]
pub fn request(jwks_uri: &str) -> Request {
    let mut request = Request::get(jwks_uri);
    request.headers.push("accept", "application/json");
    request
}

/// Reads the key set without judging it.
#[must_use]
pub fn read(response: &Response) -> Option<Jwks> {
    let document = json::object(response.body.octets()).ok()?;
    (response.status == 200).then(|| Jwks::parse(&document.into()))?
}

/// Examines the key set.
#[must_use]
pub fn accept(response: &Response) -> Examined<Jwks> {
    let mut checks = Checks::default();
    let jwks = read(response);
    let seen = match &jwks {
        Some(jwks) => format!("200, {} keys", jwks.0.len()),
        None => format!("{}, no key set", response.status),
    };
    checks.judge("jwks-usable", jwks.as_ref().is_some_and(|jwks| !jwks.0.is_empty()), "200 and at least one key", seen);
    if let Some(jwks) = &jwks {
        check_public(&mut checks, jwks);
        check_names(&mut checks, jwks);
    }
    checks.accept(jwks)
}

fn check_public(checks: &mut Checks, jwks: &Jwks) {
    let leaked: Vec<&str> =
        jwks.0.iter().filter(|key| key.is_private()).map(|key| key.text("kid").unwrap_or("without kid")).collect();
    let seen = if leaked.is_empty() { "none".to_owned() } else { format!("in: {}", leaked.join(", ")) };
    checks.judge("jwks-public", leaked.is_empty(), "no private or symmetric member", seen);
}

fn check_names(checks: &mut Checks, jwks: &Jwks) {
    let mut names: Vec<Option<&str>> = jwks.0.iter().map(|key| key.text("kid")).collect();
    names.sort_unstable();
    let right =
        names.len() < 2 || (names.iter().all(Option::is_some) && names.windows(2).all(|pair| pair[0] != pair[1]));
    let verdict = if right { Verdict::Pass } else { Verdict::Warn };
    let seen = if right { "they do" } else { "a kid is missing or repeated" };
    checks.note("jwks-kid-unique", verdict, "several keys each have a kid of their own", seen);
}
