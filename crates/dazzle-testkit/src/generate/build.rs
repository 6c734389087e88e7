//! From a plan to the schema.

use std::collections::BTreeMap;

use dazzle_schema::naming::{NameKind, NameSpace};
use dazzle_schema::{
    Check, CheckRule, Column, ColumnType, ForeignKey, Generated, Identity, Index, IndexKey, IndexPart, Name,
    PrimaryKey, Reference, ReferentialAction, Schema, SortOrder, SqlText, Table, UniqueConstraint, ValueSet,
    View,
};

use super::name;
use super::plan::{
    ColumnKind, ColumnPlan, GeneratedForm, GeneratedPlan, IndexPlan, KeyPlan, Plan, TablePlan, ViewPlan,
    ViewSource, key_type,
};

/// The tables by their number.
type ById<'a> = BTreeMap<usize, &'a TablePlan>;

pub fn build(plan: &Plan) -> Schema {
    let mut names = NameSpace::default();
    let mut tables: Vec<&TablePlan> = plan.tables.iter().collect();
    tables.sort_by_key(|table| table.name);
    for table in &tables {
        names.reserve(name(table.name));
    }
    for view in &plan.views {
        names.reserve(name(view.name));
    }
    let by_id: ById<'_> = plan.tables.iter().map(|table| (table.id, table)).collect();
    let mut schema: Schema = tables
        .into_iter()
        .map(|table| build_table(table, &by_id, &mut names))
        .collect();
    for view in &plan.views {
        schema.insert_view(build_view(plan, view));
    }
    schema
}

fn column_name(table: &TablePlan, id: usize) -> &'static str {
    table.column(id).map_or("id", |column| column.name)
}

/// The type that a column has in the end: of one that is made of another, the other's counts.
fn column_type(table: &TablePlan, column: &ColumnPlan, by_id: &ById<'_>) -> ColumnType {
    match &column.kind {
        ColumnKind::KeyReference(target, key) => by_id
            .get(target)
            .and_then(|target| target.column(*key))
            .map_or(ColumnType::Text, |key| key.column_type.clone()),
        ColumnKind::Generated(it) => match (it.form, table.column(it.source)) {
            (GeneratedForm::Like, Some(source)) if source.column_type.is_textual() => ColumnType::Text,
            (GeneratedForm::Like, Some(source)) => source.column_type.clone(),
            _ => ColumnType::Boolean,
        },
        _ => column.column_type.clone(),
    }
}

fn generated(table: &TablePlan, plan: &GeneratedPlan) -> Generated {
    let source = quoted(column_name(table, plan.source));
    let is_text = table
        .column(plan.source)
        .is_some_and(|source| source.column_type.is_textual());
    let expression = match plan.form {
        GeneratedForm::IsMissing => format!("{source} IS NULL"),
        GeneratedForm::Like if is_text => format!("upper({source})"),
        GeneratedForm::Like => source,
    };
    Generated {
        expression: SqlText::Portable(expression),
        storage: plan.storage,
    }
}

fn foreign_key(
    name_of_key: Name,
    column: &ColumnPlan,
    target: &TablePlan,
    key: &str,
    on_delete: ReferentialAction,
) -> ForeignKey {
    ForeignKey {
        name: name_of_key,
        columns: vec![name(column.name)],
        references: Reference {
            table: name(target.name),
            columns: vec![name(key)],
        },
        on_delete,
        on_update: ReferentialAction::NoAction,
        deferrability: column.deferrability,
    }
}

/// The names under which a view shows its columns.
fn shown_names(plan: &Plan, view: &ViewPlan) -> Vec<String> {
    let (first, others) = match view.source {
        ViewSource::Table(table) | ViewSource::Tables(table, _) => {
            let table = plan.table(table).unwrap();
            let others = view
                .columns
                .iter()
                .map(|id| column_name(table, *id).to_owned())
                .collect();
            ("id".to_owned(), others)
        }
        ViewSource::View(below) => {
            let below = plan.views.iter().find(|view| view.id == below).unwrap();
            (shown_names(plan, below).swap_remove(0), Vec::new())
        }
    };
    let shown: Vec<String> = std::iter::once(first).chain(others).collect();
    if view.own_names {
        (1..=shown.len())
            .map(|number| format!("shown_{number}"))
            .collect()
    } else {
        shown
    }
}

fn build_view(plan: &Plan, view: &ViewPlan) -> View {
    let (shown, source) = match view.source {
        ViewSource::Table(table) | ViewSource::Tables(table, _) => {
            let table = plan.table(table).unwrap();
            let own = quoted(table.name);
            let shown: Vec<String> = std::iter::once("id")
                .chain(view.columns.iter().map(|id| column_name(table, *id)))
                .map(|column| format!("{own}.{}", quoted(column)))
                .collect();
            (shown, own)
        }
        ViewSource::View(below) => {
            let below = plan.views.iter().find(|view| view.id == below).unwrap();
            let first = shown_names(plan, below).swap_remove(0);
            (vec![quoted(&first)], quoted(below.name))
        }
    };
    let last = shown.last().cloned().unwrap();
    let mut query = format!("SELECT {} FROM {source}", shown.join(", "));
    if let ViewSource::Tables(_, other) = view.source {
        query.push_str(&format!(
            " CROSS JOIN {}",
            quoted(plan.table(other).unwrap().name)
        ));
    }
    if view.filtered {
        query.push_str(&format!(" WHERE {last} IS NOT NULL"));
    }
    View {
        name: name(view.name),
        columns: if view.own_names {
            shown_names(plan, view).iter().map(|shown| name(shown)).collect()
        } else {
            Vec::new()
        },
        query: SqlText::Portable(query),
    }
}

fn build_table(plan: &TablePlan, by_id: &ById<'_>, names: &mut NameSpace) -> Table {
    let mut table = Table::new(name(plan.name));
    let named = |id: &usize| name(column_name(plan, *id));
    let mut id = Column::new(name("id"), key_type(plan.key));
    id.nullable = false;
    id.identity = (plan.key == KeyPlan::Identity).then_some(Identity::ByDefault);
    table.columns.insert(name("id"), id);
    let mut key = vec![name("id")];
    if let KeyPlan::Composite(other) = plan.key {
        key.push(named(&other));
    }
    table.primary_key = Some(PrimaryKey {
        name: names.constraint_name(NameKind::PrimaryKey, &table.name, &[]),
        columns: key,
    });
    for column in &plan.columns {
        let mut built = Column::new(name(column.name), column_type(plan, column, by_id));
        built.nullable = !column.required;
        built.default.clone_from(&column.default);
        built.collation = column.collation.map(name);
        if let ColumnKind::Generated(it) = &column.kind {
            built.generated = Some(generated(plan, it));
        }
        table.columns.insert(built.name.clone(), built);
        match &column.kind {
            ColumnKind::Plain | ColumnKind::Generated(_) => {}
            ColumnKind::OneOf(values) => {
                let check = Check {
                    name: names.constraint_name(NameKind::Check, &table.name, &[column.name]),
                    rule: CheckRule::OneOf {
                        column: name(column.name),
                        values: ValueSet::new(values.iter().map(|value| (*value).to_owned())),
                    },
                };
                table.checks.insert(check.name.clone(), check);
            }
            ColumnKind::Positive => {
                let quoted = format!("\"{}\"", column.name.replace('"', "\"\""));
                let check = Check {
                    name: names.constraint_name(NameKind::Check, &table.name, &[column.name, "positive"]),
                    rule: CheckRule::Sql(SqlText::Portable(format!("{quoted} > 0"))),
                };
                table.checks.insert(check.name.clone(), check);
            }
            ColumnKind::Reference(target, on_delete) => {
                let Some(target) = by_id.get(target) else { continue };
                let key_name = names.constraint_name(NameKind::ForeignKey, &table.name, &[column.name]);
                let key = foreign_key(key_name, column, target, "id", *on_delete);
                table.foreign_keys.insert(key.name.clone(), key);
            }
            ColumnKind::KeyReference(target, key) => {
                let Some(target) = by_id.get(target) else { continue };
                let key_name = names.constraint_name(NameKind::ForeignKey, &table.name, &[column.name]);
                let to = column_name(target, *key);
                let key = foreign_key(key_name, column, target, to, ReferentialAction::NoAction);
                table.foreign_keys.insert(key.name.clone(), key);
            }
        }
    }
    for unique in &plan.uniques {
        let mut columns: Vec<Name> = unique.columns.iter().map(named).collect();
        let parts: Vec<&str> = columns.iter().map(Name::as_str).collect();
        let unique_name = names.constraint_name(NameKind::Unique, &table.name, &parts);
        if unique.nulls_not_distinct {
            columns.push(name("id"));
        }
        let built = UniqueConstraint {
            include: unique.include.iter().map(named).collect(),
            nulls_not_distinct: unique.nulls_not_distinct,
            deferrability: unique.deferrability,
            ..UniqueConstraint::over(unique_name, columns)
        };
        table.uniques.insert(built.name.clone(), built);
    }
    for index in &plan.indexes {
        let built = build_index(plan, index, &table.name, names);
        table.indexes.insert(built.name.clone(), built);
    }
    table
}

fn build_index(plan: &TablePlan, index: &IndexPlan, table: &Name, names: &mut NameSpace) -> Index {
    let columns: Vec<Name> = index
        .columns
        .iter()
        .map(|id| name(column_name(plan, *id)))
        .collect();
    let parts: Vec<&str> = columns.iter().map(Name::as_str).collect();
    let index_name = names.constraint_name(NameKind::Index, table, &parts);
    let first = quoted(columns[0].as_str());
    let mut built = Index::over(index_name, columns);
    for part in &mut built.parts {
        part.order = if index.descending {
            SortOrder::Descending
        } else {
            SortOrder::Ascending
        };
        part.nulls = index.nulls;
    }
    let first_part: &mut IndexPart = &mut built.parts[0];
    if index.expression {
        first_part.key = IndexKey::Expression(SqlText::Portable(format!("lower({first})")));
    }
    first_part.operator_class = index.operator_class.then(|| name("text_pattern_ops"));
    first_part.collation = index.collation.map(name);
    if index.nulls_not_distinct {
        built.parts.push(IndexPart::column(name("id")));
    }
    built.unique = index.unique;
    built.nulls_not_distinct = index.nulls_not_distinct;
    built.method = index.hash.then(|| name("hash"));
    built.include = index
        .include
        .iter()
        .map(|id| name(column_name(plan, *id)))
        .collect();
    built.predicate = index
        .partial
        .then(|| SqlText::Portable(format!("{first} IS NOT NULL")));
    built
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}
