//! Signed request objects (RFC 9101): which are taken, and that only what is in them counts.

use serde_json::{Value, json};

use super::agent::{Agent, CALLBACK, ISSUER, SECRET, redemption, request_for, returned};
use crate::jose::{Algorithm, Hmac, Jwks, SigningKey, sign_hmac, unsigned};
use crate::practice::{Asking, Client, Config, Policy, RequestObjects};
use crate::wire::{Params, Request};

/// The claims of a complete request object.
fn claims(client_id: &str) -> Value {
    let mut claims = json!({"iss": client_id, "aud": ISSUER, "exp": 1_800_000_300, "nbf": 1_800_000_000,
        "jti": "once", "max_age": 600});
    for (name, value) in request_for(client_id).iter() {
        claims[name] = json!(value);
    }
    claims
}

fn with(mut claims: Value, name: &str, value: Value) -> Value {
    claims[name] = value;
    claims
}

fn by_secret(claims: &Value) -> String {
    sign_hmac(Hmac::Hs256, SECRET.as_bytes(), &json!({"alg": "HS256", "typ": "oauth-authz-req+jwt"}), claims)
}

/// What the browser carries: whose request it is, and the request.
fn carried(object: &str) -> Params {
    Params::default().with("client_id", "web-app").with("request", object)
}

/// Where the browser is sent with an error: the parameters beside the object tell where.
fn error(agent: &mut Agent, object: &str) -> String {
    let response = agent.ask(&request_for("web-app").with("request", object));
    assert_eq!(response.status, 303, "{}", response.body.text_lossy());
    returned(&response).get("error").unwrap().to_owned()
}

fn with_choice(request_objects: RequestObjects) -> Agent {
    Agent::with_policy(Policy { asking: Asking { request_objects, ..Asking::default() }, ..Policy::default() })
}

#[test]
fn only_what_is_signed_counts() {
    let mut agent = Agent::sound();
    let object = by_secret(&claims("web-app"));
    let page = agent.ask(&carried(&object).with("state", "another").with("scope", "openid"));
    assert!(page.body.text().unwrap().contains("the client has signed"));
    let back = agent.go_on(page);
    assert_eq!(back.get("state"), Some("a-state"));
    let (_, tokens) = agent.token(&redemption(back.get("code").unwrap()));
    assert_eq!(tokens["scope"], "openid profile email offline_access");
}

#[test]
fn a_client_signs_with_its_keys() {
    for algorithm in [Algorithm::Es256, Algorithm::Ps256, Algorithm::EdDsa, Algorithm::Es384] {
        let (key, other) = (SigningKey::generate(algorithm).unwrap(), SigningKey::generate(algorithm).unwrap());
        let client =
            Client { jwks: Jwks(vec![key.public_jwk()]), ..Client::confidential("jar", "s3cret", &[CALLBACK]) };
        let mut agent = Agent::new(Config { clients: vec![client], ..Config::default() });
        let carried = |object: String| Params::default().with("client_id", "jar").with("request", object);
        let good = key.sign("oauth-authz-req+jwt", &claims("jar")).unwrap();
        assert!(agent.go(&carried(good)).get("code").is_some(), "{}", algorithm.name());
        let header = json!({"alg": algorithm.name(), "kid": key.kid()});
        for bad in [
            other.sign("JWT", &claims("jar")).unwrap(),
            other.sign_with_header(&header, &claims("jar")).unwrap(),
            key.sign_with_header(&json!({"alg": algorithm.name(), "crit": ["x"], "x": 1}), &claims("jar")).unwrap(),
            unsigned(&claims("jar")),
        ] {
            // Nothing beside the object tells where an answer may go.
            assert_eq!(agent.ask(&carried(bad)).status, 400, "{}", algorithm.name());
        }
    }
}

#[test]
fn what_is_wrong_with_an_object_is_told() {
    let claims = || claims("web-app");
    let forged = sign_hmac(Hmac::Hs256, b"another secret", &json!({"alg": "HS256"}), &claims());
    for object in [
        forged,
        unsigned(&claims()),
        "no-jwt".to_owned(),
        "a.b.c.d.e".to_owned(),
        by_secret(&with(claims(), "client_id", json!("native-app"))),
        by_secret(&with(claims(), "client_id", Value::Null)),
        by_secret(&with(claims(), "iss", json!("native-app"))),
        by_secret(&with(claims(), "aud", json!("https://another.example"))),
        by_secret(&with(claims(), "aud", json!(17))),
        by_secret(&with(claims(), "exp", json!(1_800_000_000))),
        by_secret(&with(claims(), "exp", json!("1800000300"))),
        by_secret(&with(claims(), "nbf", json!(1_800_000_001))),
        by_secret(&with(claims(), "request_uri", json!("urn:x"))),
        by_secret(&with(claims(), "request", json!("e30.e30."))),
    ] {
        assert_eq!(error(&mut Agent::sound(), &object), "invalid_request_object", "{object}");
    }
    let both = request_for("web-app").with("request", "x").with("request_uri", "urn:ietf:params:oauth:request_uri:x");
    assert_eq!(returned(&Agent::sound().ask(&both)).get("error"), Some("invalid_request"));
    // Beside an object that is in order, nothing out of order reaches anybody.
    let evil = by_secret(&with(claims(), "redirect_uri", json!("https://evil.example/")));
    let page = Agent::sound().ask(&request_for("web-app").with("request", &evil));
    assert!(page.status == 400 && page.headers.get("location").is_none());
}

#[test]
fn several_audiences_and_no_claims_about_itself_are_fine() {
    let plain = |mut claims: Value| {
        for name in ["iss", "aud", "exp", "nbf"] {
            claims.as_object_mut().unwrap().shift_remove(name);
        }
        claims
    };
    let several = with(claims("web-app"), "aud", json!(["https://another.example", ISSUER]));
    for object in [by_secret(&several), by_secret(&plain(claims("web-app")))] {
        assert_eq!(Agent::sound().ask(&carried(&object)).status, 200);
    }
}

#[test]
fn a_policy_about_request_objects_is_kept_and_told() {
    let signed = by_secret(&claims("web-app"));
    let mut required = with_choice(RequestObjects::Required);
    assert_eq!(returned(&required.ask(&request_for("web-app"))).get("error"), Some("invalid_request"));
    assert_eq!(required.ask(&carried(&signed)).status, 200);
    assert_eq!(required.document("/.well-known/openid-configuration")["require_signed_request_object"], true);
    let mut off = with_choice(RequestObjects::Off);
    assert_eq!(error(&mut off, &signed), "request_not_supported");
    assert_eq!(off.document("/.well-known/openid-configuration")["request_parameter_supported"], false);
    let mut loose = with_choice(RequestObjects::UnsignedToo);
    assert_eq!(loose.ask(&carried(&unsigned(&claims("web-app")))).status, 200);
}

#[test]
fn an_object_can_be_pushed() {
    let mut agent = with_choice(RequestObjects::Required);
    let push = |agent: &mut Agent, params: &Params| {
        let response = agent.provider.respond(&Request::post_form(format!("{ISSUER}/par"), params), agent.now);
        serde_json::from_slice::<Value>(response.body.octets()).unwrap()
    };
    let bare = push(&mut agent, &request_for("web-app").with("client_secret", SECRET));
    assert_eq!(bare["error"], "invalid_request");
    let object = by_secret(&claims("web-app"));
    let document = push(&mut agent, &carried(&object).with("client_secret", SECRET));
    let named = Params::default().with("client_id", "web-app");
    let page = agent.ask(&named.with("request_uri", document["request_uri"].as_str().unwrap()));
    assert!(page.body.text().unwrap().contains("signed and pushed"));
    assert!(agent.go_on(page).get("code").is_some());
}
