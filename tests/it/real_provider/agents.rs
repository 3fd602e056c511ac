//! Signing in at a certified provider without a person: by forms, by a driven browser, by a program.

use serde_json::Value;

use super::{assert_sound, login};
use crate::binary::Binary;
use crate::provider::Provider;

fn signed_in_by(provider: &Provider, agent: &str) -> Binary {
    let login = login(provider, &provider.client("public")).arg("--agent").arg(agent).arg("--username").arg("alice");
    login.env("OAUTH_FLOW_PASSWORD", provider.password("alice")).arg("--json")
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn forms_are_filled_in_without_any_hint() {
    let provider = Provider::start();
    let client = provider.client("public");
    for mode in ["query", "fragment", "form_post"] {
        let outcome = signed_in_by(&provider, "forms").arg("--response-mode").arg(mode).run().expect_code(0);
        let document = outcome.json();
        assert_sound(&document, &client);
        let exchanges = document["exchanges"].as_array().unwrap();
        let hops: Vec<&Value> = exchanges.iter().filter(|exchange| exchange["step"] == "sign-in").collect();
        assert!(hops.len() >= 6, "{mode}: {document:#}");
        for stream in [&outcome.stdout, &outcome.stderr] {
            assert!(!stream.contains(provider.password("alice")), "{stream}");
        }
    }
}

#[test]
#[ignore = "needs node and the packages of tests/provider (run by .ci/run)"]
fn a_wrong_password_is_told_with_the_page() {
    let provider = Provider::start();
    let outcome = signed_in_by(&provider, "forms").env("OAUTH_FLOW_PASSWORD", "nothing").run().expect_code(6);
    assert!(outcome.stderr.contains("do not belong together"), "{}", outcome.stderr);
}

#[test]
#[ignore = "needs node and the packages of tests/provider, and Chromium with chromedriver (run by .ci/run)"]
fn a_browser_is_driven_through_the_same_pages() {
    let provider = Provider::start();
    let outcome = signed_in_by(&provider, "webdriver").run().expect_code(0);
    assert_sound(&outcome.json(), &provider.client("public"));
    let wrong = signed_in_by(&provider, "webdriver").env("OAUTH_FLOW_PASSWORD", "nothing");
    let folder = tempfile::tempdir().unwrap();
    let picture = folder.path().join("page.png");
    let outcome = wrong.arg("--screenshot").arg(picture.to_str().unwrap()).run().expect_code(6);
    assert!(std::fs::read(&picture).unwrap().starts_with(b"\x89PNG"));
    assert!(outcome.stderr.contains("do not belong together"), "{}", outcome.stderr);
}

#[test]
#[ignore = "needs node and the packages of tests/provider, and Chromium with chromedriver (run by .ci/run)"]
fn a_check_signs_in_once_and_keeps_the_session() {
    let provider = Provider::start();
    for agent in ["forms", "webdriver"] {
        let check = Binary::new(["check", provider.issuer(), "--client-id", "public", "--public", "--max-logins", "1"]);
        let check = check.arg("--redirect-uri").arg("http://127.0.0.1:8400/callback").arg("--agent").arg(agent);
        let check =
            check.arg("--username").arg("alice").arg("--only").arg("authz-baseline,token-baseline,pkce-verifier-wrong");
        let outcome = check.env("OAUTH_FLOW_PASSWORD", provider.password("alice")).run().expect_code(0);
        assert!(!outcome.stdout.contains("code-budget"), "{agent}: {}", outcome.stdout);
    }
}
