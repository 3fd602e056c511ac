//! `oauth-flow config`: the files of settings shown, found, listed and begun.

mod check;
mod init;
mod list;
mod show;
mod table;

use clap::{Args, Subcommand};

use super::{Exit, Trouble};
use crate::view::{Line, Meaning, Text, escape};
use crate::world::terminal::{self, Terminal};

/// Settings: what they are, where they come from, and a file to begin with
///
/// Settings are read from oauth-flow.toml, looked for in the working directory and upwards, and from
/// oauth-flow/config.toml in the user's configuration directory. A [provider.NAME] table has everything that login has
/// flags for, and is used by `oauth-flow login NAME`. A flag counts more than the environment, that more than the project's
/// file, that more than the user's, and that more than what is known of a provider.
#[derive(Debug, Args)]
#[command(after_help = super::exit::TABLE)]
pub struct ConfigArguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Show(show::ShowArguments),
    Init(Box<init::InitArguments>),
    List(list::ListArguments),
    /// Tell which files of settings are read
    Path,
}

pub(super) fn run(arguments: &ConfigArguments, terminal: Terminal) -> Result<Exit, Trouble> {
    match &arguments.command {
        Command::Show(arguments) => show::run(arguments, terminal),
        Command::Init(arguments) => init::run(arguments, terminal),
        Command::List(arguments) => list::run(arguments, terminal),
        Command::Path => list::path(terminal),
    }
}

/// The text is data here and goes to standard output.
fn print(text: &Text, terminal: Terminal) {
    terminal.for_stdout().tell(text);
}

fn put(data: &str) -> Result<(), Trouble> {
    terminal::put(data).map_err(|error| Trouble::local(format!("cannot write to standard output: {error}")))
}

/// What a person should know, on standard error.
fn remark(remarks: &[String], terminal: Terminal) {
    let mut text = Text::default();
    for words in remarks {
        text.push(
            Line::default().with(Meaning::Warn, "note:").with(Meaning::Plain, format!(" {}", escape::terminal(words))),
        );
    }
    terminal.tell(&text);
}

/// Columns: each as wide as what stands in it, the last one as it is.
fn columns(rows: &[Vec<(Meaning, String)>]) -> Text {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let wide = |column: usize| {
        let cells = rows.iter().filter(|row| row.len() > column + 1).filter_map(|row| row.get(column));
        // what is longer than this pushes its own row only
        cells.map(|(_, text)| escape::terminal(text).chars().count()).filter(|wide| *wide <= 60).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..count).map(wide).collect();
    let mut text = Text::default();
    for row in rows {
        let mut line = Line::default();
        let mut at = 0;
        for ((meaning, cell), width) in row.iter().zip(&widths) {
            line.pad_to(at);
            line.push(*meaning, escape::terminal(cell));
            at = line.width() + 2 + width.saturating_sub(escape::terminal(cell).chars().count());
        }
        text.push(line);
    }
    text
}
