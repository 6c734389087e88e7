//! A private PgBouncer in front of a test's database.

use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use dazzle_db::DatabaseUrl;
use tempfile::TempDir;

use crate::postgres::TestDatabase;

const START_LIMIT: Duration = Duration::from_secs(30);

/// A running PgBouncer; it ends with the value.
#[derive(Debug)]
pub struct PgBouncer {
    /// The address of the database through it, as text.
    pub url_text: String,
    /// The same, read.
    pub url: DatabaseUrl,
    child: Child,
    _folder: TempDir,
}

impl PgBouncer {
    /// Starts one with at most `size` sessions, in transaction mode, in front of `database`, whose server asks for no
    /// password.
    ///
    /// # Panics
    /// When PgBouncer is not installed (with the command that installs it) or does not start.
    pub fn start(database: &TestDatabase, size: usize) -> Self {
        let program = find_program();
        let (_, rest) = database.url_text.split_once("://").unwrap();
        let (user, rest) = rest.split_once('@').unwrap();
        let (server, name) = rest.split_once('/').unwrap();
        let (host, server_port) = server.split_once(':').unwrap();
        let folder = tempfile::Builder::new()
            .prefix("dazzle-pgbouncer-")
            .tempdir()
            .unwrap();
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let settings = folder.path().join("pgbouncer.ini");
        std::fs::write(
            &settings,
            format!(
                "[databases]\n{name} = host={host} port={server_port} dbname={name}\n\n[pgbouncer]\n\
                 listen_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\nauth_type = any\n\
                 auth_file =\npool_mode = transaction\ndefault_pool_size = {size}\nadmin_users = {user}\n"
            )
            // Clients of any name are the user of the server.
            .replace(&format!("dbname={name}"), &format!("dbname={name} user={user}")),
        )
        .unwrap();
        std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o755)).unwrap();
        let log = std::fs::File::create(folder.path().join("log")).unwrap();
        let mut command = Command::new(program);
        // It refuses to run as root; PostgreSQL's package has made a user for servers.
        if is_root(&folder) {
            command.args(["-u", "postgres"]);
        }
        let mut child = command
            .arg(&settings)
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap();
        let started = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let ended = child.try_wait().unwrap().is_some();
            let report = || std::fs::read_to_string(folder.path().join("log")).unwrap_or_default();
            assert!(
                !ended && started.elapsed() < START_LIMIT,
                "PgBouncer does not start:\n{}",
                report()
            );
            std::thread::sleep(Duration::from_millis(20));
        }
        let url_text = format!("postgresql://{user}@127.0.0.1:{port}/{name}?sslmode=disable");
        Self {
            url: DatabaseUrl::parse(&url_text).unwrap(),
            url_text,
            child,
            _folder: folder,
        }
    }
}

impl Drop for PgBouncer {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn find_program() -> PathBuf {
    let on_path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&on_path)
        .chain(["/usr/sbin".into(), "/usr/local/sbin".into()])
        .map(|folder| folder.join("pgbouncer"))
        .find(|program| program.exists())
        .unwrap_or_else(|| {
            panic!("PgBouncer is not installed, and these tests need it: run `apt-get install pgbouncer`")
        })
}

/// Whether what we make belongs to root.
fn is_root(made_by_us: &TempDir) -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(made_by_us.path()).unwrap().uid() == 0
}
