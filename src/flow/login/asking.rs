//! From what is asked for to what the browser brings back.

use super::super::{Guide, Proof, Run, Stop, World};
use super::checking;
use crate::jose::Jwks;
use crate::protocol::callback::{self, Expected};
use crate::protocol::id_token::{Times, names_unknown_key};
use crate::protocol::{
    Answer, Endpoint, Refusal, RequestObject, ResponseMode, Server, authorize as browser_request, push, request_object,
};
use crate::trace::Step;
use crate::wire::Params;

/// What the browser is to carry: the parameters, a JWT that holds them, or the name under which they were pushed.
pub(super) async fn request<W: World, G: Guide>(run: &mut Run<W, G>, server: &Server) -> Result<Params, Stop> {
    let plan = &run.trace.plan;
    let is_pushed = plan.asked.push.is_on();
    let signs = plan.asked.request_object == RequestObject::Signed;
    let mut params = browser_request::parameters(&plan.client, plan.wish(), &plan.nonces);
    if signs {
        let step = if is_pushed { Step::Push } else { Step::Authorize };
        let object = run.sign_request(server, &params).map_err(|failure| Stop::failed(step, failure))?;
        params = if is_pushed {
            request_object::alone(&params, object)
        } else {
            request_object::by_value(server, &params, object)
        };
    }
    if is_pushed { hand_over(run, server, &params).await } else { Ok(params) }
}

/// Pushes the request; the name that comes back is used once, by the browser.
async fn hand_over<W: World, G: Guide>(run: &mut Run<W, G>, server: &Server, params: &Params) -> Result<Params, Stop> {
    let Some(endpoint) = server.endpoint(Endpoint::PushedAuthorizationRequest) else {
        let member = Endpoint::PushedAuthorizationRequest.member();
        return Err(Stop::refused(Step::Push, Refusal::check("metadata-required-members", member, "absent")));
    };
    let index = run.ask(Step::Push, push::request(endpoint, params), Proof::ClientAlone(server)).await?;
    let Some(response) = run.response(index) else { return Err(Stop::quit(Step::Push)) };
    let examined = push::accept(response);
    let pushed = run.conclude(Step::Push, Some(index), examined).await?;
    Ok(pushed.into_parameters(&run.trace.plan.client.client_id))
}

/// The keys for an answer that will be signed: fetched before the browser goes, so that it does not wait for them after.
pub(super) async fn keys_for_answer<W: World, G: Guide>(
    run: &mut Run<W, G>,
    server: &Server,
) -> Result<Option<Jwks>, Stop> {
    let is_signed = run.trace.plan.response_mode.is_some_and(ResponseMode::is_jwt);
    match server.jwks_uri.as_deref().filter(|_| is_signed) {
        Some(jwks_uri) => checking::fetch_once(run, jwks_uri).await.map(Some),
        None => Ok(None),
    }
}

/// Sends the browser, and examines what it brings back.
pub(super) async fn authorize<W: World, G: Guide>(
    run: &mut Run<W, G>,
    server: &Server,
    (params, keys): (&Params, Option<Jwks>),
) -> Result<(Answer, usize), Stop> {
    let form = run.trace.plan.response_mode.is_some_and(ResponseMode::is_form);
    let index = run.browse(browser_request::request(server, params), form).await?;
    let keys = newer_keys(run, server, (index, keys)).await;
    let (plan, exchange) = (&run.trace.plan, &run.trace.exchanges[index]);
    let expected = Expected {
        server,
        client: &plan.client,
        nonces: &plan.nonces,
        asked: (plan.asked.response_type, plan.response_mode),
        jwks: keys.as_ref(),
        times: Times::ours(exchange.ended_at(), plan.clock_skew),
    };
    let examined = run.weigh(callback::accept(&expected, &exchange.request));
    run.answer(index, &examined);
    let answer = run.conclude(Step::Callback, Some(index), examined).await?;
    Ok((answer, index))
}

/// A signed answer may name a key that is newer than the set: it is looked at once more. Where that fails the answer is
/// judged by the keys that are known, so that the browser is told something.
async fn newer_keys<W: World, G: Guide>(
    run: &mut Run<W, G>,
    server: &Server,
    (arrived, keys): (usize, Option<Jwks>),
) -> Option<Jwks> {
    let known = keys?;
    let (params, _) = callback::parameters(&run.trace.exchanges[arrived].request);
    let is_newer = params.get("response").is_some_and(|response| names_unknown_key(response, &known));
    match server.jwks_uri.as_deref().filter(|_| is_newer) {
        Some(jwks_uri) => Some(checking::fetch_once(run, jwks_uri).await.unwrap_or(known)),
        None => Some(known),
    }
}
