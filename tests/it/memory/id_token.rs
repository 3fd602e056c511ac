//! OpenID Connect Core 3.1.3.7, one by one: what stops the login, and that no token is used after it.

use oauth_flow::practice::{Fault, Occasion, SeenBy};
use oauth_flow::trace::Step;

use super::refused;
use crate::stage::Scene;

const LIST: [(Fault, &str); 21] = [
    (Fault::IdTokenSubTwice, "idtoken-form"),
    (Fault::IdTokenCrit, "idtoken-crit"),
    (Fault::IdTokenAlgNone, "idtoken-alg"),
    (Fault::IdTokenHs256, "idtoken-alg"),
    (Fault::IdTokenOtherKey, "idtoken-signature"),
    (Fault::IdTokenSignatureBroken, "idtoken-signature"),
    (Fault::IdTokenUnknownKid, "idtoken-signature"),
    (Fault::IdTokenIssWrong, "idtoken-iss"),
    (Fault::IdTokenAudWrong, "idtoken-aud"),
    (Fault::IdTokenAudExtra, "idtoken-aud"),
    (Fault::IdTokenAzpWrong, "idtoken-azp"),
    (Fault::IdTokenExpired, "idtoken-exp"),
    (Fault::IdTokenExpMilliseconds, "idtoken-exp"),
    (Fault::IdTokenExpString, "idtoken-exp"),
    (Fault::IdTokenIatFuture, "idtoken-iat"),
    (Fault::IdTokenIatOld, "idtoken-iat"),
    (Fault::IdTokenNbfFuture, "idtoken-nbf"),
    (Fault::NonceMissing, "idtoken-nonce"),
    (Fault::NonceWrong, "idtoken-nonce"),
    (Fault::IdTokenSubMissing, "idtoken-sub"),
    (Fault::AtHashWrong, "idtoken-at-hash"),
];

#[test]
fn each_check_stops_the_login_by_its_own_name() {
    for (fault, id) in LIST {
        for scene in [Scene::web_app(), Scene::native_app()] {
            let trace = refused(scene.fault(fault), Step::Verify, id);
            assert_eq!(trace.of(Step::Userinfo).count(), 0, "{} used a token", fault.name());
        }
    }
}

#[test]
fn every_fault_of_an_id_token_is_on_the_list() {
    for fault in Fault::ALL {
        let about = matches!(fault.seen_by(), SeenBy::Rule(id) if id.starts_with("idtoken-"));
        let about = about && fault.occasion() == Occasion::Login;
        assert_eq!(about, LIST.iter().any(|(listed, _)| listed == fault), "{}", fault.name());
    }
}

#[test]
fn an_unknown_key_is_looked_for_once_more() {
    let unknown = Scene::web_app().fault(Fault::IdTokenUnknownKid).play();
    assert_eq!(unknown.of(Step::Keys).count(), 2);
    let other = Scene::web_app().fault(Fault::IdTokenOtherKey).play();
    assert_eq!(other.of(Step::Keys).count(), 1);
}

#[test]
fn a_nonce_that_nobody_sent_is_refused() {
    let scene = Scene::web_app().planned(|plan| plan.nonces.nonce = None).set("authorize.nonce=somebody-elses");
    refused(scene, Step::Verify, "idtoken-nonce");
}

#[test]
fn userinfo_of_somebody_else_does_not_count() {
    for fault in [Fault::UserinfoSubOther, Fault::UserinfoSubMissing] {
        refused(Scene::web_app().fault(fault), Step::Userinfo, "userinfo-sub-match");
    }
}
