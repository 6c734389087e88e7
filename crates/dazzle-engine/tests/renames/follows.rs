//! What hangs on a name goes with it, and rows stay.

use dazzle_engine::RunOptions;

use crate::support::{Lab, Place};
use crate::{nothing_is_dropped, on_both, on_both_with, rename_to};

const SHOP: &str = "entity Customer \"Customer\":
  id: int pk
  email: str(40) required unique
  tier: enum[basic, gold] = basic
  parent: ref Customer
  index tier, email
  orders: has_many Order cascade

entity Order \"Order\":
  id: int pk
  customer: ref Customer required
  number: int
  unique customer, number
";

#[test]
fn a_table_with_inbound_keys_and_columns_in_everything_is_renamed_and_retyped_at_once() {
    on_both(|place, lab| {
        lab.must_migrate_to(SHOP);
        place.run(
            "INSERT INTO \"Customer\" (\"id\", \"email\", \"parent\") VALUES (1, 'a@x', NULL), (2, 'b@x', 1); \
             INSERT INTO \"Order\" (\"id\", \"customer\", \"number\") VALUES (1, 2, 7), (2, 1, 7)",
        );
        let before = place.catalogue();
        let renamed = SHOP
            .replace(
                "entity Customer \"Customer\":",
                "entity Client \"Client\":\n  was: Customer",
            )
            .replace("ref Customer", "ref Client")
            .replace(
                "email: str(40) required unique",
                "mail: str(90) required unique was: email",
            )
            .replace(
                "tier: enum[basic, gold] = basic",
                "rank: enum[basic, gold] = basic was: tier",
            )
            .replace("index tier, email", "index rank, mail")
            .replace("parent: ref Client", "boss: ref Client was: parent")
            .replace(
                "customer: ref Client required",
                "client: ref Client required was: customer",
            )
            .replace("number: int", "no: str(12) was: number")
            .replace("unique customer, number", "unique client, no");
        let statements = rename_to(place, lab, "", &renamed);
        if lab.dialect == dazzle_schema::Dialect::Sqlite {
            nothing_is_dropped(lab, &statements);
        }
        assert!(
            !statements.iter().any(|it| it.contains("DROP COLUMN")),
            "{statements:#?}"
        );
        let rows = place.query("SELECT \"mail\", \"rank\", \"boss\" FROM \"Client\" ORDER BY \"id\"");
        let text = |it: &str| Some(it.to_owned());
        assert_eq!(
            rows,
            [
                vec![text("a@x"), text("basic"), None],
                vec![text("b@x"), text("basic"), text("1")]
            ]
        );
        assert_eq!(
            place.value("SELECT count(*) FROM \"Order\" WHERE \"no\" = '7' AND \"client\" IN (1, 2)"),
            "2"
        );
        lab.downgrade("-1", &RunOptions::default()).unwrap();
        assert_eq!(place.catalogue(), before);
        assert_eq!(place.value("SELECT max(\"parent\") FROM \"Customer\""), "1");
    });
}

const LINES: &str = "entity Line \"Line\":
  id: int pk
  price: int required
  amount: int required
  note: str(40)
";

/// What only a revision can say: a partial index, one over an expression, a check, a computed column and a view.
const BY_HAND: &str = r#"revision = "byhand"
revises = ["first"]
message = "by hand"
created_at = 2026-11-22T10:14:03Z

[[upgrade]]
op = "add_column"
table = "Line"
column = { name = "total", type = "integer", generated = { expression = '"price" * "amount"', storage = "stored" } }

[[upgrade]]
op = "add_check"
table = "Line"
check = { name = "ck_Line_by_hand", sql = '"price" >= 0 AND "amount" < 1000' }

[[upgrade]]
op = "create_index"
table = "Line"
index = { name = "ix_Line_dear", columns = ["amount"], where = '"price" > 100' }

[[upgrade]]
op = "create_index"
table = "Line"
index = { name = "ix_Line_lower", columns = [{ expression = 'lower("note")' }] }

[[upgrade]]
op = "create_view"
view = "dear"
columns = ["id", "what"]
query = 'SELECT "id", "note" FROM "Line" WHERE "price" > 100'

[[downgrade]]
op = "drop_view"
view = "dear"
columns = ["id", "what"]
query = 'SELECT "id", "note" FROM "Line" WHERE "price" > 100'

[[downgrade]]
op = "drop_index"
table = "Line"
index = { name = "ix_Line_lower", columns = [{ expression = 'lower("note")' }] }

[[downgrade]]
op = "drop_index"
table = "Line"
index = { name = "ix_Line_dear", columns = ["amount"], where = '"price" > 100' }

[[downgrade]]
op = "drop_check"
table = "Line"
check = { name = "ck_Line_by_hand", sql = '"price" >= 0 AND "amount" < 1000' }

[[downgrade]]
op = "drop_column"
table = "Line"
column = { name = "total", type = "integer", generated = { expression = '"price" * "amount"', storage = "stored" } }
"#;

fn with_things_by_hand(place: &Place, lab: &Lab) {
    lab.dsl(LINES);
    let mut first = lab.draft().unwrap().unwrap().revision;
    first.id = "first".parse().unwrap();
    lab.add(&first).unwrap();
    lab.folder
        .write("migrations/20261122_1014_byhand_by_hand.toml", BY_HAND);
    lab.upgrade(&RunOptions::default()).unwrap();
    place.run(
        "INSERT INTO \"Line\" (\"id\", \"price\", \"amount\", \"note\") VALUES (1, 200, 3, 'Big'), (2, 5, 1, NULL)",
    );
}

#[test]
fn what_only_history_says_follows_a_renamed_column_and_table() {
    on_both(|place, lab| {
        with_things_by_hand(place, lab);
        assert!(lab.draft().unwrap().is_none(), "what the DSL cannot say stays");
        let before = place.catalogue();
        // Two columns trade names, a third gets a new one, and the table, too.
        let renamed = "entity Item \"Item\":\n  was: Line\n  id: int pk\n  amount: int required was: price\n  \
                       price: int required was: amount\n  remark: str(40) was: note\n";
        lab.write_draft(renamed).unwrap();
        lab.upgrade(&RunOptions::default())
            .unwrap_or_else(|error| panic!("{}", crate::support::chain(&error)));
        assert!(lab.draft().unwrap().is_none());
        lab.verified_structure().unwrap();
        place.is_sound().unwrap();
        let rows =
            place.query("SELECT \"amount\", \"price\", \"remark\", \"total\" FROM \"Item\" ORDER BY \"id\"");
        let rows: Vec<String> = rows
            .into_iter()
            .map(|row| row.into_iter().flatten().collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(rows, ["200 3 Big 600", "5 1 5"]);
        assert_eq!(place.value("SELECT \"what\" FROM \"dear\""), "Big");
        let after = place.catalogue();
        for old in ["Line\"", "\"note\"", " note"] {
            assert!(!after.contains(old), "{old} in\n{after}");
        }
        // The check holds under the new names: what was the price may not be negative, what was the amount is small.
        for wrong in ["(3, -1, 1)", "(3, 1, 1000)"] {
            let insert = format!("INSERT INTO \"Item\" (\"id\", \"amount\", \"price\") VALUES {wrong}");
            assert!(place.try_run(&[insert]).is_err(), "{wrong}");
        }
        place.run("INSERT INTO \"Item\" (\"id\", \"amount\", \"price\") VALUES (3, 1000, 1)");
        place.run("DELETE FROM \"Item\" WHERE \"id\" = 3");
        lab.downgrade("-1", &RunOptions::default()).unwrap();
        assert_eq!(place.catalogue(), before);
        assert_eq!(place.value("SELECT \"what\" FROM \"dear\""), "Big");
    });
}

#[test]
fn an_invariant_follows_the_columns_that_it_speaks_of() {
    const SETTINGS: &str = "[schema]\ninvariants = \"check\"\n";
    const DSL: &str = "entity Case \"Case\":\n  id: int pk\n  starts: date\n  ends: date\n  invariant: ends > starts\n    \
                       code: RANGE\n";
    on_both_with(SETTINGS, |place, lab| {
        lab.must_migrate_to(DSL);
        place.run("INSERT INTO \"Case\" VALUES (1, '2026-01-01', '2026-02-01')");
        // They trade names, and the rule with them.
        let swapped = "entity Case \"Case\":\n  id: int pk\n  ends: date was: starts\n  starts: date was: ends\n  \
                       invariant: starts > ends\n    code: RANGE\n";
        let statements = rename_to(place, lab, SETTINGS, swapped);
        for statement in &statements {
            assert!(statement.contains("RENAME COLUMN"), "{statement}");
        }
        assert_eq!(place.value("SELECT \"ends\" FROM \"Case\""), "2026-01-01");
    });
}
