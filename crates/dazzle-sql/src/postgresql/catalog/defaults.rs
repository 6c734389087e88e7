//! Defaults as the server writes them, read back: the inverse of [`crate::postgresql::types::default_sql`].

use std::collections::BTreeMap;

use dazzle_schema::{DateBase, DateUnit, DefaultValue, Dialect, SqlText};

use super::scan;

/// SQL that only PostgreSQL is known to understand. The server begins some of it with a line break.
pub fn postgresql_only(sql: &str) -> SqlText {
    SqlText::PerDialect(BTreeMap::from([(Dialect::Postgresql, sql.trim().to_owned())]))
}

/// What the default with the text `sql` is, in a column of the type that `format_type` writes as `type_sql` and
/// whose literals are cast to `cast`.
pub fn default_value(sql: &str, type_sql: &str, cast: &str) -> DefaultValue {
    plain_word(sql)
        .or_else(|| cast_literal(sql, type_sql, cast))
        .or_else(|| is_number(sql).then(|| DefaultValue::Number(sql.to_owned())))
        .or_else(|| shifted(sql))
        .unwrap_or_else(|| DefaultValue::Expression(postgresql_only(sql)))
}

fn plain_word(sql: &str) -> Option<DefaultValue> {
    Some(match sql {
        "true" => DefaultValue::Boolean(true),
        "false" => DefaultValue::Boolean(false),
        "gen_random_uuid()" => DefaultValue::Uuid,
        _ => DefaultValue::Current(date_base(sql)?),
    })
}

fn date_base(sql: &str) -> Option<DateBase> {
    match sql {
        "now()" | "CURRENT_TIMESTAMP" => Some(DateBase::Now),
        "CURRENT_DATE" => Some(DateBase::Today),
        _ => None,
    }
}

/// `'…'::type`, where the cast says no more than the column's type does.
fn cast_literal(sql: &str, type_sql: &str, cast: &str) -> Option<DefaultValue> {
    let (value, rest) = scan::literal(sql)?;
    let to = rest.strip_prefix("::")?;
    let own = to == type_sql || to == cast;
    if is_number(&value) {
        // `-1` is written back as `'-1'::integer`, whatever the column's type.
        let from_number = value.starts_with('-') && matches!(to, "integer" | "bigint" | "numeric");
        let column_is_number = is_number_type(type_sql);
        if from_number || (column_is_number && is_number_type(to)) {
            return Some(DefaultValue::Number(value));
        }
    }
    own.then_some(DefaultValue::Text(value))
}

fn is_number_type(type_sql: &str) -> bool {
    type_sql == "numeric" || super::types::column_type(type_sql).is_number()
}

/// Digits with at most one point and an exponent, with or without a sign.
fn is_number(text: &str) -> bool {
    text.parse::<DefaultValue>()
        .is_ok_and(|value| matches!(value, DefaultValue::Number(_)))
}

/// `(CURRENT_DATE + '7 days'::interval)`. Weeks come back as days, 60 minutes as an hour, 12 months as a year:
/// the server does not keep them apart.
fn shifted(sql: &str) -> Option<DefaultValue> {
    let inner = sql.strip_prefix('(')?.strip_suffix(')')?;
    let (base, rest) = inner.split_once(' ')?;
    let base = date_base(base)?;
    let (sign, rest) = rest.split_once(' ')?;
    let sign = match sign {
        "+" => 1,
        "-" => -1,
        _ => return None,
    };
    let (interval, rest) = scan::literal(rest)?;
    if rest != "::interval" {
        return None;
    }
    let (amount, unit) = span(&interval)?;
    Some(DefaultValue::Shifted {
        base,
        amount: sign * amount,
        unit,
    })
}

/// The interval as the server writes it, if it is of one unit: `7 days`, `1 mon`, `1 year 2 mons`, `24:00:00`.
fn span(interval: &str) -> Option<(i64, DateUnit)> {
    let amount = |digits: &str| -> Option<i64> {
        let all_digits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if all_digits { digits.parse().ok() } else { None }
    };
    let words: Vec<&str> = interval.split(' ').collect();
    match words.as_slice() {
        [time] => {
            let (hours, rest) = time.split_once(':')?;
            let (minutes, seconds) = rest.split_once(':')?;
            let (hours, minutes) = (amount(hours)?, amount(minutes)?);
            match (minutes, seconds) {
                (0, "00") => Some((hours, DateUnit::Hours)),
                (_, "00") => Some((hours.checked_mul(60)?.checked_add(minutes)?, DateUnit::Minutes)),
                _ => None,
            }
        }
        [days, "day" | "days"] => Some((amount(days)?, DateUnit::Days)),
        [months, "mon" | "mons"] => Some((amount(months)?, DateUnit::Months)),
        [years, "year" | "years"] => Some((amount(years)?, DateUnit::Years)),
        [years, "year" | "years", months, "mon" | "mons"] => {
            let months = amount(years)?.checked_mul(12)?.checked_add(amount(months)?)?;
            Some((months, DateUnit::Months))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(sql: &str, type_sql: &str) -> String {
        let cast = type_sql.split('(').next().unwrap_or(type_sql);
        default_value(sql, type_sql, cast).to_string()
    }

    #[test]
    fn literals_lose_the_cast_to_their_own_type() {
        assert_eq!(
            read("'it''s'::character varying", "character varying(20)"),
            "'it''s'"
        );
        assert_eq!(read("'-1'::integer", "bigint"), "-1");
        assert_eq!(read("'5'::bigint", "bigint"), "5");
        assert_eq!(read("'{}'::jsonb", "jsonb"), "'{}'");
        assert_eq!(read("'NaN'::double precision", "double precision"), "'NaN'");
        assert_eq!(read("'1'::text", "text"), "'1'");
        assert_eq!(read("'x'::text", "uuid"), "sql(postgresql: 'x'::text)");
        assert_eq!(
            read("'a'::text || 'b'::text", "text"),
            "sql(postgresql: 'a'::text || 'b'::text)"
        );
    }

    #[test]
    fn dates_move_by_one_unit() {
        for (sql, expected) in [
            ("(CURRENT_DATE + '7 days'::interval)", "today + 7d"),
            ("(now() - '24:00:00'::interval)", "now - 24h"),
            ("(now() + '00:30:00'::interval)", "now + 30min"),
            ("(now() + '01:30:00'::interval)", "now + 90min"),
            ("(CURRENT_TIMESTAMP + '1 year 2 mons'::interval)", "now + 14m"),
            ("(CURRENT_DATE - '1 mon'::interval)", "today - 1m"),
            ("(CURRENT_DATE + '3 years'::interval)", "today + 3y"),
        ] {
            assert_eq!(read(sql, "timestamp with time zone"), expected);
        }
        for sql in [
            "(now() + '-24:00:00'::interval)",
            "(now() + '1 day 01:00:00'::interval)",
            "(now() + '00:00:01'::interval)",
            "(CURRENT_DATE + 7)",
        ] {
            assert!(read(sql, "date").starts_with("sql("), "{sql}");
        }
    }
}
