//! A stolen code, by somebody who has seen the request as well.

use super::super::Who;
use super::super::scenario::{Scenario, Trait, Way};
use super::super::stage::{Ending, Knows, Premise, Stage};

pub(super) const SCENARIO: Scenario = Scenario {
    id: "L02",
    title: "a stolen code, and the request was seen",
    has: "the authorization request and the answer: out of a log on the way, or of the browser",
    wants: "Alice's data, for himself",
    moral: "S256 shows a hash in the request, plain shows the verifier itself",
    spec: "RFC 7636 7.2, RFC 9700 2.1.1",
    premise: Premise::USUAL,
    ways: &[Way { traits: &[Trait::SeesRequest], play }],
};

fn play(stage: &mut Stage) -> Ending {
    let stolen = stage.stolen_login(Who::Alice)?;
    stage.gain("the request and the answer, before the shop has it");
    let knows = Knows::nothing().and_verifier(stolen.challenge());
    let tokens = stage.redeem(&stolen.answer, &knows)?;
    stage.reads(&tokens)
}
