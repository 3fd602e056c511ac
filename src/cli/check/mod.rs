//! `oauth-flow check`: words and settings become targets, each is checked, and what came of them is given out.

mod arguments;
mod choices;
mod known;
mod list;
mod many;
mod merge;
mod others;
mod output;
mod partition;
mod repeat;
mod replay;
mod site;
mod summary;
mod targets;

use std::ffi::OsString;

use tokio::sync::Mutex;

pub use arguments::{AskedArguments, CheckArguments, ManyArguments, PractiserArguments, WhatArguments};
pub(super) use replay::Replay;
pub(super) use site::site;
pub(super) use targets::Ready;

use self::arguments::Instead;
use self::list::Form;
use self::many::Crew;
use self::output::Outlet;
use self::repeat::{Done, Repeat};
use self::targets::Chosen;
use super::profile::Given;
use super::{Exit, Trouble, reach};
use crate::view::check::{Report, Strictness, WARNING};
use crate::view::{Line, Meaning, Text, escape};
use crate::world::progress::Board;
use crate::world::terminal::Terminal;

/// Runs the checks.
pub(super) fn run(
    mut arguments: CheckArguments,
    given: Given,
    (words, terminal): (&[OsString], Terminal),
) -> Result<Exit, Trouble> {
    if let Some(Instead::Merge(merge)) = arguments.instead.take() {
        return merge::run(*merge, terminal);
    }
    let options = targets::options(&arguments);
    if arguments.what.list {
        let form = if arguments.output.json { Form::Json } else { Form::Text };
        return list::list(&options, form, terminal);
    }
    let strictness = if arguments.asking.strict { Strictness::Strict } else { Strictness::Usual };
    let keeps_all = arguments.output.shows_passes();
    let outlet = Outlet::open(arguments.output.clone(), strictness)?;
    let (repeat, jobs) = (Repeat::read(&arguments.repeat), usize::from(arguments.many.jobs));
    let Chosen { entries, files, many, remarks } = targets::choose(arguments, given, terminal)?;
    terminal.tell(&opening(&remarks));
    let board = if many { Board::for_many(terminal) } else { Board::for_one(terminal) };
    let crew = Crew {
        words: words.into(),
        files,
        jobs,
        options,
        keeps_all,
        person: Mutex::default(),
        board: &board,
        terminal,
    };
    let Done { targets, interrupted } = reach::block_on(repeat.run(&crew, &entries))??;
    let exit = outlet.give_out(&Report::of(targets), terminal)?;
    Ok(if interrupted { Exit::Interrupted } else { exit })
}

/// What everybody is told before the first message goes out.
pub(super) fn opening(remarks: &[String]) -> Text {
    let mut text = Text::default();
    for words in std::iter::once(WARNING).chain(remarks.iter().map(String::as_str)) {
        let words = format!(" {}", escape::terminal(words));
        text.push(Line::default().with(Meaning::Warn, "note:").with(Meaning::Plain, words));
    }
    text
}
