//! Browsers on the stage: they follow redirects, sign in, and show where they end up.

use super::{HONEST, Halt, Stage};
use crate::lab::{Place, Who};
use crate::trace::Step;
use crate::wire::{Params, Request, Response, uri};

/// So many pages and redirects a login has at most.
const HOPS: usize = 12;

impl Stage {
    /// Opens a URL of the honest server and does what its pages ask for, until a browser is sent elsewhere. Gives back
    /// the request that it makes there.
    pub(in crate::lab) fn visit(&mut self, who: Who, url: &str) -> Result<Request, Halt> {
        let mut request = Request::get(url);
        for hop in 0..HOPS {
            let step = if hop == 0 { Step::Authorize } else { Step::SignIn };
            let response = self.browse(who, step, request.clone());
            request = match onward(who, &request, &response) {
                Some(next) if uri::origin(&next.url) == HONEST => next,
                Some(next) => return Ok(next),
                None => return Err(refused(&response)),
            };
        }
        Err(Halt::Stopped(Place::Authorization, "the pages have no end".to_owned()))
    }

    /// Opens a page with the cookies of this browser, and keeps what it is given.
    fn browse(&mut self, who: Who, step: Step, mut request: Request) -> Response {
        if let Some((_, cookie)) = self.cookies.iter().find(|(owner, _)| *owner == who) {
            request.headers.push("cookie", cookie);
        }
        let response = self.pass(who, step, &request);
        if let Some(field) = response.headers.get("set-cookie") {
            let pair = field.split(';').next().unwrap_or_default().to_owned();
            self.cookies.retain(|(owner, _)| *owner != who);
            self.cookies.push((who, pair));
        }
        response
    }
}

/// What a browser asks for next: where it is sent, or what somebody sends off with a form.
fn onward(who: Who, from: &Request, response: &Response) -> Option<Request> {
    if let Some(location) = response.headers.get("location") {
        let url = if location.starts_with('/') { format!("{HONEST}{location}") } else { location.to_owned() };
        // RFC 9110 15.4.8: method and content stay the same.
        let stays = matches!(response.status, 307 | 308);
        return Some(if stays { Request { url, ..from.clone() } } else { Request::get(url) });
    }
    let page = response.body.text_lossy();
    let transaction = between(&page, "name=\"transaction\" value=\"", "\"")?;
    let action = between(&page, "action=\"", "\"")?;
    let form = Params::default().with("transaction", transaction);
    let form = if page.contains("name=\"password\"") {
        let (username, password) = account(who);
        form.with("username", &username).with("password", &password)
    } else {
        form.with("decision", "allow")
    };
    Some(Request::post_form(format!("{HONEST}{action}"), &form))
}

/// User name and password: Mallory is the other user.
fn account(who: Who) -> (String, String) {
    let users = crate::practice::Config::default().users;
    let user = users.into_iter().nth(usize::from(who != Who::Alice));
    user.map(|user| (user.username, user.password)).unwrap_or_default()
}

fn between<'a>(page: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = page.split_once(before)?;
    rest.split_once(after).map(|(value, _)| value)
}

fn refused(response: &Response) -> Halt {
    let page = response.body.text_lossy();
    let title = between(&page, "<h1>", "</h1>").unwrap_or("a page that leads nowhere");
    Halt::Stopped(Place::Authorization, format!("{} and a page that says \"{title}\"", response.status))
}
