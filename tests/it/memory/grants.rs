//! The other grants, each from its first message to its last.

use oauth_flow::practice::Service;
use oauth_flow::protocol::{Given, Traded};
use oauth_flow::trace::{Ending, Flow, Step, Trace};
use oauth_flow::wire::FailureKind;

use super::{finished, sound};
use crate::stage::Scene;

fn of(scene: Scene, flow: Flow, scope: &str) -> Scene {
    scene.planned(|plan| {
        plan.flow = flow;
        plan.scope = scope.split_whitespace().map(str::to_owned).collect();
        plan.nonces = oauth_flow::protocol::Nonces::default();
    })
}

fn steps(trace: &Trace) -> Vec<Step> {
    trace.exchanges.iter().map(|exchange| exchange.step).collect()
}

#[test]
fn a_device_gets_its_tokens_when_its_user_agrees() {
    use Step::{Confirm, Device, Discover, Keys, Revoke, Token, Userinfo};
    for scene in [Scene::native_app(), Scene::web_app(), Scene::key_app()] {
        let trace = sound(of(scene, Flow::Device, "openid profile offline_access").then(&[Step::Revoke]));
        assert_eq!(steps(&trace), [Discover, Device, Token, Keys, Userinfo, Revoke, Confirm]);
    }
}

#[test]
fn a_device_that_nobody_looks_at_stops_when_its_code_is_over() {
    let mut scene = of(Scene::native_app(), Flow::Device, "openid");
    scene.user = String::new();
    let trace = scene.play();
    assert!(
        matches!(&trace.ended, Ending::Denied { step: Step::Token, error } if error.error == "expired_token"),
        "{:?}",
        trace.ended
    );
    let polls: Vec<_> = trace.of(Step::Token).collect();
    assert_eq!(polls.len(), 121, "every five of six hundred seconds");
    let apart = polls.windows(2).map(|pair| pair[1].started_ms - pair[0].started_ms);
    assert!(apart.into_iter().all(|apart| apart == 5000));
    let told = |code: &str| {
        let all = polls.iter().filter_map(|poll| poll.response.as_ref());
        all.filter(|response| response.body.text_lossy().contains(code)).count()
    };
    assert_eq!((told("authorization_pending") > 100, told("slow_down")), (true, 0));
}

#[test]
fn a_client_asks_for_itself() {
    for scene in [Scene::web_app(), Scene::key_app()] {
        let trace = sound(of(scene, Flow::ClientCredentials, "profile").then(&[Step::Introspect, Step::Revoke]));
        let expected = [Step::Discover, Step::Token, Step::Introspect, Step::Revoke, Step::Confirm];
        assert_eq!(steps(&trace), expected);
    }
    let trace = of(Scene::native_app(), Flow::ClientCredentials, "profile").play();
    assert!(
        matches!(&trace.ended, Ending::Denied { step: Step::Token, error } if error.error == "unauthorized_client")
    );
}

#[test]
fn a_token_is_traded_for_another() {
    let trace = sound(of(Scene::web_app(), Flow::Exchange, "").then(&[Step::Introspect]));
    let forms: Vec<_> = trace.of(Step::Token).map(|exchange| exchange.request.form().unwrap()).collect();
    assert_eq!(forms[0].get("grant_type"), Some("client_credentials"), "a token to trade is fetched first");
    let traded = forms[1].get("subject_token").unwrap().to_owned();
    assert_ne!(Some(&traded), trace.held(trace.exchanges.len()).access_token.as_ref());

    let exchange = Traded { subject_token: Some("nobody's".into()), ..Traded::default() };
    let scene = of(Scene::web_app(), Flow::Exchange, "").planned(|plan| {
        plan.given = Given { exchange: Some(exchange), ..Given::default() };
    });
    assert!(
        matches!(&scene.play().ended, Ending::Denied { step: Step::Token, error } if error.error == "invalid_request")
    );
}

#[test]
fn a_signed_word_is_a_grant() {
    let subject = |plan: &mut oauth_flow::trace::Plan| plan.given.subject = Some("alice".into());
    let trace = sound(of(Scene::key_app(), Flow::JwtBearer, "profile").planned(subject));
    assert_eq!(steps(&trace), [Step::Discover, Step::Token]);
    let given = of(Scene::web_app(), Flow::JwtBearer, "profile")
        .planned(|plan| plan.given.assertion = Some("eyJhbGciOiJub25lIn0.e30.".into()));
    assert!(matches!(&given.play().ended, Ending::Denied { error, .. } if error.error == "invalid_grant"));
    let without = of(Scene::web_app(), Flow::JwtBearer, "profile").play();
    assert!(matches!(&without.ended, Ending::Failed { failure, .. } if failure.kind == FailureKind::Local));
}

#[test]
fn a_password_in_the_hands_of_an_app_works_and_is_named() {
    let on = |scene: Scene| scene.policy(|policy| policy.services = policy.services.clone().with(Service::Password));
    let with = |password: &'static str| {
        on(of(Scene::web_app(), Flow::Password, "openid profile")).planned(move |plan| {
            plan.given.username = Some("alice".into());
            plan.given.password = Some(password.into());
        })
    };
    let trace = finished(with("wonderland"), &["metadata-legacy-features", "grant-password"]);
    assert_eq!(steps(&trace), [Step::Discover, Step::Token, Step::Keys, Step::Userinfo]);
    assert!(matches!(&with("wrong").play().ended, Ending::Denied { error, .. } if error.error == "invalid_grant"));
}
