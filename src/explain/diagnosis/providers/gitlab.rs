//! GitLab, and every server made with Doorkeeper: one sentence for many causes.

use super::{Known, Sign, known};

const SOURCE: &str = "Doorkeeper, config/locales/en.yml; documented, not tried live";

const fn say(name: (&'static str, &'static str, Sign), meaning: (&'static str, &'static str, &'static str)) -> Known {
    known(name, "GitLab (Doorkeeper)", meaning, SOURCE)
}

/// What it is known to say.
pub(super) const ALL: &[Known] = &[
    say(
        ("gitlab-client", "Client authentication failed due to unknown client", Sign::CodeSays("invalid_client", &["client authentication failed due to unknown client"])),
        (
            "unknown client, no proof, or a wrong method",
            "one text for three causes: an unknown client, no client authentication, or a method that is not supported; a wrong secret is told so too",
            "one text for many causes: compare the Application ID and the Secret, and look whether Confidential is ticked",
        ),
    ).flags("--auth-method client_secret_post"),
    say(
        ("gitlab-grant", "The provided authorization grant is invalid", Sign::CodeSays("invalid_grant", &["does not match the redirection uri"])),
        (
            "expired, revoked, wrong URI or other client",
            "one text for a code that is expired, revoked, of another redirect URI or of another client",
            "one text for many causes: what this record clears stands below; take a fresh code and redeem it once",
        ),
    ).flags("--run"),
    say(
        ("gitlab-redirect", "The redirect URI included is not valid", Sign::Says(&["redirect uri included is not valid"])),
        (
            "the redirect URI is not registered",
            "the redirect URI is not one of the application",
            "in the application, add exactly this redirect URI, one in a line",
        ),
    ),
    say(
        ("gitlab-redirect-page", "The redirect URI included is not valid (page)", Sign::SilentAt(&["gitlab.com"])),
        (
            "the redirect URI is not registered",
            "a page \"The redirect URI included is not valid\" stands in the browser",
            "in the application, add exactly this redirect URI, one in a line",
        ),
    ),
    say(
        ("gitlab-scope", "The requested scope is invalid", Sign::CodeSays("invalid_scope", &["scope is invalid, unknown, or malformed"])),
        (
            "the scope is not ticked for the app",
            "the scope is unknown, or not ticked for this application",
            "in the application, tick it",
        ),
    ),
    say(
        ("gitlab-grant-type", "The authorization grant type is not supported", Sign::CodeSays("unsupported_grant_type", &["grant type is not supported"])),
        (
            "grant_type is not known or not read",
            "the grant type is not enabled, or the body of the request was not read as a form",
            "send a form, not JSON",
        ),
    ),
];
