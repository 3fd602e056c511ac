//! DPoP, check by check (RFC 9449 4.3), and what tokens are bound to.

use serde_json::{Value, json};

use super::agent::{Agent, Change, ISSUER, public_redemption, redemption, refreshing, request_for, text};
use super::prover::{Proof, jti, key, userinfo};
use crate::jose::{Algorithm, Hmac, SigningKey, sign_hmac};
use crate::practice::{Dpop, DpopNonce, Policy};
use crate::wire::{Headers, Params, Response};

fn code(agent: &mut Agent, params: &Params) -> String {
    agent.go(params).get("code").unwrap().to_owned()
}

/// Tokens of `web-app` that are bound to this key.
fn bound(agent: &mut Agent, own: &SigningKey) -> Value {
    let params = redemption(&code(agent, &request_for("web-app")));
    let proof = Proof::at_token_endpoint(own, agent).signed(own);
    let (response, tokens) = agent.token_with(&params, &proof);
    assert_eq!((response.status, &tokens["token_type"]), (200, &json!("DPoP")), "{tokens}");
    tokens
}

/// The error that a resource answers with, which has to be in its challenge too.
fn challenged(response: &Response) -> (u16, String, String) {
    let challenges = response.headers.challenges();
    let of = |name: &str| {
        let found = challenges[0].params.iter().find(|(param, _)| param == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    (response.status, challenges[0].scheme.clone(), of("error"))
}

#[test]
fn a_bound_token_opens_with_a_proof_and_not_without() {
    let mut agent = Agent::sound();
    let own = key();
    let tokens = bound(&mut agent, &own);
    let token = text(&tokens, "access_token").to_owned();
    let good = Proof::at_userinfo(&own, &token, &agent);
    assert_eq!(userinfo(&mut agent, &token, &good.signed(&own)).status, 200);
    let told = |why: &str| (401, "DPoP".to_owned(), why.to_owned());
    assert_eq!(challenged(&userinfo(&mut agent, &token, &good.signed(&own))), told("invalid_dpop_proof"), "used");
    assert_eq!(challenged(&userinfo(&mut agent, &token, &Headers::default())), told("invalid_dpop_proof"));
    assert_eq!(challenged(&agent.userinfo(&token).0), told("invalid_token"), "as Bearer");
    let thief = key();
    let stolen = Proof::at_userinfo(&thief, &token, &agent).signed(&thief);
    assert_eq!(challenged(&userinfo(&mut agent, &token, &stolen)), told("invalid_token"));
    for proof in [
        good.clone().claim("jti", json!(jti())).claim("ath", json!("x")),
        good.clone().claim("jti", json!(jti())).without("ath"),
        Proof::at_token_endpoint(&own, &agent),
    ] {
        assert_eq!(challenged(&userinfo(&mut agent, &token, &proof.signed(&own))), told("invalid_dpop_proof"));
    }
}

#[test]
fn a_plain_token_is_no_bound_one() {
    let mut agent = Agent::sound();
    let params = redemption(&code(&mut agent, &request_for("web-app")));
    let (_, tokens) = agent.token(&params);
    let (own, token) = (key(), text(&tokens, "access_token").to_owned());
    let proof = Proof::at_userinfo(&own, &token, &agent).signed(&own);
    assert_eq!(challenged(&userinfo(&mut agent, &token, &proof)), (401, "DPoP".into(), "invalid_token".into()));
}

#[test]
fn every_part_of_a_proof_counts_and_the_code_survives_them_all() {
    let mut agent = Agent::sound();
    let params = redemption(&code(&mut agent, &request_for("web-app")));
    let own = key();
    let fresh = |agent: &Agent| Proof::at_token_endpoint(&own, agent);
    let private = json!({"kty": "EC", "crv": "P-256", "x": "x", "y": "y", "d": "d"});
    let wrong = vec![
        fresh(&agent).header("typ", json!("JWT")).signed(&own),
        fresh(&agent).header("alg", json!("ES384")).signed(&own),
        fresh(&agent).header("jwk", json!(key().public_jwk().0)).signed(&own),
        fresh(&agent).header("jwk", private).signed(&own),
        fresh(&agent).header("jwk", Value::Null).signed(&own),
        fresh(&agent).header("crit", json!(["x"])).signed(&own),
        fresh(&agent).claim("htm", json!("GET")).signed(&own),
        fresh(&agent).claim("htm", json!("post")).signed(&own),
        fresh(&agent).claim("htu", json!(format!("{ISSUER}/userinfo"))).signed(&own),
        fresh(&agent).claim("htu", json!("/token")).signed(&own),
        fresh(&agent).claim("iat", json!(1_800_000_000 - 3600)).signed(&own),
        fresh(&agent).claim("iat", json!(1_800_000_000 + 3600)).signed(&own),
        fresh(&agent).claim("iat", json!("1800000000")).signed(&own),
        fresh(&agent).without("jti").signed(&own),
        fresh(&agent).without("iat").signed(&own),
        fresh(&agent).signed(&own).with("dpop", "again"),
        Headers::default().with("dpop", "no JWT"),
    ];
    for headers in wrong {
        let (response, document) = agent.token_with(&params, &headers);
        let seen = (response.status, &document["error"]);
        assert_eq!(seen, (400, &json!("invalid_dpop_proof")), "{document} {headers:?}");
    }
    let symmetric = fresh(&agent).header("alg", json!("HS256")).header("jwk", json!({"kty": "oct", "k": "c2VjcmV0"}));
    let hmac = sign_hmac(Hmac::Hs256, b"secret", &symmetric.header, &symmetric.claims);
    assert_eq!(agent.token_with(&params, &Headers::default().with("dpop", hmac)).0.status, 400);
    let shouted = "HTTP://127.0.0.1:41873/token?x=1#y";
    assert_eq!(agent.token_with(&params, &fresh(&agent).claim("htu", json!(shouted)).signed(&own)).0.status, 200);
}

#[test]
fn every_kind_of_key_is_taken() {
    for algorithm in [Algorithm::Ps256, Algorithm::Es384, Algorithm::EdDsa] {
        let mut agent = Agent::sound();
        let own = SigningKey::generate(algorithm).unwrap();
        let tokens = bound(&mut agent, &own);
        let token = text(&tokens, "access_token").to_owned();
        let proof = Proof::at_userinfo(&own, &token, &agent).signed(&own);
        assert_eq!(userinfo(&mut agent, &token, &proof).status, 200, "{}", algorithm.name());
    }
}

#[test]
fn a_nonce_is_asked_for_once_and_resource_and_server_keep_theirs_apart() {
    let mut agent = Agent::with_policy(Policy { dpop_nonce: DpopNonce::Required, ..Policy::default() });
    let params = redemption(&code(&mut agent, &request_for("web-app")));
    let own = key();
    let (first, document) = agent.token_with(&params, &Proof::at_token_endpoint(&own, &agent).signed(&own));
    assert_eq!((first.status, &document["error"]), (400, &json!("use_dpop_nonce")));
    let nonce = first.headers.get("dpop-nonce").unwrap().to_owned();
    let proof = Proof::at_token_endpoint(&own, &agent).claim("nonce", json!(nonce));
    let (second, tokens) = agent.token_with(&params, &proof.signed(&own));
    assert_eq!(second.status, 200, "{tokens}");
    let newer = second.headers.get("dpop-nonce").unwrap().to_owned();
    assert_ne!(nonce, newer);
    let token = text(&tokens, "access_token").to_owned();
    let proof = Proof::at_userinfo(&own, &token, &agent).claim("nonce", json!(newer));
    let refused = userinfo(&mut agent, &token, &proof.signed(&own));
    assert_eq!(challenged(&refused), (401, "DPoP".into(), "use_dpop_nonce".into()));
    let nonce = refused.headers.get("dpop-nonce").unwrap().to_owned();
    let proof = |agent: &Agent| Proof::at_userinfo(&own, &token, agent).claim("nonce", json!(nonce)).signed(&own);
    let headers = proof(&agent);
    assert_eq!(userinfo(&mut agent, &token, &headers).status, 200);
    agent.wait(301);
    let headers = proof(&agent);
    assert_eq!(challenged(&userinfo(&mut agent, &token, &headers)).2, "use_dpop_nonce", "too old");
}

#[test]
fn dpop_may_be_demanded_or_unknown() {
    let mut strict = Agent::with_policy(Policy { dpop: Dpop::Required, ..Policy::default() });
    let params = redemption(&code(&mut strict, &request_for("web-app")));
    assert_eq!(strict.token(&params).1["error"], "invalid_dpop_proof");
    let own = key();
    let proof = Proof::at_token_endpoint(&own, &strict).signed(&own);
    assert_eq!(strict.token_with(&params, &proof).0.status, 200);
    let mut without = Agent::with_policy(Policy { dpop: Dpop::Off, ..Policy::default() });
    let params = redemption(&code(&mut without, &request_for("web-app")));
    let (_, tokens) = without.token_with(&params, &proof);
    assert_eq!(tokens["token_type"], "Bearer");
    let metadata = without.document("/.well-known/openid-configuration");
    assert!(metadata.get("dpop_signing_alg_values_supported").is_none());
}

#[test]
fn a_code_that_names_a_key_is_redeemed_with_it_alone() {
    let mut agent = Agent::sound();
    let (own, other) = (key(), key());
    let jkt = own.public_jwk().thumbprint().unwrap();
    let params = redemption(&code(&mut agent, &request_for("web-app").with("dpop_jkt", jkt)));
    let proof = Proof::at_token_endpoint(&other, &agent).signed(&other);
    assert_eq!(agent.token_with(&params, &proof).1["error"], "invalid_grant");
    assert_eq!(agent.token(&params).1["error"], "invalid_grant");
    let proof = Proof::at_token_endpoint(&own, &agent).signed(&own);
    assert_eq!(agent.token_with(&params, &proof).0.status, 200);
}

#[test]
fn the_refresh_token_of_a_public_client_is_bound_and_that_of_another_is_not() {
    let mut agent = Agent::sound();
    let own = key();
    let params = public_redemption(&code(&mut agent, &request_for("native-app")));
    let proof = Proof::at_token_endpoint(&own, &agent).signed(&own);
    let (_, tokens) = agent.token_with(&params, &proof);
    let again = refreshing(text(&tokens, "refresh_token")).without("client_secret").changed("client_id", "native-app");
    assert_eq!(agent.token(&again).1["error"], "invalid_grant");
    let proof = Proof::at_token_endpoint(&own, &agent).signed(&own);
    let (_, second) = agent.token_with(&again, &proof);
    assert_eq!(second["token_type"], "DPoP", "{second}");
    let tokens = bound(&mut agent, &own);
    let (response, plain) = agent.token(&refreshing(text(&tokens, "refresh_token")));
    assert_eq!((response.status, &plain["token_type"]), (200, &json!("Bearer")));
}
