//! SQLite changes most of a table by making it anew. What hangs on the table must not notice.

use dazzle_engine::{Obstacle, RunOptions};
use dazzle_schema::Dialect;

use crate::{obstacle, on_both, on_sqlite};

const ALBUMS: &str = "entity Album \"Album\":
  id: uuid pk
  name: str(20) required
  year: str(4)
  songs: has_many Song cascade

entity Song \"Song\":
  id: uuid pk
  album: ref Album required
";

const ALBUM_ROWS: &str = "INSERT INTO \"Album\" (\"id\", \"name\", \"year\") VALUES
  ('00000000-0000-0000-0000-000000000001', 'Blue', '1971'), ('00000000-0000-0000-0000-000000000002', 'Hejira', 'abc');
INSERT INTO \"Song\" (\"id\", \"album\") VALUES
  ('00000000-0000-0000-0000-000000000003', '00000000-0000-0000-0000-000000000001'),
  ('00000000-0000-0000-0000-000000000004', '00000000-0000-0000-0000-000000000002')";

#[test]
fn trap_01_a_parent_made_anew_keeps_its_cascading_children() {
    on_both(|place, lab| {
        lab.must_migrate_to(ALBUMS);
        place.run(ALBUM_ROWS);
        lab.must_migrate_to(&ALBUMS.replace("str(20) required", "text required unique"));
        assert_eq!(place.value("SELECT count(*) FROM \"Song\""), "2");
        assert_eq!(place.is_sound(), Ok(()));
        // The cascade itself is still there.
        place.run("DELETE FROM \"Album\" WHERE \"name\" = 'Blue'");
        assert_eq!(place.value("SELECT count(*) FROM \"Song\""), "1");
    });
}

#[test]
fn trap_01_a_parent_whose_change_fails_keeps_its_children_and_the_checks_of_foreign_keys() {
    on_both(|place, lab| {
        lab.must_migrate_to(ALBUMS);
        place.run(ALBUM_ROWS);
        let before = place.catalogue();
        lab.write_draft(&ALBUMS.replace("year: str(4)", "year: int"))
            .unwrap();
        assert!(matches!(
            obstacle(lab.upgrade(&RunOptions::default())),
            Obstacle::Rows { rows: 1, .. }
        ));
        assert_eq!(place.value("SELECT count(*) FROM \"Song\""), "2");
        assert_eq!(place.catalogue(), before);
        assert_eq!(place.is_sound(), Ok(()));
        let orphan = "INSERT INTO \"Song\" (\"id\", \"album\") VALUES \
                      ('00000000-0000-0000-0000-000000000009', '00000000-0000-0000-0000-000000000099')";
        assert!(place.try_run(&[orphan]).is_err());
        // Once the row is mended, the same file goes through.
        place.run("UPDATE \"Album\" SET \"year\" = '1976' WHERE \"name\" = 'Hejira'");
        lab.upgrade(&RunOptions::default()).unwrap();
        assert_eq!(place.value("SELECT count(*) FROM \"Song\""), "2");
    });
}

#[test]
fn trap_02_a_table_made_anew_keeps_what_was_added_by_hand() {
    const DSL: &str = "entity Task \"Task\":
  id: uuid pk
  title: text required
  rank: int

entity Word \"Word\":
  id: uuid pk
  word: text required
";
    on_sqlite(|place, lab| {
        lab.must_migrate_to(DSL);
        // The same tables, as a person with other needs would have made them.
        place.run(
            "DROP TABLE \"Task\";
             CREATE TABLE \"Task\" (\"id\" TEXT NOT NULL, \"title\" TEXT COLLATE NOCASE NOT NULL /* a note */,
               \"rank\" INTEGER CHECK (\"rank\" < 100), hidden TEXT AS (upper(\"title\")), CHECK (length(\"title\") > 1),
               CONSTRAINT \"pk_Task\" PRIMARY KEY (\"id\")) STRICT;
             DROP TABLE \"Word\";
             CREATE TABLE \"Word\" (\"id\" UUID NOT NULL, \"word\" TEXT NOT NULL,
               CONSTRAINT \"pk_Word\" PRIMARY KEY (\"id\")) WITHOUT ROWID;
             CREATE INDEX by_hand ON \"Task\" (\"title\" DESC) WHERE \"rank\" > 1;
             CREATE UNIQUE INDEX by_expression ON \"Task\" (lower(\"title\"));
             CREATE TABLE journal (line TEXT);
             CREATE TRIGGER noted AFTER INSERT ON \"Task\" BEGIN INSERT INTO journal VALUES (new.\"title\"); END;
             INSERT INTO \"Task\" (\"id\", \"title\", \"rank\") VALUES ('a', 'Paint', 5);
             INSERT INTO \"Word\" VALUES ('a', 'x');",
        );
        let before = place.catalogue();
        lab.must_migrate_to(
            &DSL.replace("rank: int", "rank: int = 7\n  unique title, rank")
                .replace("word: text required", "word: text required unique"),
        );
        let after = place.catalogue();
        // Everything is there as it was, but for what was asked for.
        let gone: Vec<&str> = before
            .lines()
            .filter(|line| !after.lines().any(|other| other == *line))
            .collect();
        assert_eq!(gone.len(), 3, "{gone:#?}\n{after}");
        for kept in [
            "COLLATE NOCASE",
            "/ * a note * /",
            "CHECK ( \"rank\" < 100 )",
            "CHECK ( length ( \"title\" ) > 1 )",
            "hidden TEXT AS",
            ") STRICT",
        ] {
            assert!(
                after
                    .lines()
                    .any(|line| line.starts_with("table Task") && line.contains(kept)),
                "{kept} is gone:\n{after}"
            );
        }
        assert!(after.contains("uq_Task_title_rank") && after.contains("uq_Word_word"));
        assert_eq!(place.value("SELECT \"hidden\" FROM \"Task\""), "PAINT");
        place.run("INSERT INTO \"Task\" (\"id\", \"title\") VALUES ('b', 'Wash')");
        assert_eq!(
            place.value("SELECT group_concat(line) FROM journal"),
            "Paint,Wash"
        );
        assert!(
            place
                .try_run(&["INSERT INTO \"Task\" VALUES ('c', 'paint', 1)"])
                .is_err()
        );
        lab.downgrade("-1", &RunOptions::default()).unwrap();
        assert_eq!(place.catalogue(), before);
    });
}

#[test]
fn trap_03_views_and_triggers_elsewhere_still_find_the_table() {
    on_sqlite(|place, lab| {
        lab.must_migrate_to(ALBUMS);
        place.run(ALBUM_ROWS);
        place.run(
            "CREATE VIEW recent AS SELECT \"name\", \"year\" FROM \"Album\";
             CREATE VIEW names AS SELECT \"name\" FROM recent;
             CREATE TABLE counted (n INTEGER);
             CREATE TRIGGER counts AFTER INSERT ON \"Song\" BEGIN
               INSERT INTO counted SELECT count(*) FROM \"Album\"; END;",
        );
        lab.must_migrate_to(&ALBUMS.replace("str(20) required", "text required unique = \"none\""));
        assert_eq!(place.value("SELECT count(*) FROM names"), "2");
        place.run(
            "INSERT INTO \"Song\" (\"id\", \"album\") VALUES ('s', '00000000-0000-0000-0000-000000000001')",
        );
        assert_eq!(place.value("SELECT n FROM counted"), "2");
    });
}

const VISITS: &str = "entity Visit \"Visit\":
  id: int pk
  note: str(20)
";

#[test]
fn trap_04_numbers_are_never_given_twice() {
    on_both(|place, lab| {
        lab.must_migrate_to(VISITS);
        if lab.dialect == Dialect::Sqlite {
            // Dazzle does not ask for a counter there; who has one keeps it.
            place.run(
                "DROP TABLE \"Visit\";
                 CREATE TABLE \"Visit\" (\"id\" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, \"note\" VARCHAR(20))",
            );
        }
        for note in ["one", "two", "three"] {
            place.run(&format!("INSERT INTO \"Visit\" (\"note\") VALUES ('{note}')"));
        }
        place.run("DELETE FROM \"Visit\" WHERE \"note\" = 'three'");
        lab.must_migrate_to(&VISITS.replace("str(20)", "text unique"));
        place.run("INSERT INTO \"Visit\" (\"note\") VALUES ('four')");
        assert_eq!(
            place.value("SELECT \"id\" FROM \"Visit\" WHERE \"note\" = 'four'"),
            "4"
        );
        // Not even when the table is empty while it is made anew, and gets another name.
        place.run("DELETE FROM \"Visit\"");
        let renamed = VISITS.replace("entity Visit \"Visit\":", "entity Stay \"Stay\":\n  was: Visit");
        lab.must_migrate_to(&renamed.replace("str(20)", "text required = \"-\""));
        place.run("INSERT INTO \"Stay\" (\"note\") VALUES ('five')");
        assert_eq!(place.value("SELECT \"id\" FROM \"Stay\""), "5");
    });
}
