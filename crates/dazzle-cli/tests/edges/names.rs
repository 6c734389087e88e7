//! Names that are awkward somewhere: in SQL, on a database, in a file name.

use crate::support::{BOTH, Kind, Workplace, create_table, drop_table};

/// Words that mean something in SQL, letters of several scripts, and all the length there is.
const AWKWARD: &str = "module app\napp app \"App\"\n\nentity Order \"Order\":\n  id: uuid pk\n  select: str(10) = \"it's\"\n  \
     group: enum[from,null,table]=from\n  user: ref User\n  order: int\n  unique group, order\n  index order\n\n\
     entity User:\n  id: uuid pk\n  primary: text\n  end: date\n\n\
     entity Größe:\n  id: uuid pk\n  ключ: str(10) unique\n  名前: text\n  order: ref Order\n\n\
     entity Überlängenbezeichnungsverordnungsänderungsantragsformulare:\n  id: uuid pk\n  \
     an_attribute_with_a_name_that_is_nearly_as_long_as_names_can_be: int\n  user: ref User\n  \
     index an_attribute_with_a_name_that_is_nearly_as_long_as_names_can_be, user\n";

/// The same with a change in every table.
fn awkward_changed() -> String {
    AWKWARD
        .replace("  select: str(10)", "  where: bool = true\n  select: str(20)")
        .replace("enum[from,null,table]=from", "enum[from,null,table,column]=null")
        .replace("ключ: str(10) unique", "ключ: str(10) required = \"ä\"")
        .replace("names_can_be: int", "names_can_be: int required = 1")
        .replace("  end: date\n", "")
}

#[test]
fn awkward_names_go_all_the_way() {
    for kind in BOTH {
        let place = Workplace::new(kind, AWKWARD);
        place.ok(&["check"]);
        place.ok(&["db", "migrate", "--rev-id", "r1"]);
        assert_eq!(
            place.database.tables(),
            [
                "Größe",
                "Order",
                "User",
                "_dazzle_log",
                "_dazzle_version",
                "Überlängenbezeichnungsverordnungsänderungsantragsformulare",
            ]
        );
        let first = place.database.catalogue();
        place.database.sql(
            "INSERT INTO \"User\" (id, \"primary\") VALUES ('00000000-0000-0000-0000-000000000001', 'x')",
        );
        place.project.write("dsl/app.dsl", &awkward_changed());
        place.ok(&["db", "migrate", "--rev-id", "r2", "--allow-destructive"]);
        place.ok(&["db", "check"]);
        assert_eq!(place.json(0, &["db", "status"])["up_to_date"], true);
        place.database.sql("SELECT \"where\", \"select\" FROM \"Order\"");
        place.ok(&["db", "downgrade", "r1", "--allow-destructive"]);
        if kind == Kind::Sqlite {
            // A rebuilt table may end up in another place of the file, and an added column at the end.
            assert_eq!(
                place
                    .database
                    .number("SELECT count(*) FROM sqlite_schema WHERE name LIKE '%dazzle_new%'"),
                0
            );
        } else {
            assert_eq!(place.database.catalogue().lines().count(), first.lines().count());
        }
        place.ok(&["db", "downgrade", "base", "--allow-destructive"]);
        assert_eq!(place.database.tables(), ["_dazzle_log", "_dazzle_version"]);
    }
}

/// A hand-written file may use any name that a database takes.
#[test]
fn hostile_names_in_a_revision_file_are_quoted() {
    for kind in BOTH {
        let place = Workplace::new(kind, crate::support::TASK);
        place.ok(&["db", "migrate", "--rev-id", "r1"]);
        let hostile = [
            "a'; DROP TABLE Task; --",
            "a\\\"; DROP TABLE Task; --",
            "$$ /* %s ${HOME} {} */",
            " leading and trailing ",
            "[x]`y`",
            "\u{1f600}",
        ];
        for (number, name) in hostile.iter().enumerate() {
            let parent = if number == 0 {
                "r1".to_owned()
            } else {
                format!("h{}", number - 1)
            };
            place.revision(
                &format!("h{number}"),
                &[&parent],
                &create_table(name),
                &drop_table(name),
            );
        }
        let script = place.ok(&["db", "upgrade", "--sql"]).stdout;
        place.ok(&["db", "plan"]);
        place.ok(&["db", "upgrade"]);
        let tables = place.database.tables();
        assert_eq!(tables.len(), hostile.len() + 3, "{tables:?}");
        assert!(tables.contains(&"Task".to_owned()));
        place.json(0, &["db", "status"]);
        place.ok(&["db", "downgrade", "r1"]);
        assert_eq!(
            place.database.tables(),
            ["Task", "_dazzle_log", "_dazzle_version"]
        );
        place.database.sql(&script);
        assert_eq!(place.database.tables(), tables);
        place.ok(&["db", "reset", "--yes"]);
        assert!(place.database.tables().is_empty());
    }
}

/// The names of Dazzle's own tables are refused before anything is touched.
#[test]
fn an_entity_named_like_a_table_of_dazzle_is_refused() {
    for kind in BOTH {
        let place = Workplace::new(
            kind,
            "module app\napp app \"App\"\n\nentity _dazzle_log:\n  id: uuid pk\n",
        );
        let refused = place.expect(1, &["check"]);
        assert!(refused.stderr.contains("belong to Dazzle"), "{refused}");
        place.expect(1, &["db", "migrate", "--rev-id", "r1"]);
        assert!(!place.database.tables().contains(&"_dazzle_log".to_owned()));
    }
}

/// Trap 45: an id as long as ids can be goes into every table, file name and message.
#[test]
fn trap_45_an_id_of_200_characters() {
    for kind in BOTH {
        let id = "a1b2".repeat(50);
        let place = Workplace::new(kind, crate::support::TASK);
        place.ok(&[
            "db",
            "migrate",
            "--rev-id",
            &id,
            "-m",
            &"a long message ".repeat(30),
        ]);
        assert_eq!(place.at(), [id.as_str()]);
        assert_eq!(place.applied(), [id.as_str()]);
        assert_eq!(
            place.json(0, &["db", "heads"])["heads"][0]["revision"],
            id.as_str()
        );
        place.ok(&["db", "show", &id]);
        place.ok(&["db", "history", &format!("{id}:")]);
        place
            .project
            .write("dsl/app.dsl", crate::support::TASK_WITH_PRIORITY);
        let other = "b2c3".repeat(50);
        place.ok(&["db", "migrate", "--rev-id", &other]);
        assert_eq!(place.at(), [other.as_str()]);
        place.ok(&["db", "downgrade", &id]);
        assert_eq!(place.at(), [id.as_str()]);
        place.ok(&["db", "stamp", &other]);
        place.ok(&["db", "stamp", &id]);
        let too_long = place.expect(2, &["db", "revision", "--rev-id", &"x".repeat(201)]);
        assert!(too_long.stderr.contains("at most 200 are allowed"), "{too_long}");
    }
}
