//! The verifier's lock (RFC 7636), with the values of its appendix B.

use super::agent::{Agent, CHALLENGE, Change, VERIFIER, public_redemption, request_for, text};
use crate::jose::{base64url, sha256};
use crate::practice::{Pkce, Policy};
use crate::wire::Params;

fn code(agent: &mut Agent, params: &Params) -> String {
    agent.go(params).get("code").unwrap().to_owned()
}

/// The error of a redemption with this verifier; `ok` where there is none.
fn redeemed(agent: &mut Agent, code: &str, verifier: &str) -> String {
    let (_, document) = agent.token(&public_redemption(code).changed("code_verifier", verifier));
    document["error"].as_str().unwrap_or("ok").to_owned()
}

#[test]
fn s256_wants_what_the_challenge_was_made_from() {
    let mut agent = Agent::sound();
    let code = code(&mut agent, &request_for("native-app"));
    let longer = format!("{VERIFIER}A");
    for wrong in ["", CHALLENGE, &VERIFIER[1..], &longer, &"a".repeat(43), &"a".repeat(129), &VERIFIER.to_lowercase()] {
        assert_eq!(redeemed(&mut agent, &code, wrong), "invalid_grant", "{wrong}");
    }
    // The method is the one of the authorization request, whatever the token request says (RFC 7636 4.4).
    let smuggled = public_redemption(&code).changed("code_verifier", CHALLENGE).with("code_challenge_method", "plain");
    assert_eq!(agent.token(&smuggled).1["error"], "invalid_grant");
    assert_eq!(redeemed(&mut agent, &code, VERIFIER), "ok");
}

#[test]
fn plain_wants_the_challenge_itself_and_is_what_no_method_means() {
    for params in [
        request_for("native-app").changed("code_challenge_method", "plain"),
        request_for("native-app").without("code_challenge_method"),
    ] {
        let mut agent = Agent::sound();
        let code = code(&mut agent, &params);
        assert_eq!(redeemed(&mut agent, &code, VERIFIER), "invalid_grant");
        assert_eq!(redeemed(&mut agent, &code, CHALLENGE), "ok");
    }
}

#[test]
fn every_unreserved_character_in_every_length_is_good() {
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    for verifier in [format!("{alphabet}{alphabet}")[..128].to_owned(), alphabet[23..].to_owned()] {
        let mut agent = Agent::sound();
        let challenge = base64url(&sha256(verifier.as_bytes()));
        let code = code(&mut agent, &request_for("native-app").changed("code_challenge", &challenge));
        assert_eq!(redeemed(&mut agent, &code, &verifier), "ok");
    }
}

#[test]
fn a_verifier_without_a_challenge_is_refused() {
    let bare = request_for("native-app").without("code_challenge").without("code_challenge_method");
    let mut agent = Agent::sound();
    let code_without = code(&mut agent, &bare);
    assert_eq!(redeemed(&mut agent, &code_without, VERIFIER), "invalid_request");
    assert_eq!(redeemed(&mut agent, &code_without, ""), "ok");
    let mut off = Agent::with_policy(Policy { pkce: Pkce::Off, ..Policy::default() });
    let code_off = code(&mut off, &request_for("native-app"));
    assert_eq!(redeemed(&mut off, &code_off, &"a".repeat(43)), "ok");
}

#[test]
fn both_locks_hold_each_without_the_other() {
    let mut agent = Agent::sound();
    let code = code(&mut agent, &request_for("web-app"));
    let with_secret = super::agent::redemption(&code);
    assert_eq!(agent.token(&with_secret.clone().without("code_verifier")).1["error"], "invalid_grant");
    assert_eq!(agent.token(&with_secret.clone().without("client_secret")).1["error"], "invalid_client");
    assert!(!text(&agent.token(&with_secret).1, "access_token").is_empty());
}
