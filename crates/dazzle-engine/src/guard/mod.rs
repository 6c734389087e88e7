//! `dazzle guard`: whether an application may start on a database. Nothing is written, ever.
//!
//! Files, DSL and database are read, and each thing that does not fit is a [`Reason`]. A role that may only read
//! Dazzle's own two tables will do. On PostgreSQL the database is asked twice; only where the fingerprint of its
//! catalogue is not the one that was recorded with its version (or none was) is it compared in full, which takes
//! more questions and has the last word.

mod reason;

use std::collections::BTreeSet;

use dazzle_db::snapshot::{self, Snapshot};
use dazzle_db::version::Recorded;
use dazzle_db::{SessionOptions, new_run_id};
use dazzle_history::{History, RevisionId};
use dazzle_ops::Operation;
use dazzle_schema::Dialect;
use dazzle_sql::{digest_query, postgresql};

pub use reason::Reason;

use crate::error::database_error;
use crate::halfway::Halfway;
use crate::revision::{Request, unplanned};
use crate::runner::{edited, fingerprint};
use crate::seams::unfilled;
use crate::settings::DriftPolicy;
use crate::{DatabaseTarget, EngineError, Migrations, Project, ProjectModel, current, verify};

/// What the guard found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guarded {
    /// Why the application must not start; nothing if it may.
    pub reasons: Vec<Reason>,
    /// What does not keep it from starting.
    pub warnings: Vec<Reason>,
    /// Where the database is; none for base. Revisions that the files do not have are among them.
    pub current: Vec<String>,
    /// The heads of the files.
    pub heads: Vec<RevisionId>,
    /// How it was found out whether the database drifted.
    pub drift_check: DriftCheck,
}

impl Guarded {
    /// Whether the application may start.
    #[must_use]
    pub const fn is_passed(&self) -> bool {
        self.reasons.is_empty()
    }
}

/// How it was found out whether the database drifted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DriftCheck {
    /// Not at all: `[guard] drift` is `off`.
    Off,
    /// Not at all: for one of the reasons there is no history that the database could be compared with.
    Impossible,
    /// The catalogue is what it was when the version was recorded.
    Fingerprint,
    /// The database was compared with history.
    Comparison,
}

impl DriftCheck {
    /// The word for programs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Impossible => "impossible",
            Self::Fingerprint => "fingerprint",
            Self::Comparison => "comparison",
        }
    }
}

/// Finds out whether the application may start.
///
/// # Errors
/// When something cannot be read: the files, the DSL, the database.
pub async fn guard(
    project: &Project,
    database: &DatabaseTarget,
    options: &SessionOptions,
) -> Result<Guarded, EngineError> {
    let model = ProjectModel::load(project)?;
    let history = Migrations::load(project)?.history;
    let seen = look(database, options).await?;
    let place = Place::of(&history, &seen);
    let mut reasons = place.reasons(&history, &seen, project, database.dialect());
    let heads: Vec<RevisionId> = history.heads().into_iter().collect();
    if heads.len() > 1 {
        reasons.push(Reason::SeveralHeads { heads: heads.clone() });
    }
    let files_edited = edited(&history, &place.applied, &seen.checksums);
    for revision in &files_edited {
        let path = history.parsed(revision).map(|it| it.path.clone());
        reasons.push(Reason::Edited {
            revision: revision.clone(),
            path: path.unwrap_or_default(),
        });
    }
    // An edited file makes another history, to which the DSL says nothing.
    if heads.len() < 2
        && files_edited.is_empty()
        && let Some(draft) = unplanned(&history, &model, &Request::default(), &[database.dialect()], None)?
    {
        reasons.push(Reason::Unwritten {
            operations: draft.revision.upgrade.iter().map(Operation::summary).collect(),
        });
    }
    reasons.extend(unfilled_seams(&history, &place.pending, database.dialect()));
    let halfway = seen
        .progress
        .clone()
        .map(|text| Halfway::parse(database, text))
        .transpose()?;
    reasons.extend(halfway.as_ref().map(|it| Reason::HalfDone(it.in_words())));
    if seen.has_draft {
        reasons.push(Reason::Draft);
    }

    let policy = project.settings.guard_drift;
    let comparable = seen.recorded != Recorded::NoTable
        && place.unknown.is_empty()
        && files_edited.is_empty()
        && halfway.is_none()
        && !seen.has_draft;
    let (drift_check, found) = match policy {
        DriftPolicy::Off => (DriftCheck::Off, Vec::new()),
        _ if !comparable => (DriftCheck::Impossible, Vec::new()),
        _ if is_as_recorded(&seen, project, database.dialect()) => (DriftCheck::Fingerprint, Vec::new()),
        _ => (
            DriftCheck::Comparison,
            compared(project, database, &history, options).await?,
        ),
    };
    let mut warnings = Vec::new();
    for reason in found {
        match (policy, &reason) {
            (DriftPolicy::Refuse, Reason::Drift { .. }) => reasons.push(reason),
            _ => warnings.push(reason),
        }
    }
    Ok(Guarded {
        reasons,
        warnings,
        current: seen.recorded.into_heads().into_iter().collect(),
        heads,
        drift_check,
    })
}

/// Reads the database; one that is not there yet has nothing.
async fn look(database: &DatabaseTarget, options: &SessionOptions) -> Result<Snapshot, EngineError> {
    if database.is_missing_file() {
        return Ok(Snapshot::nothing());
    }
    let settings = match database.dialect() {
        Dialect::Postgresql => postgresql::queries::SETTINGS,
        Dialect::Sqlite => "",
    };
    let found = snapshot::look(&database.url, options, settings, digest_query(database.dialect())).await;
    found.map_err(|error| {
        if error.code.as_deref() == Some(current::SQLITE_READONLY_ROLLBACK) {
            return EngineError::Refused {
                reason: format!(
                    "a process died while it was writing to {}, and what it left has to be rolled back first",
                    database.url
                ),
                hint: "`dazzle db status` does that; the guard writes nothing".to_owned(),
            };
        }
        database_error(database, "looking at it")(error)
    })
}

/// Where the database is beside the files.
struct Place {
    /// Its heads that the files do not have.
    unknown: Vec<String>,
    /// The revisions of the files that are applied, as far as that can be told.
    applied: BTreeSet<RevisionId>,
    /// The revisions of the files that are not, in order.
    pending: Vec<RevisionId>,
}

impl Place {
    fn of(history: &History, seen: &Snapshot) -> Self {
        let known = |text: &String| RevisionId::new(text).ok().filter(|id| history.get(id).is_some());
        let heads = seen.recorded.clone().into_heads();
        let unknown: Vec<String> = heads.iter().filter(|it| known(it).is_none()).cloned().collect();
        let mut applied = history.ancestors(&heads.iter().filter_map(known).collect());
        if !unknown.is_empty() {
            // What comes before a revision that nobody has the file of, only the log knows.
            let logged: BTreeSet<RevisionId> = seen.applied.iter().filter_map(known).collect();
            applied.extend(history.ancestors(&logged));
        }
        let pending = history
            .revisions()
            .filter(|revision| !applied.contains(&revision.id))
            .map(|revision| revision.id.clone())
            .collect();
        Self {
            unknown,
            applied,
            pending,
        }
    }

    /// What is wrong with where the database is.
    fn reasons(
        &self,
        history: &History,
        seen: &Snapshot,
        project: &Project,
        dialect: Dialect,
    ) -> Vec<Reason> {
        let reason = if seen.recorded == Recorded::NoTable {
            let ignore = &project.settings.ignore;
            Reason::NoHistory {
                has_tables: fingerprint(dialect, &seen.digest, ignore) != fingerprint(dialect, &[], ignore),
                has_revisions: history.revisions().next().is_some(),
            }
        } else if self.unknown.is_empty() && self.pending.is_empty() {
            return Vec::new();
        } else if self.unknown.is_empty() {
            let pending = self.pending.iter().filter_map(|id| history.get(id));
            Reason::Behind {
                pending: pending.map(|it| (it.id.clone(), it.message.clone())).collect(),
            }
        } else if self.pending.is_empty() {
            Reason::Ahead {
                unknown: self.unknown.clone(),
                heads: history.heads().into_iter().collect(),
            }
        } else {
            Reason::Diverged {
                unknown: self.unknown.clone(),
                lacking: self.pending.clone(),
            }
        };
        vec![reason]
    }
}

/// The seams of revisions to be applied that nobody has filled for this dialect.
fn unfilled_seams(history: &History, pending: &[RevisionId], dialect: Dialect) -> Vec<Reason> {
    let found = unfilled(history, pending, &[dialect]).into_iter();
    found
        .map(|seam| Reason::UnfilledSeam {
            revision: seam.revision,
            path: seam.place.path,
            line: seam.place.line,
            why: seam.why,
        })
        .collect()
}

/// Whether the catalogue is what it was when the version was recorded.
fn is_as_recorded(seen: &Snapshot, project: &Project, dialect: Dialect) -> bool {
    seen.mark.as_ref().is_some_and(|mark| {
        mark.heads == seen.recorded.clone().into_heads()
            && mark.fingerprint == fingerprint(dialect, &seen.digest, &project.settings.ignore)
    })
}

/// What the comparison with history says.
async fn compared(
    project: &Project,
    database: &DatabaseTarget,
    history: &History,
    options: &SessionOptions,
) -> Result<Vec<Reason>, EngineError> {
    let options = SessionOptions {
        run_id: new_run_id(),
        read_only: true,
        create_if_missing: false,
        ..options.clone()
    };
    let Some(mut session) = current::look(database, &options).await? else {
        return Ok(Vec::new());
    };
    let found = verify::drift(project, database, history, &mut session, &options).await;
    session.close().await;
    let found = found?.comparison;
    let mut reasons = Vec::new();
    if !found.operations.is_empty() {
        reasons.push(Reason::Drift {
            differences: found.operations.iter().map(Operation::summary).collect(),
        });
    }
    if !found.undecided.is_empty() {
        reasons.push(Reason::Undecided {
            subjects: found.undecided.iter().map(|it| it.subject.to_string()).collect(),
        });
    }
    Ok(reasons)
}
