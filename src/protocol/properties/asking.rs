//! What a server answers to a way of asking is examined without a panic, whatever it is.

use proptest::prelude::*;
use serde_json::{Map, Value};

use crate::jose::base64url;
use crate::protocol::id_token::Times;
use crate::protocol::{
    Client, Demands, Needs, Nonces, ResponseMode, ResponseType, Server, ServerHints, Verdict, callback, jarm, push,
    request_object,
};
use crate::wire::{Params, Request, Response};

/// Any JSON as the value of a member.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,40}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| prop::collection::vec(inner, 0..4).prop_map(Value::from))
}

/// An object with these members, some of them, with any value.
fn object(names: &'static [&'static str]) -> impl Strategy<Value = Map<String, Value>> {
    prop::collection::btree_map(prop::sample::select(names), value(), 0..8)
        .prop_map(|members| members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// A JWT of any claims with any signature, or something that only looks like one.
fn jwt() -> impl Strategy<Value = String> {
    let names = &["iss", "aud", "exp", "code", "state", "error", "access_token", "id_token", "token_type"];
    let whole = (object(&["alg", "kid", "crit"]), object(names), "[A-Za-z0-9_-]{0,90}").prop_map(
        |(header, claims, signature)| {
            let part = |map: Map<String, Value>| base64url(Value::Object(map).to_string().as_bytes());
            format!("{}.{}.{signature}", part(header), part(claims))
        },
    );
    prop_oneof![whole, "[A-Za-z0-9_.=-]{0,200}", ".{0,80}"]
}

fn accept(params: &Params, kind: ResponseType, mode: Option<ResponseMode>) -> bool {
    let hints = ServerHints { issuer: Some("https://h".into()), ..ServerHints::default() };
    let server = Server::pin(&hints, None, Needs::default()).unwrap();
    let client = Client { client_id: "c".into(), redirect_uri: "http://127.0.0.1/cb".into(), ..Client::default() };
    let nonces = Nonces { state: Some("s-0123456789".into()), ..Nonces::default() };
    let times = Times::ours(1000.0, 60);
    let expected = callback::Expected {
        server: &server,
        client: &client,
        nonces: &nonces,
        asked: (kind, mode),
        jwks: None,
        times,
    };
    let request = Request::get(format!("http://127.0.0.1/cb?{}", params.to_query()));
    let examined = callback::accept(&expected, &request);
    assert!(examined.outcome.is_err() || examined.checks.iter().all(|check| check.verdict != Verdict::Fail));
    examined.outcome.is_ok()
}

proptest! {
    #[test]
    fn a_signed_answer_is_anything(response in jwt(), kind in prop::sample::select(ResponseType::ALL.to_vec())) {
        let _ = (jarm::parameters(&response), request_object::parameters(&response));
        // Without a key of the server nothing of it is believed.
        prop_assert!(!accept(&Params::default().with("response", response), kind, Some(ResponseMode::QueryJwt)));
    }

    #[test]
    fn a_plain_answer_is_anything(
        names in prop::collection::vec(prop::sample::select(vec!["code", "state", "iss", "error", "access_token", "id_token", "response", "token_type", "expires_in"]), 0..9),
        text in ".{0,60}",
        kind in prop::sample::select(ResponseType::ALL.to_vec()),
    ) {
        let params: Params = names.into_iter().map(|name| (name.to_owned(), text.clone())).collect();
        prop_assert!(!accept(&params, kind, None), "an answer without the state was accepted: {params:?}");
        let _ = Demands::of(&params);
    }

    #[test]
    fn an_answer_to_a_push_is_anything(
        status in 100_u16..600,
        body in prop_oneof![object(&["request_uri", "expires_in", "error"]).prop_map(|map| Value::Object(map).to_string()), ".{0,80}"],
    ) {
        let response = Response::new(status).with_body("application/json", body);
        let examined = push::accept(&response);
        prop_assert!(examined.outcome.is_err() || (200..300).contains(&status));
        let _ = push::lifetime(&response);
    }

    #[test]
    fn demands_are_read_out_of_anything(claims in value(), details in value(), max_age in ".{0,20}") {
        let params = Params::default()
            .with("claims", claims.to_string())
            .with("authorization_details", details.to_string())
            .with("max_age", max_age);
        let _ = Demands::of(&params);
    }
}
