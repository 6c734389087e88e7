//! The real binary at a pseudo-terminal, as a person sits at it.
//!
//! The terminal is made by `script` of util-linux, which every Linux system has.

use std::io::{Read as _, Write as _};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use crate::{Output, Running};

/// How long anything may take before a test gives up on it.
const LONG: Duration = Duration::from_secs(60);

/// A command that runs at a terminal.
#[derive(Debug)]
pub struct Terminal {
    running: Running,
    printed: Receiver<Vec<u8>>,
    /// Everything that was printed so far.
    seen: Vec<u8>,
    /// How much of it was waited for already.
    read: usize,
}

impl Terminal {
    pub(crate) fn new(mut running: Running) -> Self {
        let mut out = running.stdout.take().unwrap();
        let (sender, printed) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = out.read(&mut bytes) {
                if sender.send(bytes[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self {
            running,
            printed,
            seen: Vec::new(),
            read: 0,
        }
    }

    /// Waits until `text` is printed, behind what was waited for before.
    ///
    /// # Panics
    /// When it is not printed before the command ends or a minute is over.
    pub fn wait_for(&mut self, text: &str) {
        let until = Instant::now() + LONG;
        loop {
            let new = String::from_utf8_lossy(&self.seen[self.read..]).into_owned();
            if let Some(at) = new.find(text) {
                self.read += at + text.len();
                return;
            }
            match self
                .printed
                .recv_timeout(until.saturating_duration_since(Instant::now()))
            {
                Ok(bytes) => self.seen.extend(bytes),
                Err(error) => panic!("no `{text}` ({error}) in:\n{}", self.text()),
            }
        }
    }

    /// Types `keys`; a line ends with `\n`, and `\u{3}` is Ctrl-C.
    ///
    /// # Panics
    /// When the command has ended.
    pub fn types(&mut self, keys: &str) {
        let input = self.running.stdin.as_mut().unwrap();
        input.write_all(keys.as_bytes()).unwrap();
        input.flush().unwrap();
    }

    /// Waits for the end. Both streams of the command are in `stdout`, as the terminal shows them.
    ///
    /// # Panics
    /// When it does not end within a minute.
    pub fn finish(mut self) -> Output {
        let until = Instant::now() + LONG;
        while let Ok(bytes) = self
            .printed
            .recv_timeout(until.saturating_duration_since(Instant::now()))
        {
            self.seen.extend(bytes);
        }
        assert!(Instant::now() < until, "it does not end:\n{}", self.text());
        let stdout = self.text();
        Output {
            stdout,
            ..self.running.finish()
        }
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.seen).replace('\r', "")
    }
}
