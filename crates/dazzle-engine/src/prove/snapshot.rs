//! The rows of tables before and after, and what became of them.

use std::collections::BTreeMap;

use dazzle_db::{DatabaseError, Session};
use dazzle_schema::{Dialect, Name, Schema};
use dazzle_sql::quote_identifier;

use super::fates::{Fate, Fates, Kept};

/// How many rows or values a message names.
const SHOWN: usize = 3;
/// How much of a value a message shows, in characters.
const SHOWN_CHARACTERS: usize = 40;

/// The rows of a table: the columns, and for each row their values as the database writes them.
#[derive(Debug, Clone)]
pub struct TableRows {
    columns: Vec<Name>,
    rows: Vec<Vec<Option<String>>>,
    /// The columns of the primary key.
    key: Vec<Name>,
}

/// The rows of all tables that were filled, as they were before.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    tables: BTreeMap<Name, TableRows>,
}

impl Snapshot {
    /// Reads the tables `wanted` of `schema`.
    pub async fn read(
        session: &mut Session,
        schema: &Schema,
        wanted: &[Name],
    ) -> Result<Self, DatabaseError> {
        let mut tables = BTreeMap::new();
        for table in wanted.iter().filter_map(|name| schema.table(name)) {
            let columns: Vec<Name> = table.columns.keys().cloned().collect();
            let rows = read_rows(session, &table.name, &columns).await?;
            let key = table
                .primary_key
                .as_ref()
                .map_or_else(Vec::new, |key| key.columns.clone());
            tables.insert(table.name.clone(), TableRows { columns, rows, key });
        }
        Ok(Self { tables })
    }

    /// What is wrong with the rows that are there now: rows that are gone or new, then values that changed. `fates`
    /// say where each column is now; what they say was dropped is left out.
    pub async fn compare(&self, session: &mut Session, fates: &Fates) -> Result<Changes, DatabaseError> {
        let mut changes = Changes::default();
        for (name, before) in &self.tables {
            let Some(Some(now)) = fates.tables.get(name) else {
                continue;
            };
            let kept: Vec<KeptColumn<'_>> = before
                .columns
                .iter()
                .enumerate()
                .filter_map(|(at, column)| {
                    let fate = fates.columns.get(&(name.clone(), column.clone()))?;
                    let (table, now) = fate.now.as_ref()?;
                    let is_here = fates.tables.get(name)?.as_ref() == Some(table);
                    is_here.then_some(KeptColumn {
                        at,
                        column,
                        now,
                        fate,
                    })
                })
                .collect();
            let columns: Vec<Name> = kept.iter().map(|it| it.now.clone()).collect();
            let after = read_rows(session, now, &columns).await?;
            let table = Compared {
                name,
                before,
                after,
                kept,
                may_shrink: fates.thinned.contains(name),
                may_grow: fates.grown.contains(name),
                dialect: session.dialect(),
            };
            table.find(&mut changes);
        }
        Ok(changes)
    }
}

/// What is not as it was.
#[derive(Debug, Default)]
pub struct Changes {
    /// Rows that are gone or new.
    pub rows: Vec<String>,
    /// Values that are other ones.
    pub values: Vec<String>,
    /// How many rows were compared.
    pub compared: usize,
    /// How many values were compared.
    pub compared_values: usize,
    /// Rows that were taken out because they were double.
    pub thinned: usize,
}

async fn read_rows(
    session: &mut Session,
    table: &Name,
    columns: &[Name],
) -> Result<Vec<Vec<Option<String>>>, DatabaseError> {
    let texts: Vec<String> = columns
        .iter()
        .map(|column| {
            let column = quote_identifier(column.as_str());
            match session.dialect() {
                Dialect::Postgresql => format!("{column}::text"),
                // As a literal, so that the type is part of the value.
                Dialect::Sqlite => format!("CASE WHEN {column} IS NULL THEN NULL ELSE quote({column}) END"),
            }
        })
        .collect();
    let list = if texts.is_empty() {
        "'x'".to_owned()
    } else {
        texts.join(", ")
    };
    session
        .query(&format!(
            "SELECT {list} FROM {}",
            quote_identifier(table.as_str())
        ))
        .await
}

type Cells = Vec<Option<String>>;

/// A column that is still there.
struct KeptColumn<'a> {
    /// Its position before.
    at: usize,
    /// Its name before.
    column: &'a Name,
    /// Its name now.
    now: &'a Name,
    fate: &'a Fate,
}

impl KeptColumn<'_> {
    fn is_exact(&self) -> bool {
        self.fate.kept == Kept::Exact && !self.fate.is_filled
    }
}

struct Compared<'a> {
    name: &'a Name,
    before: &'a TableRows,
    after: Vec<Cells>,
    /// In the order of the cells in `after`.
    kept: Vec<KeptColumn<'a>>,
    may_shrink: bool,
    may_grow: bool,
    dialect: Dialect,
}

impl Compared<'_> {
    fn find(&self, changes: &mut Changes) {
        let (had, has) = (self.before.rows.len(), self.after.len());
        let Some(key) = self.key() else {
            if has < had && !self.may_shrink {
                changes
                    .rows
                    .push(format!("{} of {had} rows of `{}` are gone", had - has, self.name));
            } else {
                changes.compared += had.min(has);
                changes.thinned += had.saturating_sub(has);
                self.growth(had, has, changes);
                self.find_without_key(changes);
            }
            return;
        };
        let mut now: BTreeMap<Cells, &Cells> = BTreeMap::new();
        for row in &self.after {
            now.insert(pick(row, key.iter().copied()), row);
        }
        let before_at = |at: usize| self.kept.get(at).map_or(0, |kept| kept.at);
        let mut gone = Vec::new();
        let mut wrong: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for row in &self.before.rows {
            let own = pick(row, key.iter().map(|at| before_at(*at)));
            let Some(found) = now.get(&own) else {
                gone.push(shown_cells(&own));
                continue;
            };
            for (at, kept) in self.kept.iter().enumerate() {
                let (was, is) = (
                    row.get(kept.at).cloned().flatten(),
                    found.get(at).cloned().flatten(),
                );
                changes.compared_values += 1;
                if !self.is_kept(at, was.as_deref(), is.as_deref()) {
                    wrong.entry(at).or_default().push(format!(
                        "row {}: {} became {}",
                        shown_cells(&own),
                        shown(was.as_deref()),
                        shown(is.as_deref())
                    ));
                }
            }
        }
        changes.compared += had - gone.len();
        if !gone.is_empty() {
            if self.may_shrink {
                changes.thinned += gone.len();
            } else {
                changes.rows.push(format!(
                    "{} of {had} rows of `{}` are gone: {}",
                    gone.len(),
                    self.name,
                    some(&gone)
                ));
            }
        }
        self.growth(had - gone.len(), has, changes);
        for (at, examples) in wrong {
            let Some(KeptColumn { column, .. }) = self.kept.get(at) else {
                continue;
            };
            changes.values.push(format!(
                "{} of {had} values of `{}`.`{column}` are not what they were: {}",
                examples.len(),
                self.name,
                some(&examples)
            ));
        }
    }

    fn growth(&self, expected: usize, has: usize, changes: &mut Changes) {
        if has > expected && !self.may_grow {
            changes.rows.push(format!(
                "`{}` has {has} rows where {expected} were to be kept: nobody said that it gets more",
                self.name
            ));
        }
    }

    /// The positions among `kept` of the primary key, where all of it is still there and unchanged.
    fn key(&self) -> Option<Vec<usize>> {
        let columns: Option<Vec<usize>> = self
            .before
            .key
            .iter()
            .map(|name| {
                self.kept
                    .iter()
                    .position(|kept| kept.column == name && kept.is_exact())
            })
            .collect();
        columns.filter(|columns| !columns.is_empty())
    }

    /// Rows that nothing tells apart are compared as a whole, in the columns that stay as they are.
    fn find_without_key(&self, changes: &mut Changes) {
        let exact: Vec<(usize, usize)> = self
            .kept
            .iter()
            .enumerate()
            .filter(|(_, kept)| kept.is_exact())
            .map(|(at, kept)| (kept.at, at))
            .collect();
        let mut left: BTreeMap<Cells, usize> = BTreeMap::new();
        for row in &self.after {
            *left
                .entry(pick(row, exact.iter().map(|(_, at)| *at)))
                .or_default() += 1;
        }
        let mut missing = Vec::new();
        for row in &self.before.rows {
            changes.compared_values += exact.len();
            let own = pick(row, exact.iter().map(|(was_at, _)| *was_at));
            match left.get_mut(&own) {
                Some(count) if *count > 0 => *count -= 1,
                _ => missing.push(shown_cells(&own)),
            }
        }
        if !missing.is_empty() && !self.may_shrink {
            changes.values.push(format!(
                "{} of {} rows of `{}` are not what they were: {}",
                missing.len(),
                self.before.rows.len(),
                self.name,
                some(&missing)
            ));
        }
    }

    fn is_kept(&self, at: usize, was: Option<&str>, is: Option<&str>) -> bool {
        let Some(Fate { kept, is_filled, .. }) = self.kept.get(at).map(|kept| kept.fate) else {
            return true;
        };
        if *is_filled && was.is_none() {
            return true;
        }
        match kept {
            Kept::Exact => was == is,
            Kept::Retyped | Kept::Respelled => match (was, is) {
                (None, None) => true,
                (Some(was), Some(is)) => self.is_same_value(was, is),
                _ => false,
            },
            Kept::Free => true,
        }
    }

    /// Whether two texts of different types stand for one value, as far as texts tell.
    fn is_same_value(&self, was: &str, is: &str) -> bool {
        let plain = |text: &str| match self.dialect {
            Dialect::Postgresql => text.to_owned(),
            Dialect::Sqlite => text
                .strip_prefix('\'')
                .and_then(|text| text.strip_suffix('\''))
                .map_or_else(|| text.to_owned(), |text| text.replace("''", "'")),
        };
        let (was, is) = (plain(was), plain(is));
        let number = |text: &str| text.trim().parse::<f64>().ok();
        match (number(&was), number(&is)) {
            (Some(was), Some(is)) => (was - is).abs() <= was.abs() * 1e-6,
            // A date as an instant, a truth value as a number: the rules of casts are proved elsewhere. That nothing
            // is left of a text is seen here.
            (None, None) => was.is_empty() || !is.is_empty(),
            _ => true,
        }
    }
}

fn pick(row: &Cells, columns: impl Iterator<Item = usize>) -> Cells {
    columns.map(|at| row.get(at).cloned().flatten()).collect()
}

fn shown(value: Option<&str>) -> String {
    let Some(value) = value else {
        return "NULL".to_owned();
    };
    let mut short = String::new();
    for letter in value.chars().take(SHOWN_CHARACTERS) {
        if letter.is_control() {
            short.extend(letter.escape_default());
        } else {
            short.push(letter);
        }
    }
    if value.chars().count() > SHOWN_CHARACTERS {
        format!("{short}…")
    } else {
        short
    }
}

fn shown_cells(cells: &Cells) -> String {
    cells
        .iter()
        .map(|cell| shown(cell.as_deref()))
        .collect::<Vec<_>>()
        .join(", ")
}

fn some(all: &[String]) -> String {
    let first: Vec<&str> = all.iter().take(SHOWN).map(String::as_str).collect();
    let rest = all.len().saturating_sub(first.len());
    if rest == 0 {
        first.join("; ")
    } else {
        format!("{}; and {rest} more", first.join("; "))
    }
}
