//! URLs as text: cut into parts without parsing, since comparing and sending must not change a character.

/// The text before the query and the fragment.
#[must_use]
pub fn without_query(url: &str) -> &str {
    &url[..url.find(['?', '#']).unwrap_or(url.len())]
}

/// The query, without `?` and without the fragment.
#[must_use]
pub fn query(url: &str) -> Option<&str> {
    let before_fragment = url.split('#').next().unwrap_or_default();
    before_fragment.split_once('?').map(|(_, query)| query)
}

/// The fragment, without `#`.
#[must_use]
pub fn fragment(url: &str) -> Option<&str> {
    url.split_once('#').map(|(_, fragment)| fragment)
}

/// The path: what follows the authority, empty where there is nothing.
#[must_use]
pub fn path(url: &str) -> &str {
    let bare = without_query(url);
    let after_scheme = bare.find("://").map_or(0, |at| at + 3);
    bare[after_scheme..].find('/').map_or("", |at| &bare[after_scheme + at..])
}

/// Scheme and authority: `https://host:port`.
#[must_use]
pub fn origin(url: &str) -> &str {
    let bare = without_query(url);
    &bare[..bare.len() - path(bare).len()]
}

/// Host and port as they are written, without user information.
#[must_use]
pub fn authority(url: &str) -> &str {
    let origin = origin(url);
    let authority = origin.split_once("://").map_or("", |(_, rest)| rest);
    authority.rsplit('@').next().unwrap_or_default()
}

/// The host as it is written, without port (an IPv6 address keeps its brackets).
#[must_use]
pub fn host(url: &str) -> &str {
    let authority = authority(url);
    match authority.rfind(':') {
        Some(at) if !authority[at..].contains(']') => &authority[..at],
        _ => authority,
    }
}

/// Appends to the query and keeps what is there (RFC 6749 3.1); a fragment has no place in an endpoint.
#[must_use]
pub fn append_query(url: &str, more: &str) -> String {
    let base = url.split('#').next().unwrap_or_default();
    let joint = match query(base) {
        None => "?",
        Some("") => "",
        Some(present) if present.ends_with('&') => "",
        Some(_) => "&",
    };
    format!("{base}{joint}{more}")
}

/// Whether the URL speaks TLS.
#[must_use]
pub fn is_https(url: &str) -> bool {
    url.get(..8).is_some_and(|scheme| scheme.eq_ignore_ascii_case("https://"))
}

/// Whether the URL speaks plain HTTP.
#[must_use]
pub fn is_http(url: &str) -> bool {
    url.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http://"))
}

/// Whether a URL holds a character that parsers read in different ways, so that it may lead to two places.
#[must_use]
pub fn is_ambiguous(url: &str) -> bool {
    url.contains(|c: char| c == '\\' || c.is_whitespace() || c.is_control())
}

/// Whether the URL leads to this machine: a loopback address, or the name `localhost` and what ends in it (RFC 6761 6.3).
#[must_use]
pub fn is_loopback(url: &str) -> bool {
    if is_ambiguous(url) || !(is_http(url) || is_https(url)) {
        return false;
    }
    let host = host(url).trim_start_matches('[').trim_end_matches(']');
    let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
    host == "localhost"
        || host.ends_with(".localhost")
        || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_cut_without_changing_them() {
        let url = "http://u@[::1]:80/a//b/../c?x=1?#f";
        assert_eq!(path(url), "/a//b/../c");
        assert_eq!(origin(url), "http://u@[::1]:80");
        assert_eq!(authority(url), "[::1]:80");
        assert_eq!(host(url), "[::1]");
        assert_eq!(query(url), Some("x=1?"));
        assert_eq!(fragment(url), Some("f"));
        assert_eq!(path("https://h"), "");
        assert_eq!(host("https://h"), "h");
    }

    #[test]
    fn a_query_that_is_there_is_kept() {
        assert_eq!(append_query("https://h/a", "x=1"), "https://h/a?x=1");
        assert_eq!(append_query("https://h/a?t=1", "x=1"), "https://h/a?t=1&x=1");
        assert_eq!(append_query("https://h/a?", "x=1"), "https://h/a?x=1");
    }

    #[test]
    fn loopback_is_an_address_or_the_name() {
        for yes in
            ["http://127.0.0.1:1/", "http://[::1]/", "http://LOCALHOST.", "http://a.localhost/", "http://127.9.9.9"]
        {
            assert!(is_loopback(yes), "{yes}");
        }
        for no in
            ["http://127.0.0.1.evil.example/", "http://localhost.evil/", "http://127.0.0.1@evil/", "http://10.0.0.1"]
        {
            assert!(!is_loopback(no), "{no}");
        }
    }
}
