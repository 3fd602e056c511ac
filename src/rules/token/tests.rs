use serde_json::{Map, json};

use super::*;
use crate::jose::{Algorithm, SigningKey, sign_hmac, unsigned};

const NOW: f64 = 1_790_000_000.0;

fn basis<'a>(keys: &'a Keys, issuer: Option<&'a str>) -> Basis<'a> {
    Basis { now: NOW, skew: 60.0, keys, issuer }
}

fn jwt(header: &Value, claims: &Value) -> Jwt {
    Jwt::parse(&sign_hmac(Hmac::Hs256, b"secret", header, claims)).unwrap()
}

/// What is not as it should be.
fn amiss(jwt: &Jwt, purpose: Purpose, keys: &Keys) -> Vec<&'static str> {
    let findings = judge_token(jwt, purpose, &basis(keys, None));
    findings.iter().filter(|finding| finding.severity().is_some()).map(|finding| finding.requirement.id).collect()
}

fn without(claims: &Value, name: &str) -> Value {
    let members: Map<String, Value> = claims
        .as_object()
        .unwrap()
        .iter()
        .filter(|(own, _)| *own != name)
        .map(|(a, b)| (a.clone(), b.clone()))
        .collect();
    Value::Object(members)
}

fn with(claims: &Value, name: &str, value: Value) -> Value {
    let mut changed = claims.clone();
    changed[name] = value;
    changed
}

/// A sound token of every kind: header, claims, and what its kind asks for.
fn sound() -> Vec<(Purpose, Value, Value)> {
    let (iat, exp) = (1_789_999_900_u64, 1_790_000_200_u64);
    let header = json!({"alg": "HS256"});
    vec![
        (
            Purpose::AccessToken,
            json!({"alg": "HS256", "typ": "at+jwt"}),
            json!({"iss": "https://h", "exp": exp, "aud": "api", "sub": "alice", "client_id": "app", "iat": iat,
                "jti": "1", "scope": "read write"}),
        ),
        (
            Purpose::IdToken,
            header.clone(),
            json!({"iss": "https://h", "sub": "alice", "aud": "app", "exp": exp, "iat": iat, "nonce": "n"}),
        ),
        (
            Purpose::ClientAssertion,
            header.clone(),
            json!({"iss": "app", "sub": "app", "aud": "https://h", "exp": exp, "jti": "1"}),
        ),
        (Purpose::RequestObject, header.clone(), json!({"iss": "app", "aud": "https://h", "client_id": "app"})),
        (Purpose::AuthorizationResponse, header.clone(), json!({"iss": "https://h", "aud": "app", "exp": exp})),
        (
            Purpose::LogoutToken,
            header,
            json!({"iss": "https://h", "aud": "app", "iat": iat, "exp": exp, "jti": "1", "events": {}, "sid": "s"}),
        ),
    ]
}

#[test]
fn a_sound_token_of_every_kind_is_sound_and_every_claim_counts() {
    let keys = Keys::Secret(b"secret".to_vec());
    for (purpose, header, claims) in sound() {
        assert_eq!(amiss(&jwt(&header, &claims), purpose, &keys), Vec::<&str>::new(), "{purpose:?}");
        let optional = ["scope", "nonce", "client_id"];
        for name in claims.as_object().unwrap().keys() {
            let amiss = amiss(&jwt(&header, &without(&claims, name)), purpose, &keys);
            let may_miss = optional.contains(&name.as_str()) && purpose != Purpose::AccessToken || name == "scope";
            assert_eq!(amiss.is_empty(), may_miss, "{purpose:?} without {name}: {amiss:?}");
        }
    }
}

#[test]
fn what_is_wrong_is_told_by_its_own_rule() {
    let keys = Keys::Secret(b"secret".to_vec());
    let [(access, at_header, at), (id, header, idt), (assertion, _, claims), (request, _, object), ..] = &sound()[..]
    else {
        panic!("a sound token of every kind")
    };
    let cases = [
        (*access, json!({"alg": "HS256", "typ": "JWT"}), at.clone(), "access-token-typ"),
        (*access, at_header.clone(), with(at, "scope", json!(["read"])), "access-token-scope"),
        (*access, at_header.clone(), with(at, "exp", json!(1_790_009_999_u64)), "access-token-lifetime"),
        (*id, json!({"alg": "HS256", "crit": ["b64"]}), idt.clone(), "jwt-crit"),
        (*id, json!({"alg": "HS256", "jku": "https://evil.example/keys"}), idt.clone(), "jwt-header-key"),
        (*id, header.clone(), with(idt, "exp", json!(1_790_000_000_000_u64)), "jwt-times"),
        (*id, header.clone(), with(idt, "iat", json!("1789999900")), "jwt-times"),
        (*id, header.clone(), with(idt, "exp", json!(1_789_999_000_u64)), "jwt-times"),
        (*id, header.clone(), with(idt, "nbf", json!(1_790_000_100_u64)), "jwt-current"),
        (*id, header.clone(), with(idt, "sub", json!("")), "id-token-sub"),
        (*assertion, header.clone(), with(claims, "sub", json!("other")), "assertion-names-client"),
        (*request, header.clone(), with(object, "request_uri", json!("https://h/r")), "request-object-claims"),
    ];
    for (purpose, header, claims, id) in cases {
        let amiss = amiss(&jwt(&header, &claims), purpose, &keys);
        assert!(amiss.contains(&id), "{id} is not in {amiss:?}");
    }
}

#[test]
fn a_signature_is_checked_with_what_is_given_and_else_said_not_to_be() {
    let key = SigningKey::generate(Algorithm::Es256).unwrap();
    let (_, _, claims) = &sound()[1];
    let signed = Jwt::parse(&key.sign("JWT", claims).unwrap()).unwrap();
    let hmac = jwt(&json!({"alg": "HS256"}), claims);
    let other = SigningKey::generate(Algorithm::Es256).unwrap();
    let bare = Jwt::parse(&unsigned(claims)).unwrap();
    let cut = Jwt::parse(&format!("{}.", signed.signing_input())).unwrap();
    let own = Keys::Set(Jwks(vec![key.public_jwk()]));
    let cases = [
        (&signed, own.clone(), "ok", "it is"),
        (&signed, Keys::Set(Jwks(vec![other.public_jwk()])), "fail", "no such key for \"ES256\""),
        (&signed, Keys::NotGiven, "open", "no key was given"),
        (&signed, Keys::Unavailable("no answer".into()), "open", "not checked: no answer"),
        (&signed, Keys::Secret(b"secret".to_vec()), "open", "ES256 is made with a private key"),
        (&hmac, Keys::Secret(b"secret".to_vec()), "ok", "it is"),
        (&hmac, Keys::Secret(b"other".to_vec()), "fail", "it is not"),
        (&hmac, own.clone(), "open", "HS256 is made with a secret"),
        (&bare, own.clone(), "fail", "unsigned"),
        (&cut, own, "open", "was cut off"),
    ];
    for (jwt, keys, word, seen) in cases {
        let findings = judge_token(jwt, Purpose::IdToken, &basis(&keys, None));
        let finding = findings.iter().find(|finding| finding.requirement.id == "jwt-signature").unwrap();
        assert_eq!(finding.word(), word, "{keys:?}");
        assert!(finding.check.seen.contains(seen), "{} for {keys:?}", finding.check.seen);
    }
    let keys = Keys::NotGiven;
    let findings = judge_token(&signed, Purpose::IdToken, &basis(&keys, Some("https://h/")));
    assert!(findings.iter().any(|finding| finding.requirement.id == "jwt-issuer" && finding.word() == "fail"));
}

/// The proof of RFC 9449 4.1 is old, and otherwise sound: its key is in it.
#[test]
fn a_proof_is_checked_with_the_key_that_it_carries() {
    let key = SigningKey::generate(Algorithm::EdDsa).unwrap();
    let claims = json!({"jti": "1", "htm": "POST", "htu": "https://h/token", "iat": 1_790_000_000_u64});
    let header = json!({"typ": "dpop+jwt", "alg": "EdDSA", "jwk": key.public_jwk().bare().unwrap().0});
    let sign = |header: &Value, claims: &Value| Jwt::parse(&key.sign_with_header(header, claims).unwrap()).unwrap();
    let judge = |jwt: &Jwt| amiss(jwt, Purpose::DpopProof, &Keys::NotGiven);
    assert_eq!(judge(&sign(&header, &claims)), Vec::<&str>::new());
    assert_eq!(judge(&sign(&header, &with(&claims, "htu", json!("https://h/token?a=b")))), ["proof-htu"]);
    assert_eq!(judge(&sign(&header, &without(&claims, "htm"))), ["proof-claims"]);
    assert_eq!(judge(&sign(&with(&header, "typ", json!("JWT")), &claims)), ["proof-header"]);
    let other = SigningKey::generate(Algorithm::EdDsa).unwrap().public_jwk();
    assert_eq!(judge(&sign(&with(&header, "jwk", json!(other.0)), &claims)), ["jwt-signature"]);
    assert_eq!(judge(&sign(&without(&header, "jwk"), &claims)), ["jwt-signature", "proof-header"]);
}
