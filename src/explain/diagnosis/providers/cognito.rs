//! Amazon Cognito: bare codes without a description.

use super::{Known, Sign, known};

const SOURCE: &str = "Amazon Cognito developer guide and reports of users; documented, not tried live";

const fn say(name: (&'static str, &'static str, Sign), meaning: (&'static str, &'static str, &'static str)) -> Known {
    known(name, "Amazon Cognito", meaning, SOURCE)
}

/// What it is known to say.
pub(super) const ALL: &[Known] = &[
    say(
        ("cognito-redirect", "redirect_mismatch", Sign::SilentAt(&["amazoncognito.com"])),
        (
            "the redirect URI is not an allowed callback",
            "the browser stands at `/error?error=redirect_mismatch`: the redirect URI is no callback URL of the app client; http is taken for `localhost` alone, not for 127.0.0.1",
            "in the app client, add the callback URL `http://localhost:PORT/callback` and use that very string",
        ),
    ).flags("--redirect-uri http://localhost:8400/callback"),
    say(
        ("cognito-redirect-code", "redirect_mismatch (code)", Sign::Code("redirect_mismatch")),
        (
            "the redirect URI is not an allowed callback",
            "the redirect URI is no callback URL of the app client",
            "in the app client, add exactly this callback URL",
        ),
    ),
    say(
        ("cognito-client", "invalid_client", Sign::CodeAt("invalid_client", &["amazoncognito.com"])),
        (
            "the secret is wrong or missing",
            "the secret is wrong, or the app client has none and one was sent, or has one and none was sent; no description tells which",
            "in the app client, look whether it has a secret, and compare it",
        ),
    ).flags("--auth-method client_secret_basic"),
    say(
        ("cognito-unauthorized", "unauthorized_client", Sign::CodeAt("unauthorized_client", &["amazoncognito.com"])),
        (
            "the code grant is not enabled",
            "the app client has the authorization code grant switched off, or no identity provider switched on",
            "in the app client's hosted UI settings, enable both",
        ),
    ),
    say(
        ("cognito-grant", "invalid_grant", Sign::CodeAt("invalid_grant", &["amazoncognito.com"])),
        (
            "the code is spent, expired or of another client",
            "one bare code for a code that is spent, older than five minutes, of another redirect URI or of another client",
            "one text for many causes: what this record clears stands below; take a fresh code and redeem it once",
        ),
    ).flags("--run"),
];
