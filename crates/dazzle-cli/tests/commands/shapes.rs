//! The JSON of every command has the keys that `docs/json.md` names, and no others.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::assist;
use crate::support::{BOTH, Kind, TASK, Workplace};

/// The keys that the page names for each heading, as paths such as `log[].revision`.
fn documented() -> BTreeMap<String, BTreeSet<String>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/json.md");
    let page = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut found = BTreeMap::new();
    let mut heading = String::new();
    let mut example: Option<String> = None;
    for line in page.lines() {
        match &mut example {
            Some(text) if line == "```" => {
                let value: Value =
                    serde_json::from_str(text).unwrap_or_else(|error| panic!("{heading}: {error}"));
                let mut keys = BTreeSet::new();
                collect(&value, "", &mut keys);
                found.insert(heading.clone(), keys);
                example = None;
            }
            Some(text) => {
                text.push_str(line);
                text.push('\n');
            }
            None if line == "```json" => example = Some(String::new()),
            None => {
                if let Some(name) = line.strip_prefix("## ") {
                    heading = name.replace('`', "");
                }
            }
        }
    }
    found
}

fn collect(value: &Value, path: &str, keys: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                let path = if path.is_empty() {
                    key.clone()
                } else {
                    format!("{path}.{key}")
                };
                collect(value, &path, keys);
                keys.insert(path);
            }
        }
        Value::Array(values) => {
            for value in values {
                collect(value, &format!("{path}[]"), keys);
            }
        }
        _ => {}
    }
}

/// Remembers what the commands printed and compares it with the page at the end.
struct Shapes {
    documented: BTreeMap<String, BTreeSet<String>>,
    printed: BTreeMap<String, BTreeSet<String>>,
}

impl Shapes {
    fn new() -> Self {
        Self {
            documented: documented(),
            printed: BTreeMap::new(),
        }
    }

    /// Runs a command; what it prints belongs to `heading`. Top-level keys must always all be there.
    #[track_caller]
    fn see(&mut self, place: &Workplace, code: i32, heading: &str, arguments: &[&str]) {
        let value = place.json(code, arguments);
        let top: BTreeSet<String> = value.as_object().unwrap().keys().cloned().collect();
        let named: BTreeSet<String> = self
            .documented
            .get(heading)
            .unwrap_or_else(|| panic!("docs/json.md has no `{heading}`"))
            .iter()
            .filter(|key| !key.contains(['.', '[']))
            .cloned()
            .collect();
        assert_eq!(top, named, "{arguments:?}");
        collect(&value, "", self.printed.entry(heading.to_owned()).or_default());
    }
}

#[test]
fn every_json_has_the_documented_keys() {
    let mut shapes = Shapes::new();
    for kind in BOTH {
        see_reports(&mut shapes, kind);
        see_errors(&mut shapes, kind);
        see_seams(&mut shapes, kind);
        see_assistant(&mut shapes, kind);
        see_live(&mut shapes, kind);
    }
    see_proposals(&mut shapes);
    for (heading, keys) in &shapes.documented {
        assert_eq!(shapes.printed.get(heading), Some(keys), "{heading}");
    }
}

fn see_proposals(shapes: &mut Shapes) {
    let place = assist::place(Kind::Sqlite, &assist::answers(assist::FILL));
    place
        .project
        .write("dsl/app.dsl", &format!("{TASK}  region: str(20) required\n"));
    place.ok(&["db", "revision", "--rev-id", "r2"]);
    let arguments = ["db", "assist", "--accept-proven"];
    shapes.see(&place, 0, "dazzle db assist", &arguments);
    shapes.see(&place, 0, "dazzle db assist", &arguments);
}

fn see_reports(shapes: &mut Shapes, kind: Kind) {
    let place = Workplace::new(kind, &format!("{TASK}  note: text\n")).with_scratch();
    shapes.see(&place, 0, "dazzle check", &["check"]);
    shapes.see(&place, 3, "dazzle db check", &["db", "check"]);
    shapes.see(
        &place,
        3,
        "dazzle db migrate --check",
        &["db", "migrate", "--check"],
    );
    shapes.see(&place, 0, "dazzle db status", &["db", "status"]);
    shapes.see(
        &place,
        0,
        "dazzle db migrate",
        &["db", "migrate", "--rev-id", "r1"],
    );
    shapes.see(&place, 0, "dazzle db migrate", &["db", "migrate"]);
    place.project.write("dsl/app.dsl", TASK);
    shapes.see(
        &place,
        0,
        "dazzle db revision",
        &["db", "revision", "--rev-id", "r2"],
    );
    shapes.see(&place, 0, "dazzle db revision", &["db", "revision"]);
    place.revision("seam", &["r2"], SEAM, "");
    shapes.see(
        &place,
        3,
        "dazzle db migrate --check",
        &["db", "migrate", "--check"],
    );
    shapes.see(&place, 0, "dazzle db status", &["db", "status"]);
    shapes.see(&place, 0, "dazzle db plan", &["db", "plan"]);
    see_proofs(shapes, &place);
    shapes.see(&place, 0, "dazzle db history", &["db", "history"]);
    shapes.see(&place, 0, "dazzle db heads", &["db", "heads"]);
    shapes.see(&place, 0, "dazzle db show", &["db", "show", "r2"]);
    shapes.see(&place, 0, "dazzle db show", &["db", "show", "heads"]);
    shapes.see(&place, 0, "dazzle db show", &["db", "show", "base"]);
    shapes.see(&place, 0, "dazzle db upgrade", &["db", "upgrade"]);
    shapes.see(&place, 0, "dazzle db downgrade", &["db", "downgrade", "r2"]);
    shapes.see(&place, 0, "dazzle db rollback", &["db", "rollback"]);
    shapes.see(&place, 0, "dazzle db current", &["db", "current"]);
    shapes.see(&place, 0, "dazzle db stamp", &["db", "stamp", "r1"]);
    shapes.see(&place, 0, "dazzle db log", &["db", "log"]);
    shapes.see(&place, 3, "dazzle guard", &["guard"]);
    shapes.see(&place, 0, "dazzle db log verify", &["db", "log", "verify"]);
    place
        .database
        .sql("UPDATE _dazzle_log SET who = 'x' WHERE id = 1");
    shapes.see(&place, 3, "dazzle db log verify", &["db", "log", "verify"]);
    place.revision("left", &["r1"], "", "");
    shapes.see(&place, 0, "dazzle db merge", &["db", "merge", "left", "seam"]);
    shapes.see(&place, 0, "dazzle db reset", &["db", "reset", "--yes"]);
    let heads = Workplace::with_two_heads(kind);
    shapes.see(&heads, 3, "dazzle db check", &["db", "check"]);
    shapes.see(&heads, 0, "dazzle db show", &["db", "show", "heads"]);
    place
        .project
        .write("dsl/app.dsl", &format!("{TASK}  x: nonsense\n"));
    shapes.see(&place, 1, "dazzle check", &["check"]);
}

fn see_proofs(shapes: &mut Shapes, place: &Workplace) {
    let prove = |code, shapes: &mut Shapes, revision| {
        shapes.see(place, code, "dazzle db prove", &["db", "prove", revision]);
    };
    prove(3, shapes, "seam");
    place.revision(
        "wrong",
        &["seam"],
        "op = \"execute\"\nsql = 'DELETE FROM \"Task\"'\n",
        "",
    );
    prove(1, shapes, "wrong");
    std::fs::remove_file(place.project.path().join("migrations/wrong.toml")).unwrap();
}

fn see_live(shapes: &mut Shapes, kind: Kind) {
    let place = Workplace::new(kind, TASK);
    place.database.sql(
        "CREATE TABLE customer (id INTEGER NOT NULL, name VARCHAR(80), CONSTRAINT customer_pkey PRIMARY KEY (id), \
         CONSTRAINT customer_check CHECK (id > 0 AND name > 'A'));
         CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);
         INSERT INTO alembic_version VALUES ('1975ea83b712');
         CREATE INDEX by_name ON customer (lower(name))",
    );
    let touch = |table: &str, name: &str| match kind {
        Kind::Postgresql => format!("CREATE SEQUENCE {name}{table}"),
        Kind::Sqlite => format!("CREATE TRIGGER {name} AFTER UPDATE ON {table} BEGIN SELECT 1; END"),
    };
    place.database.sql(&touch("customer", "one"));
    place.database.sql("ALTER TABLE customer ADD COLUMN kind integer");
    std::fs::remove_file(place.project.path().join("dsl/app.dsl")).unwrap();
    shapes.see(&place, 0, "dazzle db pull", &["db", "pull"]);
    shapes.see(
        &place,
        0,
        "dazzle db baseline",
        &["db", "baseline", "--rev-id", "b1"],
    );
    shapes.see(&place, 0, "dazzle db verify", &["db", "verify"]);
    shapes.see(
        &place,
        0,
        "dazzle db verify --adopt",
        &["db", "verify", "--adopt"],
    );
    place
        .database
        .sql("CREATE INDEX by_hand ON customer (name); INSERT INTO customer (id, name) VALUES (1, NULL)");
    let dsl = place
        .project
        .read("dsl/app.dsl")
        .replace("name: str(80)", "name: str(80) required")
        .replace("kind: int", "kind: enum[a,b]");
    place.project.write("dsl/app.dsl", &dsl);
    shapes.see(&place, 3, "dazzle db verify", &["db", "verify"]);
    shapes.see(&place, 0, "dazzle db status", &["db", "status"]);
    shapes.see(
        &place,
        3,
        "dazzle db verify --revert",
        &["db", "verify", "--revert"],
    );
    shapes.see(
        &place,
        0,
        "dazzle db verify --revert",
        &["db", "verify", "--revert", "--yes"],
    );
    place.database.sql("CREATE INDEX by_hand ON customer (name)");
    shapes.see(
        &place,
        0,
        "dazzle db verify --adopt",
        &["db", "verify", "--adopt"],
    );
    shapes.see(&place, 3, "dazzle db diff", &["db", "diff", "dsl", "live"]);

    // Between two databases.
    let other = crate::support::Database::new(kind);
    other.sql("CREATE TABLE customer (id INTEGER NOT NULL, name VARCHAR(80))");
    place.database.sql(&touch("customer", "two"));
    other.sql(&touch("customer", "three"));
    other.sql(match kind {
        Kind::Postgresql => "CREATE SEQUENCE onecustomer INCREMENT 2",
        Kind::Sqlite => "CREATE TRIGGER one AFTER UPDATE ON customer BEGIN SELECT 2; END",
    });
    shapes.see(&place, 3, "dazzle db diff", &["db", "diff", "live", &other.url()]);
    if kind == Kind::Postgresql {
        let check = "op = \"add_check\"\ntable = \"customer\"\n\
                     check = { name = \"customer_check\", sql = 'id @@ 1 AND name > 2' }\n";
        let drop = "op = \"drop_check\"\ntable = \"customer\"\n\
                    check = { name = \"customer_check\", sql = 'id @@ 1 AND name > 2' }\n";
        let lab = Workplace::new(kind, TASK);
        lab.database.sql("CREATE TABLE customer (id INTEGER NOT NULL, name VARCHAR(80), CONSTRAINT customer_check CHECK (id > 0))");
        lab.revision(
            "r1",
            &[],
            &format!("{CUSTOMER}---\n{check}"),
            &format!("{drop}---\n{DROP_CUSTOMER}"),
        );
        lab.ok(&["db", "stamp", "r1"]);
        shapes.see(&lab, 3, "dazzle db diff", &["db", "diff", "head", "live"]);
        let value = lab.json(3, &["db", "diff", "head", "live"]);
        assert_eq!(value["operations"].as_array().unwrap().len(), 0, "{value:#}");
        assert_eq!(value["undecided"].as_array().unwrap().len(), 1, "{value:#}");
    }
}

const CUSTOMER: &str = "op = \"create_table\"\ntable = \"customer\"\ncolumns = [{ name = \"id\", type = \"integer\", nullable = false }, \
                        { name = \"name\", type = \"varchar(80)\" }]\n";
const DROP_CUSTOMER: &str = "op = \"drop_table\"\ntable = \"customer\"\ncolumns = [{ name = \"id\", type = \"integer\", nullable = false }, \
                             { name = \"name\", type = \"varchar(80)\" }]\n";

/// A seam over a table that is there, passed as long as it is empty.
const SEAM: &str =
    "op = \"data_migration\"\nwhy = \"a reason\"\nuntil = 'SELECT count(*) FROM \"Task\"'\nsql = \"\"\n";

fn see_errors(shapes: &mut Shapes, kind: Kind) {
    let place = Workplace::new(kind, &format!("{TASK}  note: text\n"));
    shapes.see(&place, 1, "Errors", &["db", "show", "nothing"]);
    place.ok(&["db", "migrate", "--rev-id", "r1"]);
    place.project.write("dsl/app.dsl", &TASK.replace("title", "name"));
    shapes.see(&place, 3, "Errors", &["db", "migrate"]);
    let error = place.json(3, &["db", "migrate"]);
    collect(&error, "", shapes.printed.get_mut("Errors").unwrap());
    place.project.write("dsl/app.dsl", TASK);
    place.database.sql(
        "INSERT INTO \"Task\" (id, title, note) VALUES ('00000000-0000-0000-0000-000000000001', 'a', 'b')",
    );
    shapes.see(&place, 1, "Errors", &["db", "migrate"]);
    place.project.write(
        "dsl/app.dsl",
        "module app\napp app \"App\"\n\nentity Task:\n  x: nonsense\n",
    );
    shapes.see(&place, 1, "Errors", &["db", "migrate"]);
    place
        .project
        .write("migrations/broken.toml", "revision = \"x\"\n");
    shapes.see(&place, 1, "Errors", &["db", "heads"]);
}

/// Seams that are not filled, and one that fails between two batches.
fn see_assistant(shapes: &mut Shapes, kind: Kind) {
    let place = Workplace::new(kind, TASK).with_scratch();
    place.ok(&["db", "migrate", "--rev-id", "r1"]);
    place.project.write(
        "answer.py",
        include_str!("../../../../examples/assistant/answer.py"),
    );
    let settings = "[project]\nname = \"app\"\nroot = \"app\"\n\n[assistant]\ndriver = \"command\"\ncommand = [\"python3\", \"answer.py\"]\n";
    place.project.write("dazzle.toml", settings);
    place
        .project
        .write("dsl/app.dsl", &format!("{TASK}  region: text required\n"));
    place.ok(&["db", "revision", "--rev-id", "r2"]);
    let heading = "dazzle db assist";
    shapes.see(&place, 3, heading, &["db", "assist"]);
    shapes.see(&place, 0, heading, &["db", "assist", "--accept-proven"]);
}

fn see_seams(shapes: &mut Shapes, kind: Kind) {
    let place = Workplace::new(kind, TASK);
    place.ok(&["db", "migrate", "--rev-id", "r1"]);
    place.database.sql(
        "INSERT INTO \"Task\" (id, title) VALUES ('00000000-0000-0000-0000-000000000001', 'a'), \
         ('00000000-0000-0000-0000-000000000002', 'b')",
    );
    place
        .project
        .write("dsl/app.dsl", &format!("{TASK}  region: text required\n"));
    place.ok(&["db", "revision", "--rev-id", "r2"]);
    shapes.see(&place, 0, "dazzle db check", &["db", "check"]);
    shapes.see(&place, 0, "dazzle db status", &["db", "status"]);
    shapes.see(&place, 1, "Errors", &["db", "upgrade"]);
    let file = format!("migrations/{}", place.migration_files()[1]);
    let text = place.project.read(&file);
    let update =
        "UPDATE \"Task\" SET \"title\" = NULL WHERE \"title\" = 'b' AND \"id\" BETWEEN :first AND :last";
    let seam = format!("sql = '''{update}'''\nbatched = {{ key = \"id\", size = 1 }}\n");
    place.project.write(&file, &text.replace("sql = \"\"\n", &seam));
    shapes.see(&place, 1, "Errors", &["db", "upgrade"]);
    shapes.see(&place, 0, "dazzle db status", &["db", "status"]);
}
