//! The loop of dev mode: synchronise, wait for a change, and again.

use std::path::PathBuf;
use std::time::Duration;

use tokio::sync::mpsc::UnboundedSender;

use super::{Synchronised, Watcher, synchronise};
use crate::{DatabaseTarget, EngineError, Event, Interrupt, Project, RunOptions, with_causes};

/// Something that a person, a page or a server beside it may want to know.
#[derive(Debug)]
pub enum Happening {
    /// Watching has begun.
    Started,
    /// These files changed; the database is brought to them next.
    Changed(Vec<PathBuf>),
    /// Something happened while the database was brought to the files.
    Progress(Event),
    /// The database is as the files say, as far as that is safe.
    Synchronised {
        /// The project as it was read for this.
        project: Box<Project>,
        /// The database that it names now.
        database: Box<DatabaseTarget>,
        /// What was done.
        done: Box<Synchronised>,
    },
    /// It is as it was before: something stood in the way.
    Failed(Box<EngineError>),
}

/// What a project is now; asked again after each change, since the settings are a file, too.
pub type Reload<'a> = dyn Fn() -> Result<(Project, DatabaseTarget), EngineError> + 'a;

/// How soon it is tried again where the database could not be reached or locked.
const AGAIN: Duration = Duration::from_secs(2);

/// Keeps the database in step with the files until `interrupt` is requested or nobody listens. What happens goes
/// through `tell`; no failure ends it. Where the database cannot be reached, it is tried again until it can.
///
/// # Errors
/// When the project cannot be read at the start, or is not at a desk.
pub async fn follow(
    reload: &Reload<'_>,
    options: &RunOptions,
    interrupt: &Interrupt,
    tell: &UnboundedSender<Happening>,
) -> Result<(), EngineError> {
    let (project, database) = reload()?;
    super::refuse_away_from_a_desk(&project)?;
    let mut watcher = Watcher::new(&project);
    tell.send(Happening::Started).ok();
    let mut read = Ok((project, database));
    // The last failure, which is told once.
    let mut told = None;
    loop {
        let outcome = match read {
            Ok((project, database)) => {
                watcher.follow(&project);
                let mut observer = |event| drop(tell.send(Happening::Progress(event)));
                synchronise(&project, &database, options, interrupt, &mut observer)
                    .await
                    .map(|done| (project, database, done))
            }
            Err(error) => Err(error),
        };
        if interrupt.is_requested() {
            return Ok(());
        }
        let passes = outcome.as_ref().is_err_and(may_pass);
        let happened = match outcome {
            Ok((project, database, done)) => {
                told = None;
                Some(Happening::Synchronised {
                    project: Box::new(project),
                    database: Box::new(database),
                    done: Box::new(done),
                })
            }
            Err(error) => {
                let text = Some(with_causes(&error));
                let is_new = text != told;
                told = text;
                is_new.then(|| Happening::Failed(Box::new(error)))
            }
        };
        if happened.is_some_and(|happened| tell.send(happened).is_err()) {
            return Ok(());
        }
        let changed = tokio::select! {
            changed = watcher.changed() => changed,
            () = tokio::time::sleep(AGAIN), if passes => {
                read = reload();
                continue;
            }
            () = interrupt.requested() => return Ok(()),
            () = tell.closed() => return Ok(()),
        };
        tell.send(Happening::Changed(changed)).ok();
        told = None;
        read = reload();
    }
}

/// Whether it may go through later with the same files.
const fn may_pass(error: &EngineError) -> bool {
    matches!(
        error,
        EngineError::Database { .. } | EngineError::Lock { .. } | EngineError::NotDrafted { .. }
    )
}
