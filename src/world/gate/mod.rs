//! The front door of our servers: it reads whole requests, one at a time for each connection, in bounded memory and
//! time, and hands them over to whoever answers.

mod answer;
mod greeting;
mod reader;

use std::future::poll_fn;
use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::task::Poll;
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::tls::ServerTls;
use crate::wire::{Request, Response};
use greeting::Greeting;
use reader::{Framing, Next, Reader};

/// The open front door; dropping it closes the ports, after answers under way have gone out.
#[derive(Debug)]
pub struct Gate {
    stop: Option<watch::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Where the front door stands.
#[derive(Debug)]
pub struct Door {
    /// The ports.
    pub listeners: Vec<TcpListener>,
    /// Scheme and authority under which we are known: what a client names in `Host` is its claim.
    pub origin: String,
    /// What TLS is spoken with; none for plain HTTP.
    pub tls: Option<ServerTls>,
}

/// A request that waits for its answer; dropped without one, it is answered with 500.
#[derive(Debug)]
pub struct Hit {
    /// What was asked.
    pub request: Request,
    waiting: oneshot::Sender<Response>,
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
    origin: String,
    tls: Option<ServerTls>,
    hits: mpsc::Sender<Hit>,
}

impl Door {
    /// A door for plain HTTP.
    #[must_use]
    pub fn plain(listeners: Vec<TcpListener>, origin: &str) -> Self {
        Self { listeners, origin: origin.to_owned(), tls: None }
    }
}

impl Hit {
    /// Sends the answer.
    pub fn answer(self, response: &Response) {
        // the one who asked may be gone
        let _ = self.waiting.send(response.clone());
    }
}

impl Gate {
    /// Accepts at this door and hands whole requests over.
    pub fn open(door: Door, hits: mpsc::Sender<Hit>, limits: Limits) -> io::Result<Self> {
        let Door { listeners, origin, tls } = door;
        for listener in &listeners {
            listener.set_nonblocking(true)?;
        }
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (stop, stopped) = watch::channel(());
        let shared = Arc::new(Shared { limits, origin, tls, hits });
        let listeners: io::Result<Vec<_>> = {
            let _context = runtime.enter();
            listeners.into_iter().map(tokio::net::TcpListener::from_std).collect()
        };
        let accepting = accept_all(listeners?, shared, stopped);
        let thread = std::thread::Builder::new().name("gate".into()).spawn(move || runtime.block_on(accepting))?;
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
                Ok(stream) if connections.len() >= shared.limits.connections => turn_away(stream, &shared),
                Ok(stream) => drop(connections.spawn(meet(stream, Arc::clone(&shared), stop.clone()))),
                // the end of the pause, or of the gate, which the next turn sees
                Err(_) => drop(timeout(ACCEPT_PAUSE, stop.clone().changed()).await),
            },
        }
    }
    drop(listeners);
    // what is not out by then goes down with the connections
    let _ = timeout(GRACE, async { while connections.join_next().await.is_some() {} }).await;
}

async fn accept(listeners: &[tokio::net::TcpListener]) -> io::Result<TcpStream> {
    poll_fn(|context| {
        let mut accepted = listeners.iter().map(|listener| listener.poll_accept(context));
        accepted.find(Poll::is_ready).unwrap_or(Poll::Pending)
    })
    .await
    .map(|(stream, _)| stream)
}

/// Answers 503 as far as that goes without waiting; a greeting of TLS would be waiting.
fn turn_away(stream: TcpStream, shared: &Shared) {
    if shared.tls.is_some() {
        return;
    }
    if let Ok(mut stream) = stream.into_std() {
        let _ = io::Write::write(&mut stream, &refusal(503, None));
    }
}

/// Speaks TLS where it is spoken, then serves.
async fn meet(stream: TcpStream, shared: Arc<Shared>, mut stop: watch::Receiver<()>) {
    let limits = shared.limits;
    if stream.set_nodelay(true).is_err() {
        return;
    }
    let Some(tls) = &shared.tls else {
        let reader = Reader::new(limits, &shared.origin);
        return serve(stream, reader, &shared, stop).await;
    };
    let greeting = tokio::select! {
        _ = stop.changed() => return,
        greeting = greeting::greet(stream, tls, limits) => greeting,
    };
    match greeting {
        Greeting::Secure(stream, certificate) => {
            let reader = Reader::new(limits, &shared.origin).behind_tls(certificate);
            serve(stream, reader, &shared, stop).await;
        }
        Greeting::Plain(stream) => {
            let words = format!("https is spoken here, and no plain http: {}/", shared.origin);
            refuse(stream, refusal(400, Some(&words)), limits).await;
        }
        Greeting::Nothing => {}
    }
}

async fn serve<S>(mut stream: S, mut reader: Reader, shared: &Shared, mut stop: watch::Receiver<()>)
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let limits = shared.limits;
    loop {
        let next = tokio::select! {
            _ = stop.changed() => return,
            next = reader.next(&mut stream) => next,
        };
        let (request, framing) = match next {
            Next::Request(request, framing) => (request, framing),
            Next::Refuse(status) => return refuse(stream, refusal(status, None), limits).await,
            Next::End => return,
        };
        let response = hand_over(&shared.hits, request).await;
        let octets = answer::octets(&response, framing);
        if !matches!(timeout(limits.request_time, send(&mut stream, &octets)).await, Ok(Ok(()))) {
            return;
        }
        if !framing.keeps_open {
            return linger(stream, limits).await;
        }
    }
}

/// The answer of whoever takes the request; where nobody does, or it is dropped, there is none to give.
async fn hand_over(hits: &mpsc::Sender<Hit>, request: Request) -> Response {
    let (waiting, answered) = oneshot::channel();
    match hits.send(Hit { request, waiting }).await {
        Ok(()) => answered.await.unwrap_or_else(|_| Response::new(500)),
        Err(_) => Response::new(500),
    }
}

async fn send<S: AsyncWrite + Unpin>(stream: &mut S, octets: &[u8]) -> io::Result<()> {
    stream.write_all(octets).await?;
    // what TLS has written is not yet sent
    stream.flush().await
}

async fn refuse<S: AsyncRead + AsyncWrite + Unpin>(mut stream: S, octets: Vec<u8>, limits: Limits) {
    if matches!(timeout(limits.request_time, send(&mut stream, &octets)).await, Ok(Ok(()))) {
        linger(stream, limits).await;
    }
}

async fn linger<S: AsyncRead + AsyncWrite + Unpin>(mut stream: S, limits: Limits) {
    if matches!(timeout(limits.request_time, stream.shutdown()).await, Ok(Ok(()))) {
        let mut rest = stream.take(LINGER_OCTETS);
        // whatever comes now is not wanted
        let _ = timeout(GRACE.min(limits.request_time), tokio::io::copy(&mut rest, &mut tokio::io::sink())).await;
    }
}

/// An answer of the gate itself, after which the connection ends; in these words, or the standard's own.
fn refusal(status: u16, words: Option<&str>) -> Vec<u8> {
    let words = words.unwrap_or_else(|| answer::reason(status));
    let response = Response::new(status).with("content-type", "text/plain").with("cache-control", "no-store");
    let response = Response { body: format!("{words}\n").into(), ..response };
    answer::octets(&response, Framing { wants_head_only: false, keeps_open: false })
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tls_tests;
