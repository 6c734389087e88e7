//! The rows of the catalogue queries.

use std::collections::HashMap;

use crate::inspection::CatalogueError;

/// A row of `sqlite_schema`.
#[derive(Debug)]
pub struct Object {
    pub kind: String,
    pub name: String,
    pub table: String,
    pub sql: Option<String>,
}

/// A column as SQLite understands it.
#[derive(Debug)]
pub struct ListedColumn {
    pub name: String,
    pub required: bool,
    pub has_default: bool,
    /// Place in the primary key, from 1; 0 outside it.
    pub key_place: usize,
    pub generated: bool,
}

/// Everything the queries gave.
#[derive(Debug)]
pub struct Rows {
    pub objects: Vec<Object>,
    /// `virtual` or `shadow`, by the name of the table.
    pub kinds: HashMap<String, String>,
    /// By the name of the table, in order.
    pub columns: HashMap<String, Vec<ListedColumn>>,
}

impl Rows {
    pub fn read(answers: &[Vec<Vec<Option<String>>>]) -> Result<Self, CatalogueError> {
        let objects = cells::<4>(answers, 0)?
            .map(|row| {
                let [kind, name, table, sql] = row?;
                Ok(Object {
                    kind: there(0, kind)?,
                    name: there(0, name)?,
                    table: there(0, table)?,
                    sql: sql.clone(),
                })
            })
            .collect::<Result<_, _>>()?;
        let kinds = cells::<2>(answers, 1)?
            .map(|row| {
                let [name, kind] = row?;
                Ok((there(1, name)?, there(1, kind)?))
            })
            .collect::<Result<_, _>>()?;
        let mut columns: HashMap<String, Vec<ListedColumn>> = HashMap::new();
        for row in cells::<6>(answers, 2)? {
            let [table, name, required, has_default, key_place, hidden] = row?;
            columns.entry(there(2, table)?).or_default().push(ListedColumn {
                name: there(2, name)?,
                required: there(2, required)? != "0",
                has_default: there(2, has_default)? != "0",
                key_place: there(2, key_place)?
                    .parse()
                    .map_err(|_| wrong(2, "the place in the key is no number"))?,
                generated: ["2", "3"].contains(&there(2, hidden)?.as_str()),
            });
        }
        Ok(Self {
            objects,
            kinds,
            columns,
        })
    }
}

type Row<'r, const N: usize> = Result<&'r [Option<String>; N], CatalogueError>;

/// The rows of one answer, each of `N` cells.
fn cells<const N: usize>(
    answers: &[Vec<Vec<Option<String>>>],
    query: usize,
) -> Result<impl Iterator<Item = Row<'_, N>>, CatalogueError> {
    let rows = answers
        .get(query)
        .ok_or_else(|| wrong(query, "there is no answer"))?;
    Ok(rows.iter().map(move |row| {
        row.as_slice()
            .try_into()
            .map_err(|_| wrong(query, &format!("a row has {} cells instead of {N}", row.len())))
    }))
}

fn there(query: usize, cell: &Option<String>) -> Result<String, CatalogueError> {
    cell.clone()
        .ok_or_else(|| wrong(query, "a cell that must have a value is NULL"))
}

fn wrong(query: usize, problem: &str) -> CatalogueError {
    CatalogueError::Row {
        query: query + 1,
        problem: problem.to_owned(),
    }
}
