//! The real world of a login: sockets, a browser, a clock, and a person who may paste.

mod device;
mod errand;
mod onward;
mod rest;
mod settings;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::time::{Instant, timeout_at};

use errand::{Errands, Event, next_event};
use rest::Resting;
pub use settings::{LiveSettings, Notice, Pages, Paste, Robot};

use super::agent::{Person, Tab, Who};
use super::clock::{self, Stopwatch};
use super::entropy;
use super::http::Http;
use super::http_server::Hit;
use super::loopback::Loopback;
use super::paste::Pasted;

use crate::flow::{self, Answered, Arrival, Awaited, Errand, Invitation, Journey, Leg, Login, Stray, World};
use crate::jose::base64url;
use crate::protocol::Examined;
use crate::protocol::arrival::{FormPost, Knock, leads_to, sort};
use crate::wire::{Failure, FailureKind, Request, Response, uri};

/// The real world.
pub struct Live {
    http: Arc<Http>,
    listener: Option<Loopback>,
    settings: LiveSettings,
    waiting: Option<Hit>,
    /// A page was left in a browser that asks where the next answer begins.
    has_tab: bool,
    /// So many answers have come.
    answers: usize,
    /// The listener while nothing is awaited: it tells whoever comes that the answer is here.
    resting: Option<Resting>,
    /// When the wait for the user of a device ends.
    patience: Option<Instant>,
    strays: usize,
    /// The browser of whoever signs in without one.
    tab: Rc<RefCell<Tab>>,
    /// What that one met on its way.
    legs: Vec<Leg>,
    login: Login,
}

/// After this long somebody wonders.
const QUIET: Duration = Duration::from_secs(20);
/// So many strays are told and recorded; whoever sends more is answered all the same.
const MOST_STRAYS: usize = 100;

impl Live {
    /// A world that sends through this client and listens here; without a listener only a pasted URL can be the answer.
    #[must_use]
    pub fn new(http: Arc<Http>, listener: Option<Loopback>, settings: LiveSettings) -> Self {
        let (tab, login) = (Rc::default(), Login::Unneeded);
        Self {
            http,
            listener,
            settings,
            waiting: None,
            has_tab: false,
            answers: 0,
            resting: None,
            patience: None,
            strays: 0,
            tab,
            legs: Vec::new(),
            login,
        }
    }

    fn tell(&mut self, notice: Notice) {
        (self.settings.notices)(notice);
    }

    async fn wait(&mut self, errand: &Errand, strays: &mut dyn FnMut(Stray)) -> Result<(Request, bool), Failure> {
        let mut tab = self.tab();
        let mut out = if tab.is_some() { Errands::default() } else { self.send_out(errand) };
        if tab.is_none() {
            self.tell(Notice::Waiting(errand.redirect_uri.clone()));
        }
        let mut pasted = (self.settings.paste == Paste::Listen).then(Pasted::listen);
        let (end, mut quiet) = (Instant::now() + self.settings.timeout, Some(Instant::now() + QUIET));
        loop {
            let until = [quiet, tab].into_iter().flatten().fold(end, Instant::min);
            let event = timeout_at(until, next_event(&mut self.listener, &mut pasted, &mut out.who)).await;
            match event {
                Ok(Event::Hit(hit)) => {
                    let Some(hit) = self.lead_on(*hit, errand) else {
                        tab = None;
                        continue;
                    };
                    if let Some(request) = self.take(hit, errand, strays) {
                        return Ok((request, false));
                    }
                }
                Ok(Event::Line(line)) => {
                    if let Some(request) = self.read_line(&line, errand, &mut out)? {
                        return Ok((request, true));
                    }
                }
                Ok(Event::Back(journey)) => match self.take_over(*journey, errand) {
                    Ok(Some(request)) => return Ok((request, false)),
                    Ok(None) => {}
                    // Where a person may still sign in, the robot's failure is a note.
                    Err(failure) if pasted.is_some() && errand.agent.is_none() => {
                        self.tell(Notice::BrowserTrouble(failure.detail));
                    }
                    Err(failure) => return Err(failure),
                },
                Err(_) if Instant::now() >= end => return Err(self.gave_up(errand)),
                Err(_) if tab.take_if(|tab| Instant::now() >= *tab).is_some() => out = self.send_out(errand),
                Err(_) => {
                    quiet = None;
                    if let Some(trouble) = out.browser.as_mut().and_then(super::browser::Opening::trouble) {
                        self.tell(Notice::BrowserTrouble(trouble));
                    }
                    self.tell(self.quiet(errand));
                }
            }
        }
    }

    /// The answer is kept waiting until the flow knows what to say; anything else is answered at once.
    fn take(&mut self, hit: Hit, errand: &Errand, strays: &mut dyn FnMut(Stray)) -> Option<Request> {
        let form_post = FormPost { asked: errand.form_post, ticket: self.settings.ticket.clone() };
        let (response, reason) = match sort(&hit.request, &errand.redirect_uri, &form_post) {
            // Whoever comes back from signing out brings nothing that could be looked for.
            knock
                if knock == Knock::Answer || (knock == Knock::PerhapsFragment && errand.awaited == Awaited::Return) =>
            {
                let request = hit.request.clone();
                self.waiting = Some(hit);
                return Some(request);
            }
            Knock::Answer | Knock::PerhapsFragment => {
                ((self.settings.pages.forward)(&self.settings.ticket), "nothing in the query: perhaps in the fragment")
            }
            Knock::NoAnswer(reason) => ((self.settings.pages.no_answer)(), reason),
            Knock::Elsewhere(reason) => ((self.settings.pages.elsewhere)(), reason),
        };
        self.strays += 1;
        if self.strays > MOST_STRAYS {
            hit.answer(&response);
            return None;
        }
        let path = hit.request.path().to_owned();
        self.tell(Notice::Stray(format!("{} {path}: {reason}", hit.request.method)));
        let (request, at) = (hit.request.clone(), clock::now());
        hit.answer(&response);
        strays(Stray { request, response, at, reason: reason.to_owned() });
        None
    }

    /// A line of the person who waits: the redirect URL, `as USER`, or `quit`.
    fn read_line(&mut self, line: &str, errand: &Errand, out: &mut Errands) -> Result<Option<Request>, Failure> {
        if matches!(line, "quit" | "q" | "exit") {
            return Err(Failure::new(FailureKind::Interrupted, "at the prompt"));
        }
        if let Some(user) = line.strip_prefix("as ") {
            match Person::practising(user.trim()) {
                Some(person) => out.who = Some(self.start(errand, Who::Forms(person))),
                None => self.tell(Notice::BrowserTrouble(format!("`{}` is no practice user", user.trim()))),
            }
            return Ok(None);
        }
        let is_answer = leads_to(line, &errand.redirect_uri)
            && (errand.awaited == Awaited::Return || uri::query(line).is_some() || uri::fragment(line).is_some());
        if is_answer {
            return Ok(Some(Request::get(line)));
        }
        self.tell(Notice::NotAnAnswer(line.to_owned()));
        Ok(None)
    }

    /// What may be amiss: after an answer that came it is not the redirect URI.
    fn quiet(&self, errand: &Errand) -> Notice {
        if self.answers > 0 { Notice::Lost(errand.url.clone()) } else { Notice::Quiet(errand.redirect_uri.clone()) }
    }

    fn gave_up(&self, errand: &Errand) -> Failure {
        let seconds = self.settings.timeout.as_secs();
        Failure::new(FailureKind::Timeout, format!("no answer at {} within {seconds} s", errand.redirect_uri))
    }
}

impl World for Live {
    async fn send(&mut self, request: &Request) -> flow::Sent {
        let sent = self.http.send(request).await;
        flow::Sent { outcome: sent.outcome, started: sent.started, elapsed: sent.elapsed }
    }

    async fn browse(&mut self, errand: &Errand, strays: &mut dyn FnMut(Stray)) -> Journey {
        self.take_back().await;
        (self.legs, self.login) = (Vec::new(), Login::Unneeded);
        let (started, stopwatch) = (clock::now(), Stopwatch::start());
        let outcome = self.wait(errand, strays).await;
        self.answers += usize::from(outcome.is_ok());
        let arrive = |(request, pasted)| Arrival { request, started, waited: stopwatch.elapsed(), pasted };
        Journey { legs: std::mem::take(&mut self.legs), login: self.login, outcome: outcome.map(arrive) }
    }

    fn answer(&mut self, answered: &Answered<'_>) -> Option<Response> {
        let hit = self.waiting.take()?;
        let page = (self.settings.pages.answer)(answered);
        hit.answer(&page);
        if let Some(listener) = self.listener.take() {
            self.rest(listener);
        }
        Some(page)
    }

    fn welcome_back(&mut self, returned: &Examined<()>) -> Option<Response> {
        let hit = self.waiting.take()?;
        let page = (self.settings.pages.signed_out)(returned);
        hit.answer(&page);
        Some(page)
    }

    async fn invite(&mut self, invitation: &Invitation) -> Result<(), Failure> {
        self.patience = Some(Instant::now() + self.settings.timeout);
        self.tell(Notice::Invitation(invitation.clone()));
        self.approve_by_robot(invitation).await
    }

    async fn wait(&mut self, pause: Duration) -> Result<(), Failure> {
        self.pause(pause).await
    }

    fn now(&self) -> SystemTime {
        clock::now()
    }

    fn draw(&mut self) -> Result<String, Failure> {
        let octets = entropy::octets::<32>();
        octets.map(|octets| base64url(&octets)).map_err(|error| {
            Failure::new(FailureKind::Local, format!("the operating system gives no randomness: {error}"))
        })
    }
}
