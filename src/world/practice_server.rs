//! The practice provider behind a socket.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::sync::{Mutex, PoisonError};

use super::http_server::{Door, Server};
use super::{clock, entropy};
use crate::practice::{Config, Keys, Provider, RsaKey};

/// A provider that listens; dropping it closes its port.
pub struct PracticeServer {
    /// Its issuer.
    pub issuer: String,
    _server: Server,
}

impl PracticeServer {
    /// Starts a provider. The issuer is the address it listens on, unless another one is given: a proxy may stand before it.
    pub fn start(config: Config, (address, port): (IpAddr, u16), rsa: RsaKey) -> io::Result<Self> {
        let listener = TcpListener::bind(SocketAddr::new(address, port))?;
        let mut bound = listener.local_addr()?;
        if bound.ip().is_unspecified() {
            // Every address is no address that anybody could go to.
            bound.set_ip(Ipv4Addr::LOCALHOST.into());
        }
        let issuer = format!("http://{bound}");
        let (keys, make_keys) = Keys::in_the_making(rsa);
        std::thread::Builder::new().name("keys".into()).spawn(make_keys)?;
        let provider = Provider::new(&issuer, config, keys, entropy::octets()?);
        let provider = Mutex::new(provider);
        let answer = move |request| {
            let mut provider = provider.lock().unwrap_or_else(PoisonError::into_inner);
            provider.respond(&request, clock::now())
        };
        let server = Server::serve(Door::plain(vec![listener], &issuer), answer)?;
        Ok(Self { issuer, _server: server })
    }
}
