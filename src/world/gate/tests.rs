use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};

use super::*;

/// A server that answers with what it was asked.
pub struct Echo {
    _gate: Gate,
    pub address: SocketAddr,
}

impl Echo {
    fn open(limits: Limits) -> Self {
        Self::behind(None, limits)
    }

    pub fn behind(tls: Option<ServerTls>, limits: Limits) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (sender, mut hits) = mpsc::channel::<Hit>(1);
        let door = Door { listeners: vec![listener], origin: "https://here".into(), tls };
        std::thread::spawn(move || {
            while let Some(hit) = hits.blocking_recv() {
                let answer = echo(&hit.request);
                hit.answer(&answer);
            }
        });
        Self { _gate: Gate::open(door, sender, limits).unwrap(), address }
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream
    }

    /// Everything that comes back until the connection ends.
    pub fn ask(&self, octets: &[u8]) -> String {
        let mut stream = self.connect();
        // the gate may have refused and closed before the last octet went out
        let _ = stream.write_all(octets);
        read_all(&mut stream)
    }
}

fn echo(request: &Request) -> Response {
    let fields: Vec<_> = request.headers.iter().map(|(name, value)| format!("{name}: {value}\n")).collect();
    let body = request.body.text_lossy();
    Response::new(200)
        .with_body("text/plain", format!("{} {}\n{}\n{body}", request.method, request.url, fields.concat()))
}

pub fn read_all(stream: &mut TcpStream) -> String {
    let mut octets = Vec::new();
    // a reset after the answer is an end like any other
    let _ = stream.read_to_end(&mut octets);
    String::from_utf8(octets).unwrap()
}

fn read_answer(stream: &mut TcpStream) -> String {
    let mut octets = Vec::new();
    let mut octet = [0];
    loop {
        stream.read_exact(&mut octet).unwrap();
        octets.push(octet[0]);
        let mut fields = [httparse::EMPTY_HEADER; 120];
        let mut answer = httparse::Response::new(&mut fields);
        if let Ok(httparse::Status::Complete(head)) = answer.parse(&octets) {
            let length = answer.headers.iter().find(|field| field.name == "Content-Length").unwrap();
            let length: usize = std::str::from_utf8(length.value).unwrap().parse().unwrap();
            let mut body = vec![0; length];
            stream.read_exact(&mut body).unwrap();
            return String::from_utf8([&octets[..head], &body].concat()).unwrap();
        }
    }
}

#[test]
fn a_request_arrives_with_every_field_that_was_sent() {
    let echo = Echo::open(Limits::default());
    let seen = echo.ask(
        b"POST /a?b=c HTTP/1.1\r\nHost: h\r\nClient-Cert: :AA==:\r\nConnection: close\r\nTE: chunked\r\n\
          X:  caf\xc3\xa9 \xff\r\nContent-Length: 3\r\n\r\nabc",
    );
    let (head, body) = seen.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200 OK\r\n") && head.contains("\r\nconnection: close\r\n"), "{head}");
    let (request_line, rest) = body.split_once('\n').unwrap();
    assert_eq!(request_line, "POST https://here/a?b=c");
    let fields =
        "Host: h\nClient-Cert: :AA==:\nConnection: close\nTE: chunked\nX: caf\u{e9} \u{fffd}\nContent-Length: 3\n";
    assert_eq!(rest, format!("{fields}\nabc"), "without TLS nobody terminates it: what was sent is shown");
}

#[test]
fn requests_follow_each_other_on_one_connection() {
    let echo = Echo::open(Limits::default());
    let mut stream = echo.connect();
    for path in ["/1", "/2"] {
        write!(stream, "GET {path} HTTP/1.1\r\nHost: h\r\n\r\n").unwrap();
        assert!(read_answer(&mut stream).contains(&format!("GET https://here{path}\n")));
    }
    let pipelined = "POST /3 HTTP/1.1\r\nContent-Length: 1\r\n\r\nxGET /4 HTTP/1.1\r\n\r\nGET /5 HTTP/1.0\r\n\r\n";
    stream.write_all(pipelined.as_bytes()).unwrap();
    for path in ["/3", "/4", "/5"] {
        assert!(read_answer(&mut stream).contains(&format!(" https://here{path}\n")));
    }
    assert_eq!(read_all(&mut stream), "", "HTTP/1.0 ends the connection");
}

#[test]
fn octets_may_come_one_by_one() {
    let echo = Echo::open(Limits::default());
    let mut stream = echo.connect();
    stream.set_nodelay(true).unwrap();
    for octet in b"POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nab" {
        stream.write_all(&[*octet]).unwrap();
    }
    assert!(read_answer(&mut stream).ends_with("\n\nab"));
}

#[test]
fn a_body_that_waits_for_a_word_gets_it() {
    let echo = Echo::open(Limits::default());
    let mut stream = echo.connect();
    stream.write_all(b"POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n").unwrap();
    let mut word = [0; 25];
    stream.read_exact(&mut word).unwrap();
    assert_eq!(&word, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(b"ab").unwrap();
    assert!(read_answer(&mut stream).ends_with("\n\nab"));
}

#[test]
fn what_is_too_much_or_not_http_is_refused() {
    let echo = Echo::open(Limits::default());
    let long_line = [b"GET /".to_vec(), vec![b'x'; 1 << 20]].concat();
    let long_field = [b"GET / HTTP/1.1\r\nx: ".to_vec(), vec![b'x'; 1 << 20]].concat();
    let many = [b"GET / HTTP/1.1\r\n".to_vec(), b"x: y\r\n".repeat(101), b"\r\n".to_vec()].concat();
    for (octets, status) in [
        (&long_line[..], 431),
        (&long_field[..], 431),
        (&many[..], 431),
        (b"POST / HTTP/1.1\r\nContent-Length: 262145\r\n\r\n", 413),
        (b"POST / HTTP/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\n", 413),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411),
        (b"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400),
        (b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nContent-Length: +1\r\n\r\na", 400),
        (b"GET / HTTP/1.1\r\nx y: z\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\n folded: z\r\n\r\n", 400),
        (b"GET /\xc3\xa9 HTTP/1.1\r\n\r\n", 400),
        (b"hello\r\n\r\n", 400),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),
    ] {
        let answer = echo.ask(octets);
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status} ")) && answer.contains("connection: close\r\n"),
            "{status}: {answer:?} to {:?}",
            String::from_utf8_lossy(&octets[..octets.len().min(60)])
        );
    }
}

#[test]
fn the_whole_head_and_the_whole_body_may_be_used() {
    let limits = Limits::default();
    let echo = Echo::open(limits);
    let start = format!("POST / HTTP/1.1\r\nConnection: close\r\nContent-Length: {}\r\nx: ", limits.body);
    let padding = "x".repeat(limits.head - start.len() - 4);
    let body = "b".repeat(limits.body);
    let answer = echo.ask(format!("{start}{padding}\r\n\r\n{body}").as_bytes());
    assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.ends_with(&body));
    let answer = echo.ask(format!("{start}{padding}x\r\n\r\n").as_bytes());
    assert!(answer.starts_with("HTTP/1.1 431 "));
}

#[test]
fn slow_and_silent_connections_end() {
    let limits =
        Limits { request_time: Duration::from_millis(100), idle_time: Duration::from_millis(100), ..Limits::default() };
    let echo = Echo::open(limits);
    assert_eq!(echo.ask(b""), "");
    assert!(echo.ask(b"GET / HT").starts_with("HTTP/1.1 408 "));
    assert!(echo.ask(b"POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\na").starts_with("HTTP/1.1 408 "));
}

#[test]
fn slow_senders_do_not_delay_anybody_and_more_than_enough_are_turned_away() {
    let echo = Echo::open(Limits { connections: 101, ..Limits::default() });
    let slow: Vec<TcpStream> = (0..100)
        .map(|_| {
            let mut stream = echo.connect();
            stream.write_all(b"POST / HTTP/1.1\r\nContent-Length: 200000\r\n\r\nx").unwrap();
            stream
        })
        .collect();
    let mut good = echo.connect();
    for _ in 0..3 {
        good.write_all(b"GET /good HTTP/1.1\r\n\r\n").unwrap();
        assert!(read_answer(&mut good).contains("GET https://here/good"));
    }
    let mut one_too_many = echo.connect();
    assert!(read_all(&mut one_too_many).starts_with("HTTP/1.1 503 "));
    drop(slow);
}

#[test]
fn an_answer_under_way_goes_out_before_the_gate_is_closed() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (sender, mut hits) = mpsc::channel(1);
    let gate = Gate::open(Door::plain(vec![listener], "http://here"), sender, Limits::default()).unwrap();
    let mut client = TcpStream::connect(address).unwrap();
    client.write_all(b"GET / HTTP/1.1\r\n\r\n").unwrap();
    hits.blocking_recv().unwrap().answer(&Response::new(200).with_body("text/plain", "ok"));
    drop(gate);
    assert!(read_all(&mut client).ends_with("\r\n\r\nok"));
    assert!(TcpStream::connect(address).is_err(), "the port is closed");
}
