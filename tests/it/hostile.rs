//! Wrong words, and servers that are no provider: each is told by what it is, and none of them acts on the terminal.

use crate::binary::{Binary, Outcome, Running};
use crate::crooked::{Crooked, Heard, Says, closed_port};
use crate::practice::login;
use crate::told::{HOSTILE, assert_told};

#[test]
fn wrong_words_are_refused_before_anything_is_sent() {
    let rows: &[(&[&str], &[&str])] = &[
        (&["logni"], &["logni", "login"]),
        (&["login", "--no-such-flag"], &["--no-such-flag"]),
        (&["login", "--no-such-\u{1b}[31m\u{202e}flag"], &["--no-such-"]),
        (&["login", "--pkce", "s512"], &["s512", "--pkce", "S256"]),
        (&["login", "--port", "99999"], &["99999", "--port"]),
        (&["login", "--timeout", "0"], &["--timeout"]),
        (&["login", "--json", "--print", "code"], &["--json", "--print"]),
        (&["login", "id.example.com", "--client-id", "x"], &["id.example.com", "https://"]),
        (&["login", "https://", "--client-id", "x"], &["`https://`"]),
        (&["login", "https://id.example.com/#x", "--client-id", "x"], &["fragment"]),
        (&["login", "https://u:p@id.example.com", "--client-id", "x"], &["user name or password"]),
        (&["login", "http://id.example.com", "--client-id", "x"], &["plain http", "--allow-http"]),
        (&["login", "https://id.example.com"], &["--client-id"]),
        (&["login", "--client-id", ""], &["--client-id"]),
        (&["login", "--token-endpoint", "ftp://h/t", "--client-id", "x"], &["--token-endpoint", "ftp://h/t"]),
        (&["login", "--token-endpoint", "https://h/t", "--client-id", "x"], &["--authorization-endpoint"]),
        (&["login", "--redirect-uri", "/callback"], &["--redirect-uri", "/callback"]),
        (&["login", "--redirect-uri", "http://127.0.0.1:1/#f"], &["fragment"]),
        (&["login", "--redirect-uri", "https://app.example.com/cb", "--no-browser"], &["https://app.example.com/cb"]),
        (&["login", "--set", "redeem.code"], &["redeem.code", "--set"]),
        (&["login", "--set", "nowhere.code=1"], &["nowhere"]),
        (&["serve", "--fault", "no-such-fault"], &["no-such-fault", "id-token-aud-wrong"]),
        (&["completions", "csh"], &["csh", "bash"]),
    ];
    for (arguments, words) in rows {
        let outcome = Binary::new(arguments.iter().copied()).run();
        assert_told(&outcome, 2, words);
    }
}

#[test]
fn local_trouble_is_named() {
    let rows: &[(&[&str], &[&str])] = &[
        (&["login", "--client-secret-file", "/nowhere/secret"], &["/nowhere/secret"]),
        (&["login", "--trace", "/nowhere/trace.json"], &["/nowhere/trace.json", "--trace"]),
        (&["show", "/nowhere/trace.json"], &["/nowhere/trace.json", "--trace"]),
    ];
    for (arguments, words) in rows {
        assert_told(&Binary::new(arguments.iter().copied()).run(), 5, words);
    }
    let outcome = Binary::new(["show", "notes.txt"]).file("notes.txt", "not a record").run();
    assert_told(&outcome, 2, &["notes.txt", "login --trace"]);
}

/// What stands at the well-known places of each issuer.
fn metadata(heard: &Heard) -> Says {
    let ok = "200 OK";
    match heard.target.split('/').nth(1).unwrap_or_default() {
        "page" => Says::typed(ok, "text/html", "<!doctype html><title>Welcome</title><h1>Log in</h1>"),
        "elsewhere" => Says::answer("302 Found", "location: https://id.example.com/\r\n", ""),
        "not-json" => Says::json(ok, "{\"issuer\": "),
        "list" => Says::json(ok, "[1, 2]"),
        "empty" => Says::json(ok, ""),
        "broken" => Says::json("503 Service Unavailable", "{}"),
        "hostile" => Says::json(ok, &serde_json::json!({ "issuer": HOSTILE, HOSTILE: HOSTILE }).to_string()),
        "hostile-fields" => Says::answer("200 OK", "content-type: text/\u{9b}31m\u{202e}html\r\nx-\u{1b}: 1\r\n", ""),
        "not-http" => Says::Octets(b"SSH-2.0-OpenSSH_9.9 \x1b[31m\r\n".to_vec()),
        "short" => Says::Octets(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{".to_vec()),
        "gone" => Says::Octets(Vec::new()),
        "silent" => Says::Silence,
        "endless" => Says::Endless(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{".to_vec()),
        "endless-fields" => Says::Endless(b"HTTP/1.1 200 OK\r\nx: ".to_vec()),
        "drip" => Says::Drip(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{".to_vec()),
        "drip-fields" => Says::Drip(b"HTTP/1.1 200 OK\r\nx: ".to_vec()),
        _ => Says::typed("404 Not Found", "text/plain", "no such page"),
    }
}

fn discover(url: &str) -> Outcome {
    login(url).arg("--client-id").arg("x").arg("--no-browser").arg("--max-time").arg("1").run()
}

#[test]
fn an_issuer_that_is_none_is_told_by_what_it_answers() {
    let server = Crooked::start(metadata);
    let rows: &[(&str, i32, &[&str])] = &[
        ("/missing", 6, &["metadata", "404", "/missing/.well-known/openid-configuration", "--authorization-endpoint"]),
        ("/page", 6, &["HTML"]),
        ("/elsewhere", 6, &["302", "elsewhere"]),
        ("/not-json", 6, &["JSON"]),
        ("/list", 6, &["JSON"]),
        ("/empty", 6, &["empty"]),
        ("/broken", 6, &["503"]),
        ("/hostile", 6, &["issuer", "\\u001b[31m", "\\u{202e}"]),
        ("/hostile-fields", 4, &["not HTTP"]),
    ];
    for (path, code, words) in rows {
        assert_told(&discover(&server.url(path)), *code, words);
    }
}

#[test]
fn an_issuer_that_differs_by_one_character_is_shown_where() {
    let issuer = std::sync::Arc::new(std::sync::OnceLock::<String>::new());
    let told = std::sync::Arc::clone(&issuer);
    let server = Crooked::start(move |_| {
        Says::json("200 OK", &serde_json::json!({ "issuer": format!("{}/", told.get().unwrap()) }).to_string())
    });
    issuer.set(server.url("/tenant")).unwrap();
    let outcome = discover(&server.url("/tenant"));
    let asked = server.url("/tenant");
    assert_told(&outcome, 6, &[&asked, &format!("{asked}/"), "character"]);
}

#[test]
fn a_server_that_gives_no_answer_is_unreachable() {
    let server = Crooked::start(metadata);
    let rows: &[(&str, &[&str])] = &[
        ("/not-http", &["not HTTP"]),
        ("/short", &["closed"]),
        ("/gone", &["closed"]),
        ("/endless", &["larger"]),
        ("/endless-fields", &["larger"]),
    ];
    for (path, words) in rows {
        assert_told(&discover(&server.url(path)), 4, words);
    }
    let port = closed_port();
    let outcome = discover(&format!("http://127.0.0.1:{port}"));
    assert_told(&outcome, 4, &["refused", &format!("127.0.0.1:{port}"), "discover", "curl"]);
}

#[test]
fn a_slow_server_is_not_waited_for_longer_than_told() {
    let server = Crooked::start(metadata);
    let rows = [("/silent", "nothing came"), ("/drip", "octets of its body"), ("/drip-fields", "nothing came")];
    let waiting: Vec<(Running, &str)> = rows
        .iter()
        .map(|(path, words)| {
            let binary = login(&server.url(path)).arg("--client-id").arg("x").arg("--no-browser");
            (binary.arg("--max-time").arg("1").start(), *words)
        })
        .collect();
    for (running, words) in waiting {
        assert_told(&running.finish(), 4, &["in time", words, "within 1s"]);
    }
}
