//! What the DSL says of renames, seen from a draft and from history below it.
//!
//! A hint names what something was called when the person wrote it. Between the head and the DSL a draft may have
//! renamed it already, or made it in the first place.

use dazzle_diff::{ColumnRename, Decisions, TableRename};
use dazzle_schema::{Name, Schema};

use super::Origins;

/// A database with a draft, between its head and the DSL.
pub(crate) struct Between<'a> {
    /// The schema of the head.
    pub(crate) head: &'a Schema,
    /// The schema with the draft.
    pub(crate) standing: &'a Schema,
    /// What the things of the draft are called in the head.
    pub(crate) origins: &'a Origins,
    /// What the DSL says.
    pub(crate) wanted: &'a Schema,
}

impl Between<'_> {
    /// `decisions` for the way from the draft to the DSL. What the draft renamed and the DSL calls by its old name
    /// again is renamed back.
    pub(crate) fn on_from_draft(&self, mut decisions: Decisions) -> Decisions {
        let origins = self.origins;
        let is_table = |schema: &Schema, name: &Name| schema.table(name).is_some();
        decisions.table_renames = std::mem::take(&mut decisions.table_renames)
            .into_iter()
            .filter_map(|hint| {
                if is_table(self.standing, &hint.from) || is_table(self.standing, &hint.to) {
                    return Some(hint);
                }
                match origins.table_now(&hint.from) {
                    Some(now) => Some(TableRename {
                        from: now.clone(),
                        ..hint
                    }),
                    // The draft dropped it, empty.
                    None if is_table(self.head, &hint.from) => None,
                    None => Some(hint),
                }
            })
            .collect();
        for (now, origin) in origins.tables().filter(|(now, origin)| now != origin) {
            let is_back = !is_table(self.wanted, now)
                && is_table(self.wanted, origin)
                && !is_table(self.standing, origin);
            let is_said = decisions
                .table_renames
                .iter()
                .any(|it| it.from == *now || it.to == *origin);
            if is_back && !is_said {
                decisions.table_renames.push(TableRename {
                    from: now.clone(),
                    to: origin.clone(),
                });
            }
        }
        let hints = std::mem::take(&mut decisions.column_renames);
        for hint in hints {
            let table = former_table(&decisions, &hint.table);
            let Some(standing) = self.standing.table(&table) else {
                decisions.column_renames.push(hint);
                continue;
            };
            let has = |name: &Name| standing.columns.contains_key(name);
            if has(&hint.from) || has(&hint.to) {
                decisions.column_renames.push(hint);
            } else if let Some(now) = origins.column_now(&table, &hint.from) {
                let from = now.clone();
                decisions.column_renames.push(ColumnRename { from, ..hint });
            } else if !self.head_has(&table, &hint.from) {
                decisions.column_renames.push(hint);
            }
        }
        for wanted in self.wanted.tables() {
            let table = former_table(&decisions, &wanted.name);
            let Some(standing) = self.standing.table(&table) else {
                continue;
            };
            for (now, origin) in origins.columns(&table).filter(|(now, origin)| now != origin) {
                let is_back = !wanted.columns.contains_key(now)
                    && wanted.columns.contains_key(origin)
                    && !standing.columns.contains_key(origin);
                let is_said = decisions
                    .column_renames
                    .iter()
                    .any(|it| it.table == wanted.name && (it.from == *now || it.to == *origin));
                if is_back && !is_said {
                    decisions.column_renames.push(ColumnRename {
                        table: wanted.name.clone(),
                        from: now.clone(),
                        to: origin.clone(),
                    });
                }
            }
        }
        decisions
    }

    /// `decisions` for the way from the head to the DSL. What the draft renamed stays renamed, whether or not the
    /// hint is still there.
    pub(crate) fn on_from_head(&self, mut decisions: Decisions) -> Decisions {
        let origins = self.origins;
        let is_table = |schema: &Schema, name: &Name| schema.table(name).is_some();
        decisions.table_renames = std::mem::take(&mut decisions.table_renames)
            .into_iter()
            .filter_map(|hint| {
                if is_table(self.head, &hint.from) || is_table(self.head, &hint.to) {
                    return Some(hint);
                }
                let known = [&hint.to, &hint.from]
                    .into_iter()
                    .find(|name| is_table(self.standing, name));
                match known {
                    None => Some(hint),
                    // The head has neither: the draft made it, or renamed it on.
                    Some(known) => origins.table(known).map(|origin| TableRename {
                        from: origin.clone(),
                        to: hint.to.clone(),
                    }),
                }
            })
            .filter(|hint| hint.from != hint.to)
            .collect();
        let moved_on: Vec<&Name> = origins
            .tables()
            .filter(|(now, origin)| now != origin)
            .map(|(_, origin)| origin)
            .collect();
        for (now, origin) in origins.tables().filter(|(now, origin)| now != origin) {
            let is_free = !is_table(self.head, now) || moved_on.contains(&now);
            let is_said = decisions
                .table_renames
                .iter()
                .any(|it| it.to == *now || it.from == *origin);
            if is_table(self.wanted, now) && is_free && !is_said {
                decisions.table_renames.push(TableRename {
                    from: origin.clone(),
                    to: now.clone(),
                });
            }
        }
        // A hint names its table as the DSL does; the draft may not have renamed it yet.
        let hints = std::mem::take(&mut decisions.column_renames);
        for hint in hints {
            let before = former_table(&decisions, &hint.table);
            let Some(head) = self.head.table(&before) else {
                decisions.column_renames.push(hint);
                continue;
            };
            let has = |name: &Name| head.columns.contains_key(name);
            let standing = origins.table_now(&before).unwrap_or(&hint.table);
            let stands = |name: &&Name| {
                let table = self.standing.table(standing);
                table.is_some_and(|it| it.columns.contains_key(*name))
            };
            if has(&hint.from) || has(&hint.to) {
                decisions.column_renames.push(hint);
                continue;
            }
            let known = [&hint.to, &hint.from].into_iter().find(stands).cloned();
            let Some(known) = known else {
                decisions.column_renames.push(hint);
                continue;
            };
            // The head has neither: the draft made it, or renamed it on.
            if let Some(origin) = origins.column(standing, &known)
                && *origin != hint.to
            {
                decisions.column_renames.push(ColumnRename {
                    from: origin.clone(),
                    ..hint
                });
            }
        }
        for wanted in self.wanted.tables() {
            let before = former_table(&decisions, &wanted.name);
            let (Some(head), Some(standing)) = (self.head.table(&before), origins.table_now(&before)) else {
                continue;
            };
            let moved: Vec<(&Name, &Name)> = origins
                .columns(standing)
                .filter(|(now, origin)| now != origin)
                .collect();
            for (now, origin) in &moved {
                let is_free =
                    !head.columns.contains_key(*now) || moved.iter().any(|(_, origin)| origin == now);
                let is_said = decisions
                    .column_renames
                    .iter()
                    .any(|it| it.table == wanted.name && (it.to == **now || it.from == **origin));
                if wanted.columns.contains_key(*now) && is_free && !is_said {
                    decisions.column_renames.push(ColumnRename {
                        table: wanted.name.clone(),
                        from: (*origin).clone(),
                        to: (*now).clone(),
                    });
                }
            }
        }
        decisions
    }

    /// Whether the head has the column under the table's name in the draft.
    fn head_has(&self, table: &Name, column: &Name) -> bool {
        self.origins
            .table(table)
            .and_then(|before| self.head.table(before))
            .is_some_and(|table| table.columns.contains_key(column))
    }
}

/// What the table is called where the renames are still to be done.
fn former_table(decisions: &Decisions, table: &Name) -> Name {
    let mut renames = decisions.table_renames.iter();
    renames
        .find(|it| it.to == *table)
        .map_or_else(|| table.clone(), |it| it.from.clone())
}
