//! What dev mode leaves out, in words.

use dazzle_diff::Question;
use dazzle_history::Revision;
use dazzle_ops::Operation;
use dazzle_sql::PlanError;

use crate::draft::Clash;
use crate::error::rows_in_words;
use crate::{Obstacle, with_causes};

/// Something that dev mode does not do by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// What kind of reason.
    pub reason: Reason,
    /// What is not done, in a clause that begins in lower case.
    pub what: String,
    /// Why not, likewise.
    pub why: String,
    /// Rows that stand in the way, up to five: key and value.
    pub sample: Vec<(String, String)>,
    /// What to do, likewise.
    pub next: String,
}

/// Why something is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Rows or values would be lost.
    LosesData,
    /// A drop and an add may be one rename.
    MayBeRename,
    /// Rows do not fit what is asked for.
    Rows,
    /// A column becomes required, and rows have no value for it.
    NeedsValues,
    /// The dialect cannot do it.
    NotPlanned,
    /// The database refused it.
    NotDone,
    /// A pending revision that does not go through.
    Revision,
}

impl Reason {
    /// The word in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LosesData => "loses_data",
            Self::MayBeRename => "may_be_rename",
            Self::Rows => "rows",
            Self::NeedsValues => "needs_values",
            Self::NotPlanned => "not_planned",
            Self::NotDone => "not_done",
            Self::Revision => "revision",
        }
    }
}

impl LeftOut {
    fn new(reason: Reason, what: String, why: String, next: &str) -> Self {
        Self {
            reason,
            what,
            why,
            sample: Vec::new(),
            next: next.to_owned(),
        }
    }

    /// A drop of what holds rows or values.
    pub(super) fn loss(operation: &Operation, message: &str, rows: u64) -> Self {
        let next = match operation {
            Operation::DropTable(it) => format!(
                "put the entity back, or let the rows go with `dazzle db migrate --allow-destructive`; if it was \
                 renamed, write `was: {}` in the new entity",
                it.table.name
            ),
            Operation::DropColumn(it) => format!(
                "put the field back, or let the values go with `dazzle db migrate --allow-destructive`; if it was \
                 renamed, write `was: {}` at the end of the new field's line",
                it.column.name
            ),
            _ => "take the change back, or let the values go with `dazzle db migrate --allow-destructive`"
                .to_owned(),
        };
        let rows = rows_in_words(rows, "rows");
        Self::new(
            Reason::LosesData,
            operation.summary(),
            format!("it would lose data: {message} ({rows})"),
            &next,
        )
    }

    /// A drop and an add that look like a rename.
    pub(super) fn question(question: &Question) -> Self {
        let (what, next) = match question {
            Question::ColumnRename { table, from, to, .. } => (
                format!("`{table}`.`{from}` goes and `{table}`.`{to}` comes"),
                format!("write `was: {from}` at the end of the line of `{to}`"),
            ),
            Question::TableRename { from, to, .. } => (
                format!("table `{from}` goes and table `{to}` comes"),
                format!("write `was: {from}` in the entity `{to}`"),
            ),
        };
        Self::new(
            Reason::MayBeRename,
            what,
            format!(
                "it may be a rename ({}), and the old one holds data",
                question.likeness().in_words()
            ),
            &format!("if it is a rename, {next}; if not, run `dazzle db migrate --yes --allow-destructive`"),
        )
    }

    /// What stood in the way of an operation.
    pub(super) fn obstacle(what: String, obstacle: &Obstacle) -> Self {
        match obstacle {
            Obstacle::Consent(losses) => {
                let losses: Vec<String> = losses
                    .iter()
                    .map(|(message, rows)| format!("{message} ({})", rows_in_words(*rows, "rows")))
                    .collect();
                Self::new(
                    Reason::LosesData,
                    what,
                    format!("it would lose data: {}", losses.join("; ")),
                    "take the change back, or let the data go with `dazzle db migrate --allow-destructive`",
                )
            }
            Obstacle::Rows {
                rows,
                message,
                sample,
                ..
            } => Self {
                sample: sample.clone(),
                ..Self::new(
                    Reason::Rows,
                    what,
                    format!("in its way: {}", rows_in_words(*rows, message)),
                    "bring these rows in order, or take the change back; it is tried again when a file changes",
                )
            },
            Obstacle::UnfilledSeam { why, rows, .. } => Self::new(
                Reason::NeedsValues,
                what,
                format!("{why} ({} without one)", rows_in_words(*rows, "rows")),
                "give the field a default or make it optional; or give the rows a value with `dazzle db migrate --fill \
                 Table.column=VALUE`; or write a revision with `dazzle db revision`, fill in its `sql`, and run \
                 `dazzle db upgrade`",
            ),
            Obstacle::SeamNotReached { why, rows, .. } => Self::new(
                Reason::NeedsValues,
                what,
                format!("{why} ({} without one still)", rows_in_words(*rows, "rows")),
                "write a revision with `dazzle db revision`, correct its `sql`, and run `dazzle db upgrade`",
            ),
            Obstacle::Plan(error) => Self::plan(what, error),
            Obstacle::DanglingReferences(rows) => Self::new(
                Reason::Rows,
                what,
                format!("rows would point nowhere: {}", rows.join(", ")),
                "bring these rows in order, or take the change back; it is tried again when a file changes",
            ),
            other => Self::new(
                Reason::NotDone,
                what,
                format!("the database does not do it: {}", with_causes(other)),
                "take the change back, or write it by hand in a revision with `dazzle db revision`",
            ),
        }
    }

    /// What the dialect cannot do.
    fn plan(what: String, error: &PlanError) -> Self {
        let why = match error {
            PlanError::Unsupported { reason, .. } => reason.clone(),
            other => with_causes(other),
        };
        let mut next =
            "take the change back, or write a revision: `dazzle db revision` gives a change of type a place \
                        for your SQL (or pass `--using`), `--empty` makes one to write by hand"
                .to_owned();
        if let Some(help) = error.help() {
            next.push_str(": ");
            next.push_str(&help);
        }
        Self::new(Reason::NotPlanned, what, why, &next)
    }

    /// A pending revision that does not go through.
    pub(super) fn revision(revision: &Revision, obstacle: &Obstacle) -> Self {
        let found = Self::obstacle(String::new(), obstacle);
        let next = match obstacle {
            Obstacle::Consent(_) => {
                "look at it with `dazzle db show` and run `dazzle db upgrade --allow-destructive` if the data may go"
            }
            Obstacle::UnfilledSeam { .. } | Obstacle::SeamNotReached { .. } => {
                "fill in the `sql` of its `data_migration`; it is tried again when the file changes"
            }
            Obstacle::Rows { .. } => "bring these rows in order and run `dazzle db upgrade`",
            _ => "see what stands in its way with `dazzle db upgrade`",
        };
        Self {
            reason: Reason::Revision,
            what: format!("revision {} ({})", revision.id, revision.message),
            next: next.to_owned(),
            ..found
        }
    }

    /// A pending revision that the draft stands in the way of.
    pub(super) fn clash(revision: &Revision, clash: &Clash, draft: &[Operation]) -> Self {
        let table = clash.operation.table();
        let mine: Vec<String> = draft
            .iter()
            .filter(|it| table.is_none() || it.table() == table)
            .map(Operation::summary)
            .collect();
        let mine = if mine.is_empty() {
            "the draft".to_owned()
        } else {
            format!("the draft ({})", mine.join("; "))
        };
        Self::new(
            Reason::Revision,
            format!("revision {} ({})", revision.id, revision.message),
            format!(
                "{mine} stands in the way of what it does ({}): {}",
                clash.operation.summary(),
                clash.reason
            ),
            "make the DSL agree with the revision and run `dazzle db upgrade`, which takes the draft off and asks \
             before anything is lost",
        )
    }
}
