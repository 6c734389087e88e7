//! `drop_view`

use dazzle_schema::{Name, Schema, View};

use crate::{ApplyError, CreateView, Hazard, Irreversible, Operation, difference};

/// A view goes. No row goes with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DropView {
    /// The view as it is.
    pub view: View,
}

impl DropView {
    pub(crate) fn apply(&self, schema: &mut Schema) -> Result<(), ApplyError> {
        let name = &self.view.name;
        match schema.view(name) {
            None => return Err(ApplyError::NoView { view: name.clone() }),
            Some(actual) if *actual != self.view => {
                return Err(ApplyError::NotAsDescribed {
                    what: format!("view `{name}`"),
                    difference: difference(actual, &self.view),
                });
            }
            Some(_) => {}
        }
        schema.remove_view(name);
        Ok(())
    }

    pub(crate) fn reverse(&self, _before: &Schema) -> Result<Vec<Operation>, Irreversible> {
        Ok(vec![
            CreateView {
                view: self.view.clone(),
            }
            .into(),
        ])
    }

    pub(crate) const fn hazards(&self, _before: &Schema) -> Vec<Hazard> {
        Vec::new()
    }

    pub(crate) fn summary(&self) -> String {
        format!("drop view `{}`", self.view.name)
    }

    pub(crate) const fn table(&self) -> Option<&Name> {
        Some(&self.view.name)
    }
}
