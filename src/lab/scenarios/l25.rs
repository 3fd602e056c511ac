//! A login that is broken by somebody who has the code and no key.

use super::super::Who;
use super::super::scenario::{Scenario, Trait, Way};
use super::super::stage::{Attempts, Ending, Halt, Knows, Premise, Stage};

pub(super) const SCENARIO: Scenario = Scenario {
    id: "L25",
    title: "a login that is broken",
    has: "the redirect with a fresh code, before the shop has it",
    wants: "that Alice cannot sign in",
    moral: "an attempt that fails should leave the code alone",
    spec: "OAuth 2.1 7.5.2, RFC 6749 10.5",
    premise: Premise { attempts: Attempts::Spend, ..Premise::USUAL },
    ways: &[Way { traits: &[Trait::Spoils], play }],
};

fn play(stage: &mut Stage) -> Ending {
    let mut attempt = None;
    let login = stage.shop_login(Who::Alice, |stage, url| {
        let answer = stage.visit(Who::Alice, url).map_err(Some)?;
        stage.gain("the redirect with Alice's code, before the shop has it");
        attempt = Some(stage.redeem(&answer, &Knows::nothing()));
        Ok(answer)
    });
    match (login, attempt) {
        (Err(halt), None) | (Ok(_), Some(Err(halt))) => Err(halt),
        (Err(_), Some(Ok(_))) => Ok("Mallory has the tokens, and Alice's login comes to nothing".to_owned()),
        (Err(_), Some(Err(_))) => Ok("Mallory has nothing, and Alice's login comes to nothing either".to_owned()),
        (Ok(_), _) => Err(Halt::NotApplicable("Alice is signed in".to_owned())),
    }
}
