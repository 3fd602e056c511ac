//! Somebody on the stage as the world of a run: what the run sends goes to whom it is for, and whoever stands between the
//! shop and the answer acts where a browser would.

use std::cell::Cell;
use std::rc::Rc;
use std::time::{Duration, SystemTime};

use super::{Halt, Stage};
use crate::flow::{Answered, Arrival, Errand, Guide, Journey, Login, Quit, Seen, Sent, Stray, Wish, World};
use crate::lab::{Place, Who};
use crate::protocol::Check;
use crate::protocol::arrival::leads_to;
use crate::trace::{Exchange, Step, Trace};
use crate::wire::{Failure, FailureKind, Request, Response};

/// What happens between the authorization request, whose URL is given, and the answer, whose request is given back. Without
/// a reason the login is just broken off.
pub(super) type Front<'f> = Box<dyn FnOnce(&mut Stage, &str) -> Result<Request, Option<Halt>> + 'f>;

/// Somebody who sends messages.
pub(super) struct Actor<'s, 'f> {
    stage: &'s mut Stage,
    who: Who,
    step: Rc<Cell<Step>>,
    front: Option<(Who, Front<'f>)>,
}

/// Tells the actor which step a message belongs to.
#[derive(Clone)]
pub(super) struct Prompter(Rc<Cell<Step>>);

impl<'s, 'f> Actor<'s, 'f> {
    /// Somebody, where it needs a browser with whose that is and what happens there; and a guide that tells him the steps.
    pub(super) fn new(stage: &'s mut Stage, who: Who, front: Option<(Who, Front<'f>)>) -> (Self, Prompter) {
        let step = Rc::new(Cell::new(Step::Discover));
        (Self { stage, who, step: Rc::clone(&step), front }, Prompter(step))
    }
}

impl World for Actor<'_, '_> {
    async fn send(&mut self, request: &Request) -> Sent {
        let started = self.stage.now;
        let response = self.stage.pass(self.who, self.step.get(), request);
        Sent { outcome: Ok(response), started, elapsed: Duration::from_millis(1) }
    }

    async fn browse(&mut self, errand: &Errand, _: &mut dyn FnMut(Stray)) -> Journey {
        let lost = || Failure::new(FailureKind::Local, "the answer never came");
        let Some((visitor, front)) = self.front.take() else { return Journey::unseen(Login::Unneeded, Err(lost())) };
        let outcome = match front(self.stage, &errand.url) {
            Ok(request) if leads_to(&request.url, &errand.redirect_uri) => {
                self.stage.record(visitor, Exchange::new(Step::Callback, request.clone(), self.stage.now));
                Ok(Arrival { request, started: self.stage.now, waited: Duration::ZERO, pasted: false })
            }
            Ok(request) => {
                self.stage.record(visitor, Exchange::new(Step::Callback, request, self.stage.now));
                let words = "the shop awaits the answer of this server at another address, and takes none here";
                self.stage.halt = Some(Halt::Stopped(Place::Callback, words.to_owned()));
                Err(lost())
            }
            Err(halt) => {
                self.stage.halt = halt;
                Err(lost())
            }
        };
        Journey::unseen(Login::Unneeded, outcome)
    }

    fn answer(&mut self, _: &Answered<'_>) -> Option<Response> {
        None
    }

    fn now(&self) -> SystemTime {
        self.stage.now
    }

    fn draw(&mut self) -> Result<String, Failure> {
        Ok(self.stage.draw())
    }
}

impl Guide for Prompter {
    async fn before(&mut self, _: &Trace, draft: &Exchange) -> Wish {
        self.0.set(draft.step);
        Wish::Send
    }

    async fn after(&mut self, _: &Trace, _: &Seen<'_>) -> Result<(), Quit> {
        Ok(())
    }
}

/// A check in words. What was drawn is told by its beginning.
pub(super) fn told(check: &Check) -> String {
    format!("the shop expects {} and sees {} (its check `{}`)", brief(&check.expected), brief(&check.seen), check.id)
}

fn brief(value: &str) -> String {
    const MOST: usize = 40;
    let is_drawn = value.starts_with('"') && value.chars().count() > MOST;
    if is_drawn { format!("{}…\"", value.chars().take(8).collect::<String>()) } else { value.to_owned() }
}
