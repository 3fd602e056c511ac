//! Google: pages of its own, and a secret even for desktop apps.

use super::super::facts::Facts;
use super::is_at;
use super::{Known, Sign, known};
use crate::trace::Ending;

const SOURCE: &str = "Google Identity, OAuth 2.0 for apps, troubleshooting; documented, not tried live";

const fn say(name: (&'static str, &'static str, Sign), meaning: (&'static str, &'static str, &'static str)) -> Known {
    known(name, "Google", meaning, SOURCE)
}

/// What it is known to say.
pub(super) const ALL: &[Known] = &[
    say(
        ("google-secret-missing", "client_secret is missing", Sign::CodeSays("invalid_request", &["client_secret is missing"])),
        (
            "Google wants the secret even with PKCE",
            "a desktop app of Google has a secret too, and it has to be sent although PKCE is used",
            "give the secret that the console shows for this client; in a desktop app it is no secret from its user, and PKCE is what protects the code",
        ),
    ).flags("--client-secret-file FILE"),
    say(
        ("google-malformed-code", "Malformed auth code", Sign::CodeSays("invalid_grant", &["malformed auth code"])),
        (
            "the code was changed on its way",
            "the code was changed on its way: Google's codes hold a slash, which is sent decoded once",
            "send the code as it came, decoded once",
        ),
    ).flags(""),
    say(
        ("google-redirect-mismatch", "redirect_uri_mismatch", Sign::SilentAt(&["accounts.google.com"])),
        (
            "the redirect URI is not one of the client",
            "a page \"Error 400: redirect_uri_mismatch\" or \"loopback flow has been blocked\" stands in the browser",
            "in the console, take a client of the type Desktop app, which may use any loopback port; one of the type Web application needs this very redirect URI",
        ),
    ),
    say(
        ("google-org-internal", "org_internal", Sign::Code("org_internal")),
        (
            "the app is for one organisation alone",
            "the consent screen is of the type internal, and the account is of another organisation",
            "sign in with an account of the organisation, or make the consent screen external",
        ),
    ).flags(""),
    say(
        ("google-admin-policy", "admin_policy_enforced", Sign::Code("admin_policy_enforced")),
        (
            "an administrator restricts these scopes",
            "a policy of the user's Workspace forbids the app or its scopes",
            "let the administrator trust the app",
        ),
    ),
    say(
        ("google-deleted-client", "deleted_client", Sign::Code("deleted_client")),
        (
            "the client was deleted",
            "the client_id belongs to a client that was deleted",
            "make a new client in the console",
        ),
    ),
    say(
        ("google-disallowed-useragent", "disallowed_useragent", Sign::Code("disallowed_useragent")),
        (
            "Google shows no login in an embedded view",
            "the page was opened in an embedded browser",
            "open it in the system's browser",
        ),
    ).flags("--browser COMMAND"),
    say(
        ("google-no-refresh-token", "access_type=offline", Sign::Shape(no_refresh_token)),
        (
            "a refresh token needs access_type=offline",
            "Google gives a refresh token only for access_type=offline, and again only with prompt=consent; the scope offline_access means nothing to it",
            "send both parameters",
        ),
    ).flags("--set authorize.access_type=offline --set authorize.prompt=consent"),
];

fn no_refresh_token(facts: &Facts<'_>) -> bool {
    let wanted = facts.asked.get("access_type") == Some("offline")
        || facts.trace.scope_asked().iter().any(|scope| scope == "offline_access");
    let without = facts
        .tokens()
        .is_some_and(|tokens| tokens.contains_key("access_token") && !tokens.contains_key("refresh_token"));
    facts.trace.ended == Ending::Finished
        && wanted
        && without
        && is_at(facts, &["accounts.google.com", "oauth2.googleapis.com"])
}
