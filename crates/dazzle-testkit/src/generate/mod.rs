//! Generated schemas, and pairs of schemas of which one grew out of the other by edits.
//!
//! A schema is built from *choices*: a list of bytes, each of which picks one of several ways; a list that has
//! run out always picks the first, simplest way. Proptest shrinks the list, and with it the schema.
//!
//! Generated schemas hold on every dialect, unless [`Features`] of one dialect are asked for, and can be filled with rows: required references point only to
//! tables that come earlier, unique columns have enough values, and types change only where every value
//! survives.

mod build;
mod edit;
mod features;
mod make;
mod plan;

use dazzle_diff::{ColumnRename, Decisions, TableRename};
use dazzle_schema::{Name, Schema};

use build::build;
use edit::edit;
pub use features::Features;
use make::plan;
use plan::{ColumnKind, Plan, TablePlan};

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
    /// Its columns that are in both and hold values of their own in both, by their names before and after.
    pub columns: Vec<(Name, Name)>,
    /// Its columns that are in both and are computed in one of them or in both, likewise.
    pub computed: Vec<(Name, Name)>,
}

/// A schema of at most `most_tables` tables, with none of the [`Features`].
#[must_use]
pub fn schema(bytes: &[u8], most_tables: usize) -> Schema {
    schema_with(bytes, most_tables, Features::default())
}

/// A schema of at most `most_tables` tables that may have `features`.
#[must_use]
pub fn schema_with(bytes: &[u8], most_tables: usize, features: Features) -> Schema {
    let mut choices = Choices::new(bytes);
    build(&plan(&mut choices, most_tables, features))
}

/// A schema with none of the [`Features`], and the same after some edits.
#[must_use]
pub fn schema_pair(bytes: &[u8], most_tables: usize) -> SchemaPair {
    schema_pair_with(bytes, most_tables, Features::default())
}

/// A schema that may have `features`, and the same after some edits.
#[must_use]
pub fn schema_pair_with(bytes: &[u8], most_tables: usize, features: Features) -> SchemaPair {
    let mut choices = Choices::new(bytes);
    let previous = plan(&mut choices, most_tables, features);
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

/// How many cases a property is to try: `DAZZLE_TEST_CASES`, for longer runs, else `usual`. They follow from
/// `DAZZLE_TEST_SEED` (1), so that a run can be repeated and others tried. Counterexamples are printed, not kept in a
/// file.
#[must_use]
pub fn cases(usual: u32) -> proptest::test_runner::Config {
    let cases = number("DAZZLE_TEST_CASES").unwrap_or(usual);
    proptest::test_runner::Config {
        cases,
        rng_seed: proptest::test_runner::RngSeed::Fixed(number("DAZZLE_TEST_SEED").unwrap_or(1)),
        failure_persistence: None,
        ..Default::default()
    }
}

fn number<T: std::str::FromStr>(variable: &str) -> Option<T> {
    std::env::var(variable).ok().and_then(|text| text.parse().ok())
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
        let mut computed = Vec::new();
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
            let is_computed = |kind: &ColumnKind| matches!(kind, ColumnKind::Generated(_));
            if is_computed(&old.kind) || is_computed(&column.kind) {
                computed.push((name(old.name), name(column.name)));
            } else {
                columns.push((name(old.name), name(column.name)));
            }
        }
        surviving.push(SurvivingTable {
            previous: name(before.name),
            next: name(after.name),
            columns,
            computed,
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
