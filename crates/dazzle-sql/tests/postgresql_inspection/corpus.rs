//! Hand-written objects, in the files of the folder `corpus`.
//!
//! A file is a list of cases: `# title`, SQL, `->`, and what the inspection holds, one thing a line, where `!` marks
//! what the schema cannot hold. The title ends in `[15+]` or `[..15]` where a case is only for some versions of
//! the server, and has `[needed]` where something cannot be unmade because a table of the schema needs it. Each
//! case has a schema `s` of its own and a second one, `other`.
//!
//! For each case: the inspection is what the file says; the names of all objects that the catalogue lists are in
//! it; unmaking everything that the schema cannot hold leaves nothing of it, and making it again leads back to the
//! same inspection.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use dazzle_db::{Session, SessionOptions};
use dazzle_sql::inspection::CatalogueOptions;
use dazzle_sql::inspection::Inspection;
use dazzle_sql::postgresql::catalog;
use dazzle_testkit::{expect_file, postgres};

use crate::listing;
use crate::support::answers;

struct Case {
    title: String,
    sql: String,
    expected: String,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/postgresql_inspection/corpus")
}

fn cases(text: &str) -> Vec<Case> {
    format!("\n{text}")
        .split("\n# ")
        .skip(1)
        .map(|block| {
            let (title, rest) = block.split_once('\n').unwrap();
            let (sql, expected) = rest.split_once("->\n").unwrap_or((rest, ""));
            Case {
                title: title.to_owned(),
                sql: sql.to_owned(),
                expected: expected.trim_end().to_owned(),
            }
        })
        .collect()
}

impl Case {
    /// Whether it is for a server of this version.
    fn is_for(&self, version: u32) -> bool {
        self.title.split('[').skip(1).all(|flag| {
            let flag = flag.split(']').next().unwrap();
            if let Some(first) = flag.strip_suffix('+') {
                version >= first.parse().unwrap()
            } else if let Some(last) = flag.strip_prefix("..") {
                version <= last.parse().unwrap()
            } else {
                assert_eq!(flag, "needed");
                true
            }
        })
    }
}

async fn inspect(session: &mut Session) -> Inspection {
    catalog::read(&answers(session).await, &CatalogueOptions::default()).unwrap()
}

/// Makes the objects, inspects them, and gives what is there in words.
async fn run(session: &mut Session, case: &Case) -> Result<String, String> {
    session
        .execute("CREATE SCHEMA s; CREATE SCHEMA other; SET search_path = s")
        .await
        .unwrap();
    let result = check(session, case).await;
    session
        .execute("DROP SCHEMA IF EXISTS s, other CASCADE")
        .await
        .unwrap();
    result.map_err(|problem| format!("{}: {problem}", case.title))
}

async fn check(session: &mut Session, case: &Case) -> Result<String, String> {
    session
        .execute(&case.sql)
        .await
        .map_err(|error| error.to_string())?;
    let inspection = inspect(session).await;
    nothing_is_dropped(session, &inspection).await?;
    there_and_back(session, case, &inspection).await?;
    Ok(listing::lines(&inspection).join("\n"))
}

async fn nothing_is_dropped(session: &mut Session, inspection: &Inspection) -> Result<(), String> {
    let all = format!("{inspection:?}");
    let objects = session.query(include_str!("objects.sql")).await.unwrap();
    if objects.is_empty() {
        return Err("nothing was made".to_owned());
    }
    for object in objects {
        let [kind, name] = object.as_slice() else { panic!() };
        let name = format!("{:?}", name.as_ref().unwrap());
        if !all.contains(name.trim_matches('"')) {
            return Err(format!("{} {name} is nowhere in {all}", kind.as_ref().unwrap()));
        }
    }
    Ok(())
}

async fn there_and_back(session: &mut Session, case: &Case, inspection: &Inspection) -> Result<(), String> {
    let may_be_needed = case.title.contains("[needed]");
    let mut kept = Vec::new();
    for it in inspection.unmodelled.iter().rev() {
        let Some(unmake) = &it.unmake else {
            // Something else takes it along.
            continue;
        };
        if let Err(error) = session.execute(unmake).await {
            // A table of the schema needs it.
            if !may_be_needed || error.code.as_deref() != Some("2BP01") {
                return Err(format!("{error}: {unmake}"));
            }
            kept.push(it.clone());
        }
    }
    kept.reverse();
    if kept.is_empty() == may_be_needed {
        return Err(format!("these stay: {kept:?}"));
    }
    let bare = inspect(session).await;
    if bare.unmodelled != kept {
        return Err(format!("unmade, there is still {:#?}", bare.unmodelled));
    }
    let mut lost = false;
    for it in inspection.unmodelled.iter().filter(|it| !kept.contains(it)) {
        match &it.make {
            Some(make) => session
                .execute(make)
                .await
                .map(drop)
                .map_err(|error| format!("{error}: {make}"))?,
            None => lost = true,
        }
    }
    let again = inspect(session).await;
    if !lost && again != *inspection {
        return Err(format!(
            "made again, it is\n{}\nand not\n{}",
            listing::lines(&again).join("\n"),
            listing::lines(inspection).join("\n")
        ));
    }
    Ok(())
}

#[test]
fn every_object_of_the_corpus_is_inspected_or_reported() {
    let database = postgres::temp_database();
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let mut differences = Vec::new();
    let mut count = 0;
    dazzle_testkit::block_on(async {
        let mut session = Session::connect(&database.url, &SessionOptions::default())
            .await
            .unwrap();
        let version = session.server_version().await.unwrap().1 / 10_000;
        for file in &files {
            let text = std::fs::read_to_string(file).unwrap();
            let mut seen = String::new();
            let mut failed = false;
            for case in cases(&text) {
                count += 1;
                let lines = if case.is_for(version) {
                    match run(&mut session, &case).await {
                        Ok(lines) => lines,
                        Err(problem) => {
                            differences.push(problem);
                            failed = true;
                            continue;
                        }
                    }
                } else {
                    case.expected.clone()
                };
                write!(
                    seen,
                    "# {}\n{}->\n{lines}\n\n",
                    case.title,
                    case.sql.trim_end().to_owned() + "\n"
                )
                .unwrap();
            }
            if !failed && let Err(difference) = expect_file(file, &seen) {
                differences.push(difference);
            }
        }
        session.close().await;
    });
    assert!(count >= 120, "{count} cases");
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
