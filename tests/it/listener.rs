//! The port at which the answer is awaited: what counts, what is waited past, and who else may knock.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream};

use oauth_flow::wire::{Params, uri};
use url::Url;

use crate::agent::{Agent, Ask};
use crate::binary::{Binary, Running};
use crate::crooked::{Crooked, Says, closed_port};
use crate::person::Arrival;
use crate::practice::Practice;

/// A login that waits, and the answer that a person has brought up to its door.
struct Waiting {
    running: Running,
    redirect_uri: String,
    arrival: Arrival,
}

impl Waiting {
    fn start(practice: &Practice, login: Binary) -> Self {
        let mut running = login.start();
        let url = running.authorization_url();
        let query = Params::parse(uri::query(&url).unwrap());
        let redirect_uri = query.get("redirect_uri").unwrap().to_owned();
        let arrival = practice.alice().walk(&url, &redirect_uri);
        Self { running, redirect_uri, arrival }
    }

    fn address(&self) -> SocketAddr {
        SocketAddr::from((Ipv4Addr::LOCALHOST, Url::parse(&self.redirect_uri).unwrap().port().unwrap()))
    }

    /// Sends a request to the listener and gives back the whole answer.
    fn knock(&self, method: &str, target: &str, fields: &str) -> String {
        let host = if fields.contains("Host:") { String::new() } else { format!("Host: {}\r\n", self.address()) };
        say(self.address(), &format!("{method} {target} HTTP/1.1\r\n{host}{fields}Connection: close\r\n\r\n"))
    }
}

fn say(address: SocketAddr, octets: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(octets.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_else(|| panic!("{answer:?}"))
}

#[test]
fn what_is_not_the_answer_is_answered_recorded_and_waited_past() {
    let practice = Practice::start(&[]);
    let mut waiting = Waiting::start(&practice, practice.person_login().arg("--json"));
    let evil = "/callback?code=evil&state=evil";
    let rows = [
        ("GET", "/favicon.ico", "", 404),
        ("GET", "/other?code=evil", "", 404),
        ("GET", "/callback/?code=evil", "", 404),
        ("GET", evil, "Host: evil.example\r\n", 404),
        ("GET", evil, "Sec-Purpose: prefetch;prerender\r\n", 400),
        ("GET", evil, "Purpose: prefetch\r\n", 400),
        ("HEAD", evil, "", 400),
        ("OPTIONS", evil, "", 400),
        ("GET", "/callback", "", 200),
        ("GET", "/callback?utm_source=x", "", 200),
        ("POST", "/callback", "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 0\r\n", 400),
    ];
    for (method, target, fields, expected) in rows {
        let answer = waiting.knock(method, target, fields);
        assert_eq!(status(&answer), expected, "{method} {target} {fields}: {answer}");
        assert!(answer.to_ascii_lowercase().contains("cache-control: no-store"), "{answer}");
    }
    let page = Agent::new().send(&waiting.arrival.0.clone());
    assert_eq!(page.status, 200, "{page:?}");
    for (name, value) in [
        ("cache-control", "no-store"),
        ("referrer-policy", "no-referrer"),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "default-src 'none'"),
    ] {
        assert!(page.header(name).is_some_and(|header| header.contains(value)), "{name}: {page:?}");
    }
    assert!(page.body.contains("was received") && page.body.contains("replaceState"), "{}", page.body);
    waiting.running.find_in_stderr(|line| line.contains("not the answer, waited past: GET /favicon.ico").then_some(()));
    let outcome = waiting.running.finish().expect_code(0);
    let document = outcome.json();
    let exchanges = document["exchanges"].as_array().unwrap();
    let strays: Vec<&str> = exchanges.iter().filter_map(|exchange| exchange["stray"].as_str()).collect();
    assert_eq!(strays.len(), rows.len(), "{strays:?}");
    for reason in ["another path", "another Host", "prefetch", "HEAD", "fragment"] {
        assert!(strays.iter().any(|stray| stray.contains(reason)), "{reason}: {strays:?}");
    }
}

#[test]
fn a_slow_or_endless_sender_does_not_hold_it_up() {
    let practice = Practice::start(&[]);
    let waiting = Waiting::start(&practice, practice.person_login());
    let mut slow = TcpStream::connect(waiting.address()).unwrap();
    slow.write_all(b"GET /callback?code=").unwrap();
    let _idle = TcpStream::connect(waiting.address()).unwrap();
    let long = "a".repeat(20 << 10);
    assert_eq!(status(&waiting.knock("GET", &format!("/callback?code={long}"), "")), 431);
    assert_eq!(status(&say(waiting.address(), "no http at all\r\n\r\n")), 400);
    practice.alice().deliver(waiting.arrival);
    waiting.running.finish().expect_code(0);
}

#[test]
fn the_first_good_answer_wins_and_the_second_is_told_so() {
    let practice = Practice::start(&[]);
    // Whoever redeems there waits, so that the login is still going on when the second answer comes.
    let server = Crooked::start(|_| Says::Silence);
    let login = practice.person_login().arg("--token-endpoint").arg(&server.url("/token"));
    let mut waiting = Waiting::start(&practice, login);
    let first = Agent::new().send(&waiting.arrival.0.clone());
    assert_eq!(first.status, 200, "{first:?}");
    waiting.running.find_in_stderr(|line| line.contains("POST ").then_some(()));
    let second = Agent::new().send(&Ask::get(format!("{}?code=second&state=second", waiting.redirect_uri)));
    assert_eq!(second.status, 409, "{second:?}");
    assert!(second.body.contains("already has its answer"), "{}", second.body);
    server.let_go();
    let outcome = waiting.running.finish().expect_code(4);
    assert!(!outcome.stderr.contains("code=second"), "{}", outcome.stderr);
}

#[test]
fn a_taken_port_is_told_with_the_program_that_has_it() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let address = format!("http://127.0.0.1:{port}/callback");
    for (flag, value) in [("--port", port.as_str()), ("--redirect-uri", address.as_str())] {
        let outcome = Binary::new(["login", flag, value]).run().expect_code(5);
        assert!(outcome.stderr.contains(&format!("port {port} is taken")), "{}", outcome.stderr);
        assert!(outcome.stderr.contains("hint: ") && outcome.stderr.contains("--port N"), "{}", outcome.stderr);
        if cfg!(target_os = "linux") {
            assert!(outcome.stderr.contains(&format!("(process {})", std::process::id())), "{}", outcome.stderr);
        }
    }
    let outcome = Binary::new(["serve", "--port", &port]).run().expect_code(5);
    assert!(outcome.stderr.contains(&port) && outcome.stderr.contains("hint: "), "{}", outcome.stderr);
}

#[test]
fn a_port_that_was_asked_for_is_the_one_in_the_redirect_uri() {
    let practice = Practice::start(&[]);
    let port = closed_port();
    let waiting = Waiting::start(&practice, practice.person_login().arg("--port").arg(&port.to_string()));
    assert_eq!(waiting.redirect_uri, format!("http://127.0.0.1:{port}/callback"));
    practice.alice().deliver(waiting.arrival);
    waiting.running.finish().expect_code(0);
}

#[test]
fn localhost_is_listened_to_on_both_families() {
    let port = closed_port();
    let redirect_uri = format!("http://localhost:{port}/cb");
    let practice = Practice::start(&["--client-id", "local", "--redirect-uri", &redirect_uri]);
    let login = || practice.login().arg("--client-id").arg("local").arg("--public").arg("--no-browser");
    let waiting = Waiting::start(&practice, login().arg("--redirect-uri").arg(&redirect_uri));
    assert_eq!(waiting.redirect_uri, redirect_uri, "sent as it was written");
    let request = format!("HEAD /cb HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n");
    assert_eq!(status(&say((Ipv4Addr::LOCALHOST, port).into(), &request)), 400);
    if TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).is_ok() {
        assert_eq!(status(&say((Ipv6Addr::LOCALHOST, port).into(), &request)), 400);
    }
    practice.alice().deliver(waiting.arrival);
    waiting.running.finish().expect_code(0);
}

#[test]
fn the_redirect_url_can_come_through_a_pipe() {
    let practice = Practice::start(&[]);
    let mut waiting = Waiting::start(&practice, practice.person_login().arg("--json").stdin_open());
    waiting.running.type_line("http://127.0.0.1:1/callback?code=elsewhere");
    waiting.running.find_in_stderr(|line| line.contains("is not the redirect URL").then_some(()));
    waiting.running.type_line(&waiting.arrival.0.url);
    let document = waiting.running.finish().expect_code(0).json();
    let exchanges = document["exchanges"].as_array().unwrap();
    let callback = exchanges.iter().find(|exchange| exchange["step"] == "callback").unwrap();
    assert_eq!((&callback["pasted"], &callback["response"]), (&true.into(), &serde_json::Value::Null));
}

#[test]
fn a_pasted_url_goes_through_the_same_checks() {
    let practice = Practice::start(&[]);
    let rows =
        [("?error=access_denied&state=STATE&iss=ISS", 3, "access_denied"), ("?code=x&state=evil&iss=ISS", 6, "evil")];
    for (query, code, words) in rows {
        let mut waiting = Waiting::start(&practice, practice.person_login().stdin_open());
        let state = waiting.arrival.params().get("state").unwrap().to_owned();
        let query = query.replace("STATE", &state).replace("ISS", practice.issuer());
        waiting.running.type_line(&format!("{}{query}", waiting.redirect_uri));
        let outcome = waiting.running.finish().expect_code(code);
        assert!(outcome.stderr.contains(words), "{}", outcome.stderr);
    }
}

/// However it ends: a kill leaves it no time to clear anything away.
#[test]
fn nothing_is_left_in_the_temporary_folder() {
    let folder = tempfile::tempdir().unwrap();
    let there = folder.path().to_str().unwrap();
    let everything =
        || std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    let login = Binary::new(["login", "--run", "--as", "alice"]).env("TMPDIR", there);
    login.run().expect_code(0);
    let mut serving = Binary::new(["serve", "--json"]).env("TMPDIR", there).start();
    serving.find_in_stdout(|line| line.contains("issuer").then_some(()));
    assert_eq!(everything(), [""; 0].map(std::path::PathBuf::from), "while it runs");
    drop(serving);
    assert_eq!(everything(), [""; 0].map(std::path::PathBuf::from), "after it was killed");
}
