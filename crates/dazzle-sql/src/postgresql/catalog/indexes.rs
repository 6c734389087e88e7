//! Indexes that back no constraint, and what all indexes have beside their definition.

use std::collections::BTreeMap;

use dazzle_schema::{Name, Schema};

use super::findings::{Alter, Findings};
use super::index_text;
use super::properties::storage_parameters;
use super::raw::{Oid, Raw, RawIndex};
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
                    report(raw, index, relation.name, definition, findings);
                    // Its definition holds the rest.
                    place(index, findings);
                    continue;
                }
            }
        }
        let subject = format!("ALTER INDEX {}", quote_identifier(index.name));
        storage_parameters(index.name, &subject, "", &index.options, findings);
        place(index, findings);
        let alter = format!("ALTER TABLE {}", quote_identifier(relation.name));
        if index.is_clustered() {
            findings.property(
                relation.name,
                "clustered on",
                index.name,
                &Alter::new(
                    alter.clone(),
                    format!("CLUSTER ON {}", quote_identifier(index.name)),
                    "SET WITHOUT CLUSTER",
                ),
            );
        }
        if index.is_replica_identity() {
            findings.property(
                relation.name,
                "replica identity",
                format!("index {}", index.name),
                &Alter::new(
                    alter,
                    format!("REPLICA IDENTITY USING INDEX {}", quote_identifier(index.name)),
                    "REPLICA IDENTITY DEFAULT",
                ),
            );
        }
    }
}

fn place(index: &RawIndex<'_>, findings: &mut Findings) {
    if let Some(tablespace) = index.tablespace {
        findings.property(
            index.name,
            "tablespace",
            tablespace,
            &Alter::new(
                format!("ALTER INDEX {}", quote_identifier(index.name)),
                format!("SET TABLESPACE {}", quote_identifier(tablespace)),
                "SET TABLESPACE pg_default",
            ),
        );
    }
}

fn report(raw: &Raw<'_>, index: &RawIndex<'_>, table: &str, definition: &str, findings: &mut Findings) {
    let mut definition = without_schema(definition, raw.quoted_schema);
    // The index of a partitioned table is written as if it were for that table alone.
    if let Some((before, after)) = definition.split_once(" ON ONLY ") {
        definition = format!("{before} ON {after}");
    }
    findings.add(Unmodelled {
        kind: UnmodelledKind::Index,
        table: Some(table.to_owned()),
        name: index.name.to_owned(),
        description: if index.is_invalid() {
            format!("{definition} (invalid: a build of it failed or has not ended)")
        } else {
            definition.clone()
        },
        make: (!index.is_invalid()).then_some(definition),
        unmake: Some(format!("DROP INDEX {}", quote_identifier(index.name))),
    });
}
