//! What the changes of an experiment are made of, and how they come into a token request.

use super::Experiment;
use crate::probe::{credentials, set_form, unset_form};
use crate::protocol::{AuthMethod, Client};
use crate::wire::Request;

/// What the changes of an experiment are made of.
pub(super) struct Means {
    pub(super) client: Client,
    pub(super) method: AuthMethod,
    /// The challenge of the code.
    pub(super) challenge: String,
    /// A value that nobody ever issued.
    pub(super) fresh: String,
    /// For who shows neither proof: in which way each of them is got around.
    pub(super) ways: Vec<Experiment>,
}

impl Means {
    /// The changes that an experiment is made of.
    fn steps(&self, experiment: Experiment) -> Vec<Experiment> {
        if experiment == Experiment::Neither { self.ways.clone() } else { vec![experiment] }
    }

    /// Whether it goes over a connection without the certificate of the client.
    pub(super) fn is_bare(&self, experiment: Experiment) -> bool {
        self.method.is_tls() && self.steps(experiment).contains(&Experiment::ClientMissing)
    }

    /// Whether somebody could take it for guessing.
    pub(super) fn shows_wrong_secret(&self, experiment: Experiment) -> bool {
        self.steps(experiment).contains(&Experiment::ClientWrong)
    }

    /// Makes the token request wrong in the way of an experiment.
    pub(super) fn change(&self, experiment: Experiment, request: &mut Request) {
        for step in self.steps(experiment) {
            match step {
                Experiment::ClientWrong => credentials::spoil(request, &self.client),
                Experiment::ClientMissing => credentials::leave_out(request, &self.client.client_id),
                Experiment::VerifierMissing => unset_form(request, "code_verifier"),
                Experiment::VerifierIsChallenge => set_form(request, "code_verifier", &self.challenge),
                Experiment::VerifierWrong | Experiment::VerifierUnchallenged => {
                    set_form(request, "code_verifier", &self.fresh);
                }
                _ => {}
            }
        }
    }
}
