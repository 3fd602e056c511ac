//! The memory of a browser: its cookies, and what it sends along with every request.

use cookie_store::CookieStore;
use url::Url;

use crate::wire::{Headers, Request, Response, uri};

/// The memory of one browser.
#[derive(Clone, Default)]
pub struct Tab {
    jar: CookieStore,
    /// Every value that a cookie ever had.
    values: Vec<String>,
    /// The last one-time code that was typed here: a good server takes it once (RFC 6238 5.2).
    pub(super) spent: Option<String>,
}

/// No cookie that is shorter stands for a session.
const SESSION: usize = 8;
/// Nobody has as many sessions.
const VALUES: usize = 1000;

/// What a browser calls itself that is none: the first word is what login pages look for before they show anything.
const USER_AGENT: &str = concat!("Mozilla/5.0 (compatible; oauth-flow/", env!("CARGO_PKG_VERSION"), ")");

impl Tab {
    /// The request as this browser sends it: with its cookies.
    #[must_use]
    pub fn dress(&self, request: Request) -> Request {
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
    #[must_use]
    pub fn secrets(&self) -> Vec<(String, String)> {
        let long = self.values.iter().filter(|value| value.len() >= SESSION);
        long.map(|value| ("cookie".to_owned(), value.clone())).collect()
    }

    /// Keeps the cookies that an answer sets.
    pub fn keep(&mut self, url: &str, response: &Response) {
        for field in response.headers.all("set-cookie") {
            self.keep_one(url, field);
        }
    }

    /// Keeps a cookie, written as a server would write it.
    pub(super) fn keep_one(&mut self, url: &str, field: &str) {
        let Ok(url) = Url::parse(url) else { return };
        // one that a browser would not keep is not kept
        let _ = self.jar.parse(field, &url);
        let pair = field.split(';').next().unwrap_or_default();
        let value = pair.split_once('=').map_or("", |(_, value)| value.trim());
        if !self.values.iter().any(|known| known == value) && self.values.len() < VALUES {
            self.values.push(value.to_owned());
        }
    }
}

/// The request with the header fields that a browser would send along.
#[must_use]
pub fn as_browser(mut request: Request) -> Request {
    let headers = Headers::default().with("host", uri::authority(&request.url));
    let mut headers = headers.with("user-agent", USER_AGENT).with("accept", "text/html");
    for (name, value) in request.headers.iter() {
        headers.push(name, value);
    }
    if request.method == "POST" {
        headers.push("content-length", request.body.len().to_string());
    }
    request.headers = headers;
    request
}

/// Where an answer sends a browser: 303 ends with GET, 301 and 302 turn POST into it as every browser does, and 307 and
/// 308 carry everything on (RFC 9110 15.4).
#[must_use]
pub fn redirected(request: &Request, response: &Response) -> Option<Request> {
    let location = response.headers.get("location").filter(|_| (300..400).contains(&response.status))?;
    let url = super::form::resolve(&request.url, location)?;
    if !matches!(response.status, 307 | 308) || request.method == "GET" {
        return Some(Request::get(url));
    }
    let media_type = request.headers.get("content-type").map(|value| Headers::default().with("content-type", value));
    let headers = media_type.unwrap_or_default();
    Some(Request { method: request.method.clone(), url, headers, body: request.body.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::Params;

    #[test]
    fn a_redirect_is_followed_as_a_browser_does() {
        let post = Request::post_form("https://as.example/login", &Params::default().with("password", "x"));
        for (status, method, body) in [
            (301, "GET", ""),
            (302, "GET", ""),
            (303, "GET", ""),
            (307, "POST", "password=x"),
            (308, "POST", "password=x"),
        ] {
            let next = redirected(&as_browser(post.clone()), &Response::new(status).with("location", "/next")).unwrap();
            assert_eq!((next.method.as_str(), next.body.text_lossy().as_ref()), (method, body), "{status}");
            assert_eq!(next.url, "https://as.example/next");
            assert_eq!(next.form().is_some(), method == "POST", "{status}");
        }
        assert!(redirected(&post, &Response::new(200).with("location", "/next")).is_none());
    }

    #[test]
    fn cookies_go_where_they_belong() {
        let mut tab = Tab::default();
        let answer = Response::new(200)
            .with("set-cookie", "a=1; Path=/; HttpOnly")
            .with("set-cookie", "b=2; Path=/elsewhere")
            .with("set-cookie", "c=3; Domain=other.example");
        tab.keep("https://as.example/login", &answer);
        let sent = |url: &str| tab.dress(Request::get(url)).headers.get("cookie").map(str::to_owned);
        assert_eq!(sent("https://as.example/next").as_deref(), Some("a=1"));
        assert_eq!(sent("https://other.example/"), None);
    }
}
