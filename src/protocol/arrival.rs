//! What counts as the answer among everything that knocks at the redirect URI.

use super::callback::carries_answer;
use crate::wire::{Request, uri};

/// What one request to our listener is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Knock {
    /// The answer of the flow, good or bad: the first of its kind ends the wait.
    Answer,
    /// A browser that may carry the answer in the fragment, which no server sees: it gets a page that forwards it.
    PerhapsFragment,
    /// Something that was not meant for this address: answered, recorded, waited past. Why it does not count, in words.
    Elsewhere(&'static str),
    /// Something at this address that carries no answer: answered, recorded, waited past. Why, in words.
    NoAnswer(&'static str),
}

/// The parameter that marks an answer which our own page forwarded out of the fragment.
pub const FORWARDED: &str = "oauth_flow_forwarded";

/// Sorts a request. `ticket` is the secret that only our own forwarding page knows: without it, a form that some page
/// posts here is no answer unless `form_post` was asked for.
#[must_use]
pub fn sort(request: &Request, redirect_uri: &str, form_post: &FormPost) -> Knock {
    let method = request.method.as_str();
    if let Some(reason) = wrong_address(request, redirect_uri) {
        return Knock::Elsewhere(reason);
    }
    if is_prefetch(request) {
        return Knock::NoAnswer("a prefetch: nobody has looked at it");
    }
    match method {
        "GET" if carries_answer(&request.query()) => Knock::Answer,
        "GET" => Knock::PerhapsFragment,
        "POST" => sort_form(request, form_post),
        "HEAD" => Knock::NoAnswer("a HEAD request carries no answer"),
        _ => Knock::NoAnswer("a method that carries no answer"),
    }
}

/// Which posted forms count.
#[derive(Clone, Debug)]
pub struct FormPost {
    /// Whether `response_mode=form_post` was asked for.
    pub asked: bool,
    /// What our own forwarding page sends along.
    pub ticket: String,
}

fn sort_form(request: &Request, form_post: &FormPost) -> Knock {
    let Some(form) = request.form() else {
        return Knock::NoAnswer("a POST without a form");
    };
    let ours = form.get(FORWARDED).is_some_and(|ticket| ticket == form_post.ticket);
    match (ours || form_post.asked, carries_answer(&form)) {
        (true, true) => Knock::Answer,
        (true, false) => Knock::NoAnswer("no code, token, error or state in it"),
        (false, _) => Knock::NoAnswer("a POST, but form_post was not asked for"),
    }
}

/// Whether a URL leads to the redirect URI, whatever its query and fragment are. A browser writes an empty path as `/`.
#[must_use]
pub fn leads_to(url: &str, redirect_uri: &str) -> bool {
    uri::origin(url).eq_ignore_ascii_case(uri::origin(redirect_uri)) && path(url) == path(redirect_uri)
}

/// A loopback address as it may be registered: without the port, which is free there (RFC 8252 7.3). A server that is told
/// no redirect URI goes by what is registered.
#[must_use]
pub fn without_port(redirect_uri: &str) -> Option<String> {
    let (host, authority) = (uri::host(redirect_uri), uri::authority(redirect_uri));
    let is_literal = matches!(host, "127.0.0.1" | "[::1]") && host != authority;
    is_literal.then(|| redirect_uri.replacen(authority, host, 1))
}

fn path(url: &str) -> &str {
    match uri::path(url) {
        "" => "/",
        path => path,
    }
}

fn wrong_address(request: &Request, redirect_uri: &str) -> Option<&'static str> {
    let host = request.headers.get("host").unwrap_or_default();
    if !host.eq_ignore_ascii_case(uri::authority(redirect_uri)) {
        return Some("another Host: not the address that was registered");
    }
    (path(&request.url) != path(redirect_uri)).then_some("another path")
}

fn is_prefetch(request: &Request) -> bool {
    ["sec-purpose", "purpose", "x-moz"]
        .iter()
        .any(|name| request.headers.get(name).is_some_and(|value| value.to_ascii_lowercase().contains("prefetch")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const REDIRECT: &str = "http://127.0.0.1:5000/callback";

    fn knock(method: &str, url: &str, headers: &[(&str, &str)], body: &str) -> Knock {
        let mut request = Request::get(url);
        request.method = method.into();
        request.body = body.into();
        request.headers.push("host", "127.0.0.1:5000");
        for (name, value) in headers {
            request.headers.set(name, *value);
        }
        sort(&request, REDIRECT, &FormPost { asked: false, ticket: "t1".into() })
    }

    #[test]
    fn only_a_loopback_address_is_registered_without_its_port() {
        let bare = |uri: &str| without_port(uri);
        assert_eq!(bare("http://127.0.0.1:8400/callback").as_deref(), Some("http://127.0.0.1/callback"));
        assert_eq!(bare("http://[::1]:8400/").as_deref(), Some("http://[::1]/"));
        for other in ["http://127.0.0.1/callback", "http://localhost:8400/", "https://a.example:8443/", "app:/cb", ""] {
            assert_eq!(bare(other), None, "{other}");
        }
    }

    #[test]
    fn only_the_exact_address_and_a_navigation_count() {
        assert_eq!(knock("GET", "http://127.0.0.1:5000/callback?code=1", &[], ""), Knock::Answer);
        assert_eq!(knock("GET", "http://127.0.0.1:5000/callback?error=x", &[], ""), Knock::Answer);
        assert_eq!(knock("GET", "http://127.0.0.1:5000/callback?response=a.b.c", &[], ""), Knock::Answer);
        assert_eq!(knock("GET", "http://127.0.0.1:5000/callback", &[], ""), Knock::PerhapsFragment);
        for (method, url, headers) in [
            ("GET", "http://127.0.0.1:5000/favicon.ico", vec![]),
            ("GET", "http://127.0.0.1:5000/callback/?code=1", vec![]),
            ("GET", "http://127.0.0.1:5000/callback?code=1", vec![("host", "evil.example")]),
            ("GET", "http://127.0.0.1:5000/callback?code=1", vec![("Sec-Purpose", "prefetch;prerender")]),
            ("HEAD", "http://127.0.0.1:5000/callback?code=1", vec![]),
            ("PUT", "http://127.0.0.1:5000/callback?code=1", vec![]),
        ] {
            assert!(
                matches!(knock(method, url, &headers, ""), Knock::NoAnswer(_) | Knock::Elsewhere(_)),
                "{method} {url}"
            );
        }
    }

    #[test]
    fn a_posted_form_counts_only_when_asked_for_or_ours() {
        let form = [("content-type", "application/x-www-form-urlencoded")];
        let url = "http://127.0.0.1:5000/callback";
        assert!(matches!(knock("POST", url, &form, "code=1"), Knock::NoAnswer(_)));
        assert!(matches!(knock("POST", url, &form, "code=1&oauth_flow_forwarded=guess"), Knock::NoAnswer(_)));
        for answer in ["code=1", "response=a.b.c", "access_token=t&token_type=Bearer", "id_token=a.b.c"] {
            assert_eq!(knock("POST", url, &form, &format!("{answer}&oauth_flow_forwarded=t1")), Knock::Answer);
        }
        assert!(matches!(knock("POST", url, &[], "code=1&oauth_flow_forwarded=t1"), Knock::NoAnswer(_)));
    }
}
