//! The hand of a check: a flow's world, with an eye on how the server takes it.

use std::time::{Duration, SystemTime};

use super::{Desk, Shot};
use crate::flow::{self, Answered, Errand, Journey, Sent, Stray, World};
use crate::trace::{Exchange, Step};
use crate::wire::{Failure, Request, Response};

/// What follows our name in `user-agent`.
pub(super) const MARK: &str = "check";

/// The world of the flows that a check plays.
#[derive(Clone, Copy)]
pub struct Hand<'a>(pub(super) &'a Desk<'a>);

impl World for Hand<'_> {
    async fn send(&mut self, request: &Request) -> Sent {
        let sent = self.0.site.send(request).await;
        self.0.watch(request, &sent);
        sent
    }

    async fn browse(&mut self, errand: &Errand, _: &mut dyn FnMut(Stray)) -> Journey {
        let errand = Errand { effort: self.0.effort(), ..errand.clone() };
        let journey = self.0.site.bring(&errand).await;
        self.0.watch_journey(&journey);
        journey
    }

    fn answer(&mut self, _: &Answered<'_>) -> Option<Response> {
        None
    }

    async fn wait(&mut self, pause: Duration) -> Result<(), Failure> {
        self.0.site.wait(pause).await;
        Ok(())
    }

    fn now(&self) -> SystemTime {
        self.0.site.now()
    }

    fn draw(&mut self) -> Result<String, Failure> {
        self.0.site.draw()
    }
}

impl Desk<'_> {
    /// Sends a request as anybody could: without the certificate of the client, and over plain http too. That nobody
    /// answers there tells nothing of the server.
    pub async fn send_bare(&self, step: Step, mut request: Request) -> Shot {
        if request.headers.get("accept").is_none() {
            request.headers.push("accept", "application/json");
        }
        flow::dress(&mut request);
        request.headers.set("user-agent", format!("{} ({MARK})", flow::USER_AGENT));
        let sent = self.site.send_bare(&request).await;
        if sent.outcome.is_ok() {
            self.watch(&request, &sent);
        }
        let mut exchange = Exchange::new(step, request, sent.started);
        exchange.took(sent.elapsed);
        match sent.outcome {
            Ok(response) => exchange.response = Some(response),
            Err(failure) => exchange.failure = Some(failure),
        }
        Shot { exchange }
    }
}
