//! A page of metrics at a loopback address, for whoever scrapes it.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex, PoisonError};

use super::http_server::{Door, Server};
use crate::wire::{Request, Response};

/// The page behind its socket; dropping it closes the port.
#[derive(Debug)]
pub struct MetricsPage {
    /// Where it is.
    pub url: String,
    text: Arc<Mutex<String>>,
    _server: Server,
}

/// Where the page is.
const PATH: &str = "/metrics";

impl MetricsPage {
    /// Opens the page at this address, empty as yet; its text is of this media type.
    pub fn open(address: SocketAddr, media_type: &'static str) -> io::Result<Self> {
        let listener = TcpListener::bind(address)?;
        let origin = format!("http://{}", listener.local_addr()?);
        let text = Arc::new(Mutex::new(String::new()));
        let shown = Arc::clone(&text);
        let answer = move |request: Request| {
            let text = shown.lock().unwrap_or_else(PoisonError::into_inner);
            page(&request, media_type, &text)
        };
        let url = format!("{origin}{PATH}");
        let server = Server::serve(Door::plain(vec![listener], &origin), answer)?;
        Ok(Self { url, text, _server: server })
    }

    /// Shows this text from now on.
    pub fn show(&self, text: String) {
        *self.text.lock().unwrap_or_else(PoisonError::into_inner) = text;
    }
}

fn page(request: &Request, media_type: &str, text: &str) -> Response {
    match (request.method.as_str(), request.path()) {
        ("GET" | "HEAD", PATH) => Response::new(200).with_body(media_type, text),
        (_, PATH) => Response::new(405).with("allow", "GET, HEAD"),
        _ => Response::new(404).with_body("text/plain", "the metrics are at /metrics\n"),
    }
}
