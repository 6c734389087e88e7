//! Texts that every database reads as a value of a type. Only the common, unambiguous forms count.

/// `-12.50`: digits, at most one point with digits on both sides.
pub(super) fn is_decimal(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    match text.split_once('.') {
        None => digits(text),
        Some((before, after)) => digits(before) && digits(after),
    }
}

/// Eight, four, four, four and twelve hexadecimal digits.
pub(super) fn is_uuid(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12] && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}

/// `2025-01-31`, a day of the calendar.
pub(super) fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let (Some(year), Some(month), Some(day), None) = (
        field(parts.next(), 4),
        field(parts.next(), 2),
        field(parts.next(), 2),
        parts.next(),
    ) else {
        return false;
    };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => return false,
    };
    year > 0 && (1..=days).contains(&day)
}

/// `2025-01-31T12:00[:00[.000]][Z|+02[:00]]`, with `T` or a space.
pub(super) fn is_instant(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', ' ']) else {
        return false;
    };
    is_date(date) && is_time_with_zone(time)
}

fn is_time_with_zone(text: &str) -> bool {
    if let Some(time) = text.strip_suffix('Z') {
        return is_time(time);
    }
    match text.split_once(['+', '-']) {
        None => is_time(text),
        Some((time, zone)) => {
            let (hours, minutes) = zone.split_once(':').unwrap_or((zone, "00"));
            is_time(time)
                && field(Some(hours), 2).is_some_and(|hours| hours <= 15)
                && field(Some(minutes), 2).is_some_and(|minutes| minutes <= 59)
        }
    }
}

fn is_time(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let mut parts = whole.split(':');
    let hours = field(parts.next(), 2).is_some_and(|hours| hours <= 23);
    let minutes = field(parts.next(), 2).is_some_and(|minutes| minutes <= 59);
    let seconds = match parts.next() {
        None => !text.contains('.'),
        seconds => field(seconds, 2).is_some_and(|seconds| seconds <= 59),
    };
    let fraction = (1..=6).contains(&fraction.len()) && fraction.bytes().all(|byte| byte.is_ascii_digit());
    hours && minutes && seconds && fraction && parts.next().is_none()
}

/// A part of exactly `length` digits.
fn field(part: Option<&str>, length: usize) -> Option<u32> {
    let part = part.filter(|part| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit()))?;
    part.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_the_calendar() {
        for text in ["2024-02-29", "2000-02-29", "2025-12-31"] {
            assert!(is_date(text), "{text}");
        }
        for text in [
            "2025-02-29",
            "1900-02-29",
            "2025-13-01",
            "2025-1-1",
            "0000-01-01",
            "tomorrow",
            "2025-01-01-01",
        ] {
            assert!(!is_date(text), "{text}");
        }
    }

    #[test]
    fn instants() {
        for text in [
            "2025-01-31T12:00:00Z",
            "2025-01-31 12:00",
            "2025-01-31T12:00:00.5+02:00",
            "2025-01-31 12:00:00-05",
        ] {
            assert!(is_instant(text), "{text}");
        }
        for text in [
            "2025-01-31",
            "2025-01-31T24:00:00",
            "2025-01-31T12",
            "2025-01-31T12:00:00+2",
        ] {
            assert!(!is_instant(text), "{text}");
        }
    }

    #[test]
    fn numbers_and_uuids() {
        assert!(
            is_decimal("-0.50")
                && is_decimal("12")
                && !is_decimal(".5")
                && !is_decimal("1.")
                && !is_decimal("1e3")
        );
        assert!(
            is_uuid("00000000-0000-0000-0000-00000000000A")
                && !is_uuid("0")
                && !is_uuid("g0000000-0000-0000-0000-000000000000")
        );
    }
}
