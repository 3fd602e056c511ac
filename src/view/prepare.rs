//! The values drawn for a login, and how the challenge is made of the verifier.

use super::card::row;
use super::findings::{self, Detail};
use super::heading;
use super::layout::{INDENT, ROWS, Row, paragraph, rows};
use super::paint::{self, Paint};
use super::text::{Meaning, Span, Text};
use crate::explain::ledger;
use crate::protocol::Pkce;
use crate::rules::Finding;
use crate::trace::mask::is_masked;
use crate::trace::{Step, Trace};

/// What was drawn, and how the challenge is derived.
#[must_use]
pub fn prepare(trace: &Trace, checks: &[&Finding], width: usize) -> Text {
    let mut out = Text::default();
    out.push(heading::alone(trace.plan.numbered(Step::Prepare), "nothing is sent"));
    out.extend(prepare_below_heading(trace, checks, width));
    out
}

/// The same without its heading, for a lesson to stand in between.
#[must_use]
pub fn prepare_below_heading(trace: &Trace, checks: &[&Finding], width: usize) -> Text {
    let paint = Paint::of(trace);
    let mut out = Text::default();
    let mut list: Vec<Row> = ["state", "nonce", "code_verifier"]
        .into_iter()
        .filter_map(|name| Some(row(name, &ledger::value_of(trace, name)?, &paint)))
        .collect();
    list.extend(derivation(trace));
    if list.is_empty() {
        paragraph(
            &mut out,
            "nothing was drawn: every binding of this login is switched off",
            Meaning::Warn,
            (INDENT, width),
        );
    }
    rows(&mut out, &list, (ROWS, width));
    let wanting: Vec<&Finding> = checks.iter().copied().filter(|finding| finding.word() != "ok").collect();
    out.extend(findings::lines(&wanting, Detail::Title, (&paint, &trace.plan), width));
    out
}

fn derivation(trace: &Trace) -> Option<Row> {
    let formula = match trace.plan.pkce {
        Pkce::S256 => "= BASE64URL(SHA256(code_verifier))",
        Pkce::Plain => "= code_verifier, as it is (plain)",
        Pkce::None => return None,
    };
    // From the plan, not from the request: that one may have been changed on purpose.
    let verifier = trace.plan.nonces.code_verifier.as_deref()?;
    let derived = if is_masked(verifier) {
        // Without the verifier it is known only once it was sent.
        ledger::value_of(trace, "code_challenge").or_else(|| Some("see the next message".to_owned()))
    } else {
        trace.plan.pkce.challenge(verifier)
    };
    let value = Span { meaning: Meaning::Challenge, text: super::escape::terminal(&derived.unwrap_or_default()) };
    Some(Row { name: paint::name("code_challenge"), value: vec![value], what: Some(formula.to_owned()) })
}
