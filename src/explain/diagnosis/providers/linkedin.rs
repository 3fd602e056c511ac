//! `LinkedIn`: no nonce, one method, and two words for Cancel.

use super::super::facts::Facts;
use super::is_at;
use super::{Known, Sign, known};

const SOURCE: &str = "Microsoft Learn, LinkedIn 3-legged OAuth, and reports of users; documented, not tried live";

const fn say(name: (&'static str, &'static str, Sign), meaning: (&'static str, &'static str, &'static str)) -> Known {
    known(name, "LinkedIn", meaning, SOURCE)
}

/// What it is known to say.
pub(super) const ALL: &[Known] = &[
    say(
        ("linkedin-cancelled-login", "user_cancelled_login", Sign::Code("user_cancelled_login")),
        (
            "the user left the login page",
            "the user pressed Cancel on the login page",
            "run it again and sign in",
        ),
    ).flags(""),
    say(
        ("linkedin-cancelled-authorize", "user_cancelled_authorize", Sign::Code("user_cancelled_authorize")),
        (
            "the user refused the permissions",
            "the user pressed Cancel on the consent page",
            "run it again and allow it",
        ),
    ).flags(""),
    say(
        ("linkedin-unauthorized-scope", "unauthorized_scope_error", Sign::Code("unauthorized_scope_error")),
        (
            "the app lacks the product for this scope",
            "the app has not the product that this scope belongs to",
            "in the app's Products, add it, such as Sign In with LinkedIn using OpenID Connect",
        ),
    ),
    say(
        ("linkedin-client", "invalid_client", Sign::CodeAt("invalid_client", &["linkedin.com"])),
        (
            "the secret's method, or PKCE, is not taken",
            "LinkedIn takes the secret in the body alone, and refuses a code_verifier from an app that is not enabled for PKCE",
            "send the secret in the body, and try it without PKCE",
        ),
    ).flags("--auth-method client_secret_post --pkce none"),
    say(
        ("linkedin-no-nonce", "no nonce in the ID token", Sign::Shape(no_nonce)),
        (
            "LinkedIn returns no nonce",
            "LinkedIn puts no nonce into its ID tokens, whatever was sent",
            "leave the nonce out; PKCE and state bind the login",
        ),
    ).flags("--no-nonce"),
];

fn no_nonce(facts: &Facts<'_>) -> bool {
    let absent = facts.refused("idtoken-nonce").is_some_and(|check| check.seen.starts_with("absent"));
    absent && is_at(facts, &["linkedin.com"])
}
