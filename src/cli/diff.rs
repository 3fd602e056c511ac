//! `oauth-flow diff A B`: two records side by side, with only what differs.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{Exit, Trouble, show};
use crate::explain::diff::{Side, compare};
use crate::trace::Level;
use crate::view::diff::{Named, diff};
use crate::view::json;
use crate::view::report::Report;
use crate::world::terminal::{self, Terminal};

/// Two runs side by side, message by message, with only what differs
///
/// Takes what `login --trace FILE` saved, or a HAR: a public client beside a confidential one, a login with PKCE beside one
/// without, yesterday's working login beside today's broken one. What is drawn for each run (state, nonce, code, tokens,
/// dates) is compared by its shape; what is masked by the hash in its mask. Where the locks of two logins differ it ends
/// with what that means: who could have redeemed the code.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit codes:
  0    no difference
  1    they differ
  2    usage: an unknown word
  5    a file cannot be read, or is neither record nor HAR")]
pub struct DiffArguments {
    /// The first record
    a: PathBuf,
    /// The second record
    b: PathBuf,
    /// Write one JSON document
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &DiffArguments, terminal: Terminal) -> Result<Exit, Trouble> {
    let [a, b] = [read(&arguments.a)?, read(&arguments.b)?];
    let found = compare(side(&a), side(&b));
    let (name_a, name_b) = (arguments.a.display().to_string(), arguments.b.display().to_string());
    let runs = [Named { name: &name_a, trace: &a.trace }, Named { name: &name_b, trace: &b.trace }];
    if arguments.json {
        let text = json::diff(&found, runs)
            .map_err(|error| Trouble::local(format!("cannot write the JSON document: {error}")))?;
        terminal::put(&text).map_err(|error| Trouble::local(format!("cannot write to standard output: {error}")))?;
    } else {
        let terminal = terminal.for_stdout();
        terminal.tell(&diff(&found, runs, terminal.width()));
    }
    Ok(if found.is_empty() { Exit::Sound } else { Exit::Findings })
}

/// A record as it is compared: masked, so that one in full and one that was saved masked say the same.
fn read(path: &Path) -> Result<Report, Trouble> {
    let trace = show::read(path).map_err(|trouble| trouble.exiting(Exit::Local))?;
    Ok(Report::of(&trace, Level::Kept))
}

fn side(report: &Report) -> Side<'_> {
    Side { trace: &report.trace, findings: &report.findings }
}
