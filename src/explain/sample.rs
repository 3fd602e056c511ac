//! Two sound logins, as they would have passed, for the tests of what is made of a record.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use crate::jose::Jwt;
use crate::protocol::id_token::Times;
use crate::protocol::{
    BasicEncoding, Client, Metadata, Nonces, Pkce, Server, ServerHints, Tokens, authorize, callback, client_auth,
    discovery, keys, redeem, token_response, userinfo,
};
use crate::trace::{Ending, Exchange, Plan, Step, Trace};
use crate::wire::{Params, Request, Response};

/// When the first message was sent, in seconds since 1970.
const BEGAN: u64 = 1_790_000_000;
/// A key that signed once, the two ID tokens below.
const JWK: &str = r#"{"kid":"q2HmPYvLp88","use":"sig","alg":"ES256","kty":"EC","crv":"P-256","x":"JZc2GHdlspFG1QnnJw1389LAgljDjbJJlFY9UYBSKOE","y":"EjamRkCQ9EVx8kACpJScZm84Qqw8x--D_KzfAuLBaXk"}"#;
const CONFIDENTIAL_TOKEN: &str = "eyJhbGciOiJFUzI1NiIsImtpZCI6InEySG1QWXZMcDg4IiwidHlwIjoiSldUIn0.eyJpc3MiOiJodHRwOi8vMTI3LjAuMC4xOjQxODczIiwic3ViIjoidXNlci03ZjNhIiwiYXVkIjoid2ViLWFwcCIsImV4cCI6MTc5MDAwMzYwMywiaWF0IjoxNzkwMDAwMDAzLCJhdXRoX3RpbWUiOjE3OTAwMDAwMDIsIm5vbmNlIjoibi0wUzZfV3pBMk1qLWNYVnBZMnN0WW5KdmQyNHRabTk0TFdwMWJYQnpMVzgiLCJhdF9oYXNoIjoiOUgwX2U0ZUowZkNQRUtwMXZrbGloZyJ9.z-OUwoa-KkSejGwR_4kZdRBz5mXUiLimh2KM4PhpnOOVJzVFnOvlu-EQbZC0sDxZWxlEFUcYjTyBFlnPNA3wkw";
const PUBLIC_TOKEN: &str = "eyJhbGciOiJFUzI1NiIsImtpZCI6InEySG1QWXZMcDg4IiwidHlwIjoiSldUIn0.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUuY29tIiwic3ViIjoiMjQ4Mjg5NzYxMDAxIiwiYXVkIjoibmF0aXZlLWFwcCIsImV4cCI6MTc5MDAwMzYwMywiaWF0IjoxNzkwMDAwMDAzLCJhdXRoX3RpbWUiOjE3OTAwMDAwMDIsIm5vbmNlIjoibi0wUzZfV3pBMk1qLWNYVnBZMnN0WW5KdmQyNHRabTk0TFdwMWJYQnpMVzgiLCJhdF9oYXNoIjoiOUgwX2U0ZUowZkNQRUtwMXZrbGloZyJ9.f49zOSC8WV0fgBet6u-UaqdA6RpZSAJFP5TPHpny4LF6ir9xEfbMH4IAO-BmRaw4skKboAfQa_9ZmXUc2sHQ0A";
const ACCESS_TOKEN: &str = "kQ3vN8sYx1fWm5TzR0aHc7LbEu2JdGp9oViXnDqSw4M";

/// `web-app` with secret and S256 at the practice provider.
pub(crate) fn confidential() -> Trace {
    let client = Client {
        client_id: "web-app".into(),
        client_secret: Some("correct-horse-battery-staple".into()),
        redirect_uri: "http://127.0.0.1:51234/callback".into(),
        auth_method: None,
        basic_encoding: BasicEncoding::Form,
        ..Client::default()
    };
    login("http://127.0.0.1:41873", client, true, CONFIDENTIAL_TOKEN)
}

/// A command-line app without a secret at a provider elsewhere.
pub(crate) fn public() -> Trace {
    let client = Client {
        client_id: "native-app".into(),
        client_secret: None,
        redirect_uri: "http://127.0.0.1:51234/callback".into(),
        auth_method: None,
        basic_encoding: BasicEncoding::Form,
        ..Client::default()
    };
    login("https://id.example.com", client, false, PUBLIC_TOKEN)
}

fn login(issuer: &str, client: Client, practice: bool, id_token: &str) -> Trace {
    let mut trace = Trace::begin(plan(issuer, client, practice));
    let server = discover(&mut trace, issuer);
    let plan = trace.plan.clone();
    let params = authorize::parameters(&plan.client, plan.wish(), &plan.nonces);
    push(&mut trace, Step::Authorize, authorize::request(&server, &params), None);
    let answered = Params::default()
        .with("code", "SplxlOBeZQQYbYS6WxSbIA-R0aHc7LbEu2JdGp9oViX")
        .with("state", plan.nonces.state.clone().unwrap_or_default())
        .with("iss", issuer);
    let mut answer = Request::get(format!("{}?{}", plan.client.redirect_uri, answered.to_query()));
    answer.headers.push("Host", "127.0.0.1:51234");
    answer.headers.push("Sec-Fetch-Site", "cross-site");
    answer.headers.push("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/150.0");
    let page = Response::new(200).with_body("text/html; charset=utf-8", "<!doctype html><title>Code received</title>");
    let expected = callback::Expected {
        server: &server,
        client: &plan.client,
        nonces: &plan.nonces,
        asked: (plan.asked.response_type, None),
        jwks: None,
        times: Times::ours(0.0, 60),
    };
    let code = callback::accept(&expected, &answer).outcome.unwrap().code.unwrap();
    push(&mut trace, Step::Callback, answer, Some(page));
    let mut request = redeem::request(&server, &plan.client, &code, &plan.nonces, &plan.asked);
    let evidence = client_auth::Evidence { key: None, now: BEGAN, jti: "sample" };
    client_auth::apply(&plan.client, &server, evidence, &mut request).unwrap();
    let response = json_answer(&json!({
        "access_token": ACCESS_TOKEN, "token_type": "Bearer", "expires_in": 3600, "id_token": id_token,
        "scope": "openid profile",
    }))
    .with("cache-control", "no-store");
    let expected = token_response::Expected { scope: &plan.scope, ..token_response::Expected::default() };
    let tokens = token_response::accept(&response, &expected).outcome.unwrap();
    push(&mut trace, Step::Redeem, request, Some(response));
    finish(&mut trace, &server, &tokens, id_token);
    trace.ended = Ending::Finished;
    trace
}

fn plan(issuer: &str, client: Client, practice: bool) -> Plan {
    Plan {
        server: ServerHints { issuer: Some(issuer.into()), discover: true, ..ServerHints::default() },
        client,
        scope: vec!["openid".into(), "profile".into()],
        pkce: Pkce::S256,
        response_mode: None,
        nonces: Nonces {
            state: Some("af0ifjsldkj-b3JkZXItdGhlLXRlYS1wbGVhc2UteWVz".into()),
            nonce: Some("n-0S6_WzA2Mj-cXVpY2stYnJvd24tZm94LWp1bXBzLW8".into()),
            code_verifier: Some("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".into()),
        },
        clock_skew: 60,
        practice,
        ..Plan::default()
    }
}

fn discover(trace: &mut Trace, issuer: &str) -> Server {
    let document = json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "userinfo_endpoint": format!("{issuer}/userinfo"),
        "jwks_uri": format!("{issuer}/jwks"),
        "scopes_supported": ["openid", "profile", "email", "offline_access"],
        "response_types_supported": ["code"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256", "ES256"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "none"],
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": true,
    });
    let place = discovery::places(issuer).remove(0);
    let response = json_answer(&document);
    push(trace, Step::Discover, discovery::request(&place), Some(response));
    let metadata = Metadata(document.as_object().unwrap().clone());
    Server::pin(&trace.plan.server, Some(metadata), trace.plan.needs()).unwrap()
}

fn finish(trace: &mut Trace, server: &Server, tokens: &Tokens, id_token: &str) {
    let jwk: Value = serde_json::from_str(JWK).unwrap();
    let jwks = json_answer(&json!({ "keys": [jwk] }));
    push(trace, Step::Keys, keys::request(server.jwks_uri.as_deref().unwrap()), Some(jwks));
    let sub = Jwt::parse(id_token).unwrap().text("sub").unwrap().to_owned();
    let claims = json_answer(&json!({ "sub": sub, "name": "Alice Aardvark", "preferred_username": "alice" }));
    let mut request = userinfo::request(server.userinfo_endpoint.as_deref().unwrap());
    request.headers.push("authorization", format!("Bearer {}", tokens.access_token));
    push(trace, Step::Userinfo, request, Some(claims));
}

fn json_answer(value: &Value) -> Response {
    Response::new(200).with_body("application/json", value.to_string())
}

fn push(trace: &mut Trace, step: Step, request: Request, response: Option<Response>) {
    let at: SystemTime = UNIX_EPOCH + Duration::from_secs(BEGAN + trace.exchanges.len() as u64);
    let mut exchange = Exchange::new(step, request, at);
    if response.is_some() {
        exchange.took(Duration::from_micros(3_140));
    }
    exchange.response = response;
    trace.exchanges.push(exchange);
}
