//! The operations found so far, with the schema that they lead to.

use dazzle_ops::{ApplyError, Operation};
use dazzle_schema::{Name, Schema, Table};

use crate::DiffError;

/// Collects operations and keeps the schema as it is after them, so that each is known to fit.
pub struct Emitter {
    pub schema: Schema,
    pub operations: Vec<Operation>,
}

impl Emitter {
    pub const fn new(schema: Schema) -> Self {
        Self {
            schema,
            operations: Vec::new(),
        }
    }

    pub fn emit(&mut self, operation: impl Into<Operation>) -> Result<(), DiffError> {
        let operation = operation.into();
        operation
            .apply(&mut self.schema)
            .map_err(|source| DiffError::Unbuildable { source })?;
        self.operations.push(operation);
        Ok(())
    }

    /// The table as it is now.
    pub fn table(&self, name: &Name) -> Result<&Table, DiffError> {
        self.schema.table(name).ok_or_else(|| DiffError::Unbuildable {
            source: ApplyError::NoTable { table: name.clone() },
        })
    }
}
