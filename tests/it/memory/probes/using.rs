//! What comes with the tokens and what can be done with them: the checks of the token response, the ID token, resources,
//! refreshing, revocation and introspection.

use std::cell::Cell;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use oauth_flow::flow::{Keys, Sent};
use oauth_flow::jose::{Algorithm, SigningKey};
use oauth_flow::practice::{AccessTokens, Client, DpopNonce, Fault, Occasion, Refresh, SeenBy, Service};
use oauth_flow::probe::{Check, Desk, Results, Skip, Soon, Suite, Verdict, catalogue, check};
use oauth_flow::protocol::ClientKey;
use oauth_flow::trace::Dpop;
use oauth_flow::wire::{Failure, FailureKind, Request, Response};
use oauth_flow::world::site::{InMemory, Road, WebSite};

use super::{Examination, ids, is_amiss, told};
use crate::stage::{self, on_a_runtime};

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
        // Other logins than the first show it as well; that is for those to tell who have them made.
        let own = ours().into_iter().chain(told_by(rule)).chain(["metadata-reachable"]);
        let own: Vec<&str> = own.chain(siblings(*fault).iter().copied()).collect();
        let results = Examination::web_app().with_second().fault(*fault).only(&own).run();
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
    examination.subject.second = None;
    let results = examination.only(&ours()).run();
    let passed = ids(&results, |verdict| verdict == Verdict::Pass);
    assert_eq!(passed, ["token-error-shape", "resource-no-token", "resource-bad-token"], "{}", told(&results));
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
    smoke.options.selection.skip = ["pkce-*", "code-*", "token-client-*"].map(str::to_owned).to_vec();
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

#[test]
fn tokens_that_are_jwts_are_looked_into() {
    let mut examination = Examination::web_app().with_second();
    examination.config.policy.asking.access_tokens = AccessTokens::Jwt;
    let results = examination.only(&ours()).run();
    assert_eq!(ids(&results, is_amiss), Vec::<&str>::new(), "{}", told(&results));
    let parts = &results.outcome("token-strength").unwrap().parts;
    assert!(parts.iter().any(|part| part.seen.contains("at+jwt")), "{parts:?}");
}

#[test]
fn a_refresh_token_that_stays_is_a_fault_of_public_clients_alone() {
    let plain = |mut examination: Examination| {
        examination.config.policy.refresh = Refresh::Plain;
        examination.with_second().only(&ours()).run()
    };
    let public = plain(Examination::native_app());
    assert_eq!(ids(&public, is_amiss), ["refresh-rotation"], "{}", told(&public));
    let family = public.outcome("refresh-reuse-revokes-family").unwrap().verdict();
    assert_eq!(family, Verdict::Skip(Skip::ControlFailed));
    let confidential = plain(Examination::web_app());
    assert_eq!(ids(&confidential, is_amiss), Vec::<&str>::new(), "{}", told(&confidential));
}

#[test]
fn tokens_that_are_bound_to_a_key_are_proven_with_it() {
    for mut examination in [Examination::web_app(), Examination::native_app()] {
        let key = SigningKey::generate(Algorithm::Es256).unwrap();
        let jwk = key.public_jwk().bare().unwrap();
        let thumbprint = jwk.thumbprint().unwrap();
        examination.subject.plan.dpop = Some(Dpop { alg: "ES256".into(), jwk: jwk.0, thumbprint, binds_code: true });
        examination.subject.keys.dpop = Some(Arc::new(key));
        examination.config.policy.dpop_nonce = DpopNonce::Required;
        let results = examination.only(&ours()).run();
        assert_eq!(ids(&results, is_amiss), Vec::<&str>::new(), "{}", told(&results));
        assert_eq!(results.outcome("refresh-rotation").unwrap().verdict(), Verdict::Pass);
    }
}

#[test]
fn a_client_that_signs_is_left_without_its_proof() {
    let mut examination = Examination::web_app().with_second();
    let key = SigningKey::generate(Algorithm::Es256).unwrap();
    let thumbprint = key.public_jwk().thumbprint().unwrap();
    let jwks = oauth_flow::jose::Jwks(vec![key.public_jwk()]);
    let redirect_uri = examination.subject.plan.client.redirect_uri.clone();
    examination.config.clients.push(Client::with_keys("signing-app", jwks, &[&redirect_uri]));
    let client = &mut examination.subject.plan.client;
    client.client_id = "signing-app".into();
    client.client_secret = None;
    client.key = Some(ClientKey { alg: "ES256".into(), kid: key.kid().into(), thumbprint });
    examination.subject.keys = Keys { client: Some(Arc::new(key)), dpop: None };
    let results = examination.only(&ours()).run();
    assert_eq!(ids(&results, is_amiss), Vec::<&str>::new(), "{}", told(&results));
    for id in ["refresh-client-auth", "revoke-client-auth", "introspect-auth"] {
        assert_eq!(results.outcome(id).unwrap().verdict(), Verdict::Pass, "{id}");
    }
}

/// A road that ends after so many requests.
struct Broken {
    road: InMemory,
    left: Cell<usize>,
    end: End,
}

#[derive(Clone, Copy)]
enum End {
    /// Nobody is there any more.
    Silence,
    /// The server is there and does nothing well.
    Trouble(u16),
}

impl Road for Broken {
    fn send<'a>(&'a self, request: &'a Request) -> Soon<'a, Sent> {
        let left = self.left.get();
        self.left.set(left.saturating_sub(1));
        let outcome = match self.end {
            _ if left > 0 => return self.road.send(request),
            End::Silence => Err(Failure::new(FailureKind::Refused, "nobody listens")),
            End::Trouble(status) => Ok(Response::new(status)),
        };
        Box::pin(std::future::ready(Sent { outcome, started: self.now(), elapsed: Duration::ZERO }))
    }

    fn wait(&self, pause: Duration) -> Soon<'_, ()> {
        self.road.wait(pause)
    }

    fn now(&self) -> SystemTime {
        self.road.now()
    }

    fn draw(&self) -> Result<String, Failure> {
        self.road.draw()
    }
}

/// A provider that ends after so many requests; how many were left, too.
fn cut(examination: Examination, left: usize, end: End) -> (Results, usize) {
    let road = InMemory::new(stage::provider(examination.config), stage::now());
    let site = WebSite::new(Broken { road, left: Cell::new(left), end }).signed_in_by("alice");
    let desk = Desk::new(&site, examination.subject, examination.options);
    on_a_runtime(check(&desk));
    (desk.results(None), site.road().left.get())
}

#[test]
fn a_provider_that_ends_in_the_middle_is_blamed_for_nothing_else() {
    let prepared = || Examination::native_app().with_second().only(&ours());
    let plenty = 1_000;
    let (_, left) = cut(prepared(), plenty, End::Silence);
    for at in 0..plenty - left {
        let (results, _) = cut(prepared(), at, End::Silence);
        let blamed = ids(&results, |verdict| matches!(verdict, Verdict::Fail | Verdict::Warn));
        // The login itself did not work, and that is what these two tell.
        assert_eq!(blamed, Vec::<&str>::new(), "after {at} requests\n{}", told(&results));
        assert_eq!(results.outcomes.len(), ours().len());
    }
}

#[test]
fn a_provider_in_trouble_passes_no_check_for_it() {
    let prepared = || Examination::native_app().with_second().only(&ours());
    let sound = ids(&prepared().run(), |verdict| verdict == Verdict::Pass);
    let plenty = 1_000;
    let (_, left) = cut(prepared(), plenty, End::Silence);
    for status in [500, 503, 429] {
        for at in (0..plenty - left).step_by(3) {
            let (results, _) = cut(prepared(), at, End::Trouble(status));
            let passed = ids(&results, |verdict| verdict == Verdict::Pass);
            assert!(passed.iter().all(|id| sound.contains(id)), "{status} after {at} requests\n{}", told(&results));
            let failed = ids(&results, |verdict| verdict == Verdict::Fail);
            let may_fail = |id: &&&str| status != 429 && HAS_TO_WORK.contains(*id);
            let blamed: Vec<&&str> = failed.iter().filter(|id| !may_fail(id)).collect();
            assert_eq!(blamed, Vec::<&&str>::new(), "{status} after {at} requests\n{}", told(&results));
        }
    }
}

/// A right request that is answered with trouble is a failure of its own.
pub const HAS_TO_WORK: &[&str] =
    &["token-response-shape", "userinfo-sub-match", "refresh-baseline", "revoke-effective"];
