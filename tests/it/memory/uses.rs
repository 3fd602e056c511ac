//! What is done with tokens after a login, and without one.

use oauth_flow::practice::{Refresh, Service};
use oauth_flow::protocol::{Called, Given, TokenKind};
use oauth_flow::trace::{Ending, Flow, Step, Trace};

use super::{finished, refused, sound};
use crate::stage::Scene;

fn steps(trace: &Trace) -> Vec<Step> {
    let login = |step: &Step| *step > Step::Redeem && *step != Step::Keys;
    trace
        .exchanges
        .iter()
        .map(|exchange| exchange.step)
        .skip_while(|step| *step != Step::Redeem)
        .filter(login)
        .collect()
}

fn body(trace: &Trace, step: Step) -> String {
    trace.last(step).unwrap().response.as_ref().unwrap().body.text_lossy().into_owned()
}

#[test]
fn everything_can_follow_a_login() {
    use Step::{Call, Confirm, Introspect, Logout, Refresh, Return, Revoke, Userinfo};
    let all = [Step::Refresh, Step::Userinfo, Step::Introspect, Step::Call, Step::Revoke, Step::Logout];
    let trace = sound(Scene::web_app().then(&all));
    assert_eq!(
        steps(&trace),
        [Userinfo, Refresh, Userinfo, Introspect, Call, Revoke, Confirm, Logout, Return],
        "{:?}",
        trace.plan.steps()
    );
    assert!(body(&trace, Introspect).contains("\"active\":true"), "{}", body(&trace, Introspect));
    assert!(body(&trace, Confirm).contains("invalid_grant"));
    let hint = trace.last(Logout).unwrap().request.query().get("id_token_hint").map(str::to_owned);
    assert_eq!(hint, trace.held(trace.exchanges.len()).id_token);
}

#[test]
fn a_refresh_takes_the_place_of_what_was_held() {
    let trace = sound(Scene::native_app().then(&[Step::Refresh, Step::Refresh, Step::Userinfo]));
    let tokens: Vec<String> = trace
        .of(Step::Refresh)
        .map(|exchange| exchange.request.form().unwrap().get("refresh_token").unwrap().to_owned())
        .collect();
    assert_ne!(tokens[0], tokens[1], "a rotated token is used once");
    let shown = trace.last(Step::Userinfo).unwrap().request.headers.get("authorization").unwrap();
    assert!(shown.ends_with(&trace.held(trace.exchanges.len()).access_token.unwrap()));
}

#[test]
fn a_public_client_whose_refresh_token_stays_is_warned_of() {
    let kept = |scene: Scene| scene.policy(|policy| policy.refresh = Refresh::Plain).then(&[Step::Refresh]);
    finished(kept(Scene::native_app()), &["refresh-rotation"]);
    sound(kept(Scene::web_app()));
}

#[test]
fn each_token_can_be_revoked_and_is_seen_to_be_dead() {
    for (scene, kind, tried) in [
        (Scene::web_app(), TokenKind::AccessToken, "\"active\":false"),
        (Scene::web_app(), TokenKind::RefreshToken, "invalid_grant"),
        (Scene::native_app(), TokenKind::AccessToken, ""),
        (Scene::native_app(), TokenKind::RefreshToken, "invalid_grant"),
    ] {
        let trace = sound(scene.then(&[Step::Revoke]).planned(|plan| plan.given.token = Some(kind)));
        assert!(body(&trace, Step::Confirm).contains(tried), "{kind:?} {}", body(&trace, Step::Confirm));
    }
}

#[test]
fn what_the_server_lacks_is_told_before_the_login() {
    let without = |service, step| {
        let scene = Scene::web_app().policy(|policy| policy.services = policy.services.clone().without(service));
        let trace = refused(scene.then(&[step]), Step::Discover, "metadata-required-members");
        assert_eq!(trace.exchanges.len(), 1);
    };
    without(Service::Introspection, Step::Introspect);
    without(Service::Revocation, Step::Revoke);
    without(Service::Logout, Step::Logout);
    let scene =
        Scene::web_app().policy(|policy| policy.services = policy.services.clone().without(Service::Registration));
    refused(scene.registered(), Step::Discover, "metadata-required-members");
}

#[test]
fn tokens_that_are_there_already_need_no_login() {
    let scene = Scene::web_app().then(&[Step::Introspect, Step::Refresh]).planned(|plan| {
        plan.flow = Flow::Tokens;
        plan.given = Given {
            access_token: Some("a-token-of-another-day".into()),
            refresh_token: Some("and-another".into()),
            ..Given::default()
        };
    });
    let trace = scene.play();
    assert!(body(&trace, Step::Introspect).contains("\"active\":false"), "an answer like any other");
    assert!(matches!(&trace.ended, Ending::Denied { step: Step::Refresh, error } if error.error == "invalid_grant"));
}

#[test]
fn a_step_without_its_token_says_what_is_missing() {
    let scene = Scene::web_app().planned(|plan| plan.scope = vec!["openid".into()]).then(&[Step::Refresh]);
    let trace = scene.play();
    assert!(
        matches!(&trace.ended, Ending::Failed { step: Step::Refresh, failure } if failure.detail == "there is no refresh token"),
        "{:?}",
        trace.ended
    );
}

#[test]
fn a_resource_that_refuses_is_heard() {
    let called = |url: &str| {
        let called = Some(Called { method: "GET".into(), url: url.into() });
        Scene::web_app().then(&[Step::Call]).planned(|plan| plan.given.call = called)
    };
    sound(called("http://127.0.0.1:4000/userinfo"));
    let trace = called("http://127.0.0.1:4000/userinfo").set("call.header.authorization=Bearer wrong").play();
    assert!(matches!(&trace.ended, Ending::Denied { step: Step::Call, error } if error.error == "invalid_token"));
    let trace = called("http://127.0.0.1:4000/nowhere").play();
    assert_eq!(trace.ended, Ending::Finished, "404 says nothing about the token");
}

#[test]
fn a_client_is_made_for_the_run_and_gone_after_it() {
    let trace = sound(Scene::web_app().registered().then(&[Step::Refresh]));
    let given = &trace.last(Step::Register).unwrap().response.as_ref().unwrap().body.text_lossy().into_owned();
    assert!(given.contains(&trace.plan.client.client_id) && !trace.plan.client.client_id.is_empty());
    assert_eq!(trace.exchanges.last().unwrap().step, Step::Unregister);
    // It is deleted also where the login goes wrong.
    let trace = Scene::web_app().registered().set("redeem.code=wrong").play();
    assert!(matches!(trace.ended, Ending::Denied { step: Step::Redeem, .. }), "{:?}", trace.ended);
    assert_eq!(trace.exchanges.last().unwrap().response.as_ref().unwrap().status, 204);
}
