//! References expanded on request: one statement for each reference field, whatever the number of rows.

use std::collections::{BTreeSet, HashMap};

use super::Call;
use crate::application::Shape;
use crate::database::{Row, StatementBuilder};
use crate::json::write_string;
use crate::problem::Problem;
use crate::render;

/// Rows that others point to, as JSON.
pub(super) struct Expansions {
    fields: Vec<Expansion>,
}

struct Expansion {
    name: String,
    /// Index of the column that points.
    column: usize,
    /// The rows by their key as plain text.
    rows: HashMap<String, String>,
    kind: crate::kind::Kind,
}

/// Reads the rows that `rows` point to through the fields called `names`.
pub(super) async fn expansions(call: &Call, names: &[String], rows: &[Row]) -> Result<Expansions, Problem> {
    let mut fields = Vec::new();
    for name in names {
        let Some(field) = call.resource.field(name) else {
            continue;
        };
        let Shape::Plain(at) = field.shape else {
            continue;
        };
        let target = field
            .reference
            .as_ref()
            .and_then(|target| call.application.resource(target));
        let (Some(target), Some(column)) = (target, call.resource.columns.get(at)) else {
            continue;
        };
        let ids: BTreeSet<String> = rows
            .iter()
            .filter_map(|row| column.kind.plain(row.get(at)?))
            .collect();
        let mut found = HashMap::new();
        if let (false, [key], Some(key_column)) =
            (ids.is_empty(), target.key.as_slice(), target.key_columns().next())
        {
            let database = &call.server.database;
            let dialect = database.dialect();
            let sql = target.sql(dialect);
            let mut builder = StatementBuilder::new(
                dialect,
                format!("SELECT {} FROM {} WHERE ", sql.select_list, sql.table),
            );
            builder.push(&key_column.name.quoted()).push(" IN (");
            let kind = crate::address::comparable(&key_column.kind);
            let mut is_first = true;
            for id in &ids {
                if let Ok(value) = kind.read_plain(id, dialect) {
                    builder.push(if is_first { "" } else { ", " });
                    builder.bind(value, &kind);
                    is_first = false;
                }
            }
            builder.push(")");
            if !is_first {
                let kinds = target.columns.iter().map(|column| &column.kind);
                for row in database.read(builder.finish(), kinds).await? {
                    if let Some(id) = row.get(*key).and_then(|cell| kind.plain(cell)) {
                        found.insert(id, render::row(target, &row));
                    }
                }
            }
        }
        fields.push(Expansion {
            name: name.clone(),
            column: at,
            rows: found,
            kind: column.kind.clone(),
        });
    }
    Ok(Expansions { fields })
}

impl Expansions {
    /// Appends the member `$expanded` of one row, if anything was asked for.
    pub(super) fn write(&self, row: &Row, out: &mut String) {
        if self.fields.is_empty() {
            return;
        }
        out.push_str(",\"$expanded\":{");
        for (at, expansion) in self.fields.iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            write_string(&expansion.name, out);
            out.push(':');
            let document = row
                .get(expansion.column)
                .and_then(|cell| expansion.kind.plain(cell))
                .and_then(|id| expansion.rows.get(&id));
            out.push_str(document.map_or("null", String::as_str));
        }
        out.push('}');
    }
}
