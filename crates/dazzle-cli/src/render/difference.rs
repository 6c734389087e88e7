//! A difference as a listing: what comes, what goes, what changes.

use dazzle_engine::comparison::Comparison;
use dazzle_ops::Operation;
use dazzle_schema::{Column, Table};
use dazzle_sql::alignment::Undecided;
use dazzle_sql::alignment::UnmodelledChange;
use owo_colors::OwoColorize as _;

use crate::render::adoption;
use crate::shell::Shell;

/// Prints everything that differs, what cannot be told, and what is not compared.
pub fn print(shell: Shell, found: &Comparison) {
    for operation in &found.operations {
        print_operation(shell, operation, &[]);
    }
    for change in found.unmodelled.iter() {
        let title = change.subject().title();
        match change {
            UnmodelledChange::Added(_) => shell.line(format_args!("{} {title}", "+".green())),
            UnmodelledChange::Removed(_) => shell.line(format_args!("{} {title}", "-".red())),
            UnmodelledChange::Changed { .. } => shell.line(format_args!("{} {title}", "~".yellow())),
        }
    }
    print_undecided(shell, &found.undecided);
}

/// Prints what cannot be compared, with both texts.
pub fn print_undecided(shell: Shell, undecided: &[Undecided]) {
    for it in undecided {
        shell.line(format_args!("{} cannot compare {}", "?".cyan(), it.subject));
        shell.line(format_args!(
            "    {:<9} {}",
            "declared",
            one_line(&it.subject.declared)
        ));
        shell.line(format_args!("    {:<9} {}", "live", one_line(&it.subject.live)));
        shell.line(format_args!("    {:<9} {}", "because", it.obstacle));
    }
}

/// Prints what is not compared at all.
pub fn print_beside(shell: Shell, found: &Comparison) {
    adoption::unsaid(shell, &found.unsaid);
    adoption::unmodelled(shell, "not compared", &found.beside);
}

/// An operation with the statements that do it.
pub fn print_operation(shell: Shell, operation: &Operation, statements: &[String]) {
    let summary = operation.summary();
    let word = operation.word();
    if word.starts_with("create") || word.starts_with("add") {
        shell.line(format_args!("{} {summary}", "+".green()));
    } else if word.starts_with("drop") {
        shell.line(format_args!("{} {summary}", "-".red()));
    } else {
        shell.line(format_args!("{} {summary}", "~".yellow()));
    }
    match operation {
        Operation::CreateTable(it) => print_table(shell, &it.table),
        Operation::DropTable(it) => print_table(shell, &it.table),
        _ => {}
    }
    for line in statements.iter().flat_map(|statement| statement.lines()) {
        shell.line(format_args!("      {}", line.dimmed()));
    }
}

fn print_table(shell: Shell, table: &Table) {
    for column in table.columns.values() {
        shell.line(format_args!("    {}", column_in_words(column)));
    }
}

fn column_in_words(column: &Column) -> String {
    let mut text = format!("{} {}", column.name, column.column_type);
    if !column.nullable {
        text.push_str(" not null");
    }
    if let Some(default) = &column.default {
        text.push_str(&format!(" default {default}"));
    }
    if let Some(identity) = column.identity {
        text.push_str(&format!(" identity {}", identity.as_str()));
    }
    if column.generated.is_some() {
        text.push_str(" generated");
    }
    text
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
