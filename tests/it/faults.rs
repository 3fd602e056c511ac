//! Each fault of the practice provider that an ordinary login can see is seen, named, and ends as it should.

use oauth_flow::practice::{Fault, Occasion, SeenBy};

use crate::binary::Outcome;
use crate::practice::Practice;
use crate::told::{assert_harmless, assert_told};

/// Each fault of these requirements that an ordinary login sees is told by the requirement that it breaks.
fn every_one_is_seen(requirements: &[&str], at_least: usize) {
    let is_seen = |fault: &Fault| matches!(fault.seen_by(), SeenBy::Rule(_)) && fault.occasion() == Occasion::Login;
    let is_here = |fault: &Fault| requirements.iter().any(|part| fault.requirement().starts_with(part));
    let faults: Vec<Fault> = Fault::ALL.iter().copied().filter(|fault| is_seen(fault) && is_here(fault)).collect();
    assert!(faults.len() >= at_least, "{faults:?}");
    faults.into_iter().for_each(assert_seen);
}

#[track_caller]
fn assert_seen(fault: Fault) {
    let practice = Practice::start(&["--fault", fault.name()]);
    let outcome = practice.robot_login().arg("--json").run();
    assert_harmless(&outcome.stderr);
    let document = outcome.json();
    let amiss: Vec<&str> =
        document["findings"].as_array().unwrap().iter().filter_map(|finding| finding["id"].as_str()).collect();
    assert!(amiss.contains(&fault.requirement()), "{}: {amiss:?} {:?}\n{}", fault.name(), outcome.code, outcome.stderr);
    let stopped = document["ending"]["how"] == "refused";
    let failed = document["sound"] == false;
    let code = if stopped { 6 } else { i32::from(failed) };
    assert_eq!(outcome.code, Some(code), "{}: {}", fault.name(), outcome.stderr);
    if stopped {
        assert_told(&Outcome { stdout: String::new(), ..outcome }, 6, &[]);
    }
}

#[test]
fn an_id_token_of_the_wrong_form_or_signature_is_refused() {
    every_one_is_seen(&["idtoken-form", "idtoken-crit", "idtoken-alg", "idtoken-signature"], 7);
}

#[test]
fn an_id_token_of_others_or_for_others_is_refused() {
    every_one_is_seen(&["idtoken-iss", "idtoken-aud", "idtoken-azp", "idtoken-sub"], 5);
}

#[test]
fn an_id_token_of_another_time_is_refused() {
    every_one_is_seen(&["idtoken-exp", "idtoken-iat", "idtoken-nbf"], 6);
}

#[test]
fn an_id_token_of_another_login_is_refused() {
    every_one_is_seen(&["idtoken-nonce", "idtoken-at-hash"], 3);
}

#[test]
fn every_wrong_token_response_is_told() {
    every_one_is_seen(&["token-"], 11);
}

#[test]
fn every_wrong_userinfo_response_is_told() {
    every_one_is_seen(&["userinfo-"], 3);
}

#[test]
fn every_wrong_document_is_told() {
    every_one_is_seen(&["metadata-", "jwks-"], 8);
}

#[test]
fn every_wrong_callback_is_told() {
    every_one_is_seen(&["response-"], 8);
}
