//! Puts made-up rows into a database.

use std::collections::BTreeSet;

use dazzle_db::{DatabaseError, Kind, Session};
use dazzle_schema::{Dialect, Name, Table};

use super::demands::Demands;
use super::made_up::{Maker, Row, Style};
use super::outcome::FilledTable;
use crate::Interrupt;

/// With fewer rows than this a table gets ordinary ones, too.
const FEW: usize = 6;
/// How many ordinary rows are tried.
const ORDINARY_TRIES: u32 = 12;
/// The number from which ordinary rows are counted, so that they are no nasty one again.
const FIRST_ORDINARY: u32 = 40;

/// Fills the tables `wanted`, each with up to about `most` rows, and says what became of it.
///
/// # Errors
/// When the connection breaks. A row that is refused is counted and left out.
pub async fn fill(
    session: &mut Session,
    demands: &Demands,
    wanted: &BTreeSet<Name>,
    (seed, most): (&str, u32),
    interrupt: &Interrupt,
) -> Result<Vec<FilledTable>, DatabaseError> {
    let dialect = session.dialect();
    if dialect == Dialect::Postgresql {
        session.execute("SET synchronous_commit = off").await?;
    }
    let mut maker = Maker::new(&demands.schema, &demands.further, dialect, seed);
    let mut filled = Vec::new();
    for group in maker.order(wanted) {
        let mut tried = Tried::default();
        let numbers = (0..most).map(|number| (number, Style::Nasty));
        let more = (FIRST_ORDINARY..FIRST_ORDINARY + ORDINARY_TRIES).map(|number| (number, Style::Ordinary));
        for (number, style) in numbers.chain(more) {
            let has_few = group.iter().any(|table| maker.len_of(&table.name) < FEW);
            if interrupt.is_requested() || (style == Style::Ordinary && !has_few) {
                break;
            }
            if let Some(rows) = maker.propose(&group, number, style) {
                match insert(session, &maker, &group, &rows).await {
                    Ok(()) => {
                        for (table, row) in group.iter().zip(rows) {
                            maker.accept(table, row);
                        }
                    }
                    Err(error) => tried.refused(error)?,
                }
            }
        }
        filled.extend(group.iter().map(|table| FilledTable {
            table: table.name.clone(),
            rows: maker.len_of(&table.name),
            refused: tried.refused,
            refusal: tried.refusal.clone(),
        }));
    }
    for statement in maker.finish(wanted).iter().chain(&demands.filters) {
        Tried::default().outcome(session.query(statement).await.map(drop))?;
    }
    Ok(filled)
}

/// What the database refused.
#[derive(Default)]
struct Tried {
    refused: usize,
    refusal: Option<String>,
}

impl Tried {
    fn refused(&mut self, error: DatabaseError) -> Result<(), DatabaseError> {
        if error.kind == Kind::ConnectionLost {
            return Err(error);
        }
        self.refused += 1;
        self.refusal = Some(error.to_string());
        Ok(())
    }

    fn outcome(&mut self, outcome: Result<(), DatabaseError>) -> Result<(), DatabaseError> {
        outcome.or_else(|error| self.refused(error))
    }
}

/// Inserts a row into each table of a group, all or none.
async fn insert(
    session: &mut Session,
    maker: &Maker<'_>,
    group: &[&Table],
    rows: &[Row],
) -> Result<(), DatabaseError> {
    let statements: Vec<String> = group
        .iter()
        .zip(rows)
        .map(|(table, row)| maker.insert(table, row))
        .collect();
    if let [statement] = statements.as_slice() {
        return session.execute(statement).await.map(drop);
    }
    match session.dialect() {
        // References are looked at when the whole statement is done.
        Dialect::Postgresql => {
            let parts: Vec<String> = statements
                .iter()
                .enumerate()
                .map(|(at, statement)| format!("part{at} AS ({statement})"))
                .collect();
            let sql = format!("WITH {} SELECT 1", parts.join(", "));
            session.execute(&sql).await.map(drop)
        }
        Dialect::Sqlite => {
            session.begin().await?;
            let mut outcome = session.execute("PRAGMA defer_foreign_keys = ON").await;
            for statement in &statements {
                if outcome.is_ok() {
                    outcome = session.execute(statement).await;
                }
            }
            match outcome {
                Ok(_) => session.commit().await,
                Err(error) => {
                    session.rollback().await.ok();
                    Err(error)
                }
            }
        }
    }
}
