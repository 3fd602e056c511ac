//! Every way of asking, at a certified provider.

use std::io::Write as _;

use serde_json::Value;
use tempfile::NamedTempFile;

use super::{alice, login, taken};
use crate::binary::{Binary, Outcome};
use crate::provider::{Client, Provider};

const PAYMENT: &str = r#"[{"type":"payment_initiation","instructedAmount":{"currency":"EUR","amount":"123.50"}}]"#;
const ACR: &str = r#"{"id_token":{"acr":{"essential":true,"value":"urn:example:password"}}}"#;

/// Alice visits what the program asks her to; where the answer goes the request itself need not say.
fn complete(provider: &Provider, binary: Binary) -> Outcome {
    let mut running = binary.arg("--json").arg("--reveal").start();
    let redirect_uri = running.redirect_uri();
    let url = running.authorization_url();
    let mut person = alice(provider);
    let arrival = person.walk(&url, &redirect_uri);
    person.deliver(arrival);
    running.finish()
}

/// A login of the client that asks in every way, with these words more.
fn asking(provider: &Provider, words: &[&str]) -> Value {
    let binary = words.iter().fold(login(provider, &provider.client("asking")), |binary, word| binary.arg(word));
    let document = complete(provider, binary).expect_code(0).json();
    assert_eq!(document["ending"]["how"], "finished", "{document:#}");
    document
}

fn key_file(client: &Client) -> NamedTempFile {
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(client.private_key.as_ref().expect("a client that signs").to_string().as_bytes()).unwrap();
    file
}

fn steps(document: &Value) -> Vec<&str> {
    document["steps"].as_array().unwrap().iter().filter_map(taken).collect()
}

/// The parameters of the last request of a step.
fn sent<'a>(document: &'a Value, step: &str) -> Vec<(&'a str, &'a str)> {
    let exchanges = document["exchanges"].as_array().unwrap();
    let last = exchanges.iter().rfind(|exchange| exchange["step"] == step).unwrap();
    let pair = |parameter: &'a Value| Some((parameter["name"].as_str()?, parameter["value"].as_str()?));
    last["request"]["parameters"].as_array().unwrap().iter().filter_map(pair).collect()
}

fn names<'a>(document: &'a Value, step: &str) -> Vec<&'a str> {
    sent(document, step).into_iter().map(|(name, _)| name).collect()
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn a_request_is_pushed_where_it_is_wished_and_where_it_must_be() {
    let provider = Provider::start();
    let document = asking(&provider, &["--par"]);
    assert_eq!(names(&document, "authorize"), ["client_id", "request_uri"]);
    assert!(steps(&document).contains(&"push") && names(&document, "push").contains(&"code_challenge"));
    let client = provider.client("pushing");
    let document = complete(&provider, login(&provider, &client).arg("--par")).expect_code(0).json();
    assert_eq!(document["tokens"]["id_token_verified"], true);
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn a_request_is_signed_by_value_and_when_it_is_pushed() {
    let provider = Provider::start();
    let client = provider.client("asking");
    let key = key_file(&client);
    let path = key.path().to_str().unwrap();
    for more in [&["--request-object"][..], &["--request-object", "--par"]] {
        // With its key, and with its secret.
        let document = asking(&provider, &[more, &["--key", path, "--auth-method", "client_secret_basic"]].concat());
        let step = if more.contains(&"--par") { "push" } else { "authorize" };
        let sent = names(&document, step);
        assert!(sent.contains(&"request") && !sent.contains(&"state"), "{sent:?}");
    }
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn an_answer_is_signed_in_each_of_its_modes() {
    let provider = Provider::start();
    for mode in ["jwt", "query.jwt", "fragment.jwt", "form_post.jwt"] {
        let document = asking(&provider, &["--response-mode", mode]);
        assert_eq!(names(&document, "callback").iter().filter(|name| **name == "response").count(), 1, "{mode}");
        assert_eq!(document["tokens"]["id_token_verified"], true, "{mode}");
    }
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn tokens_come_beside_a_code_and_instead_of_one() {
    let provider = Provider::start();
    for kind in ["code id_token", "code token", "code id_token token", "id_token", "id_token token"] {
        let document = asking(&provider, &["--response-type", kind]);
        assert_eq!(document["tokens"]["id_token_verified"], true, "{kind}");
        assert_eq!(steps(&document).contains(&"redeem"), kind.contains("code"), "{kind}");
        let told = document["findings"].as_array().unwrap().iter().any(|it| it["id"] == "login-front-channel");
        assert_eq!(told, kind.split(' ').any(|part| part == "token"), "{kind}");
        let checked = |id: &str| document["checks"].as_array().unwrap().iter().any(|it| it["id"] == id);
        assert_eq!(checked("idtoken-c-hash"), kind.starts_with("code id_token"), "{kind}");
    }
    asking(&provider, &["--response-type", "code id_token token", "--response-mode", "jwt", "--par"]);
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn what_is_asked_of_the_user_is_checked() {
    let provider = Provider::start();
    let document =
        asking(&provider, &["--max-age", "600", "--claims", ACR, "--prompt", "login", "--ui-locales", "de en"]);
    for id in ["idtoken-auth-time", "idtoken-acr"] {
        let check = document["checks"].as_array().unwrap().iter().find(|check| check["id"] == id).unwrap();
        assert_eq!(check["word"], "ok", "{check:#}");
    }
    let client = provider.client("asking");
    let nobody = login(&provider, &client).arg("--prompt").arg("none");
    let outcome = complete(&provider, nobody).expect_code(3);
    assert_eq!(outcome.json()["ending"]["error"]["error"], "login_required");
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn a_token_is_for_a_resource_and_for_what_was_asked_in_detail() {
    let provider = Provider::start();
    let api = "https://api.example.com/";
    let document = asking(&provider, &["--resource", api, "--scope", "openid read"]);
    for step in ["authorize", "redeem"] {
        assert!(sent(&document, step).contains(&("resource", api)), "{step}");
    }
    let document = asking(&provider, &["--resource", api, "--authorization-details", PAYMENT]);
    let check = document["checks"].as_array().unwrap().iter().find(|it| it["id"] == "token-authorization-details");
    assert_eq!(check.unwrap()["word"], "ok", "{check:#?}");
    let client = provider.client("asking");
    let elsewhere = login(&provider, &client).arg("--resource").arg("https://nobody.example/");
    let outcome = complete(&provider, elsewhere).expect_code(3);
    assert_eq!(outcome.json()["ending"]["error"]["error"], "invalid_target");
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn a_sound_server_leaves_nothing_odd_to_refuse() {
    let provider = Provider::start();
    asking(&provider, &["--strict", "--par", "--param", "tenant=a b"]);
}
