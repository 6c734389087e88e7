//! Text to tokens, grouped into logical lines with their indentation.
//!
//! The lexer never fails: a character outside the language becomes [`TokenKind::Unknown`], which only matters
//! where the parser looks (everything else in a file is skipped, and other tools may put anything there).
//! There are no newline tokens: a [`Line`] is a range of tokens, so lines are joined by taking a longer range.
//!
//! Strings may run over several lines, and that makes a forgotten quote dangerous: it could swallow a whole
//! entity in silence. Three things are therefore a [`Problem`]: a string without end; one over several lines
//! behind whose end a word follows at once (as in `"a` … `b"c`: the quotes are out of step); and one that
//! holds what looks like the header of an entity at column 0.

/// A token: its kind and its bytes in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    pub kind: TokenKind,
    pub start: usize,
    pub end: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    Word,
    Number,
    /// A whole number with a unit glued to it: `7d`.
    Duration,
    String,
    OpenParen,
    CloseParen,
    OpenBracket,
    CloseBracket,
    OpenBrace,
    CloseBrace,
    Colon,
    Comma,
    Dot,
    Question,
    Slash,
    Plus,
    Star,
    Percent,
    Dollar,
    Pipe,
    Equal,
    EqualEqual,
    NotEqual,
    Greater,
    GreaterEqual,
    Less,
    LessEqual,
    Minus,
    Arrow,
    LeftArrow,
    BothArrow,
    /// A character outside the language, or an apostrophe inside a word.
    Unknown,
}

impl TokenKind {
    pub(crate) const fn opens(self) -> bool {
        matches!(self, Self::OpenParen | Self::OpenBracket | Self::OpenBrace)
    }

    pub(crate) const fn closes(self) -> bool {
        matches!(self, Self::CloseParen | Self::CloseBracket | Self::CloseBrace)
    }

    /// Whether it joins or compares what stands left and right of it.
    pub(crate) const fn is_operator(self) -> bool {
        matches!(
            self,
            Self::Plus
                | Self::Minus
                | Self::Star
                | Self::Slash
                | Self::Percent
                | Self::Dot
                | Self::EqualEqual
                | Self::NotEqual
                | Self::Greater
                | Self::GreaterEqual
                | Self::Less
                | Self::LessEqual
                | Self::Arrow
                | Self::LeftArrow
                | Self::BothArrow
        )
    }
}

/// A line with at least one token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Line {
    /// Columns of white space in front; a tab counts four.
    pub indent: usize,
    /// Index of the first token.
    pub first: usize,
    /// Index behind the last token.
    pub end: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Problem {
    pub kind: ProblemKind,
    pub start: usize,
    pub end: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ProblemKind {
    /// A string that never ends, or whose end is the start of another.
    OpenString,
    /// A string with the header of a construct inside.
    StringHoldsConstruct,
}

#[derive(Debug, Default)]
pub(crate) struct Lexed {
    pub tokens: Vec<Token>,
    pub lines: Vec<Line>,
    pub problems: Vec<Problem>,
}

const TAB_COLUMNS: usize = 4;

pub(crate) fn lex(text: &str) -> Lexed {
    let mut lexer = Lexer {
        text,
        bytes: text.as_bytes(),
        at: 0,
        out: Lexed {
            // About one token for five bytes in real files.
            tokens: Vec::with_capacity(text.len() / 5),
            lines: Vec::with_capacity(text.len() / 30),
            problems: Vec::new(),
        },
        no_more: [false; 2],
    };
    while lexer.at < lexer.bytes.len() {
        lexer.line();
    }
    lexer.out
}

struct Lexer<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    out: Lexed,
    /// Whether a search for a closing `"` or `'` has already come to the end of the text; keeps a file full of
    /// open quotes from being searched over and over.
    no_more: [bool; 2],
}

impl Lexer<'_> {
    fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    fn character(&self, at: usize) -> Option<char> {
        self.text.get(at..).and_then(|rest| rest.chars().next())
    }

    /// One logical line with its line end.
    fn line(&mut self) {
        let mut indent = 0;
        loop {
            match self.byte(self.at) {
                Some(b' ') => indent += 1,
                Some(b'\t') => indent += TAB_COLUMNS,
                _ => break,
            }
            self.at += 1;
        }
        let first = self.out.tokens.len();
        while let Some(byte) = self.byte(self.at) {
            match byte {
                b'\n' => {
                    self.at += 1;
                    break;
                }
                b'#' => self.at = self.end_of_line(self.at),
                b' ' | b'\t' | b'\r' | 0x0c => self.at += 1,
                _ => self.token(byte),
            }
        }
        let end = self.out.tokens.len();
        if end > first {
            self.out.lines.push(Line { indent, first, end });
        }
    }

    fn end_of_line(&self, from: usize) -> usize {
        let rest = self.bytes.get(from..).unwrap_or_default();
        from + rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len())
    }

    fn push(&mut self, kind: TokenKind, end: usize) {
        self.out.tokens.push(Token {
            kind,
            start: self.at,
            end,
        });
        self.at = end;
    }

    fn token(&mut self, byte: u8) {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => {
                let end = self.word_end(self.at);
                self.push(TokenKind::Word, end);
            }
            b'0'..=b'9' => self.number(),
            b'"' => self.string(byte),
            b'\'' if !self.follows_a_word() => self.string(byte),
            0x80.. => {
                let character = self.character(self.at).unwrap_or(char::REPLACEMENT_CHARACTER);
                if character.is_alphabetic() {
                    let end = self.word_end(self.at);
                    self.push(TokenKind::Word, end);
                } else {
                    let end = (self.at + character.len_utf8()).min(self.bytes.len());
                    self.push(TokenKind::Unknown, end);
                }
            }
            _ => self.symbol(byte),
        }
    }

    /// `don't`: an apostrophe at once behind a letter or digit begins no string.
    fn follows_a_word(&self) -> bool {
        self.at
            .checked_sub(1)
            .and_then(|before| self.byte(before))
            .is_some_and(|byte| byte.is_ascii_alphanumeric() || byte >= 0x80)
    }

    fn word_end(&self, from: usize) -> usize {
        let mut at = from;
        while let Some(byte) = self.byte(at) {
            if byte.is_ascii_alphanumeric() || byte == b'_' {
                at += 1;
            } else if byte < 0x80 {
                break;
            } else {
                match self.character(at) {
                    Some(character) if character.is_alphanumeric() => at += character.len_utf8(),
                    _ => break,
                }
            }
        }
        at
    }

    fn number(&mut self) {
        let mut end = self.at;
        let mut is_whole = true;
        while let Some(byte @ (b'0'..=b'9' | b'.')) = self.byte(end) {
            is_whole &= byte != b'.';
            end += 1;
        }
        if is_whole {
            let unit_end = self.word_end(end);
            if matches!(
                self.text.get(end..unit_end),
                Some("min" | "h" | "d" | "w" | "m" | "y")
            ) {
                self.push(TokenKind::Duration, unit_end);
                return;
            }
        }
        self.push(TokenKind::Number, end);
    }

    fn string(&mut self, quote: u8) {
        let start = self.at;
        let first_line_end = self.end_of_line(start);
        match self.closing_quote(quote) {
            Some(end) if end <= first_line_end => self.push(TokenKind::String, end),
            Some(end) if self.word_end(end) == end => {
                let inside = self.text.get(start..end).unwrap_or_default();
                if inside.lines().skip(1).any(looks_like_construct) {
                    self.out.problems.push(Problem {
                        kind: ProblemKind::StringHoldsConstruct,
                        start,
                        end: first_line_end,
                    });
                }
                self.push(TokenKind::String, end);
            }
            _ => {
                self.out.problems.push(Problem {
                    kind: ProblemKind::OpenString,
                    start,
                    end: first_line_end,
                });
                self.push(TokenKind::String, first_line_end);
            }
        }
    }

    /// Offset behind the quote that ends the string beginning here.
    fn closing_quote(&mut self, quote: u8) -> Option<usize> {
        let searched = usize::from(quote == b'"');
        if self.no_more.get(searched).copied().unwrap_or(false) {
            return None;
        }
        let mut at = self.at + 1;
        while let Some(byte) = self.byte(at) {
            if byte == quote {
                return Some(at + 1);
            }
            at += if byte == b'\\' { 2 } else { 1 };
        }
        if let Some(flag) = self.no_more.get_mut(searched) {
            *flag = true;
        }
        None
    }

    fn symbol(&mut self, byte: u8) {
        use TokenKind as T;
        let next = self.byte(self.at + 1);
        let (kind, length) = match (byte, next) {
            (b'=', Some(b'=')) => (T::EqualEqual, 2),
            (b'!', Some(b'=')) => (T::NotEqual, 2),
            (b'>', Some(b'=')) => (T::GreaterEqual, 2),
            (b'<', Some(b'=')) => (T::LessEqual, 2),
            (b'<', Some(b'-')) if self.byte(self.at + 2) == Some(b'>') => (T::BothArrow, 3),
            (b'<', Some(b'-')) => (T::LeftArrow, 2),
            (b'-', Some(b'>')) => (T::Arrow, 2),
            (b'=', _) => (T::Equal, 1),
            (b'>', _) => (T::Greater, 1),
            (b'<', _) => (T::Less, 1),
            (b'-', _) => (T::Minus, 1),
            (b':', _) => (T::Colon, 1),
            (b',', _) => (T::Comma, 1),
            (b'(', _) => (T::OpenParen, 1),
            (b')', _) => (T::CloseParen, 1),
            (b'[', _) => (T::OpenBracket, 1),
            (b']', _) => (T::CloseBracket, 1),
            (b'{', _) => (T::OpenBrace, 1),
            (b'}', _) => (T::CloseBrace, 1),
            (b'.', _) => (T::Dot, 1),
            (b'?', _) => (T::Question, 1),
            (b'/', _) => (T::Slash, 1),
            (b'+', _) => (T::Plus, 1),
            (b'*', _) => (T::Star, 1),
            (b'%', _) => (T::Percent, 1),
            (b'$', _) => (T::Dollar, 1),
            (b'|', _) => (T::Pipe, 1),
            _ => (T::Unknown, 1),
        };
        self.push(kind, self.at + length);
    }
}

/// Whether a line inside a string reads like the header of an entity or archetype.
fn looks_like_construct(line: &str) -> bool {
    (line.starts_with("entity ") || line.starts_with("archetype ")) && line.trim_end().ends_with(':')
}

/// What a string token stands for: without its quotes, escapes resolved.
pub(crate) fn unquote(token_text: &str) -> String {
    let mut characters = token_text.chars();
    let quote = characters.next();
    let mut out = String::with_capacity(token_text.len());
    while let Some(character) = characters.next() {
        if Some(character) == quote {
            break;
        }
        if character != '\\' {
            out.push(character);
            continue;
        }
        match characters.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some(other) => out.push(other),
            None => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<TokenKind> {
        lex(text).tokens.iter().map(|token| token.kind).collect()
    }

    #[test]
    fn durations_are_glued_and_spell_a_unit() {
        use TokenKind as T;
        assert_eq!(
            kinds("7d 24h 30min 200MB 3.d 7 d"),
            [
                T::Duration,
                T::Duration,
                T::Duration,
                T::Number,
                T::Word,
                T::Number,
                T::Word,
                T::Number,
                T::Word
            ]
        );
    }

    #[test]
    fn a_tab_is_four_columns_and_blank_lines_do_not_count() {
        let lexed = lex("a\n\t b\n   \n      # comment\n  c # d\n");
        let indents: Vec<usize> = lexed.lines.iter().map(|line| line.indent).collect();
        assert_eq!(indents, [0, 5, 2]);
    }

    #[test]
    fn escapes() {
        assert_eq!(unquote(r#""a\n\t\\\"\x""#), "a\n\t\\\"x");
        assert_eq!(unquote(r"'it\'s'"), "it's");
    }

    #[test]
    fn an_apostrophe_in_a_word_begins_no_string() {
        assert!(lex("intent: don't\nx: y\n").problems.is_empty());
        assert_eq!(lex("intent: don't\nx: y\n").lines.len(), 2);
    }

    #[test]
    fn quotes_out_of_step_are_a_problem() {
        for text in [
            "a: \"open\nb: 1\n",
            "a: \"x\nb: 1\nc: \"d\" e\n",
            "a: \"x\nentity B:\n  c: d\ne: \"\n",
        ] {
            assert!(!lex(text).problems.is_empty(), "{text}");
        }
        assert!(lex("a: \"two\nlines\"\nb: 1\n").problems.is_empty());
    }
}
