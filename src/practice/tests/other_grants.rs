//! The grants without a browser: client credentials, token exchange, a JWT as grant, and the password.

use serde_json::{Value, json};

use super::agent::{Agent, Change, ISSUER, SECRET, redemption, request_for, text};
use super::prover::{claims_of, client_credentials, key, key_of_key_app};
use super::token_use::{about, post};
use crate::practice::{Policy, Service, Services};
use crate::wire::Params;

const ACCESS_TOKEN: &str = "urn:ietf:params:oauth:token-type:access_token";

fn as_web_app(grant_type: &str) -> Params {
    Params::default().with("grant_type", grant_type).with("client_id", "web-app").with("client_secret", SECRET)
}

pub fn exchange(subject_token: &str) -> Params {
    as_web_app("urn:ietf:params:oauth:grant-type:token-exchange")
        .with("subject_token", subject_token)
        .with("subject_token_type", ACCESS_TOKEN)
}

fn tokens(agent: &mut Agent, scope: &str) -> Value {
    let back = agent.go(&request_for("web-app").changed("scope", scope));
    agent.token(&redemption(back.get("code").unwrap())).1
}

#[test]
fn a_client_gets_a_token_for_itself_and_nothing_that_takes_a_user() {
    let mut agent = Agent::sound();
    let params = as_web_app("client_credentials");
    let (response, tokens) = agent.token(&params.clone().with("scope", "openid profile offline_access"));
    assert_eq!(response.status, 200, "{tokens}");
    assert_eq!(tokens["scope"], "profile");
    assert!(tokens.get("refresh_token").is_none() && tokens.get("id_token").is_none());
    let token = text(&tokens, "access_token");
    assert_eq!(post(&mut agent, "/introspect", &about(token)).1["sub"], "web-app");
    assert_eq!(agent.userinfo(token).0.status, 403, "there is nobody to tell about");
    assert_eq!(agent.token(&params.with("scope", "openid")).1["error"], "invalid_scope");
    let public = client_credentials().with("client_id", "native-app");
    assert_eq!(agent.token(&public).1["error"], "unauthorized_client");
}

#[test]
fn a_token_is_exchanged_for_less_elsewhere_and_by_somebody_else() {
    let mut agent = Agent::sound();
    let first = tokens(&mut agent, "openid profile offline_access");
    let subject = text(&first, "access_token").to_owned();
    let (response, second) = agent.token(&exchange(&subject).with("scope", "openid").with("audience", "key-app"));
    assert_eq!(response.status, 200, "{second}");
    assert_eq!((&second["issued_token_type"], &second["scope"]), (&json!(ACCESS_TOKEN), &json!("openid")));
    assert!(second.get("refresh_token").is_none());
    assert_eq!(agent.userinfo(text(&second, "access_token")).0.status, 401, "it was made out to key-app");
    let (_, machine) = agent.token(&as_web_app("client_credentials"));
    let delegated = exchange(text(&second, "access_token"))
        .with("actor_token", text(&machine, "access_token"))
        .with("actor_token_type", ACCESS_TOKEN);
    let (_, third) = agent.token(&delegated);
    let (_, facts) = post(&mut agent, "/introspect", &about(text(&third, "access_token")));
    assert_eq!((&facts["sub"], &facts["act"]), (&json!("248289761001"), &json!({"sub": "web-app"})), "{third}");
    let again = delegated.changed("subject_token", text(&third, "access_token"));
    let (_, fourth) = agent.token(&again);
    let (_, facts) = post(&mut agent, "/introspect", &about(text(&fourth, "access_token")));
    assert_eq!(facts["act"], json!({"sub": "web-app", "act": {"sub": "web-app"}}));
}

#[test]
fn an_id_token_may_be_exchanged_and_a_forged_one_may_not() {
    let mut agent = Agent::sound();
    let first = tokens(&mut agent, "openid");
    let by_id_token = |token: &str| {
        exchange(token)
            .changed("subject_token_type", "urn:ietf:params:oauth:token-type:id_token")
            .with("scope", "email")
    };
    let (response, second) = agent.token(&by_id_token(text(&first, "id_token")));
    assert_eq!((response.status, &second["scope"]), (200, &json!("email")), "{second}");
    let forged = key().sign("JWT", &json!({"iss": ISSUER, "sub": "248289761001", "exp": 2_000_000_000_u64})).unwrap();
    assert_eq!(agent.token(&by_id_token(&forged)).1["error"], "invalid_request");
    agent.wait(3601);
    assert_eq!(agent.token(&by_id_token(text(&first, "id_token"))).1["error"], "invalid_request");
}

#[test]
fn an_exchange_is_refused_by_the_right_name() {
    let mut agent = Agent::sound();
    let subject = text(&tokens(&mut agent, "profile"), "access_token").to_owned();
    for (params, error) in [
        (exchange(&subject).without("subject_token"), "invalid_request"),
        (exchange(&subject).without("subject_token_type"), "invalid_request"),
        (exchange(&subject).changed("subject_token_type", "urn:x"), "invalid_request"),
        (exchange("unknown"), "invalid_request"),
        (exchange(&subject).with("actor_token", &subject), "invalid_request"),
        (exchange(&subject).with("actor_token_type", ACCESS_TOKEN), "invalid_request"),
        (exchange(&subject).with("requested_token_type", "urn:ietf:params:oauth:token-type:saml2"), "invalid_request"),
        (exchange(&subject).with("audience", "nobody"), "invalid_target"),
        (exchange(&subject).with("resource", "https://elsewhere.example/"), "invalid_target"),
        (exchange(&subject).with("scope", "profile email"), "invalid_scope"),
        (exchange(&subject).changed("client_secret", "wrong"), "invalid_client"),
    ] {
        assert_eq!(agent.token(&params).1["error"], error, "{}", params.to_query());
    }
    let twice = exchange(&subject).with("audience", "key-app").with("audience", "native-app");
    let (_, exchanged) = agent.token(&twice);
    let (_, facts) = post(&mut agent, "/introspect", &about(text(&exchanged, "access_token")));
    assert_eq!(facts["aud"], json!(["key-app", "native-app"]));
}

#[test]
fn a_signed_grant_speaks_for_a_user() {
    let mut agent = Agent::sound();
    let grant = |agent: &Agent, claim: &str, value: Value| {
        let mut claims = claims_of("key-app", agent);
        claims["sub"] = json!("alice");
        claims[claim] = value;
        let jwt = key_of_key_app(agent).sign("JWT", &claims).unwrap();
        let params = Params::default().with("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
        params.with("assertion", jwt).with("scope", "openid email")
    };
    let good = grant(&agent, "sub", json!("alice"));
    let (response, tokens) = agent.token(&good);
    assert_eq!(response.status, 200, "{tokens}");
    assert_eq!(agent.userinfo(text(&tokens, "access_token")).1["email"], "alice@example.com");
    assert_eq!(agent.token(&good).1["error"], "invalid_grant", "used");
    for (claim, value) in [
        ("sub", json!("nobody")),
        ("aud", json!("https://attacker.example")),
        ("exp", json!(1)),
        ("iss", json!("web-app")),
    ] {
        let params = grant(&agent, claim, value).with("client_id", "web-app").with("client_secret", SECRET);
        assert_eq!(agent.token(&params).1["error"], "invalid_grant", "{claim}");
    }
}

#[test]
fn the_password_grant_is_off_until_somebody_insists() {
    let params = as_web_app("password").with("username", "alice").with("password", "wonderland");
    assert_eq!(Agent::sound().token(&params).1["error"], "unsupported_grant_type");
    let services = Services::default().with(Service::Password);
    let mut agent = Agent::with_policy(Policy { services, ..Policy::default() });
    let (response, tokens) = agent.token(&params.clone().with("scope", "openid"));
    assert_eq!(response.status, 200, "{tokens}");
    assert_eq!(agent.userinfo(text(&tokens, "access_token")).1["sub"], "248289761001");
    assert_eq!(agent.token(&params.changed("password", "x")).1["error"], "invalid_grant");
}

#[test]
fn the_metadata_names_the_grants_that_are_on() {
    let grants = |agent: &mut Agent| {
        let document = agent.document("/.well-known/openid-configuration");
        document["grant_types_supported"].as_array().unwrap().len()
    };
    assert_eq!(grants(&mut Agent::sound()), 6);
    let services = [Service::Device, Service::ClientCredentials, Service::TokenExchange, Service::JwtBearer]
        .into_iter()
        .fold(Services::default(), Services::without);
    assert_eq!(grants(&mut Agent::with_policy(Policy { services, ..Policy::default() })), 2);
}
