//! The other grants: `device`, `client-credentials`, `exchange`, `jwt-bearer` and `password`.

mod arguments;

pub use arguments::{
    ClientCredentialsArguments, DeviceArguments, ExchangeArguments, JwtBearerArguments, PasswordArguments,
};
use arguments::{GrantArguments, PersonWords};

use std::sync::Arc;

use super::login;
use super::login::arguments::{LoginArguments, PersonArguments};
use super::login::asking::AskArguments;
use super::login::plan::{LoginPlan, Purpose};
use super::profile::Given as Settings;
use super::trouble::Trouble;
use super::{Exit, said, value};
use crate::jose::SigningKey;
use crate::practice::{Config, Service};
use crate::protocol::{Given, Traded};
use crate::trace::Flow;
use crate::world::terminal::{self, Terminal};

/// The practice client that proves itself by a key that everybody may have.
const KEY_APP: &str = "key-app";
/// The practice user in whose name things are done where nobody is named.
const ALICE: &str = "alice";

/// Runs the device authorization grant.
pub(super) fn device(arguments: DeviceArguments, settings: Settings, terminal: Terminal) -> Result<Exit, Trouble> {
    let DeviceArguments { grant, person } = arguments;
    let (arguments, mut plan) = read(grant, Some(person), (settings, terminal))?;
    plan.flow = Flow::Device;
    login::play(&arguments, plan, terminal)
}

/// Runs the client credentials grant.
pub(super) fn client_credentials(
    arguments: ClientCredentialsArguments,
    settings: Settings,
    terminal: Terminal,
) -> Result<Exit, Trouble> {
    let asked = !arguments.grant.scope.is_empty();
    let (arguments, mut plan) = read(arguments.grant, None, (settings, terminal))?;
    plan.flow = Flow::ClientCredentials;
    without_user(&mut plan, asked);
    login::play(&arguments, plan, terminal)
}

/// Runs a token exchange.
pub(super) fn exchange(arguments: ExchangeArguments, settings: Settings, terminal: Terminal) -> Result<Exit, Trouble> {
    let asked = !arguments.grant.scope.is_empty();
    let files = [&arguments.subject_token_file, &arguments.actor_token_file];
    let stdin_is_taken = one_stdin(&files.map(Option::as_deref))?;
    let traded = Traded {
        subject_token: value::read(
            "subject token",
            arguments.subject_token_file.as_deref(),
            "OAUTH_FLOW_SUBJECT_TOKEN",
        )?,
        subject_token_type: arguments.subject_token_type.as_deref().map(token_type),
        actor_token: value::read("actor token", arguments.actor_token_file.as_deref(), "OAUTH_FLOW_ACTOR_TOKEN")?,
        actor_token_type: arguments.actor_token_type.as_deref().map(token_type),
        requested_token_type: arguments.requested_token_type.as_deref().map(token_type),
        audience: arguments.audience,
        resource: arguments.resource,
    };
    let (arguments, mut plan) = read(arguments.grant, None, (settings, terminal))?;
    plan.flow = Flow::Exchange;
    plan.stdin_is_taken |= stdin_is_taken;
    without_user(&mut plan, asked);
    plan.given.exchange = Some(traded);
    login::play(&arguments, plan, terminal)
}

/// Runs the grant of a JWT.
pub(super) fn jwt_bearer(
    arguments: JwtBearerArguments,
    settings: Settings,
    terminal: Terminal,
) -> Result<Exit, Trouble> {
    let asked = !arguments.grant.scope.is_empty();
    let stdin_is_taken = one_stdin(&[arguments.assertion_file.as_deref()])?;
    let assertion = value::read("assertion", arguments.assertion_file.as_deref(), "OAUTH_FLOW_ASSERTION")?;
    let subject = arguments.subject;
    let mut grant = arguments.grant;
    // The provider inside trusts the word of the client whose key is known.
    let practises = assertion.is_none() && grant.practises() && grant.proving.key.is_none();
    if practises {
        grant.client.client_id = Some(KEY_APP.to_owned());
    }
    let (arguments, mut plan) = read(grant, None, (settings, terminal))?;
    plan.flow = Flow::JwtBearer;
    plan.stdin_is_taken |= stdin_is_taken;
    without_user(&mut plan, asked);
    if practises {
        plan.keys.client = published_key(&plan.inside).map(Arc::new);
    }
    if assertion.is_none() && plan.keys.client.is_none() {
        return Err(Trouble::usage("there is neither an assertion nor a key to make one with")
            .hint("give one of them: --assertion-file FILE, or --key FILE"));
    }
    let subject = subject.or_else(|| plan.practice.then(|| ALICE.to_owned()));
    plan.given = Given { assertion, subject, ..plan.given };
    login::play(&arguments, plan, terminal)
}

/// Runs the grant of a password.
pub(super) fn password(arguments: PasswordArguments, settings: Settings, terminal: Terminal) -> Result<Exit, Trouble> {
    let stdin_is_taken = one_stdin(&[arguments.password_file.as_deref()])?;
    let given = value::read("password", arguments.password_file.as_deref(), "OAUTH_FLOW_PASSWORD")?;
    let username = arguments.username;
    let (arguments, mut plan) = read(arguments.grant, None, (settings, terminal))?;
    plan.flow = Flow::Password;
    plan.stdin_is_taken |= stdin_is_taken;
    // What must not be used is off there until somebody wants to see it.
    plan.inside.policy.services = plan.inside.policy.services.with(Service::Password);
    let username = username.or_else(|| plan.practice.then(|| ALICE.to_owned()));
    let username = username.ok_or_else(|| {
        Trouble::usage("`--username` is missing: the grant asks for the name and the password of a user")
            .hint("name the user: --username NAME")
    })?;
    let known = plan.inside.users.iter().find(|user| plan.practice && user.username == username);
    let password = match (given, known) {
        (Some(given), _) => given,
        (None, Some(user)) => user.password.clone(),
        (None, None) => ask(&username, terminal)?,
    };
    plan.given = Given { username: Some(username), password: Some(password), ..plan.given };
    login::play(&arguments, plan, terminal)
}

/// The words of a grant as if `login` had been asked for: what a login has more is left as nobody said it.
fn read(
    grant: GrantArguments,
    person: Option<PersonWords>,
    (settings, terminal): (Settings, Terminal),
) -> Result<(LoginArguments, LoginPlan), Trouble> {
    let unsaid: PersonArguments = said::nothing()?;
    let person = match person {
        Some(words) => PersonArguments { as_user: words.as_user, timeout: words.timeout, ..unsaid },
        None => PersonArguments { as_user: None, ..unsaid },
    };
    let mut arguments = LoginArguments {
        provider: grant.provider,
        client: grant.client,
        proving: grant.proving,
        redirect: said::nothing()?,
        request: said::nothing()?,
        asking: AskArguments::default(),
        change: grant.change,
        after: grant.after,
        prove: false,
        registration: said::nothing()?,
        server: grant.server,
        endpoints: grant.endpoints,
        network: grant.network,
        agent: said::nothing()?,
        person,
        output: grant.output,
        settings: Settings::default(),
    };
    arguments.settle(settings);
    arguments.request.scope = grant.scope;
    arguments.registration.register = false;
    let plan = LoginPlan::read(&arguments, Purpose::Client, terminal)?;
    Ok((arguments, plan))
}

/// Where there is no user there is nothing that the scopes of a login could mean.
fn without_user(plan: &mut LoginPlan, asked: bool) {
    if !asked {
        plan.scope.clear();
    }
}

fn published_key(config: &Config) -> Option<SigningKey> {
    let client = config.clients.iter().find(|client| client.client_id == KEY_APP)?;
    SigningKey::read(client.private_key.as_deref()?, None).ok()
}

/// The short names of the kinds of tokens (RFC 8693 3).
fn token_type(word: &str) -> String {
    if word.contains(':') { word.to_owned() } else { format!("urn:ietf:params:oauth:token-type:{word}") }
}

/// Standard input can be read once.
fn one_stdin(files: &[Option<&std::path::Path>]) -> Result<bool, Trouble> {
    match files.iter().flatten().filter(|path| value::is_stdin(path)).count() {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(Trouble::usage("standard input can hold one value only").hint("put the others into files")),
    }
}

fn ask(username: &str, terminal: Terminal) -> Result<String, Trouble> {
    if !terminal.is_interactive() {
        return Err(Trouble::usage(format!("there is no password of `{username}`"))
            .hint("give it with --password-file FILE (`-`: standard input) or OAUTH_FLOW_PASSWORD"));
    }
    terminal::ask_hidden(&format!("password of {username}: "))
        .map_err(|error| Trouble::stopped(format!("no password was given: {error}")))
}
