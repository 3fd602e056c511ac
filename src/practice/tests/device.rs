//! The device authorization grant (RFC 8628), from both sides: the device that asks and the person who decides.

use serde_json::Value;

use super::agent::{Agent, Change, ISSUER, SECRET, form, text};
use super::token_use::post;
use crate::wire::{Params, Request, Response};

pub fn begin(agent: &mut Agent) -> Value {
    let params = Params::default().with("client_id", "native-app").with("scope", "openid profile offline_access");
    let (response, document) = post(agent, "/device_authorization", &params);
    assert_eq!(response.status, 200, "{document}");
    assert!(response.headers.lists("cache-control", "no-store"));
    document
}

pub fn poll(begun: &Value) -> Params {
    Params::default()
        .with("grant_type", "urn:ietf:params:oauth:grant-type:device_code")
        .with("device_code", text(begun, "device_code"))
        .with("client_id", "native-app")
}

/// Opens the link and presses on, up to the page that names the client.
pub fn before_the_question(agent: &mut Agent, link: &str) -> Response {
    let page = agent.browse(Request::get(link));
    agent.post("/device", &form(&page).params.with("user_code", link.split('=').nth(1).unwrap_or_default()))
}

pub fn decide(agent: &mut Agent, page: &Response, decision: &str) -> Response {
    let params = form(page).params.with("username", "alice").with("password", "wonderland");
    agent.post("/device", &params.with("decision", decision))
}

#[test]
fn a_device_waits_until_its_user_has_allowed_it() {
    let mut agent = Agent::sound();
    let begun = begin(&mut agent);
    assert_eq!((begun["expires_in"].as_u64(), begun["interval"].as_u64()), (Some(600), Some(5)));
    assert_eq!(text(&begun, "verification_uri"), format!("{ISSUER}/device"));
    assert_eq!(agent.token(&poll(&begun)).1["error"], "authorization_pending");
    let page = before_the_question(&mut agent, text(&begun, "verification_uri_complete"));
    assert!(page.body.text().unwrap().contains(text(&begun, "user_code")));
    let done = decide(&mut agent, &page, "allow");
    assert!(done.body.text().unwrap().contains("go back to your device"));
    agent.wait(5);
    let (response, tokens) = agent.token(&poll(&begun));
    assert_eq!(response.status, 200, "{tokens}");
    assert!(!text(&tokens, "id_token").is_empty() && !text(&tokens, "refresh_token").is_empty());
    assert_eq!(agent.token(&poll(&begun)).1["error"], "invalid_grant", "used");
    assert_eq!(decide(&mut agent, &page, "allow").status, 400, "decided");
}

#[test]
fn who_is_signed_in_need_not_type_the_password_again() {
    let mut agent = Agent::sound();
    agent.go(&super::agent::request_for("web-app"));
    let begun = begin(&mut agent);
    let page = before_the_question(&mut agent, text(&begun, "verification_uri_complete"));
    assert!(!page.body.text().unwrap().contains("Password"));
    let params = form(&page).params.with("decision", "allow");
    assert_eq!(agent.post("/device", &params).status, 200);
    assert_eq!(agent.token(&poll(&begun)).0.status, 200);
}

#[test]
fn impatience_is_answered_by_a_longer_wait() {
    let mut agent = Agent::sound();
    let begun = begin(&mut agent);
    let mut answers = Vec::new();
    for seconds in [0, 4, 9, 10, 5, 15] {
        agent.wait(seconds);
        answers.push(agent.token(&poll(&begun)).1["error"].as_str().unwrap().to_owned());
    }
    let (pending, slower) = ("authorization_pending", "slow_down");
    assert_eq!(answers, [pending, slower, slower, slower, slower, slower]);
    agent.wait(30);
    assert_eq!(agent.token(&poll(&begun)).1["error"], pending);
}

#[test]
fn a_no_and_the_end_of_time_are_final() {
    let mut agent = Agent::sound();
    let begun = begin(&mut agent);
    let page = before_the_question(&mut agent, text(&begun, "verification_uri_complete"));
    decide(&mut agent, &page, "deny");
    assert_eq!(agent.token(&poll(&begun)).1["error"], "access_denied");
    let begun = begin(&mut agent);
    agent.wait(600);
    assert_eq!(agent.token(&poll(&begun)).1["error"], "expired_token");
    let late = before_the_question(&mut agent, text(&begun, "verification_uri_complete"));
    assert!(late.body.text().unwrap().contains("too old"));
}

#[test]
fn codes_belong_to_their_client_and_decisions_to_their_browser() {
    let mut agent = Agent::sound();
    let begun = begin(&mut agent);
    let theirs = poll(&begun).changed("client_id", "web-app").with("client_secret", SECRET);
    assert_eq!(agent.token(&theirs).1["error"], "invalid_grant");
    let page = before_the_question(&mut agent, text(&begun, "verification_uri_complete"));
    agent.cookie = None;
    assert_eq!(decide(&mut agent, &page, "allow").status, 400);
    assert_eq!(agent.token(&poll(&begun)).1["error"], "authorization_pending");
}

#[test]
fn a_code_may_be_typed_as_people_type() {
    let mut agent = Agent::sound();
    let begun = begin(&mut agent);
    let typed = text(&begun, "user_code").to_lowercase().replace('-', " ");
    let page = agent.post("/device", &Params::default().with("user_code", typed));
    assert!(page.body.text().unwrap().contains("native-app"));
    let wrong = form(&page).params.with("username", "alice").with("password", "x").with("decision", "allow");
    let again = agent.post("/device", &wrong);
    assert!(again.body.text().unwrap().contains("do not belong together"));
    for _ in 0..9 {
        agent.post("/device", &wrong);
    }
    assert_eq!(decide(&mut agent, &page, "allow").status, 400, "too many wrong passwords");
}

#[test]
fn nobody_guesses_codes_for_long() {
    let mut agent = Agent::sound();
    let begun = begin(&mut agent);
    for number in 0..100 {
        agent.post("/device", &Params::default().with("user_code", format!("BCDF{number}")));
    }
    let typed = Params::default().with("user_code", text(&begun, "user_code"));
    assert!(agent.post("/device", &typed).body.text().unwrap().contains("Too many wrong codes"));
    agent.wait(599);
    agent.wait(1);
    let begun = begin(&mut agent);
    let typed = Params::default().with("user_code", text(&begun, "user_code"));
    assert!(agent.post("/device", &typed).body.text().unwrap().contains("native-app"));
}
