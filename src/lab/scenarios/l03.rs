//! A stolen code together with its verifier.

use super::super::Who;
use super::super::scenario::{Scenario, Trait, Way};
use super::super::stage::{Ending, Knows, Premise, Stage};

pub(super) const SCENARIO: Scenario = Scenario {
    id: "L03",
    title: "a stolen code and its verifier",
    has: "the code and the verifier: out of the storage of a page, a cookie, or a log of bodies",
    wants: "Alice's data, for himself",
    moral: "the verifier is one key for one login; the secret still holds where it is lost",
    spec: "RFC 9700 2.1.1, RFC 6749 3.2.1",
    premise: Premise::USUAL,
    ways: &[Way { traits: &[Trait::HasVerifier], play }],
};

fn play(stage: &mut Stage) -> Ending {
    let stolen = stage.stolen_login(Who::Alice)?;
    stage.gain("the code, and what the shop drew for this login");
    let knows = Knows::nothing().and_verifier(stolen.drawn.code_verifier.clone());
    let tokens = stage.redeem(&stolen.answer, &knows)?;
    stage.reads(&tokens)
}
