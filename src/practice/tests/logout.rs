//! RP-initiated logout: where the browser goes, and whose session ends.

use super::agent::{Agent, CALLBACK, ISSUER, form, redemption, request_for, text};
use crate::wire::{Params, Request, Response};

/// A browser that is signed in, and its ID token.
pub fn signed_in(agent: &mut Agent) -> String {
    let back = agent.go(&request_for("web-app"));
    text(&agent.token(&redemption(back.get("code").unwrap())).1, "id_token").to_owned()
}

pub fn logout(agent: &mut Agent, params: &Params) -> Response {
    agent.browse(Request::get(format!("{ISSUER}/logout?{}", params.to_query())))
}

pub fn is_signed_in(agent: &mut Agent) -> bool {
    let back = agent.ask(&request_for("web-app").with("prompt", "none"));
    back.headers.get("location").unwrap().contains("code=")
}

pub fn complete(id_token: &str) -> Params {
    Params::default()
        .with("id_token_hint", id_token)
        .with("post_logout_redirect_uri", CALLBACK)
        .with("state", "a state")
}

#[test]
fn the_hint_of_the_user_ends_the_session_without_a_question() {
    let mut agent = Agent::sound();
    let id_token = signed_in(&mut agent);
    assert!(is_signed_in(&mut agent));
    agent.wait(7000);
    let response = logout(&mut agent, &complete(&id_token));
    assert_eq!(response.status, 303, "an expired hint is good enough");
    assert_eq!(response.headers.get("location"), Some(format!("{CALLBACK}?state=a%20state").as_str()));
    assert!(!is_signed_in(&mut agent));
    assert_eq!(logout(&mut agent, &complete(&id_token)).status, 303, "again");
}

#[test]
fn without_a_hint_the_user_is_asked() {
    let mut agent = Agent::sound();
    signed_in(&mut agent);
    let params = Params::default().with("client_id", "web-app").with("post_logout_redirect_uri", CALLBACK);
    let page = logout(&mut agent, &params);
    assert!(page.headers.get("content-security-policy").unwrap().contains("http://127.0.0.1:50000;"));
    let stay = agent.post("/logout", &form(&page).params.with("decision", "stay"));
    assert_eq!((stay.status, is_signed_in(&mut agent)), (200, true));
    let page = logout(&mut agent, &params);
    let mine = agent.cookie.take();
    assert_eq!(agent.post("/logout", &form(&page).params.with("decision", "logout")).status, 400, "another browser");
    agent.cookie = mine;
    let gone = agent.post("/logout", &form(&page).params.with("decision", "logout"));
    assert_eq!(gone.headers.get("location"), Some(CALLBACK));
    assert!(!is_signed_in(&mut agent));
    assert_eq!(logout(&mut agent, &Params::default()).status, 200);
}

#[test]
fn somebody_else_s_hint_is_no_reason_to_sign_anybody_out() {
    let mut agent = Agent::sound();
    let alices = signed_in(&mut agent);
    agent.cookie = None;
    let page = agent.ask(&request_for("web-app"));
    let as_bob = form(&page).params.with("username", "bob").with("password", "builders-tea");
    agent.post("/login", &as_bob);
    let page = logout(&mut agent, &complete(&alices));
    assert!(page.body.text().unwrap().contains("Bob Brown"));
}

#[test]
fn nobody_is_sent_to_an_address_that_is_not_registered() {
    let mut agent = Agent::sound();
    let id_token = signed_in(&mut agent);
    let evil = "https://evil.example/";
    for params in [
        Params::default().with("id_token_hint", &id_token).with("post_logout_redirect_uri", evil),
        Params::default().with("client_id", "web-app").with("post_logout_redirect_uri", format!("{CALLBACK}/")),
        Params::default().with("post_logout_redirect_uri", CALLBACK),
        complete(&id_token).with("client_id", "native-app"),
        complete(&id_token[..id_token.len() - 6]),
        complete("no JWT"),
        Params::default().with("client_id", "nobody"),
    ] {
        let response = logout(&mut agent, &params);
        assert_eq!((response.status, response.headers.get("location")), (400, None), "{}", params.to_query());
    }
    assert!(is_signed_in(&mut agent));
}
