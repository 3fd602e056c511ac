//! A word explained.

use super::lesson::prose;
use super::text::{Line, Meaning, Text};
use crate::explain::glossary::Topic;

/// What a name is for, in a few sentences, with its source.
#[must_use]
pub fn card(topic: &Topic, width: usize) -> Text {
    let mut out = Text::default();
    let name = super::paint::name(topic.name);
    let mut line = Line::plain("  ");
    line.0.push(name);
    line.push(Meaning::Plain, format!(": {}", topic.what));
    out.push(line);
    out.extend(prose(topic.more, Meaning::Plain, width));
    out.extend(prose(topic.spec, Meaning::Faint, width));
    out
}
