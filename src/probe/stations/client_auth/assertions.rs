//! Client assertions: whose signature they have, whom they are made out to, and how often they are taken (RFC 7523 3).

use serde_json::{Value, json};

use super::super::bogus::{Caller, Oracle};
use super::leave_to_a_code;
use crate::jose::{Jwt, unsigned};
use crate::probe::{INVALID_CLIENT, Part, Said, Skip, Verdict, credentials, set_form};
use crate::wire::Request;

/// The name of a part, here and where a real code is tried.
pub(in crate::probe::stations) const BROKEN: &str = "one bit of the signature changed";

const IDS: [&str; 3] = ["client-assertion-signature", "client-assertion-audience", "client-assertion-once"];

/// Looks at it.
pub(super) async fn check(caller: &mut Caller<'_>, oracle: &Oracle) {
    if !caller.method.is_assertion() {
        let wanted = "a client that signs: --auth-method private_key_jwt or client_secret_jwt";
        return IDS.iter().for_each(|id| caller.desk.skip(id, Skip::OptIn, wanted));
    }
    signature(caller, oracle).await;
    if !oracle.is_usable() {
        let wanted = "a server that tells a wrong client from a wrong code";
        return IDS[1..].iter().for_each(|id| caller.desk.skip(id, Skip::ControlFailed, wanted));
    }
    audience(caller, oracle).await;
    once(caller, oracle).await;
}

async fn signature(caller: &mut Caller<'_>, oracle: &Oracle) {
    const ID: &str = IDS[0];
    match &oracle.wrong {
        Some(wrong) if oracle.is_usable() => {
            let part = oracle.judge(INVALID_CLIENT, wrong, Verdict::Fail);
            caller.desk.note(ID, part.labelled(BROKEN));
        }
        _ => return leave_to_a_code(caller.desk, ID, BROKEN),
    }
    if caller.desk.wants(ID) && caller.goes_on() && caller.desk.may_be_wrong() {
        let shot = caller.ask(strip_signature).await;
        caller.desk.note(ID, oracle.judge(INVALID_CLIENT, &shot, Verdict::Fail).labelled("`alg` none"));
    }
}

fn strip_signature(request: &mut Request) {
    let jwt = credentials::shown_assertion(request).and_then(|assertion| Jwt::parse(&assertion).ok());
    if let Some(jwt) = jwt {
        set_form(request, "client_assertion", &unsigned(&Value::Object(jwt.claims)));
    }
}

async fn audience(caller: &mut Caller<'_>, oracle: &Oracle) {
    const ID: &str = IDS[1];
    if !caller.desk.wants(ID) || !caller.goes_on() {
        return;
    }
    let (client, keys) = (caller.client(), caller.desk.subject.keys.clone());
    let elsewhere = |request: &mut Request| {
        credentials::resign(request, (&client, &keys), |claims| {
            claims.insert("aud".to_owned(), json!("https://oauth-flow-check.invalid"));
        });
    };
    let shot = caller.ask(elsewhere).await;
    caller.desk.note(ID, oracle.judge(INVALID_CLIENT, &shot, Verdict::Fail));
}

/// The first use is the control of the second.
async fn once(caller: &mut Caller<'_>, oracle: &Oracle) {
    const ID: &str = IDS[2];
    if !caller.desk.wants(ID) || !caller.goes_on() {
        return;
    }
    let first = caller.ask(|_| ()).await;
    let assertion = credentials::shown_assertion(&first.exchange.request);
    let Some(assertion) = assertion.filter(|_| Said::of(&first) == Said::of(&oracle.right)) else {
        return caller.desk.skip(ID, Skip::ControlFailed, "a fresh assertion that is taken");
    };
    let shot = caller.ask(|request| set_form(request, "client_assertion", &assertion)).await;
    let part = oracle.judge(INVALID_CLIENT, &shot, Verdict::Warn);
    let part = Part { expected: format!("{} the second time", part.expected), ..part };
    caller.desk.note(ID, part.shown_by([first.exchange, shot.exchange]));
}
