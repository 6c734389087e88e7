//! Values: expressions, functions, literals.

use dazzle_ops::BatchEnd;
use dazzle_schema::Dialect;
use sqlparser::ast::{
    CastKind, CeilFloorKind, Expr, Function, FunctionArg, FunctionArgExpr, FunctionArgumentClause,
    FunctionArgumentList, FunctionArguments, Interval, TypedString, Value, WindowFrame, WindowFrameBound,
    WindowSpec, WindowType,
};

use super::walk::Walk;
use super::{Refusal, words};

/// The most bytes that `randomblob` may make; what ids need.
const MOST_RANDOM_BYTES: u32 = 64;

impl Walk<'_> {
    pub(super) fn optional(&mut self, value: Option<&Expr>) -> Result<(), Refusal> {
        value.map_or(Ok(()), |value| self.expression(value))
    }

    pub(super) fn expressions(&mut self, values: &[Expr]) -> Result<(), Refusal> {
        values.iter().try_for_each(|value| self.expression(value))
    }

    fn each<const N: usize>(&mut self, values: [&Expr; N]) -> Result<(), Refusal> {
        values.into_iter().try_for_each(|value| self.expression(value))
    }

    pub(super) fn expression(&mut self, value: &Expr) -> Result<(), Refusal> {
        match value {
            Expr::Identifier(name) => self.use_column(name),
            Expr::CompoundIdentifier(parts) => match parts.as_slice() {
                [table, column] => {
                    self.use_qualifier(table);
                    self.use_column(column)
                }
                _ => Err(Refusal::construct("a name of more than two parts")),
            },
            Expr::Nested(it)
            | Expr::IsFalse(it)
            | Expr::IsNotFalse(it)
            | Expr::IsTrue(it)
            | Expr::IsNotTrue(it)
            | Expr::IsNull(it)
            | Expr::IsNotNull(it)
            | Expr::IsUnknown(it)
            | Expr::IsNotUnknown(it) => self.expression(it),
            Expr::IsDistinctFrom(left, right) | Expr::IsNotDistinctFrom(left, right) => {
                self.each([left, right])
            }
            Expr::InList {
                expr,
                list,
                negated: _,
            } => {
                self.expression(expr)?;
                self.expressions(list)
            }
            Expr::InSubquery {
                expr,
                subquery,
                negated: _,
            } => {
                self.expression(expr)?;
                self.read_query(subquery)
            }
            Expr::Between {
                expr,
                negated: _,
                low,
                high,
            } => self.each([expr, low, high]),
            Expr::BinaryOp { left, op, right } => {
                if !words::is_operator(self.limits.dialect, op) {
                    return Err(Refusal::construct(format!("the operator `{op}`")));
                }
                self.each([left, right])
            }
            Expr::UnaryOp { op, expr } => {
                if !words::is_prefix(*op) {
                    return Err(Refusal::construct(format!("the operator `{op}`")));
                }
                self.expression(expr)
            }
            Expr::Like {
                negated: _,
                any: false,
                expr,
                pattern,
                escape_char,
            }
            | Expr::ILike {
                negated: _,
                any: false,
                expr,
                pattern,
                escape_char,
            }
            | Expr::SimilarTo {
                negated: _,
                expr,
                pattern,
                escape_char,
            } => {
                self.each([expr, pattern])?;
                self.optional(escape_char.as_deref())
            }
            Expr::Cast {
                kind: CastKind::Cast | CastKind::DoubleColon,
                expr,
                data_type,
                format: None,
            } => {
                if !words::is_type(data_type) {
                    return Err(Refusal::Type {
                        name: data_type.to_string(),
                    });
                }
                self.expression(expr)
            }
            Expr::AtTimeZone { timestamp, time_zone } => self.each([timestamp, time_zone]),
            Expr::Extract {
                field: _,
                syntax: _,
                expr,
            } => self.expression(expr),
            Expr::Ceil { expr, field } | Expr::Floor { expr, field } => match field {
                CeilFloorKind::DateTimeField(sqlparser::ast::DateTimeField::NoDateTime) => {
                    self.expression(expr)
                }
                _ => Err(Refusal::construct(
                    "`CEIL` or `FLOOR` in the form of another database",
                )),
            },
            Expr::Position { expr, r#in } => self.each([expr, r#in]),
            Expr::Substring {
                expr,
                substring_from,
                substring_for,
                special: _,
                shorthand: _,
            } => {
                self.expression(expr)?;
                self.optional(substring_from.as_deref())?;
                self.optional(substring_for.as_deref())
            }
            Expr::Trim {
                trim_where: _,
                trim_what,
                expr,
                trim_characters,
            } => {
                self.expression(expr)?;
                self.optional(trim_what.as_deref())?;
                self.expressions(trim_characters.as_deref().unwrap_or_default())
            }
            Expr::Overlay {
                expr,
                overlay_what,
                overlay_from,
                overlay_for,
            } => {
                self.each([expr, overlay_what, overlay_from])?;
                self.optional(overlay_for.as_deref())
            }
            Expr::Case {
                case_token: _,
                end_token: _,
                operand,
                conditions,
                else_result,
            } => {
                self.optional(operand.as_deref())?;
                for branch in conditions {
                    self.each([&branch.condition, &branch.result])?;
                }
                self.optional(else_result.as_deref())
            }
            Expr::Exists { subquery, negated: _ } | Expr::Subquery(subquery) => self.read_query(subquery),
            Expr::Tuple(values) => self.expressions(values),
            Expr::Value(value) => match &value.value {
                Value::Placeholder(name) if self.limits.batch_ends && is_batch_end(name) => Ok(()),
                value => literal(self.limits.dialect, value),
            },
            Expr::TypedString(TypedString {
                data_type,
                value,
                uses_odbc_syntax: false,
            }) => {
                if !words::is_type(data_type) {
                    return Err(Refusal::Type {
                        name: data_type.to_string(),
                    });
                }
                literal(self.limits.dialect, &value.value)
            }
            Expr::Interval(Interval { value, .. }) => self.expression(value),
            Expr::Function(function) => self.function(function),
            other => Err(Refusal::construct(format!("`{}`", shortened(&other.to_string())))),
        }
    }

    fn function(&mut self, function: &Function) -> Result<(), Refusal> {
        let Function {
            name,
            uses_odbc_syntax,
            parameters,
            args,
            within_group,
            filter,
            null_treatment,
            over,
        } = function;
        let dialect = self.limits.dialect;
        let refused = || Refusal::Function {
            name: name.to_string(),
            dialect: dialect.as_str(),
        };
        // A name of several parts, or in quotes, is another function than the one on the list.
        let word = match self.single(name) {
            Ok(part) if part.quote_style.is_none() => part.value.to_lowercase(),
            _ => return Err(refused()),
        };
        if !words::is_function(dialect, &word) {
            return Err(refused());
        }
        if *uses_odbc_syntax
            || !matches!(parameters, FunctionArguments::None)
            || !within_group.is_empty()
            || null_treatment.is_some()
        {
            return Err(Refusal::construct(format!("this form of the function `{name}`")));
        }
        match args {
            FunctionArguments::None => {}
            FunctionArguments::Subquery(query) => self.read_query(query)?,
            FunctionArguments::List(FunctionArgumentList {
                duplicate_treatment: _,
                args,
                clauses,
            }) => {
                if word == "randomblob" && !is_small_number(args) {
                    return Err(Refusal::construct(format!(
                        "`randomblob` of more than {MOST_RANDOM_BYTES} bytes"
                    )));
                }
                for argument in args {
                    match argument {
                        FunctionArg::Unnamed(FunctionArgExpr::Expr(value)) => self.expression(value)?,
                        FunctionArg::Unnamed(FunctionArgExpr::Wildcard) if word == "count" => {}
                        _ => {
                            return Err(Refusal::construct(format!(
                                "this kind of argument of the function `{name}`"
                            )));
                        }
                    }
                }
                for clause in clauses {
                    match clause {
                        FunctionArgumentClause::OrderBy(items) => self.order(items)?,
                        _ => return Err(Refusal::construct(format!("this form of the function `{name}`"))),
                    }
                }
            }
        }
        self.optional(filter.as_deref())?;
        match over {
            None => Ok(()),
            Some(WindowType::WindowSpec(WindowSpec {
                window_name: None,
                partition_by,
                order_by,
                window_frame,
            })) => {
                self.expressions(partition_by)?;
                self.order(order_by)?;
                window_frame.as_ref().map_or(Ok(()), |frame| self.frame(frame))
            }
            Some(_) => Err(Refusal::construct("a named window")),
        }
    }

    fn frame(&mut self, frame: &WindowFrame) -> Result<(), Refusal> {
        let WindowFrame {
            units: _,
            start_bound,
            end_bound,
        } = frame;
        for bound in std::iter::once(start_bound).chain(end_bound) {
            match bound {
                WindowFrameBound::CurrentRow => {}
                WindowFrameBound::Preceding(value) | WindowFrameBound::Following(value) => {
                    self.optional(value.as_deref())?;
                }
            }
        }
        Ok(())
    }
}

fn is_batch_end(name: &str) -> bool {
    [BatchEnd::First, BatchEnd::Last]
        .iter()
        .any(|end| end.placeholder() == name)
}

fn literal(dialect: Dialect, value: &Value) -> Result<(), Refusal> {
    match value {
        Value::Number(_, false) | Value::SingleQuotedString(_) | Value::Boolean(_) | Value::Null => Ok(()),
        Value::EscapedStringLiteral(_) if dialect == Dialect::Postgresql => Ok(()),
        Value::HexStringLiteral(_) if dialect == Dialect::Sqlite => Ok(()),
        other => Err(Refusal::construct(format!(
            "`{}`, a text in this form,",
            shortened(&other.to_string())
        ))),
    }
}

/// Whether the one argument is a small number as it stands.
fn is_small_number(args: &[FunctionArg]) -> bool {
    match args {
        [FunctionArg::Unnamed(FunctionArgExpr::Expr(Expr::Value(value)))] => match &value.value {
            Value::Number(digits, false) => digits
                .parse::<u32>()
                .is_ok_and(|number| number <= MOST_RANDOM_BYTES),
            _ => false,
        },
        _ => false,
    }
}

/// The beginning of a text, for a message.
fn shortened(text: &str) -> String {
    let mut start: String = text.chars().take(40).collect();
    if start.len() < text.len() {
        start.push('…');
    }
    start
}
