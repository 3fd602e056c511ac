//! A chapter and its screens.

use super::chapters::ALL;
use super::question::Question;
use crate::lab::Defence;

/// A piece of the course that is taken in one go.
#[derive(Debug)]
pub struct Chapter {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is about.
    pub title: &'static str,
    /// What is shown, in order.
    pub screens: &'static [Screen],
}

/// What is shown at once, one after the other: a question is two of them.
#[derive(Clone, Copy, Debug)]
pub enum Frame {
    /// Paragraphs.
    Words(&'static [&'static str]),
    /// A login that nobody attacks.
    Login(&'static [Defence], &'static [&'static str]),
    /// The question of this index.
    Ask(usize, &'static Question),
    /// What comes of it.
    Told(usize, &'static Question),
    /// Which defence stops what.
    Table(&'static [&'static str]),
}

/// A piece of a chapter.
#[derive(Debug)]
pub enum Screen {
    /// Paragraphs.
    Words(&'static [&'static str]),
    /// A login that nobody attacks, with this switched on, and paragraphs below it.
    Login(&'static [Defence], &'static [&'static str]),
    /// A question, and then what comes of it.
    Ask(Question),
    /// Which defence stops what, with paragraphs below it.
    Table(&'static [&'static str]),
}

impl Chapter {
    /// Its number, from one.
    #[must_use]
    pub fn number(&self) -> usize {
        ALL.iter().take_while(|chapter| chapter.name != self.name).count() + 1
    }

    /// What it asks, in order.
    pub fn questions(&self) -> impl Iterator<Item = &'static Question> {
        self.screens.iter().filter_map(|screen| match screen {
            Screen::Ask(question) => Some(question),
            Screen::Words(_) | Screen::Login(..) | Screen::Table(_) => None,
        })
    }

    /// Everything that is shown, in order.
    #[must_use]
    pub fn all_frames(&self) -> Vec<Frame> {
        let mut asked = 0;
        let mut frames = Vec::new();
        for screen in self.screens {
            match screen {
                Screen::Words(paragraphs) => frames.push(Frame::Words(paragraphs)),
                Screen::Login(with, paragraphs) => frames.push(Frame::Login(with, paragraphs)),
                Screen::Table(paragraphs) => frames.push(Frame::Table(paragraphs)),
                Screen::Ask(question) => {
                    frames.extend([Frame::Ask(asked, question), Frame::Told(asked, question)]);
                    asked += 1;
                }
            }
        }
        frames
    }

    /// How many there are.
    #[must_use]
    pub fn frames(&self) -> usize {
        self.screens.len() + self.questions().count()
    }

    /// The one after it.
    #[must_use]
    pub fn next(&self) -> Option<&'static Self> {
        ALL.get(self.number()).copied()
    }
}

/// The chapter of this number or name.
#[must_use]
pub fn by_word(word: &str) -> Option<&'static Chapter> {
    let named = ALL.iter().find(|chapter| chapter.name.eq_ignore_ascii_case(word));
    let numbered = || ALL.get(word.parse::<usize>().ok()?.checked_sub(1)?);
    named.or_else(numbered).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chapters_are_found_by_number_and_by_name() {
        for (index, chapter) in ALL.iter().enumerate() {
            assert_eq!(chapter.number(), index + 1);
            assert_eq!(by_word(chapter.name).unwrap().name, chapter.name);
            assert_eq!(by_word(&chapter.number().to_string()).unwrap().name, chapter.name);
            assert!(chapter.questions().count() > 0, "{}", chapter.name);
        }
        for word in ["0", "9", "-1", "", "99999999999999999999", "casts"] {
            assert!(by_word(word).is_none(), "{word}");
        }
        assert!(ALL.last().unwrap().next().is_none());
    }
}
