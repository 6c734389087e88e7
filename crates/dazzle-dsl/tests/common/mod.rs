//! What the tests share: text in, schema or drawn findings out.

#![allow(dead_code)]

pub mod cases;

use std::fmt::Write as _;

use dazzle_dsl::{
    Diagnostic, InvariantChecks, Loaded, Model, Profile, Projection, Settings, Severity, SourceFile,
};
use dazzle_schema::{CheckRule, IndexKey, Name, Schema, SqlText, Table};

pub fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

pub fn ours() -> Settings {
    Settings::default()
}

pub fn dazzle() -> Settings {
    Settings {
        profile: Profile::Dazzle,
        ..Settings::default()
    }
}

pub fn checking() -> Settings {
    Settings {
        invariants: InvariantChecks::Check,
        ..Settings::default()
    }
}

pub fn files(texts: &[(&str, &str)]) -> Vec<SourceFile> {
    texts
        .iter()
        .map(|(path, text)| SourceFile::new(*path, *text))
        .collect()
}

pub fn load(text: &str) -> Loaded {
    dazzle_dsl::load(&files(&[("test.dsl", text)]), &ours())
}

pub fn model(text: &str) -> Model {
    load(text)
        .into_model()
        .unwrap_or_else(|errors| panic!("{errors:#?}\nin\n{text}"))
}

pub fn projection_with(text: &str, settings: &Settings) -> Projection {
    let model = dazzle_dsl::load(&files(&[("test.dsl", text)]), settings)
        .into_model()
        .unwrap_or_else(|errors| panic!("{errors:#?}\nin\n{text}"));
    let projection = dazzle_dsl::project(&model, settings);
    assert!(
        !projection.diagnostics.iter().any(Diagnostic::is_error),
        "{:#?}",
        projection.diagnostics
    );
    check_sound(&projection.schema);
    projection
}

pub fn schema_with(text: &str, settings: &Settings) -> Schema {
    projection_with(text, settings).schema
}

pub fn schema(text: &str) -> Schema {
    schema_with(text, &ours())
}

/// The schema as text, compared without the indentation of the expectation.
#[track_caller]
pub fn check_schema(text: &str, expected: &str) {
    check_schema_with(text, &ours(), expected);
}

#[track_caller]
pub fn check_schema_with(text: &str, settings: &Settings, expected: &str) {
    assert_text(&describe(&schema_with(text, settings)), expected);
}

/// One table of the schema as text.
#[track_caller]
pub fn check_table(text: &str, table: &str, expected: &str) {
    check_table_with(text, &ours(), table, expected);
}

#[track_caller]
pub fn check_table_with(text: &str, settings: &Settings, table: &str, expected: &str) {
    let schema = schema_with(text, settings);
    assert_text(&describe_table(schema.table(&name(table)).unwrap()), expected);
}

#[track_caller]
fn assert_text(actual: &str, expected: &str) {
    let squeeze = |text: &str| -> Vec<String> {
        let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
        text.lines().map(words).filter(|line| !line.is_empty()).collect()
    };
    assert!(
        squeeze(actual) == squeeze(expected),
        "actual:\n{actual}\nexpected:\n{expected}"
    );
}

/// All names are found: keys, references and indexes speak of columns that exist.
pub fn check_sound(schema: &Schema) {
    for table in schema.tables() {
        let has = |columns: &[Name]| columns.iter().all(|column| table.columns.contains_key(column));
        assert!(has(&table.primary_key.as_ref().unwrap().columns));
        assert!(
            table.uniques.values().all(|unique| has(&unique.columns)),
            "{table:#?}"
        );
        for key in table.foreign_keys.values() {
            let target = schema.table(&key.references.table).unwrap();
            assert!(has(&key.columns), "{key:?}");
            assert!(target.has_key_over(&key.references.columns), "{key:?}");
        }
        for index in table.indexes.values() {
            for part in &index.parts {
                assert!(matches!(&part.key, IndexKey::Column(column) if table.columns.contains_key(column)));
            }
        }
        for check in table.checks.values() {
            if let CheckRule::OneOf { column, .. } = &check.rule {
                assert!(table.columns.contains_key(column));
            }
        }
    }
}

pub fn describe(schema: &Schema) -> String {
    schema.tables().map(describe_table).collect()
}

fn joined(names: &[Name]) -> String {
    names.iter().map(Name::as_str).collect::<Vec<_>>().join(", ")
}

fn sql(text: &SqlText) -> String {
    match text {
        SqlText::Portable(text) => text.clone(),
        SqlText::PerDialect(texts) => texts
            .iter()
            .map(|(dialect, text)| format!("{dialect}: {text}"))
            .collect::<Vec<_>>()
            .join(" | "),
    }
}

pub fn describe_table(table: &Table) -> String {
    let mut out = format!("table {}\n", table.name);
    for column in table.columns.values() {
        let _ = write!(out, "  {} {}", column.name, column.column_type);
        if !column.nullable {
            out.push_str(" not null");
        }
        if let Some(identity) = column.identity {
            let _ = write!(out, " {}", identity.as_str());
        }
        if let Some(default) = &column.default {
            let _ = write!(out, " = {default}");
        }
        out.push('\n');
    }
    if let Some(key) = &table.primary_key {
        let _ = writeln!(out, "  {} primary key ({})", key.name, joined(&key.columns));
    }
    for key in table.foreign_keys.values() {
        let _ = write!(
            out,
            "  {} ({}) -> {} ({})",
            key.name,
            joined(&key.columns),
            key.references.table,
            joined(&key.references.columns)
        );
        let _ = writeln!(out, " {}", key.on_delete.as_str());
    }
    for unique in table.uniques.values() {
        let _ = writeln!(out, "  {} unique ({})", unique.name, joined(&unique.columns));
    }
    for check in table.checks.values() {
        match &check.rule {
            CheckRule::OneOf { column, values } => {
                let values: Vec<&str> = values.iter().collect();
                let _ = writeln!(out, "  {} {column} in ({})", check.name, values.join(", "));
            }
            CheckRule::Sql(text) => {
                let _ = writeln!(out, "  {} check {}", check.name, sql(text));
            }
        }
    }
    for index in table.indexes.values() {
        let columns: Vec<&str> = index
            .parts
            .iter()
            .map(|part| match &part.key {
                IndexKey::Column(column) => column.as_str(),
                IndexKey::Expression(_) => "?",
            })
            .collect();
        let unique = if index.unique { "unique " } else { "" };
        let _ = write!(out, "  {} {unique}index ({})", index.name, columns.join(", "));
        if let Some(predicate) = &index.predicate {
            let _ = write!(out, " where {}", sql(predicate));
        }
        out.push('\n');
    }
    out
}

/// Findings of at least `least` severity, each as its line with carets below.
pub fn draw(files: &[SourceFile], diagnostics: &[Diagnostic], least: Severity) -> String {
    let mut out = String::new();
    for found in diagnostics.iter().filter(|found| found.severity >= least) {
        let remark = format!("{}: {}", found.code, found.message);
        match found.primary {
            None => {
                let _ = writeln!(out, "{remark}");
            }
            Some(span) => {
                let position = files[span.file].position(span);
                let indent = " ".repeat(position.column - 1);
                let carets = "^".repeat(position.width);
                let _ = writeln!(
                    out,
                    "{}\n{indent}{carets} {remark}",
                    position.line_text.replace('\t', " ")
                );
            }
        }
        if let Some(help) = &found.help {
            let _ = writeln!(out, "help: {help}");
        }
    }
    out
}

/// The errors of `text` are exactly the `expected` drawing.
#[track_caller]
pub fn check_error(text: &str, expected: &str) {
    check_findings(&[("test.dsl", text)], &ours(), Severity::Error, expected);
}

/// The errors and warnings of `text` are exactly the `expected` drawing.
#[track_caller]
pub fn check_warning(text: &str, expected: &str) {
    check_findings(&[("test.dsl", text)], &ours(), Severity::Warning, expected);
}

#[track_caller]
pub fn check_findings(texts: &[(&str, &str)], settings: &Settings, least: Severity, expected: &str) {
    let files = files(texts);
    let loaded = dazzle_dsl::load(&files, settings);
    let actual = draw(&files, loaded.diagnostics(), least);
    let expected = expected.strip_prefix('\n').unwrap_or(expected);
    assert!(
        actual.trim_end() == expected.trim_end(),
        "actual:\n{actual}\nexpected:\n{expected}"
    );
    let has_error = loaded.diagnostics().iter().any(Diagnostic::is_error);
    assert_eq!(loaded.into_model().is_err(), has_error);
}
