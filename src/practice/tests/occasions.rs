//! Every fault that shows only where a client uses an extension changes what that client gets, and nothing else does.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::agent::{Agent, redemption, refreshing, request_for, text};
use super::prover::{Proof, asserting, claims_of, client_credentials, key, key_of_key_app};
use super::token_use::{about, post};
use super::{asking_occasions, device, logout, other_grants, registration};
use crate::jose::{Algorithm, Jwt, SigningKey};
use crate::practice::{Config, Fault, Keys, Occasion, SeenBy};
use crate::wire::Response;

/// What a client that uses an extension gets from a server with these faults, without what changes by chance.
fn got(occasion: Occasion, faults: Vec<Fault>) -> Value {
    let mut agent = Agent::with_keys(Config { faults, ..Config::default() }, Keys::instant().unwrap());
    match occasion {
        Occasion::Login => Value::Null,
        Occasion::Dpop => {
            let (own, code) = (key(), code(&mut agent));
            let proof = Proof::at_token_endpoint(&own, &agent).signed(&own);
            plain(agent.token_with(&redemption(&code), &proof))
        }
        Occasion::Refresh => {
            let code = code(&mut agent);
            let (_, tokens) = agent.token(&redemption(&code));
            plain(agent.token(&refreshing(text(&tokens, "refresh_token"))))
        }
        Occasion::Introspection => {
            let token = access_token(&mut agent);
            plain(post(&mut agent, "/introspect", &about(&token)))
        }
        Occasion::Revocation => {
            let token = access_token(&mut agent);
            let revoked = plain(post(&mut agent, "/revoke", &about(&token)));
            json!([revoked, plain(agent.userinfo(&token))])
        }
        Occasion::Logout => {
            let id_token = logout::signed_in(&mut agent);
            let response = logout::logout(&mut agent, &logout::complete(&id_token));
            json!([response.status, response.headers])
        }
        Occasion::Registration => plain(registration::register(&mut agent, &registration::ordinary())),
        Occasion::Device => json!(device::begin(&mut agent)),
        Occasion::ClientCredentials => {
            let assertion = key_of_key_app(&agent).sign("JWT", &claims_of("key-app", &agent)).unwrap();
            plain(agent.token(&asserting(client_credentials(), &assertion)))
        }
        Occasion::Exchange => {
            let token = access_token(&mut agent);
            plain(agent.token(&other_grants::exchange(&token)))
        }
        asking => panic!("{} is no way of proving or using", asking.name()),
    }
}

fn code(agent: &mut Agent) -> String {
    agent.go(&request_for("web-app")).get("code").unwrap().to_owned()
}

fn access_token(agent: &mut Agent) -> String {
    let code = code(agent);
    text(&agent.token(&redemption(&code)).1, "access_token").to_owned()
}

/// An answer without what every signature makes anew.
fn plain((response, mut document): (Response, Value)) -> Value {
    if let Some(jwt) = document["id_token"].as_str().map(|jwt| Jwt::parse(jwt).unwrap()) {
        document["id_token"] = json!(jwt.claims);
    }
    let headers: Vec<_> = response.headers.iter().filter(|(name, _)| *name != "content-length").collect();
    json!([response.status, headers, document])
}

#[test]
fn on_its_occasion_every_fault_shows() {
    let by_rule = |fault: &&Fault| matches!(fault.seen_by(), SeenBy::Rule(_)) && fault.occasion() != Occasion::Login;
    let key = SigningKey::generate(Algorithm::Es256).unwrap().to_pkcs8().unwrap();
    let got = |occasion, faults: Vec<Fault>| {
        asking_occasions::got(occasion, &key, faults.clone()).unwrap_or_else(|| got(occasion, faults))
    };
    let mut occasions = BTreeSet::new();
    for fault in Fault::ALL.iter().filter(by_rule) {
        let occasion = fault.occasion();
        if occasions.insert(occasion) {
            assert_eq!(got(occasion, vec![]), got(occasion, vec![]), "{} differs by chance", occasion.name());
        }
        assert_ne!(got(occasion, vec![*fault]), got(occasion, vec![]), "{}", fault.name());
    }
}
