//! Whoever signs in where no person sits before a browser: the pages are read, understood, and filled in.
//!
//! Nothing here knows a provider. A field is found by what it is called and a button by what stands on it; where a page is
//! unusual, hints name both.

mod driven;
mod form;
mod meaning;
mod outside;
mod page;
mod person;
mod stuck;
mod tab;
mod trust;
mod walk;
mod who;
mod words;

use std::time::{Duration, SystemTime};

pub use driven::Driven;
pub use outside::Outside;
pub use person::{Hint, NoSecret, OneTime, Person, Role};
pub use tab::{Tab, as_browser, redirected};
pub use walk::{approve, bring};
pub use who::{OnWire, Who};

use crate::flow::Sent;
use crate::wire::Request;

/// How the requests of a browser travel.
#[expect(async_fn_in_trait, reason = "whoever signs in is generic over the road")]
pub trait Road {
    /// Sends a request and waits for the answer.
    async fn send(&mut self, request: &Request) -> Sent;

    /// Lets time pass.
    async fn wait(&mut self, pause: Duration);

    /// The time.
    fn now(&self) -> SystemTime;
}
