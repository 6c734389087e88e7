//! Many edits in a row over one database with rows: after each it is as the DSL says, less what was left out, and no
//! value has changed.
//!
//! `DAZZLE_TEST_EDITS` sets how many edits (200), `DAZZLE_TEST_SEED` the first walk (1), `DAZZLE_TEST_WALKS` how many.

use std::collections::BTreeMap;

use dazzle_db::SessionOptions;
use dazzle_engine::EngineError;
use dazzle_engine::answers::Answers;
use dazzle_engine::comparison::{Side, compare};
use dazzle_engine::dev::Synchronised;
use dazzle_engine::inspection::inspect;
use dazzle_schema::{DefaultValue, Dialect, Name, Schema};
use dazzle_testkit::block_on;

use crate::history::{has_no_draft, revised};
use crate::model::{Dice, Model};
use crate::support::{Lab, Place, chain, in_parallel};
use crate::try_synchronise;

fn number(name: &str, usual: u64) -> u64 {
    std::env::var(name).map_or(usual, |text| text.parse().unwrap())
}

#[test]
fn two_hundred_edits_on_sqlite() {
    walks(Dialect::Sqlite);
}

#[test]
fn two_hundred_edits_on_postgresql() {
    walks(Dialect::Postgresql);
}

fn walks(dialect: Dialect) {
    let first = number("DAZZLE_TEST_SEED", 1);
    let seeds: Vec<u64> = (first..first + number("DAZZLE_TEST_WALKS", 1)).collect();
    in_parallel(
        &seeds,
        || (),
        |(), seed| walk(dialect, *seed).map_err(|error| format!("=== DAZZLE_TEST_SEED={seed} {error}")),
    );
}

fn walk(dialect: Dialect, seed: u64) -> Result<(), String> {
    let mut dice = Dice::new(seed);
    let place = Place::new(dialect);
    let lab = Lab::new(&place, "");
    let mut model = Model::default();
    let mut earlier: Vec<Model> = Vec::new();
    let (mut left_out, mut drafted) = (0, 0);
    for edit in 0..number("DAZZLE_TEST_EDITS", 200) {
        if dice.pick(3) == 0 {
            model.forget();
        }
        let what = match dice.pick(25) {
            0 if !earlier.is_empty() => {
                model = earlier[dice.pick(earlier.len())].clone();
                model.forget();
                "back to an earlier model".to_owned()
            }
            _ => model.edit(&mut dice),
        };
        if edit % 10 == 0 {
            earlier.push(model.clone());
        }
        let told = |error: String| format!("edit {edit} ({what}): {error}\n{}", model.dsl());
        let done = step(&lab, &place, &mut model.clone()).map_err(told)?;
        left_out += done.left_out.len();
        drafted += done.drafted.len();
        if dice.pick(3) == 0 {
            insert(&lab, &place, &mut dice);
        }
        if edit % 50 == 37 && done.left_out.is_empty() {
            model.forget();
            let told = |error: String| format!("revision after edit {edit}: {error}\n{}", model.dsl());
            step(&lab, &place, &mut model.clone()).map_err(told)?;
            if !done.draft.is_empty() {
                revised(&lab, "in between");
                has_no_draft(&lab);
            }
        }
    }
    eprintln!("{dialect} {seed}: {drafted} operations, {left_out} left out");
    model.forget();
    lab.dsl(&model.dsl());
    let fresh = Place::new(dialect);
    let differs = !lab
        .draft()
        .map_err(|error| chain(&error))?
        .is_none_or(|it| it.revision.upgrade.is_empty());
    if differs {
        revised(&lab, "all");
    }
    lab.upgrade_elsewhere(&fresh).map_err(|error| chain(&error))?;
    lab.verified_elsewhere(&fresh)
}

/// Saves, and holds the law.
fn step(lab: &Lab, place: &Place, model: &mut Model) -> Result<Synchronised, String> {
    let before = Content::of(lab, place);
    lab.dsl(&model.dsl());
    let done = match try_synchronise(lab) {
        Err(EngineError::Dsl { diagnostics, .. })
            if diagnostics
                .iter()
                .all(|it| !it.is_error() || it.code.ends_with("-was")) =>
        {
            // A hint that does not fit is refused, and nothing is changed.
            assert_eq!(Content::of(lab, place), before);
            model.forget();
            lab.dsl(&model.dsl());
            try_synchronise(lab)
        }
        outcome => outcome,
    }
    .map_err(|error| chain(&error))?;
    let after = Content::of(lab, place);
    before.survives_in(&after, &done)?;

    let session = SessionOptions::default();
    lab.verified_structure()?;
    if done.left_out.is_empty() != done.not_done.is_empty() {
        return Err(format!(
            "left out {:?}, not done {:?}",
            done.left_out, done.not_done
        ));
    }
    if done.not_done.is_empty() {
        let dsl = Side::of_model("dsl", lab.model().map_err(|error| chain(&error))?);
        let live = block_on(inspect(&lab.target, &[], &session)).map_err(|error| chain(&error))?;
        let live = Side::of_live(lab.target.clone(), live);
        let found =
            block_on(compare(&live, &dsl, &Answers::default(), &session)).map_err(|error| chain(&error))?;
        if !found.is_equal() {
            return Err(format!("not as the DSL says: {:?}", found.operations));
        }
    }
    Ok(done)
}

/// All rows of a database, by table, key and column.
#[derive(Debug, PartialEq)]
struct Content {
    tables: BTreeMap<Name, BTreeMap<String, BTreeMap<Name, Option<String>>>>,
    /// What the database writes by itself, by table and column.
    defaults: BTreeMap<(Name, Name), String>,
}

impl Content {
    fn of(lab: &Lab, place: &Place) -> Self {
        let schema = schema(lab);
        let tables = schema.tables().map(|table| {
            let names: Vec<&Name> = table.columns.keys().collect();
            let texts: Vec<String> = names
                .iter()
                .map(|name| match lab.dialect {
                    Dialect::Postgresql => format!("\"{name}\"::text"),
                    Dialect::Sqlite => format!("CAST(\"{name}\" AS TEXT)"),
                })
                .collect();
            let rows = place.query(&format!(
                "SELECT id, {} FROM \"{}\"",
                texts.join(", "),
                table.name
            ));
            let rows = rows.into_iter().map(|row| {
                let mut values = row.into_iter();
                let id = values.next().flatten().unwrap();
                (id, names.iter().map(|name| (*name).clone()).zip(values).collect())
            });
            (table.name.clone(), rows.collect())
        });
        let defaults = schema.tables().flat_map(|table| {
            table.columns.values().filter_map(|column| {
                let written = match column.default.as_ref()? {
                    DefaultValue::Text(text) => text.clone(),
                    DefaultValue::Boolean(value) => value.to_string(),
                    other => other.to_string(),
                };
                Some(((table.name.clone(), column.name.clone()), written))
            })
        });
        Self {
            tables: tables.collect(),
            defaults: defaults.collect(),
        }
    }

    /// Every row is there, and every value: under its name, or under the one that a rename gave it. A column that goes
    /// again takes with it what its default would write anew.
    fn survives_in(&self, after: &Self, done: &Synchronised) -> Result<(), String> {
        let renames: Vec<&str> = done.drafted.iter().map(String::as_str).collect();
        let new_table = |old: &Name| {
            after
                .tables
                .keys()
                .find(|new| renames.contains(&format!("rename table `{old}` to `{new}`").as_str()))
        };
        for (table, rows) in &self.tables {
            let name = new_table(table).unwrap_or(table);
            let none = BTreeMap::new();
            let now = after.tables.get(name).unwrap_or(&none);
            for (id, values) in rows {
                let Some(found) = now.get(id) else {
                    return Err(format!("row {id} of `{table}` is gone"));
                };
                for (column, value) in values {
                    let Some(value) = value else { continue };
                    let renamed = found.iter().find(|(new, _)| {
                        renames.contains(&format!("rename column `{name}`.`{column}` to `{new}`").as_str())
                    });
                    let there = renamed.map(|(_, value)| value).or_else(|| found.get(column));
                    let default = self.defaults.get(&(table.clone(), column.clone()));
                    let survives = match (there, default) {
                        (Some(there), _) => is_same(there.as_deref().unwrap_or("NULL"), value),
                        (None, Some(default)) => is_same(default, value),
                        (None, None) => false,
                    };
                    if !survives {
                        return Err(format!("`{table}`.`{column}` of {id}: {value} became {there:?}"));
                    }
                }
            }
        }
        Ok(())
    }
}

/// Whether it is the value, be it as another type writes it.
fn is_same(there: &str, value: &str) -> bool {
    there == value || number_of(there).is_some_and(|one| number_of(value) == Some(one))
}

/// The value as another type writes it.
fn number_of(text: &str) -> Option<f64> {
    match text {
        "true" | "t" => Some(1.0),
        "false" | "f" => Some(0.0),
        _ => text.parse().ok(),
    }
}

fn schema(lab: &Lab) -> Schema {
    block_on(inspect(&lab.target, &[], &SessionOptions::default()))
        .unwrap()
        .inspection
        .schema
}

/// Puts a row into some tables, as far as they take it.
fn insert(lab: &Lab, place: &Place, dice: &mut Dice) {
    for table in schema(lab).tables() {
        if dice.pick(2) == 0 {
            continue;
        }
        let (mut names, mut values) = (Vec::new(), Vec::new());
        for column in table.columns.values() {
            let reference = table
                .foreign_keys
                .values()
                .find(|key| key.columns == [column.name.clone()]);
            let text = column.column_type.to_string();
            let value = if column.name == *"id" {
                format!("'6f0c2a9e-0000-4000-8000-{:012}'", dice.pick(1_000_000))
            } else if column.nullable && dice.pick(3) == 0 {
                "NULL".to_owned()
            } else if let Some(key) = reference {
                format!(
                    "(SELECT id FROM \"{}\" ORDER BY id LIMIT 1)",
                    key.references.table
                )
            } else if table
                .checks
                .values()
                .any(|check| check.rule.mentions(&column.name))
            {
                dice.of(&["'a'", "'b'", "'c'"]).to_owned()
            } else if text.starts_with("varchar") || text == "text" {
                dice.of(&["'one'", "'7'", "'it''s a rather long text'", "'2024-02-29'", "''"])
                    .to_owned()
            } else if text == "integer" {
                dice.of(&["0", "1", "7", "70000"]).to_owned()
            } else if text == "boolean" {
                dice.of(&["TRUE", "FALSE"]).to_owned()
            } else if text == "date" {
                "'2024-02-29'".to_owned()
            } else if text.starts_with("decimal") {
                dice.of(&["1.50", "7", "0.25"]).to_owned()
            } else {
                "NULL".to_owned()
            };
            names.push(format!("\"{}\"", column.name));
            values.push(value);
        }
        // A row that does not fit is none.
        let _ = place.try_query(&format!(
            "INSERT INTO \"{}\" ({}) VALUES ({})",
            table.name,
            names.join(", "),
            values.join(", ")
        ));
    }
}
