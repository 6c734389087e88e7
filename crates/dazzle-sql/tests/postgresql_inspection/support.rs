//! Reading a database.

use dazzle_db::{Session, SessionOptions};
use dazzle_sql::inspection::Inspection;
use dazzle_sql::postgresql::catalog::{self, CatalogueOptions, Row};
use dazzle_sql::postgresql::queries::{CATALOGUE, SETTINGS};
use dazzle_testkit::postgres::TestDatabase;

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

/// What the database has.
pub fn inspect(database: &TestDatabase) -> Inspection {
    inspect_with(database, "", &CatalogueOptions::default())
}

/// What the database has in the eyes of a session that has run `settings`.
pub fn inspect_with(database: &TestDatabase, settings: &str, options: &CatalogueOptions) -> Inspection {
    let answers = dazzle_testkit::block_on(async {
        let mut session = Session::connect(&database.url, &SessionOptions::default())
            .await
            .unwrap();
        session.execute(settings).await.unwrap();
        let answers = answers(&mut session).await;
        session.close().await;
        answers
    });
    catalog::read(&answers, options).unwrap()
}
