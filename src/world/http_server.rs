//! Our servers: a function, or a queue of requests, behind the gate.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use tokio::sync::mpsc;

pub use super::gate::{Door, Hit};
use super::gate::{Gate, Limits};
use crate::wire::{Request, Response};

/// A running server; dropping it closes its ports and ends its threads, after answers under way have gone out.
#[derive(Debug)]
pub struct Server {
    gate: Option<Gate>,
    workers: Vec<JoinHandle<()>>,
}

/// Requests that may wait for the one who takes them; the gate bounds the connections before.
const WAITING_HITS: usize = 64;

impl Server {
    /// Answers every request with this function, on several threads.
    pub fn serve<F>(door: Door, handler: F) -> io::Result<Self>
    where
        F: Fn(Request) -> Response + Send + Sync + 'static,
    {
        let (mut server, hits) = Self::hits(door)?;
        let (hits, handler) = (Arc::new(Mutex::new(hits)), Arc::new(handler));
        let threads = std::thread::available_parallelism().map_or(2, |cores| cores.get().clamp(2, 8));
        for _ in 0..threads {
            let (hits, handler) = (Arc::clone(&hits), Arc::clone(&handler));
            let work = move || {
                while let Some(mut hit) = next(&hits) {
                    let request = std::mem::replace(&mut hit.request, Request::get(""));
                    let answered = catch_unwind(AssertUnwindSafe(|| handler(request)));
                    hit.answer(&answered.unwrap_or_else(|_| Response::new(500)));
                }
            };
            server.workers.push(std::thread::Builder::new().name("answers".into()).spawn(work)?);
        }
        Ok(server)
    }

    /// Hands every request over; who takes it answers it.
    pub fn hits(door: Door) -> io::Result<(Self, mpsc::Receiver<Hit>)> {
        let (sender, receiver) = mpsc::channel(WAITING_HITS);
        let gate = Gate::open(door, sender, Limits::default())?;
        Ok((Self { gate: Some(gate), workers: Vec::new() }, receiver))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // with the gate the last one who hands requests over is gone, and the workers find no more
        drop(self.gate.take());
        for worker in self.workers.drain(..) {
            // a worker that panicked has ended, which is all that is wanted here
            let _ = worker.join();
        }
    }
}

/// The next request, for one worker at a time.
fn next(hits: &Mutex<mpsc::Receiver<Hit>>) -> Option<Hit> {
    hits.lock().unwrap_or_else(PoisonError::into_inner).blocking_recv()
}

#[cfg(test)]
mod tests;
