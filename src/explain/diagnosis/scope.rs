//! Scopes, consent, and tokens that did not come because nobody asked for them.

use super::facts::Facts;
use super::{Diagnosis, Row, Standing, row};
use crate::trace::{Ending, Step};

pub(super) const ROWS: &[Row] = &[
    row("scope-not-listed", "a scope that the server does not list", not_listed),
    row("scope-not-allowed", "a scope that this client may not have", not_allowed),
    row("openid-missing", "openid was not asked for", openid_missing),
    row("no-openid-connect", "the server speaks plain OAuth", plain_oauth),
    row("refresh-token-withheld", "offline_access was not granted", no_refresh),
    row("scope-too-small", "the access token was granted too little", too_small),
    row("access-token-refused", "the API does not take the access token", token_refused),
    row("user-said-no", "the user, or a rule of the server, said no", said_no),
];

fn asked(facts: &Facts<'_>) -> Vec<String> {
    facts.trace.scope_asked()
}

fn unlisted(facts: &Facts<'_>) -> Vec<String> {
    let listed = facts.listed("scopes_supported").unwrap_or_default();
    asked(facts).into_iter().filter(|scope| !listed.is_empty() && !listed.contains(&scope.as_str())).collect()
}

fn concerns(facts: &Facts<'_>) -> bool {
    facts.denied_asking(&["invalid_scope"]) || facts.denied_proving(&["invalid_scope"])
}

fn not_listed(facts: &Facts<'_>) -> Standing {
    if !concerns(facts) {
        return Standing::Aside;
    }
    let unlisted = unlisted(facts);
    if unlisted.is_empty() {
        return match facts.listed("scopes_supported") {
            Some(_) => Standing::RuledOut("the metadata lists every scope that was asked for".to_owned()),
            None => Standing::Aside,
        };
    }
    let rest: Vec<String> = asked(facts).into_iter().filter(|scope| !unlisted.contains(scope)).collect();
    let flags = if rest.is_empty() { "--scope openid".to_owned() } else { format!("--scope \"{}\"", rest.join(" ")) };
    Diagnosis::likely(
        "a scope is misspelt, or belongs to another authorization server",
        "ask for what this server lists, or ask the server that has this scope",
    )
    .because(format!("not in scopes_supported: {}", unlisted.join(" ")))
    .because_some(facts.saying())
    .try_with(facts.again(&plain(&flags)))
    .open()
}

fn not_allowed(facts: &Facts<'_>) -> Standing {
    if !concerns(facts) {
        return Standing::Aside;
    }
    Diagnosis::possible(
        "a scope is not allowed for this client",
        "at the provider, allow the scope for this client, or ask for less",
    )
    .because(format!("asked for: {}", asked(facts).join(" ")))
    .because_some(facts.saying())
    .try_with(facts.again("--scope openid"))
    .open()
}

/// A flag that a shell takes as it stands.
fn plain(flags: &str) -> String {
    let safe = flags.chars().all(|c| c.is_ascii_alphanumeric() || " \"-._~:/".contains(c));
    if safe { flags.to_owned() } else { "--scope SCOPE".to_owned() }
}

/// Whether tokens came and the login went on with them.
fn has_tokens(facts: &Facts<'_>) -> bool {
    facts.tokens().is_some_and(|tokens| tokens.contains_key("access_token"))
}

fn openid_missing(facts: &Facts<'_>) -> Standing {
    let speaks = facts.metadata.as_ref().is_some_and(crate::protocol::Metadata::is_openid);
    let without = facts.tokens().is_some_and(|tokens| !tokens.contains_key("id_token"));
    let asked = asked(facts);
    let concerns = facts.trace.ended == Ending::Finished && speaks && has_tokens(facts) && without;
    if !concerns || asked.iter().any(|scope| scope == "openid") {
        return Standing::Aside;
    }
    Diagnosis::certain(
        "no ID token came, since the scope `openid` was not asked for",
        "ask for `openid` besides, where the login is to say who the user is (OpenID Connect Core 3.1.2.1)",
    )
    .because(format!("asked for: {}", if asked.is_empty() { "nothing".to_owned() } else { asked.join(" ") }))
    .because("the metadata is that of an OpenID Connect server")
    .try_with(facts.again(&plain(&format!("--scope \"openid {}\"", asked.join(" ")))))
    .open()
}

fn plain_oauth(facts: &Facts<'_>) -> Standing {
    if facts.refused("token-id-token-present").is_none() {
        return Standing::Aside;
    }
    let listed = facts.listed("scopes_supported").is_some_and(|listed| listed.contains(&"openid"));
    let speaks = facts.metadata.as_ref().is_some_and(crate::protocol::Metadata::is_openid);
    let (cause, change) = if speaks || listed {
        (
            "the server speaks OpenID Connect and gives this client no ID token",
            "at the provider, allow the scope openid and the response of an ID token for this client",
        )
    } else {
        (
            "the server speaks plain OAuth and knows no ID token: `openid` means nothing to it",
            "do not ask for openid; who the user is, an API of the provider tells",
        )
    };
    Diagnosis::likely(cause, change)
        .because(if speaks { "its metadata is that of OpenID Connect" } else { "it has no metadata of OpenID Connect" })
        .try_with(facts.again("--scope NAME"))
        .open()
}

fn no_refresh(facts: &Facts<'_>) -> Standing {
    let asked = asked(facts).iter().any(|scope| scope == "offline_access");
    let without =
        facts.tokens().is_some_and(|tokens| !tokens.get("refresh_token").is_some_and(serde_json::Value::is_string));
    if facts.trace.ended != Ending::Finished || !asked || !without || !has_tokens(facts) {
        return Standing::Aside;
    }
    Diagnosis::likely(
        "offline_access was asked for, and no refresh token came: the provider gives this client none, or wants consent anew",
        "at the provider, allow refresh tokens for this client; some give one only with `prompt=consent` (OpenID Connect Core 11)",
    )
    .try_with(facts.again("--scope \"openid offline_access\" --set authorize.prompt=consent"))
    .open()
}

fn at_api(facts: &Facts<'_>) -> bool {
    facts.step().is_some_and(|step| matches!(step.name(), "userinfo" | "call")) && facts.error().is_some()
}

fn too_small(facts: &Facts<'_>) -> Standing {
    let small = facts.error().is_some_and(|error| error.error == "insufficient_scope" || error.status == Some(403));
    if !at_api(facts) || !small {
        return Standing::Aside;
    }
    let granted =
        facts.tokens().and_then(|tokens| tokens.get("scope").and_then(|scope| scope.as_str().map(str::to_owned)));
    Diagnosis::likely(
        "the token is genuine but was granted too little for this API",
        "ask for the scope that the API wants",
    )
    .because(format!("granted: {}", granted.unwrap_or_else(|| asked(facts).join(" "))))
    .because_some(wanted(facts))
    .try_with(facts.again("--scope \"openid profile\""))
    .open()
}

/// The scope that a challenge names (RFC 6750 3).
fn wanted(facts: &Facts<'_>) -> Option<String> {
    let challenges = facts.response()?.headers.challenges();
    let scope = challenges.iter().flat_map(|challenge| &challenge.params).find(|(name, _)| name == "scope")?;
    Some(format!("the API wants: {}", scope.1))
}

fn token_refused(facts: &Facts<'_>) -> Standing {
    if !at_api(facts) || matches!(too_small(facts), Standing::Open(_)) {
        return Standing::Aside;
    }
    let sent = facts.message().and_then(|message| message.request.headers.get("authorization")).is_some();
    Diagnosis::likely(
        "the API does not take this access token: it is meant for another API, was revoked, or did not arrive",
        "compare the audience or resource that the API wants with the one that was asked for; look for a proxy that drops Authorization",
    )
    .because(if sent { "the token was sent in the Authorization header" } else { "no Authorization header was sent" })
    .because_some(facts.saying())
    .try_with(facts.again("--set authorize.resource=URL"))
    .open()
}

fn said_no(facts: &Facts<'_>) -> Standing {
    if !facts.denied_asking(&["access_denied"]) || facts.step() == Some(Step::Redeem) {
        return Standing::Aside;
    }
    let policy =
        facts.says(&["policy", "not assigned", "not allowed", "admin", "blocked", "conditional", "unauthorized"]);
    let (cause, change) = if policy {
        (
            "a rule of the server forbids this user or this app",
            "at the provider, assign the user to the app, or look at its policies",
        )
    } else {
        ("somebody pressed Cancel on the consent page, or a rule of the server forbids it", "run it again and consent")
    };
    Diagnosis::likely(cause, change).because_some(facts.saying()).try_with(facts.again("")).open()
}
