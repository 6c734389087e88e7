//! What two schemas cannot tell.

use dazzle_schema::{Name, Table};

use crate::compare::TableChange;
use crate::decisions::{Decisions, NotRenamed};
use crate::likeness::{Likeness, of_columns, of_tables};

/// A drop and an add that look like one rename. The operations of the diff do the drop and the add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Was the column renamed?
    ColumnRename {
        /// The table's name in the next schema.
        table: Name,
        /// The column that goes.
        from: Name,
        /// The column that comes.
        to: Name,
        /// How much speaks for a rename, and what.
        likeness: Likeness,
    },
    /// Was the table renamed?
    TableRename {
        /// The table that goes.
        from: Name,
        /// The table that comes.
        to: Name,
        /// How much speaks for a rename, and what.
        likeness: Likeness,
    },
}

impl Question {
    /// How much speaks for a rename, and what.
    #[must_use]
    pub const fn likeness(&self) -> &Likeness {
        match self {
            Self::ColumnRename { likeness, .. } | Self::TableRename { likeness, .. } => likeness,
        }
    }

    /// Whether both are about the same thing that goes.
    #[must_use]
    pub fn is_about_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::ColumnRename { table, from, .. },
                Self::ColumnRename {
                    table: other_table,
                    from: other,
                    ..
                },
            ) => table == other_table && from == other,
            (Self::TableRename { from, .. }, Self::TableRename { from: other, .. }) => from == other,
            _ => false,
        }
    }

    /// The same question about the way back; `table_before` says what a table of the next schema is called in the
    /// previous one.
    #[must_use]
    pub fn turned_round(&self, table_before: impl Fn(&Name) -> Name) -> Self {
        match self.clone() {
            Self::ColumnRename {
                table,
                from,
                to,
                likeness,
            } => Self::ColumnRename {
                table: table_before(&table),
                from: to,
                to: from,
                likeness,
            },
            Self::TableRename { from, to, likeness } => Self::TableRename {
                from: to,
                to: from,
                likeness,
            },
        }
    }

    /// Whether `answer` denies it.
    #[must_use]
    pub fn is_answered_by(&self, answer: &NotRenamed) -> bool {
        match (self, answer) {
            (
                Self::ColumnRename { table, from, to, .. },
                NotRenamed::Column {
                    table: other_table,
                    from: other_from,
                    to: other_to,
                },
            ) => table == other_table && from == other_from && other_to.as_ref().is_none_or(|it| it == to),
            (
                Self::TableRename { from, to, .. },
                NotRenamed::Table {
                    from: other_from,
                    to: other_to,
                },
            ) => from == other_from && other_to.as_ref().is_none_or(|it| it == to),
            _ => false,
        }
    }
}

/// Columns that go and columns that come in one table and look alike.
pub fn about_columns(change: &TableChange<'_>) -> Vec<Question> {
    let mut questions = Vec::new();
    for dropped in &change.dropped_columns {
        for added in &change.added_columns {
            if let Some(likeness) = of_columns((change.previous, dropped), (change.next, added)) {
                questions.push(Question::ColumnRename {
                    table: change.next.name.clone(),
                    from: dropped.name.clone(),
                    to: added.name.clone(),
                    likeness,
                });
            }
        }
    }
    questions
}

/// Tables that go and tables that come and look alike.
pub fn about_tables(dropped: &[&Table], added: &[&Table]) -> Vec<Question> {
    let mut questions = Vec::new();
    for old in dropped {
        for new in added {
            if let Some(likeness) = of_tables(old, new) {
                questions.push(Question::TableRename {
                    from: old.name.clone(),
                    to: new.name.clone(),
                    likeness,
                });
            }
        }
    }
    questions
}

/// The questions that nobody answered: tables before columns, then by what goes, and for each the likeliest first.
pub fn open(mut questions: Vec<Question>, decisions: &Decisions) -> Vec<Question> {
    let answers = &decisions.not_renamed;
    questions.retain(|question| !answers.iter().any(|answer| question.is_answered_by(answer)));
    let key = |question: &Question| {
        let (is_column, table, from, to) = match question {
            Question::TableRename { from, to, .. } => (false, None, from.clone(), to.clone()),
            Question::ColumnRename { table, from, to, .. } => {
                (true, Some(table.clone()), from.clone(), to.clone())
            }
        };
        let unlike = u32::MAX - question.likeness().percent;
        (is_column, table, from, unlike, to)
    };
    questions.sort_by_cached_key(key);
    questions
}
