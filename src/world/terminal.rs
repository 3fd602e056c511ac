//! The terminal: the only file that knows colours, and the only way to standard error and standard output.

use std::io::{self, IsTerminal as _, Write as _};

use colored::{ColoredString, Colorize as _};

use super::environment::variable;
use crate::view::{Meaning, Text};

/// When colours are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colour {
    /// On a terminal, unless `NO_COLOR` is set; elsewhere only with `CLICOLOR_FORCE`.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Standard error as a place to tell the story.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    choice: Colour,
    colour: bool,
    width: usize,
    interactive: bool,
    stdout: bool,
}

impl Colour {
    fn wanted(self, is_terminal: bool) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => wanted(is_terminal),
        }
    }
}

/// The width where no terminal says otherwise.
const DEFAULT_WIDTH: usize = 100;

impl Terminal {
    /// Standard error, as it is.
    #[must_use]
    pub fn stderr(colour: Colour) -> Self {
        let is_terminal = io::stderr().is_terminal();
        let width = if is_terminal { columns().unwrap_or(80) } else { DEFAULT_WIDTH };
        Self {
            choice: colour,
            colour: colour.wanted(is_terminal),
            width: width.clamp(40, 160),
            interactive: is_terminal && io::stdin().is_terminal(),
            stdout: false,
        }
    }

    /// Standard output, where the story itself is the data: in a pipe or a file it has no colours of its own accord.
    #[must_use]
    pub fn for_stdout(self) -> Self {
        Self { stdout: true, colour: self.choice.wanted(stdout_is_terminal()), ..self }
    }

    /// How many columns there are.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Whether a person can be asked here.
    #[must_use]
    pub fn is_interactive(&self) -> bool {
        self.interactive
    }

    /// The same, where nobody can be asked.
    #[must_use]
    pub fn unattended(self) -> Self {
        Self { interactive: false, ..self }
    }

    /// Tells. Where nobody listens any more nothing is told, which is no error.
    pub fn tell(&self, text: &Text) {
        let painted = if self.colour { paint(text) } else { text.to_plain() };
        let _ = if self.stdout { put(&painted) } else { io::stderr().lock().write_all(painted.as_bytes()) };
    }
}

/// Whether standard error is a terminal: what is written there is looked at and not kept.
#[must_use]
pub fn stderr_is_terminal() -> bool {
    io::stderr().is_terminal()
}

/// Whether standard output is a terminal.
#[must_use]
pub fn stdout_is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Whether standard input is a terminal.
#[must_use]
pub fn stdin_is_terminal() -> bool {
    io::stdin().is_terminal()
}

/// Writes data to standard output; a reader that went away is no error.
pub fn put(data: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(data.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        outcome => outcome,
    }
}

/// Reads all of standard input up to a bound: a secret that comes through a pipe.
pub fn read_stdin(max: u64) -> io::Result<String> {
    use io::Read as _;
    let mut text = String::new();
    io::stdin().lock().take(max).read_to_string(&mut text)?;
    Ok(text)
}

/// Asks for a secret without showing it.
pub fn ask_hidden(prompt: &str) -> io::Result<String> {
    rpassword::prompt_password(prompt)
}

/// The conventions of no-color.org and of CLICOLOR.
fn wanted(is_terminal: bool) -> bool {
    if variable("NO_COLOR").is_some() {
        return false;
    }
    if variable("CLICOLOR_FORCE").is_some_and(|value| value != "0") {
        return true;
    }
    is_terminal
        && variable("CLICOLOR").is_none_or(|value| value != "0")
        && variable("TERM").is_none_or(|term| term != "dumb")
}

#[cfg(unix)]
fn columns() -> Option<usize> {
    let size = rustix::termios::tcgetwinsize(io::stderr()).ok()?;
    (size.ws_col > 0).then_some(usize::from(size.ws_col))
}

#[cfg(not(unix))]
fn columns() -> Option<usize> {
    variable("COLUMNS")?.parse().ok()
}

fn paint(text: &Text) -> String {
    colored::control::set_override(true);
    let mut out = String::new();
    for line in &text.0 {
        for span in &line.0 {
            if span.meaning == Meaning::Plain || span.text.trim().is_empty() {
                out.push_str(&span.text);
            } else {
                out.push_str(&colour(span.meaning, &span.text).to_string());
            }
        }
        let kept = out.trim_end_matches(' ').len();
        out.truncate(kept);
        out.push('\n');
    }
    out
}

/// One colour for each of the two locks, on every screen; a lighter one for what is shown of the second; a third for
/// the code. From the terminal's own palette, so that they fit light and dark.
fn colour(meaning: Meaning, text: &str) -> ColoredString {
    match meaning {
        Meaning::Plain | Meaning::Name => text.normal(),
        Meaning::Faint => text.dimmed(),
        Meaning::Strong | Meaning::Hint => text.bold(),
        Meaning::Heading => text.bold().underline(),
        Meaning::Secret => text.yellow().bold(),
        Meaning::Verifier => text.cyan().bold(),
        Meaning::Challenge => text.cyan(),
        Meaning::Code => text.magenta().bold(),
        Meaning::Token => text.blue(),
        Meaning::Front => text.red(),
        Meaning::Back | Meaning::Ok => text.green(),
        Meaning::Warn => text.bright_yellow(),
        Meaning::Bad => text.red().bold(),
    }
}
