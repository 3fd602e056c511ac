//! `oauth-flow discover ISSUER`: what a server says about itself, explained and checked, without a login or a client.

use std::path::PathBuf;

use clap::Args;

use super::login::{check_url, save};
use super::network::NetworkArguments;
use super::reach;
use super::{Exit, Trouble};
use crate::rules::judge;
use crate::trace::{Level, Trace};
use crate::view::ending::ending;
use crate::view::{Report, discover, json};
use crate::world::files;
use crate::world::terminal::{self, Terminal};

/// Look at a provider without logging in: its metadata, its keys, and what is wrong with them
///
/// Asks for the metadata at both places where it may be (OpenID Connect Discovery and RFC 8414) and for the keys, tells
/// what each member means, and checks all of it. No client, no login, nothing is changed at the provider.
///
/// What was found goes to standard output, since here it is the data; --json writes it for programs.
#[derive(Debug, Args)]
#[command(after_help = super::exit::TABLE)]
pub struct DiscoverArguments {
    /// The provider's issuer, character by character as the provider writes it
    #[arg(value_name = "ISSUER")]
    issuer: String,
    /// Write one JSON document
    #[arg(long)]
    json: bool,
    /// Save the record of the messages to this file
    #[arg(long, value_name = "FILE")]
    trace: Option<PathBuf>,
    #[command(flatten)]
    network: NetworkArguments,
}

/// People copy the address of the document where the issuer is meant.
const SUFFIX: &str = "/.well-known/openid-configuration";

pub(super) fn run(arguments: &DiscoverArguments, terminal: Terminal) -> Result<Exit, Trouble> {
    let issuer = arguments.issuer.strip_suffix(SUFFIX).unwrap_or(&arguments.issuer);
    check_url("ISSUER", issuer, arguments.network.allow_http)?;
    if let Some(path) = &arguments.trace {
        files::check_writable(path)
            .map_err(|error| Trouble::local(error.to_string()).hint("name a file that can be written: --trace FILE"))?;
    }
    let trace = reach::discover(&arguments.network, issuer)?;
    let exit = Exit::of(&trace, &judge(&trace));
    let saved = arguments.trace.as_deref().map_or(Ok(()), |path| save(&trace, Level::Kept, path));
    if arguments.json {
        put(&document(&trace, exit)?)?;
    } else {
        tell(&trace, terminal);
    }
    terminal.tell(&ending(&Report::of(&trace, Level::Open), terminal.width()));
    saved.map(|()| exit)
}

/// The page on standard output. Nothing here is a secret.
pub(super) fn tell(trace: &Trace, terminal: Terminal) {
    let terminal = terminal.for_stdout();
    terminal.tell(&discover::discover(&Report::of(trace, Level::Open), terminal.width()));
}

/// The JSON document.
pub(super) fn document(trace: &Trace, exit: Exit) -> Result<String, Trouble> {
    let report = Report::of(trace, Level::Open);
    let parts = json::Parts {
        trace: &report.trace,
        findings: &report.findings,
        diagnosis: &report.diagnosis,
        exit: exit.code(),
    };
    json::discover(&parts).map_err(|error| Trouble::local(format!("cannot write the JSON document: {error}")))
}

fn put(data: &str) -> Result<(), Trouble> {
    terminal::put(data).map_err(|error| Trouble::local(format!("cannot write to standard output: {error}")))
}
