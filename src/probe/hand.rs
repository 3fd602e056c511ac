//! The hand of a check: a flow's world, with an eye on how the server takes it.

use std::time::{Duration, SystemTime};

use super::Desk;
use crate::flow::{Answered, Arrival, Errand, Sent, Stray, World};
use crate::protocol::callback;
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

    async fn browse(&mut self, errand: &Errand, _: &mut dyn FnMut(Stray)) -> Result<Arrival, Failure> {
        let arrival = self.0.site.bring(errand).await;
        // An error brings none.
        let brings = |arrival: &Arrival| callback::opened(&arrival.request).0.get("error").is_none();
        self.0.count_code(arrival.as_ref().is_ok_and(brings));
        arrival
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
