//! Metadata and keys, without a client: both documents are asked for, also where the first one answers.

use super::{Guide, Run, Stop, World};
use crate::protocol::discovery::{self, Convention};
use crate::protocol::{Metadata, Refusal, keys};
use crate::trace::{Ending, Step};
use crate::wire::{json, uri};

/// Fetches what a server says about itself; what is wrong with it is for the rules to tell.
pub async fn discover<W: World, G: Guide>(run: &mut Run<W, G>) {
    run.trace.ended = match script(run).await {
        Ok(()) => Ending::Finished,
        Err(stop) => stop.ending(),
    };
}

pub(super) async fn script<W: World, G: Guide>(run: &mut Run<W, G>) -> Result<(), Stop> {
    let document = documents(run).await?;
    let hints = &run.trace.plan.server;
    let jwks_uri = hints.jwks_uri.clone().or_else(|| document.text("jwks_uri").map(str::to_owned));
    let may_be_asked =
        |url: &String| uri::is_https(url) || uri::is_loopback(url) || (hints.allow_http && uri::is_http(url));
    let Some(jwks_uri) = jwks_uri.filter(may_be_asked) else { return Ok(()) };
    let index = run.send(Step::Keys, keys::request(&jwks_uri)).await?;
    let checks = run.response(index).map(|response| keys::accept(response).checks).unwrap_or_default();
    run.show(Step::Keys, Some(index), &checks).await
}

/// The first document that was found. A place that no specification knows is only asked where the others have none.
async fn documents<W: World, G: Guide>(run: &mut Run<W, G>) -> Result<Metadata, Stop> {
    let hints = run.trace.plan.server.clone();
    let (mut found, mut refused) = (None, None);
    for place in discovery::places(hints.issuer.as_deref().unwrap_or_default()) {
        if place.convention == Convention::OAuthAppended && found.is_some() {
            continue;
        }
        let index = run.send(Step::Discover, discovery::request(&place)).await?;
        let Some(response) = run.response(index) else { continue };
        let examined = discovery::accept(&hints, run.trace.plan.needs(), &place, response);
        let document = json::object(response.body.octets()).ok().filter(|_| discovery::is_document(response));
        found = found.or(document.map(Metadata));
        run.show(Step::Discover, Some(index), &examined.checks).await?;
        refused = refused.or(examined.outcome.err());
    }
    let absent = || Refusal::check("metadata-reachable", "a document", "no answer");
    found.ok_or_else(|| Stop::refused(Step::Discover, refused.unwrap_or_else(absent)))
}
