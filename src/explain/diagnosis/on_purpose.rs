//! What the person at the keyboard changed is the first thing to look at.

use super::facts::Facts;
use super::{Diagnosis, Row, Standing, row};
use crate::protocol::Pkce;
use crate::trace::{Change, Exchange, Step};

pub(super) const ID: &str = "changed-on-purpose";

pub(super) const ROWS: &[Row] = &[row(ID, "a message was changed on purpose", changed)];

/// Parameters of the authorization request that the token endpoint holds the token request against.
const BOUND: [&str; 6] =
    ["client_id", "redirect_uri", "code_challenge", "code_challenge_method", "resource", "response_type"];

fn changed(facts: &Facts<'_>) -> Standing {
    let Some(step) = facts.step() else { return Standing::Aside };
    let sent: Vec<&Exchange> = facts.trace.exchanges.iter().filter(|exchange| !exchange.tampered.is_empty()).collect();
    let Some(exchange) = sent.iter().rev().find(|exchange| bears_on(exchange, step, facts)) else {
        return Standing::Aside;
    };
    let changes: Vec<String> = exchange.tampered.iter().map(Change::words).collect();
    let (name, changes) = (exchange.step.name(), changes.join(", "));
    let cause =
        format!("the message of the step {name} had been changed on purpose ({changes}), and this is what came of it");
    let diagnosis =
        Diagnosis::certain(cause, "nothing: this is what the change was to show; leave it out for a login that works");
    let diagnosis =
        exchange.tampered.iter().filter_map(|change| meaning(change, facts)).fold(diagnosis, Diagnosis::because);
    diagnosis.try_with(facts.again("")).open()
}

/// Whether a change can be what ended it: it was made to the message that was refused, or to what that is held against.
fn bears_on(exchange: &Exchange, step: Step, facts: &Facts<'_>) -> bool {
    let refused = facts.message().is_some_and(|message| message.step == exchange.step);
    let bound = exchange.step == Step::Authorize
        && step != Step::Discover
        && (exchange.tampered.iter().any(|change| BOUND.contains(&name(change))) || is_seen_later(exchange, step));
    refused || bound
}

/// `nonce` and `scope` of the authorization request are held against what comes with the tokens.
fn is_seen_later(exchange: &Exchange, step: Step) -> bool {
    step != Step::Redeem && exchange.tampered.iter().any(|change| ["nonce", "scope", "max_age"].contains(&name(change)))
}

fn name(change: &Change) -> &str {
    match change {
        Change::SetParameter(name, _)
        | Change::UnsetParameter(name)
        | Change::SetHeader(name, _)
        | Change::UnsetHeader(name) => name,
    }
}

/// What the changed thing is for, where that tells why the server refused.
fn meaning(change: &Change, facts: &Facts<'_>) -> Option<String> {
    let gone = matches!(change, Change::UnsetParameter(_) | Change::UnsetHeader(_));
    let has_challenge = facts.challenge_method() != Pkce::None;
    let words = match (name(change).to_ascii_lowercase().as_str(), gone) {
        ("code_verifier", true) if has_challenge => {
            "the code is bound to a code_challenge, and no code_verifier came: who steals the code stands here"
        }
        ("code_verifier", false) if has_challenge => {
            "the code_verifier that was sent is not the one whose fingerprint the server keeps with the code"
        }
        ("redirect_uri", _) => {
            "the redirect URI is compared, character by character, with what was registered and asked for"
        }
        ("code", _) => "the code that was sent is not the code that came",
        ("state", _) => "the state that comes back is compared with the one that was drawn",
        ("nonce", _) => "the nonce in the ID token is compared with the one that was drawn",
        ("client_secret" | "authorization", true) => "without it the client proves nothing",
        ("client_secret" | "authorization", false) => "the server holds these credentials against those of the client",
        _ => return None,
    };
    Some(words.to_owned())
}

#[cfg(test)]
mod tests {
    use crate::explain::diagnosis::tests::{denied, first};
    use crate::trace::{Step, Tamper};

    #[test]
    fn a_change_is_the_first_cause_only_where_it_can_be_one() {
        let mut trace = denied(Step::Redeem, "invalid_grant", "");
        let unset = Tamper::unset("redeem.code_verifier").unwrap().change;
        let index = trace.exchanges.iter().position(|exchange| exchange.step == Step::Redeem).unwrap();
        trace.exchanges[index].tampered = vec![unset];
        let found = first(&trace);
        assert_eq!(found.id, "changed-on-purpose");
        assert!(found.evidence[0].contains("code_challenge") && found.test.is_some(), "{found:?}");
        trace.exchanges[index].tampered.clear();
        let authorize = trace.exchanges.iter_mut().find(|exchange| exchange.step == Step::Authorize).unwrap();
        authorize.tampered = vec![Tamper::set("authorize.audience=x").unwrap().change];
        assert_ne!(first(&trace).id, "changed-on-purpose");
    }
}
