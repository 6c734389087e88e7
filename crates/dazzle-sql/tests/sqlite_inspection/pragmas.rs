//! What SQLite's pragmas say, compared with an inspection. The reader does not ask for indexes, foreign keys and
//! defaults: it reads them from texts alone.

use std::collections::{BTreeMap, BTreeSet};

use dazzle_schema::{DefaultValue, Dialect, IndexKey, Name, SortOrder, Table};
use dazzle_sql::inspection::Inspection;
use dazzle_sql::sqlite::types::default_sql;

use crate::support::Sqlite;

fn rows(database: &Sqlite, query: &str) -> Vec<Vec<String>> {
    let output = database.run(&format!(".mode ascii\n{query};"));
    output
        .split_terminator('\u{1e}')
        .map(|row| row.split('\u{1f}').map(str::to_owned).collect())
        .collect()
}

fn quoted(name: &str) -> String {
    format!("'{}'", name.replace('\'', "''"))
}

/// Columns, keys, indexes and foreign keys of every table in the schema are as the pragmas say.
pub fn agree(title: &str, database: &Sqlite, found: &Inspection) {
    for table in found.schema.tables() {
        let context = format!("{title}: {}", table.name);
        columns(&context, database, table, found);
        indexes(&context, database, table, found);
        foreign_keys(&context, database, table, found);
    }
}

/// Whether a constraint of the table is reported whose text holds the words.
fn is_reported(found: &Inspection, table: &Table, words: &str) -> bool {
    found.unmodelled.iter().any(|it| {
        it.table.as_deref() == Some(table.name.as_str())
            && it.description.to_ascii_uppercase().contains(words)
    })
}

fn columns(context: &str, database: &Sqlite, table: &Table, found: &Inspection) {
    let listed = rows(
        database,
        &format!(
            "SELECT name, type, \"notnull\", ifnull(dflt_value, ''), dflt_value IS NOT NULL, pk, hidden
             FROM pragma_table_xinfo({})",
            quoted(table.name.as_str())
        ),
    );
    assert_eq!(listed.len(), table.columns.len(), "{context}");
    let mut key = BTreeMap::new();
    for (row, column) in listed.iter().zip(table.columns.values()) {
        let context = format!("{context}.{}", column.name);
        assert_eq!(column.name, row[0].as_str(), "{context}");
        let numbered = column.identity.is_some();
        // A key that lets NULL in is required for the schema, and reported.
        let is_open = row[5] != "0" && row[2] != "1" && !numbered;
        assert_eq!(!column.nullable, row[2] == "1" || row[5] != "0", "{context}");
        assert_eq!(
            found.unmodelled.iter().any(|it| {
                it.table.as_deref() == Some(table.name.as_str())
                    && it.name == "NULL in the primary key"
                    && it.description.split(", ").any(|open| column.name == open)
            }),
            is_open,
            "{context}"
        );
        let declared = dazzle_sql::sqlite::types::declared_type(table, column);
        let spelled =
            |text: &str| -> String { text.to_ascii_uppercase().split_whitespace().collect::<String>() };
        let no_type = spelled("/* no type */");
        let ours = Some(spelled(&declared))
            .filter(|ours| *ours != no_type)
            .unwrap_or_default();
        let theirs = spelled(&row[1]);
        // A sole key that is declared INTEGER and yet not numbered is made anew as INT.
        let is_sole_key = ours == "INT" && theirs == "INTEGER" && row[5] == "1";
        // Of a type in quotes SQLite shows what stands in the first of them.
        let is_quoted = declared.starts_with(['\'', '"', '[', '`']);
        assert!(
            ours == theirs || is_sole_key || is_quoted,
            "{context}: {ours} and {theirs}"
        );
        assert_eq!(column.generated.is_some(), row[6] != "0", "{context}");
        match &column.default {
            // A default of NULL is none.
            None => assert!(
                row[4] == "0" || row[3].eq_ignore_ascii_case("NULL"),
                "{context}: {row:?}"
            ),
            Some(default) => same_default(&context, database, default, &row[3]),
        }
        if row[5] != "0" {
            key.insert(row[5].parse::<usize>().unwrap(), column.name.clone());
        }
    }
    let key: Vec<Name> = key.into_values().collect();
    let own = table
        .primary_key
        .as_ref()
        .map_or(Vec::new(), |key| key.columns.clone());
    let is_odd = own.is_empty() && is_reported(found, table, "PRIMARY KEY");
    assert!(is_odd || own == key, "{context}: {key:?}");
}

/// Both give the same value, or are the same text. A word or a quoted name is a text.
fn same_default(context: &str, database: &Sqlite, default: &DefaultValue, listed: &str) {
    if let DefaultValue::Expression(text) = default {
        let ours = text.for_dialect(Dialect::Sqlite).unwrap();
        // Of parentheses round it, SQLite shows all but one, and comments.
        let (_, around) = listed
            .split_once(ours)
            .unwrap_or_else(|| panic!("{context}: {ours} and {listed}"));
        let around = around.trim_start_matches([')', ' ']);
        assert!(
            around.is_empty() || around.starts_with("--"),
            "{context}: {ours} and {listed}"
        );
        return;
    }
    if *default == DefaultValue::Uuid {
        assert!(listed.contains("randomblob"), "{context}");
        return;
    }
    let ours = default_sql(default).unwrap();
    let is_word = listed.chars().all(|c| c.is_alphanumeric() || c == '_')
        && !listed.starts_with(|c: char| c.is_ascii_digit())
        && !["TRUE", "FALSE", "CURRENT_TIMESTAMP", "CURRENT_DATE"]
            .contains(&listed.to_ascii_uppercase().as_str());
    let is_quoted_name = listed.starts_with(['[', '`', '"']);
    let theirs = if is_quoted_name {
        let inner = listed.chars().count() - 2;
        quoted(&listed.chars().skip(1).take(inner).collect::<String>())
    } else if is_word {
        quoted(listed)
    } else {
        listed.to_owned()
    };
    let same = database.run(&format!(
        "SELECT {ours} IS {theirs}, typeof({ours}) = typeof({theirs});"
    ));
    assert_eq!(same, "1|1", "{context}: {ours} and {theirs}");
}

/// An index's parts: the column or none for an expression, and whether it is descending.
type Parts = Vec<(Option<String>, bool)>;

fn indexes(context: &str, database: &Sqlite, table: &Table, found: &Inspection) {
    let listed = rows(
        database,
        &format!(
            "SELECT l.name, l.\"unique\", l.origin, l.partial, ifnull(x.name, ''), x.cid, x.\"desc\", x.coll
             FROM pragma_index_list({}) AS l, pragma_index_xinfo(l.name) AS x WHERE x.key ORDER BY l.name, x.seqno",
            quoted(table.name.as_str())
        ),
    );
    let mut made: BTreeMap<String, Parts> = BTreeMap::new();
    let mut behind_uniques: BTreeSet<Vec<String>> = BTreeSet::new();
    let mut constraints: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in &listed {
        let column = (row[5] != "-2" && row[5] != "-1").then(|| row[4].clone());
        if row[2] == "c" {
            made.entry(row[0].clone())
                .or_default()
                .push((column.clone(), row[6] == "1"));
            let is_reported = found.unmodelled.iter().any(|it| it.name == row[0]);
            let index = table.indexes.get(row[0].as_str());
            assert!(index.is_some() != is_reported, "{context}: {row:?}");
            let Some(index) = index else { continue };
            assert_eq!(index.unique, row[1] == "1", "{context}: {row:?}");
            assert_eq!(index.predicate.is_some(), row[3] == "1", "{context}: {row:?}");
            let part = &index.parts[made[&row[0]].len() - 1];
            let own = match &part.key {
                IndexKey::Column(name) => table.columns[name].collation.as_ref(),
                IndexKey::Expression(_) => None,
            };
            // What collation an expression has by itself is not asked here.
            if part.collation.is_some() || matches!(part.key, IndexKey::Column(_)) {
                let collation = part.collation.as_ref().or(own).map_or("BINARY", Name::as_str);
                assert!(collation.eq_ignore_ascii_case(&row[7]), "{context}: {row:?}");
            }
        } else if row[2] == "u" {
            constraints
                .entry(row[0].clone())
                .or_default()
                .push(column.unwrap_or_default());
        }
    }
    behind_uniques.extend(constraints.into_values());
    let ours: BTreeMap<String, Parts> = table
        .indexes
        .values()
        .map(|index| {
            let parts = index
                .parts
                .iter()
                .map(|part| {
                    let column = match &part.key {
                        IndexKey::Column(name) => Some(name.to_string()),
                        IndexKey::Expression(_) => None,
                    };
                    (column, part.order == SortOrder::Descending)
                })
                .collect();
            (index.name.to_string(), parts)
        })
        .collect();
    made.retain(|name, _| table.indexes.contains_key(name.as_str()));
    assert_eq!(ours, made, "{context}");
    // A unique constraint over the key, or one that is there twice, has no index of its own.
    let key = table.primary_key.as_ref().map(|key| texts(&key.columns));
    let uniques: BTreeSet<Vec<String>> = table
        .uniques
        .values()
        .map(|unique| texts(&unique.columns))
        .filter(|columns| Some(columns) != key.as_ref())
        .collect();
    behind_uniques.retain(|columns| Some(columns) != key.as_ref());
    assert!(uniques.is_subset(&behind_uniques), "{context}");
    assert!(
        is_reported(found, table, "UNIQUE") || uniques == behind_uniques,
        "{context}: {behind_uniques:?}"
    );
}

fn texts(names: &[Name]) -> Vec<String> {
    names.iter().map(Name::to_string).collect()
}

fn foreign_keys(context: &str, database: &Sqlite, table: &Table, found: &Inspection) {
    let listed = rows(
        database,
        &format!(
            "SELECT id, lower(\"table\"), lower(\"from\"), on_delete, on_update FROM pragma_foreign_key_list({})
             ORDER BY id, seq",
            quoted(table.name.as_str())
        ),
    );
    let mut theirs: BTreeMap<String, (Vec<String>, Vec<String>)> = BTreeMap::new();
    for row in listed {
        let entry = theirs.entry(row[0].clone()).or_default();
        entry.0.push(row[2].clone());
        entry.1 = vec![row[1].clone(), row[3].clone(), row[4].clone()];
    }
    let mut theirs: Vec<(Vec<String>, Vec<String>)> = theirs.into_values().collect();
    let mut ours: Vec<(Vec<String>, Vec<String>)> = table
        .foreign_keys
        .values()
        .map(|key| {
            (
                key.columns
                    .iter()
                    .map(|name| name.as_str().to_lowercase())
                    .collect(),
                vec![
                    key.references.table.as_str().to_lowercase(),
                    key.on_delete.sql().to_owned(),
                    key.on_update.sql().to_owned(),
                ],
            )
        })
        .collect();
    let reported = found
        .unmodelled
        .iter()
        .filter(|it| {
            it.table.as_deref() == Some(table.name.as_str()) && it.description.contains("REFERENCES")
        })
        .count();
    assert_eq!(theirs.len(), ours.len() + reported, "{context}");
    theirs.sort();
    ours.sort();
    for key in &ours {
        assert!(theirs.contains(key), "{context}: {key:?} is not in {theirs:?}");
    }
}
