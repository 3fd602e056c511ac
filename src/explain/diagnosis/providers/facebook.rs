//! Facebook: an error that is an object.

use super::{Known, Sign, known};

const SOURCE: &str = "Meta for Developers, handling errors, and reports of users; documented, not tried live";

const fn say(name: (&'static str, &'static str, Sign), meaning: (&'static str, &'static str, &'static str)) -> Known {
    known(name, "Facebook", meaning, SOURCE)
}

/// What it is known to say.
pub(super) const ALL: &[Known] = &[
    say(
        ("facebook-code-used", "This authorization code has been used", Sign::CodeSays("OAuthException", &["authorization code has been used"])),
        (
            "the code was used before",
            "the code was redeemed before",
            "redeem a code once, and take a fresh one",
        ),
    ).flags(""),
    say(
        ("facebook-code-expired", "This authorization code has expired", Sign::CodeSays("OAuthException", &["authorization code has expired"])),
        (
            "the code is too old",
            "the code was too old",
            "redeem the code at once",
        ),
    ).flags("--run"),
    say(
        ("facebook-redirect", "Error validating verification code", Sign::CodeSays("OAuthException", &["error validating verification code"])),
        (
            "the redirect URI differs at the token endpoint",
            "the redirect_uri of the token request is not identical to the one of the authorization request: a slash at its end counts",
            "send the same redirect_uri with both requests",
        ),
    ).flags(""),
    say(
        ("facebook-secret", "Error validating client secret", Sign::CodeSays("OAuthException", &["error validating client secret"])),
        (
            "the app secret is wrong",
            "the app secret is wrong",
            "in the app's basic settings, compare the app secret",
        ),
    ).flags("--client-secret-file FILE"),
    say(
        ("facebook-app", "Error validating application", Sign::CodeSays("OAuthException", &["error validating application"])),
        (
            "the app id is wrong",
            "there is no app of this id, or it is in development and this user has no role in it",
            "in the dashboard, compare the app ID, and set the app live",
        ),
    ),
    say(
        ("facebook-object", "OAuthException", Sign::Code("OAuthException")),
        (
            "the error is an object with message and code",
            "the error comes as an object with message, type and code, and not as a string (RFC 6749 5.2)",
            "read its message: it names the cause",
        ),
    ),
];
