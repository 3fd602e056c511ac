//! What an answer brings and how it travels: response types beyond a code, and answers that are signed as a whole.

use serde_json::{Value, json};

use super::agent::{Agent, CALLBACK, Change, ISSUER, form, redemption, request_for, returned};
use crate::jose::{Jwks, Jwt, Signature, left_half_hash, verify_with_key};
use crate::practice::{Asking, Jarm, Policy, ResponseTypes};
use crate::wire::Params;

fn with_types(response_types: ResponseTypes) -> Agent {
    Agent::with_policy(Policy { asking: Asking { response_types, ..Asking::default() }, ..Policy::default() })
}

fn asking(kind: &str) -> Params {
    request_for("web-app").changed("response_type", kind)
}

/// The claims of a JWT that this server has signed.
fn verified(agent: &mut Agent, jwt: &str) -> Value {
    let jwt = Jwt::parse(jwt).unwrap();
    let jwks = Jwks::parse(&agent.document("/jwks")).unwrap();
    let keys = jwks.candidates(jwt.alg(), jwt.kid());
    assert!(keys.iter().any(|key| verify_with_key(&jwt, key) == Signature::Valid));
    Value::Object(jwt.claims)
}

#[test]
fn each_type_brings_what_it_names_in_the_fragment() {
    for kind in ["code id_token", "token code", "code id_token token", "id_token", "id_token token", "token"] {
        let mut agent = with_types(ResponseTypes::All);
        let page = agent.ask(&asking(kind));
        let back = agent.go_on(page);
        let wants = |word: &str| kind.split(' ').any(|part| part == word);
        assert_eq!(back.get("code").is_some(), wants("code"), "{kind}");
        assert_eq!(back.get("access_token").is_some(), wants("token"), "{kind}");
        assert_eq!((back.get("state"), back.get("iss")), (Some("a-state"), Some(ISSUER)));
        if let Some(token) = back.get("access_token") {
            assert_eq!((back.get("token_type"), back.get("expires_in")), (Some("Bearer"), Some("3600")));
            assert_eq!(agent.userinfo(token).0.status, 200);
        }
        if let Some(id_token) = back.get("id_token") {
            let claims = verified(&mut agent, id_token);
            let hash = |name: &str| json!(back.get(name).map(|value| left_half_hash("ES256", value)));
            assert_eq!((&claims["c_hash"], &claims["at_hash"]), (&hash("code"), &hash("access_token")), "{kind}");
            assert_eq!(claims["nonce"], "a-nonce");
            // What nobody can fetch with an access token is in the ID token.
            assert_eq!(claims.get("email").is_some(), kind == "id_token", "{kind}");
        }
        assert_eq!(back.get("id_token").is_some(), wants("id_token"), "{kind}");
        if let Some(code) = back.get("code") {
            assert_eq!(agent.token(&redemption(code)).0.status, 200, "{kind}");
        }
    }
}

#[test]
fn tokens_never_travel_in_a_query() {
    let mut agent = with_types(ResponseTypes::All);
    for mode in ["query", "query.jwt"] {
        let response = agent.ask(&asking("id_token").with("response_mode", mode));
        assert_eq!(returned(&response).get("error"), Some("invalid_request"), "{mode}");
        assert!(response.headers.get("location").unwrap().contains("/callback#error="), "{mode}");
    }
    let page = agent.ask(&asking("code token"));
    agent.go_on(page);
    let silent = agent.ask(&asking("code token"));
    assert!(silent.headers.get("location").unwrap().starts_with(&format!("{CALLBACK}#code=")));
    let posted = agent.ask(&asking("code token").with("response_mode", "form_post"));
    assert!(form(&posted).params.get("access_token").is_some());
}

#[test]
fn an_id_token_in_front_needs_nonce_and_openid() {
    for params in [asking("id_token").without("nonce"), asking("code id_token").changed("scope", "profile")] {
        let response = with_types(ResponseTypes::All).ask(&params);
        assert_eq!(returned(&response).get("error"), Some("invalid_request"));
    }
    assert_eq!(with_types(ResponseTypes::Hybrid).ask(&asking("code token").without("nonce")).status, 200);
}

#[test]
fn a_policy_about_response_types_is_kept_and_told() {
    for (choice, number, refused) in [
        (ResponseTypes::Code, 1, vec!["code token", "id_token", "token"]),
        (ResponseTypes::Hybrid, 4, vec!["id_token token", "id_token", "token"]),
        (ResponseTypes::All, 7, vec!["none", "code code"]),
    ] {
        let mut agent = with_types(choice);
        let metadata = agent.document("/.well-known/openid-configuration");
        assert_eq!(metadata["response_types_supported"].as_array().unwrap().len(), number);
        let grants = metadata["grant_types_supported"].as_array().unwrap();
        assert_eq!(grants.contains(&json!("implicit")), choice == ResponseTypes::All);
        for kind in refused {
            let back = returned(&agent.ask(&asking(kind)));
            assert_eq!(back.get("error"), Some("unsupported_response_type"), "{kind}");
        }
    }
}

#[test]
fn a_signed_answer_holds_everything_and_travels_in_every_way() {
    for mode in ["jwt", "query.jwt", "fragment.jwt", "form_post.jwt"] {
        let mut agent = Agent::sound();
        agent.go(&request_for("web-app"));
        let response = agent.ask(&request_for("web-app").with("response_mode", mode));
        let back = if mode == "form_post.jwt" { form(&response).params } else { returned(&response) };
        assert_eq!(back.iter().count(), 1, "{mode}: only `response`");
        let mut claims = verified(&mut agent, back.get("response").unwrap());
        let code = claims["code"].take();
        let expected =
            json!({"iss": ISSUER, "aud": "web-app", "exp": 1_800_000_300_u64, "code": null, "state": "a-state"});
        assert_eq!(claims, expected, "{mode}");
        assert_eq!(agent.token(&redemption(code.as_str().unwrap())).0.status, 200);
        let in_fragment = response.headers.get("location").is_some_and(|location| location.contains('#'));
        assert_eq!(in_fragment, mode == "fragment.jwt", "{mode}");
    }
}

#[test]
fn an_error_is_signed_too_and_tokens_make_the_fragment_the_default() {
    let mut agent = with_types(ResponseTypes::Hybrid);
    let refused = returned(&agent.ask(&request_for("web-app").with("response_mode", "jwt").with("prompt", "none")));
    let claims = verified(&mut agent, refused.get("response").unwrap());
    assert_eq!((&claims["error"], &claims["state"]), (&json!("login_required"), &json!("a-state")));
    let silent = agent.ask(&asking("code token").with("response_mode", "jwt").with("prompt", "none"));
    assert!(silent.headers.get("location").unwrap().starts_with(&format!("{CALLBACK}#response=")));
}

#[test]
fn without_signed_answers_their_modes_are_unknown() {
    let asking = Asking { jarm: Jarm::Off, ..Asking::default() };
    let mut agent = Agent::with_policy(Policy { asking, ..Policy::default() });
    let back = returned(&agent.ask(&request_for("web-app").with("response_mode", "jwt")));
    assert_eq!(back.get("error"), Some("invalid_request"));
    let metadata = agent.document("/.well-known/openid-configuration");
    assert_eq!(metadata["response_modes_supported"], json!(["query", "fragment", "form_post"]));
    assert!(metadata.get("authorization_signing_alg_values_supported").is_none());
}
