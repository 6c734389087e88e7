//! Reading a database.

use dazzle_db::Session;
use dazzle_sql::postgresql::catalog::Row;
use dazzle_sql::postgresql::queries::{CATALOGUE, SETTINGS};

/// The answers of the catalogue queries.
pub async fn answers(session: &mut Session) -> Vec<Vec<Row>> {
    session
        .execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        .await
        .unwrap();
    session.execute(SETTINGS).await.unwrap();
    let mut answers = Vec::new();
    for query in CATALOGUE {
        answers.push(
            session
                .query(query)
                .await
                .unwrap_or_else(|error| panic!("{error}: {query}")),
        );
    }
    session.execute("ROLLBACK").await.unwrap();
    answers
}
