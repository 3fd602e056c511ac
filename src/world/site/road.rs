//! How a site is reached: over the network, or in memory.

use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::flow::Sent;
use crate::jose::{base64url, sha256};
use crate::practice::Provider;
use crate::probe::Soon;
use crate::wire::{Failure, FailureKind, Request};
use crate::world::http::Http;
use crate::world::{clock, entropy};

/// How a site is reached, with the clock and the dice that go with it.
pub trait Road {
    /// Sends a request and waits for its answer.
    fn send<'a>(&'a self, request: &'a Request) -> Soon<'a, Sent>;

    /// The same without the certificate of the client, and over plain http too; on a road that shows none it is the same.
    fn send_bare<'a>(&'a self, request: &'a Request) -> Soon<'a, Sent> {
        self.send(request)
    }

    /// Lets time pass.
    fn wait(&self, pause: Duration) -> Soon<'_, ()>;

    /// The time.
    fn now(&self) -> SystemTime;

    /// A fresh value of 256 bits, in base64url.
    fn draw(&self) -> Result<String, Failure>;
}

/// Over the network.
#[derive(Debug)]
pub struct OverHttp(pub Arc<Http>);

/// To a practice provider in memory; the clock is moved only by waiting, and a scene can be played again.
pub struct InMemory {
    provider: RefCell<Provider>,
    /// The certificate of the client, as whoever ends TLS tells it (RFC 9440).
    certificate: Option<String>,
    now: Cell<SystemTime>,
    draws: Cell<u64>,
}

impl Road for OverHttp {
    fn send<'a>(&'a self, request: &'a Request) -> Soon<'a, Sent> {
        Box::pin(async move {
            let sent = self.0.send(request).await;
            Sent { outcome: sent.outcome, started: sent.started, elapsed: sent.elapsed }
        })
    }

    fn send_bare<'a>(&'a self, request: &'a Request) -> Soon<'a, Sent> {
        Box::pin(async move {
            let sent = self.0.bare().send(request).await;
            Sent { outcome: sent.outcome, started: sent.started, elapsed: sent.elapsed }
        })
    }

    fn wait(&self, pause: Duration) -> Soon<'_, ()> {
        Box::pin(clock::pass(pause))
    }

    fn now(&self) -> SystemTime {
        clock::now()
    }

    fn draw(&self) -> Result<String, Failure> {
        let octets = entropy::octets::<32>().map_err(|error| Failure::new(FailureKind::Local, error.to_string()))?;
        Ok(base64url(&octets))
    }
}

impl InMemory {
    /// This provider at this time.
    #[must_use]
    pub fn new(provider: Provider, now: SystemTime) -> Self {
        Self { provider: RefCell::new(provider), certificate: None, now: Cell::new(now), draws: Cell::new(0) }
    }

    /// The same for a client that shows this certificate, in base64.
    #[must_use]
    pub fn with_certificate(self, encoded: &str) -> Self {
        Self { certificate: Some(format!(":{encoded}:")), ..self }
    }

    fn answered(&self, request: &Request) -> Sent {
        let outcome = Ok(self.provider.borrow_mut().respond(request, self.now.get()));
        Sent { outcome, started: self.now.get(), elapsed: Duration::ZERO }
    }
}

impl Road for InMemory {
    fn send<'a>(&'a self, request: &'a Request) -> Soon<'a, Sent> {
        match &self.certificate {
            None => self.send_bare(request),
            Some(certificate) => {
                let mut shown = request.clone();
                shown.headers.set("client-cert", certificate);
                let sent = self.answered(&shown);
                Box::pin(std::future::ready(sent))
            }
        }
    }

    fn send_bare<'a>(&'a self, request: &'a Request) -> Soon<'a, Sent> {
        let sent = self.answered(request);
        Box::pin(std::future::ready(sent))
    }

    fn wait(&self, pause: Duration) -> Soon<'_, ()> {
        self.now.set(self.now.get() + pause);
        Box::pin(std::future::ready(()))
    }

    fn now(&self) -> SystemTime {
        self.now.get()
    }

    fn draw(&self) -> Result<String, Failure> {
        self.draws.set(self.draws.get() + 1);
        Ok(base64url(&sha256(&self.draws.get().to_be_bytes())))
    }
}
