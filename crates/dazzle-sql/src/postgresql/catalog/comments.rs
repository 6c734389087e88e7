//! Comments: those of tables and columns belong to the schema, all others are reported.

use std::collections::{BTreeMap, HashMap};

use dazzle_schema::{Name, Schema};

use super::findings::{Alter, Commentable, Findings};
use super::properties::kind_in_sql;
use super::raw::{Oid, Raw};
use super::rows::Cells;
use super::{CatalogueError, Row};
use crate::quote::{quote_identifier, quote_literal};

/// Adds the comments in the answer `rows`.
pub fn add(
    rows: &[Row],
    raw: &Raw<'_>,
    modelled: &BTreeMap<Oid, Name>,
    schema: &mut Schema,
    findings: &mut Findings,
) -> Result<(), CatalogueError> {
    let constraints = if rows.is_empty() {
        HashMap::new()
    } else {
        constraints(raw, findings)
    };
    for row in rows {
        let mut cells = Cells::new("comments", row, 4)?;
        let class = cells.text()?;
        let oid: Oid = cells.number()?;
        let number: i64 = cells.number()?;
        let text = cells.text()?;
        let commented = match class {
            "pg_class" => {
                let table = modelled.get(&oid).and_then(|name| schema.table_mut(name));
                let column = column_number(number).and_then(|number| raw.column(oid, number));
                match (table, column) {
                    (Some(table), None) if number == 0 => {
                        table.comment = Some(text.to_owned());
                        None
                    }
                    (Some(table), Some(column)) => {
                        if let Some(column) = table.columns.get_mut(column.name) {
                            column.comment = Some(text.to_owned());
                        }
                        None
                    }
                    _ => relation(raw, oid, number, findings),
                }
            }
            "pg_constraint" => constraints.get(&oid).cloned(),
            _ => findings.named(class, oid).cloned(),
        };
        if let Some(commented) = commented {
            report(&commented, text, findings);
        }
    }
    Ok(())
}

fn column_number(number: i64) -> Option<i16> {
    i16::try_from(number).ok().filter(|number| *number != 0)
}

fn report(commented: &Commentable, text: &str, findings: &mut Findings) {
    let name = match &commented.what {
        Some(what) => format!("comment of {what}"),
        None => "comment".to_owned(),
    };
    let alter = Alter::new(
        format!("COMMENT ON {}", commented.phrase),
        format!("IS {}", quote_literal(text)),
        "IS NULL",
    );
    findings.property(&commented.owner, name, text, &alter);
}

/// A relation that is no table of the schema, its column, or an index.
fn relation(raw: &Raw<'_>, oid: Oid, number: i64, findings: &Findings) -> Option<Commentable> {
    let column = column_number(number).and_then(|number| raw.column(oid, number));
    let Some(relation) = raw.relations.get(&oid) else {
        if let (Some(column), Some(composite)) = (column, findings.named("pg_class", oid)) {
            return Some(column_of(&composite.owner, column.name));
        }
        let index = raw.indexes.get(&oid)?;
        raw.relations.get(&index.table)?;
        return Some(Commentable {
            phrase: format!("INDEX {}", quote_identifier(index.name)),
            owner: index.name.to_owned(),
            what: None,
        });
    };
    if number == 0 {
        let quoted = quote_identifier(relation.name);
        return Some(Commentable {
            phrase: format!("{} {quoted}", kind_in_sql(relation.kind)),
            owner: relation.name.to_owned(),
            what: None,
        });
    }
    Some(column_of(relation.name, column?.name))
}

fn column_of(relation: &str, column: &str) -> Commentable {
    Commentable {
        phrase: format!(
            "COLUMN {}.{}",
            quote_identifier(relation),
            quote_identifier(column)
        ),
        owner: relation.to_owned(),
        what: Some(format!("column `{column}`")),
    }
}

/// How `COMMENT ON` names each constraint.
fn constraints(raw: &Raw<'_>, findings: &Findings) -> HashMap<Oid, Commentable> {
    let of_tables = raw.constraints.iter().filter_map(|(oid, constraints)| {
        let relation = raw.relations.get(oid)?;
        Some((relation.name, quote_identifier(relation.name), constraints))
    });
    let of_domains = raw.domain_constraints.iter().filter_map(|(oid, constraints)| {
        let domain = findings.named("pg_type", *oid)?;
        Some((domain.owner.as_str(), domain.phrase.clone(), constraints))
    });
    let mut named = HashMap::new();
    for (owner, on, constraints) in of_tables.chain(of_domains) {
        for constraint in constraints {
            named.insert(
                constraint.oid,
                Commentable {
                    phrase: format!("CONSTRAINT {} ON {on}", quote_identifier(constraint.name)),
                    owner: owner.to_owned(),
                    what: Some(format!("constraint `{}`", constraint.name)),
                },
            );
        }
    }
    named
}
