//! Whoever signs in where no person sits before a browser, of whichever kind.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::{Duration, SystemTime};

use super::{Driven, Outside, Person, Road, Tab, walk};
use crate::flow::{Errand, Journey, Sent};
use crate::wire::Request;
use crate::world::clock;
use crate::world::http::Http;

/// Whoever signs in where no person sits before a browser.
#[derive(Clone, Debug)]
pub enum Who {
    /// Forms are read and filled in here.
    Forms(Person),
    /// A browser is driven.
    Webdriver(Rc<Driven>),
    /// A program does it.
    Command(Rc<Outside>),
}

impl Who {
    /// What is told when it sets out.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Forms(person) if person.practises => format!("a robot signs in as {}", person.username),
            Self::Forms(person) => format!("signing in as {}, by filling in forms", person.username),
            Self::Webdriver(driven) => format!("a driven browser signs in as {}", driven.username()),
            Self::Command(outside) => format!("`{}` signs in", outside.program()),
        }
    }

    /// Whether the pages that a person would see can be looked at with the session afterwards.
    #[must_use]
    pub fn is_seeing(&self) -> bool {
        match self {
            Self::Forms(_) | Self::Webdriver(_) => true,
            Self::Command(_) => false,
        }
    }

    /// What it keeps to itself, by name.
    #[must_use]
    pub fn secrets(&self) -> Vec<(String, String)> {
        let person = match self {
            Self::Forms(person) => person,
            Self::Webdriver(driven) => driven.person(),
            Self::Command(outside) => outside.person(),
        };
        person.password.iter().map(|password| ("password".to_owned(), password.clone())).collect()
    }

    /// Goes out and brings the answer back.
    pub async fn bring(&self, road: &mut impl Road, tab: &RefCell<Tab>, errand: &Errand) -> Journey {
        match self {
            Self::Forms(person) => walk::bring(road, tab, person, errand).await,
            Self::Webdriver(driven) => driven.bring(road, tab, errand).await,
            Self::Command(outside) => outside.bring(road, errand).await,
        }
    }
}

/// The road over the network.
pub struct OnWire<'a>(pub &'a Http);

impl Road for OnWire<'_> {
    async fn send(&mut self, request: &Request) -> Sent {
        let sent = self.0.send(request).await;
        Sent { outcome: sent.outcome, started: sent.started, elapsed: sent.elapsed }
    }

    async fn wait(&mut self, pause: Duration) {
        clock::pass(pause).await;
    }

    fn now(&self) -> SystemTime {
        clock::now()
    }
}
