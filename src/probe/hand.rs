//! The hand of a check: a flow's world, with an eye on how the server takes it.

use std::time::{Duration, SystemTime};

use super::Desk;
use crate::flow::{Answered, Errand, Journey, Sent, Stray, World};
use crate::wire::{Failure, Request, Response};

/// The world of the flows that a check plays.
#[derive(Clone, Copy)]
pub struct Hand<'a>(pub(super) &'a Desk<'a>);

impl World for Hand<'_> {
    async fn send(&mut self, request: &Request) -> Sent {
        let sent = self.0.site.send(request).await;
        self.0.watch(&sent);
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
