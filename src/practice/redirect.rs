//! Whether an answer may go to an address: the one comparison on which the whole front channel stands.

use super::{Client, Config, Fault, LoopbackPort, Redirect};
use crate::wire::uri;

/// Whether this client may be answered at this address.
pub(super) fn is_allowed(config: &Config, client: &Client, redirect_uri: &str) -> bool {
    is_well_formed(redirect_uri)
        && (config.has(Fault::RedirectUnchecked)
            || client.redirect_uris.iter().any(|registered| matches(config, registered, redirect_uri))
            || (config.has(Fault::RedirectPrefix) && begins_well(config, client, redirect_uri))
            || (config.has(Fault::LoopbackByName) && is_by_name(config, client, redirect_uri)))
}

/// Whether something that is registered is at its beginning.
fn begins_well(config: &Config, client: &Client, redirect_uri: &str) -> bool {
    let ends = redirect_uri.char_indices().map(|(at, _)| at);
    client
        .redirect_uris
        .iter()
        .any(|registered| ends.clone().any(|end| matches(config, registered, &redirect_uri[..end])))
}

/// Whether it would be registered if the name were the address.
fn is_by_name(config: &Config, client: &Client, redirect_uri: &str) -> bool {
    let rest = redirect_uri.strip_prefix("http://localhost").map(|rest| format!("http://127.0.0.1{rest}"));
    rest.is_some_and(|address| client.redirect_uris.iter().any(|registered| matches(config, registered, &address)))
}

/// Whether a browser may be sent there after a logout of this client (OpenID Connect RP-Initiated Logout 1.0, 2).
pub(super) fn is_allowed_after_logout(config: &Config, client: &Client, redirect_uri: &str) -> bool {
    is_well_formed(redirect_uri)
        && client.post_logout_redirect_uris.iter().any(|registered| matches(config, registered, redirect_uri))
}

/// RFC 6749 3.1.2: absolute, no fragment. Nothing that is no URI character ever reaches a header.
pub(super) fn is_well_formed(redirect_uri: &str) -> bool {
    redirect_uri.contains(':') && redirect_uri.bytes().all(|octet| matches!(octet, 0x21..=0x7e) && octet != b'#')
}

/// The source expression by which a content security policy lets a form end there.
pub(super) fn form_target(redirect_uri: &str) -> String {
    let origin = uri::origin(redirect_uri);
    let scheme = redirect_uri.split(':').next().unwrap_or_default();
    let is_web = uri::is_http(redirect_uri) || uri::is_https(redirect_uri);
    let is_plain =
        origin.bytes().all(|octet| octet.is_ascii_alphanumeric() || matches!(octet, b':' | b'/' | b'.' | b'-'));
    let is_scheme = scheme.bytes().all(|octet| octet.is_ascii_alphanumeric() || matches!(octet, b'+' | b'.' | b'-'));
    // CSP has no way to write an IPv6 address, and no host in a private-use scheme.
    match (is_web && is_plain, is_scheme) {
        (true, _) => origin.to_owned(),
        (false, true) => format!("{scheme}:"),
        (false, false) => "'none'".to_owned(),
    }
}

fn matches(config: &Config, registered: &str, received: &str) -> bool {
    let same = |registered: &str, received: &str| match config.policy.redirect {
        Redirect::Exact => registered == received,
        Redirect::Prefix => received.starts_with(registered),
    };
    if same(registered, received) {
        return true;
    }
    config.policy.loopback_port == LoopbackPort::Any
        && without_loopback_port(registered)
            .zip(without_loopback_port(received))
            .is_some_and(|((host, registered), (other, received))| host == other && same(registered, received))
}

/// Host and remainder of a plain http URI on a loopback IP literal, without its port (RFC 8252 7.3: never `localhost`).
fn without_loopback_port(redirect_uri: &str) -> Option<(&'static str, &str)> {
    let (host, rest) = ["http://127.0.0.1", "http://[::1]"]
        .into_iter()
        .find_map(|host| redirect_uri.strip_prefix(host).map(|rest| (host, rest)))?;
    let rest = match rest.strip_prefix(':') {
        None => rest,
        Some(rest) => {
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            rest[..end].parse::<u16>().ok()?;
            &rest[end..]
        }
    };
    (rest.is_empty() || rest.starts_with(['/', '?'])).then_some((host, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::practice::Policy;

    fn allows(policy: Policy, registered: &str, received: &str) -> bool {
        let config = Config { policy, ..Config::default() };
        is_allowed(&config, &Client::public("app", &[registered]), received)
    }

    #[test]
    fn a_loopback_literal_has_any_port_and_nothing_else() {
        let registered = "http://127.0.0.1/callback";
        for good in ["http://127.0.0.1/callback", "http://127.0.0.1:1/callback", "http://127.0.0.1:65535/callback"] {
            assert!(allows(Policy::default(), registered, good), "{good}");
        }
        for bad in [
            "http://127.0.0.1:65536/callback",
            "http://127.0.0.1:/callback",
            "http://127.0.0.1:1@evil.example/callback",
            "http://127.0.0.1@evil.example/callback",
            "http://127.0.0.1.evil.example/callback",
            "http://127.0.0.1:1.evil.example/callback",
            "http://127.0.0.1:1/callback/",
            "http://127.0.0.1:1/callback/../evil",
            "http://127.0.0.1:1/callback?x=1",
            "http://127.0.0.1:1/callback#f",
            "http://127.0.0.1:1/CALLBACK",
            "http://127.0.0.1:1\\@evil/callback",
            "http://127.0.0.1:1/callback\r\nX: y",
            "https://127.0.0.1:1/callback",
            "http://localhost:1/callback",
            "http://[::1]:1/callback",
            "HTTP://127.0.0.1:1/callback",
        ] {
            assert!(!allows(Policy::default(), registered, bad), "{bad}");
        }
        assert!(allows(Policy::default(), "http://[::1]/callback", "http://[::1]:9/callback"));
        let fixed = Policy { loopback_port: LoopbackPort::Registered, ..Policy::default() };
        assert!(!allows(fixed, registered, "http://127.0.0.1:1/callback"));
    }

    #[test]
    fn elsewhere_every_character_counts() {
        let registered = "https://app.example/cb";
        assert!(allows(Policy::default(), registered, registered));
        for bad in ["https://app.example:443/cb", "https://app.example/cb/", "https://app.example/cbx", "/cb", ""] {
            assert!(!allows(Policy::default(), registered, bad), "{bad}");
        }
        let prefix = Policy { redirect: Redirect::Prefix, ..Policy::default() };
        assert!(allows(prefix.clone(), registered, "https://app.example/cb/../evil"));
        assert!(!allows(prefix, registered, "https://app.example/cb#f"));
    }

    #[test]
    fn form_targets_are_expressions_that_csp_can_hold() {
        assert_eq!(form_target("http://127.0.0.1:80/cb?x"), "http://127.0.0.1:80");
        assert_eq!(form_target("http://[::1]:80/cb"), "http:");
        assert_eq!(form_target("com.example.app:/cb"), "com.example.app:");
        assert_eq!(form_target("https://a;script-src/cb"), "https:");
        assert_eq!(form_target("a;script-src *:/cb"), "'none'");
    }
}
