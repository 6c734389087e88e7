//! How a plan is made from choices.

use dazzle_schema::{
    ColumnType, DateBase, DefaultValue, Deferrability, GeneratedStorage, NullsOrder, ReferentialAction,
};

use super::plan::{
    ColumnKind, ColumnPlan, GeneratedForm, GeneratedPlan, IndexPlan, KeyPlan, Plan, TablePlan, UniquePlan,
    ViewPlan, ViewSource, key_type,
};
use super::{Choices, Features};

/// Names of tables: ordinary ones, SQL words and hostile ones; no two alike but for case.
pub const TABLE_NAMES: [&str; 12] = [
    "Task",
    "Customer",
    "order",
    "Größe",
    "with space",
    "quo\"te",
    "semi;colon--",
    "user",
    "Line",
    "x'y",
    "a_table_whose_name_is_as_long_as_a_name_may_be_which_is_63_byte",
    "T",
];

/// Names of columns, likewise.
pub const COLUMN_NAMES: [&str; 16] = [
    "title",
    "status",
    "group",
    "naïve name",
    "a\"b",
    "select",
    "due",
    "check",
    "price",
    "note",
    "c'd",
    "the_name_of_a_column_that_takes_up_all_of_the_63_bytes_there_be",
    "default",
    "ref",
    "k[0]",
    "z",
];

/// Names of views, none of them a table's or column's.
pub const VIEW_NAMES: [&str; 5] = ["overview", "View Ä", "v\"w", "current_things", "it's"];

pub fn plan(choices: &mut Choices<'_>, most_tables: usize, features: Features) -> Plan {
    let mut plan = Plan {
        features,
        ..Plan::default()
    };
    for _ in 0..choices.pick(most_tables + 1) {
        add_table(&mut plan, choices);
    }
    if features.views {
        for _ in 0..choices.pick(4) {
            add_view(&mut plan, choices);
        }
    }
    plan
}

pub fn add_table(plan: &mut Plan, choices: &mut Choices<'_>) {
    let free: Vec<&'static str> = TABLE_NAMES
        .into_iter()
        .filter(|name| plan.tables.iter().all(|table| table.name != *name))
        .collect();
    if free.is_empty() {
        return;
    }
    let table_name = free[choices.pick(free.len())];
    let key = [KeyPlan::Uuid, KeyPlan::Identity, KeyPlan::Text][choices.pick(3)];
    plan.next_id += 1;
    plan.tables.push(TablePlan {
        id: plan.next_id,
        name: table_name,
        key,
        columns: Vec::new(),
        uniques: Vec::new(),
        indexes: Vec::new(),
    });
    let at = plan.tables.len() - 1;
    for _ in 0..choices.pick(6) {
        add_column(plan, at, choices);
    }
    for _ in 0..choices.pick(3) {
        add_unique(plan, at, choices);
    }
    for _ in 0..choices.pick(3) {
        add_index(plan, at, choices);
    }
    if plan.features.unique_indexes && choices.chance(3) {
        add_key_reference(plan, at, choices);
    }
    if choices.chance(6) {
        make_key_composite(plan, at, choices);
    }
}

pub fn add_column(plan: &mut Plan, at: usize, choices: &mut Choices<'_>) {
    let taken: Vec<&str> = plan.tables[at].columns.iter().map(|column| column.name).collect();
    let free: Vec<&'static str> = COLUMN_NAMES
        .into_iter()
        .filter(|name| !taken.contains(name))
        .collect();
    if free.is_empty() {
        return;
    }
    let column_name = free[choices.pick(free.len())];
    plan.next_id += 1;
    let id = plan.next_id;
    let mut column = ColumnPlan {
        id,
        name: column_name,
        column_type: ColumnType::Text,
        required: choices.chance(3),
        default: None,
        kind: ColumnKind::Plain,
        collation: None,
        deferrability: Deferrability::NotDeferrable,
    };
    let ways = if plan.features.generated.is_empty() { 5 } else { 7 };
    match choices.pick(ways) {
        1 => {
            column.kind = ColumnKind::OneOf(value_list(choices));
            column.column_type = if choices.chance(2) {
                ColumnType::Varchar(20)
            } else {
                ColumnType::Text
            };
        }
        2 => {
            column.kind = ColumnKind::Positive;
            column.column_type = ColumnType::Integer;
        }
        3 => {
            let target = choices.pick(plan.tables.len());
            let key = plan.tables[target].key;
            if !matches!(key, KeyPlan::Composite(_)) {
                // A required reference must point to a table that is filled earlier.
                column.required = column.required && target < at;
                let action = if column.required {
                    [
                        ReferentialAction::NoAction,
                        ReferentialAction::Cascade,
                        ReferentialAction::Restrict,
                    ][choices.pick(3)]
                } else {
                    [ReferentialAction::NoAction, ReferentialAction::SetNull][choices.pick(2)]
                };
                column.kind = ColumnKind::Reference(plan.tables[target].id, action);
                column.column_type = key_type(key);
                if plan.features.deferrable_foreign_keys {
                    column.deferrability = any_deferrability(choices);
                }
            }
        }
        5 | 6 => {
            if let Some(generated) = any_generated(plan, at, choices) {
                column.kind = ColumnKind::Generated(generated);
                column.required = false;
            }
        }
        _ => column.column_type = any_type(choices),
    }
    column.default = default_for(&column, choices);
    let can_collate = matches!(column.kind, ColumnKind::Plain | ColumnKind::OneOf(_));
    if can_collate && column.column_type.is_textual() {
        column.collation = any_collation(plan.features, choices);
    }
    plan.tables[at].columns.push(column);
}

/// A collation, one in three times, where there are any.
pub fn any_collation(features: Features, choices: &mut Choices<'_>) -> Option<&'static str> {
    (!features.collations.is_empty() && choices.chance(3))
        .then(|| features.collations[choices.pick(features.collations.len())])
}

pub fn any_deferrability(choices: &mut Choices<'_>) -> Deferrability {
    Deferrability::ALL[choices.pick(Deferrability::ALL.len())]
}

/// How a new column of the table could be computed from one that it has.
pub fn any_generated(plan: &Plan, at: usize, choices: &mut Choices<'_>) -> Option<GeneratedPlan> {
    let sources: Vec<&ColumnPlan> = plan.tables[at]
        .columns
        .iter()
        .filter(|column| matches!(column.kind, ColumnKind::Plain | ColumnKind::Positive))
        .collect();
    if sources.is_empty() || plan.features.generated.is_empty() {
        return None;
    }
    let source = sources[choices.pick(sources.len())];
    Some(GeneratedPlan {
        source: source.id,
        form: [GeneratedForm::IsMissing, GeneratedForm::Like][choices.pick(2)],
        storage: plan.features.generated[choices.pick(plan.features.generated.len())],
    })
}

/// A unique index over a column of the table, and a column of some table that points to it.
pub fn add_key_reference(plan: &mut Plan, at: usize, choices: &mut Choices<'_>) {
    let table = &plan.tables[at];
    let candidates: Vec<usize> = many_valued(table)
        .into_iter()
        .filter_map(|id| table.column(id))
        .filter(|column| matches!(column.kind, ColumnKind::Plain | ColumnKind::Positive))
        .filter(|column| column.collation.is_none() && column.default.is_none())
        .map(|column| column.id)
        .collect();
    if candidates.is_empty() {
        return;
    }
    let key = candidates[choices.pick(candidates.len())];
    let (target, column_type) = (table.id, table.column(key).unwrap().column_type.clone());
    if !table
        .indexes
        .iter()
        .any(|index| index.is_key() && index.columns == [key])
    {
        plan.tables[at].indexes.push(IndexPlan {
            unique: true,
            ..IndexPlan::plain(vec![key])
        });
    }
    let owner = choices.pick(plan.tables.len());
    let taken: Vec<&str> = plan.tables[owner]
        .columns
        .iter()
        .map(|column| column.name)
        .collect();
    let free: Vec<&'static str> = COLUMN_NAMES
        .into_iter()
        .filter(|name| !taken.contains(name))
        .collect();
    if free.is_empty() {
        return;
    }
    plan.next_id += 1;
    plan.tables[owner].columns.push(ColumnPlan {
        id: plan.next_id,
        name: free[choices.pick(free.len())],
        column_type,
        required: false,
        default: None,
        kind: ColumnKind::KeyReference(target, key),
        collation: None,
        deferrability: if plan.features.deferrable_foreign_keys {
            any_deferrability(choices)
        } else {
            Deferrability::NotDeferrable
        },
    });
}

pub fn add_view(plan: &mut Plan, choices: &mut Choices<'_>) {
    let free: Vec<&'static str> = VIEW_NAMES
        .into_iter()
        .filter(|name| plan.views.iter().all(|view| view.name != *name))
        .collect();
    if free.is_empty() || plan.tables.is_empty() {
        return;
    }
    let first = &plan.tables[choices.pick(plan.tables.len())];
    let second = &plan.tables[choices.pick(plan.tables.len())];
    let source = match choices.pick(3) {
        1 if first.id != second.id => ViewSource::Tables(first.id, second.id),
        2 if !plan.views.is_empty() => ViewSource::View(plan.views[choices.pick(plan.views.len())].id),
        _ => ViewSource::Table(first.id),
    };
    let columns = if matches!(source, ViewSource::View(_)) {
        Vec::new()
    } else {
        let all: Vec<usize> = first.columns.iter().map(|column| column.id).collect();
        some_of(&all, choices)
    };
    let view = ViewPlan {
        id: plan.next_id + 1,
        name: free[choices.pick(free.len())],
        source,
        columns,
        own_names: choices.chance(3),
        filtered: choices.chance(3),
    };
    plan.next_id += 1;
    plan.views.push(view);
}

fn value_list(choices: &mut Choices<'_>) -> Vec<&'static str> {
    const VALUES: [&str; 6] = ["open", "done", "it's", "ä", "", "a \"b\" c"];
    let mut values = vec![VALUES[0]];
    values.extend(VALUES.into_iter().skip(1).filter(|_| choices.chance(2)));
    values
}

fn any_type(choices: &mut Choices<'_>) -> ColumnType {
    let types = [
        ColumnType::Text,
        ColumnType::Integer,
        ColumnType::Varchar(20),
        ColumnType::Boolean,
        ColumnType::TimestampTz,
        ColumnType::Date,
        ColumnType::Uuid,
        ColumnType::Decimal {
            precision: 10,
            scale: 2,
        },
        ColumnType::BigInt,
        ColumnType::Double,
        ColumnType::Json,
        ColumnType::SmallInt,
        ColumnType::Timestamp,
        ColumnType::Bytes,
    ];
    types[choices.pick(types.len())].clone()
}

pub fn default_for(column: &ColumnPlan, choices: &mut Choices<'_>) -> Option<DefaultValue> {
    if !choices.chance(3) {
        return None;
    }
    match (&column.kind, &column.column_type) {
        (ColumnKind::Reference(..) | ColumnKind::KeyReference(..) | ColumnKind::Generated(_), _) => None,
        (ColumnKind::OneOf(_), _) => Some(DefaultValue::Text("open".to_owned())),
        (_, ColumnType::Text | ColumnType::Varchar(_)) => Some(DefaultValue::Text(
            ["", "it's", "naïve \"x\""][choices.pick(3)].to_owned(),
        )),
        (_, ColumnType::Integer | ColumnType::BigInt | ColumnType::SmallInt) => {
            Some(DefaultValue::Number(["1", "42"][choices.pick(2)].to_owned()))
        }
        (_, ColumnType::Decimal { .. }) => Some(DefaultValue::Number("0.50".to_owned())),
        (_, ColumnType::Boolean) => Some(DefaultValue::Boolean(choices.chance(2))),
        (_, ColumnType::TimestampTz) => Some(DefaultValue::Current(DateBase::Now)),
        (_, ColumnType::Date) => Some(DefaultValue::Current(DateBase::Today)),
        _ => None,
    }
}

/// Columns of which every row can have another value.
fn many_valued(table: &TablePlan) -> Vec<usize> {
    table
        .columns
        .iter()
        .filter(|column| !matches!(column.kind, ColumnKind::OneOf(_) | ColumnKind::Generated(_)))
        .filter(|column| !matches!(column.column_type, ColumnType::Boolean | ColumnType::Json))
        .map(|column| column.id)
        .collect()
}

fn some_of(ids: &[usize], choices: &mut Choices<'_>) -> Vec<usize> {
    let mut left = ids.to_vec();
    let mut picked = Vec::new();
    for _ in 0..=choices.pick(2) {
        if !left.is_empty() {
            picked.push(left.remove(choices.pick(left.len())));
        }
    }
    picked
}

pub fn add_unique(plan: &mut Plan, at: usize, choices: &mut Choices<'_>) {
    let features = plan.features;
    let table = &mut plan.tables[at];
    let columns = some_of(&many_valued(table), choices);
    let same = |other: &UniquePlan| {
        other.columns.len() == columns.len() && columns.iter().all(|id| other.columns.contains(id))
    };
    if columns.is_empty() || table.uniques.iter().any(same) {
        return;
    }
    let include = if features.include {
        any_include(table, &columns, choices)
    } else {
        None
    };
    table.uniques.push(UniquePlan {
        columns,
        include,
        nulls_not_distinct: features.nulls_not_distinct && choices.chance(4),
        deferrability: if features.deferrable_uniques {
            any_deferrability(choices)
        } else {
            Deferrability::NotDeferrable
        },
    });
}

/// One of the columns that are not in the key, one in three times.
fn any_include(table: &TablePlan, key: &[usize], choices: &mut Choices<'_>) -> Option<usize> {
    let others: Vec<usize> = table
        .columns
        .iter()
        .filter(|column| !key.contains(&column.id))
        .filter(|column| match &column.kind {
            ColumnKind::Generated(it) => it.storage == GeneratedStorage::Stored,
            _ => true,
        })
        .map(|column| column.id)
        .collect();
    (!others.is_empty() && choices.chance(3)).then(|| others[choices.pick(others.len())])
}

pub fn add_index(plan: &mut Plan, at: usize, choices: &mut Choices<'_>) {
    let features = plan.features;
    let table = &mut plan.tables[at];
    let plain: Vec<usize> = table
        .columns
        .iter()
        .filter(|column| column.can_be_indexed())
        .map(|column| column.id)
        .collect();
    let columns = some_of(&plain, choices);
    if columns.is_empty() || table.indexes.iter().any(|index| index.columns == columns) {
        return;
    }
    let mut index = IndexPlan {
        descending: choices.chance(3),
        partial: choices.chance(4),
        ..IndexPlan::plain(columns)
    };
    let many_valued = many_valued(table);
    if features.hash_indexes && index.columns.len() == 1 && choices.chance(6) {
        index.descending = false;
        index.hash = true;
        table.indexes.push(index);
        return;
    }
    if features.unique_indexes && index.columns.iter().all(|id| many_valued.contains(id)) {
        index.unique = choices.chance(3);
        index.nulls_not_distinct = index.unique && features.nulls_not_distinct && choices.chance(3);
    }
    if table.is_text(index.columns[0]) {
        index.expression = features.expression_indexes && !index.unique && choices.chance(3);
        index.operator_class = features.operator_classes && choices.chance(4);
        index.collation = any_collation(features, choices);
    }
    if features.nulls_order && choices.chance(3) {
        index.nulls = Some(NullsOrder::ALL[choices.pick(2)]);
    }
    if features.include {
        index.include = any_include(table, &index.columns, choices);
    }
    table.indexes.push(index);
}

/// The key of a table that nothing points to can take in a required column.
pub fn make_key_composite(plan: &mut Plan, at: usize, choices: &mut Choices<'_>) {
    let id = plan.tables[at].id;
    let pointed_to = plan
        .tables
        .iter()
        .flat_map(|table| &table.columns)
        .any(|column| matches!(column.kind, ColumnKind::Reference(target, _) if target == id));
    let table = &mut plan.tables[at];
    let candidates: Vec<usize> = table
        .columns
        .iter()
        .filter(|column| column.required && column.column_type != ColumnType::Json)
        .map(|column| column.id)
        .collect();
    if !pointed_to && table.key == KeyPlan::Uuid && !candidates.is_empty() {
        table.key = KeyPlan::Composite(candidates[choices.pick(candidates.len())]);
    }
}
