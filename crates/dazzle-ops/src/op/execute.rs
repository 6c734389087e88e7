//! `execute`

use dazzle_schema::{Name, Schema, SqlText};

use crate::lookup::one_line;
use crate::{ApplyError, Hazard, HazardCode, Irreversible, Operation, transaction};

/// SQL by hand. What it does to the schema, if anything, is said by `effects`; a replay believes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Execute {
    /// The statements, separated by semicolons; none of them begins or ends a transaction.
    pub sql: SqlText,
    /// Why they are there, for the reviewer.
    pub why: Option<String>,
    /// The operations that say what the statements do to the schema.
    pub effects: Vec<Operation>,
}

impl Execute {
    pub(crate) fn apply(&self, schema: &mut Schema) -> Result<(), ApplyError> {
        if self.sql.is_blank() {
            return Err(ApplyError::Malformed {
                reason: "`execute` has no SQL".to_owned(),
            });
        }
        transaction::refuse_control(&self.sql)?;
        for effect in &self.effects {
            if matches!(effect, Operation::Execute(_) | Operation::DataMigration(_)) {
                return Err(ApplyError::Malformed {
                    reason: format!(
                        "`{}` says nothing about the schema and is no effect",
                        effect.word()
                    ),
                });
            }
            effect.apply(schema)?;
        }
        Ok(())
    }

    pub(crate) fn reverse(&self, _before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        Err(Irreversible {
            operation: "execute",
            reason: "nobody but its author knows what undoes SQL by hand; write the downgrade".to_owned(),
        })
    }

    pub(crate) fn hazards(&self, before: &Schema) -> Vec<Hazard> {
        let mut schema = before.clone();
        let mut hazards = Vec::new();
        for effect in &self.effects {
            hazards.extend(effect.hazards(&schema));
            if effect.apply(&mut schema).is_err() {
                break;
            }
        }
        if let Some(table) = self.effects.iter().find_map(Operation::table) {
            hazards.push(Hazard {
                code: HazardCode::HandWrittenSql,
                table: table.clone(),
                columns: Vec::new(),
                message: "SQL by hand: what it locks and what it costs is not known".to_owned(),
            });
        }
        hazards
    }

    pub(crate) fn summary(&self) -> String {
        match &self.why {
            Some(why) => format!("run SQL: {}", one_line(why)),
            None => "run SQL".to_owned(),
        }
    }

    pub(crate) const fn table(&self) -> Option<&Name> {
        None
    }
}
