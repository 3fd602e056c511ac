//! How commands without a login reach a server.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use clap::builder::FalseyValueParser;

use super::Trouble;
use crate::flow::{Run, Silent, discover};
use crate::protocol::ServerHints;
use crate::trace::{Flow, Plan, Trace};
use crate::world::http::{Http, HttpSettings};
use crate::world::machine::Machine;

/// How a server is reached.
#[derive(Debug, Args)]
#[command(next_help_heading = "The server")]
pub struct ReachArguments {
    /// Trust the authorities of this PEM file as well
    #[arg(long, value_name = "FILE", env = "OAUTH_FLOW_CA_CERT", hide_env_values = true)]
    pub ca_cert: Option<PathBuf>,
    /// Speak plain http beyond this machine: everything can be read on the way
    #[arg(long, value_parser = FalseyValueParser::new(), env = "OAUTH_FLOW_ALLOW_HTTP", hide_env_values = true)]
    pub allow_http: bool,
    /// How long a connection may take, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = clap::value_parser!(u64).range(1..=3600), env = "OAUTH_FLOW_CONNECT_TIMEOUT", hide_env_values = true)]
    pub connect_timeout: u64,
    /// How long one request may take in all, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = clap::value_parser!(u64).range(1..=3600), env = "OAUTH_FLOW_MAX_TIME", hide_env_values = true)]
    pub max_time: u64,
}

impl ReachArguments {
    /// The HTTP client that these words describe.
    pub fn http(&self) -> Arc<Http> {
        Arc::new(Http::new(HttpSettings {
            ca_cert: self.ca_cert.clone(),
            allow_http: self.allow_http,
            connect_timeout: Duration::from_secs(self.connect_timeout),
            max_time: Duration::from_secs(self.max_time),
            ..HttpSettings::default()
        }))
    }

    /// Fetches the documents and the keys of an issuer.
    pub fn discover(&self, issuer: &str) -> Result<Trace, Trouble> {
        let server = ServerHints {
            issuer: Some(issuer.to_owned()),
            discover: true,
            allow_http: self.allow_http,
            ..ServerHints::default()
        };
        let plan = Plan { flow: Flow::Metadata, server, ..Plan::default() };
        let mut run = Run::new(plan, Machine::new(self.http()), Silent, Vec::new());
        block_on(discover(&mut run))?;
        Ok(run.trace)
    }
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
