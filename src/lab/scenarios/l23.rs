//! A stolen secret, and nothing else.

use super::super::Who;
use super::super::scenario::{Scenario, Trait};
use super::super::stage::{EVIL, Ending, Halt, Knows, Letter, Premise, Stage};

pub(super) const SCENARIO: Scenario = Scenario {
    id: "L23",
    title: "a stolen secret, and nothing else",
    has: "the secret of the shop",
    wants: "Alice's data, for himself",
    moral: "a secret alone brings no code: it is worth something together with one; and one secret is changed sooner than a million refresh tokens",
    spec: "RFC 6749 10.1, RFC 6819 4.1.1",
    premise: Premise::WHOLE_SITE,
    traits: &[Trait::WritesRequest, Trait::HasSecret],
    plays: &[play],
};

fn play(stage: &mut Stage) -> Ending {
    if !stage.is_confidential() {
        return Err(Halt::NotApplicable("the shop has no secret that could be stolen".to_owned()));
    }
    let knows = Knows::nothing().at(EVIL).and_secret().and_verifier(stage.own_verifier());
    let link = stage.write(&Letter::of(knows.clone()))?;
    stage.act(Who::Mallory, "sends Alice the link");
    let answer = stage.visit(Who::Alice, &link)?;
    stage.gain("the answer: the browser brings it to his address");
    let tokens = stage.redeem(&answer, &knows)?;
    stage.reads(&tokens)
}
