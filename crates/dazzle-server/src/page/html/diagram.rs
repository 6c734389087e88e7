//! The entities as a diagram, and the same as text.

use std::collections::BTreeMap;

use dazzle_schema::{Name, Table};
use maud::{Markup, html};

use super::drawing;
use super::words::{counted, heading, table_id};
use crate::page::{Entity, Field, Page};

/// With more entities than this, boxes show only what lines go to and what is not in the database.
const SHORT_FROM: usize = 25;

pub(super) fn section(page: &Page) -> Markup {
    let about = html! { "The entities of the DSL. Lines lead from a field to what it refers to." };
    html! {
        section #diagram aria-labelledby="diagram-heading" data-part {
            (heading("diagram", "Diagram", &about))
            @if page.entities.is_empty() {
                p .nothing { "Nothing to draw yet: the DSL has no entity." }
                pre #first-entity .example tabindex="0" role="region" aria-label="An example" {
                    code { "entity Task \"Task\":\n  id: uuid pk\n  title: str(200) required\n  done: bool = false\n" }
                }
            } @else {
                div .figure {
                    div .tools {
                        label { input #fit type="checkbox"; " Fit the width" }
                    }
                    div #drawing .scroll .drawing tabindex="0" role="region" aria-label="Diagram of the entities" {
                        (drawing::svg(page, page.entities.len() >= SHORT_FROM))
                    }
                    (legend(page))
                }
                details #as-text {
                    summary { "The same as text" }
                    (as_text(page))
                }
            }
        }
    }
}

fn legend(page: &Page) -> Markup {
    let has_absent = page
        .entities
        .iter()
        .any(|entity| !page.has_table(entity) || entity.fields.iter().any(|field| page.lacks(entity, field)));
    html! {
        ul .legend {
            li { (drawing::example_of_many()) "many" }
            li { (drawing::example_of_one()) "one" }
            li { (drawing::example_of_none()) "one or none" }
            li { u { "id" } " key" }
            li { code { "?" } " may be empty" }
            @if has_absent { li { span .absent { "name" } " not in the database" } }
        }
    }
}

fn as_text(page: &Page) -> Markup {
    let mut referring: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for entity in &page.entities {
        for field in &entity.fields {
            for target in &field.references {
                referring
                    .entry(target)
                    .or_default()
                    .push((&entity.name, &field.name));
            }
        }
    }
    html! {
        ul .entities {
            @for entity in &page.entities {
                li {
                    p {
                        strong { bdi { (entity.name) } }
                        @if let Some(title) = entity.title.as_ref().filter(|title| **title != entity.name) {
                            " “" bdi { (title) } "”"
                        }
                        @if page.has_table(entity) {
                            " – table " a href={ "#" (table_id(&entity.table)) } { code { (entity.table) } }
                        } @else {
                            " – " span .absent { "not in the database" }
                        }
                    }
                    @if let Some(intent) = &entity.intent { p .intent { (intent) } }
                    ul {
                        @for field in &entity.fields {
                            li {
                                code .name { (field.name) } " " code .quiet { (field.type_text) }
                                @if field.is_key { ", key" }
                                @if field.is_required && !field.is_key { ", required" }
                                @if field.is_unique && !field.is_key { ", unique" }
                                @if page.lacks(entity, field) { ", " span .absent { "not in the database" } }
                            }
                        }
                    }
                    @if let Some(others) = referring.get(entity.name.as_str()) {
                        p .aside {
                            (counted(others.len(), "field refers", "fields refer")) " to it: "
                            @for (at, (entity, field)) in others.iter().enumerate() {
                                @if at > 0 { ", " }
                                code { (entity) "." (field) }
                            }
                        }
                    }
                }
            }
        }
    }
}

impl Page {
    /// The table of an entity, if the database has it.
    fn table_of(&self, entity: &Entity) -> Option<&Table> {
        self.schema.table(&Name::new(&entity.table).ok()?)
    }

    /// Whether the database has the table of an entity.
    pub(super) fn has_table(&self, entity: &Entity) -> bool {
        self.table_of(entity).is_some()
    }

    /// Whether the database has the table of an entity and lacks a column of this field.
    pub(super) fn lacks(&self, entity: &Entity, field: &Field) -> bool {
        self.table_of(entity).is_some_and(|table| {
            let has = |wanted: &String| table.columns.contains_key(wanted.as_str());
            !field.columns.iter().all(has)
        })
    }
}
