//! Going through a table in batches: the next rows by key, and the statements for them.
//!
//! The next batch is found by key and never by `OFFSET` from the start, so all of them together take time in
//! proportion to the rows. Rows that come meanwhile behind the last batch are found like all others.

use std::num::NonZeroU32;
use std::time::Duration;

use dazzle_ops::{BatchEnd, DataMigration, placeholders};
use dazzle_schema::{Dialect, Name, Schema};

use crate::quote::{column_list, quote_identifier, quote_literal, type_sql};

/// How a seam goes through a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batches {
    /// The table.
    pub table: Name,
    /// The columns of the key, in order, with their types as the dialect spells them.
    pub key: Vec<(Name, String)>,
    /// How many rows make a batch.
    pub size: NonZeroU32,
    /// How long to pause after each.
    pub throttle: Option<Duration>,
    dialect: Dialect,
}

/// Rows to be brought in order together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// The key of the first row: an SQL literal for each column.
    pub first: Vec<String>,
    /// The key of the last row, likewise.
    pub last: Vec<String>,
    /// How many rows it has.
    pub rows: u64,
}

impl Batches {
    /// How `seam` goes through its table; none where it does not, or where nobody wrote its statements for `dialect`.
    ///
    /// *Shape:* the seam fits `schema`.
    pub(crate) fn of(seam: &DataMigration, dialect: Dialect, schema: &Schema) -> Option<Self> {
        let batched = seam.batched.as_ref().filter(|_| seam.is_filled(dialect))?;
        let table = batched.table(&seam.sql, schema).ok()?;
        let key = batched.key.iter().filter_map(|name| {
            let column = table.column(name)?;
            Some((name.clone(), type_sql(dialect, &column.column_type)))
        });
        Some(Self {
            table: table.name.clone(),
            key: key.collect(),
            size: batched.size,
            throttle: batched.throttle,
            dialect,
        })
    }

    /// The query for the batch after the row with the key `after`, or for the first: its answer is for
    /// [`read`](Self::read).
    #[must_use]
    pub fn next_sql(&self, after: Option<&[String]>) -> String {
        let columns = self.columns();
        let shown: Vec<String> = self
            .key
            .iter()
            .enumerate()
            .map(|(at, (name, _))| {
                let name = quote_identifier(name.as_str());
                match self.dialect {
                    Dialect::Postgresql => format!("CAST({name} AS text) AS k{at}"),
                    Dialect::Sqlite => format!("quote({name}) AS k{at}"),
                }
            })
            .collect();
        let end = |order: String| {
            format!(
                "SELECT * FROM (SELECT {}, (SELECT count(*) FROM _dazzle_batch) AS n FROM _dazzle_batch \
                 ORDER BY {order} LIMIT 1) AS e",
                shown.join(", ")
            )
        };
        format!(
            "WITH _dazzle_batch AS (SELECT {columns} FROM {}{} ORDER BY {columns} LIMIT {}) {} UNION ALL {}",
            quote_identifier(self.table.as_str()),
            self.after(after),
            self.size,
            end(self.ordered("ASC")),
            end(self.ordered("DESC")),
        )
    }

    /// The query for the number of rows after `after`.
    #[must_use]
    pub fn remaining_sql(&self, after: Option<&[String]>) -> String {
        format!(
            "SELECT count(*) FROM {}{}",
            quote_identifier(self.table.as_str()),
            self.after(after)
        )
    }

    /// Table and key, in words that change when they do.
    #[must_use]
    pub fn in_words(&self) -> String {
        format!("{} by {}", quote_identifier(self.table.as_str()), self.columns())
    }

    /// The batch in the answer to [`next_sql`](Self::next_sql); none where no rows are left.
    #[must_use]
    pub fn read(&self, rows: Vec<Vec<Option<String>>>) -> Option<Batch> {
        let mut ends = rows.into_iter().filter_map(|row| {
            let mut cells: Vec<String> = row.into_iter().collect::<Option<_>>()?;
            let count: u64 = cells.pop()?.parse().ok()?;
            Some((self.literals(cells), count))
        });
        let (first, rows) = ends.next()?;
        let (last, _) = ends.next()?;
        Some(Batch { first, last, rows })
    }

    /// The statements of the seam for one batch.
    #[must_use]
    pub fn statements(&self, sql: &str, batch: &Batch) -> String {
        self.with_ends(sql, &batch.first.join(", "), &batch.last.join(", "))
    }

    /// The statements for all rows at once, for where nothing can be repeated.
    pub(crate) fn statements_at_once(&self, sql: &str) -> String {
        let end = |direction: &str| {
            let table = quote_identifier(self.table.as_str());
            let order = self.ordered(direction);
            let ends = self.key.iter().map(|(name, _)| {
                let name = quote_identifier(name.as_str());
                format!("(SELECT {name} FROM {table} ORDER BY {order} LIMIT 1)")
            });
            ends.collect::<Vec<_>>().join(", ")
        };
        self.with_ends(sql, &end("ASC"), &end("DESC"))
    }

    /// A block of PL/pgSQL that goes through the table, committing after each batch; it must not be run inside a
    /// transaction.
    pub(crate) fn block(&self, until: &str, sql: &str) -> String {
        let numbers = |from: usize| {
            let all = (from..from + self.key.len()).map(|at| format!("${at}"));
            all.collect::<Vec<_>>().join(", ")
        };
        let variables = |prefix: &str| {
            let all = (0..self.key.len()).map(|at| format!("{prefix}{at}"));
            all.collect::<Vec<_>>().join(", ")
        };
        let declared: String = (self.key.iter().enumerate())
            .map(|(at, (_, type_text))| {
                format!("    _dazzle_f{at} {type_text};\n    _dazzle_l{at} {type_text};\n")
            })
            .collect();
        let (table, columns) = (quote_identifier(self.table.as_str()), self.columns());
        let (first, last) = (variables("_dazzle_f"), variables("_dazzle_l"));
        let statement = self.with_ends(sql, &numbers(1), &numbers(1 + self.key.len()));
        let all = format!("{until}{statement}");
        let (fence, inner) = (
            crate::script::fence(&all, "dazzle"),
            crate::script::fence(&all, "sql"),
        );
        let pause = self.throttle.map_or_else(String::new, |pause| {
            format!("        PERFORM pg_sleep({});\n", pause.as_secs_f64())
        });
        let batch = |after: &str| {
            format!(
                "SELECT {columns} FROM {table}{after} ORDER BY {columns} LIMIT {}",
                self.size
            )
        };
        let after = format!(" WHERE ({columns}) > ({last})");
        let end = |batch: &str, into: &str, direction: &str| {
            format!(
                "SELECT {columns} INTO {into} FROM ({batch}) AS b ORDER BY {} LIMIT 1;\n",
                self.ordered(direction)
            )
        };
        let begin = batch("");
        format!(
            "DO {fence}\n#variable_conflict use_column\nDECLARE\n    _dazzle_rows bigint;\n{declared}BEGIN\n    \
             _dazzle_rows := (\n{until}\n    );\n    IF _dazzle_rows IS NOT DISTINCT FROM 0 THEN RETURN; END IF;\n    \
             {}    WHILE FOUND LOOP\n        {}        EXECUTE {inner}\n{statement}\n{inner} USING {first}, {last};\n        \
             COMMIT;\n{pause}        {}    END LOOP;\nEND\n{fence};",
            end(&begin, &first, "ASC"),
            // From the first row of the batch, which the lookup before found.
            end(&batch(&format!(" WHERE ({columns}) >= ({first})")), &last, "DESC"),
            end(&batch(&after), &first, "ASC"),
        )
    }

    fn with_ends(&self, sql: &str, first: &str, last: &str) -> String {
        let mut out = String::with_capacity(sql.len() + first.len() + last.len());
        let mut done = 0;
        for (range, end) in placeholders(Some(self.dialect), sql) {
            out.push_str(sql.get(done..range.start).unwrap_or_default());
            out.push_str(match end {
                BatchEnd::First => first,
                BatchEnd::Last => last,
            });
            done = range.end;
        }
        out.push_str(sql.get(done..).unwrap_or_default());
        out
    }

    fn columns(&self) -> String {
        column_list(self.key.iter().map(|(name, _)| name))
    }

    fn ordered(&self, direction: &str) -> String {
        let columns = self.key.iter();
        let ordered = columns.map(|(name, _)| format!("{} {direction}", quote_identifier(name.as_str())));
        ordered.collect::<Vec<_>>().join(", ")
    }

    fn after(&self, after: Option<&[String]>) -> String {
        match after {
            Some(key) => format!(" WHERE ({}) > ({})", self.columns(), key.join(", ")),
            None => String::new(),
        }
    }

    /// SQLite quoted them itself.
    fn literals(&self, cells: Vec<String>) -> Vec<String> {
        match self.dialect {
            Dialect::Sqlite => cells,
            Dialect::Postgresql => (cells.iter().zip(&self.key))
                .map(|(cell, (_, type_text))| format!("CAST({} AS {type_text})", quote_literal(cell)))
                .collect(),
        }
    }
}
