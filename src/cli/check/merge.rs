//! `oauth-flow check merge`: several reports become one, as if one run had made it.

use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::FalseyValueParser;

use super::output::{Outlet, OutputArguments};
use crate::cli::exit::check_exit_table;
use crate::cli::{Exit, Trouble};
use crate::view::check::{Report, Strictness, Target};
use crate::world::files;
use crate::world::terminal::Terminal;

/// Join the JSON reports of several runs, and give them out as one
///
/// The exit is that of all of them together, and so are the formats: check each part on a machine of its own with --json,
/// then join what came of it.
#[derive(Debug, Args)]
#[command(after_help = check_exit_table!())]
pub struct MergeArguments {
    /// The reports, as --json writes them
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Count warnings as well, and what stayed inconclusive
    #[arg(long, value_parser = FalseyValueParser::new(), env = "OAUTH_FLOW_STRICT", hide_env_values = true)]
    pub strict: bool,
    #[command(flatten)]
    pub output: OutputArguments,
}

/// Reports of thousands of providers with their evidence stay below that.
const MAX_OCTETS: u64 = 512 << 20;

/// A way to get a report.
const WRITE_ONE: &str = "a report is written by: oauth-flow check NAME --report FILE";

/// Joins the reports and gives them out.
pub(super) fn run(arguments: MergeArguments, terminal: Terminal) -> Result<Exit, Trouble> {
    let report = joined(&arguments.files)?;
    let strictness = if arguments.strict { Strictness::Strict } else { Strictness::Usual };
    Outlet::open(arguments.output, strictness)?.give_out(&report, terminal)
}

/// Sorted by name; what stands in several of them word by word is there only once.
fn joined(files: &[PathBuf]) -> Result<Report, Trouble> {
    let mut targets: Vec<Target> = Vec::new();
    for path in files {
        for target in read(path)?.targets {
            if !targets.contains(&target) {
                targets.push(target);
            }
        }
    }
    targets.sort_by(|one, other| (&one.name, one.started_ms).cmp(&(&other.name, other.started_ms)));
    Ok(Report::of(targets))
}

fn read(path: &Path) -> Result<Report, Trouble> {
    let octets =
        files::read_bounded(path, MAX_OCTETS).map_err(|error| Trouble::local(error.to_string()).hint(WRITE_ONE))?;
    let told =
        |reason: &str| Trouble::usage(format!("`{}` cannot be joined: {reason}", path.display())).hint(WRITE_ONE);
    let text = String::from_utf8(octets).map_err(|_| told("it is not UTF-8 text"))?;
    Report::read(&text).map_err(|error| told(&error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::check::sample;

    fn merged(reports: &[&str]) -> Result<Report, String> {
        let folder = tempfile::tempdir().unwrap();
        let write = |(at, text): (usize, &&str)| {
            let path = folder.path().join(format!("{at}.json"));
            files::write(&path, text.as_bytes()).unwrap();
            path
        };
        let files: Vec<PathBuf> = reports.iter().enumerate().map(write).collect();
        joined(&files).map_err(|trouble| trouble.text().to_plain())
    }

    #[test]
    fn reports_are_joined_by_name_and_nothing_is_counted_twice() {
        let text = |targets: &[Target]| Report::of(targets.to_vec()).write().unwrap();
        let checks = || vec![sample::checked("one", "fail")];
        let target =
            |name: &str| Target { name: name.into(), verdict: "fail".into(), checks: checks(), ..sample::target() };
        let [a, b, c] = ["a", "b", "c"].map(target);
        let report = merged(&[&text(&[c.clone(), a.clone()]), &text(&[b.clone(), a.clone()]), &text(&[])]).unwrap();
        assert_eq!((report.verdict.as_str(), report.targets.len()), ("fail", 3));
        assert_eq!(report.targets, [a, b, c]);
    }

    #[test]
    fn what_is_no_report_is_told_with_its_file() {
        assert!(merged(&["{}"]).unwrap_err().contains("0.json` cannot be joined: it is no report of checks"));
        assert!(merged(&["[1"]).unwrap_err().contains("0.json` cannot be joined: it is no report of checks"));
        let later = r#"{"schema": "oauth-flow/check/99", "tool": "x", "targets": []}"#;
        assert!(merged(&[later]).unwrap_err().contains("it says to be `oauth-flow/check/99`"));
    }
}
