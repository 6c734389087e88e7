//! A project and a database, and the use cases between them.

use std::error::Error as _;
use std::path::PathBuf;

use dazzle_db::SessionOptions;
use dazzle_engine::answers::Answers;
use dazzle_engine::revision::{Draft, Request};
use dazzle_engine::script::ScriptSource;
use dazzle_engine::upgrade::Moved;
use dazzle_engine::verify::{VerifyOptions, verify};
use dazzle_engine::{
    DatabaseSource, DatabaseTarget, EngineError, Interrupt, Migrations, Project, ProjectModel, RunOptions,
};
use dazzle_history::{Direction, Revision, RevisionId, Target};
use dazzle_ops::Operation;
use dazzle_schema::Dialect;
use dazzle_testkit::block_on;

use super::Place;

/// A project folder and the database it is for.
pub struct Lab {
    pub folder: dazzle_testkit::Project,
    pub project: Project,
    pub target: DatabaseTarget,
    pub dialect: Dialect,
}

/// Options that allow the loss of data.
pub fn destructive() -> RunOptions {
    RunOptions {
        allow_destructive: true,
        ..RunOptions::default()
    }
}

/// An error with its causes.
pub fn chain(error: &EngineError) -> String {
    let mut text = error.to_string();
    match error {
        EngineError::Dsl { diagnostics, .. } => text.push_str(&format!(": {diagnostics:#?}")),
        EngineError::History(errors) => text.push_str(&format!(": {errors:#?}")),
        _ => {}
    }
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(&format!(": {error}"));
        cause = error.source();
    }
    match error {
        EngineError::Run { source, .. } => format!("{text}\n{source:?}"),
        _ => text,
    }
}

fn target_of(place: &Place) -> DatabaseTarget {
    DatabaseTarget {
        url: place.url(),
        source: DatabaseSource::Flag,
    }
}

fn verified(project: &Project, target: &DatabaseTarget) -> Result<(), String> {
    let options = SessionOptions::default();
    let found = block_on(verify(
        project,
        target,
        VerifyOptions { rows: true },
        &Answers::default(),
        &options,
    ))
    .map_err(|error| format!("verify: {}", chain(&error)))?;
    if found.is_clean() && found.drift.beside.is_empty() {
        return Ok(());
    }
    Err(format!(
        "verify finds {:#?}\nundecided {:#?}\nrows {:#?}\nbeside {:#?}",
        found.drift.operations, found.drift.undecided, found.rows, found.drift.beside
    ))
}

fn upgrade(project: &Project, target: &DatabaseTarget, options: &RunOptions) -> Result<Moved, EngineError> {
    block_on(dazzle_engine::upgrade::upgrade(
        project,
        target,
        &Target::Heads,
        options,
        &Interrupt::new(),
        &mut |_| {},
    ))
}

impl Lab {
    /// A project without DSL; `settings` are added to its `dazzle.toml`.
    pub fn new(place: &Place, settings: &str) -> Self {
        let folder = dazzle_testkit::Project::new();
        folder.write("dazzle.toml", &format!("[project]\nname = \"app\"\n{settings}"));
        let project = Project::find(folder.path(), []).unwrap();
        Self {
            folder,
            project,
            target: target_of(place),
            dialect: place.dialect(),
        }
    }

    /// Sets the DSL.
    pub fn dsl(&self, text: &str) {
        self.folder.write("dsl/app.dsl", text);
    }

    pub fn model(&self) -> Result<ProjectModel, EngineError> {
        ProjectModel::load(&self.project)
    }

    pub fn migrations(&self) -> Migrations {
        Migrations::load(&self.project).unwrap_or_else(|error| panic!("{}", chain(&error)))
    }

    /// The difference between history and DSL.
    pub fn draft(&self) -> Result<Option<Draft>, EngineError> {
        self.draft_with(&Request::default())
    }

    /// The difference between history and DSL, as it is asked for.
    pub fn draft_with(&self, request: &Request) -> Result<Option<Draft>, EngineError> {
        let history = Migrations::load(&self.project)?.history;
        dazzle_engine::revision::draft(&history, &self.model()?, request, &[self.dialect])
    }

    /// Writes a revision file. What runs later is read from it.
    pub fn add(&self, revision: &Revision) -> Result<PathBuf, EngineError> {
        Migrations::load(&self.project)?.add(&self.project, revision)
    }

    /// Writes a revision file with these operations, after the one head.
    pub fn add_operations(
        &self,
        id: &str,
        upgrade: Vec<Operation>,
        downgrade: Vec<Operation>,
    ) -> Result<PathBuf, EngineError> {
        self.add(&Revision {
            id: RevisionId::new(id).unwrap(),
            parents: self.migrations().history.heads().into_iter().collect(),
            message: id.to_owned(),
            created_at: "2026-11-22T10:14:03Z".parse().unwrap(),
            upgrade,
            downgrade,
        })
    }

    /// Sets the DSL and writes the difference as a file; gives its path.
    pub fn write_draft(&self, dsl: &str) -> Result<Option<PathBuf>, EngineError> {
        self.dsl(dsl);
        match self.draft()? {
            Some(draft) => self.add(&draft.revision).map(Some),
            None => Ok(None),
        }
    }

    /// The same, and applies it.
    pub fn migrate_to(&self, dsl: &str) -> Result<Moved, EngineError> {
        self.write_draft(dsl)?;
        self.upgrade(&destructive())
    }

    /// The same, which must go through.
    pub fn must_migrate_to(&self, dsl: &str) {
        self.migrate_to(dsl)
            .unwrap_or_else(|error| panic!("{}", chain(&error)));
    }

    pub fn upgrade(&self, options: &RunOptions) -> Result<Moved, EngineError> {
        upgrade(&self.project, &self.target, options)
    }

    /// Brings another database to where the files lead, as a colleague's is.
    pub fn upgrade_elsewhere(&self, place: &Place) -> Result<Moved, EngineError> {
        upgrade(&self.project, &target_of(place), &RunOptions::default())
    }

    pub fn downgrade(&self, to: &str, options: &RunOptions) -> Result<Moved, EngineError> {
        block_on(dazzle_engine::downgrade::downgrade(
            &self.project,
            &self.target,
            &to.parse().unwrap(),
            options,
            &Interrupt::new(),
            &mut |_| {},
        ))
    }

    /// The database is as history says and no row breaks what the DSL says; and nothing is there that Dazzle does
    /// not understand, since Dazzle made it all.
    pub fn verified(&self) -> Result<(), String> {
        verified(&self.project, &self.target)
    }

    /// The database is as it is known to be; its rows need not be as the DSL says.
    pub fn verified_structure(&self) -> Result<(), String> {
        let session = SessionOptions::default();
        let found = block_on(verify(
            &self.project,
            &self.target,
            VerifyOptions { rows: false },
            &Answers::default(),
            &session,
        ))
        .map_err(|error| format!("verify: {}", chain(&error)))?;
        if found.is_clean() {
            return Ok(());
        }
        Err(format!("drift: {:#?}", found.drift.operations))
    }

    /// The same for another database that was brought to where this project is.
    pub fn verified_elsewhere(&self, place: &Place) -> Result<(), String> {
        verified(&self.project, &target_of(place))
    }

    /// The script from `from` to `to`, made without looking at any database.
    pub fn script(&self, direction: Direction, from: &str, to: &str) -> Result<String, EngineError> {
        let source = ScriptSource::Offline {
            dialect: self.dialect,
            from: Some(from.parse().unwrap()),
        };
        block_on(dazzle_engine::script::script(
            &self.migrations().history,
            direction,
            &to.parse().unwrap(),
            &source,
            true,
        ))
    }
}
