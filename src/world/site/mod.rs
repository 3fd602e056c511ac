//! The world of a run of checks: over the network, or with a practice provider in memory.

mod road;
mod window;

use std::cell::RefCell;
use std::time::{Duration, SystemTime};

pub use road::{InMemory, OverHttp, Road};
pub use window::Window;

use super::agent::{self, Person, Tab, Who, redirected};
use crate::flow::{Errand, Journey, Login, Sent};
use crate::probe::{Agency, Hop, Site, Soon, Visit, Visitor};
use crate::protocol::arrival::leads_to;
use crate::wire::{Failure, FailureKind, Request, html, uri};

/// A site: a road to the servers, and whoever signs in.
pub struct WebSite<R> {
    road: R,
    who: Option<Who>,
    window: Option<Window>,
    /// The browser in which somebody signed in.
    tab: RefCell<Tab>,
    /// One browser does one thing after the other.
    turn: tokio::sync::Mutex<()>,
}

/// More redirects than that are a circle.
const HOPS: usize = 12;

impl<R: Road> WebSite<R> {
    /// A site at which nobody signs in.
    #[must_use]
    pub fn new(road: R) -> Self {
        Self { road, who: None, window: None, tab: RefCell::default(), turn: tokio::sync::Mutex::default() }
    }

    /// The same where this practice user signs in, and nobody where there is none of this name.
    #[must_use]
    pub fn signed_in_by(self, user: &str) -> Self {
        Self { who: Person::practising(user).map(Who::Forms), ..self }
    }

    /// The same where this one signs in.
    #[must_use]
    pub fn served_by(self, who: Who) -> Self {
        Self { who: Some(who), ..self }
    }

    /// The same where a person does, in a browser of the system.
    #[must_use]
    pub fn with_window(self, window: Window) -> Self {
        Self { window: Some(window), ..self }
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
                redirected(&request, response).or_else(|| html::onward(&request.url, response))
            });
            hops.push(Hop { request, sent: Some(sent) });
            let Some(next) = next else { break };
            request = next;
        }
        hops
    }

    async fn sign_in(&self, errand: &Errand) -> Journey {
        let _turn = self.turn.lock().await;
        match (&self.who, &self.window) {
            (Some(who), _) => who.bring(&mut On(&self.road), &self.tab, errand).await,
            (None, Some(window)) => window.bring(errand).await,
            (None, None) => {
                let nobody = Failure::new(FailureKind::Local, "nobody is here who could sign in");
                Journey::unseen(Login::Unneeded, Err(nobody))
            }
        }
    }
}

/// Whether a visit ends before this URL is opened: at a redirect URI, or where nobody can be.
fn is_end(url: &str, ends: &[String]) -> bool {
    // Wherever the name stands, what is written like this was made up for a check, and parsers may differ on its host.
    uri::without_query(url).contains(".invalid")
        || ends.iter().any(|end| leads_to(url, end))
        || !(uri::is_http(url) || uri::is_https(url))
}

/// The road of whoever signs in.
struct On<'a, R>(&'a R);

impl<R: Road> agent::Road for On<'_, R> {
    async fn send(&mut self, request: &Request) -> Sent {
        self.0.send(request).await
    }

    async fn wait(&mut self, pause: Duration) {
        self.0.wait(pause).await;
    }

    fn now(&self) -> SystemTime {
        self.0.now()
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

    fn bring<'a>(&'a self, errand: &'a Errand) -> Soon<'a, Journey> {
        Box::pin(self.sign_in(errand))
    }

    fn agency(&self) -> Agency {
        match (&self.who, &self.window) {
            (Some(who), _) if who.is_seeing() => Agency::Seeing,
            (None, None) => Agency::Nobody,
            _ => Agency::Blind,
        }
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
        self.who.iter().flat_map(Who::secrets).chain(self.tab.borrow().secrets()).collect()
    }
}
