//! What a downgrade brings back of the values that a type change made.

use dazzle_ops::Operation;
use dazzle_schema::{ColumnType as T, Dialect};

use super::{CastClass, classify};

/// What the way back from a type change gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WayBack {
    /// Every old value, equal to what it was.
    Exact,
    /// Values that mean the same and may be spelled otherwise.
    Lossy,
    /// There is no rule that leads back: a person must write the expression.
    None,
}

impl WayBack {
    /// The word in messages and documentation.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Lossy => "lossy",
            Self::None => "none",
        }
    }
}

/// What the way back from `to` gives of values that were `from`.
#[must_use]
pub fn way_back(dialect: Dialect, from: &T, to: &T) -> WayBack {
    if matches!(
        classify(dialect, to, from).class,
        CastClass::Lossy | CastClass::Impossible
    ) {
        return WayBack::None;
    }
    // Texts and JSON come in more spellings than they go back in.
    let is_spelled = |it: &T| it.is_textual() || *it == T::Json;
    let is_native = |it: &T| matches!(it, T::Native(_));
    let is_silent = classify(dialect, from, to).class == CastClass::Lossless;
    match (from, to) {
        _ if is_native(from) || is_native(to) => {
            if is_silent {
                WayBack::Exact
            } else {
                WayBack::Lossy
            }
        }
        (from, to) if is_spelled(from) && !to.is_textual() => WayBack::Lossy,
        // SQLite has moments as texts, of which more than one may stand for the same.
        (T::Timestamp | T::TimestampTz, to) if dialect == Dialect::Sqlite && is_spelled(to) => WayBack::Lossy,
        _ => WayBack::Exact,
    }
}

/// What a reviewer of a downgrade must know about its operation `at`, in a sentence without a full stop; none if it
/// changes no type. On several dialects it is the least that holds on all of them.
#[must_use]
pub fn note_on_downgrade(upgrade: &[Operation], downgrade: &[Operation], at: usize) -> Option<String> {
    let Operation::AlterColumn(it) = downgrade.get(at)? else {
        return None;
    };
    let change = it.column_type.as_ref()?;
    if it.using.is_some() {
        return Some("the values come from the seam above".to_owned());
    }
    let is_by_hand = upgrade.iter().any(|operation| {
        matches!(operation, Operation::AlterColumn(there)
            if there.column_type.as_ref().is_some_and(|there| there.from == change.to && there.to == change.from)
                && there.using.is_some())
    });
    if is_by_hand {
        return Some(
            "the values came from an expression by hand: what comes back is what is made of them, not what was there"
                .to_owned(),
        );
    }
    let is_native = [&change.from, &change.to]
        .iter()
        .any(|it| matches!(it, T::Native(_)));
    let dialects = Dialect::ALL
        .iter()
        .filter(|dialect| !is_native || **dialect == Dialect::Postgresql);
    let least = dialects
        .map(|dialect| way_back(*dialect, &change.to, &change.from))
        .max()?;
    Some(match least {
        WayBack::Exact => "exact: brings every old value back".to_owned(),
        WayBack::Lossy => format!(
            "lossy: brings the old values back as {} writes them, not as they were spelled",
            change.from
        ),
        WayBack::None => "none: no rule leads back on every database".to_owned(),
    })
}
