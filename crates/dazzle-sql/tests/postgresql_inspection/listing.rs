//! An inspection in words, one thing a line, for expectations.

use dazzle_schema::{
    CheckRule, Column, Deferrability, Dialect, Index, IndexKey, Name, NullsOrder, SortOrder, SqlText, Table,
};
use dazzle_sql::inspection::{Inspection, UnmodelledKind};

/// Everything in it.
pub fn lines(inspection: &Inspection) -> Vec<String> {
    let mut lines: Vec<String> = inspection.schema.tables().flat_map(table).collect();
    for view in inspection.schema.views() {
        assert!(view.columns.is_empty());
        lines.push(format!("view {}: {}", view.name, sql(&view.query)));
    }
    for it in &inspection.unmodelled {
        let mut line = format!("! {}: {}", it.title(), it.description);
        if it.make.is_none() {
            line.push_str(" [nobody can make it]");
        }
        if it.unmake.is_none() {
            line.push_str(" [nobody can unmake it]");
        }
        if it.kind == UnmodelledKind::Extension {
            // Each server has its own versions.
            let version = line.find(" VERSION '").unwrap();
            line.truncate(version);
        }
        lines.push(line.replace('\n', "\n  "));
    }
    assert!(inspection.unnamed.is_empty());
    lines
}

fn table(table: &Table) -> Vec<String> {
    let name = &table.name;
    let mut lines = vec![format!("table {name}{}", comment(table.comment.as_deref()))];
    lines.extend(table.columns.values().map(|it| column(name, it)));
    if let Some(key) = &table.primary_key {
        lines.push(format!(
            "{name} primary key {} ({})",
            key.name,
            names(&key.columns)
        ));
    }
    for key in table.uniques.values() {
        let mut line = format!("{name} unique {} ({})", key.name, names(&key.columns));
        if !key.include.is_empty() {
            line.push_str(&format!(" include ({})", names(&key.include)));
        }
        if key.nulls_not_distinct {
            line.push_str(" nulls not distinct");
        }
        lines.push(line + deferrability(key.deferrability));
    }
    for check in table.checks.values() {
        let rule = match &check.rule {
            CheckRule::OneOf { column, values } => {
                format!(
                    "{column} one of {}",
                    values.iter().collect::<Vec<_>>().join(" | ")
                )
            }
            CheckRule::Sql(text) => sql(text),
        };
        lines.push(format!("{name} check {}: {rule}", check.name));
    }
    for index in table.indexes.values() {
        lines.push(format!("{name} {}", self::index(index)));
    }
    for key in table.foreign_keys.values() {
        lines.push(format!(
            "{name} foreign key {} ({}) to {} ({}) on delete {} on update {}{}",
            key.name,
            names(&key.columns),
            key.references.table,
            names(&key.references.columns),
            key.on_delete.as_str(),
            key.on_update.as_str(),
            deferrability(key.deferrability),
        ));
    }
    lines
}

fn column(table: &Name, column: &Column) -> String {
    let mut line = format!("{table}.{} {}", column.name, column.column_type);
    if !column.nullable {
        line.push_str(" required");
    }
    if let Some(default) = &column.default {
        line.push_str(&format!(" default {default}"));
    }
    if let Some(identity) = column.identity {
        line.push_str(&format!(" identity {}", identity.as_str()));
    }
    if let Some(generated) = &column.generated {
        line.push_str(&format!(
            " generated {} {}",
            generated.storage.as_str(),
            sql(&generated.expression)
        ));
    }
    if let Some(collation) = &column.collation {
        line.push_str(&format!(" collate {collation}"));
    }
    line + &comment(column.comment.as_deref())
}

fn index(index: &Index) -> String {
    let mut line = format!(
        "{}index {}{} (",
        if index.unique { "unique " } else { "" },
        index.name,
        index
            .method
            .as_ref()
            .map(|method| format!(" using {method}"))
            .unwrap_or_default(),
    );
    let parts: Vec<String> = index
        .parts
        .iter()
        .map(|part| {
            let mut text = match &part.key {
                IndexKey::Column(column) => column.to_string(),
                IndexKey::Expression(text) => format!("={}", sql(text)),
            };
            for (word, name) in [("collate", &part.collation), ("class", &part.operator_class)] {
                if let Some(name) = name {
                    text.push_str(&format!(" {word} {name}"));
                }
            }
            if part.order == SortOrder::Descending {
                text.push_str(" desc");
            }
            match part.nulls {
                Some(NullsOrder::First) => text.push_str(" nulls first"),
                Some(NullsOrder::Last) => text.push_str(" nulls last"),
                None => {}
            }
            text
        })
        .collect();
    line.push_str(&format!("{})", parts.join(", ")));
    if !index.include.is_empty() {
        line.push_str(&format!(" include ({})", names(&index.include)));
    }
    if index.nulls_not_distinct {
        line.push_str(" nulls not distinct");
    }
    if let Some(predicate) = &index.predicate {
        line.push_str(&format!(" where {}", sql(predicate)));
    }
    line
}

fn names(names: &[Name]) -> String {
    names.iter().map(Name::as_str).collect::<Vec<_>>().join(", ")
}

fn comment(comment: Option<&str>) -> String {
    comment.map(|text| format!(" -- {text}")).unwrap_or_default()
}

const fn deferrability(deferrability: Deferrability) -> &'static str {
    match deferrability {
        Deferrability::NotDeferrable => "",
        Deferrability::InitiallyImmediate => " deferrable",
        Deferrability::InitiallyDeferred => " deferrable initially deferred",
    }
}

/// SQL that is only for PostgreSQL, on one line.
fn sql(text: &SqlText) -> String {
    assert!(matches!(text, SqlText::PerDialect(_)));
    let text = text.for_dialect(Dialect::Postgresql).unwrap();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
