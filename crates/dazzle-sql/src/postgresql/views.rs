//! What hangs on a view while it goes and comes again: owner, privileges, options, comments, defaults of columns,
//! rules and triggers.
//!
//! History does not hold these, so the server itself is asked, in the same session, right before the view goes. Until
//! the view is there again they are in a setting of the session, as statements; a transaction that fails takes the
//! setting back, too.

use dazzle_ops::Operation;
use dazzle_schema::{Dialect, Name};

use crate::quote::{quote_identifier, quote_literal};
use crate::script::fence;
use crate::views::comes_again;

/// Which of what hung on a view is put back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    All,
    /// All but rules and triggers.
    WithoutRules,
    /// What [`WithoutRules`](Self::WithoutRules) left, where nobody made it meanwhile.
    Rules,
}

/// Notes what hangs on `view`, which is to go now.
pub fn keep(view: &Name) -> String {
    block(view, "", include_str!("queries/keep_of_view.sql"))
}

/// Puts back what was noted of `view`, which is there again.
pub fn put_back(view: &Name, part: Part) -> String {
    let variables = format!(
        "    at_first boolean := {};\n    at_last boolean := {};\n",
        part != Part::Rules,
        part != Part::WithoutRules
    );
    block(view, &variables, include_str!("queries/put_back_on_view.sql"))
}

fn block(view: &Name, variables: &str, body: &str) -> String {
    let body = format!(
        "DECLARE\n    view_name text := {};\n    view_sql text := {};\n{variables}{}",
        quote_literal(view.as_str()),
        quote_literal(&quote_identifier(view.as_str())),
        body.trim_end()
    );
    let fence = fence(&body, "dazzle");
    format!("DO {fence}\n{body}\n{fence}")
}

/// What the view that `operations` make at `at` gets back at once; none where none went before. Where SQL by hand
/// speaks of the view later on, it may make rules and triggers itself, so these wait.
pub fn part_at_once(operations: &[Operation], at: usize) -> Option<Part> {
    let Some(Operation::CreateView(it)) = operations.get(at) else {
        return None;
    };
    let name = &it.view.name;
    let went = operations.iter().take(at).rposition(|operation| {
        matches!(operation, Operation::DropView(it) if it.view.name == *name)
            || matches!(operation, Operation::CreateView(it) if it.view.name == *name)
    })?;
    if !matches!(operations.get(went), Some(Operation::DropView(_))) {
        return None;
    }
    let by_hand = |operation: &Operation| match operation {
        Operation::Execute(it) => it
            .sql
            .for_dialect(Dialect::Postgresql)
            .is_some_and(|sql| dazzle_schema::sql_tokens::mentions(sql, name.as_str())),
        _ => false,
    };
    let later = operations.get(at + 1..).unwrap_or_default();
    let end = later
        .iter()
        .position(|operation| matches!(operation, Operation::DropView(it) if it.view.name == *name))
        .unwrap_or(later.len());
    let waits = later.iter().take(end).any(by_hand);
    Some(if waits { Part::WithoutRules } else { Part::All })
}

/// Whether the rules and triggers of any view wait for SQL by hand.
pub fn rules_wait(operations: &[Operation]) -> bool {
    (0..operations.len()).any(|at| part_at_once(operations, at) == Some(Part::WithoutRules))
}

/// The views whose rules and triggers are put back right behind the operation at `at`: it is the last before the view
/// goes once more, or of all.
pub fn rules_behind(operations: &[Operation], at: usize) -> Vec<&Name> {
    let next = operations.get(at + 1);
    operations
        .iter()
        .enumerate()
        .take(at + 1)
        .filter(|(made, _)| part_at_once(operations, *made) == Some(Part::WithoutRules))
        .filter_map(|(made, operation)| match operation {
            Operation::CreateView(it) => Some((made, &it.view.name)),
            _ => None,
        })
        .filter(|(made, name)| {
            let since = operations.get(made + 1..=at).unwrap_or_default();
            let goes = |operation: &Operation| {
                matches!(operation, Operation::DropView(it) if it.view.name == **name)
            };
            !since.iter().any(goes) && next.is_none_or(goes)
        })
        .map(|(_, name)| name)
        .collect()
}

/// Whether the view that the operation at `at` takes away comes again.
pub fn goes_for_a_while(operations: &[Operation], at: usize) -> bool {
    let rest = operations.get(at + 1..).unwrap_or_default();
    matches!(operations.get(at), Some(Operation::DropView(it)) if comes_again(&it.view.name, rest).is_some())
}
