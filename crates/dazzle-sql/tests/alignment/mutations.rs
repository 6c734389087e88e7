//! Alignment never makes two things equal that differ: one literal, operator or name is changed in a generated check,
//! and the check stays different.

use dazzle_schema::{Check, CheckRule, Dialect, Schema, SqlText};
use dazzle_sql::alignment::{Answers, align};
use dazzle_testkit::postgres::temp_database;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::postgresql::{connect, decide};
use crate::structure::inspected;
use crate::support::{Sqlite, column, name, schema, table};

/// A condition over `n`, `m` (whole numbers) and `title` (text), as a tree, so that exactly one of its leaves can be
/// changed.
#[derive(Debug, Clone)]
enum Condition {
    Compare(&'static str, &'static str, i32),
    Like(&'static str),
    In(Vec<&'static str>),
    IsNull(&'static str),
    Between(&'static str, i32, i32),
    Not(Box<Condition>),
    Both(Box<Condition>, Box<Condition>),
    Either(Box<Condition>, Box<Condition>),
}

const COMPARISONS: [&str; 6] = ["<", "<=", "=", "<>", ">=", ">"];
const TEXTS: [&str; 6] = ["a", "A", "it''s", "a ", "--", "/*"];

fn condition() -> impl Strategy<Value = Condition> {
    let number = || prop_oneof![Just("n"), Just("m")];
    let leaf = prop_oneof![
        (number(), proptest::sample::select(&COMPARISONS[..]), -9..9)
            .prop_map(|(column, operator, value)| Condition::Compare(column, operator, value)),
        proptest::sample::select(&TEXTS[..]).prop_map(Condition::Like),
        proptest::sample::subsequence(TEXTS.to_vec(), 1..=4).prop_map(Condition::In),
        number().prop_map(Condition::IsNull),
        (number(), -9..0, 0..9).prop_map(|(column, low, high)| Condition::Between(column, low, high)),
    ];
    leaf.prop_recursive(3, 12, 2, |inner| {
        let two =
            || (inner.clone(), inner.clone()).prop_map(|(left, right)| (Box::new(left), Box::new(right)));
        prop_oneof![
            inner.clone().prop_map(|inner| Condition::Not(Box::new(inner))),
            two().prop_map(|(left, right)| Condition::Both(left, right)),
            two().prop_map(|(left, right)| Condition::Either(left, right)),
        ]
    })
}

impl Condition {
    fn sql(&self) -> String {
        match self {
            Self::Compare(column, operator, value) => format!("{column} {operator} {value}"),
            Self::Like(text) => format!("title LIKE '{text}%'"),
            Self::In(texts) => {
                let texts: Vec<String> = texts.iter().map(|text| format!("'{text}'")).collect();
                format!("title IN ({})", texts.join(", "))
            }
            Self::IsNull(column) => format!("{column} IS NULL"),
            Self::Between(column, low, high) => format!("{column} BETWEEN {low} AND {high}"),
            Self::Not(inner) => format!("NOT ({})", inner.sql()),
            Self::Both(left, right) => format!("({}) AND ({})", left.sql(), right.sql()),
            Self::Either(left, right) => format!("({}) OR ({})", left.sql(), right.sql()),
        }
    }

    fn leaves(&self) -> usize {
        match self {
            Self::Not(inner) => inner.leaves(),
            Self::Both(left, right) | Self::Either(left, right) => left.leaves() + right.leaves(),
            _ => 1,
        }
    }

    /// The same with leaf number `at` changed in the way `choice` says.
    fn changed(&self, at: usize, choice: usize) -> Self {
        let other = |column: &str| if column == "n" { "m" } else { "n" };
        match self {
            Self::Not(inner) => Self::Not(Box::new(inner.changed(at, choice))),
            Self::Both(left, right) => {
                let (left, right) = changed_pair(left, right, at, choice);
                Self::Both(left, right)
            }
            Self::Either(left, right) => {
                let (left, right) = changed_pair(left, right, at, choice);
                Self::Either(left, right)
            }
            Self::Compare(column, operator, value) => match choice % 3 {
                0 => Self::Compare(other(column), operator, *value),
                1 => {
                    let place = COMPARISONS.iter().position(|known| known == operator).unwrap();
                    Self::Compare(column, COMPARISONS[(place + 1 + choice % 5) % 6], *value)
                }
                _ => Self::Compare(column, operator, if *value == 0 { 1 } else { -value }),
            },
            Self::Like(text) => Self::Like(next_text(text)),
            Self::In(texts) => {
                let mut texts = texts.clone();
                let unused = TEXTS.iter().find(|text| !texts.contains(text)).unwrap();
                if choice.is_multiple_of(2) || texts.len() == 1 {
                    texts.push(unused);
                } else {
                    texts.remove(choice % texts.len());
                }
                Self::In(texts)
            }
            Self::IsNull(column) => Self::IsNull(other(column)),
            Self::Between(column, low, high) if choice.is_multiple_of(2) => {
                Self::Between(column, low - 1, *high)
            }
            Self::Between(column, low, high) => Self::Between(column, *low, high + 1),
        }
    }
}

fn next_text(text: &str) -> &'static str {
    let place = TEXTS.iter().position(|known| *known == text).unwrap();
    TEXTS[(place + 1) % TEXTS.len()]
}

fn changed_pair(
    left: &Condition,
    right: &Condition,
    at: usize,
    choice: usize,
) -> (Box<Condition>, Box<Condition>) {
    let before = left.leaves();
    if at < before {
        (Box::new(left.changed(at, choice)), Box::new(right.clone()))
    } else {
        (
            Box::new(left.clone()),
            Box::new(right.changed(at - before, choice)),
        )
    }
}

/// Conditions, each with a changed form; the same on every run.
fn pairs(count: usize) -> Vec<(Condition, Condition)> {
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        TestRng::deterministic_rng(RngAlgorithm::ChaCha),
    );
    (0..count)
        .map(|_| {
            let (condition, at, choice) = (condition(), any::<usize>(), any::<usize>())
                .new_tree(&mut runner)
                .unwrap()
                .current();
            let changed = condition.changed(at % condition.leaves(), choice % 1000);
            (condition, changed)
        })
        .collect()
}

fn with_checks(texts: impl Iterator<Item = String>) -> Schema {
    let columns = vec![
        column("n", "integer"),
        column("m", "integer"),
        column("title", "varchar(50)"),
    ];
    let mut t = table("T", columns);
    for (number, text) in texts.enumerate() {
        let name = name(&format!("ck{number}"));
        let rule = CheckRule::Sql(SqlText::Portable(text));
        t.checks.insert(name.clone(), Check { name, rule });
    }
    schema(vec![t])
}

fn create(pairs: &[(Condition, Condition)], kind: &str) -> String {
    let checks: Vec<String> = pairs
        .iter()
        .enumerate()
        .map(|(number, (written, _))| format!("CONSTRAINT ck{number} CHECK ({})", written.sql()))
        .collect();
    format!(
        "CREATE TABLE \"T\" (n integer, m integer, title {kind}, {});",
        checks.join(", ")
    )
}

#[test]
fn a_changed_check_stays_different_on_postgresql() {
    let pairs = pairs(300);
    let database = temp_database();
    database.sql(&create(&pairs, "varchar(50)"));
    let rows = database
        .sql("SELECT conname, pg_get_expr(conbin, conrelid) FROM pg_constraint WHERE conname LIKE 'ck%'");
    assert_eq!(rows.len(), pairs.len());
    let read = |number: usize| {
        let wanted = Some(format!("ck{number}"));
        rows.iter().find(|row| row[0] == wanted).unwrap()[1]
            .clone()
            .unwrap()
    };
    let live = inspected(with_checks((0..pairs.len()).map(read)));
    let declared = with_checks(pairs.iter().map(|(written, _)| written.sql()));
    let changed = with_checks(pairs.iter().map(|(_, changed)| changed.sql()));
    dazzle_testkit::block_on(async {
        let mut session = connect(&database).await;
        let (aligned, _) = decide(&mut session, &live, &declared).await;
        assert!(aligned.undecided.is_empty(), "{:?}", aligned.undecided);
        assert_eq!(aligned.schema, declared);
        let (aligned, _) = decide(&mut session, &live, &changed).await;
        assert!(aligned.undecided.is_empty(), "{:?}", aligned.undecided);
        let found = aligned.schema.table(&name("T")).unwrap();
        for (check, (written, changed)) in pairs.iter().enumerate() {
            let check = name(&format!("ck{check}"));
            assert_eq!(
                found.checks[&check],
                live.schema.table(&name("T")).unwrap().checks[&check],
                "{} / {}",
                written.sql(),
                changed.sql()
            );
        }
        session.close().await;
    });
}

/// The same text with other blanks, case and comments.
fn respelled(sql: &str) -> String {
    let mut quoted = false;
    let mut text = String::from("( ");
    for c in sql.chars() {
        quoted ^= c == '\'';
        match c {
            ' ' if !quoted => text.push_str(" /* ' */\n\t"),
            _ if !quoted => text.push(c.to_ascii_lowercase()),
            _ => text.push(c),
        }
    }
    text + " )-- end"
}

#[test]
fn a_changed_check_stays_different_on_sqlite() {
    let pairs = pairs(2000);
    // SQLite accepts all of them, so that nothing is compared that could not be.
    Sqlite::with(&create(&pairs, "VARCHAR(50)"));
    let live = inspected(with_checks(pairs.iter().map(|(written, _)| written.sql())));
    let declared = with_checks(pairs.iter().map(|(written, _)| respelled(&written.sql())));
    let changed = with_checks(pairs.iter().map(|(_, changed)| respelled(&changed.sql())));
    let aligned = align(&live, &declared, Dialect::Sqlite, &Answers::none());
    assert_eq!(aligned.schema, declared);
    let aligned = align(&live, &changed, Dialect::Sqlite, &Answers::none());
    assert!(aligned.undecided.is_empty());
    assert_eq!(aligned.schema, live.schema);
}
