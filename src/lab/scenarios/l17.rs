//! A stolen access token.

use super::super::scenario::{Scenario, Trait, Way};
use super::super::stage::{Ending, Premise, Stage};

pub(super) const SCENARIO: Scenario = Scenario {
    id: "L17",
    title: "a stolen access token",
    has: "an access token: out of the log of a resource server or a proxy",
    wants: "Alice's data, for himself",
    moral: "secret, PKCE, state, nonce and iss guard the issuing, not the using",
    spec: "RFC 9700 4.9 and 4.10, RFC 6750 5.2, RFC 9449 7.1",
    premise: Premise::USUAL,
    ways: &[Way { traits: &[Trait::HasAccessToken], play }],
};

fn play(stage: &mut Stage) -> Ending {
    let signed_in = stage.honest_login()?;
    stage.gain("the access token of Alice's login");
    stage.reads(&signed_in.tokens)
}
