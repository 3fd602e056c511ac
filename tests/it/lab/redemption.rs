//! Who can redeem a stolen code: the two locks and their keys, each row played, and the token request looked at.
//!
//! A code is redeemed by whoever proves to be the client, where it has a secret, and has the verifier, where there is a
//! challenge (RFC 6749 4.1.3, RFC 7636 4.6).

use oauth_flow::lab::{Move, Story, Who};
use oauth_flow::trace::{Exchange, Step};

use super::{is_win, played};

/// What the server says: tokens, or a status with an error.
#[derive(Clone, Copy)]
enum Said {
    Tokens,
    Refused(u16, &'static str),
}

const WRONG_CODE: Said = Said::Refused(400, "invalid_grant");
const WRONG_CLIENT: Said = Said::Refused(401, "invalid_client");

#[track_caller]
fn row(scenario: &str, defences: &[&str], said: Said) {
    let story = played(scenario, defences);
    let exchange = redemption(&story);
    let response = exchange.response.as_ref().expect("an answer");
    let document: serde_json::Value = serde_json::from_slice(response.body.octets()).expect("JSON");
    match said {
        Said::Tokens => {
            assert!(is_win(&story), "{scenario} {defences:?}: {}", story.words);
            assert_eq!(response.status, 200);
            assert!(document["access_token"].is_string());
        }
        Said::Refused(status, error) => {
            assert_eq!(story.outcome.word(), "T", "{scenario} {defences:?}: {}", story.words);
            assert_eq!((response.status, document["error"].as_str()), (status, Some(error)));
        }
    }
}

/// Mallory's own token request.
fn redemption(story: &Story) -> &Exchange {
    let found = story.moves.iter().rev().find_map(|step| match step {
        Move::Message { who: Who::Mallory, exchange } if exchange.step == Step::Redeem => Some(&**exchange),
        _ => None,
    });
    found.expect("Mallory redeems something")
}

#[test]
fn a_public_client_without_pkce_has_no_lock() {
    row("L01", &[], Said::Tokens);
}

#[test]
fn plain_holds_as_long_as_nobody_saw_the_request() {
    row("L01", &["plain"], WRONG_CODE);
    row("L02", &["plain"], Said::Tokens);
}

#[test]
fn s256_holds_where_request_and_answer_were_seen_and_falls_with_the_verifier() {
    row("L02", &["s256"], WRONG_CODE);
    row("L03", &["s256"], Said::Tokens);
}

#[test]
fn the_secret_holds_whatever_else_is_lost() {
    row("L01", &["secret"], WRONG_CLIENT);
    row("L03", &["secret", "plain"], WRONG_CLIENT);
    row("L03", &["secret", "s256"], WRONG_CLIENT);
}

#[test]
fn a_lost_secret_leaves_what_pkce_holds() {
    row("L04", &["secret"], Said::Tokens);
    row("L08", &["secret", "plain"], Said::Tokens);
    row("L08", &["secret", "s256"], WRONG_CODE);
}

/// No scenario steals both keys. Where he has the secret and wrote the request himself, the verifier is his own.
#[test]
fn with_both_keys_every_door_opens() {
    row("L09", &["secret", "s256"], Said::Tokens);
}
