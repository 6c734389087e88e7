//! What the walks over the tree share: names, and what was found of them.

use std::collections::BTreeSet;

use sqlparser::ast::{Ident, ObjectName, ObjectNamePart, Statement, TableAlias};

use super::{Limits, Refusal, words};

/// One walk over one statement.
pub(super) struct Walk<'l> {
    pub(super) limits: &'l Limits,
    /// Names that the statement itself gives to tables.
    pub(super) own_tables: BTreeSet<String>,
    /// Names that it gives to columns, and those of the tables that it reads.
    columns: BTreeSet<String>,
    /// Names of tables and their aliases, in front of a column's.
    qualifiers: BTreeSet<String>,
    /// Names that were used and must turn out to be columns, as compared and as written.
    used: Vec<(String, String)>,
    /// Names that were used in front of a column's.
    used_qualifiers: Vec<(String, String)>,
}

impl<'l> Walk<'l> {
    pub(super) fn new(limits: &'l Limits) -> Self {
        let row_numbers = words::row_numbers(limits.dialect);
        Self {
            limits,
            own_tables: BTreeSet::new(),
            columns: row_numbers.iter().map(|it| (*it).to_owned()).collect(),
            qualifiers: BTreeSet::new(),
            used: Vec::new(),
            used_qualifiers: Vec::new(),
        }
    }

    /// Checks a statement that changes rows.
    pub(super) fn whole_statement(mut self, statement: &Statement) -> Result<(), Refusal> {
        self.statement(statement)?;
        self.known_names()
    }

    /// Checks a query.
    pub(super) fn whole_query(mut self, statement: &Statement) -> Result<(), Refusal> {
        let Statement::Query(query) = statement else {
            return Err(Refusal::NotOneQuery);
        };
        self.read_query(query)?;
        self.known_names()
    }

    /// Checks an expression over the columns of all tables that may be read.
    pub(super) fn whole_expression(mut self, expression: &sqlparser::ast::Expr) -> Result<(), Refusal> {
        for (table, columns) in &self.limits.readable {
            self.qualifiers.insert(table.clone());
            self.columns.extend(columns.iter().cloned());
        }
        self.expression(expression)?;
        self.known_names()
    }

    pub(super) fn compared(&self, name: &Ident) -> String {
        words::compared(self.limits.dialect, &name.value, name.quote_style.is_some())
    }

    /// The one part of a name. A name of several parts would reach into other schemas and databases.
    pub(super) fn single<'a>(&self, name: &'a ObjectName) -> Result<&'a Ident, Refusal> {
        match name.0.as_slice() {
            [ObjectNamePart::Identifier(part)] => Ok(part),
            _ => Err(Refusal::Table {
                name: name.to_string(),
                hint: Some("write its name alone, without schema or database".to_owned()),
            }),
        }
    }

    /// Takes a table that is read, or one of the statement's own.
    pub(super) fn read_table(&mut self, name: &ObjectName) -> Result<(), Refusal> {
        let part = self.single(name)?;
        let compared = self.compared(part);
        if self.own_tables.contains(&compared) {
            self.qualifiers.insert(compared);
            return Ok(());
        }
        let Some(columns) = self.limits.readable.get(&compared) else {
            return Err(self.unknown_table(part, &compared));
        };
        self.columns.extend(columns.iter().cloned());
        self.qualifiers.insert(compared);
        Ok(())
    }

    fn unknown_table(&self, part: &Ident, compared: &str) -> Refusal {
        let hint = self
            .limits
            .readable
            .keys()
            .find(|known| known.to_lowercase() == compared.to_lowercase())
            .map(|known| format!("write `\"{known}\"`, in double quotes"));
        Refusal::Table {
            name: part.value.clone(),
            hint,
        }
    }

    /// Takes the other name of a table, and of its columns.
    pub(super) fn table_alias(&mut self, alias: Option<&TableAlias>) -> Result<(), Refusal> {
        let Some(TableAlias {
            explicit: _,
            name,
            columns,
            at,
        }) = alias
        else {
            return Ok(());
        };
        if at.is_some() {
            return Err(Refusal::construct("`AT` behind a table"));
        }
        let name = self.compared(name);
        self.qualifiers.insert(name);
        for column in columns {
            if column.data_type.is_some() {
                return Err(Refusal::construct("a type in the alias of a table"));
            }
            self.own_column(&column.name);
        }
        Ok(())
    }

    /// Takes a name that the statement gives to a column.
    pub(super) fn own_column(&mut self, name: &Ident) {
        let compared = self.compared(name);
        self.columns.insert(compared);
    }

    /// Takes a name that is put in front of columns.
    pub(super) fn qualifier(&mut self, name: &Ident) {
        let compared = self.compared(name);
        self.qualifiers.insert(compared);
    }

    /// Takes a name that is used as a column.
    pub(super) fn use_column(&mut self, name: &Ident) -> Result<(), Refusal> {
        let compared = self.compared(name);
        if name.quote_style.is_none() && words::is_session_word(&compared) {
            return Err(Refusal::Function {
                name: name.value.clone(),
                dialect: self.limits.dialect.as_str(),
            });
        }
        self.used.push((compared, name.value.clone()));
        Ok(())
    }

    /// Takes a name that is used in front of a column's.
    pub(super) fn use_qualifier(&mut self, name: &Ident) {
        let compared = self.compared(name);
        self.used_qualifiers.push((compared, name.value.clone()));
    }

    /// Whether every name that was used is known. In PostgreSQL `t.f` may call the function `f`; in SQLite an unknown
    /// name in double quotes is a text.
    fn known_names(&self) -> Result<(), Refusal> {
        let unknown = |used: &[(String, String)], known: &BTreeSet<String>| {
            used.iter()
                .find(|(compared, _)| !known.contains(compared))
                .map(|(_, name)| name.clone())
        };
        match unknown(&self.used, &self.columns).or_else(|| unknown(&self.used_qualifiers, &self.qualifiers))
        {
            None => Ok(()),
            Some(name) => Err(Refusal::UnknownName { name }),
        }
    }
}
