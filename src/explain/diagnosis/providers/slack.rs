//! Slack: `ok: false` under status 200, in codes of its own.

use super::super::facts::Facts;
use super::{Known, Sign, known};

const SOURCE: &str = "api.slack.com, oauth.v2.access and openid.connect.token; documented, not tried live";

const fn say(name: (&'static str, &'static str, Sign), meaning: (&'static str, &'static str, &'static str)) -> Known {
    known(name, "Slack", meaning, SOURCE)
}

/// What it is known to say.
pub(super) const ALL: &[Known] = &[
    say(
        ("slack-bad-redirect-uri", "bad_redirect_uri", Sign::Code("bad_redirect_uri")),
        (
            "the redirect URI is not registered, or not https",
            "the redirect URI of the token request is not the one of the authorization request, or is not https: Slack takes https alone",
            "in the app, under OAuth & Permissions, add exactly this https redirect URL",
        ),
    ),
    say(
        ("slack-invalid-code", "invalid_code", Sign::Code("invalid_code")),
        (
            "the code is wrong, spent or expired",
            "the code is not known: wrong, spent, or older than ten minutes",
            "one text for many causes: what this record clears stands below; take a fresh code and redeem it once",
        ),
    ).flags(""),
    say(
        ("slack-code-used", "code_already_used", Sign::Code("code_already_used")),
        (
            "the code was used before",
            "the code was redeemed before",
            "redeem a code once, and take a fresh one",
        ),
    ).flags(""),
    say(
        ("slack-bad-client-secret", "bad_client_secret", Sign::Code("bad_client_secret")),
        (
            "the client secret is wrong",
            "the client secret is wrong",
            "in the app's Basic Information, compare the client secret",
        ),
    ).flags("--client-secret-file FILE"),
    say(
        ("slack-invalid-client-id", "invalid_client_id", Sign::Code("invalid_client_id")),
        (
            "the client id is wrong",
            "the client_id is not one of Slack's: it has two numbers and a dot between",
            "in the app's Basic Information, compare the client ID",
        ),
    ),
    say(
        ("slack-http-redirect", "redirect_uri must use https", Sign::SilentAt(&["slack.com"])),
        (
            "Slack takes only https redirect URIs",
            "Slack takes only https redirect URIs, so a loopback address without TLS is refused on its page",
            "register an https address for the callback, and bring the answer here: open the URL and paste where the browser ends",
        ),
    ).flags("--redirect-uri https://HOST/callback"),
    say(
        ("slack-nested-token", "authed_user.access_token", Sign::Shape(nested_token)),
        (
            "the user's token is inside authed_user",
            "the token of the user is in `authed_user.access_token`; at the top there is only that of the bot, or none",
            "ask by `scope` for a bot's token, or read the nested one; OpenID Connect at Slack (openid.connect.token) answers as the standard says",
        ),
    ),
];

fn nested_token(facts: &Facts<'_>) -> bool {
    facts.refused("token-access-token").is_some()
        && facts.tokens().is_some_and(|tokens| tokens.contains_key("authed_user"))
}
