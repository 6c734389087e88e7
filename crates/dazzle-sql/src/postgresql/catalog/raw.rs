//! The rows of the catalogue queries as values, with the server's object numbers still in them. They borrow the
//! texts of the answers.

use std::collections::{BTreeMap, HashMap};

use super::Row;
use super::rows::{Cells, Items};
use crate::inspection::CatalogueError;

/// The server's number of an object.
pub type Oid = u32;

/// Everything that the answers hold about relations.
#[derive(Debug, Default)]
pub struct Raw<'a> {
    /// The inspected schema as SQL writes it.
    pub quoted_schema: &'a str,
    pub relations: BTreeMap<Oid, Relation<'a>>,
    /// By relation, in the order of the table.
    pub columns: HashMap<Oid, Vec<RawColumn<'a>>>,
    /// By relation.
    pub constraints: HashMap<Oid, Vec<RawConstraint<'a>>>,
    /// By domain type.
    pub domain_constraints: HashMap<Oid, Vec<RawConstraint<'a>>>,
    pub indexes: BTreeMap<Oid, RawIndex<'a>>,
}

#[derive(Debug)]
pub struct Relation<'a> {
    pub oid: Oid,
    pub name: &'a str,
    pub kind: char,
    pub persistence: char,
    pub options: Vec<String>,
    pub toast_options: Vec<String>,
    pub replica_identity: Option<&'a str>,
    /// `r` for row level security, `f` for forced.
    pub row_security: &'a str,
    pub access_method: Option<&'a str>,
    pub tablespace: Option<&'a str>,
    pub of_type: Option<&'a str>,
    pub partition_key: Option<&'a str>,
    pub partition_bound: Option<&'a str>,
    /// What it inherits from or is a partition of: the number and the name as SQL writes it.
    pub parents: Vec<(Oid, String)>,
    pub view_query: Option<&'a str>,
    pub sequence: Option<RawSequence>,
    /// The foreign server and the options.
    pub foreign: Option<(String, Vec<String>)>,
}

#[derive(Debug)]
pub struct RawSequence {
    pub type_sql: String,
    pub start: i64,
    pub increment: i64,
    pub minimum: i64,
    pub maximum: i64,
    pub cache: i64,
    pub cycle: bool,
    pub owner: Option<OwningColumn>,
}

#[derive(Debug)]
pub struct OwningColumn {
    pub table: Oid,
    pub column: i16,
    /// Whether it belongs to an identity column.
    pub is_identity: bool,
}

#[derive(Debug)]
pub struct RawColumn<'a> {
    pub number: i16,
    pub name: &'a str,
    pub type_sql: &'a str,
    pub not_null: bool,
    /// `a` or `d` for identity, `s` or `v` for generated.
    pub kind: Option<&'a str>,
    /// The default or the generation expression.
    pub expression: Option<&'a str>,
    /// How a literal of the column's type is cast.
    pub cast: Option<&'a str>,
    /// As SQL writes it.
    pub collation: Option<&'a str>,
    /// For columns that a parent has too: whether it was declared here as well.
    pub inherited_is_local: Option<bool>,
    pub odd: Option<OddColumn>,
}

/// Properties of a column that hardly any has.
#[derive(Debug)]
pub struct OddColumn {
    pub storage: Option<String>,
    pub type_storage: String,
    pub statistics: Option<i64>,
    pub compression: Option<String>,
    pub options: Vec<String>,
    pub foreign_options: Vec<String>,
}

#[derive(Debug)]
pub struct RawConstraint<'a> {
    pub oid: Oid,
    pub name: &'a str,
    pub kind: char,
    flags: &'a str,
    pub columns: Vec<i16>,
    pub index: Option<Oid>,
    pub target: Option<Oid>,
    pub target_columns: Vec<i16>,
    /// Letters of the actions on delete and update, and of the match type.
    pub actions: &'a str,
    pub expression: Option<&'a str>,
    /// The whole definition; the query leaves it out where the parts tell all.
    pub definition: Option<&'a str>,
}

impl RawConstraint<'_> {
    pub fn is_deferrable(&self) -> bool {
        self.flags.contains('d')
    }
    pub fn is_deferred(&self) -> bool {
        self.flags.contains('i')
    }
    pub fn is_not_valid(&self) -> bool {
        self.flags.contains('v')
    }
    pub fn is_no_inherit(&self) -> bool {
        self.flags.contains('n')
    }
    pub fn is_not_enforced(&self) -> bool {
        self.flags.contains('e')
    }
    pub fn has_period(&self) -> bool {
        self.flags.contains('p')
    }
    pub fn sets_some_columns(&self) -> bool {
        self.flags.contains('s')
    }
    /// Whether it is there because a partitioned table has it.
    pub fn is_copy(&self) -> bool {
        self.flags.contains('c')
    }
    /// Whether it is there only because a parent has it.
    pub fn is_inherited(&self) -> bool {
        self.flags.contains('l')
    }
}

#[derive(Debug)]
pub struct RawIndex<'a> {
    pub oid: Oid,
    pub table: Oid,
    pub name: &'a str,
    flags: &'a str,
    pub key_count: usize,
    /// The columns' numbers, 0 for an expression.
    pub columns: Vec<i16>,
    pub options: Vec<String>,
    pub tablespace: Option<&'a str>,
    /// None for an index that backs a constraint.
    pub definition: Option<&'a str>,
}

impl RawIndex<'_> {
    pub fn nulls_not_distinct(&self) -> bool {
        self.flags.contains('d')
    }
    pub fn is_invalid(&self) -> bool {
        self.flags.contains('i')
    }
    pub fn is_clustered(&self) -> bool {
        self.flags.contains('c')
    }
    pub fn is_replica_identity(&self) -> bool {
        self.flags.contains('r')
    }
    /// Whether it is there because the index of a partitioned table is.
    pub fn is_partition(&self) -> bool {
        self.flags.contains('p')
    }
}

impl<'a> Raw<'a> {
    pub fn read_relations(&mut self, rows: &'a [Row]) -> Result<(), CatalogueError> {
        for row in rows {
            let mut cells = Cells::new("relations", row, 17)?;
            let relation = Relation {
                oid: cells.number()?,
                name: cells.text()?,
                kind: cells.letter()?,
                persistence: cells.letter()?,
                options: cells.texts()?,
                toast_options: cells.texts()?,
                replica_identity: cells.optional(),
                row_security: cells.optional().unwrap_or_default(),
                access_method: cells.optional(),
                tablespace: cells.optional(),
                of_type: cells.optional(),
                partition_key: cells.optional(),
                partition_bound: cells.optional(),
                parents: match cells.list()? {
                    Some(items) => parents(&cells, items)?,
                    None => Vec::new(),
                },
                view_query: cells.optional(),
                sequence: cells.list()?.map(|items| sequence(&cells, items)).transpose()?,
                foreign: match cells.list()? {
                    Some(mut items) => Some((items.text()?, items.texts()?)),
                    None => None,
                },
            };
            self.relations.insert(relation.oid, relation);
        }
        Ok(())
    }

    pub fn read_columns(&mut self, rows: &'a [Row]) -> Result<(), CatalogueError> {
        for row in rows {
            let mut cells = Cells::new("columns", row, 11)?;
            let relation = cells.number()?;
            let column = RawColumn {
                number: cells.number()?,
                name: cells.text()?,
                type_sql: cells.text()?,
                not_null: cells.flag()?,
                kind: cells.optional(),
                expression: cells.optional(),
                cast: cells.optional(),
                collation: cells.optional(),
                inherited_is_local: cells.optional_flag()?,
                odd: cells.list()?.map(odd_column).transpose()?,
            };
            self.columns.entry(relation).or_default().push(column);
        }
        Ok(())
    }

    pub fn read_constraints(&mut self, rows: &'a [Row]) -> Result<(), CatalogueError> {
        for row in rows {
            let mut cells = Cells::new("constraints", row, 13)?;
            let table: Oid = cells.number()?;
            let domain: Oid = cells.number()?;
            let constraint = RawConstraint {
                oid: cells.number()?,
                name: cells.text()?,
                kind: cells.letter()?,
                flags: cells.optional().unwrap_or_default(),
                columns: cells.numbers()?.unwrap_or_default(),
                index: cells.optional_number()?,
                target: cells.optional_number()?,
                target_columns: cells.numbers()?.unwrap_or_default(),
                actions: cells.optional().unwrap_or_default(),
                expression: cells.optional(),
                definition: cells.optional(),
            };
            if table == 0 {
                self.domain_constraints
                    .entry(domain)
                    .or_default()
                    .push(constraint);
            } else {
                self.constraints.entry(table).or_default().push(constraint);
            }
        }
        Ok(())
    }

    pub fn read_indexes(&mut self, rows: &'a [Row]) -> Result<(), CatalogueError> {
        for row in rows {
            let mut cells = Cells::new("indexes", row, 9)?;
            let index = RawIndex {
                table: cells.number()?,
                oid: cells.number()?,
                name: cells.text()?,
                flags: cells.optional().unwrap_or_default(),
                key_count: cells.number()?,
                columns: cells.numbers()?.unwrap_or_default(),
                options: cells.texts()?,
                tablespace: cells.optional(),
                definition: cells.optional(),
            };
            self.indexes.insert(index.oid, index);
        }
        Ok(())
    }

    /// The columns of the relation, in order.
    pub fn columns_of(&self, relation: Oid) -> &[RawColumn<'a>] {
        self.columns.get(&relation).map_or(&[], Vec::as_slice)
    }

    /// The constraints of the table, by name.
    pub fn constraints_of(&self, table: Oid) -> &[RawConstraint<'a>] {
        self.constraints.get(&table).map_or(&[], Vec::as_slice)
    }

    /// The column of the relation with this number.
    pub fn column(&self, relation: Oid, number: i16) -> Option<&RawColumn<'a>> {
        self.columns_of(relation)
            .iter()
            .find(|column| column.number == number)
    }
}

fn parents(cells: &Cells<'_>, mut items: Items) -> Result<Vec<(Oid, String)>, CatalogueError> {
    let mut parents = Vec::new();
    while !items.is_empty() {
        let mut parent = items.list()?;
        parents.push((oid(cells, parent.number()?)?, parent.text()?));
    }
    Ok(parents)
}

fn oid(cells: &Cells<'_>, number: i64) -> Result<Oid, CatalogueError> {
    Oid::try_from(number).map_err(|_| cells.unreadable(&number.to_string()))
}

fn sequence(cells: &Cells<'_>, mut items: Items) -> Result<RawSequence, CatalogueError> {
    Ok(RawSequence {
        type_sql: items.text()?,
        start: items.number()?,
        increment: items.number()?,
        minimum: items.number()?,
        maximum: items.number()?,
        cache: items.number()?,
        cycle: items.flag()?,
        owner: match items.optional_number()? {
            None => None,
            Some(table) => {
                let column = items.number()?;
                Some(OwningColumn {
                    table: oid(cells, table)?,
                    column: i16::try_from(column).map_err(|_| cells.unreadable(&column.to_string()))?,
                    is_identity: items.optional()?.as_deref() == Some("i"),
                })
            }
        },
    })
}

fn odd_column(mut items: Items) -> Result<OddColumn, CatalogueError> {
    Ok(OddColumn {
        storage: items.optional()?,
        type_storage: items.text()?,
        statistics: items.optional_number()?,
        compression: items.optional()?,
        options: items.texts()?,
        foreign_options: items.texts()?,
    })
}
