//! What comes through the browser beside a code, or instead of one.

use oauth_flow::practice::Fault;
use oauth_flow::protocol::{ResponseMode, ResponseType};
use oauth_flow::rules::{is_sound, judge};
use oauth_flow::trace::{Step, Trace};

use super::{denied, finished, form, query, refused};
use crate::stage::{Scene, amiss};

/// What is told of every request for an access token through the browser, and of a provider that offers it.
const TOLD: [&str; 2] = ["metadata-legacy-features", "login-front-channel"];

fn steps(trace: &Trace) -> Vec<&'static str> {
    trace.exchanges.iter().map(|exchange| exchange.step.name()).collect()
}

#[test]
fn a_hybrid_login_checks_the_first_id_token_before_the_code_is_used() {
    for kind in [ResponseType::CodeIdToken, ResponseType::CodeToken, ResponseType::CodeIdTokenToken] {
        let told: &[&str] = if kind.has_token() { &TOLD } else { &TOLD[..1] };
        let trace = finished(Scene::web_app().response_type(kind), told);
        assert!(is_sound(&judge(&trace)), "a warning, not a failure (RFC 9700 2.1.2)");
        assert!(trace.last(Step::Callback).unwrap().request.url.contains('#'), "the default is the fragment");
        assert_eq!(trace.answered().get("code"), form(&trace).get("code"));
        let order: &[&str] = if kind.has_id_token() {
            &["discover", "authorize", "callback", "keys", "redeem", "userinfo"]
        } else {
            &["discover", "authorize", "callback", "redeem", "keys", "userinfo"]
        };
        assert_eq!(steps(&trace), order, "{}", kind.name());
        let verified = judge(&trace).iter().filter(|finding| finding.requirement.id == "idtoken-signature").count();
        assert_eq!(verified, if kind.has_id_token() { 2 } else { 1 }, "{}", kind.name());
    }
}

#[test]
fn an_implicit_login_ends_without_a_token_request() {
    for kind in [ResponseType::IdToken, ResponseType::IdTokenToken, ResponseType::Token] {
        let told: &[&str] = if kind.has_token() { &TOLD } else { &TOLD[..1] };
        let trace = finished(Scene::web_app().response_type(kind), told);
        let order: &[&str] = match kind {
            ResponseType::IdToken => &["discover", "authorize", "callback", "keys"],
            ResponseType::IdTokenToken => &["discover", "authorize", "callback", "keys", "userinfo"],
            _ => &["discover", "authorize", "callback"],
        };
        assert_eq!(steps(&trace), order, "{}", kind.name());
        assert_eq!((query(&trace).get("code_challenge"), trace.plan.nonces.code_verifier.as_deref()), (None, None));
        let given = trace.given().unwrap();
        assert_eq!(given.contains_key("access_token"), kind.has_token());
        assert_eq!(given.contains_key("id_token"), kind.has_id_token());
    }
}

#[test]
fn tokens_can_come_in_a_form_or_signed() {
    for mode in [ResponseMode::FormPost, ResponseMode::Jwt, ResponseMode::FormPostJwt] {
        for kind in [ResponseType::CodeIdTokenToken, ResponseType::IdTokenToken] {
            let scene = Scene::web_app().response_type(kind).planned(|plan| plan.response_mode = Some(mode));
            let trace = finished(scene, &TOLD);
            assert!(trace.answered().get("id_token").is_some(), "{mode:?}");
        }
    }
}

#[test]
fn hashes_are_due_where_the_browser_carried_both() {
    let both = || Scene::web_app().response_type(ResponseType::CodeIdTokenToken);
    for (fault, id) in [
        (Fault::CHashWrong, "idtoken-c-hash"),
        (Fault::CHashMissing, "idtoken-c-hash"),
        (Fault::AtHashMissing, "idtoken-at-hash"),
        (Fault::AtHashWrong, "idtoken-at-hash"),
        (Fault::IdTokenOtherKey, "idtoken-signature"),
        (Fault::NonceWrong, "idtoken-nonce"),
        (Fault::IdTokenAudWrong, "idtoken-aud"),
    ] {
        let trace = refused(both().fault(fault), Step::Verify, id);
        assert_eq!(trace.of(Step::Redeem).count(), 0, "{}: the code was used", fault.name());
    }
    // Without a code or a token beside it there is nothing to hash.
    finished(Scene::web_app().response_type(ResponseType::IdToken).fault(Fault::CHashMissing), &TOLD[..1]);
}

/// The ID token says who answers, and its signature is checked before the code is used.
#[test]
fn an_answer_without_iss_is_odd_where_an_id_token_tells_it() {
    let scene = |kind| Scene::web_app().response_type(kind).fault(Fault::IssMissing);
    finished(scene(ResponseType::CodeIdToken), &["metadata-legacy-features", "response-iss"]);
    refused(scene(ResponseType::CodeToken), Step::Callback, "response-iss");
}

#[test]
fn what_was_not_asked_for_or_comes_another_way_is_refused() {
    refused(Scene::web_app().fault(Fault::TokenInFrontChannel), Step::Callback, "response-no-front-channel-tokens");
    let more = Scene::web_app().response_type(ResponseType::CodeIdToken);
    refused(
        more.set("authorize.response_type=code id_token token"),
        Step::Callback,
        "response-no-front-channel-tokens",
    );
    let less = Scene::web_app().response_type(ResponseType::CodeIdTokenToken);
    refused(less.clone().set("authorize.response_type=code id_token"), Step::Callback, "response-token-present");
    refused(less.set("authorize.response_type=code token"), Step::Callback, "response-id-token-present");
    let denied_type = denied(
        Scene::web_app().planned(|plan| plan.asked.response_type = ResponseType::Token),
        Step::Callback,
        "unsupported_response_type",
    );
    assert!(amiss(&denied_type).contains(&"metadata-offers-asked"), "{:?}", amiss(&denied_type));
}

#[test]
fn without_a_nonce_the_findings_say_so() {
    let scene = Scene::web_app().response_type(ResponseType::CodeIdToken).planned(|plan| plan.nonces.nonce = None);
    denied(scene, Step::Callback, "invalid_request");
}
