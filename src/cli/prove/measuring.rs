//! A measurement, for as long as it may take and nobody stops it.

use std::time::Duration;

use crate::probe::factors::{Bench, Measurement};
use crate::probe::{Desk, Options, Site, Subject};
use crate::view::check::INTERRUPTED;
use crate::view::{Meaning, escape};
use crate::world::interrupt;
use crate::world::progress::{Board, Tracked};
use crate::world::terminal::Terminal;

/// Measures; what is known when its time is over or somebody stops it is kept.
pub(in crate::cli) async fn measure(
    site: &dyn Site,
    (subject, options): (Subject, Options),
    (name, deadline): (&str, Duration),
    terminal: Terminal,
) -> Measurement {
    let board = Board::for_one(terminal);
    let track = board.begin(escape::terminal(name));
    let site = Tracked { site, track: &track };
    let desk = Desk::new(&site, subject, options);
    let bench = Bench::new(&desk);
    let cut_short = tokio::select! {
        biased;
        () = interrupt::interrupted() => Some(INTERRUPTED.to_owned()),
        in_time = tokio::time::timeout(deadline, bench.measure()) => in_time.err().map(|_| late(deadline)),
        never = track.beat() => match never {},
    };
    let measurement = bench.measurement(cut_short);
    drop(desk);
    track.done((Meaning::Plain, "measured"));
    measurement
}

fn late(deadline: Duration) -> String {
    format!("it took longer than {} s, which was the deadline", deadline.as_secs())
}
