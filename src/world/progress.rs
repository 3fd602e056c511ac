//! How far checks are, while they run: one live line each on a terminal, plain lines elsewhere.

use std::cell::RefCell;
use std::convert::Infallible;
use std::time::{Duration, SystemTime};

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::clock::{self, Stopwatch};
use super::terminal::{self, Terminal};
use crate::flow::{Errand, Journey, Sent};
use crate::probe::{Agency, Hop, Progress, Site, Soon, Visit};
use crate::trace::Agent;
use crate::view::{Line, Meaning, Text};
use crate::wire::{Failure, Request};

/// Where it is told how far things are.
pub struct Board {
    terminal: Terminal,
    /// The live lines; none where standard error is no terminal.
    live: Option<MultiProgress>,
    /// Whether what is short is told as well.
    tells_all: bool,
}

/// How far one run is.
pub struct Track<'a> {
    board: &'a Board,
    name: String,
    since: Stopwatch,
    bar: RefCell<Option<ProgressBar>>,
}

/// A site that tells a track how far its checks are.
pub struct Tracked<'a> {
    /// The site itself.
    pub site: &'a dyn Site,
    /// Where it is told.
    pub track: &'a Track<'a>,
}

/// The live lines are away as long as this lives.
struct Away<'a>(&'a MultiProgress);

/// What is done sooner is not worth a line that comes and goes.
const SHORT: Duration = Duration::from_secs(1);
/// How often a live line shows that it is alive.
const BEAT: Duration = Duration::from_millis(100);
const LOOK: &str = "{spinner} {prefix}  {bar:16} {pos}/{len}  {elapsed}  {wide_msg}";

impl Board {
    /// A board for one run, of which nobody wants to hear before it takes a while.
    #[must_use]
    pub fn for_one(terminal: Terminal) -> Self {
        Self { tells_all: false, ..Self::for_many(terminal) }
    }

    /// A board for several runs, each of which is told.
    #[must_use]
    pub fn for_many(terminal: Terminal) -> Self {
        let live = terminal::stderr_is_terminal();
        let live = live.then(|| MultiProgress::with_draw_target(ProgressDrawTarget::stderr()));
        Self { terminal, live, tells_all: true }
    }

    /// A run begins; its name is safe to be shown.
    #[must_use]
    pub fn begin(&self, name: String) -> Track<'_> {
        if self.live.is_none() && self.tells_all {
            self.terminal.tell(&line(Meaning::Faint, "start", &name));
        }
        Track { board: self, name, since: Stopwatch::start(), bar: RefCell::new(None) }
    }

    /// Tells something beside the live lines.
    pub fn tell(&self, text: &Text) {
        match &self.live {
            Some(live) => live.suspend(|| self.terminal.tell(text)),
            None => self.terminal.tell(text),
        }
    }
}

impl<'a> Away<'a> {
    fn take(live: &'a MultiProgress) -> Self {
        // a terminal that cannot be cleared has nothing to be cleared of
        let _ = live.clear();
        live.set_draw_target(ProgressDrawTarget::hidden());
        Self(live)
    }
}

impl Drop for Away<'_> {
    fn drop(&mut self) {
        self.0.set_draw_target(ProgressDrawTarget::stderr());
    }
}

impl Track<'_> {
    /// Something more is known.
    pub fn moved(&self, progress: &Progress<'_>) {
        if self.board.tells_all || self.since.elapsed() >= SHORT {
            self.show();
        }
        if let Some(bar) = &*self.bar.borrow() {
            bar.update(|state| {
                state.set_len(progress.wanted as u64);
                state.set_pos(progress.done as u64);
            });
            bar.set_message(progress.now.to_owned());
        }
    }

    /// Keeps the live line alive for as long as it is polled; it never ends.
    pub async fn beat(&self) -> Infallible {
        if self.board.live.is_none() {
            return std::future::pending().await;
        }
        if !self.board.tells_all {
            clock::pass(SHORT).await;
        }
        self.show();
        loop {
            if let Some(bar) = &*self.bar.borrow() {
                bar.tick();
            }
            clock::pass(BEAT).await;
        }
    }

    /// The run is over; what came of it, in a few words that are safe to be shown.
    pub fn done(self, came_of_it: (Meaning, &str)) {
        if let (Some(bar), Some(live)) = (self.bar.take(), &self.board.live) {
            bar.finish_and_clear();
            live.remove(&bar);
        }
        if self.board.tells_all {
            let (meaning, words) = came_of_it;
            self.board.tell(&line(meaning, "done", &format!("{}: {words}", self.name)));
        }
    }

    fn show(&self) {
        let (Some(live), true) = (&self.board.live, self.bar.borrow().is_none()) else { return };
        let bar = ProgressBar::no_length().with_prefix(self.name.clone());
        // a look that cannot be read is a look by default
        let bar = ProgressStyle::with_template(LOOK).map_or_else(|_| bar.clone(), |look| bar.clone().with_style(look));
        *self.bar.borrow_mut() = Some(live.add(bar));
    }
}

fn line(meaning: Meaning, word: &str, words: &str) -> Text {
    let mut line = Line::default().with(meaning, word);
    line.pad_to(6);
    let mut text = Text::default();
    text.push(line.with(Meaning::Plain, words));
    text
}

impl Site for Tracked<'_> {
    fn send<'a>(&'a self, request: &'a Request) -> Soon<'a, Sent> {
        self.site.send(request)
    }

    fn send_bare<'a>(&'a self, request: &'a Request) -> Soon<'a, Sent> {
        self.site.send_bare(request)
    }

    fn open<'a>(&'a self, visit: &'a Visit) -> Soon<'a, Vec<Hop>> {
        self.site.open(visit)
    }

    fn bring<'a>(&'a self, errand: &'a Errand) -> Soon<'a, Journey> {
        let is_driven = matches!(errand.agent, Some(Agent::Webdriver | Agent::Command));
        match &self.track.board.live {
            // A person is told what to do, where the live line would come between the words.
            Some(live) if self.agency() == Agency::Blind && !is_driven => Box::pin(async move {
                let _away = Away::take(live);
                self.site.bring(errand).await
            }),
            _ => self.site.bring(errand),
        }
    }

    fn agency(&self) -> Agency {
        self.site.agency()
    }

    fn wait(&self, pause: Duration) -> Soon<'_, ()> {
        self.site.wait(pause)
    }

    fn now(&self) -> SystemTime {
        self.site.now()
    }

    fn draw(&self) -> Result<String, Failure> {
        self.site.draw()
    }

    fn secrets(&self) -> Vec<(String, String)> {
        self.site.secrets()
    }

    fn progress(&self, progress: &Progress<'_>) {
        self.track.moved(progress);
        self.site.progress(progress);
    }
}
