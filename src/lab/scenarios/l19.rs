//! Something in the browser changes the request of the client.

use super::super::scenario::{Scenario, Trait, Way};
use super::super::stage::{Ending, Halt, Knows, Letter, Planted, Premise, SignedIn, Stage};
use super::super::{Place, Who};
use crate::wire::{Params, uri};

pub(super) const SCENARIO: Scenario = Scenario {
    id: "L19",
    title: "a request that is changed on its way",
    has: "something in Alice's browser that changes what the shop asks for",
    wants: "more in the name of the shop than it asked for",
    moral: "what the browser carries it can change; and where only the name of a pushed request is left to change, it can be swapped for the name of another one, unless who pushes has to prove himself",
    spec: "RFC 9126 1 and 7.5, RFC 9101 1",
    premise: Premise::USUAL,
    ways: &[
        Way { traits: &[Trait::Tampers], play: changing },
        Way { traits: &[Trait::Tampers, Trait::WritesRequest], play: swapping },
    ],
};

/// What he asks for.
const WIDER: &str = "openid profile email";

fn changing(stage: &mut Stage) -> Ending {
    let signed_in = stage.shop_login(Who::Alice, |stage, url| {
        stage.act(Who::Mallory, "has the browser ask for the scope `email` as well");
        stage.visit(Who::Alice, &widened(url)).map_err(Some)
    })?;
    is_widened(&signed_in)
}

/// Where the server goes by what was pushed alone, he pushes a request of his own, and the browser brings that.
fn swapping(stage: &mut Stage) -> Ending {
    let signed_in = stage.shop_login(Who::Alice, |stage, _| {
        let knows = Knows::nothing().and_verifier(stage.own_verifier());
        let letter = Letter { scope: WIDER, ..Letter::planting(knows, Planted::nothing()) };
        stage.act(Who::Mallory, "pushes a request of his own in the name of the shop");
        let link = stage.write(&letter).map_err(Some)?;
        stage.act(Who::Mallory, "has the browser bring the name of his request in place of that of the shop's");
        stage.visit(Who::Alice, &link).map_err(Some)
    })?;
    is_widened(&signed_in)
}

fn is_widened(signed_in: &SignedIn) -> Ending {
    let scope = signed_in.tokens.scope.as_deref().unwrap_or_default();
    if scope.split(' ').any(|word| word == "email") {
        return Ok(format!("the tokens of the shop are good for `{scope}`: more than it asked for"));
    }
    Err(Halt::Stopped(Place::Authorization, format!("the server goes by what was pushed: `{scope}`")))
}

/// The URL with one more scope.
fn widened(url: &str) -> String {
    let mut params = uri::query(url).map(Params::parse).unwrap_or_default();
    params.set("scope", WIDER);
    format!("{}?{}", uri::without_query(url), params.to_query())
}
