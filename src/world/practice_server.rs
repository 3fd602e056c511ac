//! The practice provider behind a socket.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::sync::{Mutex, PoisonError};

use super::http_server::{Door, Server};
use super::tls::{Identity, ServerTls};
use super::{clock, entropy};
use crate::practice::{Config, Keys, Provider, RsaKey};

/// A provider that listens; dropping it closes its port.
pub struct PracticeServer {
    /// Its issuer.
    pub issuer: String,
    _server: Server,
}

impl PracticeServer {
    /// Starts a provider, whose issuer is the address that it listens on.
    pub fn start(config: Config, place: (IpAddr, u16), rsa: RsaKey) -> io::Result<Self> {
        let (listener, bound) = listen(place)?;
        let door = Door::plain(vec![listener], &format!("http://{bound}"));
        Self::open(config, door, rsa)
    }

    /// Starts one behind TLS, which asks clients for a certificate and tells it as RFC 9440 has it. The issuer is the
    /// address where the certificate is good for that, otherwise the name that it is good for.
    pub fn start_with_tls(config: Config, place: (IpAddr, u16), rsa: RsaKey, identity: &Identity) -> io::Result<Self> {
        let (listener, bound) = listen(place)?;
        let origin = match identity.name_instead_of(bound.ip()) {
            Some(name) => format!("https://{name}:{}", bound.port()),
            None => format!("https://{bound}"),
        };
        let tls = Some(ServerTls::asking_for_certificate(identity).map_err(io::Error::other)?);
        let config = Config { tls_terminated: true, ..config };
        Self::open(config, Door { listeners: vec![listener], origin, tls }, rsa)
    }

    fn open(config: Config, door: Door, rsa: RsaKey) -> io::Result<Self> {
        let issuer = door.origin.clone();
        let (keys, make_keys) = Keys::in_the_making(rsa);
        std::thread::Builder::new().name("keys".into()).spawn(make_keys)?;
        let provider = Provider::new(&issuer, config, keys, entropy::octets()?);
        let provider = Mutex::new(provider);
        let answer = move |request| {
            let mut provider = provider.lock().unwrap_or_else(PoisonError::into_inner);
            provider.respond(&request, clock::now())
        };
        let server = Server::serve(door, answer)?;
        Ok(Self { issuer, _server: server })
    }
}

/// Listens, and says under which address that can be reached.
fn listen((address, port): (IpAddr, u16)) -> io::Result<(TcpListener, SocketAddr)> {
    let listener = TcpListener::bind(SocketAddr::new(address, port))?;
    let mut bound = listener.local_addr()?;
    if bound.ip().is_unspecified() {
        // Every address is no address that anybody could go to.
        bound.set_ip(Ipv4Addr::LOCALHOST.into());
    }
    Ok((listener, bound))
}
