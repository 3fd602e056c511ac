use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Mutex;
use std::time::Duration;

use super::*;
use crate::world::clock::Stopwatch;

fn listener() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

/// Serves with this handler at the origin `http://origin`.
fn serve(handler: impl Fn(Request) -> Response + Send + Sync + 'static) -> (Server, SocketAddr) {
    let (listener, address) = listener();
    (Server::serve(Door::plain(vec![listener], "http://origin"), handler).unwrap(), address)
}

/// Everything that comes back to these octets; they have to end the connection.
fn ask(address: SocketAddr, octets: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(octets.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn a_request_arrives_as_it_was_sent_with_our_own_origin() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&seen);
    let (_server, address) = serve(move |request| {
        kept.lock().unwrap().push(request);
        Response::new(204)
    });
    let body = "b".repeat(5000);
    ask(
        address,
        &format!(
            "POST /a//b?c=%2f HTTP/1.0\r\nHost: evil.example\r\nX-B: 1\r\nx-b: 2\r\nContent-Length: 5000\r\n\r\n{body}"
        ),
    );
    for (target, url) in [
        ("http://evil.example/p?q", "http://origin/p?q"),
        ("http://evil.example", "http://origin/"),
        ("*", "http://origin/"),
    ] {
        ask(address, &format!("GET {target} HTTP/1.0\r\n\r\n"));
        assert_eq!(seen.lock().unwrap().last().unwrap().url, url);
    }
    let request = seen.lock().unwrap()[0].clone();
    assert_eq!((request.method.as_str(), request.url.as_str()), ("POST", "http://origin/a//b?c=%2f"));
    let fields: Vec<_> = request.headers.iter().collect();
    assert_eq!(fields, [("Host", "evil.example"), ("X-B", "1"), ("x-b", "2"), ("Content-Length", "5000")]);
    assert_eq!(request.body.text(), Some(body.as_str()));
}

#[test]
fn an_answer_has_our_fields_and_a_date_and_nothing_else() {
    let (_server, address) = serve(|_| {
        Response::new(200)
            .with("X-One", "1\r\nX-Forged: 1")
            .with("X Two", "no name of a field")
            .with("transfer-encoding", "chunked")
            .with("set-cookie", "a=1")
            .with("set-cookie", "b=2")
            .with_body("text/plain", "x".repeat(40_000))
    });
    let answer = ask(address, "GET / HTTP/1.0\r\n\r\n");
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let mut lines = head.lines();
    assert_eq!(lines.next(), Some("HTTP/1.1 200 OK"));
    let date = lines.next().unwrap().strip_prefix("Date: ").unwrap();
    httpdate::parse_http_date(date).unwrap();
    let rest: Vec<_> = lines.collect();
    assert_eq!(
        rest,
        [
            "X-One: 1??X-Forged: 1",
            "set-cookie: a=1",
            "set-cookie: b=2",
            "content-type: text/plain",
            "connection: close",
            "Content-Length: 40000",
        ]
    );
    assert_eq!(body.len(), 40_000);
    let head_only = ask(address, "HEAD / HTTP/1.0\r\n\r\n");
    assert!(head_only.contains("Content-Length: 40000\r\n") && head_only.ends_with("\r\n\r\n"));
}

#[test]
fn a_handler_that_panics_costs_one_answer() {
    let (_server, address) = serve(|request| {
        assert!(!request.url.ends_with("/panic"), "wanted by the test");
        Response::new(204)
    });
    for _ in 0..10 {
        assert!(ask(address, "GET /panic HTTP/1.0\r\n\r\n").starts_with("HTTP/1.1 500 "));
    }
    assert!(ask(address, "GET / HTTP/1.0\r\n\r\n").starts_with("HTTP/1.1 204 "));
}

#[test]
fn a_dropped_server_frees_its_port() {
    let (listener, address) = listener();
    let server = Server::serve(Door::plain(vec![listener], "http://origin"), |_| Response::new(204)).unwrap();
    let idle = TcpStream::connect(address).unwrap();
    assert!(ask(address, "GET / HTTP/1.0\r\n\r\n").starts_with("HTTP/1.1 204 "));
    drop(server);
    assert!(TcpListener::bind(address).is_ok());
    drop(idle);
}

#[tokio::test]
async fn hits_come_one_by_one_and_one_that_nobody_answers_is_answered() {
    let (listener, address) = listener();
    let (server, mut hits) = Server::hits(Door::plain(vec![listener], "http://origin")).unwrap();
    let client = std::thread::spawn(move || {
        [
            ask(address, "GET /1 HTTP/1.0\r\n\r\n"),
            ask(address, "GET /2 HTTP/1.0\r\n\r\n"),
            ask(address, "GET /3 HTTP/1.0\r\n\r\n"),
        ]
    });
    let first = hits.recv().await.unwrap();
    assert_eq!(first.request.url, "http://origin/1");
    first.answer(&Response::new(204));
    drop(hits.recv().await.unwrap());
    assert!(hits.recv().await.unwrap().request.url.ends_with("/3"));
    drop(hits);
    drop(server);
    let [first, second, third] = client.join().unwrap();
    assert!(
        first.starts_with("HTTP/1.1 204 ") && second.starts_with("HTTP/1.1 500 ") && third.starts_with("HTTP/1.1 500 ")
    );
}

/// Forty milliseconds is what a delayed acknowledgement costs where Nagle's algorithm waits for it.
#[test]
fn answers_of_any_size_come_without_a_stall() {
    let (_server, address) = serve(|request| {
        let size = request.url.rsplit('/').next().unwrap().parse().unwrap();
        Response::new(200).with_body("text/plain", "x".repeat(size))
    });
    let mut stream = TcpStream::connect(address).unwrap();
    for size in [10, 1000, 1100, 1500, 3000, 9000, 30_000, 70_000] {
        let mut best = Duration::MAX;
        for _ in 0..20 {
            let stopwatch = Stopwatch::start();
            // in one write: several would make the client wait for itself
            stream.write_all(format!("GET /{size} HTTP/1.1\r\n\r\n").as_bytes()).unwrap();
            let mut octets = Vec::new();
            let mut buffer = [0; 8192];
            while octets.windows(4).position(|end| end == b"\r\n\r\n").is_none_or(|at| octets.len() < at + 4 + size) {
                let read = stream.read(&mut buffer).unwrap();
                octets.extend_from_slice(&buffer[..read]);
            }
            best = best.min(stopwatch.elapsed());
        }
        assert!(best < Duration::from_millis(30), "{size} octets took {best:?} at best");
    }
}
