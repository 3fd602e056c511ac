use super::*;
use crate::explain::sample;
use crate::protocol::error::{AUTHORIZATION_ERRORS, TOKEN_ERRORS};
use crate::protocol::{Check, ProviderError, Verdict};
use crate::wire::{Failure, FailureKind, Response};

fn ended(ending: Ending) -> Told {
    let mut trace = sample::confidential();
    trace.ended = ending;
    told(&trace).unwrap()
}

fn refusal(id: &'static str, expected: &str, seen: &str) -> Ending {
    let check = Check { id: id.into(), verdict: Verdict::Fail, expected: expected.into(), seen: seen.into() };
    Ending::Refused { step: crate::rules::by_id(id).map_or(Step::Redeem, |rule| rule.step), check }
}

fn denial(step: Step, error: &str, status: Option<u16>) -> Ending {
    let error = ProviderError { error: error.into(), error_description: Some("why".into()), error_uri: None, status };
    Ending::Denied { step, error }
}

#[test]
fn every_check_that_can_refuse_has_words() {
    for rule in crate::rules::ALL {
        let told = ended(refusal(rule.id, "\"a\"", "\"b\""));
        assert!(!told.meaning.is_empty(), "{}", rule.id);
        assert!(!told.headline.ends_with('.') && told.facts.len() >= 2, "{told:?}");
    }
    for words in checks::ALL.iter().chain(asking::ALL) {
        assert!(words.id == "answer-complete" || crate::rules::by_id(words.id).is_some(), "{}", words.id);
    }
}

#[test]
fn every_registered_error_is_told_with_what_the_server_says() {
    for code in AUTHORIZATION_ERRORS {
        assert!(ended(denial(Step::Callback, code, None)).headline.contains(code));
    }
    for code in TOKEN_ERRORS {
        let told = ended(denial(Step::Redeem, code, Some(400)));
        assert!(told.headline.contains(code) && told.facts.contains(&("it says".into(), "why".into())), "{told:?}");
    }
}

#[test]
fn every_failure_is_named() {
    use FailureKind as Kind;
    for kind in [Kind::Dns, Kind::Refused, Kind::TlsExpired, Kind::Timeout, Kind::NotHttp, Kind::PlainHttp] {
        let told = ended(Ending::Failed { step: Step::Redeem, failure: Failure::new(kind, "detail") });
        assert!(told.headline.contains(kind.words()), "{told:?}");
    }
}

#[test]
fn a_missing_verifier_is_told_from_a_spent_code() {
    let mut trace = sample::confidential();
    trace.ended = denial(Step::Redeem, "invalid_grant", Some(400));
    let spent = told(&trace).unwrap();
    assert!(spent.meaning[0].contains("does not count"), "{spent:?}");
    let redeem = trace.exchanges.iter_mut().find(|exchange| exchange.step == Step::Redeem).unwrap();
    let mut form = redeem.request.form().unwrap();
    form.unset("code_verifier");
    redeem.request.body = form.to_form().into();
    redeem.tampered.push(crate::trace::Change::UnsetParameter("code_verifier".into()));
    let missing = told(&trace).unwrap();
    assert!(missing.meaning[0].contains("second lock"), "{missing:?}");
}

#[test]
fn a_page_instead_of_tokens_is_shown_from_its_beginning() {
    let mut trace = sample::confidential();
    let redeem = trace.exchanges.iter_mut().find(|exchange| exchange.step == Step::Redeem).unwrap();
    redeem.response = Some(Response::new(200).with_body("text/html", "<!DOCTYPE html><title>Login</title>"));
    trace.ended = refusal("token-response-shape", "200", "200");
    let told = told(&trace).unwrap();
    assert!(told.facts.iter().any(|(label, value)| label == "it begins" && value.contains("Login")));
}
