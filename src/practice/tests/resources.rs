//! Where access tokens may be used, what they look like, and what a client may do with them in detail.

use serde_json::{Value, json};

use super::agent::{Agent, Change, ISSUER, form, redemption, refreshing, request_for, returned, text};
use crate::jose::{Jwks, Jwt, Signature, verify_with_key};
use crate::practice::{AccessTokens, Asking, AuthorizationDetails, Policy, ResourceIndicators};
use crate::wire::{Params, Request};

fn with(asking: Asking) -> Agent {
    Agent::with_policy(Policy { asking, ..Policy::default() })
}

fn api() -> String {
    format!("{ISSUER}/api")
}

fn userinfo() -> String {
    format!("{ISSUER}/userinfo")
}

fn tokens(agent: &mut Agent, params: &Params) -> Value {
    let page = agent.ask(params);
    let back = agent.go_on(page);
    agent.token(&redemption(back.get("code").unwrap())).1
}

fn error(agent: &mut Agent, params: &Params) -> String {
    returned(&agent.ask(params)).get("error").unwrap().to_owned()
}

#[test]
fn a_resource_tells_who_called_and_wants_a_token() {
    let mut agent = Agent::sound();
    let tokens = tokens(&mut agent, &request_for("web-app"));
    for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
        let (response, told) = agent.call(method, text(&tokens, "access_token"));
        let scope = "openid profile email offline_access";
        let expected = json!({"resource": api(), "method": method, "scope": scope, "aud": ISSUER,
            "client_id": "web-app", "sub": "248289761001"});
        assert_eq!((response.status, told), (200, expected));
    }
    let (refused, _) = agent.call("GET", "anything");
    assert_eq!(refused.status, 401);
    let bare = agent.browse(Request::get(api()));
    assert_eq!((bare.status, bare.headers.challenges()[0].params.len()), (401, 1));
    let (trace, _) = agent.call("TRACE", text(&tokens, "access_token"));
    assert_eq!(trace.status, 405);
}

#[test]
fn a_token_for_one_resource_opens_no_other() {
    let mut agent = Agent::sound();
    let narrow = request_for("web-app").changed("scope", "profile offline_access");
    let for_api = tokens(&mut agent, &narrow.clone().with("resource", api()));
    let (_, told) = agent.call("GET", text(&for_api, "access_token"));
    assert_eq!(told["aud"], api());
    let elsewhere = tokens(&mut agent, &narrow.with("resource", userinfo()));
    let (refused, _) = agent.call("GET", text(&elsewhere, "access_token"));
    assert_eq!(refused.headers.challenges()[0].params[1], ("error".into(), "invalid_token".into()));
    // Where the ID token speaks of a user, userinfo does, too.
    let with_openid = tokens(&mut agent, &request_for("web-app").with("resource", api()));
    assert_eq!(agent.userinfo(text(&with_openid, "access_token")).0.status, 200);
}

#[test]
fn a_token_request_may_name_some_of_the_resources() {
    let mut agent = Agent::sound();
    let both = request_for("web-app").changed("scope", "profile offline_access");
    let both = both.with("resource", api()).with("resource", userinfo());
    let code = agent.go(&both).get("code").unwrap().to_owned();
    let (_, tokens) = agent.token(&redemption(&code).with("resource", userinfo()));
    assert_eq!(agent.call("GET", text(&tokens, "access_token")).0.status, 401);
    let refresh = refreshing(text(&tokens, "refresh_token"));
    let (_, refreshed) = agent.token(&refresh.with("resource", api()));
    assert_eq!(agent.call("GET", text(&refreshed, "access_token")).1["aud"], api());
    let page = agent.ask(&request_for("web-app").with("resource", userinfo()));
    let code = agent.go_on(page).get("code").unwrap().to_owned();
    assert_eq!(agent.token(&redemption(&code).with("resource", api())).1["error"], "invalid_target");
}

#[test]
fn a_resource_that_is_not_here_is_refused() {
    for resource in ["https://bank.example/", "api", "urn:x", &format!("{}#x", api()), &format!("{}/", api())] {
        let params = request_for("web-app").with("resource", api()).with("resource", resource);
        assert_eq!(error(&mut Agent::sound(), &params), "invalid_target", "{resource}");
    }
    let mut off = with(Asking { resources: ResourceIndicators::Off, ..Asking::default() });
    assert_eq!(off.ask(&request_for("web-app").with("resource", "https://bank.example/")).status, 200);
    assert_eq!(Agent::sound().ask(&request_for("web-app").with("audience", "https://bank.example/")).status, 200);
}

#[test]
fn a_jwt_says_what_the_resource_has_to_know() {
    let mut agent = with(Asking { access_tokens: AccessTokens::Jwt, ..Asking::default() });
    let tokens = tokens(&mut agent, &request_for("web-app").with("resource", api()));
    let token = text(&tokens, "access_token");
    let jwt = Jwt::parse(token).unwrap();
    let keys = Jwks::parse(&agent.document("/jwks")).unwrap();
    assert_eq!(verify_with_key(&jwt, keys.candidates("ES256", jwt.kid())[0]), Signature::Valid);
    assert_eq!(jwt.header["typ"], "at+jwt");
    let mut claims = Value::Object(jwt.claims);
    assert_eq!(claims["jti"].take().as_str().unwrap().len(), 43);
    let now = 1_800_000_000;
    assert_eq!(
        claims,
        json!({"iss": ISSUER, "sub": "248289761001", "aud": [api(), userinfo()], "client_id": "web-app",
            "scope": "openid profile email offline_access", "iat": now, "exp": now + 3600, "jti": null,
            "auth_time": now})
    );
    assert_eq!(agent.call("GET", token).0.status, 200);
    // It is kept here, and so can be revoked.
    assert_eq!(agent.call("GET", &format!("{token}x")).0.status, 401);
}

#[test]
fn details_are_shown_granted_and_told() {
    let payment = json!([{"type": "payment_initiation", "creditorName": "<b>Merchant</b>",
        "instructedAmount": {"currency": "EUR", "amount": "123.50"}}]);
    let mut agent = with(Asking { access_tokens: AccessTokens::Jwt, ..Asking::default() });
    let params = request_for("web-app").with("authorization_details", payment.to_string());
    agent.go(&params);
    let again = agent.ask(&params);
    let page = again.body.text().unwrap();
    assert!(page.contains("pay 123.50 EUR to &lt;b&gt;Merchant&lt;/b&gt;"), "each payment is asked about: {page}");
    let allowed = agent.submit(&form(&again));
    let code = returned(&allowed).get("code").unwrap().to_owned();
    let (_, tokens) = agent.token(&redemption(&code));
    assert_eq!(tokens["authorization_details"], payment);
    let jwt = Jwt::parse(text(&tokens, "access_token")).unwrap();
    assert_eq!(jwt.claims["authorization_details"], payment);
    assert_eq!(agent.call("POST", text(&tokens, "access_token")).1["authorization_details"], payment);
    let unknown = request_for("web-app").with("authorization_details", "[{\"type\": \"unheard_of\"}]");
    assert_eq!(error(&mut agent, &unknown), "invalid_authorization_details");
    let mut off = with(Asking { details: AuthorizationDetails::Off, ..Asking::default() });
    assert_eq!(off.ask(&unknown).status, 200);
    let metadata = off.document("/.well-known/openid-configuration");
    assert!(metadata.get("authorization_details_types_supported").is_none());
}
