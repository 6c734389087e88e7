//! The commands: call the engine, show what it gives.

mod adoption;
mod answers;
mod assist;
mod compare;
mod files;
mod guard;
mod log;
mod movement;
mod project;
mod prove;
mod report;
mod seams;
mod serve;
mod verify;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use dazzle_db::SessionOptions;
use dazzle_engine::{DatabaseTarget, EngineError, Project, RunOptions};
use dazzle_history::{Direction, Target};
use dazzle_schema::Dialect;

use crate::arguments::{Arguments, Command, DatabaseArguments, DatabaseCommand, LogCommand};
use crate::render::{errors, json};
use crate::shell::Shell;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It did what was asked: exit code 0.
    Done,
    /// It failed and said so: exit code 1.
    Failed,
    /// It found that something is not up to date: exit code 3.
    NotUpToDate,
}

/// Runs what was typed.
pub async fn run(arguments: Arguments) -> ExitCode {
    let folder = arguments.directory.clone().unwrap_or_else(|| PathBuf::from("."));
    let (shell, outcome) = match arguments.command {
        Command::New { name } => {
            let shell = Shell::new(false);
            (shell, project::new(shell, &folder, &name))
        }
        Command::Check(flags) => {
            let shell = Shell::new(flags.json);
            (
                shell,
                find(&folder).and_then(|project| project::check(shell, &project)),
            )
        }
        Command::Serve(flags) => {
            let shell = Shell::new(false);
            (shell, serve::serve(shell, &folder, &flags).await)
        }
        Command::Guard(flags) => {
            let shell = Shell::new(flags.json);
            (shell, guard::guard(shell, find(&folder), &flags).await)
        }
        Command::Db(database) => {
            let shell = Shell::new(wants_json(&database.command));
            (shell, database_command(shell, folder, *database).await)
        }
    };
    let code = match outcome {
        Ok(Outcome::Done) => 0,
        Ok(Outcome::Failed) => 1,
        Ok(Outcome::NotUpToDate) => 3,
        Err(error) => {
            if shell.is_json() {
                shell.value(&json::error(&error));
            } else {
                errors::print(shell, &error);
            }
            // A question that nobody answered is no failure: the answer is missing.
            if matches!(error, EngineError::Questions(_)) {
                3
            } else {
                1
            }
        }
    };
    ExitCode::from(code)
}

fn find(folder: &Path) -> Result<Project, EngineError> {
    Project::find(
        folder,
        std::env::vars_os().filter_map(|(name, value)| {
            // A variable that is not text is none that Dazzle reads.
            Some((name.into_string().ok()?, value.into_string().ok()?))
        }),
    )
}

/// The surroundings of a command that reads and writes files only.
pub struct Files {
    /// Where output goes.
    pub shell: Shell,
    /// The project.
    pub project: Project,
    /// What new revisions must be possible on: the database's dialect where one is configured, else all.
    pub dialects: Vec<Dialect>,
    /// The local database, which may have a draft.
    pub database: Option<DatabaseTarget>,
    /// How runs behave.
    pub options: RunOptions,
}

/// The surroundings of a command that looks at a database or changes it.
pub struct Context {
    /// Where output goes.
    pub shell: Shell,
    /// The project.
    pub project: Project,
    /// The database.
    pub database: DatabaseTarget,
    /// How runs behave.
    pub options: RunOptions,
}

impl Context {
    /// Names the database before anything happens to it.
    pub fn announce(&self) {
        if !self.shell.is_json() {
            self.shell.item("database", &self.database);
        }
    }
}

/// The surroundings of a command that may run outside of a project.
pub struct Anywhere {
    /// Where output goes.
    pub shell: Shell,
    /// The project, if there is one.
    pub project: Option<Project>,
    /// The database that is meant, if one is.
    pub database: Option<DatabaseTarget>,
    /// The folder that paths are meant from.
    pub folder: PathBuf,
    /// How connections behave.
    pub session: SessionOptions,
}

impl Anywhere {
    /// The database that is meant, for what cannot go on without one. None where there is no project to ask.
    ///
    /// # Errors
    /// When the project's settings or its environment do not say which.
    pub fn needed_database(&self) -> Result<Option<&DatabaseTarget>, EngineError> {
        if let (None, Some(project)) = (&self.database, &self.project) {
            DatabaseTarget::resolve(project, None)?;
        }
        Ok(self.database.as_ref())
    }
}

/// What a command may need; each takes from it what it does need.
struct Surroundings {
    shell: Shell,
    folder: PathBuf,
    project: Result<Project, EngineError>,
    /// `--database-url`
    url: Option<String>,
    options: RunOptions,
}

impl Surroundings {
    fn database(&self, project: &Project) -> Result<DatabaseTarget, EngineError> {
        DatabaseTarget::resolve(project, self.url.as_deref())
    }

    /// A database URL that cannot be made out is no obstacle to a command that needs no database.
    fn files(self, dialect: Option<Dialect>) -> Result<Files, EngineError> {
        let project = self.project?;
        let database = DatabaseTarget::resolve(&project, self.url.as_deref());
        let dialects = match (dialect, &database) {
            (Some(dialect), _) => vec![dialect],
            (None, Ok(database)) => vec![database.dialect()],
            (None, Err(_)) => Dialect::ALL.to_vec(),
        };
        Ok(Files {
            shell: self.shell,
            project,
            dialects,
            database: database.ok(),
            options: self.options,
        })
    }

    fn context(self) -> Result<Context, EngineError> {
        let project = self.project?;
        Ok(Context {
            database: DatabaseTarget::resolve(&project, self.url.as_deref())?,
            shell: self.shell,
            project,
            options: self.options,
        })
    }

    /// That there is no project is no obstacle; that it cannot be read is.
    fn anywhere(self) -> Result<Anywhere, EngineError> {
        let (project, database) = match (self.project, &self.url) {
            (Ok(project), url) => {
                // What `live` means is asked only of a comparison with it.
                let database = match url {
                    Some(_) => Some(DatabaseTarget::resolve(&project, url.as_deref())?),
                    None => DatabaseTarget::resolve(&project, None).ok(),
                };
                (Some(project), database)
            }
            (Err(EngineError::NoProject { .. }), Some(url)) => {
                (None, Some(DatabaseTarget::of_url(url, &self.folder)?))
            }
            (Err(EngineError::NoProject { .. }), None) => (None, None),
            (Err(error), _) => return Err(error),
        };
        Ok(Anywhere {
            shell: self.shell,
            project,
            database,
            folder: self.folder,
            session: self.options.session,
        })
    }
}

async fn database_command(
    shell: Shell,
    folder: PathBuf,
    arguments: DatabaseArguments,
) -> Result<Outcome, EngineError> {
    let all = Surroundings {
        shell,
        project: find(&folder),
        folder,
        url: arguments.database_url,
        options: RunOptions {
            lock_wait: Duration::from_secs(arguments.lock_timeout),
            session: SessionOptions {
                lock_timeout: Duration::from_secs(arguments.table_lock_timeout),
                statement_timeout: arguments.statement_timeout.map(Duration::from_secs),
                create_if_missing: true,
                ..SessionOptions::default()
            },
            ..RunOptions::default()
        },
    };
    match arguments.command {
        DatabaseCommand::Status(flags) => report::status(&all.context()?, &flags).await,
        DatabaseCommand::Migrate(flags) => match flags.run.dialect {
            Some(dialect) => movement::migrate_offline(&all.files(Some(dialect))?, dialect, flags).await,
            None => movement::migrate(&mut all.context()?, flags).await,
        },
        DatabaseCommand::Revision(flags) => files::revision(&all.files(None)?, flags).await,
        DatabaseCommand::Upgrade(flags) => {
            movement::movement(
                all,
                Direction::Upgrade,
                flags.target,
                flags.from,
                (flags.run, flags.fill),
            )
            .await
        }
        DatabaseCommand::Downgrade(flags) => {
            movement::movement(
                all,
                Direction::Downgrade,
                flags.target,
                flags.from,
                (flags.run, Vec::new()),
            )
            .await
        }
        DatabaseCommand::Rollback(flags) => {
            movement::movement(
                all,
                Direction::Downgrade,
                Target::Relative(-1),
                None,
                (flags, Vec::new()),
            )
            .await
        }
        DatabaseCommand::Current(_) => report::current(&all.context()?).await,
        DatabaseCommand::History(flags) => report::history(&all.context()?, flags).await,
        DatabaseCommand::Heads(_) => report::heads(&all.files(None)?),
        DatabaseCommand::Show(flags) => report::show(&all.files(None)?, &flags),
        DatabaseCommand::Merge(flags) => files::merge(&all.files(None)?, flags),
        DatabaseCommand::Stamp(flags) => movement::stamp(&all.context()?, &flags).await,
        DatabaseCommand::Baseline(flags) => adoption::baseline(&all.context()?, flags).await,
        DatabaseCommand::Pull(flags) => adoption::pull(&all.anywhere()?, &flags).await,
        DatabaseCommand::Diff(flags) => compare::diff(&all.anywhere()?, &flags).await,
        DatabaseCommand::Verify(flags) => verify::verify(&mut all.context()?, flags).await,
        DatabaseCommand::Check(flags) => report::check(&all.files(None)?, &flags),
        DatabaseCommand::Plan(flags) => report::plan(&all.context()?, &flags).await,
        DatabaseCommand::Prove(flags) => prove::prove_revisions(&all.files(None)?, &flags).await,
        DatabaseCommand::Assist(flags) => assist::assist(&all.context()?, flags).await,
        DatabaseCommand::Log(flags) => match flags.command {
            Some(LogCommand::Verify(_)) => log::verify(&all.context()?).await,
            None => report::log(&all.context()?, &flags).await,
        },
        DatabaseCommand::Reset(flags) => movement::reset(&all.context()?, &flags).await,
    }
}

fn wants_json(command: &DatabaseCommand) -> bool {
    match command {
        DatabaseCommand::Status(flags) | DatabaseCommand::Check(flags) => flags.json,
        DatabaseCommand::Current(flags) | DatabaseCommand::Heads(flags) => flags.json,
        DatabaseCommand::Migrate(flags) => flags.run.json,
        DatabaseCommand::Revision(flags) => flags.json,
        DatabaseCommand::Upgrade(flags) => flags.run.json,
        DatabaseCommand::Downgrade(flags) => flags.run.json,
        DatabaseCommand::Rollback(flags) => flags.json,
        DatabaseCommand::History(flags) => flags.json,
        DatabaseCommand::Show(flags) => flags.json,
        DatabaseCommand::Merge(flags) => flags.json,
        DatabaseCommand::Stamp(flags) => flags.json,
        DatabaseCommand::Baseline(flags) => flags.json,
        DatabaseCommand::Pull(flags) => flags.json,
        DatabaseCommand::Diff(flags) => flags.json,
        DatabaseCommand::Verify(flags) => flags.json,
        DatabaseCommand::Plan(flags) => flags.json,
        DatabaseCommand::Prove(flags) => flags.json,
        DatabaseCommand::Assist(flags) => flags.json,
        DatabaseCommand::Log(flags) => match &flags.command {
            Some(LogCommand::Verify(flags)) => flags.json,
            None => flags.json,
        },
        DatabaseCommand::Reset(flags) => flags.json,
    }
}
