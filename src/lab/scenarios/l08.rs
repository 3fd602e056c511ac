//! Another app on the device catches the answer.

use super::super::Who;
use super::super::scenario::{Scenario, Trait, Way};
use super::super::stage::{APP, Ending, Knows, Premise, Stage};

pub(super) const SCENARIO: Scenario = Scenario {
    id: "L08",
    title: "a rival app on the same scheme",
    has: "an app on the same device that is registered for the same scheme, the package of the app, and what the device writes down of requests",
    wants: "Alice's data, for himself",
    moral: "a secret inside an app is no secret; S256 is what a native app has",
    spec: "RFC 7636 1, RFC 8252 8.1 and 8.5",
    premise: Premise::APP,
    ways: &[Way { traits: &[Trait::SeesRequest, Trait::HasSecret], play }],
};

fn play(stage: &mut Stage) -> Ending {
    let stolen = stage.stolen_login(Who::Alice)?;
    stage.gain("the answer: the device hands it to the wrong app");
    let knows = Knows::nothing().at(APP).and_secret().and_verifier(stolen.challenge());
    let tokens = stage.redeem(&stolen.answer, &knows)?;
    stage.reads(&tokens)
}
