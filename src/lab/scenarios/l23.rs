//! A stolen secret, and nothing else.

use super::super::scenario::{Scenario, Trait, Way};
use super::super::stage::{EVIL, Ending, Halt, Knows, Letter, Premise, Stage};
use super::super::{Defence, Who};

pub(super) const SCENARIO: Scenario = Scenario {
    id: "L23",
    title: "a stolen secret, and nothing else",
    has: "the secret of the shop",
    wants: "Alice's data, for himself",
    moral: "the secret brings no code: exact addresses keep him from one. What he has is soon mended: one secret is changed sooner than a million refresh tokens",
    spec: "RFC 6749 10.1, RFC 6819 4.1.1",
    premise: Premise { about: &[Defence::Secret], ..Premise::WHOLE_SITE },
    ways: &[Way { traits: &[Trait::WritesRequest, Trait::HasSecret], play }],
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
