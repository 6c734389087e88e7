//! The proof that `migrate` makes by itself of the revision that it is about to write, where that costs little.

use std::time::Duration;

use dazzle_history::{History, Revision};
use dazzle_schema::Dialect;

use super::{FailureReason, ProveOptions, Scratch, prove};
use crate::{EngineError, Event, Interrupt, Observer, Project, with_causes};

/// How long somebody waits who did not ask for it.
const LIMIT: Duration = Duration::from_secs(30);

/// Proves `revision` on a scratch database, if one is at hand at no cost, and tells the observer.
///
/// # Errors
/// [`EngineError::NotProved`] when it is wrong. That the proof cannot be made is told, and is no error.
pub(crate) async fn prove_unasked(
    project: &Project,
    history: &History,
    revision: &Revision,
    dialect: Dialect,
    interrupt: &Interrupt,
    observer: &mut Observer<'_>,
) -> Result<(), EngineError> {
    let scratch = match Scratch::at_no_cost(project, dialect) {
        Ok(Some(scratch)) => scratch,
        Ok(None) => return Ok(()),
        Err(error) => {
            observer(Event::NotProved {
                why: with_causes(&error),
            });
            return Ok(());
        }
    };
    let options = ProveOptions {
        limit: LIMIT,
        ..ProveOptions::default()
    };
    let outcome = prove(&scratch, history, revision, &options, interrupt).await;
    scratch.close().await;
    match outcome {
        Ok(proof) => observer(Event::Proved {
            rows: proof.rows,
            open: proof.open.len(),
        }),
        // Whoever stopped it stops what comes next, too.
        Err(failure) if matches!(*failure.reason, FailureReason::Stopped) => {}
        Err(failure) if failure.is_disproof() && !matches!(*failure.reason, FailureReason::TooLong(_)) => {
            return Err(EngineError::NotProved(Box::new(failure)));
        }
        Err(failure) => observer(Event::NotProved {
            why: with_causes(&failure),
        }),
    }
    Ok(())
}
