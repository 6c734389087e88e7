//! Operands of a rule, and what comes of comparing them.

use super::sql::{Binding, Sql};

/// Why a rule stays with the application.
pub(super) type Reason = String;

/// What an operand is.
#[derive(Debug, Clone)]
pub(super) enum Operand {
    /// A condition that is true or false, never unknown.
    Condition(Sql),
    /// A field or sum of a class of values.
    Value(Sql, Class),
    /// A field with a list of values.
    Choice(Sql, Vec<String>),
    /// A quoted text.
    Literal(String),
    /// A word that is no field.
    Word(String),
    Null,
}

/// Values that can be compared with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Number,
    Text,
    Truth,
    Moment,
    Uuid,
    Other,
}

/// An operand as a condition; a missing truth counts as false, as it does for the application.
pub(super) fn condition(operand: Operand) -> Result<Sql, Reason> {
    match operand {
        Operand::Condition(sql) => Ok(sql),
        Operand::Value(sql, Class::Truth) if matches!(sql.postgresql.as_str(), "TRUE" | "FALSE") => Ok(sql),
        Operand::Value(sql, Class::Truth) => Ok(sql.wrap("COALESCE(", ", FALSE)", Binding::Whole)),
        Operand::Word(word) => Err(format!("`{word}` is no field")),
        _ => Err(String::from("a part of it is neither true nor false")),
    }
}

pub(super) fn number(operand: Operand) -> Result<Sql, Reason> {
    match operand {
        Operand::Value(sql, Class::Number) => Ok(sql),
        Operand::Word(word) => Err(format!("`{word}` is no field")),
        _ => Err(String::from("it calculates with something that is no number")),
    }
}

pub(super) fn compare(left: Operand, operator: &str, right: Operand) -> Result<Sql, Reason> {
    let is_equality = matches!(operator, "==" | "!=");
    let (left, right) = match (left, right) {
        (Operand::Null, Operand::Null) => return Err(String::from("it compares nothing with nothing")),
        (Operand::Null, other) | (other, Operand::Null) => {
            if !is_equality {
                return Err(String::from("a missing value has no order"));
            }
            let sql = match other {
                Operand::Value(sql, _) | Operand::Choice(sql, _) => sql.within(Binding::Sum),
                Operand::Word(word) => return Err(format!("`{word}` is no field")),
                _ => return Err(String::from("only a field can be missing")),
            };
            let test = if operator == "==" {
                " IS NULL"
            } else {
                " IS NOT NULL"
            };
            return Ok(sql.wrap("", test, Binding::Comparison));
        }
        pair => pair,
    };
    let (left_sql, left_class) = side(&left, &right)?;
    let (right_sql, right_class) = side(&right, &left)?;
    if left_class != right_class || left_class == Class::Other {
        return Err(String::from("it compares values of different types"));
    }
    if !is_equality && !matches!(left_class, Class::Number | Class::Text | Class::Moment) {
        return Err(String::from("these values have no order"));
    }
    let (left_sql, right_sql) = (left_sql.within(Binding::Sum), right_sql.within(Binding::Sum));
    Ok(match operator {
        "==" => Sql::join(
            left_sql,
            ("IS NOT DISTINCT FROM", "IS"),
            right_sql,
            Binding::Comparison,
        ),
        "!=" => Sql::join(
            left_sql,
            ("IS DISTINCT FROM", "IS NOT"),
            right_sql,
            Binding::Comparison,
        ),
        _ => Sql::join(left_sql, (operator, operator), right_sql, Binding::Comparison).wrap(
            "COALESCE(",
            ", TRUE)",
            Binding::Whole,
        ),
    })
}

/// One side of a comparison, with what the other side makes of a word or text.
fn side(operand: &Operand, other: &Operand) -> Result<(Sql, Class), Reason> {
    match operand {
        Operand::Value(sql, class) => Ok((sql.clone(), *class)),
        Operand::Choice(sql, _) => Ok((sql.clone(), Class::Text)),
        Operand::Literal(text) => {
            let class = match other {
                Operand::Value(_, Class::Moment) if crate::default_value::is_moment(text) => Class::Moment,
                Operand::Value(_, Class::Uuid) if crate::default_value::is_uuid(text) => Class::Uuid,
                _ => Class::Text,
            };
            Ok((literal(text)?, class))
        }
        Operand::Word(word) => match other {
            Operand::Choice(_, values) if values.contains(word) => Ok((literal(word)?, Class::Text)),
            Operand::Choice(..) => Err(format!(
                "`{word}` is neither a field nor a value of the other side"
            )),
            _ => Err(format!("`{word}` is no field; a text stands in quotes")),
        },
        Operand::Condition(_) => Err(String::from("it compares the outcome of a comparison")),
        Operand::Null => Err(String::from("a missing value has no order")),
    }
}

fn literal(text: &str) -> Result<Sql, Reason> {
    if text.contains('\0') {
        return Err(String::from(
            "its text holds a character that databases do not store",
        ));
    }
    Ok(Sql::same(
        format!("'{}'", text.replace('\'', "''")),
        Binding::Whole,
    ))
}
