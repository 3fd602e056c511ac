//! The grants in which no browser takes part: one token request, and what is done with its tokens.

use super::login::{discover, userinfo, verify_tokens};
use super::prove::seconds;
use super::{Guide, Proof, Run, Stop, World, tokens as uses};
use crate::protocol::token_response::Kind;
use crate::protocol::{Server, grants};
use crate::trace::{Flow, Step};
use crate::wire::{Failure, FailureKind, Request};

pub(super) async fn script<W: World, G: Guide>(run: &mut Run<W, G>) -> Result<(), Stop> {
    let server = discover(run).await?;
    uses::require(&run.trace.plan, &server)?;
    let (request, kind) = match run.trace.plan.flow {
        Flow::Exchange => (exchange(run, &server).await?, Kind::Exchanged),
        Flow::JwtBearer => (jwt_bearer(run, &server)?, Kind::OfClient),
        Flow::Password => (password(run, &server), Kind::OfUser),
        _ => (grants::client_credentials(&server, &run.trace.plan.scope), Kind::OfClient),
    };
    let index = run.ask(Step::Token, request, Proof::Client(&server)).await?;
    let tokens = uses::receive(run, (Step::Token, index), kind).await?;
    let id_token = match kind {
        Kind::OfUser => verify_tokens(run, &server, (&tokens, index)).await?,
        _ => None,
    };
    userinfo(run, &server, (Some(&tokens), id_token.as_ref())).await?;
    uses::follow(run, &server, id_token.as_ref()).await
}

/// Where nobody gave a token to trade, the client first asks for one of its own.
async fn exchange<W: World, G: Guide>(run: &mut Run<W, G>, server: &Server) -> Result<Request, Stop> {
    let mut traded = run.trace.plan.given.exchange.clone().unwrap_or_default();
    if traded.subject_token.is_none() {
        let request = grants::client_credentials(server, &[]);
        let index = run.ask(Step::Token, request, Proof::Client(server)).await?;
        let tokens = uses::receive(run, (Step::Token, index), Kind::OfClient).await?;
        traded.subject_token = Some(tokens.access_token);
    }
    Ok(grants::exchange(server, &traded, &run.trace.plan.scope))
}

fn jwt_bearer<W: World, G: Guide>(run: &mut Run<W, G>, server: &Server) -> Result<Request, Stop> {
    let stop = |failure| Stop::failed(Step::Token, failure);
    let assertion = match run.trace.plan.given.assertion.clone() {
        Some(given) => given,
        None => make_assertion(run, server).map_err(stop)?,
    };
    Ok(grants::jwt_bearer(server, &assertion, &run.trace.plan.scope))
}

fn make_assertion<W: World, G: Guide>(run: &mut Run<W, G>, server: &Server) -> Result<String, Failure> {
    let (now, jti) = (seconds(run.now()), run.draw()?);
    let plan = &run.trace.plan;
    let subject = plan.given.subject.as_deref().unwrap_or(&plan.client.client_id);
    let key = run.keys.client.as_deref();
    let made = key.and_then(|key| grants::assertion(&plan.client, server, subject, (key, now, &jti)));
    made.ok_or_else(|| Failure::new(FailureKind::Local, "there is no key to sign the assertion with".to_owned()))
}

fn password<W: World, G: Guide>(run: &mut Run<W, G>, server: &Server) -> Request {
    let plan = &mut run.trace.plan;
    if plan.scope.is_empty() && server.speaks_openid() {
        plan.scope.push("openid".to_owned());
    }
    let given = &plan.given;
    let (username, password) =
        (given.username.as_deref().unwrap_or_default(), given.password.as_deref().unwrap_or_default());
    grants::password(server, (username, password), &plan.scope)
}
