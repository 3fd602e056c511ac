//! The report as Markdown, for the summary of a job or a comment. Whatever others chose stands in code, where it is text.

use std::fmt::Write as _;

use super::words;
use super::{Checked, Ended, Report, Strictness, Target, Tried, VERDICTS, skips};
use crate::view::markdown::{code, row};

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
