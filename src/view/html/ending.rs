//! How the run ended: in a word where it went well; else what happened, why, and what to do.

use maud::{Markup, html};

use super::checks::fact;
use super::spans::prose;
use crate::explain::diagnosis::Diagnosis;
use crate::explain::ending;
use crate::trace::Ending;
use crate::view::captured;
use crate::view::escape;
use crate::view::findings::outcome;
use crate::view::report::Report;
use crate::view::svg::class;
use crate::view::text::Meaning;

/// So many causes are told; the document of `--json` has them all.
const MOST: usize = 3;

/// The ending of a run.
pub(super) fn standing(report: &Report) -> Markup {
    let trace = &report.trace;
    html! {
        @if trace.ended == Ending::Finished {
            @let (word, meaning, words) = outcome(&report.findings, trace.plan.flow);
            (verdict(word, meaning, &words))
        }
        @if let Some(captured) = &trace.plan.captured {
            @if trace.ended == Ending::Open {
                @let (word, meaning, words) = captured::standing(&report.findings, &report.diagnosis);
                (verdict(word, meaning, words))
            }
            p { b { "A capture" } " " (captured::whose(captured)) "." }
            @if let Some(words) = captured::handed_over(captured) { p { (words) } }
            @if !captured.lacks.is_empty() {
                p.warn { (captured::LACKING) ":" }
                dl.rows.facts { @for part in &captured.lacks { div { dt { (part.name()) } dd { (part.words()) } } } }
            }
        }
        @if let Some(told) = ending::told(trace) {
            div.standing.sorry {
                p { b.bad { "error" } " " (prose(&told.headline)) }
                @if !told.facts.is_empty() {
                    dl.rows.facts { @for (label, value) in &told.facts { (fact(label, value)) } }
                }
                @for sentence in &told.meaning { p { (prose(sentence)) } }
                (causes(&report.diagnosis))
            }
        } @else if !report.diagnosis.is_empty() {
            div.standing.sorry {
                (causes(&report.diagnosis))
            }
        }
    }
}

fn verdict(word: &str, meaning: Meaning, words: &str) -> Markup {
    html! { p.standing { b class=(class(meaning).unwrap_or("strong")) { (word) } " " (words) } }
}

fn causes(found: &[Diagnosis]) -> Markup {
    html! {
        @if !found.is_empty() {
            h2 { "Why it is happening, and what to do" }
            ol.causes {
                @for diagnosis in found.iter().take(MOST) {
                    li {
                        p { b { (diagnosis.confidence.name()) } " " (prose(&diagnosis.cause)) }
                        ul { @for evidence in &diagnosis.evidence { li { (prose(evidence)) } } }
                        p { (prose(&diagnosis.change)) }
                        @if let Some(test) = &diagnosis.test { pre { (escape::terminal(test)) } }
                    }
                }
            }
        }
    }
}
