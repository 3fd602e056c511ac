//! A stolen code, injected into a login of the thief at the honest client.

use super::super::Who;
use super::super::scenario::{Scenario, Trait, Way};
use super::super::stage::{Ending, Premise, Stage, Stolen, swapped};

pub(super) const SCENARIO: Scenario = Scenario {
    id: "L05",
    title: "a stolen code, injected at the shop",
    has: "Alice's fresh code, and a browser with which he visits the shop like anybody",
    wants: "to be signed in at the shop as Alice",
    moral: "the shop's own secret opens the door for him: it proves which client redeems, and it is the right one",
    spec: "RFC 9700 4.5, RFC 6819 4.4.1.13",
    premise: Premise::USUAL,
    ways: &[Way { traits: &[Trait::ThroughShop], play }],
};

fn play(stage: &mut Stage) -> Ending {
    let stolen = stage.stolen_login(Who::Alice)?;
    stage.gain("the redirect with Alice's code, before the shop has it");
    inject(stage, &stolen)
}

/// Mallory signs in at the shop, and puts the code of somebody else into his own answer.
pub(super) fn inject(stage: &mut Stage, stolen: &Stolen) -> Ending {
    let signed_in = stage.shop_login(Who::Mallory, |stage, url| {
        let own = stage.visit(Who::Mallory, url).map_err(Some)?;
        stage.act(Who::Mallory, "puts the stolen code into the answer to his own login");
        Ok(swapped(&own, &stolen.answer))
    })?;
    stage.is_taken_for(Who::Mallory, &signed_in)
}
