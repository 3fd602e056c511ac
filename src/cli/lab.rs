//! `oauth-flow lab`: attacks played on the practice provider, one by one and all at once.

mod list;
mod matrix;
mod run;

use clap::{Args, Subcommand};

use super::profile::did_you_mean;
use super::{Exit, Trouble};
use crate::lab::{Defence, Defences, Scenario, by_id};
use crate::view::Text;
use crate::world::terminal::{self, Terminal};

/// Play attacks, and see what secret, verifier and the other defences are each for
///
/// Everything is played when the command runs, with the practice provider inside and without any network: Alice, who signs
/// in at a shop; the shop; an honest server; and Mallory. No outcome is written down anywhere.
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct LabArguments {
    #[command(subcommand)]
    command: Command,
}

/// Where to begin, and what the codes mean here.
const AFTER_HELP: &str = "\
Begin with:
  oauth-flow lab run L01                a thief has the code, and nothing is in his way
  oauth-flow lab run L01 --with secret  the client secret stops him
  oauth-flow lab run L05 --with secret  it helps him: the shop itself redeems for him
  oauth-flow lab run L05 --with s256    the code verifier stops him there
  oauth-flow lab matrix                 every attack against every defence
With questions in between: oauth-flow learn

Exit codes:
  0    it was played, whoever won
  2    usage: an unknown attack or defence
  5    local trouble: a file, or no randomness
  130  interrupted";

#[derive(Debug, Subcommand)]
enum Command {
    List(list::ListArguments),
    Run(run::RunArguments),
    Cell(run::CellArguments),
    Matrix(matrix::MatrixArguments),
}

pub(super) fn run(arguments: &LabArguments, terminal: Terminal) -> Result<Exit, Trouble> {
    match &arguments.command {
        Command::List(arguments) => list::run(arguments, terminal),
        Command::Run(arguments) => run::run(arguments, terminal),
        Command::Cell(arguments) => run::cell(arguments, terminal),
        Command::Matrix(arguments) => matrix::run(arguments, terminal),
    }
}

/// The text is data here and goes to standard output.
fn print(text: &Text, terminal: Terminal) {
    terminal.for_stdout().tell(text);
}

fn put(data: &str) -> Result<(), Trouble> {
    terminal::put(data).map_err(|error| Trouble::local(format!("cannot write to standard output: {error}")))
}

/// The scenario that was named.
fn scenario(id: &str) -> Result<&'static Scenario, Trouble> {
    by_id(id).ok_or_else(|| {
        Trouble::usage(format!("there is no scenario `{id}`")).hint("they are L01 to L25: oauth-flow lab list")
    })
}

/// The defences of one set: names with `+` or `,` between them, `all`, or `none`.
fn defences(words: &str) -> Result<Defences, Trouble> {
    match words {
        "all" => return Ok(Defences::all()),
        "none" => return Ok(Defences::default()),
        _ => {}
    }
    words.split(['+', ',']).map(str::trim).filter(|word| !word.is_empty()).map(defence).collect()
}

fn defence(word: &str) -> Result<Defence, Trouble> {
    Defence::by_id(&word.to_ascii_lowercase()).ok_or_else(|| {
        let all: Vec<&str> = Defence::ALL.iter().map(|defence| defence.id()).collect();
        let near = did_you_mean(word, all.iter().map(|id| (*id).to_owned()));
        Trouble::usage(format!("there is no defence `{word}`{near}")).hint(format!("there are: {}", all.join(" ")))
    })
}

/// Where the system gives no randomness there are no keys to play with.
pub(super) fn no_keys() -> Trouble {
    Trouble::local("this system gives no randomness, so that no key can be made")
}
