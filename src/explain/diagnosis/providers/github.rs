//! GitHub: errors under status 200, in codes of its own.

use super::{Known, Sign, known};

const SOURCE: &str =
    "docs.github.com, Troubleshooting OAuth app access token request errors; documented, not tried live";

const fn say(name: (&'static str, &'static str, Sign), meaning: (&'static str, &'static str, &'static str)) -> Known {
    known(name, "GitHub", meaning, SOURCE)
}

/// What it is known to say.
pub(super) const ALL: &[Known] = &[
    say(
        ("github-bad-verification-code", "bad_verification_code", Sign::Code("bad_verification_code")),
        (
            "the code is wrong, spent or expired",
            "the code is not the one that came, was used before, or is older than ten minutes",
            "one text for many causes: what this record clears stands below; take a fresh code and redeem it once",
        ),
    )
    .flags(""),
    say(
        (
            "github-incorrect-client-credentials",
            "incorrect_client_credentials",
            Sign::Code("incorrect_client_credentials"),
        ),
        (
            "client id or secret is wrong",
            "client_id or client_secret is wrong",
            "in the app's settings, compare the client ID and make a new client secret",
        ),
    )
    .flags("--client-secret-file FILE"),
    say(
        ("github-redirect-uri-mismatch", "redirect_uri_mismatch", Sign::Code("redirect_uri_mismatch")),
        (
            "the redirect URI is not below the registered one",
            "host and path of the redirect URI have to be those of the callback URL of the app, or below it; only the port of a loopback address is free",
            "in the app's settings, compare the Authorization callback URL: `http://127.0.0.1/callback` takes every port",
        ),
    ),
    say(
        ("github-unverified-email", "unverified_user_email", Sign::Code("unverified_user_email")),
        (
            "the user's address is not verified",
            "the user's primary address is not verified",
            "let the user verify it in the account's settings",
        ),
    ),
    say(
        ("github-suspended", "application_suspended", Sign::Code("application_suspended")),
        ("the app is suspended", "the app is suspended", "write to GitHub support"),
    ),
    say(
        ("github-device-disabled", "device_flow_disabled", Sign::Code("device_flow_disabled")),
        (
            "the device flow is switched off",
            "the app has the device flow switched off",
            "in the app's settings, enable Device Flow",
        ),
    ),
    say(
        ("github-incorrect-device-code", "incorrect_device_code", Sign::Code("incorrect_device_code")),
        ("the device code is wrong", "the device_code is not one that was given", "begin the device flow anew"),
    ),
];
