//! Our schema beside what the witness saw.

use std::collections::BTreeSet;
use std::fmt::Debug;

use dazzle_schema::{
    Column, ColumnType, Deferrability, Dialect, ForeignKey, GeneratedStorage, Identity, Index, IndexKey,
    Name, Schema, SortOrder, Table,
};
use serde_json::Value;

/// Where the two disagree, a line each; nothing when they agree.
///
/// Compared are tables, views, columns with type, nullability, identity and generation, primary keys, unique
/// constraints, foreign keys and indexes, with their names where the witness knows them. Dazzle's own two tables are
/// left out.
pub fn compare(schema: &Schema, witness: &Value, dialect: Dialect) -> Vec<String> {
    let mut comparison = Comparison {
        dialect,
        differences: Vec::new(),
    };
    let seen = witness["tables"].as_object().unwrap();
    comparison.equal(
        "tables",
        &schema.table_names().map(Name::as_str).collect::<BTreeSet<_>>(),
        &seen
            .keys()
            .map(String::as_str)
            .filter(|name| !name.starts_with("_dazzle"))
            .collect(),
    );
    comparison.equal(
        "views",
        &schema
            .views()
            .map(|view| view.name.to_string())
            .collect::<BTreeSet<_>>(),
        &texts(&witness["views"]).into_iter().collect(),
    );
    for table in schema.tables() {
        if let Some(seen) = seen.get(table.name.as_str()) {
            comparison.table(table, seen);
        }
    }
    comparison.differences
}

struct Comparison {
    dialect: Dialect,
    differences: Vec<String>,
}

impl Comparison {
    fn equal<T: PartialEq + Debug>(&mut self, what: &str, ours: &T, theirs: &T) {
        if ours != theirs {
            self.differences
                .push(format!("{what}: {ours:?}, the witness says {theirs:?}"));
        }
    }

    fn table(&mut self, table: &Table, seen: &Value) {
        let name = &table.name;
        let columns = seen["columns"].as_object().unwrap();
        self.equal(
            &format!("{name}: columns"),
            &table.columns.keys().map(Name::as_str).collect::<BTreeSet<_>>(),
            &columns.keys().map(String::as_str).collect(),
        );
        for column in table.columns.values() {
            if let Some(seen) = columns.get(column.name.as_str()) {
                self.column(table, column, seen);
            }
        }

        let key = table.primary_key.as_ref();
        self.equal(
            &format!("{name}: primary key"),
            &key.map(|key| names(&key.columns)).unwrap_or_default(),
            &texts(&seen["primary_key"]["columns"]),
        );
        if let (Some(key), Some(seen)) = (key, seen["primary_key"]["name"].as_str()) {
            self.equal(
                &format!("{name}: name of the primary key"),
                &key.name.as_str(),
                &seen,
            );
        }

        let uniques = table
            .uniques
            .values()
            .map(|unique| (Some(unique.name.as_str()), names(&unique.columns)));
        self.members(
            &format!("{name}: unique constraints"),
            uniques.collect(),
            &seen["uniques"],
            |seen| texts(&seen["columns"]),
        );
        let keys = table
            .foreign_keys
            .values()
            .map(|key| (Some(key.name.as_str()), our_foreign_key(key)));
        self.members(
            &format!("{name}: foreign keys"),
            keys.collect(),
            &seen["foreign_keys"],
            their_foreign_key,
        );
        let indexes = table
            .indexes
            .values()
            // SQLAlchemy leaves out what it cannot say.
            .filter(|index| self.dialect == Dialect::Postgresql || !has_expression(index))
            .map(|index| (Some(index.name.as_str()), our_index(index, self.dialect)));
        self.members(
            &format!("{name}: indexes"),
            indexes.collect(),
            &seen["indexes"],
            their_index,
        );
    }

    fn column(&mut self, table: &Table, column: &Column, seen: &Value) {
        let place = format!("{}.{}", table.name, column.name);
        match (seen["type"].as_str(), &column.column_type) {
            (Some(seen), _) => self.equal(
                &format!("{place}: type"),
                &type_name(table, column, self.dialect),
                &plain(seen),
            ),
            // It does not know the type, and we keep it as the database spells it.
            (None, ColumnType::Native(_)) => {}
            (None, known) => self.equal(
                &format!("{place}: type"),
                &known.to_string(),
                &"a type it does not know".to_owned(),
            ),
        }
        // SQLite lets a key's columns be NULL where the table does not say otherwise, which a schema cannot tell.
        if self.dialect == Dialect::Postgresql || !is_key_column(table, column) {
            self.equal(
                &format!("{place}: nullable"),
                &Some(column.nullable),
                &seen["nullable"].as_bool(),
            );
        }
        let generated = column.generated.as_ref().map(|it| match it.storage {
            GeneratedStorage::Stored => "stored",
            GeneratedStorage::Virtual => "virtual",
        });
        self.equal(
            &format!("{place}: generated"),
            &generated,
            &seen["generated"].as_str(),
        );
        if self.dialect == Dialect::Postgresql {
            let identity = match column.identity {
                Some(Identity::Always) => Some("always"),
                Some(Identity::ByDefault) => Some("by_default"),
                // A default and a sequence of its own, for everybody else.
                Some(Identity::Serial) | None => None,
            };
            self.equal(
                &format!("{place}: identity"),
                &identity,
                &seen["identity"].as_str(),
            );
        }
    }

    /// Compares two lists in which each has a name, which the witness may not know.
    fn members(
        &mut self,
        what: &str,
        mut ours: Vec<(Option<&str>, Vec<String>)>,
        theirs: &Value,
        describe: impl Fn(&Value) -> Vec<String>,
    ) {
        let mut unmatched = Vec::new();
        for seen in theirs.as_array().unwrap() {
            let (name, description) = (seen["name"].as_str(), describe(seen));
            let found = ours.iter().position(|(our_name, our_description)| {
                *our_description == description && (name.is_none() || *our_name == name)
            });
            match found {
                Some(found) => drop(ours.swap_remove(found)),
                None => unmatched.push((name, description)),
            }
        }
        self.equal(what, &ours, &unmatched);
    }
}

fn our_foreign_key(key: &ForeignKey) -> Vec<String> {
    let mut facts = names(&key.columns);
    facts.push(format!("to {}", key.references.table));
    facts.extend(names(&key.references.columns));
    facts.push(format!("on delete {}", key.on_delete.sql()));
    facts.push(format!("on update {}", key.on_update.sql()));
    facts.push(
        match key.deferrability {
            Deferrability::NotDeferrable => "not deferrable",
            Deferrability::InitiallyImmediate => "immediate",
            Deferrability::InitiallyDeferred => "deferred",
        }
        .to_owned(),
    );
    facts
}

fn their_foreign_key(seen: &Value) -> Vec<String> {
    let mut facts = texts(&seen["columns"]);
    facts.push(format!("to {}", seen["table"].as_str().unwrap()));
    facts.extend(texts(&seen["references"]));
    facts.push(format!("on delete {}", seen["on_delete"].as_str().unwrap()));
    facts.push(format!("on update {}", seen["on_update"].as_str().unwrap()));
    facts.push(
        match (
            seen["deferrable"].as_bool().unwrap(),
            seen["deferred"].as_bool().unwrap(),
        ) {
            (false, _) => "not deferrable",
            (true, false) => "immediate",
            (true, true) => "deferred",
        }
        .to_owned(),
    );
    facts
}

const EXPRESSION: &str = "an expression";

fn has_expression(index: &Index) -> bool {
    index
        .parts
        .iter()
        .any(|part| matches!(part.key, IndexKey::Expression(_)))
}

fn our_index(index: &Index, dialect: Dialect) -> Vec<String> {
    let mut facts = Vec::new();
    for part in &index.parts {
        facts.push(match &part.key {
            IndexKey::Column(name) => name.to_string(),
            IndexKey::Expression(_) => EXPRESSION.to_owned(),
        });
    }
    let mut descending: Vec<&str> = index
        .parts
        .iter()
        // SQLAlchemy tells directions of PostgreSQL's indexes only.
        .filter(|part| dialect == Dialect::Postgresql && part.order == SortOrder::Descending)
        .filter_map(|part| match &part.key {
            IndexKey::Column(name) => Some(name.as_str()),
            IndexKey::Expression(_) => None,
        })
        .collect();
    descending.sort_unstable();
    facts.extend(descending.iter().map(|name| format!("descending {name}")));
    facts.push(format!(
        "unique {}, partial {}",
        index.unique,
        index.predicate.is_some()
    ));
    facts
}

fn their_index(seen: &Value) -> Vec<String> {
    let columns = seen["columns"].as_array().unwrap();
    let mut facts: Vec<String> = columns
        .iter()
        .map(|column| column.as_str().unwrap_or(EXPRESSION).to_owned())
        .collect();
    facts.extend(
        texts(&seen["descending"])
            .iter()
            .map(|name| format!("descending {name}")),
    );
    facts.push(format!("unique {}, partial {}", seen["unique"], seen["partial"]));
    facts
}

/// A type as SQLAlchemy writes it. This list is made by hand, so that an error in the one that Dazzle creates
/// columns by shows here.
fn type_name(table: &Table, column: &Column, dialect: Dialect) -> String {
    let is_postgresql = dialect == Dialect::Postgresql;
    let pick = |postgresql: &str, sqlite: &str| if is_postgresql { postgresql } else { sqlite }.to_owned();
    match &column.column_type {
        // SQLite numbers the rows of a table in a column declared so and no other.
        ColumnType::SmallInt | ColumnType::BigInt
            if !is_postgresql && column.identity.is_some() && is_key_column(table, column) =>
        {
            "integer".to_owned()
        }
        ColumnType::Varchar(length) => format!("varchar({length})"),
        ColumnType::Text => "text".to_owned(),
        ColumnType::SmallInt => "smallint".to_owned(),
        ColumnType::Integer => "integer".to_owned(),
        ColumnType::BigInt => "bigint".to_owned(),
        ColumnType::Decimal { precision, scale } => format!("numeric({precision},{scale})"),
        ColumnType::Real => pick("real", "float"),
        ColumnType::Double => pick("double precision", "real"),
        ColumnType::Boolean => "boolean".to_owned(),
        ColumnType::Date => "date".to_owned(),
        ColumnType::Time => pick("time without time zone", "time"),
        ColumnType::Timestamp => pick("timestamp without time zone", "timestamp"),
        ColumnType::TimestampTz => pick("timestamp with time zone", "datetime"),
        ColumnType::Uuid => pick("uuid", "char(36)"),
        ColumnType::Json => pick("jsonb", "text"),
        ColumnType::Bytes => pick("bytea", "blob"),
        ColumnType::Native(spelling) => plain(spelling),
    }
}

/// A spelling of a type without regard to case, quotes and other names for the same type.
fn plain(spelling: &str) -> String {
    let text = spelling.to_lowercase().replace('"', "").replace(", ", ",");
    let text = text
        .replace("character varying", "varchar")
        .replace("decimal", "numeric");
    let (word, rest) = match text.find(['(', '[']) {
        Some(at) => text.split_at(at),
        None => (text.as_str(), ""),
    };
    let word = match word.trim() {
        "character" | "bpchar" => "char",
        "int" | "int4" => "integer",
        "int2" => "smallint",
        "int8" => "bigint",
        "bool" => "boolean",
        "float4" => "real",
        "float8" => "double precision",
        "varbit" => "bit varying",
        "timestamptz" => "timestamp with time zone",
        "timestamp" if rest.is_empty() => "timestamp",
        "timetz" => "time with time zone",
        other => other,
    };
    // SQLAlchemy does not tell how many dimensions an array has, and neither does PostgreSQL mind.
    let rest = rest.replace("[][]", "[]");
    format!("{word}{rest}")
}

fn is_key_column(table: &Table, column: &Column) -> bool {
    table
        .primary_key
        .as_ref()
        .is_some_and(|key| key.columns.contains(&column.name))
}

fn names(names: &[Name]) -> Vec<String> {
    names.iter().map(Name::to_string).collect()
}

fn texts(list: &Value) -> Vec<String> {
    let list = list.as_array().unwrap();
    list.iter()
        .map(|text| text.as_str().unwrap().to_owned())
        .collect()
}
