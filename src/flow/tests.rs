//! Logins in memory: the same flow code, with the practice provider as the world.

use std::time::{Duration, SystemTime};

use super::{Run, Silent, login};
use crate::practice::{Config, Fault, Keys, Provider, SeenBy};
use crate::protocol::{BasicEncoding, Client, Nonces, Pkce, ServerHints};
use crate::rules::{is_sound, judge};
use crate::trace::{Ending, Plan, Step, Tamper, Trace};
use crate::world::memory::Memory;

const ISSUER: &str = "http://127.0.0.1:4000";

fn plan(client_id: &str) -> Plan {
    let config = Config::default();
    let client = config.clients.iter().find(|client| client.client_id == client_id).unwrap();
    Plan {
        server: ServerHints { issuer: Some(ISSUER.into()), discover: true, ..ServerHints::default() },
        client: Client {
            client_id: client_id.into(),
            client_secret: client.client_secret.clone(),
            redirect_uri: "http://127.0.0.1:5000/callback".into(),
            auth_method: None,
            basic_encoding: BasicEncoding::Form,
        },
        scope: ["openid", "profile", "offline_access"].map(str::to_owned).to_vec(),
        pkce: Pkce::S256,
        response_mode: None,
        nonces: Nonces {
            state: Some("c3RhdGUtc3RhdGUtc3RhdGUtMQ".into()),
            nonce: Some("bm9uY2Utbm9uY2Utbm9uY2UtMQ".into()),
            code_verifier: Some("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".into()),
        },
        clock_skew: 60,
        practice: true,
    }
}

fn play(config: Config, plan: Plan, tampers: Vec<Tamper>) -> Trace {
    let provider = Provider::new(ISSUER, config, Keys::instant().unwrap(), [7; 32]);
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000);
    let mut run = Run::new(plan, Memory { provider, now, user: "alice".into() }, Silent, tampers);
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(login(&mut run));
    run.trace
}

fn wrong(trace: &Trace) -> Vec<&'static str> {
    let findings = judge(trace);
    findings
        .iter()
        .filter(|finding| matches!(finding.word(), "fail" | "warn"))
        .map(|finding| finding.requirement.id)
        .collect()
}

#[test]
fn a_sound_login_is_sound_for_both_kinds_of_client() {
    for client_id in ["web-app", "native-app"] {
        let trace = play(Config::default(), plan(client_id), vec![]);
        assert_eq!(trace.ended, Ending::Finished, "{:#?}", trace.exchanges);
        assert_eq!(wrong(&trace), Vec::<&str>::new(), "{:#?}", judge(&trace));
        assert!(is_sound(&judge(&trace)));
        let steps: Vec<Step> = trace.exchanges.iter().map(|exchange| exchange.step).collect();
        assert_eq!(steps, [Step::Discover, Step::Authorize, Step::Callback, Step::Redeem, Step::Keys, Step::Userinfo]);
    }
}

/// What is not as it should be, notes included.
fn amiss(trace: &Trace) -> Vec<&'static str> {
    let findings = judge(trace);
    let amiss = findings.iter().filter(|finding| finding.severity().is_some());
    amiss.map(|finding| finding.requirement.id).collect()
}

#[test]
fn every_fault_is_seen_by_its_own_rule_and_by_no_other() {
    for fault in Fault::ALL {
        let config = Config { faults: vec![*fault], ..Config::default() };
        let trace = play(config, plan("web-app"), vec![]);
        let expected = match fault.seen_by() {
            SeenBy::Rule(id) => vec![id],
            // An ordinary login cannot see it: that takes a login with something changed.
            SeenBy::Probe(_) => vec![],
        };
        assert_eq!(amiss(&trace), expected, "{} {:?}", fault.name(), trace.ended);
    }
}

#[test]
fn every_rule_about_an_answer_has_a_fault_that_it_sees() {
    // Choices of this side, and what only a refused login shows, are told by other tests.
    let elsewhere = [
        "metadata-iss-param",
        "login-pkce",
        "login-state",
        "login-nonce",
        "pkce-derivation",
        "message-untampered",
        "response-error-shape",
        "token-error-shape",
    ];
    for row in crate::rules::ALL {
        let seen = Fault::ALL.iter().any(|fault| fault.seen_by() == SeenBy::Rule(row.id));
        assert!(seen || elsewhere.contains(&row.id), "no fault breaks {}", row.id);
    }
}

#[test]
fn a_changed_message_is_refused_and_marked() {
    let without = play(Config::default(), plan("web-app"), vec![Tamper::unset("redeem.code_verifier").unwrap()]);
    assert!(
        matches!(&without.ended, Ending::Denied { step: Step::Redeem, error } if error.error == "invalid_grant"),
        "{:?}",
        without.ended
    );
    assert_eq!(without.last(Step::Redeem).unwrap().tampered.len(), 1);
    let state = play(Config::default(), plan("web-app"), vec![Tamper::set("authorize.state=other").unwrap()]);
    assert!(
        matches!(&state.ended, Ending::Refused { step: Step::Callback, check } if check.id == "response-state-exact")
    );
}
