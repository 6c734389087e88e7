//! Generated schemas, and pairs of schemas of which one grew out of the other by edits.
//!
//! A schema is built from *choices*: a list of bytes, each of which picks one of several ways; a list that has
//! run out always picks the first, simplest way. Proptest shrinks the list, and with it the schema.
//!
//! Generated schemas hold on every dialect and can be filled with rows: required references point only to
//! tables that come earlier, unique columns have enough values, and types change only where every value
//! survives.

use std::collections::BTreeMap;

use dazzle_diff::{ColumnRename, Decisions, TableRename};
use dazzle_schema::naming::{NameKind, NameSpace};
use dazzle_schema::{
    Check, CheckRule, Column, ColumnType, DateBase, DefaultValue, Deferrability, ForeignKey, Identity, Index,
    IndexPart, Name, PrimaryKey, Reference, ReferentialAction, Schema, SortOrder, SqlText, Table,
    UniqueConstraint, ValueSet,
};

/// Names of tables: ordinary ones, SQL words and hostile ones; no two alike but for case.
const TABLE_NAMES: [&str; 12] = [
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
const COLUMN_NAMES: [&str; 16] = [
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

/// A list of choices.
#[derive(Debug)]
pub struct Choices<'a> {
    bytes: std::slice::Iter<'a, u8>,
}

impl<'a> Choices<'a> {
    /// The choices in `bytes`, in order.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes: bytes.iter() }
    }

    /// A number below `ways`; 0 when the list has run out.
    pub fn pick(&mut self, ways: usize) -> usize {
        self.bytes
            .next()
            .map_or(0, |byte| usize::from(*byte) % ways.max(1))
    }

    /// Whether to take the way less simple, `one_in` of the times.
    pub fn chance(&mut self, one_in: usize) -> bool {
        self.pick(one_in) == one_in - 1 && one_in > 1
    }
}

/// The plan of a schema. Tables and columns keep their number when they are renamed.
#[derive(Debug, Clone, Default)]
struct Plan {
    tables: Vec<TablePlan>,
    next_id: usize,
}

#[derive(Debug, Clone)]
struct TablePlan {
    id: usize,
    name: &'static str,
    key: KeyPlan,
    columns: Vec<ColumnPlan>,
    uniques: Vec<Vec<usize>>,
    indexes: Vec<IndexPlan>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum KeyPlan {
    Uuid,
    Identity,
    Text,
    /// `id` and the column with this number.
    Composite(usize),
}

#[derive(Debug, Clone)]
struct ColumnPlan {
    id: usize,
    name: &'static str,
    column_type: ColumnType,
    required: bool,
    default: Option<DefaultValue>,
    kind: ColumnKind,
}

#[derive(Debug, Clone, PartialEq)]
enum ColumnKind {
    Plain,
    OneOf(Vec<&'static str>),
    Positive,
    /// The table with this number, and what happens when a row there goes.
    Reference(usize, ReferentialAction),
}

#[derive(Debug, Clone)]
struct IndexPlan {
    columns: Vec<usize>,
    descending: bool,
    partial: bool,
}

/// Two schemas and what a person knows of how one became the other.
#[derive(Debug, Clone)]
pub struct SchemaPair {
    /// Before.
    pub previous: Schema,
    /// After.
    pub next: Schema,
    /// The renames.
    pub decisions: Decisions,
    /// For each table that is in both: its names before and after, and those of its surviving columns.
    pub surviving: Vec<SurvivingTable>,
}

/// A table that is in both schemas.
#[derive(Debug, Clone)]
pub struct SurvivingTable {
    /// Its name before.
    pub previous: Name,
    /// Its name after.
    pub next: Name,
    /// Its columns that are in both, by their names before and after.
    pub columns: Vec<(Name, Name)>,
}

/// A schema of at most `most_tables` tables.
#[must_use]
pub fn schema(bytes: &[u8], most_tables: usize) -> Schema {
    let mut choices = Choices::new(bytes);
    build(&plan(&mut choices, most_tables))
}

/// A schema, and the same after some edits.
#[must_use]
pub fn schema_pair(bytes: &[u8], most_tables: usize) -> SchemaPair {
    let mut choices = Choices::new(bytes);
    let previous = plan(&mut choices, most_tables);
    let mut next = previous.clone();
    for _ in 0..choices.pick(8) {
        let before_edit = next.clone();
        edit(&mut next, &mut choices, most_tables);
        if !can_be_told(&previous, &next) {
            next = before_edit;
        }
    }
    pair(&previous, &next)
}

/// Whether a person may say it in one go: a name that is taken over must have been given up by a rename, not by
/// a drop, else the hint is refused as ambiguous.
fn can_be_told(previous: &Plan, next: &Plan) -> bool {
    let told = |before: &[(usize, &str)], after: &[(usize, &str)]| {
        after.iter().all(|(id, name)| {
            let was_renamed = before.iter().any(|(old_id, old)| old_id == id && old != name);
            let holder = before.iter().find(|(_, old)| old == name);
            !was_renamed || holder.is_none_or(|(holder, _)| after.iter().any(|(kept, _)| kept == holder))
        })
    };
    let tables = |plan: &Plan| {
        plan.tables
            .iter()
            .map(|table| (table.id, table.name))
            .collect::<Vec<_>>()
    };
    let columns = |table: &TablePlan| {
        table
            .columns
            .iter()
            .map(|column| (column.id, column.name))
            .collect::<Vec<_>>()
    };
    told(&tables(previous), &tables(next))
        && next.tables.iter().all(|after| {
            previous
                .tables
                .iter()
                .find(|before| before.id == after.id)
                .is_none_or(|before| told(&columns(before), &columns(after)))
        })
}

/// How many cases a property is to try: `DAZZLE_TEST_CASES`, for longer runs, else `usual`. Counterexamples are
/// printed, not kept in a file.
#[must_use]
pub fn cases(usual: u32) -> proptest::test_runner::Config {
    let cases = std::env::var("DAZZLE_TEST_CASES")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(usual);
    proptest::test_runner::Config {
        cases,
        failure_persistence: None,
        ..Default::default()
    }
}

/// The strategy behind [`schema_pair`]: lists of choices.
pub fn choices() -> impl proptest::strategy::Strategy<Value = Vec<u8>> {
    proptest::collection::vec(proptest::prelude::any::<u8>(), 0..240)
}

fn pair(previous: &Plan, next: &Plan) -> SchemaPair {
    let mut decisions = Decisions::default();
    let mut surviving = Vec::new();
    for after in &next.tables {
        let Some(before) = previous.tables.iter().find(|table| table.id == after.id) else {
            continue;
        };
        if before.name != after.name {
            decisions.table_renames.push(TableRename {
                from: name(before.name),
                to: name(after.name),
            });
        }
        let mut columns = vec![(name("id"), name("id"))];
        for column in &after.columns {
            let Some(old) = before.columns.iter().find(|old| old.id == column.id) else {
                continue;
            };
            if old.name != column.name {
                decisions.column_renames.push(ColumnRename {
                    table: name(after.name),
                    from: name(old.name),
                    to: name(column.name),
                });
            }
            columns.push((name(old.name), name(column.name)));
        }
        surviving.push(SurvivingTable {
            previous: name(before.name),
            next: name(after.name),
            columns,
        });
    }
    SchemaPair {
        previous: build(previous),
        next: build(next),
        decisions,
        surviving,
    }
}

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

fn plan(choices: &mut Choices<'_>, most_tables: usize) -> Plan {
    let mut plan = Plan::default();
    for _ in 0..choices.pick(most_tables + 1) {
        add_table(&mut plan, choices);
    }
    plan
}

fn add_table(plan: &mut Plan, choices: &mut Choices<'_>) {
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
        add_unique(&mut plan.tables[at], choices);
    }
    for _ in 0..choices.pick(3) {
        add_index(&mut plan.tables[at], choices);
    }
    if choices.chance(6) {
        make_key_composite(plan, at, choices);
    }
}

fn add_column(plan: &mut Plan, at: usize, choices: &mut Choices<'_>) {
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
    };
    match choices.pick(5) {
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
            }
        }
        _ => column.column_type = any_type(choices),
    }
    column.default = default_for(&column, choices);
    plan.tables[at].columns.push(column);
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

fn default_for(column: &ColumnPlan, choices: &mut Choices<'_>) -> Option<DefaultValue> {
    if !choices.chance(3) {
        return None;
    }
    match (&column.kind, &column.column_type) {
        (ColumnKind::Reference(..), _) => None,
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

const fn key_type(key: KeyPlan) -> ColumnType {
    match key {
        KeyPlan::Uuid | KeyPlan::Composite(_) => ColumnType::Uuid,
        KeyPlan::Identity => ColumnType::Integer,
        KeyPlan::Text => ColumnType::Varchar(40),
    }
}

/// Columns of which every row can have another value.
fn many_valued(table: &TablePlan) -> Vec<usize> {
    table
        .columns
        .iter()
        .filter(|column| !matches!(column.kind, ColumnKind::OneOf(_)))
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

fn add_unique(table: &mut TablePlan, choices: &mut Choices<'_>) {
    let columns = some_of(&many_valued(table), choices);
    let same =
        |other: &Vec<usize>| other.len() == columns.len() && columns.iter().all(|id| other.contains(id));
    if !columns.is_empty() && !table.uniques.iter().any(same) {
        table.uniques.push(columns);
    }
}

fn add_index(table: &mut TablePlan, choices: &mut Choices<'_>) {
    let plain: Vec<usize> = table
        .columns
        .iter()
        .filter(|column| column.column_type != ColumnType::Json)
        .map(|column| column.id)
        .collect();
    let columns = some_of(&plain, choices);
    if !columns.is_empty() && !table.indexes.iter().any(|index| index.columns == columns) {
        table.indexes.push(IndexPlan {
            columns,
            descending: choices.chance(3),
            partial: choices.chance(4),
        });
    }
}

/// The key of a table that nothing points to can take in a required column.
fn make_key_composite(plan: &mut Plan, at: usize, choices: &mut Choices<'_>) {
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

fn edit(plan: &mut Plan, choices: &mut Choices<'_>, most_tables: usize) {
    if plan.tables.is_empty() {
        add_table(plan, choices);
        return;
    }
    let at = choices.pick(plan.tables.len());
    match choices.pick(14) {
        0 if plan.tables.len() < most_tables + 2 => add_table(plan, choices),
        1 => drop_table(plan, at),
        2 | 3 => add_column(plan, at, choices),
        4 => drop_column(&mut plan.tables[at], choices),
        5 => rename_table(plan, at, choices),
        6 => rename_column(&mut plan.tables[at], choices),
        7 => swap_names(&mut plan.tables[at], choices),
        8 => change_type(&mut plan.tables[at], choices),
        9 => change_rest(&mut plan.tables[at], choices),
        10 => add_unique(&mut plan.tables[at], choices),
        11 => add_index(&mut plan.tables[at], choices),
        12 => {
            let table = &mut plan.tables[at];
            match choices.pick(3) {
                0 => drop(table.uniques.pop()),
                1 => drop(table.indexes.pop()),
                _ => table.indexes.iter_mut().for_each(|index| index.columns.reverse()),
            }
        }
        13 => match plan.tables[at].key {
            KeyPlan::Composite(_) => plan.tables[at].key = KeyPlan::Uuid,
            _ => make_key_composite(plan, at, choices),
        },
        _ => {}
    }
}

fn drop_table(plan: &mut Plan, at: usize) {
    let gone = plan.tables.remove(at);
    for table in &mut plan.tables {
        let lost: Vec<usize> = table
            .columns
            .iter()
            .filter(|column| matches!(column.kind, ColumnKind::Reference(target, _) if target == gone.id))
            .map(|column| column.id)
            .collect();
        lost.into_iter().for_each(|id| forget_column(table, id));
    }
}

fn drop_column(table: &mut TablePlan, choices: &mut Choices<'_>) {
    if table.columns.is_empty() {
        return;
    }
    let id = table.columns[choices.pick(table.columns.len())].id;
    forget_column(table, id);
}

fn forget_column(table: &mut TablePlan, id: usize) {
    table.columns.retain(|column| column.id != id);
    table.uniques.retain(|columns| !columns.contains(&id));
    table.indexes.retain(|index| !index.columns.contains(&id));
    if table.key == KeyPlan::Composite(id) {
        table.key = KeyPlan::Uuid;
    }
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
    if matches!(column.kind, ColumnKind::Reference(..)) {
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
    match choices.pick(3) {
        0 => column.default = default_for(column, choices),
        1 if !in_key && !matches!(column.kind, ColumnKind::Reference(..)) => {
            column.required = !column.required
        }
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

fn build(plan: &Plan) -> Schema {
    let mut names = NameSpace::default();
    let mut tables: Vec<&TablePlan> = plan.tables.iter().collect();
    tables.sort_by_key(|table| table.name);
    for table in &tables {
        names.reserve(name(table.name));
    }
    let by_id: BTreeMap<usize, &TablePlan> = plan.tables.iter().map(|table| (table.id, table)).collect();
    tables
        .into_iter()
        .map(|table| build_table(table, &by_id, &mut names))
        .collect()
}

fn build_table(plan: &TablePlan, by_id: &BTreeMap<usize, &TablePlan>, names: &mut NameSpace) -> Table {
    let mut table = Table::new(name(plan.name));
    let column_name = |id: &usize| {
        name(
            plan.columns
                .iter()
                .find(|column| column.id == *id)
                .map_or("id", |column| column.name),
        )
    };
    let mut id = Column::new(name("id"), key_type(plan.key));
    id.nullable = false;
    id.identity = (plan.key == KeyPlan::Identity).then_some(Identity::ByDefault);
    table.columns.insert(name("id"), id);
    let mut key = vec![name("id")];
    if let KeyPlan::Composite(other) = plan.key {
        key.push(column_name(&other));
    }
    table.primary_key = Some(PrimaryKey {
        name: names.constraint_name(NameKind::PrimaryKey, &table.name, &[]),
        columns: key,
    });
    for column in &plan.columns {
        let mut built = Column::new(name(column.name), column.column_type.clone());
        built.nullable = !column.required;
        built.default.clone_from(&column.default);
        table.columns.insert(built.name.clone(), built);
        match &column.kind {
            ColumnKind::Plain => {}
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
                let foreign_key = ForeignKey {
                    name: names.constraint_name(NameKind::ForeignKey, &table.name, &[column.name]),
                    columns: vec![name(column.name)],
                    references: Reference {
                        table: name(target.name),
                        columns: vec![name("id")],
                    },
                    on_delete: *on_delete,
                    on_update: ReferentialAction::NoAction,
                    deferrability: Deferrability::NotDeferrable,
                };
                table.foreign_keys.insert(foreign_key.name.clone(), foreign_key);
            }
        }
    }
    for columns in &plan.uniques {
        let columns: Vec<Name> = columns.iter().map(column_name).collect();
        let parts: Vec<&str> = columns.iter().map(Name::as_str).collect();
        let name = names.constraint_name(NameKind::Unique, &table.name, &parts);
        let unique = UniqueConstraint::over(name, columns);
        table.uniques.insert(unique.name.clone(), unique);
    }
    for index in &plan.indexes {
        let columns: Vec<Name> = index.columns.iter().map(column_name).collect();
        let parts: Vec<&str> = columns.iter().map(Name::as_str).collect();
        let index_name = names.constraint_name(NameKind::Index, &table.name, &parts);
        let quoted = format!("\"{}\"", columns[0].as_str().replace('"', "\"\""));
        let index = Index {
            name: index_name,
            parts: columns
                .into_iter()
                .map(|column| IndexPart {
                    order: if index.descending {
                        SortOrder::Descending
                    } else {
                        SortOrder::Ascending
                    },
                    ..IndexPart::column(column)
                })
                .collect(),
            unique: false,
            nulls_not_distinct: false,
            method: None,
            include: Vec::new(),
            predicate: index
                .partial
                .then(|| SqlText::Portable(format!("{quoted} IS NOT NULL"))),
        };
        table.indexes.insert(index.name.clone(), index);
    }
    table
}
