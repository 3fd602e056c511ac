//! A client that is registered in its own name, and means no good.

use super::super::Who;
use super::super::scenario::{Scenario, Trait, Way};
use super::super::stage::{Ending, Knows, Letter, Premise, Stage};

pub(super) const SCENARIO: Scenario = Scenario {
    id: "L24",
    title: "a client that means no good",
    has: "a client of his own, registered like any other, and a friendly page",
    wants: "Alice's data, for himself",
    moral: "every check is satisfied: the secret proves which client it is, not that it is honest",
    spec: "RFC 6819 4.4.1.4",
    premise: Premise::USUAL,
    ways: &[Way { traits: &[Trait::WritesRequest, Trait::OwnClient], play }],
};

fn play(stage: &mut Stage) -> Ending {
    let knows = Knows::of_own_client(stage.own_verifier());
    let link = stage.write(&Letter::of(knows.clone()))?;
    stage.act(Who::Alice, "agrees: the page says what the quiz will see, and it is true");
    let answer = stage.visit(Who::Alice, &link)?;
    let tokens = stage.redeem(&answer, &knows)?;
    stage.reads(&tokens)
}
