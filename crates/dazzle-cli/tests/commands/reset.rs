//! `dazzle db reset`.

use crate::support::{BOTH, Kind, Story, Workplace};

#[test]
fn reset_drops_what_history_made_and_dazzles_own_tables() {
    for kind in BOTH {
        let place = Workplace::with_three_revisions(kind);
        place.ok(&["db", "upgrade"]);
        place
            .database
            .sql("CREATE TABLE theirs (a int); CREATE INDEX theirs_a ON theirs (a)");
        place.database.sql("INSERT INTO theirs VALUES (7)");
        place.database.sql(
            "INSERT INTO \"Task\" (id, title) VALUES ('00000000-0000-0000-0000-000000000001', 'a title')",
        );
        let mut story = Story::new(&place);
        assert_eq!(story.run(&["db", "reset"]).code, 1);
        assert_eq!(story.run(&["db", "reset", "--json"]).code, 1);
        assert_eq!(place.at(), ["r3"]);
        assert_eq!(story.run(&["db", "reset", "--yes"]).code, 0);
        assert_eq!(place.database.tables(), ["theirs"]);
        assert_eq!(place.database.number("SELECT a FROM theirs"), 7);
        story.run(&["db", "current"]);
        story.note("and everything can be made again");
        assert_eq!(story.run(&["db", "upgrade"]).code, 0);
        assert_eq!(story.run(&["db", "reset", "-y", "--json"]).code, 0);
        story.check("reset");
        assert_eq!(place.migration_files().len(), 3);
    }
}

#[test]
fn reset_is_refused_in_production() {
    for kind in BOTH {
        let mut place = Workplace::with_three_revisions(kind);
        place.ok(&["db", "upgrade"]);
        let before = place.database.contents();
        place.dazzle = place.dazzle.env("DAZZLE_ENV", "production");
        let output = place.expect(1, &["db", "reset", "--yes"]);
        assert_eq!(
            output.stderr,
            "error: `dazzle db reset` drops tables and is for development: `DAZZLE_ENV` is `production`\n\
             hint: unset `DAZZLE_ENV` if this is a development database\n"
        );
        place.json(1, &["db", "reset", "--yes"]);
        assert_eq!(place.database.contents(), before);
    }
}

#[test]
fn a_table_of_others_that_points_to_ours_stays_whole() {
    for kind in BOTH {
        let place = Workplace::with_three_revisions(kind);
        place.ok(&["db", "upgrade"]);
        let id = if kind == Kind::Postgresql {
            "uuid"
        } else {
            "char(36)"
        };
        place.database.sql(&format!(
            "CREATE TABLE theirs (task {id} REFERENCES \"Task\" (id))"
        ));
        let before = place.database.catalogue();
        let output = place.expect(1, &["db", "reset", "--yes"]);
        assert!(output.stderr.contains("theirs"), "{output}");
        assert_eq!(place.database.catalogue(), before);
        place.database.sql("DROP TABLE theirs");
        place.ok(&["db", "reset", "--yes"]);
        assert!(place.database.tables().is_empty());
    }
}

#[test]
fn reset_of_a_database_that_is_not_there_makes_none() {
    let place = Workplace::with_three_revisions(Kind::Sqlite);
    let before = place.database.contents();
    place.ok(&["db", "reset", "--yes"]);
    assert_eq!(place.database.contents(), before);
}
