//! Views.

use dazzle_schema::{Name, Schema, View};

use super::defaults::postgresql_only;
use super::findings::{Findings, Place};
use super::properties::kind_in_sql;
use super::raw::Relation;
use crate::inspection::{Unmodelled, UnmodelledKind};
use crate::quote::quote_identifier;

/// Adds a view to the schema, or reports one that is materialized or whose name the model cannot hold.
pub fn view(relation: &Relation<'_>, schema: &mut Schema, findings: &mut Findings) {
    let query = relation.view_query.unwrap_or_default().trim();
    let query = query.strip_suffix(';').unwrap_or(query);
    if relation.kind == 'v'
        && let Ok(name) = Name::new(relation.name)
    {
        schema.insert_view(View {
            name,
            // The server's text gives each column its name.
            columns: Vec::new(),
            query: postgresql_only(query),
        });
        return;
    }
    let named = format!(
        "{} {}",
        kind_in_sql(relation.kind),
        quote_identifier(relation.name)
    );
    let make = format!("CREATE {named} AS {query}");
    let unmodelled = Unmodelled {
        kind: UnmodelledKind::View,
        table: None,
        name: relation.name.to_owned(),
        description: make.clone(),
        make: Some(make),
        unmake: Some(format!("DROP {named}")),
    };
    findings.add_object(Place::relation(relation.oid), named, 0, unmodelled);
}
