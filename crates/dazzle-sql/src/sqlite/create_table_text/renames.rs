//! Following renames in the text, nearly as SQLite does it itself.

use std::ops::Range;

use super::names::rename_name;
use super::parser::{Piece, significant};
use super::{ClauseKind, CreateTableText, ItemKind};

impl CreateTableText {
    /// The text after this table's column `from` got the name `to`, nearly as SQLite writes it.
    pub fn rename_column(&mut self, from: &str, to: &str) {
        let own = self.table_name();
        for at in 0..self.items.len() {
            let Some(held) = self.items.get(at) else { break };
            let mut spans = Vec::new();
            if let ItemKind::Column { name, name_span, .. } = &held.kind
                && name.eq_ignore_ascii_case(from)
            {
                spans.push(name_span.clone());
            }
            for clause in &held.clauses {
                match &clause.kind {
                    ClauseKind::ForeignKey {
                        columns_span,
                        table,
                        targets_span,
                        ..
                    } => {
                        spans.push(columns_span.clone());
                        if table.eq_ignore_ascii_case(&own) {
                            spans.push(targets_span.clone());
                        }
                    }
                    ClauseKind::Check { condition } => spans.push(condition.clone()),
                    ClauseKind::PrimaryKey { .. }
                    | ClauseKind::Unique { .. }
                    | ClauseKind::Generated { .. } => {
                        let after_name = clause
                            .name
                            .as_ref()
                            .map_or(clause.span.start, |(_, span)| span.end);
                        spans.push(after_name..clause.span.end);
                    }
                    _ => {}
                }
            }
            self.rename_in(at, spans, from, to);
        }
    }

    /// The text after the column `from` of the table pointed to got the name `to`.
    pub fn rename_target_column(&mut self, table: &str, from: &str, to: &str) {
        self.rename_in_references(table, |_, targets| targets, from, to);
    }

    /// The text after the table `from` got the name `to`.
    pub fn rename_target(&mut self, from: &str, to: &str) {
        self.rename_in_references(from, |table, _| table, from, to);
    }

    fn rename_in_references(
        &mut self,
        target: &str,
        which: impl Fn(Range<usize>, Range<usize>) -> Range<usize>,
        from: &str,
        to: &str,
    ) {
        for at in 0..self.items.len() {
            let Some(held) = self.items.get(at) else { break };
            let spans = held
                .clauses
                .iter()
                .filter_map(|clause| match &clause.kind {
                    ClauseKind::ForeignKey {
                        table,
                        table_span,
                        targets_span,
                        ..
                    } if table.eq_ignore_ascii_case(target) => {
                        Some(which(table_span.clone(), targets_span.clone()))
                    }
                    _ => None,
                })
                .collect();
            self.rename_in(at, spans, from, to);
        }
    }

    fn rename_in(&mut self, at: usize, mut spans: Vec<Range<usize>>, from: &str, to: &str) {
        spans.sort_by_key(|span| std::cmp::Reverse(span.start));
        for span in spans {
            let renamed = self
                .item(at)
                .and_then(|held| held.raw.get(span.clone()))
                .map(|text| rename_name(text, from, to));
            if let Some(renamed) = renamed {
                self.replace(at, &span, &renamed);
            }
        }
    }

    fn table_name(&self) -> String {
        significant(&self.name)
            .first()
            .and_then(Piece::name)
            .unwrap_or_default()
    }
}
