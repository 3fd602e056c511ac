//! What the checks need of the world: messages, a browser that shows what it sees, somebody who signs in, and the time.

use std::pin::Pin;
use std::time::{Duration, SystemTime};

use crate::flow::{Errand, Journey, Sent};
use crate::wire::{Failure, Request};

/// A value that comes soon; checks run on one thread.
pub type Soon<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// The world of a run of checks. Several checks use it at once.
pub trait Site {
    /// Sends a request and waits for its answer.
    fn send<'a>(&'a self, request: &'a Request) -> Soon<'a, Sent>;

    /// The same as anybody could send it: without the certificate of the client, and over plain http too.
    fn send_bare<'a>(&'a self, request: &'a Request) -> Soon<'a, Sent>;

    /// Opens a page as a browser would and follows where it is sent, up to a page or to a redirect URI, which is not
    /// opened. Nothing is filled in.
    fn open<'a>(&'a self, visit: &'a Visit) -> Soon<'a, Vec<Hop>>;

    /// Sends whoever signs in, and waits for the answer at the redirect URI. The session is kept for the next time.
    fn bring<'a>(&'a self, errand: &'a Errand) -> Soon<'a, Journey>;

    /// What whoever signs in is able to.
    fn agency(&self) -> Agency;

    /// Lets time pass.
    fn wait(&self, pause: Duration) -> Soon<'_, ()>;

    /// The time on our clock.
    fn now(&self) -> SystemTime;

    /// A fresh value of 256 bits, in base64url.
    fn draw(&self) -> Result<String, Failure>;

    /// What whoever signs in must keep to himself, by name: passwords, and the cookies of the session.
    fn secrets(&self) -> Vec<(String, String)> {
        Vec::new()
    }

    /// Told whenever something is known.
    fn progress(&self, _: &Progress<'_>) {}
}

/// What whoever signs in is able to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Agency {
    /// Nobody signs in.
    Nobody,
    /// Somebody does, and brings back answers; what was on the pages is not ours to see.
    Blind,
    /// Somebody does, and [`Site::open`] can look at every page with that session.
    Seeing,
}

/// A page to be opened.
#[derive(Clone, Debug)]
pub struct Visit {
    /// The first request.
    pub request: Request,
    /// Whose browser it is.
    pub visitor: Visitor,
    /// Where a redirect ends the visit: what leads there is not opened. Names under `.invalid` end it too.
    pub ends: Vec<String>,
}

/// Whose browser it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visitor {
    /// One without any cookie.
    Stranger,
    /// The one in which somebody signed in.
    SignedIn,
}

/// A request of a browser and what came back; nothing for the last one, where it led to a redirect URI.
#[derive(Clone, Debug)]
pub struct Hop {
    /// The request.
    pub request: Request,
    /// What came of it.
    pub sent: Option<Sent>,
}

/// How far a run is.
#[derive(Clone, Copy, Debug)]
pub struct Progress<'a> {
    /// What is known already.
    pub done: usize,
    /// What is wanted in all.
    pub wanted: usize,
    /// What is being looked at.
    pub now: &'a str,
}
