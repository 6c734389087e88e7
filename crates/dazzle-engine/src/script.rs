//! `--sql`: the statements as a script, instead of running them.

use std::collections::BTreeSet;

use dazzle_db::{SessionOptions, version};
use dazzle_history::{Direction, History, Revision, RevisionId, Target};
use dazzle_ops::apply_all;
use dazzle_schema::Dialect;
use dazzle_sql::script::ScriptRevision;
use dazzle_sql::{LiveFacts, plan_offline};

use crate::error::{database_error, replay_error};
use crate::runner::{check_known, read_facts};
use crate::status::{current, look};
use crate::{DatabaseTarget, EngineError};

/// Which script is wanted.
#[derive(Debug, Clone)]
pub struct ScriptOptions {
    /// Which way.
    pub direction: Direction,
    /// Where it leads.
    pub to: Target,
    /// The dialect to write, without looking at any database; then `from` is where the script starts.
    pub offline: Option<Dialect>,
    /// Where it starts; the base when not given and no database is looked at.
    pub from: Option<Target>,
}

/// The script that leads from where the database is (or from `from`) to `to`. Nothing is written.
///
/// # Errors
/// When the database or the history cannot be read, or a revision cannot be planned.
pub async fn script(
    history: &History,
    database: &DatabaseTarget,
    options: &ScriptOptions,
    session: &SessionOptions,
) -> Result<String, EngineError> {
    let (heads, facts) = start(history, database, options, session).await?;
    let dialect = options.offline.unwrap_or_else(|| database.dialect());
    let path = match options.direction {
        Direction::Upgrade => history.upgrade_path(&heads, &options.to)?,
        Direction::Downgrade => history.downgrade_path(&heads, &options.to)?,
    };
    render(history, dialect, &path, options.direction, heads, facts)
}

/// The script of the revisions in `path`, from a database at `heads`.
pub(crate) fn render(
    history: &History,
    dialect: Dialect,
    path: &[&Revision],
    direction: Direction,
    mut heads: BTreeSet<RevisionId>,
    mut facts: Option<LiveFacts>,
) -> Result<String, EngineError> {
    let mut schema = history.schema_at(&heads).map_err(replay_error)?;
    let mut revisions = Vec::new();
    for revision in path {
        let operations = revision.operations(direction);
        let steps = plan_offline(dialect, operations, &schema, facts.take()).map_err(|source| {
            let place = source.index().and_then(|at| {
                history
                    .parsed(&revision.id)
                    .map(|parsed| Box::new(parsed.operation_place(direction, at)))
            });
            EngineError::Plan {
                revision: revision.id.clone(),
                place,
                source: Box::new(source),
            }
        })?;
        apply_all(operations, &mut schema).map_err(|(_, error)| EngineError::Refused {
            reason: format!("revision {} does not fit: {error}", revision.id),
            hint: "mend the revision file".to_owned(),
        })?;
        let after = history.heads_after(&heads, &revision.id, direction)?;
        let gone: Vec<&str> = heads.difference(&after).map(RevisionId::as_str).collect();
        let come: Vec<&str> = after.difference(&heads).map(RevisionId::as_str).collect();
        let mut bookkeeping = Vec::new();
        if revisions.is_empty() {
            bookkeeping.extend(version::create_tables_sql(dialect));
        }
        bookkeeping.extend(version::set_heads_sql(dialect, &gone, &come));
        revisions.push(ScriptRevision {
            heading: format!("{direction} {}: {}", revision.id, revision.message),
            steps,
            bookkeeping,
        });
        heads = after;
    }
    Ok(dazzle_sql::script::render(dialect, &revisions))
}

async fn start(
    history: &History,
    database: &DatabaseTarget,
    options: &ScriptOptions,
    session: &SessionOptions,
) -> Result<(BTreeSet<RevisionId>, Option<LiveFacts>), EngineError> {
    if let Some(from) = &options.from {
        return Ok((history.resolve(from, &BTreeSet::new())?, None));
    }
    if options.offline.is_some() {
        let heads = match options.direction {
            Direction::Upgrade => BTreeSet::new(),
            Direction::Downgrade => history.heads(),
        };
        return Ok((heads, None));
    }
    let (heads, _) = current(database, session).await?;
    let heads: BTreeSet<RevisionId> = heads.into_iter().collect();
    check_known(database, history, &heads)?;
    let Some(mut live) = look(database, session).await? else {
        return Ok((heads, None));
    };
    let (_, server) = live
        .server_version()
        .await
        .map_err(database_error(database, "asking for the version"))?;
    let facts = read_facts(&mut live, server)
        .await
        .map_err(database_error(database, "reading the catalogue"))?;
    live.close().await;
    Ok((heads, Some(facts)))
}
