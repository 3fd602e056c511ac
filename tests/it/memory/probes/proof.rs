//! The table of faults and weak choices, and the checks that see each: made by running every one of them.

use std::fmt::Write as _;
use std::sync::{LazyLock, Mutex};

use oauth_flow::practice::{
    Codes, Fault, IssParameter, Occasion, Par, Pkce, PkceMethods, Policy, Redirect, Refresh, RequestObjects,
    ResponseTypes, SeenBy, Service,
};
use oauth_flow::probe::{Outcome, Verdict, catalogue};

use super::{Examination, is_amiss};
use crate::generated;

/// What came of a run: every check that is not green, with how it came out.
type Red = Vec<(&'static str, Verdict)>;

/// A choice that weakens a server, by its words, and how it is made.
type Choice = (&'static str, fn(&mut Policy));

/// Choices that no specification recommends, or that one forbids.
const WEAK: &[Choice] = &[
    ("--pkce optional", |policy| policy.pkce = Pkce::Optional),
    ("--pkce off", |policy| policy.pkce = Pkce::Off),
    ("--pkce-methods s256-and-plain", |policy| policy.pkce_methods = PkceMethods::S256AndPlain),
    ("--redirect prefix", |policy| policy.redirect = Redirect::Prefix),
    ("--iss off", |policy| policy.iss = IssParameter::Off),
    ("--codes reusable", |policy| policy.codes = Codes::Reusable),
    ("--refresh plain", |policy| policy.refresh = Refresh::Plain),
    ("--request-objects unsigned-too", |policy| policy.asking.request_objects = RequestObjects::UnsignedToo),
    ("--response-types all", |policy| policy.asking.response_types = ResponseTypes::All),
    ("--on password", |policy| policy.services = policy.services.clone().with(Service::Password)),
];

/// Choices that are as good as the usual ones.
const SOUND: &[Choice] = &[
    ("--codes one-attempt", |policy| policy.codes = Codes::OneAttempt),
    ("--par required", |policy| policy.asking.par = Par::Required),
    ("--par off", |policy| policy.asking.par = Par::Off),
];

/// What every fault turns red, each run once for all tests.
pub static FAULTS: LazyLock<Vec<(Fault, Red, String)>> = LazyLock::new(|| {
    let left: Mutex<Vec<Fault>> =
        Mutex::new(Fault::ALL.iter().copied().filter(|fault| is_asked(*fault)).rev().collect());
    let seen = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(fault) = { left.lock().unwrap().pop() } {
                    let results = Examination::where_it_shows(fault).run();
                    let told = super::told(&results);
                    seen.lock().unwrap().push((fault, red(&results.outcomes), told));
                }
            });
        }
    });
    let mut seen = seen.into_inner().unwrap();
    seen.sort_by_key(|(fault, ..)| Fault::ALL.iter().position(|other| other == fault));
    seen
});

/// Whether a login and its probes come by: not where a fault belongs to another flow.
fn is_asked(fault: Fault) -> bool {
    match fault.seen_by() {
        SeenBy::Probe(_) | SeenBy::Preflight(_) => true,
        SeenBy::Rule(_) => !matches!(
            fault.occasion(),
            Occasion::Hybrid
                | Occasion::Details
                | Occasion::Logout
                | Occasion::Registration
                | Occasion::Device
                | Occasion::ClientCredentials
                | Occasion::Exchange
        ),
    }
}

fn red(outcomes: &[Outcome]) -> Red {
    let amiss = outcomes.iter().filter(|outcome| is_amiss(outcome.verdict()));
    amiss.map(|outcome| (outcome.check.id(), outcome.verdict())).collect()
}

fn chosen((_, make): &Choice, client: fn() -> Examination) -> Red {
    red(&client().policy(*make).run().outcomes)
}

fn words(red: &Red) -> String {
    let each = red.iter().map(|(id, verdict)| match verdict {
        Verdict::Fail => format!("**`{id}`**"),
        verdict => format!("`{id}` ({})", verdict.word()),
    });
    if red.is_empty() { "nothing".to_owned() } else { each.collect::<Vec<_>>().join(", ") }
}

#[test]
fn every_fault_and_every_weak_choice_is_in_the_documentation() {
    let mut text = String::from(
        "# Which check sees what\n\nMade by running `oauth-flow check --suite slow` in memory against the practice provider \
         with each fault and each weak choice in turn; with none of them everything is green. A test makes this table, and \
         fails where it changes. **Bold** is a failure, everything else says what it is.\n\n## Faults\n\n`oauth-flow serve \
         --fault NAME` breaks exactly one requirement.\n\n| fault | what the server does | red |\n|---|---|---|\n",
    );
    for (fault, red, _) in FAULTS.iter() {
        writeln!(text, "| `{}` | {} | {} |", fault.name(), fault.breaks().replace('|', "\\|"), words(red)).unwrap();
    }
    text.push_str("\n## Choices\n\n| `oauth-flow serve` | red for `web-app` | red for `native-app` |\n|---|---|---|\n");
    for choice in WEAK.iter().chain(SOUND) {
        let [app, native] = [Examination::web_app, Examination::native_app].map(|client| chosen(choice, client));
        writeln!(text, "| `{}` | {} | {} |", choice.0, words(&app), words(&native)).unwrap();
    }
    text.push_str("\n## Elsewhere\n\nThese faults belong to flows that `check` does not play; the rules see them where they are played.\n\n| fault | where |\n|---|---|\n");
    for fault in Fault::ALL.iter().filter(|fault| !is_asked(**fault)) {
        writeln!(text, "| `{}` | {} |", fault.name(), fault.occasion().name()).unwrap();
    }
    generated::expect_file("docs/proof.md", &text);
}

#[test]
fn weak_choices_are_seen_and_sound_ones_are_not() {
    for choice in WEAK {
        let both = [Examination::web_app, Examination::native_app].map(|client| chosen(choice, client));
        assert!(both.iter().any(|red| !red.is_empty()), "{} is not seen", choice.0);
    }
    for choice in SOUND {
        assert_eq!(chosen(choice, Examination::web_app), Red::new(), "{}", choice.0);
    }
}

#[test]
fn every_check_that_takes_a_probe_has_a_fault_that_it_sees() {
    // A control whose failure would be a server that does not work, what is told and is no verdict, and what is a choice.
    let without = ["authz-baseline", "token-baseline", "code-failed-attempt-policy", "metadata-iss-param"];
    let unseen = catalogue::all().filter(|check| {
        let seen = FAULTS.iter().any(|(_, red, _)| red.iter().any(|(id, _)| *id == check.id()));
        !seen && !without.contains(&check.id())
    });
    let unseen: Vec<&str> = unseen.map(oauth_flow::probe::Check::id).collect();
    assert_eq!(unseen, Vec::<&str>::new());
}
