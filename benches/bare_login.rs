//! What a login costs at the least: the same HTTP requests as `oauth-flow login ISSUER --as alice --run`, sent over one
//! kept-alive connection by a client that reads only what it needs for the next request, and checks nothing.
//!
//! `benches/compare` runs it beside the real program, as whole processes.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a yardstick: it stops at the first surprise")]

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};

const SECRET: &str = "practice-secret-of-web-app-worth-nothing";

struct Client {
    host: String,
    stream: TcpStream,
    cookie: String,
}

impl Client {
    fn send(&mut self, method: &str, target: &str, more: &str, body: &str) -> (String, String) {
        let cookie = if self.cookie.is_empty() { String::new() } else { format!("cookie: {}\r\n", self.cookie) };
        let length = if method == "POST" { format!("content-length: {}\r\n", body.len()) } else { String::new() };
        let form = if method == "POST" { "content-type: application/x-www-form-urlencoded\r\n" } else { "" };
        let host = &self.host;
        let request = format!(
            "{method} {target} HTTP/1.1\r\nhost: {host}\r\naccept: */*\r\n{form}{more}{cookie}{length}\r\n{body}"
        );
        self.stream.write_all(request.as_bytes()).unwrap();
        let (head, body) = read(&mut self.stream);
        if let Some(cookie) = field(&head, "set-cookie") {
            cookie.split(';').next().unwrap().clone_into(&mut self.cookie);
        }
        (head, body)
    }
}

/// One message: its head, and as much body as `content-length` says.
fn read(stream: &mut TcpStream) -> (String, String) {
    let mut octets = Vec::new();
    let mut buffer = [0; 16384];
    loop {
        let count = stream.read(&mut buffer).unwrap();
        octets.extend_from_slice(&buffer[..count]);
        let text = String::from_utf8_lossy(&octets);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = field(head, "content-length").map_or(0, |value| value.parse::<usize>().unwrap());
            if body.len() >= length || count == 0 {
                return (head.to_owned(), body.to_owned());
            }
        }
        assert!(count > 0, "closed");
    }
}

fn field(head: &str, name: &str) -> Option<String> {
    let mut lines = head.lines().skip(1).filter_map(|line| line.split_once(':'));
    lines.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim().to_owned())
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split_once(before).unwrap().1.split_once(after).unwrap().0
}

fn escaped(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

fn main() {
    let Some(issuer) = std::env::args().find(|argument| argument.starts_with("http://")) else {
        println!("needs the issuer of a running `oauth-flow serve`");
        return;
    };
    let host = issuer.trim_start_matches("http://").to_owned();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let redirect_uri = format!("http://{}/callback", listener.local_addr().unwrap());
    let stream = TcpStream::connect(&host).unwrap();
    stream.set_nodelay(true).unwrap();
    let mut client = Client { host, stream, cookie: String::new() };
    client.send("GET", "/.well-known/openid-configuration", "", "");
    let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier));
    let redirect = escaped(&redirect_uri);
    let target = format!(
        "/authorize?response_type=code&client_id=web-app&redirect_uri={redirect}&scope=openid&state=st&nonce=no&code_challenge={challenge}&code_challenge_method=S256"
    );
    let (_, page) = client.send("GET", &target, "", "");
    let transaction = between(&page, "name=\"transaction\" value=\"", "\"").to_owned();
    let login = format!("transaction={transaction}&username=alice&password=wonderland&decision=login");
    let (head, _) = client.send("POST", "/login", "", &login);
    let mut location = field(&head, "location").unwrap();
    // Consent is asked for once.
    if !location.starts_with(&redirect_uri) {
        let (_, page) = client.send("GET", &location, "", "");
        let transaction = between(&page, "name=\"transaction\" value=\"", "\"").to_owned();
        let (head, _) = client.send("POST", "/consent", "", &format!("transaction={transaction}&decision=allow"));
        location = field(&head, "location").unwrap();
    }
    call_back(&listener, &location);
    let code = between(&format!("{location}&"), "code=", "&").to_owned();
    let basic = format!("authorization: Basic {}\r\n", STANDARD.encode(format!("web-app:{SECRET}")));
    let form = format!("grant_type=authorization_code&code={code}&redirect_uri={redirect}&code_verifier={verifier}");
    let (_, tokens) = client.send("POST", "/token", &basic, &form);
    client.send("GET", "/jwks", "", "");
    let token = between(&tokens, "\"access_token\":\"", "\"");
    let (_, claims) = client.send("GET", "/userinfo", &format!("authorization: Bearer {token}\r\n"), "");
    assert!(claims.contains("\"sub\""), "{claims}");
}

/// The browser's request to our own listener.
fn call_back(listener: &TcpListener, location: &str) {
    let mut browser = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let (_, path) = location.trim_start_matches("http://").split_once('/').unwrap();
    browser
        .write_all(format!("GET /{path} HTTP/1.1\r\nhost: {}\r\n\r\n", listener.local_addr().unwrap()).as_bytes())
        .unwrap();
    let (mut ours, _) = listener.accept().unwrap();
    read(&mut ours);
    ours.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok").unwrap();
    read(&mut browser);
}
