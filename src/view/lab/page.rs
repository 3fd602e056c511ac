//! The matrix as a page that needs nothing else: the table, and behind each cell its story.

use maud::{Markup, html};

use super::story::{Detail, moves};
use crate::lab::{Defence, Defences, Outcome, Scenario, Story};
use crate::view::html::{Page, UNFOLDING, spans};
use crate::view::text::Text;

/// How wide a story is.
const WIDTH: usize = 84;

/// The page.
#[must_use]
pub fn page(cells: &[Story], columns: &[Defences]) -> String {
    let rows: Vec<&[Story]> = cells.chunks(columns.len().max(1)).collect();
    let body = html! {
        header {
            p.place { "oauth-flow lab matrix" }
            h1 { "What stops which attack" }
            p.intro {
                "Every cell was played when this page was made: Mallory against a shop and its server, with what heads the "
                "column switched on and nothing else. " b { "wins" } ": he has what he wanted. A letter is the message at "
                "which he is stopped: " b { "A" } " authorization request, " b { "P" } " pushed request, " b { "C" }
                " callback, " b { "T" } " token request, " b { "I" } " ID token, " b { "R" } " resource. " b { "n/a" } ": there is nothing "
                "to be played, and the story says why. Each cell leads to its story."
            }
        }
        section {
            div.scroll tabindex="0" role="region" aria-label="the matrix" { (table(&rows, columns)) }
        }
        section {
            h2 { "What is switched on" }
            dl.rows.facts {
                @for defence in Defence::ALL { div { dt { code { (defence.id()) } } dd { (defence.does()) " " span.spec { (defence.spec()) } } } }
            }
        }
        @for row in rows {
            @if let Some(first) = row.first() { (scenario(first.scenario, row)) }
        }
    };
    Page { title: "what stops which attack".to_owned(), body, script: Some(UNFOLDING) }.write()
}

fn table(rows: &[&[Story]], columns: &[Defences]) -> Markup {
    html! {
        table.matrix {
            thead { tr { th scope="col" { "attack" } @for column in columns { th scope="col" { (heading(&column.words())) } } } }
            tbody {
                @for row in rows {
                    tr {
                        @if let Some(first) = row.first() {
                            th scope="row" { a href={ "#" (first.scenario.id) } { (first.scenario.id) } " " (first.scenario.title) }
                        }
                        @for story in *row { (cell(story)) }
                    }
                }
            }
        }
    }
}

/// The name of what is switched on; a long one is broken between its words.
fn heading(words: &str) -> Markup {
    html! {
        code { @for piece in words.split_inclusive(['+', '-']) { (piece) @if piece.ends_with(['+', '-']) { wbr; } } }
    }
}

fn cell(story: &Story) -> Markup {
    let (address, words) = (address(story.scenario, &story.defences), story.defences.words());
    html! {
        td {
            a id={ "at-" (address) } href={ "#" (address) } aria-label={ (story.outcome.word()) ": " (story.scenario.id) " with " (words) } {
                (outcome(story.outcome))
            }
        }
    }
}

fn outcome(outcome: Outcome) -> Markup {
    let class = match outcome {
        Outcome::Wins => "bad",
        Outcome::Stopped(_) => "ok",
        Outcome::NotApplicable => "faint",
    };
    html! { span class=(class) { (outcome.word()) } }
}

fn scenario(scenario: &Scenario, stories: &[Story]) -> Markup {
    html! {
        section id=(scenario.id) {
            h2 { (scenario.id) " " (scenario.title) }
            dl.rows.facts {
                div { dt { "Mallory has" } dd { (scenario.has) } }
                div { dt { "and wants" } dd { (scenario.wants) } }
                div { dt { "source" } dd.spec { (scenario.spec) } }
            }
            @for story in stories { (told(story)) }
            p.moral { (scenario.moral) }
        }
    }
}

fn told(story: &Story) -> Markup {
    let address = address(story.scenario, &story.defences);
    html! {
        details.message {
            summary { code { (story.defences.words()) } ": " (outcome(story.outcome)) " " span.faint { (story.words) } }
            // The target of a cell takes the focus, so that one goes on from there.
            div.parts id=(address) tabindex="-1" {
                @for text in moves(story, Detail::Brief, WIDTH) { pre { (lines(&text)) } }
                p { b { (outcome(story.outcome)) } ": " (story.words) }
                p { a href={ "#at-" (address) } { "back to the table" } }
            }
        }
    }
}

fn lines(text: &Text) -> Markup {
    html! { @for line in &text.0 { (spans(&line.0)) "\n" } }
}

fn address(scenario: &Scenario, defences: &Defences) -> String {
    format!("{}-{}", scenario.id, defences.words())
}
