//! What is said of a database that is adopted.

use dazzle_dsl::unsaid::Unsaid;
use dazzle_engine::baseline::Baselined;
use dazzle_engine::inspection::OtherTool;
use dazzle_sql::inspection::Unmodelled;

use crate::render::words::counted;
use crate::shell::Shell;

/// A baseline that was recorded: to stderr with JSON, since the command's own answer is on stdout.
pub fn baselined(shell: Shell, done: &Baselined) {
    if shell.is_json() {
        return;
    }
    shell.item(
        "baseline",
        format_args!(
            "{}  {} described as they are; recorded, nothing was run",
            done.revision.id,
            counted(done.tables, "table")
        ),
    );
    other_tools(shell, &done.other_tools);
    unmodelled(shell, "kept as SQL", "not in it", &done.unmodelled);
}

/// The tools whose history is in the database.
pub fn other_tools(shell: Shell, tools: &[OtherTool]) {
    for tool in tools {
        let at = tool
            .version
            .as_ref()
            .map(|version| format!(", at {version}"))
            .unwrap_or_default();
        shell.item(
            "note",
            format_args!(
                "{} keeps its history in `{}`{at}; it is left untouched",
                tool.name, tool.table
            ),
        );
    }
}

/// What the schema model does not hold: with one word where a statement is known, and another where none is.
pub fn unmodelled(shell: Shell, known: &str, unknown: &str, all: &[Unmodelled]) {
    for it in all {
        let word = if it.make.is_some() { known } else { unknown };
        shell.item(word, it.title());
    }
}

/// What the DSL has no words for.
pub fn unsaid(shell: Shell, all: &[Unsaid]) {
    for it in all {
        shell.item("unsaid", &it.what);
    }
}
