//! Words in, plans out: one file per command; the only folder that knows clap.

pub mod agent;
mod check;
mod choices;
mod completions;
mod config;
mod decode;
mod discover;
pub mod exit;
mod explain;
mod grants;
mod login;
mod network;
mod profile;
mod reach;
mod register;
mod said;
mod serve;
mod show;
mod trouble;
mod uses;
mod value;

use std::ffi::OsString;

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

pub use completions::Shell;
pub use exit::Exit;
pub use login::{PROMPT_COMMANDS, kept};
use profile::{Given, Secrets, Unsettled};
use trouble::Trouble;

use crate::view::{Line, Meaning, Text, escape};
use crate::world::terminal::{self, Colour, Terminal};

/// See an OAuth 2 login happen, message by message.
///
/// Runs the authorization code flow of OAuth 2 and OpenID Connect, shows every message, checks every answer, and shows
/// what the client secret and the PKCE code verifier are each for.
///
/// Without a provider, `oauth-flow login` practises on one inside: no account, no network.
#[derive(Debug, Parser)]
#[command(name = "oauth-flow", version, max_term_width = 100, after_help = exit::TABLE)]
pub struct Arguments {
    /// When to use colours
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "WHEN",
        default_value = "auto",
        env = "OAUTH_FLOW_COLOR",
        hide_env_values = true
    )]
    color: choices::Colours,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Login(Box<login::LoginArguments>),
    Check(Box<check::CheckArguments>),
    Device(Box<grants::DeviceArguments>),
    ClientCredentials(Box<grants::ClientCredentialsArguments>),
    Exchange(Box<grants::ExchangeArguments>),
    JwtBearer(Box<grants::JwtBearerArguments>),
    Password(Box<grants::PasswordArguments>),
    Refresh(Box<uses::RefreshArguments>),
    Userinfo(Box<uses::UserinfoArguments>),
    Introspect(Box<uses::IntrospectArguments>),
    Call(Box<uses::CallArguments>),
    Revoke(Box<uses::RevokeArguments>),
    Logout(Box<uses::LogoutArguments>),
    Register(Box<register::RegisterArguments>),
    Unregister(Box<register::UnregisterArguments>),
    Serve(Box<serve::ServeArguments>),
    Show(show::ShowArguments),
    Decode(Box<decode::DecodeArguments>),
    Discover(Box<discover::DiscoverArguments>),
    Config(config::ConfigArguments),
    Explain(explain::ExplainArguments),
    Completions(completions::CompletionsArguments),
}

/// Every command with its flags, as the help and the completions tell them.
#[must_use]
pub fn command() -> clap::Command {
    let mut command = Arguments::command();
    command.build();
    command
}

/// Runs the program with these arguments; gives back how it went.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let words: Vec<OsString> = arguments.into_iter().collect();
    let (arguments, given) = match read(&words) {
        Ok(read) => read,
        Err(Unsettled::Words(error)) => return show_usage(&error),
        Err(Unsettled::Settings(trouble)) => {
            Terminal::stderr(Colour::Auto).tell(&trouble.text());
            return trouble.exit;
        }
    };
    let colour = Colour::from(arguments.color);
    let terminal = Terminal::stderr(colour);
    let outcome = match arguments.command {
        Command::Login(mut arguments) => {
            arguments.settle(given);
            login::run(&arguments, terminal)
        }
        Command::Check(arguments) => check::run(*arguments, given, terminal),
        Command::Device(arguments) => grants::device(*arguments, given, terminal),
        Command::ClientCredentials(arguments) => grants::client_credentials(*arguments, given, terminal),
        Command::Exchange(arguments) => grants::exchange(*arguments, given, terminal),
        Command::JwtBearer(arguments) => grants::jwt_bearer(*arguments, given, terminal),
        Command::Password(arguments) => grants::password(*arguments, given, terminal),
        Command::Refresh(arguments) => uses::refresh(*arguments, given, terminal),
        Command::Userinfo(arguments) => uses::userinfo(*arguments, given, terminal),
        Command::Introspect(arguments) => uses::introspect(*arguments, given, terminal),
        Command::Call(arguments) => uses::call(*arguments, given, terminal),
        Command::Revoke(arguments) => uses::revoke(*arguments, given, terminal),
        Command::Logout(arguments) => uses::logout(*arguments, given, terminal),
        Command::Register(arguments) => register::register(*arguments, given, terminal),
        Command::Unregister(arguments) => register::unregister(*arguments, terminal),
        Command::Serve(arguments) => serve::run(&arguments, terminal),
        Command::Show(arguments) => show::run(&arguments, terminal),
        Command::Decode(arguments) => decode::run(&arguments, terminal),
        Command::Discover(arguments) => discover::run(&arguments, terminal),
        Command::Config(arguments) => config::run(&arguments, terminal),
        Command::Explain(arguments) => explain::run(&arguments, terminal),
        Command::Completions(arguments) => completions::run(arguments),
    };
    outcome.unwrap_or_else(|trouble| {
        terminal.tell(&trouble.text());
        trouble.exit
    })
}

/// The words, with the settings behind them.
fn read(words: &[OsString]) -> Result<(Arguments, Given), Unsettled> {
    let settled = profile::settle(words, Secrets::Fetched)?;
    let arguments = Arguments::from_arg_matches(&settled.matches).map_err(Unsettled::Words)?;
    Ok((arguments, settled.given))
}

/// Help and version are data and go to standard output; a wrong word is an error and goes to standard error.
fn show_usage(error: &clap::Error) -> Exit {
    let wanted = !error.use_stderr();
    if wanted {
        return match terminal::put(&error.render().to_string()) {
            Ok(()) => Exit::Sound,
            Err(_) => Exit::Local,
        };
    }
    Terminal::stderr(Colour::Auto).tell(&usage(error));
    Exit::Usage
}

/// What clap says, escaped, since a word that it repeats can be anything; its advice at the end, as everywhere else.
fn usage(error: &clap::Error) -> Text {
    let said = error.render().to_string();
    let advice = |line: &&str| line.trim_start().starts_with("tip: ") || line.starts_with("For more information");
    let mut text = Text::default();
    for line in said.lines().filter(|line| !line.trim().is_empty() && !advice(line)) {
        match line.strip_prefix("error: ") {
            Some(message) => text.push(labelled(Meaning::Bad, "error:", message)),
            None => text.push(Line::plain(escape::terminal(line))),
        }
    }
    let tip = said.lines().find_map(|line| line.trim_start().strip_prefix("tip: "));
    let hint = tip.map_or_else(|| "see every word: add --help".to_owned(), |tip| format!("{tip}; or add --help"));
    text.push(labelled(Meaning::Hint, "hint:", &hint));
    text
}

fn labelled(meaning: Meaning, label: &str, words: &str) -> Line {
    Line::default().with(meaning, label).with(Meaning::Plain, format!(" {}", escape::terminal(words)))
}
