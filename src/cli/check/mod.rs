//! `oauth-flow check`: words and settings become targets, each is checked, and what came of them is given out.

mod repeat;
mod arguments;
mod choices;
mod known;
mod many;
mod merge;
mod others;
mod partition;
mod summary;
mod targets;

use std::ffi::OsString;

pub use arguments::CheckArguments;

use self::repeat::{Again, Ended};
use self::arguments::Instead;
use self::many::Crew;
use self::targets::Chosen;
use super::profile::Given;
use super::{Exit, Trouble, reach};
use crate::probe;
use crate::view::check::{Report, Target};
use crate::view::{Line, Meaning, Text, escape};
use crate::world::progress::Board;
use crate::world::terminal::{self, Terminal};

/// What has to be known before the first message goes out.
const ON_PURPOSE: &str =
    "check sends wrong credentials and malformed requests on purpose: only to providers that you are allowed to test";

/// Runs the checks.
pub(super) fn run(
    mut arguments: CheckArguments,
    given: Given,
    (words, terminal): (&[OsString], Terminal),
) -> Result<Exit, Trouble> {
    if let Some(Instead::Merge(merge)) = arguments.instead.take() {
        return give_out(&merge::read(&merge)?, terminal);
    }
    let again = Again::read(&arguments.again);
    let jobs = usize::from(arguments.many.jobs);
    let suite = probe::Suite::from(arguments.what.suite).name().to_owned();
    let profile = probe::Profile::from(arguments.what.profile).name().to_owned();
    let Chosen { entries, many, remarks } = targets::choose(arguments, given, terminal)?;
    terminal.tell(&opening(&remarks));
    let board = if many { Board::for_many(terminal) } else { Board::for_one(terminal) };
    let crew = Crew { words: words.into(), jobs, heading: (suite, profile), keeps_all: !many, board: &board, terminal };
    let Ended { targets, interrupted } = reach::block_on(again.run(&crew, &entries))??;
    let exit = give_out(&Report::of(targets), terminal)?;
    Ok(if interrupted { Exit::Interrupted } else { exit })
}

/// What is said before it begins.
fn opening(remarks: &[String]) -> Text {
    let mut text = Text::default();
    for words in std::iter::once(ON_PURPOSE).chain(remarks.iter().map(String::as_str)) {
        let words = format!(" {}", escape::terminal(words));
        text.push(Line::default().with(Meaning::Warn, "note:").with(Meaning::Plain, words));
    }
    text
}

/// What came of it, for a person.
fn give_out(report: &Report, _: Terminal) -> Result<Exit, Trouble> {
    let mut text = String::new();
    for target in &report.targets {
        text.push_str(&escape::terminal(&format!("{}: {}", target.name, summary::in_short(target).1)));
        text.push('\n');
        for checked in &target.checks {
            let seen = checked.parts.first().map_or("", |part| part.seen.as_str());
            text.push_str(&escape::terminal(&format!("{:12} {:40} {seen}", checked.verdict, checked.id)));
            text.push('\n');
        }
    }
    terminal::put(&text).map_err(|error| Trouble::local(format!("cannot write to standard output: {error}")))?;
    Ok(Exit::of_checks(&report.targets))
}

impl Exit {
    /// The exit of a run of checks: a failure before everything else, since it was found.
    #[must_use]
    pub fn of_checks(targets: &[Target]) -> Self {
        let any = |verdict: &str| targets.iter().any(|target| target.verdict == verdict);
        match () {
            () if any("fail") => Self::Findings,
            () if any("error") => Self::Unreachable,
            () => Self::Sound,
        }
    }
}
