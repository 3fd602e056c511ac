//! What can be told of a server before any login: from its documents and its keys alone.

use std::collections::BTreeSet;

use serde_json::Value;

use super::conduct::{self, check, pass_or};
use super::judge::Bench;
use crate::jose::{Jwk, Jwks, from_base64url};
use crate::protocol::check::{or_absent, quoted};
use crate::protocol::discovery::{self, Convention, Place};
use crate::protocol::{Check, Metadata, Needs, Verdict, keys};
use crate::trace::{Exchange, Step};
use crate::wire::{json, uri};

/// A document that was found: in which exchange, and where it was looked for.
struct Found {
    exchange: usize,
    place: Place,
    document: Metadata,
}

/// Members that two documents must not tell differently; with the others a client only misses something.
const TELLING: [&str; 6] = [
    "issuer",
    "authorization_endpoint",
    "token_endpoint",
    "jwks_uri",
    "userinfo_endpoint",
    "code_challenge_methods_supported",
];

/// Every rule about documents and keys.
pub(super) fn judge(bench: &mut Bench<'_>) {
    let found = documents(bench);
    let main = found.first();
    if let Some(main) = main {
        examine(bench, main.exchange, &main.place);
        conduct::promises(bench, Some(main.exchange), &main.document);
        for check in about(&main.document).into_iter().chain([agreement(&found)]) {
            bench.find(Some(main.exchange), check);
        }
    } else if let Some((exchange, place)) = asked(bench).into_iter().next() {
        // The first answer tells best why there is no document.
        examine(bench, exchange, &place);
    }
    keys_of(bench, main.map(|main| &main.document));
}

fn about(document: &Metadata) -> Vec<Check> {
    let mut checks = vec![issuer_form(document), types(document), pkce_plain(document)];
    checks.extend(document.is_openid().then(|| rs256(document)));
    checks
}

/// The places that were asked, with their exchanges.
fn asked(bench: &Bench<'_>) -> Vec<(usize, Place)> {
    let issuer = bench.trace.plan.server.issuer.as_deref().unwrap_or_default();
    let places = discovery::places(issuer);
    let place_of = |exchange: &Exchange| places.iter().find(|place| place.url == exchange.request.url).cloned();
    let all = bench.trace.exchanges.iter().enumerate().filter(|(_, exchange)| exchange.step == Step::Discover);
    all.filter_map(|(index, exchange)| Some((index, place_of(exchange)?))).collect()
}

fn documents(bench: &Bench<'_>) -> Vec<Found> {
    let read = |(exchange, place): (usize, Place)| {
        let response = bench.trace.exchanges[exchange].response.as_ref().filter(|it| discovery::is_document(it))?;
        let document = Metadata(json::object(response.body.octets()).ok()?);
        Some(Found { exchange, place, document })
    };
    asked(bench).into_iter().filter_map(read).collect()
}

fn examine(bench: &mut Bench<'_>, exchange: usize, place: &Place) {
    let trace = bench.trace;
    let Some(response) = &trace.exchanges[exchange].response else { return };
    let needs = Needs { members: needed(response.body.octets()), ..trace.plan.needs() };
    bench.take(exchange, discovery::accept(&trace.plan.server, needs, place, response));
}

/// Where no grant goes through the browser nobody is sent there (RFC 8414 2).
fn needed(document: &[u8]) -> &'static [&'static str] {
    let grants = json::object(document).ok().map(Metadata).and_then(|document| {
        let listed = document.list("grant_types_supported")?;
        Some(listed.iter().any(|grant| matches!(*grant, "authorization_code" | "implicit")))
    });
    if grants == Some(false) { &["token_endpoint"] } else { &["authorization_endpoint", "token_endpoint"] }
}

fn issuer_form(document: &Metadata) -> Check {
    let issuer = document.text("issuer");
    let right = issuer.is_some_and(|issuer| {
        let safe = uri::is_https(issuer) || (uri::is_http(issuer) && uri::is_loopback(issuer));
        safe && !issuer.contains(['?', '#']) && !uri::is_ambiguous(issuer)
    });
    let expected = "https (http on this machine only), neither ? nor #";
    check("metadata-issuer-form", pass_or(right, Verdict::Fail), expected, or_absent(issuer))
}

/// Compares the document that counts with every other one, member by member.
fn agreement(found: &[Found]) -> Check {
    const ID: &str = "metadata-documents-agree";
    let expected = "the same members with the same values in every document";
    let [main, others @ ..] = found else {
        return check(ID, Verdict::Unjudged, expected, "there is none");
    };
    // A third place that no specification knows is no second document.
    let others: Vec<&Found> = others.iter().filter(|it| it.place.convention != Convention::OAuthAppended).collect();
    if others.is_empty() {
        return check(ID, Verdict::Pass, expected, "there is one document only");
    }
    let differing: BTreeSet<&str> =
        others.iter().flat_map(|other| differences(&main.document, &other.document)).collect();
    let verdict = match differing.iter().any(|name| TELLING.contains(name)) {
        _ if differing.is_empty() => Verdict::Pass,
        true => Verdict::Fail,
        false => Verdict::Warn,
    };
    let named: Vec<&str> = differing.into_iter().collect();
    let seen = if named.is_empty() { "they do".to_owned() } else { format!("they differ in {}", named.join(", ")) };
    check(ID, verdict, expected, seen)
}

/// Members that both have with different values, and telling ones that only one has.
fn differences<'a>(main: &'a Metadata, other: &'a Metadata) -> Vec<&'a str> {
    let names: BTreeSet<&str> = main.0.keys().chain(other.0.keys()).map(String::as_str).collect();
    let differs = |name: &&str| match (main.0.get(*name), other.0.get(*name)) {
        (Some(one), Some(two)) => !same(one, two),
        // An OAuth document need not repeat what belongs to OpenID Connect.
        _ => matches!(*name, "issuer" | "authorization_endpoint" | "token_endpoint" | "jwks_uri"),
    };
    names.into_iter().filter(differs).collect()
}

/// Lists are compared without their order.
fn same(one: &Value, two: &Value) -> bool {
    match (one, two) {
        (Value::Array(one), Value::Array(two)) => {
            one.len() == two.len()
                && one.iter().all(|item| two.contains(item))
                && two.iter().all(|item| one.contains(item))
        }
        _ => one == two,
    }
}

/// The type of a member is in its name (RFC 8414 2, OpenID Connect Discovery 3).
fn types(document: &Metadata) -> Check {
    const FLAGS: [&str; 10] = [
        "claims_parameter_supported",
        "request_parameter_supported",
        "request_uri_parameter_supported",
        "authorization_response_iss_parameter_supported",
        "frontchannel_logout_supported",
        "frontchannel_logout_session_supported",
        "backchannel_logout_supported",
        "backchannel_logout_session_supported",
        "backchannel_user_code_parameter_supported",
        "pre-authorized_grant_anonymous_access_supported",
    ];
    const OBJECTS: [&str; 1] = ["request_authentication_methods_supported"];
    // A member that nobody has registered yet may be of any type.
    const LISTS: [&str; 7] = [
        "scopes",
        "claims",
        "_values_supported",
        "_methods_supported",
        "_types_supported",
        "_modes_supported",
        "_locales_supported",
    ];
    let wrong = document.0.iter().filter_map(|(name, value)| {
        let is = if FLAGS.contains(&name.as_str()) || name.starts_with("require_") || name.starts_with("tls_client_") {
            ("a flag", value.is_boolean())
        } else if OBJECTS.contains(&name.as_str()) || name == "mtls_endpoint_aliases" {
            ("an object", value.is_object())
        } else if LISTS.iter().any(|end| name.ends_with(end) || name.strip_suffix("_supported") == Some(*end)) {
            ("a list of strings", value.as_array().is_some_and(|list| list.iter().all(Value::is_string)))
        } else if name.ends_with("_endpoint") || matches!(name.as_str(), "issuer" | "jwks_uri") {
            ("a string", value.is_string())
        } else {
            return None;
        };
        (!is.1).then(|| format!("{name} is not {}", is.0))
    });
    let wrong: Vec<String> = wrong.collect();
    let seen = if wrong.is_empty() { "they are".to_owned() } else { wrong.join(", ") };
    check("metadata-member-types", pass_or(wrong.is_empty(), Verdict::Fail), "each member of its type", seen)
}

fn pkce_plain(document: &Metadata) -> Check {
    let listed = document.list("code_challenge_methods_supported").unwrap_or_default();
    let seen = if listed.is_empty() { "none".to_owned() } else { listed.join(", ") };
    check("metadata-pkce-plain", pass_or(!listed.contains(&"plain"), Verdict::Fail), "not plain", seen)
}

fn rs256(document: &Metadata) -> Check {
    let listed = document.list("id_token_signing_alg_values_supported").unwrap_or_default();
    check("metadata-openid-rs256", pass_or(listed.contains(&"RS256"), Verdict::Fail), "RS256", listed.join(", "))
}

fn keys_of(bench: &mut Bench<'_>, document: Option<&Metadata>) {
    let Some((index, exchange)) = bench.last(Step::Keys) else { return };
    let Some(response) = &exchange.response else {
        let why = exchange.failure.as_ref().map_or("no answer", |failure| failure.kind.words());
        let check = check("jwks-usable", Verdict::Fail, "200 and at least one key", why);
        return bench.find(Some(index), check);
    };
    let response = response.clone();
    bench.take(index, keys::accept(&response));
    let Some(jwks) = keys::read(&response).filter(|jwks| !jwks.0.is_empty()) else { return };
    bench.find(Some(index), strength(&jwks));
    bench.find(Some(index), signing_keys(&jwks, document));
    bench.find(Some(index), labels(&jwks));
}

/// How many bits an RSA key has.
#[must_use]
pub fn rsa_bits(key: &Jwk) -> Option<usize> {
    let modulus = from_base64url(key.text("n")?)?;
    let first = modulus.iter().position(|octet| *octet != 0)?;
    let leading = usize::try_from(modulus[first].leading_zeros()).ok()?;
    Some((modulus.len() - first) * 8 - leading)
}

fn strength(jwks: &Jwks) -> Check {
    let weak = jwks.0.iter().filter_map(|key| {
        let name = key.text("kid").map_or_else(|| "a key without kid".to_owned(), quoted);
        match (key.text("kty"), rsa_bits(key)) {
            (Some("RSA"), Some(bits)) if bits < 2048 => Some(format!("{name} has {bits} bits")),
            (Some("RSA"), None) => Some(format!("{name} has no readable n")),
            _ => None,
        }
    });
    let weak: Vec<String> = weak.collect();
    let seen = if weak.is_empty() { "all are".to_owned() } else { weak.join(", ") };
    check("jwks-key-strength", pass_or(weak.is_empty(), Verdict::Fail), "RSA of 2048 bits or more", seen)
}

/// One key for one of the listed algorithms is needed by every client; one for each of them is promised.
fn signing_keys(jwks: &Jwks, document: Option<&Metadata>) -> Check {
    const ALL: [&str; 10] = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"];
    let listed = document.and_then(|document| document.list("id_token_signing_alg_values_supported"));
    let listed: Vec<&str> = listed.into_iter().flatten().filter(|alg| ALL.contains(alg) || *alg == "Ed25519").collect();
    let has = |alg: &&str| !jwks.candidates(alg, None).is_empty();
    let missing: Vec<&str> = listed.iter().copied().filter(|alg| !has(alg)).collect();
    let (verdict, seen) = match (listed.iter().any(has), missing.is_empty()) {
        (_, true) if !listed.is_empty() => (Verdict::Pass, "there is one for each".to_owned()),
        (false, _) if listed.is_empty() && ALL.iter().any(has) => (Verdict::Pass, "there is one".to_owned()),
        (false, _) => (Verdict::Fail, "there is no signature key that could be used".to_owned()),
        (true, _) => (Verdict::Warn, format!("none for {}", missing.join(", "))),
    };
    let expected = if listed.is_empty() { "a signature key".to_owned() } else { listed.join(", ") };
    check("jwks-signing-key", verdict, &expected, seen)
}

fn labels(jwks: &Jwks) -> Check {
    let bare: Vec<String> = jwks
        .0
        .iter()
        .filter(|key| key.text("use").is_none() && key.text("alg").is_none() && !key.0.contains_key("key_ops"))
        .map(|key| key.text("kid").map_or_else(|| "a key without kid".to_owned(), quoted))
        .collect();
    let seen = if bare.is_empty() { "each does".to_owned() } else { format!("nothing said by {}", bare.join(", ")) };
    check("jwks-use-alg", pass_or(bare.is_empty(), Verdict::Fail), "use, alg or key_ops", seen)
}

#[cfg(test)]
mod tests;
