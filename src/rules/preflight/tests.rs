use serde_json::json;

use super::*;

fn metadata(document: &Value) -> Metadata {
    Metadata(document.as_object().unwrap().clone())
}

fn found(document: &Value, convention: Convention) -> Found {
    Found { exchange: 0, place: Place { url: String::new(), convention }, document: metadata(document) }
}

#[test]
fn an_issuer_is_nothing_but_an_address() {
    let verdict = |issuer: &str| issuer_form(&metadata(&json!({"issuer": issuer}))).verdict;
    for issuer in ["https://h", "https://h/tenant/1", "http://127.0.0.1:4000", "http://localhost/x"] {
        assert_eq!(verdict(issuer), Verdict::Pass, "{issuer}");
    }
    for issuer in ["http://h", "https://h?x", "https://h/#y", "h", "https://h\\@evil"] {
        assert_eq!(verdict(issuer), Verdict::Fail, "{issuer}");
    }
}

#[test]
fn two_documents_may_differ_in_what_one_of_them_need_not_say() {
    let main = json!({"issuer": "https://h", "token_endpoint": "https://h/t", "subject_types_supported": ["public"],
        "scopes_supported": ["a", "b"]});
    let judge = |other: &Value| {
        let check = agreement(&[found(&main, Convention::OpenIdAppended), found(other, Convention::OAuthInserted)]);
        (check.verdict, check.seen)
    };
    let mut other = json!({"issuer": "https://h", "token_endpoint": "https://h/t", "scopes_supported": ["b", "a"]});
    assert_eq!(judge(&other).0, Verdict::Pass);
    other["scopes_supported"] = json!(["a"]);
    assert_eq!(judge(&other), (Verdict::Warn, "they differ in scopes_supported".to_owned()));
    other["jwks_uri"] = json!("https://evil/keys");
    assert_eq!(judge(&other), (Verdict::Fail, "they differ in jwks_uri, scopes_supported".to_owned()));
    assert_eq!(agreement(&[found(&main, Convention::OpenIdAppended)]).verdict, Verdict::Pass);
}

#[test]
fn each_member_has_its_type() {
    let sound = json!({"issuer": "https://h", "scopes_supported": ["a"], "request_parameter_supported": true,
        "require_pushed_authorization_requests": false, "mtls_endpoint_aliases": {}, "token_endpoint": "https://h/t",
        "x_vendor": 5});
    assert_eq!(types(&metadata(&sound)).verdict, Verdict::Pass);
    for (name, value) in [
        ("scopes_supported", json!([5])),
        ("request_parameter_supported", json!("true")),
        ("require_pushed_authorization_requests", json!(1)),
        ("mtls_endpoint_aliases", json!([])),
        ("token_endpoint", json!(["https://h/t"])),
    ] {
        let mut wrong = sound.clone();
        wrong[name] = value;
        let check = types(&metadata(&wrong));
        assert!(check.verdict == Verdict::Fail && check.seen.starts_with(name), "{check:?}");
    }
}

#[test]
fn the_length_of_a_key_is_counted_in_bits() {
    let key = |octets: &[u8]| Jwk(json!({"n": crate::jose::base64url(octets)}).as_object().unwrap().clone());
    assert_eq!(rsa_bits(&key(&[0x80; 256])), Some(2048));
    assert_eq!(rsa_bits(&key(&[&[0, 1][..], &[0; 255]].concat())), Some(2041));
    assert_eq!(rsa_bits(&key(&[])), None);
}

#[test]
fn a_server_without_a_browser_needs_no_authorization_endpoint() {
    assert_eq!(needed(br#"{"grant_types_supported": ["client_credentials"]}"#), ["token_endpoint"]);
    assert_eq!(needed(b"{}").len(), 2);
}
