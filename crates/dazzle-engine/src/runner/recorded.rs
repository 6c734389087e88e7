//! What is recorded in the database, and what its catalogue says to planning.

use std::collections::{BTreeMap, BTreeSet};

use dazzle_db::log;
use dazzle_db::{DatabaseError, Session, version};
use dazzle_history::{History, RevisionId, checksum};
use dazzle_schema::Dialect;
use dazzle_sql::{LiveFacts, SqliteFacts, SqliteObject};

use crate::{DatabaseTarget, EngineError};

/// What planning needs to know of the database.
pub(crate) async fn read_facts(session: &mut Session) -> Result<LiveFacts, DatabaseError> {
    match session.dialect() {
        Dialect::Postgresql => Ok(LiveFacts::Postgresql),
        Dialect::Sqlite => {
            let objects = session
                .query(dazzle_sql::sqlite::queries::OBJECTS)
                .await?
                .into_iter()
                .map(|row| {
                    let mut values = row.into_iter();
                    let mut next = || values.next().flatten();
                    SqliteObject {
                        kind: next().unwrap_or_default(),
                        name: next().unwrap_or_default(),
                        table: next().unwrap_or_default(),
                        sql: next(),
                    }
                })
                .collect();
            Ok(LiveFacts::Sqlite(SqliteFacts {
                objects,
                set_aside: Vec::new(),
            }))
        }
    }
}

/// The recorded heads as ids. What is no id, no revision file can have.
pub(crate) fn heads_of(
    target: &DatabaseTarget,
    recorded: version::Recorded,
) -> Result<BTreeSet<RevisionId>, EngineError> {
    let texts = recorded.into_heads();
    let mut heads = BTreeSet::new();
    for text in &texts {
        match RevisionId::new(text) {
            Ok(id) => drop(heads.insert(id)),
            Err(_) => {
                return Err(EngineError::UnknownRevisions {
                    target: target.url.to_string(),
                    revisions: vec![text.clone()],
                });
            }
        }
    }
    Ok(heads)
}

/// The database must be at revisions that the files have.
pub(crate) fn check_known(
    target: &DatabaseTarget,
    history: &History,
    heads: &BTreeSet<RevisionId>,
) -> Result<(), EngineError> {
    let unknown: Vec<String> = heads
        .iter()
        .filter(|head| history.get(head).is_none())
        .map(ToString::to_string)
        .collect();
    if unknown.is_empty() {
        return Ok(());
    }
    Err(EngineError::UnknownRevisions {
        target: target.url.to_string(),
        revisions: unknown,
    })
}

/// The applied revisions whose files are not what they were when they were applied, by the log.
pub(crate) async fn edited_revisions(
    session: &mut Session,
    history: &History,
    heads: &BTreeSet<RevisionId>,
) -> Result<Vec<RevisionId>, DatabaseError> {
    let checksums = log::applied_checksums(session).await?;
    Ok(edited(history, &history.ancestors(heads), &checksums))
}

/// Those of the revisions `applied` whose files do not have the checksum that was recorded.
pub(crate) fn edited(
    history: &History,
    applied: &BTreeSet<RevisionId>,
    checksums: &BTreeMap<String, String>,
) -> Vec<RevisionId> {
    let is_edited = |id: &&RevisionId| match (history.get(id), checksums.get(id.as_str())) {
        (Some(revision), Some(recorded)) => checksum(revision) != *recorded,
        _ => false,
    };
    applied.iter().filter(is_edited).cloned().collect()
}
