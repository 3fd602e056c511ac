//! `oauth-flow check merge`: several reports become one, as if one run had made it.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::Trouble;
use crate::cli::exit::exit_table;
use crate::view::check::{Report, Target, VERSION};
use crate::world::files;

/// Join the JSON reports of several runs, and give them out as one
///
/// The exit is that of all of them together, and so are the formats: check each part on a machine of its own with --json,
/// then join what came of it.
#[derive(Debug, Args)]
#[command(after_help = exit_table!())]
pub struct MergeArguments {
    /// The reports, as --json writes them
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

/// Reports of thousands of providers with their evidence stay below that.
const MAX_OCTETS: u64 = 512 << 20;

/// Reads the reports and joins them: sorted by name, and what stands in several of them word by word only once.
pub(super) fn read(arguments: &MergeArguments) -> Result<Report, Trouble> {
    let mut targets: Vec<Target> = Vec::new();
    for path in &arguments.files {
        for target in report(path)?.targets {
            if !targets.contains(&target) {
                targets.push(target);
            }
        }
    }
    targets.sort_by(|one, other| (&one.name, one.started_ms).cmp(&(&other.name, other.started_ms)));
    Ok(Report::of(targets))
}

fn report(path: &Path) -> Result<Report, Trouble> {
    let octets = files::read_bounded(path, MAX_OCTETS).map_err(|error| {
        Trouble::local(error.to_string()).hint("a report is written by: oauth-flow check NAME --json > report.json")
    })?;
    let shown = path.display();
    let report: Report = serde_json::from_slice(&octets).map_err(|error| {
        Trouble::usage(format!("`{shown}` is no report of checks: {error}"))
            .hint("a report is written by: oauth-flow check NAME --json > report.json")
    })?;
    if report.version != VERSION {
        let (seen, known) = (report.version, VERSION);
        return Err(Trouble::usage(format!(
            "`{shown}` is a report of version {seen}, and version {known} is known here"
        ))
        .hint("join reports with the program that wrote them"));
    }
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::check::many::tests::target;

    fn merged(reports: &[&str]) -> Result<Report, String> {
        let folder = tempfile::tempdir().unwrap();
        let write = |(at, text): (usize, &&str)| {
            let path = folder.path().join(format!("{at}.json"));
            files::write(&path, text.as_bytes()).unwrap();
            path
        };
        let files = reports.iter().enumerate().map(write).collect();
        read(&MergeArguments { files }).map_err(|trouble| trouble.text().to_plain())
    }

    #[test]
    fn reports_are_joined_by_name_and_nothing_is_counted_twice() {
        let text = |targets: &[Target]| serde_json::to_string(&Report::of(targets.to_vec())).unwrap();
        let [a, b, c] = ["a", "b", "c"].map(|name| target(name, &[("one", "pass")]));
        let report = merged(&[&text(&[c.clone(), a.clone()]), &text(&[b.clone(), a.clone()]), &text(&[])]).unwrap();
        assert_eq!(report.targets, [a, b, c]);
    }

    #[test]
    fn what_is_no_report_is_told_with_its_file() {
        assert!(merged(&["{}"]).unwrap_err().contains("0.json` is no report of checks"));
        assert!(merged(&["[1"]).unwrap_err().contains("0.json` is no report of checks"));
        let later = r#"{"version": 99, "tool": "x", "targets": []}"#;
        assert!(merged(&[later]).unwrap_err().contains("a report of version 99"));
    }
}
