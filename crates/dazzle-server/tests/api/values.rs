//! What is written is read back, and both dialects give the same.

use proptest::prelude::{Just, Strategy, any, prop, prop_oneof};
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value, json};

use crate::support::{DIALECTS, start};

const DSL: &str = "entity Thing:\n  id: uuid pk\n  s: str(12)\n  t: text\n  i: int\n  d: decimal(12,4)\n  big: decimal(15,0)\n  \
    f: float\n  b: bool\n  day: date\n  at: datetime\n  u: uuid\n  mail: email\n  slug: slug\n  link: url\n  zone: timezone\n  \
    doc: json\n  word: enum[yes,no,order]\n  m: money(JPY)\n  r: ref Thing\n  file: file\n";

fn text(most: usize) -> impl Strategy<Value = Value> {
    prop_oneof![
        prop::collection::vec(any::<char>().prop_filter("no zero", |c| *c != '\0'), 0..most)
            .prop_map(|characters| json!(characters.into_iter().collect::<String>())),
        Just(json!("\"';--")),
        Just(json!("12")),
        Just(json!("1e3")),
        Just(json!(" ")),
    ]
}

fn document() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e15..1e15_f64).prop_map(Value::from),
        text(8),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map("[a-zA-Zé\"\\\\]{0,4}", inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
    .prop_filter("null is no value", |document| !document.is_null())
}

/// A name, a value to write, and the value to read back.
fn fields() -> Vec<(&'static str, proptest::strategy::BoxedStrategy<(Value, Value)>)> {
    fn same(
        strategy: impl Strategy<Value = Value> + 'static,
    ) -> proptest::strategy::BoxedStrategy<(Value, Value)> {
        strategy.prop_map(|value| (value.clone(), value)).boxed()
    }
    let day = (1..=9999_i16, 1..=12_i8, 1..=28_i8)
        .prop_map(|(year, month, day)| format!("{year:04}-{month:02}-{day:02}"));
    vec![
        (
            "s",
            same(text(12).prop_filter("fits", |text| text.as_str().unwrap().chars().count() <= 12)),
        ),
        ("t", same(text(60))),
        ("i", same(any::<i32>().prop_map(Value::from))),
        (
            "d",
            (-99_999_999..99_999_999_i64, 0..10_000_u32)
                .prop_map(|(whole, fraction)| {
                    let exact = format!("{whole}.{fraction:04}");
                    let shown = if whole == 0 {
                        exact.trim_start_matches('-').to_owned()
                    } else {
                        exact.clone()
                    };
                    (
                        json!(exact.trim_end_matches('0').trim_end_matches('.')),
                        json!(shown),
                    )
                })
                .boxed(),
        ),
        (
            "big",
            same((-999_999_999_999_999..999_999_999_999_999_i64).prop_map(|n| json!(n.to_string()))),
        ),
        (
            "f",
            same(
                any::<f64>()
                    .prop_filter("finite", |f| f.is_finite() && *f != 0.0)
                    .prop_map(Value::from),
            ),
        ),
        ("b", same(any::<bool>().prop_map(Value::from))),
        ("day", same(day.clone().prop_map(Value::from))),
        (
            "at",
            (day, 0..86_400_u32, 0..1_000_000_u32)
                .prop_map(|(day, second, micro)| {
                    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
                    let written = format!("{day}T{hour:02}:{minute:02}:{second:02}.{micro:06}+00:00");
                    let fraction = format!(".{micro:06}");
                    let fraction = fraction.trim_end_matches('0').trim_end_matches('.');
                    let read = format!("{day}T{hour:02}:{minute:02}:{second:02}{fraction}Z");
                    (json!(written), json!(read))
                })
                .boxed(),
        ),
        (
            "u",
            any::<u128>()
                .prop_map(|bits| {
                    let text = uuid::Uuid::from_u128(bits).to_string();
                    (json!(text.to_uppercase()), json!(text))
                })
                .boxed(),
        ),
        (
            "mail",
            same("[a-z0-9.+]{1,9}@[a-z0-9-]{1,9}".prop_map(Value::from)),
        ),
        ("slug", same("[a-z0-9-]{3,12}".prop_map(Value::from))),
        (
            "link",
            same("https?://[a-z]{1,9}/[!-~]{0,9}".prop_map(Value::from)),
        ),
        (
            "zone",
            same("[A-Z][a-z]{2,7}/[A-Z][a-z_]{2,7}".prop_map(Value::from)),
        ),
        ("doc", same(document())),
        (
            "word",
            same(prop_oneof![
                Just(json!("yes")),
                Just(json!("no")),
                Just(json!("order"))
            ]),
        ),
        (
            "m",
            same(
                (any::<i64>(), "[A-Z]{3}")
                    .prop_map(|(minor, currency)| json!({"minor": minor, "currency": currency})),
            ),
        ),
        ("file", same(text(30))),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_is_read_back_on_both() {
    let sqlite = start(DIALECTS[0], DSL).await;
    let postgresql = start(DIALECTS[1], DSL).await;
    let strategies = fields();
    let mut runner = TestRunner::deterministic();
    let mut before: Option<Value> = None;
    for round in 0..300 {
        let (mut body, mut expected) = (Map::new(), Map::new());
        for (name, strategy) in &strategies {
            let choice = any::<u8>().new_tree(&mut runner).unwrap().current();
            let (written, read) = strategy.new_tree(&mut runner).unwrap().current();
            match choice % 8 {
                0 => {
                    expected.insert((*name).to_owned(), Value::Null);
                }
                1 => {
                    body.insert((*name).to_owned(), Value::Null);
                    expected.insert((*name).to_owned(), Value::Null);
                }
                _ => {
                    body.insert((*name).to_owned(), written);
                    expected.insert((*name).to_owned(), read);
                }
            }
        }
        let id = json!(uuid::Uuid::now_v7().to_string());
        body.insert("id".to_owned(), id.clone());
        expected.insert("id".to_owned(), id.clone());
        let target = before.replace(id.clone()).unwrap_or(Value::Null);
        body.insert("r".to_owned(), target.clone());
        expected.insert("r".to_owned(), target);
        let (body, expected) = (Value::Object(body), Value::Object(expected));
        // `serde_json` reads floats up to the last digit only, so what is expected is read by it too.
        let expected: Value = serde_json::from_str(&expected.to_string()).unwrap();
        let path = format!("/api/Thing/{}", id.as_str().unwrap());
        let mut texts = Vec::new();
        for api in [&sqlite, &postgresql] {
            let made = api.post("/api/Thing", &body).await.expect(201);
            assert_eq!(made.json(), expected, "{round} {:?}", api.dialect);
            let read = api.get(&path).await.expect(200);
            assert_eq!(
                (&read.text, read.header("etag")),
                (&made.text, made.header("etag"))
            );
            // A change to what is there already changes nothing.
            let mut change = body.clone();
            change.as_object_mut().unwrap().remove("id");
            let changed = api.patch(&path, read.header("etag"), &change).await.expect(200);
            assert_eq!(changed.text, read.text);
            texts.push(read.text);
        }
        assert_eq!(texts[0], texts[1], "{round}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_at_their_limits() {
    for dialect in DIALECTS {
        let api = start(dialect, DSL).await;
        for (field, value, code) in [
            ("i", "2147483648", "range"),
            ("i", "1.5", "type"),
            ("i", "1e400", "range"),
            ("i", "\"1\"", "type"),
            ("i", "true", "type"),
            ("f", "1e400", "range"),
            ("f", "\"NaN\"", "type"),
            ("d", "1.5", "type"),
            ("d", "\"1.23456\"", "range"),
            ("d", "\"123456789\"", "range"),
            ("d", "\"NaN\"", "format"),
            ("d", "\"1e2\"", "format"),
            ("d", "\"\"", "format"),
            ("m", "{\"minor\":9223372036854775808}", "range"),
            ("m", "{\"minor\":1,\"currency\":\"eur\"}", "format"),
            ("m", "5", "type"),
            ("m", "{}", "required"),
            ("b", "1", "type"),
            ("b", "\"true\"", "type"),
            ("day", "\"2026-02-29\"", "format"),
            ("day", "\"0000-01-01\"", "format"),
            ("at", "\"2026-01-01\"", "format"),
            ("at", "\"2026-01-01T00:00:00\"", "format"),
            ("at", "\"2026-01-01T00:00:00.0000001Z\"", "precision"),
            ("doc", "{\"a\":1e401}", "json"),
            ("doc", "\"\\u0000\"", "json"),
            ("u", "\"x\"", "format"),
            ("word", "\"maybe\"", "not_one_of"),
            ("s", "\"1234567890123\"", "too_long"),
            ("r", "5", "type"),
            ("doc", "{\"a\":{\"b\":\"\\u0000\"}}", "json"),
        ] {
            let refused = api
                .post_text("/api/Thing", format!("{{\"{field}\":{value}}}"))
                .await
                .expect(422);
            assert_eq!(
                refused.errors(),
                [(field.to_owned(), code.to_owned())],
                "{field} {value}"
            );
        }
        for (field, value, read) in [
            ("i", "1.0", json!(1)),
            ("i", "1e2", json!(100)),
            ("i", "-2147483648", json!(i32::MIN)),
            ("f", "-0", json!(0.0)),
            ("f", "5e-324", json!(5e-324)),
            ("f", "1", json!(1.0)),
            (
                "f",
                "123456789012345678901234567890",
                json!(1.2345678901234568e29),
            ),
            ("d", "\"-0\"", json!("0.0000")),
            (
                "m",
                "{\"minor\":-9223372036854775808}",
                json!({"minor": i64::MIN, "currency": "JPY"}),
            ),
            ("day", "\"9999-12-31\"", json!("9999-12-31")),
            ("day", "\"0001-01-01\"", json!("0001-01-01")),
            (
                "at",
                "\"9999-12-31T23:59:59.999999Z\"",
                json!("9999-12-31T23:59:59.999999Z"),
            ),
            ("at", "\"0001-01-01T00:00:00Z\"", json!("0001-01-01T00:00:00Z")),
            (
                "doc",
                "[1.0,1e2,-0,12345678901234567890]",
                json!([1.0, 100, 0, 12_345_678_901_234_567_890_u64]),
            ),
        ] {
            let made = api
                .post_text("/api/Thing", format!("{{\"{field}\":{value}}}"))
                .await
                .expect(201);
            assert_eq!(made.json()[field], read, "{field} {value}");
        }
        // More digits than any number type of a program has.
        let made = api
            .post_text("/api/Thing", "{\"doc\":{\"n\":12345678901234567890123.4500}}")
            .await
            .expect(201);
        assert!(
            made.text.contains("{\"n\":12345678901234567890123.4500}"),
            "{}",
            made.text
        );
    }
}
