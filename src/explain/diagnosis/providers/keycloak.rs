//! Keycloak: short English sentences in `error_description`.

use super::{Known, Sign, known};

const SOURCE: &str = "Keycloak source and reports of users; documented, not tried live";

const fn say(name: (&'static str, &'static str, Sign), meaning: (&'static str, &'static str, &'static str)) -> Known {
    known(name, "Keycloak", meaning, SOURCE)
}

/// What it is known to say.
pub(super) const ALL: &[Known] = &[
    say(
        ("keycloak-code-not-valid", "Code not valid", Sign::CodeSays("invalid_grant", &["code not valid"])),
        (
            "the code is unknown, spent or expired",
            "one text for a code that is spent, expired or unknown: by default it lives for a minute",
            "one text for many causes: what this record clears stands below; take a fresh code and redeem it once",
        ),
    )
    .flags("--run"),
    say(
        ("keycloak-pkce", "PKCE verification failed", Sign::Says(&["pkce verification failed"])),
        (
            "the code_verifier does not match",
            "the code_verifier does not match the code_challenge, or none was sent",
            "keep the verifier with the login that it was drawn for",
        ),
    )
    .flags(""),
    say(
        ("keycloak-redirect", "Incorrect redirect_uri", Sign::CodeSays("invalid_grant", &["incorrect redirect_uri"])),
        (
            "the redirect URI differs at the token endpoint",
            "the redirect_uri of the token request is not the one that the code was issued for",
            "send the same redirect_uri with both requests",
        ),
    )
    .flags(""),
    say(
        (
            "keycloak-challenge-method",
            "Missing parameter: code_challenge_method",
            Sign::CodeSays("invalid_request", &["missing parameter: code_challenge_method"]),
        ),
        (
            "the client demands PKCE",
            "the client is set to demand PKCE by one method, and the request named none",
            "send code_challenge and code_challenge_method=S256",
        ),
    )
    .flags("--pkce S256"),
    say(
        (
            "keycloak-credentials",
            "Invalid client or Invalid client credentials",
            Sign::Says(&["invalid client or invalid client credentials"]),
        ),
        (
            "the secret or the client is wrong",
            "the secret is wrong, the client has another authenticator, or a `+` in the secret was not form-encoded",
            "in the client's Credentials, compare the authenticator and the secret; its realm is in the issuer",
        ),
    )
    .flags("--auth-method client_secret_post"),
    say(
        ("keycloak-standard-flow", "standard flow disabled", Sign::Says(&["standard flow is disabled"])),
        (
            "the code flow is switched off",
            "the client has Standard flow switched off",
            "in the client's settings, under Capability config, switch Standard flow on",
        ),
    ),
    say(
        (
            "keycloak-not-allowed",
            "Client not allowed for direct access grants",
            Sign::Says(&["not allowed for direct access grants"]),
        ),
        (
            "the password grant is switched off",
            "the client has Direct access grants switched off, as it should be",
            "use the authorization code flow",
        ),
    ),
    say(
        ("keycloak-user-disabled", "Account disabled", Sign::Says(&["account disabled"])),
        ("the account is disabled", "the user's account is disabled", "in the user's details, enable it"),
    ),
];
