//! What a watcher sees, and what it does not.

use std::path::PathBuf;
use std::time::Duration;

use dazzle_engine::dev::{Happening, Watcher, follow};
use dazzle_engine::{Interrupt, RunOptions};
use dazzle_schema::Dialect;
use dazzle_testkit::block_on;

use crate::support::{Lab, Place};

const TASK: &str = "entity Task:\n  id: uuid pk\n";

fn lab() -> (Place, Lab) {
    let place = Place::new(Dialect::Sqlite);
    let lab = Lab::new(&place, "");
    lab.dsl(TASK);
    (place, lab)
}

/// What is seen after `change`, if anything.
fn seen(lab: &Lab, watcher: &mut Watcher, change: impl FnOnce()) -> Option<Vec<String>> {
    change();
    block_on(async { tokio::time::timeout(Duration::from_secs(4), watcher.changed()).await })
        .ok()
        .map(|paths: Vec<PathBuf>| paths.iter().map(|path| lab.project.display_path(path)).collect())
}

#[test]
fn every_way_to_change_a_file_is_seen() {
    let (_place, lab) = lab();
    // The reports of the operating system arrive in a runtime.
    let mut watcher = block_on(async { Watcher::new(&lab.project) });
    let root = lab.folder.path().to_owned();
    let one = |path: &str| Some(vec![path.to_owned()]);

    let mut saw = |change: &dyn Fn()| seen(&lab, &mut watcher, change);
    assert_eq!(saw(&|| lab.dsl(&format!("{TASK}  a: int\n"))), one("dsl/app.dsl"));
    // As editors do: write beside, and put in its place.
    assert_eq!(
        saw(&|| {
            lab.folder
                .write("dsl/.app.dsl.swp", "entity Task:\n  id: uuid pk\n  bb: int\n");
            std::fs::rename(root.join("dsl/.app.dsl.swp"), root.join("dsl/app.dsl")).unwrap();
        }),
        one("dsl/app.dsl")
    );
    assert_eq!(
        saw(&|| {
            for number in 0..50 {
                lab.folder.write(
                    format!("dsl/new/deep/{number}.dsl"),
                    &format!("entity E{number}:\n  id: uuid pk\n"),
                );
            }
        })
        .map(|paths| paths.len()),
        Some(50)
    );
    assert_eq!(
        saw(&|| lab.folder.write("dsl/new/deep/7.dsl", "# nothing\n")),
        one("dsl/new/deep/7.dsl")
    );
    assert_eq!(
        saw(&|| std::fs::remove_dir_all(root.join("dsl/new")).unwrap()).map(|paths| paths.len()),
        Some(50)
    );
    assert_eq!(
        saw(&|| lab.folder.write("migrations/1_a.toml", "x = 1\n")),
        one("migrations/1_a.toml")
    );
    assert_eq!(
        saw(&|| lab.folder.write("dazzle.toml", "[project]\nname = \"other\"\n")),
        one("dazzle.toml")
    );
}

#[test]
fn what_does_not_count_is_not_seen() {
    let (_place, lab) = lab();
    let mut watcher = block_on(async { Watcher::new(&lab.project) });
    let nothing = seen(&lab, &mut watcher, || {
        lab.folder.write("dsl/notes.txt", "x");
        lab.folder.write("app.db", "x");
        lab.folder.write(".dazzle/revisions.lock", "x");
        lab.folder.write("migrations/.revision-1.tmp", "x");
    });
    assert_eq!(nothing, None);
}

#[test]
fn each_save_is_followed_and_a_mistake_ends_nothing() {
    let (place, lab) = lab();
    let interrupt = Interrupt::new();
    let (tell, mut heard) = tokio::sync::mpsc::unbounded_channel();
    let reload = || {
        let project = dazzle_engine::Project::find(lab.folder.path(), [])?;
        Ok((project, lab.target.clone()))
    };
    let options = RunOptions::default();
    let talk = async {
        let mut next = async || loop {
            match heard.recv().await.unwrap() {
                Happening::Synchronised { done, .. } => return Ok(done.drafted.len()),
                Happening::Failed(error) => return Err(error.to_string()),
                Happening::Started | Happening::Changed(_) | Happening::Progress(_) => {}
            }
        };
        assert_eq!(next().await, Ok(1));
        lab.dsl(&format!("{TASK}  a: int\n  b: int\n"));
        assert_eq!(next().await, Ok(2));
        lab.dsl(&format!("{TASK}  a: inte\n"));
        assert_eq!(next().await, Err("the DSL has 1 error".to_owned()));
        lab.folder.write("dazzle.toml", "[project\n");
        next().await.unwrap_err();
        lab.folder.write(
            "dazzle.toml",
            "[project]\nname = \"app\"\n[modules]\npaths = [\"./models\"]\n",
        );
        // The folder is not there yet: no entity at all is a mistake, and never a reason to drop tables.
        next().await.unwrap_err();
        lab.folder
            .write("models/app.dsl", &format!("{TASK}  b: int\n  c: int\n"));
        assert_eq!(next().await, Ok(2));
        interrupt.request().await;
    };
    block_on(async {
        let (followed, ()) = tokio::join!(follow(&reload, &options, &interrupt, &tell), talk);
        followed.unwrap();
    });
    assert_eq!(place.value("SELECT count(c) FROM \"Task\""), "0");
    lab.verified_structure().unwrap();
}
