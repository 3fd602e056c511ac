//! What stands around the messages of a run: how it ended, who knows what, who could have redeemed the code, the checks.

use std::fmt::Write as _;

use super::{code, row, table};
use crate::explain::ending;
use crate::explain::ledger::{PARTIES, ledger as rows};
use crate::explain::providers;
use crate::explain::purpose::purpose;
use crate::explain::redeemers::{Key, Outcome};
use crate::rules::Finding;
use crate::trace::{Captured, Ending, Flow, Party, Trace};
use crate::view::captured;
use crate::view::findings::{is_ok, outcome, tally, word};
use crate::view::report::Report;

/// How it ended, and why; the causes with what to do about them.
pub(super) fn standing(out: &mut String, report: &Report) {
    let trace = &report.trace;
    if trace.ended == Ending::Finished {
        let (word, _, words) = outcome(&report.findings, trace.plan.flow);
        let _ = write!(out, "**{word}**: {words}\n\n");
    }
    if let Some(told) = ending::told(trace) {
        let _ = write!(out, "**error**: {}\n\n", code(&told.headline));
        for (label, value) in &told.facts {
            let _ = writeln!(out, "- {label} {}", code(value));
        }
        for sentence in &told.meaning {
            let _ = writeln!(out, "- {}", code(sentence));
        }
        out.push('\n');
    }
    if let Some(captured) = &trace.plan.captured {
        of_capture(out, report, captured);
    }
    for diagnosis in &report.diagnosis {
        let _ = writeln!(out, "- {}: {}", diagnosis.confidence.name(), code(&diagnosis.cause));
        for evidence in &diagnosis.evidence {
            let _ = writeln!(out, "  - {}", code(evidence));
        }
        let _ = writeln!(out, "  - to do: {}", code(&diagnosis.change));
        if let Some(test) = &diagnosis.test {
            let _ = writeln!(out, "  - to test it: {}", code(test));
        }
    }
    if !report.diagnosis.is_empty() {
        out.push('\n');
    }
}

/// What a capture came to, whose it is, and what is not in it.
fn of_capture(out: &mut String, report: &Report, of: &Captured) {
    if report.trace.ended == Ending::Open {
        let (word, _, words) = captured::standing(&report.findings, &report.diagnosis);
        let _ = write!(out, "**{word}**: {words}\n\n");
    }
    let _ = write!(out, "A capture {}.\n\n", code(&captured::whose(of)));
    if let Some(words) = captured::handed_over(of) {
        let _ = write!(out, "{}\n\n", code(&words));
    }
    if !of.lacks.is_empty() {
        let _ = write!(out, "{}:\n\n", captured::LACKING);
        for part in &of.lacks {
            let _ = writeln!(out, "- {}: {}", part.name(), part.words());
        }
        out.push('\n');
    }
}

/// Who knows what, and since when.
pub(super) fn ledger(out: &mut String, trace: &Trace) {
    out.push_str("\n## Who knows what\n\nThe number of the step at which it was first seen there.\n\n");
    let cells = rows(trace).into_iter().map(|row| {
        let seen =
            PARTIES.map(|party| row.by(party).map_or("-".to_owned(), |step| trace.plan.number(step).to_string()));
        [vec![code(row.name)], seen.to_vec(), vec![row.remark.unwrap_or_default()]].concat()
    });
    let names = PARTIES.map(Party::name);
    table(out, &[&[""], &names[..], &[""]].concat(), cells);
}

/// The last panel.
pub(super) fn redeemers(out: &mut String, report: &Report) {
    let trace = &report.trace;
    if let Some(purpose) = purpose(trace) {
        let _ = write!(
            out,
            "\n## What is the secret for here, and where is the verifier?\n\n{}\n\n{}\n",
            purpose.secret, purpose.verifier
        );
        return;
    }
    if trace.plan.flow == Flow::Metadata {
        return;
    }
    let panel = &report.panel;
    let is_proven = panel.is_proven();
    out.push_str("\n## Who could have redeemed this code?\n\n");
    let key = |key: Key| match key {
        Key::Held => "yes".to_owned(),
        Key::Lacked => "no".to_owned(),
        Key::NoLock => "none".to_owned(),
    };
    let mut head = vec!["holding the code and", panel.locks.client.name(), "verifier"];
    head.extend(panel.locks.key_bound.then_some("dpop key"));
    head.push(if is_proven { "proven on this server, or by the specification" } else { "by the specification" });
    let cells = panel.rows.iter().map(|row| {
        let mut cells = vec![row.holding.to_owned(), key(row.secret), key(row.verifier)];
        cells.extend(panel.locks.key_bound.then(|| key(row.dpop_key)));
        cells.push(match (row.outcome, &row.proven) {
            (Outcome::Redeemed, None) if is_proven => "**REDEEMED** by the specification".to_owned(),
            (Outcome::Redeemed, None) => "**REDEEMED**".to_owned(),
            (Outcome::Redeemed, Some(seen)) => format!("**REDEEMED** proven: {}", code(seen)),
            (Outcome::Refused { .. }, Some(seen)) => format!("refused, proven: {}", code(seen)),
            (Outcome::Refused { by }, None) => {
                let spec = if is_proven { " by the specification" } else { "" };
                format!("refused {} `{}`{spec}", by.refusal().0, by.refusal().1)
            }
        });
        cells
    });
    table(out, &head, cells);
    let _ = write!(out, "\n- {}\n- {}\n", panel.secret, panel.verifier);
    if let Some(words) = panel.dpop_key {
        let _ = writeln!(out, "- {words}");
    }
}

/// The checks: what is not as it should be, then all of them.
pub(super) fn checks(out: &mut String, report: &Report) {
    let plan = &report.trace.plan;
    let tally: Vec<String> =
        tally(&report.findings, plan).into_iter().map(|(word, number)| format!("{number} {word}")).collect();
    let _ =
        write!(out, "\n## Checks\n\n{}\n", if tally.is_empty() { "none made".to_owned() } else { tally.join(" · ") });
    for finding in report.findings.iter().filter(|finding| !is_ok(finding)) {
        let told = word(finding, plan);
        let _ = write!(out, "\n### {told}: {}\n\n", finding.requirement.title);
        let advice = providers::known_deviation(plan, finding)
            .map_or_else(|| finding.requirement.advice.to_owned(), |(_, deviation)| deviation.reason.to_owned());
        for (name, text) in [("expected", &finding.check.expected), ("seen", &finding.check.seen)] {
            let _ = writeln!(out, "- {name} {}", code(text));
        }
        let _ = writeln!(out, "- {advice}\n- {}", finding.requirement.spec);
    }
    if report.findings.is_empty() {
        return;
    }
    out.push_str("\n<details><summary>every check</summary>\n\n| | check | source |\n|---|---|---|\n");
    for finding in &report.findings {
        row(out, &line(finding, word(finding, plan)));
    }
    out.push_str("\n</details>\n");
}

fn line(finding: &Finding, word: &str) -> [String; 3] {
    [word.to_owned(), finding.requirement.title.to_owned(), finding.requirement.spec.to_owned()]
}
