//! Which providers are checked, and each of them as if it alone had been named.

use std::ffi::OsString;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use super::arguments::{CheckArguments, OtherArguments};
use super::partition::{Partition, Share};
use super::replay::Replay;
use super::{choices, others};
use crate::cli::login::arguments::LoginArguments;
use crate::cli::login::plan::{LoginPlan, Purpose};
use crate::cli::login::proving::client_key;
use crate::cli::profile::{self, Expected, File, Given, Owner, Unsettled};
use crate::cli::{Command, Trouble, agent, said};
use crate::probe::{Options, Selection, Subject};
use crate::protocol::{Client, Nonces, Pkce};
use crate::trace::Plan;
use crate::world::http::HttpSettings;
use crate::world::terminal::Terminal;

/// Where answers go where nothing else is said.
pub(super) const REDIRECT_URI: &str = "http://127.0.0.1:8400/callback";

/// What is to be checked.
pub(super) enum Entry {
    /// A provider of which everything is known.
    Ready(Box<Ready>),
    /// One of several, by its name; what it takes is found out when it is its turn.
    Named(String),
}

/// A provider as one client, ready to be checked.
#[derive(Clone)]
pub(in crate::cli) struct Ready {
    /// Its name in reports.
    pub name: String,
    /// Whom the checks play.
    pub subject: Subject,
    /// What is wanted.
    pub options: Options,
    /// What is expected beside the specifications.
    pub expected: Expected,
    /// The HTTP client.
    pub http: HttpSettings,
    /// The words as if `login` had been said.
    pub login: Rc<LoginArguments>,
    /// Who signs in.
    pub chosen: agent::Chosen,
    /// How long it may take.
    pub deadline: Duration,
    /// The command that checks it again.
    pub again: String,
    /// What a person should know before it begins.
    pub remarks: Vec<String>,
}

/// Which ones are checked, and what a person should know about that.
pub(super) struct Chosen {
    /// They themselves.
    pub entries: Vec<Entry>,
    /// The files of settings, read once for all of them.
    pub files: Arc<[File]>,
    /// Whether several were asked for, however many there are.
    pub many: bool,
    /// What should be known.
    pub remarks: Vec<String>,
}

/// Whoever is not named cannot be checked.
const NAME_ONE: &str = "name one: oauth-flow check https://id.example.com --client-id my-app; or try it: oauth-flow serve, and then oauth-flow check http://127.0.0.1:PORT --as alice";

impl Entry {
    /// Its name.
    pub fn name(&self) -> &str {
        match self {
            Self::Ready(ready) => &ready.name,
            Self::Named(name) => name,
        }
    }
}

/// Finds out which ones are meant. One alone is made ready at once, since whoever named it may be asked.
pub(super) fn choose(arguments: CheckArguments, given: Given, terminal: Terminal) -> Result<Chosen, Trouble> {
    let mut remarks = Vec::new();
    let many = &arguments.many;
    if !many.all && arguments.providers.len() <= 1 && many.partition.is_none() {
        let entries = vec![Entry::Ready(Box::new(Ready::read(arguments, given, terminal)?))];
        return Ok(Chosen { entries, files: Arc::default(), many: false, remarks });
    }
    if arguments.client.client_secret_stdin {
        return Err(Trouble::usage("`--client-secret-stdin` cannot serve several providers")
            .hint("name the secret in the profile of each: client_secret = { env = \"NAME\" }"));
    }
    let files = profile::read_files(&mut remarks)?;
    let names = if many.all { profiles(&files)? } else { arguments.providers.clone() };
    let all = names.len();
    let share = share(many.partition, many.all)?;
    let taken = Share::take_of(share.as_ref(), names);
    if let Some(share) = &share {
        remarks.push(format!("{share}: {} of {all} providers", taken.len()));
    }
    let entries = taken.into_iter().map(Entry::Named).collect();
    Ok(Chosen { entries, files: files.into(), many: true, remarks })
}

/// Every profile of the project, or of the user where there is no project.
fn profiles(files: &[File]) -> Result<Vec<String>, Trouble> {
    let of = |owner| files.iter().find(|file| file.owner == owner);
    let file = of(Owner::Project).or_else(|| of(Owner::User));
    let names: Vec<String> = file.iter().flat_map(|file| &file.profiles).map(|profile| profile.name.clone()).collect();
    if names.is_empty() {
        return Err(Trouble::usage("`--all` finds no profile: there is no oauth-flow.toml with one")
            .hint("write one: oauth-flow config init; where it is looked for: oauth-flow config path"));
    }
    Ok(names)
}

/// The part that this run takes: by word, or as the engine says where all are asked for.
fn share(partition: Option<Partition>, all: bool) -> Result<Option<Share>, Trouble> {
    match partition {
        Some(partition) => partition.share().map(Some).map_err(|reason| {
            Trouble::usage(format!("`--partition` cannot be used: {reason}")).hint("name the part: --partition 2/5")
        }),
        None => Ok(Share::of_engine().filter(|_| all)),
    }
}

impl Ready {
    /// The words and settings as they are when this provider alone is named. Values that are kept elsewhere are fetched,
    /// which may take a while.
    pub fn settle(words: &[OsString], (name, files): (&str, &[File])) -> Result<(CheckArguments, Given), Trouble> {
        let settled = profile::settle_for(words, (name, files)).map_err(|unsettled| match unsettled {
            Unsettled::Settings(trouble) => trouble,
            Unsettled::Words(error) => no_words(&error),
        })?;
        let command = Command::read(&settled.matches).map_err(|error| no_words(&error))?;
        let Command::Check(arguments) = command else { return Err(Trouble::usage(NAME_ONE)) };
        Ok((CheckArguments { providers: vec![name.to_owned()], ..*arguments }, settled.given))
    }

    /// Reads words and settings.
    pub fn read(arguments: CheckArguments, mut given: Given, terminal: Terminal) -> Result<Self, Trouble> {
        let options = options(&arguments);
        let user = arguments.person.as_user.clone();
        let (expected, known_as) = (std::mem::take(&mut given.expected), arguments.providers.first().cloned());
        let deadline = arguments.many.deadline.unwrap_or_else(|| choices::patience(arguments.what.suite));
        let again = Replay::of(&given).command(known_as.as_deref());
        let (login, redirect_uri, others) = as_login(arguments, given)?;
        let chosen = login.agent.read(&login.settings, user.as_deref(), agent::Unsaid::Told)?;
        let mut plan = LoginPlan::read(&login, Purpose::Login, terminal)?;
        if plan.practice {
            return Err(Trouble::usage("there is no provider to check").hint(NAME_ONE));
        }
        let (http, remarks) = (plan.http.clone(), std::mem::take(&mut plan.remarks));
        let known_as = known_as.or_else(|| plan.server.issuer.clone()).or_else(|| plan.server.token_endpoint.clone());
        let name = known_as.unwrap_or_else(|| plan.client_id.clone());
        let mut subject = others::join(subject(plan, redirect_uri), &others)?;
        subject.plan.agent = chosen.agent;
        let deadline = Duration::from_secs(deadline);
        Ok(Self { name, subject, options, expected, http, login: Rc::new(login), chosen, deadline, again, remarks })
    }
}

/// What clap says, without its advice.
fn no_words(error: &clap::Error) -> Trouble {
    let said = error.render().to_string();
    let first = said.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
    Trouble::usage(first).hint("see where every value comes from: oauth-flow config show NAME")
}

/// What is wanted.
pub(super) fn options(arguments: &CheckArguments) -> Options {
    let what = &arguments.what;
    Options {
        suite: what.suite.into(),
        profile: what.profile.into(),
        selection: Selection { only: what.only.clone(), skip: what.skip.clone() },
        max_logins: what.max_logins,
        intrusive: what.intrusive,
    }
}

/// The words as if `login` had been asked for: what a login has more is left as nobody said it.
fn as_login(arguments: CheckArguments, given: Given) -> Result<(LoginArguments, String, OtherArguments), Trouble> {
    let redirect_uri = arguments.ask.redirect_uri.unwrap_or_else(|| REDIRECT_URI.to_owned());
    let mut login = LoginArguments {
        provider: arguments.providers.into_iter().next(),
        client: arguments.client,
        proving: arguments.proving,
        redirect: said::nothing()?,
        request: said::nothing()?,
        asking: arguments.asking,
        change: said::nothing()?,
        after: said::nothing()?,
        prove: false,
        registration: said::nothing()?,
        server: arguments.server,
        endpoints: arguments.endpoints,
        network: arguments.network,
        agent: arguments.agent,
        person: said::nothing()?,
        output: said::nothing()?,
        settings: Given::default(),
    };
    login.settle(given);
    // What is odd is counted at the end; it does not stop the login on which everything else rests.
    login.asking.strict = false;
    login.person.as_user = arguments.person.as_user;
    login.request.scope = arguments.ask.scope;
    Ok((login, redirect_uri, arguments.others))
}

/// Whom the checks play; what has to be drawn is marked as wanted, and drawn for every use.
fn subject(plan: LoginPlan, redirect_uri: String) -> Subject {
    let wanted = Some(String::new());
    let facts = Plan {
        server: plan.server.clone(),
        client: Client {
            client_id: plan.client_id.clone(),
            client_secret: plan.client_secret.clone(),
            redirect_uri,
            auth_method: plan.auth_method,
            basic_encoding: plan.basic_encoding,
            key: client_key(&plan.keys),
            assertion_audience: plan.assertion_audience,
            certificate: plan.http.tls.identity.as_ref().map(|identity| identity.thumbprint()),
        },
        scope: plan.scope,
        asked: plan.asked,
        pkce: Pkce::S256,
        response_mode: plan.response_mode,
        nonces: Nonces { state: wanted.clone(), nonce: wanted.clone(), code_verifier: wanted },
        dpop: plan.dpop,
        strict: plan.strict,
        clock_skew: plan.clock_skew,
        provider: plan.provider,
        network: plan.network,
        ..Plan::default()
    };
    Subject { plan: facts, keys: plan.keys, ..Subject::default() }
}
