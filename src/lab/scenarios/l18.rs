//! A redirect after the password that hands it on.

use super::super::scenario::{Scenario, Trait, Way};
use super::super::stage::{Ending, Halt, Knows, Letter, Premise, Stage};
use super::super::{Place, Who};
use crate::practice::Fault;

pub(super) const SCENARIO: Scenario = Scenario {
    id: "L18",
    title: "a redirect that hands the password on",
    has: "a client of his own, registered like any other",
    wants: "Alice's password",
    moral: "the redirect after a password has to be a 303",
    spec: "RFC 9700 4.12",
    premise: Premise { faults: &[Fault::LoginRedirect307], ..Premise::USUAL },
    ways: &[Way { traits: &[Trait::Password], play }],
};

fn play(stage: &mut Stage) -> Ending {
    let knows = Knows::of_own_client(stage.own_verifier());
    let link = stage.write(&Letter::of(knows))?;
    stage.act(Who::Alice, "signs in for the quiz of Mallory");
    let answer = stage.visit(Who::Alice, &link)?;
    match answer.form().and_then(|form| form.get("password").map(str::to_owned)) {
        Some(_) => {
            stage.gain("the form that Alice filled in: her browser posts it to him");
            Ok("Mallory has Alice's password".to_owned())
        }
        None => Err(Halt::Stopped(Place::Authorization, "the browser forgets the form on its way".to_owned())),
    }
}
