//! Okta: sentences instead of codes, and two kinds of authorization servers.

use super::{Known, Sign, known};

const SOURCE: &str = "Okta developer documentation and reports of users; documented, not tried live";

const fn say(name: (&'static str, &'static str, Sign), meaning: (&'static str, &'static str, &'static str)) -> Known {
    known(name, "Okta", meaning, SOURCE)
}

/// What it is known to say.
pub(super) const ALL: &[Known] = &[
    say(
        ("okta-pkce-required", "PKCE code challenge is required", Sign::Says(&["pkce code challenge is required"])),
        (
            "the application demands PKCE",
            "the application is set to demand PKCE, and the request carried no code_challenge",
            "send a code_challenge, by S256",
        ),
    ).flags("--pkce S256"),
    say(
        ("okta-scope-not-configured", "One or more scopes are not configured", Sign::CodeSays("invalid_scope", &["scopes are not configured"])),
        (
            "the scope is of another authorization server",
            "the scope is not defined at this authorization server: the one of the organisation and `/oauth2/default` have different scopes and different issuers",
            "ask the issuer whose scope it is, such as the one that ends in `/oauth2/default`, or add the scope there",
        ),
    ),
    say(
        ("okta-not-assigned", "User is not assigned to the client application", Sign::Says(&["not assigned to the client application"])),
        (
            "the user is not assigned to the app",
            "the user is not assigned to the application",
            "in the application's Assignments, add the user or a group",
        ),
    ).flags(""),
    say(
        ("okta-redirect", "must be a Login redirect URI", Sign::SilentAt(&["okta.com", "oktapreview.com", "okta-emea.com"])),
        (
            "the redirect URI is not in the app settings",
            "a page \"The 'redirect_uri' parameter must be a Login redirect URI in the client app settings\" stands in the browser; the port is compared too",
            "in the application's settings, add exactly this redirect URI, and listen at a fixed port",
        ),
    ).flags("--port 8400"),
    say(
        ("okta-policy", "access_denied by a policy", Sign::CodeSays("access_denied", &["policy evaluation failed"])),
        (
            "no access policy allows this",
            "no rule of the authorization server's access policies allows this client, user, grant and scope",
            "at the authorization server, under Access Policies, add a rule that does",
        ),
    ),
    say(
        ("okta-grant", "not authorized to use the provided grant type", Sign::CodeSays("unauthorized_client", &["not authorized to use the provided grant type"])),
        (
            "the grant is not enabled for the app",
            "the grant type is not enabled for this application",
            "in the application's general settings, enable it",
        ),
    ),
];
