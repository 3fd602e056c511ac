//! Words with a meaning as elements with a class.

use maud::{Markup, html};

use crate::view::escape;
use crate::view::layout::Row;
use crate::view::parts::{Content, Part};
use crate::view::sequence::colour;
use crate::view::svg::class;
use crate::view::text::Span;

/// Words in their colours.
pub fn spans(spans: &[Span]) -> Markup {
    html! {
        @for span in spans {
            @match class(span.meaning) {
                Some(class) => span class=(class) { (span.text) },
                None => (span.text),
            }
        }
    }
}

/// A sentence; what stands between backticks is code, as in every sentence of ours.
pub fn prose(text: &str) -> Markup {
    let safe = escape::terminal(text);
    let pieces: Vec<&str> = safe.split('`').collect();
    // One that is not closed is only a character.
    let closed = pieces.len() % 2 == 1;
    html! {
        @if closed {
            @for (index, piece) in pieces.iter().enumerate() {
                @if index % 2 == 1 { code { (piece) } } @else { (piece) }
            }
        } @else {
            (safe)
        }
    }
}

/// Names with their values, and what each is for.
pub(in crate::view) fn rows(rows: &[Row]) -> Markup {
    html! {
        dl.rows {
            @for row in rows {
                div {
                    dt { code { (spans(std::slice::from_ref(&row.name))) } }
                    dd.value { (spans(&row.value)) }
                    @if let Some(what) = &row.what { dd.what { (what) } }
                }
            }
        }
    }
}

/// Labelled rows or text.
pub(in crate::view) fn part(part: &Part) -> Markup {
    html! {
        h5 { (part.label) }
        @match &part.content {
            Content::Rows(list) => (rows(list)),
            Content::Text(text) => pre { (spans(text)) },
        }
    }
}

/// What travels in a message, each with its name and in its colour.
pub fn pills(marks: &[&'static str]) -> Markup {
    html! {
        @for mark in marks { " " span class={ "pill " (class(colour(mark)).unwrap_or("strong")) } { (mark) } }
    }
}
