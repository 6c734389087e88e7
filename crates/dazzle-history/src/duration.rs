//! Short spans of time as people write them: `50ms`, `2s`.

use std::time::Duration;

/// The longest that is taken, an hour: a pause between batches that is longer is a mistake.
const LONGEST: u64 = 3_600_000;

/// Reads `50ms` or `2s`, at most an hour.
///
/// # Errors
/// When it is written in another way or too long; the text says what is wrong.
pub fn parse(text: &str) -> Result<Duration, String> {
    let (number, unit) = match text.strip_suffix("ms") {
        Some(number) => (number, 1),
        None => (text.strip_suffix('s').unwrap_or_default(), 1000),
    };
    let number = number.trim();
    let is_number = !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit());
    if !is_number {
        return Err(format!(
            "`{}` is no span of time: write it like `50ms` or `2s`",
            text.escape_debug()
        ));
    }
    match number.parse::<u64>().ok().and_then(|it| it.checked_mul(unit)) {
        Some(millis) if millis <= LONGEST => Ok(Duration::from_millis(millis)),
        _ => Err(format!("`{text}` is longer than an hour")),
    }
}

/// The shortest text that [`parse`] reads as this, to the millisecond.
#[must_use]
pub fn render(span: Duration) -> String {
    let millis = span.as_millis();
    if millis > 0 && millis.is_multiple_of(1000) {
        format!("{}s", millis / 1000)
    } else {
        format!("{millis}ms")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for (text, millis) in [("50ms", 50), ("2s", 2_000), ("0ms", 0), ("3600s", 3_600_000)] {
            let span = Duration::from_millis(millis);
            assert_eq!(parse(text), Ok(span));
            assert_eq!(render(span), text);
        }
        for text in [
            "",
            "s",
            "ms",
            "5",
            "5m",
            "-5ms",
            "1.5s",
            "3601s",
            "99999999999999999999s",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
