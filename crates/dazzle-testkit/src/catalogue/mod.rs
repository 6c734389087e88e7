//! What a database says of its own structure, as one text that any two databases of the same structure share.
//!
//! It is read with the database's own means and not with Dazzle's, so that it can judge Dazzle. The order of
//! columns and of constraints does not count; their names do. Dazzle's own two tables are left out.

mod sqlite_text;

use dazzle_db::{DatabaseError, Session};
use dazzle_schema::Dialect;

/// The structure behind `session`: sorted lines.
///
/// # Errors
/// When the catalogue cannot be read.
pub async fn read(session: &mut Session) -> Result<String, DatabaseError> {
    let mut lines = match session.dialect() {
        Dialect::Postgresql => texts(session, include_str!("postgresql.sql")).await?,
        Dialect::Sqlite => {
            let mut lines = texts(session, include_str!("sqlite.sql")).await?;
            let made = "SELECT type || ' ' || name || ' on ' || tbl_name, sql FROM sqlite_schema \
                        WHERE sql IS NOT NULL AND substr(name, 1, 7) <> 'sqlite_' AND tbl_name NOT LIKE '\\_dazzle%' ESCAPE '\\'";
            for row in session.query(made).await? {
                let mut values = row.into_iter().flatten();
                let (what, sql) = (values.next().unwrap(), values.next().unwrap());
                lines.push(format!("{what}: {}", sqlite_text::normal(&sql)));
            }
            lines
        }
    };
    lines.sort();
    Ok(lines.join("\n"))
}

async fn texts(session: &mut Session, sql: &str) -> Result<Vec<String>, DatabaseError> {
    let rows = session.query(sql).await?;
    Ok(rows.into_iter().flatten().flatten().collect())
}

/// The lines that only one of two texts has, marked `-` and `+`; empty where they are equal.
#[must_use]
pub fn difference(expected: &str, seen: &str) -> String {
    let missing = expected
        .lines()
        .filter(|line| !seen.lines().any(|other| other == *line));
    let extra = seen
        .lines()
        .filter(|line| !expected.lines().any(|other| other == *line));
    let lines: Vec<String> = missing
        .map(|line| format!("- {line}"))
        .chain(extra.map(|line| format!("+ {line}")))
        .collect();
    lines.join("\n")
}
