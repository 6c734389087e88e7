//! What is open in a revision.

use std::collections::{BTreeMap, BTreeSet};

use dazzle_history::{Direction, Revision};
use dazzle_ops::{ApplyError, DataMigration, Operation, apply_all};
use dazzle_schema::{Dialect, Name, Schema};

use crate::touched::{Touched, neighbors};

/// A seam without statements for the dialect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSeam {
    /// Which way it stands.
    pub direction: Direction,
    /// Its position among the operations, from zero.
    pub at: usize,
    /// The operation.
    pub seam: DataMigration,
}

/// A drop and an add that may be one rename.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenQuestion {
    /// The question, in words.
    pub text: String,
    /// What speaks for a rename.
    pub evidence: String,
}

/// Some rows of a table, as a person allowed them to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// The table.
    pub table: Name,
    /// Its columns.
    pub columns: Vec<Name>,
    /// Some rows, as text; `None` is no value.
    pub rows: Vec<Vec<Option<String>>>,
}

/// What is asked: one revision, what is open in it, and what is around it.
#[derive(Debug, Clone)]
pub struct Task {
    /// The dialect that SQL is wanted for.
    pub dialect: Dialect,
    /// The revision as it is.
    pub revision: Revision,
    /// The schema before it.
    pub before: Schema,
    /// The schema after it.
    pub after: Schema,
    /// The seams that are open.
    pub seams: Vec<OpenSeam>,
    /// The questions that are open.
    pub questions: Vec<OpenQuestion>,
    /// What the DSL says that tables are for.
    pub intents: BTreeMap<Name, String>,
    /// Rows that a person allowed to be sent.
    pub samples: Vec<Sample>,
}

impl Task {
    /// What is open in `revision`, which follows `before`.
    ///
    /// # Errors
    /// When the revision does not fit `before`.
    pub fn new(dialect: Dialect, revision: Revision, before: Schema) -> Result<Self, ApplyError> {
        let mut after = before.clone();
        apply_all(&revision.upgrade, &mut after).map_err(|(_, error)| error)?;
        let seams = [Direction::Upgrade, Direction::Downgrade]
            .into_iter()
            .flat_map(|direction| open_seams(&revision, direction, dialect))
            .collect();
        Ok(Self {
            dialect,
            revision,
            before,
            after,
            seams,
            questions: Vec::new(),
            intents: BTreeMap::new(),
            samples: Vec::new(),
        })
    }

    /// Whether there is nothing to ask.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.seams.is_empty() && self.questions.is_empty()
    }

    /// The schema that stands before the operation at `at` of `direction`.
    ///
    /// # Errors
    /// When an operation before it does not fit.
    pub fn schema_at(&self, direction: Direction, at: usize) -> Result<Schema, ApplyError> {
        let mut schema = match direction {
            Direction::Upgrade => self.before.clone(),
            Direction::Downgrade => self.after.clone(),
        };
        let before = self.revision.operations(direction).get(..at).unwrap_or_default();
        apply_all(before, &mut schema).map_err(|(_, error)| error)?;
        Ok(schema)
    }

    /// The tables that the revision is about, under every name that they have on the way, and those that point to
    /// them or that they point to.
    #[must_use]
    pub fn tables(&self) -> BTreeSet<Name> {
        let mut names = BTreeSet::new();
        for direction in [Direction::Upgrade, Direction::Downgrade] {
            let start = match direction {
                Direction::Upgrade => &self.before,
                Direction::Downgrade => &self.after,
            };
            names.extend(Touched::of(self.revision.operations(direction), start).tables());
        }
        let neighbors: Vec<Name> = [&self.before, &self.after]
            .into_iter()
            .flat_map(|schema| neighbors(schema, &names))
            .collect();
        names.extend(neighbors);
        names
    }
}

fn open_seams(revision: &Revision, direction: Direction, dialect: Dialect) -> Vec<OpenSeam> {
    revision
        .operations(direction)
        .iter()
        .enumerate()
        .filter_map(|(at, operation)| match operation {
            Operation::DataMigration(seam)
                if seam
                    .sql
                    .for_dialect(dialect)
                    .is_none_or(|sql| sql.trim().is_empty()) =>
            {
                Some(OpenSeam {
                    direction,
                    at,
                    seam: seam.clone(),
                })
            }
            _ => None,
        })
        .collect()
}
