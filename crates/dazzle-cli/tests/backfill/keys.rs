//! Keys of every kind, empty tables, and files that are wrong.

use crate::support::{BOTH, Kind, Workplace};

use crate::{DSL, FILL, filled, with_rows, write_r2};

#[test]
fn all_rows_are_filled_and_the_revision_is_recorded() {
    for kind in BOTH {
        let place = with_rows(kind, 1_777, FILL);
        let output = place.ok(&["db", "upgrade"]);
        assert!(output.stdout.contains("applied   r2"), "{output}");
        assert_eq!(filled(&place), 1_777);
        assert_eq!(place.at(), ["r2"]);
        assert_eq!(place.applied(), ["r1", "r2"]);
        assert_eq!(
            place
                .database
                .number("SELECT count(*) FROM _dazzle_version WHERE revision = '.progress'"),
            0
        );
        // The catalogue is known to be as history says, and its column is required.
        let insert = place.database.try_sql("INSERT INTO \"Task\" (id) VALUES (0)");
        assert!(insert.is_err(), "{kind:?}");
        place.ok(&["db", "verify"]);
        place.ok(&["db", "downgrade", "r1", "--allow-destructive"]);
        assert_eq!(place.at(), ["r1"]);
    }
}

#[test]
fn an_empty_table_and_rows_that_are_in_order_need_nothing() {
    for kind in BOTH {
        let place = with_rows(kind, 0, FILL);
        let output = place.ok(&["db", "upgrade"]);
        assert!(output.stderr.contains("nothing to fill in"), "{output}");
        assert_eq!(place.at(), ["r2"]);

        // Nobody needs to fill a seam of an empty table.
        let place = with_rows(kind, 0, "");
        place.ok(&["db", "upgrade"]);
        assert_eq!(place.at(), ["r2"]);
    }
}

#[test]
fn an_unfilled_batched_seam_is_rolled_back_with_its_revision() {
    for kind in BOTH {
        let place = with_rows(kind, 7, "");
        let output = place.expect(1, &["db", "upgrade"]);
        for part in [
            "a seam is not filled",
            "7 rows left",
            "r2.toml:",
            "1; 2; 3; 4; 5",
            "rolled back",
        ] {
            assert!(output.stderr.contains(part), "{part}: {output}");
        }
        assert!(!place.json(0, &["db", "status"])["half_done"].is_object());
        assert!(place.database.try_sql("SELECT region FROM \"Task\"").is_err());
        write_r2(&place, FILL);
        place.ok(&["db", "upgrade"]);
        assert_eq!(filled(&place), 7);
    }
}

/// Two columns, of which one is text in every spelling that has to be quoted.
#[test]
fn composite_and_text_keys_are_gone_through_in_order() {
    for kind in BOTH {
        let place = Workplace::new(kind, DSL);
        let table = "table = \"Part\"\ncolumns = [\n  { name = \"code\", type = \"text\", nullable = false },\n  { \
                     name = \"no\", type = \"uuid\", nullable = false },\n]\nprimary_key = { name = \"pk_Part\", \
                     columns = [\"code\", \"no\"] }\n";
        place.revision(
            "r1",
            &[],
            &format!("op = \"create_table\"\n{table}"),
            &format!("op = \"drop_table\"\n{table}"),
        );
        place.ok(&["db", "upgrade"]);
        let codes = ["", "it''s", "a\\b", ":first", "zwölf", "𝄞", "--", "\n"];
        for code in codes {
            for number in 0..7 {
                place.database.sql(&format!(
                    "INSERT INTO \"Part\" VALUES ('{code}', '00000000-0000-0000-0000-00000000000{number}')"
                ));
            }
        }
        let upgrade = "op = \"add_column\"\ntable = \"Part\"\ncolumn = { name = \"n\", type = \"integer\" }\n---\n\
             op = \"data_migration\"\nwhy = \"each row is counted once\"\nuntil = 'SELECT count(*) FROM \"Part\" \
             WHERE n IS NULL'\nsql = '''UPDATE \"Part\" SET n = coalesce(n, 0) + 1 -- :first is not here\nWHERE \
             (\"code\", \"no\") BETWEEN (:first) AND (:last) AND ':last' <> '' '''\nbatched = { table = \"Part\", \
             key = [\"code\", \"no\"], size = 3, throttle = \"1ms\" }\n";
        let downgrade =
            "op = \"drop_column\"\ntable = \"Part\"\ncolumn = { name = \"n\", type = \"integer\" }\n";
        place.revision("r2", &["r1"], upgrade, downgrade);
        place.ok(&["db", "upgrade"]);
        assert_eq!(
            place.database.number("SELECT count(*) FROM \"Part\" WHERE n = 1"),
            56,
            "{kind:?}"
        );
    }
}

#[test]
fn what_is_wrong_in_the_file_has_a_line_and_nothing_is_changed() {
    let place = with_rows(BOTH[0], 3, FILL);
    let file = "migrations/r2.toml";
    let text = place.project.read(file);
    let good = "batched = { key = \"id\", size = 500 }";
    let cases = [
        ("batched = { key = \"id\" }", "`batched` has no `size`"),
        ("batched = { size = 5 }", "`batched` has no `key`"),
        (
            "batched = { key = \"id\", size = 0 }",
            "`size` must be from 1 to 4294967295, not 0",
        ),
        (
            "batched = { key = \"id\", size = \"5\" }",
            "`size` must be a whole number, not a text",
        ),
        ("batched = { key = [], size = 5 }", "`key` is empty"),
        (
            "batched = { key = \"id\", size = 5, pause = 1 }",
            "unknown key `pause`",
        ),
        (
            "batched = { key = \"id\", size = 5, throttle = \"5 min\" }",
            "write it like `50ms` or `2s`",
        ),
        (
            "batched = { key = \"no\", size = 5 }",
            "table `Task` has no column `no`",
        ),
        (
            "batched = { key = \"title\", size = 5 }",
            "cannot go by `Task`.`title`: rows without a value",
        ),
        (
            "batched = { table = \"Tusk\", key = \"id\", size = 5 }",
            "there is no table `Tusk`",
        ),
    ];
    for (batched, message) in cases {
        place.project.write(file, &text.replace(good, batched));
        let output = place.expect(1, &["db", "upgrade"]);
        assert!(output.stderr.contains(message), "{message}: {output}");
        assert!(output.stderr.contains("migrations/r2.toml:"), "{output}");
    }
    for (sql, message) in [
        (
            "UPDATE \"Task\" SET region = 'x'",
            "has no `:first`: say which rows are in the batch, as in `WHERE \"id\" BETWEEN :first AND :last`",
        ),
        (
            "UPDATE \"Task\" SET region = 'x' WHERE id >= :first AND id::text < ':last'",
            "has no `:last`",
        ),
        (
            "WITH a AS (SELECT 1) UPDATE \"Task\" SET region = 'x' WHERE id BETWEEN :first AND :last",
            "does not say which table",
        ),
    ] {
        write_r2(&place, sql);
        let output = place.expect(1, &["db", "upgrade"]);
        assert!(output.stderr.contains(message), "{message}: {output}");
    }
    write_r2(&place, FILL);
    assert_eq!(place.at(), ["r1"]);
    assert!(place.database.try_sql("SELECT region FROM \"Task\"").is_err());
}

/// What hangs on a view would not outlive a run that ends between two stages: nothing begins.
#[test]
fn a_view_that_comes_again_behind_batches_is_asked_about() {
    for kind in BOTH {
        let place = with_rows(kind, 3, FILL);
        let view = "view = \"titles\"\nquery = 'SELECT \"title\" FROM \"Task\"'\n";
        let (make, unmake) = (
            format!("op = \"create_view\"\n{view}"),
            format!("op = \"drop_view\"\n{view}"),
        );
        let seam = "op = \"data_migration\"\nwhy = \"ids grow\"\nuntil = 'SELECT count(*) FROM \"Task\" WHERE \"id\" < \
                    100'\nsql = '''UPDATE \"Task\" SET \"id\" = \"id\" + 100 WHERE \"id\" BETWEEN :first AND :last AND \
                    \"id\" < 100'''\nbatched = { key = \"id\", size = 2 }\n";
        place.revision("v", &["r2"], &make, &unmake);
        place.ok(&["db", "upgrade"]);
        place.database.sql(match kind {
            Kind::Postgresql => "COMMENT ON VIEW titles IS 'all of them'",
            Kind::Sqlite => {
                "CREATE TRIGGER gone INSTEAD OF DELETE ON titles BEGIN DELETE FROM \"Task\" WHERE title = old.title; END"
            }
        });
        place.revision("w", &["v"], &format!("{unmake}---\n{seam}---\n{make}"), seam);
        let output = place.expect(1, &["db", "upgrade"]);
        assert!(output.stderr.contains("what hangs on it"), "{output}");
        assert!(!place.json(0, &["db", "status"])["half_done"].is_object());
        place.ok(&["db", "upgrade", "--allow-destructive"]);
        assert_eq!(place.at(), ["w"]);
    }
}
