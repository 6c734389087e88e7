//! A program of the user's as a driver. It runs in a process group of its own, which is ended with it: when it is
//! done, when its time is over, or when a person stops it.

use std::io::{Read, Write};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::Ordering;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};
use serde_json::Value;

use super::error::shortened;
use super::{DriverError, MOST_BYTES, Watch};

/// How often it is looked whether the program is done.
const PAUSE: Duration = Duration::from_millis(10);
/// How long to wait for the ends of its output after it is gone: something it started may hold them open.
const PATIENCE: Duration = Duration::from_secs(1);

/// The process group, which ends with the value.
struct Group {
    child: Child,
}

impl Drop for Group {
    fn drop(&mut self) {
        if let Some(pid) = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw) {
            // Fails only when nothing of the group is left.
            kill_process_group(pid, Signal::KILL).ok();
        }
        self.child.wait().ok();
    }
}

pub(super) fn run(
    command: &[String],
    folder: &Path,
    timeout: Duration,
    request: &Value,
    watch: &Watch,
) -> Result<String, DriverError> {
    let Some((program, arguments)) = command.split_first() else {
        return Err(DriverError::NotStarted {
            program: String::new(),
            reason: "it has no name".to_owned(),
        });
    };
    watch.calls.fetch_add(1, Ordering::Relaxed);
    let child = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .spawn()
        .map_err(|error| DriverError::NotStarted {
            program: program.clone(),
            reason: error.to_string(),
        })?;
    let mut group = Group { child };
    if let Some(mut input) = group.child.stdin.take() {
        let text = format!("{request:#}\n");
        // A program that does not read must not hold up its own time limit; one that closes early has read enough.
        std::thread::spawn(move || input.write_all(text.as_bytes()).ok());
    }
    let output = collect(group.child.stdout.take());
    let errors = collect(group.child.stderr.take());
    let status = wait(&mut group, timeout, watch, &output)?;
    // What it started and left behind would keep the output open.
    drop(group);
    let text = end_of(&output)?;
    if !status.success() {
        let message = end_of(&errors).unwrap_or_default();
        return Err(DriverError::Failed {
            program: program.clone(),
            status: status.to_string(),
            message: shortened(&String::from_utf8_lossy(&message)),
        });
    }
    String::from_utf8(text).map_err(|_| DriverError::Reply {
        reason: "it is not UTF-8".to_owned(),
    })
}

fn wait(
    group: &mut Group,
    timeout: Duration,
    watch: &Watch,
    output: &Collected,
) -> Result<ExitStatus, DriverError> {
    let started = Instant::now();
    loop {
        match group.child.try_wait() {
            Ok(Some(status)) => return Ok(status),
            Ok(None) => {}
            Err(error) => {
                return Err(DriverError::Reply {
                    reason: error.to_string(),
                });
            }
        }
        if watch.stop.load(Ordering::Relaxed) {
            return Err(DriverError::Stopped);
        }
        if started.elapsed() >= timeout {
            return Err(DriverError::TimedOut { limit: timeout });
        }
        if output.is_too_large.load(Ordering::Relaxed) {
            return Err(DriverError::TooLarge { most: MOST_BYTES });
        }
        std::thread::sleep(PAUSE);
    }
}

/// An output that a thread reads.
struct Collected {
    is_too_large: std::sync::Arc<std::sync::atomic::AtomicBool>,
    bytes: mpsc::Receiver<Vec<u8>>,
}

fn collect(stream: Option<impl Read + Send + 'static>) -> Collected {
    let (sender, bytes) = mpsc::channel();
    let is_too_large = std::sync::Arc::<std::sync::atomic::AtomicBool>::default();
    let flag = is_too_large.clone();
    std::thread::spawn(move || {
        let mut read = Vec::new();
        if let Some(stream) = stream {
            // What was read before a failure is what there is.
            stream.take(MOST_BYTES as u64 + 1).read_to_end(&mut read).ok();
        }
        flag.store(read.len() > MOST_BYTES, Ordering::Relaxed);
        sender.send(read).ok();
    });
    Collected { is_too_large, bytes }
}

fn end_of(collected: &Collected) -> Result<Vec<u8>, DriverError> {
    let bytes = collected
        .bytes
        .recv_timeout(PATIENCE)
        .map_err(|_| DriverError::Reply {
            reason: "its output does not end".to_owned(),
        })?;
    if bytes.len() > MOST_BYTES {
        return Err(DriverError::TooLarge { most: MOST_BYTES });
    }
    Ok(bytes)
}
