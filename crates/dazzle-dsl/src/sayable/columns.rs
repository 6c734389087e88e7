//! The nearest field for a column, and the column that the field would make.

use dazzle_schema::naming::NameKind;
use dazzle_schema::{CheckRule, Column, ColumnType, DateBase, DefaultValue, Name, Table};

use super::{ID, Sayable, is_word, types};
use crate::default_value::resolve;
use crate::model::{DefaultText, FieldType, Located};
use crate::project::{current_tenant, plain_type};
use crate::{Profile, Span};

/// What a column is in the language, beside a field of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ColumnPart<'a> {
    /// A field of its own.
    Own,
    /// The amount of a money field with this name, and its currency.
    Amount(&'a str, &'a str),
    /// The currency of the money field with this name.
    Currency(&'a str),
}

impl Sayable<'_> {
    /// The type that a field for `column` has, references apart.
    pub(crate) fn field_type(&self, table: &Table, column: &Column) -> FieldType {
        if let Some(values) = self.values(table, column) {
            let values = values.iter().map(|value| located(value)).collect();
            return FieldType::Enum {
                values,
                former: Vec::new(),
            };
        }
        types::nearest(&column.column_type)
    }

    /// The list of values of the field for `column`: what a check allows, if they are words and the type is one
    /// that holds them all.
    fn values<'t>(&self, table: &'t Table, column: &Column) -> Option<Vec<&'t str>> {
        if !self.departures.value_checks || !column.column_type.is_textual() {
            return None;
        }
        let check = self.value_check(table, &column.name)?;
        let CheckRule::OneOf { values, .. } = &table.checks.get(check)?.rule else {
            return None;
        };
        let values: Vec<&str> = values.iter().collect();
        let has_room = |value: &str| match column.column_type {
            ColumnType::Varchar(length) => {
                u32::try_from(value.chars().count()).is_ok_and(|count| count <= length)
            }
            _ => true,
        };
        let is_list = values.iter().all(|value| is_word(value) && has_room(value));
        (is_list && !values.is_empty()).then_some(values)
    }

    /// The check that lists the values of `column`: of several, the one that the DSL says, else the first.
    pub(crate) fn value_check<'t>(&self, table: &'t Table, column: &Name) -> Option<&'t Name> {
        let over_column =
            |rule: &CheckRule| matches!(rule, CheckRule::OneOf { column: over, .. } if over == column);
        let said = self.said_table(table);
        let is_said =
            |rule: &CheckRule| said.is_some_and(|said| said.checks.values().any(|check| check.rule == *rule));
        table
            .checks
            .values()
            .filter(|check| over_column(&check.rule))
            .min_by_key(|check| (!is_said(&check.rule), &check.name))
            .map(|check| &check.name)
    }

    /// The type of the column that a field for `column` makes, lists of values and references apart.
    pub(crate) fn plain_column_type(&self, column: &Column) -> ColumnType {
        plain_type(&types::nearest(&column.column_type), self.departures)
    }

    /// The column that the nearest field for `column` makes.
    pub(crate) fn nearest_column(&self, table: &Table, column: &Column) -> Column {
        let mut nearest = Column::new(column.name.clone(), column.column_type.clone());
        nearest.nullable = column.nullable && column.name != *ID;
        if self.part(table, column) != ColumnPart::Own {
            nearest.default.clone_from(&column.default);
            return nearest;
        }
        let reference = self.reference(table, &column.name);
        let field_type = match reference {
            Some(key) => self.key_type(&key.references.table),
            None => self.field_type(table, column),
        };
        nearest.column_type = if reference.is_some() && !self.departures.reference_follows_target {
            ColumnType::Uuid
        } else {
            plain_type(&field_type, self.departures)
        };
        if column.name == *ID && reference.is_none() && field_type == FieldType::Int {
            nearest.identity = Some(self.departures.identity);
        } else if let Some(default) = &column.default {
            let is_tenant =
                self.is_tenant_key(table, &column.name) && *default == current_tenant(&nearest.column_type);
            let is_said = is_tenant || default_text(&field_type, default, self.departures).is_some();
            nearest.default = is_said.then(|| default.clone());
        }
        nearest
    }

    /// Whether, under the Dazzle profile, a constraint has the name that comes of a `unique` behind the field for
    /// `column`. The currency of a money field has no place for that word.
    fn has_unique_modifier(&self, table: &Table, column: &Name) -> bool {
        self.settings.profile == Profile::Dazzle
            && table.uniques.values().any(|unique| {
                let columns = unique.columns.as_slice();
                columns == std::slice::from_ref(column)
                    && !self.is_conventional_line(NameKind::Unique, table, columns, &unique.name)
            })
    }

    /// Whether the column is half of a money field. It must be exactly what such a field makes.
    pub(crate) fn part<'t>(&self, table: &'t Table, column: &'t Column) -> ColumnPart<'t> {
        let name = column.name.as_str();
        let halves = |field: &'t str| {
            let amount = table.columns.get(format!("{field}_minor").as_str())?;
            let code = table.columns.get(format!("{field}_currency").as_str())?;
            let Some(DefaultValue::Text(currency)) = &code.default else {
                return None;
            };
            let is_code = currency.len() == 3 && currency.bytes().all(|byte| byte.is_ascii_uppercase());
            let is_money = is_code
                && amount.column_type == self.departures.minor_units
                && amount.default.is_none()
                && amount.identity.is_none()
                && code.column_type == self.departures.currency
                && code.nullable
                && !table.columns.contains_key(field)
                && self.is_field_word(field)
                && self.says_column(table, amount)
                && self.says_column(table, code)
                && !self.has_unique_modifier(table, &code.name)
                && [amount, code].iter().all(|half| {
                    self.reference(table, &half.name).is_none()
                        && self.value_check(table, &half.name).is_none()
                });
            is_money.then_some(currency.as_str())
        };
        if let Some(field) = name.strip_suffix("_minor")
            && let Some(currency) = halves(field)
        {
            return ColumnPart::Amount(field, currency);
        }
        match name.strip_suffix("_currency") {
            Some(field) if halves(field).is_some() => ColumnPart::Currency(field),
            _ => ColumnPart::Own,
        }
    }
}

/// A text without a place.
fn located(text: &str) -> Located {
    Located {
        text: text.to_owned(),
        span: Span {
            file: 0,
            start: 0,
            end: 0,
        },
    }
}

/// What stands behind the `=` of a field of type `field_type` so that its default is exactly `default`; nothing if
/// no text does that.
pub(crate) fn default_text(
    field_type: &FieldType,
    default: &DefaultValue,
    departures: &crate::departures::Departures,
) -> Option<String> {
    let (written, text) = match default {
        DefaultValue::Text(text) => {
            let is_bare = matches!(field_type, FieldType::Enum { .. }) && is_plain_value(text);
            let shown = if is_bare { text.clone() } else { quoted(text)? };
            (DefaultText::Text(text.clone()), shown)
        }
        DefaultValue::Number(number) if is_number(number) => {
            (DefaultText::Number(number.clone()), number.clone())
        }
        DefaultValue::Boolean(value) => (DefaultText::Word(value.to_string()), value.to_string()),
        DefaultValue::Current(base) => (
            DefaultText::Moment {
                base: *base,
                shift: None,
            },
            base.as_str().to_owned(),
        ),
        DefaultValue::Shifted { base, amount, unit } => {
            // The parser counts in 32 bits.
            i32::try_from(amount.unsigned_abs()).ok()?;
            (
                DefaultText::Moment {
                    base: *base,
                    shift: Some((*amount, *unit)),
                },
                default.to_string(),
            )
        }
        DefaultValue::Number(_) | DefaultValue::Uuid | DefaultValue::Expression(_) => return None,
    };
    let meant = resolve(field_type, &written, departures).ok()??;
    (meant == *default).then_some(text)
}

/// Digits as the lexer reads them, perhaps with a sign.
fn is_number(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    match text.split_once('.') {
        None => digits(text),
        Some((before, after)) => digits(before) && digits(after),
    }
}

/// Whether a bare word behind `=` is read as that word.
fn is_plain_value(word: &str) -> bool {
    let is_moment = [DateBase::Now, DateBase::Today]
        .iter()
        .any(|base| base.as_str() == word);
    is_word(word)
        && !is_moment
        && !matches!(word, "if" | "else" | "null" | "true" | "false")
        && !crate::words::is_operator_word(word)
}

/// The text as a string of the language. A carriage return has no escape, and raw it would become a line end.
pub(super) fn quoted(text: &str) -> Option<String> {
    if text.contains('\r') {
        return None;
    }
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            other => out.push(other),
        }
    }
    out.push('"');
    Some(out)
}
