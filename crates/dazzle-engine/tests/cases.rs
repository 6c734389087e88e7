//! The case folders on real databases: there, back, and there again, with rows, online and by script.
//!
//! `DAZZLE_TEST_CASE=name` runs one of them; `DAZZLE_UPDATE_EXPECT=1` rewrites the expected texts.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    missing_docs
)]

mod support;

use std::collections::BTreeMap;
use std::path::Path;

use dazzle_engine::EngineError;
use dazzle_history::{Direction, Revision, file};
use dazzle_ops::{DataMigration, Operation};
use dazzle_schema::{Dialect, Name, Schema, SqlText};
use dazzle_sql::{Action, plan_offline};
use dazzle_testkit::case::{Case, cases};
use dazzle_testkit::expect_file;
use support::{Lab, Place, chain, destructive, in_parallel, same, surviving};

#[test]
fn cases_on_postgresql() {
    run_all(Dialect::Postgresql);
}

#[test]
fn cases_on_sqlite() {
    run_all(Dialect::Sqlite);
}

fn run_all(dialect: Dialect) {
    let all = cases(&Path::new(env!("CARGO_MANIFEST_DIR")).join("cases"));
    in_parallel(
        &all,
        || [Place::new(dialect), Place::new(dialect), Place::new(dialect)],
        |places, case| {
            places.iter_mut().for_each(Place::clear);
            let [online, fresh, scripted] = places;
            run(case, online, fresh, scripted).map_err(|error| format!("=== {}: {error}", case.name))
        },
    );
}

fn run(case: &Case, online: &Place, fresh: &Place, scripted: &Place) -> Result<(), String> {
    let lab = Lab::new(online, &case.settings);
    let step = |what: &'static str| move |error: EngineError| format!("{what}: {}", chain(&error));

    // Before, with rows.
    let first = case.before.as_ref().map(|before| {
        lab.migrate_to(before).map_err(step("before"))?;
        online.try_run(&[&case.rows])?;
        lab.verified().map_err(|error| format!("before: {error}"))?;
        let at = lab.migrations().history.heads().into_iter().next();
        Ok::<_, String>(at.map_or_else(|| "base".to_owned(), |id| id.to_string()))
    });
    let first = first.transpose()?.unwrap_or_else(|| "base".to_owned());
    let history = lab.migrations().history;
    let before = history.schema_at(&history.heads()).unwrap();
    let structure_before = online.catalogue();

    // The difference, and what is expected of it.
    lab.dsl(&case.after);
    let mut revision = lab.draft().map_err(step("draft"))?.map(|draft| draft.revision);
    if let Some(revision) = &mut revision {
        fill(&mut revision.upgrade, &case.fills);
        fill(&mut revision.downgrade, &case.fills_back);
    }
    expect(case, revision.as_ref(), &before, lab.dialect)?;
    let says_nothing = case.name.ends_with("changes_nothing");
    if says_nothing != revision.is_none() {
        return Err(format!("its name is wrong: {revision:#?}"));
    }
    let Some(revision) = revision else {
        return Ok(());
    };

    // There.
    let kept = surviving(&before, &revision.upgrade);
    let counts = count(online, kept.iter().map(|(name, _)| name));
    lab.add(&revision).map_err(step("writing the file"))?;
    lab.upgrade(&destructive()).map_err(step("upgrade"))?;
    let afresh = Lab::new(fresh, &case.settings);
    afresh.migrate_to(&case.after).map_err(step("fresh"))?;
    let structure_after = fresh.catalogue();
    same(
        "upgraded, but not as made afresh",
        &structure_after,
        &online.catalogue(),
    )?;
    if let Some(more) = lab.draft().map_err(step("second draft"))? {
        return Err(format!("drafting again gives {:#?}", more.revision.upgrade));
    }
    lab.verified().map_err(|error| format!("upgraded: {error}"))?;
    let counts_after = count(online, kept.iter().map(|(_, name)| name));
    if counts != counts_after {
        return Err(format!("rows of {kept:?}: {counts:?} became {counts_after:?}"));
    }
    for (query, value) in &case.checks {
        let rows = online.try_query(query)?;
        if rows != [[Some(value.clone())]] {
            return Err(format!("`{query}` gives {rows:?}, not {value}"));
        }
    }
    online.is_sound()?;

    // Back, and there again.
    lab.downgrade(&first, &destructive()).map_err(step("downgrade"))?;
    same(
        "downgraded, but not as before",
        &structure_before,
        &online.catalogue(),
    )?;
    let counts_back = count(online, kept.iter().map(|(name, _)| name));
    if counts != counts_back {
        return Err(format!(
            "rows of {kept:?}: {counts:?} became {counts_back:?} on the way back"
        ));
    }
    online.is_sound()?;
    lab.dsl(case.before.as_deref().unwrap_or_default());
    if first != "base" {
        lab.verified().map_err(|error| format!("downgraded: {error}"))?;
    }
    lab.dsl(&case.after);
    lab.upgrade(&destructive()).map_err(step("second upgrade"))?;
    same(
        "upgraded twice, but not as made afresh",
        &structure_after,
        &online.catalogue(),
    )?;

    // The same by script.
    let script = |direction, from: &str, to: &str| {
        let text = lab.script(direction, from, to).map_err(step("making a script"))?;
        scripted.run_script(&text)
    };
    if first != "base" {
        script(Direction::Upgrade, "base", &first)?;
        scripted.try_run(&[&case.rows])?;
    }
    script(Direction::Upgrade, &first, "head")?;
    same(
        "upgraded by script, but not as made afresh",
        &structure_after,
        &scripted.catalogue(),
    )?;
    lab.verified_elsewhere(scripted)
        .map_err(|error| format!("upgraded by script: {error}"))?;
    script(Direction::Downgrade, "head", &first)?;
    same(
        "downgraded by script, but not as before",
        &structure_before,
        &scripted.catalogue(),
    )?;
    scripted.is_sound()
}

/// Puts the texts of `fill.toml` into the seams they are for: those that fill the column, or whose reason begins with
/// its name.
fn fill(operations: &mut [Operation], fills: &BTreeMap<String, String>) {
    for (place, sql) in fills {
        let (table, column) = place.split_once('.').unwrap();
        let (table, column) = (Name::new(table).unwrap(), Name::new(column).unwrap());
        let until = DataMigration::fill_missing(&table, &column, None).until;
        let mut found = false;
        for operation in operations.iter_mut() {
            if let Operation::DataMigration(seam) = operation
                && (seam.until == until || seam.why.starts_with(&format!("{place} ")))
            {
                seam.sql = SqlText::Portable(sql.clone());
                found = true;
            }
        }
        assert!(found, "there is no seam for {place}");
    }
}

fn expect(case: &Case, revision: Option<&Revision>, before: &Schema, dialect: Dialect) -> Result<(), String> {
    let (operations, plan) = match revision {
        None => (String::new(), String::new()),
        Some(revision) => {
            let upgrade_only = Revision {
                downgrade: Vec::new(),
                ..revision.clone()
            };
            let text = file::render(&upgrade_only);
            let (_, operations) = text.split_once("\n\n").unwrap();
            (
                operations.to_owned(),
                plan_text(&revision.upgrade, before, dialect),
            )
        }
    };
    expect_file(&case.folder.join("ops.toml"), &operations)?;
    let name = match dialect {
        Dialect::Postgresql => "postgresql.sql",
        Dialect::Sqlite => "sqlite.sql",
    };
    expect_file(&case.folder.join(name), &plan)
}

/// The steps, what they ask first, and their statements.
fn plan_text(operations: &[Operation], before: &Schema, dialect: Dialect) -> String {
    let mut lines = Vec::new();
    for step in plan_offline(dialect, operations, before, None).unwrap() {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(format!("-- {}", step.summary));
        for precheck in step.prechecks {
            lines.push(format!("--   stops at {}", precheck.message));
        }
        match step.action {
            Action::Statements(statements) => {
                lines.extend(statements.into_iter().map(|statement| format!("{statement};")));
            }
            Action::Seam(seam) => {
                lines.push(format!("--   until {} = 0", seam.until));
                if !seam.sql.trim().is_empty() {
                    lines.push(format!("{};", seam.sql));
                }
            }
        }
    }
    lines.push(String::new());
    lines.join("\n")
}

fn count<'n>(place: &Place, tables: impl Iterator<Item = &'n Name>) -> Vec<String> {
    let queries: Vec<String> = tables
        .map(|name| {
            format!(
                "SELECT count(*) FROM {}",
                dazzle_sql::quote_identifier(name.as_str())
            )
        })
        .collect();
    place
        .queries(&queries)
        .into_iter()
        .map(|rows| rows[0][0].clone().unwrap())
        .collect()
}
