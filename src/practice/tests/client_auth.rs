//! Client authentication by assertions (RFC 7523) and certificates (RFC 8705).

use base64::Engine as _;
use serde_json::{Value, json};

use super::agent::{Agent, CALLBACK, Change, ISSUER, SECRET, redemption, request_for, text};
use super::prover::{
    asserting, behind_tls, certificate, claims_of, client_credentials, jti, key, key_of_key_app, signed_certificate,
    told,
};
use crate::jose::{Algorithm, Hmac, Jwk, Jwks, SigningKey, sign_hmac, unsigned, x5t_s256};
use crate::practice::{AssertionAudience, AuthMethod, Client, Config, Policy, TokenAuth};
use crate::wire::{Headers, Params, Request};

fn by_key(agent: &Agent, claims: &Value) -> Params {
    asserting(client_credentials(), &key_of_key_app(agent).sign("JWT", claims).unwrap())
}

#[test]
fn the_published_key_logs_in() {
    let mut agent = Agent::sound();
    let code = agent.go(&request_for("key-app")).get("code").unwrap().to_owned();
    let assertion = key_of_key_app(&agent).sign("JWT", &claims_of("key-app", &agent)).unwrap();
    let params = redemption(&code).without("client_id").without("client_secret");
    let (response, tokens) = agent.token(&asserting(params, &assertion));
    assert_eq!(response.status, 200, "{tokens}");
    assert!(!text(&tokens, "id_token").is_empty());
}

#[test]
fn every_algorithm_is_taken() {
    for algorithm in Algorithm::ALL {
        let own = SigningKey::generate(algorithm).unwrap();
        let client = Client::with_keys("own", Jwks(vec![own.public_jwk()]), &[CALLBACK]);
        let mut agent = Agent::new(Config { clients: vec![client], ..Config::default() });
        let assertion = own.sign("JWT", &claims_of("own", &agent)).unwrap();
        let (response, document) = agent.token(&asserting(client_credentials(), &assertion));
        assert_eq!(response.status, 200, "{}: {document}", algorithm.name());
    }
}

#[test]
fn an_hmac_wants_a_secret_as_long_as_its_hash() {
    let mut agent = Agent::sound();
    for (hmac, status) in [(Hmac::Hs256, 200), (Hmac::Hs384, 401), (Hmac::Hs512, 401)] {
        let header = json!({"alg": hmac.name()});
        let assertion = sign_hmac(hmac, SECRET.as_bytes(), &header, &claims_of("web-app", &agent));
        assert_eq!(agent.token(&asserting(client_credentials(), &assertion)).0.status, status, "{}", hmac.name());
    }
}

#[test]
fn an_assertion_has_to_be_right_in_everything() {
    let mut agent = Agent::sound();
    let now = 1_800_000_000_u64;
    let changes: [(&str, Value, bool); 16] = [
        ("aud", json!(format!("{ISSUER}/token")), true),
        ("aud", json!(["https://as.example", ISSUER]), true),
        ("aud", json!("https://attacker.example"), false),
        ("aud", json!(format!("{ISSUER}/")), false),
        ("aud", Value::Null, false),
        ("iss", json!("web-app"), false),
        ("sub", json!("web-app"), false),
        ("sub", json!("nobody"), false),
        ("jti", json!(""), false),
        ("jti", Value::Null, false),
        ("exp", json!(now - 60), false),
        ("exp", json!(now + 7200), false),
        ("exp", json!((now + 60).to_string()), false),
        ("exp", Value::Null, false),
        ("nbf", json!(now + 120), false),
        ("iat", json!(now + 120), false),
    ];
    for (claim, value, good) in changes {
        let mut claims = claims_of("key-app", &agent);
        claims[claim] = value.clone();
        let (response, document) = agent.token(&by_key(&agent, &claims));
        assert_eq!(response.status, if good { 200 } else { 401 }, "{claim}={value}: {document}");
        if !good {
            assert_eq!(document["error"], "invalid_client", "{claim}={value}");
        }
    }
}

#[test]
fn an_assertion_is_signed_by_its_client_and_used_once() {
    let mut agent = Agent::sound();
    let claims = claims_of("key-app", &agent);
    let foreign = key().sign("JWT", &claims).unwrap();
    let header = json!({"alg": "HS256"});
    let public = json!(key_of_key_app(&agent).public_jwk().0).to_string();
    let confused = sign_hmac(Hmac::Hs256, public.as_bytes(), &header, &claims);
    for forged in [foreign, unsigned(&claims), confused, "a.b".to_owned()] {
        let (_, document) = agent.token(&asserting(client_credentials(), &forged));
        assert_eq!(document["error"], "invalid_client", "{forged}");
    }
    let good = by_key(&agent, &claims);
    let wrong_type = good.clone().changed("client_assertion_type", "urn:x");
    assert_eq!(agent.token(&wrong_type).1["error"], "invalid_client");
    assert_eq!(agent.token(&good.clone().with("client_secret", "x")).1["error"], "invalid_request");
    assert_eq!(agent.token(&good.clone().with("client_id", "web-app")).1["error"], "invalid_request");
    assert_eq!(agent.token(&good).0.status, 200);
    assert_eq!(agent.token(&good).1["error"], "invalid_client");
}

#[test]
fn whom_an_assertion_is_for_is_a_policy() {
    let token_endpoint = format!("{ISSUER}/token");
    for (assertion_audience, issuer, endpoint) in
        [(AssertionAudience::Issuer, 200, 401), (AssertionAudience::TokenEndpoint, 401, 200)]
    {
        let mut agent = Agent::with_policy(Policy { assertion_audience, ..Policy::default() });
        for (aud, status) in [(ISSUER, issuer), (token_endpoint.as_str(), endpoint)] {
            let mut claims = claims_of("key-app", &agent);
            claims["aud"] = json!(aud);
            assert_eq!(agent.token(&by_key(&agent, &claims)).0.status, status, "{aud}");
        }
    }
}

#[test]
fn what_is_accepted_is_what_is_told() {
    let listed = |agent: &mut Agent, member: &str| {
        let document = agent.document("/.well-known/openid-configuration");
        let list = document[member].as_array().cloned().unwrap_or_default();
        list.iter().map(|value| value.as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let methods = "token_endpoint_auth_methods_supported";
    let mut agent = Agent::sound();
    assert_eq!(listed(&mut agent, methods).len(), 5);
    assert!(listed(&mut agent, "token_endpoint_auth_signing_alg_values_supported").contains(&"PS512".to_owned()));
    let mut agent = Agent::with_policy(Policy { token_auth: TokenAuth::PrivateKeyJwt, ..Policy::default() });
    assert_eq!(listed(&mut agent, methods), ["private_key_jwt", "none"]);
    assert_eq!(agent.token(&redemption("x")).1["error"], "invalid_client");
    let claims = claims_of("key-app", &agent);
    assert_eq!(agent.token(&by_key(&agent, &claims)).0.status, 200);
    let (mut agent, _) = behind_tls(Agent::sound());
    assert_eq!(listed(&mut agent, methods).len(), 7);
    let document = agent.document("/.well-known/openid-configuration");
    assert_eq!(document["mtls_endpoint_aliases"]["token_endpoint"], document["token_endpoint"]);
}

#[test]
fn a_registered_method_is_the_only_one() {
    let client = Client {
        token_endpoint_auth_method: Some(AuthMethod::ClientSecretBasic),
        ..Client::confidential("strict", SECRET, &[CALLBACK])
    };
    let mut agent = Agent::new(Config { clients: vec![client], ..Config::default() });
    let posted = client_credentials().with("client_id", "strict").with("client_secret", SECRET);
    assert_eq!(agent.token(&posted).1["error"], "invalid_client");
    let basic = base64::engine::general_purpose::STANDARD.encode(format!("strict:{SECRET}"));
    let header = Headers::default().with("authorization", format!("Basic {basic}"));
    assert_eq!(agent.token_with(&client_credentials(), &header).0.status, 200);
}

#[test]
fn a_certificate_of_the_registered_name_proves_the_client_and_binds_its_tokens() {
    let (mut agent, certificate_der) = behind_tls(Agent::sound());
    let code = agent.go(&request_for("tls-app")).get("code").unwrap().to_owned();
    let params = redemption(&code).changed("client_id", "tls-app").without("client_secret");
    let foreign = told(&certificate("other-app"));
    let (_, of_another_authority) = signed_certificate("tls-app");
    for headers in [
        Headers::default(),
        foreign.clone(),
        told(&certificate("tls-app")),
        told(&of_another_authority),
        Headers::default().with("client-cert", ":bm90IGEgY2VydA==:"),
    ] {
        assert_ne!(agent.token_with(&params, &headers).0.status, 200);
    }
    let (response, tokens) = agent.token_with(&params, &told(&certificate_der));
    assert_eq!(response.status, 200, "{tokens}");
    assert_eq!(tokens["token_type"], "Bearer");
    let token = text(&tokens, "access_token").to_owned();
    let mut with = |headers: Headers| {
        let headers = headers.with("authorization", format!("Bearer {token}"));
        agent.browse(Request { headers, ..Request::get(format!("{ISSUER}/userinfo")) }).status
    };
    assert_eq!([with(Headers::default()), with(foreign), with(told(&certificate_der))], [401, 401, 200]);
}

#[test]
fn a_self_signed_certificate_is_known_by_itself_or_by_its_hash() {
    let own = certificate("anything");
    let encoded = base64::engine::general_purpose::STANDARD.encode(&own);
    for member in [json!({"x5c": [encoded]}), json!({"x5t#S256": x5t_s256(&own)})] {
        let key = Jwk(member.as_object().unwrap().clone());
        let (mut agent, _) = behind_tls(Agent::sound());
        agent.provider.config.clients.push(Client::with_keys("self", Jwks(vec![key]), &[CALLBACK]));
        let params = client_credentials().with("client_id", "self");
        assert_eq!(agent.token_with(&params, &told(&certificate("anything"))).0.status, 401);
        assert_eq!(agent.token_with(&params, &told(&own)).0.status, 200);
    }
}

#[test]
fn nobody_but_whoever_ended_tls_tells_a_certificate() {
    let (mut agent, certificate) = behind_tls(Agent::sound());
    agent.provider.config.tls_terminated = false;
    let params = client_credentials().with("client_id", "tls-app").with("x", jti());
    assert_eq!(agent.token_with(&params, &told(&certificate)).1["error"], "invalid_client");
}
