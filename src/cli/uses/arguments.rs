//! The words of the commands that use tokens.

use std::path::PathBuf;

use clap::Args;

use crate::cli::choices::TokenKind;
use crate::cli::login::after::EndpointArguments;
use crate::cli::login::arguments::{
    ChangeArguments, ClientArguments, OutputArguments, PersonArguments, ServerArguments,
};
use crate::cli::login::proving::ProvingArguments;
use crate::cli::network::NetworkArguments;
use crate::cli::trouble::Trouble;
use crate::cli::{exit, said, value};

/// What every command that uses tokens is told.
#[derive(Debug, Args)]
pub struct UseArguments {
    /// The provider's issuer [default: that of --from, or the practice provider inside]
    #[arg(value_name = "ISSUER")]
    pub provider: Option<String>,
    /// Take provider, client and tokens from this record: one that was saved with --trace and --reveal
    #[arg(long, value_name = "TRACE", env = "OAUTH_FLOW_FROM", hide_env_values = true)]
    pub from: Option<PathBuf>,
    #[command(flatten)]
    pub tokens: TokenArguments,
    #[command(flatten)]
    pub client: ClientArguments,
    #[command(flatten)]
    pub proving: ProvingArguments,
    #[command(flatten)]
    pub change: ChangeArguments,
    #[command(flatten)]
    pub server: ServerArguments,
    #[command(flatten)]
    pub endpoints: EndpointArguments,
    #[command(flatten)]
    pub network: NetworkArguments,
    #[command(flatten)]
    pub output: OutputArguments,
}

/// Tokens that are there already.
#[derive(Debug, Args)]
#[command(next_help_heading = "The tokens")]
pub struct TokenArguments {
    /// Read the access token from this file (`-`: standard input); or `OAUTH_FLOW_ACCESS_TOKEN`
    #[arg(long, value_name = "FILE", env = "OAUTH_FLOW_ACCESS_TOKEN_FILE", hide_env_values = true)]
    pub access_token_file: Option<PathBuf>,
    /// Read the refresh token from this file (`-`: standard input); or `OAUTH_FLOW_REFRESH_TOKEN`
    #[arg(long, value_name = "FILE", env = "OAUTH_FLOW_REFRESH_TOKEN_FILE", hide_env_values = true)]
    pub refresh_token_file: Option<PathBuf>,
    /// Read the ID token from this file (`-`: standard input); or `OAUTH_FLOW_ID_TOKEN`
    #[arg(long, value_name = "FILE", env = "OAUTH_FLOW_ID_TOKEN_FILE", hide_env_values = true)]
    pub id_token_file: Option<PathBuf>,
    /// How the access token is presented: Bearer or DPoP [default: Bearer]
    #[arg(long, value_name = "TYPE", env = "OAUTH_FLOW_TOKEN_TYPE", hide_env_values = true)]
    pub token_type: Option<String>,
}

/// Trade a refresh token for new tokens (RFC 6749 6)
///
/// What comes back is held against what was granted: no more scope, the same user, a new refresh token for a public client.
/// Without tokens, logs in at the practice provider first.
#[derive(Debug, Args)]
#[command(after_help = exit::TABLE)]
pub struct RefreshArguments {
    #[command(flatten)]
    pub using: UseArguments,
    /// Ask for less than was granted: repeat it, or separate the scopes by spaces
    #[arg(long, value_name = "SCOPE", env = "OAUTH_FLOW_SCOPE", hide_env_values = true, help_heading = "The tokens")]
    pub scope: Vec<String>,
}

/// Fetch the claims of the user with an access token (OpenID Connect Core 5.3)
///
/// Without tokens, logs in at the practice provider first.
#[derive(Debug, Args)]
#[command(after_help = exit::TABLE)]
pub struct UserinfoArguments {
    #[command(flatten)]
    pub using: UseArguments,
}

/// Ask the server what a token is worth (RFC 7662)
///
/// That a token is not active is an answer like any other. Without tokens, logs in at the practice provider first.
#[derive(Debug, Args)]
#[command(after_help = exit::TABLE)]
pub struct IntrospectArguments {
    #[command(flatten)]
    pub using: UseArguments,
    /// Which token is meant [default: the access token]
    #[arg(
        long,
        value_enum,
        value_name = "KIND",
        env = "OAUTH_FLOW_TOKEN",
        hide_env_values = true,
        help_heading = "The tokens"
    )]
    pub token: Option<TokenKind>,
}

/// Have a token declared dead, and see that it is (RFC 7009)
///
/// The answer promises nothing, so the token is tried once more. Without tokens, logs in at the practice provider first.
#[derive(Debug, Args)]
#[command(after_help = exit::TABLE)]
pub struct RevokeArguments {
    #[command(flatten)]
    pub using: UseArguments,
    /// Which token is meant [default: the refresh token, if there is one]
    #[arg(
        long,
        value_enum,
        value_name = "KIND",
        env = "OAUTH_FLOW_TOKEN",
        hide_env_values = true,
        help_heading = "The tokens"
    )]
    pub token: Option<TokenKind>,
}

/// End the session at the provider, in the browser (OpenID Connect RP-Initiated Logout 1.0)
///
/// Opens the provider's page and waits for the browser to come back. Without tokens, logs in at the practice provider first.
#[derive(Debug, Args)]
#[command(after_help = exit::TABLE)]
pub struct LogoutArguments {
    #[command(flatten)]
    pub using: UseArguments,
    /// Where the browser is to come back: a loopback address that is registered for it [default: that of the login]
    #[arg(
        long,
        value_name = "URI",
        env = "OAUTH_FLOW_POST_LOGOUT_REDIRECT_URI",
        hide_env_values = true,
        help_heading = "The redirect"
    )]
    pub post_logout_redirect_uri: Option<String>,
    #[command(flatten)]
    pub person: PersonArguments,
}

/// Use an access token at any resource (RFC 6750)
///
/// Shows the request and the answer, and reads WWW-Authenticate where the resource refuses. The content of the answer goes
/// to standard output with --print answer. Without tokens, logs in at the practice provider first and asks it for the user.
#[derive(Debug, Args)]
#[command(after_help = exit::TABLE)]
pub struct CallArguments {
    /// The resource
    #[arg(value_name = "URL")]
    pub url: Option<String>,
    /// The method
    #[arg(long, short = 'X', value_name = "METHOD", default_value = "GET", value_parser = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"], ignore_case = true)]
    pub method: String,
    /// Take the tokens from this record: one that was saved with --trace and --reveal
    #[arg(long, value_name = "TRACE", env = "OAUTH_FLOW_FROM", hide_env_values = true)]
    pub from: Option<PathBuf>,
    #[command(flatten)]
    pub tokens: TokenArguments,
    #[command(flatten)]
    pub proving: ProvingArguments,
    #[command(flatten)]
    pub change: ChangeArguments,
    #[command(flatten)]
    pub network: NetworkArguments,
    #[command(flatten)]
    pub output: OutputArguments,
}

impl UseArguments {
    /// The words of a call: it needs neither provider nor client.
    pub fn of_call(
        from: Option<PathBuf>,
        tokens: TokenArguments,
        (proving, change): (ProvingArguments, ChangeArguments),
        (network, output): (NetworkArguments, OutputArguments),
    ) -> Result<Self, Trouble> {
        let rest: Rest = said::nothing()?;
        let Rest { client, server, endpoints, .. } = rest;
        Ok(Self { provider: None, from, tokens, client, proving, change, server, endpoints, network, output })
    }
}

/// What a call is not told.
#[derive(Debug, Args)]
struct Rest {
    #[arg(long)]
    provider: Option<String>,
    #[command(flatten)]
    client: ClientArguments,
    #[command(flatten)]
    server: ServerArguments,
    #[command(flatten)]
    endpoints: EndpointArguments,
}

impl TokenArguments {
    /// Whether standard input holds one of the tokens; it cannot hold two.
    pub fn takes_stdin(&self) -> Result<bool, Trouble> {
        let files = [&self.access_token_file, &self.refresh_token_file, &self.id_token_file];
        match files.into_iter().flatten().filter(|path| value::is_stdin(path)).count() {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(Trouble::usage("standard input can hold one token only").hint("put the others into files")),
        }
    }
}
