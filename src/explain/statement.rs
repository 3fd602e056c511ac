//! The ID token as it can be read: header and claims with what they are for, times in words.

use std::time::{Duration, UNIX_EPOCH};

use serde_json::{Map, Value};

use super::ledger;
use crate::jose::Jwt;
use crate::trace::{Exchange, Step, Trace};

/// What can be read of an ID token; nothing of it is believed here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Statement {
    /// There is none.
    Absent,
    /// It cannot be taken apart.
    Unreadable,
    /// Its parts.
    Read {
        /// The JOSE header.
        header: Vec<Claim>,
        /// The claims.
        claims: Vec<Claim>,
    },
}

/// A member of a header or a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Its name, chosen by others.
    pub name: String,
    /// Its value, chosen by others: a string as it is, anything else as JSON; a time with its words.
    pub value: String,
}

/// The ID token of a login. A masked signature does not keep the rest from being read.
#[must_use]
pub fn statement(trace: &Trace) -> Statement {
    let Some(token) = ledger::value_of(trace, "id_token") else {
        return Statement::Absent;
    };
    let input: Vec<&str> = token.split('.').take(2).collect();
    let received = trace.last(Step::Redeem).map_or(0.0, Exchange::ended_at);
    match Jwt::parse(&token).or_else(|_| Jwt::parse(&format!("{}.", input.join(".")))) {
        Ok(jwt) => Statement::Read { header: list(&jwt.header, received), claims: list(&jwt.claims, received) },
        Err(_) => Statement::Unreadable,
    }
}

fn list(map: &Map<String, Value>, now: f64) -> Vec<Claim> {
    let claim = |(name, value): (&String, &Value)| {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        Claim { name: name.clone(), value: format!("{text}{}", time(name, value, now)) }
    };
    map.iter().map(claim).collect()
}

/// A time claim in words: the date, and how far it is from the moment at which the token was received.
fn time(name: &str, value: &Value, now: f64) -> String {
    const YEAR_9999: f64 = 253_402_300_799.0;
    if !matches!(name, "exp" | "iat" | "nbf" | "auth_time" | "updated_at") {
        return String::new();
    }
    let Some(seconds) = value.as_f64().filter(|seconds| (0.0..=YEAR_9999).contains(seconds)) else {
        return String::new();
    };
    let date = httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs_f64(seconds));
    format!(" = {date}, {}", distance(seconds - now))
}

fn distance(seconds: f64) -> String {
    let far = seconds.abs();
    let words = match far {
        _ if far < 1.0 => return "just now".to_owned(),
        _ if far < 120.0 => format!("{far:.0} s"),
        _ if far < 7200.0 => format!("{:.0} min", far / 60.0),
        _ if far < 172_800.0 => format!("{:.0} h", far / 3600.0),
        _ => format!("{:.0} days", far / 86_400.0),
    };
    if seconds >= 0.0 { format!("in {words}") } else { format!("{words} ago") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_and_odd_ones_do_no_harm() {
        assert_eq!(
            time("exp", &Value::from(1_790_003_600), 1_790_000_000.0),
            " = Mon, 21 Sep 2026 15:13:20 GMT, in 60 min"
        );
        assert_eq!(distance(-3.0), "3 s ago");
        for odd in [Value::from(1e300), Value::from(-5), Value::from("soon"), Value::from(u64::MAX)] {
            assert_eq!(time("exp", &odd, 0.0), "", "{odd}");
        }
    }
}
