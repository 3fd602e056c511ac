//! `oauth-flow prove`: which factors a provider really demands is measured, and told in one table.

mod arguments;
mod measuring;

use std::sync::Arc;

pub use arguments::ProveArguments;
pub(super) use measuring::measure;

use super::agent::AgentWord;
use super::check::{Ready, Replay, opening, site};
use super::profile::Given;
use super::{Exit, Trouble, reach};
use crate::practice::{Config, RsaKey};
use crate::probe::factors::Measurement;
use crate::trace::Agent;
use crate::view::check::Detail;
use crate::view::prove::{Report, ended, terminal as laid_out};
use crate::world::http::Http;
use crate::world::practice_server::PracticeServer;
use crate::world::terminal::{self as screen, Terminal};

/// Who signs in at the provider inside where nobody else is named.
const STAND_IN: &str = "alice";

/// Measures.
pub(super) fn run(mut arguments: ProveArguments, given: Given, terminal: Terminal) -> Result<Exit, Trouble> {
    let output = arguments.output;
    let again = Replay::of(&given).command_of("prove", arguments.provider.as_deref());
    let nobody = arguments.agent.agent == Some(AgentWord::None);
    let _inside = start_inside(&mut arguments)?;
    let ready = with_somebody(Ready::read(arguments.into_check()?, given, terminal)?, nobody, terminal)?;
    terminal.tell(&opening(&ready.remarks));
    let name = ready.name.clone();
    let measurement = reach::block_on(play(ready, terminal))??;
    let report = Report::of(&measurement, &name, &again);
    let (ended, detail) = (ended(&measurement), if output.verbose { Detail::All } else { Detail::Amiss });
    let told = if output.json { terminal } else { terminal.for_stdout() };
    told.tell(&laid_out(&report, (ended, detail), told.width()));
    if output.json {
        let text =
            report.write().map_err(|error| Trouble::local(format!("cannot write the JSON document: {error}")))?;
        screen::put(&text).map_err(|error| Trouble::local(format!("cannot write to standard output: {error}")))?;
    }
    Ok(Exit::from(ended))
}

/// Without a provider, one is started inside, and from then on treated like any other.
fn start_inside(arguments: &mut ProveArguments) -> Result<Option<PracticeServer>, Trouble> {
    if !arguments.practises() {
        return Ok(None);
    }
    let here = (std::net::Ipv4Addr::LOCALHOST.into(), 0);
    let server = PracticeServer::start(Config::default(), here, RsaKey::Published)
        .map_err(|error| Trouble::local(format!("cannot start the practice provider: {error}")))?;
    arguments.provider = Some(server.issuer.clone());
    if arguments.agent.agent.is_none() {
        arguments.person.as_user.get_or_insert_with(|| STAND_IN.to_owned());
    }
    Ok(Some(server))
}

/// Whoever is not named is the person at the terminal, before a browser.
fn with_somebody(mut ready: Ready, nobody: bool, terminal: Terminal) -> Result<Ready, Trouble> {
    if ready.chosen.who.is_some() || ready.chosen.agent.is_some() {
        return Ok(ready);
    }
    if nobody || !terminal.is_interactive() {
        return Err(Trouble::usage("there is nobody who could sign in, and without a login nothing can be measured")
            .hint("a person: --agent browser; this program: --username NAME --password-file FILE; at the practice provider: --as alice"));
    }
    ready.chosen.agent = Some(Agent::Browser);
    ready.subject.plan.agent = ready.chosen.agent;
    Ok(ready)
}

async fn play(ready: Ready, terminal: Terminal) -> Result<Measurement, Trouble> {
    let http = Arc::new(Http::new(ready.http.clone()));
    let site = site(http, &ready.chosen, (&ready.login, &ready.subject.plan.client.redirect_uri), terminal)?;
    Ok(measure(&site, (ready.subject, ready.options), (&ready.name, ready.deadline), terminal).await)
}
