//! PostgreSQL 13 to 18.

pub mod casts;
pub mod catalog;
pub mod normal_form;
pub mod queries;
pub mod types;

pub(crate) mod alter_column;
pub(crate) mod hazards;
pub(crate) mod render;

mod by_hand;
mod sequences;
mod views;

use std::collections::BTreeSet;

use dazzle_ops::{AlterColumn, HazardCode, Operation};
use dazzle_schema::{Dialect, Name, Schema};

use crate::casts::CastClass;
use crate::clauses;
use crate::error::Trouble;
use crate::plan::follow_fresh;
use crate::prechecks::{Prechecks, as_it_is};
use crate::quote::quote_identifier;
use crate::seams::seam;
use crate::{Action, PlanError, Precheck, Step};

const DIALECT: Dialect = Dialect::Postgresql;

/// Plans all operations: one step for each. Nothing is needed from the server between them.
pub(crate) fn plan(operations: &[Operation], before: &Schema) -> Result<Vec<Step>, PlanError> {
    let mut schema = before.clone();
    // Tables that these operations made and into which nobody can have written yet.
    let mut fresh = BTreeSet::new();
    let mut steps = Vec::new();
    let rules_wait = views::rules_wait(operations);
    for (index, operation) in operations.iter().enumerate() {
        let mut after = schema.clone();
        operation.apply(&mut after).map_err(|source| PlanError::Apply {
            index,
            summary: operation.summary(),
            source,
        })?;
        let is_fresh = operation.table().is_some_and(|table| fresh.contains(table));
        let trouble = |trouble: Trouble| trouble.of(index, operation, DIALECT);
        let action = with_what_hangs_on_views(
            action(operation, &schema, &after).map_err(trouble)?,
            operations,
            index,
        );
        let prechecks = if is_fresh {
            Vec::new()
        } else {
            prechecks(operation, &schema).map_err(trouble)?
        };
        let mut hazards = operation.hazards(&schema);
        hazards.extend(hazards::hazards(operation, &schema));
        let rest = operations.get(index + 1..).unwrap_or_default();
        hazards.extend(crate::views::hazards(operation, rest));
        hazards.extend(crate::views::left_behind(operation, &schema, DIALECT));
        if is_fresh {
            hazards.retain(|hazard| hazard.code.loses_data() || hazard.code == HazardCode::NewerServer);
        }
        steps.push(Step {
            operations: vec![index],
            summary: operation.summary(),
            prechecks,
            action,
            hazards,
        });
        if rules_wait {
            steps.extend(rules_behind(operations, index));
        }
        follow_fresh(&mut fresh, operation);
        schema = after;
    }
    Ok(steps)
}

/// Around a view that goes and comes again, what keeps that which hangs on it.
fn with_what_hangs_on_views(action: Action, operations: &[Operation], at: usize) -> Action {
    match (operations.get(at), action) {
        (Some(Operation::DropView(it)), Action::Statements(mut statements))
            if views::goes_for_a_while(operations, at) =>
        {
            statements.insert(0, views::keep(&it.view.name));
            Action::Statements(statements)
        }
        (Some(Operation::CreateView(it)), Action::Statements(mut statements)) => {
            let part = views::part_at_once(operations, at);
            statements.extend(part.map(|part| views::put_back(&it.view.name, part)));
            Action::Statements(statements)
        }
        (_, action) => action,
    }
}

/// The steps that put back the rules and triggers that waited for the operation at `at`.
fn rules_behind(operations: &[Operation], at: usize) -> impl Iterator<Item = Step> {
    views::rules_behind(operations, at)
        .into_iter()
        .map(move |view| Step {
            operations: vec![at],
            summary: format!("put back the rules and triggers of view `{view}`"),
            prechecks: Vec::new(),
            action: Action::Statements(vec![views::put_back(view, views::Part::Rules)]),
            hazards: Vec::new(),
        })
}

/// What an operation does. The one place that answers for every operation.
fn action(operation: &Operation, before: &Schema, after: &Schema) -> Result<Action, Trouble> {
    let drop_constraint = |table: &Name, name: &Name| {
        vec![render::alter_table(
            table,
            &format!("DROP CONSTRAINT {}", quote_identifier(name.as_str())),
        )]
    };
    let add = |table: &Name, clause: String| vec![render::alter_table(table, &format!("ADD {clause}"))];
    let statements = match operation {
        Operation::CreateTable(it) => render::create_table(&it.table)?,
        Operation::DropTable(it) => {
            vec![format!("DROP TABLE {}", quote_identifier(it.table.name.as_str()))]
        }
        Operation::RenameTable(it) => {
            let mut statements = vec![render::alter_table(
                &it.from,
                &format!("RENAME TO {}", quote_identifier(it.to.as_str())),
            )];
            for column in after
                .table(&it.to)
                .iter()
                .flat_map(|table| table.columns.values())
            {
                if column.identity.is_some() {
                    statements.extend(sequences::rename_sequence(
                        (&it.from, &column.name),
                        (&it.to, &column.name),
                    ));
                }
            }
            statements
        }
        Operation::SetTableComment(it) => {
            vec![render::table_comment(&it.table, it.comment.to.as_deref())]
        }
        Operation::CreateView(it) => vec![clauses::create_view(&it.view, DIALECT)?],
        Operation::DropView(it) => vec![clauses::drop_view(&it.view)],
        Operation::AddColumn(it) => render::add_column(it)?,
        Operation::DropColumn(it) => vec![render::alter_table(
            &it.table,
            &format!("DROP COLUMN {}", quote_identifier(it.column.name.as_str())),
        )],
        Operation::RenameColumn(it) => {
            let mut statements = vec![render::alter_table(
                &it.table,
                &format!(
                    "RENAME COLUMN {} TO {}",
                    quote_identifier(it.from.as_str()),
                    quote_identifier(it.to.as_str())
                ),
            )];
            let numbered = after
                .table(&it.table)
                .and_then(|table| table.column(&it.to))
                .is_some_and(|column| column.identity.is_some());
            if numbered {
                statements.extend(sequences::rename_sequence(
                    (&it.table, &it.from),
                    (&it.table, &it.to),
                ));
            }
            statements
        }
        Operation::AlterColumn(it) => {
            let column = |schema: &Schema| {
                schema
                    .table(&it.table)
                    .and_then(|table| table.column(&it.column))
                    .cloned()
            };
            match (column(before), column(after)) {
                (Some(before), Some(after)) => alter_column::alter_column(it, &before, &after)?,
                // `apply` went through, so the column is on both sides.
                _ => Vec::new(),
            }
        }
        Operation::AddPrimaryKey(it) => add(&it.table, clauses::primary_key(&it.primary_key)),
        Operation::DropPrimaryKey(it) => drop_constraint(&it.table, &it.primary_key.name),
        Operation::AddForeignKey(it) => add(&it.table, clauses::foreign_key(&it.foreign_key)),
        Operation::DropForeignKey(it) => drop_constraint(&it.table, &it.foreign_key.name),
        Operation::AddUnique(it) => add(&it.table, clauses::unique(&it.unique, DIALECT)?),
        Operation::DropUnique(it) => drop_constraint(&it.table, &it.unique.name),
        Operation::AddCheck(it) => add(&it.table, clauses::check(&it.check, DIALECT)?),
        Operation::DropCheck(it) => drop_constraint(&it.table, &it.check.name),
        Operation::RenameConstraint(it) => vec![render::alter_table(
            &it.table,
            &format!(
                "RENAME CONSTRAINT {} TO {}",
                quote_identifier(it.from.as_str()),
                quote_identifier(it.to.as_str())
            ),
        )],
        Operation::CreateIndex(it) => vec![clauses::create_index(it.table.as_str(), &it.index, DIALECT)?],
        Operation::DropIndex(it) => {
            vec![format!("DROP INDEX {}", quote_identifier(it.index.name.as_str()))]
        }
        Operation::RenameIndex(it) => vec![format!(
            "ALTER INDEX {} RENAME TO {}",
            quote_identifier(it.from.as_str()),
            quote_identifier(it.to.as_str())
        )],
        Operation::Execute(it) => {
            let sql = clauses::written(it.sql.for_dialect(DIALECT))
                .ok_or_else(|| Trouble::no_text("the SQL by hand", DIALECT))?;
            by_hand::refuse_copy_from_stdin(&sql)?;
            vec![sql]
        }
        Operation::DataMigration(it) => {
            let seam = seam(it, DIALECT, before)?;
            by_hand::refuse_copy_from_stdin(&seam.sql)?;
            return Ok(Action::Seam(seam));
        }
    };
    Ok(Action::Statements(statements))
}

/// What must be asked before an operation on a table that may have rows.
fn prechecks(operation: &Operation, before: &Schema) -> Result<Vec<Precheck>, Trouble> {
    let Some(table) = operation.table().and_then(|name| before.table(name)) else {
        return Ok(Vec::new());
    };
    let ask = Prechecks {
        dialect: DIALECT,
        table,
        value: &as_it_is,
    };
    Ok(match operation {
        Operation::AddColumn(it) if ask.has_no_value(&it.column) => vec![ask.no_rows(&it.column.name)],
        Operation::AddColumn(it) => ask.computed_to_nothing(&it.column)?.into_iter().collect(),
        Operation::AlterColumn(it) => alter_column_prechecks(it, &ask)?,
        Operation::AddPrimaryKey(it) => {
            vec![ask.duplicates(
                &it.primary_key.columns,
                &format!("primary key `{}`", it.primary_key.name),
            )]
        }
        Operation::AddUnique(it) => {
            vec![ask.unique_duplicates(&it.unique)]
        }
        Operation::CreateIndex(it) if it.index.unique => vec![ask.index_duplicates(&it.index)?],
        Operation::AddForeignKey(it) => vec![ask.orphans(&it.foreign_key)],
        Operation::AddCheck(it) => vec![ask.broken(&it.check)?],
        _ => Vec::new(),
    })
}

fn alter_column_prechecks(it: &AlterColumn, ask: &Prechecks<'_>) -> Result<Vec<Precheck>, Trouble> {
    let by_hand = it
        .using
        .as_ref()
        .and_then(|using| clauses::written(using.for_dialect(DIALECT)));
    let mut prechecks: Vec<Precheck> = ask.unmet(it).into_iter().collect();
    if let (Some(change), None) = (&it.column_type, &by_hand) {
        let rule = casts::classify(&change.from, &change.to);
        if rule.class == CastClass::Checked {
            prechecks.extend(ask.cast(&it.column, &rule));
        }
    }
    if it.nullable.as_ref().is_some_and(|change| !change.to) {
        let value = |name: &Name| match &by_hand {
            Some(expression) => format!("({expression})"),
            None => as_it_is(name),
        };
        let ask = Prechecks {
            value: &value,
            ..*ask
        };
        prechecks.push(ask.not_null(&it.column));
    }
    if let Some(change) = &it.collation {
        prechecks.extend(ask.equal_under(&it.column, change.to.as_ref())?);
    }
    Ok(prechecks)
}
