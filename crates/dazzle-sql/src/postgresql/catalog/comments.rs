//! Comments: those of tables and columns belong to the schema, all others are reported.

use std::collections::{BTreeMap, HashMap};

use dazzle_schema::{Name, Schema};

use super::Row;
use super::findings::{Alter, Findings, Place};
use super::properties::kind_in_sql;
use super::raw::{Oid, Raw};
use super::rows::Cells;
use crate::inspection::CatalogueError;
use crate::quote::{quote_identifier, quote_literal};

/// Something that has a comment.
#[derive(Debug, Clone)]
struct Commented {
    /// What stands behind `COMMENT ON`.
    phrase: String,
    /// The table, view or other object that it is or belongs to.
    owner: String,
    /// What it is, if it belongs to something.
    what: Option<String>,
}

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
        let number: i16 = cells.number()?;
        let text = cells.text()?;
        let place = Place::new(class, oid);
        let commented = match class {
            "pg_class" => {
                let table = modelled.get(&oid).and_then(|name| schema.table_mut(name));
                let column = raw.column(oid, number);
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
                    _ if number == 0 => relation(raw, oid),
                    _ => column.and_then(|column| self::column(raw, oid, column.name, findings)),
                }
            }
            "pg_constraint" => constraints.get(&oid).cloned(),
            _ => findings.object(place).map(|(unmodelled, phrase)| Commented {
                phrase: phrase.to_owned(),
                owner: unmodelled.table.as_ref().unwrap_or(&unmodelled.name).clone(),
                what: unmodelled.table.is_some().then(|| unmodelled.name.clone()),
            }),
        };
        if let Some(commented) = commented {
            report(place, &commented, text, findings);
        }
    }
    Ok(())
}

fn report(place: Place<'_>, commented: &Commented, text: &str, findings: &mut Findings) {
    let name = match &commented.what {
        Some(what) => format!("comment of {what}"),
        None => "comment".to_owned(),
    };
    let alter = Alter::new(
        format!("COMMENT ON {}", commented.phrase),
        format!("IS {}", quote_literal(text)),
        "IS NULL",
    );
    findings.property_of(place, &commented.owner, name, text, &alter);
}

/// A relation that is no table of the schema, or an index.
fn relation(raw: &Raw<'_>, oid: Oid) -> Option<Commented> {
    let (kind, name) = match raw.relations.get(&oid) {
        Some(relation) => (kind_in_sql(relation.kind), relation.name),
        None => {
            let index = raw.indexes.get(&oid)?;
            raw.relations.get(&index.table)?;
            ("INDEX", index.name)
        }
    };
    Some(Commented {
        phrase: format!("{kind} {}", quote_identifier(name)),
        owner: name.to_owned(),
        what: None,
    })
}

/// A column of what is no table of the schema, or of a composite type.
fn column(raw: &Raw<'_>, oid: Oid, column: &str, findings: &Findings) -> Option<Commented> {
    let owner = match raw.relations.get(&oid) {
        Some(relation) => relation.name,
        None => &findings.object(Place::relation(oid))?.0.name,
    };
    Some(Commented {
        phrase: format!("COLUMN {}.{}", quote_identifier(owner), quote_identifier(column)),
        owner: owner.to_owned(),
        what: Some(format!("column `{column}`")),
    })
}

/// How `COMMENT ON` names each constraint.
fn constraints(raw: &Raw<'_>, findings: &Findings) -> HashMap<Oid, Commented> {
    let of_tables = raw.constraints.iter().filter_map(|(oid, constraints)| {
        let relation = raw.relations.get(oid)?;
        Some((relation.name, quote_identifier(relation.name), constraints))
    });
    let of_domains = raw.domain_constraints.iter().filter_map(|(oid, constraints)| {
        let (domain, phrase) = findings.object(Place::new("pg_type", *oid))?;
        Some((domain.name.as_str(), phrase.to_owned(), constraints))
    });
    let mut named = HashMap::new();
    for (owner, on, constraints) in of_tables.chain(of_domains) {
        for constraint in constraints {
            named.insert(
                constraint.oid,
                Commented {
                    phrase: format!("CONSTRAINT {} ON {on}", quote_identifier(constraint.name)),
                    owner: owner.to_owned(),
                    what: Some(format!("constraint `{}`", constraint.name)),
                },
            );
        }
    }
    named
}
