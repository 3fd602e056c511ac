//! A browser that is driven over `WebDriver` (W3C), for pages that need JavaScript: it is shown the same person, and finds
//! fields and buttons in the same way.

mod look;
mod program;
mod session;

use std::cell::RefCell;
use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use tokio::sync::Mutex;

use super::{Person, Road, Tab};
use crate::flow::{Arrival, Errand, Journey, Login};
use crate::protocol::arrival::leads_to;
use crate::wire::{Failure, FailureKind, Request, uri};
use crate::world::files;
use look::{Look, Move};
use session::Session;

/// A browser that is driven. It is started when it is first needed, and ends with this.
pub struct Driven {
    person: Person,
    /// Where a driver listens; one is started where none is named.
    url: Option<String>,
    screenshot: Option<PathBuf>,
    session: Mutex<Option<Session>>,
}

/// Between two looks at a page.
const GLANCE: Duration = Duration::from_millis(50);
/// A page that has not moved for so long will not.
const PATIENCE: Duration = Duration::from_secs(15);
/// A whole login takes no longer.
const LIMIT: Duration = Duration::from_mins(2);

impl Driven {
    /// A browser for this person, driven at this URL; a picture of the page at which it could not go on goes to the file.
    #[must_use]
    pub fn new(person: Person, url: Option<String>, screenshot: Option<PathBuf>) -> Self {
        Self { person, url, screenshot, session: Mutex::default() }
    }

    /// Whom it signs in.
    #[must_use]
    pub fn person(&self) -> &Person {
        &self.person
    }

    /// As whom it signs in.
    #[must_use]
    pub fn username(&self) -> &str {
        &self.person.username
    }

    pub(super) async fn bring(&self, road: &mut impl Road, tab: &RefCell<Tab>, errand: &Errand) -> Journey {
        let started = road.now();
        let mut login = Login::Unneeded;
        let outcome = self.drive(road, (tab, &mut login), errand).await;
        let waited = road.now().duration_since(started).unwrap_or_default();
        let arrive = |url: String| Arrival { request: Request::get(url), started, waited, pasted: false };
        Journey::unseen(login, outcome.map(arrive))
    }

    async fn drive(
        &self,
        road: &mut impl Road,
        (tab, login): (&RefCell<Tab>, &mut Login),
        errand: &Errand,
    ) -> Result<String, Failure> {
        let mut held = self.session.lock().await;
        if held.is_none() {
            *held = Some(Session::open(self.url.as_deref()).await?);
        }
        let Some(session) = held.as_ref() else { return Err(local("there is no browser")) };
        let outcome = self.walk(road, (session, login), errand).await;
        match &outcome {
            Ok(_) => {
                let cookies = session.cookies().await;
                let mut tab = tab.borrow_mut();
                for (url, field) in &cookies {
                    tab.keep_one(url, field);
                }
            }
            Err(_) => self.photograph(session).await?,
        }
        outcome
    }

    /// Looks at the page again and again, does what it wants, and waits until that has led somewhere.
    async fn walk(
        &self,
        road: &mut impl Road,
        (session, login): (&Session, &mut Login),
        errand: &Errand,
    ) -> Result<String, Failure> {
        session.go(&errand.url).await?;
        let begun = road.now();
        let mut look = Look::new(&self.person, errand.effort);
        let mut moved = begun;
        loop {
            let url = session.url().await?;
            if leads_to(&url, &errand.redirect_uri) {
                return Ok(url);
            }
            let now = road.now();
            let since = |then| now.duration_since(then).unwrap_or_default();
            if let Some(html) = session.page().await {
                if look.is_new(&url, &html) {
                    moved = now;
                }
                match look.at_page(now, since(moved) >= PATIENCE)? {
                    Move::Wait => {}
                    Move::Fill(fields, button) => {
                        *login = look.login();
                        // a page that went away meanwhile is looked at anew
                        let _ = session.fill(&fields, button.as_deref()).await;
                        moved = now;
                    }
                    Move::Withheld(failure) => {
                        *login = Login::Withheld;
                        return Err(failure);
                    }
                }
            }
            if since(begun) >= LIMIT {
                let place = uri::without_query(&url);
                let words = format!("no end within {} s: the browser is at {place}", LIMIT.as_secs());
                return Err(Failure::new(FailureKind::SignIn, words));
            }
            road.wait(GLANCE).await;
        }
    }

    async fn photograph(&self, session: &Session) -> Result<(), Failure> {
        let Some(path) = &self.screenshot else { return Ok(()) };
        // where no picture can be taken the reason of the failure says more
        let Some(picture) = session.picture().await else { return Ok(()) };
        files::write(path, &picture).map_err(|error| local(&error.to_string()))
    }
}

fn local(words: &str) -> Failure {
    Failure::new(FailureKind::Local, words)
}

impl fmt::Debug for Driven {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Driven").field("person", &self.person).finish_non_exhaustive()
    }
}
