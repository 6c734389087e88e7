//! Errors of the engine: what is wrong, where, and what to do next.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use dazzle_engine::{EngineError, Obstacle, with_causes};
use dazzle_history::{Direction, Place};

use crate::render::words::place;
use crate::render::{diagnostics, questions};
use crate::shell::Shell;

/// Prints `error` to stderr.
pub fn print(shell: Shell, error: &EngineError) {
    match error {
        EngineError::Dsl { files, diagnostics } => {
            diagnostics::print(shell, files, diagnostics);
            shell.error(&error.to_string(), Some("nothing was planned or changed"));
        }
        EngineError::History(errors) => {
            for found in errors {
                let place = found.place();
                at_place(shell, place, &found.message(), found.help().as_deref());
            }
            shell.error(&error.to_string(), Some("nothing was planned or changed"));
        }
        EngineError::Questions(open) => questions::print(shell, open),
        EngineError::NotApplied { source, .. } => {
            print(shell, source);
            shell.error(
                &error.to_string(),
                Some("mend the cause or the file, then run `dazzle db upgrade`"),
            );
        }
        EngineError::Run {
            revision,
            message,
            direction,
            place: operation_place,
            source,
            at,
            half_done,
            ..
        } => {
            let hint = hint(error);
            match operation_place {
                Some(operation_place) => {
                    at_place(shell, operation_place, &with_causes(source), hint.as_deref())
                }
                None => shell.error(&with_causes(source), hint.as_deref()),
            }
            details(shell, source);
            if let Some(half_done) = half_done {
                let (on, back) = half_done.ways_out();
                shell.talk(format_args!("{half_done}; the database is at {}", place(at)));
                shell.talk(format_args!("`{on}` goes on from there, `{back}` takes it back"));
                return;
            }
            let what = match &**source {
                Obstacle::CommitUnknown(_) => "may have gone through; before it the database was at",
                _ => "was rolled back; the database is at",
            };
            shell.talk(format_args!(
                "{direction} of revision {revision} ({message}) {what} {}",
                place(at)
            ));
        }
        _ => shell.error(&with_causes(error), hint(error).as_deref()),
    }
}

/// What to do next.
pub fn hint(error: &EngineError) -> Option<String> {
    let text = match error {
        EngineError::NoProject { .. } => {
            "make a project with `dazzle new NAME`, or name its folder with `-C DIR`"
        }
        EngineError::Unreadable { .. } => "check that it is there and that you may read it",
        EngineError::Unwritable { .. } => "check that you may write there; nothing was changed",
        EngineError::AnswersFile { .. } => {
            "write `rename = [\"Task.title=Task.name\"]` and `not_renamed = [\"Task.note\"]`, as docs/decisions.md says"
        }
        EngineError::Environment(_) => "correct the variable, in the environment or in .env",
        EngineError::Url(_) => "write postgres://USER@HOST/DATABASE or sqlite:PATH",
        EngineError::Database { source, .. } => return source.hint().map(ToOwned::to_owned),
        EngineError::Lock { source, .. } => return source.hint().map(ToOwned::to_owned),
        EngineError::UnknownRevisions { .. } => {
            "get the missing revision files (a newer version of the project has them), or use another database"
        }
        EngineError::Edited { .. } => {
            "restore the file and put the change in a new revision; applied revisions are never run again"
        }
        EngineError::RecordUnknown { .. } => {
            "`dazzle db current` says where the database is; where it is not at the revision that was written, \
             record it with `dazzle db stamp REV`"
        }
        EngineError::Refused { hint, .. } => return Some(hint.clone()),
        EngineError::Target(error) => return error.help().map(ToOwned::to_owned),
        EngineError::Plan { source, .. } | EngineError::Unplannable { source } => return source.help(),
        EngineError::DraftKept { source, .. } if matches!(**source, Obstacle::Consent(_)) => {
            "keep it as a revision with `dazzle db revision`, or pass `--allow-destructive` if the data may go"
        }
        EngineError::NotReverted { source, .. } => return reverting_hint(source),
        EngineError::NotDrafted { source, .. } | EngineError::DraftKept { source, .. } => {
            return obstacle_hint(source, Direction::Upgrade);
        }
        EngineError::Catalogue { .. } => "please report this, with the version of the server",
        EngineError::Diff(_) | EngineError::Irreversible(_) => return None,
        EngineError::Run {
            source, direction, ..
        } => return obstacle_hint(source, *direction),
        EngineError::NotProved(_) => {
            "write it with `dazzle db revision`, mend it and try it with `dazzle db prove`; `--no-prove` applies it as \
             it is"
        }
        EngineError::Stopped { .. } => "run the command again to go on",
        _ => return None,
    };
    Some(text.to_owned())
}

/// What undoing drift meets: there is no file, and the DSL says nothing about it.
fn reverting_hint(obstacle: &Obstacle) -> Option<String> {
    let text = match obstacle {
        Obstacle::Consent(_) => {
            "pass `--allow-destructive` if the data may go; if something was renamed on the database, say so with \
             `--rename OLD=NEW`"
        }
        Obstacle::UnfilledSeam { .. } => {
            "give these rows values by hand, then run it again; or keep the change with `--adopt`. Nothing was changed"
        }
        Obstacle::Rows { .. } => "bring these rows in order, then run it again; nothing was changed",
        _ => return obstacle_hint(obstacle, Direction::Upgrade),
    };
    Some(text.to_owned())
}

fn obstacle_hint(obstacle: &Obstacle, direction: Direction) -> Option<String> {
    let text = match obstacle {
        Obstacle::Consent(_) if direction == Direction::Downgrade => {
            "pass `--allow-destructive` if the data may go"
        }
        Obstacle::Consent(_) => {
            "pass `--allow-destructive` if the data may go; if something was renamed, say so with `was:` in the DSL"
        }
        Obstacle::Rows { help: Some(help), .. } => {
            return Some(format!(
                "bring these rows in order, or {help}; then run it again. Nothing was changed"
            ));
        }
        Obstacle::Rows { help: None, .. } => {
            "bring these rows in order, then run it again; nothing was changed"
        }
        Obstacle::UnfilledSeam { .. } => {
            "write the statements that bring these rows in order as `sql` of the `data_migration` in the file; where \
             one value does, pass `--fill Table.column=VALUE`"
        }
        Obstacle::SeamNotReached { .. } => "correct the `sql` of the `data_migration` in the file",
        Obstacle::DanglingReferences(_) => "correct the references in the revision's own statements",
        Obstacle::CommitUnknown(_) => {
            "`dazzle db current` says where the database is; then run the command again"
        }
        Obstacle::Moved | Obstacle::Interrupted | Obstacle::Lock(_) => "run the command again to go on",
        Obstacle::Statement { source, .. } | Obstacle::Database(source) => {
            return source.hint().map(ToOwned::to_owned);
        }
        Obstacle::NoNumber { .. } => "a query of this kind gives one row with one number",
        Obstacle::Plan(error) => return error.help(),
    };
    Some(text.to_owned())
}

fn details(shell: Shell, obstacle: &Obstacle) {
    match obstacle {
        Obstacle::Rows { sample, .. } => {
            for (key, value) in sample {
                shell.talk(format_args!("  {key}: {value}"));
            }
        }
        Obstacle::UnfilledSeam { sample, .. } | Obstacle::SeamNotReached { sample, .. }
            if !sample.is_empty() =>
        {
            shell.talk(format_args!("  keys of some of them: {}", sample.join("; ")));
        }
        Obstacle::Statement {
            statement, source, ..
        } => {
            if let Some(detail) = source.detail() {
                shell.talk(format_args!("  {detail}"));
            }
            for line in statement.lines().take(12) {
                shell.talk(format_args!("  {line}"));
            }
        }
        _ => {}
    }
}

/// An error at a place in a revision file, with the source line.
fn at_place(shell: Shell, place: &Place, message: &str, help: Option<&str>) {
    let start = place.column.saturating_sub(1);
    let start: usize = place.source_line.chars().take(start).map(char::len_utf8).sum();
    let length = place.span.len().max(1);
    let end = place.source_line.floor_char_boundary(start + length).max(start);
    let snippet = Snippet::source(place.source_line.as_str())
        .line_start(place.line)
        .path(place.path.as_str())
        .annotation(AnnotationKind::Primary.span(start..end));
    let mut group = Level::ERROR.primary_title(message).element(snippet);
    if let Some(help) = help {
        group = group.element(Level::HELP.message(help));
    }
    shell.talk(Renderer::styled().render(&[group]));
    shell.talk("");
}
