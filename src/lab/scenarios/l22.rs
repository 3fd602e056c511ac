//! A login of the attacker that the user finishes, and an answer that leaks.

use super::super::Who;
use super::super::scenario::{Scenario, Trait, Way};
use super::super::stage::{Ending, Premise, Stage};

pub(super) const SCENARIO: Scenario = Scenario {
    id: "L22",
    title: "a login of his own that Alice finishes",
    has: "a login that he began at the shop, and a leak of the answer in Alice's browser",
    wants: "to be signed in at the shop as Alice",
    moral: "everything in it is his own: what remains is not to leak answers, and a page that asks",
    spec: "RFC 9700 4.5.4",
    premise: Premise::USUAL,
    ways: &[Way { traits: &[Trait::ThroughShop, Trait::OwnLogin], play }],
};

fn play(stage: &mut Stage) -> Ending {
    let signed_in = stage.shop_login(Who::Mallory, |stage, url| {
        stage.act(Who::Mallory, "sends Alice the very URL that the shop gave to him");
        let answer = stage.visit(Who::Alice, url).map_err(Some)?;
        stage.gain("the answer, before the shop has it");
        Ok(answer)
    })?;
    stage.is_taken_for(Who::Mallory, &signed_in)
}
