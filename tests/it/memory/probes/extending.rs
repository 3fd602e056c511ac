//! Documents and keys, and what goes beyond the plain flow: PAR, JAR, JARM, DPoP, mutual TLS, RAR.

use std::time::{Duration, SystemTime};

use oauth_flow::flow::Sent;
use oauth_flow::practice::{Config, Fault, Keys, PkceMethods, Provider, SeenBy};
use oauth_flow::probe::{
    self, Check, Desk, Options, Profile, Results, Section, Skip, Soon, Subject, Suite, Verdict, catalogue,
};
use oauth_flow::protocol::ServerHints;
use oauth_flow::wire::{Failure, FailureKind, Request, Response};
use oauth_flow::world::site::{InMemory, Road, WebSite};

use super::{Examination, ids, is_amiss, told};
use crate::stage::{self, on_a_runtime};

/// The check that the rules of this id answer.
fn answered_by(rule: &str) -> Option<&'static str> {
    catalogue::all().find(|check| check.rules.contains(&rule)).map(Check::id)
}

#[track_caller]
fn verdict(results: &Results, id: &str) -> Verdict {
    results.outcome(id).unwrap_or_else(|| panic!("{id} was not looked at")).verdict()
}

mod documents {
    use super::*;

    const SECTION: &[&str] = &["metadata-*", "jwks-usable"];

    #[test]
    fn every_fault_of_a_document_or_a_key_turns_its_own_check_red_and_no_other() {
        let mut seen = 0;
        for fault in Fault::ALL {
            let (SeenBy::Rule(rule) | SeenBy::Preflight(rule)) = fault.seen_by() else { continue };
            let known = answered_by(rule).or((rule == "metadata-auth-methods").then_some(rule));
            let Some(id) = known.filter(|id| id.starts_with("metadata-") || id.starts_with("jwks-")) else { continue };
            let results = Examination::web_app().fault(*fault).only(SECTION).run();
            assert_eq!(ids(&results, is_amiss), [id], "{}\n{}", fault.name(), told(&results));
            seen += 1;
        }
        assert!(seen >= 15, "{seen}");
    }

    #[test]
    fn a_profile_decides_how_much_an_offer_matters() {
        let legacy = |profile| {
            let mut examination = Examination::web_app().fault(Fault::MetadataAlgNone).only(SECTION);
            examination.options.profile = profile;
            verdict(&examination.run(), "metadata-legacy-features")
        };
        assert_eq!(legacy(Profile::Bcp), Verdict::Warn);
        assert_eq!(legacy(Profile::Oauth21), Verdict::Fail);
        let rs256 = |profile| {
            let mut examination = Examination::web_app().fault(Fault::MetadataWithoutRs256).only(SECTION);
            examination.options.profile = profile;
            verdict(&examination.run(), "metadata-required-members")
        };
        let judged = [Profile::Bcp, Profile::Oidc, Profile::Fapi2].map(rs256);
        assert_eq!(judged, [Verdict::Warn, Verdict::Fail, Verdict::Pass]);
    }

    #[test]
    fn a_fapi_server_takes_more_than_secrets() {
        let mut examination = Examination::web_app().only(SECTION);
        examination.options.profile = Profile::Fapi2;
        let strong = examination.run();
        assert_eq!(verdict(&strong, "metadata-legacy-features"), Verdict::Pass, "{}", told(&strong));
        let mut examination = Examination::web_app().only(SECTION);
        examination.options.profile = Profile::Fapi2;
        let weak = examination.policy(|policy| policy.token_auth = oauth_flow::practice::TokenAuth::Basic).run();
        assert_eq!(verdict(&weak, "metadata-legacy-features"), Verdict::Fail, "{}", told(&weak));
    }

    #[test]
    fn without_a_client_documents_are_looked_at_and_the_rest_says_what_it_takes() {
        let mut examination = Examination::web_app().alone();
        examination.subject.plan.client = oauth_flow::protocol::Client::default();
        let results = examination.run();
        assert_eq!(ids(&results, is_amiss), Vec::<&str>::new(), "{}", told(&results));
        assert_eq!(verdict(&results, "metadata-reachable"), Verdict::Pass);
        assert_eq!(verdict(&results, "jwks-usable"), Verdict::Pass);
        assert_eq!(verdict(&results, "token-baseline"), Verdict::Skip(Skip::NeedsSession));
    }

    #[test]
    fn endpoints_that_were_given_need_no_document() {
        let mut examination = Examination::web_app();
        let at = |path: &str| Some(format!("{}{path}", stage::ISSUER));
        examination.subject.plan.server = ServerHints {
            authorization_endpoint: at("/authorize"),
            token_endpoint: at("/token"),
            jwks_uri: at("/jwks"),
            ..ServerHints::default()
        };
        let results = examination.run();
        assert_eq!(verdict(&results, "metadata-issuer-exact"), Verdict::Skip(Skip::NotAdvertised));
        assert_eq!(verdict(&results, "jwks-usable"), Verdict::Pass, "{}", told(&results));
        assert_eq!(verdict(&results, "token-baseline"), Verdict::Pass);
        assert_eq!(ids(&results, is_amiss), Vec::<&str>::new(), "{}", told(&results));
    }

    #[test]
    fn where_nobody_answers_everything_says_so() {
        let results = examined(Dead, stage::ISSUER);
        let words: Vec<_> = results.outcomes.iter().filter(|outcome| outcome.verdict() != Verdict::Error).collect();
        assert!(words.is_empty(), "{words:?}");
        assert_eq!(results.verdict(), Verdict::Error);
        let document = Response::new(503).with_body("text/html", "<h1>come back later</h1>");
        let busy = examined(Always(document), stage::ISSUER);
        assert_eq!(verdict(&busy, "metadata-reachable"), Verdict::Error, "{}", told(&busy));
        assert_ne!(busy.verdict(), Verdict::Pass);
    }

    #[test]
    fn what_is_no_document_fails_and_the_rest_is_not_judged() {
        let page = Response::new(404).with_body("text/html", "<h1>no such page</h1>");
        let results = examined(Always(page), stage::ISSUER);
        assert_eq!(ids(&results, is_amiss), ["metadata-reachable"], "{}", told(&results));
        assert_eq!(verdict(&results, "metadata-reachable"), Verdict::Fail);
        assert_eq!(verdict(&results, "token-baseline"), Verdict::Skip(Skip::ControlFailed));
    }

    #[test]
    fn a_token_endpoint_that_also_listens_in_the_clear_is_found() {
        const HTTPS: &str = "metadata-endpoints-https";
        let sound = examined(Twin { memory: secure(), serves_http: false }, SECURE);
        assert_eq!(verdict(&sound, HTTPS), Verdict::Pass, "{}", told(&sound));
        let twin = examined(Twin { memory: secure(), serves_http: true }, SECURE);
        assert_eq!(ids(&twin, is_amiss), [HTTPS], "{}", told(&twin));
        assert_eq!(verdict(&twin, HTTPS), Verdict::Fail);
    }

    const SECURE: &str = "https://practice.example";

    fn secure() -> InMemory {
        let mut config = Config::default();
        config.policy.pkce_methods = PkceMethods::S256;
        InMemory::new(Provider::new(SECURE, config, Keys::instant().unwrap(), [7; 32]), stage::now())
    }

    fn examined(road: impl Road, issuer: &str) -> Results {
        let site = WebSite::new(road);
        let mut plan = stage::plan("web-app", None);
        plan.server.issuer = Some(issuer.to_owned());
        let subject = Subject { plan, ..Subject::default() };
        let desk = Desk::new(&site, subject, Options::default());
        on_a_runtime(probe::check(&desk));
        desk.results(None)
    }

    /// Nobody is there.
    struct Dead;

    /// The same answer to everything.
    struct Always(Response);

    /// A server whose token endpoint may also be reached by plain http.
    struct Twin {
        memory: InMemory,
        serves_http: bool,
    }

    fn sent<'a>(outcome: Result<Response, Failure>) -> Soon<'a, Sent> {
        Box::pin(std::future::ready(Sent { outcome, started: stage::now(), elapsed: Duration::ZERO }))
    }

    fn refused<'a>() -> Soon<'a, Sent> {
        sent(Err(Failure::new(FailureKind::Refused, "nobody listens")))
    }

    macro_rules! simple_road {
        ($name:ident, $own:ident => $answer:expr) => {
            impl Road for $name {
                fn send<'a>(&'a self, _: &'a Request) -> Soon<'a, Sent> {
                    let $own = self;
                    $answer
                }

                fn send_bare<'a>(&'a self, request: &'a Request) -> Soon<'a, Sent> {
                    self.send(request)
                }

                fn wait(&self, _: Duration) -> Soon<'_, ()> {
                    Box::pin(std::future::ready(()))
                }

                fn now(&self) -> SystemTime {
                    stage::now()
                }

                fn draw(&self) -> Result<String, Failure> {
                    Ok("drawn".into())
                }
            }
        };
    }

    simple_road!(Dead, _own => refused());
    simple_road!(Always, own => sent(Ok(own.0.clone())));

    impl Road for Twin {
        fn send<'a>(&'a self, request: &'a Request) -> Soon<'a, Sent> {
            self.memory.send(request)
        }

        fn send_bare<'a>(&'a self, request: &'a Request) -> Soon<'a, Sent> {
            if request.url.starts_with("http:") && !self.serves_http { refused() } else { self.memory.send(request) }
        }

        fn wait(&self, pause: Duration) -> Soon<'_, ()> {
            self.memory.wait(pause)
        }

        fn now(&self) -> SystemTime {
            self.memory.now()
        }

        fn draw(&self) -> Result<String, Failure> {
            self.memory.draw()
        }
    }

    #[test]
    fn every_check_of_the_section_is_known_by_its_rules() {
        let section = catalogue::all().filter(|check| check.section == Section::Discovery);
        let bare: Vec<&str> = section.filter(|check| check.rules.is_empty()).map(Check::id).collect();
        assert_eq!(bare, ["metadata-auth-methods"]);
    }
}

mod extensions {
    use oauth_flow::practice::{
        AuthorizationDetails, Dpop, DpopNonce, Jarm, Occasion, Par, RequestObjects, ResourceIndicators,
    };

    use super::*;

    const SECTION: &[&str] = &["par-*", "jar-*", "jarm-*", "dpop-*", "mtls-*", "rar-*", "authz-resource-unknown"];

    #[test]
    fn a_fault_of_an_answer_turns_the_check_of_its_extension_red_and_no_other() {
        let mut seen = 0;
        for fault in Fault::ALL.iter().filter(|fault| matches!(fault.seen_by(), SeenBy::Rule(_))) {
            let id = match fault.occasion() {
                Occasion::Par => "par-baseline",
                Occasion::Jarm => "jarm-response",
                Occasion::Dpop => "dpop-baseline",
                _ => continue,
            };
            let results = Examination::web_app().with_second().fault(*fault).only(SECTION).run();
            assert_eq!(ids(&results, is_amiss), [id], "{}\n{}", fault.name(), told(&results));
            seen += 1;
        }
        assert!(seen >= 12, "{seen}");
    }

    #[test]
    fn a_sound_provider_passes_everything_that_it_offers() {
        let not_passed = |examination: Examination| {
            let results = examination.only(SECTION).run();
            ids(&results, |verdict| verdict != Verdict::Pass)
        };
        let without = ["par-enforced", "dpop-nonce-keeps-code", "dpop-refresh-binding", "mtls-bound-token"];
        assert_eq!(not_passed(Examination::web_app().with_second()), without);
        assert_eq!(not_passed(Examination::web_app().with_second().with_certificate()), without[..3]);
    }

    #[test]
    fn what_is_not_offered_is_not_looked_at() {
        let results = Examination::web_app()
            .with_second()
            .policy(|policy| {
                policy.asking.par = Par::Off;
                policy.asking.request_objects = RequestObjects::Off;
                policy.asking.jarm = Jarm::Off;
                policy.asking.details = AuthorizationDetails::Off;
                policy.asking.resources = ResourceIndicators::Off;
                policy.dpop = Dpop::Off;
            })
            .only(SECTION)
            .run();
        // A `request_uri` has to be refused by everybody who speaks OpenID Connect.
        let looked_at = ids(&results, |verdict| verdict != Verdict::Skip(Skip::NotAdvertised));
        assert_eq!(looked_at, ["jar-external-request-uri"], "{}", told(&results));
        assert_eq!(verdict(&results, "jar-external-request-uri"), Verdict::Pass);
    }

    #[test]
    fn without_anybody_what_takes_nobody_is_looked_at_all_the_same() {
        let results = Examination::web_app().with_second().alone().only(SECTION).run();
        assert_eq!(ids(&results, is_amiss), Vec::<&str>::new(), "{}", told(&results));
        let passed = ids(&results, |verdict| verdict == Verdict::Pass);
        let expected = [
            "par-client-auth",
            "par-validates-request",
            "par-bound-to-client",
            "par-front-channel-override",
            "jar-integrity",
            "jar-external-request-uri",
            "rar-unknown-type",
            "authz-resource-unknown",
        ];
        assert_eq!(passed, expected, "{}", told(&results));
        for id in ["par-baseline", "jarm-response", "dpop-baseline", "dpop-token-bound"] {
            assert_eq!(verdict(&results, id), Verdict::Skip(Skip::NeedsSession), "{id}");
        }
        assert_eq!(results.codes, 0);
    }

    #[test]
    fn faults_that_take_nobody_are_seen_by_a_stranger() {
        for fault in [
            Fault::PushWithoutAuth,
            Fault::PushUnchecked,
            Fault::RequestUriForAnyClient,
            Fault::OuterParametersWin,
            Fault::RequestObjectUnverified,
            Fault::RequestObjectUnsigned,
            Fault::RequestObjectClaimsUnchecked,
            Fault::RequestUriUnknownIgnored,
        ] {
            let results = Examination::web_app().with_second().alone().fault(fault).only(SECTION).run();
            assert_eq!(ids(&results, is_amiss), [fault.requirement()], "{}\n{}", fault.name(), told(&results));
        }
    }

    #[test]
    fn a_public_client_has_its_own_reasons() {
        let results = Examination::native_app().with_second().only(SECTION).run();
        assert_eq!(ids(&results, is_amiss), Vec::<&str>::new(), "{}", told(&results));
        assert_eq!(verdict(&results, "par-client-auth"), Verdict::Skip(Skip::PublicClient));
        assert_eq!(verdict(&results, "jar-integrity"), Verdict::Skip(Skip::PublicClient));
        assert_eq!(verdict(&results, "dpop-refresh-binding"), Verdict::Pass);
        let confidential = Examination::web_app().only(SECTION).run();
        assert_eq!(verdict(&confidential, "dpop-refresh-binding"), Verdict::Skip(Skip::ConfidentialClient));
        assert_eq!(verdict(&confidential, "par-bound-to-client"), Verdict::Skip(Skip::NoSecondClient));
    }

    #[test]
    fn everything_together_takes_few_codes() {
        let results = Examination::web_app().with_second().only(SECTION).run();
        // One for the ordinary login, then: a push, a signed answer, a code that is bound. DPoP takes what is left of these.
        assert_eq!(results.codes, 4, "{}", told(&results));
        let demanding = Examination::web_app().policy(|policy| policy.dpop_nonce = DpopNonce::Required);
        let results = demanding.only(&["dpop-*"]).run();
        assert_eq!((results.codes, ids(&results, is_amiss)), (3, vec![]), "{}", told(&results));
        assert_eq!(verdict(&results, "dpop-nonce-keeps-code"), Verdict::Pass);
    }

    #[test]
    fn a_push_that_is_demanded_serves_as_the_first_one() {
        let results = Examination::web_app()
            .with_second()
            .policy(|policy| policy.asking.par = Par::Required)
            .only(&["par-*"])
            .run();
        assert_eq!(ids(&results, |verdict| verdict != Verdict::Pass), Vec::<&str>::new(), "{}", told(&results));
        assert_eq!(results.codes, 1);
    }

    #[test]
    fn a_name_that_never_expires_is_seen_by_whoever_waits() {
        let judged = |suite| {
            let mut examination = Examination::web_app().fault(Fault::RequestUriNeverExpires).only(&["par-one-time"]);
            examination.options.suite = suite;
            verdict(&examination.run(), "par-one-time")
        };
        assert_eq!((judged(Suite::Full), judged(Suite::Slow)), (Verdict::Pass, Verdict::Fail));
    }

    #[test]
    fn unsigned_requests_are_worth_a_word_where_they_are_offered() {
        let results = Examination::web_app()
            .policy(|policy| policy.asking.request_objects = RequestObjects::UnsignedToo)
            .only(&["jar-integrity"])
            .run();
        assert_eq!(verdict(&results, "jar-integrity"), Verdict::Warn, "{}", told(&results));
    }

    #[test]
    fn where_no_proof_works_no_refusal_proves_anything() {
        let results = Examination::web_app().fault(Fault::DpopNonceNeverGood).only(&["dpop-*"]).run();
        assert_eq!(ids(&results, is_amiss), ["dpop-baseline"], "{}", told(&results));
        assert_eq!(verdict(&results, "dpop-proof-checks"), Verdict::Skip(Skip::ControlFailed));
        assert_eq!(verdict(&results, "dpop-jkt-mismatch"), Verdict::Skip(Skip::ControlFailed));
    }
}
