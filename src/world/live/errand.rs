//! Whoever is sent out: somebody without a browser, a browser, or the person who reads the URL.

use std::rc::Rc;
use std::sync::Arc;

use futures_util::future::LocalBoxFuture;

use super::{Live, Notice};
use crate::flow::{Errand, Journey};
use crate::trace::Agent;
use crate::wire::{Failure, Request};
use crate::world::agent::{OnWire, Who, as_browser};
use crate::world::browser::Opening;
use crate::world::http::{Http, HttpSettings};
use crate::world::http_server::Hit;
use crate::world::loopback::Loopback;
use crate::world::paste::Pasted;
use crate::world::tls::ClientTls;

/// Who was sent out.
#[derive(Default)]
pub(super) struct Errands {
    pub(super) who: Option<LocalBoxFuture<'static, Journey>>,
    pub(super) browser: Option<Opening>,
}

/// What can happen while the answer is awaited.
pub(super) enum Event {
    Hit(Box<Hit>),
    Line(String),
    Back(Box<Journey>),
}

impl Live {
    /// Sends somebody.
    pub(super) fn send_out(&mut self, errand: &Errand) -> Errands {
        let who = self.settings.robot.borrow().clone();
        if let Some(who) = who {
            return Errands { who: Some(self.start(errand, who)), browser: None };
        }
        let opened = self.settings.browser.open(&errand.url);
        let url = errand.url.clone();
        let browser = match opened {
            Ok(opening) => {
                let notice = opening.program().map_or(Notice::OpenThis(url), |name| Notice::Opened(name.to_owned()));
                self.tell(notice);
                Some(opening)
            }
            Err(error) => {
                self.tell(Notice::NotOpened(error.to_string(), url));
                None
            }
        };
        Errands { who: None, browser }
    }

    /// Sends whoever signs in without a person before a browser.
    pub(super) fn start(&mut self, errand: &Errand, who: Who) -> LocalBoxFuture<'static, Journey> {
        self.tell(Notice::Robot(who.words()));
        let (http, tab, errand) = (Arc::clone(&self.http), Rc::clone(&self.tab), errand.clone());
        Box::pin(async move { who.bring(&mut OnWire(&http), &tab, &errand).await })
    }

    /// Takes what was brought. Where we listen the answer is carried to our listener, as a browser would carry it.
    pub(super) fn take_over(&mut self, journey: Journey, errand: &Errand) -> Result<Option<Request>, Failure> {
        if errand.agent.is_some_and(Agent::is_watched) {
            self.legs = journey.legs;
        }
        self.login = journey.login;
        let request = journey.outcome?.request;
        // A fragment never leaves a browser, and no script runs: it is handed over.
        if self.listener.is_none() || request.url.contains('#') {
            return Ok(Some(if self.listener.is_none() { request } else { as_browser(request) }));
        }
        let (door, request) = (self.door(), as_browser(request));
        // the listener has the answer before it replies; what it replies is for eyes
        tokio::spawn(async move { door.send(&request).await });
        Ok(None)
    }

    /// A client for our own listener: whose certificate that is nobody needs to verify.
    fn door(&self) -> Arc<Http> {
        if self.listener.as_ref().is_none_or(|listener| listener.identity().is_none()) {
            return Arc::clone(&self.http);
        }
        let tls = ClientTls { insecure: true, ..ClientTls::default() };
        Arc::new(Http::new(HttpSettings { tls, ..HttpSettings::default() }))
    }
}

/// What happens next.
pub(super) async fn next_event(
    listener: &mut Option<Loopback>,
    pasted: &mut Option<Pasted>,
    who: &mut Option<LocalBoxFuture<'static, Journey>>,
) -> Event {
    let hit = async {
        match listener {
            Some(listener) => listener.next().await,
            None => std::future::pending().await,
        }
    };
    let line = async {
        match pasted {
            Some(pasted) => pasted.next().await,
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        hit = hit => Event::Hit(Box::new(hit)),
        line = line => Event::Line(line),
        journey = back(who) => Event::Back(Box::new(journey)),
    }
}

async fn back(who: &mut Option<LocalBoxFuture<'static, Journey>>) -> Journey {
    let Some(journey) = who else { return std::future::pending().await };
    let journey = journey.await;
    *who = None;
    journey
}
