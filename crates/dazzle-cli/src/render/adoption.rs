//! What is said of a database that is adopted.

use dazzle_dsl::Unsaid;
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
            "{}  {} described as {} there; recorded, nothing was run",
            done.revision.id,
            counted(done.tables, "table"),
            if done.tables == 1 {
                "it stands"
            } else {
                "they stand"
            },
        ),
    );
    other_tools(shell, &done.other_tools);
    for it in &done.unmodelled {
        let remark = if it.is_in_revision {
            "in the revision as SQL"
        } else {
            "not in the revision"
        };
        shell.item(
            "note",
            format_args!("{}: not modelled; {remark}", it.thing.title()),
        );
    }
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

/// What the schema model does not hold, with a remark.
pub fn unmodelled(shell: Shell, remark: &str, all: &[Unmodelled]) {
    for it in all {
        shell.item("note", format_args!("{}: not modelled; {remark}", it.title()));
    }
}

/// What the DSL has no words for.
pub fn unsaid(shell: Shell, all: &[Unsaid]) {
    for it in all {
        shell.item("note", format_args!("{}: the DSL has no words for it", it.what));
    }
}
