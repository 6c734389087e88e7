//! Invariants to checks, where the database can hold a rule in the same sense as the application.
//!
//! Two-valued logic is the difference: for the application a comparison with a missing value is true (ordered)
//! or decided (`==`), never unknown. So `a < b` becomes `COALESCE(a < b, TRUE)`, and `a == b` a comparison that
//! knows NULL, which the dialects spell differently. What has no such form (functions, durations, dotted paths,
//! words that are neither field nor value) stays with the application, with a note.

mod operand;
mod reader;
mod sql;

use dazzle_schema::{Check, CheckRule, Table};

use super::Projector;
use crate::lexer::lex;
use crate::model::Entity;
use crate::{Diagnostic, InvariantChecks};
use reader::Reader;

impl Projector<'_> {
    pub(super) fn invariants(&mut self, table: &mut Table, entity: &Entity) {
        if self.settings.invariants == InvariantChecks::Off {
            return;
        }
        for (number, invariant) in entity.invariants.iter().enumerate() {
            let lexed = lex(&invariant.text);
            let mut reader = Reader {
                projector: self,
                entity,
                text: &invariant.text,
                lexed: &lexed,
                at: 0,
                depth: 0,
            };
            match reader.rule() {
                Ok(sql) => {
                    let part = match &invariant.code {
                        Some(code) => check_code(code),
                        None => format!("inv{}", number + 1),
                    };
                    let name = self.names.check(&table.name, &part);
                    let rule = CheckRule::Sql(sql.into_text());
                    table.checks.insert(name.clone(), Check { name, rule });
                }
                Err(reason) => self.report(Diagnostic::note(
                    "invariant-not-checked",
                    invariant.span,
                    format!("this rule stays with the application: {reason}"),
                )),
            }
        }
    }
}

/// A code as part of a name.
fn check_code(code: &str) -> String {
    code.to_lowercase()
        .chars()
        .map(|character| {
            if character.is_alphanumeric() {
                character
            } else {
                '_'
            }
        })
        .collect()
}
