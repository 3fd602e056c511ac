//! Another app on the device begins the login itself.

use super::super::Who;
use super::super::scenario::{Scenario, Trait, Way};
use super::super::stage::{APP, Ending, Knows, Letter, Premise, Stage};

pub(super) const SCENARIO: Scenario = Scenario {
    id: "L09",
    title: "a rival app that begins the login",
    has: "an app on the same device that is registered for the same scheme, and the package of the app",
    wants: "Alice's data, for himself",
    moral: "nothing in the protocol helps: addresses that the system vouches for (claimed https), or a page that asks each time",
    spec: "RFC 8252 7.2 and 8.6",
    premise: Premise::APP,
    ways: &[Way { traits: &[Trait::WritesRequest, Trait::HasSecret], play }],
};

fn play(stage: &mut Stage) -> Ending {
    let knows = Knows::nothing().at(APP).and_secret().and_verifier(stage.own_verifier());
    let link = stage.write(&Letter::of(knows.clone()))?;
    stage.act(Who::Alice, "signs in: the page names the shop, and it is the page of the right server");
    let answer = stage.visit(Who::Alice, &link)?;
    stage.gain("the answer: it comes to the scheme for which his app is registered as well");
    let tokens = stage.redeem(&answer, &knows)?;
    stage.reads(&tokens)
}
