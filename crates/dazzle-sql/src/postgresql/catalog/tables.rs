//! Tables that the schema holds: columns, keys, checks.

use dazzle_schema::{
    Check, Column, Deferrability, Generated, GeneratedStorage, Identity, Name, PrimaryKey, Table,
    UniqueConstraint,
};

use super::defaults::{default_value, postgresql_only};
use super::findings::{Alter, Findings};
use super::raw::{Raw, RawColumn, RawConstraint, Relation};
use super::sequences::Numbering;
use super::{checks, scan, types};
use crate::inspection::{Unmodelled, UnmodelledKind};
use crate::quote::{column_list, quote_identifier};

/// The name of the relation if the schema holds it as a table: an ordinary one that stands by itself, has columns, and
/// whose names the model can hold.
pub fn modelled_name(raw: &Raw<'_>, relation: &Relation<'_>) -> Option<Name> {
    let stands_alone =
        relation.kind == 'r' && relation.parents.is_empty() && relation.partition_bound.is_none();
    let named = |name: &str| Name::new(name).is_ok();
    let all_named = raw
        .columns_of(relation.oid)
        .iter()
        .all(|column| named(column.name))
        && raw
            .constraints_of(relation.oid)
            .iter()
            .all(|constraint| named(constraint.name));
    if stands_alone && all_named && !raw.columns_of(relation.oid).is_empty() {
        Name::new(relation.name).ok()
    } else {
        None
    }
}

/// The table without its indexes and foreign keys.
pub fn table(
    raw: &Raw<'_>,
    relation: &Relation<'_>,
    name: &Name,
    numbering: &Numbering,
    findings: &mut Findings,
) -> Table {
    let mut table = Table::new(name.clone());
    for column in raw.columns_of(relation.oid) {
        if let Ok(column_name) = Name::new(column.name) {
            let value = self::column(relation, column, column_name.clone(), numbering, findings);
            table.columns.insert(column_name, value);
        }
    }
    for constraint in raw.constraints_of(relation.oid) {
        add_constraint(raw, relation, constraint, &mut table, findings);
    }
    table
}

fn column(
    relation: &Relation<'_>,
    raw: &RawColumn<'_>,
    name: Name,
    numbering: &Numbering,
    findings: &mut Findings,
) -> Column {
    let mut column = Column::new(name, types::column_type(raw.type_sql));
    column.nullable = !raw.not_null;
    column.collation = raw.collation.and_then(|collation| {
        let name = bare_name(collation);
        if name.is_none() {
            let alter = |collation: &str| format!("TYPE {} COLLATE {collation}", raw.type_sql);
            findings.property(
                relation.name,
                format!("collation of column `{}`", raw.name),
                collation,
                &Alter::new(
                    format!(
                        "ALTER TABLE {} ALTER COLUMN {}",
                        quote_identifier(relation.name),
                        quote_identifier(raw.name)
                    ),
                    alter(collation),
                    alter("pg_catalog.\"default\""),
                ),
            );
        }
        name
    });
    match raw.kind {
        Some("a") => column.identity = Some(Identity::Always),
        Some("d") => column.identity = Some(Identity::ByDefault),
        Some(kind) => {
            column.generated = raw.expression.map(|expression| Generated {
                expression: postgresql_only(expression),
                storage: if kind == "v" {
                    GeneratedStorage::Virtual
                } else {
                    GeneratedStorage::Stored
                },
            });
        }
        None if numbering.is_serial(relation.oid, raw.number) => column.identity = Some(Identity::Serial),
        None => {
            column.default = raw
                .expression
                .map(|expression| default_value(expression, raw.type_sql, raw.cast.unwrap_or_default()));
        }
    }
    column
}

/// The name that `quoted` spells; none when it is qualified.
fn bare_name(quoted: &str) -> Option<Name> {
    match scan::identifier(quoted)? {
        (name, "") => Name::new(&name).ok(),
        _ => None,
    }
}

fn add_constraint(
    raw: &Raw<'_>,
    relation: &Relation<'_>,
    constraint: &RawConstraint<'_>,
    table: &mut Table,
    findings: &mut Findings,
) {
    let Ok(name) = Name::new(constraint.name) else {
        return;
    };
    match constraint.kind {
        'p' | 'u' => {
            if let Some(key) = key(raw, relation, constraint) {
                if constraint.kind == 'u' {
                    table.uniques.insert(name, key);
                    return;
                }
                let plain = key.include.is_empty() && key.deferrability == Deferrability::NotDeferrable;
                if plain {
                    table.primary_key = Some(PrimaryKey {
                        name,
                        columns: key.columns,
                    });
                    return;
                }
            }
            let definition = definition(raw, relation, constraint);
            findings.constraint(constraint.oid, relation.name, constraint.name, &definition);
        }
        'c' => match constraint.expression {
            Some(expression) if is_plain_check(constraint) => {
                let rule = checks::rule(expression, table);
                table.checks.insert(name.clone(), Check { name, rule });
            }
            _ => findings.constraint(
                constraint.oid,
                relation.name,
                constraint.name,
                &definition(raw, relation, constraint),
            ),
        },
        'n' => add_not_null(raw, relation, constraint, table, findings),
        // Foreign keys come when all tables are known.
        'f' => {}
        _ => findings.constraint(
            constraint.oid,
            relation.name,
            constraint.name,
            &definition(raw, relation, constraint),
        ),
    }
}

fn is_plain_check(constraint: &RawConstraint<'_>) -> bool {
    !constraint.is_not_valid() && !constraint.is_no_inherit() && !constraint.is_not_enforced()
}

/// The key of a primary key or unique constraint, if the model has such keys.
fn key(raw: &Raw<'_>, relation: &Relation<'_>, constraint: &RawConstraint<'_>) -> Option<UniqueConstraint> {
    if constraint.has_period() {
        return None;
    }
    let mut key = UniqueConstraint::over(
        Name::new(constraint.name).ok()?,
        names(raw, relation, &constraint.columns)?,
    );
    key.deferrability = deferrability(constraint);
    let index = raw.indexes.get(&constraint.index?)?;
    key.nulls_not_distinct = index.nulls_not_distinct();
    key.include = names(raw, relation, index.columns.get(index.key_count..)?)?;
    Some(key)
}

pub fn deferrability(constraint: &RawConstraint<'_>) -> Deferrability {
    match (constraint.is_deferrable(), constraint.is_deferred()) {
        (false, _) => Deferrability::NotDeferrable,
        (true, false) => Deferrability::InitiallyImmediate,
        (true, true) => Deferrability::InitiallyDeferred,
    }
}

/// The names of the columns with these numbers.
pub fn names(raw: &Raw<'_>, relation: &Relation<'_>, numbers: &[i16]) -> Option<Vec<Name>> {
    numbers
        .iter()
        .map(|number| Name::new(raw.column(relation.oid, *number)?.name).ok())
        .collect()
}

/// The definition of a constraint as it stands behind `ADD CONSTRAINT name`.
pub fn definition(raw: &Raw<'_>, relation: &Relation<'_>, constraint: &RawConstraint<'_>) -> String {
    if let Some(definition) = constraint.definition {
        return definition.to_owned();
    }
    if let Some(expression) = constraint.expression {
        return format!("CHECK ({expression})");
    }
    let index = constraint.index.and_then(|oid| raw.indexes.get(&oid));
    let columns = |numbers: &[i16]| {
        column_list(
            numbers
                .iter()
                .filter_map(|number| raw.column(relation.oid, *number))
                .map(|column| column.name),
        )
    };
    let mut text = String::from(if constraint.kind == 'p' {
        "PRIMARY KEY"
    } else {
        "UNIQUE"
    });
    if index.is_some_and(|index| index.nulls_not_distinct()) {
        text.push_str(" NULLS NOT DISTINCT");
    }
    text.push_str(&format!(" ({})", columns(&constraint.columns)));
    let included = index.and_then(|index| index.columns.get(index.key_count..));
    if let Some(included) = included.filter(|included| !included.is_empty()) {
        text.push_str(&format!(" INCLUDE ({})", columns(included)));
    }
    text
}

/// From PostgreSQL 18 every NOT NULL is a constraint with a name. One that the server named says no more than the
/// column does.
fn add_not_null(
    raw: &Raw<'_>,
    relation: &Relation<'_>,
    constraint: &RawConstraint<'_>,
    table: &mut Table,
    findings: &mut Findings,
) {
    let Some(column) = constraint
        .columns
        .first()
        .and_then(|number| raw.column(relation.oid, *number))
    else {
        return;
    };
    if let Some(definition) = constraint.definition {
        // Not valid, or not for children: rows without a value may be there.
        if let Some(column) = table.columns.get_mut(column.name) {
            column.nullable = true;
        }
        findings.constraint(constraint.oid, relation.name, constraint.name, definition);
    } else if !is_servers_not_null_name(constraint.name) {
        let usual = format!("{}_{}_not_null", relation.name, column.name);
        let alter = format!(
            "ALTER TABLE {} RENAME CONSTRAINT",
            quote_identifier(relation.name)
        );
        let rename = |from: &str, to: &str| {
            let told = usual.len() <= Name::MAX_BYTES;
            told.then(|| format!("{alter} {} TO {}", quote_identifier(from), quote_identifier(to)))
        };
        findings.add(Unmodelled {
            kind: UnmodelledKind::Property,
            table: Some(relation.name.to_owned()),
            name: format!("name of NOT NULL of column `{}`", column.name),
            description: constraint.name.to_owned(),
            make: rename(&usual, constraint.name),
            unmake: rename(constraint.name, &usual),
        });
    }
}

/// Whether the server may have made the name: it cuts the names of table and column, never the end, and counts
/// on when the name is taken. A table renamed later keeps it.
pub fn is_servers_not_null_name(name: &str) -> bool {
    name.trim_end_matches(|c: char| c.is_ascii_digit())
        .ends_with("_not_null")
}
