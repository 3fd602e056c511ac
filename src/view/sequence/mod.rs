//! A run as a sequence diagram: who takes part as lanes, what passed between them as arrows. Every picture of a run is
//! drawn from this one model.

mod build;
mod diagram;
mod mermaid;
mod svg;

use unicode_width::UnicodeWidthChar as _;

use super::{Meaning, escape, paint};
use crate::trace::{Channel, Party, Step};

pub use diagram::diagram;
pub use mermaid::mermaid;
pub use svg::{Shape, svg};

/// A run as lanes and what happens on them, from top to bottom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sequence {
    /// Who takes part.
    pub lanes: Vec<Party>,
    /// What happens.
    pub signs: Vec<Sign>,
}

/// Something in the diagram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sign {
    /// The piece of the story that it belongs to, from 0.
    pub part: usize,
    /// The exchange of the record that it shows.
    pub exchange: Option<usize>,
    /// The number and the name of its step, where it is the first of its message.
    pub title: Option<(usize, Step)>,
    /// What it is, in a few words that are safe on a terminal and short.
    pub words: String,
    /// What travels in it, or is made or used there.
    pub marks: Vec<&'static str>,
    /// What it looks like.
    pub shape: Drawn,
}

/// What a sign looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawn {
    /// A message from one lane to another.
    Arrow {
        /// Who sends it.
        from: Party,
        /// Who gets it.
        to: Party,
        /// How it travels.
        channel: Channel,
    },
    /// No answer came.
    Lost {
        /// Who waited for it.
        at: Party,
    },
    /// Something that one does alone.
    Note {
        /// Who does it.
        at: Party,
    },
    /// How it ended, where it went wrong.
    End {
        /// Where that was seen.
        at: Party,
    },
}

/// Longer words make no picture clearer.
const LONGEST: usize = 56;

/// The colour of a mark.
#[must_use]
pub fn colour(mark: &str) -> Meaning {
    paint::named(mark).unwrap_or(Meaning::Strong)
}

/// How a channel is told in a legend.
#[must_use]
pub fn legend(channel: Channel) -> &'static str {
    match channel {
        Channel::Front => "front channel: through the browser, can be read and changed on the way",
        Channel::Back => "back channel: between two machines, the browser sees nothing of it",
    }
}

/// Text of others for a picture: on one line, safe, and cut where it is long.
fn short(text: &str) -> String {
    cut(&escape::terminal(text), LONGEST)
}

/// Text of at most so many columns; what is left out shows as `…`.
fn cut(text: &str, most: usize) -> String {
    let mut columns = 0;
    let mut end = None;
    for (at, c) in text.char_indices() {
        columns += c.width().unwrap_or(0);
        if columns < most {
            end = Some(at + c.len_utf8());
        }
        if columns > most {
            return format!("{}…", &text[..end.unwrap_or_default()]);
        }
    }
    text.to_owned()
}

#[cfg(test)]
mod tests;
