//! Edits of a plan: what people do to schemas.

use dazzle_schema::ColumnType;

use super::make::{
    COLUMN_NAMES, TABLE_NAMES, add_column, add_index, add_key_reference, add_table, add_unique, add_view,
    any_collation, any_deferrability, any_generated, default_for, make_key_composite,
};
use super::plan::{ColumnKind, GeneratedForm, KeyPlan, Plan, TablePlan, ViewSource};
use super::{Choices, Features};

pub fn edit(plan: &mut Plan, choices: &mut Choices<'_>, most_tables: usize) {
    if plan.tables.is_empty() {
        add_table(plan, choices);
        return;
    }
    let at = choices.pick(plan.tables.len());
    let ways = if plan.features == Features::default() {
        14
    } else {
        20
    };
    match choices.pick(ways) {
        0 if plan.tables.len() < most_tables + 2 => add_table(plan, choices),
        1 => drop_table(plan, at),
        2 | 3 => add_column(plan, at, choices),
        4 => drop_column(plan, at, choices),
        5 => rename_table(plan, at, choices),
        6 => rename_column(&mut plan.tables[at], choices),
        7 => swap_names(&mut plan.tables[at], choices),
        8 => change_type(&mut plan.tables[at], choices),
        9 => change_rest(&mut plan.tables[at], choices),
        10 => add_unique(plan, at, choices),
        11 => add_index(plan, at, choices),
        12 => {
            let needed = last_index_is_needed(plan, at);
            let table = &mut plan.tables[at];
            match choices.pick(3) {
                0 => drop(table.uniques.pop()),
                1 if needed => {}
                1 => drop(table.indexes.pop()),
                _ => table
                    .indexes
                    .iter_mut()
                    .filter(|index| !index.is_about_text())
                    .for_each(|index| index.columns.reverse()),
            }
        }
        13 => match plan.tables[at].key {
            KeyPlan::Composite(_) => plan.tables[at].key = KeyPlan::Uuid,
            _ => make_key_composite(plan, at, choices),
        },
        14 if plan.features.views => add_view(plan, choices),
        15 => change_view(plan, choices),
        16 => change_generated(plan, at, choices),
        17 => change_collation(plan, at, choices),
        18 => change_when_checked(plan, at, choices),
        19 if plan.features.unique_indexes => add_key_reference(plan, at, choices),
        _ => {}
    }
}

/// Whether a foreign key points to the column of the table's last index.
fn last_index_is_needed(plan: &Plan, at: usize) -> bool {
    let table = &plan.tables[at];
    table.indexes.last().is_some_and(|index| {
        index.unique
            && index
                .columns
                .iter()
                .any(|column| plan.is_pointed_to(table.id, Some(*column)))
    })
}

fn change_view(plan: &mut Plan, choices: &mut Choices<'_>) {
    if plan.views.is_empty() {
        return;
    }
    let at = choices.pick(plan.views.len());
    match choices.pick(3) {
        0 => plan.forget_view(plan.views[at].id),
        1 => plan.views[at].filtered ^= true,
        _ => plan.views[at].own_names ^= true,
    }
}

/// A column starts being computed, stops, or is computed in another way.
fn change_generated(plan: &mut Plan, at: usize, choices: &mut Choices<'_>) {
    if plan.tables[at].columns.is_empty() || plan.features.generated.is_empty() {
        return;
    }
    let column = choices.pick(plan.tables[at].columns.len());
    let id = plan.tables[at].columns[column].id;
    match &plan.tables[at].columns[column].kind {
        ColumnKind::Generated(it) => {
            let mut changed = it.clone();
            if choices.chance(2) && changed.form == GeneratedForm::Like {
                let source = plan.tables[at].column(it.source);
                let column_type = source.map_or(ColumnType::Text, |source| source.column_type.clone());
                let column = &mut plan.tables[at].columns[column];
                column.kind = ColumnKind::Plain;
                column.column_type = if column_type.is_textual() {
                    ColumnType::Text
                } else {
                    column_type
                };
                return;
            }
            let is_indexed = plan.tables[at]
                .indexes
                .iter()
                .any(|index| index.columns.contains(&id) || index.include == Some(id))
                || plan.tables[at]
                    .uniques
                    .iter()
                    .any(|unique| unique.include == Some(id));
            if is_indexed {
                return;
            }
            let storages = plan.features.generated;
            changed.storage = storages[choices.pick(storages.len())];
            changed.form = [GeneratedForm::IsMissing, GeneratedForm::Like][choices.pick(2)];
            plan.tables[at].columns[column].kind = ColumnKind::Generated(changed);
        }
        ColumnKind::Plain => {
            let Some(generated) = any_generated(plan, at, choices) else {
                return;
            };
            let table = &plan.tables[at];
            let is_source = table
                .columns
                .iter()
                .any(|it| matches!(&it.kind, ColumnKind::Generated(it) if it.source == id));
            let is_in_a_key = table.key == KeyPlan::Composite(id)
                || table
                    .uniques
                    .iter()
                    .any(|unique| unique.columns.contains(&id) || unique.include == Some(id))
                || table
                    .indexes
                    .iter()
                    .any(|index| index.columns.contains(&id) || index.include == Some(id));
            if generated.source == id || is_source || is_in_a_key {
                return;
            }
            let column = &mut plan.tables[at].columns[column];
            column.kind = ColumnKind::Generated(generated);
            column.required = false;
            column.default = None;
            column.collation = None;
        }
        _ => {}
    }
}

fn change_collation(plan: &mut Plan, at: usize, choices: &mut Choices<'_>) {
    if plan.tables[at].columns.is_empty() {
        return;
    }
    let column = choices.pick(plan.tables[at].columns.len());
    let collation = any_collation(plan.features, choices);
    let pointed_to = plan.is_pointed_to(plan.tables[at].id, Some(plan.tables[at].columns[column].id));
    let column = &mut plan.tables[at].columns[column];
    let can_collate = matches!(column.kind, ColumnKind::Plain | ColumnKind::OneOf(_));
    if can_collate && column.column_type.is_textual() && !pointed_to {
        column.collation = collation;
    }
}

fn change_when_checked(plan: &mut Plan, at: usize, choices: &mut Choices<'_>) {
    let features = plan.features;
    let table = &mut plan.tables[at];
    if features.deferrable_foreign_keys && !table.columns.is_empty() {
        let column = choices.pick(table.columns.len());
        let is_reference = matches!(
            table.columns[column].kind,
            ColumnKind::Reference(..) | ColumnKind::KeyReference(..)
        );
        if is_reference {
            table.columns[column].deferrability = any_deferrability(choices);
        }
    }
    if let Some(unique) = table.uniques.last_mut().filter(|_| features.deferrable_uniques) {
        unique.deferrability = any_deferrability(choices);
    }
}

fn drop_table(plan: &mut Plan, at: usize) {
    let gone = plan.tables.remove(at);
    let made_of_it: Vec<usize> = plan
        .views
        .iter()
        .filter(|view| match view.source {
            ViewSource::Table(first) => first == gone.id,
            ViewSource::Tables(first, second) => first == gone.id || second == gone.id,
            ViewSource::View(_) => false,
        })
        .map(|view| view.id)
        .collect();
    made_of_it.into_iter().for_each(|id| plan.forget_view(id));
    for at in 0..plan.tables.len() {
        let lost: Vec<usize> = plan.tables[at]
            .columns
            .iter()
            .filter(|column| match column.kind {
                ColumnKind::Reference(target, _) | ColumnKind::KeyReference(target, _) => target == gone.id,
                _ => false,
            })
            .map(|column| column.id)
            .collect();
        lost.into_iter().for_each(|id| plan.forget_column(at, id));
    }
}

fn drop_column(plan: &mut Plan, at: usize, choices: &mut Choices<'_>) {
    let columns = &plan.tables[at].columns;
    if columns.is_empty() {
        return;
    }
    let id = columns[choices.pick(columns.len())].id;
    plan.forget_column(at, id);
}

fn rename_table(plan: &mut Plan, at: usize, choices: &mut Choices<'_>) {
    let other = choices.pick(plan.tables.len());
    if other != at && choices.chance(2) {
        let name = plan.tables[at].name;
        plan.tables[at].name = plan.tables[other].name;
        plan.tables[other].name = name;
        return;
    }
    let free: Vec<&'static str> = TABLE_NAMES
        .into_iter()
        .filter(|name| plan.tables.iter().all(|table| table.name != *name))
        .collect();
    if !free.is_empty() {
        plan.tables[at].name = free[choices.pick(free.len())];
    }
}

fn rename_column(table: &mut TablePlan, choices: &mut Choices<'_>) {
    let taken: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
    let free: Vec<&'static str> = COLUMN_NAMES
        .into_iter()
        .filter(|name| !taken.contains(name))
        .collect();
    if !table.columns.is_empty() && !free.is_empty() {
        let at = choices.pick(table.columns.len());
        table.columns[at].name = free[choices.pick(free.len())];
    }
}

fn swap_names(table: &mut TablePlan, choices: &mut Choices<'_>) {
    if table.columns.len() > 1 {
        let at = choices.pick(table.columns.len() - 1);
        let name = table.columns[at].name;
        table.columns[at].name = table.columns[at + 1].name;
        table.columns[at + 1].name = name;
    }
}

/// Only to types that hold every value of the old one.
fn change_type(table: &mut TablePlan, choices: &mut Choices<'_>) {
    if table.columns.is_empty() {
        return;
    }
    let at = choices.pick(table.columns.len());
    let column = &mut table.columns[at];
    let derived = matches!(
        column.kind,
        ColumnKind::Reference(..) | ColumnKind::KeyReference(..) | ColumnKind::Generated(_)
    );
    if derived {
        return;
    }
    let wider = match column.column_type {
        ColumnType::SmallInt => ColumnType::Integer,
        ColumnType::Integer => ColumnType::BigInt,
        ColumnType::Varchar(20) => [ColumnType::Varchar(60), ColumnType::Text][choices.pick(2)].clone(),
        ColumnType::Varchar(_) => ColumnType::Text,
        ColumnType::Decimal { .. } => ColumnType::Decimal {
            precision: 14,
            scale: 2,
        },
        _ => return,
    };
    column.column_type = wider;
}

fn change_rest(table: &mut TablePlan, choices: &mut Choices<'_>) {
    if table.columns.is_empty() {
        return;
    }
    let at = choices.pick(table.columns.len());
    let in_key = table.key == KeyPlan::Composite(table.columns[at].id);
    let column = &mut table.columns[at];
    let derived = matches!(
        column.kind,
        ColumnKind::Reference(..) | ColumnKind::KeyReference(..) | ColumnKind::Generated(_)
    );
    match choices.pick(3) {
        0 => column.default = default_for(column, choices),
        1 if !in_key && !derived => column.required = !column.required,
        _ => {
            // Only more values: those that rows hold stay allowed.
            if let ColumnKind::OneOf(values) = &mut column.kind
                && !values.contains(&"later")
            {
                values.push("later");
            }
        }
    }
}
