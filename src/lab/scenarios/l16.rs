//! A stolen refresh token.

use super::super::scenario::{Scenario, Trait, Way};
use super::super::stage::{Ending, Halt, Knows, Premise, Stage};

pub(super) const SCENARIO: Scenario = Scenario {
    id: "L16",
    title: "a stolen refresh token",
    has: "a refresh token: out of the storage of the shop",
    wants: "Alice's data, for himself",
    moral: "rotation does not prevent it: it shows it, when the shop comes with the old one",
    spec: "RFC 9700 4.14, RFC 6749 10.4, RFC 9449 5",
    premise: Premise { offline: true, ..Premise::USUAL },
    ways: &[Way { traits: &[Trait::HasRefreshToken], play }],
};

fn play(stage: &mut Stage) -> Ending {
    let signed_in = stage.honest_login()?;
    let none = || Halt::NotApplicable("the shop was given no refresh token".to_owned());
    let refresh_token = signed_in.tokens.refresh_token.ok_or_else(none)?;
    stage.gain("the refresh token of Alice's login");
    let tokens = stage.refresh(&refresh_token, &Knows::nothing())?;
    stage.reads(&tokens)
}
