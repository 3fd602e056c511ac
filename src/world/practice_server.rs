//! The practice provider behind a socket.

use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::{Mutex, PoisonError};

use super::http_server::Server;
use super::{clock, entropy};
use crate::practice::{Config, Keys, Provider};

/// A provider that listens; dropping it closes its port.
pub struct PracticeServer {
    /// Its issuer.
    pub issuer: String,
    _server: Server,
}

/// Where a provider gets its RSA key from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RsaKey {
    /// The published one, at once: for a provider that lives for one login.
    Published,
    /// A fresh one, made in the background: for a provider that others talk to.
    Fresh,
}

impl PracticeServer {
    /// Starts a provider. The issuer is the address it listens on, unless another one is given: a proxy may stand before it.
    pub fn start(config: Config, (address, port): (IpAddr, u16), rsa: RsaKey) -> io::Result<Self> {
        let listener = TcpListener::bind(SocketAddr::new(address, port))?;
        let issuer = format!("http://{}", listener.local_addr()?);
        let provider = Provider::new(&issuer, config, keys(rsa)?, entropy::octets()?);
        let provider = Mutex::new(provider);
        let answer = move |request, _| {
            let mut provider = provider.lock().unwrap_or_else(PoisonError::into_inner);
            provider.respond(&request, clock::now())
        };
        let server = Server::serve(vec![listener], &issuer, answer)?;
        Ok(Self { issuer, _server: server })
    }
}

fn keys(rsa: RsaKey) -> io::Result<Keys> {
    let no_randomness = || io::Error::other("the system gives no randomness for a key");
    if rsa == RsaKey::Published {
        return Keys::instant().ok_or_else(no_randomness);
    }
    let (keys, make_rsa_key) = Keys::fresh().ok_or_else(no_randomness)?;
    std::thread::Builder::new().name("rsa-key".into()).spawn(make_rsa_key)?;
    Ok(keys)
}
