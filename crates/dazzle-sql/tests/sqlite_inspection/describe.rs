//! An inspection in lines that a person can check.

use std::fmt::Write as _;

use dazzle_schema::{
    CheckRule, Column, Deferrability, Dialect, ForeignKey, Index, IndexKey, Name, ReferentialAction,
    SortOrder, SqlText, Table,
};
use dazzle_sql::inspection::Inspection;

fn sql(text: &SqlText) -> &str {
    let SqlText::PerDialect(texts) = text else {
        panic!("a text for every dialect: {text:?}");
    };
    assert_eq!(texts.len(), 1);
    &texts[&Dialect::Sqlite]
}

fn list(names: &[Name]) -> String {
    names.iter().map(Name::as_str).collect::<Vec<_>>().join(", ")
}

fn column(column: &Column) -> String {
    let mut line = format!("  {} {}", column.name, column.column_type);
    if !column.nullable {
        line.push_str(" required");
    }
    if column.identity.is_some() {
        line.push_str(" numbered");
    }
    if let Some(collation) = &column.collation {
        write!(line, " collate {collation}").unwrap();
    }
    if let Some(default) = &column.default {
        write!(line, " = {default}").unwrap();
    }
    if let Some(generated) = &column.generated {
        let storage = generated.storage.as_str();
        write!(line, " {storage} ({})", sql(&generated.expression)).unwrap();
    }
    assert_eq!(column.comment, None);
    line
}

fn deferrability(it: Deferrability) -> String {
    match it {
        Deferrability::NotDeferrable => String::new(),
        other => format!(" {}", other.as_str()),
    }
}

fn foreign_key(key: &ForeignKey) -> String {
    let target = &key.references;
    let mut line = format!(
        "({}) -> {} ({})",
        list(&key.columns),
        target.table,
        list(&target.columns)
    );
    for (event, action) in [("delete", key.on_delete), ("update", key.on_update)] {
        if action != ReferentialAction::NoAction {
            write!(line, " {event}: {}", action.as_str()).unwrap();
        }
    }
    line + &deferrability(key.deferrability)
}

fn index(index: &Index) -> String {
    assert!(!index.nulls_not_distinct && index.method.is_none() && index.include.is_empty());
    let parts: Vec<String> = index
        .parts
        .iter()
        .map(|part| {
            assert!(part.nulls.is_none() && part.operator_class.is_none());
            let mut text = match &part.key {
                IndexKey::Column(name) => name.to_string(),
                IndexKey::Expression(text) => format!("[{}]", sql(text)),
            };
            if let Some(collation) = &part.collation {
                write!(text, " collate {collation}").unwrap();
            }
            if part.order == SortOrder::Descending {
                text.push_str(" desc");
            }
            text
        })
        .collect();
    let mut line = format!("({})", parts.join(", "));
    if index.unique {
        line.insert_str(0, "unique ");
    }
    if let Some(predicate) = &index.predicate {
        write!(line, " where {}", sql(predicate)).unwrap();
    }
    line
}

fn table(table: &Table, found: &Inspection) -> Vec<String> {
    let own = |name: &Name| {
        if found.unnamed.contains(&(table.name.clone(), name.clone())) {
            format!("{name}?")
        } else {
            name.to_string()
        }
    };
    assert_eq!(table.comment, None);
    let mut lines = vec![format!("table {}", table.name)];
    lines.extend(table.columns.values().map(column));
    if let Some(key) = &table.primary_key {
        lines.push(format!(
            "  primary key {} ({})",
            own(&key.name),
            list(&key.columns)
        ));
    }
    for unique in table.uniques.values() {
        assert!(unique.include.is_empty() && !unique.nulls_not_distinct);
        assert_eq!(unique.deferrability, Deferrability::NotDeferrable);
        lines.push(format!(
            "  unique {} ({})",
            own(&unique.name),
            list(&unique.columns)
        ));
    }
    for check in table.checks.values() {
        let rule = match &check.rule {
            CheckRule::OneOf { column, values } => {
                let values: Vec<String> = values.iter().map(|value| format!("{value:?}")).collect();
                format!("{column} one of {}", values.join(", "))
            }
            CheckRule::Sql(text) => format!("[{}]", sql(text)),
        };
        lines.push(format!("  check {} {rule}", own(&check.name)));
    }
    for key in table.foreign_keys.values() {
        lines.push(format!("  foreign key {} {}", own(&key.name), foreign_key(key)));
    }
    for it in table.indexes.values() {
        lines.push(format!("  index {} {}", it.name, index(it)));
    }
    lines
}

/// Tables, views, then what is not in the model. A `?` stands behind names that were made.
pub fn describe(found: &Inspection) -> String {
    let mut lines: Vec<String> = found.schema.tables().flat_map(|it| table(it, found)).collect();
    for view in found.schema.views() {
        let columns = if view.columns.is_empty() {
            String::new()
        } else {
            format!(" ({})", list(&view.columns))
        };
        lines.push(format!("view {}{columns}: {}", view.name, sql(&view.query)));
    }
    for it in &found.unmodelled {
        let mut line = format!("{}: {}", it.title(), it.description);
        match (&it.make, &it.unmake) {
            (None, None) => {}
            (make, unmake) => {
                write!(line, "\n  make: {}", make.as_deref().unwrap_or("-")).unwrap();
                write!(line, "\n  unmake: {}", unmake.as_deref().unwrap_or("-")).unwrap();
            }
        }
        lines.push(line);
    }
    lines.join("\n")
}
