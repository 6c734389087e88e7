//! Field types with their arguments.

use dazzle_schema::ReferentialAction;

use super::field::{duplicate, whole_number};
use super::tenancy::bracketed_names;
use super::{Cursor, Parsed, Parser};
use crate::lexer::TokenKind;
use crate::model::{Collection, DeleteBehavior, FieldType, FormerValue, Located};
use crate::{Diagnostic, Span, words};

/// PostgreSQL's limits.
const LONGEST_STRING: u64 = 10_485_760;
const MOST_DIGITS: u64 = 1000;

impl Parser<'_> {
    pub(super) fn field_type(&mut self, cursor: &mut Cursor<'_>) -> Parsed<FieldType> {
        let word = cursor.name("a type")?;
        Ok(match word.text.as_str() {
            "str" => string_type(cursor, word.span)?,
            "text" => FieldType::Text,
            "int" => FieldType::Int,
            "decimal" => decimal_type(cursor, word.span)?,
            "float" => FieldType::Float,
            "bool" => FieldType::Bool,
            "date" => FieldType::Date,
            "datetime" => FieldType::DateTime,
            "uuid" => FieldType::Uuid,
            "email" => FieldType::Email,
            "slug" => FieldType::Slug,
            "url" => FieldType::Url,
            "timezone" => FieldType::Timezone,
            "file" => file_type(cursor)?,
            "json" => FieldType::Json,
            "enum" => enum_type(cursor)?,
            "money" => money_type(cursor)?,
            "ref" => FieldType::Ref {
                target: cursor.name("the name of an entity")?,
            },
            "belongs_to" => FieldType::BelongsTo {
                target: cursor.name("the name of an entity")?,
            },
            "has_many" => FieldType::HasMany(collection(cursor, true)?),
            "has_one" => FieldType::HasOne(collection(cursor, false)?),
            "embeds" => FieldType::Embeds {
                target: cursor.name("the name of an entity")?,
            },
            "poly_ref" => poly_ref(cursor)?,
            "latest_one" => {
                let target = cursor.name("the name of an entity")?;
                FieldType::LatestOne {
                    target,
                    via: via(cursor)?,
                }
            }
            "descendants_of" | "ancestors_of" => traversal(cursor)?,
            "computed" => FieldType::Computed {
                expression: cursor.rest().text,
            },
            unknown => return Err(unknown_type(unknown, word.span)),
        })
    }
}

fn unknown_type(word: &str, span: Span) -> Box<Diagnostic> {
    let foreign = words::FOREIGN_TYPES
        .iter()
        .find(|(theirs, _)| theirs.eq_ignore_ascii_case(word));
    let near = match foreign {
        Some((_, ours)) => Some(*ours),
        None => near_type(&word.to_lowercase()),
    };
    let error = Diagnostic::error("unknown-type", span, format!("unknown type `{word}`"));
    Box::new(match near {
        Some("str") => error.help("did you mean `str(200)`? the length is obligatory; `text` has none"),
        _ if word.starts_with(char::is_uppercase) && near.is_none() => {
            error.help(format!("a reference to an entity is written `ref {word}`"))
        }
        _ => error.did_you_mean(span, near),
    })
}

/// The type that was meant by a misspelt one of ours, or of another language.
fn near_type(word: &str) -> Option<&'static str> {
    if let Some(known) = words::TYPES.iter().find(|known| **known == word) {
        return Some(known);
    }
    words::nearest(word, words::TYPES.iter().copied()).or_else(|| {
        let theirs = words::nearest(word, words::FOREIGN_TYPES.iter().map(|(theirs, _)| *theirs))?;
        words::FOREIGN_TYPES
            .iter()
            .find(|(known, _)| *known == theirs)
            .map(|(_, ours)| *ours)
    })
}

/// `str ( N )`
fn string_type(cursor: &mut Cursor<'_>, word: Span) -> Parsed<FieldType> {
    if !cursor.eat(TokenKind::OpenParen) {
        return Err(Box::new(
            Diagnostic::error("missing-length", word, "`str` needs a length")
                .help("write the most characters allowed, as in `str(200)`, or `text` for no limit"),
        ));
    }
    let (length, span) = whole_number(cursor, "a whole number")?;
    cursor.expect(TokenKind::CloseParen, "`)`")?;
    match u32::try_from(length) {
        Ok(length @ 1..) if u64::from(length) <= LONGEST_STRING => Ok(FieldType::Str { length }),
        _ => Err(Box::new(Diagnostic::error(
            "bad-length",
            span,
            format!("the length of a `str` is 1 to {LONGEST_STRING}"),
        ))),
    }
}

/// `decimal ( P , S )`
fn decimal_type(cursor: &mut Cursor<'_>, word: Span) -> Parsed<FieldType> {
    if !cursor.eat(TokenKind::OpenParen) {
        return Err(Box::new(
            Diagnostic::error("missing-length", word, "`decimal` needs its digits")
                .help("write digits in all and digits after the point, as in `decimal(10,2)`"),
        ));
    }
    let (precision, precision_span) = whole_number(cursor, "the number of digits")?;
    cursor.expect(TokenKind::Comma, "`,` and the digits after the point")?;
    let (scale, scale_span) = whole_number(cursor, "the number of digits after the point")?;
    cursor.expect(TokenKind::CloseParen, "`)`")?;
    if precision == 0 || precision > MOST_DIGITS {
        return Err(Box::new(Diagnostic::error(
            "bad-length",
            precision_span,
            format!("a `decimal` has 1 to {MOST_DIGITS} digits"),
        )));
    }
    match (u32::try_from(precision), u32::try_from(scale)) {
        (Ok(precision), Ok(scale)) if scale <= precision => Ok(FieldType::Decimal { precision, scale }),
        _ => Err(Box::new(Diagnostic::error(
            "bad-length",
            scale_span,
            "a `decimal` has no more digits after the point than in all",
        ))),
    }
}

/// `file [ ( [ INT UNIT ] [ , ] [ ui : NAME ] ) ]`; nothing of it reaches the schema.
fn file_type(cursor: &mut Cursor<'_>) -> Parsed<FieldType> {
    if cursor.peek() == Some(TokenKind::OpenParen) {
        cursor.skip_parentheses()?;
    }
    Ok(FieldType::File)
}

/// `enum [ a, b, … ]`
fn enum_type(cursor: &mut Cursor<'_>) -> Parsed<FieldType> {
    cursor.expect(TokenKind::OpenBracket, "`[` and the values")?;
    let mut former = Vec::new();
    let mut values = vec![enum_value(cursor, &mut former)?];
    while cursor.eat(TokenKind::Comma) {
        values.push(enum_value(cursor, &mut former)?);
    }
    match cursor.peek() {
        Some(TokenKind::Minus) => {
            return Err(Box::new(
                Diagnostic::error("bad-enum-value", cursor.here(), "an enum value has no dashes")
                    .help("write `_` instead"),
            ));
        }
        Some(TokenKind::Word) => return Err(cursor.unexpected("`,` between the values")),
        _ => cursor.expect(TokenKind::CloseBracket, "`]`")?,
    }
    if let Some((first, second)) = duplicate(&values) {
        return Err(Box::new(
            Diagnostic::error(
                "duplicate-enum-value",
                second.span,
                format!("the value `{}` is there twice", second.text),
            )
            .label(first.span, "the first"),
        ));
    }
    check_former_values(&former)?;
    Ok(FieldType::Enum { values, former })
}

/// A value, behind it perhaps `was: OLD`, more than once where several became one.
fn enum_value(cursor: &mut Cursor<'_>, former: &mut Vec<FormerValue>) -> Parsed<Located> {
    match cursor.peek() {
        Some(TokenKind::Word) => {
            let value = cursor.name("a value")?;
            while cursor.eat_word("was") {
                cursor.expect(TokenKind::Colon, "`:` and what the value was called")?;
                former.push(FormerValue {
                    from: cursor.name("what the value was called")?,
                    to: value.text.clone(),
                });
            }
            former.retain(|it| it.from.text != it.to);
            Ok(value)
        }
        Some(TokenKind::String | TokenKind::Number | TokenKind::Duration) => {
            Err(Box::new(Diagnostic::error(
                "bad-enum-value",
                cursor.here(),
                "an enum value is a bare word: letters, digits and `_`, no digit first",
            )))
        }
        _ => Err(cursor.unexpected("a value")),
    }
}

/// Each old value has become one new one, and none has become itself in the end: that values traded names could not be
/// told from values that stay.
fn check_former_values(former: &[FormerValue]) -> Parsed<()> {
    for (at, it) in former.iter().enumerate() {
        if let Some(first) = former
            .iter()
            .take(at)
            .find(|first| first.from.text == it.from.text)
        {
            return Err(Box::new(
                Diagnostic::error(
                    "doubled-was",
                    it.from.span,
                    format!(
                        "both `{}` and `{}` are said to have been `{}`",
                        first.to, it.to, it.from.text
                    ),
                )
                .label(first.from.span, "the first")
                .help("only one value can have taken its rows over: remove the other `was:`"),
            ));
        }
        let mut now = it;
        for _ in former {
            match former.iter().find(|next| next.from.text == now.to) {
                Some(next) => now = next,
                None => break,
            }
            if now.to == it.from.text {
                return Err(Box::new(
                    Diagnostic::error(
                        "traded-values",
                        it.from.span,
                        format!("`{}` and `{}` cannot trade names in one step", it.from.text, it.to),
                    )
                    .help("give one of them a third name in a revision of its own, and the right one in the next"),
                ));
            }
        }
    }
    Ok(())
}

/// `money [ ( CUR ) ]`
fn money_type(cursor: &mut Cursor<'_>) -> Parsed<FieldType> {
    let mut currency = String::from("GBP");
    if cursor.eat(TokenKind::OpenParen) {
        let code = cursor.name("a currency, such as `EUR`")?;
        cursor.expect(TokenKind::CloseParen, "`)`")?;
        currency = code.text.to_uppercase();
        if currency.len() != 3 || !currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Err(Box::new(Diagnostic::error(
                "bad-currency",
                code.span,
                format!(
                    "`{}` is no currency code; it has three letters, such as `EUR`",
                    code.text
                ),
            )));
        }
    }
    Ok(FieldType::Money { currency })
}

/// `E [via J] [cascade|restrict|nullify] [readonly]`
fn collection(cursor: &mut Cursor<'_>, may_have_junction: bool) -> Parsed<Collection> {
    let mut collection = Collection {
        target: cursor.name("the name of an entity")?,
        via: None,
        on_delete: None,
    };
    loop {
        let span = cursor.here();
        let action = match cursor.peek_word() {
            Some("via") if may_have_junction && collection.via.is_none() => {
                cursor.advance();
                collection.via = Some(cursor.name("the name of the entity between")?);
                continue;
            }
            Some("readonly") => {
                cursor.advance();
                continue;
            }
            Some("cascade") => ReferentialAction::Cascade,
            Some("restrict") => ReferentialAction::Restrict,
            Some("nullify") => ReferentialAction::SetNull,
            _ => return Ok(collection),
        };
        if let Some(first) = &collection.on_delete {
            return Err(Box::new(
                Diagnostic::error("duplicate-delete-behavior", span, "a second delete behavior")
                    .label(first.span, "the first"),
            ));
        }
        collection.on_delete = Some(DeleteBehavior { action, span });
        cursor.advance();
    }
}

fn poly_ref(cursor: &mut Cursor<'_>) -> Parsed<FieldType> {
    let open = cursor.here();
    let targets = bracketed_names(cursor, "the name of an entity")?;
    if targets.is_empty() {
        return Err(Box::new(Diagnostic::error(
            "empty-list",
            open.to(cursor.before()),
            "`poly_ref` needs at least one entity",
        )));
    }
    if let Some((first, second)) = duplicate(&targets) {
        return Err(Box::new(
            Diagnostic::error(
                "duplicate-target",
                second.span,
                format!("the entity `{}` is there twice", second.text),
            )
            .label(first.span, "the first"),
        ));
    }
    Ok(FieldType::PolyRef { targets })
}

fn via(cursor: &mut Cursor<'_>) -> Parsed<Located> {
    if !cursor.eat_word("via") {
        return Err(cursor.unexpected("`via` and the field to follow"));
    }
    cursor.name("the name of a field")
}

/// `self via NAME [ . NAME ]`
fn traversal(cursor: &mut Cursor<'_>) -> Parsed<FieldType> {
    if !cursor.eat_word("self") {
        return Err(cursor.unexpected("`self`"));
    }
    let first = via(cursor)?;
    Ok(if cursor.eat(TokenKind::Dot) {
        FieldType::Traversal {
            through: Some(first),
            via: cursor.name("the name of a field")?,
        }
    } else {
        FieldType::Traversal {
            through: None,
            via: first,
        }
    })
}
