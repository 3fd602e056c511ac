//! Everything goes well: both kinds of client, both signatures, every response mode, a second login without a page.

use base64::Engine as _;
use serde_json::json;

use super::agent::{Agent, CALLBACK, Change, ISSUER, form, public_redemption, redemption, request_for, returned, text};
use crate::jose::{Algorithm, Jwks, Jwt, Signature, left_half_hash, verify_with_key};
use crate::practice::{Client, Config};
use crate::wire::{Headers, Params, Request};

#[test]
fn a_confidential_client_gets_everything_that_it_asked_for() {
    let mut agent = Agent::sound();
    let back = agent.go(&request_for("web-app"));
    assert_eq!((back.get("state"), back.get("iss")), (Some("a-state"), Some(ISSUER)));
    let (response, tokens) = agent.token(&redemption(back.get("code").unwrap()));
    assert_eq!(response.status, 200);
    assert!(response.headers.lists("cache-control", "no-store"));
    assert_eq!(tokens["token_type"], "Bearer");
    assert_eq!(tokens["expires_in"], 3600);
    assert_eq!(tokens["scope"], "openid profile email offline_access");
    assert!(!text(&tokens, "refresh_token").is_empty());

    let id_token = Jwt::parse(text(&tokens, "id_token")).unwrap();
    let jwks = Jwks::parse(&agent.document("/jwks")).unwrap();
    let keys = jwks.candidates("ES256", id_token.kid());
    assert_eq!(verify_with_key(&id_token, keys[0]), Signature::Valid);
    let now = 1_800_000_000;
    let at_hash = left_half_hash("ES256", text(&tokens, "access_token")).unwrap();
    assert_eq!(
        json!(id_token.claims),
        json!({"iss": ISSUER, "sub": "248289761001", "aud": "web-app", "exp": now + 3600, "iat": now,
            "auth_time": now, "nonce": "a-nonce", "at_hash": at_hash})
    );

    let (response, claims) = agent.userinfo(text(&tokens, "access_token"));
    assert_eq!(response.status, 200);
    assert_eq!(
        claims,
        json!({"sub": "248289761001", "name": "Alice Adams", "preferred_username": "alice",
            "email": "alice@example.com", "email_verified": true})
    );
}

#[test]
fn a_public_client_needs_no_secret_and_is_asked_about_each_time() {
    let mut agent = Agent::sound();
    for _ in 0..2 {
        let page = agent.ask(&request_for("native-app"));
        assert_eq!(page.status, 200);
        let back = agent.go_on(page);
        let (response, tokens) = agent.token(&public_redemption(back.get("code").unwrap()));
        assert_eq!(response.status, 200, "{tokens}");
    }
}

#[test]
fn basic_credentials_are_form_decoded() {
    let id = "an app:with %+";
    let client = Client::confidential(id, "secret & +%: é", &[CALLBACK]);
    let mut agent = Agent::new(Config { clients: vec![client], ..Config::default() });
    let back = agent.go(&request_for(id));
    let credentials = "an+app%3Awith+%25%2B:secret+%26+%2B%25%3A+%C3%A9";
    let header = format!("basic {}", base64::engine::general_purpose::STANDARD.encode(credentials));
    let params = public_redemption(back.get("code").unwrap()).without("client_id");
    let (response, tokens) = agent.token_with(&params, &Headers::default().with("Authorization", header));
    assert_eq!(response.status, 200, "{tokens}");
}

#[test]
fn a_client_registered_for_rs256_gets_it() {
    let client = Client { id_token_signed_response_alg: Algorithm::Rs256, ..Client::public("rsa", &[CALLBACK]) };
    let mut agent = Agent::new(Config { clients: vec![client], ..Config::default() });
    let back = agent.go(&request_for("rsa"));
    let (_, tokens) = agent.token(&public_redemption(back.get("code").unwrap()).changed("client_id", "rsa"));
    let id_token = Jwt::parse(text(&tokens, "id_token")).unwrap();
    let jwks = Jwks::parse(&agent.document("/jwks")).unwrap();
    assert_eq!(verify_with_key(&id_token, jwks.candidates("RS256", id_token.kid())[0]), Signature::Valid);
    assert!(jwks.0.iter().all(|key| !key.is_private()));
}

#[test]
fn every_response_mode_carries_the_answer() {
    let mut agent = Agent::sound();
    let in_fragment = agent.go(&request_for("web-app").with("response_mode", "fragment"));
    assert!(in_fragment.get("code").is_some());
    let page = agent.ask(&request_for("web-app").with("response_mode", "form_post"));
    let answer = form(&page);
    assert_eq!(answer.action, CALLBACK);
    assert_eq!((answer.params.get("state"), answer.params.get("iss")), (Some("a-state"), Some(ISSUER)));
    assert!(page.headers.lists("cache-control", "no-store"));
    let policy = page.headers.get("content-security-policy").unwrap();
    assert!(policy.contains("form-action 'self' http://127.0.0.1:50000;"), "{policy}");
    assert!(policy.contains("script-src 'sha256-"), "{policy}");
    let (response, _) = agent.token(&redemption(answer.params.get("code").unwrap()));
    assert_eq!(response.status, 200);
}

#[test]
fn a_registered_query_is_kept() {
    let client = Client::public("app", &["http://127.0.0.1/callback?tenant=1"]);
    let mut agent = Agent::new(Config { clients: vec![client], ..Config::default() });
    let redirect_uri = "http://127.0.0.1:50000/callback?tenant=1";
    let back = agent.go(&request_for("app").changed("redirect_uri", redirect_uri));
    assert_eq!(back.get("tenant"), Some("1"));
    assert!(back.get("code").is_some());
}

#[test]
fn a_second_login_is_silent_for_a_confidential_client() {
    let mut agent = Agent::sound();
    agent.go(&request_for("web-app"));
    agent.wait(100);
    let silent = agent.ask(&request_for("web-app").with("prompt", "none"));
    assert_eq!(silent.status, 303);
    let (_, tokens) = agent.token(&redemption(returned(&silent).get("code").unwrap()));
    let id_token = Jwt::parse(text(&tokens, "id_token")).unwrap();
    assert_eq!(id_token.claims["auth_time"], 1_800_000_000);
    assert_eq!(id_token.claims["iat"], 1_800_000_100);
}

#[test]
fn the_authorization_endpoint_takes_a_form_too() {
    let mut agent = Agent::sound();
    let page = agent.post("/authorize", &request_for("web-app"));
    assert!(agent.go_on(page).get("code").is_some());
}

#[test]
fn an_issuer_with_a_path_works_as_well() {
    let keys = crate::practice::Keys::instant().unwrap();
    let issuer = "http://127.0.0.1:41873/tenant";
    let mut provider = crate::practice::Provider::new(issuer, Config::default(), keys, [1; 32]);
    let now = std::time::SystemTime::UNIX_EPOCH;
    for path in ["/tenant/.well-known/openid-configuration", "/.well-known/oauth-authorization-server/tenant"] {
        let response = provider.respond(&Request::get(format!("http://127.0.0.1:41873{path}")), now);
        let document: serde_json::Value = serde_json::from_slice(response.body.octets()).unwrap();
        assert_eq!(document["issuer"], issuer);
        assert_eq!(document["token_endpoint"], format!("{issuer}/token"));
    }
    let page =
        provider.respond(&Request::get(format!("{issuer}/authorize?{}", request_for("web-app").to_query())), now);
    assert_eq!(form(&page).action, "/tenant/login");
}

#[test]
fn a_login_without_openid_or_pkce_is_plain_oauth() {
    let mut agent = Agent::sound();
    let params = Params::default()
        .with("response_type", "code")
        .with("client_id", "web-app")
        .with("redirect_uri", CALLBACK)
        .with("code_challenge", "");
    let back = agent.go(&params);
    assert_eq!(back.get("state"), None);
    let (_, tokens) = agent.token(&redemption(back.get("code").unwrap()).without("code_verifier"));
    assert_eq!(tokens["scope"], "profile");
    assert!(tokens.get("id_token").is_none() && tokens.get("refresh_token").is_none());
    let (refused, _) = agent.userinfo(text(&tokens, "access_token"));
    assert_eq!(refused.status, 403);
    assert_eq!(refused.headers.challenges()[0].params[1], ("error".into(), "insufficient_scope".into()));
}
