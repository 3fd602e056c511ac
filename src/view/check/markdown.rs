//! The report as Markdown, for the summary of a job or a comment. Whatever others chose stands in code, where it is text.

use std::fmt::Write as _;

use super::words::{self, safe};
use super::{Checked, Ended, Report, Strictness, Target, Tried, VERDICTS, skips};

/// So long a summary is taken (1 MiB at GitHub); what is too much is left out as a whole.
const LONGEST: usize = 900 << 10;

/// The whole document.
#[must_use]
pub fn markdown(report: &Report, strictness: Strictness) -> String {
    let mut out = format!("## oauth-flow check: {}\n\n", Ended::of(report, strictness).word());
    out.push_str("| | provider | suite | checks | time |\n|---|---|---|---|---|\n");
    for target in &report.targets {
        let ended = Ended::of_target(target, strictness);
        let remark = ended.remark().map(|remark| format!(": {remark}")).unwrap_or_default();
        row(
            &mut out,
            &[
                format!("**{}**{remark}", ended.word()),
                code(&words::subject(target)),
                code(&format!("{} {}", target.suite, target.profile)),
                words::counted(target),
                words::time(target.elapsed_us),
            ],
        );
    }
    for target in &report.targets {
        let told = of_target(target, report.targets.len() > 1);
        if out.len() + told.len() > LONGEST {
            out.push_str("\nThere is more than can be told here: the other reports have it.\n");
            break;
        }
        out.push_str(&told);
    }
    out
}

fn of_target(target: &Target, is_one_of_many: bool) -> String {
    let mut out = String::new();
    let mut amiss: Vec<&Checked> = target.checks.iter().filter(|check| check.is_amiss()).collect();
    amiss.sort_by_key(|check| (!check.counts(), VERDICTS.iter().position(|known| *known == check.verdict)));
    if is_one_of_many && !amiss.is_empty() {
        let _ = write!(out, "\n### {}\n", code(&words::subject(target)));
    }
    for check in amiss {
        of_check(&mut out, target, check);
    }
    skipped(&mut out, target);
    out
}

fn of_check(out: &mut String, target: &Target, check: &Checked) {
    let word = if check.counts() { check.verdict.as_str() } else { "known" };
    let _ = write!(out, "\n#### {word}: {}\n\n{}\n\n", code(&check.id), code(&check.title));
    for part in check.telling() {
        of_part(out, part);
    }
    for (name, text) in words::why(target, check) {
        item(out, name, &text);
    }
}

fn of_part(out: &mut String, part: &Tried) {
    for (name, text) in words::tried(part) {
        item(out, name, &text);
    }
}

fn item(out: &mut String, name: &str, text: &str) {
    let _ = writeln!(out, "- {name} {}", code(text));
}

fn skipped(out: &mut String, target: &Target) {
    let groups = skips::grouped(target);
    if groups.is_empty() {
        return;
    }
    let count = target.counting("skip").count();
    let _ = write!(
        out,
        "\n<details><summary>{count} skipped</summary>\n\n| reason | what it would take | checks |\n|---|---|---|\n"
    );
    for group in groups {
        let ids: Vec<String> = group.ids.iter().map(|id| code(id)).collect();
        row(out, &[code(&group.reason), code(&group.wanted), ids.join(", ")]);
    }
    out.push_str("\n</details>\n");
}

/// A row of a table: a bar ends a cell even in code, where it is not escaped (GFM 4.10).
fn row(out: &mut String, cells: &[String]) {
    let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
    let _ = writeln!(out, "| {} |", cells.join(" | "));
}

/// Text in a code span, where nothing in it is a link, a mention, a tag or an emphasis (`CommonMark` 6.1): between more
/// backticks than it has itself.
fn code(text: &str) -> String {
    let text = super::github::harmless(&safe(text));
    if text.trim().is_empty() {
        return String::new();
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let edge = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{edge}{text}{edge}{fence}")
}
