//! The ID token: why its key, its signature, its audience or its nonce does not fit.

use serde_json::{Map, Value};

use super::facts::Facts;
use super::{Diagnosis, Row, Standing, open_if, row};
use crate::jose::Jwks;
use crate::protocol::{id_token, keys};
use crate::trace::Step;

pub(super) const ROWS: &[Row] = &[
    row("kid-unknown", "the token names a key that is not published", kid_unknown),
    row("signature-wrong", "the signature was not made with the published key", signature),
    row("token-unsigned", "the token is not signed", unsigned),
    row("alg-by-secret", "the token is signed with the client secret", by_secret),
    row("alg-not-listed", "an algorithm that is not listed", not_listed),
    row("nonce-not-returned", "the provider returns no nonce", no_nonce),
    row("nonce-of-another-login", "the nonce of another login", other_nonce),
    row("aud-other-client", "the token is for another client", audience),
    row("id-token-encrypted", "the token is encrypted", encrypted),
];

/// Header and claims of the token that came.
fn token(facts: &Facts<'_>) -> Option<(Map<String, Value>, Map<String, Value>)> {
    id_token::read(facts.tokens()?.get("id_token")?.as_str()?)
}

fn header(facts: &Facts<'_>, name: &str) -> Option<String> {
    token(facts)?.0.get(name)?.as_str().map(str::to_owned)
}

fn jwks(facts: &Facts<'_>) -> Option<Jwks> {
    keys::accept(facts.trace.last(Step::Keys)?.response.as_ref()?).outcome.ok()
}

fn published(jwks: &Jwks) -> String {
    let kids: Vec<String> =
        jwks.0.iter().take(8).map(|key| format!("`{}`", key.text("kid").unwrap_or("no kid"))).collect();
    if kids.is_empty() { "none".to_owned() } else { kids.join(", ") }
}

fn kid_unknown(facts: &Facts<'_>) -> Standing {
    let found = facts.refused("idtoken-signature").and_then(|_| header(facts, "kid").zip(jwks(facts)));
    let found = found.filter(|(kid, jwks)| !jwks.0.iter().any(|key| key.text("kid") == Some(kid)));
    open_if(found.map(|(kid, jwks)| {
        let looks = facts.trace.of(Step::Keys).count();
        Diagnosis::certain(
            format!("the token is signed with the key `{kid}`, which the server does not publish"),
            "at the provider, publish the key before signing with it and drop the cache in front of jwks_uri; or give the \
             right key set: --jwks-uri URL",
        )
        .because(format!("published are: {}", published(&jwks)))
        .because(format!("the keys were fetched {looks} times, so it is no cache of this program"))
        .try_with(facts.again("--jwks-uri URL"))
    }))
}

fn signature(facts: &Facts<'_>) -> Standing {
    let Some(jwks) = facts.refused("idtoken-signature").and_then(|_| jwks(facts)) else { return Standing::Aside };
    let kid = header(facts, "kid");
    let named = jwks.0.iter().any(|key| kid.as_deref().is_some_and(|kid| key.text("kid") == Some(kid)));
    if kid.is_some() && !named {
        return Standing::RuledOut("the key that it names is not there to check with".to_owned());
    }
    Diagnosis::likely(
        "the token was signed with another key than the one that is published, or changed after it was signed",
        "at the provider, compare the signing key with the published one of the same kid; a proxy or a copy of another \
         environment may stand behind one of the two URLs",
    )
    .because(format!("the token names `{}`; published are: {}", kid.as_deref().unwrap_or("no kid"), published(&jwks)))
    .try_with(facts.again("--jwks-uri URL"))
    .open()
}

fn alg(facts: &Facts<'_>) -> Option<String> {
    facts.refused("idtoken-alg")?;
    header(facts, "alg")
}

fn unsigned(facts: &Facts<'_>) -> Standing {
    open_if(alg(facts).filter(|alg| alg.eq_ignore_ascii_case("none")).map(|alg| {
        Diagnosis::certain(
            "the ID token is not signed at all",
            "at the provider, choose RS256 or ES256 for this client's ID tokens (`id_token_signed_response_alg`)",
        )
        .because(format!("its header says alg `{alg}`"))
    }))
}

fn by_secret(facts: &Facts<'_>) -> Standing {
    open_if(alg(facts).filter(|alg| alg.starts_with("HS")).map(|alg| {
        let public = !facts.plan.client.is_confidential();
        let why = if public { "this client has no secret to check it with" } else { "the metadata does not list it" };
        Diagnosis::certain(
            format!("the ID token is signed by {alg}, with a secret instead of a key pair"),
            "at the provider, choose RS256 or ES256 for this client's ID tokens (`id_token_signed_response_alg`)",
        )
        .because(why)
    }))
}

fn not_listed(facts: &Facts<'_>) -> Standing {
    let found = alg(facts).filter(|alg| !alg.starts_with("HS") && !alg.eq_ignore_ascii_case("none"));
    open_if(found.map(|alg| {
        let listed = facts.listed("id_token_signing_alg_values_supported").unwrap_or_default().join(", ");
        Diagnosis::certain(
            format!("the ID token is signed by {alg}, which the metadata does not list"),
            "at the provider, list what is used, or use what is listed",
        )
        .because(format!("listed are: {}", if listed.is_empty() { "none" } else { &listed }))
    }))
}

fn nonces(facts: &Facts<'_>) -> Option<(Option<String>, Option<String>)> {
    facts.refused("idtoken-nonce")?;
    let (_, claims) = token(facts)?;
    let came = claims.get("nonce").and_then(Value::as_str).map(str::to_owned);
    Some((facts.asked.get("nonce").map(str::to_owned), came))
}

fn no_nonce(facts: &Facts<'_>) -> Standing {
    let found = nonces(facts).filter(|(_, came)| came.is_none());
    open_if(found.map(|(asked, _)| {
        let evidence =
            if asked.is_some() { "a nonce was in the authorization request" } else { "no nonce reached the server" };
        Diagnosis::certain(
            "the provider does not return the nonce in the ID token, as OpenID Connect Core 3.1.3.7 wants it",
            "tell the provider; until then the ID token is bound to this login by PKCE and state alone, so keep both",
        )
        .because(evidence)
        .because("some providers are known for it, such as LinkedIn, Asana, DocuSign, Dropbox and QuickBooks")
        .try_with(facts.again("--no-nonce"))
    }))
}

fn other_nonce(facts: &Facts<'_>) -> Standing {
    let found = nonces(facts).and_then(|(asked, came)| came.map(|came| (asked, came)));
    open_if(found.map(|(asked, came)| {
        Diagnosis::likely(
            "the ID token is of another login: a cached one, a second tab, or a slipped-in code",
            "close other tabs of this login; at the provider, look for a cache, and for federation that passes on the token of its own \
             login",
        )
        .because(format!("sent `{}`, received `{came}`", asked.as_deref().unwrap_or("none")))
        .try_with(facts.again("--set authorize.prompt=login"))
    }))
}

fn audience(facts: &Facts<'_>) -> Standing {
    let found = facts.refused("idtoken-aud").or(facts.refused("idtoken-azp")).and_then(|_| token(facts));
    open_if(found.map(|(_, claims)| {
        let aud = claims.get("aud").map_or_else(|| "absent".to_owned(), ToString::to_string);
        Diagnosis::likely(
            "the ID token is made out to somebody else, or to somebody besides",
            "at the provider, look which client the token is issued to and what adds audiences (mappers, extra resources)",
        )
        .because(format!("aud is {aud}, and this client is `{}`", facts.plan.client.client_id))
    }))
}

fn encrypted(facts: &Facts<'_>) -> Standing {
    let parts = || facts.tokens()?.get("id_token")?.as_str().map(|token| token.split('.').count());
    open_if(facts.refused("idtoken-form").and_then(|_| parts()).filter(|parts| *parts == 5).map(|_| {
        Diagnosis::certain(
            "the ID token is encrypted: it has five parts",
            "at the provider, switch off ID token encryption for this client (`id_token_encrypted_response_alg`)",
        )
    }))
}
