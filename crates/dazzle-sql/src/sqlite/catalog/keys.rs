//! Primary keys, unique constraints, checks, and what else clauses say.

use dazzle_schema::naming::NameKind;
use dazzle_schema::sql_tokens::TokenKind;
use dazzle_schema::{Check, CheckRule, Name, PrimaryKey, UniqueConstraint, ValueSet};

use super::columns::without_outer;
use super::tables::Draft;
use super::{Reader, names, sql_text};
use crate::sqlite::create_table_text::{
    Clause, ClauseKind, Item, ItemKind, KeyColumn, columns_one_of, meaningful, mentions_name, significant,
};

impl Reader {
    /// Reads every constraint of a table but its foreign keys.
    pub fn keys_and_checks(&mut self, draft: &mut Draft) {
        let items = draft.text.items().to_vec();
        for item in &items {
            for clause in &item.clauses {
                self.clause(draft, item, clause);
            }
        }
    }

    fn clause(&mut self, draft: &mut Draft, item: &Item, clause: &Clause) {
        let own = match &item.kind {
            ItemKind::Column { name, .. } => std::slice::from_ref(name),
            ItemKind::Constraints => &[],
        };
        let text = item.text(&clause.span);
        let column = own.first().map(String::as_str).unwrap_or_default();
        match &clause.kind {
            ClauseKind::PrimaryKey {
                columns, descending, ..
            } => {
                let columns = key_columns(draft, own, columns.as_deref());
                if let Some(name) = self.key(
                    draft,
                    clause,
                    (text, "primary key", NameKind::PrimaryKey),
                    &columns,
                ) {
                    let subject = format!("primary key {name}");
                    if *descending {
                        self.property(&draft.table, format!("order of {subject}"), "DESC");
                    }
                    self.conflict(draft, clause, &subject);
                }
            }
            ClauseKind::Unique { columns } => {
                let columns = key_columns(draft, own, columns.as_deref());
                if let Some(name) = self.key(
                    draft,
                    clause,
                    (text, "unique constraint", NameKind::Unique),
                    &columns,
                ) {
                    self.conflict(draft, clause, &format!("unique constraint {name}"));
                }
            }
            ClauseKind::Check { condition } => {
                self.check(draft, clause, text, item.text(condition), own);
            }
            ClauseKind::ForeignKey { .. } | ClauseKind::Deferral { .. } => {}
            ClauseKind::Generated { expression, .. } => {
                self.doubtful_texts(draft, &format!("column {column}"), item.text(expression));
                self.lost_name(draft, clause, text);
            }
            ClauseKind::Collate { collation } => {
                if Name::new(collation).is_err() {
                    self.property(&draft.table, format!("collation of {column}"), text);
                }
                self.lost_name(draft, clause, text);
            }
            ClauseKind::NotNull | ClauseKind::Null => {
                self.conflict(draft, clause, &format!("column {column}"));
                self.lost_name(draft, clause, text);
            }
            ClauseKind::Default { .. } => self.lost_name(draft, clause, text),
            ClauseKind::Other => {
                let subject = if column.is_empty() {
                    "clause".to_owned()
                } else {
                    format!("clause of {column}")
                };
                self.property(&draft.table, subject, text);
            }
        }
    }

    /// The name of a constraint that can have none in a schema.
    fn lost_name(&mut self, draft: &Draft, clause: &Clause, text: &str) {
        if let Some((name, _)) = &clause.name {
            self.property(&draft.table, format!("constraint name {name}"), text);
        }
    }

    /// `ABORT` is what happens anyway.
    fn conflict(&mut self, draft: &Draft, clause: &Clause, subject: &str) {
        if let Some(conflict) = clause.conflict.as_ref().filter(|word| *word != "ABORT") {
            let description = format!("ON CONFLICT {conflict}");
            self.property(&draft.table, format!("ON CONFLICT of {subject}"), description);
        }
    }

    /// A name that a schema cannot hold is a property of the constraint, which gets another.
    pub(super) fn odd_name(&mut self, draft: &Draft, clause: &Clause, made: &Name) {
        if let Some((name, _)) = clause.name.as_ref().filter(|_| clause.usable_name().is_none()) {
            self.property(&draft.table, format!("name of constraint {made}"), name);
        }
    }

    /// Puts a key into the table, and gives its name.
    fn key(
        &mut self,
        draft: &mut Draft,
        clause: &Clause,
        (text, what, kind): (&str, &str, NameKind),
        columns: &[KeyColumn],
    ) -> Option<Name> {
        let spelled: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
        let shown = || clause.name.as_ref().map_or(text, |(name, _)| name).to_owned();
        let Some(columns_named) = names(&spelled) else {
            let why = "a column is there twice, or is none of the table";
            self.odd_constraint(&draft.table, shown(), text, why);
            return None;
        };
        let parts: Vec<&str> = match kind {
            NameKind::PrimaryKey => Vec::new(),
            _ => spelled.iter().map(String::as_str).collect(),
        };
        let Some(name) = self.constraint_name(draft, clause.usable_name().as_ref(), kind, &parts) else {
            self.odd_constraint(&draft.table, shown(), text, "its name is there twice");
            return None;
        };
        self.odd_name(draft, clause, &name);
        for column in columns {
            let subject = format!("{} in {what} {name}", column.name);
            let collation = column.collation.as_deref();
            if let Some(collation) = collation.filter(|given| !is_own_collation(draft, &column.name, given)) {
                let description = format!("COLLATE {collation}");
                self.property(&draft.table, format!("collation of {subject}"), description);
            }
            if column.descending {
                self.property(&draft.table, format!("order of {subject}"), "DESC");
            }
        }
        if kind == NameKind::PrimaryKey {
            self.null_in_key(draft, &columns_named);
            draft.table.primary_key = Some(PrimaryKey {
                name: name.clone(),
                columns: columns_named,
            });
        } else {
            let unique = UniqueConstraint::over(name.clone(), columns_named);
            draft.table.uniques.insert(name.clone(), unique);
        }
        Some(name)
    }

    /// SQLite lets NULL into a key that does not say NOT NULL (sqlite.org/quirks.html, section 5); a schema has no such
    /// key.
    fn null_in_key(&mut self, draft: &mut Draft, columns: &[Name]) {
        let mut open = Vec::new();
        for name in columns {
            if let Some(column) = draft.table.columns.get_mut(name)
                && column.nullable
            {
                column.nullable = false;
                open.push(name.as_str());
            }
        }
        if !open.is_empty() {
            self.property(&draft.table, "NULL in the primary key", open.join(", "));
        }
    }

    fn check(&mut self, draft: &mut Draft, clause: &Clause, text: &str, condition: &str, own: &[String]) {
        let columns = draft.text.column_names();
        let condition = meaningful(without_outer(condition));
        let shown = || clause.name.as_ref().map_or(text, |(name, _)| name).to_owned();
        if condition.is_empty() {
            self.odd_constraint(&draft.table, shown(), text, "it cannot be read");
            return;
        }
        let rule = one_of(draft, condition, &columns);
        let mut about: Vec<&str> = match &rule {
            Some(CheckRule::OneOf { column, .. }) => vec![column.as_str()],
            _ if !own.is_empty() => own.iter().map(String::as_str).collect(),
            _ => columns
                .iter()
                .map(String::as_str)
                .filter(|column| mentions_name(condition, column))
                .collect(),
        };
        // A check of several columns is called after none, as PostgreSQL does it.
        if about.len() > 1 {
            about.clear();
        }
        let own_name = clause.usable_name();
        let Some(name) = self.constraint_name(draft, own_name.as_ref(), NameKind::Check, &about) else {
            self.odd_constraint(&draft.table, shown(), text, "its name is there twice");
            return;
        };
        self.odd_name(draft, clause, &name);
        self.conflict(draft, clause, &format!("check {name}"));
        if rule.is_none() {
            self.doubtful_texts(draft, &format!("check {name}"), condition);
        }
        let rule = rule.unwrap_or_else(|| CheckRule::Sql(sql_text(condition)));
        draft.table.checks.insert(name.clone(), Check { name, rule });
    }

    /// Names in double quotes that no column has: SQLite reads them as texts, while other programs may refuse them
    /// (sqlite.org/quirks.html, section 8).
    pub fn doubtful_texts(&mut self, draft: &Draft, subject: &str, expression: &str) {
        let pieces = significant(expression);
        let is_known = |name: &str| {
            ["rowid", "_rowid_", "oid", draft.table.name.as_str()]
                .into_iter()
                .chain(draft.table.columns.keys().map(Name::as_str))
                .any(|known| known.eq_ignore_ascii_case(name))
        };
        let texts: Vec<&str> = pieces
            .iter()
            .enumerate()
            .filter(|(at, piece)| {
                let is_function = pieces.get(at + 1).is_some_and(|next| next.token.is_symbol('('));
                let is_other_name = at
                    .checked_sub(1)
                    .and_then(|before| pieces.get(before))
                    .is_some_and(|before| before.token.is_word("COLLATE") || before.token.is_word("AS"));
                piece.token.kind == TokenKind::QuotedIdentifier
                    && piece.token.text.starts_with('"')
                    && !is_function
                    && !is_other_name
                    && !piece.name().is_some_and(|name| is_known(&name))
            })
            .map(|(_, piece)| piece.token.text)
            .collect();
        if !texts.is_empty() {
            let name = format!("texts in double quotes of {subject}");
            self.property(&draft.table, name, texts.join(", "));
        }
    }
}

/// Whether a key's collation is the column's own.
fn is_own_collation(draft: &Draft, column: &str, given: &str) -> bool {
    let own = draft
        .table
        .columns
        .get(column)
        .and_then(|column| column.collation.as_ref())
        .map_or("BINARY", Name::as_str);
    own.eq_ignore_ascii_case(given)
}

/// The columns of a key, each as the table spells it.
fn key_columns(draft: &Draft, own: &[String], given: Option<&[KeyColumn]>) -> Vec<KeyColumn> {
    let Some(given) = given else {
        return own
            .iter()
            .map(|name| KeyColumn {
                name: name.clone(),
                collation: None,
                descending: false,
            })
            .collect();
    };
    given
        .iter()
        .map(|column| KeyColumn {
            name: draft.column_named(&column.name).unwrap_or_default().to_owned(),
            ..column.clone()
        })
        .collect()
}

/// The rule, if it lists the values of a textual column.
fn one_of(draft: &Draft, condition: &str, columns: &[String]) -> Option<CheckRule> {
    let (column, values) = columns_one_of(condition, columns)?;
    let column = draft.table.columns.get(column.as_str())?;
    column.column_type.is_textual().then(|| CheckRule::OneOf {
        column: column.name.clone(),
        values: ValueSet::new(values),
    })
}

impl Draft {
    /// The column called `name`, in any case, as the table spells it.
    pub fn column_named(&self, name: &str) -> Option<&str> {
        self.table
            .columns
            .keys()
            .map(Name::as_str)
            .find(|column| column.eq_ignore_ascii_case(name))
    }
}
