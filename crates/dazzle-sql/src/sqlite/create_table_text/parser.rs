//! Taking the text apart.

use std::ops::Range;

use dazzle_schema::sql_tokens::{Token, TokenKind, tokens};

use super::{Clause, ClauseKind, CreateTableText, Item, ItemKind};

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

/// The tokens of `sql` as SQLite reads them: a comment ends at the first `*/`.
pub fn pieces(sql: &str) -> Vec<Piece<'_>> {
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

const COLUMN_CONSTRAINT: [&str; 12] = [
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
    "INITIALLY",
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

fn type_span(cursor: &mut Cursor<'_, '_>, name_end: usize) -> Range<usize> {
    let mut span = name_end..name_end;
    while let Some(piece) = cursor.peek() {
        let ends = COLUMN_CONSTRAINT.iter().any(|word| piece.token.is_word(word))
            || (piece.token.is_word("GENERATED") && cursor.peek_word(1, "ALWAYS"));
        if ends {
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
    let kind = clause_kind(cursor, in_column);
    Clause {
        span: start..cursor.last_end().max(start),
        name,
        kind,
    }
}

fn clause_kind(cursor: &mut Cursor<'_, '_>, in_column: bool) -> ClauseKind {
    if cursor.eat_word("PRIMARY") {
        cursor.eat_word("KEY");
        let (columns, mut autoincrement) = if in_column {
            let _ = cursor.eat_word("ASC") || cursor.eat_word("DESC");
            (None, false)
        } else {
            let inside = autoincrement_follows(cursor);
            (Some(column_group(cursor).0), inside)
        };
        on_conflict(cursor);
        autoincrement |= cursor.eat_word("AUTOINCREMENT");
        return ClauseKind::PrimaryKey {
            columns,
            autoincrement,
        };
    }
    if cursor.peek_word(0, "NOT") && cursor.peek_word(1, "NULL") {
        cursor.at += 2;
        on_conflict(cursor);
        return ClauseKind::NotNull;
    }
    if cursor.eat_word("NULL") {
        on_conflict(cursor);
        return ClauseKind::Null;
    }
    if cursor.eat_word("UNIQUE") {
        let columns = (!in_column).then(|| column_group(cursor).0);
        on_conflict(cursor);
        return ClauseKind::Unique { columns };
    }
    if cursor.eat_word("CHECK") {
        let here = cursor.here();
        let condition = cursor.group().unwrap_or(here..here);
        on_conflict(cursor);
        return ClauseKind::Check { condition };
    }
    if cursor.eat_word("DEFAULT") {
        let start = cursor.here();
        if cursor.group().is_none() {
            if cursor.is_symbol('+') || cursor.is_symbol('-') {
                cursor.at += 1;
            }
            cursor.bump();
        }
        return ClauseKind::Default {
            value: start..cursor.last_end().max(start),
        };
    }
    if cursor.eat_word("COLLATE") {
        cursor.bump();
        return ClauseKind::Collate;
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
    if cursor.peek_word(0, "GENERATED") || cursor.peek_word(0, "AS") {
        let _ = cursor.eat_word("GENERATED") && cursor.eat_word("ALWAYS");
        cursor.eat_word("AS");
        cursor.group();
        let _ = cursor.eat_word("STORED") || cursor.eat_word("VIRTUAL");
        return ClauseKind::Generated;
    }
    if cursor.group().is_none() {
        cursor.bump();
    }
    ClauseKind::Other
}

fn on_conflict(cursor: &mut Cursor<'_, '_>) {
    if cursor.peek_word(0, "ON") && cursor.peek_word(1, "CONFLICT") {
        cursor.at += 2;
        cursor.bump();
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

/// The names in the group that begins here: the first of each part.
fn column_group(cursor: &mut Cursor<'_, '_>) -> (Vec<String>, Range<usize>) {
    let here = cursor.here();
    let first = cursor.at;
    let Some(span) = cursor.group() else {
        return (Vec::new(), here..here);
    };
    let mut names = Vec::new();
    let mut depth = 0_usize;
    let mut begins = false;
    for piece in cursor.pieces.iter().take(cursor.at).skip(first) {
        if piece.token.is_symbol('(') {
            depth += 1;
            begins = depth == 1;
        } else if piece.token.is_symbol(')') {
            depth = depth.saturating_sub(1);
        } else if piece.token.is_symbol(',') {
            begins = depth == 1;
        } else if begins {
            names.extend(piece.name());
            begins = false;
        }
    }
    (names, span)
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
    loop {
        if cursor.peek_word(0, "ON") && !cursor.peek_word(1, "CONFLICT") {
            cursor.at += 1;
            cursor.bump();
            let _ = cursor.eat_word("SET") || cursor.eat_word("NO");
            cursor.bump();
        } else if cursor.eat_word("MATCH") {
            cursor.bump();
        } else if cursor.peek_word(0, "NOT") && cursor.peek_word(1, "DEFERRABLE") {
            cursor.at += 2;
        } else if cursor.eat_word("DEFERRABLE") {
        } else if cursor.eat_word("INITIALLY") {
            cursor.bump();
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
    }
}
