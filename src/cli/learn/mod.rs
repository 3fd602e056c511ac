//! `oauth-flow learn`: the course, screen by screen or as a handout.

mod lesson;
mod progress;
mod transcript;

use clap::Args;
use clap::builder::FalseyValueParser;

use super::lab::no_keys;
use super::profile::did_you_mean;
use super::{Exit, Trouble};
use crate::learn::{self, Chapter};
use crate::view::{Text, learn as view};
use crate::world::terminal::{self, Terminal};
use lesson::Lesson;
use progress::{Kept, Progress};

/// Learn what secret and verifier are for: attacks that you predict and then watch
///
/// Eight chapters. Each tells a little, asks what will happen (`will Mallory get the tokens? y/n`), plays it with the
/// practice provider in memory, and tells why. No account, no network. Without a chapter it goes on where it was left.
///
/// At a question answer y or n; Enter goes on, `back` looks again, `q` leaves, and the next time it goes on from there.
/// Where there is no terminal it prints the handout, as --transcript does.
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct LearnArguments {
    /// A chapter, by its number or its name (see --list)
    #[arg(value_name = "CHAPTER", conflicts_with_all = ["list", "reset"])]
    chapter: Option<String>,
    /// Print the whole course, or the chapter, as a handout, every outcome played meanwhile
    #[arg(long, value_parser = FalseyValueParser::new(), conflicts_with_all = ["list", "reset"])]
    transcript: bool,
    /// List the chapters, and how far you are
    #[arg(long, value_parser = FalseyValueParser::new(), conflicts_with = "reset")]
    list: bool,
    /// Forget how far you are
    #[arg(long, value_parser = FalseyValueParser::new())]
    reset: bool,
}

const AFTER_HELP: &str = "\
Exit codes:
  0    it went on to the end, or was left with q
  2    usage: no such chapter
  5    local trouble: a file, or no randomness
  130  interrupted";

/// A handout is not wider than this: it is read in a pager, or on paper.
const HANDOUT: usize = 80;

pub(super) fn run(arguments: &LearnArguments, terminal: Terminal) -> Result<Exit, Trouble> {
    let chosen = arguments.chapter.as_deref().map(chapter).transpose()?;
    let out = terminal.for_stdout();
    if arguments.reset {
        return reset(terminal);
    }
    if arguments.list {
        out.tell(&list(&Kept::read(terminal).progress, out.width())?);
        return Ok(Exit::Sound);
    }
    let is_attended = terminal.is_interactive() && terminal::stdout_is_terminal();
    if arguments.transcript || !is_attended {
        if !arguments.transcript {
            remark(terminal, "there is no terminal to ask at: this is the handout, as with --transcript");
        }
        let chapters = chosen.map_or_else(|| learn::ALL.to_vec(), |chapter| vec![chapter]);
        out.tell(&transcript::transcript(&chapters, out.width().min(HANDOUT))?);
        return Ok(Exit::Sound);
    }
    Lesson::new(out, Kept::read(terminal))?.attend(chosen)
}

fn chapter(word: &str) -> Result<&'static Chapter, Trouble> {
    learn::by_word(word).ok_or_else(|| {
        let near = did_you_mean(word, learn::ALL.iter().map(|chapter| chapter.name.to_owned()));
        Trouble::usage(format!("`{word}` is no chapter{near}"))
            .hint("the chapters and their numbers: oauth-flow learn --list")
    })
}

fn reset(terminal: Terminal) -> Result<Exit, Trouble> {
    let mut kept = Kept::read(terminal);
    kept.progress = Progress::default();
    kept.write()?;
    remark(terminal, "forgotten: the course begins anew");
    Ok(Exit::Sound)
}

fn list(progress: &Progress, width: usize) -> Result<Text, Trouble> {
    let rows: Result<Vec<_>, Trouble> =
        learn::ALL.iter().map(|chapter| Ok((*chapter, far(progress, chapter)?))).collect();
    Ok(view::list(&rows?, width))
}

/// How far somebody is in a chapter, in words: nothing where it was not begun.
fn far(progress: &Progress, chapter: &'static Chapter) -> Result<String, Trouble> {
    let Some(mark) = progress.mark(chapter) else { return Ok(String::new()) };
    let score = score(chapter, &mark.said)?;
    Ok(if mark.is_done(chapter) { score } else { "begun".to_owned() })
}

/// How many predictions were right; found out by playing again.
fn score(chapter: &'static Chapter, said: &[Option<bool>]) -> Result<String, Trouble> {
    let (mut right, mut all) = (0, 0);
    for (question, said) in chapter.questions().zip(said) {
        let played = question.trial.play().ok_or_else(no_keys)?;
        right += usize::from(*said == Some(played.yes));
        all += 1;
    }
    Ok(format!("{right} of {all} predicted"))
}

/// A line about the course itself.
fn remark(terminal: Terminal, words: &str) {
    terminal.tell(&view::remark(words, terminal.width()));
}
