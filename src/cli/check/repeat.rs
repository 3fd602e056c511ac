//! The same over and over: as a monitor that never ends, or so many times.

use std::net::SocketAddr;
use std::time::Duration;

use super::arguments::RepeatArguments;
use super::many::{Crew, Round};
use super::targets::Entry;
use crate::cli::Trouble;
use crate::view::check::Target;
use crate::view::check::metrics::{MEDIA_TYPE, metrics};
use crate::view::check::rounds::{Change, History, Rounds};
use crate::view::{Line, Meaning, Text, escape};
use crate::world::clock::{self, Stopwatch};
use crate::world::interrupt;
use crate::world::metrics::MetricsPage;

/// How often, and who may look.
pub(super) struct Repeat {
    /// How long it is from the beginning of a round to that of the next.
    interval: Option<Duration>,
    /// So many rounds; without a number and an interval it is one.
    rounds: Option<u32>,
    metrics: Option<SocketAddr>,
}

/// What came of all rounds.
pub(super) struct Done {
    /// The targets.
    pub targets: Vec<Target>,
    /// Whether somebody stopped it before it was done; a monitor has no end that it could miss.
    pub interrupted: bool,
}

impl Repeat {
    /// Reads the words.
    pub fn read(arguments: &RepeatArguments) -> Self {
        let once = (arguments.watch.is_none()).then_some(1);
        Self { interval: arguments.watch, rounds: arguments.repeat.or(once), metrics: arguments.metrics }
    }

    /// Runs every round, one after the other.
    pub async fn run(&self, crew: &Crew<'_>, entries: &[Entry]) -> Result<Done, Trouble> {
        let page = self.metrics.map(open).transpose()?;
        if let Some(page) = &page {
            crew.board.tell(&told(Meaning::Strong, "metrics", &page.url));
        }
        if self.rounds == Some(1) && page.is_none() {
            let Round { done, interrupted } = crew.round(entries).await;
            return Ok(Done { targets: done.into_iter().map(|done| done.target).collect(), interrupted });
        }
        let mut rounds = Rounds::default();
        let interrupted = self.turn((crew, entries), &mut rounds, page.as_ref()).await;
        crew.board.tell(&over_all(&rounds));
        Ok(Done { targets: rounds.worst(), interrupted: interrupted && self.rounds.is_some() })
    }

    /// Round after round, up to the last one; whether somebody stopped it before.
    async fn turn(
        &self,
        (crew, entries): (&Crew<'_>, &[Entry]),
        rounds: &mut Rounds,
        page: Option<&MetricsPage>,
    ) -> bool {
        let mut count: u32 = 0;
        loop {
            let began = Stopwatch::start();
            let Round { done, interrupted } = crew.round(entries).await;
            // what was cut short says nothing, unless there is nothing else
            if !interrupted || count == 0 {
                for done in done {
                    crew.board.tell(&changed(&rounds.note(done.target, &done.steps)));
                }
            }
            if let Some(page) = page {
                page.show(metrics(rounds));
            }
            count = count.saturating_add(1);
            if !interrupted {
                crew.board.tell(&over(count, rounds));
            }
            if interrupted || self.rounds.is_some_and(|rounds| count >= rounds) {
                return interrupted;
            }
            if self.interval.is_some_and(|interval| interval > began.elapsed()) && !self.rest(&began).await {
                return true;
            }
        }
    }

    /// Waits for the next round; whether nobody stopped it meanwhile.
    async fn rest(&self, began: &Stopwatch) -> bool {
        let rest = self.interval.unwrap_or_default().saturating_sub(began.elapsed());
        tokio::select! {
            biased;
            () = interrupt::interrupted() => false,
            () = clock::pass(rest) => true,
        }
    }
}

fn open(address: SocketAddr) -> Result<MetricsPage, Trouble> {
    MetricsPage::open(address, MEDIA_TYPE).map_err(|error| {
        Trouble::local(format!("cannot listen on {address} for `--metrics`: {error}"))
            .hint("port 0 takes a free one, which is told")
    })
}

/// A round is over: how many are without a failure now.
fn over(count: u32, rounds: &Rounds) -> Text {
    let (all, up) = (rounds.histories().count(), rounds.histories().filter(|history| history.is_up()).count());
    let meaning = if up == all { Meaning::Ok } else { Meaning::Bad };
    told(meaning, "round", &format!("{count}: {up} of {all} without a failure"))
}

/// What came out otherwise than in the round before.
fn changed(changes: &[Change]) -> Text {
    let mut text = Text::default();
    for Change { target, check, was, is } in changes {
        let meaning = if is == "pass" { Meaning::Ok } else { Meaning::Bad };
        text.extend(told(meaning, "change", &format!("{target}: {check} was {was}, is {is}")));
    }
    text
}

/// What is known only after several rounds.
fn over_all(rounds: &Rounds) -> Text {
    let mut text = Text::default();
    for history in rounds.histories() {
        let History { rounds, last, .. } = history;
        for (check, counts) in history.flaps() {
            text.extend(told(Meaning::Warn, "flaps", &format!("{}: {check}: {counts} of {rounds}", last.name)));
        }
        for latency in history.latencies() {
            text.extend(told(Meaning::Faint, "took", &format!("{}: {}: {}", last.name, latency.step, latency.words())));
        }
    }
    text
}

fn told(meaning: Meaning, label: &str, words: &str) -> Text {
    let mut text = Text::default();
    let mut line = Line::default().with(meaning, label);
    line.pad_to(8);
    text.push(line.with(Meaning::Plain, escape::terminal(words)));
    text
}
