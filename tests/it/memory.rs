//! Logins in memory over every policy, every fault and every choice of the client.

mod asking;
mod diagnosis;
mod factors;
mod faults;
mod grants;
mod hybrid;
mod id_token;
mod preflight;
pub mod probes;
mod uses;
mod wishes;

use oauth_flow::practice::{
    Codes, Consent, IssParameter, LoopbackPort, Pkce as PkcePolicy, PkceMethods, Redirect, Refresh, TokenAuth,
};
use oauth_flow::protocol::{AuthMethod, BasicEncoding, Pkce, ResponseMode};
use oauth_flow::rules::{is_sound, judge};
use oauth_flow::trace::{Ending, Step, Trace};
use oauth_flow::wire::Params;

use crate::stage::{BY_SECRET, CHALLENGE, Scene, VERIFIER, amiss};

const WHOLE: [Step; 6] = [Step::Discover, Step::Authorize, Step::Callback, Step::Redeem, Step::Keys, Step::Userinfo];

#[track_caller]
fn sound(scene: Scene) -> Trace {
    let trace = scene.play();
    assert_eq!(trace.ended, Ending::Finished, "{:#?}", trace.exchanges);
    assert_eq!(amiss(&trace), Vec::<&str>::new(), "{:#?}", judge(&trace));
    trace
}

#[track_caller]
fn finished(scene: Scene, notes: &[&str]) -> Trace {
    let trace = scene.play();
    assert_eq!(trace.ended, Ending::Finished);
    assert_eq!(amiss(&trace), notes, "{:#?}", judge(&trace));
    trace
}

#[track_caller]
fn denied(scene: Scene, at: Step, code: &str) -> Trace {
    let trace = scene.play();
    assert!(
        matches!(&trace.ended, Ending::Denied { step, error } if *step == at && error.error == code),
        "{:?}",
        trace.ended
    );
    trace
}

#[track_caller]
fn refused(scene: Scene, at: Step, id: &str) -> Trace {
    let trace = scene.play();
    assert!(
        matches!(&trace.ended, Ending::Refused { step, check } if *step == at && check.id == id),
        "{:?}",
        trace.ended
    );
    trace
}

fn query(trace: &Trace) -> Params {
    trace.last(Step::Authorize).unwrap().request.query()
}

fn form(trace: &Trace) -> Params {
    trace.last(Step::Redeem).unwrap().request.form().unwrap()
}

#[test]
fn a_sound_login_is_sound_for_both_kinds_of_client() {
    for scene in [Scene::web_app(), Scene::native_app()] {
        let trace = sound(scene);
        assert!(is_sound(&judge(&trace)));
        let steps: Vec<Step> = trace.exchanges.iter().map(|exchange| exchange.step).collect();
        assert_eq!(steps, WHOLE);
    }
}

#[test]
fn the_pair_of_rfc_7636_appendix_b_is_on_the_wire() {
    let trace = sound(Scene::native_app());
    assert_eq!(query(&trace).get("code_challenge"), Some(CHALLENGE));
    assert_eq!(query(&trace).get("code_challenge_method"), Some("S256"));
    assert_eq!(query(&trace).get("code_verifier"), None);
    assert_eq!(form(&trace).get("code_verifier"), Some(VERIFIER));
}

mod policies {
    use super::*;

    #[test]
    fn pkce() {
        for choice in PkcePolicy::ALL {
            let scene = Scene::web_app().policy(|policy| policy.pkce = *choice);
            match choice {
                PkcePolicy::Optional | PkcePolicy::Required => drop(sound(scene)),
                PkcePolicy::Off => drop(finished(scene, &["metadata-pkce-s256"])),
            }
            let without = Scene::web_app().pkce(Pkce::None).policy(|policy| policy.pkce = *choice);
            match choice {
                PkcePolicy::Optional => drop(finished(without, &["login-pkce"])),
                PkcePolicy::Off => drop(finished(without, &["metadata-pkce-s256", "login-pkce"])),
                PkcePolicy::Required => drop(denied(without, Step::Callback, "invalid_request")),
            }
        }
    }

    #[test]
    fn pkce_methods() {
        for choice in PkceMethods::ALL {
            sound(Scene::web_app().policy(|policy| policy.pkce_methods = *choice));
            let plain = Scene::web_app().pkce(Pkce::Plain).policy(|policy| policy.pkce_methods = *choice);
            match choice {
                PkceMethods::S256AndPlain => drop(finished(plain, &["login-pkce"])),
                PkceMethods::S256 => drop(denied(plain, Step::Callback, "invalid_request")),
            }
        }
    }

    #[test]
    fn redirect() {
        for choice in Redirect::ALL {
            sound(Scene::web_app().policy(|policy| policy.redirect = *choice));
            let longer = Scene::web_app()
                .policy(|policy| policy.redirect = *choice)
                .planned(|plan| plan.client.redirect_uri.push_str("/of/somebody/else"));
            match choice {
                // The provider must not send the browser to an address that it does not know (RFC 6749 4.1.2.1).
                Redirect::Exact => assert!(matches!(longer.play().ended, Ending::Failed { step: Step::Callback, .. })),
                Redirect::Prefix => drop(sound(longer)),
            }
        }
    }

    #[test]
    fn loopback_port() {
        for choice in LoopbackPort::ALL {
            let scene = Scene::native_app().policy(|policy| policy.loopback_port = *choice);
            match choice {
                LoopbackPort::Any => drop(sound(scene)),
                LoopbackPort::Registered => {
                    assert!(matches!(scene.play().ended, Ending::Failed { step: Step::Callback, .. }));
                }
            }
        }
    }

    /// What one login cannot see makes no difference to it.
    #[test]
    fn codes_consent_and_refresh() {
        for choice in Codes::ALL {
            sound(Scene::web_app().policy(|policy| policy.codes = *choice));
        }
        for choice in Consent::ALL {
            sound(Scene::web_app().policy(|policy| policy.consent = *choice));
        }
        for choice in Refresh::ALL {
            sound(Scene::native_app().policy(|policy| policy.refresh = *choice));
        }
    }

    #[test]
    fn iss() {
        for choice in IssParameter::ALL {
            let scene = Scene::web_app().policy(|policy| policy.iss = *choice);
            match choice {
                IssParameter::On => drop(sound(scene)),
                IssParameter::Off => drop(finished(scene, &["metadata-iss-param", "response-iss"])),
            }
        }
    }

    #[test]
    fn client_authentication_follows_the_metadata() {
        for choice in BY_SECRET {
            let trace = sound(Scene::web_app().policy(|policy| policy.token_auth = choice));
            let redeem = &trace.last(Step::Redeem).unwrap().request;
            let by_header = redeem.headers.get("authorization").is_some_and(|value| value.starts_with("Basic "));
            let by_body = form(&trace).get("client_secret").is_some();
            assert_eq!((by_header, by_body), (choice != TokenAuth::Post, choice == TokenAuth::Post), "{choice:?}");
            sound(Scene::native_app().policy(|policy| policy.token_auth = choice));
        }
    }
}

mod clients {
    use super::*;

    fn by(method: AuthMethod) -> Scene {
        Scene::web_app().planned(|plan| plan.client.auth_method = Some(method))
    }

    #[test]
    fn the_secret_goes_where_it_was_told_to_go() {
        let post = sound(by(AuthMethod::ClientSecretPost));
        assert!(form(&post).get("client_secret").is_some());
        assert_eq!(post.last(Step::Redeem).unwrap().request.headers.get("authorization"), None);
        let basic = sound(by(AuthMethod::ClientSecretBasic));
        assert_eq!(form(&basic).get("client_secret"), None);
        denied(by(AuthMethod::None), Step::Redeem, "invalid_client");
    }

    #[test]
    fn basic_is_encoded_as_rfc_6749_wants_it_or_raw_where_that_was_chosen() {
        sound(Scene::web_app().with_odd_secret());
        let raw = Scene::web_app().with_odd_secret().planned(|plan| plan.client.basic_encoding = BasicEncoding::Raw);
        denied(raw, Step::Redeem, "invalid_client");
    }

    #[test]
    fn the_locks_refuse_by_their_own_errors() {
        denied(Scene::web_app().set("redeem.code_verifier=wrong"), Step::Redeem, "invalid_grant");
        denied(Scene::web_app().unset("redeem.code_verifier"), Step::Redeem, "invalid_grant");
        denied(Scene::web_app().unset("redeem.header.authorization"), Step::Redeem, "invalid_client");
        let secret = Scene::web_app().planned(|plan| plan.client.client_secret = Some("another secret".into()));
        denied(secret, Step::Redeem, "invalid_client");
        denied(Scene::web_app().set("redeem.code=made-up"), Step::Redeem, "invalid_grant");
    }
}

mod requests {
    use super::*;

    #[test]
    fn pkce_plain_shows_the_verifier_to_whoever_reads_the_request() {
        let trace = finished(Scene::native_app().pkce(Pkce::Plain), &["login-pkce"]);
        assert_eq!(query(&trace).get("code_challenge"), Some(VERIFIER));
        assert_eq!(query(&trace).get("code_challenge_method"), Some("plain"));
    }

    #[test]
    fn without_pkce_there_is_neither_challenge_nor_verifier() {
        let trace = finished(Scene::web_app().pkce(Pkce::None), &["login-pkce"]);
        assert_eq!(query(&trace).get("code_challenge"), None);
        assert_eq!(form(&trace).get("code_verifier"), None);
    }

    #[test]
    fn without_state_or_nonce_the_findings_say_so() {
        let trace = finished(Scene::web_app().planned(|plan| plan.nonces.state = None), &["login-state"]);
        assert_eq!(query(&trace).get("state"), None);
        let trace = finished(Scene::web_app().planned(|plan| plan.nonces.nonce = None), &["login-nonce"]);
        assert_eq!(query(&trace).get("nonce"), None);
    }

    #[test]
    fn certificates_that_nobody_looked_at_are_a_finding() {
        let trace =
            finished(Scene::web_app().planned(|plan| plan.network.insecure_tls = true), &["login-tls-verified"]);
        assert_eq!(trace.plan.weakenings(), ["--insecure-tls"]);
    }

    #[test]
    fn the_answer_comes_the_way_it_was_asked_for() {
        for mode in [ResponseMode::Query, ResponseMode::Fragment, ResponseMode::FormPost] {
            let trace = sound(Scene::web_app().planned(|plan| plan.response_mode = Some(mode)));
            let answer = &trace.last(Step::Callback).unwrap().request;
            let found = (answer.query().get("code").is_some(), answer.url.contains('#'), answer.form().is_some());
            let expected =
                (mode == ResponseMode::Query, mode == ResponseMode::Fragment, mode == ResponseMode::FormPost);
            assert_eq!(found, expected, "{mode:?} {}", answer.url);
        }
    }

    #[test]
    fn a_scope_that_is_unknown_is_not_granted_and_that_is_seen() {
        let scene = Scene::web_app().planned(|plan| plan.scope.push("the-moon".into()));
        let trace = finished(scene, &["token-scope-honest"]);
        assert!(is_sound(&judge(&trace)), "less than asked is a warning (RFC 6749 3.3)");
    }

    #[test]
    fn without_openid_there_is_no_id_token_and_nothing_that_rests_on_it() {
        let trace = sound(Scene::web_app().planned(|plan| plan.scope = vec!["profile".into()]));
        let steps: Vec<Step> = trace.exchanges.iter().map(|exchange| exchange.step).collect();
        assert_eq!(steps, [Step::Discover, Step::Authorize, Step::Callback, Step::Redeem]);
        assert_eq!(query(&trace).get("nonce"), None);
    }

    #[test]
    fn a_changed_message_is_refused_and_marked() {
        let without = denied(Scene::web_app().unset("redeem.code_verifier"), Step::Redeem, "invalid_grant");
        assert_eq!(without.last(Step::Redeem).unwrap().tampered.len(), 1);
        assert!(amiss(&without).contains(&"message-untampered"));
        refused(Scene::web_app().set("authorize.state=other"), Step::Callback, "response-state-exact");
    }
}
