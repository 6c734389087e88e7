//! `create_index`

use dazzle_schema::{Index, IndexKey, Name, Schema, Table};

use crate::{ApplyError, DropIndex, Hazard, HazardCode, Irreversible, Operation, lookup};

/// An index is built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateIndex {
    /// The table.
    pub table: Name,
    /// The index.
    pub index: Index,
}

impl CreateIndex {
    pub(crate) fn apply(&self, schema: &mut Schema) -> Result<(), ApplyError> {
        let table = lookup::table_mut(schema, &self.table)?;
        lookup::name_is_free(table, &self.index.name)?;
        parts_fit(table, &self.index)?;
        table.indexes.insert(self.index.name.clone(), self.index.clone());
        Ok(())
    }

    pub(crate) fn reverse(&self, _before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![
            DropIndex {
                table: self.table.clone(),
                index: self.index.clone(),
            }
            .into(),
        ])
    }

    pub(crate) fn hazards(&self, _before: &Schema) -> Vec<Hazard> {
        if !self.index.unique {
            return Vec::new();
        }
        vec![Hazard {
            code: HazardCode::AddUnique,
            table: self.table.clone(),
            columns: Vec::new(),
            message: format!("it fails if two rows of `{}` have the same key", self.table),
        }]
    }

    pub(crate) fn summary(&self) -> String {
        format!("create index `{}` on `{}`", self.index.name, self.table)
    }

    pub(crate) const fn table(&self) -> Option<&Name> {
        Some(&self.table)
    }
}

/// There must be a part, the columns named must be there, and the properties must go together.
pub fn parts_fit(table: &Table, index: &Index) -> Result<(), ApplyError> {
    if index.parts.is_empty() {
        return Err(ApplyError::Malformed {
            reason: format!("index `{}` has no columns", index.name),
        });
    }
    let mut key = Vec::new();
    for part in &index.parts {
        match &part.key {
            IndexKey::Column(name) => key.push(&lookup::column(table, name)?.name),
            IndexKey::Expression(sql) if sql.is_blank() => {
                return Err(ApplyError::Malformed {
                    reason: format!("index `{}` has a part without an expression", index.name),
                });
            }
            IndexKey::Expression(_) => {}
        }
    }
    if index.nulls_not_distinct && !index.unique {
        return Err(ApplyError::Malformed {
            reason: format!(
                "index `{}` has `nulls_not_distinct`, which only a unique index can have",
                index.name
            ),
        });
    }
    lookup::included_columns(table, &key, &index.include, &format!("index `{}`", index.name))
}
