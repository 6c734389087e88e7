//! Properties of tables, views and columns that the schema model does not have.

use super::findings::{Alter, Findings, Place};
use super::raw::{OddColumn, Raw, RawColumn, Relation};
use crate::quote::{quote_identifier, quote_literal};

/// Reports what the relation and its columns have.
pub fn report(raw: &Raw<'_>, relation: &Relation<'_>, findings: &mut Findings) {
    if relation.kind == 'S' {
        return;
    }
    let subject = alter(relation);
    let place = Place::relation(relation.oid);
    storage_parameters(place, relation.name, &subject, "", &relation.options, findings);
    storage_parameters(
        place,
        relation.name,
        &subject,
        "toast.",
        &relation.toast_options,
        findings,
    );
    let mut property = |name: &str, description: &str, make: &str, unmake: &str| {
        let alter = Alter::new(&*subject, make, unmake);
        findings.property_of(place, relation.name, name, description, &alter);
    };
    if relation.persistence == 'u' {
        property("unlogged", "unlogged", "SET UNLOGGED", "SET LOGGED");
    }
    if let Some(method) = relation.access_method {
        let make = format!("SET ACCESS METHOD {}", quote_identifier(method));
        property("access method", method, &make, "SET ACCESS METHOD heap");
    }
    if let Some(tablespace) = relation.tablespace {
        let make = format!("SET TABLESPACE {}", quote_identifier(tablespace));
        property("tablespace", tablespace, &make, "SET TABLESPACE pg_default");
    }
    if let Some(of_type) = relation.of_type {
        property("of type", of_type, &format!("OF {of_type}"), "NOT OF");
    }
    if relation.row_security.contains('r') {
        let (make, unmake) = ("ENABLE ROW LEVEL SECURITY", "DISABLE ROW LEVEL SECURITY");
        property("row level security", "enabled", make, unmake);
    }
    if relation.row_security.contains('f') {
        let (make, unmake) = ("FORCE ROW LEVEL SECURITY", "NO FORCE ROW LEVEL SECURITY");
        property("forced row level security", "forced", make, unmake);
    }
    // Identity by an index is reported with the index.
    for (letter, what) in [("n", "NOTHING"), ("f", "FULL")] {
        if relation.replica_identity == Some(letter) && matches!(relation.kind, 'r' | 'p' | 'm') {
            let make = format!("REPLICA IDENTITY {what}");
            property(
                "replica identity",
                &what.to_lowercase(),
                &make,
                "REPLICA IDENTITY DEFAULT",
            );
        }
    }
    for column in raw.columns_of(relation.oid) {
        report_column(relation, column, findings);
    }
}

/// `ALTER TABLE "t"`, or what it is called for the relation's kind.
pub fn alter(relation: &Relation<'_>) -> String {
    format!(
        "ALTER {} {}",
        kind_in_sql(relation.kind),
        quote_identifier(relation.name)
    )
}

/// The words for a relation of this kind.
pub fn kind_in_sql(kind: char) -> &'static str {
    match kind {
        'v' => "VIEW",
        'm' => "MATERIALIZED VIEW",
        'f' => "FOREIGN TABLE",
        'S' => "SEQUENCE",
        _ => "TABLE",
    }
}

/// Storage parameters, and options of views: each is a property.
pub fn storage_parameters(
    place: Place<'_>,
    owner: &str,
    subject: &str,
    prefix: &str,
    options: &[String],
    findings: &mut Findings,
) {
    for option in options {
        let (name, value) = option.split_once('=').unwrap_or((option, "true"));
        let name = format!("{prefix}{name}");
        let make = format!("SET ({name} = {})", quote_literal(value));
        let unmake = format!("RESET ({name})");
        let description = format!("{name} = {value}");
        let alter = Alter::new(subject, make, unmake);
        findings.property_of(place, owner, name, description, &alter);
    }
}

fn report_column(relation: &Relation<'_>, column: &RawColumn<'_>, findings: &mut Findings) {
    let subject = format!(
        "{} ALTER COLUMN {}",
        alter(relation),
        quote_identifier(column.name)
    );
    let mut property = |what: &str, description: &str, make: String, unmake: String| {
        let name = format!("{what} of column `{}`", column.name);
        let alter = Alter::new(&*subject, make, unmake);
        findings.property_of(
            Place::relation(relation.oid),
            relation.name,
            name,
            description,
            &alter,
        );
    };
    if matches!(relation.kind, 'v' | 'm')
        && let Some(expression) = column.expression
    {
        let make = format!("SET DEFAULT {expression}");
        property("default", expression, make, "DROP DEFAULT".to_owned());
    }
    let Some(odd) = &column.odd else { return };
    let OddColumn {
        storage,
        type_storage,
        statistics,
        compression,
        options,
        // They stand in the text of the foreign table.
        foreign_options: _,
    } = odd;
    if let Some(storage) = storage {
        let set = |letter: &str| format!("SET STORAGE {}", storage_word(letter));
        property("storage", storage_word(storage), set(storage), set(type_storage));
    }
    if let Some(target) = statistics {
        let make = format!("SET STATISTICS {target}");
        property(
            "statistics",
            &target.to_string(),
            make,
            "SET STATISTICS -1".to_owned(),
        );
    }
    if let Some(compression) = compression {
        let method = match compression.as_str() {
            "p" => "pglz",
            "l" => "lz4",
            other => other,
        };
        let make = format!("SET COMPRESSION {method}");
        property("compression", method, make, "SET COMPRESSION default".to_owned());
    }
    for option in options {
        let (name, value) = option.split_once('=').unwrap_or((option, ""));
        let make = format!("SET ({name} = {})", quote_literal(value));
        property(name, option, make, format!("RESET ({name})"));
    }
}

fn storage_word(letter: &str) -> &str {
    match letter {
        "p" => "PLAIN",
        "e" => "EXTERNAL",
        "m" => "MAIN",
        "x" => "EXTENDED",
        other => other,
    }
}
