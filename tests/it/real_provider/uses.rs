//! The other grants, and everything that is done with tokens.

use serde_json::Value;

use super::{alice, complete, login};
use crate::binary::{Binary, Outcome, Running};
use crate::provider::Provider;

fn command(words: &str) -> Binary {
    Binary::new(words.split(' ')).arg("--run").arg("--json").env("OAUTH_FLOW_TIMEOUT", "30")
}

fn taken(outcome: &Outcome) -> Vec<String> {
    let steps = outcome.json()["steps"].as_array().unwrap().clone();
    steps.iter().filter(|step| step["taken"] == true).map(|step| step["name"].as_str().unwrap().to_owned()).collect()
}

fn answer_of(document: &Value, step: &str) -> Value {
    let all = document["exchanges"].as_array().unwrap();
    let last = all.iter().rfind(|exchange| exchange["step"] == step).unwrap_or_else(|| panic!("no {step}"));
    last["response"]["json"].clone()
}

fn told_url(running: &mut Running, part: &str) -> String {
    running.find_in_stderr(|line| {
        Some(line.trim().to_owned()).filter(|line| line.starts_with("http") && line.contains(part))
    })
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn everything_can_follow_a_login() {
    let provider = Provider::start();
    let client = provider.client("uses");
    let binary = login(&provider, &client).arg("--scope").arg("openid offline_access").arg("--prompt").arg("consent");
    let binary = binary.arg("--then").arg("refresh,userinfo,introspect,call,revoke").arg("--json").arg("--reveal");
    let outcome = complete(binary, alice(&provider)).expect_code(0);
    let steps = taken(&outcome);
    for step in ["refresh", "introspect", "call", "revoke", "confirm"] {
        assert!(steps.iter().any(|taken| taken == step), "{step} is not in {steps:?}");
    }
    let document = outcome.json();
    assert_eq!(document["sound"], true, "{:#}", document["findings"]);
    assert_eq!(answer_of(&document, "introspect")["active"], true);
    assert_eq!(answer_of(&document, "call")["sub"], "alice");
    assert_eq!(answer_of(&document, "confirm")["error"], "invalid_grant");
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn an_access_token_that_was_revoked_is_not_active_any_more() {
    let provider = Provider::start();
    let binary =
        login(&provider, &provider.client("uses")).arg("--then").arg("revoke").arg("--token").arg("access_token");
    let outcome = complete(binary.arg("--json"), alice(&provider)).expect_code(0);
    assert_eq!(answer_of(&outcome.json(), "confirm")["active"], false);
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn the_browser_comes_back_from_signing_out() {
    let provider = Provider::start();
    let binary = login(&provider, &provider.client("uses")).arg("--then").arg("logout").arg("--json");
    let mut alice = alice(&provider);
    let mut running = binary.start();
    let url = running.authorization_url();
    alice.visit(&url);
    let farewell = told_url(&mut running, "id_token_hint=");
    alice.visit(&farewell);
    let outcome = running.finish().expect_code(0);
    assert!(taken(&outcome).ends_with(&["logout".to_owned(), "return".to_owned()]), "{:?}", taken(&outcome));
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn a_device_is_connected_by_a_person_elsewhere() {
    let provider = Provider::start();
    let words = format!("device {} --client-id device --public", provider.issuer());
    let mut running = command(&words).arg("--scope").arg("openid email").start();
    let url = told_url(&mut running, "user_code=");
    alice(&provider).settle(&url);
    let outcome = running.finish().expect_code(0);
    let document = outcome.json();
    assert_eq!(document["tokens"]["id_token_verified"], true, "{document:#}");
    assert_eq!(document["userinfo"]["email"], "alice@example.com", "{document:#}");
    assert!(outcome.stderr.contains("authorization_pending"), "the first question comes at once: {}", outcome.stderr);
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn a_service_asks_for_itself() {
    let provider = Provider::start();
    let client = provider.client("service");
    let words = format!("client-credentials {} --client-id service --then introspect", provider.issuer());
    let asked = || command(&words).arg("--auth-method").arg("client_secret_post");
    let outcome = asked().env("OAUTH_FLOW_CLIENT_SECRET", client.secret()).run().expect_code(0);
    assert_eq!(answer_of(&outcome.json(), "introspect")["active"], true, "{:#}", outcome.json());
    assert_eq!(outcome.json()["sound"], true, "{:#}", outcome.json()["findings"]);
    let wrong = asked().env("OAUTH_FLOW_CLIENT_SECRET", "wrong").run().expect_code(3);
    assert!(wrong.stderr.contains("invalid_client"), "{}", wrong.stderr);
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn a_client_is_made_for_a_login_and_gone_after_it() {
    let provider = Provider::start();
    let words = format!("login {} --register --no-browser", provider.issuer());
    let outcome = complete(command(&words).arg("--reveal"), alice(&provider)).expect_code(0);
    let steps = taken(&outcome);
    assert!(steps[1] == "register" && steps.last().unwrap() == "unregister", "{steps:?}");
    let id = outcome.json()["plan"]["client_id"].as_str().unwrap().to_owned();
    let again = format!("client-credentials {} --client-id {id}", provider.issuer());
    let gone = command(&again).env("OAUTH_FLOW_CLIENT_SECRET", "whatever").run().expect_code(3);
    assert!(gone.stderr.contains("invalid_client"), "{}", gone.stderr);
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn a_saved_login_is_refreshed_later() {
    let provider = Provider::start();
    let client = provider.client("uses");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("login.json");
    let binary = login(&provider, &client).arg("--scope").arg("openid offline_access").arg("--prompt").arg("consent");
    let binary = binary.arg("--trace").arg(file.to_str().unwrap()).arg("--reveal");
    complete(binary, alice(&provider)).expect_code(0);
    let refresh = || command("refresh").arg("--from").arg(file.to_str().unwrap()).run();
    let outcome = refresh().expect_code(0);
    assert_eq!(taken(&outcome), ["discover", "keys", "refresh"]);
    assert_eq!(outcome.json()["tokens"]["id_token_verified"], true, "{:#}", outcome.json()["checks"]);
}
