//! The words of `oauth-flow check`.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::builder::FalseyValueParser;
use clap::{Args, Subcommand};

use super::choices::{Profile, Suite};
use super::merge::MergeArguments;
use super::output::OutputArguments;
use super::partition::Partition;
use crate::cli::agent::AgentArguments;
use crate::cli::exit::check_exit_table;
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
///
/// Of several providers, or with --all, each is checked by itself, as if it alone had been named; what is given here
/// counts for all of them. What one of them cannot do is told beside the others and stops none of them.
#[derive(Debug, Args)]
#[command(after_help = check_exit_table!(), args_conflicts_with_subcommands = true, disable_help_subcommand = true)]
#[command(mut_arg("strict", |strict| strict.help("Count warnings as well, and what stayed inconclusive")))]
pub struct CheckArguments {
    /// The provider: its issuer, character by character as the provider writes it, or the name of a profile; or several
    #[arg(
        id = crate::cli::profile::PROVIDER,
        value_name = "PROVIDER",
        env = "OAUTH_FLOW_CHECK_ISSUER",
        hide_env_values = true,
        conflicts_with = "all"
    )]
    pub providers: Vec<String>,
    #[command(subcommand)]
    pub instead: Option<Instead>,
    #[command(flatten)]
    pub what: WhatArguments,
    #[command(flatten)]
    pub many: ManyArguments,
    #[command(flatten)]
    pub repeat: RepeatArguments,
    #[command(flatten)]
    pub client: ClientArguments,
    #[command(flatten)]
    pub others: OtherArguments,
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
    #[command(flatten)]
    pub output: OutputArguments,
}

/// What is done instead of checking.
#[derive(Debug, Subcommand)]
pub enum Instead {
    Merge(Box<MergeArguments>),
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
    /// List the checks that are wanted, and send nothing
    #[arg(long, value_parser = FalseyValueParser::new())]
    pub list: bool,
    /// Put real secrets also where they land in logs
    #[arg(long, value_parser = FalseyValueParser::new(), env = "OAUTH_FLOW_INTRUSIVE", hide_env_values = true)]
    pub intrusive: bool,
}

/// Many providers at once.
#[derive(Debug, Args)]
#[command(next_help_heading = "Many at once")]
pub struct ManyArguments {
    /// Check every profile of the project's oauth-flow.toml, or of your own where there is no project
    #[arg(long, value_parser = FalseyValueParser::new(), env = "OAUTH_FLOW_ALL", hide_env_values = true)]
    pub all: bool,
    /// So many are checked at the same time
    #[arg(long, value_name = "N", default_value = "8", value_parser = clap::value_parser!(u16).range(1..=256), env = "OAUTH_FLOW_JOBS", hide_env_values = true)]
    pub jobs: u16,
    /// Each may take so many seconds; what is known by then is kept [default: 600, and 3600 with --suite slow]
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=86_400), env = "OAUTH_FLOW_DEADLINE", hide_env_values = true)]
    pub deadline: Option<u64>,
    /// Check this part of them only: 2/5, or 5 where the CI engine says which part this is; sorted by name, each fifth is in the same part [default with --all: as the CI engine says]
    #[arg(long, value_name = "I/N", value_parser = Partition::parse, env = "OAUTH_FLOW_PARTITION", hide_env_values = true)]
    pub partition: Option<Partition>,
}

/// The same over and over.
#[derive(Debug, Args)]
#[command(next_help_heading = "Over and over")]
pub struct RepeatArguments {
    /// Check again and again, begun every so often (30s, 5m, 1h), until it is interrupted; what changes is told
    #[arg(long, value_name = "INTERVAL", value_parser = interval, env = "OAUTH_FLOW_WATCH", hide_env_values = true)]
    pub watch: Option<Duration>,
    /// Check so many times; checks that do not come out the same each time are named
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000), env = "OAUTH_FLOW_REPEAT", hide_env_values = true)]
    pub repeat: Option<u32>,
    /// Tell counts and latencies at this loopback address, as Prometheus reads them: 127.0.0.1:9464, for example
    #[arg(long, value_name = "ADDRESS", value_parser = loopback, env = "OAUTH_FLOW_METRICS", hide_env_values = true)]
    pub metrics: Option<SocketAddr>,
}

/// Others whom the checks play.
#[derive(Debug, Args)]
#[command(next_help_heading = "Other clients of the same provider")]
pub struct OtherArguments {
    /// A second client, to see that it is not given what belongs to the first
    #[arg(long, value_name = "ID", env = "OAUTH_FLOW_SECOND_CLIENT_ID", hide_env_values = true)]
    pub second_client_id: Option<String>,
    /// Its secret; better by file or environment, since arguments are seen by every process
    #[arg(
        long,
        value_name = "VALUE",
        env = "OAUTH_FLOW_SECOND_CLIENT_SECRET",
        hide_env_values = true,
        conflicts_with = "second_client_secret_file"
    )]
    pub second_client_secret: Option<String>,
    /// Read its secret from this file
    #[arg(long, value_name = "FILE", env = "OAUTH_FLOW_SECOND_CLIENT_SECRET_FILE", hide_env_values = true)]
    pub second_client_secret_file: Option<PathBuf>,
    /// Its redirect URI [default: the one of the first]
    #[arg(long, value_name = "URI", env = "OAUTH_FLOW_SECOND_REDIRECT_URI", hide_env_values = true)]
    pub second_redirect_uri: Option<String>,
    /// A public client with a loopback redirect URI, as programs on a desktop are
    #[arg(long, value_name = "ID", env = "OAUTH_FLOW_NATIVE_CLIENT_ID", hide_env_values = true)]
    pub native_client_id: Option<String>,
    /// Its redirect URI [default: `http://127.0.0.1:8400/callback`]
    #[arg(long, value_name = "URI", env = "OAUTH_FLOW_NATIVE_REDIRECT_URI", hide_env_values = true)]
    pub native_redirect_uri: Option<String>,
    /// An API that takes the access tokens [default: userinfo]
    #[arg(long, value_name = "URL", env = "OAUTH_FLOW_RESOURCE_URL", hide_env_values = true)]
    pub resource_url: Option<String>,
}

/// What is asked for.
#[derive(Debug, Args)]
#[command(next_help_heading = "The request")]
pub struct AskedArguments {
    /// Where the answers are to go; registered at the provider exactly like this [default: `http://127.0.0.1:8400/callback`]
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

fn interval(text: &str) -> Result<Duration, String> {
    let wait = humantime::parse_duration(text).map_err(|error| format!("{error}: write it like 30s, 5m or 1h"))?;
    let bounds = Duration::from_secs(1)..=Duration::from_hours(24 * 7);
    if bounds.contains(&wait) { Ok(wait) } else { Err("it has to be between a second and a week".to_owned()) }
}

fn loopback(text: &str) -> Result<SocketAddr, String> {
    let address: SocketAddr = text.parse().map_err(|_| "write it like 127.0.0.1:9464".to_owned())?;
    let refused = "it is no loopback address: let a proxy that asks for a password stand before it";
    if address.ip().is_loopback() { Ok(address) } else { Err(refused.to_owned()) }
}
