//! What the page shows.

use std::time::Duration;

use dazzle_schema::Schema;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Everything on the page, at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The name of the project.
    pub project: String,
    /// Where the database is, in words, without a password: `SQLite, .dazzle/shop.db`.
    pub database: String,
    /// The zone in which times are shown.
    pub time_zone: TimeZone,
    /// The entities of the model, in its order; while the DSL has an error, those of the last good one.
    pub entities: Vec<Entity>,
    /// What the database has: history as far as it is applied, and the draft.
    pub schema: Schema,
    /// The revisions of the files. *Shape:* each after its parents.
    pub revisions: Vec<Revision>,
    /// The operations of the draft, in words.
    pub draft: Vec<String>,
    /// What the DSL says and the database does not have, with the reasons.
    pub left_out: Vec<LeftOut>,
    /// The last rows of the log, the latest first.
    pub log: Vec<Attempt>,
    /// What is wrong with the DSL; errors and warnings.
    pub diagnostics: Vec<Diagnostic>,
    /// Why the database could not be brought to the files at all, with the next step, where it is not the DSL.
    pub trouble: Option<String>,
    /// What happened, the latest first.
    pub happened: Vec<Happening>,
}

/// An entity of the model, with what is drawn of it. [`super::entities()`] makes them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entity {
    /// Its name in the DSL.
    pub name: String,
    /// Its title, where it has one.
    pub title: Option<String>,
    /// What it is for, in its author's words.
    pub intent: Option<String>,
    /// The table that holds its rows.
    pub table: String,
    /// Its fields, in order.
    pub fields: Vec<Field>,
}

/// A field of an entity.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Field {
    /// Its name in the DSL.
    pub name: String,
    /// Its type in the DSL, with arguments.
    pub type_text: String,
    /// Whether it is part of the primary key.
    pub is_key: bool,
    /// Whether every row must have a value.
    pub is_required: bool,
    /// Whether no two rows may have the same value.
    pub is_unique: bool,
    /// The entities that it may point to: one for `ref`, several for `poly_ref`.
    pub references: Vec<String>,
    /// The columns that hold it; none for what is computed or the other side of a relation.
    pub columns: Vec<String>,
}

/// A revision of the files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// Its id.
    pub id: String,
    /// Its message.
    pub message: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// The ids of the revisions that it follows: none for the first, several for a merge.
    pub parents: Vec<String>,
    /// What it does, a line for each operation.
    pub operations: Vec<String>,
    /// Whether the database has it.
    pub standing: Standing,
}

/// Whether the database has a revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It was applied.
    Applied,
    /// It waits.
    Pending,
}

/// Something that dev mode does not do by itself. Texts are clauses that begin in lower case; `` `names` `` are in
/// backticks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// What kind of reason.
    pub reason: Reason,
    /// What is not done.
    pub what: String,
    /// Why not.
    pub why: String,
    /// Rows that stand in the way: key and value.
    pub sample: Vec<(String, String)>,
    /// What to do.
    pub next: String,
}

/// Why something is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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

/// A row of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// When it began.
    pub started_at: Timestamp,
    /// Who did it, and on which machine: `ada on desk-3`.
    pub who: String,
    /// The revision, where there is one.
    pub revision: Option<String>,
    /// What was attempted: `upgrade`, `downgrade`, `stamp`…
    pub direction: String,
    /// How it ended; `None` while it runs.
    pub outcome: Option<Outcome>,
    /// How long it took.
    pub duration: Option<Duration>,
    /// What went wrong.
    pub error: Option<String>,
}

/// How an attempt ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It was done.
    Done,
    /// A statement failed.
    Failed,
    /// A person stopped it.
    Interrupted,
    /// The process or its machine died.
    Crashed,
}

/// Something that is wrong with the DSL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// `error` or `warning`.
    pub severity: String,
    /// What is the matter.
    pub message: String,
    /// Where.
    pub place: Option<Place>,
    /// What to do.
    pub help: Option<String>,
}

/// A place in a file of the DSL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The path, as a person would write it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, in characters from 1.
    pub column: usize,
    /// How many characters of the line are meant; at least 1.
    pub width: usize,
    /// That line of the file.
    pub line_text: String,
}

/// Something that happened while the database was kept in step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happening {
    /// When.
    pub at: Timestamp,
    /// What, as a clause that begins in lower case: ``added column `Task.priority` ``.
    pub what: String,
}

impl Page {
    /// A page on which nothing is known yet but what is served; times are in UTC.
    #[must_use]
    pub fn new(project: impl Into<String>, database: impl Into<String>) -> Self {
        Self {
            project: project.into(),
            database: database.into(),
            time_zone: TimeZone::UTC,
            entities: Vec::new(),
            schema: Schema::empty(),
            revisions: Vec::new(),
            draft: Vec::new(),
            left_out: Vec::new(),
            log: Vec::new(),
            diagnostics: Vec::new(),
            trouble: None,
            happened: Vec::new(),
        }
    }
}
