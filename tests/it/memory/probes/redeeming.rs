//! Redeeming a code: what turns out the same however a server treats codes, and what is said where it cannot be told.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use oauth_flow::flow::Sent;
use oauth_flow::jose::Algorithm;
use oauth_flow::practice::{Codes, DpopNonce, Pkce as PkcePolicy};
use oauth_flow::probe::{Profile, Skip, Soon, Suite};
use oauth_flow::protocol::{AuthMethod, Pkce};
use oauth_flow::trace::Dpop;
use oauth_flow::view::check::Target;
use oauth_flow::wire::{Failure, FailureKind, Request, Response};

use super::*;

/// Every check of this part.
fn verdicts(results: &Results) -> BTreeMap<&'static str, Verdict> {
    let own = |id: &str| ["token-", "client-assertion-", "pkce-", "code-"].iter().any(|start| id.starts_with(start));
    let own = results.outcomes.iter().filter(|outcome| own(outcome.check.id()));
    own.map(|outcome| (outcome.check.id(), outcome.verdict())).collect()
}

fn fact<'a>(results: &'a Results, name: &str) -> &'a str {
    results.facts.iter().find(|fact| fact.name == name).map_or("", |fact| &fact.value)
}

fn spending(examination: Examination) -> Examination {
    examination.policy(|policy| policy.codes = Codes::OneAttempt)
}

#[test]
fn verdicts_are_the_same_where_a_failed_attempt_spends_the_code() {
    for of in [Examination::web_app, Examination::native_app, Examination::key_app] {
        let (keeping, spending) = (of().run(), spending(of()).run());
        assert_eq!(verdicts(&keeping), verdicts(&spending), "{}\n\n{}", told(&keeping), told(&spending));
        assert_eq!(fact(&keeping, "failed-attempt"), "retains");
        assert!(fact(&spending, "failed-attempt").starts_with("spends at pkce-verifier-missing (left out), "));
        // Two of them are of the slow suite alone.
        assert!(keeping.codes < spending.codes && spending.codes <= 23, "{} and {}", keeping.codes, spending.codes);
    }
}

#[test]
fn faults_are_found_where_a_failed_attempt_spends_the_code() {
    let of_codes = Fault::ALL.iter().filter(|fault| {
        let SeenBy::Probe(id) = fault.seen_by() else { return false };
        ["pkce-", "code-", "token-client-auth-", "client-assertion-"].iter().any(|start| id.starts_with(start))
    });
    for fault in of_codes {
        let keeping = Examination::where_it_shows(*fault).run();
        let spending = spending(Examination::where_it_shows(*fault)).run();
        assert_eq!(verdicts(&keeping), verdicts(&spending), "{}\n{}", fault.name(), told(&spending));
    }
}

#[test]
fn one_code_carries_the_ladder() {
    let mut examination = Examination::web_app();
    examination.options.suite = Suite::Smoke;
    let results = examination.run();
    // The other one is that of the login itself.
    assert_eq!(results.codes, 2, "{}", told(&results));
    let passed = ids(&results, |verdict| verdict == Verdict::Pass);
    for id in
        ["pkce-verifier-wrong", "code-bound-to-client", "code-replay-revokes-tokens", "code-invalid-replay-harmless"]
    {
        assert!(passed.contains(&id), "{id}\n{}", told(&results));
    }
}

#[test]
fn the_rest_takes_three_codes_more() {
    let mut examination = Examination::web_app();
    examination.options.suite = Suite::Full;
    examination.options.selection.only = ["token-*", "pkce-*", "code-*"].map(str::to_owned).to_vec();
    examination.options.selection.skip = vec!["code-lifetime".to_owned()];
    let results = examination.run();
    assert_eq!(results.codes, 5, "{}", told(&results));
    assert_eq!(ids(&results, |verdict| verdict == Verdict::Pass).len(), results.outcomes.len(), "{}", told(&results));
}

#[test]
fn two_secrets_are_wrong_at_most() {
    let wrong = |results: &Results| {
        let requests = results.outcomes.iter().flat_map(|outcome| &outcome.parts).flat_map(|part| &part.exchanges);
        let header =
            |exchange: &oauth_flow::trace::Exchange| exchange.request.headers.get("authorization").map(str::to_owned);
        let shown: BTreeSet<String> =
            requests.filter_map(header).filter(|header| header.starts_with("Basic ")).collect();
        let decoded = shown.iter().map(|header| {
            let octets = STANDARD.decode(&header["Basic ".len()..]).unwrap();
            String::from_utf8(octets).unwrap().replace("%2D", "-")
        });
        let own = decoded.filter_map(|text| text.strip_prefix("web-app:").map(str::to_owned));
        own.collect::<BTreeSet<_>>().len() - 1
    };
    assert_eq!(wrong(&Examination::web_app().run()), 2);
    assert!(wrong(&Examination::web_app().fault(Fault::IgnoreSecret).run()) <= 2);
    assert!(wrong(&spending(Examination::web_app()).fault(Fault::IgnoreSecret).run()) <= 2);
}

#[test]
fn without_anybody_the_client_is_looked_at_all_the_same() {
    let run = |fault: Option<Fault>| {
        let examination = Examination { user: None, ..Examination::web_app() };
        fault.into_iter().fold(examination, Examination::fault).run()
    };
    let sound = run(None);
    assert_eq!(ids(&sound, is_amiss), Vec::<&str>::new(), "{}", told(&sound));
    assert_eq!(sound.codes, 0);
    let verdict = |results: &Results, id| results.outcome(id).unwrap().verdict();
    assert_eq!(verdict(&sound, "token-client-auth-missing"), Verdict::Pass);
    assert_eq!(verdict(&sound, "pkce-verifier-wrong"), Verdict::Skip(Skip::NeedsSession));
    let open = run(Some(Fault::SecretMayBeMissing));
    assert_eq!(ids(&open, is_amiss), ["token-client-auth-missing"], "{}", told(&open));
    // The same answer to a right secret and to a wrong one proves nothing without a code.
    let blind = run(Some(Fault::IgnoreSecret));
    assert_eq!(verdict(&blind, "token-client-auth-wrong-secret"), Verdict::Skip(Skip::NeedsSession));
    // A push takes no code.
    assert_eq!(ids(&blind, is_amiss), ["par-client-auth"], "{}", told(&blind));
}

#[test]
fn every_way_of_proving_a_client_can_be_told_from_a_wrong_one() {
    for method in [AuthMethod::ClientSecretBasic, AuthMethod::ClientSecretPost, AuthMethod::ClientSecretJwt] {
        let mut examination = Examination::web_app();
        examination.subject.plan.client.auth_method = Some(method);
        let results = examination.run();
        assert_eq!(ids(&results, is_amiss), Vec::<&str>::new(), "{}\n{}", method.name(), told(&results));
        let verdict = |id| results.outcome(id).unwrap().verdict();
        assert_eq!(verdict("token-client-auth-wrong-secret"), Verdict::Pass, "{}", method.name());
        assert_eq!(verdict("token-client-auth-missing"), Verdict::Pass);
        let signs = if method.is_assertion() { Verdict::Pass } else { Verdict::Skip(Skip::OptIn) };
        assert_eq!(verdict("client-assertion-audience"), signs);
        assert_eq!(verdict("client-assertion-once"), signs);
    }
    let public = Examination::native_app().run();
    assert_eq!(public.outcome("token-client-auth-wrong-secret").unwrap().verdict(), Verdict::Skip(Skip::PublicClient));
    assert_eq!(public.outcome("token-client-auth-missing").unwrap().verdict(), Verdict::Pass);
}

#[test]
fn without_pkce_everything_about_it_is_red_and_not_asked_for_it_is_skipped() {
    let pkce = |results: &Results, is: fn(Verdict) -> bool| {
        ids(results, is).into_iter().filter(|id| id.starts_with("pkce-")).collect::<Vec<_>>()
    };
    let off = Examination::web_app().policy(|policy| policy.pkce = PkcePolicy::Off).run();
    let red = [
        "pkce-verifier-missing",
        "pkce-verifier-wrong",
        "pkce-verifier-equals-challenge",
        "pkce-verifier-malformed",
        "pkce-verifier-without-challenge",
    ];
    assert_eq!(pkce(&off, is_amiss), red, "{}", told(&off));
    let mut unasked = Examination::web_app();
    unasked.config.policy.pkce = PkcePolicy::Optional;
    unasked.subject.plan.pkce = Pkce::None;
    unasked.subject.plan.nonces.code_verifier = None;
    let unasked = unasked.run();
    assert_eq!(pkce(&unasked, is_amiss), Vec::<&str>::new(), "{}", told(&unasked));
    assert_eq!(pkce(&unasked, |verdict| verdict == Verdict::Skip(Skip::OptIn)).len(), 5, "{}", told(&unasked));
    let required = Examination::web_app().policy(|policy| policy.pkce = PkcePolicy::Required).run();
    assert_eq!(pkce(&required, is_amiss), Vec::<&str>::new(), "{}", told(&required));
}

/// A user who has to sign in every time.
fn attended(mut examination: Examination, max_logins: usize) -> Results {
    examination.subject.plan.asked.parameters.push(("prompt".to_owned(), "login".to_owned()));
    examination.options.max_logins = Some(max_logins);
    examination.options.selection.only =
        ["token-*", "pkce-*", "code-*", "refresh-*", "idtoken-*"].map(str::to_owned).to_vec();
    examination.run()
}

#[test]
fn a_budget_of_logins_is_kept() {
    let results = attended(Examination::web_app(), 3);
    assert_eq!(results.codes, 3);
    let over = ids(&results, |verdict| verdict == Verdict::Skip(Skip::CodeBudget));
    assert!(over.contains(&"pkce-verifier-malformed") && over.contains(&"code-lifetime"), "{over:?}");
    assert!(over.contains(&"refresh-baseline") && over.contains(&"idtoken-sub-stable"), "{over:?}");
    let verdict = |id| results.outcome(id).unwrap().verdict();
    for id in ["pkce-verifier-wrong", "code-replay-refused", "code-bound-to-client", "code-redirect-uri-missing"] {
        assert_eq!(verdict(id), Verdict::Pass, "{id}");
    }
    assert_eq!(ids(&results, is_amiss), Vec::<&str>::new(), "{}", told(&results));
}

#[test]
fn few_logins_go_to_what_matters_most() {
    // The login, the ladder, what takes a code of its own, and refreshing.
    let reached = |max_logins| {
        let results = attended(Examination::web_app(), max_logins);
        let ids = ["token-baseline", "pkce-verifier-wrong", "code-redirect-uri-missing", "refresh-baseline"];
        ids.map(|id| results.outcome(id).unwrap().verdict() == Verdict::Pass)
    };
    assert_eq!(reached(1), [true, false, false, false]);
    assert_eq!(reached(2), [true, true, false, false]);
    assert_eq!(reached(3), [true, true, true, false]);
    assert_eq!(reached(9), [true, true, true, true]);
}

#[test]
fn codes_of_a_session_cost_no_login() {
    let mut examination = Examination::web_app();
    examination.options.max_logins = Some(1);
    let results = examination.run();
    assert!(results.codes > 3, "{}", told(&results));
    assert_eq!(ids(&results, |verdict| verdict == Verdict::Skip(Skip::CodeBudget)), Vec::<&str>::new());
    assert_eq!(ids(&results, is_amiss), Vec::<&str>::new(), "{}", told(&results));
}

/// How many codes a whole run takes, those of looks with a session among them.
fn codes(mut examination: Examination, suite: Suite) -> usize {
    examination.options.suite = suite;
    let results = examination.run();
    assert_eq!(ids(&results, is_amiss), Vec::<&str>::new(), "{}", told(&results));
    results.codes
}

#[test]
fn a_run_takes_ten_codes_at_most_and_a_small_one_three() {
    for of in [Examination::web_app, Examination::native_app] {
        let (full, smoke) = (codes(of(), Suite::Full), codes(of(), Suite::Smoke));
        assert!(full <= 10 && smoke <= 3, "{full} and {smoke}");
    }
}

#[test]
fn codes_that_are_good_for_ever_are_named() {
    let results = Examination::web_app().policy(|policy| policy.codes = Codes::Reusable).run();
    assert_eq!(ids(&results, is_amiss), ["code-replay-refused", "code-parallel-redemption"], "{}", told(&results));
    assert_eq!(results.outcome("code-replay-refused").unwrap().verdict(), Verdict::Fail);
}

#[test]
fn oauth_2_1_wants_no_redirect_uri_at_the_token_endpoint() {
    let verdict = |profile| {
        let mut examination = Examination::web_app().fault(Fault::RedirectUriUnbound);
        examination.options.profile = profile;
        examination.run().outcome("code-redirect-uri-mismatch").unwrap().verdict()
    };
    assert_eq!((verdict(Profile::Bcp), verdict(Profile::Oauth21)), (Verdict::Fail, Verdict::Warn));
}

#[test]
fn a_second_client_that_cannot_prove_itself_proves_nothing() {
    let mut examination = Examination::web_app();
    examination.subject.second.as_mut().unwrap().client.client_secret = Some("wrong".into());
    let results = examination.run();
    assert_eq!(results.outcome("code-bound-to-client").unwrap().verdict(), Verdict::Skip(Skip::ControlFailed));
    let mut alone = Examination::web_app();
    alone.subject.second = None;
    assert_eq!(alone.run().outcome("code-bound-to-client").unwrap().verdict(), Verdict::Skip(Skip::NoSecondClient));
}

/// A road at whose end the token endpoint changes its mind after so many requests.
struct Moody {
    road: InMemory,
    left: Cell<usize>,
    /// What it answers then; nothing where nobody is there any more.
    answer: Option<Response>,
    asked_in_vain: Cell<usize>,
}

impl Road for Moody {
    fn send<'a>(&'a self, request: &'a Request) -> Soon<'a, Sent> {
        if !request.url.ends_with("/token") {
            return self.road.send(request);
        }
        if self.left.get() > 0 {
            self.left.set(self.left.get() - 1);
            return self.road.send(request);
        }
        self.asked_in_vain.set(self.asked_in_vain.get() + 1);
        assert!(self.asked_in_vain.get() < 60, "it goes on and on");
        let nobody = || Failure::new(FailureKind::Local, "nobody is there");
        let outcome = self.answer.clone().ok_or_else(nobody);
        Box::pin(std::future::ready(Sent { outcome, started: self.road.now(), elapsed: Duration::ZERO }))
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

fn moody(after: usize, answer: Option<Response>) -> Results {
    let (left, asked_in_vain) = (Cell::new(after), Cell::new(0));
    Examination::web_app().run_over(|road| Moody { road, left, answer, asked_in_vain })
}

/// What was found may be less than with a server that is well, and never better.
fn never_better(results: &Results) -> bool {
    let sound = verdicts(&Examination::web_app().run());
    verdicts(results).into_iter().all(|(id, verdict)| verdict != Verdict::Pass || sound[id] == Verdict::Pass)
}

#[test]
fn a_server_that_asks_to_be_left_alone_is() {
    for after in (0..50).step_by(7) {
        for status in [429, 423] {
            let results = moody(after, Some(Response::new(status)));
            let amiss = ids(&results, is_amiss);
            // A login that is refused is told as such.
            let amiss: Vec<_> = amiss.into_iter().filter(|id| *id != "token-baseline").collect();
            assert_eq!(amiss, Vec::<&str>::new(), "after {after}\n{}", told(&results));
            assert!(never_better(&results), "after {after}");
        }
    }
    let results = moody(20, Some(Response::new(429)));
    let limited = ids(&results, |verdict| verdict == Verdict::Skip(Skip::RateLimited));
    assert!(limited.contains(&"pkce-verifier-wrong") && limited.contains(&"code-lifetime"), "{}", told(&results));
}

/// What the login itself tells, whatever the reason that it came to nothing.
const OF_THE_LOGIN: [&str; 3] = ["token-baseline", "token-response-no-store", "dpop-baseline"];

#[test]
fn a_server_that_dies_in_the_middle_passes_nothing_that_was_not_seen() {
    for after in (1..50).step_by(6) {
        for answer in [
            None,
            Some(Response::new(503)),
            Some(Response::new(500)),
            Some(Response::new(200).with_body("text/html", "<p>hello")),
        ] {
            let results = moody(after, answer);
            assert!(never_better(&results), "after {after}");
            let failed = ids(&results, |verdict| verdict == Verdict::Fail);
            // A right request that comes to nothing is a failure, whatever the reason.
            let has_to_work = |id: &&str| OF_THE_LOGIN.contains(id) || super::using::HAS_TO_WORK.contains(id);
            let failed: Vec<_> = failed.into_iter().filter(|id| !has_to_work(id)).collect();
            assert_eq!(failed, Vec::<&str>::new(), "after {after}\n{}", told(&results));
        }
    }
}

#[test]
fn tokens_that_are_bound_to_a_key_make_no_difference() {
    let key = SigningKey::generate(Algorithm::Es256).unwrap();
    let jwk = key.public_jwk().bare().unwrap();
    let thumbprint = jwk.thumbprint().unwrap();
    let mut examination = Examination::web_app().policy(|policy| policy.dpop_nonce = DpopNonce::Required);
    examination.subject.plan.dpop = Some(Dpop { alg: "ES256".into(), jwk: jwk.0, thumbprint, binds_code: true });
    examination.subject.keys.dpop = Some(Arc::new(key));
    examination.options.selection.only = ["token-*", "pkce-*", "code-*"].map(str::to_owned).to_vec();
    let results = examination.run();
    assert_eq!(ids(&results, is_amiss), Vec::<&str>::new(), "{}", told(&results));
    assert_eq!(results.outcome("code-replay-revokes-tokens").unwrap().verdict(), Verdict::Pass, "{}", told(&results));
}

#[test]
fn no_secret_is_told_not_even_one_that_is_almost_right() {
    let odd = "practice secret/of+odd-app%worth&nothing";
    for method in [AuthMethod::ClientSecretBasic, AuthMethod::ClientSecretPost, AuthMethod::ClientSecretJwt] {
        for fault in [None, Some(Fault::IgnoreSecret), Some(Fault::AuthInQuery), Some(Fault::CodeReplay)] {
            let mut examination = fault.into_iter().fold(Examination::web_app(), Examination::fault);
            let own = &mut examination.config.clients[0];
            own.client_secret = Some(odd.into());
            examination.subject.plan.client.client_secret = Some(odd.into());
            examination.subject.plan.client.auth_method = Some(method);
            let report = serde_json::to_string(&Target::of("practice", &examination.run())).unwrap();
            let basic = |text: &str| STANDARD.encode(text)[..24].to_owned();
            let needles = [
                "of+odd-app".to_owned(),
                "of%2Bodd".to_owned(),
                "secret-of-other".to_owned(),
                "secret%2Dof%2Dother".to_owned(),
                basic("web-app:practice secret/of+odd"),
                basic("web-app:practice+secret%2Fof%2Bodd"),
                basic("web%2Dapp:practice%20secret"),
                basic("other-app:secret-of-other"),
                basic("other%2Dapp:secret%2Dof"),
            ];
            for needle in needles {
                assert!(!report.contains(&needle), "{needle} with {} and {fault:?}", method.name());
            }
        }
    }
}
