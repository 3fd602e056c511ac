//! The checks: what is not as it should be in the open, the rest folded.

use maud::{Markup, html};

use super::spans::prose;
use crate::explain::providers;
use crate::rules::Finding;
use crate::trace::Trace;
use crate::view::escape;
use crate::view::findings::{colour, is_ok, tally, word};
use crate::view::report::Report;
use crate::view::svg::class;

/// How many came out how, what is amiss, and every check behind it.
pub(super) fn checks(report: &Report) -> Markup {
    let tally = tally(&report.findings, &report.trace.plan);
    html! {
        p.tally {
            @for (index, (told, number)) in tally.iter().enumerate() {
                @if index > 0 { " · " }
                span class=(class(colour(told)).unwrap_or("strong")) { (number) " " (told) }
            }
            @if tally.is_empty() { "none made" }
        }
        @for finding in report.findings.iter().filter(|finding| !is_ok(finding)) { (amiss(finding, &report.trace)) }
    }
}

/// The checks of one message: how many are right in a line, and each behind it.
pub(super) fn folded(findings: &[&Finding], trace: &Trace) -> Markup {
    let right = findings.iter().filter(|finding| is_ok(finding)).count();
    html! {
        @for finding in findings.iter().filter(|finding| !is_ok(finding)) { (amiss(finding, trace)) }
        @if right > 0 {
            details.checks {
                summary { span.ok { "ok" } " " (right) @if right == 1 { " check" } @else { " checks" } }
                ul {
                    @for finding in findings.iter().filter(|finding| is_ok(finding)) {
                        li { (finding.requirement.title) " " span.spec { (finding.requirement.spec) } }
                    }
                }
            }
        }
    }
}

fn amiss(finding: &Finding, trace: &Trace) -> Markup {
    let told = word(finding, &trace.plan);
    let habit = providers::known_deviation(&trace.plan, finding);
    html! {
        div class=(frame(told)) {
            p { b class=(class(colour(told)).unwrap_or("strong")) { (told) } " " (finding.requirement.title) }
            dl.rows.facts {
                (fact("expected", &finding.check.expected))
                (fact("seen", &finding.check.seen))
            }
            @match habit {
                Some((provider, deviation)) => p { "known deviation of " (provider.name) ": " (deviation.reason) },
                None => p { (finding.requirement.advice) },
            }
            p.spec { (finding.requirement.spec) }
        }
    }
}

/// The frame of a finding, in the colour of its word where that is a warning or worse.
pub(in crate::view) fn frame(word: &str) -> &'static str {
    match word {
        "fail" | "error" => "finding bad",
        "warn" | "inconclusive" => "finding warn",
        _ => "finding",
    }
}

/// A fact that is told in words, with its name.
pub fn said(name: &str, words: &str) -> Markup {
    html! {
        div { dt { (name) } dd { (prose(words)) } }
    }
}

/// A fact with its name.
pub fn fact(name: &str, value: &str) -> Markup {
    html! {
        div { dt { (name) } dd.value { (escape::terminal(value)) } }
    }
}
