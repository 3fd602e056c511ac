//! The authorization code flow, top to bottom like the figure in RFC 6749 4.1.

use super::{Guide, Proof, Run, Stop, World, register, tokens as uses};
use crate::jose::Jwks;
use crate::protocol::authorize::Wish;
use crate::protocol::id_token::{Expectation, Times, names_unknown_key};
use crate::protocol::token_response::Expected;
use crate::protocol::{
    Code, IdToken, Metadata, Refusal, ResponseMode, Server, Tokens, authorize, callback, discovery, id_token, keys,
    redeem as token_request, token_response, userinfo as claims,
};
use crate::trace::{Ending, Step};

/// Runs a login to its end, good or bad; how it ended stands in the record.
pub async fn login<W: World, G: Guide>(run: &mut Run<W, G>) {
    let outcome = script(run).await;
    run.trace.ended = match outcome {
        Ok(()) => Ending::Finished,
        Err(stop) => stop.ending(),
    };
}

pub(super) async fn script<W: World, G: Guide>(run: &mut Run<W, G>) -> Result<(), Stop> {
    let server = discover(run).await?;
    uses::require(&run.trace.plan, &server)?;
    register::begin(run, &server).await?;
    let outcome = sign_in(run, &server).await;
    register::finish(run, outcome).await
}

async fn sign_in<W: World, G: Guide>(run: &mut Run<W, G>, server: &Server) -> Result<(), Stop> {
    prepare(run, server).await?;
    let code = authorize(run, server).await?;
    let (tokens, received) = redeem(run, server, &code).await?;
    let id_token = verify(run, server, (&tokens, received)).await?;
    userinfo(run, server, (&tokens, id_token.as_ref())).await?;
    uses::follow(run, server, id_token.as_ref()).await
}

pub(super) async fn discover<W: World, G: Guide>(run: &mut Run<W, G>) -> Result<Server, Stop> {
    let hints = run.trace.plan.server.clone();
    let metadata = match &hints.issuer {
        Some(issuer) if hints.discover => Some(find_metadata(run, issuer).await?),
        _ => None,
    };
    let needs = run.trace.plan.needs();
    Server::pin(&hints, metadata, needs).map_err(|missing| {
        let expected = needs.members.join(" and ");
        let refusal = Refusal::check("metadata-required-members", expected, format!("missing: {missing}"));
        Stop::refused(Step::Discover, refusal)
    })
}

/// Tries the places in order until one holds a document; which were tried stands in the record.
async fn find_metadata<W: World, G: Guide>(run: &mut Run<W, G>, issuer: &str) -> Result<Metadata, Stop> {
    let hints = run.trace.plan.server.clone();
    let mut first_answer = None;
    for place in discovery::places(issuer) {
        let index = run.send(Step::Discover, discovery::request(&place)).await?;
        let Some(response) = run.response(index) else { continue };
        let examined = discovery::accept(&hints, run.trace.plan.needs(), &place, response);
        if discovery::is_document(response) {
            return run.conclude(Step::Discover, Some(index), examined).await;
        }
        run.show(Step::Discover, Some(index), &examined.checks).await?;
        first_answer.get_or_insert(examined);
    }
    match first_answer.map(|examined| examined.outcome) {
        Some(Err(refusal)) => Err(Stop::refused(Step::Discover, refusal)),
        _ => Err(Stop::refused(Step::Discover, Refusal::check("metadata-reachable", "a document", "no answer"))),
    }
}

/// Settles what depends on the server's kind: without OpenID Connect there is no ID token to bind.
async fn prepare<W: World, G: Guide>(run: &mut Run<W, G>, server: &Server) -> Result<(), Stop> {
    let plan = &mut run.trace.plan;
    if plan.scope.is_empty() && server.speaks_openid() {
        plan.scope.push("openid".to_owned());
    }
    if !plan.scope.iter().any(|scope| scope == "openid") {
        plan.nonces.nonce = None;
    }
    run.show(Step::Prepare, None, &[]).await
}

async fn authorize<W: World, G: Guide>(run: &mut Run<W, G>, server: &Server) -> Result<Code, Stop> {
    let plan = run.trace.plan.clone();
    let wish =
        Wish { scope: plan.scope, pkce: plan.pkce, response_mode: plan.response_mode, params: plan.asked.parameters };
    let request = authorize::request(server, &plan.client, &wish, &plan.nonces);
    let index = run.browse(request, plan.response_mode == Some(ResponseMode::FormPost)).await?;
    let arrived = &run.trace.exchanges[index].request;
    let examined = callback::accept(server, &plan.nonces, plan.response_mode, arrived);
    run.answer(index, &examined);
    run.conclude(Step::Callback, Some(index), examined).await
}

async fn redeem<W: World, G: Guide>(
    run: &mut Run<W, G>,
    server: &Server,
    code: &Code,
) -> Result<(Tokens, usize), Stop> {
    let plan = &run.trace.plan;
    let request = token_request::request(server, &plan.client, code, &plan.nonces);
    let index = run.ask(Step::Redeem, request, Proof::Client(server)).await?;
    let scope = run.trace.scope_asked();
    let expected = Expected { scope: &scope, dpop: run.trace.plan.dpop.is_some() };
    let Some(response) = run.response(index) else { return Err(Stop::quit(Step::Redeem)) };
    let examined = token_response::accept(response, &expected);
    let tokens = run.conclude(Step::Redeem, Some(index), examined).await?;
    Ok((tokens, index))
}

/// Fetches the keys and checks the ID token, where there is one.
pub(super) async fn verify<W: World, G: Guide>(
    run: &mut Run<W, G>,
    server: &Server,
    (tokens, received): (&Tokens, usize),
) -> Result<Option<IdToken>, Stop> {
    let Some(compact) = &tokens.id_token else { return Ok(None) };
    let jwks = fetch_keys(run, server, compact).await?;
    let plan = &run.trace.plan;
    let exchange = &run.trace.exchanges[received];
    let Some(response) = &exchange.response else { return Ok(None) };
    let expectation = Expectation {
        server,
        client: &plan.client,
        nonces: &plan.nonces,
        access_token: &tokens.access_token,
        jwks: jwks.as_ref(),
        times: Times::at(exchange.ended_at(), response, plan.clock_skew),
    };
    let examined = id_token::accept(compact, &expectation);
    run.conclude(Step::Verify, None, examined).await.map(Some)
}

/// The key set; looked at once more where the token names a key that it does not hold: keys are rotated.
pub(super) async fn fetch_keys<W: World, G: Guide>(
    run: &mut Run<W, G>,
    server: &Server,
    compact: &str,
) -> Result<Option<Jwks>, Stop> {
    let Some(jwks_uri) = server.jwks_uri.as_deref().filter(|_| id_token::needs_keys(compact)) else {
        return Ok(None);
    };
    let jwks = fetch_once(run, jwks_uri).await?;
    if names_unknown_key(compact, &jwks) {
        return fetch_once(run, jwks_uri).await.map(Some);
    }
    Ok(Some(jwks))
}

async fn fetch_once<W: World, G: Guide>(run: &mut Run<W, G>, jwks_uri: &str) -> Result<Jwks, Stop> {
    let index = run.send(Step::Keys, keys::request(jwks_uri)).await?;
    let Some(response) = run.response(index) else { return Err(Stop::quit(Step::Keys)) };
    let examined = keys::accept(response);
    run.conclude(Step::Keys, Some(index), examined).await
}

/// The claims count only for a user whom a checked ID token names (OpenID Connect Core 5.3.2).
pub(super) async fn userinfo<W: World, G: Guide>(
    run: &mut Run<W, G>,
    server: &Server,
    (tokens, id_token): (&Tokens, Option<&IdToken>),
) -> Result<(), Stop> {
    let (Some(endpoint), Some(id_token)) = (server.userinfo_endpoint.as_deref(), id_token) else {
        return Ok(());
    };
    let index = run.ask(Step::Userinfo, claims::request(endpoint), Proof::Token(tokens)).await?;
    let Some(response) = run.response(index) else { return Ok(()) };
    let examined = claims::accept(response, Some(id_token));
    run.conclude(Step::Userinfo, Some(index), examined).await.map(|_| ())
}
