//! The world of a run of checks: over the network, or with a practice provider in memory.

mod road;
mod tab;

use std::cell::RefCell;
use std::time::{Duration, SystemTime};

pub use road::{InMemory, OverHttp, Road};
use tab::{HOPS, Tab, is_end, onward};

use super::robot;
use crate::flow::{Arrival, Errand, Sent};
use crate::probe::{Agency, Hop, Site, Soon, Visit, Visitor};
use crate::protocol::arrival::leads_to;
use crate::wire::{Failure, FailureKind, Request};

/// A site: a road to the servers, and whoever signs in.
pub struct WebSite<R> {
    road: R,
    /// The practice user who signs in; nobody where there is none.
    user: Option<String>,
    /// The browser in which somebody signed in.
    tab: RefCell<Tab>,
}

impl<R: Road> WebSite<R> {
    /// A site at which nobody signs in.
    #[must_use]
    pub fn new(road: R) -> Self {
        Self { road, user: None, tab: RefCell::default() }
    }

    /// The same where this practice user signs in.
    #[must_use]
    pub fn signed_in_by(self, user: &str) -> Self {
        Self { user: Some(user.to_owned()), ..self }
    }

    /// The road.
    #[must_use]
    pub fn road(&self) -> &R {
        &self.road
    }

    async fn follow(&self, visit: &Visit) -> Vec<Hop> {
        let stranger = RefCell::default();
        let tab = if visit.visitor == Visitor::SignedIn { &self.tab } else { &stranger };
        let (mut hops, mut request) = (Vec::new(), visit.request.clone());
        for _ in 0..HOPS {
            if !hops.is_empty() && is_end(&request.url, &visit.ends) {
                hops.push(Hop { request, sent: None });
                break;
            }
            request = tab.borrow().dress(request);
            let sent = self.road.send(&request).await;
            let next = sent.outcome.as_ref().ok().and_then(|response| {
                tab.borrow_mut().keep(&request.url, response);
                onward(&request.url, response)
            });
            hops.push(Hop { request, sent: Some(sent) });
            let Some(next) = next else { break };
            request = next;
        }
        hops
    }

    async fn sign_in(&self, errand: &Errand) -> Result<Arrival, Failure> {
        let nobody = || Failure::new(FailureKind::Local, "nobody is here who could sign in");
        let user = self.user.as_deref().ok_or_else(nobody)?;
        let (started, mut request) = (self.road.now(), Request::get(&errand.url));
        for _ in 0..HOPS {
            request = self.tab.borrow().dress(request);
            let response = self.road.send(&request).await.outcome?;
            self.tab.borrow_mut().keep(&request.url, &response);
            request = match onward(&request.url, &response) {
                Some(next) => next,
                None => robot::answer(&request.url, &response, user)?,
            };
            if leads_to(&request.url, &errand.redirect_uri) {
                let waited = self.road.now().duration_since(started).unwrap_or_default();
                return Ok(Arrival { request, started, waited, pasted: false });
            }
        }
        Err(Failure::new(FailureKind::Local, format!("{HOPS} pages and no end")))
    }
}

impl<R: Road> Site for WebSite<R> {
    fn send<'a>(&'a self, request: &'a Request) -> Soon<'a, Sent> {
        self.road.send(request)
    }

    fn send_bare<'a>(&'a self, request: &'a Request) -> Soon<'a, Sent> {
        self.road.send_bare(request)
    }

    fn open<'a>(&'a self, visit: &'a Visit) -> Soon<'a, Vec<Hop>> {
        Box::pin(self.follow(visit))
    }

    fn bring<'a>(&'a self, errand: &'a Errand) -> Soon<'a, Result<Arrival, Failure>> {
        Box::pin(self.sign_in(errand))
    }

    fn agency(&self) -> Agency {
        if self.user.is_some() { Agency::Seeing } else { Agency::Nobody }
    }

    fn wait(&self, pause: Duration) -> Soon<'_, ()> {
        self.road.wait(pause)
    }

    fn now(&self) -> SystemTime {
        self.road.now()
    }

    fn draw(&self) -> Result<String, Failure> {
        self.road.draw()
    }

    fn secrets(&self) -> Vec<(String, String)> {
        let password = self.user.as_deref().and_then(|user| robot::password_of(user).ok());
        let password = password.map(|password| ("password".to_owned(), password));
        password.into_iter().chain(self.tab.borrow().secrets()).collect()
    }
}
