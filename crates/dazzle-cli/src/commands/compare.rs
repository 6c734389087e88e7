//! `diff`: how any two things differ.

use dazzle_engine::EngineError;
use dazzle_engine::comparison::{End, Surroundings, compare, read};
use dazzle_schema::Dialect;
use dazzle_sql::casts::WrittenCasts;

use super::{Anywhere, Outcome, answers};
use crate::arguments::Diff;
use crate::render::{difference, json, questions};

/// Compares two ends.
pub async fn diff(context: &Anywhere, flags: &Diff) -> Result<Outcome, EngineError> {
    let shell = context.shell;
    let around = Surroundings {
        project: context.project.as_ref(),
        database: context.database.as_ref(),
        session: &context.session,
    };
    let from = End::parse(&flags.from, &context.folder)?;
    let to = End::parse(&flags.to, &context.folder)?;
    if [&from, &to].iter().any(|end| end.is_of_the_database()) {
        context.needed_database()?;
    }
    let from = read(&from, around).await?;
    let to = read(&to, around).await?;
    let answers = answers::given(&flags.answers)?;
    let columns = flags.using.clone();
    let casts = match &context.project {
        Some(project) => project.written_casts(columns),
        None => WrittenCasts {
            columns,
            rules: Vec::new(),
        },
    };
    let found = compare(&from, &to, &answers, &context.session)
        .await?
        .with_casts(casts)?;
    let dialect = flags
        .dialect
        .or(from.dialect())
        .or(to.dialect())
        .or_else(|| {
            context
                .database
                .as_ref()
                .map(dazzle_engine::DatabaseTarget::dialect)
        })
        .unwrap_or(Dialect::Sqlite);
    if flags.sql {
        shell.line(found.script(&from, dialect, flags.allow_destructive)?.trim_end());
    } else if flags.ops {
        shell.line(dazzle_history::file::render_operations(&found.all_operations(dialect)).trim_end());
    } else if shell.is_json() {
        shell.value(&json::comparison(&found));
    } else {
        shell.item("from", &found.from);
        shell.item("to", &found.to);
        difference::print(shell, &found);
        difference::print_beside(shell, &found);
        questions::print_open(shell, &found.questions);
        if found.is_equal() {
            shell.line("equal");
        }
    }
    Ok(if found.is_equal() {
        Outcome::Done
    } else {
        Outcome::NotUpToDate
    })
}
