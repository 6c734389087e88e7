//! What is not Dazzle's, DSL that cannot be read, files that do not say what they should, and the way down.

use dazzle_engine::migrate::{MigrateOptions, migrate};
use dazzle_engine::reset::reset;
use dazzle_engine::{EngineError, Interrupt, Obstacle, RunOptions};
use dazzle_history::Direction;
use dazzle_ops::{AlterColumn, Change, Operation};
use dazzle_schema::{ColumnType, Dialect, Name, SqlText};
use dazzle_testkit::block_on;

use crate::support::{Lab, Place, destructive};
use crate::{obstacle, on_both};

const TASK: &str = "entity Task \"Task\":
  id: int pk
  title: str(20) required
";

#[test]
fn trap_26_tables_and_indexes_of_others_are_never_dropped() {
    on_both(|place, lab| {
        lab.must_migrate_to(TASK);
        place.run(
            "CREATE TABLE spatial_ref_sys (srid INTEGER PRIMARY KEY, note TEXT);
             INSERT INTO spatial_ref_sys VALUES (4326, 'x');
             CREATE INDEX by_hand ON \"Task\" (lower(\"title\")) WHERE \"title\" <> '';
             CREATE VIEW theirs AS SELECT srid FROM spatial_ref_sys",
        );
        assert!(lab.draft().unwrap().is_none());
        lab.must_migrate_to(&TASK.replace("str(20) required", "text required unique"));
        let others =
            |line: &&str| line.contains("spatial") || line.contains("by_hand") || line.contains("theirs");
        let theirs: Vec<String> = place
            .catalogue()
            .lines()
            .filter(others)
            .map(str::to_owned)
            .collect();
        assert!(theirs.iter().any(|line| line.contains("by_hand")), "{theirs:#?}");
        block_on(reset(
            &lab.project,
            &lab.target,
            &RunOptions::default(),
            &Interrupt::new(),
            &mut |_| {},
        ))
        .unwrap();
        let left = place.catalogue();
        assert!(
            !left.contains("Task") && left.contains("spatial_ref_sys") && left.contains("theirs"),
            "{left}"
        );
        assert_eq!(place.value("SELECT count(*) FROM theirs"), "1");
    });
}

#[test]
fn trap_36_a_file_says_what_the_history_then_knows() {
    on_both(|place, lab| {
        lab.must_migrate_to(TASK);
        // Renames, which other tools lost from the file while their snapshot had them.
        let renamed = TASK
            .replace("entity Task \"Task\":", "entity Job \"Job\":\n  was: Task")
            .replace("title: str(20) required", "name: str(30) required was: title");
        let file = lab.write_draft(&renamed).unwrap().unwrap();
        lab.upgrade(&RunOptions::default()).unwrap();
        assert_eq!(
            lab.migrations().history.replay_all().unwrap(),
            lab.model().unwrap().projection.schema
        );
        assert!(lab.draft().unwrap().is_none());

        // A file that was applied and edited since is refused, and nothing runs.
        let text = std::fs::read_to_string(&file).unwrap();
        let structure = place.catalogue();
        std::fs::write(&file, text.replace("varchar(30)", "varchar(31)")).unwrap();
        assert!(matches!(
            lab.upgrade(&RunOptions::default()),
            Err(EngineError::Edited { .. })
        ));
        // One whose downgrade does not lead back is refused when it is read, by every command.
        let (upgrade, _) = text.split_once("[[downgrade]]").unwrap();
        std::fs::write(&file, upgrade).unwrap();
        assert!(matches!(lab.draft(), Err(EngineError::History(_))));
        assert!(matches!(
            lab.upgrade(&RunOptions::default()),
            Err(EngineError::History(_))
        ));
        assert!(matches!(
            dazzle_engine::check::check(
                &lab.project,
                &dazzle_engine::answers::Answers::default(),
                &[lab.dialect]
            ),
            Err(EngineError::History(_))
        ));
        assert_eq!(place.catalogue(), structure);
        std::fs::write(&file, text).unwrap();
        lab.upgrade(&RunOptions::default()).unwrap();
    });
}

#[test]
fn trap_40_dsl_that_is_missing_or_cannot_be_read_plans_nothing() {
    on_both(|place, lab| {
        lab.must_migrate_to(TASK);
        let structure = place.catalogue();
        let files = lab.folder.files_in("migrations");
        let refused = |what: &str| {
            assert!(matches!(lab.draft(), Err(EngineError::Dsl { .. })), "{what}");
            let outcome = block_on(migrate(
                &lab.project,
                &lab.target,
                &MigrateOptions {
                    accept_questions: true,
                    ..MigrateOptions::default()
                },
                &destructive(),
                &Interrupt::new(),
                &mut |_| {},
            ));
            assert!(matches!(outcome, Err(EngineError::Dsl { .. })), "{what}");
            assert_eq!(place.catalogue(), structure, "{what}");
            assert_eq!(lab.folder.files_in("migrations"), files, "{what}");
        };
        lab.dsl("");
        refused("an empty file");
        lab.dsl("module app\n# entity Task is gone\n");
        refused("no entities");
        lab.dsl("module app\n\nuse shared.things\n\nentity Other \"Other\":\n  id: int pk\n");
        refused("a module that is not there");
        lab.dsl("entity Other \"Other\":\n  id: int pk\n  title: str(20\n");
        refused("a file that does not parse");
        lab.dsl("entity Other \"Other\":\n  id: int pk\n");
        std::fs::write(lab.folder.path().join("dsl/more.dsl"), b"entity \xff\xfe").unwrap();
        refused("a file that is no text");
        std::fs::remove_dir_all(lab.folder.path().join("dsl")).unwrap();
        refused("no files");
    });
}

fn code_to_number(using: &str) -> (Operation, Operation) {
    let to_number = AlterColumn {
        column_type: Some(Change {
            from: ColumnType::Varchar(20),
            to: ColumnType::Integer,
        }),
        using: Some(SqlText::Portable(using.to_owned())),
        ..AlterColumn::unchanged(Name::new("Task").unwrap(), Name::new("title").unwrap())
    };
    let to_text = AlterColumn {
        column_type: to_number.column_type.clone().map(Change::swapped),
        using: None,
        ..to_number.clone()
    };
    (to_number.into(), to_text.into())
}

#[test]
fn trap_41_what_runs_is_the_text_of_the_file() {
    on_both(|place, lab| {
        lab.must_migrate_to(TASK);
        place.run("INSERT INTO \"Task\" (\"title\") VALUES ('no 7')");
        // `using` must not get lost on the way to the file.
        let (there, back) = code_to_number("CAST(substr(\"title\", 4) AS INTEGER)");
        lab.add_operations("two", vec![there], vec![back]).unwrap();
        assert!(matches!(
            obstacle(lab.upgrade(&RunOptions::default())),
            Obstacle::Consent(_)
        ));
        lab.upgrade(&destructive()).unwrap();
        assert_eq!(place.value("SELECT \"title\" + 1 FROM \"Task\""), "8");

        // A person edits the file before it is applied, and the edit is what runs.
        let numbered = TASK.replace("str(20) required", "int required\n  note: str(10) = \"drafted\"");
        let file = lab.write_draft(&numbered).unwrap().unwrap();
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(text.contains("drafted"));
        std::fs::write(&file, text.replace("drafted", "edited")).unwrap();
        lab.upgrade(&RunOptions::default()).unwrap();
        assert_eq!(place.value("SELECT \"note\" FROM \"Task\""), "edited");
    });
}

fn with_rows(dialect: Dialect) -> (Place, Lab) {
    let place = Place::new(dialect);
    let lab = Lab::new(&place, "");
    lab.must_migrate_to(TASK);
    place.run("INSERT INTO \"Task\" (\"title\") VALUES ('a'), ('b')");
    lab.must_migrate_to(&format!(
        "{TASK}  note: str(10)\n\nentity Step \"Step\":\n  id: int pk\n"
    ));
    (place, lab)
}

#[test]
fn trap_50_the_way_down_counts_the_rows_it_would_lose_and_needs_a_flag() {
    for dialect in [Dialect::Postgresql, Dialect::Sqlite] {
        let (place, lab) = with_rows(dialect);
        place.run("UPDATE \"Task\" SET \"note\" = 'x' WHERE \"title\" = 'a'");
        place.run("INSERT INTO \"Step\" (\"id\") VALUES (1), (2), (3)");
        let structure = place.catalogue();
        let Obstacle::Consent(losses) = obstacle(lab.downgrade("base", &RunOptions::default())) else {
            panic!("it must ask");
        };
        let mut rows: Vec<u64> = losses.iter().map(|(_, rows)| *rows).collect();
        rows.sort_unstable();
        assert_eq!(rows, [1, 3], "{losses:?}");
        assert_eq!(place.catalogue(), structure);
        assert_eq!(place.value("SELECT count(*) FROM \"Step\""), "3");

        // One revision allowed is not the other.
        let history = lab.migrations().history;
        let last = history.heads().into_iter().next().unwrap();
        let options = RunOptions {
            consented: [last.clone()].into(),
            ..RunOptions::default()
        };
        let Obstacle::Consent(losses) = obstacle(lab.downgrade("base", &options)) else {
            panic!("it must ask again");
        };
        assert_eq!(losses.iter().map(|(_, rows)| *rows).collect::<Vec<_>>(), [2]);
        assert_eq!(place.value("SELECT count(*) FROM \"Task\""), "2");
        let script = lab.script(Direction::Upgrade, "base", "head").unwrap();
        assert!(script.contains("CREATE TABLE \"Step\""));
        lab.downgrade("base", &destructive()).unwrap();
        assert_eq!(place.catalogue(), "");
    }
}

#[test]
fn trap_50_the_way_down_from_empty_tables_needs_no_flag() {
    for dialect in [Dialect::Postgresql, Dialect::Sqlite] {
        let (place, lab) = with_rows(dialect);
        lab.downgrade("-1", &RunOptions::default()).unwrap();
        assert_eq!(place.value("SELECT count(*) FROM \"Task\""), "2");
    }
}
