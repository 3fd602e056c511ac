//! The words of `oauth-flow check`.

use clap::Args;
use clap::builder::FalseyValueParser;

use super::choices::{Profile, Suite};
use crate::cli::agent::AgentArguments;
use crate::cli::exit::exit_table;
use crate::cli::login::after::EndpointArguments;
use crate::cli::login::arguments::{ClientArguments, ServerArguments};
use crate::cli::login::asking::AskArguments;
use crate::cli::login::proving::ProvingArguments;
use crate::cli::network::NetworkArguments;

/// Smoke-test a provider: does it log people in, keep its promises, and refuse what it must refuse?
///
/// Looks at the metadata, logs in, and repeats the messages of that login with one thing changed: a wrong secret, a
/// stolen code, another redirect URI. Each check tells what was sent, what was expected and seen, what an attacker gains
/// where it fails, and where that is written.
///
/// It sends wrong credentials and malformed requests on purpose: use it on providers that you are allowed to test.
#[derive(Debug, Args)]
#[command(after_help = exit_table!())]
pub struct CheckArguments {
    /// The provider: its issuer, character by character as the provider writes it, or the name of a profile
    #[arg(value_name = "PROVIDER", env = "OAUTH_FLOW_CHECK_ISSUER", hide_env_values = true)]
    pub provider: Option<String>,
    #[command(flatten)]
    pub what: WhatArguments,
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
    pub server: ServerArguments,
    #[command(flatten)]
    pub endpoints: EndpointArguments,
    #[command(flatten)]
    pub network: NetworkArguments,
}

/// What is checked.
#[derive(Debug, Args)]
#[command(next_help_heading = "What is checked")]
pub struct WhatArguments {
    /// How much is looked at
    #[arg(
        long,
        value_enum,
        value_name = "SUITE",
        default_value = "smoke",
        env = "OAUTH_FLOW_SUITE",
        hide_env_values = true
    )]
    pub suite: Suite,
    /// Whose demands count
    #[arg(
        long,
        value_enum,
        value_name = "PROFILE",
        default_value = "bcp",
        env = "OAUTH_FLOW_PROFILE",
        hide_env_values = true
    )]
    pub profile: Profile,
    /// These checks only, by id or with stars: repeat it, or separate them by commas
    #[arg(long, value_name = "IDS", value_delimiter = ',', env = "OAUTH_FLOW_ONLY", hide_env_values = true)]
    pub only: Vec<String>,
    /// Not these checks, by id or with stars: repeat it, or separate them by commas
    #[arg(long, value_name = "IDS", value_delimiter = ',', env = "OAUTH_FLOW_SKIP", hide_env_values = true)]
    pub skip: Vec<String>,
    /// So often somebody may have to sign in
    #[arg(long, value_name = "N", env = "OAUTH_FLOW_MAX_LOGINS", hide_env_values = true)]
    pub max_logins: Option<usize>,
    /// Put real secrets also where they land in logs
    #[arg(long, value_parser = FalseyValueParser::new(), env = "OAUTH_FLOW_INTRUSIVE", hide_env_values = true)]
    pub intrusive: bool,
}

/// What is asked for.
#[derive(Debug, Args)]
#[command(next_help_heading = "The request")]
pub struct AskedArguments {
    /// Where the answers are to go; registered at the provider exactly like this [default: http://127.0.0.1:8400/callback]
    #[arg(long, value_name = "URI", env = "OAUTH_FLOW_REDIRECT_URI", hide_env_values = true)]
    pub redirect_uri: Option<String>,
    /// The scopes: repeat it, or separate them by spaces [default: openid, where the provider speaks OpenID Connect]
    #[arg(long, value_name = "SCOPE", env = "OAUTH_FLOW_SCOPE", hide_env_values = true)]
    pub scope: Vec<String>,
}

/// Who signs in.
#[derive(Debug, Args)]
#[command(next_help_heading = "Who signs in")]
pub struct PractiserArguments {
    /// A robot signs in at the practice provider, as alice or bob
    #[arg(long = "as", value_name = "USER", env = "OAUTH_FLOW_AS", hide_env_values = true)]
    pub as_user: Option<String>,
}
