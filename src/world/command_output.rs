//! What a command prints: no shell, a time limit, a bound, and a reason where there is nothing.

use std::io::{self, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use super::clock::Stopwatch;
use super::environment;

/// The most that is read of what a command prints.
const MAX_OCTETS: u64 = 64 << 10;
/// The most that is kept of what it complains about.
const MAX_COMPLAINT: usize = 400;

/// Why a command gave nothing.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// There is no such program, or it cannot be run.
    #[error("it cannot be started: {0}")]
    NotStarted(io::Error),
    /// It did not end in time.
    #[error("it did not end within {} s", .0.as_secs())]
    TooSlow(Duration),
    /// It printed more than a secret is long.
    #[error("it printed more than {MAX_OCTETS} octets")]
    TooMuch,
    /// It ended with a failure, and said something on standard error.
    #[error("it ended with {status}{}", said(.complaint))]
    Failed {
        /// How it ended.
        status: std::process::ExitStatus,
        /// Its words.
        complaint: String,
    },
    /// What it printed is no text.
    #[error("what it printed is not UTF-8 text")]
    NotText,
}

fn said(complaint: &str) -> String {
    if complaint.is_empty() { String::new() } else { format!(": {complaint}") }
}

/// Runs a program with these words after it and gives back what it printed. It gets nothing to read; a terminal of its
/// own it may open.
pub fn output(program: &str, words: &[String], limit: Duration) -> Result<String, CommandError> {
    output_of(command_named(program).args(words), limit)
}

/// The same with these variables, and with none of ours besides: they hold secrets that are nobody else's business.
pub fn output_with(words: &[String], variables: &[(&str, String)], limit: Duration) -> Result<String, CommandError> {
    let (program, words) =
        words.split_first().ok_or_else(|| CommandError::NotStarted(io::ErrorKind::NotFound.into()))?;
    let mut command = command_named(program);
    for name in environment::names_of_ours() {
        command.env_remove(name);
    }
    output_of(command.args(words).envs(variables.iter().map(|(name, value)| (name, value))), limit)
}

fn output_of(command: &mut Command, limit: Duration) -> Result<String, CommandError> {
    let since = Stopwatch::start();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(CommandError::NotStarted)?;
    let (printed, complained) = (read(child.stdout.take()), read(child.stderr.take()));
    let left = || limit.saturating_sub(since.elapsed());
    let outcome = printed.recv_timeout(left()).and_then(|octets| Ok((octets, complained.recv_timeout(left())?)));
    let Ok((octets, complaint)) = outcome else {
        end(&mut child);
        return Err(CommandError::TooSlow(limit));
    };
    if octets.len() as u64 > MAX_OCTETS {
        end(&mut child);
        return Err(CommandError::TooMuch);
    }
    let status = wait(child).recv_timeout(left()).map_err(|_| CommandError::TooSlow(limit))?;
    let status = status.map_err(CommandError::NotStarted)?;
    if !status.success() {
        let complaint = String::from_utf8_lossy(&complaint).trim().chars().take(MAX_COMPLAINT).collect();
        return Err(CommandError::Failed { status, complaint });
    }
    String::from_utf8(octets).map_err(|_| CommandError::NotText)
}

#[expect(clippy::disallowed_methods, reason = "this is where a command is started")]
fn command_named(program: &str) -> Command {
    Command::new(program)
}

/// Reads a stream to its end or its bound, beside us, so that neither stream keeps the other waiting.
fn read(stream: Option<impl Read + Send + 'static>) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let mut octets = Vec::new();
        if let Some(stream) = stream {
            // what came until it broke is what there is
            let _ = stream.take(MAX_OCTETS + 1).read_to_end(&mut octets);
        }
        // nobody waits any more where the time was over
        let _ = sender.send(octets);
    });
    receiver
}

/// Both streams are closed, so it has ended, or has nothing more to say; in that case nobody waits for it.
fn wait(mut child: Child) -> Receiver<io::Result<std::process::ExitStatus>> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        // nobody waits any more where the time was over
        let _ = sender.send(child.wait());
    });
    receiver
}

fn end(child: &mut Child) {
    // it may have ended by itself, which is no trouble
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_mins(1);

    fn shell(script: &str, limit: Duration) -> Result<String, CommandError> {
        output("sh", &["-c".to_owned(), script.to_owned()], limit)
    }

    #[test]
    fn what_it_prints_comes_back_and_no_shell_reads_its_words() {
        let words = ["%s\n".to_owned(), "$(id); a  b".to_owned()];
        assert_eq!(output("printf", &words, LONG).unwrap(), "$(id); a  b\n");
    }

    #[test]
    fn failures_are_values() {
        let rows = [
            ("echo no such item >&2; exit 3", LONG, "it ended with exit status: 3: no such item"),
            ("printf '\\377'", LONG, "not UTF-8"),
            ("exec yes", LONG, "more than 65536 octets"),
            ("exec sleep 600", Duration::from_millis(20), "it did not end within 0 s"),
            ("exec >&- 2>&-; exec sleep 600", Duration::from_millis(20), "it did not end within 0 s"),
        ];
        for (script, limit, words) in rows {
            let told = shell(script, limit).err().map(|error| error.to_string()).unwrap_or_default();
            assert!(told.contains(words), "{script}: {told}");
        }
        assert!(matches!(output("/nowhere/op", &[], LONG), Err(CommandError::NotStarted(_))));
    }
}
