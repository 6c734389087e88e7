//! Who runs this, where and when: the only place that asks the clock and the operating system.

use jiff::{Timestamp, Unit};

/// The time now as RFC 3339 text in UTC, always with three digits of a second's fraction, so that texts sort as
/// times do.
pub(crate) fn now() -> String {
    let now = Timestamp::now();
    format!("{:.3}", now.round(Unit::Millisecond).unwrap_or(now))
}

/// Seconds since 1970.
pub(crate) fn seconds() -> i64 {
    Timestamp::now().as_second()
}

/// RFC 3339 text for seconds since 1970.
pub(crate) fn time_of(seconds: i64) -> Option<String> {
    Timestamp::from_second(seconds).ok().map(|time| time.to_string())
}

/// The name of this machine.
pub(crate) fn host() -> String {
    whoami::hostname().unwrap_or_else(|_| "unknown".to_owned())
}

/// The name of the user of the operating system.
pub(crate) fn user() -> String {
    whoami::username().unwrap_or_else(|_| "unknown".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_one_form() {
        for _ in 0..20 {
            let now = now();
            assert_eq!(now.len(), "2026-11-22T10:14:03.120Z".len(), "{now}");
            std::thread::sleep(std::time::Duration::from_millis(7));
        }
    }
}
