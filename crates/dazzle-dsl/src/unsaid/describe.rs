//! What was kept, in words.

use dazzle_schema::{
    Check, CheckRule, Column, Deferrability, ForeignKey, Index, IndexPart, Name, Schema, SqlText, Table,
    UniqueConstraint, View,
};

use super::Unsaid;
use super::names::object_names;
use crate::Settings;
use crate::sayable::{FormerNames, Sayable};

/// Everything in `completed` that `said` does not say, table by table.
pub(super) fn all(
    said: &Schema,
    completed: &Schema,
    settings: &Settings,
    former: &FormerNames,
) -> Vec<Unsaid> {
    let sayable = Sayable::new(completed, settings, former, Some(said));
    let mut list = List { unsaid: Vec::new() };
    for table in completed.tables() {
        match said.table(&table.name) {
            Some(own) if own == table => {}
            Some(own) => list.table(&sayable, own, table),
            None => {
                let reason = sayable
                    .why_undeclarable(table)
                    .unwrap_or("another table differs from it only in case");
                list.add(&table.name, format!("table `{}`: {reason}", table.name));
            }
        }
    }
    for view in completed.views() {
        if said.view(&view.name) != Some(view) {
            list.add(&view.name, describe_view(view));
        }
    }
    list.unsaid
        .sort_by(|first, second| first.table.cmp(&second.table));
    list.unsaid
}

struct List {
    unsaid: Vec<Unsaid>,
}

impl List {
    fn add(&mut self, table: &Name, what: String) {
        self.unsaid.push(Unsaid {
            table: table.clone(),
            what,
        });
    }

    fn table(&mut self, sayable: &Sayable<'_>, own: &Table, table: &Table) {
        let name = &table.name;
        if own.comment != table.comment {
            self.add(name, format!("the comment of table `{name}`"));
        }
        for column in table.columns.values() {
            match own.column(&column.name) {
                Some(said) => {
                    let properties = column_properties(said, column);
                    if !properties.is_empty() {
                        let what = format!("column `{}` of `{name}`: {}", column.name, properties.join(", "));
                        self.add(name, what);
                    }
                }
                None => {
                    let reason = sayable
                        .why_unsayable(table, column)
                        .unwrap_or("the language has no word for it");
                    self.add(name, format!("column `{}` of `{name}`: {reason}", column.name));
                }
            }
        }
        let mut renamed: Vec<&Name> = Vec::new();
        if let (Some(said), Some(key)) = (&own.primary_key, &table.primary_key) {
            if said.columns != key.columns {
                self.add(
                    name,
                    format!(
                        "primary key `{}` of `{name}`: over `{}`",
                        key.name,
                        joined(&key.columns)
                    ),
                );
            } else if said.name != key.name {
                renamed.push(&key.name);
            }
        }
        for key in table.foreign_keys.values() {
            let said = own
                .foreign_keys
                .values()
                .find(|it| it.columns == key.columns && it.references == key.references);
            let what = foreign_key(said, key);
            self.object(
                name,
                "foreign key",
                &key.name,
                what,
                said.map(|it| &it.name),
                &mut renamed,
            );
        }
        for unique in table.uniques.values() {
            let said = own
                .uniques
                .values()
                .filter(|it| it.columns == unique.columns)
                .min_by_key(|it| it.name != unique.name);
            let what = unique_properties(said, unique);
            self.object(
                name,
                "unique constraint",
                &unique.name,
                what,
                said.map(|it| &it.name),
                &mut renamed,
            );
        }
        for check in table.checks.values() {
            let said = own
                .checks
                .values()
                .filter(|it| it.rule == check.rule)
                .min_by_key(|it| it.name != check.name);
            let what = said.is_none().then(|| describe_check(check));
            self.object(
                name,
                "check",
                &check.name,
                what,
                said.map(|it| &it.name),
                &mut renamed,
            );
        }
        for index in table.indexes.values() {
            let said = own.indexes.values().find(|it| {
                **it == Index {
                    name: it.name.clone(),
                    ..index.clone()
                }
            });
            let what = said.is_none().then(|| describe_index(index));
            self.object(
                name,
                "index",
                &index.name,
                what,
                said.map(|it| &it.name),
                &mut renamed,
            );
        }
        if !renamed.is_empty() && object_names(own).all(|said| !renamed.contains(&said)) {
            let names: Vec<String> = renamed.iter().map(|name| format!("`{name}`")).collect();
            self.add(name, format!("names of `{name}`: {}", names.join(", ")));
        } else if !renamed.is_empty() {
            self.add(name, format!("names of constraints and indexes of `{name}`"));
        }
    }

    fn object<'t>(
        &mut self,
        table: &Name,
        kind: &str,
        name: &'t Name,
        what: Option<String>,
        said: Option<&Name>,
        renamed: &mut Vec<&'t Name>,
    ) {
        if let Some(what) = what {
            self.add(table, format!("{kind} `{name}` of `{table}`: {what}"));
        }
        if said.is_some_and(|said| said != name) {
            renamed.push(name);
        }
    }
}

fn joined(names: &[Name]) -> String {
    names.iter().map(Name::as_str).collect::<Vec<_>>().join("`, `")
}

/// SQL on one line.
fn sql(text: &SqlText) -> String {
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text {
        SqlText::Portable(text) => line(text),
        SqlText::PerDialect(texts) => texts
            .iter()
            .map(|(dialect, text)| format!("{dialect}: {}", line(text)))
            .collect::<Vec<_>>()
            .join("; "),
    }
}

fn describe_view(view: &View) -> String {
    format!("view `{}`", view.name)
}

/// What a column has beside what the DSL says of it.
fn column_properties(said: &Column, column: &Column) -> Vec<String> {
    let mut found = Vec::new();
    if said.column_type != column.column_type {
        found.push(format!("its type is {}", column.column_type));
    }
    if said.nullable != column.nullable {
        found.push(String::from(if column.nullable {
            "it may be empty"
        } else {
            "it is required"
        }));
    }
    if let Some(generated) = column
        .generated
        .as_ref()
        .filter(|_| said.generated != column.generated)
    {
        found.push(format!("it is generated as {}", sql(&generated.expression)));
    }
    if said.default != column.default {
        found.push(match &column.default {
            None => String::from("it has no default"),
            Some(dazzle_schema::DefaultValue::Expression(text)) => format!("its default is {}", sql(text)),
            Some(default) => {
                let shown = default.to_string();
                format!(
                    "its default is {}",
                    shown.split_whitespace().collect::<Vec<_>>().join(" ")
                )
            }
        });
    }
    if said.identity != column.identity {
        found.push(match column.identity {
            None => String::from("it is not numbered"),
            Some(identity) => format!("it is numbered ({})", identity.as_str()),
        });
    }
    if let Some(collation) = column
        .collation
        .as_ref()
        .filter(|_| said.collation != column.collation)
    {
        found.push(format!("its collation is `{collation}`"));
    }
    if said.comment != column.comment {
        found.push(String::from("it has a comment"));
    }
    found
}

fn deferrability(deferrability: Deferrability) -> Option<String> {
    match deferrability {
        Deferrability::NotDeferrable => None,
        Deferrability::InitiallyImmediate => Some(String::from("deferrable")),
        Deferrability::InitiallyDeferred => Some(String::from("deferred")),
    }
}

fn foreign_key(said: Option<&ForeignKey>, key: &ForeignKey) -> Option<String> {
    let mut found = Vec::new();
    if said.is_none() {
        found.push(format!(
            "`{}` to `{}` (`{}`)",
            joined(&key.columns),
            key.references.table,
            joined(&key.references.columns)
        ));
    }
    if said.is_none_or(|said| said.on_delete != key.on_delete) && !key.on_delete.sql().starts_with("NO ") {
        found.push(format!("on delete {}", key.on_delete.sql().to_lowercase()));
    }
    if said.is_none_or(|said| said.on_update != key.on_update) && !key.on_update.sql().starts_with("NO ") {
        found.push(format!("on update {}", key.on_update.sql().to_lowercase()));
    }
    if said.is_none_or(|said| said.deferrability != key.deferrability) {
        found.extend(deferrability(key.deferrability));
    }
    let differs = said.is_none_or(|said| {
        *said
            != ForeignKey {
                name: said.name.clone(),
                ..key.clone()
            }
    });
    if differs && found.is_empty() {
        found.push(String::from("it has no action"));
    }
    differs.then(|| found.join(", "))
}

fn unique_properties(said: Option<&UniqueConstraint>, unique: &UniqueConstraint) -> Option<String> {
    let mut found = Vec::new();
    if said.is_none() {
        found.push(format!("over `{}`", joined(&unique.columns)));
    }
    if said.is_none_or(|said| said.include != unique.include) && !unique.include.is_empty() {
        found.push(format!("with `{}` beside the key", joined(&unique.include)));
    }
    if unique.nulls_not_distinct && said.is_none_or(|said| !said.nulls_not_distinct) {
        found.push(String::from("empty values count as equal"));
    }
    if said.is_none_or(|said| said.deferrability != unique.deferrability) {
        found.extend(deferrability(unique.deferrability));
    }
    (!found.is_empty()).then(|| found.join(", "))
}

fn describe_check(check: &Check) -> String {
    match &check.rule {
        CheckRule::OneOf { column, .. } => format!("a list of values of `{column}`"),
        CheckRule::Sql(text) => sql(text),
    }
}

fn describe_index(index: &Index) -> String {
    let mut kinds = Vec::new();
    if index.unique {
        kinds.push("unique");
    }
    if index.predicate.is_some() {
        kinds.push("partial");
    }
    let columns: Vec<String> = index
        .parts
        .iter()
        .map(|part| {
            let mut text = match &part.key {
                dazzle_schema::IndexKey::Column(name) => format!("`{name}`"),
                dazzle_schema::IndexKey::Expression(text) => sql(text),
            };
            if *part != IndexPart::over(part.key.clone()) {
                if part.order == dazzle_schema::SortOrder::Descending {
                    text.push_str(" descending");
                }
                if let Some(nulls) = part.nulls {
                    text.push_str(&format!(" nulls {}", nulls.as_str()));
                }
                if let Some(class) = &part.operator_class {
                    text.push_str(&format!(" {class}"));
                }
                if let Some(collation) = &part.collation {
                    text.push_str(&format!(" collate {collation}"));
                }
            }
            text
        })
        .collect();
    let kind = match kinds.as_slice() {
        [] => String::from("an index"),
        ["unique"] => String::from("a unique index"),
        kinds => format!("a {} index", kinds.join(" ")),
    };
    let mut text = format!("{kind} over {}", columns.join(", "));
    if let Some(method) = &index.method {
        text.push_str(&format!(", by {method}"));
    }
    if !index.include.is_empty() {
        text.push_str(&format!(", with `{}` beside the key", joined(&index.include)));
    }
    if index.nulls_not_distinct {
        text.push_str(", empty values count as equal");
    }
    if let Some(predicate) = &index.predicate {
        text.push_str(&format!(", where {}", sql(predicate)));
    }
    text
}
