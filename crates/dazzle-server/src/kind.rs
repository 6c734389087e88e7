//! Kinds of values: what a column holds, what a client may write for it, and how it is given back.
//!
//! There are three forms of a value. A client writes and reads JSON ([`Kind::read_json`], [`Kind::write_json`]). In
//! paths, filters and cursors there is plain text ([`Kind::read_plain`], [`Kind::plain`]). The database takes a
//! [`Value`] and gives a [`Cell`]. Both dialects give the same JSON for the same value.

mod moment;
mod number;
mod text;

use dazzle_schema::{ColumnType, Dialect};

pub(crate) use moment::{now, today};
pub(crate) use number::decimal_pattern;
pub use text::TextRule;

use crate::json::{Json, write_string};

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text {
        /// Most characters.
        most: Option<u32>,
        /// What else is asked of it.
        rule: TextRule,
    },
    /// One of these words.
    Enum(Vec<String>),
    /// A whole number of so many bits.
    Int(u32),
    /// A number with exactly so many digits in all and behind the point.
    Decimal {
        /// Digits in all.
        precision: u32,
        /// Digits behind the point.
        scale: u32,
    },
    /// A double.
    Float,
    /// True or false.
    Bool,
    /// A day.
    Date,
    /// An instant, to the microsecond.
    Instant,
    /// A UUID.
    Uuid,
    /// A JSON document.
    Json,
}

/// A value on its way to the database. `None` is no value; the variant says what type a parameter has, which must not
/// depend on whether there is a value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Text(Option<String>),
    Int(Option<i64>),
    Float(Option<f64>),
    Bool(Option<bool>),
}

/// A value as it came from the database.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    Null,
    Text(String),
    Int(i64),
    Float(f64),
    Bool(bool),
}

/// What is wrong with a value. Never repeats it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// A word for programs.
    pub(crate) code: &'static str,
    /// A sentence for people.
    pub(crate) detail: String,
}

impl Fault {
    pub(crate) fn new(code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            code,
            detail: detail.into(),
        }
    }

    fn wrong_type(wanted: &str, found: &Json) -> Self {
        Self::new("type", format!("must be {wanted}, not {}", found.kind()))
    }
}

impl Value {
    pub(crate) const fn is_null(&self) -> bool {
        matches!(
            self,
            Self::Text(None) | Self::Int(None) | Self::Float(None) | Self::Bool(None)
        )
    }
}

impl Kind {
    /// No value, as a parameter of this kind.
    pub(crate) const fn null(&self) -> Value {
        match self {
            Self::Int(_) => Value::Int(None),
            Self::Float => Value::Float(None),
            Self::Bool => Value::Bool(None),
            _ => Value::Text(None),
        }
    }

    /// Checks what a client wrote in a body. JSON `null` is not for here.
    pub(crate) fn read_json(&self, json: &Json, dialect: Dialect) -> Result<Value, Fault> {
        match (self, json) {
            (Self::Int(bits), Json::Number(text)) => number::integer(text, *bits),
            (Self::Int(_), other) => Err(Fault::wrong_type("a whole number", other)),
            (Self::Float, Json::Number(text)) => number::float(text),
            (Self::Float, other) => Err(Fault::wrong_type("a number", other)),
            (Self::Bool, Json::Bool(value)) => Ok(Value::Bool(Some(*value))),
            (Self::Bool, other) => Err(Fault::wrong_type("true or false", other)),
            (Self::Json, document) => document
                .canonical()
                .map(|text| Value::Text(Some(text)))
                .map_err(|reason| Fault::new("json", reason)),
            (Self::Decimal { .. }, Json::Number(_)) => Err(Fault::new(
                "type",
                "must be a string with a decimal number, such as \"12.50\", so that no digit is lost",
            )),
            (Self::Instant, Json::String(text)) => moment::instant(text, dialect, false),
            (_, Json::String(text)) => self.read_plain(text, dialect),
            (_, other) => Err(Fault::wrong_type("a string", other)),
        }
    }

    /// Reads a value from a path, a filter or a cursor.
    pub(crate) fn read_plain(&self, text: &str, dialect: Dialect) -> Result<Value, Fault> {
        match self {
            Self::Text { most, rule } => text::text(text, *most, *rule),
            Self::Enum(words) => text::one_of(text, words),
            Self::Int(bits) => number::plain_integer(text, *bits),
            Self::Decimal { precision, scale } => number::decimal(text, *precision, *scale, dialect),
            Self::Float => number::plain_float(text),
            Self::Bool => match text {
                "true" => Ok(Value::Bool(Some(true))),
                "false" => Ok(Value::Bool(Some(false))),
                _ => Err(Fault::new("type", "must be true or false")),
            },
            Self::Date => moment::date(text),
            Self::Instant => moment::instant(text, dialect, true),
            Self::Uuid => text::uuid(text),
            Self::Json => Err(Fault::new("type", "a JSON document cannot be compared")),
        }
    }

    /// Appends what the database gave as JSON.
    pub(crate) fn write_json(&self, cell: &Cell, out: &mut String) {
        match (self, cell) {
            (_, Cell::Null) => out.push_str("null"),
            (_, Cell::Bool(value)) => out.push_str(if *value { "true" } else { "false" }),
            // SQLite has no booleans.
            (Self::Bool, Cell::Int(value)) => out.push_str(if *value == 0 { "false" } else { "true" }),
            (Self::Int(_), Cell::Int(value)) => out.push_str(&value.to_string()),
            #[expect(clippy::cast_precision_loss, reason = "a double is what the column means")]
            (Self::Float, Cell::Int(value)) => number::write_float(*value as f64, out),
            (Self::Float, Cell::Float(value)) => number::write_float(*value, out),
            (Self::Json, Cell::Text(text)) => match Json::parse(text).map(|json| json.canonical()) {
                Ok(Ok(document)) => out.push_str(&document),
                // Put there by somebody else: deeper than we read, or on SQLite no JSON at all.
                _ if serde_json::from_str::<serde_json::Value>(text).is_ok() => out.push_str(text),
                _ => write_string(text, out),
            },
            (_, cell) => match self.plain(cell) {
                Some(text) => write_string(&text, out),
                None => out.push_str("null"),
            },
        }
    }

    /// What the database gave as plain text: what [`Self::read_plain`] reads. `None` is no value.
    pub(crate) fn plain(&self, cell: &Cell) -> Option<String> {
        Some(match (self, cell) {
            (_, Cell::Null) => return None,
            (Self::Decimal { scale, .. }, cell) => number::decimal_text(cell, *scale),
            (Self::Bool, Cell::Int(value)) => (*value != 0).to_string(),
            (Self::Instant, Cell::Text(text)) => moment::instant_text(text),
            (_, Cell::Text(text)) => text.clone(),
            (_, Cell::Int(value)) => value.to_string(),
            (_, Cell::Float(value)) => number::float_text(*value),
            (_, Cell::Bool(value)) => value.to_string(),
        })
    }

    /// How a column of this kind is read on `dialect`, given its quoted name. PostgreSQL turns into text what has no
    /// simpler form on the wire. All is cast, so that a statement which a connection has prepared gives the same types
    /// also after somebody changed the column's, say from `varchar(100)` to `varchar(200)`; PostgreSQL refuses it
    /// otherwise ("cached plan must not change result type").
    pub(crate) fn select(&self, column: &str, dialect: Dialect) -> String {
        match (dialect, self) {
            (Dialect::Sqlite, _) => column.to_owned(),
            (Dialect::Postgresql, Self::Int(_)) => format!("{column}::bigint"),
            (Dialect::Postgresql, Self::Float) => format!("{column}::double precision"),
            (Dialect::Postgresql, Self::Bool) => format!("{column}::boolean"),
            (Dialect::Postgresql, _) => format!("{column}::text"),
        }
    }

    /// The type to which PostgreSQL casts a parameter, if it has to.
    pub(crate) const fn cast(&self) -> Option<&'static str> {
        match self {
            Self::Text { .. } | Self::Enum(_) | Self::Float | Self::Bool => None,
            Self::Int(16) => Some("smallint"),
            Self::Int(32) => Some("integer"),
            Self::Int(_) => Some("bigint"),
            Self::Decimal { .. } => Some("numeric"),
            Self::Date => Some("date"),
            Self::Instant => Some("timestamptz"),
            Self::Uuid => Some("uuid"),
            // Read as `jsonb` by an assignment to either JSON type.
            Self::Json => Some("jsonb"),
        }
    }

    /// Whether a column of `column_type` holds values of this kind.
    pub(crate) fn fits(&self, column_type: &ColumnType) -> bool {
        match self {
            Self::Text { .. } | Self::Enum(_) => column_type.is_textual(),
            Self::Int(bits) => matches!(
                (bits, column_type),
                (16, ColumnType::SmallInt) | (32, ColumnType::Integer) | (64, ColumnType::BigInt)
            ),
            Self::Decimal { .. } => matches!(column_type, ColumnType::Decimal { .. }),
            Self::Float => matches!(column_type, ColumnType::Double),
            Self::Bool => matches!(column_type, ColumnType::Boolean),
            Self::Date => matches!(column_type, ColumnType::Date),
            Self::Instant => matches!(column_type, ColumnType::TimestampTz),
            Self::Uuid => matches!(column_type, ColumnType::Uuid),
            Self::Json => {
                matches!(column_type, ColumnType::Json)
                    || matches!(column_type, ColumnType::Native(name) if name == "json")
            }
        }
    }

    /// Whether values have an order that a client may ask for.
    pub(crate) const fn is_ordered(&self) -> bool {
        !matches!(self, Self::Json)
    }
}
