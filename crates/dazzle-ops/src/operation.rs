//! The operation as one value.

use dazzle_schema::{Name, Schema};

use crate::{
    AddCheck, AddColumn, AddForeignKey, AddPrimaryKey, AddUnique, AlterColumn, ApplyError, CreateIndex,
    CreateTable, CreateView, DataMigration, DropCheck, DropColumn, DropForeignKey, DropIndex, DropPrimaryKey,
    DropTable, DropUnique, DropView, Execute, Hazard, Irreversible, RenameColumn, RenameConstraint,
    RenameIndex, RenameTable, SetTableComment,
};

macro_rules! operations {
    ($($variant:ident $word:literal $meaning:literal,)*) => {
        /// One typed, dialect-neutral change of a schema.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Operation {
            $(#[doc = $meaning] $variant($variant),)*
        }

        impl Operation {
            /// The words of all operations, in the order of the documentation.
            pub const WORDS: &'static [&'static str] = &[$($word,)*];

            /// The operation's word in revision files and messages.
            #[must_use]
            pub const fn word(&self) -> &'static str {
                match self { $(Self::$variant(_) => $word,)* }
            }

            /// Changes `schema` as the operation says.
            ///
            /// # Errors
            /// When the operation does not fit `schema`, which is then left half changed: work on a clone.
            pub fn apply(&self, schema: &mut Schema) -> Result<(), ApplyError> {
                match self { $(Self::$variant(it) => it.apply(schema),)* }
            }

            /// The operations that undo this one, given the schema before it.
            ///
            /// # Errors
            /// When nothing can undo it.
            pub fn reverse(&self, before: &Schema) -> Result<Vec<Operation>, Irreversible> {
                match self { $(Self::$variant(it) => it.reverse(before),)* }
            }

            /// What is dangerous about it on any dialect, given the schema before it.
            #[must_use]
            pub fn hazards(&self, before: &Schema) -> Vec<Hazard> {
                match self { $(Self::$variant(it) => it.hazards(before),)* }
            }

            /// What it does, in one line that begins in lower case.
            #[must_use]
            pub fn summary(&self) -> String {
                match self { $(Self::$variant(it) => it.summary(),)* }
            }

            /// The table it changes, under its name before the operation; none for SQL by hand.
            #[must_use]
            pub fn table(&self) -> Option<&Name> {
                match self { $(Self::$variant(it) => it.table(),)* }
            }
        }

        $(impl From<$variant> for Operation {
            fn from(it: $variant) -> Self {
                Self::$variant(it)
            }
        })*
    };
}

operations! {
    CreateTable "create_table" "A table comes into being, with its columns, keys, checks and indexes.",
    DropTable "drop_table" "A table goes, with its rows.",
    RenameTable "rename_table" "A table gets another name; its rows, and the keys that point to it, stay.",
    SetTableComment "set_table_comment" "A table's comment changes.",
    AddColumn "add_column" "A table gets a column.",
    DropColumn "drop_column" "A column goes, with its values.",
    RenameColumn "rename_column" "A column gets another name; its values stay, and all that names it follows.",
    AlterColumn "alter_column" "A column changes its type, nullability, default, numbering, computation, collation or comment.",
    AddPrimaryKey "add_primary_key" "A table gets its primary key.",
    DropPrimaryKey "drop_primary_key" "A table's primary key goes; the columns stay.",
    AddForeignKey "add_foreign_key" "A foreign key is added.",
    DropForeignKey "drop_foreign_key" "A foreign key goes.",
    AddUnique "add_unique" "A unique constraint is added.",
    DropUnique "drop_unique" "A unique constraint goes.",
    AddCheck "add_check" "A check is added.",
    DropCheck "drop_check" "A check goes.",
    RenameConstraint "rename_constraint" "A constraint gets another name.",
    CreateIndex "create_index" "An index is built.",
    DropIndex "drop_index" "An index goes.",
    RenameIndex "rename_index" "An index gets another name.",
    CreateView "create_view" "A view comes into being.",
    DropView "drop_view" "A view goes.",
    Execute "execute" "SQL by hand, with operations that say what it does to the schema.",
    DataMigration "data_migration" "A seam: data that a person or the assistant must bring in order.",
}

/// Applies `operations` in turn.
///
/// # Errors
/// The position (from zero) and the error of the first that does not fit. `schema` is then half changed.
pub fn apply_all(operations: &[Operation], schema: &mut Schema) -> Result<(), (usize, ApplyError)> {
    for (at, operation) in operations.iter().enumerate() {
        operation.apply(schema).map_err(|error| (at, error))?;
    }
    Ok(())
}

/// The operations that undo `operations`, in running order, given the schema before the first.
///
/// # Errors
/// The first operation, from the last backwards in running order, that nothing can undo or that does not fit.
pub fn reverse_all(operations: &[Operation], before: &Schema) -> Result<Vec<Operation>, Irreversible> {
    let mut schema = before.clone();
    let mut undoing = Vec::new();
    for operation in operations {
        undoing.push(operation.reverse(&schema)?);
        operation.apply(&mut schema).map_err(|error| Irreversible {
            operation: operation.word(),
            reason: error.to_string(),
        })?;
    }
    Ok(undoing.into_iter().rev().flatten().collect())
}
