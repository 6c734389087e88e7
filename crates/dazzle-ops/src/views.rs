//! How the queries of views follow when a table or column gets another name.
//!
//! A query is a text, and a name in it may mean several things. So a name is replaced only where it can mean one
//! thing; any other query is left as it is. The difference of two schemas never depends on it: it drops a view
//! before anything that the view speaks of changes, and makes it again at the end.

use dazzle_schema::sql_tokens::{self, Mentions};
use dazzle_schema::{Name, Schema, View};

/// To be called while the table is still called `from`. A query follows if it does not speak of `to` yet and no
/// table that it speaks of has a column called `from`.
pub fn follow_table(schema: &mut Schema, from: &Name, to: &Name) {
    follow(schema, from, to, |schema, mentioned| {
        mentioned_tables(schema, mentioned).all(|table| !has_column(table, from))
    });
}

/// To be called while the column of `owner` is still called `from`. A query follows if it speaks of `owner`, does
/// not speak of `to` yet, and neither another table that it speaks of has a column `from` nor is called so; what
/// columns another view has is not known, so a query that speaks of one does not follow.
pub fn follow_column(schema: &mut Schema, owner: &Name, from: &Name, to: &Name) {
    follow(schema, from, to, |schema, mentioned| {
        mentioned.has(owner.as_str())
            && !schema.views().any(|view| mentioned.has(view.name.as_str()))
            && schema.table(from).is_none()
            && mentioned_tables(schema, mentioned)
                .filter(|table| table.name != *owner)
                .all(|table| !has_column(table, from))
    });
}

fn follow(schema: &mut Schema, from: &Name, to: &Name, is_safe: impl Fn(&Schema, &Mentions) -> bool) {
    let following: Vec<View> = schema
        .views()
        .filter(|view| {
            let mentioned = view.mentioned();
            mentioned.has(from.as_str()) && !mentioned.has(to.as_str()) && is_safe(schema, &mentioned)
        })
        .map(|view| View {
            query: view
                .query
                .map(|text| sql_tokens::rename(text, from.as_str(), to.as_str())),
            ..view.clone()
        })
        .collect();
    for view in following {
        schema.insert_view(view);
    }
}

fn mentioned_tables<'a>(
    schema: &'a Schema,
    mentioned: &'a Mentions,
) -> impl Iterator<Item = &'a dazzle_schema::Table> {
    schema.tables().filter(|table| mentioned.has(table.name.as_str()))
}

fn has_column(table: &dazzle_schema::Table, name: &Name) -> bool {
    table
        .columns
        .keys()
        .any(|column| column.as_str().eq_ignore_ascii_case(name.as_str()))
}
