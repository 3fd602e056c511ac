use serde_json::json;

use super::samples::{ACCESS_TOKEN, CHALLENGE, SECRET, VERIFIER, captured, denied, failed, ok, plan, refused, sound};
use super::*;
use crate::protocol::Verdict;
use crate::rules;
use crate::trace::{Ending, Level, Masker};

fn document_of(trace: &Trace) -> Value {
    let findings = rules::judge(trace);
    let diagnosis = crate::explain::diagnosis::diagnose(trace);
    let parts = Parts { trace, findings: &findings, diagnosis: &diagnosis, exit: 0 };
    serde_json::from_str(&write(&parts).unwrap()).unwrap()
}

fn documents() -> Vec<Value> {
    let sound = sound();
    let mut masked = Masker::of(&sound, Level::Kept).trace(&sound);
    masked.sealed = rules::seal(&sound);
    let mut traces = [sound, masked, refused(), denied(), failed(), Trace::begin(plan()), captured()];
    traces[5].ended = Ending::Interrupted { step: Step::Discover };
    traces.iter().map(document_of).collect()
}

fn schema() -> Value {
    serde_json::from_str(include_str!("../../../docs/login.schema.json")).unwrap()
}

#[test]
fn every_document_keeps_to_the_published_schema() {
    let mut compiler = boon::Compiler::new();
    let mut schemas = boon::Schemas::new();
    compiler.add_resource("urn:oauth-flow:login:1", schema()).unwrap();
    let index = compiler.compile("urn:oauth-flow:login:1", &mut schemas).unwrap();
    for document in documents() {
        schemas.validate(&document, index).unwrap_or_else(|error| panic!("{error:#}\n{document:#}"));
        let mut wrong = document.clone();
        wrong["steps"][0]["taken"] = json!("yes");
        assert!(schemas.validate(&wrong, index).is_err(), "the schema has to tell wrong from right");
        wrong = document;
        wrong["plan"]["unknown"] = json!(1);
        assert!(schemas.validate(&wrong, index).is_err(), "a member that nobody described");
    }
}

#[test]
fn every_property_of_the_schema_occurs_and_is_described() {
    let (schema, documents) = (schema(), documents());
    let mut missing = Vec::new();
    walk(&schema, &schema, &documents.iter().collect::<Vec<_>>(), ("", &mut missing));
    assert!(missing.is_empty(), "{missing:#?}");
}

/// Follows a schema along the values that it describes, and notes what never occurs with a value.
fn walk(root: &Value, schema: &Value, values: &[&Value], (path, missing): (&str, &mut Vec<String>)) {
    let values: Vec<&Value> = values.iter().copied().filter(|value| !value.is_null()).collect();
    if values.is_empty() {
        missing.push(format!("{path} never has a value"));
        return;
    }
    if let Some(name) = schema["$ref"].as_str() {
        walk(root, root.pointer(&name[1..]).unwrap(), &values, (path, missing));
    }
    if let Some(first) = schema["anyOf"].as_array() {
        walk(root, &first[0], &values, (path, missing));
    }
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let path = format!("{path}/{name}");
        if property["description"].as_str().is_none_or(str::is_empty) {
            missing.push(format!("{path} is not described"));
        }
        let members: Vec<&Value> = values.iter().filter_map(|value| value.get(name)).collect();
        walk(root, property, &members, (&path, missing));
    }
    if schema["items"].is_object() {
        let items: Vec<&Value> = values.iter().filter_map(|value| value.as_array()).flatten().collect();
        walk(root, &schema["items"], &items, (&format!("{path}[]"), missing));
    }
}

#[test]
fn a_sound_run_says_so_and_reads_its_tokens() {
    let document = document_of(&sound());
    let failed: Vec<&Value> =
        document["checks"].as_array().unwrap().iter().filter(|check| check["verdict"] == "fail").collect();
    assert!(failed.is_empty(), "{failed:#?}");
    assert_eq!(document["schema"], SCHEMA);
    assert_eq!(document["sound"], true);
    assert_eq!(document["plan"]["auth_method"], "client_secret_post");
    assert_eq!(document["plan"]["code_challenge"], CHALLENGE);
    assert_eq!(document["tokens"]["id_token_verified"], true);
    assert_eq!(document["tokens"]["id_token_claims"]["sub"], "alice");
    assert_eq!(document["tokens"]["expires_in"].to_string(), "3600");
    assert_eq!(document["userinfo"]["name"], "Alice");
    assert!(document["steps"].as_array().unwrap().iter().all(|step| step["taken"] == true), "{}", document["steps"]);
    assert_eq!(document["steps"][3]["exchanges"], json!([2, 3]));
    assert_eq!(document["steps"][3]["elapsed_ms"], 6.2);
    assert_eq!(document["ending"]["how"], "finished");
    let members: Vec<&String> = document.as_object().unwrap().keys().collect();
    assert_eq!(members[..4], ["schema", "tool", "sound", "exit"]);
}

#[test]
fn a_masked_run_is_judged_the_same_and_tells_no_secret() {
    let documents = documents();
    let (open, masked) = (&documents[0], &documents[1]);
    assert_eq!(masked["sound"], true);
    assert_eq!(masked["tokens"]["id_token_verified"], true);
    assert_eq!(masked["tokens"]["id_token_claims"], open["tokens"]["id_token_claims"]);
    assert_eq!(masked["plan"]["code_challenge"], CHALLENGE);
    for secret in [SECRET, VERIFIER, ACCESS_TOKEN, "SplxlOBeZQQYbYS6WxSbIA"] {
        assert!(!masked.to_string().contains(secret), "{secret}");
    }
}

#[test]
fn what_went_wrong_is_named_once_and_nothing_beside_it() {
    let document = document_of(&refused());
    assert_eq!(document["sound"], false);
    assert_eq!(document["ending"]["check"]["id"], "response-state-exact");
    assert_eq!(document["ending"]["error"], Value::Null);
    assert_eq!(document["tokens"], Value::Null);
    let ids: Vec<&Value> = document["findings"].as_array().unwrap().iter().map(|finding| &finding["id"]).collect();
    assert!(ids.contains(&&json!("response-state-exact")) && ids.contains(&&json!("message-untampered")), "{ids:?}");
    assert_eq!(document["exchanges"][1]["tampered"][1], json!({"part": "header", "name": "accept", "value": null}));
    assert_eq!(document["exchanges"][2]["response"]["body_base64"], "iVA=");
    assert_eq!(document_of(&denied())["ending"]["error"]["error"], "invalid_grant");
    let failed = document_of(&failed());
    assert_eq!(failed["ending"]["failure"]["kind"], "refused");
    assert_eq!(failed["plan"]["auth_method"], "none");
    assert_eq!(failed["plan"]["weakenings"], json!(["--pkce none", "--no-state", "--no-nonce"]));
}

#[test]
fn claims_of_somebody_else_do_not_count() {
    let mut trace = sound();
    trace.exchanges[6].response = Some(ok(&json!({"sub": "mallory", "name": "Mallory"})));
    let document = document_of(&trace);
    assert_eq!(document["userinfo"], Value::Null);
    assert!(document["findings"].as_array().unwrap().iter().any(|finding| finding["id"] == "userinfo-sub-match"));
    let mut trace = sound();
    trace.exchanges[5].response = Some(ok(&json!({"keys": []})));
    assert_eq!(document_of(&trace)["tokens"]["id_token_verified"], false);
    assert!(rules::judge(&trace).iter().any(|finding| finding.check.verdict == Verdict::Fail));
}
