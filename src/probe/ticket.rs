//! A code that was brought for a check, and the ways of redeeming it wrongly.

use super::{Hand, Part, Skip, Verdict};
use crate::flow::{Proof, Run, Silent, Stop, Why};
use crate::protocol::{Code, Server, redeem};
use crate::trace::{Exchange, Step};
use crate::wire::{FailureKind, Params, Request, Response};

/// A code, and the run that brought it.
pub struct Ticket<'a> {
    /// The run: its plan holds what was drawn for this code, and further messages go through it.
    pub run: Run<Hand<'a>, Silent>,
    /// The server.
    pub server: Server,
    /// The code.
    pub code: Code,
}

/// Why there is no code.
#[derive(Clone, Debug)]
pub struct NoTicket {
    /// Where the flow stopped.
    pub stop: Option<Stop>,
    /// Where nobody tried.
    pub skip: Option<Skip>,
    /// What passed.
    pub exchanges: Vec<Exchange>,
}

/// A message that was sent, and what came of it.
#[derive(Clone, Debug)]
pub struct Shot {
    /// The message with its answer.
    pub exchange: Exchange,
}

impl Ticket<'_> {
    /// The token request as it should be, proof included, changed before it goes.
    pub async fn redeem(&mut self, change: impl FnOnce(&mut Request)) -> Shot {
        let plan = &self.run.trace.plan;
        let request = redeem::request(&self.server, &plan.client, &self.code, &plan.nonces, &plan.asked);
        self.send(Step::Redeem, request, change).await
    }

    /// Any request with the proof of the client, changed before it goes.
    pub async fn send(&mut self, step: Step, request: Request, change: impl FnOnce(&mut Request)) -> Shot {
        shoot(&mut self.run, step, (request, Proof::Client(&self.server)), change).await
    }
}

/// Sends a request with its proof as it should be: where the server wants a nonce in the proof, once more with that.
pub async fn ask(run: &mut Run<Hand<'_>, Silent>, step: Step, (request, proof): (Request, Proof<'_>)) -> Shot {
    let before = run.trace.exchanges.len();
    let sent = run.ask(step, request.clone(), proof).await.map(|_| ());
    let exchange = run.trace.exchanges.get(before..).and_then(<[Exchange]>::last).cloned();
    Shot { exchange: exchange.unwrap_or_else(|| unsent(run, step, (request, sent))) }
}

/// Sends a request with its proof, changed before it goes.
pub async fn shoot(
    run: &mut Run<Hand<'_>, Silent>,
    step: Step,
    (request, proof): (Request, Proof<'_>),
    change: impl FnOnce(&mut Request),
) -> Shot {
    let before = run.trace.exchanges.len();
    // Whatever stopped it stands in the record.
    let sent = match run.proven(request.clone(), proof) {
        Ok(mut proven) => {
            change(&mut proven);
            run.send(step, proven).await.map(|_| ())
        }
        Err(failure) => Err(Stop::failed(step, failure)),
    };
    let exchange = run.trace.exchanges.get(before).cloned();
    let exchange = exchange.unwrap_or_else(|| unsent(run, step, (request, sent)));
    Shot { exchange }
}

fn unsent(run: &Run<Hand<'_>, Silent>, step: Step, (request, sent): (Request, Result<(), Stop>)) -> Exchange {
    let mut exchange = Exchange::new(step, request, run.now());
    if let Err(Stop { why: Why::Failure(failure), .. }) = sent {
        exchange.failure = Some(failure);
    }
    exchange
}

impl Shot {
    /// The answer, where one came.
    #[must_use]
    pub fn response(&self) -> Option<&Response> {
        self.exchange.response.as_ref()
    }
}

impl NoTicket {
    /// Nobody tried.
    #[must_use]
    pub fn skip(reason: Skip) -> Self {
        Self { stop: None, skip: Some(reason), exchanges: Vec::new() }
    }

    /// What is noted for a check that would have needed the code.
    #[must_use]
    pub fn part(&self) -> Part {
        let unreachable = |stop: &Stop| match &stop.why {
            Why::Failure(failure) if failure.kind != FailureKind::ErrorPage => Some(failure.to_string()),
            _ => None,
        };
        match (self.skip, self.stop.as_ref().and_then(unreachable)) {
            (Some(reason), _) => Part::skip(reason, "a code"),
            (None, Some(failure)) => Part::new(Verdict::Error, "a code", failure).shown_by(self.exchanges.clone()),
            (None, None) => Part::skip(Skip::ControlFailed, "a code, and none came").shown_by(self.exchanges.clone()),
        }
    }
}

/// Changes a parameter of a form.
pub fn set_form(request: &mut Request, name: &str, value: &str) {
    let mut form = request.form().unwrap_or_default();
    form.set(name, value);
    rewrite(request, &form);
}

/// Leaves a parameter out of a form.
pub fn unset_form(request: &mut Request, name: &str) {
    let mut form = request.form().unwrap_or_default();
    form.unset(name);
    rewrite(request, &form);
}

/// Puts another form into a request.
pub fn rewrite(request: &mut Request, form: &Params) {
    request.body = form.to_form().into();
}
