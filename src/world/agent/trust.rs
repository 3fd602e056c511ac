//! Where a password may go.

use crate::wire::{Failure, FailureKind, uri};

/// Whether what was typed on one page may be sent to this address: to the same host or one above or below it, to one that
/// this login has passed, or to one that was named. Never from https to plain http.
pub(super) fn may_go(page: &str, target: &str, passed: &[&str], named: &[String]) -> bool {
    let is_safe = uri::is_https(target) || uri::is_loopback(target);
    let is_no_worse = uri::is_http(target) && uri::is_http(page) && !uri::is_loopback(page);
    if !is_safe && !is_no_worse {
        return false;
    }
    let host = host(target);
    // a port of this machine can be anybody's
    if uri::is_loopback(target) && uri::is_loopback(page) {
        let authority = uri::authority(target);
        return authority.eq_ignore_ascii_case(uri::authority(page))
            || passed.iter().any(|url| uri::authority(url).eq_ignore_ascii_case(authority))
            || named.iter().any(|name| name.eq_ignore_ascii_case(authority));
    }
    is_kin(&host, &self::host(page))
        || passed.iter().any(|url| self::host(url) == host)
        || named.iter().any(|name| name.eq_ignore_ascii_case(&host))
}

fn host(url: &str) -> String {
    uri::host(url).trim_end_matches('.').to_ascii_lowercase()
}

/// The same host, or one is below the other.
fn is_kin(one: &str, other: &str) -> bool {
    let below = |one: &str, other: &str| one.strip_suffix(other).is_some_and(|rest| rest.ends_with('.'));
    let named = |host: &str| host.contains('.') && host.parse::<std::net::IpAddr>().is_err();
    !one.is_empty() && (one == other || (named(one) && named(other) && (below(one, other) || below(other, one))))
}

/// What was typed was about to go to somebody who has no part in this login.
pub(super) fn strange(who: &str, target: &str) -> Failure {
    let words = format!(
        "{who} would send the password to `{}`, which has no part in this login; where that is right: --hint host=HOST",
        uri::origin(target)
    );
    Failure::new(FailureKind::SignIn, words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_stays_on_the_way_of_the_login() {
        let page = "https://login.example.com/in";
        let passed = ["https://id.example.org/authorize", page];
        let named = ["sso.partner.example".to_owned()];
        for (target, expected) in [
            ("https://login.example.com/post", true),
            ("https://example.com/post", true),
            ("https://eu.login.example.com/post", true),
            ("https://id.example.org/post", true),
            ("https://sso.partner.example/post", true),
            ("https://evil.example/post", false),
            ("https://evillogin.example.com/post", false),
            ("https://com/post", false),
            ("http://login.example.com/post", false),
            ("javascript:alert(1)", false),
            ("", false),
        ] {
            assert_eq!(may_go(page, target, &passed, &named), expected, "{target}");
        }
        let here = "http://127.0.0.1:8080/in";
        assert!(may_go(here, "http://127.0.0.1:8080/post", &[here], &[]));
        assert!(!may_go(here, "http://127.0.0.1:9090/post", &[here], &[]));
    }
}
