//! The bounded front door of our servers: `tiny_http` reads lines of any length and gives each slow sender a thread, so
//! it only ever meets whole requests that were read here, one at a time for each connection, in bounded memory and time.

mod inner;
mod reader;

use std::future::poll_fn;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::task::Poll;
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::timeout;

pub use inner::{Address, Listening, PrivateFolder, Socket};
pub use reader::PEER_FIELD;
use reader::{Next, Reader};

/// The open front door; dropping it closes the ports, after answers under way have gone out.
#[derive(Debug)]
pub struct Gate {
    stop: Option<watch::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// The bounds of the front door.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Connections at once; further ones get 503.
    pub connections: usize,
    /// Octets of a request line with its fields.
    pub head: usize,
    /// Octets of a body.
    pub body: usize,
    /// The time from the first to the last octet of a request, and the time in which an answer has to be taken.
    pub request_time: Duration,
    /// How long a connection may say nothing.
    pub idle_time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 256,
            head: 16 << 10,
            body: 256 << 10,
            request_time: Duration::from_secs(10),
            idle_time: Duration::from_secs(75),
        }
    }
}

/// How long answers under way may take once the gate closes.
const GRACE: Duration = Duration::from_secs(1);

/// How long the gate does not accept after the system refused to (too many open files).
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// What is read and thrown away after a refusal, so that a reset does not overtake the answer (RFC 9112 9.6).
const LINGER_OCTETS: u64 = 1 << 20;

struct Shared {
    limits: Limits,
    inner: inner::Pool,
}

impl Gate {
    /// Accepts on these listeners and passes whole requests on to the server at this address.
    pub fn open(listeners: Vec<TcpListener>, inner: Address, limits: Limits) -> io::Result<Self> {
        for listener in &listeners {
            listener.set_nonblocking(true)?;
        }
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (stop, stopped) = watch::channel(());
        let shared = Arc::new(Shared { limits, inner: inner::Pool::new(inner) });
        let (listeners, ready) = {
            let _context = runtime.enter();
            let made: io::Result<Vec<_>> = listeners.into_iter().map(tokio::net::TcpListener::from_std).collect();
            (made?, stopped)
        };
        let thread = std::thread::Builder::new()
            .name("gate".into())
            .spawn(move || runtime.block_on(accept_all(listeners, shared, ready)))?;
        Ok(Self { stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Gate {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // a panic in there has ended the gate already, which is all that is wanted here
            let _ = thread.join();
        }
    }
}

async fn accept_all(listeners: Vec<tokio::net::TcpListener>, shared: Arc<Shared>, mut stop: watch::Receiver<()>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            _ = stop.changed() => break,
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
            accepted = accept(&listeners) => match accepted {
                Ok((stream, _)) if connections.len() >= shared.limits.connections => turn_away(stream),
                Ok((stream, peer)) => {
                    connections.spawn(serve(stream, peer, Arc::clone(&shared), stop.clone()));
                }
                // the end of the pause, or of the gate, which the next turn sees
                Err(_) => drop(timeout(ACCEPT_PAUSE, stop.clone().changed()).await),
            },
        }
    }
    drop(listeners);
    // what is not out by then goes down with the connections
    let _ = timeout(GRACE, async { while connections.join_next().await.is_some() {} }).await;
}

async fn accept(listeners: &[tokio::net::TcpListener]) -> io::Result<(TcpStream, SocketAddr)> {
    poll_fn(|context| {
        let mut accepted = listeners.iter().map(|listener| listener.poll_accept(context));
        accepted.find(Poll::is_ready).unwrap_or(Poll::Pending)
    })
    .await
}

/// Answers 503 as far as that goes without waiting.
fn turn_away(stream: TcpStream) {
    if let Ok(mut stream) = stream.into_std() {
        let _ = io::Write::write(&mut stream, &refusal(503));
    }
}

async fn serve(mut stream: TcpStream, peer: SocketAddr, shared: Arc<Shared>, mut stop: watch::Receiver<()>) {
    let limits = shared.limits;
    if stream.set_nodelay(true).is_err() {
        return;
    }
    let mut reader = Reader::new(limits, peer);
    loop {
        let next = tokio::select! {
            _ = stop.changed() => return,
            next = reader.next(&mut stream) => next,
        };
        let request = match next {
            Next::Request(request) => request,
            Next::Refuse(status) => return refuse(stream, status, limits).await,
            Next::End => return,
        };
        let Ok(answer) = shared.inner.relay(&request).await else { return refuse(stream, 502, limits).await };
        let written = timeout(limits.request_time, stream.write_all(&answer)).await;
        if !matches!(written, Ok(Ok(()))) {
            return;
        }
        if !request.keeps_open {
            return linger(stream, limits).await;
        }
    }
}

async fn refuse(mut stream: TcpStream, status: u16, limits: Limits) {
    if matches!(timeout(limits.request_time, stream.write_all(&refusal(status))).await, Ok(Ok(()))) {
        linger(stream, limits).await;
    }
}

async fn linger(mut stream: TcpStream, limits: Limits) {
    if stream.shutdown().await.is_ok() {
        let mut rest = stream.take(LINGER_OCTETS);
        // whatever comes now is not wanted
        let _ = timeout(GRACE.min(limits.request_time), tokio::io::copy(&mut rest, &mut tokio::io::sink())).await;
    }
}

/// An answer of the gate itself, after which the connection ends.
fn refusal(status: u16) -> Vec<u8> {
    let reason = match status {
        400 => "Bad Request",
        408 => "Request Timeout",
        411 => "Length Required",
        413 => "Content Too Large",
        431 => "Request Header Fields Too Large",
        502 => "Bad Gateway",
        _ => "Service Unavailable",
    };
    let length = reason.len() + 1;
    format!(
        "HTTP/1.1 {status} {reason}\r\ncontent-type: text/plain\r\ncache-control: no-store\r\n\
         content-length: {length}\r\nconnection: close\r\n\r\n{reason}\n"
    )
    .into_bytes()
}

#[cfg(test)]
mod tests;
