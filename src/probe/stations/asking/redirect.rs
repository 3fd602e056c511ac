//! Redirect URIs that look like the registered one and are another.

use super::judge::{Aim, Bar, Errors, Try};
use super::look::{Ask, Edit, cut};
use crate::probe::Verdict;
use crate::wire::uri;

/// An address that is near the registered one, and what it means if it is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Near {
    label: &'static str,
    address: String,
    taken: Verdict,
}

/// Every one of them, as things to try; `marker` makes a name that nobody can have.
pub(super) fn tries(registered: &str, marker: &str) -> Vec<Try> {
    near(registered, marker).into_iter().map(Near::into_try).collect()
}

/// The request names this address.
pub(super) fn named(address: impl Into<String>) -> Ask {
    let address = address.into();
    Ask { named: Some(address.clone()), ..Ask::with([Edit::Set("redirect_uri", address)]) }
}

impl Near {
    fn into_try(self) -> Try {
        let bar = Bar {
            expected: "an error page: the address is compared character by character",
            elsewhere: self.taken,
            accepted: self.taken,
            errors: Errors::All(Verdict::Warn),
            odd_page: Verdict::Pass,
        };
        Try {
            id: "authz-redirect-exact",
            label: self.label.to_owned(),
            ask: named(self.address),
            aim: Aim::Refused(bar),
        }
    }
}

fn near(registered: &str, marker: &str) -> Vec<Near> {
    let mut all = below(registered);
    if uri::is_http(registered) || uri::is_https(registered) {
        all.extend(beside(registered, marker));
    }
    all.retain(|near| near.address != registered);
    all
}

/// Another path, query or fragment of the same origin.
fn below(registered: &str) -> Vec<Near> {
    let fail = |label, address| Near { label, address, taken: Verdict::Fail };
    let warn = |label, address| Near { label, address, taken: Verdict::Warn };
    let slash = registered.strip_suffix('/').map_or_else(|| format!("{registered}/"), str::to_owned);
    let (origin, path) = (uri::origin(registered), &registered[uri::origin(registered).len()..]);
    let joint = if uri::query(registered).is_some() { '&' } else { '?' };
    vec![
        fail("one character more", format!("{registered}x")),
        fail("one segment more", format!("{registered}/x")),
        fail("dot segments", format!("{registered}/../evil")),
        fail("encoded dot segments", format!("{registered}/%2e%2e/evil")),
        fail("a query", format!("{registered}{joint}oauthflow=1")),
        fail("a fragment", format!("{registered}#oauthflow")),
        warn("an upper-case path", format!("{origin}{}", path.to_ascii_uppercase())),
        warn("a slash more or less", slash),
    ]
}

/// Another origin that careless parsers take for the same.
fn beside(registered: &str, marker: &str) -> Vec<Near> {
    let fail = |label, address| Near { label, address, taken: Verdict::Fail };
    let (scheme, authority, rest) = cut(registered);
    let host = uri::host(registered);
    let port = &authority[host.len().min(authority.len())..];
    let evil = format!("{marker}.invalid");
    let mut all = vec![
        fail("the host as user information", format!("{scheme}://{host}@{evil}/")),
        fail("the whole as a path", format!("{scheme}://{evil}/{registered}")),
        fail("the host as a subdomain of another", format!("{scheme}://{host}.{evil}{rest}")),
        fail("a backslash before the host", format!("{scheme}://{evil}\\@{authority}{rest}")),
        fail("an encoded zero behind the host", format!("{scheme}://{host}%00.{evil}/")),
        fail("a dot behind the host", format!("{scheme}://{host}.{port}{rest}")),
    ];
    if uri::is_https(registered) {
        all.push(fail("http for https", format!("http://{authority}{rest}")));
    }
    // On this machine another port is the same app (RFC 8252 7.3), and addresses have no subdomains and no case.
    if !uri::is_loopback(registered) {
        let other = if port == ":8443" { ":8444" } else { ":8443" };
        all.push(fail("another port", format!("{scheme}://{host}{other}{rest}")));
        all.push(fail("a subdomain", format!("{scheme}://oauthflow.{authority}{rest}")));
        let upper = format!("{scheme}://{}{rest}", authority.to_ascii_uppercase());
        all.push(Near { label: "an upper-case host", address: upper, taken: Verdict::Warn });
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(registered: &str) -> Vec<&'static str> {
        near(registered, "m").into_iter().map(|near| near.label).collect()
    }

    #[test]
    fn every_near_address_is_another_one() {
        for registered in [
            "https://app.example/cb",
            "https://app.example:8443/cb/?x=1",
            "http://127.0.0.1:5000/cb",
            "com.example:/cb",
        ] {
            let all = near(registered, "m");
            for (index, one) in all.iter().enumerate() {
                assert_ne!(one.address, registered, "{}", one.label);
                assert!(all[..index].iter().all(|other| other.address != one.address), "{registered} {}", one.label);
            }
        }
    }

    #[test]
    fn the_traps_are_what_they_say() {
        let all = near("https://app.example/cb", "m");
        let of = |label: &str| all.iter().find(|near| near.label == label).unwrap().address.clone();
        assert_eq!(of("the host as user information"), "https://app.example@m.invalid/");
        assert_eq!(of("the whole as a path"), "https://m.invalid/https://app.example/cb");
        assert_eq!(of("a backslash before the host"), "https://m.invalid\\@app.example/cb");
        assert_eq!(of("a slash more or less"), "https://app.example/cb/");
        assert_eq!(of("http for https"), "http://app.example/cb");
        assert_eq!(of("a dot behind the host"), "https://app.example./cb");
        assert_eq!(all.iter().filter(|near| near.taken == Verdict::Warn).count(), 3);
    }

    #[test]
    fn what_is_no_fault_on_this_machine_is_not_tried_there() {
        for label in ["another port", "a subdomain", "http for https", "an upper-case host"] {
            assert!(!labels("http://127.0.0.1:5000/cb").contains(&label), "{label}");
            assert!(labels("https://app.example/cb").contains(&label), "{label}");
        }
        assert!(!labels("com.example.app:/cb").contains(&"a dot behind the host"));
    }
}
