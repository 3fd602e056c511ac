//! The bench on which factors are measured: a fresh code for each experiment, one thing wrong with each.

use std::cell::RefCell;

use super::judge::{is_doubtful, is_refusal, judge, unmeasured, without_code};
use super::means::Means;
use super::{Experiment, Measured, Measurement, Trial, Unmeasured};
use crate::flow::{self, Keys, Proof, Stop, Why};
use crate::jose::SigningKey;
use crate::probe::stations::unchallenged;
use crate::probe::{Desk, Progress, Said, Shot, Ticket, set_form, shoot};
use crate::protocol::{AuthMethod, Pkce, client_auth, dpop, redeem};
use crate::trace::{Exchange, Plan, Step};
use crate::wire::FailureKind;

/// Where the experiments are done, and what came of them so far.
pub struct Bench<'a> {
    desk: &'a Desk<'a>,
    trials: RefCell<Vec<Trial>>,
    /// Why it did not even begin.
    stopped: RefCell<Option<Unmeasured>>,
}

/// Afterwards the right request has to work again.
const LOCKED_OUT: &str = "afterwards the right request was refused as well, so that a refusal proves nothing";

/// Nobody knows what a refusal is about.
const ANOTHER_REASON: &str = "it was refused, but that may have had another reason than what was changed";

impl<'a> Bench<'a> {
    /// A bench on which nothing has been measured yet.
    #[must_use]
    pub fn new(desk: &'a Desk<'a>) -> Self {
        Self { desk, trials: RefCell::default(), stopped: RefCell::default() }
    }

    /// Does every experiment that makes sense. What is known stands on the bench at any moment.
    pub async fn measure(&self) {
        if let Err(why) = self.find_server().await {
            *self.stopped.borrow_mut() = Some(why);
            return;
        }
        let wanted = self.wanted();
        for (done, experiment) in Experiment::DONE.into_iter().filter(|own| wanted.contains(own)).enumerate() {
            self.desk.site.progress(&Progress { done, wanted: wanted.len(), now: experiment.id() });
            let trial = Box::pin(self.try_out(experiment)).await;
            let failed = matches!(trial.result, Measured::Unmeasured(_));
            self.trials.borrow_mut().push(trial);
            if failed && experiment == Experiment::Right {
                return;
            }
        }
    }

    /// Everything that is known now. An experiment that nobody came to says why.
    #[must_use]
    pub fn measurement(&self, cut_short: Option<String>) -> Measurement {
        let trials = self.trials.borrow();
        let find = |experiment| trials.iter().find(|trial| trial.experiment == experiment).cloned();
        let trials = self.wanted().into_iter().map(|experiment| {
            find(experiment).unwrap_or_else(|| Trial {
                experiment,
                result: self.untouched(cut_short.as_deref()),
                seen: String::new(),
                exchanges: Vec::new(),
            })
        });
        Measurement {
            trials: trials.collect(),
            plan: self.desk.subject.plan.clone(),
            server: self.desk.server().cloned(),
            method: self.method(),
            tally: self.desk.tally(),
            cut_short,
            secrets: self.desk.site.masker(),
        }
    }

    fn untouched(&self, cut_short: Option<&str>) -> Measured {
        match (&*self.stopped.borrow(), cut_short) {
            (Some(why), _) => Measured::Unmeasured(why.clone()),
            (None, Some(why)) => Measured::Unmeasured(unmeasured(why.to_owned(), FailureKind::Timeout)),
            (None, None) => Measured::not("the login that has to work first did not"),
        }
    }

    /// The experiments that make sense, as they are told.
    fn wanted(&self) -> Vec<Experiment> {
        let (plan, method) = (&self.desk.subject.plan, self.method());
        Experiment::ALL.into_iter().filter(|experiment| experiment.applies(plan, method)).collect()
    }

    fn method(&self) -> AuthMethod {
        let client = &self.desk.subject.plan.client;
        match self.desk.server() {
            Some(server) => client_auth::choose(client, server),
            None if client.is_confidential() => AuthMethod::ClientSecretBasic,
            None => AuthMethod::None,
        }
    }

    async fn find_server(&self) -> Result<(), Unmeasured> {
        let plan = self.desk.plan().map_err(|failure| unmeasured(failure.to_string(), failure.kind))?;
        let mut run = self.desk.run(plan);
        match flow::find_server(&mut run).await {
            Ok(server) => {
                self.desk.found(server, run.trace.exchanges);
                Ok(())
            }
            Err(Stop { why: Why::Failure(failure), .. }) => Err(unmeasured(failure.to_string(), failure.kind)),
            Err(_) => {
                let reason = "the metadata is not as it has to be: oauth-flow discover tells what is wrong with it";
                Err(Unmeasured { reason: reason.to_owned(), failure: None })
            }
        }
    }

    /// One experiment with a code of its own.
    async fn try_out(&self, experiment: Experiment) -> Trial {
        let blank = |result| Trial { experiment, result, seen: String::new(), exchanges: Vec::new() };
        let plan = match self.desk.plan() {
            Ok(plan) if experiment == Experiment::VerifierUnchallenged => unchallenged::plan(plan),
            Ok(plan) => plan,
            Err(failure) => return blank(Measured::Unmeasured(unmeasured(failure.to_string(), failure.kind))),
        };
        let means = self.means(experiment, &plan);
        let guesses = means.shows_wrong_secret(experiment);
        if guesses && !self.desk.may_be_wrong() {
            return blank(Measured::not("two wrong secrets were shown already, and more would look like guessing"));
        }
        match self.desk.obtain(plan).await {
            Ok(mut ticket) => {
                let trial = self.redeem(experiment, &mut ticket, &means).await;
                if guesses && trial.result == Measured::NotDemanded {
                    self.desk.was_right();
                }
                trial
            }
            Err(none) => {
                if guesses {
                    self.desk.was_right();
                }
                without_code(experiment, none)
            }
        }
    }

    async fn redeem(&self, experiment: Experiment, ticket: &mut Ticket<'a>, means: &Means) -> Trial {
        let login = ticket.run.trace.exchanges.iter();
        // How somebody signed in shows nothing where it worked.
        let mut exchanges: Vec<Exchange> = login.filter(|exchange| exchange.step != Step::SignIn).cloned().collect();
        if experiment == Experiment::CodeAgain {
            let first = self.fire(Experiment::Right, ticket, means).await;
            let said = Said::of(&first);
            exchanges.push(first.exchange);
            if said != Said::Tokens {
                if is_refusal(&said) {
                    self.doubt();
                }
                let result = Measured::not(format!("the right request before it was answered with {}", said.words()));
                return Trial { experiment, result, seen: said.words(), exchanges };
            }
        }
        let shot = self.fire(experiment, ticket, means).await;
        let said = Said::of(&shot);
        let mut result = judge(experiment, &shot, means);
        exchanges.push(shot.exchange);
        if result == Measured::Demanded && is_doubtful(experiment, &said) {
            result = self.cross_check(experiment, ticket, (means, &mut exchanges)).await;
        }
        Trial { experiment, result, seen: said.words(), exchanges }
    }

    /// A refusal that can have another reason: only where the same code is redeemed by the right request straight after it,
    /// what was changed was the reason.
    async fn cross_check(
        &self,
        experiment: Experiment,
        ticket: &mut Ticket<'a>,
        (means, exchanges): (&Means, &mut Vec<Exchange>),
    ) -> Measured {
        if experiment == Experiment::CodeAgain {
            return Measured::not(ANOTHER_REASON);
        }
        let control = self.fire(Experiment::Right, ticket, means).await;
        let said = Said::of(&control);
        exchanges.push(control.exchange);
        if said == Said::Tokens { Measured::Demanded } else { Measured::not(ANOTHER_REASON) }
    }

    /// Sends the token request of an experiment. Where the server only wants another nonce in the proof of a key, it goes
    /// once more (RFC 9449 8).
    async fn fire(&self, experiment: Experiment, ticket: &mut Ticket<'a>, means: &Means) -> Shot {
        let keys = self.keys(experiment);
        let plan = ticket.run.trace.plan.clone();
        ticket.run = self.desk.run(plan.clone()).with_keys(keys.clone());
        let shot = self.fire_once(experiment, ticket, means).await;
        let wants_nonce =
            shot.response().is_some_and(|response| dpop::demanded(&shot.exchange.request, response).is_some());
        if !wants_nonce || (means.shows_wrong_secret(experiment) && !self.desk.may_be_wrong()) {
            return shot;
        }
        ticket.run = self.desk.run(plan).with_keys(keys);
        self.fire_once(experiment, ticket, means).await
    }

    async fn fire_once(&self, experiment: Experiment, ticket: &mut Ticket<'_>, means: &Means) -> Shot {
        let plan = &ticket.run.trace.plan;
        let mut request = redeem::request(&ticket.server, &plan.client, &ticket.code, &plan.nonces, &plan.asked);
        if means.is_bare(experiment) {
            // The certificate belongs to the connection: whoever comes without one comes over another.
            set_form(&mut request, "client_id", &means.client.client_id);
            means.change(experiment, &mut request);
            return self.desk.send_bare(Step::Redeem, request).await;
        }
        let proof = match experiment {
            Experiment::KeyMissing => Proof::ClientAlone(&ticket.server),
            _ => Proof::Client(&ticket.server),
        };
        shoot(&mut ticket.run, Step::Redeem, (request, proof), |request| means.change(experiment, request)).await
    }

    fn keys(&self, experiment: Experiment) -> Keys {
        let own = self.desk.subject.keys.clone();
        let thief = || SigningKey::generate(own.dpop.as_ref()?.algorithm()).map(Into::into);
        match experiment {
            Experiment::KeyWrong => Keys { dpop: thief(), ..own },
            _ => own,
        }
    }

    fn means(&self, experiment: Experiment, plan: &Plan) -> Means {
        let challenge = plan.nonces.code_verifier.as_deref().and_then(|verifier| Pkce::S256.challenge(verifier));
        let ways = if experiment == Experiment::Neither { self.ways() } else { Vec::new() };
        Means {
            client: plan.client.clone(),
            method: self.method(),
            challenge: challenge.unwrap_or_default(),
            fresh: self.desk.site.draw().unwrap_or_default(),
            ways,
        }
    }

    /// How somebody without both gets on best: each is got around in a way that was open before, or just left out.
    fn ways(&self) -> Vec<Experiment> {
        let trials = self.trials.borrow();
        let is_open = |experiment: &Experiment| {
            trials.iter().any(|trial| trial.experiment == *experiment && trial.result == Measured::NotDemanded)
        };
        let of_client = [Experiment::ClientMissing, Experiment::ClientWrong];
        let of_verifier = [Experiment::VerifierMissing, Experiment::VerifierWrong, Experiment::VerifierIsChallenge];
        let best = |ways: &[Experiment], rest| ways.iter().copied().find(is_open).unwrap_or(rest);
        vec![best(&of_client, Experiment::ClientMissing), best(&of_verifier, Experiment::VerifierMissing)]
    }

    /// A client that is refused whatever it sends says nothing by being refused.
    fn doubt(&self) {
        for trial in self.trials.borrow_mut().iter_mut().filter(|trial| trial.result == Measured::Demanded) {
            trial.result = Measured::not(LOCKED_OUT);
        }
    }
}
