//! Where names lead: looked up, or pinned to addresses by hand.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

use crate::wire::uri;

/// A host and a port whose addresses are given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pinned {
    host: String,
    port: u16,
    addresses: Vec<IpAddr>,
}

/// Why a text pins nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotPinned {
    /// It has other parts.
    #[error("it is not HOST:PORT:ADDR")]
    Shape,
    /// The host is no name.
    #[error("`{0}` is not the name of a host")]
    Host(String),
    /// The host is an address already.
    #[error("`{0}` is an address, which is not looked up")]
    Address(String),
    /// The host is this machine (RFC 6761 6.3).
    #[error("`{0}` is always this machine")]
    Localhost(String),
    /// The port is none.
    #[error("`{0}` is not a port")]
    Port(String),
    /// The address is none.
    #[error("`{0}` is not an IP address")]
    NoAddress(String),
}

impl Pinned {
    /// Reads `HOST:PORT:ADDR`, as curl does: an IPv6 address may stand in brackets, several addresses between commas.
    pub fn parse(text: &str) -> Result<Self, NotPinned> {
        let (host, rest) = text.split_once(':').ok_or(NotPinned::Shape)?;
        let (port, addresses) = rest.split_once(':').ok_or(NotPinned::Shape)?;
        let port = match port.parse() {
            Ok(number) if number > 0 && port.bytes().all(|octet| octet.is_ascii_digit()) => number,
            _ => return Err(NotPinned::Port(port.to_owned())),
        };
        let addresses: Result<Vec<IpAddr>, NotPinned> = addresses.split(',').map(address).collect();
        Ok(Self { host: host_name(host)?, port, addresses: addresses? })
    }

    /// Whether it is about the server of this URL.
    #[must_use]
    pub fn covers(&self, url: &str) -> bool {
        port_of(url) == Some(self.port) && self.names(uri::host(url))
    }

    fn names(&self, host: &str) -> bool {
        host.eq_ignore_ascii_case(&self.host)
    }
}

fn host_name(host: &str) -> Result<String, NotPinned> {
    match Host::parse(host) {
        Ok(Host::Domain(name)) if uri::is_loopback(&format!("http://{name}")) => {
            Err(NotPinned::Localhost(host.to_owned()))
        }
        Ok(Host::Domain(name)) => Ok(name),
        Ok(Host::Ipv4(_) | Host::Ipv6(_)) => Err(NotPinned::Address(host.to_owned())),
        Err(_) => Err(NotPinned::Host(host.to_owned())),
    }
}

fn address(text: &str) -> Result<IpAddr, NotPinned> {
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    bare.parse().map_err(|_| NotPinned::NoAddress(text.to_owned()))
}

/// The port that a URL leads to.
#[must_use]
pub fn port_of(url: &str) -> Option<u16> {
    Url::parse(url).ok()?.port_or_known_default()
}

/// Looks names up; `localhost` and what ends in it is this machine, whatever a name server says (RFC 6761 6.3).
#[derive(Clone, Debug, Default)]
pub struct Names(Vec<Pinned>);

impl Names {
    /// Looks names up that are not pinned for this port.
    #[must_use]
    pub fn for_port(pinned: &[Pinned], port: Option<u16>) -> Self {
        Self(pinned.iter().filter(|pinned| Some(pinned.port) == port).cloned().collect())
    }

    fn known(&self, name: &str) -> Option<Vec<SocketAddr>> {
        if uri::is_loopback(&format!("http://{name}")) {
            return Some(vec![(Ipv4Addr::LOCALHOST, 0).into(), (Ipv6Addr::LOCALHOST, 0).into()]);
        }
        // as in curl, the one that was given last counts
        let pinned = self.0.iter().rev().find(|pinned| pinned.names(name))?;
        Some(pinned.addresses.iter().map(|address| (*address, 0).into()).collect())
    }
}

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        let known = self.known(name.as_str());
        Box::pin(async move {
            let found = match known {
                Some(known) => known,
                None => tokio::net::lookup_host((name.as_str(), 0)).await?.collect(),
            };
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_is_pinned_for_one_port() {
        let pinned = Pinned::parse("ID.example.com:443:127.0.0.1,[::1]").unwrap();
        assert_eq!(pinned.addresses, ["127.0.0.1".parse::<IpAddr>().unwrap(), "::1".parse().unwrap()]);
        for (url, covered) in [
            ("https://id.example.com/a", true),
            ("https://Id.Example.com:443", true),
            ("https://id.example.com:8443", false),
            ("http://id.example.com", false),
            ("https://id.example.org", false),
        ] {
            assert_eq!(pinned.covers(url), covered, "{url}");
        }
        let pins = [pinned, Pinned::parse("id.example.com:443:192.0.2.1").unwrap()];
        let known = Names::for_port(&pins, Some(443)).known("id.example.com").unwrap();
        assert_eq!(known, ["192.0.2.1:0".parse().unwrap()], "the last one counts");
        assert_eq!(Names::for_port(&pins, Some(80)).known("id.example.com"), None);
        assert_eq!(Pinned::parse("h:1:::1").unwrap().addresses, ["::1".parse::<IpAddr>().unwrap()]);
    }

    #[test]
    fn what_pins_nothing_says_why() {
        for (text, words) in [
            ("", "it is not HOST:PORT:ADDR"),
            ("h:443", "it is not HOST:PORT:ADDR"),
            (":443:127.0.0.1", "`` is not the name of a host"),
            ("a b:443:127.0.0.1", "`a b` is not the name of a host"),
            ("10.0.0.1:443:127.0.0.1", "`10.0.0.1` is an address"),
            ("localhost:443:10.0.0.1", "`localhost` is always this machine"),
            ("a.localhost:443:10.0.0.1", "`a.localhost` is always this machine"),
            ("h:0:127.0.0.1", "`0` is not a port"),
            ("h:+1:127.0.0.1", "`+1` is not a port"),
            ("h:65536:127.0.0.1", "`65536` is not a port"),
            ("h:443:", "`` is not an IP address"),
            ("h:443:h2", "`h2` is not an IP address"),
            ("h:443:127.0.0.1,", "`` is not an IP address"),
        ] {
            let said = Pinned::parse(text).unwrap_err().to_string();
            assert!(said.starts_with(words), "{text}: {said}");
        }
    }

    proptest! {
        #[test]
        fn any_text_pins_a_name_or_says_why(text in "[a-z0-9.:,\\[\\]*%\u{e9} -]{0,40}") {
            if let Ok(pinned) = Pinned::parse(&text) {
                prop_assert!(pinned.port > 0 && !pinned.addresses.is_empty());
                prop_assert!(pinned.covers(&format!("http://{}:{}/", pinned.host, pinned.port)), "{pinned:?}");
            }
        }

        #[test]
        fn what_is_written_is_what_is_pinned(host in "[a-z]{1,8}(\\.[a-z]{2,5}){1,3}", port in 1u16.., octets: [u8; 16]) {
            let address = IpAddr::from(octets);
            let pinned = Pinned::parse(&format!("{host}:{port}:[{address}]")).unwrap();
            prop_assert_eq!(&pinned, &Pinned { host, port, addresses: vec![address] });
        }
    }
}
