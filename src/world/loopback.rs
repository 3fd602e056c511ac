//! The listener at the redirect URI (RFC 8252 7.3): bound before anything is shown, closed when it is dropped.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};

use tokio::sync::mpsc;

use super::http_server::{Door, Hit, Server};
use super::port_owner::{PortOwner, port_owner};
use super::tls::{self, Identity, ServerTls};

/// Where to listen.
#[derive(Clone, Debug)]
pub struct ListenPlan {
    /// The host of the redirect URI.
    pub host: LoopbackHost,
    /// The port; a free one where there is none.
    pub port: Option<u16>,
    /// The path of the redirect URI.
    pub path: String,
    /// What is spoken there.
    pub scheme: Scheme,
}

/// What a listener speaks.
#[derive(Clone, Debug)]
pub enum Scheme {
    /// Plain HTTP, as RFC 8252 7.3 has it: it never leaves this machine.
    Http,
    /// HTTPS with a certificate that is made when it begins to listen.
    HttpsSelfSigned,
    /// HTTPS with this certificate.
    Https(Identity),
}

/// A host that is this machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoopbackHost {
    /// A loopback address.
    Address(IpAddr),
    /// `localhost`, which a browser may look up as either family, so both are listened on (RFC 8252 8.3).
    Localhost,
}

/// The listener.
#[derive(Debug)]
pub struct Loopback {
    // dropped before the server, so that hits nobody took are answered while it still runs
    hits: mpsc::Receiver<Hit>,
    plan: ListenPlan,
    port: u16,
    identity: Option<Identity>,
    _server: Server,
}

/// Why there is no listener.
#[derive(Debug, thiserror::Error)]
pub enum ListenError {
    /// Something listens there already.
    #[error("port {port} is taken{}", .by.as_ref().map(|owner| format!(" by {owner}")).unwrap_or_default())]
    PortTaken {
        /// The port.
        port: u16,
        /// Who has it, where the system tells.
        by: Option<PortOwner>,
    },
    /// The system gives this port only to privileged users.
    #[error("port {port} may not be opened by this user")]
    Denied {
        /// The port.
        port: u16,
    },
    /// Anything else.
    #[error("cannot listen on `{host}`: {reason}")]
    Other {
        /// The host of the plan.
        host: String,
        /// The words of the system.
        reason: io::Error,
    },
}

/// How often a port that is free for IPv4 is looked for that is free for IPv6 too.
const TRIES: usize = 16;

impl LoopbackHost {
    /// Reads the host of a redirect URI as it is written: an IPv6 address in brackets.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.eq_ignore_ascii_case("localhost") {
            return Some(Self::Localhost);
        }
        let address = match text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            Some(inside) => IpAddr::V6(inside.parse().ok()?),
            None => IpAddr::V4(text.parse().ok()?),
        };
        address.is_loopback().then_some(Self::Address(address))
    }
}

impl std::fmt::Display for LoopbackHost {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Address(IpAddr::V4(address)) => address.fmt(formatter),
            Self::Address(IpAddr::V6(address)) => write!(formatter, "[{address}]"),
            Self::Localhost => formatter.write_str("localhost"),
        }
    }
}

impl Loopback {
    /// Listens.
    pub fn bind(plan: &ListenPlan) -> Result<Self, ListenError> {
        let fail = |error| ListenError::new(plan, error);
        let listeners = listeners(plan).map_err(fail)?;
        let port = listeners.first().ok_or_else(no_listener).and_then(port_of).map_err(fail)?;
        let identity = plan.identity().map_err(fail)?;
        let tls = identity.as_ref().map(ServerTls::new).transpose().map_err(|error| fail(io::Error::other(error)))?;
        let door = Door { listeners, origin: plan.origin(port), tls };
        let (server, hits) = Server::hits(door).map_err(fail)?;
        Ok(Self { hits, plan: plan.clone(), port, identity, _server: server })
    }

    /// The redirect URI, with its port.
    #[must_use]
    pub fn redirect_uri(&self) -> String {
        format!("{}{}", self.plan.origin(self.port), self.plan.path)
    }

    /// The port.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The certificate that it shows; none where it speaks plain HTTP.
    #[must_use]
    pub fn identity(&self) -> Option<&Identity> {
        self.identity.as_ref()
    }

    /// The next request, whatever it is; the one who takes it answers it. Waits as long as it takes.
    pub async fn next(&mut self) -> Hit {
        match self.hits.recv().await {
            Some(hit) => hit,
            // the server lives as long as this listener; without it nothing ever comes
            None => std::future::pending().await,
        }
    }
}

impl ListenPlan {
    /// A plan for plain HTTP.
    #[must_use]
    pub fn plain(host: LoopbackHost, port: Option<u16>, path: &str) -> Self {
        Self { host, port, path: path.to_owned(), scheme: Scheme::Http }
    }

    fn origin(&self, port: u16) -> String {
        let scheme = if matches!(self.scheme, Scheme::Http) { "http" } else { "https" };
        format!("{scheme}://{}:{port}", self.host)
    }

    fn identity(&self) -> io::Result<Option<Identity>> {
        match &self.scheme {
            Scheme::Http => Ok(None),
            Scheme::Https(identity) => Ok(Some(identity.clone())),
            Scheme::HttpsSelfSigned => {
                let host = self.host.to_string();
                let host = host.trim_start_matches('[').trim_end_matches(']');
                tls::self_signed(&[host]).map(Some).map_err(io::Error::other)
            }
        }
    }
}

impl ListenError {
    fn new(plan: &ListenPlan, error: io::Error) -> Self {
        match (error.kind(), plan.port) {
            (io::ErrorKind::AddrInUse, Some(port)) => Self::PortTaken { port, by: port_owner(port) },
            (io::ErrorKind::PermissionDenied, Some(port)) => Self::Denied { port },
            _ => Self::Other { host: plan.host.to_string(), reason: error },
        }
    }
}

fn listeners(plan: &ListenPlan) -> io::Result<Vec<TcpListener>> {
    match (plan.host, plan.port) {
        (LoopbackHost::Address(address), port) => {
            Ok(vec![TcpListener::bind(SocketAddr::new(address, port.unwrap_or(0)))?])
        }
        (LoopbackHost::Localhost, Some(port)) => both_families(port),
        (LoopbackHost::Localhost, None) => {
            let mut last = no_listener();
            for _ in 0..TRIES {
                match both_families(0) {
                    Err(error) if error.kind() == io::ErrorKind::AddrInUse => last = error,
                    bound => return bound,
                }
            }
            Err(last)
        }
    }
}

/// The same port for both families; a machine without one of them listens on the other alone.
fn both_families(port: u16) -> io::Result<Vec<TcpListener>> {
    let first = TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    let port = first.as_ref().ok().map_or(Ok(port), port_of)?;
    let second = TcpListener::bind((Ipv6Addr::LOCALHOST, port));
    match (first, second) {
        (Ok(first), Ok(second)) => Ok(vec![first, second]),
        (Ok(one), Err(error)) | (Err(error), Ok(one)) if is_missing_family(&error) => Ok(vec![one]),
        (Err(error), _) | (_, Err(error)) => Err(error),
    }
}

fn is_missing_family(error: &io::Error) -> bool {
    // EAFNOSUPPORT has no kind of its own
    !matches!(error.kind(), io::ErrorKind::AddrInUse | io::ErrorKind::PermissionDenied)
}

fn port_of(listener: &TcpListener) -> io::Result<u16> {
    Ok(listener.local_addr()?.port())
}

fn no_listener() -> io::Error {
    io::ErrorKind::AddrNotAvailable.into()
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::TcpStream;

    use super::*;
    use crate::wire::Response;

    fn plan(host: &str, port: Option<u16>) -> ListenPlan {
        ListenPlan::plain(LoopbackHost::parse(host).unwrap(), port, "/callback")
    }

    fn ask(address: SocketAddr) -> String {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(b"GET /callback?code=1 HTTP/1.0\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn hosts_that_are_this_machine() {
        for host in ["127.0.0.1", "127.0.0.2", "[::1]", "localhost"] {
            assert_eq!(LoopbackHost::parse(host).unwrap().to_string(), host);
        }
        for host in ["", "::1", "0.0.0.0", "[::]", "10.0.0.1", "localhost.evil", "[127.0.0.1]"] {
            assert_eq!(LoopbackHost::parse(host), None, "{host}");
        }
    }

    #[tokio::test]
    async fn localhost_answers_on_both_families() {
        let mut loopback = Loopback::bind(&plan("localhost", None)).unwrap();
        let port = loopback.port();
        assert_eq!(loopback.redirect_uri(), format!("http://localhost:{port}/callback"));
        let has_ipv6 = TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).is_ok();
        let families =
            [IpAddr::from(Ipv4Addr::LOCALHOST)].into_iter().chain(has_ipv6.then(|| Ipv6Addr::LOCALHOST.into()));
        for family in families {
            let client = std::thread::spawn(move || ask(SocketAddr::new(family, port)));
            let hit = loopback.next().await;
            assert_eq!(hit.request.url, format!("{}?code=1", loopback.redirect_uri()));
            hit.answer(&Response::new(200).with_body("text/plain", "seen"));
            assert!(client.join().unwrap().ends_with("seen"));
        }
    }

    #[tokio::test]
    async fn an_answer_is_out_before_the_listener_is_gone() {
        let mut loopback = Loopback::bind(&plan("127.0.0.1", None)).unwrap();
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, loopback.port()));
        let client = std::thread::spawn(move || ask(address));
        loopback.next().await.answer(&Response::new(200).with_body("text/plain", "last words"));
        drop(loopback);
        assert!(client.join().unwrap().ends_with("last words"));
        assert!(Loopback::bind(&plan("127.0.0.1", Some(address.port()))).is_ok(), "the port is free again");
    }

    #[test]
    fn a_port_that_is_taken_tells_by_whom() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = taken.local_addr().unwrap().port();
        for host in ["127.0.0.1", "localhost"] {
            let error = Loopback::bind(&plan(host, Some(port))).unwrap_err();
            let ListenError::PortTaken { by, .. } = &error else { panic!("{error}") };
            assert!(error.to_string().starts_with(&format!("port {port} is taken")));
            if cfg!(target_os = "linux") {
                assert_eq!(by.as_ref().unwrap().pid, std::process::id(), "{error}");
            }
        }
    }
}
