//! The course as a handout: every screen below the other, and every outcome played when it is written.

use super::no_keys;
use crate::cli::Trouble;
use crate::lab;
use crate::learn::{self, Chapter, Screen};
use crate::view::{Line, Meaning, Text, learn as view};

/// These chapters, one below the other.
pub(super) fn transcript(chapters: &[&Chapter], width: usize) -> Result<Text, Trouble> {
    let mut out = Text::default();
    if chapters.len() > 1 {
        out.extend(title(width));
    }
    for chapter in chapters {
        if !out.0.is_empty() {
            out.gap();
        }
        out.extend(view::heading(chapter, None));
        for screen in chapter.screens {
            out.gap();
            out.extend(played(screen, width)?);
        }
    }
    Ok(out)
}

fn title(width: usize) -> Text {
    let mut out =
        Text(vec![Line::default().with(Meaning::Heading, "oauth-flow: what secret and verifier are each for")]);
    out.gap();
    out.extend(view::words(
        &[
            "A course in eight chapters. Every message and every outcome below was played when this was printed, with the practice provider in memory. Before you read on after a question: what do you think?",
        ],
        width,
    ));
    out
}

fn played(screen: &Screen, width: usize) -> Result<Text, Trouble> {
    Ok(match screen {
        Screen::Words(paragraphs) => view::words(paragraphs, width),
        Screen::Login(defences, paragraphs) => {
            let moves = lab::honest(&defences.iter().copied().collect()).ok_or_else(no_keys)?;
            view::login(&learn::beats(&moves), paragraphs, width)
        }
        Screen::Ask(question) => {
            let played = question.trial.play().ok_or_else(no_keys)?;
            let mut out = view::question(question, width);
            out.gap();
            out.extend(view::told(question, (&played, None), width));
            out
        }
        Screen::Table(paragraphs) => view::table(&learn::rows().ok_or_else(no_keys)?, paragraphs, width),
    })
}
