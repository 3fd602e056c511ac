//! The way from the gate to the server behind it: a Unix socket in a folder that only we can enter, where there is one.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use httparse::{EMPTY_HEADER, Status};
use socket2::SockRef;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};

use super::reader::Whole;

/// Where the server behind the gate listens.
#[derive(Clone, Debug)]
pub enum Address {
    /// A Unix socket.
    #[cfg(unix)]
    Unix(PathBuf),
    /// A loopback port.
    Tcp(SocketAddr),
}

/// The socket on which the server behind the gate accepts.
#[derive(Debug)]
pub struct Listening {
    /// The socket.
    pub socket: Socket,
    /// Where it has a name; to be kept as long as the server runs.
    pub folder: Option<PrivateFolder>,
}

/// A socket of either kind.
#[derive(Debug)]
pub enum Socket {
    /// A Unix socket.
    #[cfg(unix)]
    Unix(std::os::unix::net::UnixListener),
    /// A loopback port.
    Tcp(TcpListener),
}

/// A folder that only this user can enter; removed when it is dropped.
#[derive(Debug)]
pub struct PrivateFolder(PathBuf);

/// Connections to the server behind the gate; one serves one request at a time, whoever asked.
pub struct Pool {
    address: Address,
    idle: Mutex<Vec<Box<dyn Stream>>>,
}

/// A connection to the server behind the gate.
pub trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// The largest answer that is passed on; ours are far smaller.
const MAX_ANSWER: usize = 16 << 20;

impl Listening {
    /// A new socket, and its address.
    pub fn open() -> io::Result<(Self, Address)> {
        #[cfg(unix)]
        if let Ok(opened) = Self::open_unix() {
            return Ok(opened);
        }
        Self::open_tcp()
    }

    #[cfg(unix)]
    fn open_unix() -> io::Result<(Self, Address)> {
        let folder = PrivateFolder::create()?;
        let path = folder.0.join("inner");
        let socket = Socket::Unix(std::os::unix::net::UnixListener::bind(&path)?);
        Ok((Self { socket, folder: Some(folder) }, Address::Unix(path)))
    }

    fn open_tcp() -> io::Result<(Self, Address)> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        // accepted sockets inherit it; without it an answer in two writes waits 40 ms for an acknowledgement
        SockRef::from(&listener).set_tcp_nodelay(true)?;
        let address = listener.local_addr()?;
        Ok((Self { socket: Socket::Tcp(listener), folder: None }, Address::Tcp(address)))
    }
}

#[cfg(unix)]
impl PrivateFolder {
    fn create() -> io::Result<Self> {
        let draw = u64::from_ne_bytes(crate::world::entropy::octets()?);
        let path = crate::world::environment::temporary_folder().join(format!("oauth-flow-{draw:016x}"));
        let mut builder = std::fs::DirBuilder::new();
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&path)?;
        Ok(Self(path))
    }

    /// Where it is.
    #[cfg(test)]
    pub fn path(&self) -> &std::path::Path {
        &self.0
    }
}

impl Drop for PrivateFolder {
    fn drop(&mut self) {
        // a folder that stays behind is empty of secrets
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Pool {
    /// A pool without connections yet.
    pub fn new(address: Address) -> Self {
        Self { address, idle: Mutex::default() }
    }

    /// Passes a request on and brings the whole answer back.
    pub async fn relay(&self, request: &Whole) -> io::Result<Vec<u8>> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut stream = match idle {
            Some(stream) => stream,
            None => self.connect().await?,
        };
        stream.write_all(&request.octets).await?;
        let answer = read_answer(&mut stream, request).await?;
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(stream);
        Ok(answer)
    }

    async fn connect(&self) -> io::Result<Box<dyn Stream>> {
        match &self.address {
            #[cfg(unix)]
            Address::Unix(path) => Ok(Box::new(tokio::net::UnixStream::connect(path).await?)),
            Address::Tcp(address) => {
                let stream = tokio::net::TcpStream::connect(address).await?;
                stream.set_nodelay(true)?;
                Ok(Box::new(stream))
            }
        }
    }
}

async fn read_answer(stream: &mut Box<dyn Stream>, request: &Whole) -> io::Result<Vec<u8>> {
    let mut octets = Vec::with_capacity(4096);
    let (head, length, body) = loop {
        more(stream, &mut octets).await?;
        if let Some(parsed) = parse_head(&octets, request)? {
            break parsed;
        }
    };
    while octets.len() < length + body {
        more(stream, &mut octets).await?;
    }
    let mut answer = head;
    answer.extend_from_slice(&octets[length..]);
    Ok(answer)
}

/// The head to pass on, and the lengths of the head that came and of the body that belongs to it.
fn parse_head(octets: &[u8], request: &Whole) -> io::Result<Option<(Vec<u8>, usize, usize)>> {
    let mut fields = [EMPTY_HEADER; 128];
    let mut answer = httparse::Response::new(&mut fields);
    let Status::Complete(length) = answer.parse(octets).map_err(|_| invalid())? else { return Ok(None) };
    let status = answer.code.ok_or_else(invalid)?;
    let mut head = format!("HTTP/1.1 {status} {}\r\n", answer.reason.unwrap_or_default()).into_bytes();
    let mut body = 0;
    for field in answer.headers {
        // tiny_http names itself where nobody else does; the client speaks to us
        if field.name == "Server" && field.value.starts_with(b"tiny-http") {
            continue;
        }
        if field.name == "Content-Length" {
            body = std::str::from_utf8(field.value).ok().and_then(|text| text.parse().ok()).ok_or_else(invalid)?;
        }
        head.extend_from_slice(field.name.as_bytes());
        head.extend_from_slice(b": ");
        head.extend_from_slice(field.value);
        head.extend_from_slice(b"\r\n");
    }
    if !request.keeps_open {
        head.extend_from_slice(b"connection: close\r\n");
    }
    head.extend_from_slice(b"\r\n");
    if request.wants_head_only || matches!(status, 204 | 304) {
        body = 0;
    }
    if body > MAX_ANSWER { Err(invalid()) } else { Ok(Some((head, length, body))) }
}

async fn more(stream: &mut Box<dyn Stream>, octets: &mut Vec<u8>) -> io::Result<()> {
    octets.reserve(4096);
    match stream.read_buf(octets).await? {
        0 => Err(io::ErrorKind::UnexpectedEof.into()),
        _ => Ok(()),
    }
}

fn invalid() -> io::Error {
    io::ErrorKind::InvalidData.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loopback_port_stands_in_for_the_unix_socket() {
        let (listening, address) = Listening::open_tcp().unwrap();
        let Socket::Tcp(listener) = listening.socket else { panic!("not a port") };
        let Address::Tcp(address) = address else { panic!("not a port") };
        assert_eq!(listener.local_addr().unwrap(), address);
        assert!(address.ip().is_loopback());
    }

    #[cfg(unix)]
    #[test]
    fn the_folder_is_private_and_goes_away() {
        use std::os::unix::fs::PermissionsExt as _;
        let (listening, address) = Listening::open_unix().unwrap();
        let Address::Unix(path) = address else { panic!("not a Unix socket") };
        let folder = path.parent().unwrap().to_owned();
        assert_eq!(std::fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
        drop(listening);
        assert!(!folder.exists());
    }
}
