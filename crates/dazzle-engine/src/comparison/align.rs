//! A database in the words of what it is compared with; the server is asked where the texts alone do not tell.

use dazzle_db::{DatabaseError, Kind, Session, SessionOptions};
use dazzle_schema::{Dialect, Schema};
use dazzle_sql::alignment::{Aligned, Answers, align};
use dazzle_sql::postgresql::normal_form::Questions;

use super::end::LiveSide;
use crate::EngineError;
use crate::error::database_error;

/// `is_live` says that `declared` is what another database of the dialect has.
pub(super) async fn align_to(
    side: &LiveSide,
    declared: &Schema,
    is_live: bool,
    options: &SessionOptions,
) -> Result<Aligned, EngineError> {
    let (inspection, dialect) = (&side.live.inspection, side.target.dialect());
    let aligned = align(inspection, declared, dialect, &Answers::none());
    if dialect != Dialect::Postgresql || aligned.undecided.is_empty() {
        return Ok(aligned);
    }
    // What is made to ask is temporary and rolled back, but a read-only session may make nothing at all.
    let options = SessionOptions {
        read_only: false,
        create_if_missing: false,
        ..options.clone()
    };
    let mut session = Session::connect(&side.target.url, &options)
        .await
        .map_err(database_error(&side.target, "connecting"))?;
    let answers = ask(
        &mut session,
        Questions::new(&aligned.undecided, &inspection.schema, declared),
    )
    .await
    .map_err(database_error(
        &side.target,
        "asking the server to read expressions",
    ))?;
    session.close().await;
    let answers = if is_live {
        answers.with_refused_as_different()
    } else {
        answers
    };
    Ok(align(inspection, declared, dialect, &answers))
}

/// Sends what is to be sent and gives back what comes, until there is nothing left to ask.
async fn ask(session: &mut Session, mut questions: Questions) -> Result<Answers, DatabaseError> {
    while let Some(statement) = questions.next_statement() {
        match session.query(&statement).await {
            Ok(rows) => questions.take(Ok(rows)),
            Err(error) if error.kind == Kind::ConnectionLost => return Err(error),
            Err(error) => questions.take(Err(error.to_string())),
        }
    }
    Ok(questions.into_answers())
}
