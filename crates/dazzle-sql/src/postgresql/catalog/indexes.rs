//! Indexes that back no constraint, and what all indexes have beside their definition.

use std::collections::BTreeMap;

use dazzle_schema::{Name, Schema};

use super::findings::{Alter, Findings, Place};
use super::index_text;
use super::properties::storage_parameters;
use super::raw::{Oid, Raw, RawIndex, Relation};
use super::scan::without_schema;
use crate::inspection::{Unmodelled, UnmodelledKind};
use crate::quote::quote_identifier;

/// Adds the indexes of all tables; those that the model cannot hold are reported.
pub fn add(raw: &Raw<'_>, modelled: &BTreeMap<Oid, Name>, schema: &mut Schema, findings: &mut Findings) {
    for index in raw.indexes.values() {
        let Some(relation) = raw.relations.get(&index.table) else {
            continue;
        };
        // An index of a partition comes with that of the partitioned table.
        let mut own_definition = false;
        if let Some(definition) = index.definition.filter(|_| !index.is_partition()) {
            let table = modelled
                .get(&relation.oid)
                .and_then(|name| schema.table_mut(name));
            let read = table
                .as_ref()
                .filter(|_| !index.is_invalid())
                .and_then(|table| index_text::index(definition, table));
            match (read, table) {
                (Some(read), Some(table)) => {
                    table.indexes.insert(read.name.clone(), read);
                }
                _ => {
                    report(raw, index, relation, definition, findings);
                    own_definition = true;
                }
            }
        }
        // The text of an index holds its storage parameters.
        let options = if own_definition {
            &[]
        } else {
            index.options.as_slice()
        };
        report_properties(raw, index, relation.name, options, findings);
    }
}

fn report_properties(
    raw: &Raw<'_>,
    index: &RawIndex<'_>,
    table: &str,
    options: &[String],
    findings: &mut Findings,
) {
    let place = Place::relation(index.oid);
    let quoted = quote_identifier(index.name);
    let subject = format!("ALTER INDEX {quoted}");
    storage_parameters(place, index.name, &subject, "", options, findings);
    if let Some(tablespace) = index.tablespace {
        let alter = Alter::new(
            &*subject,
            format!("SET TABLESPACE {}", quote_identifier(tablespace)),
            "SET TABLESPACE pg_default",
        );
        findings.property_of(place, index.name, "tablespace", tablespace, &alter);
    }
    for column in raw.columns_of(index.oid) {
        if let Some(target) = column.odd.as_ref().and_then(|odd| odd.statistics) {
            let alter = Alter::new(
                format!("{subject} ALTER COLUMN {}", column.number),
                format!("SET STATISTICS {target}"),
                "SET STATISTICS -1",
            );
            let name = format!("statistics of column {}", column.number);
            findings.property_of(place, index.name, name, target.to_string(), &alter);
        }
    }
    let alter = format!("ALTER TABLE {}", quote_identifier(table));
    if index.is_clustered() {
        let alter = Alter::new(&*alter, format!("CLUSTER ON {quoted}"), "SET WITHOUT CLUSTER");
        findings.property_of(place, table, "clustered on", index.name, &alter);
    }
    if index.is_replica_identity() {
        let alter = Alter::new(
            alter,
            format!("REPLICA IDENTITY USING INDEX {quoted}"),
            "REPLICA IDENTITY DEFAULT",
        );
        let description = format!("index {}", index.name);
        findings.property_of(place, table, "replica identity", description, &alter);
    }
}

fn report(
    raw: &Raw<'_>,
    index: &RawIndex<'_>,
    relation: &Relation<'_>,
    definition: &str,
    findings: &mut Findings,
) {
    let mut definition = without_schema(definition, raw.quoted_schema);
    // The index of a partitioned table is written as if it were for that table alone.
    if let Some((before, after)) = definition.split_once(" ON ONLY ") {
        definition = format!("{before} ON {after}");
    }
    let place = Place::relation(index.oid);
    // The index of a materialized view is made after it, and indexes are made before views.
    if relation.kind == 'm' && findings.add_part(Place::relation(relation.oid), place, &definition) {
        return;
    }
    let named = format!("INDEX {}", quote_identifier(index.name));
    let unmodelled = Unmodelled {
        kind: UnmodelledKind::Index,
        table: Some(relation.name.to_owned()),
        name: index.name.to_owned(),
        description: if index.is_invalid() {
            format!("{definition} (invalid: a build of it failed or has not ended)")
        } else {
            definition.clone()
        },
        make: (!index.is_invalid()).then_some(definition),
        unmake: Some(format!("DROP {named}")),
    };
    findings.add_object(place, named, 0, unmodelled);
}
