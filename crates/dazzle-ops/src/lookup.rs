//! Finding things in a schema, with the error that names what is missing.

use std::collections::BTreeMap;

use dazzle_schema::{Column, ForeignKey, Name, Schema, Table, UniqueConstraint};

use crate::{ApplyError, Described, difference};

pub fn table<'a>(schema: &'a Schema, name: &Name) -> Result<&'a Table, ApplyError> {
    schema
        .table(name)
        .ok_or_else(|| ApplyError::NoTable { table: name.clone() })
}

pub fn table_mut<'a>(schema: &'a mut Schema, name: &Name) -> Result<&'a mut Table, ApplyError> {
    schema
        .table_mut(name)
        .ok_or_else(|| ApplyError::NoTable { table: name.clone() })
}

pub fn column<'a>(table: &'a Table, name: &Name) -> Result<&'a Column, ApplyError> {
    table.column(name).ok_or_else(|| ApplyError::NoColumn {
        table: table.name.clone(),
        column: name.clone(),
    })
}

/// The columns must be there, at least one, and each only once.
pub fn key_columns(table: &Table, columns: &[Name], what: &str) -> Result<(), ApplyError> {
    if columns.is_empty() {
        return Err(ApplyError::Malformed {
            reason: format!("{what} has no columns"),
        });
    }
    for (at, name) in columns.iter().enumerate() {
        column(table, name)?;
        if columns.iter().take(at).any(|earlier| earlier == name) {
            return Err(ApplyError::Malformed {
                reason: format!("{what} names column `{name}` twice"),
            });
        }
    }
    Ok(())
}

/// The columns that the index of a key carries beside `key` must be there, each once, and not in the key.
pub fn included_columns(
    table: &Table,
    key: &[&Name],
    include: &[Name],
    what: &str,
) -> Result<(), ApplyError> {
    if include.is_empty() {
        return Ok(());
    }
    key_columns(table, include, what)?;
    match include.iter().find(|name| key.contains(name)) {
        Some(name) => Err(ApplyError::Malformed {
            reason: format!("{what} includes column `{name}`, which is in its key already"),
        }),
        None => Ok(()),
    }
}

/// The columns of a unique constraint must be there.
pub fn unique_fits(table: &Table, unique: &UniqueConstraint) -> Result<(), ApplyError> {
    let what = format!("unique constraint `{}`", unique.name);
    key_columns(table, &unique.columns, &what)?;
    let key: Vec<&Name> = unique.columns.iter().collect();
    included_columns(table, &key, &unique.include, &what)
}

/// A generated column computes something, and has no other source of values.
pub fn column_fits(table: &Name, column: &Column) -> Result<(), ApplyError> {
    let Some(generated) = &column.generated else {
        return Ok(());
    };
    let other = if generated.expression.is_blank() {
        "no expression"
    } else if column.default.is_some() {
        "a default, too"
    } else if column.identity.is_some() {
        "an identity, too"
    } else {
        return Ok(());
    };
    Err(ApplyError::Malformed {
        reason: format!(
            "generated column `{}` of table `{table}` has {other}",
            column.name
        ),
    })
}

/// No constraint of the table and no index may have the name yet.
pub fn name_is_free(table: &Table, name: &Name) -> Result<(), ApplyError> {
    if let Some(kind) = table.constraint_kind(name) {
        return Err(ApplyError::ObjectExists {
            table: table.name.clone(),
            kind: kind.as_str(),
            name: name.clone(),
        });
    }
    if table.indexes.contains_key(name) {
        return Err(ApplyError::ObjectExists {
            table: table.name.clone(),
            kind: "index",
            name: name.clone(),
        });
    }
    Ok(())
}

/// The foreign key `key` of `owner` must point from columns that are there to a key that is there.
pub fn foreign_key_fits(schema: &Schema, owner: &Table, key: &ForeignKey) -> Result<(), ApplyError> {
    key_columns(owner, &key.columns, &format!("foreign key `{}`", key.name))?;
    let target = if key.references.table == owner.name {
        owner
    } else {
        table(schema, &key.references.table)?
    };
    if key.references.columns.len() != key.columns.len() {
        return Err(ApplyError::Malformed {
            reason: format!(
                "foreign key `{}` has {} columns but points to {}",
                key.name,
                key.columns.len(),
                key.references.columns.len()
            ),
        });
    }
    for name in &key.references.columns {
        column(target, name)?;
    }
    if !target.has_key_over(&key.references.columns) {
        return Err(ApplyError::NoKeyThere {
            name: key.name.clone(),
            table: target.name.clone(),
            columns: comma_separated(&key.references.columns),
        });
    }
    Ok(())
}

/// Takes the object called `name` out of `objects`, those of one kind of `table`. It must be as `stated`.
pub fn take<T: PartialEq + Described>(
    objects: &mut BTreeMap<Name, T>,
    table: &Name,
    kind: &'static str,
    name: &Name,
    stated: &T,
) -> Result<(), ApplyError> {
    match objects.get(name) {
        None => Err(ApplyError::NoObject {
            table: table.clone(),
            kind,
            name: name.clone(),
        }),
        Some(actual) if actual != stated => Err(ApplyError::NotAsDescribed {
            what: format!("{kind} `{name}` of table `{table}`"),
            difference: difference(actual, stated),
        }),
        Some(_) => {
            objects.remove(name);
            Ok(())
        }
    }
}

/// No foreign key may need the key over `columns` of the table `name` once `remaining` is what is left of it.
pub fn key_is_unused(
    schema: &Schema,
    remaining: &Table,
    columns: &[Name],
    what: &str,
) -> Result<(), ApplyError> {
    for (owner, key) in schema.references_to(&remaining.name) {
        let same = key.references.columns.len() == columns.len()
            && key.references.columns.iter().all(|name| columns.contains(name));
        if same && !remaining.has_key_over(columns) {
            return Err(ApplyError::InUse {
                what: what.to_owned(),
                user: format!("foreign key `{}` of table `{}`", key.name, owner.name),
            });
        }
    }
    Ok(())
}

pub fn comma_separated(names: &[Name]) -> String {
    names.iter().map(Name::as_str).collect::<Vec<_>>().join(", ")
}

/// A person's words without line ends.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
