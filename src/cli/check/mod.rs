//! `oauth-flow check`: the plan is made, the desk is set up, the checks are done, and what came of them is given out.

mod arguments;
mod choices;
mod site;

use std::sync::Arc;

pub use arguments::CheckArguments;

use super::agent::Unsaid;
use super::login::arguments::LoginArguments;
use super::login::plan::{LoginPlan, Purpose};
use super::login::proving::client_key;
use super::profile::Given;
use super::{Exit, Trouble, said};
use crate::probe::{self, Desk, Options, Results, Selection, Site, Subject, Verdict};
use crate::protocol::{Client, Nonces, Pkce};
use crate::trace::Plan;
use crate::view::check::Target;
use crate::view::escape;
use crate::world::http::Http;
use crate::world::interrupt;
use crate::world::terminal::{self, Terminal};

/// Where answers go where nothing else is said.
const REDIRECT_URI: &str = "http://127.0.0.1:8400/callback";

/// Runs the checks.
pub(super) fn run(arguments: CheckArguments, given: Given, terminal: Terminal) -> Result<Exit, Trouble> {
    let options = options(&arguments);
    let user = arguments.person.as_user.clone();
    let (login, redirect_uri) = as_login(arguments, given)?;
    let plan = LoginPlan::read(&login, Purpose::Login, terminal)?;
    let chosen = login.agent.read(&login.settings, user.as_deref(), Unsaid::Told)?;
    let http = Arc::new(Http::new(plan.http.clone()));
    let mut subject = subject(plan, redirect_uri.clone());
    subject.plan.agent = chosen.agent;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Trouble::local(format!("cannot start: {error}")))?;
    let results = runtime.block_on(async {
        let site = site::site(http, chosen, (&login, &redirect_uri), terminal)?;
        Ok::<_, Trouble>(examine(&site, subject, options).await)
    })?;
    tell(&results, terminal)?;
    Ok(Exit::of_checks(&results))
}

async fn examine(site: &dyn Site, subject: Subject, options: Options) -> Results {
    let desk = Desk::new(site, subject, options);
    let cut_short = tokio::select! {
        () = probe::check(&desk) => None,
        () = interrupt::interrupted() => Some("interrupted".to_owned()),
    };
    desk.results(cut_short)
}

fn options(arguments: &CheckArguments) -> Options {
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
fn as_login(arguments: CheckArguments, given: Given) -> Result<(LoginArguments, String), Trouble> {
    let redirect_uri = arguments.ask.redirect_uri.unwrap_or_else(|| REDIRECT_URI.to_owned());
    let mut login = LoginArguments {
        provider: arguments.provider,
        client: arguments.client,
        proving: arguments.proving,
        redirect: said::nothing()?,
        request: said::nothing()?,
        asking: arguments.asking,
        change: said::nothing()?,
        after: said::nothing()?,
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
    login.person.as_user = arguments.person.as_user;
    login.request.scope = arguments.ask.scope;
    Ok((login, redirect_uri))
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

/// What came of it, for a person.
fn tell(results: &Results, _: Terminal) -> Result<(), Trouble> {
    let target = Target::of("provider", results);
    let mut text = String::new();
    for checked in &target.checks {
        let seen = checked.parts.first().map_or("", |part| part.seen.as_str());
        text.push_str(&escape::terminal(&format!("{:12} {:40} {seen}", checked.verdict, checked.id)));
        text.push('\n');
    }
    terminal::put(&text).map_err(|error| Trouble::local(format!("cannot write to standard output: {error}")))
}

impl Exit {
    /// The exit of a run of checks.
    #[must_use]
    pub fn of_checks(results: &Results) -> Self {
        match results.verdict() {
            Verdict::Fail => Self::Findings,
            Verdict::Error => Self::Unreachable,
            _ => Self::Sound,
        }
    }
}
