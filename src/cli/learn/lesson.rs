//! A lesson at the terminal: screen by screen, with a prediction before each play.

use super::progress::{Kept, Mark, Progress};
use super::{list, no_keys, remark, score};
use crate::cli::{Exit, Trouble, reach};
use crate::lab;
use crate::learn::{self, Chapter, Frame, Question};
use crate::view::{Line, Meaning, Text, escape, learn as view};
use crate::world::interrupt;
use crate::world::prompt::{Asked, Prompt};
use crate::world::terminal::Terminal;

/// A learner at a terminal.
pub(super) struct Lesson {
    terminal: Terminal,
    prompt: Prompt,
    kept: Kept,
    /// The last prediction and the index of its question, told again beside what came of it.
    said: Option<(usize, bool)>,
    /// Whether it was told that progress is lost.
    warned: bool,
}

/// What was said at the prompt.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Said {
    On,
    Predicted(bool),
    Back,
    Quit,
    Stop,
    Unknown(String),
}

/// How a chapter was left.
enum Left {
    Done,
    Quit,
    Stopped,
}

impl Lesson {
    /// A lesson that goes on from there.
    pub(super) fn new(terminal: Terminal, kept: Kept) -> Result<Self, Trouble> {
        let prompt = Prompt::open().ok_or_else(|| {
            Trouble::local("there is no terminal to ask at").hint("print the course: oauth-flow learn --transcript")
        })?;
        Ok(Self { terminal, prompt, kept, said: None, warned: false })
    }

    /// Teaches this chapter from its beginning, or goes on where it was left.
    pub(super) fn attend(mut self, chosen: Option<&'static Chapter>) -> Result<Exit, Trouble> {
        if let Some(chapter) = chosen {
            self.open(chapter);
        }
        let Some(first) = chosen.or_else(|| left_at(&self.kept.progress)) else {
            self.terminal.tell(&list(&self.kept.progress, self.terminal.width())?);
            remark(self.terminal, "you have been through all of it; a chapter again: oauth-flow learn CHAPTER");
            return Ok(Exit::Sound);
        };
        if self.kept.progress == Progress::default() {
            remark(
                self.terminal,
                "eight chapters; your progress is kept, and `oauth-flow learn` goes on where you left",
            );
        }
        reach::block_on(async move {
            tokio::select! {
                left = self.chapters(first) => left,
                () = interrupt::interrupted() => Ok(Exit::Interrupted),
            }
        })?
    }

    async fn chapters(&mut self, first: &'static Chapter) -> Result<Exit, Trouble> {
        let mut chapter = first;
        loop {
            if self.kept.progress.mark(chapter).is_none_or(|mark| mark.is_done(chapter)) {
                self.open(chapter);
            }
            self.kept.progress.chapter = Some(chapter.name.to_owned());
            self.keep(chapter, self.mark(chapter));
            match self.teach(chapter).await? {
                Left::Done => {}
                Left::Quit => return Ok(self.leave(Exit::Sound)),
                Left::Stopped => return Ok(self.leave(Exit::Interrupted)),
            }
            let said = self.mark(chapter).said;
            self.bar("done", &format!("{} in this chapter", score(chapter, &said)?));
            let Some(next) = chapter.next() else { return self.finish() };
            match self.turn(next).await {
                Said::Quit => return Ok(self.leave(Exit::Sound)),
                Said::Stop => return Ok(self.leave(Exit::Interrupted)),
                _ => chapter = next,
            }
        }
    }

    /// Shows what comes, and hears what is said, to the end of the chapter.
    async fn teach(&mut self, chapter: &'static Chapter) -> Result<Left, Trouble> {
        let frames = chapter.all_frames();
        let mut at = self.mark(chapter).frame;
        while let Some(frame) = frames.get(at) {
            self.show(chapter, (at, frames.len()), frame)?;
            at = match self.hear(frame, at).await {
                Said::Predicted(yes) => {
                    self.predict(chapter, frame, yes);
                    at + 1
                }
                Said::Back => at - 1,
                Said::Quit => return Ok(Left::Quit),
                Said::Stop => return Ok(Left::Stopped),
                Said::On | Said::Unknown(_) => at + 1,
            };
            let mark = Mark { frame: at, ..self.mark(chapter) };
            self.keep(chapter, mark);
        }
        Ok(Left::Done)
    }

    /// Asks until something is said that fits.
    async fn hear(&mut self, frame: &Frame, at: usize) -> Said {
        let asks = matches!(frame, Frame::Ask(..));
        loop {
            if asks {
                self.bar("predict", "y · n · back · q");
            } else {
                self.bar("read", "Enter next · back · q");
            }
            let words = ["y", "n", "back", "q"].map(str::to_owned).to_vec();
            let said = match self.prompt.ask("  > ", words).await {
                Asked::Line(line) => Said::read(&line),
                Asked::Stop => Said::Stop,
            };
            match said {
                Said::On if asks => remark(self.terminal, "say what you expect first: y or n"),
                Said::Predicted(_) if !asks => remark(self.terminal, "nothing is asked here: Enter goes on"),
                Said::Back if at == 0 => remark(self.terminal, "this is where the chapter begins"),
                Said::Unknown(line) => {
                    let words = if asks { "y, n, back or q" } else { "Enter, back or q" };
                    remark(self.terminal, &format!("`{line}` is nothing that can be said here: {words}"));
                }
                said => return said,
            }
        }
    }

    /// Asks whether the next chapter is to begin.
    async fn turn(&mut self, next: &Chapter) -> Said {
        loop {
            self.bar("chapter", &format!("Enter for {}, {} · q", next.number(), next.title));
            match self.prompt.ask("  > ", vec!["q".to_owned()]).await {
                Asked::Stop => return Said::Stop,
                Asked::Line(line) => match Said::read(&line) {
                    said @ (Said::On | Said::Quit) => return said,
                    _ => remark(self.terminal, "Enter goes on, q ends"),
                },
            }
        }
    }

    fn show(&self, chapter: &Chapter, place: (usize, usize), frame: &Frame) -> Result<(), Trouble> {
        let width = self.terminal.width();
        let mut text = Text::default();
        text.gap();
        text.extend(view::heading(chapter, Some(place)));
        text.gap();
        text.extend(match frame {
            Frame::Words(paragraphs) => view::words(paragraphs, width),
            Frame::Login(defences, paragraphs) => {
                let moves = lab::honest(&defences.iter().copied().collect()).ok_or_else(no_keys)?;
                view::login(&learn::beats(&moves), paragraphs, width)
            }
            Frame::Ask(_, question) => view::question(question, width),
            Frame::Told(index, question) => self.told(chapter, (*index, question))?,
            Frame::Table(paragraphs) => view::table(&learn::rows().ok_or_else(no_keys)?, paragraphs, width),
        });
        text.gap();
        self.terminal.tell(&text);
        Ok(())
    }

    /// What came of a prediction: of the last one, or of that which is kept from another time.
    fn told(&self, chapter: &Chapter, (index, question): (usize, &Question)) -> Result<Text, Trouble> {
        let played = question.trial.play().ok_or_else(no_keys)?;
        let kept = || self.mark(chapter).said.get(index).copied().flatten();
        let said = self.said.filter(|(own, _)| *own == index).map(|(_, yes)| yes).or_else(kept);
        Ok(view::told(question, (&played, said), self.terminal.width()))
    }

    /// The first prediction counts.
    fn predict(&mut self, chapter: &'static Chapter, frame: &Frame, yes: bool) {
        let Frame::Ask(index, _) = frame else { return };
        self.said = Some((*index, yes));
        let mut mark = self.mark(chapter);
        if let Some(said) = mark.said.get_mut(*index) {
            said.get_or_insert(yes);
        }
        self.keep(chapter, mark);
    }

    fn mark(&self, chapter: &Chapter) -> Mark {
        self.kept.progress.mark(chapter).cloned().unwrap_or_else(|| Mark::new(chapter))
    }

    /// Begins a chapter anew.
    fn open(&mut self, chapter: &Chapter) {
        self.said = None;
        self.kept.progress.chapters.insert(chapter.name.to_owned(), Mark::new(chapter));
    }

    /// Keeps how far it is. That it cannot be kept is told once, and no reason to stop.
    fn keep(&mut self, chapter: &Chapter, mark: Mark) {
        self.kept.progress.chapters.insert(chapter.name.to_owned(), mark);
        if let (Err(trouble), false) = (self.kept.write(), self.warned) {
            self.warned = true;
            remark(self.terminal, &format!("progress is not kept: {}", trouble.message()));
        }
    }

    fn leave(&self, exit: Exit) -> Exit {
        if !self.warned {
            remark(self.terminal, "your progress is kept: `oauth-flow learn` goes on here");
        }
        exit
    }

    fn finish(&self) -> Result<Exit, Trouble> {
        let mut text = Text::default();
        text.gap();
        text.extend(list(&self.kept.progress, self.terminal.width())?);
        self.terminal.tell(&text);
        remark(self.terminal, "that was all of it; next: oauth-flow lab list, oauth-flow login");
        Ok(Exit::Sound)
    }

    fn bar(&self, name: &str, words: &str) {
        let line = Line::default().with(Meaning::Strong, format!("  {name} ▸ "));
        self.terminal.tell(&Text(vec![line.with(Meaning::Faint, escape::terminal(words))]));
    }
}

impl Said {
    fn read(line: &str) -> Self {
        match line.to_ascii_lowercase().as_str() {
            "" => Self::On,
            "y" | "yes" => Self::Predicted(true),
            "n" | "no" => Self::Predicted(false),
            "back" | "b" => Self::Back,
            "q" | "quit" | "exit" => Self::Quit,
            _ => Self::Unknown(line.chars().take(40).collect()),
        }
    }
}

/// The chapter that was left, or the one after it where it is done; none where all of it is.
fn left_at(progress: &Progress) -> Option<&'static Chapter> {
    let Some(last) = progress.chapter.as_deref().and_then(learn::by_word) else { return learn::ALL.first().copied() };
    let is_done = progress.mark(last).is_some_and(|mark| mark.is_done(last));
    if is_done { last.next() } else { Some(last) }
}
