//! What a driven browser shows, and what is to be done about it.

use std::time::SystemTime;

use crate::flow::{Effort, Login};
use crate::wire::{Failure, FailureKind, uri};
use crate::world::agent::form::{Control, Form, Kind};
use crate::world::agent::meaning::{Fields, Wanted, wanted};
use crate::world::agent::page::{self, Page};
use crate::world::agent::stuck::{self, Stuck};
use crate::world::agent::{Person, trust};

/// Looks at one page after the other.
pub(super) struct Look<'a> {
    person: &'a Person,
    effort: Effort,
    url: String,
    html: String,
    /// How often the page was the same.
    still: usize,
    passed: Vec<String>,
    /// The questions that were answered, and the page that asked.
    answered: Vec<(String, String)>,
    typed: bool,
}

/// What is to be done.
pub(super) enum Move {
    /// Nothing yet.
    Wait,
    /// These values go into these fields, then this button is pressed, or Enter where there is none.
    Fill(Vec<(String, String)>, Option<String>),
    /// Somebody would have to sign in, and is not to.
    Withheld(Failure),
}

/// A page that has not changed for so many looks is complete.
const STILL: usize = 2;
/// So often the same question may be answered in the same way.
const AGAIN: usize = 3;

impl<'a> Look<'a> {
    pub(super) fn new(person: &'a Person, effort: Effort) -> Self {
        Self {
            person,
            effort,
            url: String::new(),
            html: String::new(),
            still: 0,
            passed: Vec::new(),
            answered: Vec::new(),
            typed: false,
        }
    }

    /// Takes in what is shown now; tells whether that is something else than before.
    pub(super) fn is_new(&mut self, url: &str, html: &str) -> bool {
        if self.url == url && self.html == html {
            self.still += 1;
            return false;
        }
        if uri::is_https(url) || uri::is_loopback(url) {
            self.passed.push(url.to_owned());
        }
        (self.url, self.html, self.still) = (url.to_owned(), html.to_owned(), 0);
        true
    }

    /// Whether a secret was typed.
    pub(super) fn login(&self) -> Login {
        if self.typed { Login::Done } else { Login::Unneeded }
    }

    /// What is to be done about the page, which has not moved for too long where it is `stale`.
    pub(super) fn at_page(&mut self, now: SystemTime, stale: bool) -> Result<Move, Failure> {
        if self.still < STILL {
            return Ok(Move::Wait);
        }
        let page = page::read(&self.url, &self.html, &self.person.hints);
        let stop = |what| Err(stuck::failure(what, &page, self.person));
        match wanted(&page) {
            Some(Wanted::Identity(form, fields, button)) => {
                let question = question("identity", form);
                if let Some((_, asked)) = self.answered.iter().rfind(|(answered, _)| *answered == question) {
                    let is_refused = *asked != self.html && !page.complaint.is_empty();
                    return if is_refused || stale { stop(Stuck::NotTaken) } else { Ok(Move::Wait) };
                }
                let made = self.identify(&page, (form, fields, button), now)?;
                self.answered.push((question, self.html.clone()));
                Ok(made)
            }
            Some(Wanted::Consent(form, button)) => {
                let question = question("consent", form);
                let asked: Vec<&String> =
                    self.answered.iter().filter(|(answered, _)| *answered == question).map(|(_, html)| html).collect();
                if asked.len() >= AGAIN || (stale && !asked.is_empty()) {
                    return stop(Stuck::Circle);
                }
                if asked.last().is_some_and(|html| **html == self.html) {
                    return Ok(Move::Wait);
                }
                self.answered.push((question, self.html.clone()));
                Ok(Move::Fill(Vec::new(), Some(button.mark.clone())))
            }
            // scripts run here: what goes on by itself does
            Some(Wanted::Onward(..) | Wanted::Link(_)) | None if stale => stop(stuck::obstacle(&page)),
            Some(Wanted::Onward(..) | Wanted::Link(_)) | None => Ok(Move::Wait),
        }
    }

    fn identify(
        &mut self,
        page: &Page,
        (form, fields, button): (&Form, Fields<'_>, Option<&Control>),
        now: SystemTime,
    ) -> Result<Move, Failure> {
        let stop = |what| Err(stuck::failure(what, page, self.person));
        if page.signs.captcha {
            return stop(Stuck::Captcha);
        }
        if self.effort == Effort::Session {
            let words = format!("{} asks for somebody, and nobody may sign in once more", page.name());
            return Ok(Move::Withheld(Failure::new(FailureKind::SignIn, words)));
        }
        let mut filled = Vec::new();
        if let Some(field) = fields.username {
            if self.person.username.is_empty() {
                return stop(Stuck::NoName);
            }
            filled.push((field.mark.clone(), self.person.username.clone()));
        }
        if let Some(field) = fields.password {
            let Some(password) = self.person.password.clone() else { return stop(Stuck::NoPassword) };
            filled.push((field.mark.clone(), password));
        }
        if let Some(field) = fields.one_time {
            match &self.person.one_time {
                Some(one_time) => filled.push((field.mark.clone(), one_time.code(now))),
                None if field.required || fields.password.is_none() => return stop(Stuck::NoOneTime),
                None => {}
            }
        }
        if fields.password.or(fields.one_time).is_some() {
            let passed: Vec<&str> = self.passed.iter().map(String::as_str).collect();
            let target = form.target(button);
            if !trust::may_go(&page.url, target, &passed, &self.person.hosts) {
                return Err(trust::strange(&page.name(), target));
            }
            self.typed = true;
        }
        Ok(Move::Fill(filled, button.map(|button| button.mark.clone())))
    }
}

fn question(kind: &str, form: &Form) -> String {
    let fields = form.controls.iter().filter(|control| control.is_to_fill() && control.kind != Kind::Fixed);
    let names: Vec<&str> = fields.map(|control| control.name.as_str()).collect();
    format!("{kind} {} {}", uri::without_query(form.target(None)), names.join(" "))
}
