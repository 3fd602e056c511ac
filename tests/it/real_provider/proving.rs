//! Every way in which a client proves itself, and tokens that are bound to a key.

use std::io::Write as _;

use serde_json::Value;
use tempfile::NamedTempFile;

use super::{alice, assert_sound, complete, login};
use crate::provider::{Client, Provider};

fn key_file(client: &Client) -> NamedTempFile {
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(client.private_key.as_ref().expect("a client that signs").to_string().as_bytes()).unwrap();
    file
}

fn form_of(document: &Value, step: &str) -> Vec<String> {
    let exchanges = document["exchanges"].as_array().unwrap();
    let forms = exchanges.iter().filter(|exchange| exchange["step"] == step);
    forms.map(|exchange| exchange["request"].to_string()).collect()
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn a_private_key_of_every_kind_proves_the_client() {
    let provider = Provider::start();
    for alg in ["rs256", "ps256", "ps384", "es256", "es384", "eddsa"] {
        let client = provider.client(&format!("key-{alg}"));
        let key = key_file(&client);
        let binary = login(&provider, &client)
            .arg("--auth-method")
            .arg("private_key_jwt")
            .arg("--key")
            .arg(key.path().to_str().unwrap());
        let outcome = complete(binary.arg("--json").arg("--reveal"), alice(&provider)).expect_code(0);
        assert_sound(&outcome.json(), &client);
        let redeem = form_of(&outcome.json(), "redeem");
        assert!(redeem[0].contains("client_assertion") && !redeem[0].contains("client_secret"), "{redeem:?}");
    }
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn the_audience_of_an_assertion_may_be_the_issuer_or_the_token_endpoint() {
    let provider = Provider::start();
    let client = provider.client("key-es256");
    let key = key_file(&client);
    for audience in ["issuer", "token-endpoint"] {
        let binary = login(&provider, &client)
            .arg("--key")
            .arg(key.path().to_str().unwrap())
            .arg("--assertion-audience")
            .arg(audience);
        complete(binary, alice(&provider)).expect_code(0);
    }
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn a_key_that_is_not_the_clients_proves_nothing() {
    let provider = Provider::start();
    let key = key_file(&provider.client("key-es384"));
    let client = provider.client("key-es256");
    let outcome = complete(login(&provider, &client).arg("--key").arg(key.path().to_str().unwrap()), alice(&provider))
        .expect_code(3);
    assert!(outcome.stderr.contains("invalid_client"), "{}", outcome.stderr);
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn a_secret_proves_the_client_without_being_sent() {
    let provider = Provider::start();
    let client = provider.client("secret-jwt");
    let binary = login(&provider, &client).arg("--auth-method").arg("client_secret_jwt");
    let outcome = complete(binary.arg("--json").arg("--reveal"), alice(&provider)).expect_code(0);
    assert_sound(&outcome.json(), &client);
    assert!(!form_of(&outcome.json(), "redeem")[0].contains(client.secret()));
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn tokens_are_bound_to_a_key_and_a_nonce_is_fetched_once() {
    let provider = Provider::start();
    let client = provider.client("bound");
    for alg in ["ES256", "RS256", "EdDSA"] {
        let binary = login(&provider, &client).arg("--dpop").arg("--dpop-alg").arg(alg);
        let outcome = complete(binary.arg("--json").arg("--reveal"), alice(&provider)).expect_code(0);
        let document = outcome.json();
        assert_sound(&document, &client);
        assert_eq!(document["tokens"]["token_type"], "DPoP");
        assert_eq!(form_of(&document, "redeem").len(), 2, "asked for a nonce once, and then given the tokens");
    }
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn a_client_that_must_bind_its_tokens_gets_none_without_a_key() {
    let provider = Provider::start();
    let client = provider.client("bound");
    complete(login(&provider, &client), alice(&provider)).expect_code(3);
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn pushed_signed_and_bound_at_once_and_every_message_is_explained() {
    let provider = Provider::start();
    let client = provider.client("key-es256");
    let key = key_file(&client);
    let words = ["--par", "--dpop", "--auth-method", "private_key_jwt", "--key", key.path().to_str().unwrap()];
    let binary = words.into_iter().fold(login(&provider, &client), crate::binary::Binary::arg);
    // The pushed request is all that the browser carries, so it does not say where the answer goes.
    let mut running = binary.arg("--reveal").start();
    let redirect_uri = running.redirect_uri();
    let url = running.authorization_url();
    let mut person = alice(&provider);
    let arrival = person.walk(&url, &redirect_uri);
    person.deliver(arrival);
    let story = running.finish().expect_code(0).stderr;
    let story = story.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        "The app hands the request to the server directly",
        "client_assertion, taken apart: a client assertion",
        "dpop, taken apart: a DPoP proof",
        "a demand for a nonce brings the nonce along",
        "A proof of the key for DPoP goes along",
        "client_key",
        "dpop_key",
        "… and the private key for DPoP",
    ] {
        assert!(story.contains(words), "`{words}` is missing\n{story}");
    }
}
