//! Walks through servers that are written down here, one answer after the other.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::super::person::{Hint, OneTime, Role};
use super::*;
use crate::flow::Sent;

const START: &str = "https://id.example/authorize?client_id=app";
const BACK: &str = "http://127.0.0.1:8400/callback";

/// A server as a function from request to answer.
struct Server<F> {
    answer: F,
    seen: Vec<Request>,
    now: SystemTime,
}

impl<F: FnMut(&Request) -> Response> Road for Server<F> {
    async fn send(&mut self, request: &Request) -> Sent {
        self.seen.push(request.clone());
        Sent { outcome: Ok((self.answer)(request)), started: self.now, elapsed: Duration::ZERO }
    }

    async fn wait(&mut self, pause: Duration) {
        self.now += pause;
    }

    fn now(&self) -> SystemTime {
        self.now
    }
}

fn server<F: FnMut(&Request) -> Response>(answer: F) -> Server<F> {
    Server { answer, seen: Vec::new(), now: UNIX_EPOCH + Duration::from_secs(59) }
}

fn alice() -> Person {
    Person { username: "alice".into(), password: Some("w0nder+land".into()), ..Person::default() }
}

fn html(body: &str) -> Response {
    Response::new(200).with_body("text/html; charset=utf-8", body)
}

fn to(status: u16, location: &str) -> Response {
    Response::new(status).with("location", location)
}

fn errand() -> Errand {
    Errand {
        url: START.into(),
        redirect_uri: BACK.into(),
        form_post: false,
        awaited: crate::flow::Awaited::Answer,
        effort: Effort::SignIn,
        agent: None,
    }
}

fn walk(road: &mut impl Road, tab: &RefCell<Tab>, person: &Person, errand: &Errand) -> Journey {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(bring(road, tab, person, errand))
}

fn words(journey: &Journey) -> String {
    journey.outcome.as_ref().err().map(ToString::to_string).unwrap_or_default()
}

const LOGIN: &str = r#"<title>Welcome</title><form method="post" action="/login"><input name="user"><input type="password" name="pw"><button>Sign in</button></form>"#;

#[test]
fn every_leg_is_kept_with_what_was_typed_and_where_it_came_from() {
    let mut server = server(|request| match (request.method.as_str(), request.path()) {
        ("GET", "/authorize") => {
            to(302, "https://id.example/x/../login?step=1 a#top").with("set-cookie", "sid=1; Path=/")
        }
        ("GET", "/login") => html(LOGIN),
        _ => to(303, &format!("{BACK}?code=c|c")),
    });
    let journey = walk(&mut server, &RefCell::default(), &alice(), &errand());
    assert_eq!(journey.outcome.as_ref().unwrap().request, Request::get(format!("{BACK}?code=c|c")));
    assert_eq!(journey.login, Login::Done);
    let kept: Vec<(&str, &str, usize)> =
        journey.legs.iter().map(|leg| (leg.request.method.as_str(), leg.request.path(), leg.typed.len())).collect();
    assert_eq!(kept, [("GET", "/authorize", 0), ("GET", "/login", 0), ("POST", "/login", 1)]);
    let post = &server.seen[2];
    assert_eq!(post.body.text_lossy(), "user=alice&pw=w0nder%2Bland");
    assert_eq!(post.headers.get("cookie"), Some("sid=1"));
    assert_eq!(post.headers.get("origin"), Some("https://id.example"));
    assert_eq!(post.headers.get("referer"), Some("https://id.example/login?step=1%20a"));
    assert_eq!(journey.legs[2].typed, ["pw"]);
}

#[test]
fn a_wrong_password_is_typed_once_and_told() {
    let again = LOGIN.replace("<form", "<p class=error>Wrong: w0nder+land is not it</p><form");
    let mut server = server(|request| if request.method == "GET" { html(LOGIN) } else { html(&again) });
    let journey = walk(&mut server, &RefCell::default(), &alice(), &errand());
    let told = words(&journey);
    assert_eq!(server.seen.len(), 2, "{told}");
    assert!(told.contains("the page `Welcome` at https://id.example/login did not take what was typed"), "{told}");
    assert!(told.contains("and says: Wrong: ‹password› is not it") && !told.contains("w0nder"), "{told}");
}

#[test]
fn a_password_goes_to_nobody_else() {
    let elsewhere = LOGIN.replace("/login", "https://evil.example/collect");
    let mut form = server(|_| html(&elsewhere));
    let journey = walk(&mut form, &RefCell::default(), &alice(), &errand());
    assert_eq!(form.seen.len(), 1);
    assert!(words(&journey).contains("would send the password to `https://evil.example`"), "{}", words(&journey));
    let mut redirect =
        server(|request| if request.method == "GET" { html(LOGIN) } else { to(307, "https://evil.example/") });
    let journey = walk(&mut redirect, &RefCell::default(), &alice(), &errand());
    assert!(redirect.seen.iter().all(|request| request.url.starts_with("https://id.example/")));
    assert!(words(&journey).contains("would send the password"), "{}", words(&journey));
    let named = Person { hosts: vec!["evil.example".into()], ..alice() };
    let mut listed = server(|request| if request.method == "GET" { html(&elsewhere) } else { to(303, BACK) });
    assert!(walk(&mut listed, &RefCell::default(), &named, &errand()).outcome.is_ok());
}

#[test]
fn what_307_carries_on_is_carried_on_and_never_to_the_app() {
    let mut server = server(|request| match request.path() {
        "/authorize" => html(LOGIN),
        "/login" => to(307, "/checked"),
        _ => to(307, &format!("{BACK}?code=c")),
    });
    let journey = walk(&mut server, &RefCell::default(), &alice(), &errand());
    assert_eq!(server.seen[2].body.text_lossy(), "user=alice&pw=w0nder%2Bland");
    assert_eq!(journey.legs[2].typed, ["pw"]);
    let arrived = journey.outcome.unwrap().request;
    assert_eq!((arrived.method.as_str(), arrived.body.is_empty()), ("GET", true));
    assert_eq!(journey.legs[2].sent.outcome.as_ref().unwrap().status, 307);
}

#[test]
fn a_one_time_code_is_made_when_it_is_asked_for_and_never_typed_twice() {
    let one_time = OneTime::read("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ").unwrap();
    let code = r#"<form method="post" action="/otp"><label>Code <input name="otp" autocomplete="one-time-code"></label><button>Verify</button></form>"#;
    let mut server = server(|request| match request.path() {
        "/authorize" => html(LOGIN),
        "/login" => html(code),
        _ => to(303, BACK),
    });
    let without = walk(&mut server, &RefCell::default(), &alice(), &errand());
    assert!(words(&without).contains("asks for a one-time code; give the secret behind it"), "{}", words(&without));
    let tab = RefCell::default();
    let person = Person { one_time: Some(one_time), ..alice() };
    server.seen.clear();
    for _ in 0..2 {
        assert!(walk(&mut server, &tab, &person, &errand()).outcome.is_ok());
    }
    let typed: Vec<String> = server.seen.iter().filter_map(|it| it.form()?.get("otp").map(str::to_owned)).collect();
    assert_eq!(typed, ["287082", "359152"]);
}

#[test]
fn who_is_not_to_sign_in_once_more_turns_back() {
    let mut server = server(|_| html(LOGIN));
    let errand = Errand { effort: Effort::Session, ..errand() };
    let journey = walk(&mut server, &RefCell::default(), &alice(), &errand);
    assert_eq!((journey.login, server.seen.len()), (Login::Withheld, 1));
    assert!(words(&journey).contains("nobody may sign in once more"));
}

#[test]
fn where_it_ends_is_told_with_the_page() {
    for (answer, expected) in [
        (
            html("<title>App</title><noscript>Please enable JavaScript</noscript>"),
            "the page `App` at https://id.example/authorize needs JavaScript",
        ),
        (
            html("<title>Robot?</title><form><input type=password name=p><div class=h-captcha></div></form>"),
            "(a captcha)",
        ),
        (html("<h1>Use your key</h1><script>navigator.credentials.get()</script>"), "asks for a passkey"),
        (html(LOGIN).with("refresh", "900; url=/expired"), ""),
        (
            Response::new(400).with_body("text/html", "<h1>Bad redirect</h1><form><button>Continue</button></form>"),
            "400 Bad redirect",
        ),
        (Response::new(200).with_body("application/json", "{}"), "is no page but application/json (status 200)"),
        (to(302, "/authorize"), "30 pages and redirects, and no end"),
    ] {
        let mut server = server(|request| if request.method == "GET" { answer.clone() } else { to(303, BACK) });
        let told = words(&walk(&mut server, &RefCell::default(), &alice(), &errand()));
        assert!(told.contains(expected) && told.is_empty() == expected.is_empty(), "{told} does not say: {expected}");
    }
}

#[test]
fn a_page_that_goes_on_by_itself_is_waited_for() {
    let mut server = server(|request| match request.path() {
        "/authorize" => html(r#"<meta http-equiv="refresh" content="2;url=/next"><p>One moment</p>"#),
        "/next" => html("<p>Another</p>").with("refresh", "0; /last"),
        _ => to(302, BACK),
    });
    assert!(walk(&mut server, &RefCell::default(), &alice(), &errand()).outcome.is_ok());
    assert_eq!(server.now, UNIX_EPOCH + Duration::from_secs(61));
}

#[test]
fn the_published_password_is_typed_nowhere_else() {
    let mut server = server(|_| html(LOGIN));
    let journey = walk(&mut server, &RefCell::default(), &Person::practising("alice").unwrap(), &errand());
    assert_eq!(server.seen.len(), 1);
    assert!(words(&journey).contains("this is no page of the practice provider"));
}

#[test]
fn the_same_consent_is_not_given_for_ever() {
    let mut server = server(|_| html(r#"<form method="post"><button>Continue</button></form>"#));
    let hints = vec![Hint { role: Role::Consent, selector: "button".into() }];
    let journey = walk(&mut server, &RefCell::default(), &Person { hints, ..alice() }, &errand());
    assert!(words(&journey).contains("comes again and again"), "{}", words(&journey));
    assert!(server.seen.len() < 6);
}
