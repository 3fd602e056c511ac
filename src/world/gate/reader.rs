//! Reads one whole request at a time from a connection, and writes it down again as an intermediary passes it on.

use std::net::SocketAddr;

use httparse::{EMPTY_HEADER, Status};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::Limits;

/// The field in which the gate tells who asked. It is always the first one, so a client cannot forge it.
pub const PEER_FIELD: &str = "oauth-flow-peer";

/// The most fields that a request may have.
const MAX_FIELDS: usize = 100;

/// Fields that concern one connection only and end at an intermediary (RFC 9110 7.6.1); `expect` is answered here.
const HOP_BY_HOP: [&str; 8] =
    ["connection", "keep-alive", "proxy-connection", "te", "trailer", "upgrade", "http2-settings", "expect"];

/// Reads the requests of one connection.
pub struct Reader {
    limits: Limits,
    peer: SocketAddr,
    buffer: Vec<u8>,
    scanned: usize,
}

/// What a connection brings next.
pub enum Next {
    /// A whole request.
    Request(Whole),
    /// Something that is answered with this status, after which the connection ends.
    Refuse(u16),
    /// Nothing more.
    End,
}

/// A request that has arrived to its last octet.
pub struct Whole {
    /// The octets to pass on.
    pub octets: Vec<u8>,
    /// Whether this is a HEAD request, whose answer has no content.
    pub wants_head_only: bool,
    /// Whether the client wants to use the connection again.
    pub keeps_open: bool,
}

/// A request whose fields have arrived.
struct Head {
    forwarded: Vec<u8>,
    length: usize,
    body: usize,
    wants_head_only: bool,
    keeps_open: bool,
    expects_continue: bool,
}

/// Why no request came of it.
enum Stop {
    Status(u16),
    End,
}

impl Reader {
    /// Reads requests of this peer.
    pub fn new(limits: Limits, peer: SocketAddr) -> Self {
        Self { limits, peer, buffer: Vec::new(), scanned: 0 }
    }

    /// The next request, or how the connection ends.
    pub async fn next(&mut self, stream: &mut TcpStream) -> Next {
        if self.buffer.is_empty() && !matches!(timeout(self.limits.idle_time, self.more(stream)).await, Ok(Ok(()))) {
            return Next::End;
        }
        match timeout(self.limits.request_time, self.whole(stream)).await {
            Ok(Ok(request)) => Next::Request(request),
            Ok(Err(Stop::Status(status))) => Next::Refuse(status),
            Ok(Err(Stop::End)) => Next::End,
            Err(_) => Next::Refuse(408),
        }
    }

    async fn whole(&mut self, stream: &mut TcpStream) -> Result<Whole, Stop> {
        let length = self.head_length(stream).await?;
        let head = Head::parse(&self.buffer[..length], self.peer)?;
        if head.body > self.limits.body {
            return Err(Stop::Status(413));
        }
        let end = head.length + head.body;
        if head.expects_continue && self.buffer.len() < end {
            stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n").await.map_err(|_| Stop::End)?;
        }
        while self.buffer.len() < end {
            self.more(stream).await?;
        }
        let mut octets = head.forwarded;
        octets.extend_from_slice(&self.buffer[head.length..end]);
        self.buffer.drain(..end);
        // an idle connection keeps no room for the largest body
        self.buffer.shrink_to(8192);
        self.scanned = 0;
        Ok(Whole { octets, wants_head_only: head.wants_head_only, keeps_open: head.keeps_open })
    }

    /// Reads up to the empty line; looks at each octet once, however slowly they come.
    async fn head_length(&mut self, stream: &mut TcpStream) -> Result<usize, Stop> {
        loop {
            // a TLS greeting or another protocol shows itself in its first octet (RFC 9110 5.6.2, RFC 9112 2.2)
            if self.buffer.first().is_some_and(|first| !first.is_ascii_alphabetic() && !b"\r\n".contains(first)) {
                return Err(Stop::Status(400));
            }
            let from = self.scanned.saturating_sub(3);
            if let Some(at) = self.buffer[from..].windows(4).position(|window| window == b"\r\n\r\n") {
                let length = from + at + 4;
                return if length > self.limits.head { Err(Stop::Status(431)) } else { Ok(length) };
            }
            self.scanned = self.buffer.len();
            if self.buffer.len() >= self.limits.head {
                return Err(Stop::Status(431));
            }
            self.more(stream).await?;
        }
    }

    async fn more(&mut self, stream: &mut TcpStream) -> Result<(), Stop> {
        self.buffer.reserve(4096);
        match stream.read_buf(&mut self.buffer).await {
            Ok(1..) => Ok(()),
            Ok(0) | Err(_) => Err(Stop::End),
        }
    }
}

impl Head {
    fn parse(octets: &[u8], peer: SocketAddr) -> Result<Self, Stop> {
        let mut fields = [EMPTY_HEADER; MAX_FIELDS];
        let mut request = httparse::Request::new(&mut fields);
        let length = match request.parse(octets) {
            Ok(Status::Complete(length)) => length,
            Err(httparse::Error::TooManyHeaders) => return Err(Stop::Status(431)),
            Ok(Status::Partial) | Err(_) => return Err(Stop::Status(400)),
        };
        // the empty line that was found has to be the one that ends the fields
        if length != octets.len() {
            return Err(Stop::Status(400));
        }
        let (method, target) = (request.method.unwrap_or_default(), request.path.unwrap_or_default());
        if !target.is_ascii() {
            return Err(Stop::Status(400));
        }
        let fields = request.headers;
        let closes = lists(fields, "connection", "close") || request.version != Some(1);
        Ok(Self {
            forwarded: forwarded(method, target, fields, peer),
            length,
            body: body_length(fields)?,
            wants_head_only: method == "HEAD",
            keeps_open: !closes,
            expects_continue: lists(fields, "expect", "100-continue"),
        })
    }
}

fn forwarded(method: &str, target: &str, fields: &[httparse::Header], peer: SocketAddr) -> Vec<u8> {
    let mut octets = format!("{method} {target} HTTP/1.1\r\n{PEER_FIELD}: {peer}\r\n").into_bytes();
    for field in fields.iter().filter(|field| !HOP_BY_HOP.iter().any(|name| field.name.eq_ignore_ascii_case(name))) {
        octets.extend_from_slice(field.name.as_bytes());
        octets.extend_from_slice(b": ");
        // tiny_http ends a connection over a field that is not ASCII, such as the cookie of some other local server
        octets.extend(field.value.iter().map(|octet| if octet.is_ascii() { *octet } else { b'?' }));
        octets.extend_from_slice(b"\r\n");
    }
    octets.extend_from_slice(b"\r\n");
    octets
}

/// Only a plain `Content-Length` frames a body here; two that differ are an attack (RFC 9112 6.3).
fn body_length(fields: &[httparse::Header]) -> Result<usize, Stop> {
    if fields.iter().any(|field| field.name.eq_ignore_ascii_case("transfer-encoding")) {
        return Err(Stop::Status(411));
    }
    let mut lengths = fields.iter().filter(|field| field.name.eq_ignore_ascii_case("content-length"));
    let (Some(first), None) = (lengths.next(), lengths.next()) else {
        let none = !fields.iter().any(|field| field.name.eq_ignore_ascii_case("content-length"));
        return if none { Ok(0) } else { Err(Stop::Status(400)) };
    };
    let digits = std::str::from_utf8(first.value).map_err(|_| Stop::Status(400))?.trim();
    if digits.is_empty() || !digits.bytes().all(|octet| octet.is_ascii_digit()) {
        return Err(Stop::Status(400));
    }
    digits.parse().map_err(|_| Stop::Status(413))
}

fn lists(fields: &[httparse::Header], name: &str, directive: &str) -> bool {
    let values = fields.iter().filter(|field| field.name.eq_ignore_ascii_case(name));
    values
        .flat_map(|field| field.value.split(|octet| *octet == b','))
        .any(|part| part.trim_ascii().eq_ignore_ascii_case(directive.as_bytes()))
}
