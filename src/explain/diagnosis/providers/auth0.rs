//! Auth0: `access_denied` where others say `invalid_client`.

use super::super::facts::Facts;
use super::{Known, Sign, known};

const SOURCE: &str = "Auth0 documentation and reports of users; documented, not tried live";

const fn say(name: (&'static str, &'static str, Sign), meaning: (&'static str, &'static str, &'static str)) -> Known {
    known(name, "Auth0", meaning, SOURCE)
}

/// What it is known to say.
pub(super) const ALL: &[Known] = &[
    say(
        ("auth0-unauthorized", "access_denied Unauthorized", Sign::Shape(wrong_secret)),
        (
            "the secret or its method is wrong",
            "Auth0 says `access_denied` with 401 at the token endpoint where others say `invalid_client`: the secret is wrong, or sent by another method than the application is set to",
            "compare the secret; in the application's Credentials, look at the authentication method (Post, Basic or None)",
        ),
    ).flags("--auth-method client_secret_post"),
    say(
        ("auth0-service-not-found", "Service not found", Sign::Says(&["service not found"])),
        (
            "there is no API with this audience",
            "the audience that was asked for is no identifier of an API in this tenant",
            "under APIs, compare the identifier with the audience: a slash at the end counts",
        ),
    ).flags("--set authorize.audience=URL"),
    say(
        ("auth0-grant-not-allowed", "Grant type not allowed for the client", Sign::CodeSays("unauthorized_client", &["not allowed for the client"])),
        (
            "the grant is not enabled for the app",
            "this grant is not enabled for the application",
            "in the application's advanced settings, under Grant Types, enable it",
        ),
    ),
    say(
        ("auth0-callback", "Callback URL mismatch", Sign::SilentAt(&["auth0.com"])),
        (
            "the redirect URI is not an allowed callback",
            "a page \"Callback URL mismatch\" stands in the browser",
            "in the application's settings, add exactly this redirect URI to Allowed Callback URLs",
        ),
    ),
    say(
        ("auth0-client-not-authorized", "Client is not authorized to access", Sign::Says(&["is not authorized to access"])),
        (
            "the app has no grant for this API",
            "the application has no grant for the API of this audience",
            "in the API's settings, authorize the application",
        ),
    ),
    say(
        ("auth0-invalid-code", "Invalid authorization code", Sign::CodeSays("invalid_grant", &["invalid authorization code"])),
        (
            "the code is unknown, spent or expired",
            "one text for a code that is spent, expired, of another client or unknown",
            "one text for many causes: what this record clears stands below; take a fresh code and redeem it once",
        ),
    ).flags(""),
    say(
        ("auth0-verifier", "Failed to verify code verifier", Sign::CodeSays("invalid_grant", &["failed to verify code verifier"])),
        (
            "the code_verifier does not match",
            "the code_verifier does not match the code_challenge",
            "keep the verifier with the login that it was drawn for",
        ),
    ).flags(""),
];

fn wrong_secret(facts: &Facts<'_>) -> bool {
    facts.denied_redeeming(&["access_denied"]) && facts.error().is_some_and(|error| error.status == Some(401))
}
