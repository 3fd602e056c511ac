//! The device authorization grant, like the figure in RFC 8628 1.

use std::time::Duration;

use super::login::{discover, userinfo, verify_tokens};
use super::{Guide, Invitation, Proof, Run, Stop, World, tokens as uses};
use crate::protocol::device::{self, Device, Poll};
use crate::protocol::token_response::Kind;
use crate::protocol::{Endpoint, Server, Tokens};
use crate::trace::Step;
use crate::wire::{Failure, FailureKind};

pub(super) async fn script<W: World, G: Guide>(run: &mut Run<W, G>) -> Result<(), Stop> {
    let server = discover(run).await?;
    uses::require(&run.trace.plan, &server)?;
    let device = authorize(run, &server).await?;
    run.invite(&invitation(&device)).await?;
    let (tokens, received) = wait_for_user(run, &server, &device).await?;
    let id_token = verify_tokens(run, &server, (&tokens, received)).await?;
    userinfo(run, &server, (Some(&tokens), id_token.as_ref())).await?;
    uses::follow(run, &server, id_token.as_ref()).await
}

async fn authorize<W: World, G: Guide>(run: &mut Run<W, G>, server: &Server) -> Result<Device, Stop> {
    let plan = &mut run.trace.plan;
    if plan.scope.is_empty() && server.speaks_openid() {
        plan.scope.push("openid".to_owned());
    }
    // That there is one was asked of the metadata.
    let endpoint = server.endpoint(Endpoint::DeviceAuthorization).unwrap_or_default();
    let request = device::request(endpoint, &plan.client.client_id, &plan.scope);
    let index = run.ask(Step::Device, request, Proof::ClientAlone(server)).await?;
    let Some(response) = run.response(index) else { return Err(Stop::quit(Step::Device)) };
    let examined = device::accept(response);
    run.conclude(Step::Device, Some(index), examined).await
}

fn invitation(device: &Device) -> Invitation {
    Invitation {
        verification_uri: device.verification_uri.clone(),
        verification_uri_complete: device.verification_uri_complete.clone(),
        user_code: device.user_code.clone(),
        lifetime: Duration::from_secs(device.expires_in),
    }
}

/// Asks until the user has decided, never faster than the server wants, and never longer than the code is good.
async fn wait_for_user<W: World, G: Guide>(
    run: &mut Run<W, G>,
    server: &Server,
    device: &Device,
) -> Result<(Tokens, usize), Stop> {
    let (mut pause, mut waited) = (device.interval, 0_u64);
    loop {
        let index = run.ask(Step::Token, device::poll(server, device), Proof::Client(server)).await?;
        match run.response(index).map(device::read_poll) {
            None => return Err(Stop::quit(Step::Token)),
            Some(Poll::Decided) => {
                let tokens = uses::receive(run, (Step::Token, index), Kind::OfUser).await?;
                return Ok((tokens, index));
            }
            Some(Poll::Pending) => {}
            Some(Poll::SlowDown) => pause += device::PAUSE,
        }
        run.show(Step::Token, Some(index), &[]).await?;
        waited += pause;
        if waited > device.expires_in {
            let detail = format!("nobody decided within the {} s for which the code is good", device.expires_in);
            return Err(Stop::failed(Step::Token, Failure::new(FailureKind::Timeout, detail)));
        }
        run.wait(Step::Token, Duration::from_secs(pause)).await?;
    }
}
