//! How a person is sent out and awaited, and what is told of it meanwhile.

use std::time::Duration;

use crate::flow::{Answered, Invitation};
use crate::protocol::Examined;
use crate::wire::Response;
use crate::world::agent::Who;
use crate::world::browser::Browser;

/// How a person is sent out and awaited.
pub struct LiveSettings {
    /// Which browser is opened.
    pub browser: Browser,
    /// Who signs in by robot instead of a person in a browser; may be decided until the last moment.
    pub robot: Robot,
    /// Whether lines from standard input may be the answer.
    pub paste: Paste,
    /// How long the answer is awaited.
    pub timeout: Duration,
    /// What only our own forwarding page knows.
    pub ticket: String,
    /// The pages that a browser is shown at the redirect URI.
    pub pages: Pages,
    /// Hears what happens meanwhile.
    pub notices: Box<dyn FnMut(Notice)>,
}

/// Who signs in without a person before a browser, shared with whoever may still decide it.
pub type Robot = std::rc::Rc<std::cell::RefCell<Option<Who>>>;

/// Whether standard input is listened to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paste {
    /// It is.
    Listen,
    /// It belongs to something else, or nothing can come from it.
    Ignore,
}

/// The pages of the listener: how they look is none of its business.
#[derive(Clone, Copy)]
pub struct Pages {
    /// What the browser sees that brought the answer.
    pub answer: fn(&Answered<'_>) -> Response,
    /// What the browser sees that came back from signing out.
    pub signed_out: fn(&Examined<()>) -> Response,
    /// What the browser sees that brought one answer of several; the path at which it asks where to go next.
    pub onward: fn(&str) -> Response,
    /// What a browser sees that comes after the answer.
    pub already: fn() -> Response,
    /// What a browser gets that may carry the answer in the fragment; with our ticket.
    pub forward: fn(&str) -> Response,
    /// What somebody gets who brings no answer to the right address.
    pub no_answer: fn() -> Response,
    /// What somebody gets who was not meant for this address.
    pub elsewhere: fn() -> Response,
}

/// What happens while the answer is awaited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// One more code is needed; which one, from 1.
    Needed(usize),
    /// The tab that brought the last answer goes on by itself.
    GoesOn,
    /// Nothing has come for a while, where answers have come before: the URL to be opened again.
    Lost(String),
    /// Nobody opens a browser here: a person has to open this URL.
    OpenThis(String),
    /// This program was asked to open the URL.
    Opened(String),
    /// No browser could be asked; why, and the URL that a person has to open.
    NotOpened(String, String),
    /// The program that was asked ended with a failure.
    BrowserTrouble(String),
    /// Somebody signs in without a person; who, in words.
    Robot(String),
    /// The answer is awaited at this redirect URI.
    Waiting(String),
    /// Nothing has come for a while.
    Quiet(String),
    /// A request that is not the answer.
    Stray(String),
    /// A pasted line is no answer.
    NotAnAnswer(String),
    /// A person has to type a code on another device.
    Invitation(Invitation),
    /// Nobody has typed it yet; so long until the next question, in seconds.
    Pausing(u64),
}
