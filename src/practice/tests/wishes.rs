//! What a client wishes beside scopes: single claims, a way to sign in, a certain user, a fresh password.

use serde_json::{Value, json};

use super::agent::{Agent, Change, form, redemption, request_for, returned, text};
use crate::jose::{Jwt, unsigned};
use crate::practice::{Asking, ClaimsParameter, Policy};
use crate::wire::Params;

fn narrow() -> Params {
    request_for("web-app").changed("scope", "openid")
}

/// The claims of the ID token and of userinfo after this login.
fn claims(agent: &mut Agent, params: &Params) -> (Value, Value) {
    let page = agent.ask(params);
    let back = agent.go_on(page);
    let (_, tokens) = agent.token(&redemption(back.get("code").unwrap()));
    let id_token = Jwt::parse(text(&tokens, "id_token")).unwrap();
    let (_, userinfo) = agent.userinfo(text(&tokens, "access_token"));
    (Value::Object(id_token.claims), userinfo)
}

fn error(agent: &mut Agent, params: &Params) -> String {
    returned(&agent.ask(params)).get("error").unwrap().to_owned()
}

/// An ID token of a user, for hints.
fn id_token_of(agent: &mut Agent, username: &str, password: &str) -> String {
    let page = agent.ask(&request_for("web-app").with("prompt", "login"));
    let params = form(&page).params.with("username", username).with("password", password);
    let response = agent.post("/login", &params);
    let back = agent.go_on(response);
    let (_, tokens) = agent.token(&redemption(back.get("code").unwrap()));
    text(&tokens, "id_token").to_owned()
}

#[test]
fn claims_come_where_they_were_asked_for() {
    let mut agent = Agent::sound();
    let asked = json!({"id_token": {"email": {"essential": true}, "shoe_size": null}, "userinfo": {"name": null}});
    let (id_token, userinfo) = claims(&mut agent, &narrow().with("claims", asked.to_string()));
    assert_eq!(id_token["email"], "alice@example.com");
    assert!(id_token.get("name").is_none() && id_token.get("shoe_size").is_none());
    assert_eq!(userinfo, json!({"sub": "248289761001", "name": "Alice Adams"}));
    // Consent to a scope is none to a claim, and consent to one claim is none to another.
    assert_eq!(agent.ask(&narrow().with("claims", asked.to_string())).status, 303);
    let more = json!({"id_token": {"preferred_username": null}}).to_string();
    let page = agent.ask(&narrow().with("claims", &more));
    assert!(page.body.text().unwrap().contains("see your user name"));
    assert_eq!(error(&mut agent, &narrow().with("claims", &more).with("prompt", "none")), "consent_required");
    for wrong in ["x", "[]", "{\"userinfo\": 1}"] {
        assert_eq!(error(&mut agent, &narrow().with("claims", wrong)), "invalid_request", "{wrong}");
    }
}

#[test]
fn without_the_parameter_it_is_ignored() {
    let asking = Asking { claims: ClaimsParameter::Off, ..Asking::default() };
    let mut agent = Agent::with_policy(Policy { asking, ..Policy::default() });
    assert_eq!(agent.document("/.well-known/openid-configuration")["claims_parameter_supported"], false);
    let (id_token, _) = claims(&mut agent, &narrow().with("claims", "{\"id_token\": {\"email\": null}}"));
    assert!(id_token.get("email").is_none());
}

#[test]
fn the_way_to_sign_in_is_told_and_cannot_be_another() {
    let essential = |value: &str| {
        json!({"id_token": {"acr": {"essential": true, "values": ["urn:example:other", value]}}}).to_string()
    };
    let mut agent = Agent::sound();
    for params in [
        narrow().with("acr_values", "urn:example:two-factors"),
        narrow().with("claims", essential("urn:example:password")),
        narrow().with("claims", "{\"id_token\": {\"acr\": {\"value\": \"urn:example:two-factors\"}}}"),
    ] {
        assert_eq!(claims(&mut agent, &params).0["acr"], "urn:example:password");
    }
    let refused = narrow().with("claims", essential("urn:example:two-factors"));
    assert_eq!(error(&mut agent, &refused), "unmet_authentication_requirements");
    assert!(claims(&mut agent, &narrow()).0.get("acr").is_none());
}

#[test]
fn a_password_is_as_fresh_as_it_was_wanted() {
    let mut agent = Agent::sound();
    let (first, _) = claims(&mut agent, &narrow().with("max_age", "60"));
    agent.wait(60);
    assert_eq!(agent.ask(&narrow().with("max_age", "60")).status, 303);
    agent.wait(1);
    assert_eq!(error(&mut agent, &narrow().with("max_age", "60").with("prompt", "none")), "login_required");
    let (second, _) = claims(&mut agent, &narrow().with("max_age", "60"));
    assert_eq!(second["auth_time"].as_u64(), first["auth_time"].as_u64().map(|time| time + 61));
    for fresh in ["login", "select_account", "login consent"] {
        assert!(agent.ask(&narrow().with("prompt", fresh)).body.text().unwrap().contains("Password"), "{fresh}");
    }
    assert!(agent.ask(&narrow().with("prompt", "consent")).body.text().unwrap().contains("Allow"));
}

#[test]
fn the_user_who_is_meant_or_nobody() {
    let mut agent = Agent::sound();
    let bob = id_token_of(&mut agent, "bob", "builders-tea");
    let alice = id_token_of(&mut agent, "alice", "wonderland");
    let hinted = |hint: &str| narrow().with("id_token_hint", hint);
    assert_eq!(agent.ask(&hinted(&alice)).status, 303);
    assert_eq!(error(&mut agent, &hinted(&bob).with("prompt", "none")), "login_required");
    let page = agent.ask(&hinted(&bob));
    assert!(page.body.text().unwrap().contains("value=\"bob\""));
    // The agent signs in as alice all the same.
    let back = returned(&agent.submit(&form(&page)));
    assert_eq!(back.get("error"), Some("login_required"));
    let by_claim = json!({"id_token": {"sub": {"value": "248289761002"}}}).to_string();
    assert_eq!(error(&mut agent, &narrow().with("claims", &by_claim).with("prompt", "none")), "login_required");
    assert_eq!(error(&mut agent, &hinted(&alice).with("claims", &by_claim)), "invalid_request");
    agent.wait(100_000);
    assert_eq!(agent.ask(&hinted(&alice)).status, 200, "an old hint is a hint");
    let (input, _) = alice.rsplit_once('.').unwrap();
    let forged = unsigned(&json!({"iss": super::agent::ISSUER, "sub": "248289761001"}));
    for wrong in ["x", &forged, &format!("{input}.AAAA")] {
        assert_eq!(error(&mut agent, &hinted(wrong)), "invalid_request", "{wrong}");
    }
}
