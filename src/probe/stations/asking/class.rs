//! Where the browser ended up: what counts is the address and what it carries, never the words of a page.

use std::collections::BTreeSet;

use url::Url;

use crate::probe::Hop;
use crate::protocol::arrival::{leads_to, without_port};
use crate::protocol::callback;
use crate::wire::{Params, Request, html, uri};

/// What a look at the authorization endpoint came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// The browser goes to an address that is not the registered one.
    Elsewhere(String),
    /// It brings a code to the redirect URI.
    Code,
    /// It brings tokens there, and no code.
    Tokens,
    /// It brings an error there.
    Error(String),
    /// It shows a page that is not the one of the right request.
    ErrorPage(u16),
    /// It shows the same page as for the right request, or one that asks who is signed in: not judged yet.
    Page,
    /// The pushed request was refused (RFC 9126 2.3).
    NotPushed(String),
    /// Something that proves nothing.
    Other(String),
    /// No answer came.
    Nothing(String),
}

/// Where answers may go in one look.
#[derive(Clone, Copy, Debug)]
pub(super) struct Addresses<'a> {
    /// The registered redirect URI.
    pub(super) registered: &'a str,
    /// The one that the request named instead.
    pub(super) named: Option<&'a str>,
    /// The state that was sent.
    pub(super) state: Option<&'a str>,
}

/// What the page of the right request looks like, as far as two looks at it agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    first: Place,
    last: Place,
    looks: Looks,
}

/// An answer: its status, and the path it is at or leads to; a segment that changes from time to time is left open.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    status: u16,
    segments: Vec<Option<String>>,
}

/// What a page looks like: by its fields, and where it has none by its title and what it loads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Looks {
    fields: BTreeSet<String>,
    title: Option<String>,
}

impl Addresses<'_> {
    /// Whether this brings what was asked for, wherever it goes: whoever has no address to go by may choose one.
    fn is_answer(&self, request: &Request) -> bool {
        let params = carried(request);
        let brings = ["code", "access_token", "id_token"].iter().any(|name| params.get(name).is_some());
        brings && self.state.is_some() && params.get("state") == self.state
    }
}

impl Class {
    /// Reads where a visit ended.
    pub(super) fn of(hops: &[Hop], addresses: Addresses<'_>, known: &[Shape]) -> (Self, Params) {
        if let Some(request) = hops.iter().skip(1).map(|hop| &hop.request).find(|request| addresses.is_answer(request))
        {
            return Self::arrived(request, addresses);
        }
        let Some(last) = hops.last() else { return (Self::Nothing("nothing was asked".into()), Params::default()) };
        let Some(sent) = &last.sent else { return Self::arrived(&last.request, addresses) };
        let class = match &sent.outcome {
            Err(failure) => Self::Nothing(failure.to_string()),
            // It speaks of how much was asked, and not of what.
            Ok(response) if matches!(response.status, 423 | 429) => {
                Self::Other(format!("{}: too much", response.status))
            }
            Ok(response) if response.status >= 400 => Self::ErrorPage(response.status),
            Ok(response) if response.status >= 300 => {
                Self::Other(format!("{} and no end of redirects", response.status))
            }
            Ok(_) if Shape::of(hops).is_some_and(|shape| known.iter().any(|known| known.fits(&shape))) => Self::Page,
            Ok(response) => Self::ErrorPage(response.status),
        };
        (class, Params::default())
    }

    fn arrived(request: &Request, addresses: Addresses<'_>) -> (Self, Params) {
        let params = carried(request);
        let url = &request.url;
        let at_home = || {
            let bare = without_port(addresses.registered);
            leads_to(url, addresses.registered) || bare.is_some_and(|bare| leads_to(url, &bare))
        };
        let elsewhere = addresses.named.filter(|named| *named != addresses.registered);
        let class = if elsewhere.is_some_and(|named| is_at(url, named)) || !at_home() {
            Self::Elsewhere(url.clone())
        } else if params.get("code").is_some() {
            Self::Code
        } else if params.get("access_token").is_some() || params.get("id_token").is_some() {
            Self::Tokens
        } else if let Some(error) = params.get("error") {
            Self::Error(error.to_owned())
        } else {
            Self::Other("the redirect URI without code or error".into())
        };
        (class, params)
    }

    /// The same in words.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Elsewhere(url) => format!("the browser is sent to {}", uri::without_query(url)),
            Self::Code => "a code".to_owned(),
            Self::Tokens => "tokens through the browser".to_owned(),
            Self::Error(error) => format!("the error {error} at the redirect URI"),
            Self::ErrorPage(status) => format!("an error page ({status})"),
            Self::Page => "a page that asks the user, as for the right request".to_owned(),
            Self::NotPushed(error) => format!("a refused push ({error})"),
            Self::Other(what) | Self::Nothing(what) => what.clone(),
        }
    }

    /// Whether the server goes on as for the right request.
    pub(super) fn goes_on(&self) -> bool {
        matches!(self, Self::Code | Self::Page)
    }
}

/// Everything that an answer carries, wherever it is: some errors come in the fragment though nobody asked for it there.
fn carried(request: &Request) -> Params {
    let (opened, _) = callback::opened(request);
    let fragment = uri::fragment(&request.url).map(Params::parse).unwrap_or_default();
    let (query, form) = (request.query(), request.form().unwrap_or_default());
    let rest: Vec<(&str, &str)> =
        query.iter().chain(fragment.iter()).chain(form.iter()).filter(|(name, _)| opened.get(name).is_none()).collect();
    let own = opened.iter().chain(rest);
    own.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// Whether a URL leads to an address with all that belongs to it: query and fragment of the address included.
fn is_at(url: &str, address: &str) -> bool {
    let same = uri::without_query(url) == uri::without_query(address) || normal(url) == normal(address);
    let holds = |whole: Option<&str>, part: Option<&str>| {
        let whole = Params::parse(whole.unwrap_or_default());
        let part = Params::parse(part.unwrap_or_default());
        part.iter().all(|(name, value)| whole.all(name).any(|own| own == value))
    };
    same && holds(uri::query(url), uri::query(address)) && holds(uri::fragment(url), uri::fragment(address))
}

/// The address as a browser reads it, without query and fragment.
pub(super) fn normal(address: &str) -> Option<String> {
    Url::parse(uri::without_query(address)).ok().map(String::from)
}

impl Shape {
    /// What one look showed; nothing where it did not end at a page.
    pub(super) fn of(hops: &[Hop]) -> Option<Self> {
        let (first, last) = (hops.first()?, hops.last()?);
        let answer = |hop: &Hop| hop.sent.as_ref().and_then(|sent| sent.outcome.as_ref().ok()).cloned();
        let (opening, page) = (answer(first)?, answer(last)?);
        let target = hops.get(1).map_or(&first.request.url, |second| &second.request.url);
        Some(Self {
            first: Place::new(opening.status, target),
            last: Place::new(page.status, &last.request.url),
            looks: Looks::of(html::page(&last.request.url, &page).unwrap_or_default()),
        })
    }

    /// What two looks have in common.
    pub(super) fn common(&self, other: &Self) -> Self {
        Self {
            first: self.first.common(&other.first),
            last: self.last.common(&other.last),
            looks: self.looks.common(&other.looks),
        }
    }

    fn fits(&self, other: &Self) -> bool {
        self.first.fits(&other.first) && self.last.fits(&other.last) && self.looks.fits(&other.looks)
    }
}

impl Place {
    fn new(status: u16, url: &str) -> Self {
        Self { status, segments: uri::path(url).split('/').map(|segment| Some(segment.to_owned())).collect() }
    }

    fn common(&self, other: &Self) -> Self {
        let pairs = self.segments.iter().zip(&other.segments);
        let segments = pairs.map(|(own, other)| own.clone().filter(|_| own == other)).collect();
        Self { status: self.status, segments }
    }

    fn fits(&self, other: &Self) -> bool {
        self.status == other.status
            && self.segments.len() == other.segments.len()
            && self.segments.iter().zip(&other.segments).all(|(own, other)| own.is_none() || own == other)
    }
}

impl Looks {
    fn of(page: html::Page) -> Self {
        Self { fields: page.fields.into_iter().collect(), title: Some(page.title) }
    }

    fn common(&self, other: &Self) -> Self {
        Self {
            fields: self.fields.intersection(&other.fields).cloned().collect(),
            title: self.title.clone().filter(|_| self.title == other.title),
        }
    }

    /// Names that are drawn for each page are in no two of them, so it is enough that what stays is there.
    fn fits(&self, other: &Self) -> bool {
        if self.fields.is_empty() {
            return other.fields.is_empty() && (self.title.is_none() || self.title == other.title);
        }
        self.fields.is_subset(&other.fields)
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;
    use crate::flow::Sent;
    use crate::wire::Response;

    const CALLBACK: &str = "https://app.example/cb";

    fn hop(url: &str, outcome: Option<Response>) -> Hop {
        let sent = outcome.map(|response| Sent {
            outcome: Ok(response),
            started: SystemTime::UNIX_EPOCH,
            elapsed: Duration::ZERO,
        });
        Hop { request: Request::get(url), sent }
    }

    fn page(url: &str, status: u16, text: &str) -> Hop {
        hop(url, Some(Response::new(status).with_body("text/html", text)))
    }

    fn at(url: &str, named: Option<&str>) -> Class {
        let hops = [hop("https://as.example/authorize", Some(Response::new(302))), hop(url, None)];
        Class::of(&hops, Addresses { registered: CALLBACK, named, state: None }, &[]).0
    }

    #[test]
    fn an_address_counts_with_everything_that_belongs_to_it() {
        let evil = |named: &str, url: &str| matches!(at(url, Some(named)), Class::Elsewhere(_));
        assert!(evil("https://x.invalid/cb", "https://x.invalid/cb?code=1"));
        assert!(evil("https://x.invalid/cb", "https://x.invalid/cb?error=invalid_request"));
        assert!(evil("https://app.example/cb?x=1", "https://app.example/cb?x=1&code=1"));
        assert!(evil("https://app.example/cb/../evil", "https://app.example/evil?code=1"));
        assert!(evil("https://app.example/cb#f", "https://app.example/cb?code=1#f"));
        assert!(evil("https://app.example/cb/", "https://app.example/cb/?code=1"));
        assert!(!evil("https://app.example/cb?x=1", "https://app.example/cb?code=1"));
        assert!(!evil("https://x.invalid/cb", "https://app.example/cb?error=invalid_request"));
        assert!(!evil(CALLBACK, "https://app.example/cb?code=1"));
    }

    #[test]
    fn an_answer_at_an_address_that_nobody_named_is_seen() {
        let hops = [
            hop("https://as.example/authorize", Some(Response::new(302))),
            page("https://other.example/cb?code=1&state=s", 200, "<title>Welcome</title>"),
        ];
        let class = |state| Class::of(&hops, Addresses { registered: CALLBACK, named: None, state }, &[]).0;
        assert!(matches!(class(Some("s")), Class::Elsewhere(_)));
        assert_eq!(class(Some("t")), Class::ErrorPage(200));
    }

    #[test]
    fn what_an_answer_carries_is_found_in_query_and_fragment() {
        assert_eq!(at("https://app.example/cb?code=1&state=s", None), Class::Code);
        assert_eq!(
            at("https://app.example/cb#error=unsupported_response_type", None),
            Class::Error("unsupported_response_type".into())
        );
        assert_eq!(at("https://app.example/cb?state=s#access_token=t", None), Class::Tokens);
        assert!(matches!(at("https://app.example/cb?state=s", None), Class::Other(_)));
        assert!(matches!(at("com.example:/cb?code=1", None), Class::Elsewhere(_)));
    }

    fn signing_in(at: &str, form: &str) -> Vec<Hop> {
        vec![
            hop("https://as.example/authorize?x", Some(Response::new(303).with("location", at))),
            page(&format!("https://as.example{at}"), 200, form),
        ]
    }

    #[test]
    fn the_page_of_the_right_request_is_known_by_what_two_looks_share() {
        let form = |token: &str| {
            format!("<form><input name=login><input type=password name=pw><input type=hidden name=t{token}></form>")
        };
        let (one, two) = (signing_in("/interaction/a1", &form("1")), signing_in("/interaction/b2", &form("2")));
        let known = [Shape::of(&one).unwrap().common(&Shape::of(&two).unwrap())];
        let class =
            |hops: &[Hop]| Class::of(hops, Addresses { registered: CALLBACK, named: None, state: None }, &known).0;
        assert_eq!(class(&signing_in("/interaction/c3", &form("3"))), Class::Page);
        assert_eq!(class(&signing_in("/error/c3", "<title>no</title>")), Class::ErrorPage(200));
        assert_eq!(class(&signing_in("/interaction/c3", "<title>no</title>")), Class::ErrorPage(200));
        assert_eq!(class(&[page("https://as.example/authorize?y", 400, &form("4"))]), Class::ErrorPage(400));
        assert_eq!(class(&[page("https://as.example/authorize?y", 200, &form("4"))]), Class::ErrorPage(200));
    }

    #[test]
    fn a_page_without_fields_is_known_by_its_title() {
        let look = |title: &str| vec![page("https://as.example/authorize", 200, &format!("<title>{title}</title>"))];
        let shape = Shape::of(&look("Sign in")).unwrap();
        let known = [shape.common(&shape)];
        let class = |title: &str| {
            Class::of(&look(title), Addresses { registered: CALLBACK, named: None, state: None }, &known).0
        };
        assert_eq!((class("Sign in"), class("Oops")), (Class::Page, Class::ErrorPage(200)));
    }
}
