//! `oauth-flow show FILE`: a saved record told again, judged by today's rules.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::login::document;
use super::{Exit, Trouble, discover};
use crate::rules::judge;
use crate::trace::{Flow, Level, Trace, file};
use crate::view::html::html;
use crate::view::markdown::markdown;
use crate::view::report::Report;
use crate::view::sequence::{Sequence, diagram, mermaid};
use crate::view::story::{Lessons, story};
use crate::world::files;
use crate::world::terminal::{self, Terminal};

/// Tell a saved run again, judged by today's rules
///
/// The story of a record goes to standard output, since here it is the data. What was masked when the record was saved
/// stays masked; a record in full is masked unless --reveal is given.
#[derive(Debug, Args)]
#[command(after_help = super::exit::TABLE)]
pub struct ShowArguments {
    /// A file that `login --trace FILE` saved
    file: PathBuf,
    /// How to tell it
    #[arg(long = "as", value_enum, value_name = "FORM", default_value = "text")]
    form: Form,
    /// Mask nothing that the record holds
    #[arg(long)]
    reveal: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Form {
    /// The story, as `login` tells it
    Text,
    /// The document of `login --json`
    Json,
    /// A sequence diagram for a terminal: who sent what to whom, and where secret and verifier travel
    Diagram,
    /// The same diagram as text for Mermaid
    Mermaid,
    /// The whole run as a Markdown document
    Markdown,
    /// The whole run as one HTML page that needs nothing else
    Html,
}

/// A record is not larger than this.
const MAX_RECORD: u64 = 64 << 20;

pub(super) fn run(arguments: &ShowArguments, terminal: Terminal) -> Result<Exit, Trouble> {
    let trace = read(&arguments.file)?;
    let level = level(arguments.reveal, &trace);
    let exit = Exit::of(&trace, &judge(&trace));
    let text = match arguments.form {
        Form::Json if trace.plan.flow == Flow::Metadata => discover::document(&trace, exit)?,
        Form::Json => document(&trace, level, exit)?,
        Form::Text if trace.plan.flow == Flow::Metadata => {
            discover::tell(&trace, terminal);
            return Ok(exit);
        }
        Form::Text => {
            let terminal = terminal.for_stdout();
            terminal.tell(&story(&Report::of(&trace, level), Lessons::Told, terminal.width()));
            return Ok(exit);
        }
        Form::Diagram => {
            let terminal = terminal.for_stdout();
            terminal.tell(&diagram(&Sequence::of(&Report::of(&trace, level)), terminal.width()));
            return Ok(exit);
        }
        Form::Mermaid => mermaid(&Sequence::of(&Report::of(&trace, level))),
        Form::Markdown => markdown(&Report::of(&trace, level)),
        Form::Html => html(&Report::of(&trace, level)),
    };
    terminal::put(&text).map_err(|error| Trouble::local(format!("cannot write to standard output: {error}")))?;
    Ok(exit)
}

/// Reads a record; `-` is standard input.
pub(super) fn read(path: &std::path::Path) -> Result<Trace, Trouble> {
    let octets = if path.as_os_str() == "-" {
        terminal::read_stdin(MAX_RECORD).map(String::into_bytes).map_err(|error| Trouble::local(error.to_string()))
    } else {
        files::read_bounded(path, MAX_RECORD).map_err(|error| Trouble::local(error.to_string()))
    };
    let octets = octets.map_err(|trouble| trouble.hint("save one with: oauth-flow login --trace FILE"))?;
    let text = String::from_utf8_lossy(&octets);
    file::read(&text).map_err(|reason| {
        Trouble::usage(format!("`{}` cannot be told: {reason}", path.display()))
            .hint("save one with: oauth-flow login --trace FILE")
    })
}

/// How much is shown of a record on standard output.
pub(super) fn level(reveal: bool, trace: &Trace) -> Level {
    if reveal || trace.plan.practice {
        Level::Open
    } else if terminal::stdout_is_terminal() {
        Level::Terminal
    } else {
        Level::Kept
    }
}
