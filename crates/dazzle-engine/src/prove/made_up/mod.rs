//! Made-up rows for a schema: pure, and the same for the same seed.
//!
//! A [`Maker`] says in which order tables are filled and proposes rows for them; the caller inserts each row and
//! tells which the database took ([`Maker::accept`]), since only these can be pointed to. NOT NULL, keys, unique
//! constraints, foreign keys and lists of values are kept by construction. Checks in SQL are not read: a row that
//! breaks one is refused by the database and left out.

mod fits;
mod keys;
mod order;
mod value;

use std::collections::{BTreeMap, BTreeSet};

use dazzle_schema::{Column, ColumnType, Dialect, ForeignKey, Identity, Name, Schema, Table};
use dazzle_sql::quote_identifier;

use keys::{allowed_values, is_in_a_key, is_primary, key_values, keys};
pub use value::Value;

/// A row: what it says of each column. A column that is not there gets its default.
pub type Row = BTreeMap<Name, Value>;

/// Types that the values of a column must fit into, beside its own.
pub type FurtherTypes = BTreeMap<(Name, Name), Vec<ColumnType>>;

/// How a row is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// With the values that go wrong most often.
    Nasty,
    /// With ordinary values only, where the nasty ones are refused.
    Ordinary,
}

/// Makes rows up.
pub struct Maker<'a> {
    schema: &'a Schema,
    further: &'a FurtherTypes,
    dialect: Dialect,
    seed: u64,
    rows: BTreeMap<Name, Vec<Row>>,
    /// For each table and key: the values that are taken.
    taken: BTreeMap<(Name, usize), BTreeSet<Vec<Value>>>,
}

impl<'a> Maker<'a> {
    /// A maker for the tables of `schema`, with nothing made yet.
    pub fn new(schema: &'a Schema, further: &'a FurtherTypes, dialect: Dialect, seed: &str) -> Self {
        Self {
            schema,
            further,
            dialect,
            seed: hash(seed.as_bytes()),
            rows: BTreeMap::new(),
            taken: BTreeMap::new(),
        }
    }

    /// The tables `wanted` in an order in which they can be filled. Those of one group point to each other in a
    /// circle that no missing value opens, and are filled together, row by row.
    pub fn order(&self, wanted: &BTreeSet<Name>) -> Vec<Vec<&'a Table>> {
        order::order(self.schema, wanted)
    }

    /// The `number`th row for each table of a group; none where the maker finds no row that keeps the rules. What
    /// is to be pointed to in the group is the row of the same number.
    pub fn propose(&self, group: &[&'a Table], number: u32, style: Style) -> Option<Vec<Row>> {
        let together: BTreeSet<&Name> = if group.len() > 1 {
            group.iter().map(|table| &table.name).collect()
        } else {
            BTreeSet::new()
        };
        let mut rows = Vec::with_capacity(group.len());
        for table in group {
            rows.push(self.row(table, number, style, &together)?);
        }
        for (at, table) in group.iter().enumerate() {
            for key in table.foreign_keys.values() {
                let target = group
                    .iter()
                    .position(|other| other.name == key.references.table && together.contains(&other.name));
                let Some(target) = target.and_then(|at| rows.get(at)).cloned() else {
                    continue;
                };
                if let Some(row) = rows.get_mut(at) {
                    point_to(row, key, &target);
                }
            }
        }
        Some(rows)
    }

    /// Takes note of a row that the database has.
    pub fn accept(&mut self, table: &'a Table, row: Row) {
        for (at, key) in keys(table).iter().enumerate() {
            if let Some(values) = key_values(key, &row) {
                self.taken
                    .entry((table.name.clone(), at))
                    .or_default()
                    .insert(values);
            }
        }
        self.rows.entry(table.name.clone()).or_default().push(row);
    }

    /// How many rows a table has.
    pub fn len_of(&self, table: &Name) -> usize {
        self.rows.get(table).map_or(0, Vec::len)
    }

    /// The statement that inserts `row`.
    pub fn insert(&self, table: &Table, row: &Row) -> String {
        let name = quote_identifier(table.name.as_str());
        if row.is_empty() {
            return format!("INSERT INTO {name} DEFAULT VALUES");
        }
        let columns: Vec<String> = row
            .keys()
            .map(|column| quote_identifier(column.as_str()))
            .collect();
        let values: Vec<String> = row.values().map(|value| value.literal(self.dialect)).collect();
        let insists = table
            .columns
            .values()
            .any(|column| column.identity == Some(Identity::Always));
        let overriding = if insists && self.dialect == Dialect::Postgresql {
            " OVERRIDING SYSTEM VALUE"
        } else {
            ""
        };
        format!(
            "INSERT INTO {name} ({}){overriding} VALUES ({})",
            columns.join(", "),
            values.join(", ")
        )
    }

    /// The statements to run when all tables are filled: references that had to wait for the table they point to,
    /// and the numbers at which the database goes on counting. One that is refused is left out.
    pub fn finish(&self, wanted: &BTreeSet<Name>) -> Vec<String> {
        let mut statements = Vec::new();
        for table in wanted.iter().filter_map(|name| self.schema.table(name)) {
            let Some(rows) = self.rows.get(&table.name) else {
                continue;
            };
            for key in table.foreign_keys.values() {
                statements.extend(self.late_references(table, key, rows));
            }
            if self.dialect == Dialect::Postgresql {
                let numbered = table.columns.values().filter(|column| column.identity.is_some());
                statements.extend(numbered.map(|column| {
                    format!(
                        "SELECT setval(pg_get_serial_sequence({}, {}), {})",
                        dazzle_sql::quote_literal(&quote_identifier(table.name.as_str())),
                        dazzle_sql::quote_literal(column.name.as_str()),
                        MOST_NUMBERED
                    )
                }));
            }
        }
        statements
    }

    fn late_references(&self, table: &Table, key: &ForeignKey, rows: &[Row]) -> Vec<String> {
        let waited = |row: &Row| {
            key.columns
                .iter()
                .any(|column| row.get(column) == Some(&Value::Null))
        };
        let Some(primary) = &table.primary_key else {
            return Vec::new();
        };
        let targets = self
            .rows
            .get(&key.references.table)
            .map_or(&[][..], Vec::as_slice);
        let mut statements = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            if !waited(row) || at % 5 == 3 {
                continue;
            }
            let Some(target) = targets.get(at % targets.len().max(1)) else {
                continue;
            };
            let mut pointing = row.clone();
            point_to(&mut pointing, key, target);
            let pairs = |columns: &[Name], row: &Row, glue: &str| {
                columns
                    .iter()
                    .map(|column| {
                        let value = row.get(column).unwrap_or(&Value::Null).literal(self.dialect);
                        format!("{} = {value}", quote_identifier(column.as_str()))
                    })
                    .collect::<Vec<_>>()
                    .join(glue)
            };
            statements.push(format!(
                "UPDATE {} SET {} WHERE {}",
                quote_identifier(table.name.as_str()),
                pairs(&key.columns, &pointing, ", "),
                pairs(&primary.columns, row, " AND ")
            ));
        }
        statements
    }

    fn row(&self, table: &Table, number: u32, style: Style, together: &BTreeSet<&Name>) -> Option<Row> {
        let mut row = self.references(table, number, style, together)?;
        // What points to this row or to one that is made together with it is set when both are there.
        let is_set_later = |name: &Name| {
            table.foreign_keys.values().any(|key| {
                key.columns.contains(name)
                    && (key.references.table == table.name || together.contains(&key.references.table))
            })
        };
        for column in table.columns.values() {
            if column.generated.is_some() || row.contains_key(&column.name) || is_set_later(&column.name) {
                continue;
            }
            if number == LEFT_OUT && column.default.is_some() && !is_in_a_key(table, &column.name) {
                continue;
            }
            let value = self.value(table, column, number, style)?;
            row.insert(column.name.clone(), value);
        }
        self.made_different(table, row, number)
    }

    /// The columns of foreign keys, each pointing to a row that is there.
    fn references(
        &self,
        table: &Table,
        number: u32,
        style: Style,
        together: &BTreeSet<&Name>,
    ) -> Option<Row> {
        let mut row = Row::new();
        for key in table.foreign_keys.values() {
            let target = &key.references.table;
            if together.contains(target) {
                continue;
            }
            let is_optional = key
                .columns
                .iter()
                .any(|name| table.column(name).is_some_and(|column| column.nullable));
            let there = self.rows.get(target).map_or(&[][..], Vec::as_slice);
            let agrees = |candidate: &&Row| {
                key.columns
                    .iter()
                    .zip(&key.references.columns)
                    .all(|(own, other)| {
                        let value = candidate.get(other).unwrap_or(&Value::Null);
                        *value != Value::Null && row.get(own).is_none_or(|held| held == value)
                    })
            };
            let suitable: Vec<&Row> = there.iter().filter(agrees).collect();
            let wants_none = is_optional && (number % 5 == 3 || (style == Style::Nasty && number == SPARSE));
            let at = usize::try_from(number).unwrap_or(0) % suitable.len().max(1);
            match suitable.get(at) {
                Some(pointed_to) if !wants_none => point_to(&mut row, key, pointed_to),
                _ if is_optional => {
                    for name in &key.columns {
                        if table.column(name).is_some_and(|column| column.nullable) {
                            row.entry(name.clone()).or_insert(Value::Null);
                        }
                    }
                }
                // The first row of a table that must point into itself points to itself, once its key is made.
                _ if *target == table.name => {}
                _ => return None,
            }
        }
        Some(row)
    }

    fn value(&self, table: &Table, column: &Column, number: u32, style: Style) -> Option<Value> {
        let is_key = is_in_a_key(table, &column.name);
        let is_numbered = column.identity.is_some()
            || (is_key && column.column_type.is_whole_number() && is_primary(table, column));
        if is_numbered {
            return Some(Value::Number((number + 1).to_string()));
        }
        let mut pool = self.pool(table, column);
        if style == Style::Ordinary && allowed_values(table, &column.name).is_none() {
            pool.clear();
        }
        if style == Style::Nasty && column.nullable && !is_key {
            let wants_none = number == SPARSE || (number + self.offset(table, column)) % 7 == 6;
            if wants_none {
                return Some(Value::Null);
            }
        }
        if pool.is_empty() && allowed_values(table, &column.name).is_some() {
            return column.nullable.then_some(Value::Null);
        }
        if pool.is_empty() {
            let made = self.ordinary(table, column, number);
            return made.or_else(|| column.nullable.then_some(Value::Null));
        }
        // The second row repeats the first, where that is allowed.
        let number = if number == REPEATED && !is_key { 0 } else { number };
        let at = (number + self.offset(table, column)) as usize % pool.len();
        pool.get(at).cloned()
    }

    /// The values that are tried first.
    fn pool(&self, table: &Table, column: &Column) -> Vec<Value> {
        if let Some(values) = allowed_values(table, &column.name) {
            return values.into_iter().map(Value::Text).collect();
        }
        let mut pool = value::nasty(&column.column_type);
        let further = self.further_types(table, column);
        if !further.is_empty() {
            for other in further {
                let made = (0..6).filter_map(|number| value::ordinary(other, number * 7 + 1));
                for value in value::nasty(other).into_iter().chain(made) {
                    let value = if column.column_type.is_textual() {
                        value.as_text()
                    } else {
                        value
                    };
                    if fits::fits(&value, &column.column_type) && !pool.contains(&value) {
                        pool.push(value);
                    }
                }
            }
            if matches!(column.column_type, ColumnType::Timestamp) {
                pool.push(Value::Text("2024-02-29 00:00:00".to_owned()));
            }
            pool.retain(|value| further.iter().all(|other| fits::fits(value, other)));
        }
        pool
    }

    fn ordinary(&self, table: &Table, column: &Column, number: u32) -> Option<Value> {
        let further = self.further_types(table, column);
        let types = further.iter().chain([&column.column_type]);
        types
            .filter_map(|column_type| value::ordinary(column_type, number))
            .map(|value| {
                if column.column_type.is_textual() {
                    value.as_text()
                } else {
                    value
                }
            })
            .find(|value| {
                further.iter().all(|other| fits::fits(value, other))
                    && (further.is_empty() || fits::fits(value, &column.column_type))
            })
    }

    fn further_types(&self, table: &Table, column: &Column) -> &[ColumnType] {
        self.further
            .get(&(table.name.clone(), column.name.clone()))
            .map_or(&[], Vec::as_slice)
    }

    /// Gives columns of keys other values until no key is taken.
    fn made_different(&self, table: &Table, mut row: Row, number: u32) -> Option<Row> {
        for key in table.foreign_keys.values() {
            if key.references.table == table.name {
                // Only what `references` left open: the row points to itself.
                let own = row.clone();
                let is_open = key.columns.iter().any(|name| !row.contains_key(name));
                if is_open {
                    point_to(&mut row, key, &own);
                }
            }
        }
        let referencing: BTreeSet<&Name> = table.foreign_keys.values().flat_map(|key| &key.columns).collect();
        for (at, key) in keys(table).iter().enumerate() {
            let taken = self.taken.get(&(table.name.clone(), at));
            let is_taken = |row: &Row| {
                key_values(key, row).is_some_and(|values| taken.is_some_and(|taken| taken.contains(&values)))
            };
            let mut attempt = 0;
            while is_taken(&row) {
                attempt += 1;
                if attempt > MOST_TRIES {
                    return None;
                }
                let free = key.columns.iter().find(|name| !referencing.contains(**name));
                match free.and_then(|name| table.column(name)) {
                    Some(column) => {
                        let fresh = number + 100 * attempt;
                        let value = match allowed_values(table, &column.name) {
                            Some(values) => values
                                .get((number + attempt) as usize % values.len().max(1))
                                .cloned()
                                .map(Value::Text),
                            None => self.ordinary(table, column, fresh),
                        }?;
                        row.insert(column.name.clone(), value);
                    }
                    None => {
                        let moved =
                            self.references(table, number + attempt, Style::Nasty, &BTreeSet::new())?;
                        row.extend(moved);
                    }
                }
            }
        }
        Some(row)
    }

    /// Where in its pool a column begins, so that neighbours do not have the same worries in the same row.
    fn offset(&self, table: &Table, column: &Column) -> u32 {
        let text = format!("{}\0{}", table.name, column.name);
        u32::try_from((self.seed ^ hash(text.as_bytes())) % 97).unwrap_or(0)
    }
}

/// The row that repeats the first one, where that is allowed.
const REPEATED: u32 = 1;
/// The row in which everything that may be missing is missing.
const SPARSE: u32 = 2;
/// The row that leaves its defaults to the database.
const LEFT_OUT: u32 = 4;
/// How often a key that is taken is changed.
const MOST_TRIES: u32 = 60;
/// The number from which a database goes on numbering: above all that rows bring themselves.
const MOST_NUMBERED: u32 = 1000;

fn point_to(row: &mut Row, key: &ForeignKey, target: &Row) {
    for (own, other) in key.columns.iter().zip(&key.references.columns) {
        if let Some(value) = target.get(other) {
            row.insert(own.clone(), value.clone());
        }
    }
}

/// FNV-1a, then the finishing of SplitMix64.
fn hash(bytes: &[u8]) -> u64 {
    let folded = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mixed = (folded ^ (folded >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed ^ (mixed >> 31)
}
