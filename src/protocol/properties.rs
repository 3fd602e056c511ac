//! Whatever a server or a browser sends is examined without a panic, and what is accepted is what was asked for.

mod asking;

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::answer::{Answer, Code};
use super::discovery::{Convention, Place, places};
use super::{
    Client, Needs, Nonces, Refusal, ResponseType, Server, ServerHints, callback, client_auth, discovery, dpop,
    id_token, keys, token_response, userinfo,
};
use crate::wire::{Body, Headers, Params, Request, Response};

const ISSUER: &str = "https://as.example";
const STATE: &str = "the-state";

fn metadata() -> Value {
    json!({
        "issuer": ISSUER, "authorization_endpoint": "https://as.example/authorize",
        "token_endpoint": "https://as.example/token", "jwks_uri": "https://as.example/jwks",
        "userinfo_endpoint": "https://as.example/userinfo", "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        "mtls_endpoint_aliases": {"token_endpoint": "https://mtls.as.example/token"},
        "id_token_signing_alg_values_supported": ["RS256"], "authorization_response_iss_parameter_supported": true,
    })
}

fn tokens() -> Value {
    json!({
        "access_token": "at", "token_type": "Bearer", "expires_in": 3600, "refresh_token": "rt", "scope": "openid",
        "id_token": "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.", "error": "invalid_grant", "error_description": "why",
    })
}

fn key_set() -> Value {
    json!({"keys": [{"kty": "EC", "crv": "P-256", "kid": "1", "x": "AQAB", "y": "AQAB"}, {"kty": "RSA", "n": "AQAB", "e": "AQAB"}]})
}

/// Any value, most often one that means something somewhere.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,30}".prop_map(Value::from),
        prop::sample::select(vec!["", "Bearer", "DPoP", "https://as.example", "http://as.example", "https:", "none"])
            .prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(".{0,8}", inner, 0..4).prop_map(|map| map.into_iter().collect()),
        ]
    })
}

/// A document with some members taken out and some put in the place of others.
fn nearly(document: &Value) -> impl Strategy<Value = Map<String, Value>> + use<> {
    let document = document.as_object().unwrap().clone();
    let names: Vec<String> = document.keys().cloned().collect();
    let change = (prop::sample::select(names), prop::option::of(value()));
    prop::collection::vec(change, 0..5).prop_map(move |changes| {
        let mut document = document.clone();
        for (name, changed) in changes {
            match changed {
                Some(value) => drop(document.insert(name, value)),
                None => drop(document.shift_remove(&name)),
            }
        }
        document
    })
}

/// The octets of a document, some of them perhaps changed.
fn written(document: impl Strategy<Value = Map<String, Value>>) -> impl Strategy<Value = Vec<u8>> {
    let changes = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..3);
    (document, changes, any::<prop::sample::Index>(), 0..4).prop_map(|(document, changes, cut, spared)| {
        let mut octets = Value::from(document).to_string().into_bytes();
        if spared == 0 {
            for (at, octet) in changes {
                let at = at.index(octets.len());
                octets[at] = octet;
            }
            octets.truncate(cut.index(octets.len() + 1));
        }
        octets
    })
}

/// An answer with this body under some status and some headers.
fn answer(body: impl Strategy<Value = Vec<u8>>) -> impl Strategy<Value = Response> {
    let status = prop_oneof![3 => Just(200), 1 => Just(400), 1 => any::<u16>()];
    let name = prop::sample::select(vec!["content-type", "cache-control", "www-authenticate", "date", "dpop-nonce"]);
    let value = prop_oneof!["application/json", ".{0,40}", "[a-zA-Z]{0,6} [a-z]{0,5}=\"?[^\"]{0,5}\"?,?"];
    let headers = prop::collection::vec((name, value), 0..5);
    (status, headers, body).prop_map(|(status, headers, body)| {
        let headers: Headers = headers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Response { status, headers, body: Body::new(body) }
    })
}

fn anything() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![prop::collection::vec(any::<u8>(), 0..200), ".{0,200}".prop_map(String::into_bytes)]
}

fn server() -> Server {
    let hints = ServerHints { issuer: Some(ISSUER.into()), discover: true, ..ServerHints::default() };
    let metadata = discovery::Metadata(metadata().as_object().unwrap().clone());
    Server::pin(&hints, Some(metadata), Needs::default()).unwrap()
}

fn nonces() -> Nonces {
    Nonces { state: Some(STATE.into()), nonce: Some("the-nonce".into()), code_verifier: None }
}

fn examine_metadata(response: &Response) {
    let hints = ServerHints { issuer: Some(ISSUER.into()), discover: true, ..ServerHints::default() };
    let needs = Needs { members: &["authorization_endpoint", "token_endpoint"], mutual_tls: true };
    let place = Place { url: places(ISSUER)[0].url.clone(), convention: Convention::OpenIdAppended };
    if let Ok(metadata) = discovery::accept(&hints, needs, &place, response).outcome {
        assert_eq!(metadata.text("issuer"), Some(ISSUER));
        if let Ok(server) = Server::pin(&hints, Some(metadata), needs) {
            assert!(!server.token_endpoint.is_empty() && !server.authorization_endpoint.is_empty());
            let _ = client_auth::choose(&Client::default(), &server);
        }
    }
}

fn examine_tokens(response: &Response) {
    let scope = ["openid".to_owned()];
    for dpop in [true, false] {
        let expected = token_response::Expected { scope: &scope, dpop, details: &[] };
        if let Ok(tokens) = token_response::accept(response, &expected).outcome {
            assert!(!tokens.access_token.is_empty() && !tokens.token_type.is_empty());
            let times = id_token::Times { now: 0.0, server: None, skew: 60.0 };
            let (server, client, nonces) = (server(), Client::default(), nonces());
            let jwks = keys::read(&Response::new(200));
            let expectation = id_token::Expectation {
                server: &server,
                client: &client,
                nonces: &nonces,
                access_token: Some(&tokens.access_token),
                jwks: jwks.as_ref(),
                times,
                context: id_token::Context::default(),
            };
            if let Some(id_token) = &tokens.id_token {
                assert!(id_token::accept(id_token, &expectation).outcome.is_err(), "nobody signed it");
            }
        }
    }
    let mut shown = Request::get("https://h/");
    shown.headers.push(dpop::HEADER, "e30.e30.");
    let _ = (dpop::accept_demand(&shown, response, None), dpop::demanded(&shown, response));
}

fn examine_rest(response: &Response) {
    if let Ok(jwks) = keys::accept(response).outcome {
        assert!(!jwks.0.is_empty() && jwks.0.iter().all(|key| !key.is_private()));
    }
    // without an ID token there is nobody whom the claims have to be about
    if userinfo::accept(response, None).outcome.is_ok() {
        assert_eq!(response.status, 200);
    }
}

fn arrive(request: &Request) -> Result<Answer, Refusal> {
    let (server, client, nonces) = (server(), Client::default(), nonces());
    let expected = callback::Expected {
        server: &server,
        client: &client,
        nonces: &nonces,
        asked: (ResponseType::Code, None),
        jwks: None,
        times: id_token::Times { now: 0.0, server: None, skew: 60.0 },
    };
    callback::accept(&expected, request).outcome
}

proptest! {
    #[test]
    fn any_answer_is_examined(response in answer(anything())) {
        examine_metadata(&response);
        examine_tokens(&response);
        examine_rest(&response);
    }

    #[test]
    fn metadata_that_is_nearly_right_is_examined(response in answer(written(nearly(&metadata())))) {
        examine_metadata(&response);
    }

    #[test]
    fn tokens_that_are_nearly_right_are_examined(response in answer(written(nearly(&tokens())))) {
        examine_tokens(&response);
    }

    #[test]
    fn keys_and_claims_that_are_nearly_right_are_examined(
        key_set in answer(written(nearly(&key_set()))),
        claims in answer(written(nearly(&json!({"sub": "a", "name": "b"})))),
    ) {
        examine_rest(&key_set);
        examine_rest(&claims);
    }

    #[test]
    fn any_callback_is_examined(
        method in prop::sample::select(vec!["GET", "POST", "PUT"]),
        parts in prop::collection::vec(prop_oneof![
            "[?#&=]", "(code|state|error|iss|response|forwarded)=[a-z%+-]{0,9}", Just(format!("state={STATE}")), ".{0,9}",
        ], 0..9),
        body in anything(),
        media_type in prop_oneof![Just("application/x-www-form-urlencoded".to_owned()), ".{0,20}"],
    ) {
        let url = format!("http://127.0.0.1:1/cb?{}", parts.concat());
        let headers = Headers::default().with("content-type", media_type);
        let request = Request { method: method.into(), url, headers, body: Body::new(body) };
        let (params, _) = callback::parameters(&request);
        if let Ok(answer) = arrive(&request) {
            prop_assert_eq!(params.get("state"), Some(STATE));
            prop_assert_eq!(params.get("code"), answer.code.as_ref().map(Code::as_str));
        }
    }

    /// The order of parameters and whatever stands between them change nothing.
    #[test]
    fn a_right_callback_is_accepted_among_others(
        code in "[!-~]{1,40}",
        others in prop::collection::btree_map("[x-z]{1,4}", ".{0,10}", 0..4),
    ) {
        let mut params: Params = Params::default();
        for (name, value) in &others {
            params.push(name, value.as_str());
        }
        let params = params.with("code", code.as_str()).with("iss", ISSUER).with("state", STATE);
        let request = Request::get(format!("http://127.0.0.1:1/cb?{}", params.to_query()));
        let accepted = arrive(&request).unwrap().code.unwrap();
        prop_assert_eq!(accepted.as_str(), code.as_str());
    }
}
