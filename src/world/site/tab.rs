//! A tab of a browser: cookies, and following where a page sends it.

use cookie_store::CookieStore;
use url::Url;

use crate::protocol::arrival::leads_to;
use crate::wire::{Request, Response, html, uri};
use crate::world::robot::as_browser;

/// The cookies of one browser.
#[derive(Clone, Default)]
pub(super) struct Tab {
    jar: CookieStore,
    /// Every value that a cookie ever had.
    values: Vec<String>,
}

/// No cookie that is shorter stands for a session.
const SESSION: usize = 8;
/// Nobody has as many sessions.
const VALUES: usize = 1000;
/// More redirects than that are a circle.
pub(super) const HOPS: usize = 12;

impl Tab {
    /// The request as this browser sends it: with its cookies.
    pub(super) fn dress(&self, request: Request) -> Request {
        let cookies: Vec<String> = Url::parse(&request.url)
            .map(|url| self.jar.get_request_values(&url).map(|(name, value)| format!("{name}={value}")).collect())
            .unwrap_or_default();
        let mut request = as_browser(request);
        if !cookies.is_empty() {
            request.headers.push("cookie", cookies.join("; "));
        }
        request
    }

    /// The values of its cookies, also of those that are gone.
    pub(super) fn secrets(&self) -> Vec<(String, String)> {
        let long = self.values.iter().filter(|value| value.len() >= SESSION);
        long.map(|value| ("cookie".to_owned(), value.clone())).collect()
    }

    /// Keeps the cookies that an answer sets.
    pub(super) fn keep(&mut self, url: &str, response: &Response) {
        let Ok(url) = Url::parse(url) else { return };
        for field in response.headers.all("set-cookie") {
            // one that a browser would not keep is not kept
            let _ = self.jar.parse(field, &url);
            let pair = field.split(';').next().unwrap_or_default();
            let value = pair.split_once('=').map_or("", |(_, value)| value.trim());
            if !self.values.iter().any(|known| known == value) && self.values.len() < VALUES {
                self.values.push(value.to_owned());
            }
        }
    }
}

/// Where an answer sends a browser: by a redirect, or by a page that goes on by itself.
pub(super) fn onward(url: &str, response: &Response) -> Option<Request> {
    let Some(location) = response.headers.get("location").filter(|_| (300..400).contains(&response.status)) else {
        return html::onward(url, response);
    };
    if location.contains("://") {
        return Some(Request::get(location));
    }
    Url::parse(url).and_then(|base| base.join(location)).ok().map(|url| Request::get(String::from(url)))
}

/// Whether a visit ends before this URL is opened: at a redirect URI, or where nobody can be.
pub(super) fn is_end(url: &str, ends: &[String]) -> bool {
    // Wherever the name stands, what is written like this was made up for a check, and parsers may differ on its host.
    uri::without_query(url).contains(".invalid")
        || ends.iter().any(|end| leads_to(url, end))
        || !(uri::is_http(url) || uri::is_https(url))
}
