//! A world without sockets: the practice provider answers, the robot signs in, and the clock is an argument.

use std::time::{Duration, SystemTime};

use super::robot::{self, Road};
use crate::flow::{Answered, Arrival, Errand, Invitation, Sent, Stray, World};
use crate::jose::{base64url, sha256};
use crate::practice::Provider;
use crate::wire::{Failure, Request, Response};

/// A world in memory: for tests, for measuring, and for playing scenes that need no machine.
pub struct Memory {
    /// The provider that answers every request.
    pub provider: Provider,
    /// The time, which stands still until it is moved.
    pub now: SystemTime,
    /// Who signs in; nobody where it is empty.
    pub user: String,
    /// How many values were drawn: the next one follows from it, so a scene can be played again.
    pub draws: u64,
}

struct InMemory<'a>(&'a mut Memory);

impl Road for InMemory<'_> {
    async fn send(&mut self, request: &Request) -> Result<Response, Failure> {
        Ok(self.0.provider.respond(request, self.0.now))
    }
}

impl World for Memory {
    async fn send(&mut self, request: &Request) -> Sent {
        let outcome = Ok(self.provider.respond(request, self.now));
        Sent { outcome, started: self.now, elapsed: Duration::ZERO }
    }

    async fn browse(&mut self, errand: &Errand, _: &mut dyn FnMut(Stray)) -> Result<Arrival, Failure> {
        let (started, user) = (self.now, self.user.clone());
        let request = robot::visit(&mut InMemory(self), &errand.url, &errand.redirect_uri, &user).await?;
        Ok(Arrival { request, started, waited: Duration::ZERO, pasted: false })
    }

    fn answer(&mut self, _: &Answered<'_>) -> Option<Response> {
        None
    }

    async fn invite(&mut self, invitation: &Invitation) -> Result<(), Failure> {
        let user = self.user.clone();
        // Nobody is nobody: such a device waits in vain.
        match &invitation.verification_uri_complete {
            Some(url) if !user.is_empty() => robot::approve(&mut InMemory(self), url, &user).await,
            _ => Ok(()),
        }
    }

    async fn wait(&mut self, pause: Duration) -> Result<(), Failure> {
        self.now += pause;
        Ok(())
    }

    fn now(&self) -> SystemTime {
        self.now
    }

    fn draw(&mut self) -> Result<String, Failure> {
        self.draws += 1;
        Ok(base64url(&sha256(&self.draws.to_be_bytes())))
    }
}
