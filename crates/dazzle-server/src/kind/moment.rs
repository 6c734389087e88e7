//! Days and instants.
//!
//! SQLite stores text. Days are `2026-01-31`, instants `2026-01-31 12:00:00` in UTC, with as many digits behind the
//! point as are needed and none that are zero at the end: the form of `CURRENT_TIMESTAMP`, in which the order of the
//! texts is the order of the instants. An instant in another form, put there by somebody else, is read all the same, but
//! compared as the text it is.

use dazzle_schema::Dialect;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::{Fault, Value};

/// A day from `0001-01-01` to `9999-12-31`: what PostgreSQL, SQLite and RFC 3339 all have.
pub(super) fn date(text: &str) -> Result<Value, Fault> {
    let wrong = || {
        Fault::new(
            "format",
            "must be a day from 0001-01-01 to 9999-12-31, such as 2026-01-31",
        )
    };
    parse_date(text).ok_or_else(wrong)?;
    Ok(Value::Text(Some(text.to_owned())))
}

fn parse_date(text: &str) -> Option<Date> {
    let shape = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    let date: Date = if shape { text.parse().ok()? } else { return None };
    (date.year() >= 1).then_some(date)
}

/// An instant of RFC 3339, with an offset. Where `or_day` is set, a day alone is its first instant in UTC.
pub(super) fn instant(text: &str, dialect: Dialect, or_day: bool) -> Result<Value, Fault> {
    let wrong = || {
        Fault::new(
            "format",
            "must be an instant with an offset, such as 2026-01-31T12:00:00Z, in the years 1 to 9999",
        )
    };
    if or_day && let Some(day) = parse_date(text) {
        let stamp = day.to_datetime(jiff::civil::Time::midnight());
        return Ok(stored(stamp, dialect));
    }
    if !is_rfc3339(text) {
        return Err(wrong());
    }
    let stamp = in_utc(text).ok_or_else(wrong)?;
    if stamp.subsec_nanosecond() % 1_000 != 0 {
        return Err(Fault::new(
            "precision",
            "must have at most six digits behind the point of the seconds",
        ));
    }
    Ok(stored(stamp, dialect))
}

/// The instant in UTC, in the years that are taken here. Not by `Timestamp`, which ends a day before year 9999 does.
fn in_utc(text: &str) -> Option<DateTime> {
    let (local, offset) = match text.strip_suffix(['Z', 'z']) {
        Some(local) => (local, SignedDuration::ZERO),
        None => {
            let (local, offset) = text.split_at_checked(text.len().checked_sub(6)?)?;
            let (hours, minutes) = offset.get(1..)?.split_once(':')?;
            let (hours, minutes) = (hours.parse::<i64>().ok()?, minutes.parse::<i64>().ok()?);
            if hours > 23 || minutes > 59 {
                return None;
            }
            let offset = SignedDuration::from_mins(hours * 60 + minutes);
            (local, if text.contains('+') { offset } else { -offset })
        }
    };
    let local: DateTime = local.parse().ok()?;
    let utc = local.checked_sub(offset).ok()?;
    (utc.year() >= 1).then_some(utc)
}

/// This instant, as the database takes it.
pub(crate) fn now(dialect: Dialect) -> Value {
    let stamp = TimeZone::UTC.to_datetime(Timestamp::now());
    stored(stamp, dialect)
}

/// Today in UTC, as the database takes it.
pub(crate) fn today() -> Value {
    let stamp = TimeZone::UTC.to_datetime(Timestamp::now());
    Value::Text(Some(stamp.date().to_string()))
}

fn stored(stamp: DateTime, dialect: Dialect) -> Value {
    let micros = stamp.subsec_nanosecond() / 1_000;
    let mut text = format!(
        "{:04}-{:02}-{:02} {:02}:{:02}:{:02}",
        stamp.year(),
        stamp.month(),
        stamp.day(),
        stamp.hour(),
        stamp.minute(),
        stamp.second()
    );
    if micros != 0 {
        text.push_str(format!(".{micros:06}").trim_end_matches('0'));
    }
    if dialect == Dialect::Postgresql {
        text.push_str("+00");
    }
    Value::Text(Some(text))
}

/// The shape of RFC 3339; jiff reads more, such as weeks and names of zones.
fn is_rfc3339(text: &str) -> bool {
    let (Some(head), Some(tail)) = (text.get(..19), text.get(19..)) else {
        return false;
    };
    let head_fits = head.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        10 => matches!(byte, b'T' | b't'),
        13 | 16 => byte == b':',
        _ => byte.is_ascii_digit(),
    });
    let offset = match tail.strip_prefix('.') {
        Some(rest) => {
            let offset = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            if offset.len() == rest.len() {
                return false;
            }
            offset
        }
        None => tail,
    };
    let offset_fits = matches!(offset, "Z" | "z")
        || offset.len() == 6
            && offset.bytes().enumerate().all(|(at, byte)| match at {
                0 => matches!(byte, b'+' | b'-'),
                3 => byte == b':',
                _ => byte.is_ascii_digit(),
            });
    head_fits && offset_fits
}

/// What a database gave, as RFC 3339 in UTC: `2026-01-31T12:00:00.5Z`. What it cannot be made into (`infinity`, a
/// year before Christ, a text that somebody else put there) is given as it is.
pub(super) fn instant_text(text: &str) -> String {
    let stamp = text.strip_suffix("+00").unwrap_or(text).replacen(' ', "T", 1);
    // What we and PostgreSQL write is nearly it already.
    let is_common = text.len() >= 19 && text.as_bytes().get(10) == Some(&b' ');
    if is_common && is_rfc3339(&format!("{stamp}Z")) {
        return format!("{stamp}Z");
    }
    match stamp.parse::<Timestamp>() {
        Ok(stamp) => stamp.to_string(),
        Err(_) => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sqlite(text: &str) -> Option<String> {
        match instant(text, Dialect::Sqlite, false) {
            Ok(Value::Text(text)) => text,
            _ => None,
        }
    }

    #[test]
    fn instants_come_to_utc_and_back() {
        assert_eq!(sqlite("2026-01-31T12:00:00Z").unwrap(), "2026-01-31 12:00:00");
        assert_eq!(
            sqlite("2026-01-31T12:00:00.250+02:00").unwrap(),
            "2026-01-31 10:00:00.25"
        );
        assert_eq!(instant_text("2026-01-31 10:00:00.25"), "2026-01-31T10:00:00.25Z");
        assert_eq!(
            instant_text("2026-01-31 10:00:00.25+00"),
            "2026-01-31T10:00:00.25Z"
        );
        assert_eq!(instant_text("2026-01-31T10:00:00+01:00"), "2026-01-31T09:00:00Z");
        assert_eq!(instant_text("infinity"), "infinity");
        assert_eq!(
            instant_text("0044-03-15 12:00:00+00 BC"),
            "0044-03-15 12:00:00+00 BC"
        );
    }

    #[test]
    fn what_is_no_instant_is_refused() {
        for text in [
            "",
            "2026-01-31",
            "2026-01-31T12:00:00",
            "2026-01-31 12:00:00Z",
            "2026-02-30T12:00:00Z",
            "0000-01-01T00:00:00Z",
            "0001-01-01T00:00:00+05:00",
            "9999-12-31T23:59:59-10:00",
            "2026-01-31T12:00:00.1234567Z",
            "2026-01-31T12:00:00.Z",
            "2026-01-31T12:00:00Z[UTC]",
            "2026-01-31T25:00:00Z",
            "-002026-01-31T12:00:00Z",
        ] {
            assert_eq!(sqlite(text), None, "{text}");
        }
        for text in [
            "2026-2-1",
            "0000-01-01",
            "10000-01-01",
            "2026-02-29",
            "20260131",
            "2026-01-31T00:00:00Z",
        ] {
            assert!(date(text).is_err(), "{text}");
        }
        assert!(date("2028-02-29").is_ok() && date("9999-12-31").is_ok() && date("0001-01-01").is_ok());
    }
}
