//! `oauth-flow lab`: attacks played on the practice provider, one by one and all at once.

mod list;
mod matrix;
mod run;

use clap::{Args, Subcommand};

use super::{Exit, Trouble};
use crate::lab::{Defence, Defences, Scenario, by_id};
use crate::view::Text;
use crate::world::terminal::{self, Terminal};

/// Play attacks, and see what secret, verifier and the other defences are each for
///
/// Everything is played when the command runs, with the practice provider inside and without any network: Alice, who signs
/// in at a shop; the shop; an honest server; and Mallory. Nothing that is told here is written down anywhere.
#[derive(Debug, Args)]
#[command(after_help = super::exit::TABLE)]
pub struct LabArguments {
    #[command(subcommand)]
    command: Command,
}

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
        Trouble::usage(format!("there is no scenario `{id}`")).hint("see them all with: oauth-flow lab list")
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
    Defence::by_id(word).ok_or_else(|| {
        let all: Vec<&str> = Defence::ALL.iter().map(|defence| defence.id()).collect();
        Trouble::usage(format!("there is no defence `{word}`")).hint(format!("there are: {}", all.join(" ")))
    })
}

/// Where the system gives no randomness there are no keys to play with.
pub(super) fn no_keys() -> Trouble {
    Trouble::local("this system gives no randomness, so that no key can be made")
}
