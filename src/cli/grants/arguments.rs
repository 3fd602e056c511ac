//! The words of the other grants.

use std::path::PathBuf;

use clap::Args;

use crate::cli::exit;
use crate::cli::login::after::{AfterArguments, EndpointArguments};
use crate::cli::login::arguments::{ChangeArguments, ClientArguments, OutputArguments, ServerArguments};
use crate::cli::login::proving::ProvingArguments;
use crate::cli::network::NetworkArguments;

/// What every grant is told.
#[derive(Debug, Args)]
pub struct GrantArguments {
    /// The provider's issuer [default: the practice provider inside]
    #[arg(value_name = "ISSUER")]
    pub provider: Option<String>,
    /// The scopes: repeat it, or separate them by spaces
    #[arg(long, value_name = "SCOPE", env = "OAUTH_FLOW_SCOPE", hide_env_values = true)]
    pub scope: Vec<String>,
    #[command(flatten)]
    pub client: ClientArguments,
    #[command(flatten)]
    pub proving: ProvingArguments,
    #[command(flatten)]
    pub change: ChangeArguments,
    #[command(flatten)]
    pub after: AfterArguments,
    #[command(flatten)]
    pub server: ServerArguments,
    #[command(flatten)]
    pub endpoints: EndpointArguments,
    #[command(flatten)]
    pub network: NetworkArguments,
    #[command(flatten)]
    pub output: OutputArguments,
}

/// Log in on a machine without a browser: a code is typed on another device (RFC 8628)
///
/// The machine asks for two codes, shows one of them, and waits until its user has typed that one elsewhere and agreed.
/// Without ISSUER, practises on a provider inside this program; there a robot can be the user: --as alice.
#[derive(Debug, Args)]
#[command(after_help = exit::TABLE)]
pub struct DeviceArguments {
    #[command(flatten)]
    pub grant: GrantArguments,
    #[command(flatten)]
    pub person: PersonWords,
}

/// Who types the code.
#[derive(Debug, Args)]
#[command(next_help_heading = "The person")]
pub struct PersonWords {
    /// Let a robot type the code at the practice provider, as alice or bob
    #[arg(long = "as", value_name = "USER", env = "OAUTH_FLOW_AS", hide_env_values = true)]
    pub as_user: Option<String>,
    /// How long the user is awaited, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "300", value_parser = clap::value_parser!(u64).range(1..=86_400), env = "OAUTH_FLOW_TIMEOUT", hide_env_values = true)]
    pub timeout: u64,
}

/// Ask for a token for the client itself (RFC 6749 4.4)
///
/// No user and no browser take part: what the client proves itself with is the grant.
/// Without ISSUER, practises on a provider inside this program.
#[derive(Debug, Args)]
#[command(after_help = exit::TABLE)]
pub struct ClientCredentialsArguments {
    #[command(flatten)]
    pub grant: GrantArguments,
}

/// Trade one token for another (RFC 8693)
///
/// Without a subject token the client first asks for one of its own and trades that.
/// Without ISSUER, practises on a provider inside this program.
#[derive(Debug, Args)]
#[command(after_help = exit::TABLE)]
pub struct ExchangeArguments {
    #[command(flatten)]
    pub grant: GrantArguments,
    /// Read the token that is traded from this file (`-`: standard input); or `OAUTH_FLOW_SUBJECT_TOKEN`
    #[arg(
        long,
        value_name = "FILE",
        env = "OAUTH_FLOW_SUBJECT_TOKEN_FILE",
        hide_env_values = true,
        help_heading = "The trade"
    )]
    pub subject_token_file: Option<PathBuf>,
    /// What kind of token it is: a URI, or the end of one [default: `access_token`]
    #[arg(
        long,
        value_name = "TYPE",
        env = "OAUTH_FLOW_SUBJECT_TOKEN_TYPE",
        hide_env_values = true,
        help_heading = "The trade"
    )]
    pub subject_token_type: Option<String>,
    /// Read the token of the party that acts from this file (`-`: standard input); or `OAUTH_FLOW_ACTOR_TOKEN`
    #[arg(
        long,
        value_name = "FILE",
        env = "OAUTH_FLOW_ACTOR_TOKEN_FILE",
        hide_env_values = true,
        help_heading = "The trade"
    )]
    pub actor_token_file: Option<PathBuf>,
    /// What kind of token that is [default: `access_token`]
    #[arg(
        long,
        value_name = "TYPE",
        env = "OAUTH_FLOW_ACTOR_TOKEN_TYPE",
        hide_env_values = true,
        help_heading = "The trade"
    )]
    pub actor_token_type: Option<String>,
    /// What kind of token is wanted [default: the server decides]
    #[arg(
        long,
        value_name = "TYPE",
        env = "OAUTH_FLOW_REQUESTED_TOKEN_TYPE",
        hide_env_values = true,
        help_heading = "The trade"
    )]
    pub requested_token_type: Option<String>,
    /// Whom the new token is for, by name; can be repeated
    #[arg(long, value_name = "NAME", env = "OAUTH_FLOW_AUDIENCE", hide_env_values = true, help_heading = "The trade")]
    pub audience: Vec<String>,
    /// Whom the new token is for, by address; can be repeated
    #[arg(long, value_name = "URL", env = "OAUTH_FLOW_RESOURCE", hide_env_values = true, help_heading = "The trade")]
    pub resource: Vec<String>,
}

/// Ask for a token with a signed word (RFC 7523 2.1)
///
/// The assertion is given, or made here: signed with the key of --key, for the subject of --subject.
/// Without ISSUER, practises on a provider inside this program.
#[derive(Debug, Args)]
#[command(after_help = exit::TABLE)]
pub struct JwtBearerArguments {
    #[command(flatten)]
    pub grant: GrantArguments,
    /// Read the assertion from this file (`-`: standard input); or `OAUTH_FLOW_ASSERTION` [default: made with --key]
    #[arg(
        long,
        value_name = "FILE",
        env = "OAUTH_FLOW_ASSERTION_FILE",
        hide_env_values = true,
        help_heading = "The assertion"
    )]
    pub assertion_file: Option<PathBuf>,
    /// Whom an assertion that is made here speaks for [default: the client itself]
    #[arg(
        long,
        value_name = "SUB",
        env = "OAUTH_FLOW_SUBJECT",
        hide_env_values = true,
        help_heading = "The assertion"
    )]
    pub subject: Option<String>,
}

/// Ask for tokens with a user's password: deprecated, to see why (RFC 9700 2.4)
///
/// The app is shown the password, which is what OAuth was made to end. Only for servers that know nothing better.
/// Without ISSUER, practises on a provider inside this program.
#[derive(Debug, Args)]
#[command(after_help = exit::TABLE)]
pub struct PasswordArguments {
    #[command(flatten)]
    pub grant: GrantArguments,
    /// The user [default at the practice provider: alice]
    #[arg(long, value_name = "NAME", env = "OAUTH_FLOW_USERNAME", hide_env_values = true, help_heading = "The user")]
    pub username: Option<String>,
    /// Read the password from this file (`-`: standard input); or `OAUTH_FLOW_PASSWORD`, or typed when asked for
    #[arg(
        long,
        value_name = "FILE",
        env = "OAUTH_FLOW_PASSWORD_FILE",
        hide_env_values = true,
        help_heading = "The user"
    )]
    pub password_file: Option<PathBuf>,
}

impl GrantArguments {
    /// Whether the provider inside is meant.
    pub fn practises(&self) -> bool {
        self.provider.is_none() && self.server.issuer.is_none() && self.server.token_endpoint.is_none()
    }
}
