//! The production guard, run as a container's entry point runs it: exit code and text of every state, on PostgreSQL
//! with a role that may only read Dazzle's own two tables.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs
)]

#[path = "../support/mod.rs"]
mod support;

mod log;
mod pooler;
mod promises;
mod serve;
mod states;

use dazzle_testkit::postgres::TestDatabase;
use dazzle_testkit::{Dazzle, Output};
use support::{BINARY, Database, Kind, Workplace};

/// What the clients of the server know.
const TOKEN: &str = "a-long-random-text";

/// A workplace, and the guard of its production.
struct Production {
    place: Workplace,
    /// On PostgreSQL a role that may do next to nothing.
    guard: Dazzle,
    role: Option<String>,
    /// The address that the guard has.
    url: String,
}

impl Production {
    fn new(place: Workplace) -> Self {
        let role = match &place.database {
            Database::Sqlite(_) => None,
            Database::Postgresql(database) => Some(reader(database)),
        };
        let url = match (&place.database, &role) {
            (Database::Postgresql(database), Some(role)) => as_role(database, role),
            _ => place.database.url(),
        };
        let guard = Dazzle::new(BINARY, place.project.path())
            .env("DATABASE_URL", &url)
            .env("DAZZLE_ENV", "production")
            .env("DAZZLE_API_TOKEN", TOKEN);
        Self {
            place,
            guard,
            role,
            url,
        }
    }

    /// Runs the guard. The role gets its right to read Dazzle's tables first, as soon as they are there.
    fn guard(&self, arguments: &[&str]) -> Output {
        if let (Database::Postgresql(database), Some(role)) = (&self.place.database, &self.role) {
            database.sql(&format!(
                "DO $$ BEGIN IF to_regclass('public._dazzle_version') IS NOT NULL THEN \
                 GRANT SELECT ON public._dazzle_version, public._dazzle_log TO {role}; END IF; END $$"
            ));
        }
        let mut all = vec!["guard"];
        all.extend(arguments);
        self.guard.run(all)
    }

    /// The codes of the reasons that the guard gives, with its exit code.
    #[track_caller]
    fn codes(&self) -> (i32, Vec<String>) {
        let output = self.guard(&["--json"]);
        let value: serde_json::Value =
            serde_json::from_str(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output}"));
        let reasons = value["reasons"].as_array().unwrap_or_else(|| panic!("{value:#}"));
        let codes = reasons.iter().map(|it| it["code"].as_str().unwrap().to_owned());
        (output.code, codes.collect())
    }

    /// How the guard found out about drift.
    fn drift_check(&self) -> String {
        let value: serde_json::Value = serde_json::from_str(&self.guard(&["--json"]).stdout).unwrap();
        value["drift"]["checked_by"].as_str().unwrap().to_owned()
    }

    #[track_caller]
    fn refuses(&self, codes: &[&str]) {
        let (exit, found) = self.codes();
        assert_eq!(
            (exit, found),
            (3, codes.iter().map(|it| (*it).to_owned()).collect())
        );
    }

    #[track_caller]
    fn passes(&self, drift_check: &str) {
        let output = self.guard(&[]);
        assert_eq!(output.code, 0, "{output}");
        assert_eq!(self.drift_check(), drift_check);
    }
}

impl Drop for Production {
    fn drop(&mut self) {
        if let (Database::Postgresql(database), Some(role)) = (&self.place.database, &self.role) {
            database.sql(&format!("DROP OWNED BY {role}; DROP ROLE {role}"));
        }
    }
}

/// A role that may connect, and what everybody may.
fn reader(database: &TestDatabase) -> String {
    let role = format!("reader_{}", database.name);
    database.sql(&format!("CREATE ROLE {role} LOGIN"));
    role
}

fn as_role(database: &TestDatabase, role: &str) -> String {
    let (scheme, rest) = database.url_text.split_once("://").unwrap();
    let (_, host) = rest.split_once('@').unwrap();
    format!("{scheme}://{role}@{host}")
}

/// The address of the same database for a role, at another port of this machine.
fn as_role_at(url: &str, role: &str, port: u16) -> String {
    let (_, name) = url.rsplit_once('/').unwrap();
    format!("postgresql://{role}@127.0.0.1:{port}/{name}?sslmode=disable")
}

/// Three revisions, all applied: what production should look like.
fn deployed(kind: Kind) -> Production {
    let place = Workplace::with_three_revisions(kind);
    place.ok(&["db", "upgrade"]);
    Production::new(place)
}
