//! What a person reads for each kind of mistake in a file.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use dazzle_history::file;
use proptest::prelude::*;

const HEAD: &str = "revision = \"a1\"\nrevises = []\nmessage = \"m\"\ncreated_at = 2026-11-22T10:14:03Z\n";

/// `line:column message` and, after ` → `, the help, of every mistake.
fn report(text: &str) -> String {
    let errors = file::parse("a.toml", text).expect_err(text);
    let lines: Vec<String> = errors
        .iter()
        .map(|error| {
            let place = &error.place;
            assert_eq!(
                error.to_string(),
                format!("a.toml:{}:{}: {}", place.line, place.column, error.message)
            );
            assert_eq!(
                place.source_line,
                text.lines()
                    .nth(place.line - 1)
                    .unwrap_or_default()
                    .trim_start_matches('\u{feff}')
            );
            assert!(place.span.end <= text.len());
            let help = error
                .help
                .as_ref()
                .map_or(String::new(), |help| format!(" → {help}"));
            format!("{}:{} {}{help}", place.line, place.column, error.message)
        })
        .collect();
    lines.join("\n")
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(report(text), expected, "\n{text}");
}

/// The report for one operation that stands in line 7 and after.
#[track_caller]
fn check_operation(operation: &str, expected: &str) {
    check(&format!("{HEAD}\n[[upgrade]]\n{operation}\n"), expected);
}

#[test]
fn syntax() {
    check(
        "revision = \"a1\nrevises = [\n",
        "1:15 invalid basic string, expected `\"`\n2:12 unclosed array, expected `]`",
    );
    check(&format!("{HEAD}message = \"again\"\n"), "5:1 duplicate key");
    check(
        "revision = 1 2\n",
        "1:12 string values must be quoted, expected literal string",
    );
}

#[test]
fn empty_file() {
    check(
        "",
        "1:1 the file has no `revision`\n\
         1:1 the file has no `revises` → write the ids of the revisions it follows, or `revises = []` for the first\n\
         1:1 the file has no `message`\n\
         1:1 the file has no `created_at`",
    );
}

#[test]
fn head_of_the_file() {
    check(
        "revision = \"a b\"\nrevise = []\nrevises = [1, \"x\", \"x\"]\nmessage = 3\ncreated_at = \"2026-11-22\"\n",
        "1:12 `revision`: the revision id \"a b\" contains ' '; write letters, digits, `_`, `.` and `-`, a letter or digit first\n\
         2:1 unknown key `revise` in the file → did you mean `revises`?\n\
         3:12 `revises` must be a text in quotes, not a whole number\n\
         4:11 `message` must be a text in quotes, not a whole number\n\
         5:14 `created_at` must be a date and time with zone, not a text → write it without quotes, as in `2026-11-22T10:14:03Z`",
    );
    check(
        "revision = \"head\"\nrevises = [\"x\", \"x\"]\nmessage = \"\"\ncreated_at = 2026-11-22\n[upgrade]\n",
        "1:12 `revision`: `head` is no revision id: the word is a target of its own\n\
         2:17 `revises` has `x` twice\n\
         4:14 `created_at` is `2026-11-22`, which is no date and time with zone → write it without quotes, as in `2026-11-22T10:14:03Z`\n\
         5:1 `upgrade` must be a list of operations, not a table → write `[[upgrade]]` above each operation",
    );
    check(
        &format!(
            "revision = \"{}\"\nrevises = [\"\"]\nmessage = \"\"\ncreated_at = 2026-11-22T10:00:00\nupgrade = [1]\n",
            "a".repeat(201)
        ),
        "1:12 `revision`: the revision id has 201 characters; at most 200 are allowed\n\
         2:12 `revises`: a revision id must not be empty\n\
         4:14 `created_at` is `2026-11-22T10:00:00`, which is no date and time with zone → write it without quotes, as in `2026-11-22T10:14:03Z`\n\
         5:12 an operation must be a table, not a whole number",
    );
}

#[test]
fn operation_words() {
    check_operation(
        "op = \"add_colum\"",
        "7:6 `op` does not know `add_colum` → did you mean `add_column`?",
    );
    check_operation(
        "table = \"Task\"",
        "6:1 an operation has no `op` → an operation begins with its word, as in `op = \"add_column\"`",
    );
    check_operation("op = 1", "7:6 `op` must be a text in quotes, not a whole number");
    let text = report(&format!("{HEAD}\n[[downgrade]]\nop = \"frobnicate\"\n"));
    assert!(
        text.starts_with("7:6 `op` does not know `frobnicate` → known are `create_table`, `drop_table`"),
        "{text}"
    );
}

#[test]
fn several_in_one_column() {
    check_operation(
        "op = \"add_column\"\ncolumn = { nam = \"x\", type = \"string\", nullable = \"no\", default = 0, identity = \"sometimes\", comment = [] }",
        "6:1 `add_column` has no `table`\n\
         8:10 a column has no `name`\n\
         8:12 unknown key `nam` in a column → did you mean `name`?\n\
         8:30 unknown column type `string` → a type that only one dialect has is written `native(\"…\")`\n\
         8:51 `nullable` must be `true` or `false`, without quotes, not a text\n\
         8:67 `default` must be a text in quotes, not a whole number → write the default as a text: `default = \"0\"`\n\
         8:81 `identity` does not know `sometimes` → known are `by_default`, `always`, `serial`\n\
         8:104 `comment` must be a text in quotes, not a list",
    );
}

#[test]
fn types_defaults_and_names() {
    check_operation(
        "op = \"add_column\"\ntable = \"\"\ncolumn = { name = \"a\\nb\", type = \"varchr(3)\", default = \"open\" }",
        "8:9 `table`: a name must not be empty\n\
         9:19 `name`: the name \"a\\nb\" contains a control character\n\
         9:34 unknown column type `varchr(3)` → did you mean `varchar`?\n\
         9:57 `default`: `open` is no default: write a number, `true`, `false`, `'text'` in single quotes, `now`, `today`, `uuid`, or date arithmetic such as `today + 7d` → an SQL expression is written `{ sql = '…' }`",
    );
    check_operation(
        "op = \"drop_column\"\ntable = \"ééééééééééééééééééééééééééééééééé\"\ncolumn = { name = \"x\", type = \"decimal(5)\", default = { sqll = '1' } }",
        "8:9 `table`: the name `ééééééééééééééééééééééééééééééééé` has 66 bytes; databases allow 63\n\
         9:31 column type `decimal(5)`: write digits and digits after the point, as in `decimal(10,2)`\n\
         9:55 a default in SQL has no `sql`\n\
         9:57 unknown key `sqll` in a default in SQL → did you mean `sql`?",
    );
}

#[test]
fn tables() {
    check_operation(
        "op = \"create_table\"\ntable = \"T\"\ncolumns = []\nuniques = [{ name = \"u\", columns = [] }]\nforeign_key = {}",
        "9:11 a table needs a column\n\
         10:36 `columns` is empty\n\
         11:1 unknown key `foreign_key` in `create_table` → did you mean `foreign_keys`?",
    );
    check_operation(
        "op = \"drop_table\"\ntable = \"T\"\ncolumns = [\n  { name = \"a\", type = \"text\" },\n  { name = \"a\", type = \"text\" },\n]\nindexes = 1",
        "11:3 `columns` has `a` twice\n\
         13:11 `indexes` must be a list, not a whole number",
    );
}

#[test]
fn keys_checks_and_indexes() {
    check_operation(
        "op = \"add_foreign_key\"\ntable = \"T\"\nforeign_key = { name = \"f\", columns = [\"a\"], references = \"U\", on_delete = \"casade\" }",
        "9:59 `references` must be a table, not a text\n\
         9:76 `on_delete` does not know `casade` → did you mean `cascade`?",
    );
    check_operation(
        "op = \"add_check\"\ntable = \"T\"\ncheck = { name = \"c\", column = \"a\", sql = \"x\" }",
        "9:9 a check has either `column` and `values`, or `sql`",
    );
    check_operation(
        "op = \"add_check\"\ntable = \"T\"\ncheck = { name = \"c\", column = \"a\", values = [\"x\", \"y\", \"x\"] }",
        "9:57 `values` has `x` twice",
    );
    check_operation(
        "op = \"create_index\"\ntable = \"T\"\nindex = { name = \"i\", columns = [{ column = \"a\", order = \"desc\" }, {}, 3], where = { postgres = 'x' } }",
        "9:58 `order` does not know `desc` → known are `ascending`, `descending`\n\
         9:68 a part of an index has either `column` or `expression`\n\
         9:72 `columns` must be a text in quotes, not a whole number\n\
         9:86 `where`: unknown dialect `postgres`; known are `postgresql` and `sqlite` → did you mean `postgresql`?",
    );
    check_operation(
        "op = \"add_primary_key\"\ntable = \"T\"\nprimary_key = [\"id\"]",
        "9:15 a primary key must be a table, not a list",
    );
}

#[test]
fn generated_columns_and_collations() {
    check_operation(
        "op = \"add_column\"\ntable = \"T\"\ncolumn = { name = \"x\", type = \"text\", generated = { expresion = 'a', storage = \"kept\" }, collation = \"\" }",
        "9:51 `generated` has no `expression`\n\
         9:53 unknown key `expresion` in `generated` → did you mean `expression`?\n\
         9:80 `storage` does not know `kept` → known are `stored`, `virtual`\n\
         9:102 `collation`: a name must not be empty",
    );
    check_operation(
        "op = \"add_column\"\ntable = \"T\"\ncolumn = { name = \"x\", type = \"text\", generated = 'upper(a)', collate = \"C\" }",
        "9:51 `generated` must be a table, not a text\n\
         9:63 unknown key `collate` in a column → did you mean `collation`?",
    );
    check_operation(
        "op = \"alter_column\"\ntable = \"T\"\ncolumn = \"a\"\ngenerated = { to = { expression = 'b' } }\ncollation = { from = 1 }",
        "10:20 `to` has no `storage`\n\
         11:22 `from` must be a text in quotes, not a whole number",
    );
}

#[test]
fn properties_of_keys_and_indexes() {
    check_operation(
        "op = \"add_foreign_key\"\ntable = \"T\"\nforeign_key = { name = \"f\", columns = [\"a\"], references = { table = \"U\", columns = [\"a\"] }, deferrable = true }",
        "9:106 `deferrable` must be a text in quotes, not `true` or `false`",
    );
    check_operation(
        "op = \"add_foreign_key\"\ntable = \"T\"\nforeign_key = { name = \"f\", columns = [\"a\"], references = { table = \"U\", columns = [\"a\"] }, deferrable = \"deferred\" }",
        "9:106 `deferrable` does not know `deferred` → known are `not_deferrable`, `initially_immediate`, `initially_deferred`",
    );
    check_operation(
        "op = \"add_unique\"\ntable = \"T\"\nunique = { name = \"u\", columns = [\"a\"], include = [], nulls_not_distinct = \"yes\", where = 'x' }",
        "9:51 `include` is empty\n\
         9:76 `nulls_not_distinct` must be `true` or `false`, without quotes, not a text\n\
         9:83 unknown key `where` in a unique constraint → known are `name`, `columns`, `include`, `nulls_not_distinct`, `deferrable`",
    );
    check_operation(
        "op = \"create_index\"\ntable = \"T\"\nindex = { name = \"i\", columns = [{ column = \"a\", nulls = \"none\", operator_clas = \"x\", collation = 1 }], method = \"\", include = [3] }",
        "9:58 `nulls` does not know `none` → known are `first`, `last`\n\
         9:66 unknown key `operator_clas` in a part of an index → did you mean `operator_class`?\n\
         9:99 `collation` must be a text in quotes, not a whole number\n\
         9:114 `method`: a name must not be empty\n\
         9:129 `include` must be a text in quotes, not a whole number",
    );
}

#[test]
fn views() {
    check_operation(
        "op = \"create_view\"\nname = \"v\"\nquery = ' '\ncolumns = []",
        "6:1 `create_view` has no `view`\n\
         8:1 unknown key `name` in `create_view` → known are `op`, `view`, `columns`, `query`\n\
         9:9 the view has no query\n\
         10:11 `columns` is empty",
    );
    check_operation(
        "op = \"drop_view\"\nview = \"v\"\nquery = { postgres = 'x' }",
        "9:11 `query`: unknown dialect `postgres`; known are `postgresql` and `sqlite` → did you mean `postgresql`?",
    );
    check_operation(
        "op = \"drop_view\"\nview = \"v\"",
        "6:1 `drop_view` has no `query`",
    );
}

#[test]
fn alter_column() {
    check_operation(
        "op = \"alter_column\"\ntable = \"T\"\ncolumn = \"a\"",
        "6:1 `alter_column` changes nothing → write one of `type`, `nullable`, `default`, `identity`, `generated`, `collation`, `comment`, each `{ from = …, to = … }`",
    );
    check_operation(
        "op = \"alter_column\"\ntable = \"T\"\ncolumn = \"a\"\ntype = { to = \"text\" }\ndefault = {}\nnullable = false\nusing = {}",
        "10:8 `type` has no `from`\n\
         11:11 `default` has neither `from` nor `to`\n\
         12:12 `nullable` must be a table, not `true` or `false`\n\
         13:9 `using` has a text for no dialect",
    );
}

#[test]
fn seams_and_sql() {
    check_operation(
        "op = \"data_migration\"\nwhy = \"x\"\nuntil = \" \"\nsql = 1",
        "9:9 `until` is empty → write a query that gives one number: how many rows are still not in order\n\
         10:7 `sql` must be a text in quotes or a table with a text for each dialect, not a whole number",
    );
    check_operation(
        "op = \"execute\"\nsql = ''\n[[upgrade.effects]]\nop = \"execute\"\nsql = 'x'\n[[upgrade.effects]]\nop = \"add_colum\"",
        "8:7 `execute` has no SQL\n\
         9:1 `execute` says nothing about the schema and is no effect\n\
         13:6 `op` does not know `add_colum` → did you mean `add_column`?",
    );
}

#[test]
fn places_count_characters_and_survive_windows() {
    let unix =
        format!("{HEAD}\n[[upgrade]]\nop = \"rename_table\" # é\nfrom = {{ name = \"é\" }}\nto = \"\" # ü\n")
            .replace("from = {", "from = \"é\" # é\nwrong = {");
    let expected = "9:1 unknown key `wrong` in `rename_table` → known are `op`, `from`, `to`\n10:6 `to`: a name must not be empty";
    check(&unix, expected);
    check(&format!("\u{feff}{}", unix.replace('\n', "\r\n")), expected);
    let after_umlauts = "message = \"üüü\" x";
    assert!(
        report(after_umlauts).starts_with("1:17 "),
        "{}",
        report(after_umlauts)
    );
    let one_line = "\u{feff}revision = 1\r\n";
    assert!(
        report(one_line).contains("1:12 `revision` must be a text"),
        "{}",
        report(one_line)
    );
}

#[test]
fn a_flood_of_mistakes_ends_at_a_hundred() {
    let text: String = (0..50_000).map(|at| format!("key_{at} = 1\n")).collect();
    assert_eq!(file::parse("a.toml", &text).unwrap_err().len(), 100);
}

#[test]
fn depth_does_not_overflow_the_stack() {
    for text in [
        "a = ".to_owned() + &"[".repeat(100_000),
        "a = ".to_owned() + &"{a=".repeat(100_000),
        "[".to_owned() + &"a.".repeat(100_000) + "a]",
        "a.".repeat(100_000) + "a = 1",
        "a = {".to_owned() + &"a.".repeat(100_000) + "a = 1}",
    ] {
        assert!(file::parse("a.toml", &text).is_err());
    }
}

const SAMPLE: &str = include_str!("sample.toml");

proptest! {
    #![proptest_config(dazzle_testkit::generate::cases(2_000))]

    #[test]
    fn no_text_panics(text in "\\PC*|[\\x00-\\x7f]{0,80}") {
        let _ = file::parse("a.toml", &text);
    }

    #[test]
    fn no_mutation_panics(
        cuts in proptest::collection::vec((any::<proptest::sample::Index>(), 0..30_usize, "[\\[\\]{}\"'=,.\\r\\n\\\\a-z0-9é]{0,4}"), 1..5),
    ) {
        let mut characters: Vec<char> = SAMPLE.chars().collect();
        for (at, length, insert) in cuts {
            let at = at.index(characters.len() + 1);
            let end = (at + length).min(characters.len());
            characters.splice(at..end, insert.chars());
        }
        let text: String = characters.into_iter().collect();
        match file::parse("a.toml", &text) {
            Ok(parsed) => prop_assert_eq!(file::parse("a.toml", &file::render(&parsed.revision)).unwrap().revision, parsed.revision),
            Err(errors) => {
                prop_assert!(!errors.is_empty());
                for error in errors {
                    prop_assert!(error.place.span.end <= text.len());
                    prop_assert!(error.place.line >= 1 && error.place.column >= 1);
                    prop_assert!(text.is_char_boundary(error.place.span.start));
                }
            }
        }
    }
}
