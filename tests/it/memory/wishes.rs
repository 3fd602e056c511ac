//! What is asked of the user, of the ID token and of the access token; and what is refused by who wants no oddity.

use oauth_flow::practice::{Fault, IssParameter};
use oauth_flow::protocol::Push;
use oauth_flow::rules::judge;
use oauth_flow::trace::{Plan, Step, Trace};
use serde_json::json;

use super::{denied, finished, form, query, refused, sound};
use crate::stage::{ESSENTIAL_ACR, PAYMENT, Scene};

fn passed(trace: &Trace, id: &str) -> bool {
    judge(trace).iter().any(|finding| finding.requirement.id == id && finding.word() == "ok")
}

fn strict(plan: &mut Plan) {
    plan.strict = true;
}

#[test]
fn the_age_of_a_login_is_looked_at_where_it_was_asked_for() {
    let asking = || Scene::web_app().asking("max_age", "60");
    assert!(passed(&sound(asking()), "idtoken-auth-time"));
    assert!(passed(&sound(asking().planned(|plan| plan.asked.push = Push::Always)), "idtoken-auth-time"));
    for fault in [Fault::AuthTimeMissing, Fault::AuthTimeOld] {
        refused(asking().fault(fault), Step::Verify, "idtoken-auth-time");
        // Nobody looks at it where nobody asked.
        sound(Scene::web_app().fault(fault));
    }
}

#[test]
fn a_class_of_authentication_is_looked_at_where_it_was_asked_for() {
    assert!(passed(&sound(Scene::web_app().asking("claims", ESSENTIAL_ACR)), "idtoken-acr"));
    for fault in [Fault::AcrMissing, Fault::AcrOther] {
        refused(Scene::web_app().asking("claims", ESSENTIAL_ACR).fault(fault), Step::Verify, "idtoken-acr");
        finished(Scene::web_app().asking("acr_values", "urn:example:password").fault(fault), &["idtoken-acr"]);
    }
    sound(Scene::web_app().asking("acr_values", "urn:example:password"));
    let other = r#"{"id_token":{"acr":{"essential":true,"value":"urn:example:retina"}}}"#;
    let trace = Scene::web_app().asking("claims", other).play();
    assert!(matches!(trace.ended, oauth_flow::trace::Ending::Denied { step: Step::Callback, .. }), "{:?}", trace.ended);
}

#[test]
fn single_claims_come_where_they_were_asked_for() {
    let trace = sound(Scene::web_app().asking("claims", r#"{"id_token":{"email":null}}"#));
    let id_token = trace.given().unwrap()["id_token"].as_str().unwrap().to_owned();
    let (_, claims) = oauth_flow::protocol::id_token::read(&id_token).unwrap();
    assert_eq!(claims["email"], "alice@example.com");
}

#[test]
fn resources_are_named_in_both_requests() {
    let trace = sound(Scene::web_app().asking("resource", &format!("{}/api", crate::stage::ISSUER)));
    let resource = query(&trace).get("resource").map(str::to_owned);
    assert!(resource.is_some() && form(&trace).get("resource") == resource.as_deref());
    assert_eq!(trace.of(Step::Userinfo).count(), 0, "the token is for another door");
    denied(Scene::web_app().asking("resource", "https://nobody.example/"), Step::Callback, "invalid_target");
}

#[test]
fn what_was_granted_in_detail_is_told() {
    let asking = || Scene::web_app().asking("authorization_details", PAYMENT);
    let trace = sound(asking());
    assert_eq!(trace.given().unwrap()["authorization_details"][0]["type"], "payment_initiation");
    refused(asking().fault(Fault::DetailsMissing), Step::Redeem, "token-authorization-details");
    finished(asking().fault(Fault::DetailsWider), &["token-authorization-details"]);
    let unknown = json!([{"type": "the-moon"}]).to_string();
    denied(Scene::web_app().asking("authorization_details", &unknown), Step::Callback, "invalid_authorization_details");
}

#[test]
fn any_other_parameter_goes_along() {
    let trace = sound(Scene::web_app().asking("login_hint", "alice").asking("tenant", "a b&c"));
    assert_eq!((query(&trace).get("login_hint"), query(&trace).get("tenant")), (Some("alice"), Some("a b&c")));
    assert!(form(&trace).get("tenant").is_none());
}

#[test]
fn what_is_only_odd_is_refused_by_who_wants_that() {
    sound(Scene::web_app().planned(strict));
    let off = || Scene::web_app().policy(|policy| policy.iss = IssParameter::Off);
    finished(off(), &["metadata-iss-param", "response-iss"]);
    let trace = refused(off().planned(strict), Step::Callback, "response-iss");
    assert_eq!(trace.of(Step::Redeem).count(), 0);
    refused(Scene::web_app().fault(Fault::TokenContentType).planned(strict), Step::Redeem, "token-response-shape");
}
