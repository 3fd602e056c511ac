//! Every way of asking: pushed, signed, for more than a code, answered by a JWT, and what is asked of the user.

use oauth_flow::practice::{Fault, Par, RequestObjects};
use oauth_flow::protocol::{AuthMethod, Push, RequestObject, ResponseMode};
use oauth_flow::trace::{Ending, Step, Trace};

use super::{denied, finished, form, query, refused, sound};
use crate::stage::{CHALLENGE, Scene, amiss};

fn pushing() -> Scene {
    Scene::web_app().planned(|plan| plan.asked.push = Push::Always)
}

fn signed(scene: Scene) -> Scene {
    scene.planned(|plan| plan.asked.request_object = RequestObject::Signed)
}

fn steps(trace: &Trace) -> Vec<&'static str> {
    trace.exchanges.iter().map(|exchange| exchange.step.name()).collect()
}

mod pushed {
    use super::*;

    #[test]
    fn the_browser_carries_a_name_and_nothing_else() {
        for scene in [pushing(), Scene::native_app().planned(|plan| plan.asked.push = Push::Always)] {
            let trace = sound(scene);
            let names: Vec<String> = query(&trace).iter().map(|(name, _)| name.to_owned()).collect();
            assert_eq!(names, ["client_id", "request_uri"]);
            let pushed = trace.last(Step::Push).unwrap().request.form().unwrap();
            assert_eq!(pushed.get("code_challenge"), Some(CHALLENGE));
            assert_eq!(trace.asked().get("code_challenge"), Some(CHALLENGE));
            assert_eq!(trace.plan.number(Step::Push), 3);
        }
    }

    #[test]
    fn a_server_that_requires_it_gets_it_unless_told_otherwise() {
        let required = || Scene::web_app().policy(|policy| policy.asking.par = Par::Required);
        let trace = sound(required());
        assert_eq!(trace.plan.asked.push, Push::Required);
        let never = denied(required().planned(|plan| plan.asked.push = Push::Never), Step::Callback, "invalid_request");
        assert!(amiss(&never).contains(&"metadata-asked-as-required"), "{:?}", amiss(&never));
    }

    #[test]
    fn a_server_without_the_endpoint_is_told() {
        let off = pushing().policy(|policy| policy.asking.par = Par::Off);
        refused(off, Step::Discover, "metadata-required-members");
    }

    #[test]
    fn a_name_that_is_missing_stops_it_and_odd_answers_do_not() {
        let trace = refused(pushing().fault(Fault::PushRequestUriMissing), Step::Push, "par-response-shape");
        assert_eq!(steps(&trace), ["discover", "push"]);
        finished(pushing().fault(Fault::PushStatus200), &["par-response-shape"]);
        let strict = pushing().fault(Fault::PushStatus200).planned(|plan| plan.strict = true);
        refused(strict, Step::Push, "par-response-shape");
    }

    #[test]
    fn a_client_that_is_not_believed_pushes_nothing() {
        let wrong = pushing().planned(|plan| plan.client.client_secret = Some("another secret".into()));
        denied(wrong, Step::Push, "invalid_client");
        denied(pushing().set("push.code_challenge_method=S999"), Step::Push, "invalid_request");
    }

    #[test]
    fn a_name_that_was_waited_with_is_told() {
        let mut trace = sound(pushing());
        let authorize = trace.exchanges.iter_mut().find(|exchange| exchange.step == Step::Authorize).unwrap();
        authorize.started_ms += 61_000;
        assert_eq!(amiss(&trace), ["par-request-uri-in-time"]);
    }
}

mod signed_requests {
    use super::*;

    #[test]
    fn everything_stands_in_the_object_and_little_beside_it() {
        for scene in [Scene::web_app(), Scene::web_app().signing()] {
            // The key is for the object alone here: the provider knows the client by its secret.
            let scene = scene.planned(|plan| plan.client.auth_method = Some(AuthMethod::ClientSecretBasic));
            let trace = sound(signed(scene));
            let names: Vec<String> = query(&trace).iter().map(|(name, _)| name.to_owned()).collect();
            assert_eq!(names, ["client_id", "request", "response_type", "scope"]);
            assert_eq!(trace.asked().get("code_challenge"), Some(CHALLENGE));
            assert_eq!(trace.asked().get("redirect_uri"), Some("http://127.0.0.1:5000/callback"));
        }
    }

    #[test]
    fn an_object_can_be_pushed() {
        let trace = sound(signed(pushing()));
        let pushed = trace.last(Step::Push).unwrap().request.form().unwrap();
        assert!(pushed.get("request").is_some() && pushed.get("scope").is_none() && pushed.get("state").is_none());
        assert_eq!(trace.asked().get("code_challenge"), Some(CHALLENGE));
        assert!(trace.scope_asked().contains(&"openid".to_owned()));
    }

    #[test]
    fn a_server_that_wants_one_refuses_plain_parameters() {
        let required = || Scene::web_app().policy(|policy| policy.asking.request_objects = RequestObjects::Required);
        sound(signed(required()));
        let plain = denied(required(), Step::Callback, "invalid_request");
        assert!(amiss(&plain).contains(&"metadata-asked-as-required"), "{:?}", amiss(&plain));
    }

    #[test]
    fn without_key_and_secret_there_is_nothing_to_sign_with() {
        let trace = signed(Scene::native_app()).play();
        assert!(
            matches!(&trace.ended, Ending::Failed { step: Step::Authorize, failure }
            if failure.detail.contains("neither")),
            "{:?}",
            trace.ended
        );
    }
}

mod signed_answers {
    use super::*;

    const MODES: [ResponseMode; 4] =
        [ResponseMode::Jwt, ResponseMode::QueryJwt, ResponseMode::FragmentJwt, ResponseMode::FormPostJwt];

    fn answered_by(mode: ResponseMode) -> Scene {
        Scene::web_app().planned(|plan| plan.response_mode = Some(mode))
    }

    #[test]
    fn each_mode_brings_the_answer_its_own_way() {
        for mode in MODES {
            let trace = sound(answered_by(mode));
            let answer = &trace.last(Step::Callback).unwrap().request;
            let found = (answer.query().get("response").is_some(), answer.url.contains('#'), answer.form().is_some());
            let expected = (
                matches!(mode, ResponseMode::Jwt | ResponseMode::QueryJwt),
                mode == ResponseMode::FragmentJwt,
                mode == ResponseMode::FormPostJwt,
            );
            assert_eq!(found, expected, "{mode:?} {}", answer.url);
            assert_eq!(trace.answered().get("code"), form(&trace).get("code"));
            // The keys are there before the answer, and looked at once.
            assert_eq!(steps(&trace), ["discover", "keys", "authorize", "callback", "redeem", "userinfo"]);
        }
    }

    #[test]
    fn whatever_is_wrong_with_it_stops_the_login_before_the_code_is_used() {
        let faults = [
            (Fault::JarmUnsigned, "jarm-signature"),
            (Fault::JarmOtherKey, "jarm-signature"),
            (Fault::JarmIssWrong, "jarm-iss"),
            (Fault::JarmAudWrong, "jarm-aud"),
            (Fault::JarmExpired, "jarm-exp"),
            (Fault::JarmExpMissing, "jarm-exp"),
            (Fault::StateAltered, "response-state-exact"),
            (Fault::StateMissing, "response-state-exact"),
        ];
        for (fault, id) in faults {
            for mode in MODES {
                let trace = refused(answered_by(mode).fault(fault), Step::Callback, id);
                assert_eq!(trace.of(Step::Redeem).count(), 0, "{}", fault.name());
            }
        }
    }

    #[test]
    fn an_error_is_signed_too_and_a_plain_answer_is_none() {
        denied(answered_by(ResponseMode::Jwt).asking("prompt", "none"), Step::Callback, "login_required");
        refused(
            answered_by(ResponseMode::Jwt).set("authorize.response_mode=query"),
            Step::Callback,
            "response-mode-as-asked",
        );
    }
}
