//! Sequences: those that number a column, and the others.

use std::collections::{BTreeMap, BTreeSet};

use dazzle_schema::{ColumnType, Name};

use super::findings::{Alter, Findings, Place};
use super::raw::{Oid, Raw, RawColumn, RawSequence, Relation};
use super::{scan, types};
use crate::inspection::{Unmodelled, UnmodelledKind};
use crate::postgresql::types::sequence_name;
use crate::quote::quote_identifier;

/// Which sequences number which columns.
#[derive(Debug, Default)]
pub struct Numbering {
    /// By table and column number: the sequence of an identity column.
    identity: BTreeMap<(Oid, i16), Oid>,
    /// Columns whose default is exactly the next value of a sequence that they own.
    serial: BTreeMap<(Oid, i16), Oid>,
}

impl Numbering {
    pub fn of(raw: &Raw<'_>) -> Self {
        let mut numbering = Self::default();
        for relation in raw.relations.values() {
            let owner = relation
                .sequence
                .as_ref()
                .and_then(|sequence| sequence.owner.as_ref());
            let Some(owner) = owner else { continue };
            let place = (owner.table, owner.column);
            if owner.is_identity {
                numbering.identity.insert(place, relation.oid);
            } else if is_serial(raw, relation, place) {
                numbering.serial.insert(place, relation.oid);
            }
        }
        numbering
    }

    /// Whether the column is numbered through a sequence that it owns and a default.
    pub fn is_serial(&self, table: Oid, column: i16) -> bool {
        self.serial.contains_key(&(table, column))
    }

    /// The sequence of an identity column.
    pub fn identity_sequence<'a>(
        &self,
        raw: &'a Raw<'a>,
        table: Oid,
        column: i16,
    ) -> Option<&'a Relation<'a>> {
        raw.relations.get(self.identity.get(&(table, column))?)
    }
}

fn is_serial(raw: &Raw<'_>, sequence: &Relation<'_>, (table, number): (Oid, i16)) -> bool {
    let ordinary = raw
        .relations
        .get(&table)
        .is_some_and(|table| super::tables::modelled_name(raw, table).is_some());
    let Some(column) = raw.column(table, number).filter(|_| ordinary) else {
        return false;
    };
    let next_value_of = |expression: &str| {
        let (spelled, rest) = scan::literal(expression.strip_prefix("nextval(")?)?;
        let (name, after) = scan::identifier(&spelled)?;
        (after.is_empty() && rest == "::regclass)").then_some(name)
    };
    column.kind.is_none()
        && types::column_type(column.type_sql).is_whole_number()
        && column.expression.and_then(next_value_of).as_deref() == Some(sequence.name)
}

/// Reports sequences that number no column of the schema, and what is unusual about those that do.
pub fn report(raw: &Raw<'_>, modelled: &BTreeMap<Oid, Name>, numbering: &Numbering, findings: &mut Findings) {
    for (places, is_identity) in [(&numbering.identity, true), (&numbering.serial, false)] {
        for ((oid, number), sequence) in places {
            let sequence = raw.relations.get(sequence);
            let column = raw.column(*oid, *number);
            if let (Some(table), Some(column), Some(sequence)) = (modelled.get(oid), column, sequence) {
                report_unusual(table, column, sequence, is_identity, findings);
            }
        }
    }
    let numbers: BTreeSet<Oid> = numbering
        .identity
        .values()
        .chain(numbering.serial.values())
        .copied()
        .collect();
    for relation in raw.relations.values() {
        if let Some(sequence) = relation
            .sequence
            .as_ref()
            .filter(|_| !numbers.contains(&relation.oid))
        {
            report_free(raw, relation, sequence, findings);
        }
    }
}

fn report_unusual(
    table: &Name,
    raw_column: &RawColumn<'_>,
    relation: &Relation<'_>,
    is_identity: bool,
    findings: &mut Findings,
) {
    let Some(sequence) = &relation.sequence else {
        return;
    };
    let (column, type_sql) = (raw_column.name, raw_column.type_sql);
    let Ok(column_name) = Name::new(column) else {
        return;
    };
    let usual = sequence_name(table, &column_name);
    let quoted = quote_identifier(relation.name);
    if relation.name != usual.as_str() {
        let usual = quote_identifier(usual.as_str());
        findings.add(Unmodelled {
            kind: UnmodelledKind::Property,
            table: Some(table.as_str().to_owned()),
            name: format!("sequence name of column `{column}`"),
            description: relation.name.to_owned(),
            make: Some(format!("ALTER SEQUENCE {usual} RENAME TO {quoted}")),
            unmake: Some(format!("ALTER SEQUENCE {quoted} RENAME TO {usual}")),
        });
    }
    let unusual = unusual_options(sequence, type_sql);
    if unusual.is_empty() {
        return;
    }
    let name = format!("sequence options of column `{column}`");
    let made: Vec<&str> = unusual.iter().map(|(made, _)| made.as_str()).collect();
    let unmade: Vec<&str> = unusual.iter().map(|(_, unmade)| unmade.as_str()).collect();
    let description = made.join(" ");
    let alter = if is_identity {
        let each = |options: &[&str]| {
            let options: Vec<String> = options.iter().map(|option| format!("SET {option}")).collect();
            options.join(" ")
        };
        Alter::new(
            format!(
                "ALTER TABLE {} ALTER COLUMN {}",
                quote_identifier(table.as_str()),
                quote_identifier(column)
            ),
            each(&made),
            each(&unmade),
        )
    } else {
        Alter::new(
            format!("ALTER SEQUENCE {quoted}"),
            made.join(" "),
            unmade.join(" "),
        )
    };
    findings.property(table.as_str(), name, description, &alter);
}

/// The largest value of a type of whole numbers.
fn largest_value(type_sql: &str) -> i64 {
    match types::column_type(type_sql) {
        ColumnType::SmallInt => i64::from(i16::MAX),
        ColumnType::Integer => i64::from(i32::MAX),
        _ => i64::MAX,
    }
}

/// The options that are not what a sequence gets by itself, each with the usual one.
fn unusual_options(sequence: &RawSequence, type_sql: &str) -> Vec<(String, String)> {
    let mut options = Vec::new();
    if sequence.type_sql != type_sql {
        options.push((format!("AS {}", sequence.type_sql), format!("AS {type_sql}")));
    }
    for (word, value, usual) in [
        ("INCREMENT BY", sequence.increment, 1),
        ("MINVALUE", sequence.minimum, 1),
        ("MAXVALUE", sequence.maximum, largest_value(type_sql)),
        ("START WITH", sequence.start, 1),
        ("CACHE", sequence.cache, 1),
    ] {
        if value != usual {
            options.push((format!("{word} {value}"), format!("{word} {usual}")));
        }
    }
    if sequence.cycle {
        options.push(("CYCLE".to_owned(), "NO CYCLE".to_owned()));
    }
    options
}

/// All options of a sequence but its type.
pub fn all_options(sequence: &RawSequence) -> String {
    format!(
        "INCREMENT BY {} MINVALUE {} MAXVALUE {} START WITH {} CACHE {} {}",
        sequence.increment,
        sequence.minimum,
        sequence.maximum,
        sequence.start,
        sequence.cache,
        if sequence.cycle { "CYCLE" } else { "NO CYCLE" }
    )
}

fn report_free(raw: &Raw<'_>, relation: &Relation<'_>, sequence: &RawSequence, findings: &mut Findings) {
    let name = quote_identifier(relation.name);
    // A column's sequence is as persistent as its table.
    let persistence = if relation.persistence == 'u' && sequence.owner.is_none() {
        "UNLOGGED "
    } else {
        ""
    };
    let make = format!(
        "CREATE {persistence}SEQUENCE {name} AS {} {}",
        sequence.type_sql,
        all_options(sequence)
    );
    let unmodelled = Unmodelled {
        kind: UnmodelledKind::Sequence,
        table: None,
        name: relation.name.to_owned(),
        description: make.clone(),
        make: Some(make),
        unmake: Some(format!("DROP SEQUENCE {name}")),
    };
    let place = Place::relation(relation.oid);
    findings.add_object(place, format!("SEQUENCE {name}"), 0, unmodelled);
    let Some(owner) = &sequence.owner else { return };
    let table = raw.relations.get(&owner.table);
    if let (Some(table), Some(column)) = (table, raw.column(owner.table, owner.column)) {
        let alter = Alter::new(
            format!("ALTER SEQUENCE {name}"),
            format!(
                "OWNED BY {}.{}",
                quote_identifier(table.name),
                quote_identifier(column.name)
            ),
            "OWNED BY NONE",
        );
        let description = format!("{}.{}", table.name, column.name);
        findings.property(relation.name, "owner", description, &alter);
    }
}
