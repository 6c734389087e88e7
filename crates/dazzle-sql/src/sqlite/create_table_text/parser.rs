//! Taking the text apart.

use std::ops::Range;

use dazzle_schema::sql_tokens::{Token, TokenKind, tokens};
use dazzle_schema::{Deferrability, ReferentialAction};

use super::{Clause, ClauseKind, CreateTableText, Item, ItemKind, KeyColumn};

/// A token and where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Piece<'a> {
    pub token: Token<'a>,
    pub start: usize,
    pub end: usize,
}

impl Piece<'_> {
    /// The name it spells, if it can be one. SQLite takes `'…'` for a name where one must stand.
    pub fn name(&self) -> Option<String> {
        if self.token.kind == TokenKind::Text {
            let inner = self.token.text.strip_prefix('\'')?;
            return Some(inner.strip_suffix('\'').unwrap_or(inner).replace("''", "'"));
        }
        self.token.identifier()
    }
}

/// The tokens of `sql` as SQLite reads them: a comment ends at the first `*/`, and every character beyond ASCII
/// belongs to a word.
pub fn pieces(sql: &str) -> Vec<Piece<'_>> {
    let mut all = ascii_pieces(sql);
    let beyond_ascii =
        |piece: &Piece<'_>| piece.token.kind == TokenKind::Symbol && !piece.token.text.is_ascii();
    if !all.iter().any(beyond_ascii) {
        return all;
    }
    let mut joined: Vec<Piece<'_>> = Vec::with_capacity(all.len());
    for mut piece in all.drain(..) {
        if beyond_ascii(&piece) {
            piece.token.kind = TokenKind::Word;
        }
        if let Some(last) = joined.last_mut()
            && last.token.kind == TokenKind::Word
            && matches!(piece.token.kind, TokenKind::Word | TokenKind::Number)
            && let Some(text) = sql.get(last.start..piece.end)
        {
            last.token.text = text;
            last.end = piece.end;
        } else {
            joined.push(piece);
        }
    }
    joined
}

fn ascii_pieces(sql: &str) -> Vec<Piece<'_>> {
    let mut found: Vec<Piece<'_>> = Vec::new();
    let mut offset = 0;
    'again: while let Some(rest) = sql.get(offset..).filter(|rest| !rest.is_empty()) {
        for token in tokens(rest) {
            let start = offset;
            if token.text.starts_with("/*") {
                let end = token
                    .text
                    .get(2..)
                    .and_then(|body| body.find("*/"))
                    .map(|at| at + 4);
                if let Some(text) = end.and_then(|end| token.text.get(..end))
                    && text.len() < token.text.len()
                {
                    offset += text.len();
                    found.push(Piece {
                        token: Token {
                            kind: token.kind,
                            text,
                        },
                        start,
                        end: offset,
                    });
                    continue 'again;
                }
            }
            offset += token.text.len();
            found.push(Piece {
                token,
                start,
                end: offset,
            });
        }
    }
    found
}

/// The tokens that mean something.
pub fn significant(sql: &str) -> Vec<Piece<'_>> {
    let mut all = pieces(sql);
    all.retain(|piece| piece.token.kind != TokenKind::Trivia);
    all
}

struct Cursor<'a, 'p> {
    pieces: &'p [Piece<'a>],
    at: usize,
}

impl<'a> Cursor<'a, '_> {
    fn peek(&self) -> Option<Piece<'a>> {
        self.pieces.get(self.at).copied()
    }

    fn peek_word(&self, ahead: usize, word: &str) -> bool {
        self.pieces
            .get(self.at + ahead)
            .is_some_and(|piece| piece.token.is_word(word))
    }

    /// Whether `GENERATED ALWAYS` is next and no part of the type before it: SQLite takes these words off a type's end,
    /// not out of its middle.
    fn ends_type(&self) -> bool {
        self.peek_word(0, "GENERATED")
            && self.peek_word(1, "ALWAYS")
            && self.pieces.get(self.at + 2).copied().is_none_or(begins_clause)
    }

    fn is_symbol(&self, symbol: char) -> bool {
        self.peek().is_some_and(|piece| piece.token.is_symbol(symbol))
    }

    fn bump(&mut self) -> Option<Piece<'a>> {
        let piece = self.peek()?;
        self.at += 1;
        Some(piece)
    }

    fn eat_word(&mut self, word: &str) -> bool {
        let is = self.peek_word(0, word);
        if is {
            self.at += 1;
        }
        is
    }

    /// The parenthesised group that begins here, with its parentheses; to the end if it is not closed.
    fn group(&mut self) -> Option<Range<usize>> {
        if !self.is_symbol('(') {
            return None;
        }
        let start = self.peek()?.start;
        let mut end = start;
        let mut depth = 0_usize;
        while let Some(piece) = self.bump() {
            end = piece.end;
            if piece.token.is_symbol('(') {
                depth += 1;
            } else if piece.token.is_symbol(')') {
                depth -= 1;
                if depth == 0 {
                    break;
                }
            }
        }
        Some(start..end)
    }

    fn here(&self) -> usize {
        self.peek().map_or_else(|| self.last_end(), |piece| piece.start)
    }

    /// The end of the token before.
    fn last_end(&self) -> usize {
        self.at
            .checked_sub(1)
            .and_then(|at| self.pieces.get(at))
            .map_or(0, |piece| piece.end)
    }
}

pub fn parse(sql: &str) -> Option<CreateTableText> {
    let all = significant(sql);
    let mut cursor = Cursor { pieces: &all, at: 0 };
    if !cursor.eat_word("CREATE") {
        return None;
    }
    let _ = cursor.eat_word("TEMP") || cursor.eat_word("TEMPORARY");
    if !cursor.eat_word("TABLE") {
        return None;
    }
    if cursor.peek_word(0, "IF") && cursor.peek_word(1, "NOT") && cursor.peek_word(2, "EXISTS") {
        cursor.at += 3;
    }
    let mut name = cursor.bump()?;
    if cursor.is_symbol('.') {
        cursor.at += 1;
        name = cursor.bump()?;
    }
    name.name()?;
    if !cursor.is_symbol('(') {
        return None;
    }
    let open = cursor.bump()?;
    let mut items = Vec::new();
    let mut depth = 1_usize;
    let mut start = open.end;
    while let Some(piece) = cursor.bump() {
        if piece.token.is_symbol('(') {
            depth += 1;
        } else if piece.token.is_symbol(')') {
            depth -= 1;
        }
        let ends = depth == 0;
        if ends || (depth == 1 && piece.token.is_symbol(',')) {
            items.push(item(sql.get(start..piece.start)?.to_owned()));
            start = piece.end;
        }
        if ends {
            return Some(CreateTableText {
                head: sql.get(..name.start)?.to_owned(),
                name: sql.get(name.start..name.end)?.to_owned(),
                opening: sql.get(name.end..open.end)?.to_owned(),
                items,
                tail: sql.get(piece.start..)?.to_owned(),
            });
        }
    }
    None
}

const TABLE_CONSTRAINT: [&str; 5] = ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"];

/// `INITIALLY` is none of them: at the beginning it is a name, and so may be a type.
const COLUMN_CONSTRAINT: [&str; 11] = [
    "CONSTRAINT",
    "PRIMARY",
    "NOT",
    "NULL",
    "UNIQUE",
    "CHECK",
    "DEFAULT",
    "COLLATE",
    "REFERENCES",
    "AS",
    "DEFERRABLE",
];

/// Reads one item.
pub fn item(raw: String) -> Item {
    let all = significant(&raw);
    let mut cursor = Cursor { pieces: &all, at: 0 };
    let is_constraint = TABLE_CONSTRAINT.iter().any(|word| cursor.peek_word(0, word));
    let kind = match cursor.peek().filter(|_| !is_constraint) {
        None => ItemKind::Constraints,
        Some(first) => match first.name() {
            None => ItemKind::Constraints,
            Some(name) => {
                cursor.at += 1;
                ItemKind::Column {
                    name,
                    name_span: first.start..first.end,
                    type_span: type_span(&mut cursor, first.end),
                }
            }
        },
    };
    let in_column = matches!(kind, ItemKind::Column { .. });
    let mut clauses = Vec::new();
    while cursor.peek().is_some() {
        clauses.push(clause(&mut cursor, in_column));
    }
    Item { raw, kind, clauses }
}

fn begins_clause(piece: Piece<'_>) -> bool {
    COLUMN_CONSTRAINT.iter().any(|word| piece.token.is_word(word))
}

fn type_span(cursor: &mut Cursor<'_, '_>, name_end: usize) -> Range<usize> {
    let mut span = name_end..name_end;
    while let Some(piece) = cursor.peek() {
        if begins_clause(piece) || cursor.ends_type() {
            break;
        }
        if span.is_empty() {
            span = piece.start..piece.end;
        }
        if cursor.group().is_none() {
            cursor.at += 1;
        }
        span.end = cursor.last_end();
    }
    span
}

fn clause(cursor: &mut Cursor<'_, '_>, in_column: bool) -> Clause {
    let start = cursor.here();
    let mut name = None;
    while cursor.eat_word("CONSTRAINT") {
        if let Some(piece) = cursor.bump() {
            name = piece.name().map(|text| (text, piece.start..piece.end));
        }
    }
    let mut conflict = None;
    let kind = clause_kind(cursor, in_column, &mut conflict);
    Clause {
        span: start..cursor.last_end().max(start),
        name,
        kind,
        conflict,
    }
}

fn clause_kind(cursor: &mut Cursor<'_, '_>, in_column: bool, conflict: &mut Option<String>) -> ClauseKind {
    if cursor.eat_word("PRIMARY") {
        cursor.eat_word("KEY");
        let mut descending = false;
        let (columns, mut autoincrement) = if in_column {
            descending = cursor.eat_word("DESC");
            cursor.eat_word("ASC");
            (None, false)
        } else {
            let inside = autoincrement_follows(cursor);
            (Some(key_columns(cursor)), inside)
        };
        *conflict = on_conflict(cursor);
        autoincrement |= cursor.eat_word("AUTOINCREMENT");
        return ClauseKind::PrimaryKey {
            columns,
            descending,
            autoincrement,
        };
    }
    if cursor.peek_word(0, "NOT") && cursor.peek_word(1, "NULL") {
        cursor.at += 2;
        *conflict = on_conflict(cursor);
        return ClauseKind::NotNull;
    }
    if cursor.eat_word("NULL") {
        *conflict = on_conflict(cursor);
        return ClauseKind::Null;
    }
    if cursor.eat_word("UNIQUE") {
        let columns = (!in_column).then(|| key_columns(cursor));
        *conflict = on_conflict(cursor);
        return ClauseKind::Unique { columns };
    }
    if cursor.eat_word("CHECK") {
        let here = cursor.here();
        let condition = cursor.group().unwrap_or(here..here);
        *conflict = on_conflict(cursor);
        return ClauseKind::Check { condition };
    }
    if cursor.eat_word("DEFAULT") {
        let start = cursor.here();
        if cursor.group().is_none() {
            if cursor.is_symbol('+') || cursor.is_symbol('-') {
                cursor.at += 1;
            }
            number_or_word(cursor);
        }
        return ClauseKind::Default {
            value: start..cursor.last_end().max(start),
        };
    }
    if cursor.eat_word("COLLATE") {
        let collation = cursor.bump().and_then(|piece| piece.name()).unwrap_or_default();
        return ClauseKind::Collate { collation };
    }
    if let Some(deferrability) = deferral(cursor) {
        return ClauseKind::Deferral { deferrability };
    }
    if cursor.peek_word(0, "REFERENCES") {
        let here = cursor.here();
        return references(cursor, None, here..here);
    }
    if cursor.eat_word("FOREIGN") {
        cursor.eat_word("KEY");
        let (columns, span) = column_group(cursor);
        return references(cursor, Some(columns), span);
    }
    if cursor.ends_type() {
        cursor.at += 2;
        if !cursor.peek_word(0, "AS") {
            return ClauseKind::Other;
        }
    }
    if cursor.eat_word("AS") {
        let here = cursor.here();
        let expression = cursor.group().unwrap_or(here..here);
        let stored = cursor.eat_word("STORED");
        cursor.eat_word("VIRTUAL");
        return ClauseKind::Generated { expression, stored };
    }
    if cursor.group().is_none() {
        cursor.bump();
    }
    ClauseKind::Other
}

/// The word behind `ON CONFLICT`, in capitals.
fn on_conflict(cursor: &mut Cursor<'_, '_>) -> Option<String> {
    if !(cursor.peek_word(0, "ON") && cursor.peek_word(1, "CONFLICT")) {
        return None;
    }
    cursor.at += 2;
    cursor.bump().map(|piece| piece.token.text.to_ascii_uppercase())
}

/// One value; the tokens of a number such as `.5e-3` stand close together.
fn number_or_word(cursor: &mut Cursor<'_, '_>) {
    let Some(mut last) = cursor.bump() else { return };
    let is_number = |piece: &Piece<'_>| piece.token.kind == TokenKind::Number;
    if !is_number(&last) && !last.token.is_symbol('.') {
        return;
    }
    while let Some(next) = cursor.peek().filter(|next| next.start == last.end) {
        let is_sign = next.token.is_symbol('+') || next.token.is_symbol('-');
        let after_exponent = is_number(&last)
            && last.token.text.ends_with(['e', 'E'])
            && !last.token.text.starts_with("0x")
            && !last.token.text.starts_with("0X");
        if !(is_number(&next) || next.token.is_symbol('.') || (is_sign && after_exponent)) {
            return;
        }
        last = next;
        cursor.at += 1;
    }
}

/// `[NOT] DEFERRABLE [INITIALLY …]`, or `INITIALLY …` alone. Only `DEFERRABLE INITIALLY DEFERRED` defers
/// (sqlite.org/foreignkeys.html, section 4.2).
fn deferral(cursor: &mut Cursor<'_, '_>) -> Option<Deferrability> {
    let is_not = cursor.peek_word(0, "NOT") && cursor.peek_word(1, "DEFERRABLE");
    if is_not {
        cursor.at += 1;
    }
    let is_deferrable = cursor.eat_word("DEFERRABLE");
    let mut is_deferred = false;
    let is_initially = cursor.eat_word("INITIALLY");
    if is_initially {
        is_deferred = cursor.bump().is_some_and(|piece| piece.token.is_word("DEFERRED"));
    }
    match (is_deferrable && !is_not, is_deferred) {
        (true, true) => Some(Deferrability::InitiallyDeferred),
        (true, false) => Some(Deferrability::InitiallyImmediate),
        (false, _) => (is_not || is_initially).then_some(Deferrability::NotDeferrable),
    }
}

/// Whether the group that begins here holds the word AUTOINCREMENT.
fn autoincrement_follows(cursor: &Cursor<'_, '_>) -> bool {
    cursor
        .pieces
        .iter()
        .skip(cursor.at)
        .take_while(|piece| !piece.token.is_symbol(')'))
        .any(|piece| piece.token.is_word("AUTOINCREMENT"))
}

/// The parts between the commas of the group that begins with the parenthesis at `open`, and the place behind
/// the group.
pub fn parts(pieces: &[Piece<'_>], open: usize) -> Option<(Vec<Range<usize>>, usize)> {
    if !pieces.get(open)?.token.is_symbol('(') {
        return None;
    }
    let mut found = Vec::new();
    let mut depth = 0_usize;
    let mut start = open + 1;
    for (at, piece) in pieces.iter().enumerate().skip(open) {
        if piece.token.is_symbol('(') {
            depth += 1;
        } else if piece.token.is_symbol(')') {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                found.push(start..at);
                return Some((found, at + 1));
            }
        } else if piece.token.is_symbol(',') && depth == 1 {
            found.push(start..at);
            start = at + 1;
        }
    }
    None
}

/// The names in the group that begins here: the first of each part.
fn column_group(cursor: &mut Cursor<'_, '_>) -> (Vec<String>, Range<usize>) {
    let here = cursor.here();
    let found = parts(cursor.pieces, cursor.at);
    let span = cursor.group().unwrap_or(here..here);
    let names = found.map_or_else(Vec::new, |(parts, _)| {
        parts
            .into_iter()
            .filter_map(|part| cursor.pieces.get(part)?.first()?.name())
            .collect()
    });
    (names, span)
}

/// The columns of a key in the group that begins here.
fn key_columns(cursor: &mut Cursor<'_, '_>) -> Vec<KeyColumn> {
    let found = parts(cursor.pieces, cursor.at);
    cursor.group();
    let Some((parts, _)) = found else {
        return Vec::new();
    };
    let key_column = |part: Range<usize>| {
        let part = cursor.pieces.get(part)?;
        let collate = part.iter().position(|piece| piece.token.is_word("COLLATE"));
        Some(KeyColumn {
            name: part.iter().find_map(|piece| piece.name())?,
            collation: collate.and_then(|at| part.get(at + 1)).and_then(Piece::name),
            descending: part.iter().skip(1).any(|piece| piece.token.is_word("DESC")),
        })
    };
    parts.into_iter().filter_map(key_column).collect()
}

fn references(
    cursor: &mut Cursor<'_, '_>,
    columns: Option<Vec<String>>,
    columns_span: Range<usize>,
) -> ClauseKind {
    if !cursor.eat_word("REFERENCES") {
        return ClauseKind::Other;
    }
    let here = cursor.here();
    let (table, table_span) = match cursor.bump() {
        Some(piece) => (piece.name().unwrap_or_default(), piece.start..piece.end),
        None => (String::new(), here..here),
    };
    let (targets, targets_span) = if cursor.is_symbol('(') {
        column_group(cursor)
    } else {
        (Vec::new(), cursor.last_end()..cursor.last_end())
    };
    let mut on_delete = ReferentialAction::NoAction;
    let mut on_update = ReferentialAction::NoAction;
    let mut deferrability = Deferrability::NotDeferrable;
    let mut match_word = None;
    loop {
        if cursor.peek_word(0, "ON") && !cursor.peek_word(1, "CONFLICT") {
            cursor.at += 1;
            let event = cursor.bump();
            let action = referential_action(cursor);
            match event {
                Some(event) if event.token.is_word("DELETE") => on_delete = action,
                Some(event) if event.token.is_word("UPDATE") => on_update = action,
                _ => {}
            }
        } else if cursor.eat_word("MATCH") {
            match_word = cursor.bump().map(|piece| piece.token.text.to_ascii_uppercase());
        } else if let Some(found) = deferral(cursor) {
            deferrability = found;
        } else {
            break;
        }
    }
    ClauseKind::ForeignKey {
        columns,
        columns_span,
        table,
        table_span,
        targets,
        targets_span,
        on_delete,
        on_update,
        deferrability,
        match_word,
    }
}

fn referential_action(cursor: &mut Cursor<'_, '_>) -> ReferentialAction {
    let first = cursor.bump();
    let is = |word: &str| first.is_some_and(|piece| piece.token.is_word(word));
    if is("SET") {
        let second = cursor.bump();
        if second.is_some_and(|piece| piece.token.is_word("NULL")) {
            ReferentialAction::SetNull
        } else {
            ReferentialAction::SetDefault
        }
    } else if is("NO") {
        cursor.bump();
        ReferentialAction::NoAction
    } else if is("CASCADE") {
        ReferentialAction::Cascade
    } else if is("RESTRICT") {
        ReferentialAction::Restrict
    } else {
        ReferentialAction::NoAction
    }
}
