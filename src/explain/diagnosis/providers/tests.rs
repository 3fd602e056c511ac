use serde_json::{Value, json};

use super::super::tests::{denied, failed, first};
use super::super::{Confidence, diagnose};
use super::{Sign, all};
use crate::protocol::{Check, ProviderError, Verdict, token_response};
use crate::trace::{Ending, Step, Trace};
use crate::wire::{FailureKind, Response};

/// A login whose code was refused with this very answer.
fn answered(status: u16, media: &str, body: &str) -> Trace {
    let mut trace = denied(Step::Redeem, "", "");
    let response = Response::new(status).with_body(media, body.to_owned());
    let members = token_response::members(&response).expect("an answer that can be read");
    let error = ProviderError::from_json(&members, status).expect("an error");
    trace.exchanges.last_mut().unwrap().response = Some(response);
    trace.ended = Ending::Denied { step: Step::Redeem, error };
    trace
}

fn json(status: u16, body: &Value) -> Trace {
    answered(status, "application/json; charset=utf-8", &body.to_string())
}

/// The same login at another host.
fn at(mut trace: Trace, host: &str) -> Trace {
    for exchange in &mut trace.exchanges {
        exchange.request.url = exchange.request.url.replace("http://127.0.0.1:41873", &format!("https://{host}"));
    }
    trace.plan.server.issuer = Some(format!("https://{host}"));
    trace
}

fn entra(number: u32, words: &str) -> Value {
    json!({
        "error": "invalid_client",
        "error_description": format!(
            "AADSTS{number}: {words} Trace ID: 0fd4b4cc-5f1a-4b1c-9a4c-0c6f0b2f2a00 Correlation ID: \
             7b0e6b3c-9d1d-4b0e-8b64-f2f8a3ce9c52 Timestamp: 2026-01-01 00:00:00Z"
        ),
        "error_codes": [number],
        "timestamp": "2026-01-01 00:00:00Z",
        "error_uri": format!("https://login.microsoftonline.com/error?code={number}"),
    })
}

#[expect(clippy::too_many_lines, reason = "a table is looked up, not read")]
/// Token answers as the providers are documented to word them, with the cause that stands first.
fn documented() -> Vec<(Trace, &'static str)> {
    let error = |code: &str, words: &str| json!({ "error": code, "error_description": words });
    let github = "error=bad_verification_code&error_description=The+code+passed+is+incorrect+or+expired.&error_uri=https%3A%2F%2Fdocs.github.com%2F";
    let meta =
        |words: &str| json!({"error": {"message": words, "type": "OAuthException", "code": 100, "fbtrace_id": "A1"}});
    let doorkeeper = "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the \
                      authorization request, or was issued to another client.";
    vec![
        (json(401, &entra(7_000_215, "Invalid client secret provided.")), "entra-7000215"),
        (
            json(401, &entra(7_000_218, "The request body must contain: 'client_assertion' or 'client_secret'.")),
            "entra-7000218",
        ),
        (json(400, &entra(54_005, "OAuth2 Authorization code was already redeemed.")), "entra-54005"),
        (json(400, &entra(9_002_327, "Tokens issued for the 'Single-Page Application' client-type.")), "entra-9002327"),
        (json(400, &json!({"error": "invalid_request", "error_codes": [900_144]})), "entra-900144"),
        (json(400, &error("invalid_request", "client_secret is missing.")), "google-secret-missing"),
        (json(400, &error("invalid_grant", "Malformed auth code.")), "google-malformed-code"),
        (json(403, &error("access_denied", "User is not assigned to the client application.")), "okta-not-assigned"),
        (json(401, &error("access_denied", "Unauthorized")), "auth0-unauthorized"),
        (json(403, &error("access_denied", "Service not found: https://api.example.com")), "auth0-service-not-found"),
        (
            json(403, &error("unauthorized_client", "Grant type 'authorization_code' not allowed for the client.")),
            "auth0-grant-not-allowed",
        ),
        (json(400, &error("invalid_grant", "Code not valid")), "keycloak-code-not-valid"),
        (json(400, &error("invalid_grant", "PKCE verification failed: Code mismatch")), "keycloak-pkce"),
        (json(400, &error("invalid_grant", "Incorrect redirect_uri")), "keycloak-redirect"),
        (answered(200, "application/x-www-form-urlencoded; charset=utf-8", github), "github-bad-verification-code"),
        (
            json(
                200,
                &error("incorrect_client_credentials", "The client_id and/or client_secret passed are incorrect."),
            ),
            "github-incorrect-client-credentials",
        ),
        (
            json(200, &error("redirect_uri_mismatch", "The redirect_uri MUST match the registered callback URL.")),
            "github-redirect-uri-mismatch",
        ),
        (
            json(
                401,
                &error(
                    "invalid_client",
                    "Client authentication failed due to unknown client, no client authentication included, or unsupported \
                     authentication method.",
                ),
            ),
            "gitlab-client",
        ),
        (json(400, &error("invalid_grant", doorkeeper)), "gitlab-grant"),
        (at(json(400, &json!({"error": "invalid_client"})), "shop.auth.eu-west-1.amazoncognito.com"), "cognito-client"),
        (at(json(400, &json!({"error": "invalid_client"})), "appleid.apple.com"), "apple-client"),
        (json(200, &json!({"ok": false, "error": "bad_redirect_uri"})), "slack-bad-redirect-uri"),
        (json(200, &json!({"ok": false, "error": "invalid_code"})), "slack-invalid-code"),
        (at(json(401, &json!({"error": "invalid_client"})), "www.linkedin.com"), "linkedin-client"),
        (json(401, &error("unauthorized_client", "Missing valid authorization header")), "x-authorization-header"),
        (json(400, &error("invalid_request", "Value passed for the authorization code was invalid.")), "x-code"),
        (json(400, &meta("This authorization code has been used.")), "facebook-code-used"),
        (json(400, &meta("Something that nobody wrote down.")), "facebook-object"),
    ]
}

#[test]
fn what_providers_say_is_diagnosed_in_their_own_words() {
    for (trace, id) in documented() {
        let found = first(&trace);
        let known = all().find(|known| known.id == id).unwrap();
        assert_eq!(found.id, id, "{:?}\n{:#?}", trace.ended, diagnose(&trace));
        assert!(found.cause.starts_with(known.provider) && !found.evidence.is_empty(), "{found:?}");
    }
}

/// Errors that the browser brings back.
#[test]
fn what_providers_say_through_the_browser_is_known_too() {
    let rows = [
        (
            denied(Step::Callback, "invalid_request", "PKCE code challenge is required by the application."),
            "okta-pkce-required",
        ),
        (
            denied(
                Step::Callback,
                "invalid_scope",
                "One or more scopes are not configured for the authorization server resource.",
            ),
            "okta-scope-not-configured",
        ),
        (
            denied(Step::Callback, "invalid_request", "Missing parameter: code_challenge_method"),
            "keycloak-challenge-method",
        ),
        (
            denied(Step::Callback, "user_cancelled_login", "The user cancelled LinkedIn login"),
            "linkedin-cancelled-login",
        ),
        (denied(Step::Callback, "user_cancelled_authorize", ""), "linkedin-cancelled-authorize"),
        (
            denied(
                Step::Callback,
                "invalid_request",
                "response_mode must be form_post when name or email scope is requested.",
            ),
            "apple-form-post",
        ),
        (
            denied(Step::Callback, "access_denied", "AADSTS65004: User declined to consent to access the app."),
            "entra-65004",
        ),
    ];
    for (trace, id) in rows {
        assert_eq!(first(&trace).id, id, "{:#?}", diagnose(&trace));
    }
}

#[test]
fn silence_means_something_else_at_each_of_them() {
    let hosts = [
        ("accounts.google.com", "google-redirect-mismatch"),
        ("dev-1.okta.com", "okta-redirect"),
        ("dev-1.eu.auth0.com", "auth0-callback"),
        ("gitlab.com", "gitlab-redirect-page"),
        ("shop.auth.eu-west-1.amazoncognito.com", "cognito-redirect"),
        ("appleid.apple.com", "apple-redirect"),
        ("slack.com", "slack-http-redirect"),
        ("x.com", "x-redirect-page"),
    ];
    for (host, id) in hosts {
        let trace = at(failed(Step::Callback, FailureKind::Timeout), host);
        let found = first(&trace);
        assert_eq!(found.id, id, "{host}");
        assert!(found.evidence[0].contains(&trace.plan.client.redirect_uri), "{found:?}");
        assert!(diagnose(&trace).iter().any(|other| other.id == "redirect-uri-unregistered"));
    }
    assert_eq!(first(&at(failed(Step::Callback, FailureKind::Timeout), "notx.com")).id, "redirect-uri-unregistered");
}

#[test]
fn what_is_not_said_but_done_is_seen() {
    let mut linkedin = at(super::super::tests::denied(Step::Redeem, "", ""), "www.linkedin.com");
    let check =
        Check { id: "idtoken-nonce".into(), verdict: Verdict::Fail, expected: "\"n\"".into(), seen: "absent".into() };
    linkedin.ended = Ending::Refused { step: Step::Verify, check };
    assert_eq!(first(&linkedin).id, "linkedin-no-nonce");
    let tokens = |body: Value, ended| {
        let mut trace = crate::explain::sample::confidential();
        let redeem = trace.exchanges.iter_mut().find(|exchange| exchange.step == Step::Redeem).unwrap();
        redeem.response = Some(Response::new(200).with_body("application/json", body.to_string()));
        Trace { ended, ..trace }
    };
    let check = Check {
        id: "token-access-token".into(),
        verdict: Verdict::Fail,
        expected: String::new(),
        seen: "absent".into(),
    };
    let slack = json!({"ok": true, "authed_user": {"id": "U1", "access_token": "xoxp-1"}, "token_type": "Bearer"});
    assert_eq!(first(&tokens(slack, Ending::Refused { step: Step::Redeem, check })).id, "slack-nested-token");
    let mut google =
        tokens(json!({"access_token": "a", "token_type": "Bearer", "id_token": "x.y.z"}), Ending::Finished);
    let authorize = google.exchanges.iter_mut().find(|exchange| exchange.step == Step::Authorize).unwrap();
    authorize.request.url += "&access_type=offline";
    assert_eq!(diagnose(&google), []);
    assert_eq!(first(&at(google, "accounts.google.com")).id, "google-no-refresh-token");
}

/// A row that nothing can reach would be no row.
#[test]
fn every_row_is_reached() {
    for known in all() {
        let trace = match known.sign {
            Sign::Aadsts(number) => json(400, &entra(number, "words")),
            Sign::Code(code) => json(400, &json!({ "error": code })),
            Sign::CodeSays(code, words) => json(400, &json!({ "error": code, "error_description": words.join(" … ") })),
            Sign::Says(words) => json(400, &json!({ "error": "some_error", "error_description": words.join(" … ") })),
            Sign::CodeAt(code, hosts) => at(json(400, &json!({ "error": code })), hosts[0]),
            Sign::SilentAt(hosts) => at(failed(Step::Callback, FailureKind::ErrorPage), hosts[0]),
            Sign::Shape(_) => continue,
        };
        let found = diagnose(&trace);
        assert!(found.iter().any(|diagnosis| diagnosis.id == known.id), "{}: {found:#?}", known.id);
        assert!(found.iter().all(|diagnosis| diagnosis.confidence <= Confidence::Possible));
        let tried = known.source.contains("not tried live");
        assert!(tried, "{}: who has asked the live provider says so in the source", known.id);
    }
}

/// One text for many causes is told with those that this record clears.
#[test]
fn a_vague_saying_is_narrowed_by_what_is_known_here() {
    let found = first(&answered(200, "application/json", r#"{"error":"bad_verification_code"}"#));
    let cleared: Vec<&str> = found.ruled_out.iter().map(|ruled_out| ruled_out.cause.as_str()).collect();
    assert!(cleared.len() >= 5 && cleared.contains(&"another code_verifier"), "{cleared:?}");
    assert!(found.evidence.last().unwrap().contains("status 200"), "{:?}", found.evidence);
}
