//! A question with its possible answers, in the words in which they are given.

use dazzle_diff::{ColumnRename, NotRenamed, Question, TableRename};

use super::{NoRename, Rename};
use crate::ProjectModel;

/// A question that nobody answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenQuestion {
    /// What is asked.
    pub question: Question,
    /// How the DSL would say yes; none where it cannot, or where no DSL is compared.
    pub written: Option<WrittenAnswer>,
}

/// A line of DSL that says that something was renamed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenAnswer {
    /// The file, relative to the project.
    pub path: String,
    /// The line, from 1: the one to change, or the one behind which to put a new one.
    pub line: usize,
    /// Whether the text is a new line.
    pub is_new_line: bool,
    /// The line as it is to be.
    pub text: String,
}

impl OpenQuestion {
    /// The question, with the line of `model` that would answer it.
    #[must_use]
    pub fn of(question: Question, model: &ProjectModel) -> Self {
        let hints = &model.projection.hints;
        let fix = match &question {
            Question::ColumnRename { table, from, to, .. } => hints.was_of_column(table, to, from),
            Question::TableRename { from, to, .. } => hints.was_of_table(to, from, &model.files),
        };
        let written = fix.and_then(|fix| {
            let file = model.files.get(fix.span.file)?;
            let start = file.text.get(..fix.span.start)?;
            let line = start.matches('\n').count() + 1;
            if let Some(text) = fix.replacement.strip_prefix('\n') {
                return Some(WrittenAnswer {
                    path: file.path.clone(),
                    line,
                    is_new_line: true,
                    text: text.to_owned(),
                });
            }
            let head = start.rsplit('\n').next().unwrap_or_default();
            let tail = file.text.get(fix.span.end..)?.lines().next().unwrap_or_default();
            Some(WrittenAnswer {
                path: file.path.clone(),
                line,
                is_new_line: false,
                text: format!("{head}{}{tail}", fix.replacement),
            })
        });
        Self { question, written }
    }

    /// The answer yes.
    #[must_use]
    pub fn yes(&self) -> Rename {
        match &self.question {
            Question::ColumnRename { table, from, to, .. } => Rename::Column(ColumnRename {
                table: table.clone(),
                from: from.clone(),
                to: to.clone(),
            }),
            Question::TableRename { from, to, .. } => Rename::Table(TableRename {
                from: from.clone(),
                to: to.clone(),
            }),
        }
    }

    /// The answer no.
    #[must_use]
    pub fn no(&self) -> NoRename {
        NoRename(match &self.question {
            Question::ColumnRename { table, from, to, .. } => NotRenamed::Column {
                table: table.clone(),
                from: from.clone(),
                to: Some(to.clone()),
            },
            Question::TableRename { from, to, .. } => NotRenamed::Table {
                from: from.clone(),
                to: Some(to.clone()),
            },
        })
    }

    /// The answer that it was renamed to nothing.
    #[must_use]
    pub fn none(&self) -> NoRename {
        NoRename(match self.no().0 {
            NotRenamed::Column { table, from, .. } => NotRenamed::Column {
                table,
                from,
                to: None,
            },
            NotRenamed::Table { from, .. } => NotRenamed::Table { from, to: None },
        })
    }
}
