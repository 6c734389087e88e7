//! Changes of one table, gathered: the edited text, what is copied how, and whether `ALTER TABLE` is enough.
//!
//! Each operation edits the text and, as long as every one of them can be done in place, adds a statement to
//! [`Change::in_place`]. The first that cannot makes the whole a rebuild.

use std::collections::BTreeSet;

use dazzle_ops::Operation;
use dazzle_schema::{Check, Column, Dialect, GeneratedStorage, Name, Schema, Table};

use super::create_table_text::{CreateTableText, Wanted, mentions_name};
use super::live::{Live, Made, renamed_index, split_after_on};
use super::types::{declared_type, default_sql, strict_type};
use super::{hazards, render};
use crate::clauses;
use crate::error::Trouble;
use crate::prechecks::as_it_is;
use crate::quote::quote_identifier;
use crate::{Precheck, Step};
use dazzle_ops::Hazard;

const DIALECT: Dialect = Dialect::Sqlite;

/// The changes of one table.
#[derive(Debug)]
pub struct Change {
    /// The table before the first change.
    pub start: Table,
    /// The name as the database has it.
    pub live_name: String,
    pub text: CreateTableText,
    /// The columns that are copied, as the text names them, with the value of each.
    pub copies: Vec<(String, String)>,
    /// The columns that are new or newly computed, with the value that rows get.
    pub added: Vec<(Name, String)>,
    /// Those of them that the database computes.
    pub computed: BTreeSet<Name>,
    /// What the table's indexes will be.
    pub indexes: Vec<Made>,
    /// The statements that do it in place, unless a rebuild is needed.
    pub in_place: Option<Vec<String>>,
    /// Whether a statement in place changes the text of the table.
    pub text_changes_in_place: bool,
    pub operations: Vec<usize>,
    /// Why the table as it is now cannot be; what comes may mend it, as a key does for a numbered column.
    pub unfit: Option<Trouble>,
    summaries: Vec<String>,
    prechecks: Vec<Precheck>,
    hazards: Vec<Hazard>,
}

impl Change {
    /// Begins with the table as it is.
    pub fn open(start: &Table, live: &Live) -> Result<Self, Trouble> {
        let name = &start.name;
        let differs = |difference: String| Trouble::Differs {
            table: name.clone(),
            difference,
        };
        let object = live
            .table(name.as_str())
            .ok_or_else(|| differs("the table is not there".to_owned()))?;
        let text = CreateTableText::parse(object.sql.as_deref().unwrap_or_default())
            .map_err(|error| differs(error.to_string()))?;
        let copies = text
            .stored_columns()
            .into_iter()
            .map(|column| {
                let value = quote_identifier(&column);
                (column, value)
            })
            .collect();
        Ok(Self {
            start: start.clone(),
            live_name: object.name.clone(),
            indexes: live.made("index", name.as_str()),
            text,
            copies,
            added: Vec::new(),
            computed: BTreeSet::new(),
            in_place: Some(Vec::new()),
            text_changes_in_place: false,
            operations: Vec::new(),
            unfit: None,
            summaries: Vec::new(),
            prechecks: Vec::new(),
            hazards: Vec::new(),
        })
    }

    /// Whether the expression of an operation by hand still sees the column as it was.
    pub fn sees_column_as_it_was(&self, column: &Name) -> bool {
        self.copy_of(column)
            .is_some_and(|value| value == as_it_is(column))
    }

    pub(super) fn copy_of(&self, column: &Name) -> Option<String> {
        self.copies
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(column.as_str()))
            .map(|(_, value)| value.clone())
    }

    /// The value that a column will have, in the words of the table as it is.
    pub fn value(&self, column: &Name) -> String {
        self.copy_of(column)
            .or_else(|| {
                self.added
                    .iter()
                    .find(|(name, _)| name == column)
                    .map(|(_, value)| value.clone())
            })
            .unwrap_or_else(|| as_it_is(column))
    }

    /// Whether SQL text that mentions names as `mentions` says means in the table as it is what it will mean: none
    /// of its columns is new or changed.
    pub fn sees(&self, mentions: &dyn Fn(&Name) -> bool) -> bool {
        !self.added.iter().any(|(name, _)| mentions(name))
            && self
                .copies
                .iter()
                .filter(|(name, value)| *value != quote_identifier(name))
                .all(|(name, _)| !Name::new(name).is_ok_and(|name| mentions(&name)))
    }

    fn differs(&self, difference: impl Into<String>) -> Trouble {
        Trouble::Differs {
            table: self.start.name.clone(),
            difference: difference.into(),
        }
    }

    pub(super) fn there(&self, found: bool, what: &str, name: &Name) -> Result<(), Trouble> {
        if found {
            Ok(())
        } else {
            Err(self.differs(format!("it has no {what} `{name}`")))
        }
    }

    fn do_in_place(&mut self, statement: String) {
        if let Some(statements) = &mut self.in_place {
            statements.push(statement);
        }
    }

    pub(super) fn rebuild(&mut self) {
        self.in_place = None;
    }

    /// Takes in `operation`, whose schemas before and after are given. `may_have_rows` is false for a table
    /// that these operations made.
    pub fn add(
        &mut self,
        (index, operation): (usize, &Operation),
        (before, after): (&Schema, &Schema),
        live: &Live,
        may_have_rows: bool,
    ) -> Result<(), Trouble> {
        if may_have_rows {
            let prechecks = self.prechecks_of(operation)?;
            self.prechecks.extend(prechecks);
        }
        let mut found = operation.hazards(before);
        found.extend(hazards::hazards(operation));
        found.retain(|hazard| may_have_rows || hazard.code.loses_data());
        self.hazards.extend(found);
        self.operations.push(index);
        self.summaries.push(operation.summary());

        let name = self.start.name.clone();
        let table = |schema: &Schema| schema.table(&name).cloned().unwrap_or_else(|| self.start.clone());
        let (before, after) = (table(before), table(after));
        self.edit(operation, &before, &after, live)?;
        self.declare_again(&before, &after);
        self.unfit = after
            .columns
            .values()
            .find_map(|column| render::numbering_fits(&after, column).err());
        Ok(())
    }

    /// Only keys and numbering change how another column is declared.
    fn declare_again(&mut self, before: &Table, after: &Table) {
        for (name, column) in &after.columns {
            let Some(previous) = before.columns.get(name) else {
                continue;
            };
            let declared = declared_type(after, column);
            if declared != declared_type(before, previous) && previous.column_type == column.column_type {
                let declared = self.declared(declared);
                self.rebuild();
                self.text.set_type(name.as_str(), &declared);
            }
        }
    }

    pub(super) fn declared(&self, declared: String) -> String {
        if self.text.is_strict() {
            strict_type(&declared)
        } else {
            declared
        }
    }

    /// The operations that keep to one table; the others never come here.
    fn edit(
        &mut self,
        operation: &Operation,
        before: &Table,
        after: &Table,
        live: &Live,
    ) -> Result<(), Trouble> {
        match operation {
            Operation::AddColumn(it) => self.add_column(&it.column, after),
            Operation::DropColumn(it) => self.drop_column(&it.column.name, live),
            Operation::AlterColumn(it) => self.alter_column(it, after),
            Operation::AddPrimaryKey(it) => self.add_constraint(&clauses::primary_key(&it.primary_key)),
            Operation::DropPrimaryKey(it) => {
                self.drop_constraint(
                    &Wanted::PrimaryKey(&it.primary_key),
                    "primary key",
                    &it.primary_key.name,
                )?;
                // That they are required may have been said by the key alone, or not at all.
                for column in &it.primary_key.columns {
                    if after.column(column).is_some_and(|column| !column.nullable) {
                        self.text.set_not_null(column.as_str(), true);
                    }
                }
                Ok(())
            }
            Operation::AddForeignKey(it) => self.add_constraint(&clauses::foreign_key(&it.foreign_key)),
            Operation::DropForeignKey(it) => self.drop_constraint(
                &Wanted::ForeignKey(&it.foreign_key),
                "foreign key",
                &it.foreign_key.name,
            ),
            Operation::AddUnique(it) => {
                let clause = clauses::unique(&it.unique, DIALECT)?;
                self.add_constraint(&clause)
            }
            Operation::DropUnique(it) => {
                self.drop_constraint(&Wanted::Unique(&it.unique), "unique constraint", &it.unique.name)
            }
            Operation::AddCheck(it) => {
                let clause = clauses::check(&it.check, DIALECT)?;
                self.add_constraint(&clause)
            }
            Operation::DropCheck(it) => {
                // A check that has no text for SQLite cannot have been made here, but it may have a name.
                let condition = clauses::check_condition(&it.check, DIALECT).unwrap_or_default();
                self.drop_constraint(
                    &Wanted::Check(it.check.name.as_str(), &condition),
                    "check",
                    &it.check.name,
                )
            }
            Operation::RenameConstraint(it) => self.rename_constraint(&it.from, &it.to, before),
            Operation::CreateIndex(it) => {
                let sql = clauses::create_index(&self.live_name, &it.index, DIALECT)?;
                self.do_in_place(sql.clone());
                self.indexes.push(Made {
                    name: it.index.name.to_string(),
                    sql,
                });
                Ok(())
            }
            Operation::DropIndex(it) => {
                self.take_index(&it.index.name)?;
                self.do_in_place(render::drop_index(it.index.name.as_str()));
                Ok(())
            }
            Operation::RenameIndex(it) => {
                let index = self.take_index(&it.from)?;
                let sql = renamed_index(&index.sql, it.to.as_str())
                    .ok_or_else(|| self.differs(format!("the text of index `{}` cannot be read", it.from)))?;
                self.do_in_place(render::drop_index(it.from.as_str()));
                self.do_in_place(sql.clone());
                self.indexes.push(Made {
                    name: it.to.to_string(),
                    sql,
                });
                Ok(())
            }
            Operation::CreateTable(_)
            | Operation::DropTable(_)
            | Operation::RenameTable(_)
            | Operation::SetTableComment(_)
            | Operation::CreateView(_)
            | Operation::DropView(_)
            | Operation::RenameColumn(_)
            | Operation::Execute(_)
            | Operation::DataMigration(_) => Ok(()),
        }
    }

    fn take_index(&mut self, name: &Name) -> Result<Made, Trouble> {
        let at = self
            .indexes
            .iter()
            .position(|index| index.name.eq_ignore_ascii_case(name.as_str()));
        match at {
            Some(at) => Ok(self.indexes.remove(at)),
            None => Err(self.differs(format!("it has no index `{name}`"))),
        }
    }

    fn add_column(&mut self, column: &Column, after: &Table) -> Result<(), Trouble> {
        let declared = self.declared(declared_type(after, column));
        let definition = render::column_definition(column, &declared)?;
        let default = column.default.as_ref().and_then(default_sql);
        // What is not a literal has no value for the rows that exist, in place; nor has a value that is kept.
        let in_place = match (&column.generated, &column.default) {
            (Some(rule), _) => rule.storage == GeneratedStorage::Virtual,
            (None, None) => column.nullable,
            (None, Some(default)) => default.is_literal(),
        };
        if in_place {
            let statement = render::alter_table(&self.live_name, &format!("ADD COLUMN {definition}"));
            self.do_in_place(statement);
            self.text_changes_in_place = true;
        } else {
            self.rebuild();
        }
        self.text.add_column(&definition);
        // A bare number would be taken for the position of a column in GROUP BY.
        let value = match &column.generated {
            Some(rule) => {
                self.computed.insert(column.name.clone());
                format!("({})", clauses::computation(&column.name, rule, DIALECT)?)
            }
            None => default.map_or_else(|| "NULL".to_owned(), |default| format!("ifnull({default}, NULL)")),
        };
        self.added.push((column.name.clone(), value));
        Ok(())
    }

    fn drop_column(&mut self, column: &Name, live: &Live) -> Result<(), Trouble> {
        let name = column.as_str();
        let index = self
            .indexes
            .iter()
            .find(|index| mentions_name(split_after_on(&index.sql).1, name));
        if let Some(index) = index {
            return Err(self.differs(format!("index `{}` uses column `{column}`", index.name)));
        }
        if let Some(user) = self.text.user_of(name) {
            return Err(self.differs(format!("`{user}` uses column `{column}`")));
        }
        if let Some(reader) = live.reads_as_text(&self.live_name, name) {
            let (kind, reader) = (&reader.kind, &reader.name);
            return Err(Trouble::Unsupported {
                reason: format!(
                    "{kind} `{reader}` reads `{column}`, and SQLite would take the name for a text once the column is \
                     gone"
                ),
                instead: format!("drop the {kind} before, and create it again after without the column"),
            });
        }
        let mentioned = ["view", "trigger"]
            .into_iter()
            .any(|kind| live.mentioning(kind, name).next().is_some());
        if self.text.can_drop_in_place(name) && !mentioned {
            let statement = render::alter_table(
                &self.live_name,
                &format!("DROP COLUMN {}", quote_identifier(name)),
            );
            self.do_in_place(statement);
            self.text_changes_in_place = true;
        } else {
            self.rebuild();
        }
        let found = self.text.drop_column(name);
        self.there(found, "column", column)?;
        self.copies.retain(|(held, _)| !held.eq_ignore_ascii_case(name));
        self.added.retain(|(held, _)| held != column);
        self.computed.remove(column);
        Ok(())
    }

    #[allow(
        clippy::unnecessary_wraps,
        reason = "one of the arms of a match that can fail"
    )]
    fn add_constraint(&mut self, clause: &str) -> Result<(), Trouble> {
        self.rebuild();
        self.text.add_constraint(clause);
        Ok(())
    }

    fn drop_constraint(&mut self, wanted: &Wanted<'_>, what: &str, name: &Name) -> Result<(), Trouble> {
        self.rebuild();
        let found = self.text.drop_constraint(wanted);
        self.there(found, what, name)
    }

    fn rename_constraint(&mut self, from: &Name, to: &Name, before: &Table) -> Result<(), Trouble> {
        self.rebuild();
        let condition = |check: &Check| clauses::check_condition(check, DIALECT).unwrap_or_default();
        let found = if let Some(key) = before.primary_key.as_ref().filter(|key| key.name == *from) {
            self.text.rename_constraint(&Wanted::PrimaryKey(key), to.as_str())
        } else if let Some(key) = before.foreign_keys.get(from) {
            self.text.rename_constraint(&Wanted::ForeignKey(key), to.as_str())
        } else if let Some(unique) = before.uniques.get(from) {
            self.text.rename_constraint(&Wanted::Unique(unique), to.as_str())
        } else if let Some(check) = before.checks.get(from) {
            self.text
                .rename_constraint(&Wanted::Check(from.as_str(), &condition(check)), to.as_str())
        } else {
            false
        };
        self.there(found, "constraint", from)
    }

    /// The step, once nothing more comes; `statements` is what it does.
    pub fn into_step(self, statements: Vec<String>) -> Step {
        let mut hazards = self.hazards;
        if self.in_place.is_none() {
            hazards.push(hazards::rebuild(&self.start.name));
        }
        Step {
            operations: self.operations,
            summary: self.summaries.join("; "),
            prechecks: self.prechecks,
            action: crate::Action::Statements(statements),
            hazards,
        }
    }
}
