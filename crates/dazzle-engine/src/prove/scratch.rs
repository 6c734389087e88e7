//! Databases to try things on, which are gone afterwards.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use dazzle_db::private_server::{PrivateServer, Reach, find_programs};
use dazzle_db::{DatabaseError, DatabaseUrl, Kind, Row, Session, SessionOptions, new_run_id};
use dazzle_schema::Dialect;
use dazzle_sql::quote_identifier;
use tokio::sync::{Mutex, MutexGuard};

use crate::error::database_error;
use crate::{DatabaseSource, DatabaseTarget, EngineError, Project, with_causes};

/// The variable that names the server for scratch databases.
pub const SCRATCH_VARIABLE: &str = "DAZZLE_SCRATCH_URL";

/// What the names of scratch databases begin with; the second of their making and a run's id follow.
const PREFIX: &str = "dazzle_scratch_";
/// From when on a scratch database that nobody uses is one that a dead process left behind.
const STALE: Duration = Duration::from_hours(24);
/// The role that may use a private server's scratch databases, and nothing of the server or its machine.
const ROLE: &str = "dazzle";

/// Where proofs are made: each try finds an empty database, and nothing is left when it is over.
///
/// End it with [`close`](Self::close); one that is dropped removes what it made, too, and keeps the thread waiting.
#[derive(Debug)]
pub struct Scratch {
    place: Place,
    /// The database on a server, made for the first try and emptied for the next.
    made: Mutex<Option<Made>>,
}

#[derive(Debug)]
enum Place {
    /// SQLite in memory.
    Memory,
    /// A server that the user names.
    Server(DatabaseTarget),
    /// A server of our own, which ends with the value.
    Private {
        server: PrivateServer,
        /// As the role that may make databases.
        admin: DatabaseTarget,
    },
}

/// What was made on a server.
#[derive(Debug)]
struct Made {
    target: DatabaseTarget,
    /// What empties it, said there.
    reset: String,
    admin: DatabaseTarget,
    /// What removes it, said as `admin`.
    removal: String,
}

/// An empty database, for one try at a time.
#[derive(Debug)]
pub(super) struct ScratchDatabase<'s> {
    pub target: DatabaseTarget,
    _held: Option<MutexGuard<'s, Option<Made>>>,
}

impl Scratch {
    /// SQLite, in memory: always at hand.
    #[must_use]
    pub fn sqlite() -> Self {
        Self::of(Place::Memory)
    }

    fn of(place: Place) -> Self {
        Self {
            place,
            made: Mutex::new(None),
        }
    }

    /// The PostgreSQL server at `url`, as a role that may make databases there, or else schemas in the database that
    /// the URL names.
    ///
    /// # Errors
    /// When the URL is none of a PostgreSQL server.
    pub fn server(url: &str) -> Result<Self, EngineError> {
        let target = DatabaseTarget {
            url: url.parse::<DatabaseUrl>()?,
            source: DatabaseSource::Flag,
        };
        if target.dialect() != Dialect::Postgresql {
            return Err(EngineError::Refused {
                reason: format!(
                    "the scratch server is {}, which is no PostgreSQL server",
                    target.url
                ),
                hint: "SQLite needs none: write a `postgresql://` URL, or leave it out".to_owned(),
            });
        }
        Ok(Self::of(Place::Server(target)))
    }

    /// A PostgreSQL server of our own, from the programs of this machine. Takes about a second.
    ///
    /// # Errors
    /// When the programs are not there or the server does not start; the error says what to do.
    pub async fn private() -> Result<Self, EngineError> {
        let Some(programs) = find_programs() else {
            return Err(none_at_hand(
                "its programs `initdb` and `postgres` are not on this machine",
            ));
        };
        let started =
            tokio::task::spawn_blocking(move || PrivateServer::start(&programs, Reach::Socket)).await;
        let server = match started {
            Ok(Ok(server)) => server,
            Ok(Err(error)) => return Err(none_at_hand(&with_causes(&error))),
            Err(error) => return Err(none_at_hand(&error.to_string())),
        };
        let url = |role: &str| -> Result<DatabaseTarget, EngineError> {
            Ok(DatabaseTarget {
                url: server.url_text(role, "postgres").parse()?,
                source: DatabaseSource::Flag,
            })
        };
        // What is tried there is not ours: no superuser, who could run programs of this machine.
        let root = url("postgres")?;
        let (postgres, role) = (quote_identifier("postgres"), quote_identifier(ROLE));
        let sql = format!(
            "CREATE ROLE {role} LOGIN CREATEDB; REVOKE CONNECT ON DATABASE {postgres} FROM PUBLIC; \
             GRANT CONNECT ON DATABASE {postgres} TO {role}"
        );
        ask(&root, &sql)
            .await
            .map_err(database_error(&root, "making a role"))?;
        let admin = url(ROLE)?;
        Ok(Self::of(Place::Private { server, admin }))
    }

    /// The scratch database of a project for `dialect`: for PostgreSQL the server that `DAZZLE_SCRATCH_URL` or
    /// `[scratch] url` names, else a private one.
    ///
    /// # Errors
    /// When there is none to be had; the error says what to do.
    pub async fn of_project(project: &Project, dialect: Dialect) -> Result<Self, EngineError> {
        match Self::at_no_cost(project, dialect)? {
            Some(scratch) => Ok(scratch),
            None => Self::private().await,
        }
    }

    /// The same where it costs nothing to speak of: SQLite, or a server that is named; else none.
    ///
    /// # Errors
    /// When the server's URL is not right.
    pub fn at_no_cost(project: &Project, dialect: Dialect) -> Result<Option<Self>, EngineError> {
        if dialect == Dialect::Sqlite {
            return Ok(Some(Self::sqlite()));
        }
        let url = match project.environment.get(SCRATCH_VARIABLE) {
            Some(url) => Some(url.to_owned()),
            None => match &project.settings.scratch_url {
                Some(url) => Some(crate::database::variable(project, url)?),
                None => None,
            },
        };
        url.map(|url| Self::server(&url)).transpose()
    }

    /// The dialect of the databases.
    #[must_use]
    pub const fn dialect(&self) -> Dialect {
        match self.place {
            Place::Memory => Dialect::Sqlite,
            Place::Server(_) | Place::Private { .. } => Dialect::Postgresql,
        }
    }

    /// What it is, in words and without a password.
    #[must_use]
    pub fn describe(&self) -> String {
        match &self.place {
            Place::Memory => "SQLite in memory".to_owned(),
            Place::Server(target) => format!("a database of its own on {}", target.url),
            Place::Private { .. } => "a private PostgreSQL server".to_owned(),
        }
    }

    /// Ends it: what was made is removed, and a private server stops.
    pub async fn close(mut self) {
        if let Some(made) = self.made.get_mut().take() {
            remove(&made).await;
        }
        let place = std::mem::replace(&mut self.place, Place::Memory);
        if let Place::Private { server, .. } = place {
            tokio::task::spawn_blocking(|| server.stop()).await.ok();
        }
    }

    /// An empty database.
    pub(super) async fn database(&self) -> Result<ScratchDatabase<'_>, EngineError> {
        let admin = match &self.place {
            Place::Memory => {
                return Ok(ScratchDatabase {
                    target: DatabaseTarget {
                        url: DatabaseUrl::parse("sqlite::memory:")?,
                        source: DatabaseSource::Flag,
                    },
                    _held: None,
                });
            }
            Place::Server(admin) | Place::Private { admin, .. } => admin,
        };
        let mut held = self.made.lock().await;
        let emptied = match held.take() {
            Some(made) => match ask(&made.target, &made.reset).await {
                Ok(_) => Some(made),
                // Somebody's statement saw to it that it cannot be emptied.
                Err(_) => {
                    remove(&made).await;
                    None
                }
            },
            None => None,
        };
        let made = match emptied {
            Some(made) => made,
            None => {
                remove_stale(admin).await;
                make(admin).await?
            }
        };
        let target = made.target.clone();
        *held = Some(made);
        Ok(ScratchDatabase {
            target,
            _held: Some(held),
        })
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let Some(made) = self.made.get_mut().take() else {
            return;
        };
        // A thread of its own: this one may be inside a runtime.
        let remover = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            if let Ok(runtime) = runtime {
                runtime.block_on(remove(&made));
            }
        });
        remover.join().ok();
    }
}

/// A new database, or a schema where the role may make no database.
async fn make(admin: &DatabaseTarget) -> Result<Made, EngineError> {
    let name = format!("{PREFIX}{}_{}", seconds_now(), new_run_id());
    let made = |url: DatabaseUrl, reset: String, removal: String| Made {
        target: DatabaseTarget {
            url,
            source: DatabaseSource::Flag,
        },
        reset,
        admin: admin.clone(),
        removal,
    };
    // `template0` never has a connection, so nobody keeps it from being copied.
    match ask(admin, &format!("CREATE DATABASE {name} TEMPLATE template0")).await {
        Ok(_) => Ok(made(
            admin.url.with_database(&name),
            EMPTY_DATABASE.to_owned(),
            format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
        )),
        Err(error) if error.kind == Kind::Permission => {
            ask(admin, &format!("CREATE SCHEMA {name}"))
                .await
                .map_err(database_error(admin, "making a scratch database or schema"))?;
            Ok(made(
                admin.url.with_schema(&name),
                format!("DROP SCHEMA {name} CASCADE; CREATE SCHEMA {name}"),
                format!("DROP SCHEMA IF EXISTS {name} CASCADE"),
            ))
        }
        Err(error) => Err(database_error(admin, "making a scratch database")(error)),
    }
}

/// Everything that a revision can have made in a database goes with the schemas and extensions.
const EMPTY_DATABASE: &str = "\
DO $$
DECLARE it record;
BEGIN
    FOR it IN SELECT extname FROM pg_catalog.pg_extension WHERE extname <> 'plpgsql' LOOP
        EXECUTE format('DROP EXTENSION IF EXISTS %I CASCADE', it.extname);
    END LOOP;
    FOR it IN SELECT nspname FROM pg_catalog.pg_namespace
              WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
        EXECUTE format('DROP SCHEMA IF EXISTS %I CASCADE', it.nspname);
    END LOOP;
    CREATE SCHEMA public;
END
$$";

/// Removes what was made. What cannot be removed is removed a day later, by another run.
async fn remove(made: &Made) {
    ask(&made.admin, &made.removal).await.ok();
}

/// Removes the databases that processes left behind which were killed. What cannot be removed is left to its owner.
async fn remove_stale(admin: &DatabaseTarget) {
    let sql = format!(
        "SELECT d.datname FROM pg_catalog.pg_database d WHERE d.datname LIKE '{}%' AND NOT EXISTS (SELECT FROM \
         pg_catalog.pg_stat_activity a WHERE a.datname = d.datname)",
        PREFIX.replace('_', "\\_")
    );
    for row in ask(admin, &sql).await.unwrap_or_default() {
        for name in row
            .into_iter()
            .flatten()
            .filter(|name| is_stale(name, seconds_now()))
        {
            ask(
                admin,
                &format!("DROP DATABASE IF EXISTS {}", quote_identifier(&name)),
            )
            .await
            .ok();
        }
    }
}

fn is_stale(name: &str, now: u64) -> bool {
    name.strip_prefix(PREFIX)
        .and_then(|rest| rest.split('_').next())
        .and_then(|seconds| seconds.parse::<u64>().ok())
        .is_some_and(|made| now.saturating_sub(made) > STALE.as_secs())
}

fn seconds_now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}

/// Says `sql` on a connection of its own.
async fn ask(target: &DatabaseTarget, sql: &str) -> Result<Vec<Row>, DatabaseError> {
    let mut session = Session::connect(&target.url, &SessionOptions::default()).await?;
    let outcome = session.query(sql).await;
    session.close().await;
    outcome
}

fn none_at_hand(why: &str) -> EngineError {
    EngineError::Refused {
        reason: format!("there is no PostgreSQL to try this on: {why}"),
        hint: format!(
            "install the server's programs (for example `apt-get install postgresql`), or name a server on which a \
             role may make databases: `{SCRATCH_VARIABLE}`, or `url` under `[scratch]` in dazzle.toml"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_day_old_is_stale() {
        assert!(is_stale("dazzle_scratch_1000_abc", 1000 + 24 * 3600 + 1));
        assert!(!is_stale("dazzle_scratch_1000_abc", 1000 + 24 * 3600));
        assert!(!is_stale("dazzle_scratch_x_abc", u64::MAX));
        assert!(!is_stale("another_1000_abc", u64::MAX));
    }

    #[test]
    fn a_file_is_no_server() {
        let error = Scratch::server("sqlite:x.db").unwrap_err();
        assert!(matches!(error, EngineError::Refused { .. }), "{error}");
    }
}
