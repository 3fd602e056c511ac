use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use scraper::{Html, Selector};
use sha2::{Digest as _, Sha256};

use super::*;
use crate::protocol::id_token::Times;
use crate::protocol::{BasicEncoding, Client, Nonces, Pkce, Server, ServerHints, callback};
use crate::trace::Plan;
use crate::wire::{Params, Request};

const HOSTILE: &str = "<script>alert(1)</script>\"'&\u{202e}";

fn plan(client_secret: Option<&str>) -> Plan {
    Plan {
        server: ServerHints { issuer: Some("https://id.example.com".into()), ..ServerHints::default() },
        client: Client {
            client_id: "web-app".into(),
            client_secret: client_secret.map(str::to_owned),
            redirect_uri: "http://127.0.0.1:51234/callback".into(),
            auth_method: None,
            basic_encoding: BasicEncoding::Form,
            ..Client::default()
        },
        scope: vec!["openid".into()],
        pkce: Pkce::S256,
        response_mode: None,
        nonces: Nonces {
            state: Some("b3JkZXItdGhlLXJpZ2h0LWNvZmZlZQ".into()),
            nonce: None,
            code_verifier: Some("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".into()),
        },
        clock_skew: 60,
        practice: false,
        ..Plan::default()
    }
}

fn answered(plan: &Plan, params: &[(&str, &str)]) -> Response {
    let server = Server {
        issuer: plan.server.issuer.clone(),
        issuer_template: None,
        authorization_endpoint: String::new(),
        token_endpoint: String::new(),
        userinfo_endpoint: None,
        jwks_uri: None,
        endpoints: std::collections::BTreeMap::default(),
        metadata: None,
    };
    let params: Params = params.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let request = Request::get(format!("{}?{}", plan.client.redirect_uri, params.to_query()));
    let expected = callback::Expected {
        server: &server,
        client: &plan.client,
        nonces: &plan.nonces,
        asked: (plan.asked.response_type, plan.response_mode),
        jwks: None,
        times: Times::ours(0.0, 60),
    };
    answer(plan, &request, &callback::accept(&expected, &request))
}

fn received() -> Response {
    let state = "b3JkZXItdGhlLXJpZ2h0LWNvZmZlZQ";
    answered(
        &plan(Some("s")),
        &[("code", "SplxlOBeZQQYbYS6WxSbIA"), ("state", state), ("iss", "https://id.example.com"), ("odd", HOSTILE)],
    )
}

fn denied() -> Response {
    let state = "b3JkZXItdGhlLXJpZ2h0LWNvZmZlZQ";
    answered(&plan(None), &[("error", "access_denied"), ("error_description", HOSTILE), ("state", state)])
}

fn foreign() -> Response {
    answered(&plan(None), &[("code", "c"), ("state", HOSTILE), ("iss", "https://evil.example")])
}

fn all() -> Vec<(&'static str, u16, Response)> {
    vec![
        ("received", 200, received()),
        ("denied", 200, denied()),
        ("foreign", 400, foreign()),
        ("onward", 200, onward("/onward/t1cket\"><b>")),
        ("already", 409, already()),
        ("waiting", 400, waiting()),
        ("forward", 200, forward("t1cket")),
        ("not_found", 404, not_found()),
    ]
}

fn text_of(response: &Response) -> String {
    Html::parse_document(response.body.text().unwrap()).root_element().text().collect()
}

fn select(html: &Html, selector: &str) -> Vec<String> {
    html.select(&Selector::parse(selector).unwrap()).map(|element| element.text().collect()).collect()
}

#[test]
fn every_page_is_closed_to_the_rest_of_the_world() {
    for (name, status, response) in all() {
        assert_eq!(response.status, status, "{name}");
        let header = |field: &str| response.headers.get(field).unwrap_or_else(|| panic!("{name}: no {field}"));
        assert_eq!(header("content-type"), "text/html; charset=utf-8");
        assert_eq!(header("cache-control"), "no-store");
        assert_eq!(header("referrer-policy"), "no-referrer");
        assert_eq!(header("x-content-type-options"), "nosniff");
        let policy = header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'; img-src data:; style-src 'sha256-") && !policy.contains("unsafe"),
            "{policy}"
        );
        assert!(policy.ends_with("frame-ancestors 'none'; base-uri 'none'"), "{policy}");
        let html = Html::parse_document(response.body.text().unwrap());
        for content in select(&html, "style, script") {
            let hash = format!("'sha256-{}'", STANDARD.encode(Sha256::digest(&content)));
            assert!(policy.contains(&hash), "{name}: {hash} is not in {policy}");
        }
        for resource in html.select(&Selector::parse("[src], [href], [action]").unwrap()) {
            assert_eq!(resource.value().attr("href"), Some("data:,"), "{name}");
        }
        for needed in ["html[lang=en]", "title", "main > h1", "meta[name=viewport]"] {
            assert_eq!(select(&html, needed).len(), 1, "{name}: {needed}");
        }
        // Inline styles and handlers would not survive the policy.
        assert!(select(&html, "[style], [onclick], [onload]").is_empty(), "{name}");
    }
}

#[test]
fn a_code_is_received_and_not_more() {
    let page = text_of(&received());
    assert!(page.contains("The code was received") && page.contains("has not succeeded yet"), "{page}");
    assert!(page.contains("SplxlOBeZQQYbYS6WxSbIA") && page.contains("it is the one that was sent"), "{page}");
    assert!(page.contains("client secret") && page.contains("code verifier"), "{page}");
    assert!(page.contains("<script>alert(1)</script>\"'&\\u{202e}"), "shown as it is, apart from what cannot be seen");
    let script = received().body.text().unwrap().contains("history.replaceState(null, \"\", location.pathname)");
    assert!(script, "the code leaves the address bar");
    let mut bare = plan(None);
    bare.nonces.code_verifier = None;
    bare.nonces.state = None;
    let mut plain = plan(Some("s"));
    plain.pkce = Pkce::Plain;
    plain.nonces.state = None;
    assert!(text_of(&answered(&plain, &[("code", "c")])).contains("is that verifier itself"));
    assert!(text_of(&answered(&bare, &[("code", "c")])).contains("neither a client secret nor a code verifier"));
}

#[test]
fn an_error_and_a_foreign_answer_say_why() {
    let page = text_of(&denied());
    assert!(page.contains("The provider answered with an error") && page.contains("access_denied"), "{page}");
    assert!(!page.contains("was received"), "{page}");
    let page = text_of(&foreign());
    for part in ["https://evil.example", "https://id.example.com", "response-iss", "response-state-exact"] {
        assert!(page.contains(part), "{part} in {page}");
    }
    assert!(!page.contains('\u{202e}') && page.contains("\\u{202e}"), "{page}");
    assert!(page.contains("it is not the one that was sent") && page.contains("no code was redeemed"), "{page}");
}

#[test]
fn nothing_that_arrived_becomes_markup() {
    for (name, _, response) in all() {
        let html = Html::parse_document(response.body.text().unwrap());
        let scripts = select(&html, "script");
        assert!(
            scripts.iter().all(|script| [frame::TIDY, frame::FORWARD, frame::ONWARD].contains(&script.as_str())),
            "{name}: {scripts:?}"
        );
    }
}

#[test]
fn a_page_between_two_answers_asks_at_our_own_address_alone() {
    let response = onward("/onward/t1cket\"><b>");
    let policy = response.headers.get("content-security-policy").unwrap();
    assert!(policy.contains("connect-src 'self'") && policy.contains("form-action 'none'"), "{policy}");
    assert!(!received().headers.get("content-security-policy").unwrap().contains("connect-src"));
    let html = Html::parse_document(response.body.text().unwrap());
    let place = html.select(&Selector::parse("#onward[data-next]").unwrap()).next().unwrap();
    assert_eq!(place.value().attr("data-next"), Some("/onward/t1cket\"><b>"));
}

#[test]
fn the_forwarder_posts_with_its_ticket_to_this_very_address() {
    let response = forward("t1cket\"><b>");
    let policy = response.headers.get("content-security-policy").unwrap();
    assert!(policy.contains("form-action 'self'"), "{policy}");
    assert!(received().headers.get("content-security-policy").unwrap().contains("form-action 'none'"));
    let html = Html::parse_document(response.body.text().unwrap());
    let field = html.select(&Selector::parse("form#forward[method=post] input[type=hidden]").unwrap()).next().unwrap();
    assert_eq!(field.value().attr("name"), Some(FORWARDED));
    assert_eq!(field.value().attr("value"), Some("t1cket\"><b>"));
    assert!(text_of(&response).contains("The login still waits"));
}
