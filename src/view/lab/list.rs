//! The scenarios, each with what Mallory has.

use crate::lab::{Defence, scenarios};
use crate::view::layout::{blank, paragraph};
use crate::view::text::{Line, Meaning, Text};

/// Where the words stand, behind the ids.
const WORDS: usize = 5;

/// Every scenario and every defence.
#[must_use]
pub fn list(width: usize) -> Text {
    let mut out = Text::default();
    for scenario in scenarios() {
        let mut line = Line::default().with(Meaning::Name, scenario.id);
        line.pad_to(WORDS);
        line.push(Meaning::Strong, scenario.title);
        out.push(line);
        paragraph(&mut out, &format!("has: {}", scenario.has), Meaning::Faint, (WORDS, width));
    }
    out.gap();
    out.push(Line::default().with(Meaning::Heading, "defences, for --with and --without"));
    for defence in Defence::ALL {
        let mut line = blank(2).with(Meaning::Name, defence.id());
        line.pad_to(22);
        line.push(Meaning::Plain, defence.title());
        out.push(line);
    }
    out.gap();
    out.push(Line::default().with(Meaning::Hint, "play one: oauth-flow lab run L05 --with secret"));
    out
}
