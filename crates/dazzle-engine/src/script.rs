//! `--sql`: the statements as a script, instead of running them.

use std::collections::{BTreeMap, BTreeSet};

use dazzle_db::{SessionOptions, progress, version};
use dazzle_history::{Direction, History, RevisionId, Target};
use dazzle_schema::Dialect;
use dazzle_sql::script::ScriptRevision;
use dazzle_sql::{Action, LiveFacts, Seam, Step, losses};

use crate::halfway;
use crate::seen::Seen;
use crate::walk::{PlannedPath, Walk, plan_path};
use crate::{DatabaseTarget, EngineError};

/// Where a script starts.
#[derive(Debug, Clone)]
pub enum ScriptSource<'a> {
    /// Where this database is, and with the texts that its tables have.
    Database {
        /// The database. It is only read.
        database: &'a DatabaseTarget,
        /// How to connect.
        session: &'a SessionOptions,
    },
    /// At a place in the history, on any database that is there.
    Offline {
        /// What the script is written for.
        dialect: Dialect,
        /// The place; the base for an upgrade and the heads for a downgrade when not given.
        from: Option<Target>,
    },
}

impl ScriptSource<'_> {
    /// What the script is written for.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        match self {
            Self::Database { database, .. } => database.dialect(),
            Self::Offline { dialect, .. } => *dialect,
        }
    }
}

/// The script that leads from its start to `to`. It stops where the database is not at its start. Nothing is
/// written. Unless data may be lost, it also stops where rows would be.
///
/// # Errors
/// When the database cannot be read, a place is not right, or a revision cannot be planned.
pub async fn script(
    history: &History,
    direction: Direction,
    to: &Target,
    source: &ScriptSource<'_>,
    allow_destructive: bool,
) -> Result<String, EngineError> {
    let dialect = source.dialect();
    let (heads, facts) = start(history, direction, source).await?;
    let path = match direction {
        Direction::Upgrade => history.upgrade_path(&heads, to)?,
        Direction::Downgrade => history.downgrade_path(&heads, to)?,
    };
    let revisions = plan_path(
        Walk {
            history,
            dialect,
            direction,
            heads,
            halfway: None,
            facts,
        },
        &path,
    )?
    .into_iter()
    .enumerate()
    .map(|(at, planned)| {
        let (before, after) = (&planned.heads_before, &planned.heads_after);
        let gone: Vec<&str> = before.difference(after).map(RevisionId::as_str).collect();
        let come: Vec<&str> = after.difference(before).map(RevisionId::as_str).collect();
        ScriptRevision {
            ahead: Vec::new(),
            heading: format!(
                "{direction} {}: {}",
                planned.revision.id, planned.revision.message
            ),
            before: if at == 0 {
                version::create_tables_sql(dialect)
            } else {
                Vec::new()
            },
            guards: guards(&planned, at == 0, dialect, allow_destructive),
            prepare: Vec::new(),
            halfway: halfway(&planned, direction, dialect),
            bookkeeping: {
                let mut statements = version::set_heads_sql(dialect, &gone, &come);
                if has_stages(&planned.steps) && dialect == Dialect::Postgresql {
                    statements.extend(progress::set_progress_sql(dialect, None));
                }
                statements
            },
            steps: planned.steps,
        }
    })
    .collect::<Vec<_>>();
    Ok(dazzle_sql::script::render(dialect, &revisions))
}

fn has_stages(steps: &[Step]) -> bool {
    steps.iter().any(|step| is_batched(&step.action))
}

const fn is_batched(action: &Action) -> bool {
    matches!(action, Action::Seam(Seam { batches: Some(_), .. }))
}

/// For each batched seam what records that the operations before it are done, so that a script that was broken off can
/// be finished by `dazzle db upgrade`.
fn halfway(
    planned: &PlannedPath<'_>,
    direction: Direction,
    dialect: Dialect,
) -> BTreeMap<usize, Vec<String>> {
    let at = planned.steps.iter().filter(|step| is_batched(&step.action));
    at.filter_map(|step| step.operations.first())
        .map(|done| {
            let progress = halfway::progress(planned.revision, direction, *done);
            (*done, progress::set_progress_sql(dialect, Some(&progress.text())))
        })
        .collect()
}

/// What must hold where a revision's script begins: the database is at its start, and no rows are lost unasked.
fn guards(
    planned: &PlannedPath<'_>,
    is_first: bool,
    dialect: Dialect,
    allow_destructive: bool,
) -> Vec<(String, String)> {
    let expected: Vec<&str> = planned.heads_before.iter().map(RevisionId::as_str).collect();
    let start = if expected.is_empty() {
        "base".to_owned()
    } else {
        expected.join(", ")
    };
    let mut guards = vec![(
        version::unexpected_heads_sql(&expected),
        format!("revisions too many or missing: this script starts at {start}"),
    )];
    if is_first {
        guards.push((
            progress::half_done_sql(),
            "revision is half done: `dazzle db upgrade` goes on with it".to_owned(),
        ));
        guards.push((
            version::drafts_sql(),
            "draft is on the database: `dazzle db upgrade` takes it off".to_owned(),
        ));
    }
    if !allow_destructive {
        let losses = losses(dialect, planned.operations, &planned.schema_before);
        guards.extend(losses.into_iter().map(|loss| {
            let what = loss.hazard.message;
            (
                loss.count,
                format!("rows would be lost: {what}; --allow-destructive prints a script without this stop"),
            )
        }));
    }
    guards
}

async fn start(
    history: &History,
    direction: Direction,
    source: &ScriptSource<'_>,
) -> Result<(BTreeSet<RevisionId>, Option<LiveFacts>), EngineError> {
    match source {
        ScriptSource::Offline { from: Some(from), .. } => {
            Ok((history.resolve(from, &BTreeSet::new())?, None))
        }
        ScriptSource::Offline { from: None, .. } => match direction {
            Direction::Upgrade => Ok((BTreeSet::new(), None)),
            Direction::Downgrade => Ok((history.heads(), None)),
        },
        ScriptSource::Database { database, session } => {
            let seen = Seen::read(database, session, history).await?;
            if let Some(halfway) = seen.halfway {
                return Err(halfway.in_the_way(database, "a script begins at a revision"));
            }
            Ok((seen.heads, seen.facts))
        }
    }
}
