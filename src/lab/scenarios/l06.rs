//! A link in the name of the client that leads the answer to the attacker.

use super::super::Who;
use super::super::scenario::{Scenario, Trait, Way};
use super::super::stage::{EVIL, Ending, Knows, Letter, Premise, Stage};

pub(super) const SCENARIO: Scenario = Scenario {
    id: "L06",
    title: "a link in the name of the shop",
    has: "nothing but the name of the shop, and an address that begins like the one of the shop",
    wants: "Alice's data, for himself",
    moral: "whoever writes the request brings his own challenge: the address has to be exact",
    spec: "RFC 9700 4.1.1, RFC 6749 10.2 and 10.6",
    premise: Premise::WHOLE_SITE,
    ways: &[Way { traits: &[Trait::WritesRequest], play }],
};

fn play(stage: &mut Stage) -> Ending {
    let knows = Knows::nothing().at(EVIL).and_verifier(stage.own_verifier());
    let link = stage.write(&Letter::of(knows.clone()))?;
    stage.act(Who::Mallory, "sends Alice the link");
    let answer = stage.visit(Who::Alice, &link)?;
    stage.gain("the answer: the browser brings it to his address");
    let tokens = stage.redeem(&answer, &knows)?;
    stage.reads(&tokens)
}
