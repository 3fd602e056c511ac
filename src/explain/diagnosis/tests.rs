mod reaching;

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::explain::sample;
use crate::protocol::error::{AUTHORIZATION_ERRORS, TOKEN_ERRORS};
use crate::protocol::{AssertionAudience, AuthMethod, Check, ClientKey, ProviderError, Verdict};
use crate::rules;
use crate::trace::{Level, Masker, Step};
use crate::wire::{Failure, FailureKind, Params, Request, Response};

/// A login that the server refused at this step, with these words.
pub(super) fn denied(step: Step, error: &str, description: &str) -> Trace {
    let status = (step != Step::Callback).then_some(400);
    let mut trace = sample::confidential();
    trace.plan.practice = false;
    let description = (!description.is_empty()).then(|| description.to_owned());
    let error = ProviderError { error: error.into(), error_description: description, error_uri: None, status };
    trace.ended = Ending::Denied { step, error };
    trace.exchanges.retain(|exchange| exchange.step <= step);
    if let Some(exchange) = trace.exchanges.last_mut().filter(|_| step != Step::Callback) {
        exchange.response = Some(Response::new(400).with_body("application/json", "{}"));
    }
    trace
}

/// A login that ended without an answer at this step.
pub(super) fn failed(step: Step, kind: FailureKind) -> Trace {
    let mut trace = sample::confidential();
    trace.plan.practice = false;
    trace.exchanges.retain(|exchange| exchange.step < step || exchange.step == step && step != Step::Callback);
    if let Some(exchange) = trace.exchanges.last_mut().filter(|exchange| exchange.step == step) {
        exchange.response = None;
    }
    trace.ended = Ending::Failed { step, failure: Failure::new(kind, "") };
    trace
}

#[track_caller]
pub(super) fn first(trace: &Trace) -> Diagnosis {
    diagnose(trace).into_iter().next().unwrap_or_else(|| panic!("no diagnosis of {:?}", trace.ended))
}

/// Every ending that a login can have.
fn endings() -> Vec<Trace> {
    let mut traces: Vec<Trace> = AUTHORIZATION_ERRORS.iter().map(|code| denied(Step::Callback, code, "")).collect();
    traces.extend(TOKEN_ERRORS.iter().map(|code| denied(Step::Redeem, code, "")));
    traces.push(denied(Step::Redeem, "odd", ""));
    traces.push(denied(Step::Userinfo, "invalid_token", ""));
    for kind in KINDS {
        traces.extend([Step::Discover, Step::Redeem].map(|step| failed(step, kind)));
    }
    for kind in [FailureKind::Timeout, FailureKind::ErrorPage, FailureKind::SignIn, FailureKind::Local] {
        traces.push(failed(Step::Callback, kind));
    }
    for rule in rules::ALL {
        let mut trace = sample::confidential();
        let check = Check { id: rule.id.into(), verdict: Verdict::Fail, expected: "a".into(), seen: "b".into() };
        trace.ended = Ending::Refused { step: rule.step, check };
        traces.push(trace);
    }
    traces
}

const KINDS: [FailureKind; 11] = [
    FailureKind::Dns,
    FailureKind::Refused,
    FailureKind::TlsExpired,
    FailureKind::TlsUnknownIssuer,
    FailureKind::TlsWrongName,
    FailureKind::Tls,
    FailureKind::Timeout,
    FailureKind::TooLarge,
    FailureKind::Closed,
    FailureKind::NotHttp,
    FailureKind::PlainHttp,
];

#[test]
fn every_ending_has_a_cause_and_something_to_do() {
    for trace in endings() {
        let found = diagnose(&trace);
        assert!(!found.is_empty(), "{:?}", trace.ended);
        for diagnosis in &found {
            assert!(!diagnosis.cause.is_empty() && !diagnosis.change.is_empty(), "{diagnosis:?}");
            assert!(!diagnosis.cause.ends_with('.') && !diagnosis.change.ends_with('.'), "{diagnosis:?}");
        }
        let certain = found.iter().filter(|diagnosis| diagnosis.confidence == Confidence::Certain).count();
        assert!(found.windows(2).all(|two| two[0].confidence <= two[1].confidence), "{found:?}");
        assert!(certain <= 2, "{found:?}");
    }
    for ended in [Ending::Open, Ending::Finished, Ending::Interrupted { step: Step::Redeem }] {
        assert_eq!(diagnose(&Trace { ended, ..sample::confidential() }), []);
    }
}

#[test]
fn every_cause_has_a_name_of_its_own() {
    let mut ids: Vec<&str> = causes().map(|(id, _)| id).chain(providers::all().map(|known| known.id)).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
    for (id, name) in causes() {
        assert!(
            id.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-') && !name.ends_with('.'),
            "{id}"
        );
    }
    for known in providers::all() {
        assert!(known.what.chars().count() <= 60 && !known.cause.ends_with('.'), "{}", known.id);
    }
}

#[test]
fn a_bare_invalid_grant_leaves_no_five_causes() {
    let found = diagnose(&denied(Step::Redeem, "invalid_grant", ""));
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!((found[0].id, found[0].confidence), ("code-unknown-there", Confidence::Likely));
    let cleared: Vec<&str> = found[0].ruled_out.iter().map(|ruled_out| ruled_out.cause.as_str()).collect();
    assert_eq!(cleared.len(), 7, "{cleared:?}");
    assert!(found[0].ruled_out.iter().any(|ruled_out| ruled_out.how.contains("byte for byte")));
}

#[test]
fn a_masked_record_is_diagnosed_as_the_whole_one_is() {
    for trace in endings() {
        let mut kept = trace.clone();
        kept.sealed = rules::seal(&trace);
        let kept = Masker::of(&trace, Level::Kept).trace(&kept);
        let ids = |trace: &Trace| diagnose(trace).iter().map(|diagnosis| diagnosis.id).collect::<Vec<_>>();
        assert_eq!(ids(&trace).first(), ids(&kept).first(), "{:?}", trace.ended);
    }
}

/// What would not test the guess is no help: the words have to be those that this program takes.
#[test]
fn an_assertion_is_tested_by_the_other_audience() {
    let mut trace = denied(Step::Redeem, "invalid_client", "");
    let client = &mut trace.plan.client;
    client.auth_method = Some(AuthMethod::PrivateKeyJwt);
    client.key = Some(ClientKey { alg: "ES256".into(), kid: "a".into(), thumbprint: "a".into() });
    let redeem = trace.exchanges.iter_mut().rfind(|exchange| exchange.step == Step::Redeem).unwrap();
    redeem.request = Request::post_form("https://h/t", &Params::default().with("client_assertion", "x.y.z"));
    let document =
        serde_json::json!({ "token_endpoint_auth_methods_supported": ["private_key_jwt", "tls_client_auth"] });
    let discover = trace.exchanges.iter_mut().rfind(|exchange| exchange.step == Step::Discover).unwrap();
    discover.response = Some(Response::new(200).with_body("application/json", document.to_string()));
    let found = first(&trace);
    let test = |found: &Diagnosis| found.test.clone().unwrap();
    assert!(test(&found).ends_with("--key FILE --assertion-audience token-endpoint"), "{found:#?}");
    assert!(
        found.evidence.iter().any(|words| words.contains("its thumbprint, since the file names none")),
        "{found:#?}"
    );
    trace.plan.client.assertion_audience = AssertionAudience::TokenEndpoint;
    assert!(test(&first(&trace)).ends_with("--assertion-audience issuer"));
    trace.plan.client.certificate = Some("x5t".into());
    assert!(test(&first(&trace)).ends_with("--cert FILE --key FILE --auth-method tls_client_auth"));
}

/// A row that nothing can reach would be no row.
#[test]
fn every_cause_is_reached() {
    let found: Vec<&str> = endings().iter().chain(&reaching::all()).flat_map(diagnose).map(|found| found.id).collect();
    let missing: Vec<&str> = causes().map(|(id, _)| id).filter(|id| !found.contains(id)).collect();
    assert_eq!(missing, [""; 0]);
}

/// Puts something else into the place of one character of a saved record.
fn mutated(trace: &Trace, places: &[(usize, String)]) -> Option<Trace> {
    let mut text = serde_json::to_string(trace).unwrap();
    for (at, with) in places {
        let at = at % text.len();
        if text.is_char_boundary(at) && text.is_char_boundary(at + 1) {
            text.replace_range(at..=at, with);
        }
    }
    serde_json::from_str(&text).ok()
}

proptest! {
    #[test]
    fn no_record_makes_it_stumble(
        which in 0_usize..200,
        places in prop::collection::vec((any::<usize>(), "[a-zA-Z0-9+%:/=&{}. \u{e9}\u{202e}-]{0,3}"), 1..6),
        drop in any::<prop::sample::Index>(),
        description in "\\PC{0,40}",
    ) {
        static ALL: LazyLock<Vec<Trace>> = LazyLock::new(endings);
        let all = &*ALL;
        let mut trace = all[which % all.len()].clone();
        if let Ending::Denied { error, .. } = &mut trace.ended {
            error.error_description = Some(description);
        }
        let index = drop.index(trace.exchanges.len().max(1));
        if index < trace.exchanges.len() && which % 3 == 0 {
            trace.exchanges.remove(index);
        }
        let _ = (diagnose(&trace), rules::judge(&trace));
        if let Some(trace) = mutated(&trace, &places) {
            let _ = (diagnose(&trace), rules::judge(&trace));
        }
    }
}
