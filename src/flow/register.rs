//! A client is registered before a run, and deleted after it (RFC 7591, RFC 7592).

use super::login::discover;
use super::{Guide, Run, Stop, World};
use crate::protocol::registration::{self, Management, Wanted};
use crate::protocol::{AuthMethod, Endpoint, Registration, Server};
use crate::trace::Step;
use crate::wire::{Failure, FailureKind};

pub(super) async fn script<W: World, G: Guide>(run: &mut Run<W, G>) -> Result<(), Stop> {
    let makes = run.trace.plan.given.registration.as_ref().is_some_and(|registration| registration.make);
    if makes {
        let server = discover(run).await?;
        super::tokens::require(&run.trace.plan, &server)?;
        begin(run, &server).await?;
    }
    finish(run, Ok(())).await
}

/// Registers the client where that is planned: from then on it is the client of the run.
pub(super) async fn begin<W: World, G: Guide>(run: &mut Run<W, G>, server: &Server) -> Result<(), Stop> {
    let plan = &run.trace.plan;
    let Some(registration) = plan.given.registration.clone().filter(|registration| registration.make) else {
        return Ok(());
    };
    let back = plan.given.post_logout_redirect_uri.as_deref().unwrap_or(&plan.client.redirect_uri);
    let wanted = Wanted {
        client_name: registration.client_name.as_deref().unwrap_or("oauth-flow"),
        redirect_uri: &plan.client.redirect_uri,
        post_logout_redirect_uri: back,
        auth_method: plan.client.auth_method.unwrap_or(AuthMethod::ClientSecretBasic),
        scope: &plan.scope,
    };
    // That there is an endpoint was asked of the metadata.
    let endpoint = server.endpoint(Endpoint::Registration).unwrap_or_default();
    let request = registration::request(endpoint, &wanted, registration.initial_access_token.as_deref());
    let index = run.send(Step::Register, request).await?;
    let Some(response) = run.response(index) else { return Err(Stop::quit(Step::Register)) };
    let examined = registration::accept(response, &run.trace.plan.client.redirect_uri);
    let made = examined.outcome.is_ok();
    if let Ok(client) = &examined.outcome {
        let plan = &mut run.trace.plan;
        plan.client.client_id.clone_from(&client.client_id);
        plan.client.client_secret.clone_from(&client.client_secret);
        plan.client.auth_method = client.auth_method.or(plan.client.auth_method);
        let (token, uri) = client.management.clone().map(|management| (management.token, management.uri)).unzip();
        plan.given.registration =
            Some(Registration { registration_access_token: token, registration_client_uri: uri, ..registration });
    }
    match run.conclude(Step::Register, Some(index), examined).await {
        // The client is there, whatever the guide wished next.
        Err(stop) if made => finish(run, Err(stop)).await,
        other => other.map(|_| ()),
    }
}

/// Deletes the client where that is planned, also after a run that went wrong; how that ended counts more.
pub(super) async fn finish<W: World, G: Guide>(run: &mut Run<W, G>, outcome: Result<(), Stop>) -> Result<(), Stop> {
    let deleted = delete(run).await;
    outcome.and(deleted)
}

async fn delete<W: World, G: Guide>(run: &mut Run<W, G>) -> Result<(), Stop> {
    let Some(registration) = run.trace.plan.given.registration.clone().filter(|registration| registration.delete)
    else {
        return Ok(());
    };
    let held = registration.registration_access_token.zip(registration.registration_client_uri);
    let request = held.and_then(|(token, uri)| registration::delete(&Management { token, uri }));
    let request = request.ok_or_else(|| {
        let detail = "the server gave no token to delete the client with, or no safe place to show it";
        Stop::failed(Step::Unregister, Failure::new(FailureKind::Local, detail.to_owned()))
    })?;
    let index = run.send(Step::Unregister, request).await?;
    let Some(response) = run.response(index) else { return Err(Stop::quit(Step::Unregister)) };
    let examined = registration::accept_deleted(response);
    run.conclude(Step::Unregister, Some(index), examined).await
}
