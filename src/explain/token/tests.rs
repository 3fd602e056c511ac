use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::jose::{Hmac, base64url, sign_hmac};

fn jwt() -> String {
    sign_hmac(Hmac::Hs256, b"secret", &json!({"alg": "HS256"}), &json!({"sub": "alice", "nonce": "n"}))
}

fn names(tokens: &[Token]) -> Vec<Option<&str>> {
    tokens.iter().map(|token| token.name.as_deref()).collect()
}

#[test]
fn a_token_is_found_wherever_it_was_copied_from() {
    let jwt = jwt();
    let broken = format!("{}\n  {}", &jwt[..20], &jwt[20..]);
    let forms = [
        (jwt.clone(), None),
        (format!("\n  {jwt}\r\n"), None),
        (format!("\"{jwt}\""), None),
        (broken, None),
        (format!("Bearer {jwt}"), Some("access_token")),
        (format!("authorization: bearer {jwt}"), Some("access_token")),
        (format!("Authorization: DPoP {jwt}"), Some("access_token")),
        (format!("DPoP: {jwt}"), Some("dpop_proof")),
    ];
    for (text, name) in forms {
        let found = find(&text);
        assert_eq!(names(&found), [name], "{text}");
        assert!(matches!(found[0].form, Form::Signed(..)), "{text}");
    }
    assert_eq!(find(" \n"), []);
}

#[test]
fn a_whole_response_and_a_url_hold_several() {
    let jwt = jwt();
    let response = json!({"access_token": "opaque", "token_type": "Bearer", "id_token": jwt, "expires_in": 5});
    let found = find(&response.to_string());
    assert_eq!(names(&found), [Some("access_token"), Some("id_token")]);
    assert!(matches!(found[0].form, Form::Opaque(_)));
    assert!(matches!(found[1].form, Form::Signed(_, Purpose::IdToken)));
    let found = find(&format!("https://app.example/cb#id_token={jwt}&state=s&access_token=a%2Bb"));
    assert_eq!(names(&found), [Some("id_token"), Some("access_token")]);
    let parts: Vec<&str> = jwt.split('.').collect();
    let flattened = json!({"protected": parts[0], "payload": parts[1], "signature": parts[2]});
    assert!(matches!(find(&flattened.to_string())[0].form, Form::Signed(..)));
    assert!(matches!(find("{\"hello\": 1}")[0].form, Form::Opaque(_)));
}

#[test]
fn what_cannot_be_read_says_what_it_looks_like() {
    let looks = |text: &str| match &find(text)[0].form {
        Form::Opaque(opaque) => opaque.looks.join("; "),
        other => panic!("{text} is {other:?}"),
    };
    let cases = [
        ("gho_16C7e42F292c6912E7710c838347Ae178B4a", "an OAuth access token of GitHub"),
        ("ya29.a0AfH6SMBx", "an access token of Google"),
        ("v4.public.eyJzdWIiOiJhIn0.AAAA", "a signed PASETO, version 4"),
        ("v2.local.AAAA", "an encrypted PASETO, version 2"),
        ("2YotnFZFEjr1zCsicMWpAA", "base64url, or letters and digits: 132 bits"),
        ("5f4dcc3b5aa765d61d8327deb882cf99", "hexadecimal: 128 bits"),
        ("123456", "too few to be safe from guessing"),
        ("7d444840-9dc0-11d1-b245-5ffdce74fad2", "a UUID"),
        ("ab+/cd==", "base64: 48 bits"),
        ("no token \u{1b}[31m", "must not have"),
        (&base64url(b"{\"alg\":\"HS256\"}"), "one part of a JWT"),
        (&format!("{}.!.x", base64url(b"{\"alg\":\"HS256\"}")), "a broken JWT: the signature is not base64url"),
    ];
    for (text, expected) in cases {
        assert!(looks(text).contains(expected), "{text}: {}", looks(text));
    }
}

#[test]
fn an_encrypted_token_shows_its_header_and_a_cut_one_its_claims() {
    let header = base64url(br#"{"alg":"RSA-OAEP","enc":"A256GCM"}"#);
    let Form::Encrypted(read) = &find(&format!("{header}.a.b.c.d"))[0].form else { panic!("an encrypted token") };
    assert_eq!(read["enc"], "A256GCM");
    let jwt = jwt();
    let (input, _) = jwt.rsplit_once('.').unwrap();
    assert!(matches!(&find(input)[0].form, Form::Signed(jwt, _) if jwt.signature().is_empty()));
    assert_eq!(find(input)[0].words(), "a signed JWT: an ID token");
}

proptest! {
    #[test]
    fn anything_is_something(text in ".{0,200}", wrapped in "[A-Za-z0-9._~+/=-]{1,90}", name in "[a-z_]{0,14}") {
        prop_assert_eq!(find(&wrapped).len(), 1);
        prop_assert_eq!(find(&format!("Bearer {wrapped}")).len(), 1);
        for text in [text.clone(), format!("https://h/#{name}={text}"), json!({"id_token": text}).to_string()] {
            prop_assert!(find(&text).iter().all(|token| !token.words().is_empty()));
        }
    }
}
