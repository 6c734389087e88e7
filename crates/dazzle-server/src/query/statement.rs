//! The statement of a list.
//!
//! Rows without a value count as the greatest on both dialects, which is PostgreSQL's own order. The page begins where
//! `(a, b, key) > (x, y, z)` in the order asked for, written out, since directions may differ and values be missing.

use dazzle_schema::Dialect;

use super::filter::Test;
use super::{ListQuery, Order, cursor};
use crate::application::{Column, Resource};
use crate::database::{Row, Statement, StatementBuilder};
use crate::kind::{Kind, Value};

impl ListQuery {
    /// The statement for one row more than the page has, which tells whether there is another page.
    pub(crate) fn statement(&self, resource: &Resource, dialect: Dialect) -> Statement {
        let sql = resource.sql(dialect);
        let mut builder =
            StatementBuilder::new(dialect, format!("SELECT {} FROM {}", sql.select_list, sql.table));
        let mut word = " WHERE ";
        let shows_deleted = |at| self.filters.iter().any(|filter| filter.column == at);
        if let Some(at) = resource.deleted_at
            && !shows_deleted(at)
            && let Some(column) = resource.columns.get(at)
        {
            builder.push(word).push(&column.name.quoted()).push(" IS NULL");
            word = " AND ";
        }
        for filter in &self.filters {
            if let Some(column) = resource.columns.get(filter.column) {
                builder.push(word);
                condition(&mut builder, column, &filter.test);
                word = " AND ";
            }
        }
        if let Some(after) = &self.after {
            builder.push(word);
            self.behind(&mut builder, resource, after);
        }
        builder.push(" ORDER BY ");
        for (at, by) in self.order.iter().enumerate() {
            if let Some(column) = resource.columns.get(by.column) {
                builder.push(if at > 0 { ", " } else { "" });
                // With its table, or PostgreSQL takes the output column of that name, which is text.
                builder.push(&sql.table).push(".").push(&column.name.quoted());
                builder.push(if by.descending { " DESC" } else { "" });
                if dialect == Dialect::Sqlite && column.nullable {
                    builder.push(if by.descending {
                        " NULLS FIRST"
                    } else {
                        " NULLS LAST"
                    });
                }
            }
        }
        builder.push(" LIMIT ");
        builder.bind(Value::Int(Some(i64::from(self.limit) + 1)), &Kind::Int(64));
        builder.finish()
    }

    /// The cursor behind `row`.
    pub(crate) fn cursor(&self, resource: &Resource, row: &Row) -> String {
        cursor::write(row, resource, &self.order)
    }

    fn behind(&self, builder: &mut StatementBuilder, resource: &Resource, after: &[Value]) {
        let columns: Vec<(&Order, &Column, &Value)> = self
            .order
            .iter()
            .zip(after)
            .filter_map(|(by, value)| Some((by, resource.columns.get(by.column)?, value)))
            .collect();
        builder.push("(");
        for (at, (by, column, value)) in columns.iter().enumerate() {
            builder.push(if at > 0 { " OR (" } else { "(" });
            for (_, column, value) in columns.iter().take(at) {
                let name = column.name.quoted();
                if value.is_null() {
                    builder.push(&name).push(" IS NULL AND ");
                } else {
                    builder.push(&name).push(" = ");
                    builder.bind((*value).clone(), &column.kind).push(" AND ");
                }
            }
            beyond(builder, by.descending, column, value);
            builder.push(")");
        }
        builder.push(")");
    }
}

/// That the column stands behind `value` in its order.
fn beyond(builder: &mut StatementBuilder, descending: bool, column: &Column, value: &Value) {
    let name = column.name.quoted();
    match (value.is_null(), descending) {
        // Nothing is greater than no value, everything else is less.
        (true, false) => {
            builder.push("FALSE");
        }
        (true, true) => {
            builder.push(&name).push(" IS NOT NULL");
        }
        (false, true) => {
            builder.push(&name).push(" < ");
            builder.bind(value.clone(), &column.kind);
        }
        (false, false) => {
            builder.push("(").push(&name).push(" > ");
            builder.bind(value.clone(), &column.kind);
            if column.nullable {
                builder.push(" OR ").push(&name).push(" IS NULL");
            }
            builder.push(")");
        }
    }
}

fn condition(builder: &mut StatementBuilder, column: &Column, test: &Test) {
    let name = column.name.quoted();
    match test {
        Test::Null(true) => {
            builder.push(&name).push(" IS NULL");
        }
        Test::Null(false) => {
            builder.push(&name).push(" IS NOT NULL");
        }
        Test::Compare(operator, value) => {
            builder.push(&name).push(" ").push(operator).push(" ");
            builder.bind(value.clone(), &column.kind);
        }
        Test::In(values) => {
            builder.push(&name).push(" IN (");
            for (at, value) in values.iter().enumerate() {
                builder.push(if at > 0 { ", " } else { "" });
                builder.bind(value.clone(), &column.kind);
            }
            builder.push(")");
        }
        Test::Contains(value) => {
            let is_postgresql = builder.dialect() == Dialect::Postgresql;
            builder.push(if is_postgresql { "strpos(" } else { "instr(" });
            builder.push(&name).push(", ");
            builder.bind(value.clone(), &column.kind).push(") > 0");
        }
    }
}
