//! What a run of checks came to, before anything is masked or laid out.

use super::{Outcome, Profile, Suite, Verdict, catalogue};
use crate::trace::{Exchange, Masker, Plan};

/// Everything that is known at the end, or at any moment before.
#[derive(Clone, Debug)]
pub struct Results {
    /// The plan of the login, secrets included.
    pub plan: Plan,
    /// The suite.
    pub suite: Suite,
    /// The profile.
    pub profile: Profile,
    /// Every check that was wanted, in the order of the catalogue.
    pub outcomes: Vec<Outcome>,
    /// The messages of the first login.
    pub login: Vec<Exchange>,
    /// What was learnt beside the verdicts.
    pub facts: Vec<Fact>,
    /// So many requests were sent, logins left out.
    pub requests: usize,
    /// So many codes were used.
    pub codes: usize,
    /// When it began, in milliseconds since 1970.
    pub started_ms: u64,
    /// How long it took, in microseconds.
    pub elapsed_us: u64,
    /// Whether it was cut short, and why.
    pub cut_short: Option<String>,
    /// What must not be shown: every secret of every message that passed, also of those that nobody kept.
    pub secrets: Masker,
}

/// Something that was learnt about a server and is neither right nor wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// A short name.
    pub name: &'static str,
    /// What it is.
    pub value: String,
}

impl Results {
    /// How many outcomes are like this.
    #[must_use]
    pub fn count(&self, is: impl Fn(Verdict) -> bool) -> usize {
        self.outcomes.iter().filter(|outcome| is(outcome.verdict())).count()
    }

    /// What is known about a check.
    #[must_use]
    pub fn outcome(&self, id: &str) -> Option<&Outcome> {
        self.outcomes.iter().find(|outcome| outcome.check.id() == id)
    }

    /// What is written over all of it: the worst that there is.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let any = |verdict| self.outcomes.iter().any(|outcome| outcome.verdict() == verdict);
        [Verdict::Fail, Verdict::Error, Verdict::Inconclusive, Verdict::Warn]
            .into_iter()
            .find(|verdict| any(*verdict))
            .unwrap_or(Verdict::Pass)
    }

    /// Puts the outcomes into the order of the catalogue.
    pub(super) fn sort(&mut self) {
        self.outcomes.sort_by_key(|outcome| catalogue::all().position(|check| check.id() == outcome.check.id()));
    }
}
