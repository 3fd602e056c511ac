//! The line at which a person is asked: editing, history and completion by a library, the terminal always restored.

use rustyline::completion::Completer;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::MemHistory;
use rustyline::validate::Validator;
use rustyline::{Behavior, Config, Context, Editor, Helper};

/// A line editor that lives as long as a run; its history is never written to a file, since values are typed into it.
pub struct Prompt {
    editor: Option<Editor<Words, MemHistory>>,
}

/// What a person answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// A line, trimmed.
    Line(String),
    /// Ctrl-C or Ctrl-D.
    Stop,
}

impl Prompt {
    /// An editor on the terminal itself, so that standard output stays data. None where there is no terminal.
    #[must_use]
    pub fn open() -> Option<Self> {
        let config = Config::builder().behavior(Behavior::PreferTerm).auto_add_history(true).build();
        let mut editor = Editor::with_history(config, MemHistory::new()).ok()?;
        editor.set_helper(Some(Words::default()));
        Some(Self { editor: Some(editor) })
    }

    /// Asks, with these words to be completed. The rest of the program goes on meanwhile.
    pub async fn ask(&mut self, question: &str, words: Vec<String>) -> Asked {
        let Some(mut editor) = self.editor.take() else { return Asked::Stop };
        editor.set_helper(Some(Words(words)));
        let question = question.to_owned();
        #[cfg(unix)]
        let _modes = unix::Modes::keep();
        let asked = tokio::task::spawn_blocking(move || {
            let outcome = editor.readline(&question);
            (editor, outcome)
        });
        let Ok((editor, outcome)) = asked.await else { return Asked::Stop };
        self.editor = Some(editor);
        match outcome {
            Ok(line) => Asked::Line(line.trim().to_owned()),
            // Ctrl-C, Ctrl-D, or a terminal that is gone.
            Err(_) => Asked::Stop,
        }
    }
}

#[cfg(unix)]
mod unix {
    use std::io::Write as _;

    use rustix::stdio::stdin;
    use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

    /// The modes of the terminal, put back when a question is dropped without an answer: its thread still reads, and
    /// would leave the terminal raw.
    pub struct Modes(Option<Termios>);

    /// Ends what the editor began: `Set mode 2004`, bracketed paste (xterm control sequences).
    const NO_BRACKETED_PASTE: &[u8] = b"\x1b[?2004l\r\n";

    impl Modes {
        pub fn keep() -> Self {
            Self(tcgetattr(stdin()).ok())
        }
    }

    impl Drop for Modes {
        fn drop(&mut self) {
            let Some(before) = &self.0 else { return };
            let is_raw = tcgetattr(stdin()).is_ok_and(|now| !now.local_modes.contains(LocalModes::ICANON));
            if is_raw && before.local_modes.contains(LocalModes::ICANON) {
                // where the terminal is gone there is nothing to put back
                let _ = tcsetattr(stdin(), OptionalActions::Now, before);
                let _ = std::io::stderr().write_all(NO_BRACKETED_PASTE);
            }
        }
    }
}

/// Completes words: the first of a line from the commands, the second from the names.
#[derive(Default)]
struct Words(Vec<String>);

impl Completer for Words {
    type Candidate = String;

    fn complete(&self, line: &str, pos: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<String>)> {
        let start = line[..pos].rfind(' ').map_or(0, |at| at + 1);
        let typed = &line[..pos];
        let fits = |word: &&String| {
            let words: Vec<&str> = word.split(' ').collect();
            match typed.rsplit_once(' ') {
                None => words.len() == 1 && word.starts_with(typed),
                Some(_) => words.len() == 2 && word.starts_with(typed),
            }
        };
        let candidates = self.0.iter().filter(fits).filter_map(|word| word.rsplit(' ').next().map(str::to_owned));
        Ok((start, candidates.collect()))
    }
}

impl Hinter for Words {
    type Hint = String;
}

impl Highlighter for Words {}
impl Validator for Words {}
impl Helper for Words {}
