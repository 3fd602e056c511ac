//! Reads one whole request at a time from a connection.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use httparse::{EMPTY_HEADER, Status};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::time::timeout;

use super::Limits;
use crate::wire::{Body, Headers, Request, uri};

/// The most fields that a request may have.
const MAX_FIELDS: usize = 100;

/// What only a TLS terminator may say (RFC 9440 2.4).
const TOLD_BY_TERMINATOR: [&str; 2] = ["client-cert", "client-cert-chain"];

/// Reads the requests of one connection.
pub struct Reader {
    limits: Limits,
    origin: String,
    certificate: ClientCertificate,
    buffer: Vec<u8>,
    scanned: usize,
}

/// What a client showed of itself in TLS.
pub enum ClientCertificate {
    /// It was not asked.
    NotAsked,
    /// The certificate that it proved to have the key of, in DER; none where it showed none.
    Asked(Option<Vec<u8>>),
}

/// What a connection brings next.
pub enum Next {
    /// A request that has arrived to its last octet.
    Request(Request, Framing),
    /// Something that is answered with this status, after which the connection ends.
    Refuse(u16),
    /// Nothing more.
    End,
}

/// How an answer is to be framed.
#[derive(Clone, Copy, Debug)]
pub struct Framing {
    /// Whether this is a HEAD request, whose answer has no content.
    pub wants_head_only: bool,
    /// Whether the client wants to use the connection again.
    pub keeps_open: bool,
}

/// A request whose fields have arrived.
struct Head {
    method: String,
    target: String,
    headers: Headers,
    length: usize,
    body: usize,
    framing: Framing,
    expects_continue: bool,
}

/// Why no request came of it.
enum Stop {
    Status(u16),
    End,
}

impl Reader {
    /// Reads requests to this origin.
    pub fn new(limits: Limits, origin: &str) -> Self {
        let certificate = ClientCertificate::NotAsked;
        Self { limits, origin: origin.to_owned(), certificate, buffer: Vec::new(), scanned: 0 }
    }

    /// The same behind TLS, in which the client showed this.
    pub fn behind_tls(mut self, certificate: ClientCertificate) -> Self {
        self.certificate = certificate;
        self
    }

    /// The next request, or how the connection ends.
    pub async fn next<S: AsyncRead + AsyncWrite + Unpin>(&mut self, stream: &mut S) -> Next {
        if self.buffer.is_empty() && !matches!(timeout(self.limits.idle_time, self.more(stream)).await, Ok(Ok(()))) {
            return Next::End;
        }
        match timeout(self.limits.request_time, self.whole(stream)).await {
            Ok(Ok((request, framing))) => Next::Request(request, framing),
            Ok(Err(Stop::Status(status))) => Next::Refuse(status),
            Ok(Err(Stop::End)) => Next::End,
            Err(_) => Next::Refuse(408),
        }
    }

    async fn whole<S: AsyncRead + AsyncWrite + Unpin>(&mut self, stream: &mut S) -> Result<(Request, Framing), Stop> {
        let length = self.head_length(stream).await?;
        let head = Head::parse(&self.buffer[..length])?;
        if head.body > self.limits.body {
            return Err(Stop::Status(413));
        }
        let end = head.length + head.body;
        if head.expects_continue && self.buffer.len() < end {
            stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n").await.map_err(|_| Stop::End)?;
            stream.flush().await.map_err(|_| Stop::End)?;
        }
        while self.buffer.len() < end {
            self.more(stream).await?;
        }
        let body = Body::new(self.buffer[head.length..end].to_vec());
        self.buffer.drain(..end);
        // an idle connection keeps no room for the largest body
        self.buffer.shrink_to(8192);
        self.scanned = 0;
        let Head { method, target, headers, framing, .. } = head;
        let headers = self.certificate.told_in(headers);
        Ok((Request { method, url: url_of(&self.origin, &target), headers, body }, framing))
    }

    /// Reads up to the empty line; looks at each octet once, however slowly they come.
    async fn head_length<S: AsyncRead + Unpin>(&mut self, stream: &mut S) -> Result<usize, Stop> {
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

    async fn more<S: AsyncRead + Unpin>(&mut self, stream: &mut S) -> Result<(), Stop> {
        self.buffer.reserve(4096);
        match stream.read_buf(&mut self.buffer).await {
            Ok(1..) => Ok(()),
            Ok(0) | Err(_) => Err(Stop::End),
        }
    }
}

impl ClientCertificate {
    /// The fields with what the terminator says and nobody else may (RFC 9440 2.2 and 2.4).
    fn told_in(&self, mut headers: Headers) -> Headers {
        let Self::Asked(shown) = self else { return headers };
        for name in TOLD_BY_TERMINATOR {
            headers.unset(name);
        }
        if let Some(certificate) = shown {
            headers.push("Client-Cert", format!(":{}:", STANDARD.encode(certificate)));
        }
        headers
    }
}

impl Head {
    fn parse(octets: &[u8]) -> Result<Self, Stop> {
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
            method: method.to_owned(),
            target: target.to_owned(),
            headers: fields.iter().map(|field| (field.name.to_owned(), text(field.value))).collect(),
            length,
            body: body_length(fields)?,
            framing: Framing { wants_head_only: method == "HEAD", keeps_open: !closes },
            expects_continue: lists(fields, "expect", "100-continue"),
        })
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

fn text(value: &[u8]) -> String {
    String::from_utf8_lossy(value).into_owned()
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What comes of these octets, arriving in pieces of this size, until the connection ends.
    fn read(octets: &[u8], size: usize) -> Vec<Next> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        runtime.block_on(async {
            let (mut near, mut far) = tokio::io::duplex(size);
            let octets = octets.to_vec();
            // the other half reads what is answered, such as `100 Continue`, by dropping it
            tokio::spawn(async move {
                let _ = far.write_all(&octets).await;
            });
            let limits = Limits { head: 512, body: 256, ..Limits::default() };
            let mut reader = Reader::new(limits, "http://here").behind_tls(ClientCertificate::Asked(None));
            let mut all = Vec::new();
            loop {
                let next = reader.next(&mut near).await;
                let goes_on = matches!(next, Next::Request(..));
                all.push(next);
                if !goes_on {
                    return all;
                }
            }
        })
    }

    fn piece() -> impl Strategy<Value = Vec<u8>> {
        let piece = prop_oneof![
            "(GET|POST|HEAD|get|) (/|\\*|http://h)[a-z?#]{0,5} HTTP/1\\.[01]",
            "\r\n",
            "\r\n\r\n",
            "(Host|Content-Length|Transfer-Encoding|Expect|Connection|Client-Cert): ?[0-9a-z,+-]{0,9}",
            "Expect: 100-continue",
            ".{0,20}",
        ];
        prop_oneof![4 => piece.prop_map(String::into_bytes), 1 => prop::collection::vec(any::<u8>(), 0..40)]
    }

    proptest! {
        #[test]
        fn any_octets_are_requests_or_refused(
            pieces in prop::collection::vec(piece(), 0..12), size in 1_usize..64,
        ) {
            for next in read(&pieces.concat(), size) {
                match next {
                    Next::Request(request, _) => {
                        prop_assert!(request.url.starts_with("http://here/") && request.url.len() < 600);
                        prop_assert!(request.body.len() <= 256 && request.headers.get("client-cert").is_none());
                        prop_assert!(request.headers.iter().all(|(name, _)| !name.is_empty()));
                    }
                    Next::Refuse(status) => prop_assert!((400..=431).contains(&status)),
                    Next::End => {}
                }
            }
        }

        #[test]
        fn what_was_sent_is_read_however_it_is_cut(
            path in "/[a-z/%0-9]{0,30}", fields in prop::collection::vec(("x-[a-z]{1,5}", "[!-~]([ -~]{0,8}[!-~])?"), 0..5),
            body in prop::collection::vec(any::<u8>(), 0..256), size in 1_usize..64, times in 1_usize..4,
        ) {
            let lines: Vec<_> = fields.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
            let mut octets = format!("POST {path} HTTP/1.1\r\n{}content-length: {}\r\n\r\n", lines.concat(), body.len()).into_bytes();
            octets.extend_from_slice(&body);
            let all = read(&octets.repeat(times), size);
            prop_assert_eq!(all.len(), times + 1);
            for next in &all[..times] {
                let Next::Request(request, framing) = next else { return Err(TestCaseError::fail("no request")) };
                prop_assert_eq!(&request.url, &format!("http://here{path}"));
                prop_assert_eq!(request.body.octets(), &body[..]);
                prop_assert!(framing.keeps_open && !framing.wants_head_only);
                let read: Vec<_> = request.headers.iter().filter(|(name, _)| name.starts_with("x-")).collect();
                let sent: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                prop_assert_eq!(read, sent);
            }
        }
    }
}
