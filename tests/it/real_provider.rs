//! Whole logins of the real binary at a certified provider.

mod agents;
mod asking;
mod checks;
mod mutual_tls;
mod person;
mod prove;
mod proving;
mod uses;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::agent::{Agent, Ask};
use crate::binary::{Binary, Outcome};
use crate::person::{Person, Will};
use crate::provider::{Client, Provider};

/// `login` at this provider as this client, without a question; its secret comes by the environment.
fn login(provider: &Provider, client: &Client) -> Binary {
    let arguments = ["login", provider.issuer(), "--client-id", &client.id, "--run", "--no-browser"];
    let binary = Binary::new(arguments);
    match &client.secret {
        Some(secret) => binary.env("OAUTH_FLOW_CLIENT_SECRET", secret),
        None => binary,
    }
}

/// Starts it, lets the person visit the URL that it prints, and waits for the end.
fn complete(binary: Binary, mut person: Person) -> Outcome {
    let mut running = binary.start();
    let url = running.authorization_url();
    person.visit(&url);
    running.finish()
}

/// Alice, who signs in and allows.
fn alice(provider: &Provider) -> Person {
    provider.person("alice", Will::SignInAndAllow)
}

/// What must be true of the document of every login that went well.
#[track_caller]
fn assert_sound(document: &Value, client: &Client) {
    assert_eq!(document["ending"]["how"], "finished", "{document:#}");
    assert_eq!(document["tokens"]["id_token_verified"], true, "{document:#}");
    assert_eq!(document["tokens"]["id_token_header"]["alg"], client.id_token_signed_response_alg.as_str());
    assert_eq!(document["userinfo"]["sub"], "alice", "{document:#}");
    let taken: Vec<&str> = document["steps"].as_array().unwrap().iter().filter_map(taken).collect();
    for step in ["discover", "prepare", "authorize", "callback", "redeem", "verify", "userinfo"] {
        assert!(taken.contains(&step), "{step} is not in {taken:?}");
    }
}

fn taken(step: &Value) -> Option<&str> {
    step["name"].as_str().filter(|_| step["taken"] == true)
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn a_public_client_completes_with_pkce() {
    let provider = Provider::start();
    let client = provider.client("public");
    let outcome = complete(login(&provider, &client).arg("--json").arg("--reveal"), alice(&provider)).expect_code(0);
    assert_sound(&outcome.json(), &client);
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn a_secret_of_awkward_characters_arrives_by_basic_and_by_post() {
    let provider = Provider::start();
    for client in ["basic", "post"] {
        let client = provider.client(client);
        let binary = login(&provider, &client).arg("--auth-method").arg(&client.token_endpoint_auth_method);
        let outcome = complete(binary.arg("--json"), alice(&provider)).expect_code(0);
        assert_sound(&outcome.json(), &client);
    }
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn a_secret_can_come_by_standard_input() {
    let provider = Provider::start();
    let client = provider.client("basic");
    let by_stdin = Client { secret: None, ..client.clone() };
    let binary = login(&provider, &by_stdin).arg("--client-secret-stdin").stdin(&format!("{}\n", client.secret()));
    complete(binary, alice(&provider)).expect_code(0);
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn a_secret_that_is_not_form_encoded_arrives_only_where_it_is_plain() {
    let provider = Provider::start();
    for (client, code) in [("plain-basic", 0), ("basic", 3)] {
        let binary = login(&provider, &provider.client(client)).arg("--basic-encoding").arg("raw");
        complete(binary, alice(&provider)).expect_code(code);
    }
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn nothing_secret_is_written_unless_it_is_asked_for() {
    let provider = Provider::start();
    let client = provider.client("basic");
    let revealed = complete(login(&provider, &client).arg("--json").arg("--reveal"), alice(&provider)).expect_code(0);
    assert!(revealed.json()["tokens"]["access_token"].is_string());
    assert!(revealed.stdout.contains(client.secret()) || revealed.stdout.contains(&json!(client.secret()).to_string()));

    let masked = complete(login(&provider, &client).arg("--json"), alice(&provider)).expect_code(0);
    let encoded: String = form_urlencoded::byte_serialize(client.secret().as_bytes()).collect();
    let basic = STANDARD.encode(format!("basic:{encoded}"));
    for stream in [&masked.stdout, &masked.stderr] {
        for secret in [client.secret(), &encoded, &basic] {
            assert!(!stream.contains(secret), "`{secret}` in {stream}");
        }
    }
    // What is masked is named, so that the document keeps its shape.
    for (name, of) in [("access_token", "access_token:"), ("id_token", "id_token_signature:")] {
        let shown = masked.json()["tokens"][name].as_str().unwrap().to_owned();
        assert!(shown.contains(of), "{shown}");
    }
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn the_printed_access_token_opens_userinfo() {
    let provider = Provider::start();
    let binary = login(&provider, &provider.client("public")).arg("--scope").arg("openid email");
    let outcome = complete(binary.arg("--print").arg("access_token"), alice(&provider)).expect_code(0);
    let token = outcome.stdout.strip_suffix('\n').expect("a newline");
    assert!(!token.is_empty() && token.chars().all(|character| character.is_ascii_graphic()), "{token:?}");

    let metadata = Agent::new().send(&Ask::get(format!("{}/.well-known/openid-configuration", provider.issuer())));
    let userinfo = metadata.json()["userinfo_endpoint"].as_str().unwrap().to_owned();
    let answer = Agent::new().send(&Ask::get(userinfo).with_header("authorization", format!("Bearer {token}")));
    assert_eq!(answer.json(), json!({ "sub": "alice", "email": "alice@example.com", "email_verified": true }));
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn a_refresh_token_comes_where_offline_access_is_granted() {
    let provider = Provider::start();
    let binary = login(&provider, &provider.client("public")).arg("--scope").arg("openid").arg("--scope");
    let binary = binary.arg("offline_access").arg("--set").arg("authorize.prompt=consent");
    let outcome = complete(binary.arg("--print").arg("refresh_token"), alice(&provider)).expect_code(0);
    assert!(outcome.stdout.trim().len() > 20, "{outcome:?}");
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn the_answer_arrives_in_every_response_mode() {
    let provider = Provider::start();
    let client = provider.client("public");
    for mode in ["query", "fragment", "form_post"] {
        let binary = login(&provider, &client).arg("--response-mode").arg(mode).arg("--json");
        let outcome = complete(binary, alice(&provider)).expect_code(0);
        assert_sound(&outcome.json(), &client);
    }
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn id_tokens_of_every_algorithm_are_verified() {
    let provider = Provider::start();
    for client in ["plain-basic", "es256", "ps256", "eddsa", "hs256"] {
        let client = provider.client(client);
        let outcome = complete(login(&provider, &client).arg("--json"), alice(&provider)).expect_code(0);
        assert_sound(&outcome.json(), &client);
    }
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn a_wrong_secret_or_verifier_is_refused_by_the_provider() {
    let provider = Provider::start();
    let wrong = |client: &str| Client { secret: Some("wrong".to_owned()), ..provider.client(client) };
    for client in ["basic", "post"] {
        let outcome = complete(login(&provider, &wrong(client)), alice(&provider)).expect_code(3);
        assert!(outcome.stderr.contains("invalid_client"), "{}", outcome.stderr);
    }
    let verifier = format!("redeem.code_verifier={}", "w".repeat(43));
    for client in ["public", "basic"] {
        let binary = login(&provider, &provider.client(client)).arg("--set").arg(&verifier);
        let outcome = complete(binary, alice(&provider)).expect_code(3);
        assert!(outcome.stderr.contains("invalid_grant"), "{}", outcome.stderr);
    }
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn a_public_client_without_pkce_is_refused_at_the_front_door() {
    let provider = Provider::start();
    let binary = login(&provider, &provider.client("public")).arg("--pkce").arg("none");
    let outcome = complete(binary, alice(&provider)).expect_code(3);
    assert!(outcome.stderr.contains("invalid_request"), "{}", outcome.stderr);
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn a_person_who_refuses_ends_the_login() {
    let provider = Provider::start();
    for will in [Will::CancelSignIn, Will::SignInAndDeny] {
        let binary = login(&provider, &provider.client("public")).arg("--json");
        let outcome = complete(binary, provider.person("bob", will)).expect_code(3);
        let document = outcome.json();
        assert_eq!(document["ending"]["how"], "denied", "{document:#}");
        assert_eq!(document["ending"]["error"]["error"], "access_denied", "{document:#}");
        assert!(outcome.stderr.contains("access_denied"), "{}", outcome.stderr);
    }
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn a_state_that_is_not_ours_stops_the_login() {
    let provider = Provider::start();
    let binary = login(&provider, &provider.client("public")).arg("--set").arg("authorize.state=not-ours");
    let outcome = complete(binary.arg("--json"), alice(&provider)).expect_code(6);
    assert!(outcome.stderr.contains("not-ours"), "{}", outcome.stderr);
    let document = outcome.json();
    let steps = document["steps"].as_array().unwrap();
    assert!(!steps.iter().filter_map(taken).any(|step| step == "redeem"), "the code was redeemed: {document:#}");
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn a_provider_that_has_gone_is_unreachable() {
    let provider = Provider::start();
    let client = provider.client("public");
    let before = login(&provider, &client);
    let mut running = login(&provider, &client).start();
    let url = running.authorization_url();
    let mut person = alice(&provider);
    let redirect_uri = oauth_flow::wire::Params::parse(oauth_flow::wire::uri::query(&url).unwrap());
    let arrival = person.walk(&url, redirect_uri.get("redirect_uri").unwrap());
    drop(provider);
    // Between two steps, and before the first one.
    person.deliver(arrival);
    running.finish().expect_code(4);
    before.run().expect_code(4);
}
