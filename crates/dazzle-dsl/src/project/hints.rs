//! What the author says about the way from the old tables to the new, and where everything stands in the text.

use std::collections::HashMap;

use dazzle_schema::{DateBase, DefaultValue, Name};

use super::Projector;
use crate::model::{Entity, Field, FieldType, Origin};
use crate::sayable::is_word;
use crate::words::snake_case;
use crate::{Diagnostic, Fix, Naming, SourceFile, Span};

/// What a schema cannot say.
#[derive(Debug, Clone, Default)]
pub struct Hints {
    /// `was:` of entities.
    pub table_renames: Vec<TableRename>,
    /// `was:` of fields; two for each `money` and `poly_ref`.
    pub column_renames: Vec<ColumnRename>,
    /// `was:` of values, and what `was:` of entities means for columns that name entities.
    pub value_renames: Vec<ValueRename>,
    /// Values that name entities.
    pub entity_values: Vec<EntityValue>,
    /// What existing rows get in columns that must not be empty.
    pub fills: Vec<Fill>,
    /// Table and column of fields that are marked `pii` or `sensitive`.
    pub confidential: Vec<(Name, Name)>,
    table_spans: HashMap<Name, Span>,
    columns: HashMap<Name, HashMap<Name, ColumnPlace>>,
}

/// Where the field of a column stands.
#[derive(Debug, Clone, Copy)]
struct ColumnPlace {
    /// Its name.
    span: Span,
    /// Behind its last word; none where the field is not the entity's own and can carry no `was:`.
    end: Option<Span>,
    /// What the column's name has behind the field's.
    suffix: &'static str,
}

/// A table that had another name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRename {
    /// Its name before.
    pub from: Name,
    /// Its name now.
    pub to: Name,
    /// Where the author says so.
    pub span: Span,
}

/// A column that had another name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnRename {
    /// Its table, by its name now.
    pub table: Name,
    /// Its name before.
    pub from: Name,
    /// Its name now.
    pub to: Name,
    /// Where the author says so.
    pub span: Span,
}

/// A value of a column that had another name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueRename {
    /// The table, by its name now.
    pub table: Name,
    /// The column, by its name now.
    pub column: Name,
    /// The value before.
    pub from: String,
    /// The value now.
    pub to: String,
    /// Where the value stands for an entity: its table's name before and now.
    pub with_table: Option<(Name, Name)>,
    /// Where the author says so.
    pub span: Span,
}

/// A value of a column that names an entity: a type of a `poly_ref`, a kind of a base with subtypes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityValue {
    /// The table, by its name now.
    pub table: Name,
    /// The column, by its name now.
    pub column: Name,
    /// The value.
    pub value: String,
    /// The entity's table, by its name now.
    pub entity_table: Name,
}

impl EntityValue {
    /// Whether `old` may be what the entity's value was while its table was called `table`.
    #[must_use]
    pub fn may_have_been(&self, old: &str, table: &Name, naming: Naming) -> bool {
        naming.spelled(old) == table.as_str() || old == snake_case(table.as_str())
    }
}

/// What existing rows get when a column is added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fill {
    /// The table.
    pub table: Name,
    /// The column.
    pub column: Name,
    /// The value.
    pub value: DefaultValue,
}

impl Hints {
    /// Where the entity of a table is declared.
    #[must_use]
    pub fn table_span(&self, table: &Name) -> Option<Span> {
        self.table_spans.get(table).copied()
    }

    /// Where the field of a column is declared; for one that nobody wrote, what caused it.
    #[must_use]
    pub fn column_span(&self, table: &Name, column: &Name) -> Option<Span> {
        self.columns.get(table)?.get(column).map(|place| place.span)
    }

    /// What to write so that the DSL says that `column` of `table` was called `former`. None where the language
    /// cannot say it: a name that is no word of it, or a field that is not the entity's own.
    #[must_use]
    pub fn was_of_column(&self, table: &Name, column: &Name, former: &Name) -> Option<Fix> {
        let place = self.columns.get(table)?.get(column)?;
        let former = former.as_str().strip_suffix(place.suffix)?;
        let end = place.end.filter(|_| is_word(former))?;
        let said = self
            .column_renames
            .iter()
            .find(|it| it.table == *table && it.to == *column);
        Some(match said {
            Some(said) => Fix {
                span: said.span,
                replacement: former.to_owned(),
            },
            None => Fix {
                span: end,
                replacement: format!(" was: {former}"),
            },
        })
    }

    /// What to write so that the DSL says that `table` was called `former`; none where the language cannot say it.
    /// `files` are those that the model was made of.
    #[must_use]
    pub fn was_of_table(&self, table: &Name, former: &Name, files: &[SourceFile]) -> Option<Fix> {
        let former = former.as_str();
        let span = self.table_span(table).filter(|_| is_word(former))?;
        if let Some(said) = self.table_renames.iter().find(|it| it.to == *table) {
            return Some(Fix {
                span: said.span,
                replacement: former.to_owned(),
            });
        }
        let rest = files.get(span.file)?.text.get(span.end..)?;
        let (header, body) = rest.split_once('\n')?;
        let first = body.lines().find(|line| !line.trim().is_empty())?;
        let indent: String = first.chars().take_while(|it| it.is_whitespace()).collect();
        let end = span.end + header.len();
        Some(Fix {
            span: Span {
                start: end,
                end,
                ..span
            },
            replacement: format!("\n{indent}was: {former}"),
        })
    }

    pub(super) fn remember_column(&mut self, table: &Name, column: &Name, field: &Field) {
        let suffixes: &[&'static str] = match field.field_type {
            FieldType::Money { .. } => &["_minor", "_currency"],
            FieldType::PolyRef { .. } => &["_type", "_id"],
            _ => &[],
        };
        if field.modifiers.pii || field.modifiers.sensitive {
            self.confidential.push((table.clone(), column.clone()));
        }
        let mut found = suffixes.iter().filter(|it| column.as_str().ends_with(**it));
        let place = ColumnPlace {
            span: field.span,
            end: (field.origin == Origin::Declared).then_some(field.end),
            suffix: found.next().copied().unwrap_or_default(),
        };
        match self.columns.get_mut(table) {
            Some(columns) => {
                columns.insert(column.clone(), place);
            }
            None => {
                self.columns
                    .insert(table.clone(), HashMap::from([(column.clone(), place)]));
            }
        }
    }
}

impl Projector<'_> {
    pub(super) fn table_hints(&mut self, table: &Name, entity: &Entity) {
        self.hints.table_spans.insert(table.clone(), entity.span);
        if let Some(was) = &entity.was
            && let Some(from) = self.name(&was.text, was.span).filter(|from| from != table)
        {
            self.hints.table_renames.push(TableRename {
                from,
                to: table.clone(),
                span: was.span,
            });
        }
    }

    pub(super) fn field_hints(&mut self, table: &Name, field: &Field) {
        if let Some(was) = &field.was {
            let old = Field {
                name: was.text.clone(),
                span: was.span,
                ..field.clone()
            };
            let pairs = self.column_names(&old).into_iter().zip(self.column_names(field));
            for (from, to) in pairs.filter(|(from, to)| from != to) {
                self.hints.column_renames.push(ColumnRename {
                    table: table.clone(),
                    from,
                    to,
                    span: was.span,
                });
            }
        }
        self.value_hints(table, field);
        let is_automatic = field.modifiers.auto_add || field.modifiers.auto_update;
        let value = match (&field.fill, &field.field_type) {
            _ if !field.is_required() || field.default.is_some() => return,
            (Some(text), _) => DefaultValue::Text(text.clone()),
            (None, FieldType::Date) if is_automatic => DefaultValue::Current(DateBase::Today),
            (None, FieldType::DateTime) if is_automatic => DefaultValue::Current(DateBase::Now),
            _ => return,
        };
        if let Some(column) = self.name(&field.name, field.span) {
            self.hints.fills.push(Fill {
                table: table.clone(),
                column,
                value,
            });
        }
    }

    fn value_hints(&mut self, table: &Name, field: &Field) {
        let model = self.model;
        if !self.departures.value_checks {
            let renamed = match &field.field_type {
                FieldType::Enum { former, .. } => former.first().map(|it| it.from.span),
                FieldType::PolyRef { targets } => targets
                    .iter()
                    .filter_map(|target| model.entity(&target.text)?.was.as_ref())
                    .map(|was| was.span)
                    .next(),
                _ => None,
            };
            if let Some(span) = renamed {
                self.report(
                    Diagnostic::warning(
                        "unused-was",
                        span,
                        format!(
                            "values of `{}` have no check with `profile = \"dazzle\"`, so rows that hold the old one \
                             keep it",
                            field.name
                        ),
                    )
                    .help("update them in a revision of your own: `dazzle db revision --empty`"),
                );
            }
            return;
        }
        let Some(column) = self.column_names(field).into_iter().next() else {
            return;
        };
        let mut found = Vec::new();
        let mut named: Vec<(String, &Entity)> = Vec::new();
        match &field.field_type {
            FieldType::Enum { values, former } => {
                found.extend(former.iter().map(|it| (it.from.clone(), it.to.clone(), None)));
                // The kinds of a base are its subtypes.
                if field.origin == Origin::Directive("subtype_of") {
                    let kinds = model.entities.iter().map(|it| (snake_case(&it.name), it));
                    named.extend(kinds.filter(|(kind, _)| values.iter().any(|value| value.text == *kind)));
                }
            }
            FieldType::PolyRef { targets } => {
                let entity = |name: &str| Some((name.to_owned(), model.entity(name)?));
                named.extend(targets.iter().filter_map(|target| entity(&target.text)));
            }
            _ => {}
        }
        let is_kind = matches!(field.field_type, FieldType::Enum { .. });
        for (value, entity) in named {
            if let Some(was) = &entity.was {
                let mut from = was.clone();
                if is_kind {
                    from.text = snake_case(&was.text);
                }
                found.push((from, value.clone(), Some((was, entity))));
            }
            if let Some(entity_table) = self.name(&entity.name, entity.span) {
                self.hints.entity_values.push(EntityValue {
                    table: table.clone(),
                    column: column.clone(),
                    value,
                    entity_table,
                });
            }
        }
        for (from, to, entity) in found {
            let with_table = match entity {
                None => None,
                Some((was, entity)) => {
                    let before = self.name(&was.text, was.span);
                    match before.zip(self.name(&entity.name, entity.span)) {
                        None => continue,
                        names => names,
                    }
                }
            };
            self.hints.value_renames.push(ValueRename {
                table: table.clone(),
                column: column.clone(),
                from: from.text,
                to,
                with_table,
                span: from.span,
            });
        }
    }
}
