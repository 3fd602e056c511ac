//! Every fault that shows only where a client uses an extension changes what that client gets, and nothing else does.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::agent::{Agent, ISSUER, SECRET, request_for};
use crate::practice::{Config, Fault, Keys, Occasion, SeenBy};
use crate::wire::Request;

/// What a client that uses an extension gets from a server with these faults, without what changes by chance.
fn got(occasion: Occasion, faults: Vec<Fault>) -> Value {
    let mut agent = Agent::with_keys(Config { faults, ..Config::default() }, Keys::instant().unwrap());
    match occasion {
        Occasion::Login => Value::Null,
        Occasion::Par => {
            let params = request_for("web-app").with("client_secret", SECRET);
            let response = agent.provider.respond(&Request::post_form(format!("{ISSUER}/par"), &params), agent.now);
            json!([response.status, response.headers, response.body.text()])
        }
    }
}

#[test]
fn on_its_occasion_every_fault_shows() {
    let by_rule = |fault: &&Fault| matches!(fault.seen_by(), SeenBy::Rule(_)) && fault.occasion() != Occasion::Login;
    let mut occasions = BTreeSet::new();
    for fault in Fault::ALL.iter().filter(by_rule) {
        let occasion = fault.occasion();
        if occasions.insert(occasion) {
            assert_eq!(got(occasion, vec![]), got(occasion, vec![]), "{} differs by chance", occasion.name());
        }
        assert_ne!(got(occasion, vec![*fault]), got(occasion, vec![]), "{}", fault.name());
    }
}
