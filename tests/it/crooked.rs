//! A server on a loopback port that says whatever a test wants: octets as they are written, too many, too slowly, none.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// The server; it ends, and hangs up on everybody, when this is dropped.
pub struct Crooked {
    address: SocketAddr,
    holds: Arc<Mutex<Vec<Sender<()>>>>,
}

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Heard {
    pub target: String,
    pub head: String,
    pub body: String,
}

/// What it says to one request.
pub enum Says {
    /// These octets, then it hangs up.
    Octets(Vec<u8>),
    /// These octets and never an end.
    Endless(Vec<u8>),
    /// These octets, and then one more every now and then.
    Drip(Vec<u8>),
    /// Nothing at all, for as long as the test lasts.
    Silence,
}

/// How often a drop falls.
const DRIP: Duration = Duration::from_millis(100);

/// A port at which nobody listens.
pub fn closed_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

impl Crooked {
    /// Starts a server with this script.
    pub fn start(script: impl Fn(&Heard) -> Says + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let holds = Arc::new(Mutex::new(Vec::new()));
        let ends = Arc::clone(&holds);
        let script = Arc::new(script);
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let script = Arc::clone(&script);
                let (hold, end) = channel();
                ends.lock().unwrap().push(hold);
                std::thread::spawn(move || {
                    let Some(request) = Heard::read(&stream) else { return };
                    let says = script(&request);
                    // A client that has heard enough hangs up, which ends this too.
                    let _ = says.to(stream, &end);
                });
            }
        });
        Self { address, holds }
    }

    /// The URL of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Ends what was held open so far.
    pub fn let_go(&self) {
        self.holds.lock().unwrap().clear();
    }
}

impl Drop for Crooked {
    fn drop(&mut self) {
        self.let_go();
    }
}

impl Heard {
    fn read(stream: &TcpStream) -> Option<Self> {
        let mut reader = BufReader::new(stream);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if reader.read_line(&mut head).ok()? == 0 {
                return None;
            }
        }
        let target = head.split_whitespace().nth(1)?.to_owned();
        let mut request = Self { target, head, body: String::new() };
        let length = request.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        reader.take(length).read_to_string(&mut request.body).ok()?;
        Some(request)
    }

    /// The first header of this name (lower case).
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(':'));
        lines.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }
}

impl Says {
    /// A whole answer.
    pub fn answer(status: &str, fields: &str, body: &str) -> Self {
        let length = body.len();
        let head = format!("HTTP/1.1 {status}\r\n{fields}content-length: {length}\r\nconnection: close\r\n\r\n");
        Self::Octets([head.as_bytes(), body.as_bytes()].concat())
    }

    /// A whole answer of this content type.
    pub fn typed(status: &str, content_type: &str, body: &str) -> Self {
        Self::answer(status, &format!("content-type: {content_type}\r\ncache-control: no-store\r\n"), body)
    }

    /// A whole answer in JSON.
    pub fn json(status: &str, body: &str) -> Self {
        Self::typed(status, "application/json", body)
    }

    fn to(self, mut stream: TcpStream, end: &Receiver<()>) -> std::io::Result<()> {
        match self {
            Self::Octets(octets) => stream.write_all(&octets),
            Self::Silence => {
                let _ = end.recv();
                Ok(())
            }
            Self::Endless(octets) => {
                stream.write_all(&octets)?;
                loop {
                    stream.write_all(&[b' '; 16 << 10])?;
                }
            }
            Self::Drip(octets) => {
                stream.write_all(&octets)?;
                while end.recv_timeout(DRIP) == Err(RecvTimeoutError::Timeout) {
                    stream.write_all(b" ")?;
                }
                Ok(())
            }
        }
    }
}
