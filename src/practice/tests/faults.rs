//! Every fault that an ordinary login can show changes that login, in the one place that it is about.

use serde_json::{Value, json};

use super::agent::{Agent, redemption, request_for};
use crate::jose::{Algorithm, Jwks, Jwt, Signature, SigningKey, verify_with_key};
use crate::practice::{Config, Fault, Keys, Occasion, SeenBy};

/// Everything of one login that does not change by chance, and what its signature came to.
fn transcript(key: &[u8], faults: Vec<Fault>) -> Value {
    let es256 = SigningKey::from_pkcs8(Algorithm::Es256, key).unwrap();
    let rs256 = Keys::published_rs256().unwrap();
    let mut agent = Agent::with_keys(Config { faults, ..Config::default() }, Keys::new(es256, rs256));
    let get = |agent: &mut Agent, path: &str| {
        agent.browse(crate::wire::Request::get(format!("{}{path}", super::agent::ISSUER)))
    };
    let discovery = get(&mut agent, "/.well-known/openid-configuration");
    let jwks = get(&mut agent, "/jwks");
    let page = agent.ask(&request_for("web-app"));
    let (location, back) = land(&mut agent, &page);
    let (response, tokens) = agent.token(&redemption(&back));
    let (claims, userinfo) = agent.userinfo(tokens["access_token"].as_str().unwrap_or_default());
    let keys: Value = serde_json::from_slice(jwks.body.octets()).unwrap();
    let mut tokens = if tokens.is_null() { json!(response.body.text()) } else { tokens };
    let id_token = tokens["id_token"].as_str().map(|jwt| judged(jwt, &keys));
    if let Some(judged) = id_token {
        tokens["id_token"] = judged;
    }
    json!([discovery.headers, discovery.body, keys, location, response.headers, tokens, userinfo, claims.headers])
}

/// The location that carries the answer, and the code in it.
fn land(agent: &mut Agent, page: &crate::wire::Response) -> (String, String) {
    let to_consent = agent.submit(&super::agent::form(page));
    let location = to_consent.headers.get("location").unwrap().to_owned();
    let consent = agent.browse(crate::wire::Request::get(format!("{}{location}", super::agent::ISSUER)));
    let response = agent.submit(&super::agent::form(&consent));
    let code = super::agent::returned(&response).get("code").unwrap_or_default().to_owned();
    (response.headers.get("location").unwrap().to_owned(), code)
}

fn judged(jwt: &str, keys: &Value) -> Value {
    // A token that two readers could read differently is not read at all.
    let Ok(parsed) = Jwt::parse(jwt) else { return json!({"unreadable": jwt.split('.').nth(1), "valid": true}) };
    let keys = Jwks::parse(keys).unwrap();
    let candidates = keys.candidates(parsed.alg(), parsed.kid());
    let valid = candidates.iter().any(|key| verify_with_key(&parsed, key) == Signature::Valid);
    let payload = jwt.split('.').nth(1).and_then(crate::jose::from_base64url).unwrap();
    json!({"header": parsed.header, "payload": String::from_utf8(payload).unwrap(), "valid": valid})
}

/// These show, but one ordinary login is too little to judge them by: codes need others beside them, and a promise
/// somebody who goes by it.
const SHOWN_TO_NO_RULE: [Fault; 4] =
    [Fault::CodeGuessable, Fault::PushNotEnforced, Fault::AccessTokenGuessable, Fault::SubPerLogin];

#[test]
fn an_ordinary_login_shows_every_fault_that_a_rule_is_to_see() {
    let key = SigningKey::generate(Algorithm::Es256).unwrap().to_pkcs8().unwrap();
    let sound = transcript(&key, vec![]);
    assert_eq!(sound, transcript(&key, vec![]), "two sound logins of one seed are the same");
    for fault in Fault::ALL {
        // These are held by rules over the documents, which need no login.
        if matches!(fault.seen_by(), SeenBy::Preflight(_)) {
            continue;
        }
        let differs = transcript(&key, vec![*fault]) != sound;
        let by_rule = matches!(fault.seen_by(), SeenBy::Rule(_)) && fault.occasion() == Occasion::Login;
        assert_eq!(differs, by_rule || SHOWN_TO_NO_RULE.contains(fault), "{}", fault.name());
    }
}

#[test]
fn a_wrong_signature_is_wrong_and_a_wrong_claim_is_signed() {
    let key = SigningKey::generate(Algorithm::Es256).unwrap().to_pkcs8().unwrap();
    let wrong =
        ["alg-none", "hs256", "other-key", "signature-broken", "unknown-kid"].map(|name| format!("id-token-{name}"));
    for fault in Fault::ALL.iter().filter(|fault| fault.name().starts_with("id-token-")) {
        let login = transcript(&key, vec![*fault]);
        let valid = login[5]["id_token"]["valid"].as_bool();
        let expected =
            if *fault == Fault::IdTokenMissing { None } else { Some(!wrong.contains(&fault.name().to_owned())) };
        assert_eq!(valid, expected, "{}", fault.name());
    }
}
