//! The words of `oauth-flow login`.

use std::path::PathBuf;

use clap::Args;
use clap::builder::FalseyValueParser;

use super::after::{AfterArguments, EndpointArguments, RegistrationArguments};
use super::asking::AskArguments;
use super::proving::ProvingArguments;
use crate::cli::agent::AgentArguments;
use crate::cli::choices::{AuthMethod, BasicEncoding, Pkce, Print, ResponseMode};
use crate::cli::exit::exit_table;
use crate::cli::network::NetworkArguments;
use crate::cli::profile::Given;

/// The steps by their names, for `--set` and for reading the story, and the exit codes.
const STEPS_AND_EXITS: &str = concat!(
    "\
Steps:
  1 discover   ask the server for its endpoints and abilities
  2 prepare    draw state, nonce and code_verifier
  3 authorize  send the browser to the server
  4 callback   receive the answer at the redirect URI
  5 redeem     trade the code for tokens: here secret and verifier are shown
  6 keys       fetch the server's public keys
  7 verify     check the ID token, every claim of it
  8 userinfo   fetch the claims of the user
With --par the request is pushed before 3 (push); with other response types and modes some come earlier, or not at all.

",
    exit_table!()
);

/// Log in, step by step, and see every message
///
/// Without PROVIDER, practises on one inside this program: `oauth-flow login`.
/// With one, debugs it: `oauth-flow login https://id.example.com --client-id my-app`.
/// It can be the name of a profile in oauth-flow.toml, or one that is known: `oauth-flow login github --client-id my-app`.
///
/// On a terminal it stops before each message that it sends and after each one that it receives; `help` at the prompt
/// tells what can be done there. With --run, or without a terminal, it never stops.
///
/// The story is told on standard error; standard output carries only the data that --json or --print ask for.
#[derive(Debug, Args)]
#[command(after_help = STEPS_AND_EXITS)]
pub struct LoginArguments {
    /// The provider: its issuer, character by character as the provider writes it, or the name of a profile (see `oauth-flow config list`)
    #[arg(value_name = "PROVIDER", env = "OAUTH_FLOW_LOGIN_ISSUER", hide_env_values = true)]
    pub provider: Option<String>,

    #[command(flatten)]
    pub client: ClientArguments,
    #[command(flatten)]
    pub proving: ProvingArguments,
    #[command(flatten)]
    pub redirect: RedirectArguments,
    #[command(flatten)]
    pub request: RequestArguments,
    #[command(flatten)]
    pub change: ChangeArguments,
    #[command(flatten)]
    pub asking: AskArguments,
    #[command(flatten)]
    pub after: AfterArguments,
    /// Measure after a login that worked which of secret and verifier the provider really demands, and say so in the last panel; sends wrong credentials on purpose, see `oauth-flow prove`
    #[arg(long, value_parser = FalseyValueParser::new(), env = "OAUTH_FLOW_PROVE", hide_env_values = true, conflicts_with = "register", help_heading = "Afterwards")]
    pub prove: bool,
    #[command(flatten)]
    pub registration: RegistrationArguments,
    #[command(flatten)]
    pub server: ServerArguments,
    #[command(flatten)]
    pub endpoints: EndpointArguments,
    #[command(flatten)]
    pub network: NetworkArguments,
    #[command(flatten)]
    pub agent: AgentArguments,
    #[command(flatten)]
    pub person: PersonArguments,
    #[command(flatten)]
    pub output: OutputArguments,
    /// What the files of settings gave.
    #[arg(skip)]
    pub settings: Given,
}

impl LoginArguments {
    /// Takes in what the files of settings gave.
    pub fn settle(&mut self, given: Given) {
        self.client.secret_is_settled = given.gave("client-secret");
        self.settings = given;
    }
}

/// Who asks.
#[derive(Debug, Args)]
#[command(next_help_heading = "The client")]
pub struct ClientArguments {
    /// The app's user name at the provider
    #[arg(long, value_name = "ID", env = "OAUTH_FLOW_CLIENT_ID", hide_env_values = true)]
    pub client_id: Option<String>,
    /// The app's password; better by file, standard input or environment, since arguments are seen by every process
    #[arg(long, value_name = "VALUE", env = "OAUTH_FLOW_CLIENT_SECRET", hide_env_values = true, conflicts_with_all = ["client_secret_file", "client_secret_stdin", "public"])]
    pub client_secret: Option<String>,
    /// Read the client secret from this file
    #[arg(long, value_name = "FILE", env = "OAUTH_FLOW_CLIENT_SECRET_FILE", hide_env_values = true, conflicts_with_all = ["client_secret_stdin", "public"])]
    pub client_secret_file: Option<PathBuf>,
    /// Read the client secret from standard input
    #[arg(long, value_parser = FalseyValueParser::new(), env = "OAUTH_FLOW_CLIENT_SECRET_STDIN", hide_env_values = true, conflicts_with = "public")]
    pub client_secret_stdin: bool,
    /// A public client: it has no secret
    #[arg(long, value_parser = FalseyValueParser::new(), env = "OAUTH_FLOW_PUBLIC", hide_env_values = true)]
    pub public: bool,
    /// How the client proves itself at the token endpoint [default: chosen from the metadata]
    #[arg(long, value_enum, value_name = "METHOD", env = "OAUTH_FLOW_AUTH_METHOD", hide_env_values = true)]
    pub auth_method: Option<AuthMethod>,
    /// How id and secret are written into the Basic header
    #[arg(
        long,
        value_enum,
        value_name = "HOW",
        default_value = "form",
        env = "OAUTH_FLOW_BASIC_ENCODING",
        hide_env_values = true
    )]
    pub basic_encoding: BasicEncoding,
    /// Whether the client secret comes from a file of settings, where nobody saw it on the way.
    #[arg(skip)]
    pub secret_is_settled: bool,
}

/// Where the answer goes.
#[derive(Debug, Args)]
#[command(next_help_heading = "The redirect")]
pub struct RedirectArguments {
    /// Where the answer is to go; sent as it is written here [default: http://127.0.0.1:PORT/callback]
    #[arg(long, value_name = "URI", env = "OAUTH_FLOW_REDIRECT_URI", hide_env_values = true)]
    pub redirect_uri: Option<String>,
    /// The port of the listener [default: a free one]
    #[arg(long, value_name = "PORT", env = "OAUTH_FLOW_PORT", hide_env_values = true, conflicts_with = "redirect_uri")]
    pub port: Option<u16>,
    /// The certificate of an https listener, in a PEM file [default: one made for this run]
    #[arg(long, value_name = "FILE", env = "OAUTH_FLOW_CALLBACK_CERT", hide_env_values = true)]
    pub callback_cert: Option<PathBuf>,
    /// Its private key, in a PEM file [default: in the file of --callback-cert]
    #[arg(
        long,
        value_name = "FILE",
        env = "OAUTH_FLOW_CALLBACK_KEY",
        hide_env_values = true,
        requires = "callback_cert"
    )]
    pub callback_key: Option<PathBuf>,
}

impl ClientArguments {
    /// Whether the words say where the secret is.
    #[must_use]
    pub fn names_secret(&self) -> bool {
        self.client_secret.is_some() || self.client_secret_file.is_some() || self.client_secret_stdin
    }
}

/// What is asked for.
#[derive(Debug, Args)]
#[command(next_help_heading = "The request")]
pub struct RequestArguments {
    /// The scopes: repeat it, or separate them by spaces [default: openid, where the provider speaks OpenID Connect]
    #[arg(long, value_name = "SCOPE", env = "OAUTH_FLOW_SCOPE", hide_env_values = true)]
    pub scope: Vec<String>,
    /// How the answer is to come back
    #[arg(long, value_enum, value_name = "MODE", env = "OAUTH_FLOW_RESPONSE_MODE", hide_env_values = true)]
    pub response_mode: Option<ResponseMode>,
    /// Proof Key for Code Exchange
    #[arg(
        long,
        value_enum,
        value_name = "METHOD",
        default_value = "S256",
        env = "OAUTH_FLOW_PKCE",
        hide_env_values = true
    )]
    pub pkce: Pkce,
    /// Send no state: weakens the login, to see what the provider does
    #[arg(long, value_parser = FalseyValueParser::new(), env = "OAUTH_FLOW_NO_STATE", hide_env_values = true)]
    pub no_state: bool,
    /// Send no nonce: weakens the login, to see what the provider does
    #[arg(long, value_parser = FalseyValueParser::new(), env = "OAUTH_FLOW_NO_NONCE", hide_env_values = true)]
    pub no_nonce: bool,
}

/// What is changed on purpose.
#[derive(Debug, Args)]
#[command(next_help_heading = "Messages changed on purpose")]
pub struct ChangeArguments {
    /// Change a message just before it is sent: a parameter, or STEP.header.NAME=VALUE; can be repeated
    #[arg(long, value_name = "STEP.NAME=VALUE", env = "OAUTH_FLOW_SET", hide_env_values = true)]
    pub set: Vec<String>,
    /// Leave something out of a message: a parameter, or STEP.header.NAME; can be repeated
    #[arg(long, value_name = "STEP.NAME", env = "OAUTH_FLOW_UNSET", hide_env_values = true)]
    pub unset: Vec<String>,
}

/// Who is asked.
#[derive(Debug, Args)]
#[command(next_help_heading = "The server")]
pub struct ServerArguments {
    /// The issuer to compare with, where the endpoints are given
    #[arg(long, value_name = "ISSUER", env = "OAUTH_FLOW_ISSUER", hide_env_values = true)]
    pub issuer: Option<String>,
    /// What the metadata of many tenants may name as issuer instead, with `{tenantid}` for the tenant; the ID token names it in tid
    #[arg(long, value_name = "TEMPLATE", env = "OAUTH_FLOW_ISSUER_TEMPLATE", hide_env_values = true)]
    pub issuer_template: Option<String>,
    /// The domain at a known provider that gives each customer one
    #[arg(long, value_name = "DOMAIN", env = "OAUTH_FLOW_DOMAIN", hide_env_values = true)]
    pub domain: Option<String>,
    /// The tenant, realm or user pool at a known provider
    #[arg(long, value_name = "TENANT", env = "OAUTH_FLOW_TENANT", hide_env_values = true)]
    pub tenant: Option<String>,
    /// The authorization endpoint, instead of the discovered one
    #[arg(long, value_name = "URL", env = "OAUTH_FLOW_AUTHORIZATION_ENDPOINT", hide_env_values = true)]
    pub authorization_endpoint: Option<String>,
    /// The token endpoint, instead of the discovered one
    #[arg(long, value_name = "URL", env = "OAUTH_FLOW_TOKEN_ENDPOINT", hide_env_values = true)]
    pub token_endpoint: Option<String>,
    /// The userinfo endpoint, instead of the discovered one
    #[arg(long, value_name = "URL", env = "OAUTH_FLOW_USERINFO_ENDPOINT", hide_env_values = true)]
    pub userinfo_endpoint: Option<String>,
    /// The key set, instead of the discovered one
    #[arg(long, value_name = "URL", env = "OAUTH_FLOW_JWKS_URI", hide_env_values = true)]
    pub jwks_uri: Option<String>,
    /// Where the request is pushed to, instead of the discovered endpoint
    #[arg(long, value_name = "URL", env = "OAUTH_FLOW_PAR_ENDPOINT", hide_env_values = true)]
    pub par_endpoint: Option<String>,
    /// How far clocks may differ, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = clap::value_parser!(u64).range(0..=300), env = "OAUTH_FLOW_CLOCK_SKEW", hide_env_values = true)]
    pub clock_skew: u64,
}

/// Who signs in.
#[derive(Debug, Args)]
#[command(next_help_heading = "The person")]
pub struct PersonArguments {
    /// Open the URL with this command; it replaces `%s` or is appended; no shell runs
    #[arg(
        long,
        value_name = "COMMAND",
        env = "OAUTH_FLOW_BROWSER",
        hide_env_values = true,
        conflicts_with = "no_browser"
    )]
    pub browser: Option<String>,
    /// Open no browser: somebody opens the URL that is shown
    #[arg(long, value_parser = FalseyValueParser::new(), env = "OAUTH_FLOW_NO_BROWSER", hide_env_values = true)]
    pub no_browser: bool,
    /// Let a robot sign in at the practice provider, as alice or bob
    #[arg(long = "as", value_name = "USER", env = "OAUTH_FLOW_AS", hide_env_values = true)]
    pub as_user: Option<String>,
    /// How long the answer is awaited, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "300", value_parser = clap::value_parser!(u64).range(1..=86_400), env = "OAUTH_FLOW_TIMEOUT", hide_env_values = true)]
    pub timeout: u64,
}

/// What comes out.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own, as it is written on the command line")]
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub struct OutputArguments {
    /// Do not stop at each message
    #[arg(long, value_parser = FalseyValueParser::new(), env = "OAUTH_FLOW_RUN", hide_env_values = true)]
    pub run: bool,
    /// Leave out the sentences that explain each step
    #[arg(long, value_parser = FalseyValueParser::new(), env = "OAUTH_FLOW_NO_LESSONS", hide_env_values = true)]
    pub no_lessons: bool,
    /// Print the whole run as one JSON document on standard output
    #[arg(long, value_parser = FalseyValueParser::new(), env = "OAUTH_FLOW_JSON", hide_env_values = true, conflicts_with = "print")]
    pub json: bool,
    /// Print one value on standard output
    #[arg(long, value_enum, value_name = "WHAT", env = "OAUTH_FLOW_PRINT", hide_env_values = true)]
    pub print: Option<Print>,
    /// Save the record of the run to this file, masked unless --reveal is given; also of a run that failed
    #[arg(long, value_name = "FILE", env = "OAUTH_FLOW_TRACE", hide_env_values = true)]
    pub trace: Option<PathBuf>,
    /// Save the messages of the run as HAR 1.2, for the tools that read what browsers capture; masked unless --reveal is given; also of a run that failed
    #[arg(long, value_name = "FILE", env = "OAUTH_FLOW_HAR", hide_env_values = true)]
    pub har: Option<PathBuf>,
    /// Save a report of the run for people, always masked: .html is one page with a diagram of who sent what, .md is Markdown, .mmd is a Mermaid diagram, .json and .txt are what --json and the story tell; also of a run that failed
    #[arg(long, value_name = "FILE", env = "OAUTH_FLOW_RUN_REPORT", hide_env_values = true)]
    pub report: Option<PathBuf>,
    /// Mask nothing, not even the client secret
    #[arg(long, value_parser = FalseyValueParser::new(), env = "OAUTH_FLOW_REVEAL", hide_env_values = true)]
    pub reveal: bool,
}
