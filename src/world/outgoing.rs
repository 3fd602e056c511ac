//! A request in the HTTP library's terms, or the reason why the library would send something else than what is written.

use reqwest::Url;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use crate::wire::{Failure, FailureKind, Headers, Request, uri};

/// The request for a connection that speaks HTTP/1.1.
pub fn over_http1(request: &Request) -> Result<reqwest::Request, Failure> {
    // hyper and reqwest add these two where they are missing
    for name in ["host", "accept"] {
        if request.headers.get(name).is_none() {
            return Err(unsendable(format!(
                "a request without a `{name}` field cannot be sent; change its value instead"
            )));
        }
    }
    build(request, &request.headers)
}

/// The request for a connection that speaks HTTP/2, where `:authority` stands for `host` (RFC 9113 8.3.1).
pub fn over_http2(request: &Request) -> Result<reqwest::Request, Failure> {
    if request.headers.get("host").is_some_and(|host| host != uri::authority(&request.url)) {
        return Err(unsendable("a `host` other than the one of the URL cannot be sent over HTTP/2".into()));
    }
    let mut headers = request.headers.clone();
    headers.unset("host");
    build(request, &headers)
}

fn build(request: &Request, fields: &Headers) -> Result<reqwest::Request, Failure> {
    let method = reqwest::Method::from_bytes(request.method.as_bytes())
        .map_err(|_| unsendable(format!("`{}` is not a method", request.method)))?;
    let mut built = reqwest::Request::new(method, url_of(request)?);
    check_length(request)?;
    *built.headers_mut() = header_map(fields)?;
    if !request.body.is_empty() {
        *built.body_mut() = Some(request.body.octets().to_vec().into());
    }
    Ok(built)
}

/// The parsed URL, where parsing it (<https://url.spec.whatwg.org/>) left the request target as it is written.
fn url_of(request: &Request) -> Result<Url, Failure> {
    let written = request.url.as_str();
    let url = Url::parse(written).map_err(|error| unsendable(format!("`{written}` is not a URL: {error}")))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(unsendable(format!("the user information in `{}` would not be sent", uri::without_query(written))));
    }
    let sent = target(uri::path(url.as_str()), uri::query(url.as_str()));
    let wanted = target(uri::path(written), uri::query(written));
    if sent != wanted {
        return Err(unsendable(format!("the request target `{wanted}` cannot be sent as written, only as `{sent}`")));
    }
    Ok(url)
}

/// The origin form of the request target (RFC 9112 3.2.1): an empty path is sent as `/`.
fn target(path: &str, query: Option<&str>) -> String {
    let path = if path.is_empty() { "/" } else { path };
    query.map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"))
}

/// Framing is not for tampering: a wrong length would make the next request on the connection part of this one.
fn check_length(request: &Request) -> Result<(), Failure> {
    if request.headers.get("transfer-encoding").is_some() {
        return Err(unsendable("`transfer-encoding` cannot be sent: the body is sent with its length".into()));
    }
    let length = request.body.len().to_string();
    let mut told = request.headers.all("content-length");
    match (told.next(), told.next()) {
        (None, _) if request.body.is_empty() => Ok(()),
        (Some(value), None) if value == length => Ok(()),
        (Some(value), None) => {
            Err(unsendable(format!("`content-length` is `{value}`, but the body has {length} octets")))
        }
        (None, _) => Err(unsendable(format!("a body needs `content-length: {length}`"))),
        (Some(_), Some(_)) => Err(unsendable("two `content-length` fields cannot be sent".into())),
    }
}

/// A header map keeps the order of names; the fields of one name it keeps together.
fn header_map(fields: &Headers) -> Result<HeaderMap, Failure> {
    let mut map = HeaderMap::new();
    let mut last = None;
    for (name, value) in fields.iter() {
        let key = HeaderName::from_bytes(name.as_bytes())
            .map_err(|_| unsendable(format!("`{name}` cannot be the name of a header field")))?;
        let value = HeaderValue::from_bytes(value.as_bytes())
            .map_err(|_| unsendable(format!("the value of `{name}` holds a control character")))?;
        if value.as_bytes().trim_ascii() != value.as_bytes() {
            return Err(unsendable(format!("the value of `{name}` begins or ends with a space")));
        }
        if map.contains_key(&key) && last.as_ref() != Some(&key) {
            return Err(unsendable(format!("the fields named `{name}` can only be sent one after the other")));
        }
        map.append(&key, value);
        last = Some(key);
    }
    Ok(map)
}

fn unsendable(detail: String) -> Failure {
    Failure::new(FailureKind::Local, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(url: &str) -> Request {
        let headers = Headers::default().with("host", uri::authority(url)).with("accept", "*/*");
        Request { headers, ..Request::get(url) }
    }

    #[test]
    fn what_would_be_changed_is_refused() {
        for url in [
            "http://h/a/../b",
            "http://h/a b",
            "http://h/%2e%2e/a",
            "http://h/a\\b",
            "http://h/?a=\"",
            "http://h/?a=<",
            "http://h/?a='",
            "http://h/\u{e9}",
            "http://u:p@h/",
            "http://",
            "http://h:99999/",
        ] {
            assert_eq!(over_http1(&request(url)).unwrap_err().kind, FailureKind::Local, "{url}");
        }
    }

    #[test]
    fn what_is_sent_as_written_passes() {
        for url in
            ["http://h", "http://h/", "http://h/a//b?x=%7B%7d&y={}|^`[]#f", "http://H:80/%2F?", "http://[::1]:1/?a=b?c"]
        {
            let built = over_http1(&request(url)).unwrap_or_else(|failure| panic!("{url}: {failure}"));
            assert_eq!(built.headers().len(), 2);
        }
    }

    #[test]
    fn fields_that_the_library_would_add_move_or_refuse() {
        let base = request("http://h/");
        for (change, words) in [
            (("content-length", "5"), "the body has 0 octets"),
            (("transfer-encoding", "chunked"), "transfer-encoding"),
            (("a b", "c"), "the name of a header field"),
            (("x", "a\r\nb"), "control character"),
            (("x", " a"), "begins or ends with a space"),
            (("host", "again"), "one after the other"),
        ] {
            let tampered = Request { headers: base.headers.clone().with(change.0, change.1), ..base.clone() };
            let failure = over_http1(&tampered).unwrap_err();
            assert!(failure.detail.contains(words), "{failure}");
        }
        let empty = Request::get("http://h/");
        assert!(over_http1(&empty).unwrap_err().detail.contains("`host`"));
    }
}
