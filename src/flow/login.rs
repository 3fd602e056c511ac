//! The authorization code flow, and its older kin, top to bottom like the figure in RFC 6749 4.1.

mod asking;
mod checking;

use super::{Guide, Proof, Run, Stop, World, register, tokens as uses};
use crate::protocol::token_response::Expected;
use crate::protocol::{
    Answer, Code, Demands, IdToken, Metadata, Pkce, Push, Refusal, Server, Tokens, discovery, redeem as token_request,
    token_response, userinfo as claims,
};
use crate::trace::{Ending, Step};
use checking::Received;
pub(super) use checking::keys_for;

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
    let outcome = log_in(run, &server, &mut Brought::default()).await;
    register::finish(run, outcome).await
}

/// What a login brought, as far as it came: each stands here as soon as it passed every check.
#[derive(Clone, Debug, Default)]
pub struct Brought {
    /// The code.
    pub code: Option<Code>,
    /// The tokens.
    pub tokens: Option<Tokens>,
    /// The ID token.
    pub id_token: Option<IdToken>,
}

/// Logs in at a server that is known.
pub async fn log_in<W: World, G: Guide>(
    run: &mut Run<W, G>,
    server: &Server,
    brought: &mut Brought,
) -> Result<(), Stop> {
    let (answer, arrived) = ask(run, server).await?;
    brought.code.clone_from(&answer.code);
    brought.id_token = verify_front(run, server, (&answer, arrived)).await?;
    match &answer.code {
        Some(code) => {
            let (tokens, received) = redeem(run, server, code).await?;
            let tokens = brought.tokens.insert(tokens);
            brought.id_token = verify(run, server, (tokens, received), (code, brought.id_token.take())).await?;
        }
        None => brought.tokens = answer.tokens,
    }
    userinfo(run, server, (brought.tokens.as_ref(), brought.id_token.as_ref())).await?;
    uses::follow(run, server, brought.id_token.as_ref()).await
}

/// Brings a code and stops there: what is done with it is the caller's business.
pub async fn obtain<W: World, G: Guide>(run: &mut Run<W, G>, server: &Server) -> Result<Answer, Stop> {
    ask(run, server).await.map(|(answer, _)| answer)
}

async fn ask<W: World, G: Guide>(run: &mut Run<W, G>, server: &Server) -> Result<(Answer, usize), Stop> {
    prepare(run, server).await?;
    let params = asking::request(run, server).await?;
    let keys = asking::keys_for_answer(run, server).await?;
    asking::authorize(run, server, (&params, keys)).await
}

/// Finds out what the server is: what was given, and what its metadata says.
pub async fn discover<W: World, G: Guide>(run: &mut Run<W, G>) -> Result<Server, Stop> {
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

/// Settles what depends on the server's kind: without OpenID Connect there is no ID token to bind, without a code there is
/// nothing that a verifier could prove, and a server may want to be asked directly.
async fn prepare<W: World, G: Guide>(run: &mut Run<W, G>, server: &Server) -> Result<(), Stop> {
    let plan = &mut run.trace.plan;
    if plan.scope.is_empty() && server.speaks_openid() {
        plan.scope.push("openid".to_owned());
    }
    let kind = plan.asked.response_type;
    if !kind.has_id_token() && !plan.scope.iter().any(|scope| scope == "openid") {
        plan.nonces.nonce = None;
    }
    if !kind.has_code() {
        plan.nonces.code_verifier = None;
        plan.pkce = Pkce::None;
    }
    if plan.asked.push == Push::Auto && server.declares("require_pushed_authorization_requests") {
        plan.asked.push = Push::Required;
    }
    run.show(Step::Prepare, None, &[]).await
}

/// The ID token that the browser brought, where one was asked for: checked before anything is done with what came along
/// (OpenID Connect Core 3.3.2.8).
async fn verify_front<W: World, G: Guide>(
    run: &mut Run<W, G>,
    server: &Server,
    (answer, arrived): (&Answer, usize),
) -> Result<Option<IdToken>, Stop> {
    let Some(compact) = &answer.id_token else { return Ok(None) };
    let received = Received {
        compact,
        exchange: arrived,
        access_token: answer.tokens.as_ref().map(|tokens| tokens.access_token.as_str()),
        code: answer.code.as_ref().map(Code::as_str),
        front: Some(run.trace.plan.asked.response_type),
        before: None,
    };
    checking::verify(run, server, received).await.map(Some)
}

async fn redeem<W: World, G: Guide>(
    run: &mut Run<W, G>,
    server: &Server,
    code: &Code,
) -> Result<(Tokens, usize), Stop> {
    let plan = &run.trace.plan;
    let request = token_request::request(server, &plan.client, code, &plan.nonces, &plan.asked);
    let index = run.ask(Step::Redeem, request, Proof::Client(server)).await?;
    let (scope, demands) = (run.trace.scope_asked(), Demands::of(&run.trace.asked()));
    let expected = Expected { scope: &scope, dpop: run.trace.plan.dpop.is_some(), details: &demands.details };
    let Some(response) = run.response(index) else { return Err(Stop::quit(Step::Redeem)) };
    let examined = token_response::accept(response, &expected);
    let tokens = run.conclude(Step::Redeem, Some(index), examined).await?;
    Ok((tokens, index))
}

/// Fetches the keys and checks the ID token that came with tokens of another grant, where there is one.
pub(super) async fn verify_tokens<W: World, G: Guide>(
    run: &mut Run<W, G>,
    server: &Server,
    (tokens, exchange): (&Tokens, usize),
) -> Result<Option<IdToken>, Stop> {
    let Some(compact) = &tokens.id_token else { return Ok(None) };
    let access_token = Some(tokens.access_token.as_str());
    let received = Received { compact, exchange, access_token, code: None, front: None, before: None };
    checking::verify(run, server, received).await.map(Some)
}

/// Fetches the keys and checks the ID token, where there is one; one that came before has to speak of the same user.
async fn verify<W: World, G: Guide>(
    run: &mut Run<W, G>,
    server: &Server,
    (tokens, exchange): (&Tokens, usize),
    (code, stated): (&Code, Option<IdToken>),
) -> Result<Option<IdToken>, Stop> {
    let Some(compact) = &tokens.id_token else { return Ok(stated) };
    let received = Received {
        compact,
        exchange,
        access_token: Some(&tokens.access_token),
        code: Some(code.as_str()),
        front: None,
        before: stated.as_ref().map(IdToken::claims),
    };
    checking::verify(run, server, received).await.map(Some)
}

/// The claims count only for a user whom a checked ID token names (OpenID Connect Core 5.3.2); a token for another
/// resource is not shown here.
pub(super) async fn userinfo<W: World, G: Guide>(
    run: &mut Run<W, G>,
    server: &Server,
    (tokens, id_token): (Option<&Tokens>, Option<&IdToken>),
) -> Result<(), Stop> {
    let (Some(endpoint), Some(tokens), Some(id_token)) = (server.userinfo_endpoint.as_deref(), tokens, id_token) else {
        return Ok(());
    };
    if run.trace.plan.is_for_resource() {
        return Ok(());
    }
    let index = run.ask(Step::Userinfo, claims::request(endpoint), Proof::Token(tokens)).await?;
    let Some(response) = run.response(index) else { return Ok(()) };
    let examined = claims::accept(response, Some(id_token));
    run.conclude(Step::Userinfo, Some(index), examined).await.map(|_| ())
}
