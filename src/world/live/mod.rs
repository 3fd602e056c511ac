//! The real world of a login: sockets, a browser, a clock, and a person who may paste.

mod device;
mod rest;
mod settings;

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::sync::oneshot;
use tokio::time::{Instant, timeout_at};

use rest::Resting;
pub use settings::{LiveSettings, Notice, Pages, Paste, Robot};

use super::clock::{self, Stopwatch};
use super::entropy;
use super::http::{Http, HttpSettings};
use super::http_server::Hit;
use super::loopback::Loopback;
use super::paste::Pasted;
use super::robot::{self, Road};
use super::tls::ClientTls;

use crate::flow::{self, Answered, Arrival, Awaited, Errand, Invitation, Stray, World};
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
    /// The listener while nothing is awaited: it tells whoever comes that the answer is here.
    resting: Option<Resting>,
    /// When the wait for the user of a device ends.
    patience: Option<Instant>,
    strays: usize,
}

/// After this long somebody wonders.
const QUIET: Duration = Duration::from_secs(20);
/// So many strays are told and recorded; whoever sends more is answered all the same.
const MOST_STRAYS: usize = 100;

impl Live {
    /// A world that sends through this client and listens here; without a listener only a pasted URL can be the answer.
    #[must_use]
    pub fn new(http: Arc<Http>, listener: Option<Loopback>, settings: LiveSettings) -> Self {
        Self { http, listener, settings, waiting: None, resting: None, patience: None, strays: 0 }
    }

    fn tell(&mut self, notice: Notice) {
        (self.settings.notices)(notice);
    }

    /// Sends somebody: the robot, a browser, or the person who reads the URL.
    fn send_out(&mut self, errand: &Errand) -> Errands {
        let robot = self.settings.robot.borrow().clone();
        if let Some(user) = robot {
            self.tell(Notice::Robot(user.clone()));
            return Errands { robot: Some(self.start_robot(errand, user)), browser: None };
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
        Errands { robot: None, browser }
    }

    /// The robot brings the answer to the listener itself, as a browser would; where there is none it is taken from it.
    fn start_robot(&self, errand: &Errand, user: String) -> oneshot::Receiver<Brought> {
        let (sender, receiver) = oneshot::channel();
        let (http, errand, listening) = (Arc::clone(&self.http), errand.clone(), self.listener.is_some());
        let door = self.door();
        tokio::spawn(async move {
            let brought = robot::visit(&mut OverHttp(&http), &errand.url, &errand.redirect_uri, &user).await;
            let outcome = match brought {
                Ok(mut answer) if listening => {
                    answer = robot::as_browser(answer);
                    // A fragment never leaves a browser, and the robot runs no script: it is handed over.
                    if answer.url.contains('#') {
                        Ok(Some(answer))
                    } else {
                        // the listener has the answer before it replies; what it replies is for eyes
                        let _ = door.send(&answer).await;
                        Ok(None)
                    }
                }
                other => other.map(Some),
            };
            // where nobody waits any more the outcome is of no use
            let _ = sender.send(outcome);
        });
        receiver
    }

    /// A client for our own listener: whose certificate that is nobody needs to verify.
    fn door(&self) -> Arc<Http> {
        if self.listener.as_ref().is_none_or(|listener| listener.identity().is_none()) {
            return Arc::clone(&self.http);
        }
        let tls = ClientTls { insecure: true, ..ClientTls::default() };
        Arc::new(Http::new(HttpSettings { tls, ..HttpSettings::default() }))
    }

    async fn wait(&mut self, errand: &Errand, strays: &mut dyn FnMut(Stray)) -> Result<(Request, bool), Failure> {
        let mut out = self.send_out(errand);
        self.tell(Notice::Waiting(errand.redirect_uri.clone()));
        let mut pasted = (self.settings.paste == Paste::Listen).then(Pasted::listen);
        let (end, mut quiet) = (Instant::now() + self.settings.timeout, Some(Instant::now() + QUIET));
        loop {
            let until = quiet.unwrap_or(end).min(end);
            let event = timeout_at(until, next_event(&mut self.listener, &mut pasted, &mut out.robot)).await;
            match event {
                Ok(Event::Hit(hit)) => {
                    if let Some(request) = self.take(*hit, errand, strays) {
                        return Ok((request, false));
                    }
                }
                Ok(Event::Line(line)) => {
                    if let Some(request) = self.read_line(&line, errand, &mut out)? {
                        return Ok((request, true));
                    }
                }
                Ok(Event::Robot(Ok(Some(request)))) => return Ok((request, false)),
                Ok(Event::Robot(Ok(None))) => {}
                // Where a person may still sign in, the robot's failure is a note.
                Ok(Event::Robot(Err(failure))) if pasted.is_some() => self.tell(Notice::BrowserTrouble(failure.detail)),
                Ok(Event::Robot(Err(failure))) => return Err(failure),
                Err(_) if Instant::now() >= end => return Err(self.gave_up(errand)),
                Err(_) => {
                    quiet = None;
                    if let Some(trouble) = out.browser.as_mut().and_then(super::browser::Opening::trouble) {
                        self.tell(Notice::BrowserTrouble(trouble));
                    }
                    self.tell(Notice::Quiet(errand.redirect_uri.clone()));
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
            self.tell(Notice::Robot(user.trim().to_owned()));
            out.robot = Some(self.start_robot(errand, user.trim().to_owned()));
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

    fn gave_up(&self, errand: &Errand) -> Failure {
        let seconds = self.settings.timeout.as_secs();
        Failure::new(FailureKind::Timeout, format!("no answer at {} within {seconds} s", errand.redirect_uri))
    }
}

/// What the robot brought: nothing where it gave the answer to our listener itself.
type Brought = Result<Option<Request>, Failure>;

/// Who was sent out.
struct Errands {
    robot: Option<oneshot::Receiver<Brought>>,
    browser: Option<super::browser::Opening>,
}

enum Event {
    Hit(Box<Hit>),
    Line(String),
    Robot(Brought),
}

async fn next_event(
    listener: &mut Option<Loopback>,
    pasted: &mut Option<Pasted>,
    robot: &mut Option<oneshot::Receiver<Brought>>,
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
        outcome = back(robot) => Event::Robot(outcome),
    }
}

async fn back(robot: &mut Option<oneshot::Receiver<Brought>>) -> Brought {
    let Some(receiver) = robot else { return std::future::pending().await };
    let outcome = receiver.await;
    *robot = None;
    outcome.unwrap_or_else(|_| Err(Failure::new(FailureKind::Local, "the robot did not come back")))
}

impl World for Live {
    async fn send(&mut self, request: &Request) -> flow::Sent {
        let sent = self.http.send(request).await;
        flow::Sent { outcome: sent.outcome, started: sent.started, elapsed: sent.elapsed }
    }

    async fn browse(&mut self, errand: &Errand, strays: &mut dyn FnMut(Stray)) -> Result<Arrival, Failure> {
        self.take_back().await;
        let (started, stopwatch) = (clock::now(), Stopwatch::start());
        let (request, pasted) = self.wait(errand, strays).await?;
        Ok(Arrival { request, started, waited: stopwatch.elapsed(), pasted })
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

/// The robot's road to a provider with sockets.
struct OverHttp<'a>(&'a Http);

impl Road for OverHttp<'_> {
    async fn send(&mut self, request: &Request) -> Result<Response, Failure> {
        self.0.send(request).await.outcome
    }
}
