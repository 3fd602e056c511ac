//! The world of a run of checks, watched: whatever passes is learnt from, so that no secret of any message, also of one
//! that nobody keeps, is shown afterwards.

use std::cell::RefCell;
use std::time::{Duration, SystemTime};

use super::{Agency, Hop, Progress, Site, Soon, Subject, Visit};
use crate::flow::{Errand, Journey, Sent};
use crate::trace::{Level, Masker, Plan};
use crate::wire::{Failure, Request};

/// A site, and the secrets that passed there.
pub struct Watched<'a> {
    site: &'a dyn Site,
    masker: RefCell<Masker>,
}

impl<'a> Watched<'a> {
    /// A site of which nothing has passed yet but what the checks were given.
    pub(super) fn new(site: &'a dyn Site, subject: &Subject) -> Self {
        let mut masker = Masker::new(&subject.plan, Level::Kept);
        let others = subject.second.iter().map(|other| &other.client).chain(&subject.native);
        for secret in others.filter_map(|client| client.client_secret.as_deref()) {
            masker.hide("client_secret", secret);
        }
        Self { site, masker: RefCell::new(masker) }
    }

    /// A masker that knows everything that passed, and what whoever signs in keeps to himself.
    pub(super) fn masker(&self) -> Masker {
        let mut masker = self.masker.borrow().clone();
        for (name, value) in self.site.secrets() {
            masker.hide(&name, &value);
        }
        masker
    }

    /// Learns what was drawn for a login.
    pub(super) fn learn(&self, plan: &Plan) {
        self.masker.borrow_mut().learn_plan(plan);
    }

    /// Sends a request and waits for its answer.
    pub fn send<'b>(&'b self, request: &'b Request) -> Soon<'b, Sent> {
        Box::pin(async move {
            let sent = self.site.send(request).await;
            self.see(request, Some(&sent));
            sent
        })
    }

    /// Sends a request as anybody could, see [`Site::send_bare`].
    pub fn send_bare<'b>(&'b self, request: &'b Request) -> Soon<'b, Sent> {
        Box::pin(async move {
            let sent = self.site.send_bare(request).await;
            self.see(request, Some(&sent));
            sent
        })
    }

    /// Opens a page, see [`Site::open`].
    pub fn open<'b>(&'b self, visit: &'b Visit) -> Soon<'b, Vec<Hop>> {
        Box::pin(async move {
            let hops = self.site.open(visit).await;
            for hop in &hops {
                self.see(&hop.request, hop.sent.as_ref());
            }
            hops
        })
    }

    /// Sends whoever signs in, see [`Site::bring`].
    pub fn bring<'b>(&'b self, errand: &'b Errand) -> Soon<'b, Journey> {
        Box::pin(async move {
            let journey = self.site.bring(errand).await;
            for leg in &journey.legs {
                self.see(&leg.request, Some(&leg.sent));
                self.masker.borrow_mut().learn_typed(&leg.request, &leg.typed);
            }
            if let Ok(arrival) = &journey.outcome {
                self.see(&arrival.request, None);
            }
            journey
        })
    }

    /// What whoever signs in is able to.
    #[must_use]
    pub fn agency(&self) -> Agency {
        self.site.agency()
    }

    /// Lets time pass.
    #[must_use]
    pub fn wait(&self, pause: Duration) -> Soon<'_, ()> {
        self.site.wait(pause)
    }

    /// The time on our clock.
    #[must_use]
    pub fn now(&self) -> SystemTime {
        self.site.now()
    }

    /// A fresh value of 256 bits, in base64url.
    pub fn draw(&self) -> Result<String, Failure> {
        self.site.draw()
    }

    /// Tells whenever something is known.
    pub(super) fn progress(&self, progress: &Progress<'_>) {
        self.site.progress(progress);
    }

    fn see(&self, request: &Request, sent: Option<&Sent>) {
        let response = sent.and_then(|sent| sent.outcome.as_ref().ok());
        self.masker.borrow_mut().learn_message(request, response);
    }
}
