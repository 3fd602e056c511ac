//! Something in the browser changes the request of the client.

use super::super::scenario::{Scenario, Trait};
use super::super::stage::{Ending, Halt, Premise, Stage};
use super::super::{Place, Who};
use crate::wire::{Params, uri};

pub(super) const SCENARIO: Scenario = Scenario {
    id: "L19",
    title: "a request that is changed on its way",
    has: "something in Alice's browser that changes what the shop asks for",
    wants: "more in the name of the shop than it asked for",
    moral: "what the browser carries it can change: pushed or signed requests are what the client wrote",
    spec: "RFC 9126 1, RFC 9101 1",
    premise: Premise::USUAL,
    traits: &[Trait::Tampers],
    plays: &[play],
};

fn play(stage: &mut Stage) -> Ending {
    let signed_in = stage.shop_login(Who::Alice, |stage, url| {
        stage.act(Who::Mallory, "has the browser ask for the scope `email` as well");
        stage.visit(Who::Alice, &widened(url)).map_err(Some)
    })?;
    let scope = signed_in.tokens.scope.unwrap_or_default();
    if scope.split(' ').any(|word| word == "email") {
        return Ok(format!("the tokens of the shop are good for `{scope}`: more than it asked for"));
    }
    Err(Halt::Stopped(Place::Authorization, format!("the server goes by what was pushed: `{scope}`")))
}

/// The URL with one more scope.
fn widened(url: &str) -> String {
    let mut params = uri::query(url).map(Params::parse).unwrap_or_default();
    params.set("scope", "openid profile email");
    format!("{}?{}", uri::without_query(url), params.to_query())
}
