//! Filters: `status=open`, `due.gte=2026-01-01`, `priority.in=high,normal`, `agent.null=true`.

use super::{MOST_CHOICES, Reader};
use crate::address::comparable;
use crate::application::Column;
use crate::kind::{Kind, Value};

/// A condition on one column.
#[derive(Debug, Clone)]
pub(super) struct Filter {
    pub(super) column: usize,
    pub(super) test: Test,
}

/// What is asked of the column.
#[derive(Debug, Clone)]
pub(super) enum Test {
    /// Whether it has no value.
    Null(bool),
    /// Whether it is one of these.
    In(Vec<Value>),
    /// Whether it holds this text.
    Contains(Value),
    /// How it compares.
    Compare(&'static str, Value),
}

/// The word behind the dot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
    Null,
    Contains,
}

impl Operator {
    pub(crate) const ALL: [Self; 9] = [
        Self::Equal,
        Self::NotEqual,
        Self::Less,
        Self::LessOrEqual,
        Self::Greater,
        Self::GreaterOrEqual,
        Self::In,
        Self::Null,
        Self::Contains,
    ];

    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Equal => "eq",
            Self::NotEqual => "ne",
            Self::Less => "lt",
            Self::LessOrEqual => "lte",
            Self::Greater => "gt",
            Self::GreaterOrEqual => "gte",
            Self::In => "in",
            Self::Null => "null",
            Self::Contains => "contains",
        }
    }

    /// Whether a column of `kind` takes it.
    pub(crate) const fn applies_to(self, kind: &Kind) -> bool {
        match self {
            Self::Null => true,
            Self::Equal | Self::NotEqual | Self::In => !matches!(kind, Kind::Json),
            Self::Less | Self::LessOrEqual | Self::Greater | Self::GreaterOrEqual => {
                !matches!(kind, Kind::Json | Kind::Bool | Kind::Enum(_) | Kind::Uuid)
            }
            Self::Contains => matches!(kind, Kind::Text { .. }),
        }
    }

    const fn sql(self) -> &'static str {
        match self {
            Self::NotEqual => "<>",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            _ => "=",
        }
    }
}

impl Reader<'_> {
    /// Reads a parameter that is no reserved word.
    pub(super) fn filter(&mut self, name: &str, value: &str) -> Option<Filter> {
        let (field, word) = name.split_once('.').unwrap_or((name, "eq"));
        let Some((at, column)) = self.resource.column_for(field) else {
            let detail = format!("`{}` has no such field to filter by", self.resource.name);
            self.error(name, "unknown_parameter", detail);
            return None;
        };
        let operator = Operator::ALL.into_iter().find(|operator| operator.word() == word);
        let Some(operator) = operator.filter(|operator| operator.applies_to(&column.kind)) else {
            let known: Vec<&str> = Operator::ALL
                .into_iter()
                .filter(|operator| operator.applies_to(&column.kind))
                .map(Operator::word)
                .collect();
            let detail = format!(
                "has an operator that this field does not take; it takes {}",
                known.join(", ")
            );
            self.error(name, "unknown_parameter", detail);
            return None;
        };
        let test = match operator {
            Operator::Null => match value {
                "true" => Some(Test::Null(true)),
                "false" => Some(Test::Null(false)),
                _ => {
                    self.error(name, "type", "must be true or false");
                    None
                }
            },
            Operator::In => self.choices(name, value, column).map(Test::In),
            Operator::Contains => self.value(name, value, column).map(Test::Contains),
            _ => self
                .value(name, value, column)
                .map(|value| Test::Compare(operator.sql(), value)),
        }?;
        Some(Filter { column: at, test })
    }

    fn value(&mut self, name: &str, text: &str, column: &Column) -> Option<Value> {
        match comparable(&column.kind).read_plain(text, self.dialect) {
            Ok(value) => Some(value),
            Err(fault) => {
                self.error(name, fault.code, fault.detail);
                None
            }
        }
    }

    /// Values with commas between; `\,` is a comma in a value and `\\` a backslash.
    fn choices(&mut self, name: &str, text: &str, column: &Column) -> Option<Vec<Value>> {
        let mut texts = vec![String::new()];
        let mut characters = text.chars();
        while let Some(character) = characters.next() {
            match character {
                ',' => texts.push(String::new()),
                '\\' => texts.last_mut()?.extend(characters.next()),
                other => texts.last_mut()?.push(other),
            }
        }
        if texts.len() > MOST_CHOICES {
            self.error(name, "range", format!("may have at most {MOST_CHOICES} values"));
            return None;
        }
        texts.iter().map(|text| self.value(name, text, column)).collect()
    }
}
