//! What is done with tokens: refreshed, introspected, shown, revoked and tried again, and the session ended.

use super::login::keys_for;
use super::{Guide, Proof, Run, Stop, World};
use crate::protocol::id_token::{self, Context, Expectation, Times};
use crate::protocol::introspection::{self, Known};
use crate::protocol::revocation::{self, Trial};
use crate::protocol::token_response::{self, Expected, Kind};
use crate::protocol::{
    Called, Endpoint, Given, IdToken, Metadata, Refusal, Server, TokenKind, Tokens, call, grants, logout, refresh,
    userinfo as claims,
};
use crate::trace::{Flow, Plan, Step};
use crate::wire::{Failure, FailureKind};

/// The use of tokens that were given.
pub(super) async fn script<W: World, G: Guide>(run: &mut Run<W, G>) -> Result<(), Stop> {
    let server = super::login::discover(run).await?;
    require(&run.trace.plan, &server)?;
    follow(run, &server, None).await
}

/// What the planned steps need of the server is asked for before the first of them, not after a login.
pub(super) fn require(plan: &Plan, server: &Server) -> Result<(), Stop> {
    let needs = plan.then.iter().filter_map(|step| match step {
        Step::Refresh if server.token_endpoint.is_empty() => Some("token_endpoint"),
        Step::Userinfo if server.userinfo_endpoint.is_none() => Some("userinfo_endpoint"),
        Step::Introspect if server.endpoint(Endpoint::Introspection).is_none() => Some("introspection_endpoint"),
        Step::Revoke if server.endpoint(Endpoint::Revocation).is_none() => Some("revocation_endpoint"),
        Step::Logout if server.endpoint(Endpoint::EndSession).is_none() => Some("end_session_endpoint"),
        _ => None,
    });
    let registers = plan.given.registration.as_ref().is_some_and(|registration| registration.make);
    let register = (registers && server.endpoint(Endpoint::Registration).is_none()).then_some("registration_endpoint");
    match needs.chain(register).next() {
        None => Ok(()),
        Some(missing) => {
            let there = server.metadata.as_ref().map(Metadata::is_openid);
            let seen = if there.is_some() { format!("missing: {missing}") } else { format!("not given: {missing}") };
            Err(Stop::refused(Step::Discover, Refusal::check("metadata-required-members", missing, seen)))
        }
    }
}

/// Takes the steps that follow, in the order in which they were asked for.
pub(super) async fn follow<W: World, G: Guide>(
    run: &mut Run<W, G>,
    server: &Server,
    id_token: Option<&IdToken>,
) -> Result<(), Stop> {
    for step in run.trace.plan.then.clone() {
        match step {
            Step::Refresh => renew(run, server).await?,
            Step::Userinfo => userinfo(run, server, id_token).await?,
            Step::Introspect => introspect(run, server).await?,
            Step::Call => call_resource(run, server).await?,
            Step::Revoke => revoke(run, server).await?,
            Step::Logout => sign_out(run, server).await?,
            _ => {}
        }
    }
    Ok(())
}

/// Examines the answer to a token request of any grant but that of a code.
pub(super) async fn receive<W: World, G: Guide>(
    run: &mut Run<W, G>,
    (step, index): (Step, usize),
    kind: Kind,
) -> Result<Tokens, Stop> {
    let scope = run.trace.scope_of(&run.trace.exchanges[index]);
    let expected = Expected { scope: &scope, dpop: run.trace.plan.dpop.is_some(), details: &[] };
    let Some(response) = run.response(index) else { return Err(Stop::quit(step)) };
    let examined = match kind {
        Kind::Exchanged => grants::accept_exchange(response, &expected),
        _ => token_response::accept_kind(response, &expected, kind),
    };
    run.conclude(step, Some(index), examined).await
}

async fn renew<W: World, G: Guide>(run: &mut Run<W, G>, server: &Server) -> Result<(), Stop> {
    let held = held(run);
    let refresh_token = held.refresh_token.ok_or_else(|| lacks(Step::Refresh, "refresh token"))?;
    let wanted = if run.trace.plan.flow == Flow::Tokens { run.trace.plan.scope.clone() } else { Vec::new() };
    let request = refresh::request(server, &refresh_token, &wanted);
    let index = run.ask(Step::Refresh, request, Proof::Client(server)).await?;
    let scope = run.trace.granted(index);
    let before = refresh::Before { scope: scope.as_deref(), dpop: run.trace.plan.dpop.is_some() };
    let Some(response) = run.response(index) else { return Err(Stop::quit(Step::Refresh)) };
    let examined = refresh::accept(response, &before);
    let tokens = run.conclude(Step::Refresh, Some(index), examined).await?;
    match tokens.id_token.as_deref() {
        Some(compact) => compare(run, server, (&tokens, compact, index)).await,
        None => Ok(()),
    }
}

/// An ID token of a refresh is checked like the first one, and against it (OpenID Connect Core 12.2).
async fn compare<W: World, G: Guide>(
    run: &mut Run<W, G>,
    server: &Server,
    (tokens, compact, index): (&Tokens, &str, usize),
) -> Result<(), Stop> {
    let jwks = keys_for(run, server, compact).await?;
    let first = run.trace.first_id_token(index).and_then(|first| id_token::read(&first)).map(|(_, claims)| claims);
    let plan = &run.trace.plan;
    let exchange = &run.trace.exchanges[index];
    let Some(response) = &exchange.response else { return Ok(()) };
    let expectation = Expectation {
        server,
        client: &plan.client,
        nonces: &plan.nonces,
        access_token: Some(&tokens.access_token),
        jwks: jwks.as_ref(),
        times: Times::at(exchange.ended_at(), response, plan.clock_skew),
        context: Context::default(),
    };
    let examined = refresh::accept_id_token(compact, &expectation, first.as_ref());
    run.conclude(Step::Refresh, None, examined).await.map(|_| ())
}

async fn userinfo<W: World, G: Guide>(
    run: &mut Run<W, G>,
    server: &Server,
    id_token: Option<&IdToken>,
) -> Result<(), Stop> {
    let tokens = access(run, Step::Userinfo)?;
    let request = claims::request(server.userinfo_endpoint.as_deref().unwrap_or_default());
    let index = run.ask(Step::Userinfo, request, Proof::Token(&tokens)).await?;
    let Some(response) = run.response(index) else { return Err(Stop::quit(Step::Userinfo)) };
    let examined = claims::accept(response, id_token);
    run.conclude(Step::Userinfo, Some(index), examined).await.map(|_| ())
}

async fn introspect<W: World, G: Guide>(run: &mut Run<W, G>, server: &Server) -> Result<(), Stop> {
    let kind = run.trace.plan.given.token.unwrap_or(TokenKind::AccessToken);
    let token = of_kind(&held(run), kind).ok_or_else(|| lacks(Step::Introspect, words(kind)))?;
    let endpoint = server.endpoint(Endpoint::Introspection).unwrap_or_default();
    let request = introspection::request(endpoint, &token, kind);
    let index = run.ask(Step::Introspect, request, Proof::ClientAlone(server)).await?;
    let known = if run.trace.is_alive(&token, index) { Known::Alive } else { Known::Nothing };
    let Some(response) = run.response(index) else { return Err(Stop::quit(Step::Introspect)) };
    let examined = introspection::accept(response, known);
    run.conclude(Step::Introspect, Some(index), examined).await.map(|_| ())
}

async fn call_resource<W: World, G: Guide>(run: &mut Run<W, G>, server: &Server) -> Result<(), Stop> {
    let tokens = access(run, Step::Call)?;
    let at_home = || Some(Called { method: "GET".to_owned(), url: server.userinfo_endpoint.clone()? });
    let called = run.trace.plan.given.call.clone().or_else(at_home);
    let called = called.ok_or_else(|| lacks(Step::Call, "resource to call"))?;
    let index = run.ask(Step::Call, call::request(&called), Proof::Token(&tokens)).await?;
    let Some(response) = run.response(index) else { return Err(Stop::quit(Step::Call)) };
    let examined = call::accept(response);
    run.conclude(Step::Call, Some(index), examined).await
}

/// The refresh token where there is one: with it the server takes back the access tokens as well (RFC 7009 2.1).
async fn revoke<W: World, G: Guide>(run: &mut Run<W, G>, server: &Server) -> Result<(), Stop> {
    let held = held(run);
    let best = if held.refresh_token.is_some() { TokenKind::RefreshToken } else { TokenKind::AccessToken };
    let kind = run.trace.plan.given.token.unwrap_or(best);
    let token = of_kind(&held, kind).ok_or_else(|| lacks(Step::Revoke, words(kind)))?;
    let endpoint = server.endpoint(Endpoint::Revocation).unwrap_or_default();
    let request = revocation::request(endpoint, &token, kind);
    let index = run.ask(Step::Revoke, request, Proof::ClientAlone(server)).await?;
    let Some(response) = run.response(index) else { return Err(Stop::quit(Step::Revoke)) };
    let examined = revocation::accept(response);
    run.conclude(Step::Revoke, Some(index), examined).await?;
    confirm(run, server, (kind, &token)).await
}

/// An answer of 200 promises nothing: the token is tried once more, where it can be told from the answer that it is dead.
async fn confirm<W: World, G: Guide>(
    run: &mut Run<W, G>,
    server: &Server,
    (kind, token): (TokenKind, &str),
) -> Result<(), Stop> {
    let confidential = run.trace.plan.client.is_confidential();
    let introspects = server.endpoint(Endpoint::Introspection).filter(|_| confidential);
    let tokens = Tokens::given(&held(run));
    let (request, proof) = match (kind, introspects, server.userinfo_endpoint.as_deref(), &tokens) {
        (TokenKind::RefreshToken, ..) if !server.token_endpoint.is_empty() => {
            (refresh::request(server, token, &[]), Proof::Client(server))
        }
        (_, Some(endpoint), ..) => (introspection::request(endpoint, token, kind), Proof::ClientAlone(server)),
        (TokenKind::AccessToken, None, Some(endpoint), Some(tokens)) => {
            (claims::request(endpoint), Proof::Token(tokens))
        }
        _ => return Ok(()),
    };
    let index = run.ask(Step::Confirm, request, proof).await?;
    let exchange = &run.trace.exchanges[index];
    let Some(response) = &exchange.response else { return Err(Stop::quit(Step::Confirm)) };
    let check = revocation::confirm(response, Trial::of(&exchange.request));
    run.show(Step::Confirm, Some(index), &[check]).await
}

async fn sign_out<W: World, G: Guide>(run: &mut Run<W, G>, server: &Server) -> Result<(), Stop> {
    let state = run.draw().map_err(|failure| Stop::failed(Step::Logout, failure))?;
    let (held, plan) = (held(run), &run.trace.plan);
    let back_at = plan.given.post_logout_redirect_uri.clone().unwrap_or_else(|| plan.client.redirect_uri.clone());
    let farewell = logout::Farewell {
        id_token_hint: held.id_token.as_deref(),
        client_id: &plan.client.client_id,
        post_logout_redirect_uri: &back_at,
        state: &state,
    };
    let request = logout::request(server.endpoint(Endpoint::EndSession).unwrap_or_default(), &farewell);
    let index = run.leave(request, back_at).await?;
    let examined = logout::accept(&run.trace.exchanges[index].request, run.trace.farewell_state().as_deref());
    run.welcome_back(index, &examined);
    run.conclude(Step::Return, Some(index), examined).await
}

fn held<W: World, G: Guide>(run: &Run<W, G>) -> Given {
    run.trace.held(run.trace.exchanges.len())
}

fn access<W: World, G: Guide>(run: &Run<W, G>, step: Step) -> Result<Tokens, Stop> {
    Tokens::given(&held(run)).ok_or_else(|| lacks(step, "access token"))
}

fn of_kind(held: &Given, kind: TokenKind) -> Option<String> {
    match kind {
        TokenKind::AccessToken => held.access_token.clone(),
        TokenKind::RefreshToken => held.refresh_token.clone(),
    }
}

fn words(kind: TokenKind) -> &'static str {
    match kind {
        TokenKind::AccessToken => "access token",
        TokenKind::RefreshToken => "refresh token",
    }
}

fn lacks(step: Step, what: &str) -> Stop {
    Stop::failed(step, Failure::new(FailureKind::Local, format!("there is no {what}")))
}
