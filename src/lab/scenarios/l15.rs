//! Two servers mixed up, and the code injected at the client.

use super::super::Who;
use super::super::scenario::{Scenario, Trait, Way};
use super::super::stage::{Ending, Knows, Letter, Planted, Premise, Stage, swapped};

pub(super) const SCENARIO: Scenario = Scenario {
    id: "L15",
    title: "two servers mixed up, then injection",
    has: "a server of his own that the shop works with, and a login that he began himself at the shop",
    wants: "to be signed in at the shop as Alice",
    moral: "secret, challenge and nonce all fit: only the name of who answered does not",
    spec: "RFC 9700 4.4, RFC 9207 1",
    premise: Premise::USUAL,
    ways: &[Way { traits: &[Trait::WritesRequest, Trait::MixedUp, Trait::ThroughShop], play }],
};

fn play(stage: &mut Stage) -> Ending {
    let signed_in = stage.shop_login(Who::Mallory, |stage, own| {
        let mut caught = None;
        let login = stage.shop_login_at_rogue(Who::Alice, |stage, url| {
            // Where he cannot see the challenge he brings one: a request without is refused before anything is mixed up.
            let knows = Knows::nothing().and_verifier(stage.own_verifier());
            let letter = Letter::planting(knows, Planted::from(own)).with_state_of(url);
            let link = stage.write(&letter).map_err(Some)?;
            stage.send_on(url, &link);
            stage.act(Who::Rogue, "sends Alice on to the honest server, with a request that fits Mallory's own login");
            let answer = stage.visit(Who::Alice, &link).map_err(Some)?;
            caught = Some(answer.clone());
            Ok(answer)
        });
        let (Some(caught), true) = (caught, stage.caught_by_rogue().is_some()) else { return Err(login.err()) };
        stage.gain("the code: the shop brings it to his server");
        let answer = stage.visit(Who::Mallory, own).map_err(Some)?;
        Ok(swapped(&answer, &caught))
    })?;
    stage.is_taken_for(Who::Mallory, &signed_in)
}
