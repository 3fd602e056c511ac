//! Every check against the practice provider: green where it is sound, and for each fault exactly its own checks red.

mod asking;

use oauth_flow::practice::{Config, Fault, Pkce, PkceMethods, SeenBy};
use oauth_flow::probe::{self, Desk, Options, Results, Subject, Suite, Verdict, catalogue};
use oauth_flow::protocol::Client;
use oauth_flow::world::site::{InMemory, WebSite};

use crate::stage::{self, on_a_runtime};

/// What a fault breaks besides its own requirement.
const SIBLINGS: &[(&str, &[&str])] = &[
    // Whoever takes every address takes one that is near the right one, and another path on this machine.
    ("redirect-unchecked", &["authz-redirect-exact", "authz-loopback-any-port"]),
    // It takes a code without a challenge to see this, and whoever gives one is told so.
    ("verifier-without-challenge", &["authz-pkce-required"]),
];

/// Faults that show only where a code comes without a challenge.
const WITHOUT_CHALLENGE: &[&str] = &["verifier-without-challenge"];

/// Faults of the sign-in, whose messages are not in the record of a login.
const UNSEEN: &[&str] = &["login-redirect-307"];

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
        // What RFC 9700 2.1.1 recommends; a provider that leaves it open is told so.
        let mut config = Config::default();
        config.policy.pkce = Pkce::Required;
        config.policy.pkce_methods = PkceMethods::S256;
        let mut plan = stage::plan("web-app", config.clients[0].client_secret.clone());
        plan.scope = ["openid", "profile", "email", "offline_access"].map(str::to_owned).to_vec();
        let options = Options { suite: Suite::Full, ..Options::default() };
        let native = Client { client_id: "native-app".into(), client_secret: None, ..plan.client.clone() };
        let subject = Subject { plan, native: Some(native), ..Subject::default() };
        Self { config, subject, options, user: Some("alice") }
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
        if UNSEEN.contains(&fault.name()) {
            continue;
        }
        let mut examination = Examination::web_app().fault(*fault);
        if WITHOUT_CHALLENGE.contains(&fault.name()) {
            examination.config.policy.pkce = Pkce::Optional;
        }
        let results = examination.run();
        let siblings = SIBLINGS.iter().filter(|(name, _)| *name == fault.name()).flat_map(|(_, ids)| *ids);
        let mut expected: Vec<&str> = siblings.copied().chain([id]).collect();
        let mut red = ids(&results, is_amiss);
        expected.sort_unstable();
        red.sort_unstable();
        assert_eq!(red, expected, "{}\n{}", fault.name(), told(&results));
    }
}
