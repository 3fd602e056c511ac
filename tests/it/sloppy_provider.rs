//! A server that is not ours and forgives nearly everything: what it does wrong is found.

use serde_json::{Value, json};

use crate::binary::{Binary, Outcome};
use crate::provider::Provider;

/// A login that nobody has to sign in for: the server sends every browser straight back.
fn login(broken: &Value) -> Outcome {
    let provider = Provider::sloppy(broken);
    let client = ["--client-id", "anybody", "--public", "--run", "--json"];
    let binary = Binary::new(["login", provider.issuer()]).arg("--browser").arg("node -e 'fetch(process.argv[1])' %s");
    client.into_iter().fold(binary, Binary::arg).start().finish()
}

fn found(outcome: &Outcome) -> Vec<String> {
    let findings = outcome.json()["findings"].clone();
    findings.as_array().unwrap().iter().map(|finding| finding["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn what_it_does_wrong_by_itself_is_found() {
    let outcome = login(&Value::Null).expect_code(0);
    let wrong = ["metadata-iss-param", "metadata-legacy-features", "response-iss", "token-scope-honest"];
    assert_eq!(found(&outcome), wrong, "{:#}", outcome.json());
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn what_it_breaks_is_found() {
    for (broken, id) in [
        (json!({"claims": {"aud": "somebody-else"}}), "idtoken-aud"),
        (json!({"claims": {"iss": "https://elsewhere.example"}}), "idtoken-iss"),
        (json!({"claims": {"exp": 1_000_000_000}}), "idtoken-exp"),
        (json!({"claims": {"nonce": null}}), "idtoken-nonce"),
        (json!({"claims": {"sub": null}}), "idtoken-sub"),
        (json!({"answer": {"access_token": null}}), "token-access-token"),
        (json!({"answer": {"token_type": "mac"}}), "token-type-known"),
        (json!({"answer": {"id_token": null}}), "token-id-token-present"),
        (json!({"answer": {"expires_in": -1}}), "token-expires-in"),
        (json!({"userinfo": {"sub": "mallory"}}), "userinfo-sub-match"),
    ] {
        let outcome = login(&broken).expect_code(6);
        assert_eq!(outcome.json()["ending"]["check"]["id"], id, "{broken}: {:#}", outcome.json()["ending"]);
    }
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn it_takes_a_password_for_tokens() {
    let provider = Provider::sloppy(&Value::Null);
    let words =
        ["password", provider.issuer(), "--client-id", "anybody", "--public", "--username", "u", "--run", "--json"];
    let outcome = Binary::new(words).env("OAUTH_FLOW_PASSWORD", "correct horse").start().finish().expect_code(0);
    assert!(found(&outcome).contains(&"grant-password".to_owned()), "{:?}", found(&outcome));
    assert!(!outcome.stdout.contains("correct horse") && !outcome.stderr.contains("correct horse"));
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn an_error_with_status_200_is_an_error() {
    let outcome = login(&json!({"answer": {"error": "invalid_grant", "access_token": null}})).expect_code(3);
    assert!(found(&outcome).contains(&"token-error-shape".to_owned()), "{:#}", outcome.json());
}
