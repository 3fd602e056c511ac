//! What a flow needs of the world: to send a message, to send a person, and the time.

use std::time::{Duration, SystemTime};

use crate::protocol::{Answer, Examined};
use crate::trace::{Agent, Plan};
use crate::wire::{Failure, FailureKind, Request, Response};

/// The world as a flow sees it. `world/` implements it over sockets and a browser; in memory the practice provider is it.
#[expect(async_fn_in_trait, reason = "flows run on one thread and are generic over their world")]
pub trait World {
    /// Sends a request and waits for its answer.
    async fn send(&mut self, request: &Request) -> Sent;

    /// Sends the person to a URL and waits for the answer at the redirect URI. What else knocks there is told on the way.
    async fn browse(&mut self, errand: &Errand, strays: &mut dyn FnMut(Stray)) -> Journey;

    /// Answers the browser that brought the arrival. Gives back the page, where there was one to show.
    fn answer(&mut self, answered: &Answered<'_>) -> Option<Response>;

    /// Answers the browser that came back from signing out. Gives back the page, where there was one to show.
    fn welcome_back(&mut self, _: &Examined<()>) -> Option<Response> {
        None
    }

    /// Tells the person which page to open and what to type there; in most worlds there is nobody.
    async fn invite(&mut self, _: &Invitation) -> Result<(), Failure> {
        Err(Failure::new(FailureKind::Local, "nobody is here who could type a code"))
    }

    /// Lets time pass; in most worlds nobody is waited for.
    async fn wait(&mut self, _: Duration) -> Result<(), Failure> {
        Err(Failure::new(FailureKind::Local, "nobody is waited for here"))
    }

    /// The time on our clock.
    fn now(&self) -> SystemTime;

    /// A fresh value of 256 bits, in base64url.
    fn draw(&mut self) -> Result<String, Failure>;
}

/// What came of a request.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The answer, or why there is none.
    pub outcome: Result<Response, Failure>,
    /// When it was sent.
    pub started: SystemTime,
    /// How long it took.
    pub elapsed: Duration,
}

/// Where a person is sent, and where the answer is awaited.
#[derive(Clone, Debug)]
pub struct Errand {
    /// The authorization request.
    pub url: String,
    /// Where the answer is to arrive.
    pub redirect_uri: String,
    /// Whether a posted form may be the answer.
    pub form_post: bool,
    /// What the browser brings back.
    pub awaited: Awaited,
    /// Whether somebody may sign in for it, or the session has to be enough.
    pub effort: Effort,
    /// Who is meant to sign in, where that was said.
    pub agent: Option<Agent>,
}

/// How much may be done for an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Effort {
    /// Somebody may sign in.
    #[default]
    SignIn,
    /// Who is not signed in already turns back.
    Session,
}

/// What came of sending somebody out.
#[derive(Clone, Debug)]
pub struct Journey {
    /// What the browser asked for on the way and got, where that is ours to see; the authorization request is the first.
    pub legs: Vec<Leg>,
    /// Whether somebody had to sign in.
    pub login: Login,
    /// The answer, or why there is none.
    pub outcome: Result<Arrival, Failure>,
}

/// A request of the browser between us and the answer, and what came of it.
#[derive(Clone, Debug)]
pub struct Leg {
    /// The request.
    pub request: Request,
    /// What came of it.
    pub sent: Sent,
    /// The form fields into which a secret of the user was typed.
    pub typed: Vec<String>,
}

/// Whether somebody had to sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Login {
    /// Nobody: the session was enough.
    Unneeded,
    /// Somebody did.
    Done,
    /// Somebody would have had to, and was not to.
    Withheld,
}

impl Journey {
    /// A journey of which nothing but its end is known.
    #[must_use]
    pub fn unseen(login: Login, outcome: Result<Arrival, Failure>) -> Self {
        Self { legs: Vec::new(), login, outcome }
    }

    /// The same without what was met on the way.
    #[must_use]
    pub fn unwatched(self) -> Self {
        Self { legs: Vec::new(), ..self }
    }
}

/// What a browser brings back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Awaited {
    /// The answer to an authorization request.
    #[default]
    Answer,
    /// Nothing but itself: the user has signed out.
    Return,
}

/// What a person is to type on another device (RFC 8628 3.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// The page.
    pub verification_uri: String,
    /// The page with the code in it.
    pub verification_uri_complete: Option<String>,
    /// The code.
    pub user_code: String,
    /// How long it is good.
    pub lifetime: Duration,
}

/// The answer, as it arrived.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// The request of the browser, or one made from a URL that was pasted.
    pub request: Request,
    /// When the wait began.
    pub started: SystemTime,
    /// How long it was.
    pub waited: Duration,
    /// Whether it was pasted.
    pub pasted: bool,
}

/// A request at the redirect URI that is not the answer.
#[derive(Clone, Debug)]
pub struct Stray {
    /// The request.
    pub request: Request,
    /// What it was answered with.
    pub response: Response,
    /// When it came.
    pub at: SystemTime,
    /// Why it does not count.
    pub reason: String,
}

/// What the browser is to be told about the answer it brought.
#[derive(Clone, Copy, Debug)]
pub struct Answered<'a> {
    /// The plan of the login.
    pub plan: &'a Plan,
    /// What it brought.
    pub request: &'a Request,
    /// Every check of it, and what it came to.
    pub examined: &'a Examined<Answer>,
}
