//! `oauth-flow prove` at a provider that somebody else wrote.

use serde_json::Value;

use super::mutual_tls::{certificates, shows};
use crate::binary::Binary;
use crate::provider::{Client, Provider};

/// The measurement as this client, which has to come out as `code`.
fn prove(provider: &Provider, client: &Client, (more, code): (&[&str], i32)) -> Value {
    let binary = Binary::new(["prove", provider.issuer(), "--client-id", &client.id, "--json", "--username", "alice"])
        .env("OAUTH_FLOW_PASSWORD", provider.password("alice"));
    let binary = match &client.secret {
        Some(secret) => binary.env("OAUTH_FLOW_CLIENT_SECRET", secret),
        None => binary.arg("--public"),
    };
    let outcome = more.iter().fold(binary, |binary, word| binary.arg(word)).run().expect_code(code);
    if let Some(secret) = &client.secret {
        assert!(!outcome.stdout.contains(secret) && !outcome.stderr.contains(secret), "{outcome:?}");
    }
    outcome.json()
}

/// What was measured of each experiment.
fn measured(document: &Value) -> Vec<(&str, &str)> {
    let rows = document["factors"].as_array().unwrap().iter();
    rows.map(|row| (row["id"].as_str().unwrap(), row["measured"].as_str().unwrap())).collect()
}

/// All experiments with what was wrong, each refused.
#[track_caller]
fn assert_demanded(document: &Value, experiments: &[&str]) {
    let mut expected = vec![("right", "redeemed")];
    expected.extend(experiments.iter().map(|id| (*id, "demanded")));
    assert_eq!(measured(document), expected, "{document:#}");
    assert_eq!(document["verdict"], "demanded");
    assert_eq!(document["codes"].as_u64().unwrap(), expected.len() as u64 - u64::from(has_none(document)));
    assert_eq!(document["logins"], 1, "{document:#}");
    for row in document["factors"].as_array().unwrap() {
        assert!(row["exchanges"].as_array().is_some_and(|exchanges| !exchanges.is_empty()), "{row:#}");
    }
}

/// Whether no code was given without a challenge.
fn has_none(document: &Value) -> bool {
    document["factors"].as_array().unwrap().iter().any(|row| row["seen"] == "no code without a challenge")
}

const OF_VERIFIER: [&str; 3] = ["verifier-wrong", "verifier-missing", "verifier-is-challenge"];

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn a_certified_provider_demands_secret_and_verifier_of_a_confidential_client() {
    let provider = Provider::start();
    let document = prove(&provider, &provider.client("basic"), (&[], 0));
    let [wrong, missing, challenge] = OF_VERIFIER;
    let all =
        ["client-wrong", "client-missing", wrong, missing, challenge, "neither", "verifier-unchallenged", "code-again"];
    assert_demanded(&document, &all);
    let claimed = &document["factors"][1]["metadata"];
    assert_eq!(claimed["member"], "token_endpoint_auth_methods_supported");
    assert!(claimed["values"].as_array().unwrap().contains(&"client_secret_basic".into()), "{claimed}");
    let needed = document["thief_of_code"].as_str().unwrap();
    assert!(needed.contains("the client secret and the verifier"), "{needed}");
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn a_certified_provider_demands_the_verifier_of_a_public_client() {
    let provider = Provider::start();
    let document = prove(&provider, &provider.client("native"), (&[], 0));
    let [wrong, missing, challenge] = OF_VERIFIER;
    assert_demanded(&document, &[wrong, missing, challenge, "verifier-unchallenged", "code-again"]);
    assert!(has_none(&document), "a public client is made to send a challenge");
    assert!(document["absences"][0].as_str().unwrap().contains("public"), "{document:#}");
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn a_code_that_is_bound_to_a_key_takes_that_key() {
    let provider = Provider::start();
    let document = prove(&provider, &provider.client("native"), (&["--dpop"], 0));
    let [wrong, missing, challenge] = OF_VERIFIER;
    let all = [wrong, missing, challenge, "verifier-unchallenged", "key-wrong", "key-missing", "code-again"];
    assert_demanded(&document, &all);
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn a_certificate_is_left_out_and_missed() {
    let folder = certificates();
    let provider = Provider::with_mutual_tls(folder.path());
    let words = ["prove", provider.issuer(), "--client-id", "self-signed", "--json", "--username", "alice"];
    let binary = Binary::new(words)
        .env("OAUTH_FLOW_PASSWORD", provider.password("alice"))
        .arg("--auth-method")
        .arg("self_signed_tls_client_auth");
    let document = shows(binary, folder.path(), "client").run().expect_code(0).json();
    let [wrong, missing, challenge] = OF_VERIFIER;
    let all = ["client-missing", wrong, missing, challenge, "neither", "verifier-unchallenged", "code-again"];
    assert_demanded(&document, &all);
    assert_eq!(document["factors"][1]["factor"], "client_certificate");
    assert!(document["thief_of_secret"].as_str().unwrap().contains("the client's certificate"), "{document:#}");
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn a_sloppy_provider_is_told_what_each_does_not_protect_from() {
    let provider = Provider::sloppy(&Value::Null);
    let words = ["prove", provider.issuer(), "--client-id", "anybody", "--json", "--username", "u"];
    let outcome = Binary::new(words)
        .env("OAUTH_FLOW_CLIENT_SECRET", "the secret of anybody")
        .env("OAUTH_FLOW_PASSWORD", "looking-glass")
        .run()
        .expect_code(1);
    let document = outcome.json();
    let open: Vec<_> = measured(&document).into_iter().filter(|(_, measured)| *measured == "not-demanded").collect();
    assert!(open.contains(&("client-wrong", "not-demanded")) && open.contains(&("client-missing", "not-demanded")));
    assert!(open.contains(&("verifier-missing", "not-demanded")), "{document:#}");
    let needed = document["thief_of_code"].as_str().unwrap();
    assert!(needed.contains("The client secret protects nothing here"), "{needed}");
    // A wrong one is refused: the honest client, which always brings its own, cannot be made to redeem a foreign code.
    assert!(needed.contains("whoever has none leaves it out"), "{needed}");
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn a_login_that_is_followed_by_a_measurement_says_proven() {
    let provider = Provider::start();
    let client = provider.client("basic");
    let words = ["login", provider.issuer(), "--client-id", "basic", "--run", "--no-lessons", "--prove"];
    let outcome = Binary::new(words)
        .arg("--redirect-uri")
        .arg("http://127.0.0.1:8400/callback")
        .arg("--agent")
        .arg("forms")
        .arg("--username")
        .arg("alice")
        .env("OAUTH_FLOW_PASSWORD", provider.password("alice"))
        .env("OAUTH_FLOW_CLIENT_SECRET", client.secret())
        .run()
        .expect_code(0);
    let (_, panel) = outcome.stderr.split_once("who could have redeemed this code?").unwrap();
    assert_eq!(panel.matches(" proven ").count(), 6, "{panel}");
    assert!(!panel.contains("by the spec"), "{panel}");
}
