//! `oauth-flow learn`: the course, screen by screen or as a handout.

mod transcript;

use clap::Args;

use super::{Exit, Trouble};
use crate::learn::{self, Chapter};
use crate::world::terminal::Terminal;

/// x
#[derive(Debug, Args)]
pub struct LearnArguments {
    /// c
    chapter: Option<String>,
}

pub(super) fn run(_: &LearnArguments, terminal: Terminal) -> Result<Exit, Trouble> {
    let chapters: Vec<&Chapter> = learn::ALL.to_vec();
    terminal.for_stdout().tell(&transcript::transcript(&chapters, 80)?);
    Ok(Exit::Sound)
}

/// Nothing can be played without it.
fn no_randomness() -> Trouble {
    Trouble::local("nothing can be played: the system gives no randomness")
}
