//! A private PostgreSQL server for the tests of one process.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use dazzle_db::private_server::{self, PrivateServer, Reach, has_programs};
use dazzle_db::{DatabaseError, DatabaseUrl, Row, Session, SessionOptions, new_run_id};

/// The folder with `initdb` and `postgres` to use.
pub const PROGRAMS_VARIABLE: &str = "DAZZLE_TEST_POSTGRES_BIN";
/// The URL of a server to use instead, as a role that may create databases and roles.
pub const URL_VARIABLE: &str = "DAZZLE_TEST_POSTGRES_URL";

/// A running server.
#[derive(Debug)]
pub struct PostgresServer {
    /// `postgresql://user@host:port/database` of a database that is always there.
    admin_url: String,
    /// The server, where it is our own. It ends with this process.
    _server: Option<PrivateServer>,
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
            _server: None,
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
        let server =
            PrivateServer::start(programs, Reach::Loopback).unwrap_or_else(|error| panic!("{error}"));
        Self {
            admin_url: server.url_text("postgres", "postgres"),
            _server: Some(server),
        }
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
    private_server::find_programs().unwrap_or_else(|| {
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
