//! Dev mode in processes of their own: many at once, and killed at any moment.
//!
//! `DAZZLE_TEST_ROUNDS` sets how many rounds (3), `DAZZLE_TEST_KILLS` how many kills for each dialect (12).

use std::process::{Child, Command, Stdio};
use std::time::Duration;

use dazzle_engine::dev::synchronise;
use dazzle_engine::{DatabaseTarget, Interrupt, Project, RunOptions};
use dazzle_schema::Dialect;
use dazzle_testkit::block_on;

use crate::history::has_no_draft;
use crate::support::{Lab, Place, chain, mixed};
use crate::{BOTH, save_all, try_synchronise};

/// The folder of the project that a process is to synchronise, with the URL in the other.
const FOLDER: &str = "DAZZLE_TEST_FOLDER";
const URL: &str = "DAZZLE_TEST_URL";

const TASK: &str = "entity Task:\n  id: uuid pk\n  title: str(80)\n  points: int\n";

/// Starts this very program for `a_process_of_its_own_synchronises` alone.
fn start(lab: &Lab, place: &Place) -> Child {
    let url = match place {
        Place::Postgresql(database) => database.url_text.clone(),
        Place::Sqlite(file) => format!("sqlite:{}", file.path.display()),
    };
    Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "processes::a_process_of_its_own_synchronises",
            "--nocapture",
        ])
        .env(FOLDER, lab.folder.path())
        .env(URL, url)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// How many revisions the process applied and how many operations it drafted.
fn finish(child: Child) -> (usize, usize) {
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{text}");
    let line = text.lines().find_map(|line| line.strip_prefix("did ")).unwrap();
    let (applied, drafted) = line.split_once(' ').unwrap();
    (applied.parse().unwrap(), drafted.parse().unwrap())
}

#[test]
fn a_process_of_its_own_synchronises() {
    if let (Ok(folder), Ok(url)) = (std::env::var(FOLDER), std::env::var(URL)) {
        let project = Project::find(folder.as_ref(), []).unwrap();
        let target = DatabaseTarget::resolve(&project, Some(&url)).unwrap();
        let done = block_on(synchronise(
            &project,
            &target,
            &RunOptions::default(),
            &Interrupt::new(),
            &mut |_| {},
        ))
        .unwrap_or_else(|error| panic!("{}", chain(&error)));
        eprintln!("did {} {}", done.applied.len(), done.drafted.len());
        return;
    }
    for dialect in BOTH {
        let place = Place::new(dialect);
        let lab = Lab::new(&place, "");
        lab.dsl(TASK);
        assert_eq!(finish(start(&lab, &place)), (0, 1));
        assert_eq!(finish(start(&lab, &place)), (0, 0));
        lab.verified().unwrap();
    }
}

#[test]
fn of_thirty_two_at_once_one_does_it() {
    let rounds = std::env::var("DAZZLE_TEST_ROUNDS").map_or(3, |text| text.parse().unwrap());
    let mut place = Place::new(Dialect::Postgresql);
    for round in 0..rounds {
        place.clear();
        let lab = Lab::new(&place, "");
        lab.must_migrate_to(TASK);
        lab.write_draft(&format!("{TASK}  one: int\n")).unwrap();
        lab.write_draft(&format!("{TASK}  one: int\n  two: text\n"))
            .unwrap();
        lab.dsl(&format!("{TASK}  one: int\n  two: text\n  three: bool=false\n"));
        let children: Vec<Child> = (0..32).map(|_| start(&lab, &place)).collect();
        let done: Vec<(usize, usize)> = children.into_iter().map(finish).collect();
        let busy: Vec<&(usize, usize)> = done.iter().filter(|done| **done != (0, 0)).collect();
        assert_eq!(busy, [&(2, 1)], "round {round}");
        lab.verified().unwrap();
        let attempts = "SELECT count(*) FROM _dazzle_log WHERE direction = 'draft'";
        assert_eq!(place.value(attempts), "1");
    }
}

#[test]
fn a_killed_process_leaves_nothing_half_done() {
    let kills = std::env::var("DAZZLE_TEST_KILLS").map_or(12, |text| text.parse().unwrap());
    for dialect in BOTH {
        let place = Place::new(dialect);
        let lab = Lab::new(&place, "");
        lab.must_migrate_to(TASK);
        let rows = match dialect {
            Dialect::Postgresql => {
                "INSERT INTO \"Task\" (id, title, points) SELECT gen_random_uuid(), 'title ' || n, n \
                 FROM generate_series(1, 20000) n"
            }
            Dialect::Sqlite => {
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) INSERT INTO \"Task\" \
                 (id, title, points) SELECT printf('6f0c2a9e-0000-4000-8000-%012d', i), 'title ' || i, i FROM n"
            }
        };
        place.run(rows);
        let sum = "SELECT count(*) || ' ' || sum(CAST(points AS integer)) FROM \"Task\"";
        let before = place.value(sum);
        for kill in 0..kills {
            // There and back, so that there is always something to do.
            let lines = if kill % 2 == 0 {
                "  title: str(90) unique\n  points: text\n  more: int=1 required\n  index points\n"
            } else {
                "  title: str(80)\n  points: int\n"
            };
            lab.dsl(&format!("entity Task:\n  id: uuid pk\n{lines}"));
            let mut child = start(&lab, &place);
            std::thread::sleep(Duration::from_millis(20 + mixed(kill) % 700));
            child.kill().unwrap();
            child.wait().unwrap();
            // What is recorded is what is there, whatever the process had reached.
            lab.verified_structure()
                .unwrap_or_else(|error| panic!("{dialect} {kill}: {error}"));
            place.is_sound().unwrap();
            assert_eq!(place.value(sum), before);
        }
        try_synchronise(&lab).unwrap_or_else(|error| panic!("{}", chain(&error)));
        save_all(&lab, TASK);
        has_no_draft(&lab);
        assert_eq!(place.value(sum), before);
    }
}
