//! The words of `oauth-flow prove`.

use clap::Args;
use clap::builder::FalseyValueParser;

use crate::cli::agent::AgentArguments;
use crate::cli::check::{AskedArguments, CheckArguments, ManyArguments, PractiserArguments, WhatArguments};
use crate::cli::exit::prove_exit_table;
use crate::cli::login::after::EndpointArguments;
use crate::cli::login::arguments::{ClientArguments, ServerArguments};
use crate::cli::login::asking::AskArguments;
use crate::cli::login::proving::ProvingArguments;
use crate::cli::network::NetworkArguments;
use crate::cli::{Trouble, said};

/// What a login takes, and what comes out, before the exits.
const COSTS_AND_EXITS: &str = concat!(
    "\
What it takes:
  a code for each line of the table: up to nine for a client with a secret, six for a public one, two more with --dpop.
  Where the provider remembers who signed in, somebody has to do so once; --max-logins says how often at most.
  At most two wrong secrets are shown, and where the provider asks for fewer requests (429, 423) it is left alone.

",
    prove_exit_table!()
);

/// Measure which of client secret and code verifier a provider really demands
///
/// Logs in again and again with one thing wrong or missing each time: a wrong secret, none, a wrong verifier, none, neither
/// of the two, the code a second time, and so on, each with a fresh code. A table tells what was demanded, beside what the
/// specification says and what the metadata claims; and two sentences tell what a thief of the code needs here, and what a
/// thief of the secret can do.
///
/// It sends wrong credentials on purpose: use it on providers that you are allowed to test.
///
/// Without PROVIDER, measures the practice provider inside: `oauth-flow prove`. To see a careless one:
/// `oauth-flow serve --fault ignore-verifier`, and then `oauth-flow prove http://127.0.0.1:PORT --as alice`.
#[derive(Debug, Args)]
#[command(after_help = COSTS_AND_EXITS)]
pub struct ProveArguments {
    /// The provider: its issuer, character by character as the provider writes it, or the name of a profile
    #[arg(value_name = "PROVIDER", env = "OAUTH_FLOW_PROVE_ISSUER", hide_env_values = true)]
    pub provider: Option<String>,
    #[command(flatten)]
    pub client: ClientArguments,
    #[command(flatten)]
    pub proving: ProvingArguments,
    #[command(flatten)]
    pub ask: AskedArguments,
    #[command(flatten)]
    pub asking: AskArguments,
    #[command(flatten)]
    pub agent: AgentArguments,
    #[command(flatten)]
    pub person: PractiserArguments,
    #[command(flatten)]
    pub limits: LimitArguments,
    #[command(flatten)]
    pub server: ServerArguments,
    #[command(flatten)]
    pub endpoints: EndpointArguments,
    #[command(flatten)]
    pub network: NetworkArguments,
    #[command(flatten)]
    pub output: OutputArguments,
}

/// How far it may go.
#[derive(Clone, Copy, Debug, Args)]
#[command(next_help_heading = "How far it may go")]
pub struct LimitArguments {
    /// So often somebody may have to sign in
    #[arg(long, value_name = "N", env = "OAUTH_FLOW_MAX_LOGINS", hide_env_values = true)]
    pub max_logins: Option<usize>,
    /// It may take so many seconds; what is known by then is kept [default: 600]
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=86_400), env = "OAUTH_FLOW_DEADLINE", hide_env_values = true)]
    pub deadline: Option<u64>,
}

/// What comes out.
#[derive(Clone, Copy, Debug, Args)]
#[command(next_help_heading = "Output")]
pub struct OutputArguments {
    /// Tell every message as well
    #[arg(long, value_parser = FalseyValueParser::new(), env = "OAUTH_FLOW_VERBOSE", hide_env_values = true)]
    pub verbose: bool,
    /// Print the measurement as JSON on standard output
    #[arg(long, value_parser = FalseyValueParser::new(), env = "OAUTH_FLOW_JSON", hide_env_values = true)]
    pub json: bool,
}

impl ProveArguments {
    /// Whether no provider is named, so that the one inside is meant.
    pub fn practises(&self) -> bool {
        let server = &self.server;
        let named = [&self.provider, &server.issuer, &server.authorization_endpoint, &server.token_endpoint];
        named.iter().all(|word| word.is_none()) && !self.endpoints.names_one()
    }

    /// The words as if `check` had been said: who is played, where, and by whom.
    pub fn into_check(self) -> Result<CheckArguments, Trouble> {
        Ok(CheckArguments {
            providers: self.provider.into_iter().collect(),
            instead: None,
            what: WhatArguments { max_logins: self.limits.max_logins, ..said::nothing()? },
            many: ManyArguments { deadline: self.limits.deadline, ..said::nothing()? },
            repeat: said::nothing()?,
            client: self.client,
            others: said::nothing()?,
            proving: self.proving,
            ask: self.ask,
            asking: self.asking,
            agent: self.agent,
            person: self.person,
            server: self.server,
            endpoints: self.endpoints,
            network: self.network,
            output: said::nothing()?,
        })
    }
}
