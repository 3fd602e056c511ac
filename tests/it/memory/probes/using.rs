//! What comes with the tokens and what can be done with them: the checks of the token response, the ID token, resources,
//! refreshing, revocation and introspection.

use oauth_flow::practice::{Fault, Occasion, SeenBy, Service};
use oauth_flow::probe::{Check, Skip, Suite, Verdict, catalogue};

use super::{Examination, ids, is_amiss, told};

/// Faults that more than one check tells of, with the others and why that is.
const SIBLINGS: &[(Fault, &[&str])] = &[
    // Tokens are an access_token, so that a login without one has none.
    (Fault::AccessTokenMissing, &["token-baseline"]),
];

fn siblings(fault: Fault) -> &'static [&'static str] {
    SIBLINGS.iter().find(|(own, _)| *own == fault).map_or(&[], |(_, siblings)| siblings)
}

/// The checks that a rule answers, and of ours the one that has its id.
fn told_by(rule: &str) -> Vec<&'static str> {
    let is_told = |check: &&Check| check.rules.contains(&rule) || (check.id() == rule && ours().contains(&rule));
    catalogue::all().filter(is_told).map(Check::id).collect()
}

#[test]
fn what_a_login_shows_turns_the_checks_red_that_its_rule_answers() {
    for fault in Fault::ALL.iter().filter(|fault| fault.occasion() == Occasion::Login) {
        let SeenBy::Rule(rule) = fault.seen_by() else { continue };
        let mut expected = told_by(rule);
        if expected.is_empty() {
            continue;
        }
        expected.extend(siblings(*fault));
        let results = Examination::web_app().with_second().fault(*fault).run();
        let mut red = ids(&results, is_amiss);
        expected.sort_unstable();
        red.sort_unstable();
        assert_eq!(red, expected, "{}\n{}", fault.name(), told(&results));
    }
}

/// What shows on other occasions than a login, and the checks that make such an occasion themselves.
#[test]
fn what_a_use_of_tokens_shows_turns_its_own_check_red() {
    for (fault, id) in [
        (Fault::AuthTimeMissing, "idtoken-auth-time"),
        (Fault::AuthTimeOld, "idtoken-auth-time"),
        (Fault::AcrMissing, "idtoken-auth-time"),
        (Fault::AcrOther, "idtoken-auth-time"),
        (Fault::RefreshTokenMissing, "refresh-rotation"),
        (Fault::RefreshScopeWider, "refresh-scope-widening"),
        (Fault::RefreshIdTokenOther, "refresh-idtoken-consistent"),
        (Fault::IntrospectionWord, "introspect-inactive"),
        (Fault::RevocationIdle, "revoke-effective"),
    ] {
        let results = Examination::web_app().with_second().fault(fault).run();
        assert_eq!(ids(&results, is_amiss), [id], "{}\n{}", fault.name(), told(&results));
    }
}

/// The checks of these sections.
fn ours() -> Vec<&'static str> {
    use oauth_flow::probe::Section::{IdToken, Refresh, Resource, Revocation, Tokens};
    let sections = [Tokens, IdToken, Resource, Refresh, Revocation];
    catalogue::all().filter(|check| sections.contains(&check.section)).map(Check::id).collect()
}

fn skips(examination: Examination) -> Vec<(&'static str, Skip)> {
    let results = examination.only(&ours()).run();
    assert_eq!(ids(&results, is_amiss), Vec::<&str>::new(), "{}", told(&results));
    let skip = |verdict| if let Verdict::Skip(reason) = verdict { Some(reason) } else { None };
    results.outcomes.iter().filter_map(|outcome| Some((outcome.check.id(), skip(outcome.verdict())?))).collect()
}

#[test]
fn whoever_has_everything_sees_everything() {
    assert_eq!(
        skips(Examination::web_app().with_second()),
        [("refresh-reuse-revokes-family", Skip::ConfidentialClient)]
    );
    assert_eq!(
        skips(Examination::native_app().with_second()),
        [
            ("refresh-client-auth", Skip::PublicClient),
            ("revoke-client-auth", Skip::PublicClient),
            ("introspect-inactive", Skip::PublicClient),
        ]
    );
}

#[test]
fn without_anybody_the_doors_are_tried_all_the_same() {
    let mut examination = Examination::web_app();
    examination.user = None;
    let results = examination.only(&ours()).run();
    let passed = ids(&results, |verdict| verdict == Verdict::Pass);
    assert_eq!(passed, ["resource-no-token", "resource-bad-token"], "{}", told(&results));
    let reason = |id: &str| results.outcome(id).unwrap().verdict();
    assert_eq!(reason("refresh-reuse-revokes-family"), Verdict::Skip(Skip::ConfidentialClient));
    assert_eq!(reason("revoke-foreign-token"), Verdict::Skip(Skip::NoSecondClient));
    for id in ["token-response-shape", "idtoken-claims", "idtoken-sub-stable", "refresh-baseline", "revoke-effective"] {
        assert_eq!(reason(id), Verdict::Skip(Skip::NeedsSession), "{id}");
    }
}

#[test]
fn without_openid_the_rest_is_looked_at() {
    let mut examination = Examination::web_app().with_second();
    examination.subject.plan.scope = ["profile", "offline_access"].map(str::to_owned).to_vec();
    examination.subject.plan.nonces.nonce = None;
    let skipped = skips(examination);
    for id in ["idtoken-signature", "idtoken-claims", "idtoken-nonce", "idtoken-at-hash", "idtoken-auth-time"] {
        assert!(skipped.contains(&(id, Skip::NotOidc)), "{id}: {skipped:?}");
    }
    assert!(skipped.contains(&("userinfo-sub-match", Skip::NotOidc)));
    assert!(skipped.contains(&("refresh-idtoken-consistent", Skip::NotOidc)));
    assert!(skipped.contains(&("resource-no-token", Skip::NotAdvertised)));
    // Introspection tells who lives.
    assert!(skipped.iter().all(|(id, _)| !id.starts_with("revoke-") && !id.starts_with("introspect-")), "{skipped:?}");
}

#[test]
fn a_resource_of_ones_own_is_a_door_as_well() {
    let mut examination = Examination::web_app().with_second();
    examination.subject.resource = Some("http://127.0.0.1:4000/api".to_owned());
    let results = examination.only(&["resource-*"]).run();
    assert_eq!(ids(&results, |verdict| verdict != Verdict::Pass), Vec::<&str>::new(), "{}", told(&results));
    let labels: Vec<&str> =
        results.outcome("resource-query-token").unwrap().parts.iter().map(|part| part.label.as_str()).collect();
    assert_eq!(labels, ["userinfo", "the resource"]);
}

#[test]
fn what_is_not_there_is_not_looked_at() {
    let mut examination = Examination::web_app().with_second();
    let policy = &mut examination.config.policy;
    policy.services = policy.services.clone().without(Service::Introspection).without(Service::Revocation);
    let skipped = skips(examination);
    for id in
        ["revoke-effective", "revoke-client-auth", "revoke-foreign-token", "introspect-auth", "introspect-inactive"]
    {
        assert!(skipped.contains(&(id, Skip::NotAdvertised)), "{id}: {skipped:?}");
    }
}

#[test]
fn without_refresh_tokens_no_code_is_spent_on_them() {
    let mut examination = Examination::web_app().with_second();
    examination.subject.plan.scope = ["openid", "email"].map(str::to_owned).to_vec();
    let results = examination.only(&["refresh-*"]).run();
    assert_eq!(results.codes, 1, "{}", told(&results));
    for outcome in results.outcomes.iter().filter(|outcome| outcome.check.id() != "refresh-reuse-revokes-family") {
        assert_eq!(outcome.verdict(), Verdict::Skip(Skip::NoRefreshToken), "{}", outcome.check.id());
    }
}

#[test]
fn codes_are_spared() {
    let codes = |examination: Examination| examination.only(&ours()).run().codes;
    // One for the login that has to work, one more by the session, and one that lasts.
    assert_eq!(codes(Examination::web_app().with_second()), 3);
    // A public client is asked about every time, so that no login of it is silent; and reuse ends a grant.
    assert!(codes(Examination::native_app().with_second()) <= 5);
    let mut smoke = Examination::web_app().with_second();
    smoke.options.suite = Suite::Smoke;
    smoke.options.selection.skip = vec!["pkce-*".to_owned(), "code-*".to_owned()];
    assert_eq!(smoke.run().codes, 1);
}

#[test]
fn the_smallest_suite_has_what_a_login_tells() {
    let mut examination = Examination::web_app();
    examination.options.suite = Suite::Smoke;
    let results = examination.run();
    let nonce = results.outcome("idtoken-nonce").unwrap();
    assert_eq!((nonce.verdict(), nonce.parts.len()), (Verdict::Pass, 1));
    assert!(results.outcome("refresh-baseline").is_none());
}
