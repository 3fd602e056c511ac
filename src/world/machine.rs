//! The real world for flows that need no person: messages go out, and nobody is sent anywhere.

use std::sync::Arc;
use std::time::SystemTime;

use super::http::Http;
use super::{clock, entropy};
use crate::flow::{Answered, Errand, Journey, Login, Sent, Stray, World};
use crate::jose::base64url;
use crate::wire::{Failure, FailureKind, Request, Response};

/// A machine without anybody before it.
#[derive(Debug)]
pub struct Machine {
    http: Arc<Http>,
}

impl Machine {
    /// A world that sends through this client.
    #[must_use]
    pub fn new(http: Arc<Http>) -> Self {
        Self { http }
    }
}

impl World for Machine {
    async fn send(&mut self, request: &Request) -> Sent {
        let sent = self.http.send(request).await;
        Sent { outcome: sent.outcome, started: sent.started, elapsed: sent.elapsed }
    }

    async fn browse(&mut self, _: &Errand, _: &mut dyn FnMut(Stray)) -> Journey {
        let nobody = Failure::new(FailureKind::Local, "nobody is here who could be sent to a browser");
        Journey::unseen(Login::Unneeded, Err(nobody))
    }

    fn answer(&mut self, _: &Answered<'_>) -> Option<Response> {
        None
    }

    fn now(&self) -> SystemTime {
        clock::now()
    }

    fn draw(&mut self) -> Result<String, Failure> {
        let octets = entropy::octets::<32>().map_err(|error| Failure::new(FailureKind::Local, error.to_string()))?;
        Ok(base64url(&octets))
    }
}

/// Whether this program runs as root.
#[must_use]
pub fn is_root() -> bool {
    #[cfg(unix)]
    return rustix::process::geteuid().is_root();
    #[cfg(not(unix))]
    false
}
