//! `dazzle db reset`: a development database goes back to nothing.

use dazzle_db::{Session, SessionOptions, table_names, version};
use dazzle_diff::{Decisions, diff};
use dazzle_schema::{Dialect, Schema};
use dazzle_sql::{Action, plan_chunk};

use crate::current::look;
use crate::draft::{recorded_draft, standing_schema};
use crate::error::database_error;
use crate::halfway;
use crate::runner::{Runner, check_known, heads_of, read_facts};
use crate::{DatabaseTarget, EngineError, Interrupt, Migrations, Observer, Project, RunOptions};

/// The tables that a reset would drop, with their rows: those that history or a draft made and that are there.
///
/// # Errors
/// In production, and when the database or the history cannot be read.
pub async fn tables_to_drop(
    project: &Project,
    database: &DatabaseTarget,
    options: &SessionOptions,
) -> Result<Vec<(String, u64)>, EngineError> {
    refuse_away_from_a_desk(project)?;
    let history = Migrations::load(project)?.history;
    let Some(mut session) = look(database, options).await? else {
        return Ok(Vec::new());
    };
    let failed = |doing| database_error(database, doing);
    let recorded = version::read_heads(&mut session)
        .await
        .map_err(failed("reading the version table"))?;
    let heads = heads_of(database, recorded)?;
    check_known(database, &history, &heads)?;
    let draft = recorded_draft(database, &mut session, &heads).await?;
    let mut schema = standing_schema(database, &history, &heads, draft.as_ref())?;
    if let Some(halfway) = halfway::recorded(database, &mut session).await? {
        schema = halfway.standing(&history, schema)?;
    }
    let live = table_names(&mut session)
        .await
        .map_err(failed("reading the catalogue"))?;
    let mut tables = Vec::new();
    for table in schema
        .tables()
        .filter(|table| live.iter().any(|name| table.name == name.as_str()))
    {
        let count = format!(
            "SELECT count(*) FROM {}",
            dazzle_sql::quote_identifier(table.name.as_str())
        );
        let rows = session.query(&count).await.map_err(failed("counting rows"))?;
        let rows = rows
            .into_iter()
            .flatten()
            .flatten()
            .next()
            .and_then(|text| text.parse().ok());
        tables.push((table.name.to_string(), rows.unwrap_or(0)));
    }
    session.close().await;
    Ok(tables)
}

/// Drops every table that history or a draft made, and Dazzle's own. What others made stays.
///
/// # Errors
/// In production; when a table of somebody else's points to one of ours; when the database cannot be reached or
/// locked. Then nothing is dropped.
pub async fn reset<'a>(
    project: &Project,
    database: &'a DatabaseTarget,
    options: &'a RunOptions,
    interrupt: &'a Interrupt,
    observer: &'a mut Observer<'a>,
) -> Result<(), EngineError> {
    refuse_away_from_a_desk(project)?;
    let history = Migrations::load(project)?.history;
    let mut runner = Runner::open(database, options, interrupt, observer).await?;
    check_known(database, &history, &runner.heads)?;
    let failed = |doing| database_error(database, doing);
    let live = table_names(&mut runner.session)
        .await
        .map_err(failed("reading the catalogue"))?;
    let schema = there(&runner.schema(&history)?, &live);
    let operations = diff(&schema, &Schema::empty(), &Decisions::default())?.operations;
    let session = &mut runner.session;
    refuse_where_others_point(session, database, &schema).await?;
    let enforced = session
        .set_foreign_keys(false)
        .await
        .map_err(failed("preparing"))?;
    session.begin().await.map_err(failed("dropping the tables"))?;
    let outcome = async {
        let mut position = 0;
        let mut now = schema.clone();
        while let Some(rest) = operations.get(position..).filter(|rest| !rest.is_empty()) {
            let facts = read_facts(session)
                .await
                .map_err(failed("reading the catalogue"))?;
            let chunk = plan_chunk(rest, &now, &facts).map_err(|error| EngineError::Refused {
                reason: error.to_string(),
                hint: "drop the tables by hand, or remove the database".to_owned(),
            })?;
            for step in &chunk.steps {
                if interrupt.is_requested() {
                    return Err(EngineError::Refused {
                        reason: "stopped on request; nothing was dropped".to_owned(),
                        hint: "run the command again".to_owned(),
                    });
                }
                if let Action::Statements(statements) = &step.action {
                    for statement in statements {
                        session
                            .execute(statement)
                            .await
                            .map_err(failed("dropping the tables"))?;
                    }
                }
            }
            for operation in rest.iter().take(chunk.consumed) {
                operation.apply(&mut now).map_err(|error| EngineError::Refused {
                    reason: error.to_string(),
                    hint: "drop the tables by hand, or remove the database".to_owned(),
                })?;
            }
            position += chunk.consumed.max(1);
        }
        for statement in version::drop_tables_sql() {
            session
                .execute(&statement)
                .await
                .map_err(failed("dropping Dazzle's own tables"))?;
        }
        session.commit().await.map_err(failed("dropping the tables"))
    }
    .await;
    if outcome.is_err() {
        session.rollback().await.ok();
    }
    session
        .set_foreign_keys(enforced)
        .await
        .map_err(failed("restoring the session"))?;
    outcome?;
    runner.close().await
}

/// PostgreSQL would refuse later, and advise to drop theirs too; SQLite would leave theirs pointing nowhere.
async fn refuse_where_others_point(
    session: &mut Session,
    database: &DatabaseTarget,
    ours: &Schema,
) -> Result<(), EngineError> {
    let sql = match session.dialect() {
        Dialect::Postgresql => {
            "SELECT t.relname, r.relname FROM pg_catalog.pg_constraint c \
             JOIN pg_catalog.pg_class t ON t.oid = c.conrelid JOIN pg_catalog.pg_class r ON r.oid = c.confrelid \
             JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace \
             WHERE c.contype = 'f' AND n.nspname = current_schema() ORDER BY 1, 2"
        }
        Dialect::Sqlite => {
            "SELECT m.name, f.\"table\" FROM sqlite_schema m, pragma_foreign_key_list(m.name) f \
             WHERE m.type = 'table' ORDER BY 1, 2"
        }
    };
    let rows = session
        .query(sql)
        .await
        .map_err(database_error(database, "reading the catalogue"))?;
    let is_ours = |name: &str| {
        ours.table_names()
            .any(|it| it.as_str().eq_ignore_ascii_case(name))
    };
    for row in rows {
        let mut values = row.into_iter().flatten();
        let (table, target) = (
            values.next().unwrap_or_default(),
            values.next().unwrap_or_default(),
        );
        if !is_ours(&table) && is_ours(&target) {
            return Err(EngineError::Refused {
                reason: format!("`{table}`, which history did not make, points to `{target}`"),
                hint: format!("drop `{table}` or its foreign key first; nothing was dropped"),
            });
        }
    }
    Ok(())
}

/// The part of `schema` that is there.
fn there(schema: &Schema, live: &[String]) -> Schema {
    let is_there = |name: &dazzle_schema::Name| live.iter().any(|other| name == other.as_str());
    schema
        .tables()
        .filter(|table| is_there(&table.name))
        .map(|table| {
            let mut table = table.clone();
            table
                .foreign_keys
                .retain(|_, key| is_there(&key.references.table));
            table
        })
        .collect()
}

fn refuse_away_from_a_desk(project: &Project) -> Result<(), EngineError> {
    let mode = project.environment.mode(&project.settings)?;
    if mode.is_at_a_desk() {
        return Ok(());
    }
    Err(EngineError::Refused {
        reason: format!(
            "`dazzle db reset` drops tables and is for development: `DAZZLE_ENV` is `{}`",
            mode.name().unwrap_or_default()
        ),
        hint: "unset `DAZZLE_ENV` if this is a development database".to_owned(),
    })
}
