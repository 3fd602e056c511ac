//! The ID token taken apart, and every check of it with what was expected and seen.

use super::findings::{self, Detail};
use super::heading;
use super::layout::{INDENT, ROWS, Row, blank, paragraph, rows};
use super::paint::{self, Paint};
use super::text::{Line, Meaning, Text};
use crate::explain::glossary;
use crate::explain::statement::{Claim, Statement, statement};
use crate::rules::Finding;
use crate::trace::{Step, Trace};

/// Header and claims of the ID token, and its checks.
#[must_use]
pub fn verify(trace: &Trace, checks: &[&Finding], width: usize) -> Text {
    let mut out = Text::default();
    out.push(heading::alone(trace.plan.numbered(Step::Verify), "nothing is sent"));
    out.extend(verify_below_heading(trace, checks, width));
    out
}

/// The same without its heading, for a lesson to stand in between.
#[must_use]
pub fn verify_below_heading(trace: &Trace, checks: &[&Finding], width: usize) -> Text {
    let paint = Paint::of(trace);
    let mut out = Text::default();
    match statement(trace) {
        Statement::Absent => paragraph(&mut out, "there is no ID token to check", Meaning::Plain, (INDENT, width)),
        Statement::Unreadable => {
            paragraph(&mut out, "the ID token cannot be taken apart", Meaning::Bad, (INDENT, width));
        }
        Statement::Read { header, claims } => {
            members(&mut out, "header of the ID token", &header, (&paint, width));
            members(&mut out, "claims of the ID token", &claims, (&paint, width));
        }
    }
    if !checks.is_empty() {
        out.push(label("checks"));
    }
    out.extend(findings::lines(checks, Detail::Facts, (&paint, &trace.plan), width));
    out
}

fn members(out: &mut Text, title: &str, members: &[Claim], (paint, width): (&Paint, usize)) {
    out.push(label(title));
    let row = |claim: &Claim| Row {
        name: paint::name(&claim.name),
        value: paint.spans(&claim.value, Meaning::Plain),
        what: glossary::what(&claim.name).map(str::to_owned),
    };
    let list: Vec<Row> = members.iter().map(row).collect();
    rows(out, &list, (ROWS, width));
}

fn label(text: &str) -> Line {
    blank(INDENT).with(Meaning::Faint, text)
}
