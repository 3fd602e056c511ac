//! Servers, redirects and words that mean no good: every one is told by what it is, and none of them acts on the terminal.

use std::net::TcpListener;

use oauth_flow::practice::{Fault, SeenBy};
use oauth_flow::wire::{Params, uri};

use crate::agent::{Agent, Ask};
use crate::binary::{Binary, Outcome, Running};
use crate::crooked::{Crooked, Heard, Says};
use crate::practice::{Practice, login};

/// Colours, cursor moves, a title, a C1 control, a bell, new lines, overrides of direction, zero width.
const HOSTILE: &str =
    "\u{1b}[31mred\u{1b}[2J\u{1b}]0;owned\u{7}\u{9b}1A\r\nhint: \u{202e}gnp\u{2066}\u{200b}\u{7f} end";

/// Nothing in it acts on a terminal or makes text look like something else.
#[track_caller]
fn assert_harmless(text: &str) {
    let acts = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    assert!(!text.contains(acts), "{:?} in {text:?}", text.chars().find(|c| acts(*c)));
}

/// It ended with this code, printed no data, and told these words and a way out at its very end.
#[track_caller]
fn assert_told(outcome: &Outcome, code: i32, words: &[&str]) {
    let Outcome { stdout, stderr, .. } = outcome;
    assert_eq!((outcome.code, stdout.as_str()), (Some(code), ""), "{stderr}");
    assert_harmless(stderr);
    let lines: Vec<&str> = stderr.lines().collect();
    let error = lines.iter().rposition(|line| line.starts_with("error: "));
    let error = error.unwrap_or_else(|| panic!("no error: {stderr}"));
    let hint = lines[error..].iter().position(|line| line.starts_with("hint: "));
    let hint = error + hint.unwrap_or_else(|| panic!("no hint: {stderr}"));
    assert!(lines[hint + 1..].iter().all(|line| line.starts_with("      ")), "the hint is not last: {stderr}");
    let told = lines[error..].join("\n");
    for word in words {
        assert!(told.contains(word), "`{word}` is not in: {told}");
    }
}

fn closed_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

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

#[test]
fn an_answer_that_never_comes_is_given_up() {
    let practice = Practice::start(&[]);
    let outcome = practice.person_login().arg("--timeout").arg("1").run();
    assert_told(&outcome, 4, &["redirect URI", "--timeout", "register exactly"]);
}

/// A login that waits for its answer, and what the answer has to carry.
struct Waiting {
    running: Running,
    authorization_url: String,
    redirect_uri: String,
    state: String,
}

impl Waiting {
    fn start(practice: &Practice) -> Self {
        let mut running = practice.person_login().start();
        let url = running.authorization_url();
        let query = Params::parse(uri::query(&url).unwrap());
        let value = |name: &str| query.get(name).unwrap().to_owned();
        Self { redirect_uri: value("redirect_uri"), state: value("state"), authorization_url: url, running }
    }

    /// Brings an answer to the redirect URI; gives back the page that is shown there, and how it ended.
    fn bring(self, params: &Params) -> (String, Outcome) {
        let url = format!("{}?{}", self.redirect_uri, params.to_query());
        let page = Agent::new().send(Ask::get(url));
        (page.body, self.running.finish())
    }
}

/// RFC 6749 4.1.2.1 and OpenID Connect Core 3.1.2.6.
const AUTHORIZATION_ERRORS: [&str; 16] = [
    "invalid_request",
    "unauthorized_client",
    "access_denied",
    "unsupported_response_type",
    "invalid_scope",
    "server_error",
    "temporarily_unavailable",
    "interaction_required",
    "login_required",
    "account_selection_required",
    "consent_required",
    "invalid_request_uri",
    "invalid_request_object",
    "request_not_supported",
    "request_uri_not_supported",
    "registration_not_supported",
];

#[test]
fn an_error_of_any_code_is_told_and_its_description_acts_on_nothing() {
    let practice = Practice::start(&[]);
    for code in AUTHORIZATION_ERRORS.into_iter().chain(["no_such_code", HOSTILE]) {
        let waiting = Waiting::start(&practice);
        let params = Params::default()
            .with("error", code)
            .with("error_description", HOSTILE)
            .with("error_uri", HOSTILE)
            .with("state", &waiting.state)
            .with("iss", practice.issuer());
        let (page, outcome) = waiting.bring(&params);
        let shown = if code == HOSTILE { "\\u{1b}[31mred" } else { code };
        assert_told(&outcome, 3, &[shown, "\\u{1b}[31mred", "\\u{202e}gnp", "\\u{7f} end"]);
        assert!(!page.contains('\u{1b}') && !page.contains('\u{202e}'), "{page}");
    }
}

#[test]
fn an_answer_that_is_not_ours_is_refused_before_the_code_is_redeemed() {
    let practice = Practice::start(&[]);
    let rows: &[(&str, Option<&str>, Option<&str>, &[&str])] = &[
        ("state of another", Some("another"), Some("right"), &["state", "another"]),
        ("hostile state", Some(HOSTILE), Some("right"), &["state", "\\u001b[31m", "\\u{202e}"]),
        ("no state", None, Some("right"), &["state"]),
        ("other issuer", Some("right"), Some("https://evil.example"), &["https://evil.example"]),
        ("no issuer", Some("right"), None, &["iss"]),
    ];
    for (name, state, iss, words) in rows {
        let waiting = Waiting::start(&practice);
        let ours = waiting.state.clone();
        let mut params = Params::default().with("code", "a-code-of-somebody");
        if let Some(state) = state {
            params.push("state", if *state == "right" { ours.as_str() } else { *state });
        }
        if let Some(iss) = iss {
            params.push("iss", if *iss == "right" { practice.issuer() } else { *iss });
        }
        let (_, outcome) = waiting.bring(&params);
        assert_told(&outcome, 6, words);
        if name.contains("state") {
            assert_told(&outcome, 6, &[&ours]);
        }
        assert!(!outcome.stderr.contains("POST "), "{name}: the code was redeemed: {}", outcome.stderr);
    }
}

#[test]
fn a_state_that_was_changed_on_its_way_out_is_shown_beside_ours() {
    let practice = Practice::start(&[]);
    let outcome = practice.robot_login().arg("--set").arg("authorize.state=changed-on-the-way").run();
    assert_told(&outcome, 6, &["state", "changed-on-the-way", "sent", "received"]);
}

/// What the token endpoint answers at each path.
fn token(heard: &Heard) -> Says {
    let error = |code: &str| {
        serde_json::json!({ "error": code, "error_description": HOSTILE, "error_uri": HOSTILE, HOSTILE: HOSTILE })
            .to_string()
    };
    let page = "<html><h1>\u{1b}[31m\u{202e}Forbidden</h1></html>";
    match heard.target.as_str() {
        "/400" => Says::json("400 Bad Request", &error("invalid_grant")),
        "/401" => Says::json("401 Unauthorized", &error("invalid_client")),
        "/401-page" => Says::typed("401 Unauthorized", "text/html", page),
        "/403" => Says::typed("403 Forbidden", "text/html", page),
        "/404" => Says::typed("404 Not Found", "text/html", page),
        "/415" => Says::typed("415 Unsupported Media Type", "text/plain", ""),
        "/429" => Says::answer("429 Too Many Requests", "retry-after: 7\r\n", ""),
        "/500" => Says::typed("500 Internal Server Error", "text/plain", HOSTILE),
        "/502" => Says::typed("502 Bad Gateway", "text/html", page),
        "/503" => Says::typed("503 Service Unavailable", "text/html", page),
        "/200-error" => Says::json("200 OK", &error("bad_verification_code")),
        "/200-error-form" => Says::typed(
            "200 OK",
            "application/x-www-form-urlencoded",
            "error=bad_verification_code&error_description=The+code%1b%5b31m+is+spent",
        ),
        "/200-page" => Says::typed("200 OK", "text/html", page),
        "/200-empty" => Says::json("200 OK", ""),
        "/200-no-token" => Says::json("200 OK", "{\"token_type\": \"Bearer\"}"),
        "/200-hostile-type" => {
            Says::json("200 OK", &serde_json::json!({ "access_token": "t", "token_type": HOSTILE }).to_string())
        }
        "/307" => Says::answer("307 Temporary Redirect", "location: https://evil.example/\u{1b}[31m\r\n", ""),
        _ => Says::Octets(Vec::new()),
    }
}

#[test]
fn a_token_endpoint_that_refuses_or_answers_nonsense_is_told() {
    let practice = Practice::start(&[]);
    let server = Crooked::start(token);
    let rows: &[(&str, i32, &[&str])] = &[
        ("/400", 3, &["invalid_grant", "\\u{1b}[31mred", "400"]),
        ("/401", 3, &["invalid_client", "401"]),
        ("/401-page", 3, &["401"]),
        ("/403", 3, &["403"]),
        ("/404", 3, &["404", "--token-endpoint"]),
        ("/415", 3, &["415"]),
        ("/429", 3, &["429", "Retry-After"]),
        ("/500", 3, &["500", "\\u{1b}[31mred"]),
        ("/502", 3, &["502"]),
        ("/503", 3, &["503"]),
        ("/200-error", 3, &["bad_verification_code", "\\u{1b}[31mred"]),
        ("/200-error-form", 3, &["bad_verification_code", "\\u{1b}[31m is spent"]),
        ("/200-page", 6, &["HTML"]),
        ("/200-empty", 6, &["empty"]),
        ("/200-no-token", 6, &["access_token"]),
        ("/200-hostile-type", 6, &["token_type", "\\u001b[31m", "\\u{202e}"]),
        ("/gone", 4, &["closed", "redeem"]),
    ];
    for (path, code, words) in rows {
        let outcome = practice.robot_login().arg("--token-endpoint").arg(&server.url(path)).run();
        assert_told(&outcome, *code, words);
    }
}

#[test]
fn a_provider_that_goes_away_between_two_steps_is_unreachable() {
    let practice = Practice::start(&[]);
    let gone = format!("http://127.0.0.1:{}/", closed_port());
    for (flag, step) in [("--jwks-uri", "keys"), ("--userinfo-endpoint", "userinfo"), ("--token-endpoint", "redeem")] {
        let outcome = practice.robot_login().arg(flag).arg(&gone).run();
        assert_told(&outcome, 4, &["refused", step]);
    }
    let mut person = practice.alice();
    let waiting = Waiting::start(&practice);
    let url = person.walk(&waiting.authorization_url, &waiting.redirect_uri);
    drop(practice);
    person.deliver(url);
    assert_told(&waiting.running.finish(), 4, &["refused", "redeem"]);
}

#[test]
fn nothing_that_a_good_answer_carries_acts_on_the_terminal() {
    let practice = Practice::start(&[]);
    let claims =
        |sub: &str| serde_json::json!({ "sub": sub, "name": HOSTILE, HOSTILE: [HOSTILE, { HOSTILE: 1 }] }).to_string();
    let server = Crooked::start(move |heard| match heard.target.as_str() {
        "/jwks" => Says::json(
            "200 OK",
            &serde_json::json!({ "keys": [{ "kty": HOSTILE, "kid": HOSTILE, "use": "sig" }] }).to_string(),
        ),
        _ => Says::json("200 OK", &claims("248289761001")),
    });
    let userinfo = server.url("/userinfo");
    let outcome = practice.robot_login().arg("--userinfo-endpoint").arg(&userinfo).arg("--json").run().expect_code(0);
    assert_harmless(&outcome.stderr);
    assert_harmless(&outcome.stdout);
    assert_eq!(outcome.json()["userinfo"]["name"], HOSTILE, "what is escaped is still the same value");
    let outcome = practice.robot_login().arg("--jwks-uri").arg(&server.url("/jwks")).run();
    assert_told(&outcome, 6, &["signature"]);
}

/// Each fault of these requirements that an ordinary login sees is told by the requirement that it breaks.
fn every_one_is_seen(requirements: &[&str], at_least: usize) {
    let is_seen = |fault: &Fault| matches!(fault.seen_by(), SeenBy::Rule(_));
    let is_here = |fault: &Fault| requirements.iter().any(|part| fault.requirement().starts_with(part));
    let faults: Vec<Fault> = Fault::ALL.iter().copied().filter(|fault| is_seen(fault) && is_here(fault)).collect();
    assert!(faults.len() >= at_least, "{faults:?}");
    faults.into_iter().for_each(assert_seen);
}

#[track_caller]
fn assert_seen(fault: Fault) {
    let practice = Practice::start(&["--fault", fault.name()]);
    let outcome = practice.robot_login().arg("--json").run();
    assert_harmless(&outcome.stderr);
    let document = outcome.json();
    let amiss: Vec<&str> =
        document["findings"].as_array().unwrap().iter().filter_map(|finding| finding["id"].as_str()).collect();
    assert!(amiss.contains(&fault.requirement()), "{}: {amiss:?} {:?}\n{}", fault.name(), outcome.code, outcome.stderr);
    let stopped = document["ending"]["how"] == "refused";
    let failed = document["sound"] == false;
    let code = if stopped { 6 } else { i32::from(failed) };
    assert_eq!(outcome.code, Some(code), "{}: {}", fault.name(), outcome.stderr);
    if stopped {
        assert_told(&Outcome { stdout: String::new(), ..outcome }, 6, &[]);
    }
}

#[test]
fn an_id_token_of_the_wrong_form_or_signature_is_refused() {
    every_one_is_seen(&["idtoken-form", "idtoken-crit", "idtoken-alg", "idtoken-signature"], 7);
}

#[test]
fn an_id_token_of_others_or_for_others_is_refused() {
    every_one_is_seen(&["idtoken-iss", "idtoken-aud", "idtoken-azp", "idtoken-sub"], 5);
}

#[test]
fn an_id_token_of_another_time_is_refused() {
    every_one_is_seen(&["idtoken-exp", "idtoken-iat", "idtoken-nbf"], 6);
}

#[test]
fn an_id_token_of_another_login_is_refused() {
    every_one_is_seen(&["idtoken-nonce", "idtoken-at-hash"], 3);
}

#[test]
fn every_wrong_token_response_is_told() {
    every_one_is_seen(&["token-"], 11);
}

#[test]
fn every_wrong_userinfo_response_is_told() {
    every_one_is_seen(&["userinfo-"], 3);
}

#[test]
fn every_wrong_document_is_told() {
    every_one_is_seen(&["metadata-", "jwks-"], 8);
}

#[test]
fn every_wrong_callback_is_told() {
    every_one_is_seen(&["response-"], 8);
}
