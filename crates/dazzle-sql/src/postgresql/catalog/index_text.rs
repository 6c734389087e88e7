//! The text of `CREATE INDEX` as the server writes it, read back.

use dazzle_schema::{Index, IndexKey, IndexPart, Name, NullsOrder, SortOrder, Table};

use super::defaults::postgresql_only;
use super::scan;

/// The index of `table` whose definition is `definition`; none when it has something that the model does not
/// hold, such as parameters of an operator class.
pub fn index(definition: &str, table: &Table) -> Option<Index> {
    let rest = definition.strip_prefix("CREATE ")?;
    let (unique, rest) = optional(rest, "UNIQUE ");
    let (name, rest) = scan::identifier(rest.strip_prefix("INDEX ")?)?;
    let (_, rest) = scan::identifier(rest.strip_prefix(" ON ")?)?;
    let rest = match rest.strip_prefix('.') {
        Some(rest) => scan::identifier(rest)?.1,
        None => rest,
    };
    let (method, rest) = scan::identifier(rest.strip_prefix(" USING ")?)?;
    let (keys, mut rest) = scan::parenthesized(rest.strip_prefix(' ')?)?;
    let mut index = Index {
        name: Name::new(&name).ok()?,
        parts: parts(keys.strip_prefix('(')?.strip_suffix(')')?, table)?,
        unique,
        nulls_not_distinct: false,
        method: if method == "btree" {
            None
        } else {
            Some(Name::new(&method).ok()?)
        },
        include: Vec::new(),
        predicate: None,
    };
    if let Some(after) = rest.strip_prefix(" INCLUDE ") {
        let (columns, after) = scan::parenthesized(after)?;
        index.include = names(columns.strip_prefix('(')?.strip_suffix(')')?)?;
        rest = after;
    }
    (index.nulls_not_distinct, rest) = optional(rest, " NULLS NOT DISTINCT");
    if let Some(after) = rest.strip_prefix(" WITH ") {
        // The storage parameters are read from the catalogue.
        rest = scan::parenthesized(after)?.1;
    }
    if let Some(predicate) = rest.strip_prefix(" WHERE ") {
        index.predicate = Some(postgresql_only(predicate));
    } else if !rest.is_empty() {
        return None;
    }
    Some(index)
}

fn optional<'a>(text: &'a str, word: &str) -> (bool, &'a str) {
    match text.strip_prefix(word) {
        Some(rest) => (true, rest),
        None => (false, text),
    }
}

fn names(list: &str) -> Option<Vec<Name>> {
    let mut rest = list;
    let mut found = Vec::new();
    loop {
        let (name, after) = scan::identifier(rest)?;
        found.push(Name::new(&name).ok()?);
        if after.is_empty() {
            return Some(found);
        }
        rest = after.strip_prefix(", ")?;
    }
}

fn parts(list: &str, table: &Table) -> Option<Vec<IndexPart>> {
    let mut rest = list;
    let mut found = Vec::new();
    loop {
        let (part, after) = part(rest, table)?;
        found.push(part);
        if after.is_empty() {
            return Some(found);
        }
        rest = after.strip_prefix(", ")?;
    }
}

/// `key [COLLATE collation] [operator class] [DESC] [NULLS FIRST | LAST]`, each only where it is not the default.
fn part<'a>(text: &'a str, table: &Table) -> Option<(IndexPart, &'a str)> {
    let (key, mut rest) = key(text, table)?;
    let mut part = IndexPart::over(key);
    if let Some(after) = rest.strip_prefix(" COLLATE ") {
        let (collation, after) = scan::identifier(after)?;
        part.collation = Some(Name::new(&collation).ok()?);
        rest = after;
    }
    let starts_in_lower_case =
        |text: &str| text.starts_with(|c: char| c == '"' || c == '_' || c.is_lowercase());
    if let Some(after) = rest.strip_prefix(' ').filter(|after| starts_in_lower_case(after)) {
        let (class, after) = scan::identifier(after)?;
        part.operator_class = Some(Name::new(&class).ok()?);
        rest = after;
    }
    let (descending, after) = optional(rest, " DESC");
    if descending {
        part.order = SortOrder::Descending;
    }
    rest = after;
    for (word, place) in [
        (" NULLS FIRST", NullsOrder::First),
        (" NULLS LAST", NullsOrder::Last),
    ] {
        if let Some(after) = rest.strip_prefix(word) {
            part.nulls = Some(place);
            rest = after;
        }
    }
    // A qualified collation or operator class and parameters leave something here, which the caller refuses.
    Some((part, rest))
}

/// A column, an expression in parentheses, or a function call.
fn key<'a>(text: &'a str, table: &Table) -> Option<(IndexKey, &'a str)> {
    if text.starts_with('(') {
        let (expression, rest) = scan::parenthesized(text)?;
        let inner = expression.strip_prefix('(')?.strip_suffix(')')?;
        return Some((IndexKey::Expression(postgresql_only(inner)), rest));
    }
    let (name, mut rest) = scan::identifier(text)?;
    while let Some(after) = rest.strip_prefix('.') {
        rest = scan::identifier(after)?.1;
    }
    if rest.starts_with('(') {
        let (_, after) = scan::parenthesized(rest)?;
        let call = text.get(..text.len() - after.len())?;
        return Some((IndexKey::Expression(postgresql_only(call)), after));
    }
    let column = table.column(&Name::new(&name).ok()?)?;
    Some((IndexKey::Column(column.name.clone()), rest))
}

#[cfg(test)]
mod tests {
    use dazzle_schema::{Column, ColumnType};

    use super::*;

    fn table() -> Table {
        let mut table = Table::new(Name::new("t").unwrap());
        for name in ["a", "Key", "c"] {
            let name = Name::new(name).unwrap();
            table
                .columns
                .insert(name.clone(), Column::new(name, ColumnType::Text));
        }
        table
    }

    #[test]
    fn every_part_is_read() {
        let index = index(
            "CREATE UNIQUE INDEX \"my ix\" ON public.t USING btree (\"Key\" COLLATE \"C\" text_pattern_ops DESC NULLS \
             LAST, lower(a) NULLS FIRST, ((a || c)), public.f(a, ')'::text) DESC) INCLUDE (c, \"Key\") NULLS NOT \
             DISTINCT WITH (fillfactor='70') WHERE (a > ' WHERE '::text)",
            &table(),
        )
        .unwrap();
        assert_eq!(index.name, "my ix");
        assert!(index.unique && index.nulls_not_distinct);
        assert_eq!(index.include, ["c", "Key"].map(|name| Name::new(name).unwrap()));
        assert_eq!(index.predicate, Some(postgresql_only("(a > ' WHERE '::text)")));
        assert_eq!(
            index.parts,
            [
                IndexPart {
                    key: IndexKey::Column(Name::new("Key").unwrap()),
                    order: SortOrder::Descending,
                    nulls: Some(NullsOrder::Last),
                    operator_class: Name::new("text_pattern_ops").ok(),
                    collation: Name::new("C").ok(),
                },
                IndexPart {
                    nulls: Some(NullsOrder::First),
                    ..IndexPart::over(IndexKey::Expression(postgresql_only("lower(a)")))
                },
                IndexPart::over(IndexKey::Expression(postgresql_only("(a || c)"))),
                IndexPart {
                    order: SortOrder::Descending,
                    ..IndexPart::over(IndexKey::Expression(postgresql_only("public.f(a, ')'::text)")))
                },
            ]
        );
    }

    #[test]
    fn what_the_model_does_not_hold_is_refused() {
        for keys in [
            "a ext.gin_trgm_ops",
            "a gist_trgm_ops (siglen='32')",
            "a COLLATE other.\"x\"",
            "missing",
            "COLLATION FOR (a)",
            "",
        ] {
            let text = format!("CREATE INDEX i ON t USING btree ({keys})");
            assert_eq!(index(&text, &table()), None, "{text}");
        }
    }
}
