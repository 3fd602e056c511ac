//! The measurement of factors: which of client secret, code verifier and key a server really demands of this client, each
//! found out by itself, with a code of its own.

mod bench;
mod experiment;
mod judge;
mod means;

use super::desk::Tally;
use crate::protocol::{AuthMethod, Server};
use crate::trace::{Exchange, Masker, Plan};
use crate::wire::FailureKind;

pub use bench::Bench;
pub use experiment::{Experiment, Factor};

/// Everything that was measured, before anything is masked or laid out.
#[derive(Clone, Debug)]
pub struct Measurement {
    /// The login that was played, secrets included; what was drawn for each code is left out.
    pub plan: Plan,
    /// The server, where it was found.
    pub server: Option<Server>,
    /// How the client proves itself.
    pub method: AuthMethod,
    /// Every experiment that makes sense for this client, in the order in which they are told.
    pub trials: Vec<Trial>,
    /// What it took.
    pub tally: Tally,
    /// Whether it was cut short, and why.
    pub cut_short: Option<String>,
    /// What must not be shown: every secret of every message that passed.
    pub secrets: Masker,
}

/// One experiment, and what came of it.
#[derive(Clone, Debug)]
pub struct Trial {
    /// What was wrong or missing.
    pub experiment: Experiment,
    /// What that tells.
    pub result: Measured,
    /// What came back, in a few words chosen by others.
    pub seen: String,
    /// The messages that show it.
    pub exchanges: Vec<Exchange>,
}

/// What an experiment tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measured {
    /// Everything was right, and tokens came.
    Redeemed,
    /// It was refused: what was wrong or missing is demanded.
    Demanded,
    /// Tokens came all the same.
    NotDemanded,
    /// It could not be found out.
    Unmeasured(Unmeasured),
}

/// Why something could not be found out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmeasured {
    /// In words.
    pub reason: String,
    /// What failed, where that was it.
    pub failure: Option<FailureKind>,
}

/// What all experiments about one factor tell together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demand {
    /// Without it, or with a wrong one, nothing comes.
    Demanded,
    /// One way around it was open.
    NotDemanded,
    /// No way around it was open, but not every one could be tried.
    Unknown,
    /// This client has no such factor.
    NoFactor,
}

impl Measurement {
    /// What came of an experiment; nothing where it makes no sense for this client.
    #[must_use]
    pub fn trial(&self, experiment: Experiment) -> Option<&Trial> {
        self.trials.iter().find(|trial| trial.experiment == experiment)
    }

    /// The experiments about a factor.
    pub fn about(&self, factor: Factor) -> impl Iterator<Item = &Trial> {
        self.trials.iter().filter(move |trial| trial.experiment.factor() == factor)
    }

    /// What the experiments about a factor tell together.
    #[must_use]
    pub fn demand(&self, factor: Factor) -> Demand {
        together(self.about(factor))
    }

    /// The same for somebody who has not seen the authorization request, and so does not know the challenge.
    #[must_use]
    pub fn demand_unseen(&self, factor: Factor) -> Demand {
        let by_challenge = |trial: &&Trial| trial.experiment == Experiment::VerifierIsChallenge;
        match self.demand(factor) {
            Demand::NotDemanded if factor == Factor::Both && self.takes_challenge_alone() => Demand::Unknown,
            Demand::NotDemanded => together(self.about(factor).filter(|trial| !by_challenge(trial))),
            other => other,
        }
    }

    /// Whether tokens came although this was wrong or missing.
    #[must_use]
    pub fn is_open(&self, experiment: Experiment) -> bool {
        self.trial(experiment).is_some_and(|trial| trial.result == Measured::NotDemanded)
    }

    /// Whether the challenge passes for the verifier, and nothing else does.
    #[must_use]
    pub fn takes_challenge_alone(&self) -> bool {
        let rest = [Experiment::VerifierWrong, Experiment::VerifierMissing];
        self.is_open(Experiment::VerifierIsChallenge) && !rest.into_iter().any(|experiment| self.is_open(experiment))
    }

    /// Whether one of the two is enough, the proof of the client or the verifier: each was got around by itself, and both
    /// at once were not.
    #[must_use]
    pub fn takes_either(&self) -> bool {
        [Factor::Client, Factor::Verifier].into_iter().all(|factor| self.demand(factor) == Demand::NotDemanded)
            && self.demand(Factor::Both) == Demand::Demanded
    }

    /// Whether the login that has to work did.
    #[must_use]
    pub fn works(&self) -> bool {
        self.trial(Experiment::Right).is_some_and(|trial| trial.result == Measured::Redeemed)
    }
}

fn together<'a>(trials: impl Iterator<Item = &'a Trial>) -> Demand {
    let results: Vec<&Measured> = trials.map(|trial| &trial.result).collect();
    match () {
        () if results.is_empty() => Demand::NoFactor,
        () if results.contains(&&Measured::NotDemanded) => Demand::NotDemanded,
        () if results.iter().all(|result| **result == Measured::Demanded) => Demand::Demanded,
        () => Demand::Unknown,
    }
}

impl Measured {
    /// Nothing is known, for this reason.
    #[must_use]
    pub fn not(reason: impl Into<String>) -> Self {
        Self::Unmeasured(Unmeasured { reason: reason.into(), failure: None })
    }

    /// The word for it, as it stands in documents.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Redeemed => "redeemed",
            Self::Demanded => "demanded",
            Self::NotDemanded => "not-demanded",
            Self::Unmeasured(_) => "not-measured",
        }
    }
}
