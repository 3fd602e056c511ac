//! Every check against the practice provider: green where it is sound, and for each fault exactly its own checks red.

mod signing_in;

use oauth_flow::practice::{Config, Fault, SeenBy};
use oauth_flow::probe::{self, Desk, Options, Results, Subject, Suite, Verdict, catalogue};
use oauth_flow::world::site::{InMemory, WebSite};

use crate::stage::{self, on_a_runtime};

/// A run of checks, before it is done.
pub struct Examination {
    pub config: Config,
    pub subject: Subject,
    pub options: Options,
    /// Who signs in.
    pub user: Option<&'static str>,
}

impl Examination {
    /// The confidential client of the practice provider, with everything that does not have to wait.
    pub fn web_app() -> Self {
        let config = Config::default();
        let mut plan = stage::plan("web-app", config.clients[0].client_secret.clone());
        plan.scope = ["openid", "profile", "email", "offline_access"].map(str::to_owned).to_vec();
        let options = Options { suite: Suite::Full, ..Options::default() };
        Self { config, subject: Subject { plan, ..Subject::default() }, options, user: Some("alice") }
    }

    /// The public client.
    pub fn native_app() -> Self {
        let mut examination = Self::web_app();
        examination.subject.plan.client.client_id = "native-app".into();
        examination.subject.plan.client.client_secret = None;
        examination
    }

    pub fn fault(mut self, fault: Fault) -> Self {
        self.config.faults.push(fault);
        self
    }

    pub fn only(mut self, ids: &[&str]) -> Self {
        self.options.selection.only = ids.iter().map(ToString::to_string).collect();
        self
    }

    pub fn run(self) -> Results {
        let provider = stage::provider(self.config);
        let site = WebSite::new(InMemory::new(provider, stage::now()));
        let site = self.user.iter().fold(site, |site, user| site.signed_in_by(user));
        let desk = Desk::new(&site, self.subject, self.options);
        on_a_runtime(probe::check(&desk));
        desk.results(None)
    }
}

/// The ids of what came out like this.
pub fn ids(results: &Results, is: impl Fn(Verdict) -> bool) -> Vec<&'static str> {
    results.outcomes.iter().filter(|outcome| is(outcome.verdict())).map(|outcome| outcome.check.id()).collect()
}

/// Whether something was found.
pub fn is_amiss(verdict: Verdict) -> bool {
    !matches!(verdict, Verdict::Pass | Verdict::Skip(_))
}

/// Everything that is not as it should be, with what was seen: for messages of tests.
pub fn told(results: &Results) -> String {
    let amiss = results.outcomes.iter().filter(|outcome| outcome.verdict() != Verdict::Pass);
    let lines = amiss.flat_map(|outcome| {
        outcome.parts.iter().map(move |part| {
            let (id, word) = (outcome.check.id(), part.verdict.word());
            format!("{word} {id} {}: expected {}, seen {}", part.label, part.expected, part.seen)
        })
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_sound_provider_is_green() {
    for examination in [Examination::web_app(), Examination::native_app()] {
        let results = examination.run();
        let red = ids(&results, is_amiss);
        assert_eq!(red, Vec::<&str>::new(), "{}", told(&results));
    }
}

#[test]
fn every_fault_turns_its_own_checks_red_and_no_other() {
    for fault in Fault::ALL {
        let SeenBy::Probe(id) = fault.seen_by() else { continue };
        if catalogue::by_id(id).is_none() {
            continue;
        }
        let results = Examination::web_app().fault(*fault).run();
        let red = ids(&results, is_amiss);
        assert_eq!(red, [id], "{}\n{}", fault.name(), told(&results));
    }
}
