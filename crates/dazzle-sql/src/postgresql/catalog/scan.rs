//! Reads of the SQL that PostgreSQL writes itself: string literals, identifiers, balanced parentheses.
//!
//! The server's own spelling is narrow (`standard_conforming_strings` is on, no comments, no dollar quotes), so
//! each function takes one thing from the beginning of a text and gives what follows it, or nothing.

/// The value of the string literal that `text` begins with.
pub fn literal(text: &str) -> Option<(String, &str)> {
    quoted(text, '\'')
}

/// The name that `text` begins with, a bare word or one in quotes, and what follows.
pub fn identifier(text: &str) -> Option<(String, &str)> {
    if text.starts_with('"') {
        return quoted(text, '"');
    }
    let end = text
        .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$'))
        .unwrap_or(text.len());
    let (word, rest) = text.split_at_checked(end)?;
    let starts_as_name = word.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_');
    starts_as_name.then(|| (word.to_owned(), rest))
}

fn quoted(text: &str, quote: char) -> Option<(String, &str)> {
    let mut rest = text.strip_prefix(quote)?;
    let mut value = String::new();
    loop {
        let end = rest.find(quote)?;
        value.push_str(rest.get(..end)?);
        rest = rest.get(end + quote.len_utf8()..)?;
        match rest.strip_prefix(quote) {
            Some(after) => {
                value.push(quote);
                rest = after;
            }
            None => return Some((value, rest)),
        }
    }
}

/// The piece in parentheses that `text` begins with, parentheses included, and what follows.
pub fn parenthesized(text: &str) -> Option<(&str, &str)> {
    if !text.starts_with('(') {
        return None;
    }
    let mut depth = 0_usize;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        rest = match first {
            '\'' | '"' => quoted(rest, first)?.1,
            _ => {
                match first {
                    '(' => depth += 1,
                    ')' => depth = depth.checked_sub(1)?,
                    _ => {}
                }
                rest.get(first.len_utf8()..)?
            }
        };
        if depth == 0 {
            return text.split_at_checked(text.len() - rest.len());
        }
    }
    None
}

/// `definition` without the first `schema.` in it, which stands before the name of the thing defined or of its
/// table: some definitions come qualified whatever the search path.
pub fn without_schema(definition: &str, quoted_schema: &str) -> String {
    let prefix = format!("{quoted_schema}.");
    let mut rest = definition;
    let mut at_start_of_name = true;
    while let Some(first) = rest.chars().next() {
        let start = definition.len() - rest.len();
        if at_start_of_name && let Some(after) = rest.strip_prefix(prefix.as_str()) {
            let before = definition.get(..start).unwrap_or_default();
            return format!("{before}{after}");
        }
        let after = match first {
            '\'' | '"' => quoted(rest, first).map(|(_, after)| after),
            _ => rest.get(first.len_utf8()..),
        };
        let Some(after) = after else { break };
        at_start_of_name = !(first.is_alphanumeric() || matches!(first, '_' | '$' | '"' | '.'));
        rest = after;
    }
    definition.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_undoubled() {
        assert_eq!(literal("'it''s'::text"), Some(("it's".to_owned(), "::text")));
        assert_eq!(
            identifier("\"a \"\"b\"\"\" = 1"),
            Some(("a \"b\"".to_owned(), " = 1"))
        );
        assert_eq!(identifier("größe)"), Some(("größe".to_owned(), ")")));
        assert_eq!(identifier("(a"), None);
        assert_eq!(literal("'open"), None);
    }

    #[test]
    fn parentheses_in_quotes_do_not_count() {
        assert_eq!(
            parenthesized("((a = ')'::text)) x"),
            Some(("((a = ')'::text))", " x"))
        );
        assert_eq!(parenthesized("(\")\") DESC"), Some(("(\")\")", " DESC")));
        assert_eq!(parenthesized("(a"), None);
    }

    #[test]
    fn only_the_first_schema_goes() {
        assert_eq!(
            without_schema(
                "CREATE INDEX public ON public.t USING btree (a) WHERE (public.f(a))",
                "public"
            ),
            "CREATE INDEX public ON t USING btree (a) WHERE (public.f(a))"
        );
        assert_eq!(
            without_schema("ON notpublic.t, \"public.\"", "public"),
            "ON notpublic.t, \"public.\""
        );
        assert_eq!(without_schema("ON \"My S\".\"T\"", "\"My S\""), "ON \"T\"");
    }
}
