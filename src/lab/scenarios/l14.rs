//! Two servers mixed up: the client takes the code of one to the other.

use super::super::Who;
use super::super::scenario::{Scenario, Trait, Way};
use super::super::stage::{Ending, Knows, Letter, Planted, Premise, Stage};

pub(super) const SCENARIO: Scenario = Scenario {
    id: "L14",
    title: "two servers mixed up",
    has: "a server of his own that the shop works with, besides the honest one",
    wants: "Alice's data, for himself",
    moral: "the shop itself hands over the verifier: it has to know who answered",
    spec: "RFC 9207 1, RFC 9700 4.4",
    premise: Premise::USUAL,
    ways: &[Way { traits: &[Trait::WritesRequest, Trait::MixedUp], play }],
};

fn play(stage: &mut Stage) -> Ending {
    let mut caught = None;
    let login = stage.shop_login_at_rogue(Who::Alice, |stage, url| {
        let (knows, planted) = (Knows::nothing(), Planted::from(url).unbound());
        let link = stage.write(&Letter::planting(knows, planted).with_state_of(url)).map_err(Some)?;
        stage.send_on(url, &link);
        stage.act(Who::Rogue, "sends Alice on to the honest server, in the shop's name");
        let answer = stage.visit(Who::Alice, &link).map_err(Some)?;
        caught = Some(answer.clone());
        Ok(answer)
    });
    let (Some(answer), Some(sent)) = (caught, stage.caught_by_rogue()) else { return login.map(|_| String::new()) };
    stage.gain("the code, and the verifier where there is one: the shop brings both to his server");
    let knows = Knows::nothing().and_verifier(sent.get("code_verifier").map(str::to_owned));
    let tokens = stage.redeem(&answer, &knows)?;
    stage.reads(&tokens)
}
