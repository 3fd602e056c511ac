//! The person at the browser: follows redirects, signs in, consents or refuses, and ends at the redirect URI.

use oauth_flow::wire::{Params, uri};

use crate::agent::{Agent, Answer, Ask};
use crate::page::{self, Form, Meaning};

/// More redirects and pages than any login here has.
const HOPS: usize = 20;

/// Somebody with a user name, a password, a browser profile and a will.
pub struct Person {
    name: String,
    password: String,
    will: Will,
    agent: Agent,
}

/// What the person wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Will {
    SignInAndAllow,
    SignInAndDeny,
    CancelSignIn,
}

/// The request that carries the answer to the redirect URI, not yet sent.
#[derive(Clone, Debug)]
pub struct Arrival(pub Ask);

impl Person {
    pub fn new(name: &str, password: &str, will: Will) -> Self {
        Self { name: name.to_owned(), password: password.to_owned(), will, agent: Agent::new() }
    }

    /// Goes from the authorization request to the redirect URI and stops in front of it.
    pub fn walk(&mut self, authorization_url: &str, redirect_uri: &str) -> Arrival {
        let mut next = Ask::get(authorization_url);
        let mut seen = Vec::new();
        for _ in 0..HOPS {
            if leads_to(&next.url, redirect_uri) {
                return Arrival(next);
            }
            let answer = self.agent.send(&next);
            seen.push(format!("{} {}", answer.status, answer.url));
            next = match answer.location() {
                Some(location) => Ask::get(location),
                None => self.act_on(&answer, redirect_uri),
            };
        }
        panic!("no answer after {HOPS} hops: {seen:#?}");
    }

    /// Walks, and carries the answer to the redirect URI; returns the page that is shown there.
    pub fn visit(&mut self, authorization_url: &str) -> Answer {
        let query = Params::parse(uri::query(authorization_url).expect("an authorization request"));
        let back = query.get("redirect_uri").or(query.get("post_logout_redirect_uri"));
        let redirect_uri = back.expect("where to go back to").to_owned();
        let arrival = self.walk(authorization_url, &redirect_uri);
        self.deliver(arrival)
    }

    /// Goes through the pages of a provider until one has nothing more to ask.
    pub fn settle(&mut self, url: &str) {
        let mut next = Ask::get(url);
        for _ in 0..HOPS {
            let answer = self.agent.send(&next);
            next = match answer.location() {
                Some(location) => Ask::get(location),
                None => match page::forms(&answer).as_slice() {
                    [] => return,
                    // A page that sends itself by its script has no button for people.
                    [form] if answer.body.contains(".submit()") => form.submit(None),
                    _ => self.act_on(&answer, ""),
                },
            };
        }
        panic!("no end after {HOPS} hops");
    }

    /// Sends what the provider answered to where it belongs. A fragment stays in the browser, as it does in a real one:
    /// the page there has a form for it, to which its script adds the parameters.
    pub fn deliver(&mut self, arrival: Arrival) -> Answer {
        let Arrival(ask) = arrival;
        let (bare, fragment) = ask.url.split_once('#').map_or((&*ask.url, None), |(bare, rest)| (bare, Some(rest)));
        let answer = self.agent.send(&Ask { url: bare.to_owned(), ..ask.clone() });
        let Some(fragment) = fragment else { return answer };
        let form = page::forms(&answer).into_iter().next();
        let mut forward = form.unwrap_or_else(|| panic!("no form for the fragment: {answer:#?}")).submit(None);
        let fields = forward.form.iter().flat_map(Params::iter).map(owned);
        forward.form = Some(fields.chain(Params::parse(fragment).iter().map(owned)).collect());
        self.agent.send(&forward)
    }

    /// Does on a page what the person would do.
    fn act_on(&self, answer: &Answer, redirect_uri: &str) -> Ask {
        let mut forms = page::forms(answer);
        // A form for the redirect URI is sent by its script (OAuth 2.0 Form Post Response Mode, section 2).
        if let Some(form) = forms.iter().find(|form| leads_to(form.action.as_str(), redirect_uri)) {
            return form.submit(None);
        }
        let is_login = forms.iter().any(Form::is_login);
        let meaning = match (self.will, is_login) {
            (Will::SignInAndAllow, _) | (Will::SignInAndDeny, true) => Meaning::Agree,
            (Will::SignInAndDeny, false) | (Will::CancelSignIn, _) => Meaning::Refuse,
        };
        for form in &mut forms {
            form.fill(&self.name, &self.password);
        }
        let pressed = forms.iter().find_map(|form| form.button(meaning, &self.name).map(|button| (form, button)));
        if let Some((form, button)) = pressed {
            return form.submit(Some(button));
        }
        let link = page::link(answer, meaning);
        Ask::get(link.unwrap_or_else(|| panic!("nothing to {meaning:?} with: {answer:#?}")))
    }
}

impl Arrival {
    /// The parameters of the answer, wherever they are.
    pub fn params(&self) -> Params {
        let Self(ask) = self;
        match (&ask.form, uri::fragment(&ask.url)) {
            (Some(form), _) => form.clone(),
            (None, Some(fragment)) => Params::parse(fragment),
            (None, None) => Params::parse(uri::query(&ask.url).unwrap_or_default()),
        }
    }
}

fn owned((name, value): (&str, &str)) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

fn leads_to(url: &str, redirect_uri: &str) -> bool {
    uri::without_query(url) == uri::without_query(redirect_uri)
}
