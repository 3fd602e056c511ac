//! The user pastes the address at which her browser could not connect.

use super::super::Who;
use super::super::scenario::{Scenario, Trait, Way};
use super::super::stage::{Ending, Knows, LOOPBACK, Letter, Premise, Stage};

pub(super) const SCENARIO: Scenario = Scenario {
    id: "L11",
    title: "an address that is pasted",
    has: "nothing but the name of a command-line client, and a page on which Alice pastes an address",
    wants: "Alice's data, for himself",
    moral: "exact addresses and a second factor are satisfied: whoever is powerful must not be public",
    spec: "RFC 6819 4.4.1.5, RFC 9700 3",
    premise: Premise { loose: LOOPBACK, ..Premise::USUAL },
    ways: &[Way { traits: &[Trait::WritesRequest], play }],
};

fn play(stage: &mut Stage) -> Ending {
    let knows = Knows::nothing().at(LOOPBACK).and_verifier(stage.own_verifier());
    let link = stage.write(&Letter::of(knows.clone()))?;
    stage.act(Who::Mallory, "sends Alice the link");
    let answer = stage.visit(Who::Alice, &link)?;
    stage.act(
        Who::Alice,
        "sees that her browser cannot connect, and pastes the address where the page of Mallory asks for it",
    );
    stage.gain("the answer");
    let tokens = stage.redeem(&answer, &knows)?;
    stage.reads(&tokens)
}
