//! The walk through the pages of a login: redirects are followed and forms filled in until one leads to the redirect URI.

use std::cell::RefCell;

use super::form::{self, Control, Form};
use super::meaning::{Fields, Wanted, wanted};
use super::page::{self, Page};
use super::person::Person;
use super::stuck::{self, Stuck};
use super::tab::{Tab, redirected};
use super::{Road, trust};
use crate::flow::{Arrival, Effort, Errand, Journey, Leg, Login};
use crate::practice::GENERATOR;
use crate::protocol::arrival::leads_to;
use crate::wire::{Failure, FailureKind, Request, Response, uri};

/// More pages and redirects than that are a circle.
const HOPS: usize = 30;
/// So often the same question may be answered in the same way.
const AGAIN: usize = 3;
/// A page that goes on by itself later than that is meant for somebody who reads it.
const PATIENCE_S: u32 = 10;

/// Goes through the pages until one leads to the redirect URI. That last request is not sent.
pub async fn bring(road: &mut impl Road, tab: &RefCell<Tab>, person: &Person, errand: &Errand) -> Journey {
    let started = road.now();
    let end = End::Address(&errand.redirect_uri);
    let mut walk = Walk::new((road, tab), person, errand.effort);
    let outcome = walk.go(Request::get(&errand.url), end).await;
    let Walk { legs, login, road, .. } = walk;
    let waited = road.now().duration_since(started).unwrap_or_default();
    let arrive = |request| Arrival { request, started, waited, pasted: false };
    Journey { legs, login, outcome: outcome.map(arrive) }
}

/// Goes through the forms of the page for a device (RFC 8628 3.3) until a page has none any more.
pub async fn approve(road: &mut impl Road, person: &Person, url: &str) -> Result<(), Failure> {
    let tab = RefCell::default();
    Walk::new((road, &tab), person, Effort::SignIn).go(Request::get(url), End::Rest).await.map(|_| ())
}

/// A walk under way.
struct Walk<'a, R> {
    road: &'a mut R,
    tab: &'a RefCell<Tab>,
    person: &'a Person,
    effort: Effort,
    legs: Vec<Leg>,
    login: Login,
    /// The questions that were answered.
    answered: Vec<String>,
}

/// Where a walk ends.
#[derive(Clone, Copy)]
enum End<'a> {
    /// At this address, which is not visited.
    Address(&'a str),
    /// At a page without a question.
    Rest,
}

/// What is sent next.
struct Next {
    request: Request,
    /// The fields that hold a secret of the user.
    typed: Vec<String>,
}

impl<'a, R: Road> Walk<'a, R> {
    fn new((road, tab): (&'a mut R, &'a RefCell<Tab>), person: &'a Person, effort: Effort) -> Self {
        let (legs, answered) = (Vec::new(), Vec::new());
        Self { road, tab, person, effort, legs, login: Login::Unneeded, answered }
    }

    async fn go(&mut self, request: Request, end: End<'_>) -> Result<Request, Failure> {
        let mut next = Next { request, typed: Vec::new() };
        for _ in 0..HOPS {
            let (request, typed) = (next.request, next.typed);
            let request = self.tab.borrow().dress(request);
            let sent = self.road.send(&request).await;
            self.legs.push(Leg { request: request.clone(), sent: sent.clone(), typed: typed.clone() });
            let response = sent.outcome?;
            self.tab.borrow_mut().keep(&request.url, &response);
            next = match redirected(&request, &response) {
                Some(onward) => self.carry(&request, Next { request: onward, typed }, end)?,
                None => match self.read(&request, &response, end).await? {
                    Some(next) => next,
                    None => return Ok(request),
                },
            };
            if end.is_at(&next.request.url) {
                return Ok(next.request);
            }
            next.request.url = form::as_opened(&next.request.url);
        }
        let place = uri::without_query(&next.request.url);
        Err(Failure::new(
            FailureKind::SignIn,
            format!("{HOPS} pages and redirects, and no end: the last leads to {place}"),
        ))
    }

    /// A redirect: what was typed goes along only where it may, and never to the app.
    fn carry(&self, from: &Request, next: Next, end: End<'_>) -> Result<Next, Failure> {
        if next.typed.is_empty() || next.request.method == "GET" {
            return Ok(Next { typed: Vec::new(), ..next });
        }
        if end.is_at(&next.request.url) {
            return Ok(Next { request: Request::get(next.request.url), typed: Vec::new() });
        }
        if self.may_go(&from.url, &next.request.url) {
            return Ok(next);
        }
        Err(trust::strange(&format!("{} redirects", uri::without_query(&from.url)), &next.request.url))
    }

    fn may_go(&self, page: &str, target: &str) -> bool {
        let passed: Vec<&str> = self.legs.iter().map(|leg| leg.request.url.as_str()).collect();
        trust::may_go(page, target, &passed, &self.person.hosts)
    }

    /// A page: what it wants is given to it. Nothing follows where the walk ends here.
    async fn read(&mut self, request: &Request, response: &Response, end: End<'_>) -> Result<Option<Next>, Failure> {
        if !Page::is_page(response) {
            return Err(stuck::no_page(&request.url, response));
        }
        let page = page::read(&request.url, &response.body.text_lossy(), &self.person.hints);
        if self.person.practises && page.generator != GENERATOR {
            let words = "the robot gives up: this is no page of the practice provider, so a person has to sign in";
            return Err(Failure::new(FailureKind::Local, words));
        }
        let wanted = wanted(&page);
        if response.status >= 400 && !matches!(wanted, Some(Wanted::Identity(..))) {
            return Err(stuck::error_page(&page, response, self.person));
        }
        if !matches!(wanted, Some(Wanted::Identity(..)))
            && let Some(next) = self.wait_for(&page, request, response).await
        {
            return Ok(Some(next));
        }
        match wanted {
            Some(wanted) => self.give(&page, wanted).await.map(Some),
            None if matches!(end, End::Rest) && page.forms.is_empty() => Ok(None),
            None => Err(stuck::failure(stuck::obstacle(&page), &page, self.person)),
        }
    }

    /// A page that goes on by itself is given its time.
    async fn wait_for(&mut self, page: &Page, request: &Request, response: &Response) -> Option<Next> {
        let by_field = response.headers.get("refresh").and_then(|field| page::refresh(&request.url, field));
        let (after, url) = by_field.or_else(|| page.refresh.clone()).filter(|(after, _)| *after <= PATIENCE_S)?;
        if after > 0 {
            self.road.wait(std::time::Duration::from_secs(after.into())).await;
        }
        Some(Next { request: referred(page, Request::get(url)), typed: Vec::new() })
    }

    async fn give(&mut self, page: &Page, wanted: Wanted<'_>) -> Result<Next, Failure> {
        let (request, typed) = match wanted {
            Wanted::Identity(form, fields, button) => {
                self.ask_once(page, form, ("identity", 1))?;
                self.identify(page, form, (fields, button)).await?
            }
            Wanted::Consent(form, button) => {
                self.ask_once(page, form, ("consent", AGAIN))?;
                (form.request(&[], Some(button)), Vec::new())
            }
            Wanted::Onward(form, button) => (form.request(&[], button), Vec::new()),
            Wanted::Link(link) => (Request::get(&link.url), Vec::new()),
        };
        Ok(Next { request: referred(page, request), typed })
    }

    /// Who is asked the same once more gave a wrong answer.
    fn ask_once(&mut self, page: &Page, form: &Form, (kind, most): (&str, usize)) -> Result<(), Failure> {
        let fields: Vec<&str> =
            form.controls.iter().filter(|control| control.is_to_fill()).map(|control| control.name.as_str()).collect();
        let question = format!("{kind} {} {}", uri::without_query(form.target(None)), fields.join(" "));
        let times = self.answered.iter().filter(|answered| **answered == question).count();
        if times >= most {
            let what = match kind {
                "identity" if page.signs.captcha => Stuck::Captcha,
                "identity" => Stuck::NotTaken,
                _ => Stuck::Circle,
            };
            return Err(stuck::failure(what, page, self.person));
        }
        self.answered.push(question);
        Ok(())
    }

    async fn identify(
        &mut self,
        page: &Page,
        form: &Form,
        (fields, button): (Fields<'_>, Option<&Control>),
    ) -> Result<(Request, Vec<String>), Failure> {
        let stop = |what| Err(stuck::failure(what, page, self.person));
        if page.signs.captcha {
            return stop(Stuck::Captcha);
        }
        if self.effort == Effort::Session {
            self.login = Login::Withheld;
            let words = format!("{} asks for somebody, and nobody may sign in once more", page.name());
            return Err(Failure::new(FailureKind::SignIn, words));
        }
        let mut filled = Vec::new();
        let mut typed = Vec::new();
        if let Some(field) = fields.username {
            if self.person.username.is_empty() {
                return stop(Stuck::NoName);
            }
            filled.push((field.at, self.person.username.clone()));
        }
        if let Some(field) = fields.password {
            let Some(password) = self.person.password.clone() else { return stop(Stuck::NoPassword) };
            filled.push((field.at, password));
            typed.push(field.name.clone());
        }
        if let Some(field) = fields.one_time {
            match self.one_time_code().await {
                Some(code) => {
                    filled.push((field.at, code));
                    typed.push(field.name.clone());
                }
                // beside a password it may be for those who have one
                None if field.required || fields.password.is_none() => return stop(Stuck::NoOneTime),
                None => {}
            }
        }
        let target = form.target(button);
        if !typed.is_empty() {
            if !self.may_go(&page.url, target) {
                return Err(trust::strange(&page.name(), target));
            }
            self.login = Login::Done;
        }
        Ok((form.request(&filled, button), typed))
    }

    /// A code that was not typed before: a good server takes each once.
    async fn one_time_code(&mut self) -> Option<String> {
        let one_time = self.person.one_time.as_ref()?;
        let now = self.road.now();
        let is_spent = self.tab.borrow().spent.as_deref() == Some(one_time.code(now).as_str());
        if is_spent {
            self.road.wait(one_time.left(now)).await;
        }
        let code = one_time.code(self.road.now());
        self.tab.borrow_mut().spent = Some(code.clone());
        Some(code)
    }
}

/// What a browser tells of the page on which it was (Fetch Living Standard): the whole address to the same origin, the
/// origin alone to others, nothing from https to plain http.
fn referred(page: &Page, mut request: Request) -> Request {
    let (from, to) = (uri::origin(&page.url), uri::origin(&request.url));
    if request.method == "POST" {
        request.headers.push("origin", from);
    }
    if from.eq_ignore_ascii_case(to) {
        request.headers.push("referer", page.url.split('#').next().unwrap_or_default());
    } else if uri::is_https(to) || !uri::is_https(from) {
        request.headers.push("referer", format!("{from}/"));
    }
    request
}

impl End<'_> {
    fn is_at(self, url: &str) -> bool {
        match self {
            Self::Address(address) => leads_to(url, address),
            Self::Rest => false,
        }
    }
}

#[cfg(test)]
mod tests;
