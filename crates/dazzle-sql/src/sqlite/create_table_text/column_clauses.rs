//! Clauses of a column that stand once or not at all: COLLATE, and how it is computed.

use super::{ClauseKind, CreateTableText, ItemKind};
use crate::quote::quote_identifier;

impl CreateTableText {
    /// Gives `column` a collation, or takes it. False if there is no such column, as below.
    pub fn set_collation(&mut self, column: &str, collation: Option<&str>) -> bool {
        let clause = collation.map(|name| format!("COLLATE {}", quote_identifier(name)));
        self.set_clause(column, clause.as_deref(), |kind| {
            matches!(kind, ClauseKind::Collate { .. })
        })
    }

    /// Makes `column` a computed one by the clause `GENERATED ALWAYS AS (…) STORED`, or a plain one. A computed one
    /// has no default.
    pub fn set_generated(&mut self, column: &str, clause: Option<&str>) -> bool {
        self.set_clause(column, clause, |kind| {
            matches!(kind, ClauseKind::Generated { .. })
                || (clause.is_some() && matches!(kind, ClauseKind::Default { .. }))
        })
    }

    /// Takes out the clauses that `which` picks and puts `clause`, if any, where the first of them stood, else
    /// behind the type.
    fn set_clause(
        &mut self,
        column: &str,
        clause: Option<&str>,
        which: impl Fn(&ClauseKind) -> bool,
    ) -> bool {
        let place = self
            .items
            .iter()
            .enumerate()
            .find_map(|(at, held)| match &held.kind {
                ItemKind::Column { name, type_span, .. } if name.eq_ignore_ascii_case(column) => {
                    Some((at, type_span.end))
                }
                _ => None,
            });
        let Some((at, type_end)) = place else {
            return false;
        };
        let spans: Vec<_> = self
            .items
            .get(at)
            .into_iter()
            .flat_map(|held| &held.clauses)
            .filter(|held| which(&held.kind))
            .map(|held| held.span.clone())
            .collect();
        let mut clause = clause;
        // From the last to the first, so that those before stay where they are.
        for (nth, span) in spans.iter().enumerate().rev() {
            match clause.filter(|_| nth == 0) {
                Some(text) => {
                    self.replace(at, span, text);
                    clause = None;
                }
                None => {
                    // The blanks before go along. Line ends stay: a comment may stand there.
                    let start = self
                        .item(at)
                        .and_then(|held| held.raw.get(..span.start))
                        .map_or(span.start, |before| before.trim_end_matches([' ', '\t']).len());
                    self.replace(at, &(start..span.end), "");
                }
            }
        }
        if let Some(text) = clause {
            self.replace(at, &(type_end..type_end), &format!(" {text}"));
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edited(sql: &str, change: impl FnOnce(&mut CreateTableText) -> bool) -> String {
        let mut text = CreateTableText::parse(sql).unwrap();
        assert!(change(&mut text), "{sql}");
        text.to_string()
    }

    #[test]
    fn a_collation_is_put_behind_the_type_changed_and_taken_out() {
        let plain = "CREATE TABLE t (a TEXT NOT NULL /* x */, b)";
        let with = "CREATE TABLE t (a TEXT COLLATE \"NOCASE\" NOT NULL /* x */, b)";
        assert_eq!(
            edited(plain, |text| text.set_collation("A", Some("NOCASE"))),
            with
        );
        assert_eq!(edited(with, |text| text.set_collation("a", None)), plain);
        assert_eq!(
            edited("CREATE TABLE t (a TEXT collate rtrim, b)", |text| text
                .set_collation("a", Some("NOCASE"))),
            "CREATE TABLE t (a TEXT COLLATE \"NOCASE\", b)"
        );
        assert_eq!(
            edited(plain, |text| text.set_collation("b", Some("RTRIM"))),
            "CREATE TABLE t (a TEXT NOT NULL /* x */, b COLLATE \"RTRIM\")"
        );
        assert!(
            !CreateTableText::parse(plain)
                .unwrap()
                .set_collation("c", Some("RTRIM"))
        );
    }

    #[test]
    fn a_computation_takes_the_place_of_a_default() {
        let clause = "GENERATED ALWAYS AS (1) STORED";
        assert_eq!(
            edited("CREATE TABLE t (a INT DEFAULT 5 NOT NULL)", |text| text
                .set_generated("a", Some(clause))),
            "CREATE TABLE t (a INT GENERATED ALWAYS AS (1) STORED NOT NULL)"
        );
        assert_eq!(
            edited("CREATE TABLE t (b, a INT\n -- x\n AS (b) NOT NULL)", |text| text
                .set_generated("a", Some(clause))),
            "CREATE TABLE t (b, a INT\n -- x\n GENERATED ALWAYS AS (1) STORED NOT NULL)"
        );
        assert_eq!(
            edited(
                "CREATE TABLE t (b, a INT generated always as (b + (1)) virtual CHECK (a > 0))",
                |text| text.set_generated("a", None)
            ),
            "CREATE TABLE t (b, a INT CHECK (a > 0))"
        );
    }
}
