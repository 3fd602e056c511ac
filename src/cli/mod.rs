//! Words in, plans out: one file per command; the only folder that knows clap.

pub mod agent;
mod check;
mod choices;
mod completions;
mod config;
mod decode;
mod diff;
mod discover;
pub mod exit;
mod explain;
mod grants;
mod lab;
mod learn;
mod login;
mod network;
mod profile;
mod prove;
mod reach;
mod register;
mod said;
mod serve;
mod show;
mod trouble;
mod uses;
mod value;

use std::ffi::OsString;

use clap::error::ErrorKind;
use clap::{Args as _, CommandFactory as _, FromArgMatches as _, Parser};

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
#[command(
    name = "oauth-flow",
    version,
    max_term_width = 100,
    after_help = exit::TABLE,
    subcommand_required = true,
    arg_required_else_help = true
)]
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
}

macro_rules! commands {
    ($($variant:ident($arguments:ty) $name:literal $about:literal;)+) => {
        /// What is to be done.
        #[derive(Debug)]
        enum Command {
            $($variant(Box<$arguments>),)+
        }

        impl Command {
            fn read(matches: &clap::ArgMatches) -> Result<Self, clap::Error> {
                match matches.subcommand() {
                    $(Some(($name, inner)) => {
                        <$arguments>::from_arg_matches(inner).map(|arguments| Self::$variant(Box::new(arguments)))
                    })+
                    _ => Err(clap::Error::new(ErrorKind::MissingSubcommand)),
                }
            }
        }

        /// The program with those commands whole that are wanted, and of the others the name and what they are for.
        fn program(is_wanted: impl Fn(&str) -> bool) -> clap::Command {
            let mut program = Arguments::command();
            $(
                let command = clap::Command::new($name);
                program = program.subcommand(if is_wanted($name) {
                    <$arguments>::augment_args(command)
                } else {
                    command.about($about)
                });
            )+
            program
        }
    };
}

// What a command is for stands here once more, so that the list of commands can be shown without making them.
commands! {
    Login(login::LoginArguments) "login" "Log in, step by step, and see every message";
    Check(check::CheckArguments) "check" "Smoke-test a provider: does it log people in, keep its promises, and refuse what it must refuse?";
    Prove(prove::ProveArguments) "prove" "Measure which of client secret and code verifier a provider really demands";
    Device(grants::DeviceArguments) "device" "Log in on a machine without a browser: a code is typed on another device (RFC 8628)";
    ClientCredentials(grants::ClientCredentialsArguments) "client-credentials" "Ask for a token for the client itself (RFC 6749 4.4)";
    Exchange(grants::ExchangeArguments) "exchange" "Trade one token for another (RFC 8693)";
    JwtBearer(grants::JwtBearerArguments) "jwt-bearer" "Ask for a token with a signed word (RFC 7523 2.1)";
    Password(grants::PasswordArguments) "password" "Ask for tokens with a user's password: deprecated, to see why (RFC 9700 2.4)";
    Refresh(uses::RefreshArguments) "refresh" "Trade a refresh token for new tokens (RFC 6749 6)";
    Userinfo(uses::UserinfoArguments) "userinfo" "Fetch the claims of the user with an access token (OpenID Connect Core 5.3)";
    Introspect(uses::IntrospectArguments) "introspect" "Ask the server what a token is worth (RFC 7662)";
    Call(uses::CallArguments) "call" "Use an access token at any resource (RFC 6750)";
    Revoke(uses::RevokeArguments) "revoke" "Have a token declared dead, and see that it is (RFC 7009)";
    Logout(uses::LogoutArguments) "logout" "End the session at the provider, in the browser (OpenID Connect RP-Initiated Logout 1.0)";
    Register(register::RegisterArguments) "register" "Register a client for a loopback redirect (RFC 7591)";
    Unregister(register::UnregisterArguments) "unregister" "Delete a client that was registered (RFC 7592)";
    Serve(serve::ServeArguments) "serve" "Run the practice provider: an authorization server to learn, test and break";
    Show(show::ShowArguments) "show" "Tell a saved run again, judged by today's rules";
    Diff(diff::DiffArguments) "diff" "Two runs side by side, message by message, with only what differs";
    Decode(decode::DecodeArguments) "decode" "Take a token apart: what it is, what each claim is for, and what is wrong with it";
    Discover(discover::DiscoverArguments) "discover" "Look at a provider without logging in: its metadata, its keys, and what is wrong with them";
    Lab(lab::LabArguments) "lab" "Play attacks, and see what secret, verifier and the other defences are each for";
    Config(config::ConfigArguments) "config" "Settings: what they are, where they come from, and a file to begin with";
    Explain(explain::ExplainArguments) "explain" "Tell what a word means, or why a saved run failed and what to do";
    Learn(learn::LearnArguments) "learn" "Learn what secret and verifier are for: attacks that you predict and then watch";
    Completions(completions::CompletionsArguments) "completions" "Print the completions for a shell";
}

/// Every command with its flags, as the help and the completions tell them.
#[must_use]
pub fn command() -> clap::Command {
    let mut command = whole();
    command.build();
    command
}

/// Every command with its flags, before clap has looked at it.
fn whole() -> clap::Command {
    program(|_| true)
}

/// The program as far as these words can mean it: a command is made only where its name is among them, since all of them
/// together take longer than a login.
fn meant(words: &[OsString]) -> clap::Command {
    program(|name| words.iter().any(|word| word == name))
}

/// Runs the program with these arguments; gives back how it went.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let words: Vec<OsString> = arguments.into_iter().collect();
    let (arguments, command, given) = match read(&words) {
        Ok(read) => read,
        Err(Unsettled::Words(error)) => return show_usage(&error),
        Err(Unsettled::Settings(trouble)) => {
            Terminal::stderr(Colour::Auto).tell(&trouble.text());
            return trouble.exit;
        }
    };
    let colour = Colour::from(arguments.color);
    let terminal = Terminal::stderr(colour);
    let outcome = match command {
        Command::Login(mut arguments) => {
            arguments.settle(given);
            login::run(&arguments, terminal)
        }
        Command::Check(arguments) => check::run(*arguments, given, (&words, terminal)),
        Command::Prove(arguments) => prove::run(*arguments, given, terminal),
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
        Command::Diff(arguments) => diff::run(&arguments, terminal),
        Command::Decode(arguments) => decode::run(&arguments, terminal),
        Command::Discover(arguments) => discover::run(&arguments, terminal),
        Command::Lab(arguments) => lab::run(&arguments, terminal),
        Command::Config(arguments) => config::run(&arguments, terminal),
        Command::Explain(arguments) => explain::run(&arguments, terminal),
        Command::Learn(arguments) => learn::run(&arguments, terminal),
        Command::Completions(arguments) => completions::run(*arguments),
    };
    outcome.unwrap_or_else(|trouble| {
        terminal.tell(&trouble.text());
        trouble.exit
    })
}

/// The words, with the settings behind them.
fn read(words: &[OsString]) -> Result<(Arguments, Command, Given), Unsettled> {
    let settled = profile::settle(words, Secrets::Fetched)?;
    let arguments = Arguments::from_arg_matches(&settled.matches).map_err(Unsettled::Words)?;
    let command = Command::read(&settled.matches).map_err(Unsettled::Words)?;
    Ok((arguments, command, settled.given))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_command_is_for_is_told_the_same_twice() {
        let (names, whole) = (program(|_| false), whole());
        let about = |program: &clap::Command, name: &str| {
            program.find_subcommand(name).and_then(clap::Command::get_about).map(ToString::to_string)
        };
        for command in whole.get_subcommands() {
            assert_eq!(about(&names, command.get_name()), about(&whole, command.get_name()));
        }
    }

    #[test]
    fn a_command_is_made_where_it_is_meant() {
        let words: Vec<OsString> = ["oauth-flow", "--color", "never", "login", "--json"].map(OsString::from).to_vec();
        let made = meant(&words);
        let flags = |name: &str| made.find_subcommand(name).map_or(0, |command| command.get_arguments().count());
        assert!(flags("login") > 20 && flags("serve") == 0);
    }
}
