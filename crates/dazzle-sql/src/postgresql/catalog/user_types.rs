//! Types that somebody made.

use super::Row;
use super::findings::{Findings, Place};
use super::raw::{Oid, Raw};
use super::rows::{Cells, Items};
use crate::inspection::CatalogueError;
use crate::inspection::{Unmodelled, UnmodelledKind};
use crate::quote::{quote_identifier, quote_literal};

/// Reports the types in the answer `rows`.
pub fn report(rows: &[Row], raw: &Raw<'_>, findings: &mut Findings) -> Result<(), CatalogueError> {
    for row in rows {
        let mut cells = Cells::new("types", row, 5)?;
        let oid: Oid = cells.number()?;
        let name = cells.text()?;
        let letter = cells.letter()?;
        let columns_of: Option<Oid> = cells.optional_number()?;
        let parts = cells.list()?;
        let quoted = quote_identifier(name);
        let (kind, make) = match (letter, parts) {
            ('e', labels) => (UnmodelledKind::EnumType, Some(enumeration(&quoted, labels)?)),
            ('d', Some(parts)) => (UnmodelledKind::Domain, Some(domain(&quoted, parts, oid, raw)?)),
            ('c', columns) => (UnmodelledKind::Type, Some(composite(&quoted, columns)?)),
            ('r', Some(parts)) => (UnmodelledKind::Type, Some(range(name, parts)?)),
            _ => (UnmodelledKind::Type, None),
        };
        let word = if kind == UnmodelledKind::Domain {
            "DOMAIN"
        } else {
            "TYPE"
        };
        if kind == UnmodelledKind::Domain {
            add_unchecked(&quoted, name, oid, raw, findings);
        }
        let unmodelled = Unmodelled {
            kind,
            table: None,
            name: name.to_owned(),
            description: make.clone().unwrap_or_else(|| format!("base type {quoted}")),
            make,
            unmake: Some(format!("DROP {word} {quoted}")),
        };
        findings.add_object(
            Place::new("pg_type", oid),
            format!("{word} {quoted}"),
            0,
            unmodelled,
        );
        if let Some(columns_of) = columns_of {
            findings.last_is_also_at(Place::relation(columns_of));
        }
    }
    Ok(())
}

fn enumeration(quoted: &str, labels: Option<Items>) -> Result<String, CatalogueError> {
    let mut texts = Vec::new();
    if let Some(mut labels) = labels {
        while !labels.is_empty() {
            texts.push(quote_literal(&labels.text()?));
        }
    }
    Ok(format!("CREATE TYPE {quoted} AS ENUM ({})", texts.join(", ")))
}

fn composite(quoted: &str, columns: Option<Items>) -> Result<String, CatalogueError> {
    let mut texts = Vec::new();
    if let Some(mut columns) = columns {
        while !columns.is_empty() {
            let mut column = columns.list()?;
            let mut text = format!("{} {}", quote_identifier(&column.text()?), column.text()?);
            if let Some(collation) = column.optional()? {
                text.push_str(&format!(" COLLATE {collation}"));
            }
            texts.push(text);
        }
    }
    Ok(format!("CREATE TYPE {quoted} AS ({})", texts.join(", ")))
}

fn domain(quoted: &str, mut parts: Items, oid: Oid, raw: &Raw<'_>) -> Result<String, CatalogueError> {
    let mut text = format!("CREATE DOMAIN {quoted} AS {}", parts.text()?);
    let not_null = parts.flag()?;
    let default = parts.optional()?;
    if let Some(collation) = parts.optional()? {
        text.push_str(&format!(" COLLATE {collation}"));
    }
    if let Some(default) = default {
        text.push_str(&format!(" DEFAULT {default}"));
    }
    if not_null {
        text.push_str(" NOT NULL");
    }
    for constraint in raw.domain_constraints.get(&oid).into_iter().flatten() {
        // NOT NULL is a constraint too, from PostgreSQL 17.
        if constraint.kind == 'c' && !constraint.is_not_valid() {
            text.push_str(&format!(
                " CONSTRAINT {} {}",
                quote_identifier(constraint.name),
                constraint.definition.unwrap_or_default()
            ));
        }
    }
    Ok(text)
}

/// Reports the constraints of a domain that values in tables need not fulfil.
fn add_unchecked(quoted: &str, name: &str, oid: Oid, raw: &Raw<'_>, findings: &mut Findings) {
    for constraint in raw.domain_constraints.get(&oid).into_iter().flatten() {
        if constraint.kind == 'c' && constraint.is_not_valid() {
            let definition = constraint.definition.unwrap_or_default();
            let constraint_name = quote_identifier(constraint.name);
            let unmodelled = Unmodelled {
                kind: UnmodelledKind::Constraint,
                table: Some(name.to_owned()),
                name: constraint.name.to_owned(),
                description: definition.to_owned(),
                make: Some(format!(
                    "ALTER DOMAIN {quoted} ADD CONSTRAINT {constraint_name} {definition}"
                )),
                unmake: Some(format!("ALTER DOMAIN {quoted} DROP CONSTRAINT {constraint_name}")),
            };
            let place = Place::new("pg_constraint", constraint.oid);
            let phrase = format!("CONSTRAINT {constraint_name} ON DOMAIN {quoted}");
            findings.add_object(place, phrase, 0, unmodelled);
        }
    }
}

fn range(name: &str, mut parts: Items) -> Result<String, CatalogueError> {
    let mut options = vec![format!("SUBTYPE = {}", parts.text()?)];
    for option in ["SUBTYPE_OPCLASS", "COLLATION", "CANONICAL", "SUBTYPE_DIFF"] {
        if let Some(value) = parts.optional()? {
            options.push(format!("{option} = {value}"));
        }
    }
    // The server makes a name from that of the range (manual, CREATE TYPE); PostgreSQL 13 has none.
    let usual = if name.contains("range") {
        name.replacen("range", "multirange", 1)
    } else {
        format!("{name}_multirange")
    };
    if let Some(multirange) = parts.optional()?.filter(|multirange| *multirange != usual) {
        options.push(format!(
            "MULTIRANGE_TYPE_NAME = {}",
            quote_identifier(&multirange)
        ));
    }
    Ok(format!(
        "CREATE TYPE {} AS RANGE ({})",
        quote_identifier(name),
        options.join(", ")
    ))
}
