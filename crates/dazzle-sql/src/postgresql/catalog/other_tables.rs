//! Tables that the schema model does not have: partitioned, partitions, inherited, foreign, those without columns,
//! and those with names that are none for the model. Each is reported with the statements that make it.

use super::findings::{Findings, Place};
use super::properties::kind_in_sql;
use super::raw::{Raw, RawColumn, RawConstraint, Relation};
use super::sequences::{Numbering, all_options};
use super::tables::{definition, is_servers_not_null_name};
use crate::inspection::{Unmodelled, UnmodelledKind};
use crate::quote::{quote_identifier, quote_literal};

/// Reports the table; constraints that cannot stand in its `CREATE TABLE` are reported by themselves.
pub fn report(raw: &Raw<'_>, relation: &Relation<'_>, numbering: &Numbering, findings: &mut Findings) {
    for constraint in raw.constraints_of(relation.oid) {
        if stands_alone(constraint) {
            let definition = definition(raw, relation, constraint);
            findings.constraint(constraint.oid, relation.name, constraint.name, &definition);
        }
    }
    let text = |names| statements(raw, relation, numbering, names).join(";\n");
    let named = format!(
        "{} {}",
        kind_in_sql(relation.kind),
        quote_identifier(relation.name)
    );
    let unmodelled = Unmodelled {
        kind: UnmodelledKind::Table,
        table: relation.parents.first().map(|(_, name)| name.clone()),
        name: relation.name.to_owned(),
        // Older servers have no such names, and a table that differs in them alone is the same.
        description: text(NotNullNames::Chosen),
        make: Some(text(NotNullNames::AsTheyAre)),
        unmake: Some(format!("DROP {named}")),
    };
    let place = Place::relation(relation.oid);
    findings.add_object(place, named, depth(raw, relation, 0), unmodelled);
}

/// How many generations of parents have to be there before it.
fn depth(raw: &Raw<'_>, relation: &Relation<'_>, so_far: usize) -> usize {
    const MOST: usize = 64;
    let above = relation
        .parents
        .iter()
        .filter_map(|(oid, _)| raw.relations.get(oid));
    match so_far < MOST {
        true => above
            .map(|parent| 1 + depth(raw, parent, so_far + 1))
            .max()
            .unwrap_or_default(),
        false => 0,
    }
}

/// Which names of NOT NULL constraints are written (PostgreSQL 18).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NotNullNames {
    /// Those that the server cannot have made.
    Chosen,
    /// Those that the statement would not give by itself, too: a partition has the name that was made for its parent,
    /// and is made before it is attached.
    AsTheyAre,
}

fn statements(
    raw: &Raw<'_>,
    relation: &Relation<'_>,
    numbering: &Numbering,
    names: NotNullNames,
) -> Vec<String> {
    let name = quote_identifier(relation.name);
    let is_partition = relation.partition_bound.is_some();
    // A child gets from its parents what it did not declare itself; a partition is made whole and attached.
    let is_own = |column: &&RawColumn<'_>| is_partition || column.inherited_is_local != Some(false);
    let mut items: Vec<String> = raw
        .columns_of(relation.oid)
        .iter()
        .filter(is_own)
        .map(|column| column_text(raw, relation, column, numbering, names))
        .collect();
    for constraint in raw.constraints_of(relation.oid) {
        let inherited = constraint.is_inherited() && !is_partition;
        if !inherited && !stands_alone(constraint) && !matches!(constraint.kind, 'f' | 'n') {
            items.push(format!(
                "CONSTRAINT {} {}",
                quote_identifier(constraint.name),
                definition(raw, relation, constraint)
            ));
        }
    }
    let mut text = format!("CREATE {} {name} (", kind_in_sql(relation.kind));
    if !items.is_empty() {
        text.push_str(&format!("\n    {}\n", items.join(",\n    ")));
    }
    text.push(')');
    let parents: Vec<&str> = relation
        .parents
        .iter()
        .map(|(_, parent)| parent.as_str())
        .collect();
    if !parents.is_empty() && !is_partition {
        text.push_str(&format!(" INHERITS ({})", parents.join(", ")));
    }
    if let Some(key) = relation.partition_key {
        text.push_str(&format!(" PARTITION BY {key}"));
    }
    if let Some((server, options)) = &relation.foreign {
        text.push_str(&format!(
            " SERVER {}{}",
            quote_identifier(server),
            options_text(options)
        ));
    }
    let mut statements = vec![text];
    if let (Some(bound), Some(parent)) = (relation.partition_bound, parents.first()) {
        statements.push(format!("ALTER TABLE {parent} ATTACH PARTITION {name} {bound}"));
    } else {
        statements.extend(own_defaults(raw, relation));
    }
    statements
}

/// What a child changed in the columns that it has from its parents.
fn own_defaults(raw: &Raw<'_>, relation: &Relation<'_>) -> Vec<String> {
    let mut statements = Vec::new();
    let from_parents =
        |column: &&RawColumn<'_>| column.inherited_is_local == Some(false) && column.kind.is_none();
    for column in raw.columns_of(relation.oid).iter().filter(from_parents) {
        let parents: Vec<&RawColumn<'_>> = relation
            .parents
            .iter()
            .flat_map(|(oid, _)| raw.columns_of(*oid))
            .filter(|above| above.name == column.name)
            .collect();
        let alter = format!(
            "ALTER TABLE ONLY {} ALTER COLUMN {}",
            quote_identifier(relation.name),
            quote_identifier(column.name)
        );
        let same_default = parents.iter().all(|above| above.expression == column.expression);
        match column.expression {
            _ if same_default => {}
            Some(expression) => statements.push(format!("{alter} SET DEFAULT {expression}")),
            None => statements.push(format!("{alter} DROP DEFAULT")),
        }
        if column.not_null && !parents.iter().any(|above| above.not_null) {
            statements.push(format!("{alter} SET NOT NULL"));
        }
    }
    statements
}

/// Whether the constraint cannot stand in `CREATE TABLE` as it is: a foreign key, or one that was never checked.
fn stands_alone(constraint: &RawConstraint<'_>) -> bool {
    match constraint.kind {
        // They are added when all tables are known.
        'f' => false,
        _ => constraint.is_not_valid() && !constraint.is_inherited(),
    }
}

fn column_text(
    raw: &Raw<'_>,
    relation: &Relation<'_>,
    column: &RawColumn<'_>,
    numbering: &Numbering,
    names: NotNullNames,
) -> String {
    let mut text = format!("{} {}", quote_identifier(column.name), column.type_sql);
    let foreign_options = column.odd.as_ref().map(|odd| odd.foreign_options.as_slice());
    text.push_str(&options_text(foreign_options.unwrap_or_default()));
    if let Some(collation) = column.collation {
        text.push_str(&format!(" COLLATE {collation}"));
    }
    match (column.kind, column.expression) {
        (Some(kind @ ("a" | "d")), _) => {
            let sequence = numbering.identity_sequence(raw, relation.oid, column.number);
            // A partition is numbered by the partitioned table.
            if let Some((name, options)) =
                sequence.and_then(|sequence| Some((sequence.name, sequence.sequence.as_ref()?)))
            {
                let when = if kind == "a" { "ALWAYS" } else { "BY DEFAULT" };
                text.push_str(&format!(
                    " GENERATED {when} AS IDENTITY (SEQUENCE NAME {} {})",
                    quote_identifier(name),
                    all_options(options)
                ));
            }
        }
        (Some(kind), Some(expression)) => {
            let storage = if kind == "v" { "VIRTUAL" } else { "STORED" };
            text.push_str(&format!(" GENERATED ALWAYS AS ({expression}) {storage}"));
        }
        (_, Some(expression)) => text.push_str(&format!(" DEFAULT {expression}")),
        _ => {}
    }
    if column.not_null {
        let constraint = raw
            .constraints_of(relation.oid)
            .iter()
            .find(|constraint| constraint.kind == 'n' && constraint.columns == [column.number]);
        match constraint {
            Some(constraint) if constraint.is_not_valid() => {}
            Some(constraint)
                if !is_servers_not_null_name(constraint.name)
                    || (names == NotNullNames::AsTheyAre
                        && relation.partition_bound.is_some()
                        && constraint.name != format!("{}_{}_not_null", relation.name, column.name)) =>
            {
                text.push_str(&format!(
                    " CONSTRAINT {} NOT NULL",
                    quote_identifier(constraint.name)
                ));
            }
            _ => text.push_str(" NOT NULL"),
        }
    }
    text
}

/// Options of a foreign table or its column, each `name=value`.
fn options_text(options: &[String]) -> String {
    if options.is_empty() {
        return String::new();
    }
    let options: Vec<String> = options
        .iter()
        .map(|option| {
            let (name, value) = option.split_once('=').unwrap_or((option, ""));
            format!("{} {}", quote_identifier(name), quote_literal(value))
        })
        .collect();
    format!(" OPTIONS ({})", options.join(", "))
}
