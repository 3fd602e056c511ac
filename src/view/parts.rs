//! The parts of a message as rows under labels, for documents that lay out tables themselves.

use super::layout::Row;
use super::paint::Paint;
use super::text::{Meaning, Span};
use super::{card, enclosed, escape, pretty};
use crate::explain::glossary;
use crate::trace::Exchange;
use crate::wire::{Body, Headers, Params, uri};

/// So many lines of a page are shown; what is left out is said.
const LINES: usize = 60;
/// So many characters of a line.
const COLUMNS: usize = 2_000;

/// Some rows, or some text, that belong together.
pub(super) struct Part {
    pub(super) label: String,
    pub(super) content: Content,
}

/// What stands under a label.
pub(super) enum Content {
    Rows(Vec<Row>),
    /// Text with its line ends.
    Text(Vec<Span>),
}

/// What a request consists of, beside its method and its address.
pub(super) fn request(exchange: &Exchange, paint: &Paint) -> Vec<Part> {
    let request = &exchange.request;
    let fragment = uri::fragment(&request.url).map(Params::parse).unwrap_or_default();
    let mut out = Vec::new();
    parameters(&mut out, "query", &request.query(), paint);
    parameters(&mut out, "fragment", &fragment, paint);
    headers(&mut out, &request.headers, paint);
    match request.form() {
        Some(form) => parameters(&mut out, "form body", &form, paint),
        None => body(&mut out, &request.headers, &request.body, paint),
    }
    let enclosed = enclosed::parts(exchange, paint).into_iter();
    out.extend(enclosed.map(|(label, rows)| Part { label, content: Content::Rows(rows) }));
    out
}

/// What an answer consists of, beside its status. Our own page in the browser is not worth its lines.
pub(super) fn answer(exchange: &Exchange, paint: &Paint) -> Vec<Part> {
    let mut out = Vec::new();
    let Some(response) = &exchange.response else { return out };
    if exchange.step.arrives() {
        text(&mut out, vec![faint(format!("our page for the browser, {} octets", response.body.len()))]);
        return out;
    }
    headers(&mut out, &response.headers, paint);
    body(&mut out, &response.headers, &response.body, paint);
    out
}

fn parameters(out: &mut Vec<Part>, label: &str, params: &Params, paint: &Paint) {
    if !params.is_empty() {
        rows(out, label, params.iter().map(|(name, value)| card::row(name, value, paint)).collect());
    }
}

fn headers(out: &mut Vec<Part>, headers: &Headers, paint: &Paint) {
    let row = |(name, value): (&str, &str)| Row {
        name: Span { meaning: Meaning::Name, text: escape::terminal(name) },
        value: paint.spans(value, Meaning::Plain),
        what: glossary::what(name).map(str::to_owned),
    };
    let list: Vec<Row> = headers.iter().map(row).collect();
    if !list.is_empty() {
        rows(out, "headers", list);
    }
}

fn body(out: &mut Vec<Part>, headers: &Headers, body: &Body, paint: &Paint) {
    if body.is_empty() {
        return;
    }
    let Some(octets) = body.text() else {
        return text(out, vec![faint(format!("{} octets that are not text", body.len()))]);
    };
    if let Some(members) = pretty::members(octets, paint) {
        return rows(out, "body", members);
    }
    if headers.media_type().as_deref() == Some("application/x-www-form-urlencoded") {
        return parameters(out, "body", &Params::parse(octets), paint);
    }
    text(out, lines(octets, paint));
}

fn lines(text: &str, paint: &Paint) -> Vec<Span> {
    let mut spans = Vec::new();
    for (index, line) in text.lines().take(LINES).enumerate() {
        spans.extend((index > 0).then(|| faint("\n".into())));
        let end = line.floor_char_boundary(COLUMNS);
        spans.extend(paint.spans(&line[..end], Meaning::Plain));
        spans.extend((end < line.len()).then(|| faint(format!("… and {} octets more", line.len() - end))));
    }
    let more = text.lines().count().saturating_sub(LINES);
    spans.extend((more > 0).then(|| faint(format!("\n… and {more} lines more: the record has them"))));
    spans
}

fn rows(out: &mut Vec<Part>, label: &str, rows: Vec<Row>) {
    out.push(Part { label: label.to_owned(), content: Content::Rows(rows) });
}

fn text(out: &mut Vec<Part>, spans: Vec<Span>) {
    out.push(Part { label: "body".to_owned(), content: Content::Text(spans) });
}

fn faint(text: String) -> Span {
    Span { meaning: Meaning::Faint, text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::Step;
    use crate::view::sample;

    fn named(part: &Part) -> Vec<String> {
        match &part.content {
            Content::Rows(rows) => rows.iter().map(|row| row.name.text.clone()).collect(),
            Content::Text(_) => Vec::new(),
        }
    }

    #[test]
    fn every_part_of_a_message_has_its_rows() {
        let trace = sample::confidential();
        let paint = Paint::of(&trace);
        let redeem = trace.last(Step::Redeem).unwrap();
        let sent = request(redeem, &paint);
        assert_eq!(sent.iter().map(|part| part.label.as_str()).collect::<Vec<_>>(), ["headers", "form body"]);
        assert!(named(&sent[1]).contains(&"code_verifier".to_owned()));
        let came = answer(redeem, &paint);
        assert_eq!(named(&came[1])[..2], ["access_token", "token_type"]);
    }

    #[test]
    fn a_long_page_is_cut_and_says_so() {
        let mut exchange = sample::public().exchanges.remove(0);
        let page = format!("{}\n{}", "x".repeat(COLUMNS + 7), "y\n".repeat(100));
        exchange.response = Some(crate::wire::Response::new(200).with_body("text/html", page));
        let parts = answer(&exchange, &Paint::default());
        let Content::Text(spans) = &parts[1].content else { panic!("text") };
        let text: String = spans.iter().map(|span| span.text.as_str()).collect();
        assert!(text.contains("… and 7 octets more") && text.ends_with("… and 41 lines more: the record has them"));
    }
}
