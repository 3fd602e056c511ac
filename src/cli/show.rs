//! `oauth-flow show FILE`: a saved record told again, judged by today's rules; also one that a browser captured.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::login::{document, har};
use super::{Exit, Trouble, discover};
use crate::rules::{ending, judge};
use crate::trace::har::{Capture, Har, LOOKED_FOR, NotAHar, is_har, read as read_har};
use crate::trace::{Ending, Flow, Level, Masker, Trace, file};
use crate::view::html::html;
use crate::view::markdown::markdown;
use crate::view::report::Report;
use crate::view::sequence::{Sequence, diagram, mermaid};
use crate::view::story::{Lessons, story};
use crate::view::{Line, Meaning, Text, captured as view, curl};
use crate::world::files;
use crate::world::terminal::{self, Terminal};

/// Tell a saved run again, judged by today's rules
///
/// The story of a record goes to standard output, since here it is the data. What was masked when the record was saved
/// stays masked; a record in full is masked unless --reveal is given.
///
/// A HAR is told too: what a browser captured of a login in somebody else's application (developer tools, Network, save
/// as HAR). The OAuth messages are found among all others, and judged like those of a login of our own; what is not in
/// the capture is named, and not judged. Several logins in one HAR are listed, and the last is told.
#[derive(Debug, Args)]
#[command(after_help = super::exit::TABLE)]
pub struct ShowArguments {
    /// A file that `login --trace FILE` saved, or a HAR
    file: PathBuf,
    /// Which login of a HAR, from 1 [default: the last]
    #[arg(long, value_name = "N")]
    login: Option<usize>,
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
    /// HAR 1.2, for the tools that read what browsers capture
    Har,
    /// A shell script that repeats the calls of the back channel, with placeholders for secrets
    Curl,
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
    let trace = read_login(&arguments.file, arguments.login, terminal)?;
    let level = level(arguments.reveal, &trace);
    let exit = Exit::of(&trace, &judge(&trace));
    let text = match arguments.form {
        Form::Json if trace.plan.flow == Flow::Metadata => discover::document(&trace, exit)?,
        Form::Json => document(&trace, level, exit)?,
        Form::Har => har(&trace, level)?,
        // What a placeholder stands for is never shown, so --reveal changes nothing here.
        Form::Curl => curl::script(&trace, &Masker::of(&trace, Level::Kept).trace(&trace)),
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

/// Reads a record; `-` is standard input. Of a HAR with several logins it is the last.
pub(super) fn read(path: &Path) -> Result<Trace, Trouble> {
    let (trace, _) = record(path, None)?;
    Ok(trace)
}

/// Reads a record, where it is a HAR that of this login; which one of how many it is goes to standard error.
pub(super) fn read_login(path: &Path, login: Option<usize>, terminal: Terminal) -> Result<Trace, Trouble> {
    let (trace, several) = record(path, login)?;
    terminal.tell(&several);
    Ok(trace)
}

fn record(path: &Path, login: Option<usize>) -> Result<(Trace, Text), Trouble> {
    let text = text_of(path)?;
    if !is_har(&text) {
        if login.is_some() {
            return Err(
                Trouble::usage(format!("`{}` is no HAR: it holds one login", path.display())).hint("leave --login out")
            );
        }
        let trace = file::read(&text).map_err(|reason| {
            Trouble::usage(format!("`{}` cannot be told: {reason}", path.display()))
                .hint("save one with: oauth-flow login --trace FILE")
        })?;
        return Ok((trace, Text::default()));
    }
    match read_har(&text).map_err(|reason| unread(path, &reason))? {
        Har::Record(trace) => Ok((*trace, Text::default())),
        Har::Capture(capture) => captured(path, &capture, login),
    }
}

fn captured(path: &Path, capture: &Capture, login: Option<usize>) -> Result<(Trace, Text), Trouble> {
    let (logins, number) = (capture.logins(), login.unwrap_or_else(|| capture.latest()));
    let mut trace = capture.trace(number).ok_or_else(|| {
        Trouble::usage(format!("`{}` holds no login {number}", path.display()))
            .hint(format!("it holds {logins}: --login 1 to --login {logins}"))
    })?;
    if trace.ended == Ending::Open {
        trace.ended = ending(&trace);
    }
    let mut said = Text::default();
    if logins > 1 && login.is_none() {
        let words = format!(" the capture holds {logins} logins; this is login {number}, another is told by --login N");
        said.push(Line::default().with(Meaning::Strong, "note:").with(Meaning::Plain, words));
        said.extend(view::logins(&capture.list(), number));
    }
    Ok((trace, said))
}

fn unread(path: &Path, reason: &NotAHar) -> Trouble {
    let trouble = Trouble::usage(format!("`{}` cannot be told: {reason}", path.display()));
    match reason {
        NotAHar::NoLogin(_) => trouble.hint(format!("looked for: {LOOKED_FOR}")),
        _ => trouble.hint("save one in the developer tools of a browser: Network, save all as HAR with content"),
    }
}

fn text_of(path: &Path) -> Result<String, Trouble> {
    let octets = if path.as_os_str() == "-" {
        terminal::read_stdin(MAX_RECORD).map(String::into_bytes).map_err(|error| Trouble::local(error.to_string()))
    } else {
        files::read_bounded(path, MAX_RECORD).map_err(|error| Trouble::local(error.to_string()))
    };
    let octets = octets.map_err(|trouble| trouble.hint("save one with: oauth-flow login --trace FILE"))?;
    Ok(String::from_utf8_lossy(&octets).into_owned())
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
