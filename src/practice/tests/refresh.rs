//! Refresh tokens: good once, tied to client and grant, and telling when two hold one.

use serde_json::Value;

use super::agent::{Agent, Change, redemption, refreshing, request_for, text};
use crate::jose::Jwt;
use crate::practice::{Policy, Refresh};

fn tokens(agent: &mut Agent) -> Value {
    let back = agent.go(&request_for("web-app"));
    agent.token(&redemption(back.get("code").unwrap())).1
}

#[test]
fn a_refresh_gives_a_new_pair_and_keeps_the_login() {
    let mut agent = Agent::sound();
    let first = tokens(&mut agent);
    agent.wait(3000);
    let (response, second) = agent.token(&refreshing(text(&first, "refresh_token")));
    assert_eq!(response.status, 200);
    assert_ne!(text(&first, "refresh_token"), text(&second, "refresh_token"));
    assert_ne!(text(&first, "access_token"), text(&second, "access_token"));
    let id_token = Jwt::parse(text(&second, "id_token")).unwrap();
    assert_eq!(id_token.claims["auth_time"], 1_800_000_000);
    assert_eq!(id_token.claims["iat"], 1_800_003_000);
    assert!(id_token.claims.get("nonce").is_none());
    assert_eq!(agent.userinfo(text(&second, "access_token")).0.status, 200);
}

#[test]
fn an_old_one_ends_the_whole_family() {
    let mut agent = Agent::sound();
    let first = tokens(&mut agent);
    let (_, second) = agent.token(&refreshing(text(&first, "refresh_token")));
    let (_, reuse) = agent.token(&refreshing(text(&first, "refresh_token")));
    assert_eq!(reuse["error"], "invalid_grant");
    assert_eq!(agent.token(&refreshing(text(&second, "refresh_token"))).1["error"], "invalid_grant");
    assert_eq!(agent.userinfo(text(&second, "access_token")).0.status, 401);
    let another = tokens(&mut agent);
    assert_eq!(agent.token(&refreshing(text(&another, "refresh_token"))).0.status, 200);
}

#[test]
fn scope_may_shrink_and_never_grow() {
    let mut agent = Agent::sound();
    let narrow = agent.go(&request_for("web-app").changed("scope", "openid offline_access"));
    let (_, first) = agent.token(&redemption(narrow.get("code").unwrap()));
    let wider = refreshing(text(&first, "refresh_token")).with("scope", "openid email");
    assert_eq!(agent.token(&wider).1["error"], "invalid_scope");
    let (_, second) = agent.token(&refreshing(text(&first, "refresh_token")).with("scope", "openid"));
    assert_eq!(second["scope"], "openid");
    let (_, third) = agent.token(&refreshing(text(&second, "refresh_token")));
    assert_eq!(third["scope"], "openid offline_access");
}

#[test]
fn it_belongs_to_its_client() {
    let mut agent = Agent::sound();
    let first = tokens(&mut agent);
    let token = text(&first, "refresh_token");
    let theirs = refreshing(token).changed("client_id", "native-app").without("client_secret");
    assert_eq!(agent.token(&theirs).1["error"], "invalid_grant");
    assert_eq!(agent.token(&refreshing(token).without("client_secret")).1["error"], "invalid_client");
    for other in [text(&first, "access_token"), text(&first, "id_token"), ""] {
        assert_ne!(agent.token(&refreshing(other)).0.status, 200);
    }
    assert_eq!(agent.token(&refreshing(token)).0.status, 200);
}

#[test]
fn without_rotation_the_same_one_stays() {
    let mut agent = Agent::with_policy(Policy { refresh: Refresh::Plain, ..Policy::default() });
    let first = tokens(&mut agent);
    for _ in 0..2 {
        let (response, document) = agent.token(&refreshing(text(&first, "refresh_token")));
        assert_eq!(response.status, 200);
        assert!(document.get("refresh_token").is_none());
    }
}
