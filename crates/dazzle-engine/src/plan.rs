//! `dazzle db plan`: what an upgrade would do to this database, step by step.

use dazzle_db::SessionOptions;
use dazzle_history::{Direction, RevisionId, Target};
use dazzle_ops::{Hazard, apply_all};
use dazzle_sql::{Action, plan_offline};

use crate::error::{database_error, replay_error};
use crate::runner::{check_known, read_facts};
use crate::status::{current, look};
use crate::{DatabaseTarget, EngineError, Migrations, Project};

/// The steps of one revision.
#[derive(Debug, Clone)]
pub struct PlannedRevision {
    /// The revision.
    pub revision: RevisionId,
    /// Its message.
    pub message: String,
    /// Its steps, in order.
    pub steps: Vec<PlannedStep>,
}

/// A step, with everything a person weighs before letting it run.
#[derive(Debug, Clone)]
pub struct PlannedStep {
    /// What it does.
    pub summary: String,
    /// Which rows must not be there, in words.
    pub prechecks: Vec<String>,
    /// The statements; for a seam those that fill it, if somebody wrote them.
    pub statements: Vec<String>,
    /// For a seam: why it is there and the query that must give 0.
    pub seam: Option<(String, String)>,
    /// What is dangerous about it.
    pub hazards: Vec<Hazard>,
}

/// Plans the revisions between where the database is and `to`. Nothing is written.
///
/// # Errors
/// When something cannot be read or planned.
pub async fn plan(
    project: &Project,
    database: &DatabaseTarget,
    to: &Target,
    options: &SessionOptions,
) -> Result<Vec<PlannedRevision>, EngineError> {
    let history = Migrations::load(project)?.history;
    let (current, _) = current(database, options).await?;
    let mut heads = current.into_iter().collect();
    check_known(database, &history, &heads)?;
    let mut facts = match look(database, options).await? {
        None => None,
        Some(mut session) => {
            let (_, version) = session
                .server_version()
                .await
                .map_err(database_error(database, "asking for the version"))?;
            let facts = read_facts(&mut session, version)
                .await
                .map_err(database_error(database, "reading the catalogue"))?;
            session.close().await;
            Some(facts)
        }
    };
    let mut planned = Vec::new();
    let mut schema = history.schema_at(&heads).map_err(replay_error)?;
    for revision in history.upgrade_path(&heads, to)? {
        // What the database looks like after the first revision is worked out, not read.
        let steps =
            plan_offline(database.dialect(), &revision.upgrade, &schema, facts.take()).map_err(|source| {
                let place = source.index().and_then(|at| {
                    history
                        .parsed(&revision.id)
                        .map(|parsed| Box::new(parsed.operation_place(Direction::Upgrade, at)))
                });
                EngineError::Plan {
                    revision: revision.id.clone(),
                    place,
                    source: Box::new(source),
                }
            })?;
        let steps = steps
            .into_iter()
            .map(|step| {
                let (statements, seam) = match step.action {
                    Action::Statements(statements) => (statements, None),
                    Action::Seam(seam) => {
                        let sql = Some(seam.sql).filter(|sql| !sql.trim().is_empty());
                        (sql.into_iter().collect(), Some((seam.why, seam.until)))
                    }
                };
                PlannedStep {
                    summary: step.summary,
                    prechecks: step
                        .prechecks
                        .into_iter()
                        .map(|precheck| precheck.message)
                        .collect(),
                    statements,
                    seam,
                    hazards: step.hazards,
                }
            })
            .collect();
        planned.push(PlannedRevision {
            revision: revision.id.clone(),
            message: revision.message.clone(),
            steps,
        });
        apply_all(&revision.upgrade, &mut schema).map_err(|(_, error)| EngineError::Refused {
            reason: format!("revision {} does not fit: {error}", revision.id),
            hint: "mend the revision file".to_owned(),
        })?;
        heads = history.heads_after(&heads, &revision.id, Direction::Upgrade)?;
    }
    Ok(planned)
}
