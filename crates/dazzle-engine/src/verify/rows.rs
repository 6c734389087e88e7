//! Rows that break what the model says and the database does not enforce.

use dazzle_db::{Kind, Session};
use dazzle_schema::{Name, Schema};
use dazzle_sql::{DataCheckKind, Unasked, data_checks};

use crate::confidential::Confidential;
use crate::error::database_error;
use crate::{DatabaseTarget, EngineError};

/// Rows that break what the model says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataFinding {
    /// In which way.
    pub kind: DataCheckKind,
    /// The table.
    pub table: Name,
    /// The columns.
    pub columns: Vec<Name>,
    /// Which rows those are, to stand behind their number.
    pub message: String,
    /// How many.
    pub rows: u64,
    /// Up to five of them: key and value.
    pub sample: Vec<(String, String)>,
}

pub(super) async fn find(
    session: &mut Session,
    database: &DatabaseTarget,
    declared: &Schema,
    live: &Schema,
    confidential: &Confidential,
) -> Result<(Vec<DataFinding>, Vec<Unasked>), EngineError> {
    let failed = || database_error(database, "looking at the rows");
    let mut found = Vec::new();
    let asked = data_checks(database.dialect(), declared, live);
    let mut unasked = asked.unasked;
    for check in asked.checks {
        let query = check.query;
        let rows = match (session.query(&query.count).await, check.doubt) {
            (Ok(rows), _) => rows,
            // The server knows the two types, and cannot put the question to the one that is there.
            (Err(error), Some(why)) if error.kind != Kind::ConnectionLost => {
                unasked.push(Unasked {
                    kind: check.kind,
                    table: query.table,
                    columns: query.columns,
                    why,
                });
                continue;
            }
            (Err(error), _) => return Err(failed()(error)),
        };
        let number = rows
            .into_iter()
            .next()
            .and_then(|row| row.into_iter().next().flatten())
            .and_then(|text| text.parse::<u64>().ok())
            .ok_or_else(|| EngineError::NotCounted {
                target: database.url.to_string(),
                query: query.count.clone(),
            })?;
        if number == 0 {
            continue;
        }
        let text = |value: Option<Option<String>>| value.flatten().unwrap_or_else(|| "NULL".to_owned());
        let sample = session.query(&query.sample).await.map_err(failed())?;
        found.push(DataFinding {
            kind: check.kind,
            message: query.message,
            rows: number,
            sample: sample
                .into_iter()
                .map(|row| {
                    let mut values = row.into_iter();
                    let shown = (text(values.next()), text(values.next()));
                    confidential.cover(&query.table, &query.columns, shown)
                })
                .collect(),
            table: query.table,
            columns: query.columns,
        });
    }
    Ok((found, unasked))
}
