//! Records made by hand: a sound run, one that was refused, one that was denied, one that failed.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use crate::protocol::{self, BasicEncoding, Client, Nonces, Pkce, ProviderError, ServerHints};
use crate::rules;
use crate::trace::{Captured, Change, Ending, Exchange, Part, Plan, Step, Trace};
use crate::wire::{Body, Failure, FailureKind, Params, Request, Response};

const ISSUER: &str = "https://id.example.com";
const REDIRECT: &str = "http://127.0.0.1:51234/callback";
pub(super) const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub(super) const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
pub(super) const SECRET: &str = "the secret of this client, long enough";
pub(super) const ACCESS_TOKEN: &str = "2YotnFZFEjr1zCsicMWpAA-0123456789abcdefghijk";
/// Signed with the key whose public part is below, for this login, at the moment of [`then`].
const ID_TOKEN: &str = "eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6IlZxSktTMDByZmdFIn0.\
    eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUuY29tIiwic3ViIjoiYWxpY2UiLCJhdWQiOiJ3ZWItYXBwIiwiZXhwIjoxNzYwMDAzNjAwLCJpYXQiOjE\
    3NjAwMDAwMDAsIm5vbmNlIjoiY1hWcFkyc3RZbkp2ZDI0IiwiYXRfaGFzaCI6IjlIVklQaDRtWmpSdmtVcm9ubnloblEifQ.\
    -b8diu1a-6p-MbO9CsdG3eY4fGXZQl9nPBg9OFSyHLF2Vqm2EJFEId1X--oqyo3uy6lto9b3_1V6IrT9TGxz4g";

fn then() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_760_000_000)
}

pub(super) fn plan() -> Plan {
    Plan {
        server: ServerHints { issuer: Some(ISSUER.into()), discover: true, ..ServerHints::default() },
        client: Client {
            client_id: "web-app".into(),
            client_secret: Some(SECRET.into()),
            redirect_uri: REDIRECT.into(),
            auth_method: None,
            basic_encoding: BasicEncoding::Form,
            ..Client::default()
        },
        scope: vec!["openid".into(), "profile".into()],
        pkce: Pkce::S256,
        response_mode: None,
        nonces: Nonces {
            state: Some("b3JkZXItdGhlLXJpZ2h0".into()),
            nonce: Some("cXVpY2stYnJvd24".into()),
            code_verifier: Some(VERIFIER.into()),
        },
        clock_skew: 60,
        practice: false,
        then: vec![Step::Userinfo],
        ..Plan::default()
    }
}

fn exchange(step: Step, request: Request, response: Option<Response>) -> Exchange {
    let mut exchange = Exchange::new(step, request, then());
    exchange.took(Duration::from_micros(3100));
    exchange.response = response;
    exchange
}

pub(super) fn ok(document: &Value) -> Response {
    let response = Response::new(200).with("Cache-Control", "no-store");
    response.with_body("application/json", document.to_string())
}

fn discovered() -> Exchange {
    let metadata = json!({
        "issuer": ISSUER,
        "authorization_endpoint": "https://id.example.com/authorize",
        "token_endpoint": "https://id.example.com/token",
        "userinfo_endpoint": "https://id.example.com/userinfo",
        "jwks_uri": "https://id.example.com/jwks",
        "code_challenge_methods_supported": ["S256"],
        "id_token_signing_alg_values_supported": ["ES256"],
        "authorization_response_iss_parameter_supported": true,
        "token_endpoint_auth_methods_supported": ["client_secret_post"],
    });
    let request = Request::get("https://id.example.com/.well-known/openid-configuration");
    exchange(Step::Discover, request, Some(ok(&metadata)))
}

fn authorized() -> Exchange {
    let params = Params::default()
        .with("response_type", "code")
        .with("client_id", "web-app")
        .with("redirect_uri", REDIRECT)
        .with("scope", "openid profile")
        .with("state", "b3JkZXItdGhlLXJpZ2h0")
        .with("nonce", "cXVpY2stYnJvd24")
        .with("code_challenge", CHALLENGE)
        .with("code_challenge_method", "S256");
    exchange(Step::Authorize, Request::get(format!("https://id.example.com/authorize?{}", params.to_query())), None)
}

fn called_back(state: &str) -> Exchange {
    let params =
        Params::default().with("code", "SplxlOBeZQQYbYS6WxSbIA").with("state", state).with("iss", ISSUER).to_query();
    let mut request = Request::get(format!("{REDIRECT}?{params}"));
    request.headers.push("Host", "127.0.0.1:51234");
    exchange(Step::Callback, request, Some(Response::new(200).with_body("text/html", "<p>received")))
}

fn redeemed(answer: Response) -> Exchange {
    let form = Params::default()
        .with("grant_type", "authorization_code")
        .with("code", "SplxlOBeZQQYbYS6WxSbIA")
        .with("redirect_uri", REDIRECT)
        .with("client_id", "web-app")
        .with("client_secret", SECRET)
        .with("code_verifier", VERIFIER);
    exchange(Step::Redeem, Request::post_form("https://id.example.com/token", &form), Some(answer))
}

/// Every step, every check right.
pub(super) fn sound() -> Trace {
    let mut trace = Trace::begin(plan());
    let tokens = json!({
        "access_token": ACCESS_TOKEN, "token_type": "Bearer", "expires_in": 3600, "scope": "openid profile",
        "refresh_token": "tGzv3JOkF0XG5Qx2TlKWIA-0123456789", "id_token": ID_TOKEN,
    });
    let keys = json!({"keys": [{
        "kid": "VqJKS00rfgE", "use": "sig", "alg": "ES256", "kty": "EC", "crv": "P-256",
        "x": "4h3m82d0teEgILqecLM8ETx62A7-MLsJvg4kGyK8DGA", "y": "8eMi32R2QKnFIej-WLMycUvN0sxNEJof9mtmfOy3MhU",
    }]});
    let mut bearer = Request::get("https://id.example.com/userinfo");
    bearer.headers.push("authorization", format!("Bearer {ACCESS_TOKEN}"));
    let mut favicon =
        exchange(Step::Callback, Request::get("http://127.0.0.1:51234/favicon.ico"), Some(Response::new(404)));
    favicon.stray = Some("another path".into());
    trace.exchanges = vec![
        discovered(),
        authorized(),
        favicon,
        called_back("b3JkZXItdGhlLXJpZ2h0"),
        redeemed(ok(&tokens)),
        exchange(Step::Keys, Request::get("https://id.example.com/jwks"), Some(ok(&keys))),
        exchange(Step::Userinfo, bearer, Some(ok(&json!({"sub": "alice", "name": "Alice"})))),
    ];
    trace.ended = Ending::Finished;
    trace
}

/// Stopped by us: the state is that of another login. One message was changed, one header carries no text.
pub(super) fn refused() -> Trace {
    let mut trace = Trace::begin(plan());
    let mut authorized = authorized();
    authorized.tampered =
        vec![Change::SetParameter("prompt".into(), "none".into()), Change::UnsetHeader("accept".into())];
    let mut called_back = called_back("of-another-login");
    called_back.pasted = true;
    called_back.request.body = Body::new(&[0xff, 0xfe][..]);
    called_back.response = Some(Response { body: Body::new(&[0x89, b'P'][..]), ..Response::new(400) });
    trace.exchanges = vec![discovered(), authorized, called_back];
    let check = rules::judge(&trace).into_iter().find(|finding| finding.check.id == "response-state-exact").unwrap();
    trace.ended = Ending::Refused { step: Step::Callback, check: check.check };
    trace
}

/// The server refused the code.
pub(super) fn denied() -> Trace {
    let mut trace = Trace::begin(plan());
    let answer =
        json!({"error": "invalid_grant", "error_description": "used", "error_uri": "https://id.example.com/e"});
    let answer = Response::new(400).with_body("application/json", answer.to_string());
    trace.exchanges = vec![discovered(), authorized(), called_back("b3JkZXItdGhlLXJpZ2h0"), redeemed(answer)];
    let error = ProviderError {
        error: "invalid_grant".into(),
        error_description: Some("used".into()),
        error_uri: Some("https://id.example.com/e".into()),
        status: Some(400),
    };
    trace.ended = Ending::Denied { step: Step::Redeem, error };
    trace
}

/// A login of somebody else, of which only the front channel is known.
pub(super) fn captured() -> Trace {
    let mut trace = sound();
    trace.exchanges.retain(|exchange| matches!(exchange.step, Step::Authorize | Step::Callback));
    trace.ended = Ending::Open;
    trace.plan.client.client_secret = None;
    let lacks = vec![Part::Metadata, Part::TokenRequest];
    trace.plan.captured = Some(Box::new(Captured {
        by: "Firefox 150.0".into(),
        login: 2,
        logins: 3,
        lacks,
        response_mode: Some("web_message".into()),
        round_and_round: 3,
        without_cookie: true,
    }));
    trace
}

/// Nobody answered: endpoints given by hand, a public client, everything weakened.
pub(super) fn failed() -> Trace {
    let mut plan = plan();
    plan.server = ServerHints {
        authorization_endpoint: Some("https://id.example.com/authorize".into()),
        token_endpoint: Some("https://id.example.com/token".into()),
        userinfo_endpoint: Some("https://id.example.com/userinfo".into()),
        jwks_uri: Some("https://id.example.com/jwks".into()),
        ..ServerHints::default()
    };
    plan.client.client_secret = None;
    plan.pkce = Pkce::None;
    plan.response_mode = Some(protocol::ResponseMode::Fragment);
    plan.nonces = Nonces { state: None, nonce: None, code_verifier: None };
    plan.provider = Some("linkedin".into());
    plan.asked.parameters = vec![("ui".into(), "dark".into())];
    let mut trace = Trace::begin(plan);
    let mut redeem = exchange(Step::Redeem, Request::get("https://id.example.com/token"), None);
    redeem.failure = Some(Failure::new(FailureKind::Refused, "connection refused"));
    redeem.elapsed_us = None;
    trace.exchanges = vec![redeem];
    trace.ended =
        Ending::Failed { step: Step::Redeem, failure: Failure::new(FailureKind::Refused, "connection refused") };
    trace
}
