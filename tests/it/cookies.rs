//! The cookies of one browser (RFC 6265), as far as a login needs them.

use url::Url;

/// Cookies, latest first.
#[derive(Debug, Default)]
pub struct Cookies(Vec<Cookie>);

#[derive(Debug)]
struct Cookie {
    name: String,
    value: String,
    host: String,
    path: String,
}

impl Cookies {
    /// Remembers or forgets what a `Set-Cookie` header says about the host that sent it.
    pub fn keep(&mut self, header: &str, url: &Url) {
        let mut parts = header.split(';').map(str::trim);
        let Some((name, value)) = parts.next().and_then(|pair| pair.split_once('=')) else { return };
        let mut cookie = Cookie {
            name: name.to_owned(),
            value: value.to_owned(),
            host: host(url),
            path: default_path(url.path()).to_owned(),
        };
        let mut over = false;
        for attribute in parts {
            let (key, value) = attribute.split_once('=').unwrap_or((attribute, ""));
            match key.to_ascii_lowercase().as_str() {
                "path" if value.starts_with('/') => value.clone_into(&mut cookie.path),
                "max-age" => over |= value.parse::<i64>().is_ok_and(|seconds| seconds <= 0),
                "expires" => over |= is_long_past(value),
                _ => {}
            }
        }
        self.0.retain(|old| old.name != cookie.name || old.host != cookie.host || old.path != cookie.path);
        if !over {
            self.0.insert(0, cookie);
        }
    }

    /// The `Cookie` header for a request; longer paths come first (RFC 6265 5.4).
    pub fn header(&self, url: &Url) -> Option<String> {
        let mut fitting: Vec<&Cookie> = self.0.iter().filter(|cookie| cookie.fits(url)).collect();
        fitting.sort_by_key(|cookie| std::cmp::Reverse(cookie.path.len()));
        let pairs: Vec<String> = fitting.iter().map(|cookie| format!("{}={}", cookie.name, cookie.value)).collect();
        (!pairs.is_empty()).then(|| pairs.join("; "))
    }
}

impl Cookie {
    fn fits(&self, url: &Url) -> bool {
        let inside = url.path().strip_prefix(self.path.as_str());
        self.host == host(url)
            && inside.is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || self.path.ends_with('/'))
    }
}

fn host(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}

/// RFC 6265 5.1.4.
fn default_path(path: &str) -> &str {
    match path.rfind('/') {
        None | Some(0) => "/",
        Some(at) => &path[..at],
    }
}

/// A date at the beginning of the epoch is how servers delete a cookie.
fn is_long_past(date: &str) -> bool {
    let hours = std::time::Duration::from_hours(24);
    httpdate::parse_http_date(date).is_ok_and(|date| date <= std::time::UNIX_EPOCH + hours)
}

#[test]
fn a_cookie_stays_with_its_host_and_path() {
    let mut cookies = Cookies::default();
    let at = |url: &str| Url::parse(url).unwrap();
    cookies.keep("a=1; Path=/inside; HttpOnly; Secure", &at("http://127.0.0.1:1/x"));
    cookies.keep("b=2", &at("http://127.0.0.1:1/"));
    assert_eq!(cookies.header(&at("http://127.0.0.1:2/inside/deep")).unwrap(), "a=1; b=2");
    assert_eq!(cookies.header(&at("http://127.0.0.1:1/insider")).unwrap(), "b=2");
    assert_eq!(cookies.header(&at("http://localhost:1/inside")), None);
}

#[test]
fn a_cookie_is_replaced_and_deleted() {
    let mut cookies = Cookies::default();
    let url = Url::parse("http://127.0.0.1/").unwrap();
    cookies.keep("a=1", &url);
    cookies.keep("a=2", &url);
    assert_eq!(cookies.header(&url).unwrap(), "a=2");
    cookies.keep("a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT", &url);
    assert_eq!(cookies.header(&url), None);
    cookies.keep("a=3", &url);
    cookies.keep("a=; Max-Age=0", &url);
    assert_eq!(cookies.header(&url), None);
}
