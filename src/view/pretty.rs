//! JSON indented: every character of every value as it came, also members that stand twice and numbers of any form.

use unicode_width::UnicodeWidthStr as _;

use super::layout::{ENDLESS, Row, blank, flow};
use super::paint::{self, Paint};
use super::text::{Line, Meaning, Span, Text};
use crate::explain::glossary;

/// JSON as it was written, without a reading of it.
enum Node<'a> {
    Scalar(&'a str),
    List(Vec<Node<'a>>),
    Object(Vec<(&'a str, Node<'a>)>),
}

/// Appends a document, indented; false where it is no JSON. The members at the top are explained where there is room.
pub(super) fn json(out: &mut Text, text: &str, paint: &Paint, (indent, width): (usize, usize)) -> bool {
    // Validates, and bounds the depth, so that the reading below cannot go wrong.
    if serde_json::from_str::<serde_json::Value>(text).is_err() {
        return false;
    }
    let mut reader = Reader(text);
    let Some(node) = reader.node() else { return false };
    let printer = Printer { paint, width };
    let place = Place { indent, name: "", tail: "" };
    match &node {
        Node::Object(members) if !members.is_empty() => {
            let rows = printer.members(out, blank(indent), members, place);
            explain(out, &rows, width);
        }
        other => printer.node(out, blank(indent), other, place),
    }
    true
}

/// The members of an object, each with its value on as many lines as it takes; none where the text is no object.
pub(super) fn members(text: &str, paint: &Paint) -> Option<Vec<Row>> {
    serde_json::from_str::<serde_json::Value>(text).ok()?;
    let Node::Object(members) = Reader(text).node()? else { return None };
    let printer = Printer { paint, width: ENDLESS };
    let row = |(name, node): &(&str, Node<'_>)| {
        let bare = name.trim_matches('"');
        let mut value = Text::default();
        printer.node(&mut value, Line::default(), node, Place { indent: 0, name: bare, tail: "" });
        Row { name: paint::name(bare), value: joined(value), what: glossary::what(bare).map(str::to_owned) }
    };
    Some(members.iter().map(row).collect())
}

/// Lines as one, with their ends in it.
pub(super) fn joined(text: Text) -> Vec<Span> {
    let mut spans = Vec::new();
    for (index, line) in text.0.into_iter().enumerate() {
        spans.extend((index > 0).then(|| plain("\n")));
        spans.extend(line.0);
    }
    spans
}

struct Reader<'a>(&'a str);

impl<'a> Reader<'a> {
    fn node(&mut self) -> Option<Node<'a>> {
        self.0 = self.0.trim_start();
        match self.0.chars().next()? {
            '{' => self.members(),
            '[' => self.list(),
            _ => self.scalar().map(Node::Scalar),
        }
    }

    fn members(&mut self) -> Option<Node<'a>> {
        self.0 = &self.0[1..];
        let mut members = Vec::new();
        loop {
            self.skip(',');
            if self.skip('}') {
                return Some(Node::Object(members));
            }
            let name = self.scalar()?;
            self.skip(':');
            members.push((name, self.node()?));
        }
    }

    fn list(&mut self) -> Option<Node<'a>> {
        self.0 = &self.0[1..];
        let mut list = Vec::new();
        loop {
            self.skip(',');
            if self.skip(']') {
                return Some(Node::List(list));
            }
            list.push(self.node()?);
        }
    }

    fn skip(&mut self, c: char) -> bool {
        self.0 = self.0.trim_start();
        let rest = self.0.strip_prefix(c);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    fn scalar(&mut self) -> Option<&'a str> {
        let end = if self.0.starts_with('"') {
            end_of_string(self.0)?
        } else {
            self.0.find([',', ']', '}', ' ', '\t', '\r', '\n']).unwrap_or(self.0.len())
        };
        let (scalar, rest) = self.0.split_at(end);
        self.0 = rest;
        (!scalar.is_empty()).then_some(scalar)
    }
}

fn end_of_string(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

struct Printer<'a> {
    paint: &'a Paint,
    width: usize,
}

/// Where a value stands: how far in, under which name, and what follows it.
#[derive(Clone, Copy)]
struct Place<'a> {
    indent: usize,
    name: &'a str,
    tail: &'static str,
}

impl Printer<'_> {
    fn node(&self, out: &mut Text, line: Line, node: &Node<'_>, place: Place<'_>) {
        match node {
            Node::Scalar(text) => {
                let mut spans = self.scalar(text, place.name);
                spans.push(plain(place.tail));
                flow(out, line, spans, (place.indent + 2, self.width));
            }
            Node::List(list) if list.iter().all(|item| matches!(item, Node::Scalar(_))) => {
                flow(out, line, self.flat(list, place), (place.indent + 2, self.width));
            }
            Node::List(list) => {
                let inner = begin(out, line, place, "[");
                for (index, item) in list.iter().enumerate() {
                    let tail = if index + 1 == list.len() { "" } else { "," };
                    self.node(out, blank(inner), item, Place { indent: inner, name: "", tail });
                }
                out.push(blank(place.indent).with(Meaning::Plain, format!("]{}", place.tail)));
            }
            Node::Object(members) if members.is_empty() => {
                out.push(line.with(Meaning::Plain, format!("{{}}{}", place.tail)));
            }
            Node::Object(members) => {
                self.members(out, line, members, place);
            }
        }
    }

    /// Appends an object over several lines; tells which members took one line, and where that is.
    fn members<'n>(
        &self,
        out: &mut Text,
        line: Line,
        members: &[(&'n str, Node<'_>)],
        place: Place<'_>,
    ) -> Vec<(usize, &'n str)> {
        let inner = begin(out, line, place, "{");
        let mut rows = Vec::new();
        for (index, (name, value)) in members.iter().enumerate() {
            let tail = if index + 1 == members.len() { "" } else { "," };
            let before = out.0.len();
            self.member(out, (name, value), Place { indent: inner, name: "", tail });
            rows.extend((out.0.len() == before + 1).then(|| (before, name.trim_matches('"'))));
        }
        out.push(blank(place.indent).with(Meaning::Plain, format!("}}{}", place.tail)));
        rows
    }

    fn member(&self, out: &mut Text, (name, value): (&str, &Node<'_>), place: Place<'_>) {
        let bare = name.trim_matches('"');
        let mut line = blank(place.indent);
        line.push(Meaning::Plain, "\"");
        line.0.push(paint::name(bare));
        line.push(Meaning::Plain, "\": ");
        self.node(out, line, value, Place { name: bare, ..place });
    }

    fn scalar(&self, text: &str, name: &str) -> Vec<Span> {
        match (text.strip_prefix('"').and_then(|text| text.strip_suffix('"')), paint::named(name)) {
            (Some(inner), Some(_)) => {
                let mut spans = vec![plain("\"")];
                spans.extend(self.paint.value(name, inner));
                spans.push(plain("\""));
                spans
            }
            _ => self.paint.spans(text, Meaning::Plain),
        }
    }

    fn flat(&self, list: &[Node<'_>], place: Place<'_>) -> Vec<Span> {
        let mut spans = vec![plain("[")];
        for (index, item) in list.iter().enumerate() {
            if let Node::Scalar(text) = item {
                spans.extend((index > 0).then(|| plain(", ")));
                spans.extend(self.scalar(text, place.name));
            }
        }
        spans.push(plain("]"));
        spans.push(plain(place.tail));
        spans
    }
}

/// Opens an object or a list over several lines; tells how far in its content stands.
fn begin(out: &mut Text, line: Line, place: Place<'_>, open: &str) -> usize {
    out.push(line.with(Meaning::Plain, open));
    place.indent + 2
}

fn plain(text: &str) -> Span {
    Span { meaning: Meaning::Plain, text: text.to_owned() }
}

/// Puts beside members what they are for, in one column, where there is room.
fn explain(out: &mut Text, rows: &[(usize, &str)], width: usize) {
    let notes: Vec<(usize, &str)> = rows
        .iter()
        .filter_map(|(at, name)| Some((*at, glossary::what(name)?)))
        .filter(|(at, what)| out.0[*at].width() + 2 + what.width() <= width)
        .collect();
    let widest = notes.iter().map(|(at, _)| out.0[*at].width() + 2).max().unwrap_or(0);
    let longest = notes.iter().map(|(_, what)| what.width()).max().unwrap_or(0);
    for (at, what) in notes {
        let line = &mut out.0[at];
        line.pad_to(widest.min(width - longest).max(line.width() + 2));
        line.push(Meaning::Faint, what);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str, width: usize) -> String {
        let mut out = Text::default();
        assert!(json(&mut out, text, &Paint::default(), (2, width)));
        out.to_plain()
    }

    #[test]
    fn every_character_is_kept() {
        let text = r#"{"a":1.50,"a":[1, 2e3],"b":{},"c":{"d":[{"e":"x\" y","f":null}]},"g":"\u001b[2J"}"#;
        let shown = show(text, 80);
        let squeeze = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        assert_eq!(squeeze(&shown), squeeze(text));
        assert!(shown.contains("  \"b\": {},\n"), "{shown}");
        assert!(!json(&mut Text::default(), "{\"a\":", &Paint::default(), (0, 80)));
        assert!(!json(&mut Text::default(), &"[".repeat(5000), &Paint::default(), (0, 80)));
    }
}
