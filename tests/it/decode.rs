//! `oauth-flow decode`: any token, from anywhere, offline or with an issuer's keys.

use oauth_flow::jose::{Algorithm, Hmac, SigningKey, base64url, sign_hmac};
use serde_json::json;

use crate::binary::{Binary, Outcome};
use crate::crooked::closed_port;
use crate::practice::Practice;
use crate::told::{HOSTILE, assert_harmless, assert_told};

fn decode(arguments: &[&str]) -> Binary {
    Binary::new(["decode"].into_iter().chain(arguments.iter().copied())).env("OAUTH_FLOW_MAX_TIME", "10")
}

fn signature(outcome: &Outcome) -> String {
    outcome.json()["tokens"][0]["signature"].as_str().unwrap_or_default().to_owned()
}

/// Valid for years, so that no test depends on the day on which it runs.
fn claims() -> serde_json::Value {
    json!({"iss": "https://h", "sub": "alice", "aud": "app", "iat": 1_700_000_000_u64, "exp": 4_000_000_000_u64, "nonce": "n"})
}

#[test]
fn an_id_token_is_checked_against_its_issuer() {
    let practice = Practice::start(&[]);
    let token = practice.robot_login().arg("--print").arg("id_token").run().expect_code(0).stdout;
    let outcome = decode(&["--issuer", practice.issuer()]).stdin(&token).run().expect_code(0);
    assert_eq!(outcome.stderr, "");
    for words in ["a signed JWT: an ID token", "valid: made with the key", "in 60 min", "for whom: must be this client"]
    {
        assert!(outcome.stdout.contains(words), "{words} is not in {}", outcome.stdout);
    }
    let other = Practice::start(&[]);
    let outcome = decode(&["--issuer", other.issuer(), "--json"]).stdin(&token).run().expect_code(1);
    assert_eq!(signature(&outcome), "invalid");
    let ids = outcome.json()["tokens"][0]["findings"].to_string();
    assert!(ids.contains("jwt-issuer"), "{ids}");
    let outcome = decode(&["-", "--json"]).stdin(&format!("Bearer {token}")).run().expect_code(0);
    assert_eq!(signature(&outcome), "not_checked");
    let outcome =
        decode(&["--issuer", &format!("http://127.0.0.1:{}", closed_port())]).stdin(&token).run().expect_code(4);
    assert!(outcome.stdout.contains("not checked: the connection was refused"), "{}", outcome.stdout);
}

#[test]
fn keys_and_secrets_come_from_files_too() {
    let key = SigningKey::generate(Algorithm::EdDsa).unwrap();
    let signed = key.sign("JWT", &claims()).unwrap();
    let set = json!({"keys": [key.public_jwk().0]}).to_string();
    let one = serde_json::Value::Object(key.public_jwk().0).to_string();
    for file in [set, one] {
        let outcome = decode(&["--jwks", "keys.json", "--json", &signed]).file("keys.json", &file).run().expect_code(0);
        assert_eq!(signature(&outcome), "valid");
    }
    let hmac = sign_hmac(Hmac::Hs512, b"secret", &json!({"alg": "HS512"}), &claims());
    for (secret, code, expected) in [("secret\n", 0, "valid"), ("another", 1, "invalid")] {
        let outcome =
            decode(&["--secret-file", "secret", "--json", &hmac]).file("secret", secret).run().expect_code(code);
        assert_eq!(signature(&outcome), expected);
    }
    let outcome = decode(&["--jwks", "keys.json", &signed]).file("keys.json", "{}").run();
    assert_told(&outcome, 2, &["`keys.json` is no key set", "it has no `keys`"]);
    assert_told(&decode(&["--jwks", "none.json", &signed]).run(), 5, &["none.json"]);
}

#[test]
fn nothing_is_an_error_but_nothing() {
    let jwe = format!("{}.a.b.c.d", base64url(br#"{"alg":"RSA-OAEP","enc":"A256GCM"}"#));
    let cases = [
        ("2YotnFZFEjr1zCsicMWpAA", "opaque"),
        ("gho_16C7e42F292c6912E7710c838347Ae178B4a", "GitHub"),
        (jwe.as_str(), "an encrypted JWT"),
        ("{\"access_token\": \"abc\", \"token_type\": \"Bearer\"}", "access_token  opaque"),
        ("{} and more", "must not have"),
    ];
    for (text, words) in cases {
        let outcome = decode(&[]).stdin(text).run().expect_code(0);
        assert!(outcome.stdout.contains(words), "{words} is not in {}", outcome.stdout);
    }
    assert_told(&decode(&[]).stdin(" \n").run(), 2, &["there is no token"]);
}

#[test]
fn a_hostile_token_does_no_harm() {
    let hostile = json!({"iss": HOSTILE, HOSTILE: HOSTILE, "exp": HOSTILE});
    let jwt = sign_hmac(Hmac::Hs256, b"secret", &json!({"alg": HOSTILE, "kid": HOSTILE}), &hostile);
    for text in [jwt.as_str(), HOSTILE] {
        for arguments in [&[][..], &["--json"]] {
            let outcome = decode(arguments).stdin(text).run();
            assert_harmless(&outcome.stdout);
            assert_eq!(outcome.stderr, "", "{:?}", outcome.code);
        }
    }
}
