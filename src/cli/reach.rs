//! What commands without a login ask of a server.

use std::sync::Arc;
use std::time::Duration;

use super::Trouble;
use super::network::NetworkArguments;
use crate::flow::{Run, Silent, discover as script};
use crate::protocol::ServerHints;
use crate::trace::{Flow, Plan, Trace};
use crate::world::http::Http;
use crate::world::machine::Machine;

/// The HTTP client that these words describe.
pub(super) fn http(network: &NetworkArguments) -> Result<Arc<Http>, Trouble> {
    Ok(Arc::new(Http::new(network.settings(None)?)))
}

/// Fetches the documents and the keys of an issuer.
pub(super) fn discover(network: &NetworkArguments, issuer: &str) -> Result<Trace, Trouble> {
    let server = ServerHints {
        issuer: Some(issuer.to_owned()),
        discover: true,
        allow_http: network.allow_http,
        ..ServerHints::default()
    };
    let plan = Plan { flow: Flow::Metadata, server, network: network.facts(), ..Plan::default() };
    let mut run = Run::new(plan, Machine::new(http(network)?), Silent, Vec::new());
    block_on(script(&mut run))?;
    Ok(run.trace)
}

/// Runs to its end what needs the network.
pub(super) fn block_on<T>(work: impl Future<Output = T>) -> Result<T, Trouble> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Trouble::local(format!("cannot start: {error}")))?;
    let outcome = runtime.block_on(work);
    // A look-up of a name may still be at work: nobody waits for it.
    runtime.shutdown_timeout(Duration::ZERO);
    Ok(outcome)
}
