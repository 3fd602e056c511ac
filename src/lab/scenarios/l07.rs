//! A link in the name of the client, made to fit a login of the attacker there.

use super::super::Who;
use super::super::scenario::{Scenario, Trait, Way};
use super::super::stage::{EVIL, Ending, Knows, Letter, Planted, Premise, Stage, swapped};

pub(super) const SCENARIO: Scenario = Scenario {
    id: "L07",
    title: "a link that fits a login of his own",
    has: "a login that he began himself at the shop, with everything that its address bar shows",
    wants: "to be signed in at the shop as Alice",
    moral: "challenge and nonce can be copied out of an address bar; addresses that are compared cannot",
    spec: "RFC 9700 4.5.2 and 4.5.4",
    premise: Premise::WHOLE_SITE,
    ways: &[
        Way { traits: &[Trait::WritesRequest, Trait::ThroughShop], play: planting },
        Way { traits: &[Trait::WritesRequest, Trait::ThroughShop], play: careless },
    ],
};

fn planting(stage: &mut Stage) -> Ending {
    run(stage, |stage, url| {
        Letter::planting(Knows::nothing().at(EVIL).and_verifier(stage.own_verifier()), Planted::from(url))
    })
}

/// Where he cannot see what to copy he sends what he has.
fn careless(stage: &mut Stage) -> Ending {
    run(stage, |stage, _| Letter::of(Knows::nothing().at(EVIL).and_verifier(stage.own_verifier())))
}

fn run(stage: &mut Stage, letter: fn(&mut Stage, &str) -> Letter) -> Ending {
    let signed_in = stage.shop_login(Who::Mallory, |stage, url| {
        let letter = letter(stage, url);
        let link = stage.write(&letter).map_err(Some)?;
        stage.act(Who::Mallory, "sends Alice a link that asks for what his own login at the shop asked for");
        let caught = stage.visit(Who::Alice, &link).map_err(Some)?;
        stage.gain("the answer: the browser brings it to his address");
        let own = stage.visit(Who::Mallory, url).map_err(Some)?;
        stage.act(Who::Mallory, "puts the caught code into the answer to his own login");
        Ok(swapped(&own, &caught))
    })?;
    stage.is_taken_for(Who::Mallory, &signed_in)
}
