//! The content of a message: JSON indented, forms as rows, anything else line by line.

use super::card::row;
use super::layout::{INDENT, ROWS, Row, blank, flow, paragraph, rows};
use super::paint::Paint;
use super::text::{Meaning, Text};
use super::{escape, pretty};
use crate::wire::{Body, Headers, Params, html};

/// How many lines of a text are shown; what is left out is said.
const LINES: usize = 40;
/// So many characters are told of what a page says.
const READ: usize = 400;

/// Appends the content of a message.
pub(super) fn body(out: &mut Text, headers: &Headers, body: &Body, (paint, width): (&Paint, usize)) {
    if body.is_empty() {
        return;
    }
    out.push(blank(INDENT).with(Meaning::Faint, "body"));
    let Some(text) = body.text() else {
        let words = format!("{} octets that are not text", body.len());
        return paragraph(out, &words, Meaning::Plain, (ROWS, width));
    };
    if pretty::json(out, text, paint, (ROWS, width)) {
        return;
    }
    if let Some(words) = html::reads(headers, body) {
        return page(out, &words, (paint, width));
    }
    let media = headers.media_type();
    if media.as_deref() == Some("application/x-www-form-urlencoded") {
        let list: Vec<Row> = Params::parse(text).iter().map(|(name, value)| row(name, value, paint)).collect();
        return rows(out, &list, (ROWS, width));
    }
    lines(out, text, (paint, width));
}

/// A page is told as somebody reads it: its markup is the same each time, and long.
fn page(out: &mut Text, words: &str, (paint, width): (&Paint, usize)) {
    let cut = words.char_indices().nth(READ).map_or(words.len(), |(at, _)| at);
    let more = if cut < words.len() { "…" } else { "" };
    let words = format!("{}{more}", &words[..cut]);
    let line = blank(ROWS).with(Meaning::Faint, "a page, which reads: ");
    flow(out, line, paint.spans(&words, Meaning::Plain), (ROWS, width));
}

fn lines(out: &mut Text, text: &str, (paint, width): (&Paint, usize)) {
    let total = escape::terminal_lines(text).count();
    for line in text.lines().take(LINES) {
        flow(out, blank(ROWS), paint.spans(line, Meaning::Plain), (ROWS, width));
    }
    if total > LINES {
        let words = format!("… and {} lines more: the record has them", total - LINES);
        paragraph(out, &words, Meaning::Faint, (ROWS, width));
    }
}
