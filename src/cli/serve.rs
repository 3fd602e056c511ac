//! `oauth-flow serve`: the practice provider, for as long as it is wanted.

mod asking;
mod client;
mod proving;
mod terminator;

use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

use clap::Args;
use clap::builder::PossibleValuesParser;
use serde_json::json;

use self::asking::AskingArguments;
use self::client::ClientArguments;
use self::proving::ProvingArguments;
use self::terminator::{Terminator, TerminatorArguments};
use super::{Exit, Trouble};
use crate::practice::{
    Client, Codes, Config, Consent, Fault, IssParameter, LoopbackPort, Pkce, PkceMethods, Policy, Redirect, Refresh,
    RsaKey, SeenBy, Service, TokenAuth,
};
use crate::view::{Line, Meaning, Text};
use crate::world::practice_server::PracticeServer;
use crate::world::terminal::{self, Terminal};
use crate::world::{interrupt, port_owner};

/// Run the practice provider: an authorization server to learn, test and break
///
/// It listens on this machine only, knows three clients (web-app with a secret, native-app without, key-app with a
/// key) and two users (alice and bob), and keeps everything in memory. Its choices can be set, and faults switched on, each breaking exactly one
/// requirement. Nothing in it is secret: do not let anything real rest on it.
#[derive(Debug, Args)]
pub struct ServeArguments {
    /// The port [default: a free one]
    #[arg(
        long,
        value_name = "PORT",
        default_value = "0",
        hide_default_value = true,
        env = "OAUTH_FLOW_SERVE_PORT",
        hide_env_values = true
    )]
    port: u16,
    /// The address; anything but a loopback address can be reached by others
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST), env = "OAUTH_FLOW_SERVE_LISTEN", hide_env_values = true)]
    listen: IpAddr,
    /// Print issuer, clients and users as one line of JSON on standard output when it is ready
    #[arg(long, env = "OAUTH_FLOW_SERVE_JSON", hide_env_values = true)]
    json: bool,

    #[command(flatten)]
    client: ClientArguments,

    #[command(flatten)]
    terminator: TerminatorArguments,

    #[command(flatten)]
    policy: PolicyArguments,
    #[command(flatten)]
    asking: AskingArguments,
    #[command(flatten)]
    proving: ProvingArguments,

    /// Break one requirement; can be repeated
    #[arg(long, value_name = "FAULT", value_parser = faults(), hide_possible_values = true, help_heading = "Faults")]
    fault: Vec<String>,
    /// List the faults, each with what sees it (an ordinary login, one that uses an extension, a probe) and the requirement that it breaks
    #[arg(long, help_heading = "Faults")]
    list_faults: bool,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Policies")]
struct PolicyArguments {
    /// Whether `code_challenge` is looked at (RFC 7636)
    #[arg(long, value_name = "CHOICE", value_parser = names(Pkce::ALL, Pkce::name), default_value = Pkce::default().name())]
    pkce: String,
    /// Which transformations a challenge may use (RFC 7636 4.2)
    #[arg(long, value_name = "CHOICE", value_parser = names(PkceMethods::ALL, PkceMethods::name), default_value = PkceMethods::default().name())]
    pkce_methods: String,
    /// How a redirect URI is compared with the registered ones (RFC 9700 2.1)
    #[arg(long, value_name = "CHOICE", value_parser = names(Redirect::ALL, Redirect::name), default_value = Redirect::default().name())]
    redirect: String,
    /// Whether the port of a loopback redirect URI counts (RFC 8252 7.3)
    #[arg(long, value_name = "CHOICE", value_parser = names(LoopbackPort::ALL, LoopbackPort::name), default_value = LoopbackPort::default().name())]
    loopback_port: String,
    /// How often a code can be redeemed (RFC 6749 4.1.2)
    #[arg(long, value_name = "CHOICE", value_parser = names(Codes::ALL, Codes::name), default_value = Codes::default().name())]
    codes: String,
    /// How long a code can be redeemed, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "60")]
    code_lifetime: u64,
    /// When the consent page is shown
    #[arg(long, value_name = "CHOICE", value_parser = names(Consent::ALL, Consent::name), default_value = Consent::default().name())]
    consent: String,
    /// Whether the answer names its issuer (RFC 9207)
    #[arg(long, value_name = "CHOICE", value_parser = names(IssParameter::ALL, IssParameter::name), default_value = IssParameter::default().name())]
    iss: String,
    /// How a client may prove itself at the token endpoint (RFC 6749 2.3)
    #[arg(long, value_name = "CHOICE", value_parser = names(TokenAuth::ALL, TokenAuth::name), default_value = TokenAuth::default().name())]
    token_auth: String,
    /// What happens to a refresh token that was used (RFC 9700 4.14.2)
    #[arg(long, value_name = "CHOICE", value_parser = names(Refresh::ALL, Refresh::name), default_value = Refresh::default().name())]
    refresh: String,
}

fn names<T: Copy>(all: &[T], name: fn(T) -> &'static str) -> PossibleValuesParser {
    PossibleValuesParser::new(all.iter().map(|choice| name(*choice)).collect::<Vec<_>>())
}

fn faults() -> PossibleValuesParser {
    names(Fault::ALL, Fault::name)
}

/// The choice of this name, which the parser let through.
fn choose<T: Copy + Default>(all: &[T], name: fn(T) -> &'static str, word: &str) -> T {
    all.iter().copied().find(|choice| name(*choice) == word).unwrap_or_default()
}

/// Runs the provider until somebody ends it.
pub(super) fn run(arguments: &ServeArguments, terminal: Terminal) -> Result<Exit, Trouble> {
    if arguments.list_faults {
        return list_faults();
    }
    let config = config(arguments)?;
    let terminator = arguments.terminator.read(arguments.listen)?;
    let place = (arguments.listen, arguments.port);
    let server = match &terminator {
        Some(tls) => PracticeServer::start_with_tls(config.clone(), place, RsaKey::Fresh, &tls.identity),
        None => PracticeServer::start(config.clone(), place, RsaKey::Fresh),
    };
    let server = server.map_err(|error| cannot_listen(arguments, &error))?;
    let announce = || {
        if arguments.json {
            put(&format!("{}\n", announcement(&server.issuer, &config, terminator.as_ref())))?;
        }
        terminal.tell(&story(arguments, &server.issuer, &config, terminator.as_ref()));
        Ok(())
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Trouble::local(format!("cannot start: {error}")))?;
    runtime.block_on(until_interrupted(announce))?;
    drop(server);
    Ok(Exit::Interrupted)
}

/// Signals are listened for before anybody is told how to send one.
async fn until_interrupted(announce: impl FnOnce() -> Result<(), Trouble>) -> Result<(), Trouble> {
    let announced = async {
        announce()?;
        std::future::pending().await
    };
    tokio::select! {
        biased;
        () = interrupt::interrupted() => Ok(()),
        failed = announced => failed,
    }
}

fn put(data: &str) -> Result<(), Trouble> {
    terminal::put(data).map_err(|error| Trouble::local(format!("cannot write to standard output: {error}")))
}

fn cannot_listen(arguments: &ServeArguments, error: &std::io::Error) -> Trouble {
    let owner = port_owner::port_owner(arguments.port).filter(|_| error.kind() == std::io::ErrorKind::AddrInUse);
    let by = owner.map(|owner| format!(": it is held by {owner}")).unwrap_or_default();
    Trouble::local(format!("cannot listen on {}:{}: {error}{by}", arguments.listen, arguments.port))
        .hint("leave --port out and a free one is taken")
}

fn config(arguments: &ServeArguments) -> Result<Config, Trouble> {
    let given = &arguments.policy;
    let mut policy = Policy {
        pkce: choose(Pkce::ALL, Pkce::name, &given.pkce),
        pkce_methods: choose(PkceMethods::ALL, PkceMethods::name, &given.pkce_methods),
        redirect: choose(Redirect::ALL, Redirect::name, &given.redirect),
        loopback_port: choose(LoopbackPort::ALL, LoopbackPort::name, &given.loopback_port),
        codes: choose(Codes::ALL, Codes::name, &given.codes),
        code_lifetime: Duration::from_secs(given.code_lifetime),
        consent: choose(Consent::ALL, Consent::name, &given.consent),
        iss: choose(IssParameter::ALL, IssParameter::name, &given.iss),
        token_auth: choose(TokenAuth::ALL, TokenAuth::name, &given.token_auth),
        refresh: choose(Refresh::ALL, Refresh::name, &given.refresh),
        asking: arguments.asking.choices(),
        ..Policy::default()
    };
    arguments.proving.choose(&mut policy);
    if !arguments.listen.is_loopback() {
        // Whoever can reach it could register, and nobody asks who that is.
        policy.services = policy.services.without(Service::Registration);
    }
    let mut config = Config { policy, ..Config::default() };
    config.faults =
        Fault::ALL.iter().copied().filter(|fault| arguments.fault.iter().any(|name| name == fault.name())).collect();
    config.client_authorities = arguments.client.authorities()?;
    if let Some(client) = arguments.client.client()? {
        config.clients.retain(|known| known.client_id != client.client_id);
        config.clients.push(client);
    }
    Ok(config)
}

fn announcement(issuer: &str, config: &Config, terminator: Option<&Terminator>) -> serde_json::Value {
    let clients: Vec<_> = config
        .clients
        .iter()
        .map(|client| {
            let key = client.private_key.as_deref().and_then(|key| serde_json::from_str::<serde_json::Value>(key).ok());
            json!({"client_id": client.client_id, "client_secret": client.client_secret, "private_key": key,
                "redirect_uris": client.redirect_uris})
        })
        .collect();
    let users: Vec<_> =
        config.users.iter().map(|user| json!({"username": user.username, "password": user.password})).collect();
    let faults: Vec<_> = config.faults.iter().map(|fault| fault.name()).collect();
    let mut announced = json!({"issuer": issuer, "clients": clients, "users": users, "faults": faults});
    if let Some(authority) = terminator.and_then(|terminator| terminator.authority.as_ref()) {
        announced["ca_pem"] = authority.as_str().into();
    }
    announced
}

fn story(arguments: &ServeArguments, issuer: &str, config: &Config, terminator: Option<&Terminator>) -> Text {
    let mut text = Text::default();
    text.push(Line::default().with(Meaning::Heading, "practice provider"));
    text.push(row("issuer", issuer));
    for client in &config.clients {
        let mut line =
            Line::plain("  client").with(Meaning::Plain, "    ").with(Meaning::Strong, client.client_id.clone());
        match &client.client_secret {
            Some(secret) => line = line.with(Meaning::Plain, "  secret ").with(Meaning::Secret, secret.clone()),
            None => line.push(Meaning::Faint, means(client)),
        }
        line.push(Meaning::Faint, format!("  {}", client.redirect_uris.join(" ")));
        text.push(line);
    }
    for user in &config.users {
        text.push(row("user", &format!("{}  password {}", user.username, user.password)));
    }
    for fault in &config.faults {
        text.push(
            Line::default()
                .with(Meaning::Bad, "  fault     ")
                .with(Meaning::Plain, format!("{}: {}", fault.name(), fault.breaks())),
        );
    }
    if !arguments.listen.is_loopback() {
        text.push(
            Line::default()
                .with(Meaning::Warn, "  note      ")
                .with(Meaning::Plain, "others can reach it: its users, passwords and secrets are known to everybody"),
        );
    }
    let trust = terminator.and_then(Terminator::trust).map(|words| format!(" {words}")).unwrap_or_default();
    if trust.ends_with(" FILE") {
        text.push(row("tls", "start it with --tls-ca-out FILE, and that file lets `login` trust it"));
    }
    text.push(row("try it", &format!("oauth-flow login {issuer} --as alice{trust}")));
    text.push(row("end it", "Ctrl-C"));
    text
}

/// What a client without a secret proves itself by.
fn means(client: &Client) -> String {
    match () {
        () if client.is_public() => "  public: it has no secret".to_owned(),
        () if client.private_key.is_some() => "  proves itself by a key that everybody may have".to_owned(),
        () if client.tls_client_auth_subject_dn.is_some() => "  proves itself by a certificate".to_owned(),
        () => "  proves itself by a key of its own".to_owned(),
    }
}

fn row(name: &str, value: &str) -> Line {
    let mut line = Line::plain(format!("  {name}"));
    line.pad_to(12);
    line.with(Meaning::Plain, value)
}

fn list_faults() -> Result<Exit, Trouble> {
    let row = |fault: &Fault| {
        // A probe is a login with one thing changed: one as it should be cannot see such a fault.
        let seen_by = match fault.seen_by() {
            SeenBy::Rule(_) => fault.occasion().name(),
            SeenBy::Preflight(_) => "discover",
            SeenBy::Probe(_) => "probe",
        };
        format!("{:32} {seen_by:18}  {:34} {}", fault.name(), fault.requirement(), fault.breaks())
    };
    let lines = Fault::ALL.iter().map(row).collect::<Vec<_>>().join("\n") + "\n";
    put(&lines)?;
    Ok(Exit::Sound)
}
