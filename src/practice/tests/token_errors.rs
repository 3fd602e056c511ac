//! Every error of the token endpoint (RFC 6749 5.2) and of the userinfo endpoint (RFC 6750 3.1).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::agent::{Agent, CALLBACK, Change, ISSUER, SECRET, public_redemption, redemption, request_for, text};
use crate::practice::{Client, Codes, Config, GrantType, Policy, TokenAuth};
use crate::wire::{Headers, Params, Request};

fn basic(client_id: &str, secret: &str) -> Headers {
    Headers::default().with("Authorization", format!("Basic {}", STANDARD.encode(format!("{client_id}:{secret}"))))
}

fn code(agent: &mut Agent) -> String {
    agent.go(&request_for("web-app")).get("code").unwrap().to_owned()
}

/// The error of this request, which must be shaped as RFC 6749 5.2 wants.
fn refused(agent: &mut Agent, params: &Params, headers: &Headers) -> String {
    let (response, document) = agent.token_with(params, headers);
    let error = text(&document, "error").to_owned();
    assert_eq!(response.status, if error == "invalid_client" { 401 } else { 400 }, "{document}");
    assert_eq!(response.headers.media_type().as_deref(), Some("application/json"));
    assert!(response.headers.lists("cache-control", "no-store") && response.headers.lists("pragma", "no-cache"));
    assert!(document.get("access_token").is_none());
    let challenges = response.headers.challenges();
    assert_eq!(
        challenges.first().map(|challenge| challenge.scheme.as_str()),
        (error == "invalid_client").then_some("Basic")
    );
    error
}

#[test]
fn every_wrong_request_has_its_error_and_the_code_survives_them_all() {
    let mut agent = Agent::sound();
    let code = code(&mut agent);
    let good = || redemption(&code);
    let bare = || good().without("client_secret");
    let none = Headers::default;
    let cases = [
        (good().without("grant_type"), none(), "invalid_request"),
        (good().changed("grant_type", "password"), none(), "unsupported_grant_type"),
        (good().with("code", "again"), none(), "invalid_request"),
        (good().without("code"), none(), "invalid_request"),
        (good().changed("code", "unknown"), none(), "invalid_grant"),
        (good().without("redirect_uri"), none(), "invalid_request"),
        (good().changed("redirect_uri", "http://127.0.0.1:50001/callback"), none(), "invalid_grant"),
        (good().without("code_verifier"), none(), "invalid_grant"),
        (good().changed("code_verifier", ""), none(), "invalid_grant"),
        (bare(), none(), "invalid_client"),
        (good().changed("client_secret", ""), none(), "invalid_client"),
        (good().changed("client_secret", "wrong"), none(), "invalid_client"),
        (good().changed("client_id", "nobody"), none(), "invalid_client"),
        (good().without("client_id"), none(), "invalid_client"),
        (bare().without("client_id"), none(), "invalid_client"),
        (bare(), basic("web-app", "wrong"), "invalid_client"),
        (bare(), basic("nobody", SECRET).with("x", "y"), "invalid_request"),
        (bare().without("client_id"), basic("nobody", SECRET), "invalid_client"),
        (bare(), none().with("Authorization", "Bearer x"), "invalid_client"),
        (bare(), none().with("Authorization", "Basic !"), "invalid_client"),
        (good(), basic("web-app", SECRET), "invalid_request"),
        (bare().changed("client_id", "native-app"), basic("web-app", SECRET), "invalid_request"),
        (bare().changed("client_id", "native-app"), none(), "invalid_grant"),
        (good().changed("client_id", "native-app"), none(), "invalid_client"),
        (bare().without("client_id"), basic("native-app", ""), "invalid_client"),
    ];
    for (params, headers, error) in cases {
        assert_eq!(refused(&mut agent, &params, &headers), error, "{}", params.to_query());
    }
    let (response, tokens) = agent.token_with(&bare(), &basic("web-app", SECRET));
    assert_eq!(response.status, 200, "{tokens}");
}

#[test]
fn an_unknown_client_and_a_wrong_secret_look_alike() {
    let mut agent = Agent::sound();
    let answer =
        |agent: &mut Agent, id: &str| agent.token_with(&public_redemption("x").without("client_id"), &basic(id, "w"));
    assert_eq!(answer(&mut agent, "web-app"), answer(&mut agent, "nobody"));
}

#[test]
fn a_code_is_good_for_a_minute() {
    for (seconds, status) in [(59, 200), (60, 400), (30_000, 400)] {
        let mut agent = Agent::sound();
        let code = code(&mut agent);
        agent.wait(seconds);
        assert_eq!(agent.token(&redemption(&code)).0.status, status);
    }
}

#[test]
fn a_replay_ends_what_the_code_gave_but_only_one_that_could_have_worked() {
    let mut agent = Agent::sound();
    let code = code(&mut agent);
    let (_, tokens) = agent.token(&redemption(&code));
    let access_token = text(&tokens, "access_token");
    let useless = redemption(&code).changed("code_verifier", &"x".repeat(43));
    assert_eq!(refused(&mut agent, &useless, &Headers::default()), "invalid_grant");
    assert_eq!(agent.userinfo(access_token).0.status, 200);
    agent.wait(120);
    assert_eq!(refused(&mut agent, &redemption(&code), &Headers::default()), "invalid_grant");
    assert_eq!(agent.userinfo(access_token).0.status, 401);
    let refresh = super::agent::refreshing(text(&tokens, "refresh_token"));
    assert_eq!(refused(&mut agent, &refresh, &Headers::default()), "invalid_grant");
}

#[test]
fn reusable_codes_are_a_policy() {
    let mut agent = Agent::with_policy(Policy { codes: Codes::Reusable, ..Policy::default() });
    let code = code(&mut agent);
    let (_, first) = agent.token(&redemption(&code));
    assert_eq!(agent.token(&redemption(&code)).0.status, 200);
    assert_eq!(agent.userinfo(text(&first, "access_token")).0.status, 200);
}

#[test]
fn a_client_without_the_grant_is_unauthorized() {
    let client = Client { grant_types: vec![GrantType::RefreshToken], ..Client::public("idle", &[CALLBACK]) };
    let mut agent = Agent::new(Config { clients: vec![client], ..Config::default() });
    let params = public_redemption("x").changed("client_id", "idle");
    assert_eq!(refused(&mut agent, &params, &Headers::default()), "unauthorized_client");
}

#[test]
fn a_policy_about_authentication_is_kept_and_told() {
    for (token_auth, by_post, by_basic) in [(TokenAuth::Basic, 401, 400), (TokenAuth::Post, 400, 401)] {
        let mut agent = Agent::with_policy(Policy { token_auth, ..Policy::default() });
        assert_eq!(agent.token(&redemption("x")).0.status, by_post);
        let params = redemption("x").without("client_secret");
        assert_eq!(agent.token_with(&params, &basic("web-app", SECRET)).0.status, by_basic);
        let listed = agent.document("/.well-known/openid-configuration");
        assert_eq!(listed["token_endpoint_auth_methods_supported"].as_array().unwrap().len(), 2);
    }
}

#[test]
fn only_a_posted_form_counts() {
    let mut agent = Agent::sound();
    let code = code(&mut agent);
    let url = format!("{ISSUER}/token?{}", redemption(&code).to_query());
    let by_get = agent.browse(Request::get(&url));
    assert_eq!((by_get.status, by_get.headers.get("allow")), (405, Some("POST")));
    let mut as_json = Request::post_form(format!("{ISSUER}/token"), &redemption(&code));
    as_json.headers.set("content-type", "application/json");
    assert_eq!(agent.browse(as_json).status, 400);
    let in_query = agent.browse(Request::post_form(&url, &Params::default()));
    assert_eq!(in_query.status, 401);
}

#[test]
fn userinfo_wants_one_token_in_one_place() {
    let mut agent = Agent::sound();
    let code = code(&mut agent);
    let (_, tokens) = agent.token(&redemption(&code));
    let token = text(&tokens, "access_token").to_owned();
    let url = format!("{ISSUER}/userinfo");
    let header = |request: Request| Request {
        headers: request.headers.with("authorization", format!("bearer {token}")),
        ..request
    };
    let in_form = || Request::post_form(&url, &Params::default().with("access_token", &token));
    for (request, status, error) in [
        (header(Request::get(&url)), 200, None),
        (in_form(), 200, None),
        (header(Request::post_form(&url, &Params::default())), 200, None),
        (header(in_form()), 400, Some("invalid_request")),
        (Request::get(&url), 401, None),
        (Request::get(format!("{url}?access_token={token}")), 401, None),
        (
            Request { headers: Headers::default().with("authorization", "Bearer x"), ..Request::get(&url) },
            401,
            Some("invalid_token"),
        ),
    ] {
        let response = agent.browse(request.clone());
        assert_eq!(response.status, status, "{request:?}");
        let challenges = response.headers.challenges();
        let told = challenges.iter().flat_map(|challenge| &challenge.params).find(|(name, _)| name == "error");
        assert_eq!(told.map(|(_, value)| value.as_str()), error);
        assert_eq!(challenges.len(), usize::from(status != 200));
    }
    agent.wait(3600);
    assert_eq!(agent.userinfo(&token).0.status, 401);
    let id_token = text(&tokens, "id_token");
    assert_eq!(agent.userinfo(id_token).0.status, 401);
}
