//! Opens the browser: never waits for it, never lets it write on our terminal, and a failure is a note.

use std::ffi::OsStr;
use std::io;
use std::process::{Child, Command, Stdio};

use super::environment;
use crate::wire::uri;

/// Which browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Browser {
    /// What `$BROWSER` names, or else what the system opens links with.
    System,
    /// This command; the URL replaces `%s`, or is appended. No shell runs.
    Command(String),
    /// None: the person opens the URL.
    None,
}

/// A browser that was asked to open a URL.
#[derive(Debug)]
pub struct Opening {
    program: String,
    child: Option<Child>,
}

/// Why no browser was asked.
#[derive(Debug, thiserror::Error)]
pub enum BrowserError {
    /// The command has an open quote, or is empty.
    #[error("`{0}` is not a command")]
    NotACommand(String),
    /// There is no such program, or it cannot be run.
    #[error("cannot start `{program}`: {reason}")]
    NotStarted {
        /// The program.
        program: String,
        /// The words of the system.
        reason: io::Error,
    },
    /// The system names no program that opens links.
    #[error("no program that opens links was found")]
    NoneFound,
    /// What was to be opened is not a web page; a provider may name anything as its endpoint.
    #[error("only http and https URLs are opened")]
    NotAWebPage,
}

impl Browser {
    /// Asks the browser to open this URL and goes on.
    pub fn open(&self, url: &str) -> Result<Opening, BrowserError> {
        if !uri::is_http(url) && !uri::is_https(url) {
            return Err(BrowserError::NotAWebPage);
        }
        match self {
            Self::System => open_with_system(&environment::browser_commands(), url),
            Self::Command(command) => start(command_for(command, url)?),
            Self::None => Ok(Opening { program: String::new(), child: None }),
        }
    }
}

impl Opening {
    /// The program that was started; nothing where none was wanted.
    #[must_use]
    pub fn program(&self) -> Option<&str> {
        self.child.as_ref().map(|_| self.program.as_str())
    }

    /// What went wrong by now: a program that ended with a failure did not open anything.
    pub fn trouble(&mut self) -> Option<String> {
        let status = self.child.as_mut()?.try_wait().ok()??;
        (!status.success()).then(|| format!("`{}` ended with {status}", self.program))
    }
}

fn open_with_system(named: &[String], url: &str) -> Result<Opening, BrowserError> {
    let named = named.iter().filter_map(|command| command_for(command, url).ok());
    let found = named.chain(open::commands(url)).find_map(|command| start(command).ok());
    found.ok_or(BrowserError::NoneFound)
}

fn command_for(command: &str, url: &str) -> Result<Command, BrowserError> {
    let not_a_command = || BrowserError::NotACommand(command.to_owned());
    let words = shlex::split(command).ok_or_else(not_a_command)?;
    let (program, arguments) = words.split_first().ok_or_else(not_a_command)?;
    let mut built = command_named(program);
    if arguments.iter().any(|argument| argument.contains("%s")) {
        built.args(arguments.iter().map(|argument| argument.replace("%s", url)));
    } else {
        built.args(arguments).arg(url);
    }
    Ok(built)
}

#[expect(clippy::disallowed_methods, reason = "this is where the browser is started")]
fn command_named(program: impl AsRef<OsStr>) -> Command {
    Command::new(program)
}

fn start(mut command: Command) -> Result<Opening, BrowserError> {
    let program = command.get_program().to_string_lossy().into_owned();
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // in a group of its own, so that Ctrl-C in our terminal does not close the browser
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    match command.spawn() {
        Ok(child) => Ok(Opening { program, child: Some(child) }),
        Err(reason) => Err(BrowserError::NotStarted { program, reason }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const URL: &str = "https://as.example/authorize?a=1&b=$(id)%20;x";

    fn words(command: &str) -> Vec<String> {
        let command = command_for(command, URL).unwrap();
        std::iter::once(command.get_program())
            .chain(command.get_args())
            .map(|word| word.to_str().unwrap().to_owned())
            .collect()
    }

    #[test]
    fn the_url_replaces_the_mark_or_is_appended_and_no_shell_sees_it() {
        assert_eq!(words("firefox --new-window"), ["firefox", "--new-window", URL]);
        assert_eq!(words("'my browser' --url=%s -x"), ["my browser", &format!("--url={URL}"), "-x"]);
    }

    #[test]
    fn failures_are_values() {
        for (command, words) in
            [("", "is not a command"), ("a 'b", "is not a command"), ("/nowhere/b", "cannot start `/nowhere/b`")]
        {
            let error = Browser::Command(command.into()).open(URL).unwrap_err().to_string();
            assert!(error.contains(words), "{error}");
        }
        assert!(matches!(Browser::System.open("file:///etc/passwd"), Err(BrowserError::NotAWebPage)));
        assert!(matches!(Browser::Command("x".into()).open("-remote"), Err(BrowserError::NotAWebPage)));
        assert!(Browser::None.open(URL).unwrap().program().is_none());
    }

    #[cfg(unix)]
    #[test]
    fn a_command_that_fails_is_told_and_one_that_works_is_not() {
        for (command, fails) in [("false", true), ("true", false)] {
            let mut opening = Browser::Command(command.into()).open(URL).unwrap();
            opening.child.as_mut().unwrap().wait().unwrap();
            assert_eq!(opening.trouble().is_some(), fails, "{command}");
            assert_eq!(opening.program(), Some(command));
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_the_variable_names_is_tried_in_order() {
        let named = ["/nowhere/browser".to_owned(), "true %s".to_owned()];
        assert_eq!(open_with_system(&named, URL).unwrap().program(), Some("true"));
    }
}
