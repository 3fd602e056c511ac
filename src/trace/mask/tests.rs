use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::*;
use crate::protocol::{BasicEncoding, Client, Nonces, Pkce, ServerHints};
use crate::trace::{Plan, Step};
use crate::wire::{Params, Response};

const SECRET: &str = "s3cr3t +/&%\"<\u{fc}> that is long enough";
const CODE: &str = "SplxlOBeZQQYbYS6WxSbIA.with+plus/slash=";
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const TOKEN: &str = "2YotnFZFEjr1zCsicMWpAA-0123456789abcdefghijk";

fn record() -> Trace {
    let mut trace = Trace::begin(Plan {
        server: ServerHints::default(),
        client: Client {
            client_id: "web-app".into(),
            client_secret: Some(SECRET.into()),
            redirect_uri: "http://127.0.0.1/cb".into(),
            auth_method: None,
            basic_encoding: BasicEncoding::Form,
            ..Client::default()
        },
        scope: vec![],
        pkce: Pkce::S256,
        response_mode: None,
        nonces: Nonces { state: Some("the-state".into()), nonce: None, code_verifier: Some(VERIFIER.into()) },
        clock_skew: 60,
        practice: false,
        ..Plan::default()
    });
    let callback = Request::get(format!("http://127.0.0.1/cb?{}", Params::default().with("code", CODE).to_query()));
    trace.exchanges.push(Exchange::new(Step::Callback, callback, std::time::UNIX_EPOCH));
    let form = Params::default().with("code", CODE).with("code_verifier", VERIFIER).with("client_secret", SECRET);
    let mut request = Request::post_form("https://h/token", &form);
    request.headers.push("Authorization", format!("Basic {}", STANDARD.encode(format!("web-app:{SECRET}"))));
    let mut redeem = Exchange::new(Step::Redeem, request, std::time::UNIX_EPOCH);
    let answer = serde_json::json!({"access_token": TOKEN, "id_token": "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJlLXNpZ25hdHVyZS0xMjM0NTY3",
        "nested": {"access_token": "another-token-abcdefghijkl"}, "echo": format!("you sent {SECRET}")});
    redeem.response = Some(
        Response::new(200)
            .with("Set-Cookie", "sid=cookie-value-0123456789abcdef; Path=/")
            .with_body("application/json", answer.to_string()),
    );
    trace.exchanges.push(redeem);
    trace
}

fn appears(text: &str, value: &str) -> bool {
    let forms = [
        value.to_owned(),
        Params::default().with("", value).to_query()[1..].to_owned(),
        Params::default().with("", value).to_form()[1..].to_owned(),
        STANDARD.encode(value),
    ];
    forms.iter().any(|form| text.contains(form.as_str()))
}

#[test]
fn nothing_secret_is_left_in_a_kept_record() {
    let trace = record();
    let kept = serde_json::to_string(&Masker::of(&trace, Level::Kept).trace(&trace)).unwrap();
    let basic = STANDARD.encode(format!("web-app:{SECRET}"));
    for value in [
        SECRET,
        CODE,
        VERIFIER,
        TOKEN,
        &basic,
        "another-token-abcdefghijkl",
        "cookie-value-0123456789abcdef",
        "c2lnbmF0dXJl",
    ] {
        assert!(!appears(&kept, value), "{value} in {kept}");
    }
    assert!(kept.contains("the-state") && kept.contains("eyJzdWIiOiJhbGljZSJ9"), "{kept}");
    // What is equal stays equal, so that a masked record can be compared.
    let masked: Trace = serde_json::from_str(&kept).unwrap();
    let sent = masked.exchanges[1].request.form().unwrap();
    assert_eq!(masked.exchanges[0].request.query().get("code"), sent.get("code"));
    assert_eq!(sent.get("code_verifier"), masked.plan.nonces.code_verifier.as_deref());
    // Masking twice changes nothing.
    assert_eq!(Masker::of(&masked, Level::Kept).trace(&masked), masked);
}

#[test]
fn a_broken_answer_keeps_no_secret_either() {
    let bodies: [&[u8]; 7] = [
        b"\xef\xbb\xbf{\"access_token\":\"2YotnFZFEjr1zCsicMWpAA-0123456789\"}",
        b"{\"access_token\":\"2YotnFZFEjr1zCsicMWpAA-0123456789\",\"access_token\":\"x\"}",
        b"{\"access_token\":\"2YotnFZFEjr1zCsicMWpAA-0123456789",
        b"{\"access_token\":[\"2YotnFZFEjr1zCsicMWpAA-0123456789\"]}",
        b"{\"device_secret\":\"2YotnFZFEjr1zCsicMWpAA-0123456789\",\"apiKey\":\"2YotnFZFEjr1zCsicMWpAA-0123456789\"}",
        b"\xff{\"access_token\" : \"2YotnFZFEjr1zCsicMWpAA-0123456789\"}",
        b"{\"id_token\":\"OPAQUE-2YotnFZFEjr1zCsicMWpAA-0123456789.zz\"}",
    ];
    for octets in bodies {
        let mut trace = record();
        trace.exchanges[1].response = Some(Response::new(200));
        trace.exchanges[1].response.as_mut().unwrap().body = Body::new(octets);
        let kept = serde_json::to_string(&Masker::of(&trace, Level::Kept).trace(&trace)).unwrap();
        assert!(!kept.contains("2YotnFZFEjr1zCsicMWpAA-0123456789"), "{kept}");
    }
    let number = r#"{"access_token": 12345678901234567890123, "expires_in": 60}"#;
    let mut trace = record();
    trace.exchanges[1].response.as_mut().unwrap().body = number.into();
    assert!(
        !serde_json::to_string(&Masker::of(&trace, Level::Kept).trace(&trace))
            .unwrap()
            .contains("12345678901234567890123")
    );
}

#[test]
fn every_way_to_write_a_value_is_found() {
    let trace = record();
    let masker = Masker::of(&trace, Level::Kept);
    let write = |octet: fn(u8) -> String| VERIFIER.bytes().map(octet).collect::<String>();
    let hex = write(|octet| format!("{octet:02x}"));
    let percent = write(|octet| format!("%{octet:02X}"));
    let entities = write(|octet| format!("&#{octet};"));
    for text in [hex, percent, entities] {
        assert!(!masker.text(&format!("before {text} behind")).contains(&text), "{text}");
    }
    for before in ["", "x", "xx", "xxx"] {
        let inside = STANDARD.encode(format!("{before}{VERIFIER}yy"));
        let hidden = masker.text(&inside);
        assert!(hidden.contains('‹') && hidden.len() < inside.len(), "{before}: {inside} {hidden}");
    }
}

#[test]
fn what_only_looks_like_a_mask_is_a_secret() {
    assert!(is_masked("Basic ‹basic_credentials:40:c2468a1e›") && is_masked("‹password›"));
    assert!(!is_masked("‹secret› token ‹") || is_masked("‹secret›"));
    for value in ["abc‹x›def-0123456789-0123456789", "‹no mask at all, 0123456789abcdefgh›"] {
        assert_ne!(mask("access_token", value), value);
    }
}

#[test]
fn a_terminal_shows_all_but_the_secret() {
    let trace = record();
    let shown = serde_json::to_string(&Masker::of(&trace, Level::Terminal).trace(&trace)).unwrap();
    assert!(!appears(&shown, SECRET) && !shown.contains(&STANDARD.encode(format!("web-app:{SECRET}"))), "{shown}");
    assert!(shown.contains(VERIFIER) && shown.contains(TOKEN));
    assert_eq!(Masker::of(&trace, Level::Open).trace(&trace), trace);
}

#[test]
fn short_and_guessable_values_get_no_hash() {
    assert_eq!(mask("client_secret", "secret"), "‹client_secret:6›");
    assert_eq!(mask("password", "correct horse battery staple 1234"), "‹password›");
    assert_eq!(mask("code", VERIFIER), "‹code:43:".to_owned() + &mask("x", VERIFIER)["‹x:43:".len()..]);
    let index = Index::new(&[("secret".to_owned(), "s".to_owned())].into());
    assert_eq!(replace::in_text(&index, "client_secret=secret"), "client_secret=‹s:6›");
}

#[test]
fn a_signed_request_and_answer_can_be_read_and_not_used() {
    let part = |claims: &serde_json::Value| crate::jose::base64url(claims.to_string().as_bytes());
    let signature = "c2lnbmF0dXJlLXNpZ25hdHVyZS0xMjM0NTY3ODkw";
    let header = part(&serde_json::json!({"alg": "ES256"}));
    let answer =
        part(&serde_json::json!({"iss": "https://h", "code": CODE, "access_token": TOKEN, "state": "the-state"}));
    let plain = part(&serde_json::json!({"code_challenge": VERIFIER, "scope": "openid"}));
    let mut trace = record();
    trace.plan.asked.parameters = vec![("id_token_hint".into(), format!("{header}.{plain}.hint-{signature}"))];
    let params = |name: &str, payload: &str| Params::default().with(name, format!("{header}.{payload}.{signature}"));
    trace.exchanges[0].request.url = format!("http://127.0.0.1/cb?{}", params("response", &answer).to_query());
    let mut push = Request::post_form("https://h/par", &params("request", &plain));
    push.headers.push("x", "y");
    trace.exchanges.push(Exchange::new(Step::Push, push, std::time::UNIX_EPOCH));
    let masked = Masker::of(&trace, Level::Kept).trace(&trace);
    let kept = serde_json::to_string(&masked).unwrap();
    for value in [CODE, TOKEN, VERIFIER, signature, answer.as_str(), plain.as_str()] {
        assert!(!appears(&kept, value), "{value} in {kept}");
    }
    let opened = masked.answered();
    assert_eq!(opened.get("state"), Some("the-state"));
    assert_eq!(opened.get("code"), masked.exchanges[1].request.form().unwrap().get("code"));
    assert_eq!(Masker::of(&masked, Level::Kept).trace(&masked), masked);
    let shown = serde_json::to_string(&Masker::of(&trace, Level::Terminal).trace(&trace)).unwrap();
    assert!(shown.contains(signature) && shown.contains(&answer));
}

#[test]
fn a_short_secret_behind_an_escape_stands_alone() {
    let mut masker = Masker::new(&record().plan, Level::Kept);
    masker.hide("password", "wonderland");
    for written in ["a%20wonderland", "a%2520wonderland%2520", "a\\nwonderland", "a\\u0020wonderland", "(wonderland)"] {
        assert!(!masker.text(written).contains("wonderland"), "{written}");
    }
    for word in ["awonderland", "wonderlands", "20wonderland", "unwonderland"] {
        assert_eq!(masker.text(word), word);
    }
}
