//! The engine: the only way to send. Everything that passes is recorded, whatever becomes of it.

use std::time::{Duration, SystemTime};

use super::dress::{USER_AGENT, dress};
use super::prove::{DpopNonces, Keys};
use super::tamper;
use super::{Answered, Arrival, Awaited, Effort, Errand, Guide, Invitation, Journey, Leg, Seen, Stop, Wish, World};
use crate::protocol::{Answer, Check, Examined};
use crate::trace::{Exchange, Plan, Step, Tamper, Trace};
use crate::wire::{Failure, Request, Response};

/// A run under way.
#[derive(Debug)]
pub struct Run<W, G> {
    /// The record so far: complete at any moment, also if the run is dropped.
    pub trace: Trace,
    world: W,
    guide: G,
    tampers: Vec<Tamper>,
    /// Which of them made a difference, by index.
    applied: Vec<usize>,
    /// What follows our name in `user-agent`.
    mark: Option<&'static str>,
    pub(super) keys: Keys,
    pub(super) dpop_nonces: DpopNonces,
}

impl<W: World, G: Guide> Run<W, G> {
    /// A run that has not begun.
    pub fn new(plan: Plan, world: W, guide: G, tampers: Vec<Tamper>) -> Self {
        Self {
            trace: Trace::begin(plan),
            world,
            guide,
            tampers,
            applied: Vec::new(),
            mark: None,
            keys: Keys::default(),
            dpop_nonces: DpopNonces::default(),
        }
    }

    /// The same with private keys.
    #[must_use]
    pub fn with_keys(mut self, keys: Keys) -> Self {
        self.keys = keys;
        self
    }

    /// The same with these changes to its messages.
    #[must_use]
    pub fn changed(mut self, tampers: Vec<Tamper>) -> Self {
        self.tampers = tampers;
        self
    }

    /// The same with a word behind our name, so that whoever reads the logs of the server knows what it was.
    #[must_use]
    pub fn marked(mut self, mark: &'static str) -> Self {
        self.mark = Some(mark);
        self
    }

    /// The same with the values for proofs that an earlier run was told (RFC 9449 8.2).
    #[must_use]
    pub fn knowing(mut self, dpop_nonces: DpopNonces) -> Self {
        self.dpop_nonces = dpop_nonces;
        self
    }

    /// The changes that were asked for and made no difference: their message never went, or had nothing to leave out.
    pub fn idle_tampers(&self) -> impl Iterator<Item = &Tamper> {
        self.tampers.iter().enumerate().filter(|(index, _)| !self.applied.contains(index)).map(|(_, tamper)| tamper)
    }

    /// What the run was made of.
    pub fn into_parts(self) -> (Trace, W, G) {
        (self.trace, self.world, self.guide)
    }

    /// Sends a message and gives back the index of its exchange. No answer at all ends the flow.
    pub async fn send(&mut self, step: Step, request: Request) -> Result<usize, Stop> {
        let draft = self.settle(step, request).await?;
        let index = self.record(draft);
        let sent = self.world.send(&self.trace.exchanges[index].request).await;
        let exchange = &mut self.trace.exchanges[index];
        exchange.started_ms = Exchange::new(step, Request::get(""), sent.started).started_ms;
        exchange.took(sent.elapsed);
        match sent.outcome {
            Ok(response) => {
                exchange.response = Some(response);
                Ok(index)
            }
            Err(failure) => {
                exchange.failure = Some(failure.clone());
                let seen = Seen { step, exchange: Some(index), checks: &[] };
                self.guide.after(&self.trace, &seen).await.map_err(|_| Stop::quit(step))?;
                Err(Stop::failed(step, failure))
            }
        }
    }

    /// The time on our clock.
    #[must_use]
    pub fn now(&self) -> SystemTime {
        self.world.now()
    }

    /// A fresh value that nobody can guess.
    pub(super) fn draw(&mut self) -> Result<String, Failure> {
        self.world.draw()
    }

    /// Sends the person to the server and waits for the answer.
    pub async fn browse(&mut self, request: Request, form_post: bool) -> Result<usize, Stop> {
        let redirect_uri = self.trace.plan.client.redirect_uri.clone();
        let errand = Errand { form_post, ..errand(redirect_uri, Awaited::Answer) };
        self.send_out((Step::Authorize, Step::Callback), request, errand).await
    }

    /// Sends the person to sign out and waits until the browser is back.
    pub async fn leave(&mut self, request: Request, back_at: String) -> Result<usize, Stop> {
        let errand = errand(back_at, Awaited::Return);
        self.send_out((Step::Logout, Step::Return), request, errand).await
    }

    async fn send_out(&mut self, (there, back): (Step, Step), request: Request, errand: Errand) -> Result<usize, Stop> {
        let draft = self.settle(there, request).await?;
        let index = self.record(draft);
        let url = self.trace.exchanges[index].request.url.clone();
        let errand = Errand { url, agent: self.trace.plan.agent, ..errand };
        let exchanges = &mut self.trace.exchanges;
        let mut on_stray = |stray: super::Stray| {
            let mut exchange = Exchange::new(back, stray.request, stray.at);
            exchange.response = Some(stray.response);
            exchange.stray = Some(stray.reason);
            exchanges.push(exchange);
        };
        let Journey { legs, outcome, .. } = self.world.browse(&errand, &mut on_stray).await;
        let lost = self.follow((there, index), legs).await?.unwrap_or(back);
        outcome.map(|arrival| self.arrive(back, arrival)).map_err(|failure| Stop::failed(lost, failure))
    }

    /// Records and shows what the browser met on its way. Gives back the step at which nothing came any more.
    async fn follow(&mut self, (there, index): (Step, usize), legs: Vec<Leg>) -> Result<Option<Step>, Stop> {
        let mut legs = legs.into_iter();
        let Some(first) = legs.next() else { return Ok(None) };
        let draft = &mut self.trace.exchanges[index];
        draft.request.headers.clone_from(&first.request.headers);
        note(draft, first);
        self.show(there, Some(index), &[]).await?;
        // What is between signing out and coming back is no login.
        for leg in legs.filter(|_| there == Step::Authorize) {
            let mut exchange = Exchange::new(Step::SignIn, leg.request.clone(), leg.sent.started);
            note(&mut exchange, leg);
            let index = self.record(exchange);
            self.show(Step::SignIn, Some(index), &[]).await?;
        }
        let last = self.trace.exchanges.last().filter(|exchange| exchange.failure.is_some());
        Ok(last.map(|exchange| exchange.step))
    }

    /// Tells the browser that came back from signing out what its return came to.
    pub fn welcome_back(&mut self, index: usize, examined: &Examined<()>) {
        let response = self.world.welcome_back(examined);
        self.trace.exchanges[index].response = response;
    }

    /// Tells the person what to type on another device.
    pub async fn invite(&mut self, invitation: &Invitation) -> Result<(), Stop> {
        self.world.invite(invitation).await.map_err(|failure| Stop::failed(Step::Device, failure))
    }

    /// Lets time pass while a step waits.
    pub async fn wait(&mut self, step: Step, pause: Duration) -> Result<(), Stop> {
        self.world.wait(pause).await.map_err(|failure| Stop::failed(step, failure))
    }

    /// Tells the browser what its answer came to.
    pub fn answer(&mut self, index: usize, examined: &Examined<Answer>) {
        let exchange = &mut self.trace.exchanges[index];
        let answered = Answered { plan: &self.trace.plan, request: &exchange.request, examined };
        exchange.response = self.world.answer(&answered);
    }

    /// Shows what an answer came to, then goes on with what it is good for, or stops.
    pub async fn conclude<T>(&mut self, step: Step, exchange: Option<usize>, examined: Examined<T>) -> Result<T, Stop> {
        let examined = self.weigh(examined);
        self.show(step, exchange, &examined.checks).await?;
        examined.outcome.map_err(|refusal| Stop::refused(step, refusal))
    }

    /// What is only odd is refused as well where that was wished.
    pub(super) fn weigh<T>(&self, examined: Examined<T>) -> Examined<T> {
        if self.trace.plan.strict { examined.strictly() } else { examined }
    }

    /// Shows a step.
    pub async fn show(&mut self, step: Step, exchange: Option<usize>, checks: &[Check]) -> Result<(), Stop> {
        let seen = Seen { step, exchange, checks };
        self.guide.after(&self.trace, &seen).await.map_err(|_| Stop::quit(step))
    }

    /// The answer of an exchange that has one.
    pub fn response(&self, index: usize) -> Option<&Response> {
        self.trace.exchanges.get(index).and_then(|exchange| exchange.response.as_ref())
    }

    /// Makes a message ready: dressed, changed as planned, and shown to the guide until it wishes it sent.
    async fn settle(&mut self, step: Step, mut request: Request) -> Result<Exchange, Stop> {
        if !step.by_browser() {
            dress(&mut request);
            if let Some(mark) = self.mark {
                request.headers.set("user-agent", format!("{USER_AGENT} ({mark})"));
            }
        }
        let mut draft = Exchange::new(step, request, self.world.now());
        for (index, tamper) in self.tampers.iter().enumerate() {
            if tamper.step == step && tamper.change.applies_to(&draft.request) {
                tamper::apply(&mut draft.request, &tamper.change);
                draft.tampered.push(tamper.change.clone());
                self.applied.push(index);
            }
        }
        loop {
            match self.guide.before(&self.trace, &draft).await {
                Wish::Send => return Ok(draft),
                Wish::Quit => return Err(Stop::quit(step)),
                Wish::Change(change) => {
                    tamper::apply(&mut draft.request, &change);
                    draft.tampered.push(change);
                }
            }
        }
    }

    fn record(&mut self, draft: Exchange) -> usize {
        self.trace.exchanges.push(draft);
        self.trace.exchanges.len() - 1
    }

    fn arrive(&mut self, step: Step, arrival: Arrival) -> usize {
        let mut exchange = Exchange::new(step, arrival.request, arrival.started);
        exchange.took(arrival.waited);
        exchange.pasted = arrival.pasted;
        self.record(exchange)
    }
}

fn errand(redirect_uri: String, awaited: Awaited) -> Errand {
    Errand { url: String::new(), redirect_uri, form_post: false, awaited, effort: Effort::SignIn, agent: None }
}

fn note(exchange: &mut Exchange, leg: Leg) {
    exchange.took(leg.sent.elapsed);
    exchange.typed = leg.typed;
    match leg.sent.outcome {
        Ok(response) => exchange.response = Some(response),
        Err(failure) => exchange.failure = Some(failure),
    }
}
