//! A code that leaks after it was redeemed.

use super::super::Who;
use super::super::scenario::{Scenario, Trait, Way};
use super::super::stage::{Ending, Halt, Knows, Premise, Stage, Stolen};
use super::l05;
use crate::protocol::Nonces;

pub(super) const SCENARIO: Scenario = Scenario {
    id: "L21",
    title: "a code that leaks afterwards",
    has: "the redirect, out of a Referer header that the page of the shop sends to a stranger when the login is done",
    wants: "Alice's data, for himself",
    moral: "a code that is good once is worth nothing afterwards; a clean address after the login leaks nothing",
    spec: "RFC 9700 4.2",
    premise: Premise::USUAL,
    ways: &[Way { traits: &[], play: directly }, Way { traits: &[Trait::ThroughShop], play: through_the_shop }],
};

fn directly(stage: &mut Stage) -> Ending {
    let leaked = leak(stage)?;
    let tokens = stage.redeem(&leaked.answer, &Knows::nothing())?;
    stage.reads(&tokens)
}

/// Where he has nothing to show himself, the shop redeems for him.
fn through_the_shop(stage: &mut Stage) -> Ending {
    let leaked = leak(stage)?;
    l05::inject(stage, &leaked)
}

/// A login that goes well, and whose last address a stranger is told.
fn leak(stage: &mut Stage) -> Result<Stolen, Halt> {
    let mut seen = None;
    stage.shop_login(Who::Alice, |stage, url| {
        let answer = stage.visit(Who::Alice, url).map_err(Some)?;
        seen = Some(Stolen { asked: url.to_owned(), answer: answer.clone(), drawn: Nonces::default() });
        Ok(answer)
    })?;
    stage.gain("the redirect: the page of the shop loads a picture from him, and the browser tells him where from");
    seen.ok_or_else(|| Halt::NotApplicable("there was no answer".to_owned()))
}
