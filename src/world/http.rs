//! The HTTP client: sends a request as it is written and brings back what came, so that the record is what passed.

use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, SystemTime};

use rustls::ClientConfig;

use super::clock::{self, Stopwatch};
use super::names::{self, Names, Pinned};
use super::tls::{self, ClientTls};
use super::{failure, outgoing};
use crate::wire::{Body, Failure, FailureKind, Headers, Request, Response, uri};

/// What the client may do, and its bounds.
#[derive(Clone, Debug)]
pub struct HttpSettings {
    /// Whom we trust, and what we show of ourselves.
    pub tls: ClientTls,
    /// Whether plain http may leave this machine.
    pub allow_http: bool,
    /// Servers whose addresses are given; they are asked without a proxy.
    pub pinned: Vec<Pinned>,
    /// Through whom https leaves this machine.
    pub proxy: Proxy,
    /// The time to a connection, TLS handshake included.
    pub connect_timeout: Duration,
    /// The time for the whole exchange, from the first look-up to the last octet.
    pub max_time: Duration,
    /// The largest body that is read.
    pub max_body: usize,
}

/// Who stands between.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Proxy {
    /// Whoever the environment or the system names.
    #[default]
    System,
    /// Nobody.
    None,
    /// The one at this URL: `http`, `https`, `socks5` (names are looked up here) or `socks5h` (there).
    At(String),
}

/// The HTTP client. Connections are kept and used again.
#[derive(Debug)]
pub struct Http {
    settings: HttpSettings,
    clients: Mutex<Vec<(Road, reqwest::Client)>>,
    trust: OnceLock<Result<ClientConfig, Failure>>,
    bare: OnceLock<Box<Http>>,
}

/// What became of a request.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The answer, or why none came.
    pub outcome: Result<Response, Failure>,
    /// When the first octet was about to go.
    pub started: SystemTime,
    /// How long it took to the last octet.
    pub elapsed: Duration,
}

/// How a request travels: each road has a client of its own, built when it is first needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Road {
    protocol: Protocol,
    via: Via,
    /// The port that names are pinned for.
    pinned: Option<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Protocol {
    Plain,
    Tls,
    TlsHttp2,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Via {
    Direct,
    Proxy,
}

/// How far an answer came before its time was over.
enum Progress {
    Nothing,
    Body(usize),
}

/// The header list a server may send over HTTP/2; over HTTP/1 hyper reads at most 100 fields in 408 KiB.
const MAX_HTTP2_HEADERS: u32 = 64 << 10;

impl Default for HttpSettings {
    fn default() -> Self {
        Self {
            tls: ClientTls::default(),
            allow_http: false,
            pinned: Vec::new(),
            proxy: Proxy::default(),
            connect_timeout: Duration::from_secs(10),
            max_time: Duration::from_secs(30),
            max_body: 1 << 20,
        }
    }
}

impl Http {
    /// A client that costs nothing until something is sent.
    #[must_use]
    pub fn new(settings: HttpSettings) -> Self {
        Self { settings, clients: Mutex::default(), trust: OnceLock::new(), bare: OnceLock::new() }
    }

    /// The same for whoever has no certificate to show, and for plain http beyond this machine too: what is sent with it
    /// must be worth nothing.
    #[must_use]
    pub fn bare(&self) -> &Self {
        self.bare.get_or_init(|| {
            let tls = ClientTls { identity: None, ..self.settings.tls.clone() };
            Box::new(Self::new(HttpSettings { tls, allow_http: true, ..self.settings.clone() }))
        })
    }

    /// Sends the request: this method, this target, these fields in this order (names in lower case) and this body;
    /// what the HTTP library cannot send as it is written is a failure and not another request.
    pub async fn send(&self, request: &Request) -> Sent {
        let (started, stopwatch) = (clock::now(), Stopwatch::start());
        let outcome = self.exchange(request).await;
        Sent { outcome, started, elapsed: stopwatch.elapsed() }
    }

    async fn exchange(&self, request: &Request) -> Result<Response, Failure> {
        let road = self.road(&request.url)?;
        let mut progress = Progress::Nothing;
        let attempt = self.attempt(request, road, &mut progress);
        match tokio::time::timeout(self.settings.max_time, attempt).await {
            Ok(outcome) => outcome,
            Err(_) => Err(progress.timed_out(self.settings.max_time)),
        }
    }

    /// HTTP/1.1 is offered first, since only there are the octets the ones that were written; a server that refuses
    /// it in the TLS handshake (RFC 7301 3.2), before any request was sent, is asked again for HTTP/2.
    async fn attempt(&self, request: &Request, road: Road, progress: &mut Progress) -> Result<Response, Failure> {
        let sent = match self.client(road)?.execute(outgoing::over_http1(request)?).await {
            Err(error) if failure::wants_http2(&error) => {
                let road = Road { protocol: Protocol::TlsHttp2, ..road };
                self.client(road)?.execute(outgoing::over_http2(request)?).await
            }
            sent => sent,
        };
        let response = sent.map_err(failure::from_reqwest)?;
        self.receive(response, progress).await
    }

    async fn receive(&self, mut response: reqwest::Response, progress: &mut Progress) -> Result<Response, Failure> {
        let status = response.status().as_u16();
        let headers = headers_of(&response);
        let mut body = Vec::new();
        *progress = Progress::Body(0);
        while let Some(chunk) = response.chunk().await.map_err(failure::from_reqwest)? {
            if body.len() + chunk.len() > self.settings.max_body {
                let detail = format!("the body is larger than {} octets", self.settings.max_body);
                return Err(Failure::new(FailureKind::TooLarge, detail));
            }
            body.extend_from_slice(&chunk);
            *progress = Progress::Body(body.len());
        }
        Ok(Response { status, headers, body: Body::new(body) })
    }

    fn road(&self, url: &str) -> Result<Road, Failure> {
        let loopback = uri::is_loopback(url);
        let pinned = self.settings.pinned.iter().any(|pinned| pinned.covers(url));
        let pinned = if pinned { names::port_of(url) } else { None };
        if uri::is_https(url) {
            let via = if loopback || pinned.is_some() { Via::Direct } else { Via::Proxy };
            return Ok(Road { protocol: Protocol::Tls, via, pinned });
        }
        if !uri::is_http(url) {
            return Err(Failure::new(FailureKind::Local, format!("`{url}` is neither an https nor an http URL")));
        }
        if !loopback && !self.settings.allow_http {
            return Err(Failure::new(FailureKind::PlainHttp, format!("`{}` is not this machine", uri::authority(url))));
        }
        // a proxy would be sent another request target (RFC 9112 3.2.2) than the record shows
        Ok(Road { protocol: Protocol::Plain, via: Via::Direct, pinned })
    }

    fn client(&self, road: Road) -> Result<reqwest::Client, Failure> {
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, client)) = clients.iter().find(|(built, _)| *built == road) {
            return Ok(client.clone());
        }
        let client = self.build(road)?;
        clients.push((road, client.clone()));
        Ok(client)
    }

    fn build(&self, road: Road) -> Result<reqwest::Client, Failure> {
        let mut builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .tcp_nodelay(true)
            .connect_timeout(self.settings.connect_timeout)
            .dns_resolver(Names::for_port(&self.settings.pinned, road.pinned))
            .http2_max_header_list_size(MAX_HTTP2_HEADERS)
            .tls_backend_preconfigured(self.tls_for(road.protocol)?);
        builder = match (road.via, &self.settings.proxy) {
            (Via::Proxy, Proxy::System) => builder,
            (Via::Proxy, Proxy::At(url)) => builder.proxy(reqwest::Proxy::all(url).map_err(failure::from_reqwest)?),
            (Via::Direct, _) | (_, Proxy::None) => builder.no_proxy(),
        };
        builder = match road.protocol {
            Protocol::TlsHttp2 => builder.http2_prior_knowledge(),
            Protocol::Plain | Protocol::Tls => builder.http1_only(),
        };
        builder.build().map_err(failure::from_reqwest)
    }

    fn tls_for(&self, protocol: Protocol) -> Result<ClientConfig, Failure> {
        if protocol == Protocol::Plain {
            return tls::without_roots();
        }
        let mut config = self.trust.get_or_init(|| tls::client_config(&self.settings.tls)).clone()?;
        let name = if protocol == Protocol::TlsHttp2 { "h2" } else { "http/1.1" };
        config.alpn_protocols = vec![name.into()];
        Ok(config)
    }
}

impl Progress {
    fn timed_out(&self, limit: Duration) -> Failure {
        let came = match self {
            Self::Nothing => "nothing came".to_owned(),
            Self::Body(0) => "the head of the answer came, and nothing of its body".to_owned(),
            Self::Body(octets) => format!("the head of the answer and {octets} octets of its body came"),
        };
        Failure::new(FailureKind::Timeout, format!("{came} within {limit:?}"))
    }
}

fn headers_of(response: &reqwest::Response) -> Headers {
    let fields = response.headers().iter();
    fields.map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())).collect()
}

#[cfg(test)]
mod road_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tls_tests;
