//! Drops and adds that look like renames, with both possible answers.

use std::fmt::Display;

use dazzle_diff::Question;
use dazzle_engine::answers::OpenQuestion;
use serde_json::{Value, json};

use crate::shell::Shell;

/// A flag with its value, as a shell reads it.
pub fn as_flag(flag: &str, value: impl Display) -> String {
    let value = value.to_string();
    let is_plain = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '.' | '=' | '-');
    if value.chars().all(is_plain) {
        format!("{flag} {value}")
    } else {
        format!("{flag} '{}'", value.replace('\'', r"'\''"))
    }
}

/// What speaks for a rename.
pub fn in_words(question: &Question) -> String {
    question.likeness().in_words()
}

/// One line that says what is asked.
pub fn title(question: &Question) -> String {
    let evidence = in_words(question);
    match question {
        Question::ColumnRename { table, from, to, .. } => {
            format!("`{table}`.`{from}` goes and `{table}`.`{to}` comes: was it renamed? ({evidence})")
        }
        Question::TableRename { from, to, .. } => {
            format!("table `{from}` goes and table `{to}` comes: was it renamed? ({evidence})")
        }
    }
}

/// Prints the questions as what stops a command.
pub fn print(shell: Shell, questions: &[OpenQuestion]) {
    for open in questions {
        shell.error(&title(&open.question), None);
        print_answers(shell, open);
    }
    shell.talk("nothing was written or changed");
}

/// Prints both possible answers, each as it is written or passed.
pub fn print_answers(shell: Shell, open: &OpenQuestion) {
    let yes = as_flag("--rename", open.yes());
    match &open.written {
        Some(written) => {
            let place = if written.is_new_line { "below" } else { "in" };
            shell.talk(format_args!(
                "  yes: write this {place} {}:{}, or pass `{yes}`",
                written.path, written.line
            ));
            shell.talk(format_args!("    {}", written.text));
        }
        None => shell.talk(format_args!("  yes: pass `{yes}`")),
    }
    shell.talk(format_args!(
        "  no: pass `{}`",
        as_flag("--not-renamed", open.no())
    ));
}

/// A question as JSON.
pub fn json(open: &OpenQuestion) -> Value {
    let (table, from, to) = match &open.question {
        Question::ColumnRename { table, from, to, .. } => (Some(table.as_str()), from, to),
        Question::TableRename { from, to, .. } => (None, from, to),
    };
    let likeness = open.question.likeness();
    json!({
        "table": table,
        "from": from.as_str(),
        "to": to.as_str(),
        "likeness": likeness.percent,
        "evidence": likeness.evidence,
        "rename": open.yes().to_string(),
        "not_renamed": open.no().to_string(),
        "was": open.written.as_ref().map(|it| json!({
            "file": it.path,
            "line": it.line,
            "new_line": it.is_new_line,
            "text": it.text,
        })),
    })
}
