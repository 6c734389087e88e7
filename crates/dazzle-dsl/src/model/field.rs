//! Fields: type, modifiers, default.

use dazzle_schema::{DateBase, DateUnit, ReferentialAction};

use super::Located;
use crate::Span;

/// A field.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name, verbatim.
    pub name: String,
    /// Where its name stands; for a field nobody wrote, what caused it.
    pub span: Span,
    /// Its type.
    pub field_type: FieldType,
    /// Where its type stands.
    pub type_span: Span,
    /// The place behind its last word; for a field nobody wrote, behind what caused it.
    pub end: Span,
    /// Its modifiers.
    pub modifiers: Modifiers,
    /// Its default.
    pub default: Option<FieldDefault>,
    /// What it was called.
    pub was: Option<Located>,
    /// Who put it there.
    pub origin: Origin,
    /// For a reference: what the other side says is to happen to this row when the row it points to goes.
    pub on_delete: Option<ReferentialAction>,
    /// What existing rows get when its column is added and must not be empty.
    pub fill: Option<String>,
}

/// Who put a field into an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The author, in the entity.
    Declared,
    /// The author, in the archetype of this name.
    Archetype(String),
    /// The language, because of this word (`soft_delete`, `signable`, `user`, `id`…).
    Directive(&'static str),
}

/// Modifiers of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a word that is there or not"
)]
pub struct Modifiers {
    /// `required`
    pub required: bool,
    /// `pk`
    pub primary_key: bool,
    /// `unique`, `unique?`
    pub unique: bool,
    /// `indexed`
    pub indexed: bool,
    /// `auto_add`
    pub auto_add: bool,
    /// `auto_update`
    pub auto_update: bool,
    /// `sensitive`
    pub sensitive: bool,
    /// `pii`: the value tells something about a person.
    pub pii: bool,
    /// `searchable`
    pub searchable: bool,
}

/// The type of a field, with its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldType {
    /// `str(N)`
    Str {
        /// Most characters.
        length: u32,
    },
    /// `text`
    Text,
    /// `int`
    Int,
    /// `decimal(P,S)`
    Decimal {
        /// Digits in all.
        precision: u32,
        /// Digits after the point.
        scale: u32,
    },
    /// `float`
    Float,
    /// `bool`
    Bool,
    /// `date`
    Date,
    /// `datetime`
    DateTime,
    /// `uuid`
    Uuid,
    /// `email`
    Email,
    /// `slug`
    Slug,
    /// `url`
    Url,
    /// `timezone`
    Timezone,
    /// `file`
    File,
    /// `json`
    Json,
    /// `enum[…]`
    Enum {
        /// The values, in the author's order.
        values: Vec<Located>,
        /// What some of them were called.
        former: Vec<FormerValue>,
    },
    /// `money`
    Money {
        /// Three capital letters.
        currency: String,
    },
    /// `ref`
    Ref {
        /// The entity pointed to.
        target: Located,
    },
    /// `belongs_to`
    BelongsTo {
        /// The entity pointed to.
        target: Located,
    },
    /// `poly_ref`
    PolyRef {
        /// The entities it may point to.
        targets: Vec<Located>,
    },
    /// `has_many`
    HasMany(Collection),
    /// `has_one`
    HasOne(Collection),
    /// `embeds`
    Embeds {
        /// The entity embedded.
        target: Located,
    },
    /// `latest_one E via fk`
    LatestOne {
        /// The entity of which the newest is meant.
        target: Located,
        /// Its field that points here.
        via: Located,
    },
    /// `descendants_of self via …`, `ancestors_of self via …`
    Traversal {
        /// The junction entity, if there is one.
        through: Option<Located>,
        /// The field followed.
        via: Located,
    },
    /// `computed`
    Computed {
        /// The expression as written.
        expression: String,
    },
}

/// `was:` behind a value of an `enum`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormerValue {
    /// The value before.
    pub from: Located,
    /// The value now.
    pub to: String,
}

/// What `has_many` and `has_one` say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collection {
    /// The entity on the other side.
    pub target: Located,
    /// The entity between.
    pub via: Option<Located>,
    /// What happens to the other side's rows when this row is deleted.
    pub on_delete: Option<DeleteBehavior>,
}

/// `cascade`, `restrict` or `nullify`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeleteBehavior {
    /// The action for the foreign key.
    pub action: ReferentialAction,
    /// Where the word stands.
    pub span: Span,
}

/// A default, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldDefault {
    /// The value.
    pub value: DefaultText,
    /// Where the value stands.
    pub span: Span,
}

/// The value of a default, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DefaultText {
    /// A quoted string.
    Text(String),
    /// A bare word.
    Word(String),
    /// A number, with its sign, digit for digit.
    Number(String),
    /// `today`, `now`, and arithmetic on them.
    Moment {
        /// What is moved.
        base: DateBase,
        /// How far.
        shift: Option<(i64, DateUnit)>,
    },
    /// An expression that only the application evaluates.
    Expression(String),
}

impl Field {
    /// An optional field that the language adds.
    pub(crate) fn directive(
        name: impl Into<String>,
        field_type: FieldType,
        span: Span,
        cause: &'static str,
    ) -> Self {
        Self {
            name: name.into(),
            span,
            field_type,
            type_span: span,
            end: span.behind(),
            modifiers: Modifiers::default(),
            default: None,
            was: None,
            origin: Origin::Directive(cause),
            on_delete: None,
            fill: None,
        }
    }

    pub(crate) fn required(mut self) -> Self {
        self.modifiers.required = true;
        self
    }

    pub(crate) fn unique(mut self) -> Self {
        self.modifiers.unique = true;
        self
    }

    pub(crate) fn auto_add(mut self) -> Self {
        self.modifiers.auto_add = true;
        self
    }

    pub(crate) fn with_default(mut self, value: DefaultText) -> Self {
        self.default = Some(FieldDefault {
            value,
            span: self.span,
        });
        self
    }

    pub(crate) fn filled_with(mut self, value: &str) -> Self {
        self.fill = Some(value.to_owned());
        self
    }

    /// Whether a row must give it a value.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.modifiers.required || self.modifiers.primary_key || self.name == "id"
    }

    /// The names of its columns: none, one, or two for `money` and `poly_ref`.
    #[must_use]
    pub fn column_names(&self) -> Vec<String> {
        match &self.field_type {
            FieldType::Money { .. } => {
                vec![format!("{}_minor", self.name), format!("{}_currency", self.name)]
            }
            FieldType::PolyRef { .. } => vec![format!("{}_type", self.name), format!("{}_id", self.name)],
            other if other.has_column() => vec![self.name.clone()],
            _ => Vec::new(),
        }
    }
}

impl FieldType {
    /// Whether the row itself holds the value: anything but computed fields and the other side of a relation.
    #[must_use]
    pub const fn has_column(&self) -> bool {
        !matches!(
            self,
            Self::HasMany(_)
                | Self::HasOne(_)
                | Self::Embeds { .. }
                | Self::LatestOne { .. }
                | Self::Traversal { .. }
                | Self::Computed { .. }
        )
    }

    /// The entity that a single foreign key points to.
    #[must_use]
    pub const fn reference(&self) -> Option<&Located> {
        match self {
            Self::Ref { target } | Self::BelongsTo { target } => Some(target),
            _ => None,
        }
    }
}
