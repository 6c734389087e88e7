//! Statements that change rows.

use sqlparser::ast::{
    Assignment, AssignmentTarget, ConflictTarget, Delete, FromTable, Ident, Insert, ObjectName, OnConflict,
    OnConflictAction, OnInsert, SelectItem, Statement, TableFactor, TableObject, TableWithJoins, Update,
    UpdateTableFromKind,
};

use super::walk::Walk;
use super::{Refusal, Writable};

impl<'l> Walk<'l> {
    pub(super) fn statement(&mut self, statement: &Statement) -> Result<(), Refusal> {
        match statement {
            Statement::Insert(insert) => self.insert(insert),
            Statement::Update(update) => self.update(update),
            Statement::Delete(delete) => self.delete(delete),
            // `WITH … UPDATE …`
            Statement::Query(query) => self.changing_query(query),
            other => Err(Refusal::Statement {
                word: first_words(other),
            }),
        }
    }

    fn insert(&mut self, insert: &Insert) -> Result<(), Refusal> {
        let Insert {
            insert_token: _,
            optimizer_hints,
            or,
            ignore,
            into: _,
            table,
            table_alias,
            columns,
            overwrite,
            source,
            assignments,
            partitioned,
            after_columns,
            has_table_keyword,
            on,
            returning,
            output,
            replace_into,
            priority,
            insert_alias,
            settings,
            format_clause,
            multi_table_insert_type,
            multi_table_into_clauses,
            multi_table_when_clauses,
            multi_table_else_clause,
        } = insert;
        if *replace_into || or.is_some() {
            return Err(Refusal::construct(
                "`INSERT OR …` or `REPLACE`, which removes or passes over rows in silence,",
            ));
        }
        let foreign = *ignore
            || *overwrite
            || *has_table_keyword
            || !optimizer_hints.is_empty()
            || !assignments.is_empty()
            || partitioned.is_some()
            || !after_columns.is_empty()
            || output.is_some()
            || priority.is_some()
            || insert_alias.is_some()
            || settings.is_some()
            || format_clause.is_some()
            || multi_table_insert_type.is_some()
            || !multi_table_into_clauses.is_empty()
            || !multi_table_when_clauses.is_empty()
            || multi_table_else_clause.is_some();
        if foreign {
            return Err(Refusal::construct("`INSERT` in the form of another database"));
        }
        let TableObject::TableName(name) = table else {
            return Err(Refusal::construct("`INSERT` into something that is no table"));
        };
        let writable = self.write_table(name)?;
        if !writable.insert {
            return Err(Refusal::Rows {
                name: name.to_string(),
                done: "added",
            });
        }
        if columns.is_empty() {
            return Err(Refusal::construct("`INSERT` without the names of the columns"));
        }
        if let Some(alias) = table_alias {
            self.qualifier(&alias.alias);
        }
        for column in columns {
            let column = self.single(column)?;
            self.use_column(column)?;
        }
        match source {
            Some(query) => self.read_query(query)?,
            None => return Err(Refusal::construct("`INSERT` without rows")),
        }
        match on {
            None => {}
            Some(OnInsert::OnConflict(conflict)) => self.conflict(name, writable, conflict)?,
            Some(_) => return Err(Refusal::construct("`ON DUPLICATE KEY`")),
        }
        self.returning(returning.as_deref())
    }

    fn conflict(
        &mut self,
        table: &ObjectName,
        writable: &Writable,
        conflict: &OnConflict,
    ) -> Result<(), Refusal> {
        let OnConflict {
            conflict_target,
            action,
        } = conflict;
        match conflict_target {
            None => {}
            Some(ConflictTarget::Columns(columns)) => {
                for column in columns {
                    self.use_column(column)?;
                }
            }
            Some(ConflictTarget::OnConstraint(_)) => {
                return Err(Refusal::construct("`ON CONFLICT ON CONSTRAINT`"));
            }
        }
        if let OnConflictAction::DoUpdate(update) = action {
            self.qualifier(&Ident::new("excluded"));
            self.assignments(table, writable, &update.assignments)?;
            self.optional(update.selection.as_ref())?;
        }
        Ok(())
    }

    fn update(&mut self, update: &Update) -> Result<(), Refusal> {
        let Update {
            update_token: _,
            optimizer_hints,
            table,
            assignments,
            from,
            selection,
            returning,
            output,
            or,
            order_by,
            limit,
        } = update;
        if or.is_some() {
            return Err(Refusal::construct(
                "`UPDATE OR …`, which removes or passes over rows in silence,",
            ));
        }
        if !optimizer_hints.is_empty() || output.is_some() || !order_by.is_empty() || limit.is_some() {
            return Err(Refusal::construct("`UPDATE` in the form of another database"));
        }
        let name = self.target(table)?;
        let writable = self.write_table(name)?;
        match from {
            None => {}
            Some(UpdateTableFromKind::AfterSet(tables)) => self.tables(tables)?,
            Some(UpdateTableFromKind::BeforeSet(_)) => {
                return Err(Refusal::construct("`FROM` before `SET`"));
            }
        }
        self.assignments(name, writable, assignments)?;
        self.optional(selection.as_ref())?;
        self.returning(returning.as_deref())
    }

    fn delete(&mut self, delete: &Delete) -> Result<(), Refusal> {
        let Delete {
            delete_token: _,
            optimizer_hints,
            tables,
            from,
            using,
            selection,
            returning,
            output,
            order_by,
            limit,
        } = delete;
        if !optimizer_hints.is_empty()
            || !tables.is_empty()
            || output.is_some()
            || !order_by.is_empty()
            || limit.is_some()
        {
            return Err(Refusal::construct("`DELETE` in the form of another database"));
        }
        let FromTable::WithFromKeyword(from) = from else {
            return Err(Refusal::construct("`DELETE` without `FROM`"));
        };
        let [table] = from.as_slice() else {
            return Err(Refusal::construct("`DELETE` from several tables"));
        };
        let name = self.target(table)?;
        if !self.write_table(name)?.delete {
            return Err(Refusal::Rows {
                name: name.to_string(),
                done: "removed",
            });
        }
        self.tables(using.as_deref().unwrap_or_default())?;
        if selection.is_none() {
            return Err(Refusal::construct("`DELETE` without `WHERE`"));
        }
        self.optional(selection.as_ref())?;
        self.returning(returning.as_deref())
    }

    /// The one table that is changed.
    fn target<'a>(&mut self, table: &'a TableWithJoins) -> Result<&'a ObjectName, Refusal> {
        let TableWithJoins { relation, joins } = table;
        if !joins.is_empty() {
            return Err(Refusal::construct("a change of joined tables"));
        }
        self.table_factor(relation)?;
        match relation {
            TableFactor::Table { name, .. } => Ok(name),
            _ => Err(Refusal::construct("a change of something that is no table")),
        }
    }

    fn write_table(&mut self, name: &ObjectName) -> Result<&'l Writable, Refusal> {
        let part = self.single(name)?;
        let compared = self.compared(part);
        let own = self.own_tables.contains(&compared);
        self.read_table(name)?;
        match self.limits.writable.get(&compared) {
            Some(writable) if !own => Ok(writable),
            _ => Err(Refusal::ReadOnlyTable {
                name: part.value.clone(),
            }),
        }
    }

    fn assignments(
        &mut self,
        table: &ObjectName,
        writable: &Writable,
        assignments: &[Assignment],
    ) -> Result<(), Refusal> {
        for Assignment { target, value } in assignments {
            let columns = match target {
                AssignmentTarget::ColumnName(column) => std::slice::from_ref(column),
                AssignmentTarget::Tuple(columns) => columns.as_slice(),
            };
            for column in columns {
                let column = self.single(column)?;
                let compared = self.compared(column);
                let is_writable = writable.columns.iter().any(|known| {
                    super::words::compared(self.limits.dialect, known.as_str(), true) == compared
                });
                if !is_writable {
                    return Err(Refusal::ColumnWrite {
                        table: table.to_string(),
                        column: column.value.clone(),
                    });
                }
            }
            self.expression(value)?;
        }
        Ok(())
    }

    fn returning(&mut self, items: Option<&[SelectItem]>) -> Result<(), Refusal> {
        items
            .unwrap_or_default()
            .iter()
            .try_for_each(|item| self.select_item(item))
    }
}

/// How a statement begins: up to two words.
fn first_words(statement: &Statement) -> String {
    let text = statement.to_string();
    let words: Vec<&str> = text.split_whitespace().take(2).collect();
    words.join(" ")
}
