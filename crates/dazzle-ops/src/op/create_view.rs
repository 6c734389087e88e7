//! `create_view`

use dazzle_schema::{Name, Schema, View};

use crate::{ApplyError, DropView, Hazard, Irreversible, Operation};

/// A view comes into being.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateView {
    /// The view.
    pub view: View,
}

impl CreateView {
    pub(crate) fn apply(&self, schema: &mut Schema) -> Result<(), ApplyError> {
        let name = &self.view.name;
        if schema.table(name).is_some() {
            return Err(ApplyError::TableExists { table: name.clone() });
        }
        if schema.view(name).is_some() {
            return Err(ApplyError::ViewExists { view: name.clone() });
        }
        if self.view.query.is_blank() {
            return Err(ApplyError::Malformed {
                reason: format!("view `{name}` has no query"),
            });
        }
        schema.insert_view(self.view.clone());
        Ok(())
    }

    pub(crate) fn reverse(&self, _before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![
            DropView {
                view: self.view.clone(),
            }
            .into(),
        ])
    }

    pub(crate) const fn hazards(&self, _before: &Schema) -> Vec<Hazard> {
        Vec::new()
    }

    pub(crate) fn summary(&self) -> String {
        format!("create view `{}`", self.view.name)
    }

    pub(crate) const fn table(&self) -> Option<&Name> {
        Some(&self.view.name)
    }
}
