//! A world without sockets: the practice provider answers, the robot signs in, and the clock is an argument.

use std::cell::RefCell;
use std::time::{Duration, SystemTime};

use super::agent::{self, Person};
use crate::flow::{Answered, Errand, Invitation, Journey, Login, Sent, Stray, World};
use crate::jose::{base64url, sha256};
use crate::practice::Provider;
use crate::trace::Agent;
use crate::wire::{Failure, FailureKind, Request, Response};

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

impl agent::Road for InMemory<'_> {
    async fn send(&mut self, request: &Request) -> Sent {
        World::send(self.0, request).await
    }

    async fn wait(&mut self, pause: Duration) {
        self.0.now += pause;
    }

    fn now(&self) -> SystemTime {
        self.0.now
    }
}

impl Memory {
    fn person(&self) -> Result<Person, Failure> {
        let nobody = || Failure::new(FailureKind::Local, format!("`{}` is no practice user", self.user));
        Person::practising(&self.user).ok_or_else(nobody)
    }
}

impl World for Memory {
    async fn send(&mut self, request: &Request) -> Sent {
        let outcome = Ok(self.provider.respond(request, self.now));
        Sent { outcome, started: self.now, elapsed: Duration::ZERO }
    }

    async fn browse(&mut self, errand: &Errand, _: &mut dyn FnMut(Stray)) -> Journey {
        let person = match self.person() {
            Ok(person) => person,
            Err(nobody) => return Journey::unseen(Login::Unneeded, Err(nobody)),
        };
        let journey = agent::bring(&mut InMemory(self), &RefCell::default(), &person, errand).await;
        // who plays a person in a browser is not watched
        if errand.agent.is_some_and(Agent::is_watched) { journey } else { journey.unwatched() }
    }

    fn answer(&mut self, _: &Answered<'_>) -> Option<Response> {
        None
    }

    async fn invite(&mut self, invitation: &Invitation) -> Result<(), Failure> {
        // Nobody is nobody: such a device waits in vain.
        match (&invitation.verification_uri_complete, self.person()) {
            (Some(url), Ok(person)) => agent::approve(&mut InMemory(self), &person, url).await,
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
