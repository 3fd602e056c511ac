//! The driver of a browser as a program of ours: started for a run, ended with it.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::time::Duration;

use super::local;
use crate::wire::Failure;

/// A driver that was started.
pub(super) struct Program {
    child: Child,
    /// Where it listens.
    pub(super) url: String,
}

/// Who drives Chromium.
const NAME: &str = "chromedriver";
/// The words before the port that it found.
const SAID: &str = "successfully on port ";
/// It only has to listen.
const PATIENCE: Duration = Duration::from_secs(20);
/// It says where it listens in its first lines.
const MOST: u64 = 64 << 10;

impl Program {
    /// Starts it on a free port and waits until it listens there.
    pub(super) async fn start() -> Result<Self, Failure> {
        let started = tokio::task::spawn_blocking(Self::launch).await;
        started.unwrap_or_else(|_| Err(local("chromedriver could not be waited for")))
    }

    fn launch() -> Result<Self, Failure> {
        let child = command()
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|reason| {
                local(&format!("cannot start `{NAME}`: {reason}; install it, or name a driver with --webdriver URL"))
            })?;
        let mut program = Self { child, url: String::new() };
        let Some(printed) = program.child.stdout.take() else { return Err(local("chromedriver says nothing")) };
        let (sender, receiver) = channel();
        std::thread::spawn(move || {
            let mut lines = BufReader::new(printed);
            let said = lines.by_ref().take(MOST).lines().map_while(Result::ok);
            let mut ports = said.filter_map(|line| Some(line.split_once(SAID)?.1.trim_end_matches('.').to_owned()));
            // nobody waits any more where the time was over
            let _ = sender.send(ports.next());
            drop(ports);
            // what it says later is of no use, and has to go somewhere
            let _ = std::io::copy(&mut lines, &mut std::io::sink());
        });
        let port = receiver.recv_timeout(PATIENCE).ok().flatten();
        let port = port.ok_or_else(|| local("chromedriver does not tell where it listens"))?;
        program.url = format!("http://127.0.0.1:{port}");
        Ok(program)
    }
}

#[expect(clippy::disallowed_methods, reason = "this is where the driver of a browser is started")]
fn command() -> Command {
    Command::new(NAME)
}

impl Drop for Program {
    fn drop(&mut self) {
        // it may have ended by itself, which is no trouble
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
