//! The robot: signs in at the practice provider where nobody sits before a browser.
//!
//! It knows the pages of the practice provider and no others: to anybody else it says so and goes away.

use scraper::{ElementRef, Html, Selector};

use crate::practice::{Config, GENERATOR};
use crate::protocol::arrival;
use crate::wire::{Failure, FailureKind, Headers, Params, Request, Response, uri};

/// How the robot sends its requests: over HTTP, or to a provider in memory.
#[expect(async_fn_in_trait, reason = "the robot is generic over its road")]
pub trait Road {
    /// Sends a request and waits for the answer.
    async fn send(&mut self, request: &Request) -> Result<Response, Failure>;
}

/// A login page takes a redirect or two, a consent page as many: more is a circle.
const HOPS: usize = 12;

/// Visits a URL as a practice user and goes through the pages until a redirect leads to the redirect URI. Gives back
/// that last request, which is not sent.
pub async fn visit(road: &mut impl Road, url: &str, redirect_uri: &str, user: &str) -> Result<Request, Failure> {
    let password = password_of(user)?;
    let mut jar = Jar::default();
    let mut request = Request::get(url);
    for _ in 0..HOPS {
        let response = road.send(&jar.dress(request.clone())).await?;
        jar.keep(&response);
        request = match response.headers.get("location").filter(|_| (300..400).contains(&response.status)) {
            Some(location) => Request::get(resolve(&request.url, location)?),
            None => fill_in(&request.url, &response, user, &password)?,
        };
        if arrival::leads_to(&request.url, redirect_uri) {
            return Ok(request);
        }
    }
    Err(gives_up(format!("{HOPS} pages and no end")))
}

/// The request that answers a page of the practice provider as this user would.
pub fn answer(url: &str, response: &Response, user: &str) -> Result<Request, Failure> {
    fill_in(url, response, user, &password_of(user)?)
}

/// Opens the page for a device as a practice user and goes through its forms until a page has none any more.
pub async fn approve(road: &mut impl Road, url: &str, user: &str) -> Result<(), Failure> {
    let password = password_of(user)?;
    let mut jar = Jar::default();
    let mut request = Request::get(url);
    for _ in 0..HOPS {
        let response = road.send(&jar.dress(request.clone())).await?;
        jar.keep(&response);
        request = match response.headers.get("location").filter(|_| (300..400).contains(&response.status)) {
            Some(location) => Request::get(resolve(&request.url, location)?),
            None if is_last(&response) => return Ok(()),
            None => fill_in(&request.url, &response, user, &password)?,
        };
    }
    Err(gives_up(format!("{HOPS} pages and no end")))
}

/// A page of the practice provider without a form has nothing more to ask.
fn is_last(response: &Response) -> bool {
    let page = Html::parse_document(&response.body.text_lossy());
    let generator = first(&page.root_element(), "meta[name=generator]").and_then(|meta| meta.attr("content"));
    generator == Some(GENERATOR) && response.status < 400 && first(&page.root_element(), "form").is_none()
}

/// What a practice user signs in with.
pub fn password_of(user: &str) -> Result<String, Failure> {
    let known = Config::default().users.into_iter().find(|known| known.username == user);
    let known = known.ok_or_else(|| gives_up(format!("`{user}` is no practice user; there are alice and bob")))?;
    Ok(known.password)
}

fn gives_up(why: impl Into<String>) -> Failure {
    Failure::new(FailureKind::Local, format!("the robot gives up: {}", why.into()))
}

/// The request with the header fields that a browser would send along.
#[must_use]
pub fn as_browser(mut request: Request) -> Request {
    let headers = Headers::default().with("host", uri::authority(&request.url));
    let mut headers = headers.with("user-agent", "oauth-flow-robot").with("accept", "text/html");
    for (name, value) in request.headers.iter() {
        headers.push(name, value);
    }
    if request.method == "POST" {
        headers.push("content-length", request.body.len().to_string());
    }
    request.headers = headers;
    request
}

/// The cookies of the one site it visits.
#[derive(Default)]
struct Jar(Vec<(String, String)>);

impl Jar {
    fn dress(&self, request: Request) -> Request {
        let cookies: Vec<String> = self.0.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = as_browser(request);
        if !cookies.is_empty() {
            request.headers.push("cookie", cookies.join("; "));
        }
        request
    }

    fn keep(&mut self, response: &Response) {
        for field in response.headers.all("set-cookie") {
            let pair = field.split(';').next().unwrap_or_default();
            if let Some((name, value)) = pair.split_once('=') {
                self.0.retain(|(known, _)| known != name.trim());
                self.0.push((name.trim().to_owned(), value.trim().to_owned()));
            }
        }
    }
}

/// Fills in the form of a page: user name and password where they are asked for, and the first button, which agrees.
fn fill_in(url: &str, response: &Response, user: &str, password: &str) -> Result<Request, Failure> {
    let page = Html::parse_document(&response.body.text_lossy());
    let generator = first(&page.root_element(), "meta[name=generator]").and_then(|meta| meta.attr("content"));
    if generator != Some(GENERATOR) {
        return Err(gives_up("this is no page of the practice provider, so a person has to sign in"));
    }
    if response.status >= 400 {
        let heading = first(&page.root_element(), "h1").map(|h1| h1.text().collect::<String>()).unwrap_or_default();
        let words = format!("{} {}", response.status, heading.trim());
        return Err(Failure::new(FailureKind::ErrorPage, words));
    }
    let form = first(&page.root_element(), "form").ok_or_else(|| gives_up("the page has no form"))?;
    let mut params = Params::default();
    for input in all(&form, "input[name]") {
        let name = input.attr("name").unwrap_or_default();
        let value = match name {
            "username" => user,
            "password" => password,
            _ => input.attr("value").unwrap_or_default(),
        };
        params.push(name, value);
    }
    if let Some(button) = first(&form, "button[name]") {
        params.push(button.attr("name").unwrap_or_default(), button.attr("value").unwrap_or_default());
    }
    let action = resolve(url, form.attr("action").unwrap_or(""))?;
    Ok(Request::post_form(action, &params))
}

fn first<'a>(root: &ElementRef<'a>, selector: &str) -> Option<ElementRef<'a>> {
    all(root, selector).into_iter().next()
}

fn all<'a>(root: &ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    Selector::parse(selector).map(|selector| root.select(&selector).collect()).unwrap_or_default()
}

/// A link on a page (RFC 3986 5); an absolute one is kept as it is written.
fn resolve(base: &str, link: &str) -> Result<String, Failure> {
    if link.contains("://") {
        return Ok(link.to_owned());
    }
    let joined = url::Url::parse(base).and_then(|base| base.join(link));
    joined.map(String::from).map_err(|reason| gives_up(format!("`{link}` is no link: {reason}")))
}
