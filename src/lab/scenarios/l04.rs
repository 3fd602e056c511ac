//! A stolen code together with the secret of the client.

use super::super::Who;
use super::super::scenario::{Scenario, Trait, Way};
use super::super::stage::{Ending, Knows, Premise, Stage};

pub(super) const SCENARIO: Scenario = Scenario {
    id: "L04",
    title: "a stolen code and the client secret",
    has: "the code, and the secret of the shop: out of an app package, a repository, a script in a page",
    wants: "Alice's data, for himself",
    moral: "the secret is one key for all logins and for years; the verifier still holds where it is lost",
    spec: "RFC 6749 10.1, RFC 8252 8.5, RFC 6819 4.1.1",
    premise: Premise::USUAL,
    ways: &[Way { traits: &[Trait::HasSecret], play }],
};

fn play(stage: &mut Stage) -> Ending {
    let stolen = stage.stolen_login(Who::Alice)?;
    stage.gain("the code, and the secret of the shop, where it has one");
    let tokens = stage.redeem(&stolen.answer, &Knows::nothing().and_secret())?;
    stage.reads(&tokens)
}
