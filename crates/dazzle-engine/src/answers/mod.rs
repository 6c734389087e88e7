//! What a person answered to what two schemas cannot tell: on the command line, in a file, or when asked.

mod answer;
mod file;
mod open;

use dazzle_diff::{Decisions, NotRenamed};
use dazzle_schema::{Name, Schema};

pub use answer::{AnswerParseError, NoRename, Rename};
pub use file::AnswersFileError;
pub use open::{OpenQuestion, WrittenAnswer};

use crate::EngineError;

/// Answers of a person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers {
    /// What was renamed.
    pub renames: Vec<Rename>,
    /// What was not.
    pub not_renamed: Vec<NoRename>,
}

impl Answers {
    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.renames.is_empty() && self.not_renamed.is_empty()
    }

    /// Adds them to `decisions`, those of the DSL perhaps, and gives the renames among them by themselves. `from` and
    /// `to` are the two ends.
    ///
    /// # Errors
    /// When the table of a column is not at both ends, or an answer contradicts another or the DSL: nothing is to be
    /// passed over that a person said.
    pub fn add_to(
        &self,
        decisions: &mut Decisions,
        from: &Schema,
        to: &Schema,
    ) -> Result<Decisions, EngineError> {
        let mut given = Decisions::default();
        for rename in &self.renames {
            if let Rename::Table(it) = rename {
                given.table_renames.push(it.clone());
                if !decisions.table_renames.contains(it) {
                    decisions.table_renames.push(it.clone());
                }
            }
        }
        for rename in &self.renames {
            if let Rename::Column(it) = rename {
                let mut it = it.clone();
                it.table = settled(decisions, &it.table, to);
                let what = format!(
                    "column `{}` is said to have become `{}`.`{}`",
                    it.from, it.table, it.to
                );
                both_ends(decisions, &it.table, &what, from, to)?;
                given.column_renames.push(it.clone());
                if !decisions.column_renames.contains(&it) {
                    decisions.column_renames.push(it);
                }
            }
        }
        for NoRename(it) in &self.not_renamed {
            let mut it = it.clone();
            if let NotRenamed::Column { table, from: old, .. } = &mut it {
                *table = settled(decisions, table, to);
                let what = format!("column `{old}` of `{table}` is said not to have been renamed");
                both_ends(decisions, table, &what, from, to)?;
            }
            if let Some(said) = contradiction(&it, decisions, from) {
                return Err(EngineError::Refused {
                    reason: format!(
                        "`{}` is said not to have been renamed, and `{said}` says that it was",
                        NoRename(it)
                    ),
                    hint:
                        "take one of the two back: the flag, the line of the file of decisions, or the `was:`"
                            .to_owned(),
                });
            }
            decisions.not_renamed.push(it);
        }
        Ok(given)
    }
}

/// The table's name at the second end, also where a person gave the one at the first.
fn settled(decisions: &Decisions, table: &Name, to: &Schema) -> Name {
    let renamed = || decisions.table_renames.iter().find(|it| it.from == *table);
    match to.table(table) {
        Some(_) => table.clone(),
        None => renamed().map_or_else(|| table.clone(), |it| it.to.clone()),
    }
}

fn both_ends(
    decisions: &Decisions,
    table: &Name,
    what: &str,
    from: &Schema,
    to: &Schema,
) -> Result<(), EngineError> {
    let renamed = decisions.table_renames.iter().find(|it| it.to == *table);
    let before = renamed.map_or(table, |it| &it.from);
    // A rename that is done already may stay in a file of decisions.
    let is_before = from.table(before).is_some() || from.table(table).is_some();
    for (end, is_there, name) in [
        ("first", is_before, before),
        ("second", to.table(table).is_some(), table),
    ] {
        if !is_there {
            return Err(EngineError::Refused {
                reason: format!("{what}, but the {end} end has no table `{name}`"),
                hint: "where its table was renamed, too, say so with `--rename OLD=NEW`".to_owned(),
            });
        }
    }
    Ok(())
}

/// The rename in `decisions` that says what `answer` denies, and is not done yet in `before`.
fn contradiction(answer: &NotRenamed, decisions: &Decisions, before: &Schema) -> Option<Rename> {
    let is_meant = |wanted: &Option<Name>, to: &Name| wanted.as_ref().is_none_or(|it| it == to);
    match answer {
        NotRenamed::Table { from, to } => decisions
            .table_renames
            .iter()
            .filter(|it| before.table(&it.to).is_none())
            .find(|it| it.from == *from && is_meant(to, &it.to))
            .map(|it| Rename::Table(it.clone())),
        NotRenamed::Column { table, from, to } => {
            let renamed = decisions.table_renames.iter().find(|it| it.to == *table);
            let old_table = before.table(renamed.map_or(table, |it| &it.from));
            let is_open = |to: &Name| old_table.is_none_or(|table| table.column(to).is_none());
            decisions
                .column_renames
                .iter()
                .filter(|it| is_open(&it.to))
                .find(|it| it.table == *table && it.from == *from && is_meant(to, &it.to))
                .map(|it| Rename::Column(it.clone()))
        }
    }
}
