//! Registration (RFC 7591) and its management (RFC 7592).

use serde_json::{Value, json};

use super::agent::{Agent, CALLBACK, Change, ISSUER, redemption, request_for, text};
use super::prover::{asserting, claims_of, key};
use crate::wire::{Headers, Request, Response};

/// Sends a JSON document.
pub fn send(agent: &mut Agent, method: &str, url: &str, document: &Value, token: &str) -> (Response, Value) {
    let mut headers = Headers::default().with("content-type", "application/json");
    if !token.is_empty() {
        headers.push("authorization", format!("Bearer {token}"));
    }
    let request = Request { method: method.into(), headers, body: document.to_string().into(), ..Request::get(url) };
    let response = agent.provider.respond(&request, agent.now);
    let document = serde_json::from_slice(response.body.octets()).unwrap_or_default();
    (response, document)
}

pub fn register(agent: &mut Agent, document: &Value) -> (Response, Value) {
    send(agent, "POST", &format!("{ISSUER}/register"), document, "")
}

pub fn ordinary() -> Value {
    json!({"redirect_uris": [CALLBACK], "client_name": "A <b>program</b>", "scope": "openid"})
}

#[test]
fn whoever_registers_can_log_in() {
    let mut agent = Agent::sound();
    let (response, client) = register(&mut agent, &ordinary());
    assert_eq!(response.status, 201, "{client}");
    assert!(response.headers.lists("cache-control", "no-store"));
    assert_eq!(client["client_secret_expires_at"], 0);
    assert_eq!(client["client_id_issued_at"], 1_800_000_000);
    assert_eq!(client["token_endpoint_auth_method"], "client_secret_basic");
    assert_eq!(client["grant_types"], json!(["authorization_code"]));
    assert_eq!(client["client_name"], "A <b>program</b>");
    let id = text(&client, "client_id");
    assert_eq!(text(&client, "registration_client_uri"), format!("{ISSUER}/register/{id}"));
    let back = agent.go(&request_for(id));
    let params = redemption(back.get("code").unwrap()).without("client_secret").without("client_id");
    let basic = base64::Engine::encode(
        &base64::engine::general_purpose::STANDARD,
        format!("{id}:{}", text(&client, "client_secret")),
    );
    let (response, tokens) =
        agent.token_with(&params, &Headers::default().with("authorization", format!("Basic {basic}")));
    assert_eq!(response.status, 200, "{tokens}");
}

#[test]
fn a_client_with_a_key_gets_no_secret() {
    let mut agent = Agent::sound();
    let own = key();
    let document = json!({"redirect_uris": [CALLBACK], "token_endpoint_auth_method": "private_key_jwt",
        "grant_types": ["authorization_code", "client_credentials"], "jwks": {"keys": [own.public_jwk().0]}});
    let (_, client) = register(&mut agent, &document);
    assert!(client.get("client_secret").is_none(), "{client}");
    let claims = claims_of(text(&client, "client_id"), &agent);
    let params = asserting(super::prover::client_credentials(), &own.sign("JWT", &claims).unwrap());
    assert_eq!(agent.token(&params).0.status, 200);
}

#[test]
fn what_makes_no_sense_is_refused() {
    let mut agent = Agent::sound();
    let private = json!({"keys": [{"kty": "EC", "d": "x"}]});
    for (member, value, error) in [
        ("redirect_uris", json!([]), "invalid_redirect_uri"),
        ("redirect_uris", json!(["http://app.example/callback"]), "invalid_redirect_uri"),
        ("redirect_uris", json!(["https://app.example/#x"]), "invalid_redirect_uri"),
        ("redirect_uris", json!(["javascript:alert(1)"]), "invalid_redirect_uri"),
        ("redirect_uris", json!("https://app.example/"), "invalid_client_metadata"),
        ("post_logout_redirect_uris", json!(["http://app.example/"]), "invalid_client_metadata"),
        ("token_endpoint_auth_method", json!("tls_client_auth"), "invalid_client_metadata"),
        ("token_endpoint_auth_method", json!("private_key_jwt"), "invalid_client_metadata"),
        ("token_endpoint_auth_method", json!(7), "invalid_client_metadata"),
        ("grant_types", json!(["password"]), "invalid_client_metadata"),
        ("jwks", private, "invalid_client_metadata"),
        ("jwks_uri", json!("https://app.example/jwks"), "invalid_client_metadata"),
        ("id_token_signed_response_alg", json!("none"), "invalid_client_metadata"),
        ("dpop_bound_access_tokens", json!("yes"), "invalid_client_metadata"),
        ("client_name", json!("x".repeat(20_000)), "invalid_client_metadata"),
    ] {
        let mut document = ordinary();
        document[member] = value;
        let (response, answer) = register(&mut agent, &document);
        assert_eq!((response.status, &answer["error"]), (400, &json!(error)), "{member}: {answer}");
    }
    assert_eq!(agent.provider.config().clients.len(), 3);
}

#[test]
fn a_registration_is_read_changed_and_deleted_with_its_token_alone() {
    let mut agent = Agent::sound();
    let (_, client) = register(&mut agent, &ordinary());
    let (url, token) = (text(&client, "registration_client_uri"), text(&client, "registration_access_token"));
    let nothing = Value::Null;
    assert_eq!(send(&mut agent, "GET", url, &nothing, token).1, client);
    let (_, other) = register(&mut agent, &ordinary());
    for wrong in ["", "wrong", text(&other, "registration_access_token")] {
        for method in ["GET", "PUT", "DELETE"] {
            let (response, _) = send(&mut agent, method, url, &ordinary(), wrong);
            assert_eq!((response.status, response.headers.challenges().len()), (401, 1), "{method} {wrong}");
        }
    }
    let id = text(&client, "client_id");
    let mut changed = ordinary();
    assert_eq!(send(&mut agent, "PUT", url, &changed, token).0.status, 400, "without client_id");
    changed["client_id"] = json!(id);
    changed["client_secret"] = json!("chosen by the client");
    assert_eq!(send(&mut agent, "PUT", url, &changed, token).0.status, 400, "another secret");
    changed["client_secret"] = client["client_secret"].clone();
    changed["redirect_uris"] = json!(["http://127.0.0.1:50000/callback?new"]);
    let (response, after) = send(&mut agent, "PUT", url, &changed, token);
    assert_eq!((response.status, &after["client_secret"]), (200, &client["client_secret"]), "{after}");
    assert_eq!(agent.ask(&request_for(id)).status, 400, "the old address");
    assert_eq!(send(&mut agent, "DELETE", url, &nothing, token).0.status, 204);
    assert_eq!(send(&mut agent, "GET", url, &nothing, token).0.status, 401);
    assert_eq!(agent.ask(&request_for(id)).status, 400);
}

#[test]
fn a_client_that_is_deleted_takes_its_tokens_along() {
    let mut agent = Agent::sound();
    let mut document = ordinary();
    document["token_endpoint_auth_method"] = json!("none");
    let (_, client) = register(&mut agent, &document);
    let id = text(&client, "client_id");
    let back = agent.go(&request_for(id));
    let params = redemption(back.get("code").unwrap()).without("client_secret").changed("client_id", id);
    let (_, tokens) = agent.token(&params);
    let token = text(&tokens, "access_token").to_owned();
    assert_eq!(agent.userinfo(&token).0.status, 200);
    let (url, own) = (text(&client, "registration_client_uri"), text(&client, "registration_access_token"));
    send(&mut agent, "DELETE", url, &Value::Null, own);
    assert_eq!(agent.userinfo(&token).0.status, 401);
}

#[test]
fn many_registrations_fill_no_memory() {
    let mut agent = Agent::sound();
    for _ in 0..250 {
        register(&mut agent, &ordinary());
    }
    assert_eq!(agent.provider.config().clients.len(), 203);
    assert!(agent.provider.config().client("web-app").is_some());
    let start = agent.browse(Request::get(format!("{ISSUER}/")));
    assert_eq!(start.body.text().unwrap().matches("client_secret").count(), 1, "theirs are not shown");
}
