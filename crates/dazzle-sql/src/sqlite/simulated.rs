//! The texts of a database as Dazzle makes them, where nobody reads what the database has.

use dazzle_schema::{Name, Schema};

use super::live::Live;
use super::{DIALECT, Planner};
use crate::error::Trouble;
use crate::{PlanError, SqliteFacts, views};

/// The facts of a database that Dazzle made with `schema`.
pub(crate) fn simulated_facts(schema: &Schema) -> Result<SqliteFacts, PlanError> {
    let mut live = Live::new(&SqliteFacts::default());
    live.add_tables(schema, schema.table_names())
        .map_err(|(name, trouble)| made_by(schema, &name, trouble))?;
    live.add_views(views::in_order(schema))
        .map_err(|(view, trouble)| {
            let operation = dazzle_ops::CreateView { view: view.clone() }.into();
            trouble.of(0, &operation, DIALECT)
        })?;
    Ok(SqliteFacts {
        objects: live.objects,
        set_aside: Vec::new(),
    })
}

/// The trouble of making a table that is in the schema already.
fn made_by(schema: &Schema, name: &Name, trouble: Trouble) -> PlanError {
    let table = schema
        .table(name)
        .cloned()
        .unwrap_or_else(|| dazzle_schema::Table::new(name.clone()));
    trouble.of(0, &dazzle_ops::CreateTable { table }.into(), DIALECT)
}

impl Planner {
    /// What SQL by hand did to the texts is known to the database alone; without one, its effects must do.
    pub(super) fn follow_effects(&mut self, after: &Schema) -> Result<(), Trouble> {
        self.live.anything_changed();
        let changed = |from: &Schema, to: &Schema| -> Vec<Name> {
            from.tables()
                .filter(|table| to.table(&table.name) != Some(*table))
                .map(|table| table.name.clone())
                .collect()
        };
        for name in changed(&self.schema, after) {
            self.live.drop_table(name.as_str());
        }
        let made = changed(after, &self.schema);
        self.live
            .add_tables(after, &made)
            .map_err(|(_, trouble)| trouble)?;
        for view in self.schema.views() {
            if after.view(&view.name) != Some(view) {
                self.live.drop_view(view.name.as_str());
            }
        }
        let made = after
            .views()
            .filter(|view| self.schema.view(&view.name) != Some(*view));
        self.live.add_views(made).map_err(|(_, trouble)| trouble)
    }
}
