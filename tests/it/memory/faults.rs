//! Every fault of the practice provider, and the rules that see them.

use oauth_flow::practice::{Fault, Occasion, SeenBy};
use oauth_flow::rules::{self, is_sound, judge};
use oauth_flow::trace::Ending;

use crate::stage::{Scene, amiss};

#[test]
fn every_fault_is_seen_by_its_own_rule_and_by_no_other() {
    for fault in Fault::ALL {
        let trace = Scene::web_app().on(fault.occasion()).fault(*fault).play();
        let mut expected = match fault.seen_by() {
            SeenBy::Rule(id) if Scene::is_asked(fault.occasion()) => vec![id],
            // No login sees it that is as it should be: that takes something changed, another use, or a look at documents.
            SeenBy::Rule(_) | SeenBy::Preflight(_) | SeenBy::Probe(_) => vec![],
        };
        // What every login of this kind is told, and of this provider, that offers it.
        expected.extend(amiss(&Scene::web_app().on(fault.occasion()).play()));
        let mut seen = amiss(&trace);
        for list in [&mut expected, &mut seen] {
            list.sort_unstable();
            list.dedup();
        }
        assert_eq!(seen, expected, "{} {:?}", fault.name(), trace.ended);
    }
}

#[test]
fn an_ordinary_login_sees_no_fault_of_an_extension() {
    for fault in Fault::ALL.iter().filter(|fault| fault.occasion() != Occasion::Login) {
        let trace = Scene::web_app().fault(*fault).play();
        assert_eq!(amiss(&trace), Vec::<&str>::new(), "{}", fault.name());
    }
}

#[test]
fn what_a_login_does_not_show_is_seen_on_its_own_occasion() {
    for fault in
        Fault::ALL.iter().filter(|fault| !Scene::is_asked(fault.occasion()) && fault.occasion() != Occasion::Dpop)
    {
        let SeenBy::Rule(id) = fault.seen_by() else { continue };
        let trace = Scene::beside(fault.occasion()).fault(*fault).play();
        assert_eq!(amiss(&trace), [id], "{} {:?}", fault.name(), trace.ended);
        let sound = Scene::beside(fault.occasion()).play();
        assert_eq!((amiss(&sound), &sound.ended), (vec![], &Ending::Finished), "{}", fault.occasion().name());
    }
}

#[test]
fn every_rule_about_an_answer_has_a_fault_that_it_sees() {
    // Choices of this side, and what only a refused login shows, are told by other tests.
    let elsewhere = [
        "metadata-iss-param",
        "metadata-issuer-form",
        "metadata-pkce-plain",
        "login-pkce",
        "login-state",
        "login-nonce",
        "login-tls-verified",
        "pkce-derivation",
        "message-untampered",
        "response-error-shape",
        "token-error-shape",
        "grant-password",
        "call-accepted",
        "call-challenge",
        "revocation-answer",
        "registration-deleted",
        "metadata-offers-asked",
        "metadata-asked-as-required",
        "login-front-channel",
        "par-request-uri-in-time",
        // Unit tests of the protocol have these.
        "jarm-form",
        "idtoken-s-hash",
        "idtoken-same-user",
        "response-token-present",
        "response-id-token-present",
    ];
    for row in rules::ALL {
        let noticed = [SeenBy::Rule(row.id), SeenBy::Preflight(row.id)];
        let seen = Fault::ALL.iter().any(|fault| noticed.contains(&fault.seen_by()));
        assert!(seen || elsewhere.contains(&row.id), "no fault breaks {}", row.id);
    }
}

/// A MUST that is broken stops the login or is a finding of severity failure; either way it is not sound.
#[test]
fn a_login_that_was_stopped_is_never_sound() {
    for fault in Fault::ALL {
        let trace = Scene::web_app().fault(*fault).play();
        if matches!(trace.ended, Ending::Refused { .. }) {
            assert!(!is_sound(&judge(&trace)), "{}", fault.name());
        }
    }
}

/// The errors of a token endpoint are seen only where it refuses.
#[test]
fn a_refusal_of_the_wrong_shape_is_seen() {
    // A page is no error response at all.
    for (fault, id) in [(Fault::ErrorWithStatus200, "token-error-shape"), (Fault::ErrorAsHtml, "token-response-shape")]
    {
        let trace = Scene::web_app().fault(fault).set("redeem.code_verifier=wrong").play();
        assert_eq!(amiss(&trace), ["message-untampered", id], "{}", fault.name());
    }
}
