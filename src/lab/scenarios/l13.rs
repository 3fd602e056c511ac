//! The same where the server does without PKCE when it is left out.

use super::super::Who;
use super::super::scenario::{Scenario, Trait, Way};
use super::super::stage::{Ending, Knows, Letter, Planted, Premise, Stage};
use super::l12;
use crate::practice::{Fault, Pkce};

pub(super) const SCENARIO: Scenario = Scenario {
    id: "L13",
    title: "a challenge that is left out",
    has: "a fresh code of his own account, asked for without a challenge",
    wants: "Alice signed in at the shop as Mallory: what she saves there is his",
    moral: "PKCE has to be demanded, or a verifier without a challenge refused",
    spec: "RFC 9700 4.8 and 2.1.1",
    premise: Premise { faults: &[Fault::VerifierWithoutChallenge], pkce: Pkce::Optional, ..Premise::USUAL },
    ways: &[
        Way { traits: &[Trait::OwnCode, Trait::ThroughShop, Trait::WritesRequest], play },
        Way { traits: &[Trait::OwnCode, Trait::ThroughShop], play: at_the_shop },
    ],
};

fn play(stage: &mut Stage) -> Ending {
    let link = stage.write(&Letter::planting(Knows::nothing(), Planted::nothing()))?;
    stage.act(Who::Mallory, "leaves the challenge out of his own request");
    let answer = stage.visit(Who::Mallory, &link)?;
    l12::slip(stage, answer)
}

/// Where requests have to be pushed by the shop itself, his own login there is what he has.
fn at_the_shop(stage: &mut Stage) -> Ending {
    let own = stage.stolen_login(Who::Mallory)?;
    l12::slip(stage, own.answer)
}
