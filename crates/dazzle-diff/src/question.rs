//! What two schemas cannot tell.

use dazzle_schema::{ColumnType, Name, Table};

use crate::compare::TableChange;

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
        /// What speaks for a rename, in a clause.
        evidence: String,
    },
    /// Was the table renamed?
    TableRename {
        /// The table that goes.
        from: Name,
        /// The table that comes.
        to: Name,
        /// What speaks for a rename, in a clause.
        evidence: String,
    },
}

/// Columns that go and columns of the same kind that come in one table.
pub fn about_columns(change: &TableChange<'_>) -> Vec<Question> {
    let mut questions = Vec::new();
    for dropped in &change.dropped_columns {
        for added in &change.added_columns {
            let same_source = dropped.generated.is_some() == added.generated.is_some();
            if same_source && let Some(evidence) = likeness(&dropped.column_type, &added.column_type) {
                questions.push(Question::ColumnRename {
                    table: change.next.name.clone(),
                    from: dropped.name.clone(),
                    to: added.name.clone(),
                    evidence,
                });
            }
        }
    }
    questions
}

/// What two types have in common that values could move between, in words.
fn likeness(from: &ColumnType, to: &ColumnType) -> Option<String> {
    if from == to {
        Some(format!("both are {to}"))
    } else if from.is_textual() && to.is_textual() {
        Some(format!("{from} and {to} both hold text"))
    } else if from.is_number() && to.is_number() {
        Some(format!("{from} and {to} both hold numbers"))
    } else {
        None
    }
}

/// Tables that go and tables that come and share at least half of their columns.
pub fn about_tables(dropped: &[&Table], added: &[&Table]) -> Vec<Question> {
    let mut questions = Vec::new();
    for old in dropped {
        for new in added {
            let shared = old
                .columns
                .values()
                .filter(|column| {
                    new.columns
                        .get(&column.name)
                        .is_some_and(|other| other.column_type == column.column_type)
                })
                .count();
            let all = old.columns.len().max(new.columns.len());
            if shared * 2 >= all && shared > 1 {
                questions.push(Question::TableRename {
                    from: old.name.clone(),
                    to: new.name.clone(),
                    evidence: format!("they share {shared} of {all} columns"),
                });
            }
        }
    }
    questions
}
