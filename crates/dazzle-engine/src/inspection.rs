//! Reading a live database: its schema, what a schema cannot hold, and what planning needs to know.

use dazzle_db::{DatabaseError, Session, SessionOptions};
use dazzle_schema::{Dialect, Name, Schema};
use dazzle_sql::inspection::{CatalogueOptions, Inspection};
use dazzle_sql::{LiveFacts, postgresql, sqlite};

use crate::current::look;
use crate::error::database_error;
use crate::runner::read_facts;
use crate::{DatabaseTarget, EngineError};

/// Tables in which other tools keep their history. They are never compared, never dropped, never adopted.
const OTHER_TOOLS: [(&str, &str); 13] = [
    ("alembic_version", "Alembic"),
    ("django_migrations", "Django"),
    ("schema_migrations", "Rails, golang-migrate or dbmate"),
    ("ar_internal_metadata", "Rails"),
    ("_prisma_migrations", "Prisma Migrate"),
    ("flyway_schema_history", "Flyway"),
    ("databasechangelog", "Liquibase"),
    ("databasechangeloglock", "Liquibase"),
    ("__EFMigrationsHistory", "Entity Framework"),
    ("_sqlx_migrations", "sqlx"),
    ("__diesel_schema_migrations", "Diesel"),
    ("goose_db_version", "goose"),
    ("atlas_schema_revisions", "Atlas"),
];

/// Whether another tool keeps its history in a table of this name.
pub(crate) fn is_other_tools(table: &str) -> bool {
    OTHER_TOOLS
        .iter()
        .any(|(name, _)| name.eq_ignore_ascii_case(table))
}

/// Another tool that keeps its history in the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherTool {
    /// Its name.
    pub name: &'static str,
    /// The table in which it keeps its history.
    pub table: String,
    /// Where it says the database is, for Alembic.
    pub version: Option<String>,
}

/// A live database, read over one connection so that it all fits together.
#[derive(Debug, Clone)]
pub struct LiveDatabase {
    /// Its schema, and what a schema cannot hold. Without Dazzle's own tables and those of other tools.
    pub inspection: Inspection,
    /// Tools that manage it, or once did.
    pub other_tools: Vec<OtherTool>,
    /// What planning needs to know.
    pub(crate) facts: LiveFacts,
    /// What was left out.
    ignored: CatalogueOptions,
}

impl LiveDatabase {
    /// `schema` without what was left out here, so that it is no difference: those tables and views, and the keys
    /// that point to them.
    pub(crate) fn without_ignored(&self, schema: &Schema) -> Schema {
        let mut kept = schema.clone();
        if self.ignored.ignore.is_empty() {
            return kept;
        }
        let ignores = |name: &Name| self.ignored.ignores(name.as_str());
        for name in schema.table_names() {
            if ignores(name) {
                kept.remove(name);
            } else if let Some(table) = kept.table_mut(name)
                && table
                    .foreign_keys
                    .values()
                    .any(|key| ignores(&key.references.table))
            {
                table
                    .foreign_keys
                    .retain(|_, key| !ignores(&key.references.table));
            }
        }
        for view in schema.views().filter(|view| ignores(&view.name)) {
            kept.remove_view(&view.name);
        }
        kept
    }
}

/// Reads a database; nothing is written, and no file is made. One that is not there yet is empty.
///
/// *Shape:* `ignore` holds patterns (`*`, `?`) for tables and views that are left out.
///
/// # Errors
/// When the database cannot be reached or its catalogue cannot be read.
pub async fn inspect(
    database: &DatabaseTarget,
    ignore: &[String],
    options: &SessionOptions,
) -> Result<LiveDatabase, EngineError> {
    match look(database, options).await? {
        None => Ok(LiveDatabase {
            inspection: Inspection::default(),
            other_tools: Vec::new(),
            facts: no_facts(database.dialect()),
            ignored: CatalogueOptions {
                ignore: ignore.to_vec(),
            },
        }),
        Some(mut session) => {
            let live = inspect_session(&mut session, database, ignore).await?;
            session.close().await;
            Ok(live)
        }
    }
}

const fn no_facts(dialect: Dialect) -> LiveFacts {
    match dialect {
        Dialect::Postgresql => LiveFacts::Postgresql,
        Dialect::Sqlite => LiveFacts::Sqlite(dazzle_sql::SqliteFacts {
            objects: Vec::new(),
            set_aside: Vec::new(),
        }),
    }
}

/// Reads a database over a session that is in no transaction.
pub(crate) async fn inspect_session(
    session: &mut Session,
    database: &DatabaseTarget,
    ignore: &[String],
) -> Result<LiveDatabase, EngineError> {
    let failed = || database_error(database, "reading the catalogue");
    let other_tools = other_tools(session).await.map_err(failed())?;
    let options = CatalogueOptions {
        ignore: ignore
            .iter()
            .cloned()
            .chain(other_tools.iter().map(|tool| tool.table.clone()))
            .collect(),
    };
    let (answers, facts) = in_one_snapshot(session).await.map_err(failed())?;
    let inspection = match database.dialect() {
        Dialect::Postgresql => postgresql::catalog::read(&answers, &options),
        Dialect::Sqlite => sqlite::catalog::read(&answers, &options),
    }
    .map_err(|source| EngineError::Catalogue {
        target: database.url.to_string(),
        source,
    })?;
    Ok(LiveDatabase {
        inspection,
        other_tools,
        facts,
        ignored: options,
    })
}

type Answers = Vec<Vec<dazzle_db::Row>>;

async fn in_one_snapshot(session: &mut Session) -> Result<(Answers, LiveFacts), DatabaseError> {
    let (begin, queries): (&[&str], &[&str]) = match session.dialect() {
        Dialect::Postgresql => (
            &[
                "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
                postgresql::queries::SETTINGS,
            ],
            &postgresql::queries::CATALOGUE,
        ),
        // Not `Session::begin`, which asks for the right to write.
        Dialect::Sqlite => (&["BEGIN"], &sqlite::queries::CATALOGUE),
    };
    let outcome = async {
        for statement in begin {
            session.execute(statement).await?;
        }
        let mut answers = Vec::with_capacity(queries.len());
        for query in queries {
            answers.push(session.query(query).await?);
        }
        let facts = read_facts(session).await?;
        Ok((answers, facts))
    }
    .await;
    // Nothing was written; it fails only on a broken connection, whose transaction ends with it.
    session.execute("ROLLBACK").await.ok();
    outcome
}

async fn other_tools(session: &mut Session) -> Result<Vec<OtherTool>, DatabaseError> {
    let tables = dazzle_db::table_names(session).await?;
    let mut found = Vec::new();
    for (table, name) in OTHER_TOOLS {
        let Some(table) = tables.iter().find(|it| it.eq_ignore_ascii_case(table)) else {
            continue;
        };
        let version = if name == "Alembic" {
            // A role that may not read the table still sees that it is there.
            let rows = session.query("SELECT version_num FROM alembic_version").await;
            let versions: Vec<String> = rows.unwrap_or_default().into_iter().flatten().flatten().collect();
            Some(versions.join(", ")).filter(|text| !text.is_empty())
        } else {
            None
        };
        found.push(OtherTool {
            name,
            table: table.clone(),
            version,
        });
    }
    Ok(found)
}
