//! What operations do to the columns that were there before: where their values are afterwards, and what may have
//! become of them.

use std::collections::BTreeMap;

use dazzle_ops::{DataMigration, Operation};
use dazzle_schema::sql_tokens::{Token, TokenKind, mentions, tokens};
use dazzle_schema::{Dialect, Name, Schema};
use dazzle_sql::casts::{WayBack, way_back};

/// What may become of the values of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kept {
    /// They stay as they are.
    Exact,
    /// The type changes by a rule that loses nothing, and its way back brings every value back as it was.
    Retyped,
    /// The type changes by a rule, and what its way back brings may be written in another way.
    Respelled,
    /// SQL by hand changes them, or the database computes them.
    Free,
}

/// What becomes of one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fate {
    /// The table and the column now; none where it was dropped.
    pub now: Option<(Name, Name)>,
    /// What may become of its values.
    pub kept: Kept,
    /// Whether rows without a value get one.
    pub is_filled: bool,
}

/// What becomes of the tables and columns of a schema.
#[derive(Debug, Clone)]
pub struct Fates {
    dialect: Dialect,
    /// Each table before, and its name now; none where it was dropped.
    pub tables: BTreeMap<Name, Option<Name>>,
    /// Each column before.
    pub columns: BTreeMap<(Name, Name), Fate>,
    /// Tables (as they were called before) from which a seam takes rows that are double.
    pub thinned: Vec<Name>,
    /// Tables (as they were called before) into which SQL by hand puts rows.
    pub grown: Vec<Name>,
}

impl Fates {
    /// Nothing has happened yet.
    pub fn of(before: &Schema, dialect: Dialect) -> Self {
        let columns = before.tables().flat_map(|table| {
            table.columns.values().map(|column| {
                let place = (table.name.clone(), column.name.clone());
                let kept = if column.generated.is_some() {
                    Kept::Free
                } else {
                    Kept::Exact
                };
                let fate = Fate {
                    now: Some(place.clone()),
                    kept,
                    is_filled: false,
                };
                (place, fate)
            })
        });
        Self {
            dialect,
            tables: before
                .table_names()
                .map(|name| (name.clone(), Some(name.clone())))
                .collect(),
            columns: columns.collect(),
            thinned: Vec::new(),
            grown: Vec::new(),
        }
    }

    /// Follows `operations` in turn.
    pub fn follow_all(&mut self, operations: &[Operation]) {
        operations.iter().for_each(|operation| self.follow(operation));
    }

    /// Follows one operation.
    pub fn follow(&mut self, operation: &Operation) {
        match operation {
            Operation::DropTable(it) => {
                self.each_table(&it.table.name, |now| *now = None);
                let gone = |place: &(Name, Name)| place.0 == it.table.name;
                self.each_column(gone, |fate| fate.now = None);
            }
            Operation::RenameTable(it) => {
                self.each_table(&it.from, |now| *now = Some(it.to.clone()));
                let renamed = |place: &(Name, Name)| place.0 == it.from;
                self.each_column(renamed, |fate| {
                    if let Some((table, _)) = &mut fate.now {
                        table.clone_from(&it.to);
                    }
                });
            }
            Operation::DropColumn(it) => {
                let gone = |place: &(Name, Name)| place.0 == it.table && place.1 == it.column.name;
                self.each_column(gone, |fate| fate.now = None);
            }
            Operation::RenameColumn(it) => {
                let renamed = |place: &(Name, Name)| place.0 == it.table && place.1 == it.from;
                self.each_column(renamed, |fate| {
                    if let Some((_, column)) = &mut fate.now {
                        column.clone_from(&it.to);
                    }
                });
            }
            Operation::AlterColumn(it) => {
                let kept = if it.generated.is_some() || (it.column_type.is_some() && it.using.is_some()) {
                    Kept::Free
                } else if let Some(types) = &it.column_type {
                    match way_back(self.dialect, &types.from, &types.to) {
                        WayBack::Exact => Kept::Retyped,
                        WayBack::Lossy | WayBack::None => Kept::Respelled,
                    }
                } else {
                    return;
                };
                let changed = |place: &(Name, Name)| place.0 == it.table && place.1 == it.column;
                self.each_column(changed, |fate| fate.kept = fate.kept.max(kept));
            }
            Operation::DataMigration(seam) => self.follow_seam(seam),
            Operation::Execute(it) => {
                if let Some(sql) = it.sql.for_dialect(self.dialect) {
                    self.follow_sql(sql);
                }
                self.follow_all(&it.effects);
            }
            _ => {}
        }
    }

    /// A seam brings in order what its postcondition asks about, and nothing else.
    fn follow_seam(&mut self, seam: &DataMigration) {
        let sql = seam.sql.for_dialect(self.dialect).unwrap_or_default();
        let Some(until) = seam.until.for_dialect(self.dialect) else {
            return;
        };
        if sql.trim().is_empty() {
            return;
        }
        let fill =
            |place: &(Name, Name)| DataMigration::fill_missing(&place.0, &place.1, None).until == seam.until;
        let is_fill = self
            .columns
            .values()
            .any(|fate| fate.now.as_ref().is_some_and(fill));
        if is_fill {
            self.each_column(fill, |fate| fate.is_filled = true);
        } else {
            let asked =
                |place: &(Name, Name)| mentions(until, place.0.as_str()) && mentions(until, place.1.as_str());
            self.each_column(asked, |fate| fate.kept = Kept::Free);
        }
        let counts_groups = tokens(until)
            .iter()
            .any(|token| token.is_word("group") || token.is_word("distinct") || token.is_word("exists"));
        for (before, now) in &self.tables {
            let Some(now) = now else { continue };
            if counts_groups && mentions(until, now.as_str()) && is_target(sql, "from", now) {
                self.thinned.push(before.clone());
            }
            if is_target(sql, "into", now) {
                self.grown.push(before.clone());
            }
        }
    }

    /// What an `execute` sets, its author wants changed.
    fn follow_sql(&mut self, sql: &str) {
        for (before, now) in &self.tables {
            if now.as_ref().is_some_and(|now| is_target(sql, "into", now)) {
                self.grown.push(before.clone());
            }
        }
        let set = |place: &(Name, Name)| mentions(sql, place.0.as_str()) && is_set(sql, &place.1);
        self.each_column(set, |fate| fate.kept = Kept::Free);
    }

    fn each_table(&mut self, name: &Name, change: impl Fn(&mut Option<Name>)) {
        for now in self.tables.values_mut().filter(|now| now.as_ref() == Some(name)) {
            change(now);
        }
    }

    fn each_column(&mut self, is_meant: impl Fn(&(Name, Name)) -> bool, change: impl Fn(&mut Fate)) {
        let meant = |fate: &&mut Fate| fate.now.as_ref().is_some_and(&is_meant);
        self.columns.values_mut().filter(meant).for_each(change);
    }
}

/// The tokens that say something.
fn words(sql: &str) -> Vec<Token<'_>> {
    tokens(sql)
        .into_iter()
        .filter(|token| token.kind != TokenKind::Trivia)
        .collect()
}

fn names(token: &Token<'_>, name: &Name) -> bool {
    mentions(token.text, name.as_str())
}

/// Whether `DELETE FROM` or `INSERT INTO` (by their second words) names the table.
fn is_target(sql: &str, preposition: &str, table: &Name) -> bool {
    let verb = if preposition == "from" { "delete" } else { "insert" };
    let words = words(sql);
    words.iter().enumerate().any(|(at, word)| {
        word.is_word(preposition)
            && words
                .get(at.saturating_sub(1))
                .is_some_and(|before| before.is_word(verb) || verb == "insert")
            && words
                .iter()
                .skip(at + 1)
                // A schema's name may stand before it.
                .take(3)
                .any(|word| names(word, table))
    })
}

/// Whether an `UPDATE` sets the column: its name stands before `=`, behind `SET` or a comma, or in a list in
/// parentheses before `=`.
fn is_set(sql: &str, column: &Name) -> bool {
    let words = words(sql);
    words.iter().enumerate().any(|(at, word)| {
        let before = at.checked_sub(1).and_then(|at| words.get(at));
        let after = words.get(at + 1);
        let begins = before.is_some_and(|it| it.is_word("set") || it.is_symbol(',') || it.is_symbol('('));
        let ends = after.is_some_and(|it| it.is_symbol('=') || it.is_symbol(',') || it.is_symbol(')'));
        let is_assigned = begins && ends && has_set_before(&words, at);
        names(word, column) && is_assigned
    })
}

fn has_set_before(words: &[Token<'_>], at: usize) -> bool {
    words
        .iter()
        .take(at)
        .rev()
        .take_while(|word| !word.is_symbol(';'))
        .any(|word| word.is_word("set"))
}

impl Fates {
    /// Whether the table, as it was called before, was dropped, or one of its columns.
    pub fn drops_of(&self, table: &str) -> bool {
        let of_column = |((of, _), fate): (&(Name, Name), &Fate)| of.as_str() == table && fate.now.is_none();
        let of_table = |(of, now): (&Name, &Option<Name>)| of.as_str() == table && now.is_none();
        self.tables.iter().any(of_table) || self.columns.iter().any(of_column)
    }

    /// Whether anything was dropped.
    pub fn drops(&self) -> bool {
        self.columns.values().any(|fate| fate.now.is_none())
    }

    /// For after the way back: what the upgrade kept is to be where it was and what it was, also where its type
    /// changed in between.
    pub fn there_and_back(&self) -> Self {
        let columns = self.columns.iter().map(|(place, fate)| {
            let kept = match fate.kept {
                Kept::Retyped => Kept::Exact,
                other => other,
            };
            let now = (fate.now.is_some() && kept != Kept::Free).then(|| place.clone());
            let is_filled = fate.is_filled;
            (place.clone(), Fate { now, kept, is_filled })
        });
        Self {
            dialect: self.dialect,
            tables: self
                .tables
                .iter()
                .map(|(name, now)| (name.clone(), now.as_ref().map(|_| name.clone())))
                .collect(),
            columns: columns.collect(),
            thinned: self.thinned.clone(),
            grown: self.grown.clone(),
        }
    }
}
