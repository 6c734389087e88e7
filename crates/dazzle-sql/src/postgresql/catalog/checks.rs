//! Checks as the server writes them: the forms of `IN` over texts (operations.md §5.2).

use dazzle_schema::{CheckRule, Column, Name, Table, ValueSet};

use super::defaults::postgresql_only;
use super::scan;

/// The rule of a check of `table` whose condition is `sql`.
pub fn rule(sql: &str, table: &Table) -> CheckRule {
    one_of(sql, table).unwrap_or_else(|| CheckRule::Sql(postgresql_only(sql)))
}

/// ```text
/// (c = ANY (ARRAY['a'::text, 'b'::text]))
/// (c = 'a'::text)
/// ((c)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))
/// ((c)::text = ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text]))
/// ((c)::text = 'a'::text)
/// ```
fn one_of(sql: &str, table: &Table) -> Option<CheckRule> {
    let inner = sql.strip_prefix('(')?.strip_suffix(')')?;
    let (name, rest) = match inner.strip_prefix('(') {
        Some(cast) => {
            let (name, rest) = scan::identifier(cast)?;
            (name, rest.strip_prefix(")::text")?)
        }
        None => scan::identifier(inner)?,
    };
    let column: &Column = table.column(&Name::new(&name).ok()?)?;
    if !column.column_type.is_textual() {
        return None;
    }
    let rest = rest.strip_prefix(" = ")?;
    let values = match rest.strip_prefix("ANY (") {
        Some(any) => {
            let list = any.strip_suffix(')')?;
            let list = match list.strip_prefix('(') {
                Some(cast) => cast.strip_suffix(")::text[]")?,
                None => list,
            };
            elements(list.strip_prefix("ARRAY[")?.strip_suffix(']')?)?
        }
        None => match element(rest)? {
            (value, "") => vec![value],
            _ => return None,
        },
    };
    Some(CheckRule::OneOf {
        column: column.name.clone(),
        values: ValueSet::new(values),
    })
}

fn elements(mut list: &str) -> Option<Vec<String>> {
    let mut values = Vec::new();
    loop {
        let (value, rest) = element(list)?;
        values.push(value);
        if rest.is_empty() {
            return Some(values);
        }
        list = rest.strip_prefix(", ")?;
    }
}

/// `'a'::text`, `'a'::character varying` with or without a length, and that in `(…)::text`.
fn element(text: &str) -> Option<(String, &str)> {
    if let Some(cast) = text.strip_prefix('(') {
        let (value, rest) = typed_literal(cast)?;
        return Some((value, rest.strip_prefix(")::text")?));
    }
    typed_literal(text)
}

fn typed_literal(text: &str) -> Option<(String, &str)> {
    let (value, rest) = scan::literal(text)?;
    let rest = rest.strip_prefix("::")?;
    if let Some(rest) = rest.strip_prefix("text") {
        return Some((value, rest));
    }
    let rest = rest.strip_prefix("character varying")?;
    match scan::parenthesized(rest) {
        // A length that cuts the literal would make it another one.
        Some((length, rest)) => {
            let length: usize = length.trim_matches(['(', ')']).parse().ok()?;
            (value.chars().count() <= length).then_some((value, rest))
        }
        None => Some((value, rest)),
    }
}

#[cfg(test)]
mod tests {
    use dazzle_schema::ColumnType;

    use super::*;

    fn table() -> Table {
        let mut table = Table::new(Name::new("t").unwrap());
        for (name, column_type) in [
            ("status", ColumnType::Varchar(20)),
            ("a \"b\"", ColumnType::Text),
            ("n", ColumnType::Integer),
        ] {
            let name = Name::new(name).unwrap();
            table.columns.insert(name.clone(), Column::new(name, column_type));
        }
        table
    }

    #[test]
    fn every_form_of_in_is_known() {
        let expected = |column: &str, values: &[&str]| CheckRule::OneOf {
            column: Name::new(column).unwrap(),
            values: ValueSet::new(values.iter().map(|value| (*value).to_owned())),
        };
        for sql in [
            "((status)::text = ANY ((ARRAY['new'::character varying, 'it''s'::character varying])::text[]))",
            "((status)::text = ANY ((ARRAY['new'::character varying(20), 'it''s'::character varying(20)])::text[]))",
            "((status)::text = ANY (ARRAY[('new'::character varying)::text, ('it''s'::character varying)::text]))",
        ] {
            assert_eq!(rule(sql, &table()), expected("status", &["new", "it's"]), "{sql}");
        }
        assert_eq!(
            rule("((status)::text = 'new'::text)", &table()),
            expected("status", &["new"])
        );
        assert_eq!(
            rule("(\"a \"\"b\"\"\" = ']'::text)", &table()),
            expected("a \"b\"", &["]"])
        );
        assert_eq!(
            rule(
                "(\"a \"\"b\"\"\" = ANY (ARRAY['a, b'::text, ''::text]))",
                &table()
            ),
            expected("a \"b\"", &["a, b", ""])
        );
    }

    #[test]
    fn what_is_no_list_of_texts_stays_sql() {
        for sql in [
            "(n = ANY (ARRAY[1, 2]))",
            "((status)::text <> ALL ((ARRAY['new'::character varying])::text[]))",
            "((status)::text = ANY ((ARRAY['new'::character varying, NULL::character varying])::text[]))",
            "((status)::text = ANY (ARRAY['newer'::character varying(2)]))",
            "(((status)::text = 'new'::text) OR (n = 1))",
            "(other = 'x'::text)",
            "",
        ] {
            assert!(matches!(rule(sql, &table()), CheckRule::Sql(_)), "{sql}");
        }
    }
}
