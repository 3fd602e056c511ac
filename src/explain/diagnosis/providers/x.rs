//! X: `invalid_request` for what is wrong with a code, and Basic for confidential clients.

use super::{Known, Sign, known};

const SOURCE: &str = "X developer documentation and reports of users; documented, not tried live";

const fn say(name: (&'static str, &'static str, Sign), meaning: (&'static str, &'static str, &'static str)) -> Known {
    known(name, "X", meaning, SOURCE)
}

/// What it is known to say.
pub(super) const ALL: &[Known] = &[
    say(
        ("x-authorization-header", "Missing valid authorization header", Sign::CodeSays("unauthorized_client", &["missing valid authorization header"])),
        (
            "a confidential client must use Basic",
            "the app is a confidential client, and X wants its secret in the Authorization header",
            "send the secret by Basic; or make the app a Native App, which has none",
        ),
    ).flags("--auth-method client_secret_basic"),
    say(
        ("x-code", "Value passed for the authorization code was invalid", Sign::CodeSays("invalid_request", &["value passed for the authorization code was invalid"])),
        (
            "the code is wrong, spent or expired",
            "X says invalid_request where others say invalid_grant: the code is spent, or older than 30 seconds",
            "one text for many causes: what this record clears stands below; redeem a code at once",
        ),
    ).flags("--run"),
    say(
        ("x-verifier", "Value passed for the code verifier did not match", Sign::CodeSays("invalid_request", &["code verifier did not match"])),
        (
            "the code_verifier does not match",
            "X says invalid_request where others say invalid_grant: the code_verifier does not match the code_challenge",
            "keep the verifier with the login that it was drawn for",
        ),
    ).flags(""),
    say(
        ("x-redirect", "Value passed for the redirect uri did not match", Sign::CodeSays("invalid_request", &["redirect uri did not match"])),
        (
            "the redirect URI differs at the token endpoint",
            "the redirect_uri is not the one of the authorization request",
            "send the same redirect_uri with both requests",
        ),
    ).flags(""),
    say(
        ("x-redirect-page", "Something went wrong (page)", Sign::SilentAt(&["x.com", "twitter.com"])),
        (
            "X does not take the request",
            "a page \"Something went wrong\" stands in the browser: the callback URL is not registered, or client_id, scope, state or code_challenge is missing",
            "in the app's user authentication settings, add exactly this callback URL; PKCE and state are demanded",
        ),
    ),
];
