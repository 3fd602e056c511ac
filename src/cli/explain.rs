//! `oauth-flow explain`: what a name means, or why a recorded run failed.

use std::path::Path;

use clap::Args;
use clap::builder::FalseyValueParser;
use serde::Serialize;
use serde_json::{Value, json};

use super::{Exit, Trouble, show};
use crate::explain::diagnosis::Diagnosis;
use crate::explain::topics::{self, Entry};
use crate::trace::{Ending, Trace};
use crate::view::report::Report;
use crate::view::{Line, Meaning, Text, ending, escape, findings, topics as view};
use crate::world::terminal::{self, Terminal};

/// Tell what a word means, or why a saved run failed and what to do
///
/// A word is an error code, a code of a provider (`AADSTS50011`, `bad_verification_code`), a parameter, a claim, a member of
/// the metadata, a header, a step, a rule, or an idea such as `client secret` or `front channel`.
///
/// A file is a record that `login --trace FILE` saved, or a HAR of somebody else's login; `-` reads it from standard input. What is told goes to standard
/// output, since here it is the data.
#[derive(Debug, Args)]
#[command(after_help = super::exit::TABLE)]
pub struct ExplainArguments {
    /// The word, or the file of a record
    #[arg(value_name = "WORD|FILE", required_unless_present = "list")]
    what: Vec<String>,
    /// Which login of a HAR, from 1 [default: the last]
    #[arg(long, value_name = "N")]
    login: Option<usize>,
    /// List every word that is known
    #[arg(long, value_parser = FalseyValueParser::new(), conflicts_with = "what")]
    list: bool,
    /// Print it as JSON
    #[arg(long, value_parser = FalseyValueParser::new())]
    json: bool,
    /// Mask nothing that the record holds
    #[arg(long, value_parser = FalseyValueParser::new())]
    reveal: bool,
}

/// The diagnosis of a record, for programs.
#[derive(Serialize)]
struct Diagnosed<'a> {
    schema: &'static str,
    ending: &'a Ending,
    diagnosis: &'a [Diagnosis],
}

pub(super) fn run(arguments: &ExplainArguments, terminal: Terminal) -> Result<Exit, Trouble> {
    let (stderr, terminal) = (terminal, terminal.for_stdout());
    if arguments.list {
        let all: Vec<Entry> = topics::all().collect();
        return tell(
            arguments,
            terminal,
            || view::list(&all, terminal.width()),
            || json!({ "schema": "oauth-flow/topics/1", "topics": all }),
        );
    }
    let what = arguments.what.join(" ");
    if let Some(entry) = topics::find(&what).filter(|_| !is_path(&what)) {
        return tell(
            arguments,
            terminal,
            || view::entry(&entry, terminal.width()),
            || json!({ "schema": "oauth-flow/topic/1", "topic": entry }),
        );
    }
    if what != "-" && !is_path(&what) && !Path::new(&what).is_file() {
        return Err(unknown(&what));
    }
    let trace = show::read_login(Path::new(&what), arguments.login, stderr)?;
    let report = Report::of(&trace, show::level(arguments.reveal, &trace));
    tell(arguments, terminal, || told(&trace, &report, terminal.width()), || diagnosed(&report))
}

/// Whether it can only be a file.
fn is_path(what: &str) -> bool {
    what == "-"
        || what.contains(['/', '\\'])
        || Path::new(what).extension().is_some_and(|extension| extension == "json" || extension == "har")
}

fn unknown(what: &str) -> Trouble {
    let near: Vec<String> = topics::nearest(what).iter().map(|name| format!("`{name}`")).collect();
    let hint = if near.is_empty() {
        "every word that is known: oauth-flow explain --list".to_owned()
    } else {
        format!("did you mean {}?", near.join(", "))
    };
    Trouble::usage(format!("nothing is known of `{what}`, and there is no such file")).hint(hint)
}

fn tell(
    arguments: &ExplainArguments,
    terminal: Terminal,
    text: impl FnOnce() -> Text,
    document: impl FnOnce() -> Value,
) -> Result<Exit, Trouble> {
    if !arguments.json {
        terminal.tell(&text());
        return Ok(Exit::Sound);
    }
    let written = serde_json::to_string_pretty(&document());
    let written = written.map_err(|error| Trouble::local(format!("cannot write the JSON document: {error}")))?;
    terminal::put(&(escape::json(&written) + "\n"))
        .map_err(|error| Trouble::local(format!("cannot write to standard output: {error}")))?;
    Ok(Exit::Sound)
}

fn told(trace: &Trace, report: &Report, width: usize) -> Text {
    let mut out = match trace.ended {
        Ending::Finished => findings::verdict(&report.findings, report.trace.plan.flow),
        Ending::Open => {
            let mut open = Text::default();
            let words = match (&trace.plan.captured, report.diagnosis.is_empty()) {
                (Some(_), true) => {
                    "the capture ends before the login does: what came so far gives no cause for a diagnosis"
                }
                (Some(_), false) => "the capture ends before the login does; what it shows of what came after:",
                (None, _) => "the record has no end: the run was cut off, or is still under way",
            };
            open.push(Line::default().with(Meaning::Warn, words));
            open
        }
        _ => Text::default(),
    };
    out.extend(ending::ending(report, width));
    out
}

fn diagnosed(report: &Report) -> Value {
    let diagnosed =
        Diagnosed { schema: "oauth-flow/diagnosis/1", ending: &report.trace.ended, diagnosis: &report.diagnosis };
    serde_json::to_value(diagnosed).unwrap_or_default()
}
