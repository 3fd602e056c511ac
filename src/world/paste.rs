//! Lines from standard input while something else is awaited: a redirect URL that somebody pastes.
//!
//! On a terminal the line discipline is changed for as long as this lives, since a pasted URL can be longer than the
//! 4096 characters that it lets through; what it was before is restored when this is dropped.

use tokio::sync::mpsc;

/// Lines that come in.
pub struct Pasted {
    lines: mpsc::Receiver<String>,
    #[cfg(unix)]
    _reader: Option<unix::Reader>,
}

/// A pasted line is not longer than this.
const MAX_LINE: usize = 1 << 20;

impl Pasted {
    /// Begins to listen, where the system lets a reader be stopped again.
    #[must_use]
    pub fn listen() -> Self {
        let (sender, lines) = mpsc::channel(8);
        #[cfg(unix)]
        return Self { lines, _reader: unix::Reader::start(sender) };
        #[cfg(not(unix))]
        {
            drop(sender);
            Self { lines }
        }
    }

    /// The next line, without its end. Waits for ever where none comes.
    pub async fn next(&mut self) -> String {
        match self.lines.recv().await {
            Some(line) => line,
            None => std::future::pending().await,
        }
    }
}

#[cfg(unix)]
mod unix {
    use std::io::{PipeWriter, pipe};
    use std::thread::JoinHandle;

    use rustix::event::{PollFd, PollFlags, poll};
    use rustix::io::{Errno, read};
    use rustix::stdio::stdin;
    use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, Termios, isatty, tcgetattr, tcsetattr};
    use tokio::sync::mpsc;

    use super::MAX_LINE;

    /// A thread that reads until its pipe is closed.
    pub struct Reader {
        stop: Option<PipeWriter>,
        thread: Option<JoinHandle<()>>,
        before: Option<Termios>,
    }

    impl Reader {
        pub fn start(sender: mpsc::Sender<String>) -> Option<Self> {
            let (stopped, stop) = pipe().ok()?;
            let before = uncook();
            let work = move || {
                let mut line = Vec::new();
                let mut octets = [0_u8; 4096];
                loop {
                    let stdin = stdin();
                    let mut waiting = [PollFd::new(&stdin, PollFlags::IN), PollFd::new(&stopped, PollFlags::IN)];
                    match poll(&mut waiting, None) {
                        Err(Errno::INTR) => continue,
                        Err(_) => return,
                        Ok(_) if !waiting[1].revents().is_empty() => return,
                        Ok(_) => {}
                    }
                    match read(stdin, &mut octets) {
                        Err(Errno::INTR) => {}
                        Ok(0) | Err(_) => return,
                        Ok(count) => octets[..count].iter().for_each(|octet| take(&mut line, *octet, &sender)),
                    }
                }
            };
            let thread = std::thread::Builder::new().name("paste".into()).spawn(work).ok()?;
            Some(Self { stop: Some(stop), thread: Some(thread), before })
        }
    }

    impl Drop for Reader {
        fn drop(&mut self) {
            drop(self.stop.take());
            if let Some(thread) = self.thread.take() {
                // a thread that panicked has stopped reading, which is all that is wanted here
                let _ = thread.join();
            }
            if let Some(before) = &self.before {
                let _ = tcsetattr(stdin(), OptionalActions::Now, before);
            }
        }
    }

    /// Without canonical mode a line may have any length, and a process in the background is left alone.
    fn uncook() -> Option<Termios> {
        if !isatty(stdin()) {
            return None;
        }
        let before = tcgetattr(stdin()).ok()?;
        let mut raw = before.clone();
        raw.local_modes.remove(LocalModes::ICANON);
        raw.special_codes[SpecialCodeIndex::VMIN] = 1;
        raw.special_codes[SpecialCodeIndex::VTIME] = 0;
        tcsetattr(stdin(), OptionalActions::Now, &raw).ok()?;
        Some(before)
    }

    fn take(line: &mut Vec<u8>, octet: u8, sender: &mpsc::Sender<String>) {
        match octet {
            b'\n' | b'\r' => {
                let text = String::from_utf8_lossy(line).trim().to_owned();
                line.clear();
                if !text.is_empty() {
                    // where nobody listens any more the line is of no use
                    let _ = sender.blocking_send(text);
                }
            }
            // backspace and delete, since the terminal does not edit the line now
            0x08 | 0x7f => {
                line.pop();
            }
            _ if line.len() < MAX_LINE => line.push(octet),
            _ => {}
        }
    }
}
