//! Checks at servers that die, stall, refuse to talk, change their minds or answer with nonsense: the run ends, every
//! check is told of, and nothing is passed that is not so.

use std::cell::Cell;
use std::time::{Duration, SystemTime};

use oauth_flow::flow::Sent;
use oauth_flow::practice::Fault;
use oauth_flow::probe::{self, Desk, Results, Skip, Soon, Verdict, catalogue};
use oauth_flow::wire::{Body, Failure, FailureKind, Request, Response};
use oauth_flow::world::site::{InMemory, Road, WebSite};

use super::{Examination, told};
use crate::stage::{self, on_a_runtime};

/// A road on which answers are changed, by the number of the request.
struct Bent<F> {
    road: InMemory,
    sent: Cell<usize>,
    bend: F,
}

impl<F: Fn(usize, &Request, Sent) -> Sent> Road for Bent<F> {
    fn send<'a>(&'a self, request: &'a Request) -> Soon<'a, Sent> {
        Box::pin(async move {
            let sent = self.road.send(request).await;
            let number = self.sent.replace(self.sent.get() + 1);
            (self.bend)(number, request, sent)
        })
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

fn bent(examination: Examination, bend: impl Fn(usize, &Request, Sent) -> Sent) -> Results {
    let road = InMemory::new(stage::provider(examination.config), stage::now());
    let site = WebSite::new(Bent { road, sent: Cell::new(0), bend });
    let site = examination.user.iter().fold(site, |site, user| site.signed_in_by(user));
    let desk = Desk::new(&site, examination.subject, examination.options);
    on_a_runtime(probe::check(&desk));
    desk.results(None)
}

fn fails(sent: &Sent, kind: FailureKind) -> Sent {
    Sent { outcome: Err(Failure::new(kind, "as a test wants it")), ..*sent }
}

fn answers(sent: &Sent, response: Response) -> Sent {
    Sent { outcome: Ok(response), ..*sent }
}

/// Faults that a check is sure to see where it sees anything.
const BROKEN: [(Fault, &str); 4] = [
    (Fault::IgnoreVerifier, "pkce-verifier-wrong"),
    (Fault::CodeReplay, "code-replay-refused"),
    (Fault::SecretMayBeMissing, "token-client-auth-missing"),
    (Fault::RedirectUnchecked, "authz-redirect-unregistered"),
];

/// One provider with all of them.
fn broken() -> Examination {
    BROKEN.iter().fold(Examination::web_app(), |examination, (fault, _)| examination.fault(*fault))
}

#[track_caller]
fn nothing_is_passed_that_is_not_so(results: &Results, id: &str) {
    assert!(results.outcomes.iter().all(|outcome| !outcome.parts.is_empty()), "{}", told(results));
    assert_eq!(results.outcomes.len(), wanted(results), "{}", told(results));
    let verdict = results.outcome(id).map(oauth_flow::probe::Outcome::verdict);
    assert!(!matches!(verdict, Some(Verdict::Pass | Verdict::Warn)), "{id}: {verdict:?}\n{}", told(results));
}

fn wanted(results: &Results) -> usize {
    catalogue::all().filter(|check| check.suite <= results.suite).count()
}

#[test]
fn a_provider_that_dies_in_the_middle_leaves_a_whole_report() {
    for lives in [0, 1, 2, 5, 9, 14, 20, 27, 35, 44, 54, 65, 77, 90, 104, 120, 150, 190] {
        let dies = |number: usize, _: &Request, sent: Sent| {
            if number < lives { sent } else { fails(&sent, FailureKind::Refused) }
        };
        let results = bent(broken(), dies);
        for (_, id) in BROKEN {
            let seen = results.outcome(id).map(probe::Outcome::verdict);
            if seen != Some(Verdict::Fail) {
                nothing_is_passed_that_is_not_so(&results, id);
                let is_told = results.count(|verdict| verdict == Verdict::Error) > 0;
                assert!(is_told || seen.is_none() || lives > 150, "{lives}");
            }
        }
    }
}

#[test]
fn a_provider_in_trouble_passes_nothing_that_it_must_refuse() {
    let paths = ["/token", "/authorize"];
    for status in [500, 503, 429, 423] {
        let troubled = |_: usize, request: &Request, sent: Sent| {
            let is_meant = paths.iter().any(|path| request.path() == *path);
            if is_meant { answers(&sent, Response::new(status)) } else { sent }
        };
        let results = bent(broken(), troubled);
        for (_, id) in BROKEN {
            nothing_is_passed_that_is_not_so(&results, id);
        }
    }
}

#[test]
fn a_provider_that_asks_to_be_left_alone_is_left_alone() {
    let limited = |number: usize, request: &Request, sent: Sent| {
        if number > 12 && request.path() == "/token" { answers(&sent, Response::new(429)) } else { sent }
    };
    let results = bent(Examination::web_app(), limited);
    let left = results.count(|verdict| verdict == Verdict::Skip(Skip::RateLimited));
    assert!(left > 0 && results.requests < 120, "{left} {}\n{}", results.requests, told(&results));
}

#[test]
fn a_provider_that_changes_its_mind_or_talks_nonsense_passes_nothing_false() {
    let nonsense: [&[u8]; 5] = [b"", b"\xff\xfe\x00", b"[[[[[[[[[[[[[[", b"{\"access_token\": 5}", b"<html>\x1b[2J"];
    for (every, body) in nonsense.iter().enumerate() {
        let odd = |number: usize, request: &Request, sent: Sent| {
            let is_meant = request.path() == "/token" && number.is_multiple_of(every + 2);
            let page = Response::new(200).with_body("application/json", Body::new(*body));
            if is_meant { answers(&sent, page) } else { sent }
        };
        let results = bent(broken(), odd);
        assert!(results.outcomes.iter().all(|outcome| !outcome.parts.is_empty()), "{}", told(&results));
        for (_, id) in BROKEN {
            let verdict = results.outcome(id).map(probe::Outcome::verdict);
            assert_ne!(verdict, Some(Verdict::Pass), "{id}\n{}", told(&results));
        }
    }
}
