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

/// Drops and adds that look like renames: as long as they are not answered, no revision is written.
pub fn print_open(shell: Shell, open: &[OpenQuestion]) {
    for question in open {
        shell.item("question", title(&question.question));
        answers(question).iter().for_each(|line| shell.line(line));
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
        answers(open).iter().for_each(|line| shell.talk(line));
    }
    shell.talk("nothing was written or changed");
}

/// Both possible answers, each as it is written or passed.
pub fn answers(open: &OpenQuestion) -> Vec<String> {
    let yes = as_flag("--rename", open.yes());
    let mut lines = Vec::new();
    match &open.written {
        Some(written) => {
            let place = if written.is_new_line { "below" } else { "in" };
            lines.push(format!(
                "  yes: write this {place} {}:{}, or pass `{yes}`",
                written.path, written.line
            ));
            lines.push(format!("    {}", written.text));
        }
        None => lines.push(format!("  yes: pass `{yes}`")),
    }
    lines.push(format!("  no: pass `{}`", as_flag("--not-renamed", open.no())));
    lines
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
