//! Times in words: the date, how far it is from a moment, and the unit that was probably meant.

use std::time::{Duration, UNIX_EPOCH};

use serde_json::Value;

use crate::rules::{MICROSECONDS, MILLISECONDS};

/// Names of claims and members that are times in seconds since 1970 (RFC 7519 2, OpenID Connect Core 5.1).
const TIMES: [&str; 9] = [
    "exp",
    "iat",
    "nbf",
    "auth_time",
    "updated_at",
    "toe",
    "client_id_issued_at",
    "client_secret_expires_at",
    "authz_time",
];

/// The last second that a date can be written of, 9999-12-31.
const YEAR_9999: f64 = 253_402_300_799.0;

/// A time claim in words; none where the name is not one of a time, or the value cannot be one in any unit.
#[must_use]
pub fn words(name: &str, value: &Value, now: f64) -> Option<String> {
    if !TIMES.contains(&name) {
        return None;
    }
    let told = |seconds: f64| dated(seconds).map(|date| format!("{date}, {}", distance(seconds - now)));
    match value {
        Value::String(text) => {
            let seconds: f64 = text.trim().parse().ok()?;
            told(seconds).map(|words| format!("a string, not a number; as seconds {words}"))
        }
        _ => match value.as_f64()? {
            micros if micros >= MICROSECONDS => {
                told(micros / 1e6).map(|words| format!("no time in seconds; in microseconds {words}"))
            }
            millis if millis >= MILLISECONDS => {
                told(millis / 1e3).map(|words| format!("no time in seconds; in milliseconds {words}"))
            }
            seconds => told(seconds),
        },
    }
}

fn dated(seconds: f64) -> Option<String> {
    let in_range = (0.0..=YEAR_9999).contains(&seconds);
    in_range.then(|| httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs_f64(seconds)))
}

fn distance(seconds: f64) -> String {
    let far = seconds.abs();
    let words = match far {
        _ if far < 1.0 => return "just now".to_owned(),
        _ if far < 120.0 => format!("{far:.0} s"),
        _ if far < 7200.0 => format!("{:.0} min", far / 60.0),
        _ if far < 172_800.0 => format!("{:.0} h", far / 3600.0),
        _ if far < 63_072_000.0 => format!("{:.0} days", far / 86_400.0),
        _ => format!("{:.0} years", far / 31_557_600.0),
    };
    if seconds >= 0.0 { format!("in {words}") } else { format!("{words} ago") }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: f64 = 1_790_000_000.0;

    #[test]
    fn times_are_told_and_units_are_named() {
        let told = |value: Value| words("exp", &value, NOW).unwrap();
        assert_eq!(told(1_790_003_540.into()), "Mon, 21 Sep 2026 15:12:20 GMT, in 59 min");
        assert_eq!(told(1_789_999_988.5.into()), "Mon, 21 Sep 2026 14:13:08 GMT, 12 s ago");
        assert_eq!(
            told(1_790_003_600_000_u64.into()),
            "no time in seconds; in milliseconds Mon, 21 Sep 2026 15:13:20 GMT, in 60 min"
        );
        assert!(told(1_790_003_600_000_000_u64.into()).starts_with("no time in seconds; in microseconds Mon, 21 Sep"));
        assert!(told("1790003600".into()).starts_with("a string, not a number; as seconds Mon, 21 Sep 2026"));
        assert_eq!(distance(-3.0), "3 s ago");
        assert_eq!(distance(3.2e9), "in 101 years");
    }

    #[test]
    fn odd_times_do_no_harm() {
        for odd in [Value::from(1e300), Value::from(-5), "soon".into(), u64::MAX.into(), Value::Null, "1e999".into()] {
            assert_eq!(words("exp", &odd, 0.0), None, "{odd}");
        }
        assert_eq!(words("sub", &5.into(), 0.0), None);
    }
}
