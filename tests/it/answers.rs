//! What comes back through the browser, or never does, and what the token endpoint makes of it.

use oauth_flow::wire::{Params, uri};

use crate::agent::{Agent, Ask};
use crate::binary::{Outcome, Running};
use crate::crooked::{Crooked, Heard, Says, closed_port};
use crate::practice::Practice;
use crate::told::{HOSTILE, assert_harmless, assert_told};

#[test]
fn an_answer_that_never_comes_is_given_up() {
    let practice = Practice::start(&[]);
    let outcome = practice.person_login().arg("--timeout").arg("1").run();
    assert_told(&outcome, 4, &["redirect URI", "--timeout", "register exactly"]);
}

/// A login that waits for its answer, and what the answer has to carry.
struct Waiting {
    running: Running,
    authorization_url: String,
    redirect_uri: String,
    state: String,
}

impl Waiting {
    fn start(practice: &Practice) -> Self {
        let mut running = practice.person_login().start();
        let url = running.authorization_url();
        let query = Params::parse(uri::query(&url).unwrap());
        let value = |name: &str| query.get(name).unwrap().to_owned();
        Self { redirect_uri: value("redirect_uri"), state: value("state"), authorization_url: url, running }
    }

    /// Brings an answer to the redirect URI; gives back the page that is shown there, and how it ended.
    fn bring(self, params: &Params) -> (String, Outcome) {
        let url = format!("{}?{}", self.redirect_uri, params.to_query());
        let page = Agent::new().send(&Ask::get(url));
        (page.body, self.running.finish())
    }
}

/// RFC 6749 4.1.2.1 and OpenID Connect Core 3.1.2.6.
const AUTHORIZATION_ERRORS: [&str; 16] = [
    "invalid_request",
    "unauthorized_client",
    "access_denied",
    "unsupported_response_type",
    "invalid_scope",
    "server_error",
    "temporarily_unavailable",
    "interaction_required",
    "login_required",
    "account_selection_required",
    "consent_required",
    "invalid_request_uri",
    "invalid_request_object",
    "request_not_supported",
    "request_uri_not_supported",
    "registration_not_supported",
];

#[test]
fn an_error_of_any_code_is_told_and_its_description_acts_on_nothing() {
    let practice = Practice::start(&[]);
    for code in AUTHORIZATION_ERRORS.into_iter().chain(["no_such_code", HOSTILE]) {
        let waiting = Waiting::start(&practice);
        let params = Params::default()
            .with("error", code)
            .with("error_description", HOSTILE)
            .with("error_uri", HOSTILE)
            .with("state", &waiting.state)
            .with("iss", practice.issuer());
        let (page, outcome) = waiting.bring(&params);
        let shown = if code == HOSTILE { "\\u{1b}[31mred" } else { code };
        assert_told(&outcome, 3, &[shown, "\\u{1b}[31mred", "\\u{202e}gnp", "\\u{7f} end"]);
        assert!(!page.contains('\u{1b}') && !page.contains('\u{202e}'), "{page}");
    }
}

/// A name, the state and the issuer of an answer, and the words that are told.
type Row<'a> = (&'a str, Option<&'a str>, Option<&'a str>, &'a [&'a str]);

#[test]
fn an_answer_that_is_not_ours_is_refused_before_the_code_is_redeemed() {
    let practice = Practice::start(&[]);
    let rows: &[Row] = &[
        ("state of another", Some("another"), Some("right"), &["state", "another"]),
        ("hostile state", Some(HOSTILE), Some("right"), &["state", "\\u001b[31m", "\\u{202e}"]),
        ("no state", None, Some("right"), &["state"]),
        ("other issuer", Some("right"), Some("https://evil.example"), &["https://evil.example"]),
        ("no issuer", Some("right"), None, &["iss"]),
    ];
    for (name, state, iss, words) in rows {
        let waiting = Waiting::start(&practice);
        let ours = waiting.state.clone();
        let mut params = Params::default().with("code", "a-code-of-somebody");
        if let Some(state) = state {
            params.push("state", if *state == "right" { ours.as_str() } else { *state });
        }
        if let Some(iss) = iss {
            params.push("iss", if *iss == "right" { practice.issuer() } else { *iss });
        }
        let (_, outcome) = waiting.bring(&params);
        assert_told(&outcome, 6, words);
        if name.contains("state") {
            assert_told(&outcome, 6, &[&ours]);
        }
        assert!(!outcome.stderr.contains("POST "), "{name}: the code was redeemed: {}", outcome.stderr);
    }
}

#[test]
fn a_state_that_was_changed_on_its_way_out_is_shown_beside_ours() {
    let practice = Practice::start(&[]);
    let outcome = practice.robot_login().arg("--set").arg("authorize.state=changed-on-the-way").run();
    assert_told(&outcome, 6, &["state", "changed-on-the-way", "sent", "received"]);
}

/// What the token endpoint answers at each path.
fn token(heard: &Heard) -> Says {
    let error = |code: &str| {
        serde_json::json!({ "error": code, "error_description": HOSTILE, "error_uri": HOSTILE, HOSTILE: HOSTILE })
            .to_string()
    };
    let page = "<html><h1>\u{1b}[31m\u{202e}Forbidden</h1></html>";
    match heard.target.as_str() {
        "/400" => Says::json("400 Bad Request", &error("invalid_grant")),
        "/401" => Says::json("401 Unauthorized", &error("invalid_client")),
        "/401-page" => Says::typed("401 Unauthorized", "text/html", page),
        "/403" => Says::typed("403 Forbidden", "text/html", page),
        "/404" => Says::typed("404 Not Found", "text/html", page),
        "/415" => Says::typed("415 Unsupported Media Type", "text/plain", ""),
        "/429" => Says::answer("429 Too Many Requests", "retry-after: 7\r\n", ""),
        "/500" => Says::typed("500 Internal Server Error", "text/plain", HOSTILE),
        "/502" => Says::typed("502 Bad Gateway", "text/html", page),
        "/503" => Says::typed("503 Service Unavailable", "text/html", page),
        "/200-error" => Says::json("200 OK", &error("bad_verification_code")),
        "/200-error-form" => Says::typed(
            "200 OK",
            "application/x-www-form-urlencoded",
            "error=bad_verification_code&error_description=The+code%1b%5b31m+is+spent",
        ),
        "/200-page" => Says::typed("200 OK", "text/html", page),
        "/200-empty" => Says::json("200 OK", ""),
        "/200-no-token" => Says::json("200 OK", "{\"token_type\": \"Bearer\"}"),
        "/200-hostile-type" => {
            Says::json("200 OK", &serde_json::json!({ "access_token": "t", "token_type": HOSTILE }).to_string())
        }
        "/307" => Says::answer("307 Temporary Redirect", "location: https://evil.example/\u{1b}[31m\r\n", ""),
        _ => Says::Octets(Vec::new()),
    }
}

#[test]
fn a_token_endpoint_that_refuses_or_answers_nonsense_is_told() {
    let practice = Practice::start(&[]);
    let server = Crooked::start(token);
    let rows: &[(&str, i32, &[&str])] = &[
        ("/400", 3, &["invalid_grant", "\\u{1b}[31mred", "400"]),
        ("/401", 3, &["invalid_client", "401"]),
        ("/401-page", 3, &["401"]),
        ("/403", 3, &["403"]),
        ("/404", 3, &["404", "--token-endpoint"]),
        ("/415", 3, &["415"]),
        ("/429", 3, &["429", "Retry-After"]),
        ("/500", 3, &["500", "\\u{1b}[31mred"]),
        ("/502", 3, &["502"]),
        ("/503", 3, &["503"]),
        ("/200-error", 3, &["bad_verification_code", "\\u{1b}[31mred"]),
        ("/200-error-form", 3, &["bad_verification_code", "\\u{1b}[31m is spent"]),
        ("/200-page", 6, &["HTML"]),
        ("/200-empty", 6, &["empty"]),
        ("/200-no-token", 6, &["access_token"]),
        ("/200-hostile-type", 6, &["token_type", "\\u001b[31m", "\\u{202e}"]),
        ("/gone", 4, &["closed", "redeem"]),
    ];
    for (path, code, words) in rows {
        let outcome = practice.robot_login().arg("--token-endpoint").arg(&server.url(path)).run();
        assert_told(&outcome, *code, words);
    }
}

#[test]
fn a_provider_that_goes_away_between_two_steps_is_unreachable() {
    let practice = Practice::start(&[]);
    let gone = format!("http://127.0.0.1:{}/", closed_port());
    for (flag, step) in [("--jwks-uri", "keys"), ("--userinfo-endpoint", "userinfo"), ("--token-endpoint", "redeem")] {
        let outcome = practice.robot_login().arg(flag).arg(&gone).run();
        assert_told(&outcome, 4, &["refused", step]);
    }
    let mut person = practice.alice();
    let waiting = Waiting::start(&practice);
    let url = person.walk(&waiting.authorization_url, &waiting.redirect_uri);
    drop(practice);
    person.deliver(url);
    assert_told(&waiting.running.finish(), 4, &["refused", "redeem"]);
}

#[test]
fn nothing_that_a_good_answer_carries_acts_on_the_terminal() {
    let practice = Practice::start(&[]);
    let claims =
        |sub: &str| serde_json::json!({ "sub": sub, "name": HOSTILE, HOSTILE: [HOSTILE, { HOSTILE: 1 }] }).to_string();
    let server = Crooked::start(move |heard| match heard.target.as_str() {
        "/jwks" => Says::json(
            "200 OK",
            &serde_json::json!({ "keys": [{ "kty": HOSTILE, "kid": HOSTILE, "use": "sig" }] }).to_string(),
        ),
        _ => Says::json("200 OK", &claims("248289761001")),
    });
    let userinfo = server.url("/userinfo");
    let outcome = practice.robot_login().arg("--userinfo-endpoint").arg(&userinfo).arg("--json").run().expect_code(0);
    assert_harmless(&outcome.stderr);
    assert_harmless(&outcome.stdout);
    assert_eq!(outcome.json()["userinfo"]["name"], HOSTILE, "what is escaped is still the same value");
    let outcome = practice.robot_login().arg("--jwks-uri").arg(&server.url("/jwks")).run();
    assert_told(&outcome, 6, &["signature"]);
}
