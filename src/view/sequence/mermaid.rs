//! The diagram as text for Mermaid, which many places that show Markdown draw.

use std::fmt::Write as _;

use super::{Drawn, Sequence, Sign};
use crate::trace::{Channel, Party};

/// The whole document. What passes the browser is dashed, as on every picture of a run.
#[must_use]
pub fn mermaid(sequence: &Sequence) -> String {
    let mut out = String::from("sequenceDiagram\n");
    for party in &sequence.lanes {
        let _ = writeln!(out, "    participant {} as {}", id(*party), party.name());
    }
    if let (Some(first), Some(last)) = (sequence.lanes.first(), sequence.lanes.last()) {
        let over = if first == last { id(*first).to_owned() } else { format!("{},{}", id(*first), id(*last)) };
        let _ =
            writeln!(out, "    Note over {over}: dashed - front channel, through the browser<br/>solid - back channel");
    }
    for sign in &sequence.signs {
        let _ = writeln!(out, "    {}: {}", head(sign.shape), words(sign));
    }
    out
}

fn head(shape: Drawn) -> String {
    match shape {
        Drawn::Arrow { from, to, channel: Channel::Front } => format!("{}-->>{}", id(from), id(to)),
        Drawn::Arrow { from, to, channel: Channel::Back } => format!("{}->>{}", id(from), id(to)),
        Drawn::Lost { at } | Drawn::Note { at } | Drawn::End { at } => format!("Note over {}", id(at)),
    }
}

fn words(sign: &Sign) -> String {
    let title = sign.title.map(|(number, step)| format!("{number} {} ", step.name())).unwrap_or_default();
    let marks = if sign.marks.is_empty() {
        String::new()
    } else {
        format!("<br/>{}", sign.marks.iter().map(|mark| format!("[{mark}]")).collect::<Vec<_>>().join(" "))
    };
    let sorry = if matches!(sign.shape, Drawn::Lost { .. } | Drawn::End { .. }) { "✗ " } else { "" };
    format!("{sorry}{title}{}{marks}", escape(&sign.words))
}

/// A name of one letter, since some words mean something to Mermaid.
fn id(party: Party) -> &'static str {
    match party {
        Party::Browser => "B",
        Party::Client => "C",
        Party::Server => "S",
        Party::Resource => "R",
    }
}

/// Text of others for a message: every character that could end it, open a comment, a directive or a tag is written as an
/// entity, with `#` where HTML has `&#`.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            ' ' | '/' | '.' | ',' | '_' | '-' | '(' | ')' | '…' => out.push(c),
            c if c.is_alphanumeric() => out.push(c),
            c => {
                let _ = write!(out, "#{};", u32::from(c));
            }
        }
    }
    out
}
