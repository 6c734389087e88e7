//! Some rows of the tables concerned, for a person to allow.

use dazzle_assist::Sample;
use dazzle_db::SessionOptions;
use dazzle_schema::Name;
use dazzle_sql::quote_identifier;

use super::Job;
use crate::current::look;
use crate::error::database_error;
use crate::{DatabaseTarget, EngineError};

/// How many rows of each table, and how many characters of each value.
const MOST_ROWS: usize = 5;
const MOST_CHARACTERS: usize = 80;

/// Reads some rows of each table of the job that the database has now. Nothing is sent.
///
/// # Errors
/// When the database cannot be read.
pub async fn take_samples(
    job: &Job,
    database: &DatabaseTarget,
    options: &SessionOptions,
) -> Result<Vec<Sample>, EngineError> {
    let Some(mut session) = look(database, options).await? else {
        return Ok(Vec::new());
    };
    let mut samples = Vec::new();
    for name in job.task.tables() {
        let Some(table) = job.task.before.table(&name) else {
            continue;
        };
        let columns: Vec<Name> = table.columns.keys().cloned().collect();
        let list: Vec<String> = columns
            .iter()
            .map(|it| format!("CAST({} AS TEXT)", quote_identifier(it.as_str())))
            .collect();
        let sql = format!(
            "SELECT {} FROM {} LIMIT {MOST_ROWS}",
            list.join(", "),
            quote_identifier(name.as_str())
        );
        let rows = session
            .query(&sql)
            .await
            .map_err(database_error(database, "reading samples"))?;
        if rows.is_empty() {
            continue;
        }
        let short =
            |value: Option<String>| value.map(|text| text.chars().take(MOST_CHARACTERS).collect::<String>());
        samples.push(Sample {
            table: name,
            columns,
            rows: rows
                .into_iter()
                .map(|row| row.into_iter().map(short).collect())
                .collect(),
        });
    }
    session.close().await;
    Ok(samples)
}
