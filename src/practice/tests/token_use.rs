//! Introspection (RFC 7662) and revocation (RFC 7009).

use serde_json::{Value, json};

use super::agent::{Agent, CALLBACK, Change, ISSUER, SECRET, redemption, refreshing, request_for, text};
use super::prover::{Proof, key};
use crate::practice::{Client, Policy, Service, Services};
use crate::wire::{Params, Request, Response};

fn tokens(agent: &mut Agent) -> Value {
    let back = agent.go(&request_for("web-app"));
    agent.token(&redemption(back.get("code").unwrap())).1
}

pub fn about(token: &str) -> Params {
    Params::default().with("client_id", "web-app").with("client_secret", SECRET).with("token", token)
}

pub fn post(agent: &mut Agent, path: &str, params: &Params) -> (Response, Value) {
    let response = agent.provider.respond(&Request::post_form(format!("{ISSUER}{path}"), params), agent.now);
    let document = serde_json::from_slice(response.body.octets()).unwrap_or_default();
    (response, document)
}

#[test]
fn a_living_token_is_described_and_a_dead_one_is_not() {
    let mut agent = Agent::sound();
    let tokens = tokens(&mut agent);
    let (response, facts) = post(&mut agent, "/introspect", &about(text(&tokens, "access_token")));
    assert!(response.headers.lists("cache-control", "no-store"));
    let now = 1_800_000_000;
    assert_eq!(
        facts,
        json!({"active": true, "iss": ISSUER, "client_id": "web-app", "sub": "248289761001", "username": "alice",
            "scope": "openid profile email offline_access", "token_type": "Bearer", "iat": now, "exp": now + 3600,
            "aud": ISSUER})
    );
    let (_, facts) = post(&mut agent, "/introspect", &about(text(&tokens, "refresh_token")));
    assert_eq!((&facts["active"], facts.get("token_type")), (&json!(true), None));
    let dead = json!({"active": false});
    for unknown in ["unknown", text(&tokens, "id_token")] {
        assert_eq!(post(&mut agent, "/introspect", &about(unknown)).1, dead);
    }
    agent.wait(3600);
    assert_eq!(post(&mut agent, "/introspect", &about(text(&tokens, "access_token"))).1, dead);
}

#[test]
fn only_clients_that_prove_themselves_are_told_and_only_about_what_is_theirs() {
    let mut agent = Agent::sound();
    let other = Client::confidential("other-app", "another-practice-secret-of-enough-length", &[CALLBACK]);
    agent.provider.config.clients.push(other);
    let token = text(&tokens(&mut agent), "access_token").to_owned();
    let bare = about(&token).without("client_secret");
    for params in [bare.clone(), bare.clone().changed("client_id", "native-app"), bare.with("client_secret", "wrong")] {
        let (response, document) = post(&mut agent, "/introspect", &params);
        assert_eq!((response.status, &document["error"]), (401, &json!("invalid_client")));
    }
    let theirs = about(&token)
        .changed("client_id", "other-app")
        .changed("client_secret", "another-practice-secret-of-enough-length");
    assert_eq!(post(&mut agent, "/introspect", &theirs).1, json!({"active": false}));
    assert_eq!(post(&mut agent, "/revoke", &theirs).1["error"], "invalid_grant");
    assert_eq!(agent.userinfo(&token).0.status, 200);
    assert_eq!(post(&mut agent, "/introspect", &about(&token).without("token")).1["error"], "invalid_request");
}

#[test]
fn what_a_token_is_bound_to_is_told() {
    let mut agent = Agent::sound();
    let own = key();
    let code = agent.go(&request_for("web-app")).get("code").unwrap().to_owned();
    let proof = Proof::at_token_endpoint(&own, &agent).signed(&own);
    let (_, tokens) = agent.token_with(&redemption(&code), &proof);
    let (_, facts) = post(&mut agent, "/introspect", &about(text(&tokens, "access_token")));
    assert_eq!(facts["token_type"], "DPoP");
    assert_eq!(facts["cnf"], json!({"jkt": own.public_jwk().thumbprint()}));
}

#[test]
fn a_revoked_token_takes_its_whole_grant_along() {
    for revoked in ["access_token", "refresh_token"] {
        for hint in ["access_token", "refresh_token", "nonsense"] {
            let mut agent = Agent::sound();
            let tokens = tokens(&mut agent);
            let params = about(text(&tokens, revoked)).with("token_type_hint", hint);
            let (response, _) = post(&mut agent, "/revoke", &params);
            assert_eq!((response.status, response.body.len()), (200, 0), "{revoked} {hint}");
            assert_eq!(agent.userinfo(text(&tokens, "access_token")).0.status, 401);
            assert_eq!(agent.token(&refreshing(text(&tokens, "refresh_token"))).1["error"], "invalid_grant");
            assert_eq!(post(&mut agent, "/revoke", &params).0.status, 200, "again");
        }
    }
}

#[test]
fn revoking_takes_the_client_and_nothing_less() {
    let mut agent = Agent::sound();
    let token = text(&tokens(&mut agent), "access_token").to_owned();
    assert_eq!(post(&mut agent, "/revoke", &about(&token).without("client_secret")).0.status, 401);
    assert_eq!(agent.userinfo(&token).0.status, 200);
    let code = agent.go(&request_for("native-app")).get("code").unwrap().to_owned();
    let (_, own) = agent.token(&super::agent::public_redemption(&code));
    let token = text(&own, "access_token").to_owned();
    let params = about(&token).without("client_secret").changed("client_id", "native-app");
    assert_eq!(post(&mut agent, "/revoke", &params).0.status, 200, "a public client gives its own back");
    assert_eq!(agent.userinfo(&token).0.status, 401);
}

#[test]
fn what_is_switched_off_is_not_there() {
    let off = [
        (Service::Introspection, "/introspect", "introspection_endpoint"),
        (Service::Revocation, "/revoke", "revocation_endpoint"),
        (Service::Device, "/device_authorization", "device_authorization_endpoint"),
        (Service::Logout, "/logout", "end_session_endpoint"),
        (Service::Registration, "/register", "registration_endpoint"),
    ];
    for (service, path, member) in off {
        let services = Services::default().without(service);
        let mut agent = Agent::with_policy(Policy { services, ..Policy::default() });
        assert_eq!(post(&mut agent, path, &Params::default()).0.status, 404, "{path}");
        assert!(agent.document("/.well-known/openid-configuration").get(member).is_none());
        assert_eq!(Agent::sound().document("/.well-known/openid-configuration")[member], format!("{ISSUER}{path}"));
    }
}
