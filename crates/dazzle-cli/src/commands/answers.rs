//! Open questions: asked at a terminal, answered by flags and files.

use std::collections::BTreeSet;

use dazzle_diff::Question;
use dazzle_engine::answers::{Answers, OpenQuestion};
use dazzle_engine::revision::{Request, passed_over};
use dazzle_engine::{EngineError, Project};

use crate::arguments::AnswerFlags;
use crate::render::questions::{as_flag, in_words};
use crate::shell::Shell;

/// The answers that were typed and those in the file that was named.
///
/// # Errors
/// When the file cannot be read or says something that is no answer.
pub fn given(flags: &AnswerFlags) -> Result<Answers, EngineError> {
    let mut answers = Answers {
        renames: flags.rename.clone(),
        not_renamed: flags.not_renamed.clone(),
    };
    for path in &flags.decisions {
        answers.read(path)?;
    }
    Ok(answers)
}

/// Says which of the answers are passed over. What is wrong with them the command itself says.
pub fn tell_passed_over(shell: Shell, project: &Project, request: &Request) {
    for rename in passed_over(project, request).unwrap_or_default() {
        shell.warning(format_args!(
            "passed over: {}, which history has done already",
            as_flag("--rename", rename)
        ));
    }
}

/// Asks what became of each thing that is gone from `place` (the DSL, a database), and adds the answers. Whether all
/// were answered: whoever stops leaves everything as it is.
pub async fn ask(shell: Shell, place: &str, questions: &[OpenQuestion], answers: &mut Answers) -> bool {
    let mut new = Answers::default();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let groups = questions.chunk_by(|left, right| left.question.is_about_the_same(&right.question));
    for group in groups {
        let free: Vec<&OpenQuestion> = group
            .iter()
            .filter(|it| !taken.contains(&target(&it.question)))
            .collect();
        let Some(first) = free.first() else {
            // What it may have become is something else by now.
            continue;
        };
        shell.talk(what_goes(&first.question, place));
        for (at, choice) in free.iter().enumerate() {
            shell.talk(format_args!("  {}  {}", at + 1, what_it_may_be(&choice.question)));
        }
        shell.talk("  n  no, it was not renamed: it goes, with its data");
        let chosen = loop {
            let Some(answer) = shell.answer("which is it?").await else {
                return false;
            };
            let answer = answer.trim().to_lowercase();
            let number = answer
                .parse::<usize>()
                .ok()
                .and_then(|number| number.checked_sub(1));
            match number.and_then(|at| free.get(at)) {
                Some(choice) => break Some(*choice),
                None if matches!(answer.as_str(), "n" | "no") => break None,
                None if free.len() == 1 && matches!(answer.as_str(), "y" | "yes") => break Some(*first),
                None => shell.talk("answer with one of the numbers, or with n; Ctrl-C stops"),
            }
        };
        match chosen {
            Some(choice) => {
                taken.insert(target(&choice.question));
                new.renames.push(choice.yes());
            }
            None => new.not_renamed.push(first.none()),
        }
    }
    let flags: Vec<String> = new
        .renames
        .iter()
        .map(|it| as_flag("--rename", it))
        .chain(new.not_renamed.iter().map(|it| as_flag("--not-renamed", it)))
        .collect();
    shell.talk(format_args!("the same without a question: {}", flags.join(" ")));
    answers.renames.extend(new.renames);
    answers.not_renamed.extend(new.not_renamed);
    true
}

/// What comes, so that it is not offered twice.
fn target(question: &Question) -> String {
    match question {
        Question::ColumnRename { table, to, .. } => format!("{}.{}", table.quoted(), to.quoted()),
        Question::TableRename { to, .. } => to.quoted(),
    }
}

fn what_goes(question: &Question, place: &str) -> String {
    match question {
        Question::ColumnRename { table, from, .. } => {
            format!("column `{table}`.`{from}` is gone from the {place}: was it renamed?")
        }
        Question::TableRename { from, .. } => {
            format!("table `{from}` is gone from the {place}: was it renamed?")
        }
    }
}

fn what_it_may_be(question: &Question) -> String {
    let to = match question {
        Question::ColumnRename { to, .. } | Question::TableRename { to, .. } => to,
    };
    format!("yes, to `{to}` ({})", in_words(question))
}
