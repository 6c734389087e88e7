//! Changes of type that nobody has a rule for: through a new column that a person fills, or by an expression.

use std::path::Path;

use dazzle_engine::revision::Request;
use dazzle_engine::{EngineError, Obstacle, RunOptions};
use dazzle_ops::Operation;
use dazzle_schema::Dialect;

use crate::support::{Lab, Place, chain};
use crate::{made_afresh, obstacle, on_both, on_both_with};

const NOTES: &str = "entity Task \"Task\":
  id: uuid pk
  note: text required
  index note
";

const ROWS: &str = "INSERT INTO \"Task\" (\"id\", \"note\") VALUES
  ('00000000-0000-0000-0000-000000000001', '[1]'), ('00000000-0000-0000-0000-000000000002', 'plain')";

fn fill(path: &Path, sql: &[&str]) {
    let mut text = std::fs::read_to_string(path).unwrap();
    for sql in sql {
        assert!(text.contains("sql = \"\"\n"), "{text}");
        text = text.replacen("sql = \"\"\n", &format!("sql = '''{sql}'''\n"), 1);
    }
    std::fs::write(path, text).unwrap();
}

#[test]
fn a_change_without_rule_waits_for_its_seam_and_goes_through_once_it_is_filled() {
    on_both(|place, lab| {
        lab.must_migrate_to(NOTES);
        place.run(ROWS);
        let before = place.catalogue();
        let next = NOTES.replace("text", "json");
        let path = lab.write_draft(&next).unwrap().unwrap();
        let Obstacle::UnfilledSeam { rows, why, .. } = obstacle(lab.upgrade(&RunOptions::default())) else {
            panic!("no seam");
        };
        assert_eq!(rows, 2);
        assert!(why.starts_with("Task.note changes from text to json"), "{why}");
        assert_eq!(place.catalogue(), before);

        // What leaves a row is told with the number left.
        let quoted = match lab.dialect {
            Dialect::Postgresql => "to_jsonb(\"note\")",
            Dialect::Sqlite => "json_quote(\"note\")",
        };
        let some = format!("UPDATE \"Task\" SET \"note_new\" = {quoted} WHERE \"note\" = 'plain';");
        fill(&path, &[&some]);
        let reached = obstacle(lab.upgrade(&RunOptions::default()));
        assert!(
            matches!(reached, Obstacle::SeamNotReached { rows: 1, .. }),
            "{reached:?}"
        );
        assert_eq!(place.catalogue(), before);

        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, text.replace("WHERE \"note\" = 'plain'", "")).unwrap();
        lab.upgrade(&RunOptions::default())
            .unwrap_or_else(|error| panic!("{}", chain(&error)));
        assert_eq!(place.catalogue(), made_afresh(lab.dialect, &next));
        lab.verified().unwrap();
        let values = place.queries(&["SELECT \"note\" FROM \"Task\" ORDER BY \"id\"".to_owned()]);
        assert_eq!(values[0][0][0].as_deref(), Some("\"[1]\""));
        assert_eq!(values[0][1][0].as_deref(), Some("\"plain\""));

        lab.downgrade("-1", &RunOptions::default()).unwrap();
        assert_eq!(place.catalogue(), before);
    });
}

#[test]
fn an_empty_table_and_a_column_without_values_need_nothing_filled_in() {
    on_both(|place, lab| {
        let before = "entity Task \"Task\":\n  id: uuid pk\n  due: date\n";
        let after = before.replace("date", "int");
        lab.must_migrate_to(before);
        place.run("INSERT INTO \"Task\" (\"id\") VALUES ('00000000-0000-0000-0000-000000000001')");
        lab.write_draft(&after).unwrap();
        lab.upgrade(&RunOptions::default()).unwrap();
        assert_eq!(place.catalogue(), made_afresh(lab.dialect, &after));
        lab.downgrade("-1", &RunOptions::default()).unwrap();
        assert_eq!(place.catalogue(), made_afresh(lab.dialect, before));
    });
}

#[test]
fn a_key_takes_what_points_to_it_along() {
    let before = "entity Part \"Part\":
  id: uuid pk
  whole: ref Unit

entity Unit \"Unit\":
  id: int pk
  inside: ref Unit
";
    on_both(|place, lab| {
        lab.must_migrate_to(before);
        for statement in [
            "INSERT INTO \"Unit\" (\"id\", \"inside\") VALUES (1, NULL), (2, 1)",
            "INSERT INTO \"Part\" (\"id\", \"whole\") VALUES ('00000000-0000-0000-0000-00000000000a', 2), \
             ('00000000-0000-0000-0000-00000000000b', NULL)",
        ] {
            place.run(statement);
        }
        let after = before.replace("int pk", "uuid pk");
        let path = lab.write_draft(&after).unwrap().unwrap();
        // Only the key itself is open: what points to it follows.
        let text = match lab.dialect {
            Dialect::Postgresql => "('00000000-0000-0000-0000-00000000000' || \"id\")::uuid",
            Dialect::Sqlite => "'00000000-0000-0000-0000-00000000000' || \"id\"",
        };
        fill(&path, &[&format!("UPDATE \"Unit\" SET \"id_new\" = {text}")]);
        lab.upgrade(&RunOptions::default())
            .unwrap_or_else(|error| panic!("{}", chain(&error)));
        assert_eq!(place.catalogue(), made_afresh(lab.dialect, &after));
        lab.verified().unwrap();
        let two = "00000000-0000-0000-0000-000000000002";
        assert_eq!(
            place.value("SELECT \"whole\" FROM \"Part\" WHERE \"whole\" IS NOT NULL"),
            two
        );
        assert_eq!(
            place.value("SELECT \"inside\" FROM \"Unit\" WHERE \"inside\" IS NOT NULL"),
            "00000000-0000-0000-0000-000000000001"
        );
    });
}

#[test]
fn an_expression_for_the_column_is_written_into_the_file() {
    on_both(|place, lab| {
        lab.must_migrate_to(NOTES);
        place.run(ROWS);
        let next = NOTES.replace("text", "json");
        lab.dsl(&next);
        let request = |texts: &[&str]| Request {
            casts: texts.iter().map(|text| text.parse().unwrap()).collect(),
            ..Request::default()
        };
        let wrong = lab.draft_with(&request(&["Task.id={column}"])).unwrap_err();
        assert!(matches!(wrong, EngineError::Refused { .. }), "{wrong}");
        let casts = [
            "Task.note@postgresql=to_jsonb({column})",
            "Task.note@sqlite=json_quote({column})",
        ];
        let draft = lab.draft_with(&request(&casts)).unwrap().unwrap();
        assert!(
            !draft
                .revision
                .upgrade
                .iter()
                .any(|operation| matches!(operation, Operation::DataMigration(_)))
        );
        lab.add(&draft.revision).unwrap();
        // Where the values come from an expression, a person allows the loss of the old ones.
        let refused = obstacle(lab.upgrade(&RunOptions::default()));
        assert!(matches!(refused, Obstacle::Consent(_)), "{refused:?}");
        lab.upgrade(&crate::support::destructive()).unwrap();
        assert_eq!(place.catalogue(), made_afresh(lab.dialect, &next));
        assert_eq!(
            place.value("SELECT count(*) FROM \"Task\" WHERE CAST(\"note\" AS text) = '\"plain\"'"),
            "1"
        );
    });
}

#[test]
fn the_way_back_has_a_seam_of_its_own() {
    on_both(|place: &Place, lab: &Lab| {
        let before = "entity Task \"Task\":\n  id: uuid pk\n  due: int\n";
        let after = before.replace("int", "date");
        lab.must_migrate_to(before);
        place
            .run("INSERT INTO \"Task\" (\"id\", \"due\") VALUES ('00000000-0000-0000-0000-000000000001', 3)");
        let path = lab.write_draft(&after).unwrap().unwrap();
        let (there, back) = match lab.dialect {
            Dialect::Postgresql => ("DATE '1970-01-01' + \"due\"", "\"due\" - DATE '1970-01-01'"),
            Dialect::Sqlite => (
                "date('1970-01-01', \"due\" || ' days')",
                "CAST(julianday(\"due\") - julianday('1970-01-01') AS INTEGER)",
            ),
        };
        fill(
            &path,
            &[
                &format!("UPDATE \"Task\" SET \"due_new\" = {there}"),
                &format!("UPDATE \"Task\" SET \"due_new\" = {back}"),
            ],
        );
        lab.upgrade(&RunOptions::default()).unwrap();
        assert_eq!(place.value("SELECT \"due\" FROM \"Task\""), "1970-01-04");
        lab.downgrade("-1", &RunOptions::default()).unwrap();
        assert_eq!(place.value("SELECT \"due\" FROM \"Task\""), "3");
    });
}

#[test]
fn a_rule_of_the_project_is_used_checked_and_written_into_the_file() {
    let settings = "
[[casts]]
from = 'text'
to = 'decimal'
using = { postgresql = \"replace({column}, ',', '.')::numeric\", sqlite = \"CAST(replace({column}, ',', '.') AS NUMERIC)\" }
check = { postgresql = \"{column} ~ '^[0-9]+(,[0-9]{1,2})?$'\", sqlite = \"{column} NOT GLOB '*[^0-9,]*' AND {column} <> ''\" }
";
    let before = "entity Task \"Task\":\n  id: uuid pk\n  price: text\n";
    let after = before.replace("text", "decimal(10,2)");
    on_both_with(settings, |place, lab| {
        lab.must_migrate_to(before);
        place.run(
            "INSERT INTO \"Task\" (\"id\", \"price\") VALUES ('00000000-0000-0000-0000-000000000001', '3,50'), \
             ('00000000-0000-0000-0000-000000000002', 'free'), ('00000000-0000-0000-0000-000000000003', NULL)",
        );
        let path = lab.write_draft(&after).unwrap().unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains("using.") || text.contains("using = {"), "{text}");
        // From here on the file alone counts.
        let toml = lab.folder.path().join("dazzle.toml");
        let kept = std::fs::read_to_string(&toml).unwrap();
        std::fs::write(&toml, kept.split("[[casts]]").next().unwrap()).unwrap();
        match obstacle(lab.upgrade(&RunOptions::default())) {
            Obstacle::Rows { rows: 1, sample, .. } => assert_eq!(sample[0].1, "free"),
            other => panic!("{other:?}"),
        }
        place.run("UPDATE \"Task\" SET \"price\" = '0' WHERE \"price\" = 'free'");
        lab.upgrade(&RunOptions::default())
            .unwrap_or_else(|error| panic!("{}", chain(&error)));
        assert_eq!(
            place
                .value("SELECT sum(\"price\") FROM \"Task\"")
                .trim_end_matches('0'),
            "3.5"
        );
        assert_eq!(place.catalogue(), made_afresh(lab.dialect, &after));
    });
}

/// A view, a generated column, a partial index and a check over the column that changes, as a person wrote them.
const AROUND: &str = r#"revision = "around"
revises = ["HEAD"]
message = "around"
created_at = 2026-11-22T10:14:03Z

[[upgrade]]
op = "add_column"
table = "Task"
column = { name = "has_due", type = "integer", generated = { expression = 'CASE WHEN "due" IS NULL THEN 0 ELSE 1 END', storage = "stored" } }

[[upgrade]]
op = "create_index"
table = "Task"
index = { name = "ix_due_set", columns = ["due"], where = '"due" IS NOT NULL' }

[[upgrade]]
op = "add_check"
table = "Task"
check = { name = "ck_due", sql = '"due" IS NULL OR length(CAST("due" AS text)) < 30' }

[[upgrade]]
op = "create_view"
view = "due_tasks"
query = 'SELECT "id", "due" FROM "Task" WHERE "due" IS NOT NULL'

[[downgrade]]
op = "drop_view"
view = "due_tasks"
query = 'SELECT "id", "due" FROM "Task" WHERE "due" IS NOT NULL'

[[downgrade]]
op = "drop_check"
table = "Task"
check = { name = "ck_due", sql = '"due" IS NULL OR length(CAST("due" AS text)) < 30' }

[[downgrade]]
op = "drop_index"
table = "Task"
index = { name = "ix_due_set", columns = ["due"], where = '"due" IS NOT NULL' }

[[downgrade]]
op = "drop_column"
table = "Task"
column = { name = "has_due", type = "integer", generated = { expression = 'CASE WHEN "due" IS NULL THEN 0 ELSE 1 END', storage = "stored" } }
"#;

#[test]
fn trap_24_what_stands_on_the_column_is_taken_off_and_put_back() {
    // Through a rule, and through a new column.
    for (from, to, value, sql) in [
        ("int = 3", "str(9) = \"x\"", "4", None),
        (
            "int = 3",
            "date = today",
            "4",
            Some([
                "DATE '1970-01-01' + \"due\"",
                "date('1970-01-01', \"due\" || ' days')",
            ]),
        ),
    ] {
        on_both(|place, lab| {
            let before = format!("entity Task \"Task\":\n  id: uuid pk\n  due: {from} unique\n");
            let after = before.replace(from, to);
            lab.must_migrate_to(&before);
            let head = lab.migrations().history.heads().into_iter().next().unwrap();
            lab.folder
                .write("migrations/around.toml", &AROUND.replace("HEAD", head.as_str()));
            lab.upgrade(&RunOptions::default())
                .unwrap_or_else(|error| panic!("{}", chain(&error)));
            place.run(&format!(
                "INSERT INTO \"Task\" (\"id\", \"due\") VALUES ('00000000-0000-0000-0000-000000000001', {value}), \
                 ('00000000-0000-0000-0000-000000000002', NULL)"
            ));
            let start = place.catalogue();
            let path = lab.write_draft(&after).unwrap().unwrap();
            if let Some([postgresql, sqlite]) = sql {
                let expression = match lab.dialect {
                    Dialect::Postgresql => postgresql,
                    Dialect::Sqlite => sqlite,
                };
                fill(
                    &path,
                    &[&format!("UPDATE \"Task\" SET \"due_new\" = {expression}")],
                );
            }
            lab.upgrade(&RunOptions::default())
                .unwrap_or_else(|error| panic!("{}", chain(&error)));
            lab.verified().unwrap();
            assert_eq!(place.value("SELECT count(*) FROM \"due_tasks\""), "1");
            assert_eq!(place.value("SELECT sum(\"has_due\") FROM \"Task\""), "1");
            let structure = place.catalogue();
            for name in ["ix_due_set", "ck_due", "due_tasks", "uq_Task_due"] {
                assert!(structure.contains(name), "{name} is gone: {structure}");
            }
            if sql.is_none() {
                lab.downgrade("-1", &RunOptions::default())
                    .unwrap_or_else(|error| panic!("{}", chain(&error)));
                assert_eq!(place.catalogue(), start);
                assert_eq!(place.value("SELECT \"due\" FROM \"due_tasks\""), value);
            }
        });
    }
}

/// SQLite would keep what a person's statements make, whatever it is.
#[test]
fn trap_05_what_a_seam_makes_must_be_of_the_new_type() {
    let place = Place::new(Dialect::Sqlite);
    let lab = Lab::new(&place, "");
    let before = "entity Task \"Task\":\n  id: uuid pk\n  due: date\n";
    lab.must_migrate_to(before);
    place.run("INSERT INTO \"Task\" (\"id\", \"due\") VALUES ('00000000-0000-0000-0000-000000000001', '2026-01-31')");
    let path = lab.write_draft(&before.replace("date", "int")).unwrap().unwrap();
    fill(&path, &["UPDATE \"Task\" SET \"due_new\" = 'soon'"]);
    match obstacle(lab.upgrade(&RunOptions::default())) {
        Obstacle::Rows { rows: 1, message, .. } => {
            assert!(
                message.contains("`due` would become no whole number"),
                "{message}"
            );
        }
        other => panic!("{other:?}"),
    }
}
