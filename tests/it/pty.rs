//! A terminal with a program in it: keys in, a screen out, and its modes before and after.

use std::io::{Read, Write};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use portable_pty::{Child, CommandBuilder, PtyPair, PtySize, native_pty_system};

/// No answer here takes a second; this is for a machine under load.
const DEADLINE: Duration = Duration::from_secs(30);
/// So many rows that nothing scrolls away.
const SIZE: PtySize = PtySize { rows: 2000, cols: 100, pixel_width: 0, pixel_height: 0 };

/// A person at a terminal.
pub struct Session {
    pair: PtyPair,
    child: Box<dyn Child + Send + Sync>,
    keyboard: Box<dyn Write + Send>,
    octets: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    /// The lines that were looked at already.
    seen: usize,
    modes: String,
    _home: Arc<tempfile::TempDir>,
}

impl Session {
    /// Starts the program on a new terminal, with next to nothing in its environment.
    pub fn start<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Self {
        Self::at(Arc::new(tempfile::tempdir().unwrap()), arguments)
    }

    /// The same with a home directory that others have too.
    pub fn at<'a>(home: Arc<tempfile::TempDir>, arguments: impl IntoIterator<Item = &'a str>) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_oauth-flow"));
        command.args(arguments);
        command.env_clear();
        command.env("HOME", home.path());
        command.env("TERM", "xterm-256color");
        command.env("OAUTH_FLOW_TIMEOUT", "20");
        command.cwd(home.path());
        let pair = native_pty_system().openpty(SIZE).unwrap();
        let modes = modes(&pair);
        let child = pair.slave.spawn_command(command).unwrap();
        let octets = read(pair.master.try_clone_reader().unwrap());
        let keyboard = pair.master.take_writer().unwrap();
        let screen = vt100::Parser::new(SIZE.rows.try_into().unwrap(), SIZE.cols.try_into().unwrap(), 0);
        Self { pair, child, keyboard, octets, screen, seen: 0, modes, _home: home }
    }

    /// Presses these keys.
    pub fn press(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
        self.keyboard.flush().unwrap();
    }

    /// Sends the program a signal, as another program would.
    pub fn signal(&self, name: &str) {
        let kill = format!("kill -{name} {}", self.child.process_id().unwrap());
        assert!(std::process::Command::new("sh").arg("-c").arg(kill).status().unwrap().success());
    }

    /// Types a line and Enter.
    pub fn enter(&mut self, line: &str) {
        self.press(&format!("{line}\r"));
    }

    /// Waits for a line that holds this text, below what was looked at before.
    #[track_caller]
    pub fn see(&mut self, text: &str) -> String {
        self.find(|line| line.contains(text).then(|| line.to_owned())).unwrap_or_else(|| self.miss(text))
    }

    /// Waits for the prompt of a step.
    #[track_caller]
    pub fn prompt(&mut self, step: &str) {
        self.see(&format!("  {step} ▸ "));
        self.find(|line| line.starts_with("  >").then_some(())).unwrap_or_else(|| self.miss("the prompt"));
    }

    /// Waits for the authorization request that the person is asked to open.
    #[track_caller]
    pub fn authorization_url(&mut self) -> String {
        self.see("open this URL in a browser");
        let url = |line: &str| Some(line.trim()).filter(|line| line.contains("response_type=")).map(str::to_owned);
        self.find(url).unwrap_or_else(|| self.miss("the URL"))
    }

    /// Waits for its end, finds the modes of the terminal as they were, and gives back the exit code and all that was
    /// on the screen.
    #[track_caller]
    pub fn end(mut self) -> (u32, String) {
        let mut killer = self.child.clone_killer();
        let (ended, end) = channel();
        let mut child = self.child;
        std::thread::spawn(move || ended.send(child.wait()));
        let Ok(status) = end.recv_timeout(DEADLINE) else {
            let _ = killer.kill();
            panic!("still running: {}", self.screen.screen().contents());
        };
        let modes = modes(&self.pair);
        // Without the last open end of the terminal its reader comes to an end too.
        drop(self.pair.slave);
        while let Ok(octets) = self.octets.recv_timeout(DEADLINE) {
            self.screen.process(&octets);
        }
        let (code, screen) = (status.unwrap().exit_code(), self.screen.screen().contents());
        assert_eq!(modes, self.modes, "the modes of the terminal, after exit code {code}: {screen}");
        (code, screen)
    }

    /// Lines that wrap are one line here.
    fn find<T>(&mut self, find: impl Fn(&str) -> Option<T>) -> Option<T> {
        loop {
            let contents = self.screen.screen().contents();
            let found = contents.lines().enumerate().skip(self.seen).find_map(|(at, line)| Some((at, find(line)?)));
            if let Some((at, found)) = found {
                self.seen = at + 1;
                return Some(found);
            }
            let octets = self.octets.recv_timeout(DEADLINE).ok()?;
            self.screen.process(&octets);
        }
    }

    #[track_caller]
    fn miss(&mut self, what: &str) -> ! {
        let _ = self.child.kill();
        panic!("not on the screen: {what}\n{}", self.screen.screen().contents());
    }
}

fn modes(pair: &PtyPair) -> String {
    format!("{:?}", pair.master.get_termios().expect("the modes of the terminal"))
}

fn read(mut reader: Box<dyn Read + Send>) -> Receiver<Vec<u8>> {
    let (sender, octets) = channel();
    std::thread::spawn(move || {
        let mut buffer = [0; 16 << 10];
        while let Ok(count) = reader.read(&mut buffer) {
            if count == 0 || sender.send(buffer[..count].to_vec()).is_err() {
                return;
            }
        }
    });
    octets
}
