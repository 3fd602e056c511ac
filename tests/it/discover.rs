//! `oauth-flow discover`: documents and keys, explained and checked, without a login.

use crate::binary::Binary;
use crate::crooked::{Crooked, Says, closed_port};
use crate::practice::Practice;
use crate::told::{HOSTILE, assert_harmless};

fn discover(issuer: &str) -> Binary {
    Binary::new(["discover", issuer]).env("OAUTH_FLOW_MAX_TIME", "10")
}

#[test]
fn a_provider_is_told_on_standard_output() {
    let practice = Practice::start(&[]);
    let outcome = discover(practice.issuer()).run().expect_code(0);
    assert_eq!(outcome.stderr, "");
    for words in
        ["jwks_uri  where the public keys are", "RSA, 2048 bits", "/.well-known/oauth-authorization-server", "sound"]
    {
        assert!(outcome.stdout.contains(words), "{words} is not in {}", outcome.stdout);
    }
    let by_document = discover(&format!("{}/.well-known/openid-configuration", practice.issuer())).run().expect_code(0);
    assert_eq!(by_document.stdout, outcome.stdout, "the address of the document is taken for the issuer");
}

#[test]
fn a_broken_document_makes_findings_and_the_record_can_be_shown() {
    let practice = Practice::start(&["--fault", "metadata-documents-disagree"]);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("trace.json").to_str().unwrap().to_owned();
    let outcome = discover(practice.issuer()).arg("--json").arg("--trace").arg(&file).run().expect_code(1);
    let document = outcome.json();
    assert_eq!(document["schema"], "oauth-flow/discover/1");
    assert_eq!(document["sound"], false);
    let ids: Vec<&str> = document["findings"].as_array().unwrap().iter().filter_map(|it| it["id"].as_str()).collect();
    assert_eq!(ids, ["metadata-documents-agree", "metadata-pkce-plain"]);
    assert_eq!(document["metadata"]["issuer"], practice.issuer());
    assert_eq!(document["keys"][0]["thumbprint"], document["keys"][0]["jwk"]["kid"]);
    let shown = Binary::new(["show", &file]).run().expect_code(1);
    assert!(shown.stdout.contains("they differ in token_endpoint"), "{}", shown.stdout);
    let again = Binary::new(["show", &file, "--as", "json"]).run().expect_code(1);
    assert_eq!(again.json()["findings"], document["findings"]);
}

#[test]
fn where_nobody_answers_it_says_so() {
    let outcome = discover(&format!("http://127.0.0.1:{}", closed_port())).run().expect_code(4);
    assert!(outcome.stdout.contains("no answer: the connection was refused"), "{}", outcome.stdout);
    assert!(outcome.stderr.contains("error: ") && outcome.stderr.contains("hint: "), "{}", outcome.stderr);
    let outcome = discover("id.example.com").run().expect_code(2);
    assert!(outcome.stderr.contains("it begins with neither https:// nor http://"), "{}", outcome.stderr);
}

#[test]
fn a_hostile_document_does_no_harm() {
    let document = serde_json::json!({"issuer": HOSTILE, HOSTILE: [HOSTILE], "jwks_uri": HOSTILE}).to_string();
    let server = Crooked::start(move |_| Says::json("200 OK", &document));
    for arguments in [&[][..], &["--json"]] {
        let outcome = arguments.iter().fold(discover(&server.url("")), |binary, word| binary.arg(word)).run();
        assert_harmless(&outcome.stdout);
        assert_harmless(&outcome.stderr);
        assert_eq!(outcome.code, Some(1), "{}", outcome.stderr);
    }
}
