//! Expectations against a login that is made up.

use serde_json::json;

use super::*;
use crate::jose::base64url;
use crate::trace::Plan;
use crate::wire::{Request, Response};

/// How an expectation comes out at a login with these claims of the ID token and of userinfo. Its access token is a JWT
/// for one API, lives ten minutes, and was given for the scopes that were asked for.
fn verdict(expectation: &Expectation, of_id: &Value, of_userinfo: &Value) -> Verdict {
    let part = |value: Value| base64url(value.to_string().as_bytes());
    let jwt = |alg: &str, claims: Value| format!("{}.{}.c2ln", part(json!({"alg": alg})), part(claims));
    let mut trace = Trace::begin(Plan { scope: words("openid email"), ..Plan::default() });
    let mut asked = Exchange::new(Step::Userinfo, Request::get("https://id.example/me"), std::time::UNIX_EPOCH);
    asked.response = Some(Response::new(200).with_body("application/json", of_userinfo.to_string().as_str()));
    trace.exchanges.push(asked);
    let tokens = Tokens {
        access_token: jwt("ES256", json!({"aud": ["https://api.example"]})),
        token_type: "Bearer".into(),
        expires_in: Some(600.0),
        refresh_token: None,
        id_token: Some(jwt("RS256", of_id.clone())),
        scope: None,
    };
    expectation.judge(&Login { trace: &trace, tokens: &tokens, claims: of_id.as_object() }).verdict
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn tokens_are_held_to_what_was_expected() {
    let rows = [
        (Expectation::Scope(words("email openid")), Verdict::Pass),
        (Expectation::Scope(words("openid")), Verdict::Fail),
        (Expectation::Audience(words("https://api.example")), Verdict::Pass),
        (Expectation::Audience(words("https://api.example https://other.example")), Verdict::Fail),
        (Expectation::AtLeast(600), Verdict::Pass),
        (Expectation::AtLeast(601), Verdict::Fail),
        (Expectation::AtMost(600), Verdict::Pass),
        (Expectation::AtMost(599), Verdict::Fail),
        (Expectation::RefreshToken(false), Verdict::Pass),
        (Expectation::RefreshToken(true), Verdict::Fail),
        (Expectation::Algorithm(words("ES256 RS256")), Verdict::Pass),
        (Expectation::Algorithm(words("ES256")), Verdict::Fail),
    ];
    for (expectation, expected) in rows {
        assert_eq!(verdict(&expectation, &json!({}), &json!({})), expected, "{expectation:?}");
    }
}

#[test]
fn every_source_that_has_a_claim_has_to_agree() {
    let is = |value: Value| Claim::Is(value);
    let rows = [
        (is(json!("a@b")), json!({}), json!({"c": "a@b"}), Verdict::Pass),
        (is(json!("a@b")), json!({"c": "a@b"}), json!({}), Verdict::Pass),
        (is(json!("a@b")), json!({"c": "a@b"}), json!({"c": "x@y"}), Verdict::Fail),
        (is(json!("a@b")), json!({}), json!({}), Verdict::Fail),
        (is(json!("admin")), json!({"c": ["user", "admin"]}), json!({}), Verdict::Pass),
        (is(json!(1)), json!({"c": "1"}), json!({}), Verdict::Fail),
        (Claim::There, json!({"c": "anything"}), json!({}), Verdict::Pass),
        (Claim::There, json!({"c": false}), json!({}), Verdict::Fail),
        (Claim::There, json!({}), json!({}), Verdict::Fail),
        (Claim::Missing, json!({"c": false}), json!({}), Verdict::Pass),
        (Claim::Missing, json!({}), json!({}), Verdict::Pass),
        (Claim::Missing, json!({}), json!({"c": true}), Verdict::Fail),
    ];
    for (claim, of_id, of_userinfo, expected) in rows {
        let expectation = Expectation::Claim("c".into(), claim);
        assert_eq!(verdict(&expectation, &of_id, &of_userinfo), expected, "{expectation:?} {of_id} {of_userinfo}");
    }
}

#[test]
fn the_audience_of_the_id_token_counts_where_the_access_token_has_none() {
    let mut trace = Trace::begin(Plan::default());
    trace.plan.scope = Vec::new();
    let tokens = Tokens {
        access_token: "opaque".into(),
        token_type: "Bearer".into(),
        expires_in: None,
        refresh_token: None,
        id_token: None,
        scope: None,
    };
    let claims = json!({"aud": "app"});
    let login = Login { trace: &trace, tokens: &tokens, claims: claims.as_object() };
    assert_eq!(Expectation::Audience(words("app")).judge(&login).verdict, Verdict::Pass);
    assert_eq!(Expectation::AtMost(60).judge(&login).verdict, Verdict::Fail, "nothing is told");
    assert_eq!(Expectation::Scope(words("a")).judge(&login).verdict, Verdict::Inconclusive, "nobody names a scope");
    assert_eq!(Expectation::Algorithm(words("RS256")).judge(&login).verdict, Verdict::Fail);
}
