//! The pages: escaped, locked down, usable without a script, and telling what was received.

use base64::Engine as _;
use scraper::{Html, Selector};

use super::agent::{Agent, CALLBACK, Change, ISSUER, form, request_for};
use crate::practice::GENERATOR;
use crate::wire::{Params, Request, Response};

const HOSTILE: &str = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>&amp;\u{202e}";

/// One of each kind of page, for a request that is hostile where it can be.
fn every_page() -> Vec<(&'static str, Response)> {
    let mut agent = Agent::sound();
    let hostile = request_for("web-app").changed("state", HOSTILE).with("login_hint", HOSTILE).with(HOSTILE, HOSTILE);
    let login = agent.ask(&hostile);
    let asked = form(&login);
    let wrong = agent.post("/login", &asked.params.clone().with("username", HOSTILE).with("password", HOSTILE));
    let to_consent = agent.submit(&asked);
    let location = to_consent.headers.get("location").unwrap().to_owned();
    let consent = agent.browse(Request::get(format!("{ISSUER}{location}")));
    let form_post = agent.ask(&hostile.clone().with("prompt", "none").with("response_mode", "form_post"));
    let asks_logout = agent.browse(Request::get(format!("{ISSUER}/logout")));
    let get = |agent: &mut Agent, path: &str| {
        agent.browse(Request::get(format!("{ISSUER}{path}{}", Params::default().with("", HOSTILE).to_query())))
    };
    vec![
        ("logout", asks_logout),
        ("no logout", get(&mut agent, "/logout?post_logout_redirect_uri")),
        ("device", get(&mut agent, "/device?user_code")),
        ("wrong device", agent.post("/device", &Params::default().with("user_code", HOSTILE))),
        ("start", agent.browse(Request::get(format!("{ISSUER}/")))),
        ("login", login),
        ("wrong password", wrong),
        ("consent", consent),
        ("form_post", form_post),
        ("unknown client", agent.ask(&hostile.clone().changed("client_id", HOSTILE))),
        ("wrong redirect", agent.ask(&hostile.clone().changed("redirect_uri", HOSTILE))),
        ("repeated", agent.ask(&hostile.with("client_id", HOSTILE))),
        ("gone", agent.post("/consent", &Params::default().with("transaction", HOSTILE))),
        ("not found", agent.browse(Request::get(format!("{ISSUER}/{HOSTILE}")))),
        ("wrong method", agent.browse(Request::get(format!("{ISSUER}/login")))),
    ]
}

#[test]
fn hostile_input_stays_text() {
    for (name, page) in every_page() {
        let text = page.body.text().unwrap();
        assert!(!text.contains("<script>alert") && !text.contains("<img"), "{name}");
        let html = Html::parse_document(text);
        let scripts = html.select(&Selector::parse("script").unwrap()).count();
        assert_eq!(scripts, usize::from(name == "form_post"), "{name}");
    }
}

#[test]
fn every_page_is_locked_down_and_can_be_read_aloud() {
    for (name, page) in every_page() {
        let field = |field: &str| page.headers.get(field).unwrap_or_else(|| panic!("{name}: {field}")).to_owned();
        let policy = field("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{name}: {policy}");
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("base-uri 'none'"), "{name}: {policy}");
        assert!(!policy.contains("unsafe"), "{name}: {policy}");
        assert_eq!(field("x-frame-options"), "DENY");
        assert_eq!(field("x-content-type-options"), "nosniff");
        assert_eq!(field("referrer-policy"), "no-referrer");
        assert_eq!(field("cache-control"), "no-store");
        assert!(page.headers.get("access-control-allow-origin").is_none());

        let html = Html::parse_document(page.body.text().unwrap());
        let count = |selector: &str| html.select(&Selector::parse(selector).unwrap()).count();
        assert_eq!(count("html[lang=en]"), 1, "{name}");
        assert_eq!(count("h1"), 1, "{name}");
        assert_eq!(count(&format!("meta[name=generator][content=\"{GENERATOR}\"]")), 1, "{name}");
        assert_eq!(count("[src], link, [style]"), 0, "{name}: something from elsewhere");
        assert_eq!(count("input:not([type=hidden])"), count("label[for]"), "{name}: a field without its label");
        assert_eq!(count("form"), usize::from(count("button") > 0), "{name}: a button without its form");
    }
}

#[test]
fn the_style_is_the_one_that_the_policy_names() {
    let page = Agent::sound().ask(&request_for("web-app"));
    let text = page.body.text().unwrap();
    let style = text.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
    let hash = base64::engine::general_purpose::STANDARD.encode(crate::jose::sha256(style.as_bytes()));
    assert!(page.headers.get("content-security-policy").unwrap().contains(&format!("style-src 'sha256-{hash}'")));
}

#[test]
fn the_pages_say_what_came_and_what_did_not() {
    let mut agent = Agent::sound();
    let full = agent.ask(&request_for("web-app"));
    let full = full.body.text().unwrap();
    for shown in
        [CALLBACK, "a-state", "a-nonce", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "I keep this with the code"]
    {
        assert!(full.contains(shown), "{shown}");
    }
    assert!(!full.contains(">missing<"));
    assert!(full.contains("alice") && full.contains("wonderland") && full.contains("builders-tea"));
    let bare = request_for("web-app").without("code_challenge").without("code_challenge_method").without("state");
    let bare = agent.ask(&bare.without("nonce"));
    assert_eq!(bare.body.text().unwrap().matches(">missing<").count(), 3);
}

#[test]
fn a_login_hint_is_typed_in_already() {
    let page = Agent::sound().ask(&request_for("web-app").with("login_hint", "bob"));
    let html = Html::parse_document(page.body.text().unwrap());
    let field = html.select(&Selector::parse("input[name=username]").unwrap()).next().unwrap();
    assert_eq!(field.attr("value"), Some("bob"));
}

#[test]
fn a_form_may_end_where_the_client_is() {
    let page = Agent::sound().ask(&request_for("web-app"));
    let policy = page.headers.get("content-security-policy").unwrap();
    assert!(policy.contains("form-action 'self' http://127.0.0.1:50000;"), "{policy}");
    let six = request_for("web-app").changed("redirect_uri", "http://[::1]:50000/callback");
    let policy = Agent::sound().ask(&six).headers.get("content-security-policy").unwrap().to_owned();
    assert!(policy.contains("form-action 'self' http:;"), "{policy}");
}

#[test]
fn other_methods_and_paths_are_told_what_there_is() {
    let mut agent = Agent::sound();
    for (method, path, status, allow) in [
        ("GET", "/favicon.ico", 404, None),
        ("DELETE", "/authorize", 405, Some("GET, HEAD, POST")),
        ("POST", "/jwks", 405, Some("GET, HEAD")),
        ("GET", "/login", 405, Some("POST")),
        ("OPTIONS", "/token", 405, Some("POST")),
    ] {
        let response = agent.browse(Request { method: method.into(), ..Request::get(format!("{ISSUER}{path}")) });
        assert_eq!((response.status, response.headers.get("allow")), (status, allow), "{method} {path}");
    }
    let head = Request { method: "HEAD".into(), ..Request::get(format!("{ISSUER}/.well-known/openid-configuration")) };
    let response = agent.browse(head);
    assert_eq!((response.status, response.body.len()), (200, 0));
    assert_eq!(response.headers.media_type().as_deref(), Some("application/json"));
}
