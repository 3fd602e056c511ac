//! A stolen code, redeemed directly.

use super::super::Who;
use super::super::scenario::{Scenario, Way};
use super::super::stage::{Ending, Knows, Premise, Stage};

pub(super) const SCENARIO: Scenario = Scenario {
    id: "L01",
    title: "a stolen code",
    has: "the redirect with a fresh code: out of a history, a log, a Referer header",
    wants: "Alice's data, for himself",
    moral: "a code in a URL leaks; what makes it worthless is what the thief lacks at the token endpoint",
    spec: "RFC 9700 4.5, RFC 6819 4.4.1.1, RFC 7636 1",
    premise: Premise::USUAL,
    ways: &[Way { traits: &[], play }],
};

fn play(stage: &mut Stage) -> Ending {
    let stolen = stage.stolen_login(Who::Alice)?;
    stage.gain("the redirect with Alice's code, before the shop has it");
    let tokens = stage.redeem(&stolen.answer, &Knows::nothing())?;
    stage.reads(&tokens)
}
