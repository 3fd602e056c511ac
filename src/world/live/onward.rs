//! One tab for many codes: the page that a browser gets for one answer asks where the next begins.

use std::time::Duration;

use tokio::time::Instant;

use super::{Live, Notice};
use crate::flow::Errand;
use crate::wire::{Response, uri};
use crate::world::browser::Browser;
use crate::world::http_server::Hit;

/// Below this path a page asks where to go next; our ticket follows.
const ONWARD: &str = "/onward/";
/// A tab that is still open asks sooner.
const PATIENCE: Duration = Duration::from_secs(3);

impl Live {
    /// Tells the browser that waits that its answer has come, and has its page ask where the next one begins.
    pub fn let_go(&mut self) {
        if let Some(hit) = self.waiting.take() {
            hit.answer(&(self.settings.pages.onward)(&self.onward()));
            self.has_tab = true;
        }
    }

    /// Says which code is needed now, counted from 1.
    pub fn announce(&mut self, number: usize) {
        self.tell(Notice::Needed(number));
    }

    /// Until when a tab is expected to go on by itself, where there is one; after that a browser is opened.
    pub(super) fn tab(&self) -> Option<Instant> {
        let opens = self.settings.browser != Browser::None && self.settings.robot.borrow().is_none();
        (self.has_tab && opens).then(|| Instant::now() + PATIENCE)
    }

    /// Tells the page that asks where it goes next; gives back what is no such question.
    pub(super) fn lead_on(&mut self, hit: Hit, errand: &Errand) -> Option<Hit> {
        let is_page = uri::is_http(&errand.url) || uri::is_https(&errand.url);
        if !is_page || hit.request.method != "GET" || hit.request.path() != self.onward() {
            return Some(hit);
        }
        self.has_tab = false;
        self.tell(Notice::GoesOn);
        let answer = Response::new(200)
            .with("Cache-Control", "no-store")
            .with("X-Content-Type-Options", "nosniff")
            .with_body("text/plain; charset=utf-8", errand.url.clone());
        hit.answer(&answer);
        None
    }

    fn onward(&self) -> String {
        format!("{ONWARD}{}", self.settings.ticket)
    }
}
