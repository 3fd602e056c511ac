//! `register` and `unregister`: a client is made by a program (RFC 7591), and deleted by it (RFC 7592).

use std::path::PathBuf;

use clap::Args;
use clap::builder::FalseyValueParser;

use super::choices::AuthMethod;
use super::login::after::{EndpointArguments, NamingArguments};
use super::login::arguments::{ChangeArguments, LoginArguments, OutputArguments, RedirectArguments, ServerArguments};
use super::login::asking::AskArguments;
use super::login::plan::{LoginPlan, Purpose};
use super::network::NetworkArguments;
use super::profile::Given as Settings;
use super::trouble::Trouble;
use super::uses::Saved;
use super::{Exit, exit, login, said, value};
use crate::protocol::{self, Registration};
use crate::trace::Flow;
use crate::world::terminal::Terminal;

/// Register a client for a loopback redirect (RFC 7591)
///
/// The client stays: save its record with --trace FILE --reveal, so that it can be deleted with `oauth-flow unregister`.
/// A login that makes a client for itself and deletes it again is `oauth-flow login ISSUER --register`.
/// Without ISSUER, practises on a provider inside this program.
#[derive(Debug, Args)]
#[command(after_help = exit::TABLE)]
pub struct RegisterArguments {
    /// The provider's issuer [default: the practice provider inside]
    #[arg(value_name = "ISSUER")]
    pub provider: Option<String>,
    /// How the client will prove itself [default: `client_secret_basic`]
    #[arg(long, value_enum, value_name = "METHOD", env = "OAUTH_FLOW_AUTH_METHOD", hide_env_values = true)]
    pub auth_method: Option<AuthMethod>,
    /// The scopes that it will ask for: repeat it, or separate them by spaces
    #[arg(long, value_name = "SCOPE", env = "OAUTH_FLOW_SCOPE", hide_env_values = true)]
    pub scope: Vec<String>,
    #[command(flatten)]
    pub naming: NamingArguments,
    /// Delete it again at once, to see both
    #[arg(long, value_parser = FalseyValueParser::new())]
    pub delete: bool,
    #[command(flatten)]
    pub redirect: RedirectArguments,
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

/// Delete a client that was registered (RFC 7592)
#[derive(Debug, Args)]
#[command(after_help = exit::TABLE)]
pub struct UnregisterArguments {
    /// The record of the registration: one that was saved with --trace and --reveal
    #[arg(long, value_name = "TRACE", env = "OAUTH_FLOW_FROM", hide_env_values = true)]
    pub from: Option<PathBuf>,
    /// Where the registration is managed
    #[arg(long, value_name = "URL", env = "OAUTH_FLOW_REGISTRATION_CLIENT_URI", hide_env_values = true)]
    pub registration_client_uri: Option<String>,
    /// Read the token that manages it from this file (`-`: standard input); or `OAUTH_FLOW_REGISTRATION_ACCESS_TOKEN`
    #[arg(long, value_name = "FILE", env = "OAUTH_FLOW_REGISTRATION_ACCESS_TOKEN_FILE", hide_env_values = true)]
    pub registration_access_token_file: Option<PathBuf>,
    #[command(flatten)]
    pub change: ChangeArguments,
    #[command(flatten)]
    pub network: NetworkArguments,
    #[command(flatten)]
    pub output: OutputArguments,
}

/// Registers a client.
pub(super) fn register(arguments: RegisterArguments, settings: Settings, terminal: Terminal) -> Result<Exit, Trouble> {
    let registration = Registration { make: true, delete: arguments.delete, ..arguments.naming.read()? };
    let method = arguments.auth_method.map(protocol::AuthMethod::from);
    let nobody: Unsaid = said::nothing()?;
    let mut words = LoginArguments {
        provider: arguments.provider,
        client: nobody.client,
        proving: nobody.proving,
        redirect: arguments.redirect,
        request: nobody.request,
        asking: AskArguments::default(),
        change: arguments.change,
        after: nobody.after,
        prove: false,
        registration: nobody.registration,
        server: arguments.server,
        endpoints: arguments.endpoints,
        network: arguments.network,
        agent: nobody.agent,
        person: nobody.person,
        output: arguments.output,
        settings: Settings::default(),
    };
    words.settle(settings);
    words.request.scope = arguments.scope;
    words.registration.register = false;
    let mut plan = LoginPlan::read(&words, Purpose::Register, terminal)?;
    plan.flow = Flow::Register;
    plan.then.clear();
    plan.client_id.clear();
    plan.auth_method = method;
    plan.given.registration = Some(registration);
    login::play(&words, plan, terminal)
}

/// Deletes one.
pub(super) fn unregister(arguments: UnregisterArguments, terminal: Terminal) -> Result<Exit, Trouble> {
    let saved = arguments.from.as_deref().map(Saved::read).transpose()?;
    let held = saved.as_ref().and_then(Saved::registration).cloned().unwrap_or_default();
    let file = arguments.registration_access_token_file.as_deref();
    let token = value::read("registration access token", file, "OAUTH_FLOW_REGISTRATION_ACCESS_TOKEN")?;
    let (Some(token), Some(uri)) =
        (token.or(held.registration_access_token), arguments.registration_client_uri.or(held.registration_client_uri))
    else {
        return Err(Trouble::usage("which client is to be deleted?").hint(
            "name the record of its registration with --from TRACE, or --registration-client-uri and --registration-access-token-file",
        ));
    };
    let nobody: Unsaid = said::nothing()?;
    let mut words = LoginArguments {
        provider: None,
        client: nobody.client,
        proving: nobody.proving,
        redirect: nobody.redirect,
        request: nobody.request,
        asking: AskArguments::default(),
        change: arguments.change,
        after: nobody.after,
        prove: false,
        registration: nobody.registration,
        server: nobody.server,
        endpoints: nobody.endpoints,
        network: arguments.network,
        agent: nobody.agent,
        person: nobody.person,
        output: arguments.output,
        settings: Settings::default(),
    };
    words.registration.register = false;
    let mut plan = LoginPlan::read(&words, Purpose::Bearer, terminal)?;
    plan.flow = Flow::Register;
    plan.then.clear();
    plan.stdin_is_taken |= file.is_some_and(value::is_stdin);
    plan.given.registration = Some(Registration {
        delete: true,
        registration_access_token: Some(token),
        registration_client_uri: Some(uri),
        ..Registration::default()
    });
    login::play(&words, plan, terminal)
}

/// What these commands are not told.
#[derive(Debug, Args)]
struct Unsaid {
    #[arg(long)]
    provider: Option<String>,
    #[command(flatten)]
    client: super::login::arguments::ClientArguments,
    #[command(flatten)]
    proving: super::login::proving::ProvingArguments,
    #[command(flatten)]
    redirect: RedirectArguments,
    #[command(flatten)]
    request: super::login::arguments::RequestArguments,
    #[command(flatten)]
    after: super::login::after::AfterArguments,
    #[command(flatten)]
    registration: super::login::after::RegistrationArguments,
    #[command(flatten)]
    server: ServerArguments,
    #[command(flatten)]
    endpoints: EndpointArguments,
    #[command(flatten)]
    agent: super::agent::AgentArguments,
    #[command(flatten)]
    person: super::login::arguments::PersonArguments,
}
