//! What others send is taken apart without a panic, whatever it is: arbitrary text, and text that is nearly right.

use proptest::prelude::*;
use serde_json::Value;

use super::{Algorithm, Jwk, Jwks, Jwt, Signature, SigningKey, base64url, verify_with_key, verify_with_secret};

const SIGNED: &str = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
const EC: &str = r#"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0","d":"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"}"#;
const ED: &str = r#"{"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
const RSA: &str =
    r#"{"kty":"RSA","n":"AQAB","e":"AQAB","d":"AQAB","p":"AQAB","q":"AQAB","dp":"AQAB","dq":"AQAB","qi":"AQAB"}"#;
const PEM: &str = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIBnMv2ySiNPXft7TcP8lSChLhuyH4gXeWNWIFnxaOIxM\n-----END PRIVATE KEY-----\n";
const LABELS: [&str; 4] = ["PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY"];

/// A text with a few of its characters replaced, removed or put in twice, and perhaps cut off.
fn mutated(original: &'static str) -> impl Strategy<Value = String> {
    let changes = prop::collection::vec((any::<prop::sample::Index>(), 0..3, any::<char>()), 0..6);
    (changes, any::<prop::sample::Index>(), any::<bool>()).prop_map(move |(changes, cut, whole)| {
        let mut chars: Vec<char> = original.chars().collect();
        for (at, how, c) in changes {
            let at = at.index(chars.len());
            match how {
                0 => chars[at] = c,
                1 => chars.insert(at, chars[at]),
                _ => drop(chars.remove(at)),
            }
        }
        let kept = if whole { chars.len() } else { cut.index(chars.len() + 1) };
        chars.into_iter().take(kept).collect()
    })
}

/// Any JSON as the value of a member.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,40}".prop_map(Value::from),
        "[A-Za-z0-9_-]{0,90}".prop_map(Value::from),
        prop_oneof![Just("EC"), Just("RSA"), Just("OKP"), Just("oct"), Just("P-256"), Just("Ed25519"), Just("ES256")]
            .prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| prop::collection::vec(inner, 0..4).prop_map(Value::from))
}

/// Members as keys have them, with any value.
fn key() -> impl Strategy<Value = Jwk> {
    let name = prop::sample::select(vec!["kty", "crv", "x", "y", "d", "n", "e", "kid", "use", "alg", "key_ops", "k"]);
    prop::collection::btree_map(name, value(), 0..10)
        .prop_map(|members| Jwk(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()))
}

fn take_apart(text: &str) {
    if let Ok(jwt) = Jwt::parse(text) {
        let _ = (jwt.alg(), jwt.kid(), jwt.signing_input(), jwt.signature());
        let _ = verify_with_secret(&jwt, "secret");
    }
}

fn read_key(text: &str) {
    for algorithm in [None, Some(Algorithm::Rs256), Some(Algorithm::Es256), Some(Algorithm::EdDsa)] {
        match SigningKey::read(text, algorithm) {
            Ok(key) => {
                assert!(algorithm.is_none_or(|asked| key.algorithm() == asked) && !key.public_jwk().is_private());
            }
            Err(refusal) => {
                assert!(!refusal.to_string().is_empty() && refusal.hint().is_none_or(|hint| !hint.is_empty()));
            }
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_taken_for_a_token(text in ".{0,200}", parts in prop::collection::vec("[A-Za-z0-9_=-]{0,60}", 0..7)) {
        take_apart(&text);
        take_apart(&parts.join("."));
    }

    #[test]
    fn a_token_of_any_content_is_taken_apart(header in value(), claims in value(), signature in any::<Vec<u8>>()) {
        let part = |value: &Value| base64url(value.to_string().as_bytes());
        take_apart(&format!("{}.{}.{}", part(&header), part(&claims), base64url(&signature)));
    }

    #[test]
    fn a_token_that_is_nearly_right_is_taken_apart(text in mutated(SIGNED)) {
        take_apart(&text);
    }

    #[test]
    fn only_what_was_signed_verifies(text in mutated(SIGNED), other in key()) {
        if let Ok(jwt) = Jwt::parse(&text) {
            let key = Jwk(serde_json::from_str(EC).unwrap());
            prop_assert_eq!(verify_with_key(&jwt, &key) == Signature::Valid, text == SIGNED);
            prop_assert_ne!(verify_with_key(&jwt, &other), Signature::Valid);
        }
    }

    #[test]
    fn any_key_and_any_set_is_read(keys in prop::collection::vec(key(), 0..4), other in value(), alg in ".{0,8}") {
        for key in &keys {
            let _ = (key.fits(&alg), key.is_private(), key.bare(), key.thumbprint());
            read_key(&Value::Object(key.0.clone()).to_string());
        }
        let mut members: Vec<Value> = keys.into_iter().map(|key| Value::Object(key.0)).collect();
        members.push(other.clone());
        let set = Jwks::parse(&serde_json::json!({"keys": members})).unwrap();
        prop_assert!(set.candidates(&alg, None).len() <= set.0.len());
        let _ = Jwks::parse(&serde_json::json!({"keys": other.clone()}));
        let _ = Jwks::parse(&other);
    }

    #[test]
    fn any_text_is_taken_for_a_key(text in ".{0,200}") {
        read_key(&text);
    }

    #[test]
    fn any_octets_between_the_lines_of_pem_are_read(octets in any::<Vec<u8>>(), label in prop::sample::select(&LABELS[..])) {
        use base64::Engine as _;
        let base64 = base64::engine::general_purpose::STANDARD.encode(&octets);
        read_key(&format!("-----BEGIN {label}-----\n{base64}\n-----END {label}-----\n"));
    }

    #[test]
    fn keys_that_are_nearly_right_are_read(
        text in prop_oneof![mutated(EC), mutated(ED), mutated(RSA), mutated(PEM)],
    ) {
        read_key(&text);
    }
}
