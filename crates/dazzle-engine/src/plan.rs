//! `dazzle db plan`: what an upgrade would do to this database, step by step.

use dazzle_db::SessionOptions;
use dazzle_history::{Direction, RevisionId, Target};
use dazzle_ops::Hazard;
use dazzle_sql::{Action, Step};

use crate::seen::Seen;
use crate::walk::{Walk, plan_path};
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
    let seen = Seen::read(database, options, &history).await?;
    if let Some(halfway) = &seen.halfway
        && halfway.direction == Direction::Downgrade
    {
        return Err(halfway.in_the_way(database, "a plan begins at a revision"));
    }
    let path = history.upgrade_path(&seen.heads, to)?;
    let walk = Walk {
        history: &history,
        dialect: database.dialect(),
        direction: Direction::Upgrade,
        heads: seen.heads,
        halfway: seen.halfway,
        facts: seen.facts,
    };
    Ok(plan_path(walk, &path)?
        .into_iter()
        .map(|planned| PlannedRevision {
            revision: planned.revision.id.clone(),
            message: planned.revision.message.clone(),
            steps: planned.steps.into_iter().map(in_words).collect(),
        })
        .collect())
}

pub(crate) fn in_words(step: Step) -> PlannedStep {
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
}
