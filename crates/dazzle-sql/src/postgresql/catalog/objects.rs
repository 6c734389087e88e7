//! Triggers, rules, policies, routines, statistics, extensions, and what is only named.

use serde_json::Value;

use super::Row;
use super::findings::{Findings, Place};
use super::raw::{Oid, Raw, Relation};
use super::rows::{Cells, Items};
use super::scan::without_schema;
use crate::inspection::CatalogueError;
use crate::inspection::{Unmodelled, UnmodelledKind};
use crate::quote::{quote_identifier, quote_literal};

/// An object as its row tells.
struct Object<'a> {
    class: &'a str,
    kind: &'a str,
    oid: Oid,
    parent: Option<Oid>,
    name: &'a str,
    flags: Option<&'a str>,
    definition: Option<&'a str>,
    identity: Option<&'a str>,
}

/// An object found, and what `COMMENT ON` calls it.
struct Found {
    unmodelled: Unmodelled,
    comment_on: Option<String>,
}

/// Reports the objects in the answer `rows`.
pub fn report(rows: &[Row], raw: &Raw<'_>, findings: &mut Findings) -> Result<(), CatalogueError> {
    for row in rows {
        let mut cells = Cells::new("objects", row, 8)?;
        let object = Object {
            class: cells.text()?,
            kind: cells.text()?,
            oid: cells.number()?,
            parent: cells.optional_number()?,
            name: cells.text()?,
            flags: cells.optional(),
            definition: cells.optional(),
            identity: cells.optional(),
        };
        let found = match object.parent.map(|parent| raw.relations.get(&parent)) {
            None => of_the_schema(&object, raw)?,
            Some(Some(relation)) => of_a_relation(&object, relation, raw)?,
            // Its table is left alone.
            Some(None) => continue,
        };
        match found.comment_on {
            Some(phrase) => {
                let place = Place::new(object.class, object.oid);
                findings.add_object(place, phrase, 0, found.unmodelled);
            }
            None => findings.add(found.unmodelled),
        }
    }
    Ok(())
}

fn of_a_relation(
    object: &Object<'_>,
    relation: &Relation<'_>,
    raw: &Raw<'_>,
) -> Result<Found, CatalogueError> {
    let table = quote_identifier(relation.name);
    let name = quote_identifier(object.name);
    let definition = without_schema(object.definition.unwrap_or_default(), raw.quoted_schema);
    let definition = definition.strip_suffix(';').unwrap_or(&definition).to_owned();
    let on_table = |word: &str| format!("{word} {name} ON {table}");
    let (kind, word, make) = match object.kind {
        "trigger" | "rule" => {
            let (kind, word) = if object.kind == "trigger" {
                (UnmodelledKind::Trigger, "TRIGGER")
            } else {
                (UnmodelledKind::Rule, "RULE")
            };
            let make = match enabling(object.flags) {
                Some(enabling) => format!("{definition};\nALTER TABLE {table} {enabling} {word} {name}"),
                None => definition,
            };
            (kind, word, make)
        }
        "policy" => (
            UnmodelledKind::Policy,
            "POLICY",
            policy(object, &on_table("POLICY"))?,
        ),
        _ => return Ok(statistics(object, relation, definition)),
    };
    Ok(Found {
        unmodelled: Unmodelled {
            kind,
            table: Some(relation.name.to_owned()),
            name: object.name.to_owned(),
            description: make.clone(),
            make: Some(make),
            unmake: Some(format!("DROP {}", on_table(word))),
        },
        comment_on: Some(on_table(word)),
    })
}

/// What `ALTER TABLE` says of a trigger or rule that does not fire as it does by itself.
fn enabling(flags: Option<&str>) -> Option<&'static str> {
    match flags {
        Some("D") => Some("DISABLE"),
        Some("R") => Some("ENABLE REPLICA"),
        Some("A") => Some("ENABLE ALWAYS"),
        _ => None,
    }
}

fn policy(object: &Object<'_>, named: &str) -> Result<String, CatalogueError> {
    let mut parts = json_list(object)?;
    let command = match parts.text()?.as_str() {
        "r" => "SELECT",
        "a" => "INSERT",
        "w" => "UPDATE",
        "d" => "DELETE",
        _ => "ALL",
    };
    let manner = if parts.flag()? {
        "PERMISSIVE"
    } else {
        "RESTRICTIVE"
    };
    let roles = parts.texts()?.join(", ");
    let mut text = format!("CREATE {named} AS {manner} FOR {command} TO {roles}");
    if let Some(using) = parts.optional()? {
        text.push_str(&format!(" USING ({using})"));
    }
    if let Some(check) = parts.optional()? {
        text.push_str(&format!(" WITH CHECK ({check})"));
    }
    Ok(text)
}

/// Statistics over several columns are made after their table, so they are a property of it.
fn statistics(object: &Object<'_>, relation: &Relation<'_>, definition: String) -> Found {
    let name = quote_identifier(object.name);
    let make = match object.flags {
        Some(target) => format!("{definition};\nALTER STATISTICS {name} SET STATISTICS {target}"),
        None => definition,
    };
    Found {
        unmodelled: Unmodelled {
            kind: UnmodelledKind::Property,
            table: Some(relation.name.to_owned()),
            name: format!("statistics `{}`", object.name),
            description: make.clone(),
            make: Some(make),
            unmake: Some(format!("DROP STATISTICS {name}")),
        },
        comment_on: Some(format!("STATISTICS {name}")),
    }
}

fn of_the_schema(object: &Object<'_>, raw: &Raw<'_>) -> Result<Found, CatalogueError> {
    let bare = |text: &str| without_schema(text, raw.quoted_schema);
    let quoted = quote_identifier(object.name);
    let identity = object.identity.unwrap_or_default();
    let mut name = object.name.to_owned();
    let (kind, description, make, named) = match object.kind {
        "routine" => {
            let word = if object.flags == Some("p") {
                "PROCEDURE"
            } else {
                "FUNCTION"
            };
            let definition = bare(object.definition.unwrap_or_default());
            let definition = definition.trim_end().to_owned();
            identity.clone_into(&mut name);
            let named = format!("{word} {identity}");
            (
                UnmodelledKind::Routine,
                definition.clone(),
                Some(definition),
                named,
            )
        }
        "extension" => {
            let mut make = format!("CREATE EXTENSION {quoted}");
            if let Some(schema) = object.definition {
                make.push_str(&format!(" SCHEMA {schema}"));
            }
            if let Some(version) = object.flags {
                make.push_str(&format!(" VERSION {}", quote_literal(version)));
            }
            let named = format!("EXTENSION {quoted}");
            (UnmodelledKind::Extension, make.clone(), Some(make), named)
        }
        "event trigger" => {
            let make = event_trigger(object, &quoted)?;
            let named = format!("EVENT TRIGGER {quoted}");
            (UnmodelledKind::Trigger, make.clone(), Some(make), named)
        }
        "collation" => {
            let make = collation(object, &quoted)?;
            let named = format!("COLLATION {quoted}");
            (UnmodelledKind::Other, make.clone(), Some(make), named)
        }
        _ => {
            let description = object.definition.unwrap_or_default().to_owned();
            name.clone_from(&description);
            (UnmodelledKind::Other, description, None, bare(identity))
        }
    };
    let comment_on = if object.kind == "extension" {
        // Extensions bring their own.
        None
    } else {
        Some(named.clone())
    };
    Ok(Found {
        unmodelled: Unmodelled {
            kind,
            table: None,
            name,
            description,
            make,
            unmake: (!named.is_empty()).then(|| format!("DROP {named}")),
        },
        comment_on,
    })
}

fn event_trigger(object: &Object<'_>, quoted: &str) -> Result<String, CatalogueError> {
    let mut parts = json_list(object)?;
    let mut text = format!("CREATE EVENT TRIGGER {quoted} ON {}", parts.text()?);
    let tags: Vec<String> = parts.texts()?.iter().map(|tag| quote_literal(tag)).collect();
    if !tags.is_empty() {
        text.push_str(&format!(" WHEN TAG IN ({})", tags.join(", ")));
    }
    text.push_str(&format!(" EXECUTE FUNCTION {}()", parts.text()?));
    if let Some(enabling) = enabling(object.flags) {
        text.push_str(&format!(";\nALTER EVENT TRIGGER {quoted} {enabling}"));
    }
    Ok(text)
}

/// The columns of `pg_collation` have changed from version to version, so they come by name.
fn collation(object: &Object<'_>, quoted: &str) -> Result<String, CatalogueError> {
    let text = object.definition.unwrap_or_default();
    let row: Value = serde_json::from_str(text).map_err(|_| unreadable(text))?;
    let column = |name: &str| row.get(name).and_then(Value::as_str);
    let provider = match column("collprovider") {
        Some("i") => "icu",
        Some("b") => "builtin",
        _ => "libc",
    };
    let mut options = vec![format!("PROVIDER = {provider}")];
    let locale = ["colllocale", "colliculocale"].into_iter().find_map(column);
    match (locale, column("collcollate"), column("collctype")) {
        (Some(locale), ..) => options.push(format!("LOCALE = {}", quote_literal(locale))),
        (None, Some(collate), Some(ctype)) if collate != ctype => {
            options.push(format!("LC_COLLATE = {}", quote_literal(collate)));
            options.push(format!("LC_CTYPE = {}", quote_literal(ctype)));
        }
        (None, Some(collate), _) => options.push(format!("LOCALE = {}", quote_literal(collate))),
        _ => {}
    }
    if row.get("collisdeterministic") == Some(&Value::Bool(false)) {
        options.push("DETERMINISTIC = false".to_owned());
    }
    if let Some(rules) = column("collicurules") {
        options.push(format!("RULES = {}", quote_literal(rules)));
    }
    Ok(format!("CREATE COLLATION {quoted} ({})", options.join(", ")))
}

fn json_list(object: &Object<'_>) -> Result<Items, CatalogueError> {
    let text = object.definition.unwrap_or_default();
    Items::parse("objects", text).ok_or_else(|| unreadable(text))
}

fn unreadable(text: &str) -> CatalogueError {
    CatalogueError::Value {
        query: "objects",
        cell: 7,
        value: text.to_owned(),
    }
}
