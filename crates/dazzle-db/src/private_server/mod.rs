//! A PostgreSQL server of our own, made from the programs on this machine and gone with the process that wanted it.
//!
//! A shell script runs it (`server.sh`) and waits at the other end of a pipe: the pipe closes when this process ends,
//! however it ends, and the script stops the server and removes its folder.

use std::ffi::OsStr;
use std::fs::{File, Permissions};
use std::io::{Read, Seek};
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

/// How long a server may take to start, the making of its folder included.
const START_LIMIT: Duration = Duration::from_secs(120);
/// How long we wait for a server to end that was told to.
const STOP_LIMIT: Duration = Duration::from_secs(5);
/// Between two looks.
const PAUSE: Duration = Duration::from_millis(20);
/// How often another port is tried.
const PORT_TRIES: u32 = 5;
/// The port, where it is only the end of the name of a socket.
const SOCKET_PORT: u16 = 5432;
/// The longest folder whose sockets have names that fit into the system's 107 bytes.
const LONGEST_FOLDER: usize = 80;
/// Users to run as where we are root, as which PostgreSQL refuses to run: the one that its packages make, else
/// anybody.
const OTHER_USERS: &str = "postgres nobody";

/// How a private server can be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// By its socket alone, which lies in a folder that nobody else may enter.
    Socket,
    /// By a free port of this machine, too: by everybody on it, without a password.
    Loopback,
}

/// A running server. When it is dropped it ends, and its folder is removed.
#[derive(Debug)]
pub struct PrivateServer {
    address: String,
    /// The server ends when it closes.
    lifeline: Option<ChildStdin>,
    child: Child,
}

/// Why a private server does not start.
#[derive(Debug, thiserror::Error)]
pub enum PrivateServerError {
    /// The folder or the process for it cannot be made.
    #[error("a private PostgreSQL server cannot be started")]
    Start(#[source] std::io::Error),
    /// The programs ran and there is no server.
    #[error("PostgreSQL in `{}` does not start: {report}", .programs.display())]
    NotReady {
        /// The folder of the programs.
        programs: PathBuf,
        /// What they said.
        report: String,
    },
}

/// The folder with `initdb` and `postgres` of the newest PostgreSQL of this machine: in the places where packages put
/// it, else on the path.
#[must_use]
pub fn find_programs() -> Option<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            Some((
                entry.file_name().to_str()?.parse().ok()?,
                entry.path().join("bin"),
            ))
        })
        .filter(|(_, folder)| has_programs(folder))
        .collect();
    versions.sort();
    let on_path = std::env::var_os("PATH");
    versions.pop().map(|(_, folder)| folder).or_else(|| {
        on_path
            .iter()
            .flat_map(std::env::split_paths)
            .find(|folder| has_programs(folder))
    })
}

/// Whether the folder holds the programs that make and run a server.
#[must_use]
pub fn has_programs(folder: &Path) -> bool {
    folder.join("initdb").exists() && folder.join("postgres").exists()
}

impl PrivateServer {
    /// Starts a server with the programs in the folder `programs`, in a data folder of its own, and waits until it
    /// answers: about a second. It flushes nothing to disk: what is in it is not to be kept.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start(programs: &Path, reach: Reach) -> Result<Self, PrivateServerError> {
        let tries = if reach == Reach::Loopback { PORT_TRIES } else { 1 };
        let mut last = None;
        for _ in 0..tries {
            match try_start(programs, reach) {
                Ok(server) => return Ok(server),
                Err(error @ PrivateServerError::Start(_)) => return Err(error),
                // Most likely somebody took the port between our look and the server's.
                Err(error) => last = Some(error),
            }
        }
        Err(last.unwrap_or_else(|| PrivateServerError::NotReady {
            programs: programs.to_owned(),
            report: String::new(),
        }))
    }

    /// The URL of the database `database` for the role `role`, which needs no password. The role `postgres` and the
    /// database `postgres` are always there.
    #[must_use]
    pub fn url_text(&self, role: &str, database: &str) -> String {
        match self.address.strip_prefix('/') {
            Some(_) => format!("postgresql://{role}@localhost/{database}?host={}", self.address),
            None => format!("postgresql://{role}@{}/{database}", self.address),
        }
    }

    /// Ends the server and waits until its folder is gone.
    pub fn stop(mut self) {
        drop(self.lifeline.take());
        let started = Instant::now();
        while matches!(self.child.try_wait(), Ok(None)) && started.elapsed() < STOP_LIMIT {
            std::thread::sleep(PAUSE);
        }
    }
}

fn try_start(programs: &Path, reach: Reach) -> Result<PrivateServer, PrivateServerError> {
    let failed = PrivateServerError::Start;
    let mut folder = new_folder(&std::env::temp_dir()).map_err(failed)?;
    if reach == Reach::Socket && folder.as_os_str().len() > LONGEST_FOLDER {
        std::fs::remove_dir(&folder).map_err(failed)?;
        folder = new_folder(Path::new("/tmp")).map_err(failed)?;
    }
    // Kept open, since the script removes the folder when the server does not start.
    let mut log = File::options()
        .read(true)
        .append(true)
        .create(true)
        .open(folder.join("log"))
        .map_err(failed)?;
    let (host, port) = match reach {
        Reach::Socket => ("", SOCKET_PORT),
        Reach::Loopback => ("127.0.0.1", free_port().map_err(failed)?),
    };
    // What we make belongs to who we are.
    let is_root = std::fs::metadata(&folder).map_err(failed)?.uid() == 0;
    let mut child = Command::new("sh")
        .args(["-c", include_str!("server.sh"), "dazzle-private-postgres"])
        .args([
            folder.as_os_str(),
            programs.as_os_str(),
            OsStr::new(host),
            OsStr::new(&port.to_string()),
            OsStr::new(if is_root { OTHER_USERS } else { "" }),
        ])
        .stdin(Stdio::piped())
        .stdout(log.try_clone().map_err(failed)?)
        .stderr(log.try_clone().map_err(failed)?)
        // Its own group, so that Ctrl-C on us leaves it the time to clear up.
        .process_group(0)
        .spawn()
        .map_err(failed)?;
    let lifeline = child.stdin.take();
    let started = Instant::now();
    loop {
        // The eighth line of the file is the server's state.
        let state = std::fs::read_to_string(folder.join("data/postmaster.pid")).unwrap_or_default();
        if state.lines().nth(7).is_some_and(|line| line.trim() == "ready") {
            break;
        }
        let has_ended = child.try_wait().map_err(failed)?.is_some();
        if has_ended || started.elapsed() > START_LIMIT {
            let mut report = format!("not ready after {:?}\n", started.elapsed());
            log.rewind().map_err(failed)?;
            log.read_to_string(&mut report).map_err(failed)?;
            return Err(PrivateServerError::NotReady {
                programs: programs.to_owned(),
                report,
            });
        }
        std::thread::sleep(PAUSE);
    }
    let address = match reach {
        Reach::Socket => folder.display().to_string(),
        Reach::Loopback => format!("{host}:{port}"),
    };
    Ok(PrivateServer {
        address,
        lifeline,
        child,
    })
}

/// A folder that only we may enter, or whom the script gives it to: the server asks nobody for a password. The
/// script removes it.
fn new_folder(parent: &Path) -> std::io::Result<PathBuf> {
    Ok(tempfile::Builder::new()
        .prefix("dazzle-pg-")
        .permissions(Permissions::from_mode(0o700))
        .tempdir_in(parent)?
        .keep())
}

fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
