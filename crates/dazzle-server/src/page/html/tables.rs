//! Tables and columns, as the database has them.

use dazzle_schema::{
    CheckRule, Column, Dialect, ForeignKey, Index, IndexKey, Name, ReferentialAction, SortOrder, SqlText,
    Table,
};
use maud::{Markup, html};

use super::words::{counted, heading, table_id};
use crate::page::Page;

pub(super) fn section(page: &Page) -> Markup {
    let about = html! { "What the database has now, the draft included." };
    html! {
        section #tables aria-labelledby="tables-heading" data-part {
            (heading("tables", "Tables", &about))
            @if page.schema.is_empty() {
                p .nothing { "None yet. They come with the first entity, or with the first revision that is applied." }
            }
            @for it in page.schema.tables() { (table(page, it)) }
            @if page.schema.views().next().is_some() {
                h3 { "Views" }
                ul .views { @for view in page.schema.views() { li { code { (view.name) } } } }
            }
        }
    }
}

fn table(page: &Page, table: &Table) -> Markup {
    let id = table_id(table.name.as_str());
    let entity = page
        .entities
        .iter()
        .find(|entity| table.name == *entity.table.as_str());
    html! {
        details .table #(id) {
            summary {
                code .name { (table.name) }
                span .aside {
                    (counted(table.columns.len(), "column", "columns"))
                    @if entity.is_none() { " · of no entity" }
                }
            }
            @if let Some(intent) = entity.and_then(|entity| entity.intent.as_ref()) { p .intent { (intent) } }
            @if let Some(comment) = &table.comment { p .intent { (comment) } }
            div .scroll #{ (id) "-columns" } tabindex="0" role="region" aria-label={ "Columns of " (table.name) } {
                table {
                    thead {
                        tr {
                            th scope="col" { "Column" } th scope="col" { "Type" } th scope="col" { "Empty" }
                            th scope="col" { "Default" } th scope="col" { "Keys" }
                        }
                    }
                    tbody { @for column in table.columns.values() { (row(table, column)) } }
                }
            }
            (parts(table))
        }
    }
}

fn row(table: &Table, column: &Column) -> Markup {
    let has = |columns: &[Name]| columns.contains(&column.name);
    let is_key = table.primary_key.as_ref().is_some_and(|key| has(&key.columns));
    let references = table.foreign_keys.values().filter(|key| has(&key.columns));
    let is_unique = table.uniques.values().any(|unique| has(&unique.columns));
    let is_indexed = table.indexes.values().any(|index| index.mentions(&column.name));
    html! {
        tr {
            th scope="row" { code .name { (column.name) } }
            td { code { (column.column_type) } }
            td { @if column.nullable { "yes" } @else { span .quiet { "no" } } }
            td { (default(column)) }
            td .keys {
                @if is_key { span .badge { "primary key" } " " }
                @for key in references {
                    span .badge { "→ " a href={ "#" (table_id(key.references.table.as_str())) } { (key.references.table) } }
                    " "
                }
                @if is_unique { span .badge { "unique" } " " }
                @if is_indexed { span .badge { "index" } }
            }
        }
    }
}

fn default(column: &Column) -> Markup {
    html! {
        @if let Some(default) = &column.default { code { (default) } }
        @if column.identity.is_some() { "counted up" }
        @if let Some(generated) = &column.generated {
            "computed, " (generated.storage.as_str()) ": " (sql(&generated.expression))
        }
        @if column.default.is_none() && column.identity.is_none() && column.generated.is_none() {
            span .quiet { "–" }
        }
    }
}

/// Keys, checks and indexes with their names.
fn parts(table: &Table) -> Markup {
    html! {
        dl .parts {
            @if let Some(key) = &table.primary_key { (part("Primary key", &key.name, &names(&key.columns))) }
            @for it in table.uniques.values() { (part("Unique", &it.name, &names(&it.columns))) }
            @for it in table.foreign_keys.values() { (part("Reference", &it.name, &reference(it))) }
            @for it in table.checks.values() {
                (part("Check", &it.name, &match &it.rule {
                    CheckRule::OneOf { column, values } => html! {
                        code { (column) } " is one of "
                        @for (at, value) in values.iter().enumerate() {
                            @if at > 0 { ", " }
                            code { (value) }
                        }
                    },
                    CheckRule::Sql(rule) => sql(rule),
                }))
            }
            @for it in table.indexes.values() {
                (part(if it.unique { "Unique index" } else { "Index" }, &it.name, &index(it)))
            }
        }
    }
}

fn part(kind: &str, name: &Name, what: &Markup) -> Markup {
    html! { div { dt { (kind) } dd { (what) " " span .constraint { (name) } } } }
}

fn names(columns: &[Name]) -> Markup {
    html! {
        @for (at, name) in columns.iter().enumerate() {
            @if at > 0 { ", " }
            code { (name) }
        }
    }
}

fn reference(key: &ForeignKey) -> Markup {
    let action = |when: &str, action: ReferentialAction| match action {
        ReferentialAction::NoAction => String::new(),
        other => format!(", on {when} {}", other.sql().to_ascii_lowercase()),
    };
    html! {
        (names(&key.columns)) " → " code { (key.references.table) } " (" (names(&key.references.columns)) ")"
        (action("delete", key.on_delete)) (action("update", key.on_update))
    }
}

fn index(index: &Index) -> Markup {
    html! {
        @for (at, part) in index.parts.iter().enumerate() {
            @if at > 0 { ", " }
            @match &part.key {
                IndexKey::Column(name) => code { (name) },
                IndexKey::Expression(expression) => (sql(expression)),
            }
            @if part.order == SortOrder::Descending { " descending" }
        }
        @if let Some(predicate) = &index.predicate { ", where " (sql(predicate)) }
    }
}

/// One text, or one for each dialect.
fn sql(text: &SqlText) -> Markup {
    html! {
        @match text {
            SqlText::Portable(text) => code { (text) },
            SqlText::PerDialect(_) => {
                @for dialect in Dialect::ALL {
                    @if let Some(text) = text.for_dialect(dialect) { (dialect) ": " code { (text) } " " }
                }
            }
        }
    }
}
