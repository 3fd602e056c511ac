use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread::JoinHandle;

use super::*;

/// A server of one connection: reads one request, then does as it is told; gives back what it read.
fn server(answer: impl FnOnce(&mut TcpStream) + Send + 'static) -> (String, JoinHandle<Vec<u8>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let thread = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let read = read_request(&mut stream);
        answer(&mut stream);
        read
    });
    (origin, thread)
}

fn read_request(stream: &mut TcpStream) -> Vec<u8> {
    let mut octets = Vec::new();
    let mut octet = [0];
    while !octets.ends_with(b"\r\n\r\n") && stream.read(&mut octet).unwrap_or(0) == 1 {
        octets.push(octet[0]);
    }
    let head = String::from_utf8_lossy(&octets).to_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    stream.read_exact(&mut body).unwrap();
    octets.extend(body);
    octets
}

/// Keeps a connection open, silent, until the other side closes it.
fn hold(stream: &mut TcpStream) {
    let _ = stream.read(&mut [0]);
}

fn request(url: &str) -> Request {
    let headers = Headers::default().with("host", uri::authority(url)).with("user-agent", "t").with("accept", "*/*");
    Request { headers, ..Request::get(url) }
}

fn client(settings: HttpSettings) -> Http {
    Http::new(settings)
}

async fn failure_of(settings: HttpSettings, answer: impl FnOnce(&mut TcpStream) + Send + 'static) -> Failure {
    let (origin, thread) = server(answer);
    let client = client(settings);
    let failure = client.send(&request(&origin)).await.outcome.unwrap_err();
    drop(client);
    // the connection is closed by a task of this runtime, which a plain join would keep from running
    tokio::task::spawn_blocking(|| thread.join()).await.unwrap().unwrap();
    failure
}

async fn answer_to(octets: &'static [u8]) -> Response {
    let (origin, thread) = server(move |stream| stream.write_all(octets).unwrap());
    let response = client(HttpSettings::default()).send(&request(&origin)).await.outcome.unwrap();
    thread.join().unwrap();
    response
}

fn short() -> HttpSettings {
    HttpSettings { max_time: Duration::from_millis(200), ..HttpSettings::default() }
}

fn octets_of(request: &Request, target: &str) -> String {
    let fields: Vec<_> = request.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    format!("{} {target} HTTP/1.1\r\n{}\r\n{}", request.method, fields.concat(), request.body.text().unwrap())
}

#[tokio::test]
async fn the_octets_that_arrive_are_the_request() {
    for (method, target, body) in [
        ("GET", "", ""),
        ("GET", "/a//b/%7e?x={}&y=%2f%2F+|^`[]", ""),
        ("POST", "/token?tenant=1", "grant_type=authorization_code&code=a%2Fb"),
        ("POST", "/empty", ""),
        ("HEAD", "/h", ""),
        ("PURGE", "/m", ""),
    ] {
        let (origin, thread) = server(|stream| stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").unwrap());
        let headers = Headers::default()
            .with("x-first", "1")
            .with("host", uri::authority(&origin))
            .with("content-length", body.len().to_string())
            .with("authorization", "Basic YTpi")
            .with("x-again", "1")
            .with("x-again", "2")
            .with("user-agent", "oauth-flow")
            .with("accept", "application/json")
            .with("x-text", "caf\u{e9} a  b");
        let request =
            Request { method: method.into(), url: format!("{origin}{target}"), headers, body: Body::from(body) };
        let response = client(HttpSettings::default()).send(&request).await.outcome.unwrap();
        assert_eq!(response.status, 204);
        let seen = String::from_utf8(thread.join().unwrap()).unwrap();
        assert_eq!(seen, octets_of(&request, if target.is_empty() { "/" } else { target }));
    }
}

#[tokio::test]
async fn what_comes_is_told_as_it_came() {
    let response = answer_to(
        b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nSet-Cookie: a=1\r\nContent-Encoding: gzip\r\n\
          Set-Cookie: b=2\r\nX-Bad: \xff\r\nContent-Length: 4\r\n\r\n\x1f\x8b\x08\x00",
    )
    .await;
    assert_eq!(response.status, 302, "a redirect is shown and not followed");
    assert_eq!(response.body.octets(), b"\x1f\x8b\x08\x00", "a body is not decompressed");
    assert_eq!(response.headers.get("content-encoding"), Some("gzip"));
    assert_eq!(response.headers.get("x-bad"), Some("\u{fffd}"));
    assert_eq!(response.headers.all("set-cookie").collect::<Vec<_>>(), ["a=1", "b=2"]);
    assert_eq!(response.headers.iter().next(), Some(("location", "http://127.0.0.1:1/")));
    let chunked =
        answer_to(b"HTTP/1.1 400 Bad\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n").await;
    assert_eq!((chunked.status, chunked.body.text()), (400, Some("abcde")));
    let unframed = answer_to(b"HTTP/1.0 200 OK\r\n\r\nto the end").await;
    assert_eq!(unframed.body.text(), Some("to the end"));
}

#[tokio::test]
async fn a_connection_is_used_again() {
    let (origin, thread) = server(|stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n1").unwrap();
        read_request(stream);
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n2").unwrap();
    });
    let client = client(HttpSettings::default());
    for expected in ["1", "2"] {
        assert_eq!(client.send(&request(&origin)).await.outcome.unwrap().body.text(), Some(expected));
    }
    thread.join().unwrap();
}

#[tokio::test]
async fn endless_answers_end() {
    let body = failure_of(HttpSettings::default(), |stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
        while stream.write_all(&[b'x'; 8192]).is_ok() {}
    })
    .await;
    assert_eq!(body.kind, FailureKind::TooLarge);
    assert!(body.detail.contains("1048576 octets"), "{body}");
    let value = failure_of(HttpSettings::default(), |stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\nx: ").unwrap();
        while stream.write_all(&[b'x'; 8192]).is_ok() {}
    })
    .await;
    assert_eq!(value.kind, FailureKind::TooLarge, "{value}");
    let fields = failure_of(HttpSettings::default(), |stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\n").unwrap();
        while stream.write_all(&b"x: y\r\n".repeat(1000)).is_ok() {}
    })
    .await;
    assert_eq!(fields.kind, FailureKind::TooLarge, "{fields}");
}

#[tokio::test]
async fn slow_answers_end_and_tell_how_far_they_came() {
    for (octets, words) in [
        (&b""[..], "nothing came within 200ms"),
        (b"HTTP/1.1 200", "nothing came within 200ms"),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n", "the head of the answer came, and nothing of its body"),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc", "the head of the answer and 3 octets of its body came"),
    ] {
        let failure = failure_of(short(), move |stream| {
            stream.write_all(octets).unwrap();
            hold(stream);
        })
        .await;
        assert_eq!(failure.kind, FailureKind::Timeout);
        assert!(failure.detail.contains(words), "{failure}");
    }
}

#[tokio::test]
async fn broken_answers_are_told_apart() {
    for (octets, kind) in [
        (&b""[..], FailureKind::Closed),
        (b"HTTP/1.1 200 OK\r\ncontent-le", FailureKind::Closed),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc", FailureKind::Closed),
        (b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\nabc", FailureKind::Closed),
        (b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nabc", FailureKind::NotHttp),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\ncontent-length: 4\r\n\r\nabcd", FailureKind::NotHttp),
        (b"SSH-2.0-OpenSSH_9.2\r\n", FailureKind::NotHttp),
        (b"220 mail ESMTP\r\n\r\n", FailureKind::NotHttp),
        (b"\x15\x03\x01\x00\x02\x02\x16", FailureKind::NotHttp),
        (b"HTTP/1.1 abc OK\r\n\r\n", FailureKind::NotHttp),
        (b"HTTP/1.1 200 OK\r\nbad field\r\n\r\n", FailureKind::NotHttp),
    ] {
        let failure = failure_of(HttpSettings::default(), move |stream| stream.write_all(octets).unwrap()).await;
        assert_eq!(failure.kind, kind, "{:?}: {failure}", String::from_utf8_lossy(octets));
        assert!(!failure.detail.is_empty());
    }
}

#[tokio::test]
async fn a_closed_port_and_an_unknown_name() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let client = client(HttpSettings { allow_http: true, ..HttpSettings::default() });
    for url in [format!("http://127.0.0.1:{port}/"), format!("http://localhost:{port}/")] {
        let failure = client.send(&request(&url)).await.outcome.unwrap_err();
        assert_eq!(failure.kind, FailureKind::Refused, "{failure}");
    }
    let failure = client.send(&request("http://name.invalid/")).await.outcome.unwrap_err();
    assert_eq!(failure.kind, FailureKind::Dns, "{failure}");
}

#[tokio::test]
async fn plain_http_stays_on_this_machine() {
    let client = client(HttpSettings::default());
    for (url, kind) in [
        ("http://as.example/", FailureKind::PlainHttp),
        ("HTTP://127.0.0.1.as.example/", FailureKind::PlainHttp),
        ("ftp://127.0.0.1/", FailureKind::Local),
        ("as.example", FailureKind::Local),
    ] {
        assert_eq!(client.send(&request(url)).await.outcome.unwrap_err().kind, kind, "{url}");
    }
}

#[tokio::test]
async fn names_under_localhost_are_this_machine() {
    let (origin, thread) = server(|stream| stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").unwrap());
    let url = origin.replace("127.0.0.1", "tenant.localhost");
    assert_eq!(client(HttpSettings::default()).send(&request(&url)).await.outcome.unwrap().status, 204);
    thread.join().unwrap();
}
