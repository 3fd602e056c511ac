//! The real binary as a child process: arguments in, streams and exit code out, with a deadline.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use wait_timeout::ChildExt;

/// No run here takes a second; this is for a machine under load.
const DEADLINE: Duration = Duration::from_mins(1);

/// A run that has not begun.
pub struct Binary {
    command: Command,
    stdin: Input,
    unread: Vec<Output>,
    home: tempfile::TempDir,
}

/// What stands on standard input.
enum Input {
    Nothing,
    Text(String),
    Open,
}

/// A stream that the program writes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    Stdout,
    Stderr,
}

/// A run that is going on; it is ended when this is dropped.
pub struct Running {
    child: Child,
    stdin: Option<ChildStdin>,
    stdout: Stream,
    stderr: Stream,
    _home: tempfile::TempDir,
}

/// A run that has ended.
#[derive(Debug)]
pub struct Outcome {
    /// `None` where a signal ended it.
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

struct Stream {
    lines: Receiver<String>,
    seen: String,
}

impl Binary {
    /// The binary with these arguments and next to nothing in its environment.
    pub fn new<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Self {
        let home = tempfile::tempdir().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_oauth-flow"));
        command.args(arguments).current_dir(home.path()).env_clear().env("HOME", home.path());
        if let Some(path) = std::env::var_os("PATH") {
            command.env("PATH", path);
        }
        Self { command, stdin: Input::Nothing, unread: Vec::new(), home }
    }

    pub fn arg(mut self, argument: &str) -> Self {
        self.command.arg(argument);
        self
    }

    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// A file in the folder in which it runs.
    pub fn file(self, name: &str, text: &str) -> Self {
        let path = self.home.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
        self
    }

    /// Runs it in a folder below the one of its files.
    pub fn within(mut self, folder: &str) -> Self {
        let folder = self.home.path().join(folder);
        std::fs::create_dir_all(&folder).unwrap();
        self.command.current_dir(folder);
        self
    }

    /// The folder of its files.
    pub fn home(&self) -> &std::path::Path {
        self.home.path()
    }

    /// What stands on its standard input, which is closed after it; without this it is closed at once.
    pub fn stdin(mut self, text: &str) -> Self {
        self.stdin = Input::Text(text.to_owned());
        self
    }

    /// Keeps its standard input open, for `type_line`.
    pub fn stdin_open(mut self) -> Self {
        self.stdin = Input::Open;
        self
    }

    /// Gives it a pipe for this stream that nobody reads any more.
    pub fn unread(mut self, stream: Output) -> Self {
        self.unread.push(stream);
        self
    }

    /// Starts it and gives it its standard input.
    pub fn start(mut self) -> Running {
        let stdin = if matches!(self.stdin, Input::Nothing) { Stdio::null() } else { Stdio::piped() };
        let (stdout, stderr) = (self.output(Output::Stdout), self.output(Output::Stderr));
        self.command.stdin(stdin).stdout(stdout).stderr(stderr);
        let mut child = self.command.spawn().expect("the binary");
        // The parent's ends of pipes that nobody reads go with the command.
        drop(self.command);
        let stdout = Stream::new(child.stdout.take());
        let stderr = Stream::new(child.stderr.take());
        let mut running = Running { stdin: child.stdin.take(), child, stdout, stderr, _home: self.home };
        if let Input::Text(text) = self.stdin {
            // A program that ends without reading its input has its reasons.
            let _ = running.stdin.take().unwrap().write_all(text.as_bytes());
        }
        running
    }

    fn output(&self, stream: Output) -> Stdio {
        if self.unread.contains(&stream) { std::io::pipe().unwrap().1.into() } else { Stdio::piped() }
    }

    /// Runs it to its end.
    pub fn run(self) -> Outcome {
        self.start().finish()
    }
}

impl Running {
    /// The first line of standard error, from here on, in which something is found.
    pub fn find_in_stderr<T>(&mut self, find: impl FnMut(&str) -> Option<T>) -> T {
        match self.stderr.find(find) {
            Some(found) => found,
            None => panic!("not found on standard error: {}\nstandard output: {}", self.stderr.seen, self.stdout.seen),
        }
    }

    /// The first line of standard output, from here on, in which something is found.
    pub fn find_in_stdout<T>(&mut self, find: impl FnMut(&str) -> Option<T>) -> T {
        match self.stdout.find(find) {
            Some(found) => found,
            None => panic!("not found on standard output: {}\nstandard error: {}", self.stdout.seen, self.stderr.seen),
        }
    }

    /// The authorization request that the person is asked to open.
    pub fn authorization_url(&mut self) -> String {
        self.find_in_stderr(|line| {
            let url = line.split_whitespace().find(|word| word.starts_with("http"))?;
            let is_request = ["response_type=", "request_uri=", "request="].iter().any(|name| url.contains(name));
            (is_request && url.contains("client_id=")).then(|| url.to_owned())
        })
    }

    /// Where the answer is awaited: told before the request is, which need not say so itself.
    pub fn redirect_uri(&mut self) -> String {
        self.find_in_stderr(|line| {
            let (_, value) = line.split_once("redirect_uri")?;
            value.split_whitespace().next().filter(|word| word.starts_with("http")).map(str::to_owned)
        })
    }

    /// Types a line on its standard input.
    pub fn type_line(&mut self, line: &str) {
        writeln!(self.stdin.as_mut().expect("an open standard input"), "{line}").unwrap();
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Interrupts it as Ctrl-C does.
    #[cfg(unix)]
    pub fn interrupt(&self) {
        let sent = Command::new("sh").arg("-c").arg(format!("kill -INT {}", self.child.id())).status().unwrap();
        assert!(sent.success(), "{sent}");
    }

    /// Waits for its end.
    pub fn finish(mut self) -> Outcome {
        let Some(status) = self.child.wait_timeout(DEADLINE).unwrap() else {
            let _ = self.child.kill();
            panic!("still running after {DEADLINE:?}: {}\n{}", self.stdout.rest(), self.stderr.rest());
        };
        Outcome { code: status.code(), stdout: self.stdout.rest(), stderr: self.stderr.rest() }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself, which is no trouble.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Outcome {
    /// The exit code; the streams are shown where it is another.
    #[track_caller]
    pub fn expect_code(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "stderr:\n{}\nstdout:\n{}", self.stderr, self.stdout);
        self
    }

    /// Standard output as one JSON document.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:#?}"))
    }
}

impl Stream {
    fn new(stream: Option<impl Read + Send + 'static>) -> Self {
        let (sender, lines) = channel();
        let Some(stream) = stream else { return Self { lines, seen: String::new() } };
        std::thread::spawn(move || {
            let mut stream = BufReader::new(stream);
            let mut line = Vec::new();
            while stream.read_until(b'\n', &mut line).is_ok_and(|size| size > 0) {
                if sender.send(String::from_utf8_lossy(&line).into_owned()).is_err() {
                    return;
                }
                line.clear();
            }
        });
        Self { lines, seen: String::new() }
    }

    fn find<T>(&mut self, mut find: impl FnMut(&str) -> Option<T>) -> Option<T> {
        while let Ok(line) = self.lines.recv_timeout(DEADLINE) {
            self.seen.push_str(&line);
            if let Some(found) = find(&line) {
                return Some(found);
            }
        }
        None
    }

    /// Everything up to its end, which comes with the end of the program.
    fn rest(&mut self) -> String {
        while let Ok(line) = self.lines.recv_timeout(DEADLINE) {
            self.seen.push_str(&line);
        }
        std::mem::take(&mut self.seen)
    }
}
