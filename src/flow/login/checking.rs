//! The ID token: its keys, and every check of it.

use serde_json::{Map, Value};

use super::super::{Guide, Run, Stop, World};
use crate::jose::Jwks;
use crate::protocol::id_token::{Context, Expectation, Times, names_unknown_key};
use crate::protocol::{Demands, IdToken, ResponseType, Server, id_token, keys};
use crate::trace::Step;

/// An ID token, and what came before it or along with it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Received<'a> {
    pub(super) compact: &'a str,
    /// The exchange that brought it.
    pub(super) exchange: usize,
    pub(super) access_token: Option<&'a str>,
    pub(super) code: Option<&'a str>,
    /// The response type, where the browser brought it.
    pub(super) front: Option<ResponseType>,
    /// The claims of the one that the browser brought before it.
    pub(super) before: Option<&'a Map<String, Value>>,
}

/// Fetches the keys and checks the token.
pub(super) async fn verify<W: World, G: Guide>(
    run: &mut Run<W, G>,
    server: &Server,
    received: Received<'_>,
) -> Result<IdToken, Stop> {
    let jwks = keys_for(run, server, received.compact).await?;
    let (plan, exchange) = (&run.trace.plan, &run.trace.exchanges[received.exchange]);
    let demands = Demands::of(&run.trace.asked());
    // What answers the browser is our own page, which knows nothing of the server's clock.
    let times = match exchange.response.as_ref().filter(|_| received.front.is_none()) {
        Some(response) => Times::at(exchange.ended_at(), response, plan.clock_skew),
        None => Times::ours(exchange.ended_at(), plan.clock_skew),
    };
    let expectation = Expectation {
        server,
        client: &plan.client,
        nonces: &plan.nonces,
        access_token: received.access_token,
        jwks: jwks.as_ref(),
        times,
        context: Context {
            demands: Some(&demands),
            front: received.front,
            code: received.code,
            before: received.before,
        },
    };
    let examined = id_token::accept(received.compact, &expectation);
    run.conclude(Step::Verify, None, examined).await
}

/// The key set: the one that was fetched before, unless the token names a key that it does not hold: keys are rotated.
pub(in crate::flow) async fn keys_for<W: World, G: Guide>(
    run: &mut Run<W, G>,
    server: &Server,
    compact: &str,
) -> Result<Option<Jwks>, Stop> {
    let Some(jwks_uri) = server.jwks_uri.as_deref().filter(|_| id_token::needs_keys(compact)) else {
        return Ok(None);
    };
    let known = run.trace.last(Step::Keys).and_then(|exchange| keys::read(exchange.response.as_ref()?));
    let jwks = match known {
        Some(known) => known,
        None => fetch_once(run, jwks_uri).await?,
    };
    if names_unknown_key(compact, &jwks) {
        return fetch_once(run, jwks_uri).await.map(Some);
    }
    Ok(Some(jwks))
}

pub(super) async fn fetch_once<W: World, G: Guide>(run: &mut Run<W, G>, jwks_uri: &str) -> Result<Jwks, Stop> {
    let index = run.send(Step::Keys, keys::request(jwks_uri)).await?;
    let Some(response) = run.response(index) else { return Err(Stop::quit(Step::Keys)) };
    let examined = keys::accept(response);
    run.conclude(Step::Keys, Some(index), examined).await
}
