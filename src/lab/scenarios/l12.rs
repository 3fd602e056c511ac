//! A code of the attacker is slipped into the session of the user.

use super::super::Who;
use super::super::scenario::{Scenario, Trait, Way};
use super::super::stage::{Ending, Knows, Letter, Planted, Premise, Stage};
use crate::wire::Request;

pub(super) const SCENARIO: Scenario = Scenario {
    id: "L12",
    title: "a login that is slipped in",
    has: "a fresh code of his own account, and a page that Alice opens",
    wants: "Alice signed in at the shop as Mallory: what she saves there is his",
    moral: "the answer has to belong to this browser (state) and the code to this login (PKCE)",
    spec: "RFC 6749 10.12, RFC 9700 4.7, RFC 6819 4.4.1.8",
    premise: Premise::USUAL,
    ways: &[
        Way { traits: &[Trait::OwnCode, Trait::ThroughShop], play: at_the_shop },
        Way { traits: &[Trait::OwnCode, Trait::ThroughShop, Trait::WritesRequest], play: with_own_request },
    ],
};

fn at_the_shop(stage: &mut Stage) -> Ending {
    let own = stage.stolen_login(Who::Mallory)?;
    stage.act(Who::Mallory, "keeps the answer to his own login");
    slip(stage, own.answer)
}

/// A request of his own, in the name of the shop, need not ask for everything that the shop asks for.
pub(super) fn with_own_request(stage: &mut Stage) -> Ending {
    let knows = Knows::nothing().and_verifier(stage.own_verifier());
    let link = stage.write(&Letter::planting(knows, Planted::nothing()))?;
    let answer = stage.visit(Who::Mallory, &link)?;
    stage.act(Who::Mallory, "keeps the answer to his own request");
    slip(stage, answer)
}

/// Alice's browser begins a login, and is given the answer of Mallory's.
pub(super) fn slip(stage: &mut Stage, answer: Request) -> Ending {
    let signed_in = stage.shop_login(Who::Alice, |stage, _| {
        stage.act(Who::Mallory, "has Alice's browser open his answer instead");
        Ok(answer)
    })?;
    stage.is_taken_for(Who::Alice, &signed_in)
}
