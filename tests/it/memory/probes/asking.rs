//! The authorization endpoint and what comes back from it: where there is no user, where the client is public, where the
//! policy is another, and where the server shows its sign-in before it looks at anything.

use std::cell::Cell;
use std::time::{Duration, SystemTime};

use oauth_flow::flow::Sent;
use oauth_flow::practice::{Fault, IssParameter, LoopbackPort, Par, Pkce, PkceMethods, Policy, Redirect};
use oauth_flow::probe::{self, Agency, Desk, Outcome, Profile, Results, Site as _, Skip, Soon, Suite, Verdict};
use oauth_flow::protocol::{Push, RequestObject};
use oauth_flow::wire::{Failure, FailureKind, Request, Response};
use oauth_flow::world::site::{InMemory, Road, WebSite};

use super::{Examination, ids, is_amiss, told};
use crate::stage::{self, on_a_runtime};

const ALL: &[&str] = &["authz-*", "response-*"];
/// What needs nobody who signs in at a server that looks at a request before it asks who is there.
const FOR_STRANGERS: [&str; 16] = [
    "authz-unknown-client",
    "authz-redirect-unregistered",
    "authz-redirect-exact",
    "authz-redirect-missing",
    "authz-loopback-any-port",
    "authz-duplicate-parameter",
    "authz-unknown-parameter-ignored",
    "authz-response-type-errors",
    "authz-implicit-refused",
    "authz-pkce-required",
    "authz-pkce-plain-refused",
    "authz-pkce-bad-request",
    "authz-post-accepted",
    "authz-prompt-none-no-session",
    "authz-page-headers",
    "response-error-shape",
];

fn policy(mut examination: Examination, set: impl FnOnce(&mut Policy)) -> Examination {
    set(&mut examination.config.policy);
    examination
}

fn verdict(results: &Results, id: &str) -> Verdict {
    results.outcome(id).map_or_else(|| panic!("{id} is not there"), Outcome::verdict)
}

#[track_caller]
fn assert_verdict(results: &Results, id: &str, expected: Verdict) {
    assert_eq!(verdict(results, id), expected, "{id}\n{}", told(results));
}

#[test]
fn every_check_is_settled_without_anybody_who_signs_in() {
    let mut examination = Examination::web_app().only(ALL);
    examination.user = None;
    let results = examination.run();
    assert_eq!(ids(&results, is_amiss), Vec::<&str>::new(), "{}", told(&results));
    for id in FOR_STRANGERS {
        assert_verdict(&results, id, Verdict::Pass);
    }
    for outcome in &results.outcomes {
        let (id, verdict) = (outcome.check.id(), outcome.verdict());
        let needs_session = verdict == Verdict::Skip(Skip::NeedsSession);
        assert!(needs_session || verdict == Verdict::Pass, "{id} {verdict:?}\n{}", told(&results));
    }
    assert_eq!(results.codes, 0);
}

#[test]
fn few_codes_are_enough() {
    let results = Examination::web_app().only(ALL).run();
    assert!(results.codes <= 5, "{} codes", results.codes);
    assert_eq!(
        results.facts.iter().find(|fact| fact.name == "silent-codes").map(|fact| fact.value.as_str()),
        Some("yes")
    );
    let mut small = Examination::web_app();
    small.options.suite = Suite::Smoke;
    let results = small.run();
    assert!(results.codes <= 2, "{} codes in the small suite\n{}", results.codes, told(&results));
}

#[test]
fn a_public_client_is_asked_each_time_and_may_have_any_port() {
    let results = Examination::native_app().only(ALL).run();
    for id in ["authz-silent-public-client", "authz-loopback-any-port", "response-state-exact", "response-form-post"] {
        assert_verdict(&results, id, Verdict::Pass);
    }
    assert_verdict(&results, "authz-max-age-zero", Verdict::Skip(Skip::ControlFailed));
    let results = Examination::native_app().fault(Fault::SilentPublicClient).only(ALL).run();
    assert_eq!(ids(&results, is_amiss), ["authz-silent-public-client"], "{}", told(&results));
    let mut alone = Examination::web_app().only(&["authz-silent-public-client", "authz-loopback-any-port"]);
    alone.subject.native = None;
    let results = alone.run();
    assert_eq!(ids(&results, |verdict| verdict == Verdict::Skip(Skip::ConfidentialClient)).len(), 2);
}

#[test]
fn a_registered_port_is_the_wrong_demand() {
    let mut examination =
        policy(Examination::native_app().only(ALL), |policy| policy.loopback_port = LoopbackPort::Registered);
    for client in &mut examination.config.clients {
        client.redirect_uris = vec![examination.subject.plan.client.redirect_uri.clone()];
    }
    let results = examination.run();
    assert_eq!(ids(&results, is_amiss), ["authz-loopback-any-port"], "{}", told(&results));
    assert_verdict(&results, "authz-loopback-any-port", Verdict::Fail);
}

#[test]
fn weak_policies_are_seen() {
    let lax = |policy: &mut Policy| policy.pkce = Pkce::Optional;
    let results = policy(Examination::web_app().only(ALL), lax).run();
    assert_eq!(ids(&results, is_amiss), ["authz-pkce-required"], "{}", told(&results));
    assert_verdict(&results, "authz-pkce-required", Verdict::Warn);
    let results = policy(Examination::native_app().only(ALL), lax).run();
    assert_verdict(&results, "authz-pkce-required", Verdict::Fail);
    let mut modern = policy(Examination::web_app().only(ALL), lax);
    modern.options.profile = Profile::Oauth21;
    assert_verdict(&modern.run(), "authz-pkce-required", Verdict::Fail);
    let plain = |policy: &mut Policy| policy.pkce_methods = PkceMethods::S256AndPlain;
    let results = policy(Examination::web_app().only(ALL), plain).run();
    assert_eq!(ids(&results, is_amiss), ["authz-pkce-plain-refused"], "{}", told(&results));
    let results = policy(Examination::web_app().only(ALL), |policy| policy.redirect = Redirect::Prefix).run();
    assert_eq!(ids(&results, is_amiss), ["authz-redirect-exact"], "{}", told(&results));
    let results = policy(Examination::web_app().only(ALL), |policy| policy.iss = IssParameter::Off).run();
    assert_eq!(ids(&results, is_amiss), ["response-iss"], "{}", told(&results));
}

#[test]
fn a_request_that_has_to_be_pushed_is_changed_before_it_is_pushed() {
    let pushed = || policy(Examination::web_app().only(ALL), |policy| policy.asking.par = Par::Required);
    let results = pushed().run();
    assert_eq!(ids(&results, is_amiss), Vec::<&str>::new(), "{}", told(&results));
    for fault in [Fault::ResponseTypeDefault, Fault::ChallengeUnchecked, Fault::RedirectPrefix, Fault::ImplicitAllowed]
    {
        let results = pushed().fault(fault).run();
        assert_eq!(ids(&results, is_amiss), [fault.requirement()], "{}\n{}", fault.name(), told(&results));
    }
    let mut signed = Examination::web_app().only(ALL);
    signed.subject.plan.asked.request_object = RequestObject::Signed;
    signed.subject.plan.asked.push = Push::Always;
    let results = signed.run();
    assert_eq!(ids(&results, is_amiss), Vec::<&str>::new(), "{}", told(&results));
}

#[test]
fn what_is_of_openid_connect_is_not_asked_of_others() {
    let mut examination = Examination::web_app().only(ALL);
    examination.subject.plan.scope = vec!["profile".into()];
    let results = examination.run();
    assert_eq!(ids(&results, is_amiss), Vec::<&str>::new(), "{}", told(&results));
    for id in ["authz-post-accepted", "authz-prompt-none-no-session", "authz-prompt-none-session", "authz-max-age-zero"]
    {
        assert_verdict(&results, id, Verdict::Skip(Skip::NotOidc));
    }
}

/// A road on which something happens.
struct Changed<F> {
    inner: InMemory,
    sent: Cell<usize>,
    change: F,
}

impl<F: Fn(usize, &Request) -> Option<Result<Response, Failure>>> Road for Changed<F> {
    fn send<'a>(&'a self, request: &'a Request) -> Soon<'a, Sent> {
        self.sent.set(self.sent.get() + 1);
        match (self.change)(self.sent.get(), request) {
            None => self.inner.send(request),
            Some(outcome) => {
                let sent = Sent { outcome, started: self.inner.now(), elapsed: Duration::ZERO };
                Box::pin(std::future::ready(sent))
            }
        }
    }

    fn wait(&self, pause: Duration) -> Soon<'_, ()> {
        self.inner.wait(pause)
    }

    fn now(&self) -> SystemTime {
        self.inner.now()
    }

    fn draw(&self) -> Result<String, Failure> {
        self.inner.draw()
    }
}

fn on(examination: Examination, change: impl Fn(usize, &Request) -> Option<Result<Response, Failure>>) -> Results {
    let inner = InMemory::new(stage::provider(examination.config), stage::now());
    let site = WebSite::new(Changed { inner, sent: Cell::default(), change });
    let site = examination.user.iter().fold(site, |site, user| site.signed_in_by(user));
    let seeing = if examination.user.is_some() { Agency::Seeing } else { Agency::Nobody };
    assert_eq!(site.agency(), seeing);
    let desk = Desk::new(&site, examination.subject, examination.options);
    on_a_runtime(probe::check(&desk));
    desk.results(None)
}

/// Shows its sign-in to everybody without a cookie, whatever was asked, and looks at the request only then.
fn sign_in_first(_: usize, request: &Request) -> Option<Result<Response, Failure>> {
    let path = request.path();
    let has_cookie = request.headers.get("cookie").is_some_and(|cookies| cookies.contains("seen=1"));
    let page = |next: &str| {
        format!(
            "<meta name=generator content='{}'><form method=post action=/signin>\
             <input name=username><input type=password name=password><input type=hidden name=next value='{next}'></form>",
            oauth_flow::practice::GENERATOR
        )
    };
    let redirect = |to: &str| Response::new(302).with("location", to);
    match path {
        "/authorize" if !has_cookie => {
            let query = if request.method == "GET" { request.query() } else { request.form()? };
            Some(Ok(redirect(&format!("/signin?{}", query.to_query()))))
        }
        "/signin" if request.method == "GET" => {
            let next =
                format!("/authorize?{}", request.query().to_query()).replace('&', "&amp;").replace('\'', "&#39;");
            Some(Ok(Response::new(200).with_body("text/html", page(&next).as_str())))
        }
        "/signin" => {
            let form = request.form()?;
            Some(Ok(redirect(form.get("next")?).with("set-cookie", "seen=1; Path=/")))
        }
        _ => None,
    }
}

#[test]
fn a_server_that_signs_in_first_is_judged_with_the_session() {
    // What a stranger is told with `prompt=none` is amiss there, and rightly.
    let amiss = ["authz-prompt-none-no-session"];
    let of_strangers = |results: &Results| -> Vec<&str> {
        ids(results, is_amiss).into_iter().filter(|id| !amiss.contains(id) && *id != "authz-page-headers").collect()
    };
    let results = on(Examination::web_app().only(ALL), sign_in_first);
    assert_eq!(of_strangers(&results), Vec::<&str>::new(), "{}", told(&results));
    for id in ["authz-redirect-exact", "authz-redirect-unregistered", "authz-unknown-client", "authz-pkce-required"] {
        assert_verdict(&results, id, Verdict::Pass);
    }
    for fault in
        [Fault::RedirectUnchecked, Fault::UnknownClientRedirected, Fault::ImplicitAllowed, Fault::ChallengeMissing]
    {
        let results = on(Examination::web_app().fault(fault).only(ALL), sign_in_first);
        assert!(of_strangers(&results).contains(&fault.requirement()), "{}\n{}", fault.name(), told(&results));
    }
    // A public client is asked each time: only the answer tells where it goes.
    let results = on(Examination::native_app().fault(Fault::RedirectUnchecked).only(ALL), sign_in_first);
    assert_verdict(&results, "authz-redirect-unregistered", Verdict::Fail);
}

#[test]
fn a_server_that_signs_in_first_is_not_judged_without_a_session() {
    let mut examination = Examination::web_app().only(ALL).fault(Fault::RedirectUnchecked);
    examination.user = None;
    let results = on(examination, sign_in_first);
    for id in ["authz-redirect-exact", "authz-redirect-unregistered", "authz-unknown-client", "authz-pkce-required"] {
        assert_verdict(&results, id, Verdict::Skip(Skip::NeedsSession));
    }
    assert_verdict(&results, "authz-unknown-parameter-ignored", Verdict::Pass);
}

#[test]
fn a_server_in_trouble_passes_nothing() {
    for (name, outcome) in [
        ("503", Ok(Response::new(503))),
        ("429", Ok(Response::new(429))),
        ("dead", Err(Failure::new(FailureKind::Refused, "refused"))),
    ] {
        for from in [1, 4, 10] {
            let begun = Cell::new(0);
            let change = |_: usize, request: &Request| {
                begun.set(begun.get() + usize::from(request.path() == "/authorize"));
                (request.path() == "/authorize" && begun.get() >= from).then(|| outcome.clone())
            };
            let mut examination = Examination::web_app().only(ALL);
            examination.user = None;
            let results = on(examination, change);
            for id in ["authz-redirect-exact", "authz-pkce-bad-request", "authz-duplicate-parameter"] {
                assert_ne!(verdict(&results, id), Verdict::Pass, "{name} from {from}: {id}\n{}", told(&results));
            }
        }
    }
}
