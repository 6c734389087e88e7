//! A private PostgreSQL server for the tests of one process.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{Read, Seek};
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use dazzle_db::{DatabaseError, DatabaseUrl, Row, Session, SessionOptions, new_run_id};

/// The folder with `initdb` and `postgres` to use.
pub const PROGRAMS_VARIABLE: &str = "DAZZLE_TEST_POSTGRES_BIN";
/// The URL of a server to use instead, as a role that may create databases and roles.
pub const URL_VARIABLE: &str = "DAZZLE_TEST_POSTGRES_URL";

const START_LIMIT: Duration = Duration::from_secs(120);
const PORT_TRIES: u32 = 5;

/// A running server.
#[derive(Debug)]
pub struct PostgresServer {
    /// `postgresql://user@host:port/database` of a database that is always there.
    admin_url: String,
    /// Kept open; the server ends when it closes.
    _lifeline: Option<ChildStdin>,
}

/// A database of its own for one test, gone when the value is dropped.
#[derive(Debug)]
pub struct TestDatabase {
    /// Its address.
    pub url: DatabaseUrl,
    /// Its address as text, for a command line or a second parser.
    pub url_text: String,
    /// Its name.
    pub name: String,
    server: &'static PostgresServer,
}

/// The server of this process, started when it is first asked for.
///
/// # Panics
/// When PostgreSQL is not installed (with the command that installs it) or does not start: tests never skip.
pub fn server() -> &'static PostgresServer {
    static SERVER: OnceLock<PostgresServer> = OnceLock::new();
    SERVER.get_or_init(|| match std::env::var(URL_VARIABLE) {
        Ok(admin_url) if !admin_url.is_empty() => PostgresServer {
            admin_url,
            _lifeline: None,
        },
        _ => PostgresServer::start(&find_programs()),
    })
}

/// A new database on the server of this process.
///
/// # Panics
/// When there is no server or it refuses.
pub fn temp_database() -> TestDatabase {
    server().create_database()
}

impl PostgresServer {
    /// Starts a server with the programs in the folder `programs`, in a data folder of its own.
    ///
    /// # Panics
    /// When it does not start.
    pub fn start(programs: &Path) -> Self {
        let mut reports = Vec::new();
        for _ in 0..PORT_TRIES {
            match try_start(programs) {
                Ok(server) => return server,
                // Most likely somebody took the port between our look and the server's.
                Err(report) => reports.push(report),
            }
        }
        panic!(
            "PostgreSQL in `{}` does not start:\n{}",
            programs.display(),
            reports.join("\n---\n")
        );
    }

    /// The URL of a database that is always there, as the superuser.
    pub fn admin_url(&self) -> &str {
        &self.admin_url
    }

    /// The URL of the database `name` as the superuser.
    pub fn url_of(&self, name: &str) -> String {
        with_database(&self.admin_url, name)
    }

    /// Runs `sql` as the superuser in a database that is always there.
    ///
    /// # Panics
    /// When it fails.
    pub fn admin(&self, sql: &str) -> Vec<Row> {
        run_sql(&self.admin_url, sql).unwrap_or_else(|error| panic!("{error}: {sql}"))
    }

    /// A new empty database under a name that no other test has.
    ///
    /// # Panics
    /// When the server refuses.
    pub fn create_database(&'static self) -> TestDatabase {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        let name = format!("test_{}_{}", new_run_id(), NEXT.fetch_add(1, Ordering::Relaxed));
        // `template0` never has a connection, so nobody keeps it from being copied. Copying files beats logging
        // them where nothing is flushed; PostgreSQL before 15 knows no other way.
        let plain = format!("CREATE DATABASE {name} TEMPLATE template0");
        if run_sql(&self.admin_url, &format!("{plain} STRATEGY file_copy")).is_err() {
            self.admin(&plain);
        }
        let url_text = self.url_of(&name);
        TestDatabase {
            url: DatabaseUrl::parse(&url_text).unwrap(),
            url_text,
            name,
            server: self,
        }
    }
}

impl TestDatabase {
    /// Runs `sql` as the superuser in this database, on a connection of its own.
    ///
    /// # Panics
    /// When it fails.
    pub fn sql(&self, sql: &str) -> Vec<Row> {
        run_sql(&self.url_text, sql).unwrap_or_else(|error| panic!("{error}: {sql}"))
    }

    /// Runs `sql` as the superuser in a database that is always there.
    ///
    /// # Panics
    /// When it fails.
    pub fn server_admin(&self, sql: &str) -> Vec<Row> {
        self.server.admin(sql)
    }

    /// The address for another role (which needs no password).
    pub fn url_as(&self, role: &str) -> DatabaseUrl {
        let (before, after) = self.url_text.split_once("://").unwrap();
        let host = after.split_once('@').map_or(after, |(_, host)| host);
        DatabaseUrl::parse(&format!("{before}://{role}@{host}")).unwrap()
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let sql = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        // A test that broke the server has failed already.
        run_sql(&self.server.admin_url, &sql).ok();
    }
}

/// Where the programs of the newest PostgreSQL are.
///
/// # Panics
/// When there is none.
pub fn find_programs() -> PathBuf {
    if let Some(folder) = std::env::var_os(PROGRAMS_VARIABLE).filter(|folder| !folder.is_empty()) {
        let folder = PathBuf::from(folder);
        assert!(
            has_programs(&folder),
            "{PROGRAMS_VARIABLE} is `{}`, where `initdb` and `postgres` are not",
            folder.display()
        );
        return folder;
    }
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
    let on_path = on_path
        .iter()
        .flat_map(std::env::split_paths)
        .find(|folder| has_programs(folder));
    versions.pop().map(|(_, folder)| folder).or(on_path).unwrap_or_else(|| {
        panic!(
            "PostgreSQL is not installed, and these tests need it: run `apt-get install postgresql`, or name the \
             folder of its programs in {PROGRAMS_VARIABLE}, or another server in {URL_VARIABLE}"
        )
    })
}

/// A client program such as `psql` or `pg_dump`: the one beside the server's programs, so that its version fits, or
/// else the one on the path.
pub fn client_program(name: &str) -> PathBuf {
    // The server may be another one, and need no programs here.
    let is_elsewhere = std::env::var_os(URL_VARIABLE).is_some_and(|url| !url.is_empty());
    let beside_server = (!is_elsewhere).then(|| find_programs().join(name));
    beside_server
        .filter(|program| program.exists())
        .unwrap_or_else(|| PathBuf::from(name))
}

fn has_programs(folder: &Path) -> bool {
    folder.join("initdb").exists() && folder.join("postgres").exists()
}

fn try_start(programs: &Path) -> Result<PostgresServer, String> {
    let folder = tempfile::Builder::new()
        .prefix("dazzle-pg-")
        .tempdir()
        .unwrap()
        .keep();
    // Kept open, since the script removes the folder when the server does not start.
    let mut log = File::options()
        .read(true)
        .append(true)
        .create(true)
        .open(folder.join("log"))
        .unwrap();
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    // PostgreSQL refuses to run as root; its package has made a user for it.
    let user = if is_root(&folder) { "postgres" } else { "" };
    let mut child = Command::new("sh")
        .args(["-c", include_str!("server.sh"), "dazzle-test-postgres"])
        .args([
            folder.as_os_str(),
            programs.as_os_str(),
            OsStr::new(&port.to_string()),
            OsStr::new(user),
        ])
        .stdin(Stdio::piped())
        .stdout(log.try_clone().unwrap())
        .stderr(log.try_clone().unwrap())
        // Its own group, so that Ctrl-C on the tests leaves it the time to clear up.
        .process_group(0)
        .spawn()
        .unwrap();
    let lifeline = child.stdin.take().unwrap();
    let started = Instant::now();
    loop {
        // The eighth line of the file is the server's state.
        let state = std::fs::read_to_string(folder.join("data/postmaster.pid")).unwrap_or_default();
        if state.lines().nth(7).is_some_and(|line| line.trim() == "ready") {
            break;
        }
        let ended = child.try_wait().unwrap().is_some();
        if ended || started.elapsed() > START_LIMIT {
            let mut report = format!("not ready after {:?}\n", started.elapsed());
            log.rewind().unwrap();
            log.read_to_string(&mut report).unwrap();
            return Err(report);
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok(PostgresServer {
        admin_url: format!("postgresql://postgres@127.0.0.1:{port}/postgres"),
        _lifeline: Some(lifeline),
    })
}

/// Whether what we make belongs to root.
fn is_root(made_by_us: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(made_by_us).unwrap().uid() == 0
}

/// The URL with another database's name.
fn with_database(url: &str, name: &str) -> String {
    let (address, query) = url
        .split_once('?')
        .map_or((url, None), |(address, query)| (address, Some(query)));
    let host_end = address.find("://").map_or(0, |at| at + 3);
    let (scheme, rest) = address.split_at(host_end);
    let host = rest.split('/').next().unwrap();
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    format!("{scheme}{host}/{name}{query}")
}

/// Runs `sql` on a connection of its own, in a thread of its own: the caller may be inside a runtime.
pub(crate) fn run_sql(url: &str, sql: &str) -> Result<Vec<Row>, DatabaseError> {
    let url = DatabaseUrl::parse(url).unwrap();
    std::thread::scope(|scope| {
        scope
            .spawn(|| {
                crate::block_on(async {
                    let mut session = Session::connect(&url, &SessionOptions::default()).await?;
                    let rows = session.query(sql).await;
                    session.close().await;
                    rows
                })
            })
            .join()
            .unwrap()
    })
}
