//! Our servers: `tiny_http` behind the gate, in terms of our own messages; the only file that mentions it.

use std::io::{self, Cursor, Read as _};
use std::net::{SocketAddr, TcpListener};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread::JoinHandle;

use tokio::sync::mpsc;

use super::gate::{Address, Gate, Limits, Listening, PEER_FIELD, PrivateFolder, Socket};
use crate::wire::{Body, Headers, Request, Response, uri};

/// A running server; dropping it closes its ports and ends its threads, after answers under way have gone out.
#[derive(Debug)]
pub struct Server {
    gate: Option<Gate>,
    behind: Arc<Behind>,
    workers: Vec<JoinHandle<()>>,
}

/// Who asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer {
    /// The address at the other end of the connection.
    pub address: Option<SocketAddr>,
}

/// A request that waits for its answer; dropped without one, it is answered with 500.
#[derive(Debug)]
pub struct Hit {
    /// What was asked.
    pub request: Request,
    /// Who asked.
    pub peer: Peer,
    waiting: tiny_http::Request,
}

struct Behind {
    // dropped first: it wakes its own thread through the socket in the folder
    server: tiny_http::Server,
    folder: Option<PrivateFolder>,
}

/// Requests that may wait for the one who takes them; the gate bounds the connections before.
const WAITING_HITS: usize = 64;

impl Server {
    /// Answers every request with this function, on several threads.
    pub fn serve<F>(listeners: Vec<TcpListener>, origin: &str, handler: F) -> io::Result<Self>
    where
        F: Fn(Request, Peer) -> Response + Send + Sync + 'static,
    {
        let threads = std::thread::available_parallelism().map_or(2, |cores| cores.get().clamp(2, 8));
        Self::start(listeners, origin, threads, move |hit| {
            let Hit { request, peer, waiting } = hit;
            let answered = catch_unwind(AssertUnwindSafe(|| handler(request, peer)));
            respond(waiting, &answered.unwrap_or_else(|_| Response::new(500)));
        })
    }

    /// Hands every request over; who takes it answers it.
    pub fn hits(listeners: Vec<TcpListener>, origin: &str) -> io::Result<(Self, mpsc::Receiver<Hit>)> {
        let (sender, receiver) = mpsc::channel(WAITING_HITS);
        let server = Self::start(listeners, origin, 1, move |hit| {
            // nobody waits any more: the hit is dropped and so answered with 500
            drop(sender.blocking_send(hit));
        })?;
        Ok((server, receiver))
    }

    fn start<F>(listeners: Vec<TcpListener>, origin: &str, threads: usize, take: F) -> io::Result<Self>
    where
        F: Fn(Hit) + Send + Sync + 'static,
    {
        let (behind, address) = Behind::start()?;
        let (behind, take, origin) = (Arc::new(behind), Arc::new(take), Arc::<str>::from(origin));
        let mut server = Self { gate: None, behind: Arc::clone(&behind), workers: Vec::new() };
        for _ in 0..threads {
            let (behind, take, origin) = (Arc::clone(&behind), Arc::clone(&take), Arc::clone(&origin));
            let work = move || {
                while let Ok(waiting) = behind.server.recv() {
                    if let Some(hit) = Hit::read(waiting, &origin) {
                        take(hit);
                    }
                }
            };
            server.workers.push(std::thread::Builder::new().name("answers".into()).spawn(work)?);
        }
        server.gate = Some(Gate::open(listeners, address, Limits::default())?);
        Ok(server)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.gate.take());
        for _ in &self.workers {
            self.behind.server.unblock();
        }
        for worker in self.workers.drain(..) {
            // a worker that panicked has ended, which is all that is wanted here
            let _ = worker.join();
        }
    }
}

impl std::fmt::Debug for Behind {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Behind").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl Behind {
    fn start() -> io::Result<(Self, Address)> {
        let (listening, address) = Listening::open()?;
        let server = match listening.socket {
            #[cfg(unix)]
            Socket::Unix(listener) => tiny_http::Server::from_listener(listener, None),
            Socket::Tcp(listener) => tiny_http::Server::from_listener(listener, None),
        };
        Ok((Self { server: server.map_err(io::Error::other)?, folder: listening.folder }, address))
    }
}

impl Hit {
    /// Sends the answer.
    pub fn answer(self, response: &Response) {
        respond(self.waiting, response);
    }

    fn read(mut waiting: tiny_http::Request, origin: &str) -> Option<Self> {
        let url = url_of(origin, waiting.url());
        let method = waiting.method().to_string();
        let mut fields = waiting.headers().iter().map(|field| (field.field.to_string(), field.value.to_string()));
        // the gate writes this field first, so what a client sends under its name comes later and is no matter
        let (_, peer) = fields.next().filter(|(name, _)| name == PEER_FIELD)?;
        let headers: Headers = fields.collect();
        let mut body = Vec::new();
        let length = u64::try_from(waiting.body_length().unwrap_or_default()).ok()?;
        waiting.as_reader().take(length).read_to_end(&mut body).ok()?;
        let request = Request { method, url, headers, body: Body::new(body) };
        Some(Self { request, peer: Peer { address: peer.parse().ok() }, waiting })
    }
}

/// Our own origin and the target of the request line; the origin that a client names there or in `Host` is its claim.
fn url_of(origin: &str, target: &str) -> String {
    if target.starts_with('/') {
        return format!("{origin}{target}");
    }
    // absolute form (RFC 9112 3.2.2): a server has to take it
    let path = uri::path(target);
    let path = if path.is_empty() { "/" } else { path };
    uri::query(target).map_or_else(|| format!("{origin}{path}"), |query| format!("{origin}{path}?{query}"))
}

fn respond(waiting: tiny_http::Request, response: &Response) {
    let fields = response.headers.iter().filter_map(|(name, value)| field(name, value)).collect();
    let body = response.body.octets().to_vec();
    let length = body.len();
    let answer = tiny_http::Response::new(response.status.into(), fields, Cursor::new(body), Some(length), None)
        .with_chunked_threshold(usize::MAX);
    // the one who asked may be gone
    let _ = waiting.respond(answer);
}

/// A field as `tiny_http` takes it: it writes what it is given, so a line break would begin a field of its own.
fn field(name: &str, value: &str) -> Option<tiny_http::Header> {
    let is_plain = |c: char| c == '\t' || c == ' ' || c.is_ascii_graphic();
    let value: String = value.chars().map(|c| if is_plain(c) { c } else { '?' }).collect();
    let name_is_token =
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c));
    name_is_token.then(|| tiny_http::Header::from_bytes(name, value).ok()).flatten()
}

#[cfg(test)]
mod tests;
