//! `oauth-flow login`: the plan is made, the world is set up, the flow runs, and what came of it is given out.

pub(super) mod after;
pub(super) mod arguments;
pub(super) mod asking;
mod measuring;
pub(super) mod notices;
mod output;
pub(super) mod plan;
mod prompt;
pub(super) mod proving;
pub(super) mod redirect;
mod report;
mod secret;
mod server;
mod story;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

pub use arguments::LoginArguments;
use notices::Door;
pub use output::kept;
pub(super) use output::{document, har, save};
use plan::{LoginPlan, Purpose};
pub use prompt::COMMANDS as PROMPT_COMMANDS;
use prompt::Debugger;
use redirect::Redirect;
pub(super) use secret::read_secret_file;
pub(super) use server::check_url;
use story::Story;

use super::agent::{AgentWord, Unsaid};
use super::{Exit, Trouble};
use crate::flow::{self, Guide, Run, World};
use crate::jose::{Jwks, base64url};
use crate::practice::{Config, ResponseTypes, RsaKey};
use crate::probe::factors::Measurement;
use crate::protocol::{Client, Nonces, Pkce, ResponseType};
use crate::trace::{Ending, Flow, Level, Plan, Step, Trace};
use crate::view::check::WARNING;
use crate::view::story::Lessons;
use crate::view::{escape, page};
use crate::world::agent::{Person, Who};
use crate::world::browser::Browser;
use crate::world::http::Http;
use crate::world::live::{Live, LiveSettings, Pages, Paste, Robot};
use crate::world::loopback::{ListenError, Loopback};
use crate::world::practice_server::PracticeServer;
use crate::world::prompt::Prompt;
use crate::world::terminal::{self, Terminal};
use crate::world::{entropy, environment, interrupt};

/// Runs a login.
pub(super) fn run(arguments: &LoginArguments, terminal: Terminal) -> Result<Exit, Trouble> {
    if arguments.registration.register && arguments.client.client_id.is_some() {
        return Err(Trouble::usage("`--register` and `--client-id` contradict each other")
            .hint("leave one of them out: a client that is registered for the login gets its id from the server"));
    }
    let purpose = if arguments.registration.register { Purpose::Register } else { Purpose::Login };
    let plan = LoginPlan::read(arguments, purpose, terminal)?;
    play(arguments, plan, terminal)
}

/// Plays a plan, whichever command made it, and gives out what came of it.
pub(super) fn play(arguments: &LoginArguments, mut plan: LoginPlan, terminal: Terminal) -> Result<Exit, Trouble> {
    output::check_writable(&arguments.output)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Trouble::local(format!("cannot start: {error}")))?;
    let (trace, measured) = runtime.block_on(async {
        let _inside = start_inside(&mut plan)?;
        let (listener, redirect_uri) = listen(&mut plan)?;
        Box::pin(login(arguments, terminal, (plan, listener, redirect_uri))).await
    })?;
    // A browser or a look-up of a name may still be at work: nobody waits for it.
    runtime.shutdown_timeout(Duration::ZERO);
    output::give_out(&trace, measured.as_ref(), &arguments.output)
}

/// Without a provider, one is started inside, and from then on treated like any other.
fn start_inside(plan: &mut LoginPlan) -> Result<Option<PracticeServer>, Trouble> {
    if !plan.practice {
        return Ok(None);
    }
    let here = (std::net::Ipv4Addr::LOCALHOST.into(), 0);
    let server = PracticeServer::start(practice(plan), here, RsaKey::Published)
        .map_err(|error| Trouble::local(format!("cannot start the practice provider: {error}")))?;
    plan.server.issuer = Some(server.issuer.clone());
    plan.server.discover = true;
    Ok(Some(server))
}

/// The provider inside knows the key of the client, and offers what is asked for.
fn practice(plan: &LoginPlan) -> Config {
    let mut config = plan.inside.clone();
    if plan.asked.response_type != ResponseType::Code {
        config.policy.asking.response_types = ResponseTypes::All;
    }
    let key = plan.keys.client.as_ref().map(|key| Jwks(vec![key.public_jwk()]));
    let client = config.clients.iter_mut().find(|client| client.client_id == plan.client_id);
    if let (Some(client), Some(jwks)) = (client, key) {
        client.jwks = jwks;
    }
    config
}

fn listen(plan: &mut LoginPlan) -> Result<(Option<Loopback>, String), Trouble> {
    let browses = plan.browses();
    let remarks = &mut plan.remarks;
    match &plan.redirect {
        // What is registered here is used by a login, on whichever port that listens (RFC 8252 7.3).
        Redirect::Listen(_) if !browses => Ok((None, "http://127.0.0.1/callback".to_owned())),
        Redirect::Exact(uri, _) if !browses => Ok((None, uri.clone())),
        Redirect::Paste(uri) => Ok((None, uri.clone())),
        Redirect::Exact(uri, plan) => match Loopback::bind(plan) {
            // https without a port means 443, which few may open: there the answer can still be pasted
            Err(error @ ListenError::Denied { .. }) if plan.port == Some(443) => {
                remarks.push(format!("{error}, so nothing listens at the redirect URI"));
                Ok((None, uri.clone()))
            }
            bound => Ok((Some(bound.map_err(|error| no_listener(&error))?), uri.clone())),
        },
        Redirect::Listen(plan) => {
            let listener = Loopback::bind(plan).map_err(|error| no_listener(&error))?;
            let uri = listener.redirect_uri();
            Ok((Some(listener), uri))
        }
    }
}

fn no_listener(error: &ListenError) -> Trouble {
    let hint = match error {
        ListenError::PortTaken { .. } => {
            "end the program that has it, or take another port: --port N (and register that redirect URI)"
        }
        ListenError::Denied { .. } => "take a port above 1023: --port N (and register that redirect URI)",
        ListenError::Other { .. } => "use a loopback address: --redirect-uri http://127.0.0.1:8400/callback",
    };
    Trouble::local(error.to_string()).hint(hint)
}

async fn login(
    arguments: &LoginArguments,
    terminal: Terminal,
    (plan, listener, redirect_uri): (LoginPlan, Option<Loopback>, String),
) -> Result<(Trace, Option<Measurement>), Trouble> {
    let as_user = arguments.person.as_user.as_deref();
    let chosen = arguments.agent.read(&arguments.settings, as_user, Unsaid::Person)?;
    let agent = chosen.agent;
    let robot: Robot = Rc::new(RefCell::new(chosen.who.or_else(|| stand_in(arguments, &plan))));
    let paste = paste(&plan, &robot);
    if plan.browses() && listener.is_none() && !terminal::stdin_is_terminal() && robot.borrow().is_none() {
        return Err(Trouble::usage(format!(
            "nothing can listen at `{redirect_uri}`, and there is no terminal to paste the answer into"
        ))
        .hint("use a loopback redirect URI, or run it in a terminal and paste the URL that the browser ends at"));
    }
    let level = story_level(arguments, &plan);
    let lessons = if arguments.output.no_lessons { Lessons::Left } else { Lessons::Told };
    let story = Story::new(terminal, level, lessons);
    let settings = LiveSettings {
        browser: browser(arguments),
        robot: Rc::clone(&robot),
        paste,
        timeout: Duration::from_secs(arguments.person.timeout),
        ticket: draw()?,
        pages: PAGES,
        notices: notices::teller(terminal, listener.as_ref().map(|listener| Door::of(listener, paste))),
    };
    let stepping = terminal.is_interactive() && !arguments.output.run && !plan.stdin_is_taken;
    let prompt = stepping.then(Prompt::open).flatten();
    let guide = Debugger::new(story, prompt, Rc::clone(&robot));
    let http = Arc::new(Http::new(plan.http.clone()));
    let live = Live::new(Arc::clone(&http), listener, settings);
    let nonces = if plan.flow == Flow::Login { nonces(arguments, plan.pkce)? } else { Nonces::default() };
    guide.open(&plan.remarks);
    let facts = Plan { agent, ..facts(&plan, redirect_uri, nonces) };
    let mut run = Run::new(facts, live, guide, plan.tampers).with_keys(plan.keys.clone());
    let interrupted = tokio::select! {
        () = flow::play(&mut run) => false,
        () = interrupt::interrupted() => true,
    };
    if interrupted {
        let step = run.trace.exchanges.last().map_or(Step::Discover, |exchange| exchange.step);
        run.trace.ended = Ending::Interrupted { step };
    }
    let idle = idle(&run);
    let (trace, live, mut guide) = run.into_parts();
    guide.open(&idle);
    let measured = if arguments.prove && measuring::makes_sense(&trace) {
        guide.open(&[escape::terminal(WARNING)]);
        Some(measuring::measure(&trace, (measuring::site(http, (live, &robot)), plan.keys), terminal).await)
    } else {
        None
    };
    guide.close(&trace, measured.as_ref());
    guide.open(&measured.as_ref().map(measuring::remarks).unwrap_or_default());
    guide.open(&left_over(&trace));
    Ok((trace, measured))
}

/// Changes that changed nothing.
fn idle<W: World, G: Guide>(run: &Run<W, G>) -> Vec<String> {
    let idle: Vec<String> =
        run.idle_tampers().map(|tamper| format!("{}: {}", tamper.step.name(), tamper.change.words())).collect();
    let words = || {
        let idle = idle.join(", ");
        format!("this changed nothing, since there was no such message or nothing to leave out: {idle}")
    };
    if idle.is_empty() { Vec::new() } else { vec![words()] }
}

/// A client that was made for the run and is still there.
fn left_over(trace: &Trace) -> Vec<String> {
    let planned = trace.plan.given.registration.as_ref().is_some_and(|registration| registration.delete);
    let there = trace.last(Step::Register).is_some_and(|exchange| exchange.good_answer().is_some());
    let gone = trace.last(Step::Unregister).is_some_and(|exchange| exchange.good_answer().is_some());
    let words = || {
        let client_id = &trace.plan.client.client_id;
        format!("the client `{}` is still registered: it could not be deleted", escape::terminal(client_id))
    };
    (planned && there && !gone).then(words).into_iter().collect()
}

fn facts(plan: &LoginPlan, redirect_uri: String, nonces: Nonces) -> Plan {
    Plan {
        flow: plan.flow,
        then: plan.then.clone(),
        given: plan.given.clone(),
        server: plan.server.clone(),
        client: Client {
            client_id: plan.client_id.clone(),
            client_secret: plan.client_secret.clone(),
            redirect_uri,
            auth_method: plan.auth_method,
            basic_encoding: plan.basic_encoding,
            key: proving::client_key(&plan.keys),
            assertion_audience: plan.assertion_audience,
            certificate: plan.http.tls.identity.as_ref().map(|identity| identity.thumbprint()),
        },
        scope: plan.scope.clone(),
        pkce: plan.pkce,
        asked: plan.asked.clone(),
        strict: plan.strict,
        response_mode: plan.response_mode,
        nonces,
        dpop: plan.dpop.clone(),
        clock_skew: plan.clock_skew,
        practice: plan.practice,
        provider: plan.provider.clone(),
        captured: None,
        network: plan.network.clone(),
        agent: None,
    }
}

/// A robot signs in where nobody could: at the provider inside, without terminal or display.
fn stand_in(arguments: &LoginArguments, plan: &LoginPlan) -> Option<Who> {
    let person = &arguments.person;
    let nobody = !terminal::stderr_is_terminal() || !environment::display_available();
    let said = person.browser.is_some() || person.no_browser || arguments.agent.agent.is_some();
    if !(plan.practice && nobody) || said {
        return None;
    }
    Person::practising("alice").map(Who::Forms)
}

/// Where a robot signs in and nobody sits at a terminal, nothing can come from standard input.
fn paste(plan: &LoginPlan, robot: &Robot) -> Paste {
    let nobody = robot.borrow().is_some() && !terminal::stdin_is_terminal();
    if nobody || plan.stdin_is_taken { Paste::Ignore } else { Paste::Listen }
}

fn browser(arguments: &LoginArguments) -> Browser {
    match &arguments.person.browser {
        Some(command) => Browser::Command(command.clone()),
        None if arguments.person.no_browser || arguments.agent.agent == Some(AgentWord::None) => Browser::None,
        None => Browser::System,
    }
}

fn story_level(arguments: &LoginArguments, plan: &LoginPlan) -> Level {
    if arguments.output.reveal || plan.practice {
        Level::Open
    } else if terminal::stderr_is_terminal() {
        Level::Terminal
    } else {
        Level::Kept
    }
}

fn nonces(arguments: &LoginArguments, pkce: Pkce) -> Result<Nonces, Trouble> {
    let request = &arguments.request;
    let unless = |weak: bool| if weak { Ok(None) } else { draw().map(Some) };
    Ok(Nonces {
        state: unless(request.no_state)?,
        nonce: unless(request.no_nonce)?,
        code_verifier: unless(pkce == Pkce::None)?,
    })
}

/// 32 octets in base64url: 43 characters, 256 bits (RFC 7636 4.1 recommends just this for the verifier).
pub(super) fn draw() -> Result<String, Trouble> {
    let octets =
        entropy::octets::<32>().map_err(|error| Trouble::local(format!("the system gives no randomness: {error}")))?;
    Ok(base64url(&octets))
}

/// What a browser is shown at the redirect URI.
pub(super) const PAGES: Pages = Pages {
    answer: |answered| page::answer(answered.plan, answered.request, answered.examined),
    signed_out: page::signed_out,
    onward: page::onward,
    already: page::already,
    forward: page::forward,
    no_answer: page::waiting,
    elsewhere: page::not_found,
};
