//! Checks many providers at once, each isolated: what one of them does is told beside the others and stops none.

use std::ffi::OsString;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use chrono::{DateTime, NaiveDate};
use futures_util::StreamExt as _;
use futures_util::stream;
use tokio::sync::{Mutex, MutexGuard, watch};

use super::replay::Replay;
use super::targets::{Entry, Ready};
use super::{known, site, summary};
use crate::cli::Trouble;
use crate::cli::profile::File;
use crate::probe::{self, Desk, Options, Outcome, Results, Site as _, Verdict};
use crate::trace::Agent;
use crate::view::check::{Checked, INTERRUPTED, SETTINGS, Target, Tried};
use crate::view::{Line, Meaning, Text, escape};
use crate::wire::{Request, Response, uri};
use crate::world::http::Http;
use crate::world::progress::{Board, Tracked};
use crate::world::site::{OverHttp, WebSite};
use crate::world::terminal::Terminal;
use crate::world::{clock, interrupt};

/// Whoever checks several.
pub(super) struct Crew<'a> {
    /// The words of the run.
    pub words: Arc<[OsString]>,
    /// The files of settings behind them.
    pub files: Arc<[File]>,
    /// So many at the same time.
    pub jobs: usize,
    /// What is wanted, as far as it is said of all of them.
    pub options: Options,
    /// Whether the messages of what passed are kept.
    pub keeps_all: bool,
    /// A person signs in at one provider after the other, and brings back every answer to the same address.
    pub person: Mutex<()>,
    /// Where progress is told.
    pub board: &'a Board,
    /// Standard error.
    pub terminal: Terminal,
}

/// A target that was checked.
pub(super) struct Done {
    /// What came of it.
    pub target: Target,
    /// How long each step of its login took, in microseconds.
    pub steps: Vec<(&'static str, u64)>,
}

/// All of them, once.
pub(super) struct Round {
    /// Each, in the order in which they were named.
    pub done: Vec<Done>,
    /// Whether somebody stopped it.
    pub interrupted: bool,
}

impl Crew<'_> {
    /// Checks them all. When somebody stops it, what is known by then is kept.
    pub async fn round(&self, entries: &[Entry]) -> Round {
        let (stop, stopped) = watch::channel(false);
        let work = stream::iter(entries.iter().enumerate())
            .map(|(at, entry)| {
                let stopped = stopped.clone();
                async move { (at, Box::pin(self.check(entry, stopped)).await) }
            })
            .buffer_unordered(self.jobs)
            .collect::<Vec<(usize, Done)>>();
        tokio::pin!(work);
        let (mut done, interrupted) = tokio::select! {
            biased;
            done = &mut work => (done, false),
            () = interrupt::interrupted() => {
                // whoever works on it still holds the other end
                let _ = stop.send(true);
                (work.await, true)
            }
        };
        done.sort_by_key(|(at, _)| *at);
        Round { done: done.into_iter().map(|(_, done)| done).collect(), interrupted }
    }

    async fn check(&self, entry: &Entry, mut stopped: watch::Receiver<bool>) -> Done {
        let started = clock::now();
        let ready = match entry {
            Entry::Ready(ready) => Ok((**ready).clone()),
            Entry::Named(_) if *stopped.borrow() => Err(Trouble::stopped(INTERRUPTED)),
            Entry::Named(name) => tokio::select! {
                biased;
                _ = stopped.wait_for(|stop| *stop) => Err(Trouble::stopped(INTERRUPTED)),
                ready = self.make_ready(name) => ready,
            },
        };
        let track = self.board.begin(escape::terminal(entry.name()));
        let done = match ready {
            Ok(ready) => {
                self.remark(&ready.name, &ready.remarks);
                let _turn = self.turn(&ready, stopped.clone()).await;
                let (done, remarks) = match self.site(&ready) {
                    Ok(site) => {
                        let site = Tracked { site: &site, track: &track };
                        Box::pin(examine(ready, self.keeps_all, &site, stopped)).await
                    }
                    Err(trouble) => (self.unusable_now(entry.name(), &trouble, started), Vec::new()),
                };
                self.remark(entry.name(), &remarks);
                done
            }
            Err(trouble) => self.unusable_now(entry.name(), &trouble, started),
        };
        let (meaning, words) = summary::in_short(&done.target);
        track.done((meaning, &words));
        done
    }

    /// Waits until the person is free, where this takes one, and nobody stopped it meanwhile.
    async fn turn(&self, ready: &Ready, mut stopped: watch::Receiver<bool>) -> Option<MutexGuard<'_, ()>> {
        if ready.chosen.agent != Some(Agent::Browser) {
            return None;
        }
        tokio::select! {
            biased;
            _ = stopped.wait_for(|stop| *stop) => None,
            turn = self.person.lock() => Some(turn),
        }
    }

    fn site(&self, ready: &Ready) -> Result<WebSite<OverHttp>, Trouble> {
        let http = Arc::new(Http::new(ready.http.clone()));
        let redirect_uri = &ready.subject.plan.client.redirect_uri;
        site::site(http, &ready.chosen, (&ready.login, redirect_uri), self.terminal)
    }

    fn unusable_now(&self, name: &str, trouble: &Trouble, started: SystemTime) -> Done {
        let started_ms = started.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
        let started_ms = u64::try_from(started_ms).unwrap_or(u64::MAX);
        Done { target: self.unusable(name, trouble, started_ms), steps: Vec::new() }
    }

    /// Fetching what is kept elsewhere may take a while, so that is done beside.
    async fn make_ready(&self, name: &str) -> Result<Ready, Trouble> {
        let (words, files, owned) = (Arc::clone(&self.words), Arc::clone(&self.files), name.to_owned());
        let settled = tokio::task::spawn_blocking(move || Ready::settle(&words, (&owned, &files))).await;
        let (arguments, given) =
            settled.map_err(|error| Trouble::local(format!("cannot read the settings: {error}")))??;
        Ready::read(arguments, given, self.terminal.unattended())
    }

    /// A target that could not begin, as a result like any other.
    fn unusable(&self, name: &str, trouble: &Trouble, started_ms: u64) -> Target {
        let tried = Tried {
            label: String::new(),
            verdict: "error".into(),
            reason: None,
            expected: "words and settings that can be used".into(),
            seen: trouble.message().to_owned(),
            exchanges: Vec::new(),
        };
        let checked = Checked {
            id: SETTINGS.into(),
            title: "words and settings make a login that can be tried".into(),
            section: "before the first message".into(),
            severity: "must".into(),
            spec: String::new(),
            attack: String::new(),
            advice: trouble.way_out().to_owned(),
            verdict: "error".into(),
            reason: None,
            known: None,
            parts: vec![tried],
        };
        Target {
            name: name.to_owned(),
            issuer: None,
            client_id: String::new(),
            suite: self.options.suite.name().to_owned(),
            profile: self.options.profile.name().to_owned(),
            verdict: "error".into(),
            started_ms,
            elapsed_us: 0,
            requests: 0,
            codes: 0,
            cut_short: Some(trouble.message().to_owned()),
            again: Replay::default().command(Some(name)),
            facts: Vec::new(),
            checks: vec![checked],
        }
    }

    fn remark(&self, name: &str, remarks: &[String]) {
        if remarks.is_empty() {
            return;
        }
        let mut text = Text::default();
        for words in remarks {
            let words = escape::terminal(&format!(" {name}: {words}"));
            text.push(Line::default().with(Meaning::Warn, "note:").with(Meaning::Plain, words));
        }
        self.board.tell(&text);
    }
}

/// Checks one of them; what is known when its time is over or somebody stops it is kept.
async fn examine(
    ready: Ready,
    keeps_all: bool,
    site: &Tracked<'_>,
    mut stopped: watch::Receiver<bool>,
) -> (Done, Vec<String>) {
    let desk = Desk::new(site, ready.subject, ready.options);
    let cut_short = tokio::select! {
        biased;
        _ = stopped.wait_for(|stop| *stop) => Some(INTERRUPTED.to_owned()),
        in_time = tokio::time::timeout(ready.deadline, probe::check(&desk)) => in_time.err().map(|_| late(ready.deadline)),
        never = site.track.beat() => match never {},
    };
    let mut results = desk.results(cut_short);
    results.outcomes.extend(ready.expected.of_login.judge(&desk));
    // What lies on it lies in the results as well.
    drop(desk);
    let steps = steps(&results);
    if !keeps_all {
        results.outcomes.iter_mut().for_each(slim);
    }
    let mut target = Target { again: ready.again, ..masked(ready.name, results).await };
    let remarks = known::mark(&mut target, &ready.expected.gaps, today(site));
    (Done { target, steps }, remarks)
}

/// Every message is searched for every secret, which the others need not wait for.
async fn masked(name: String, results: Results) -> Target {
    let results = Arc::new(results);
    let (shared, known_as) = (Arc::clone(&results), name.clone());
    let target = tokio::task::spawn_blocking(move || Target::of(&known_as, &shared)).await;
    // where no thread could be had, here
    target.unwrap_or_else(|_| Target::of(&name, &results))
}

/// Of what passed no message is kept, but how long it took: of many providers all of it would fill the memory, and
/// nobody looks at it.
fn slim(outcome: &mut Outcome) {
    if !matches!(outcome.verdict(), Verdict::Pass | Verdict::Skip(_)) {
        return;
    }
    for exchange in outcome.parts.iter_mut().flat_map(|part| &mut part.exchanges) {
        let url = uri::without_query(&exchange.request.url).to_owned();
        exchange.request = Request { method: std::mem::take(&mut exchange.request.method), ..Request::get(url) };
        exchange.response = exchange.response.take().map(|response| Response::new(response.status));
        exchange.tampered = Vec::new();
    }
}

fn late(deadline: Duration) -> String {
    format!("it took longer than {} s, which was the deadline", deadline.as_secs())
}

fn today(site: &Tracked<'_>) -> NaiveDate {
    let since = site.now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let seconds = i64::try_from(since.as_secs()).unwrap_or_default();
    DateTime::from_timestamp(seconds, 0).unwrap_or_default().date_naive()
}

fn steps(results: &Results) -> Vec<(&'static str, u64)> {
    results.login.iter().filter_map(|exchange| Some((exchange.step.name(), exchange.elapsed_us?))).collect()
}
