//! A run as one page that needs nothing else: to be opened in a browser, sent to a colleague, or printed.
//!
//! Without a script everything is there, in its order; the script only shows one step at a time.

mod checks;
mod ending;
mod known;
mod message;
mod page;
mod question;
mod spans;
mod steps;

use maud::{Markup, Render, html};

use super::report::Report;
use super::sequence::{Sequence, Shape, legend, svg};
use super::{escape, plan};
use crate::explain::ledger::Survey;
use crate::trace::{Channel, Flow};

pub(super) use checks::{fact, frame, said};
pub(super) use message::message;
pub use page::{Page, UNFOLDING};
pub(super) use spans::spans;

/// The whole page.
#[must_use]
pub fn html(report: &Report) -> String {
    let trace = &report.trace;
    let title = plan::title(&trace.plan);
    let Survey { rows, carried } = Survey::of(trace);
    let sequence = Sequence::with(report, &carried);
    let known = known::Known::of(trace, rows);
    let before = html! {
        (head(report, &title))
        (question::locks(report, &sequence))
        (picture(&sequence))
    };
    let steps = steps::steps(report, known.clone(), &carried);
    let after = html! {
        @if trace.plan.flow != Flow::Metadata {
            section {
                h2 { "Who knows what" }
                p.faint { "The number of the step at which each value was first seen by each party." }
                (known.whole())
            }
        }
        (question::redeemers(report))
        section {
            h2 { "Checks" }
            (checks::checks(report))
            @if !report.findings.is_empty() { p.faint { "Each stands beside the message that it is about." } }
        }
        footer { p { (escape::terminal(&trace.tool)) } }
    };
    let body = Body { before, steps, after };
    let server = trace.plan.server.issuer.as_deref().map(|issuer| format!(" · {}", escape::terminal(issuer)));
    Page { title: title + &server.unwrap_or_default(), body, script: Some(page::STEPPING) }.write()
}

/// What is on the page.
struct Body {
    before: Markup,
    steps: Vec<Markup>,
    after: Markup,
}

/// Piece by piece: the steps of a long record are many megabytes, and every element around them would copy them once more.
impl Render for Body {
    fn render_to(&self, page: &mut String) {
        page.reserve(self.steps.iter().map(|step| step.0.len()).sum());
        self.before.render_to(page);
        page.push_str("<section id=\"steps\">");
        html! { h2 { "Step by step" } (stepper()) }.render_to(page);
        self.steps.iter().for_each(|step| step.render_to(page));
        page.push_str("</section>");
        self.after.render_to(page);
    }
}

fn head(report: &Report, title: &str) -> Markup {
    html! {
        header {
            p.place { "oauth-flow · a run, message by message" }
            h1 { (title) }
            (ending::standing(report))
            (spans::rows(&plan::facts(&report.trace.plan)))
        }
    }
}

fn picture(sequence: &Sequence) -> Markup {
    html! {
        section.picture {
            h2 { "Who sent what to whom" }
            ul.legend {
                @for (channel, class) in [(Channel::Front, "front"), (Channel::Back, "back")] {
                    li {
                        svg class={ "sample sign " (class) } viewBox="0 0 44 12" aria-hidden="true" {
                            line class="stroke" x1="1" y1="6" x2="34" y2="6" {}
                            path class="tip" d="M43 6L34 1V11Z" {}
                        }
                        " " (legend(channel))
                    }
                }
                li { "every arrow leads to its message" }
            }
            (svg(sequence, Shape::Wide))
            (svg(sequence, Shape::Narrow))
        }
    }
}

/// Buttons for going through the steps, which only a script can do: without one they stay hidden.
fn stepper() -> Markup {
    html! {
        div id="stepper" role="toolbar" aria-label="one step at a time" hidden {
            button type="button" value="back" { "← back" }
            button type="button" value="next" { "next →" }
            button type="button" value="all" { "all" }
            output aria-live="polite" {}
        }
    }
}

#[cfg(test)]
mod tests;
