//! A program on the device gets a code without any page.

use super::super::Who;
use super::super::scenario::{Scenario, Trait, Way};
use super::super::stage::{Ending, Knows, LOOPBACK, Letter, Premise, Stage};
use crate::practice::{Consent, Fault};

pub(super) const SCENARIO: Scenario = Scenario {
    id: "L10",
    title: "a code that nobody sees",
    has: "a program on the same device, the package of the app, a session of Alice at the server, and what she agreed to before",
    wants: "Alice's data, for himself",
    moral: "the server has to ask each time where the client can prove nothing",
    spec: "RFC 8252 8.6, RFC 6749 10.2",
    premise: Premise {
        loose: LOOPBACK,
        faults: &[Fault::SilentPublicClient],
        consent: Consent::First,
        ..Premise::USUAL
    },
    ways: &[Way { traits: &[Trait::WritesRequest, Trait::HasSecret], play }],
};

fn play(stage: &mut Stage) -> Ending {
    stage.honest_login()?;
    let knows = Knows::nothing().at(LOOPBACK).and_secret().and_verifier(stage.own_verifier());
    let link = stage.write(&Letter::of(knows.clone()))?;
    stage.act(Who::Mallory, "has a program open the link in Alice's browser, and listens on her device");
    let answer = stage.visit(Who::Alice, &link)?;
    stage.gain("the answer: no page was shown");
    let tokens = stage.redeem(&answer, &knows)?;
    stage.reads(&tokens)
}
