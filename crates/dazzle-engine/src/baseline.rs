//! `dazzle db baseline`: a database that somebody else made gets a first revision that describes it as it is.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::answers::Answers;
use dazzle_db::SessionOptions;
use dazzle_db::log;
use dazzle_history::{Revision, RevisionId};
use dazzle_sql::inspection::Unmodelled;

use crate::comparison::{Side, compare};
use crate::draft::in_the_way;
use crate::error::replay_error;
use crate::inspection::{LiveDatabase, OtherTool, inspect_session};
use crate::revision::new_revision;
use crate::runner::Runner;
use crate::{DatabaseTarget, EngineError, Event, Interrupt, Migrations, Observer, Project, RunOptions};

/// A baseline that was recorded.
#[derive(Debug, Clone)]
pub struct Baselined {
    /// The revision.
    pub revision: Revision,
    /// Its file.
    pub path: PathBuf,
    /// How many tables it describes.
    pub tables: usize,
    /// What the schema model does not hold.
    pub unmodelled: Vec<Remainder>,
    /// Other tools that keep their history in the database. Their tables are left untouched.
    pub other_tools: Vec<OtherTool>,
}

/// A thing that the schema model does not hold.
#[derive(Debug, Clone)]
pub struct Remainder {
    /// The thing.
    pub thing: Unmodelled,
    /// Whether the revision makes it all the same, by SQL in an `execute`.
    pub is_in_revision: bool,
}

/// What is wanted of a baseline.
#[derive(Debug, Clone, Default)]
pub struct BaselineRequest {
    /// Its message; made from the database when not given.
    pub message: Option<String>,
    /// Its id; made from its content when not given.
    pub id: Option<RevisionId>,
}

/// Writes the first revision of a project from a database that has tables and no history, and records it there
/// without running anything.
///
/// # Errors
/// When the project or the database has a history already, when the database has no tables, in production, and when
/// something cannot be read or written.
pub async fn baseline<'a>(
    project: &Project,
    database: &'a DatabaseTarget,
    request: &BaselineRequest,
    options: &'a RunOptions,
    interrupt: &'a Interrupt,
    observer: &'a mut Observer<'a>,
) -> Result<Baselined, EngineError> {
    Migrations::load(project)?;
    refuse_in_production(project)?;
    let mut runner = Runner::open(database, options, interrupt, observer)
        .await?
        .of_project(project);
    // Read again under the lock.
    let mut migrations = Migrations::load(project)?;
    if let Some(draft) = runner.draft()? {
        let what = "a baseline describes a database that Dazzle did not make";
        return Err(in_the_way(database, &draft, what));
    }
    if !runner.heads.is_empty() {
        let heads: Vec<&str> = runner.heads.iter().map(RevisionId::as_str).collect();
        return Err(EngineError::Refused {
            reason: format!(
                "{} has a history already: it is at {}",
                database.url,
                heads.join(", ")
            ),
            hint: "see what somebody changed behind its back with `dazzle db verify`".to_owned(),
        });
    }
    let live = inspect_session(&mut runner.session, database, &project.settings.ignore).await?;
    if live.is_empty() {
        return Err(EngineError::Refused {
            reason: format!("{} has no tables: there is nothing to describe", database.url),
            hint: "make them with `dazzle db migrate`".to_owned(),
        });
    }
    if migrations.history.revisions().next().is_some() {
        return Err(refuse_beside_history(database, &live, &migrations, &options.session).await?);
    }
    let done = record(&mut runner, project, &mut migrations, live, request).await?;
    runner.settle(project, &migrations.history).await?;
    runner.close().await?;
    Ok(done)
}

fn refuse_in_production(project: &Project) -> Result<(), EngineError> {
    if project.environment.mode(&project.settings)?.is_production() {
        return Err(EngineError::Refused {
            reason: "a baseline writes a revision file, and `DAZZLE_ENV` is `production`".to_owned(),
            hint: "make it in development against a copy of the database, deploy its file, and record it here with \
                   `dazzle db stamp REV`"
                .to_owned(),
        });
    }
    Ok(())
}

impl LiveDatabase {
    /// Whether there is nothing that a revision could describe.
    pub(crate) fn is_empty(&self) -> bool {
        self.inspection.schema.is_empty() && self.inspection.unmodelled.is_empty()
    }

    fn has_tables(&self) -> bool {
        self.inspection.schema.tables().next().is_some()
    }
}

impl Runner<'_> {
    /// On the way to the first migration of a database: where it has tables and neither it nor the project has a
    /// history, they become the baseline. Where the project has one that would make tables which are there
    /// already, it stops: they are somebody else's, or Dazzle's history was lost.
    pub async fn adopt_what_is_there(
        &mut self,
        project: &Project,
        migrations: &mut Migrations,
    ) -> Result<(), EngineError> {
        // What a draft made is ours.
        if !self.heads.is_empty() || self.draft_text.is_some() {
            return Ok(());
        }
        let live = inspect_session(&mut self.session, self.target, &project.settings.ignore).await?;
        if !live.has_tables() {
            return Ok(());
        }
        if migrations.history.revisions().next().is_none() {
            if project.environment.mode(&project.settings)?.is_production() {
                return Err(EngineError::Refused {
                    reason: format!(
                        "{} has tables and no history, and `DAZZLE_ENV` is `production`",
                        self.target.url
                    ),
                    hint: "make the baseline in development against a copy of the database with `dazzle db \
                           baseline`, deploy its file, and record it here with `dazzle db stamp REV`"
                        .to_owned(),
                });
            }
            let done = record(self, project, migrations, live, &BaselineRequest::default()).await?;
            (self.observer)(Event::Baselined(Box::new(done)));
            return Ok(());
        }
        let wanted = migrations.history.replay_all().map_err(replay_error)?;
        if wanted
            .table_names()
            .any(|name| live.inspection.schema.table(name).is_some())
        {
            let session = &self.options.session;
            return Err(refuse_beside_history(self.target, &live, migrations, session).await?);
        }
        Ok(())
    }
}

/// Why a database with tables is not taken over by a project with revisions; names the revision that the tables
/// are at, where there is one.
async fn refuse_beside_history(
    database: &DatabaseTarget,
    live: &LiveDatabase,
    migrations: &Migrations,
    session: &SessionOptions,
) -> Result<EngineError, EngineError> {
    let history = &migrations.history;
    let there: BTreeSet<_> = live.inspection.schema.table_names().collect();
    let side = Side::of_live(database.clone(), live.clone());
    for revision in history.revisions().rev() {
        let schema = history
            .schema_at(&[revision.id.clone()].into())
            .map_err(replay_error)?;
        // Only what has the same tables is worth a closer look.
        if schema.table_names().collect::<BTreeSet<_>>() != there {
            continue;
        }
        let said = Side::of_schema(revision.id.as_str(), schema);
        if compare(&said, &side, &Answers::default(), session)
            .await?
            .is_equal()
        {
            return Ok(EngineError::Refused {
                reason: format!(
                    "{} has no history, but its tables are exactly those of revision {} ({})",
                    database.url, revision.id, revision.message
                ),
                hint: format!("record that with `dazzle db stamp {}`", revision.id),
            });
        }
    }
    let names: Vec<&str> = there.iter().take(5).map(|name| name.as_str()).collect();
    let more = if there.len() > names.len() { ", …" } else { "" };
    Ok(EngineError::Refused {
        reason: format!(
            "{} has no history, but it has tables ({}{more}), and the project has revisions",
            database.url,
            names.join(", ")
        ),
        hint: "see how they differ with `dazzle db diff head live`; if they are as a revision leaves them, record \
               that with `dazzle db stamp REV`; if they are somebody else's, use another database or name them under \
               `[schema] ignore`"
            .to_owned(),
    })
}

async fn record(
    runner: &mut Runner<'_>,
    project: &Project,
    migrations: &mut Migrations,
    live: LiveDatabase,
    request: &BaselineRequest,
) -> Result<Baselined, EngineError> {
    let (unmodelled, other_tools) = (live.inspection.unmodelled.clone(), live.other_tools.clone());
    let dialect = runner.target.dialect();
    let nothing = Side::of_schema("empty", dazzle_schema::Schema::empty());
    let there = Side::of_live(runner.target.clone(), live);
    let found = compare(&nothing, &there, &Answers::default(), &runner.options.session).await?;
    let tables = there.schema.len();
    let message = request.message.clone().unwrap_or_else(|| match tables {
        0 => "baseline: what was there without tables".to_owned(),
        1 => "baseline: 1 table that was there".to_owned(),
        _ => format!("baseline: {tables} tables that were there"),
    });
    let revision = new_revision(
        &migrations.history,
        BTreeSet::new(),
        message,
        request.id.as_ref(),
        (found.all_operations(dialect), found.reverse_operations(dialect)?),
    )?;
    let path = runner
        .write_and_record(project, migrations, &revision, log::Direction::Baseline)
        .await?;
    Ok(Baselined {
        revision,
        path,
        tables,
        unmodelled: unmodelled
            .into_iter()
            .map(|thing| Remainder {
                is_in_revision: thing.make.is_some() || found.comes_with_its_table(&thing),
                thing,
            })
            .collect(),
        other_tools,
    })
}
