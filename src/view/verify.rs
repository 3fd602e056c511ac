//! The ID token taken apart, and every check of it with what was expected and seen.

use std::time::{Duration, UNIX_EPOCH};

use serde_json::{Map, Value};

use super::findings::{self, Detail};
use super::heading;
use super::layout::{INDENT, ROWS, Row, paragraph, rows};
use super::paint::{self, Paint};
use super::prepare::label;
use super::text::{Meaning, Text};
use crate::explain::{glossary, ledger};
use crate::jose::Jwt;
use crate::rules::Finding;
use crate::trace::{Step, Trace};

/// Header and claims of the ID token, and its checks.
#[must_use]
pub fn verify(trace: &Trace, checks: &[&Finding], width: usize) -> Text {
    let mut out = Text::default();
    out.push(heading::alone(Step::Verify, "nothing is sent"));
    out.extend(verify_below_heading(trace, checks, width));
    out
}

/// The same without its heading, for a lesson to stand in between.
#[must_use]
pub fn verify_below_heading(trace: &Trace, checks: &[&Finding], width: usize) -> Text {
    let paint = Paint::of(trace);
    let mut out = Text::default();
    let token = ledger::value_of(trace, "id_token");
    match token.as_deref().map(readable) {
        None => paragraph(&mut out, "there is no ID token to check", Meaning::Plain, (INDENT, width)),
        Some(None) => paragraph(&mut out, "the ID token cannot be taken apart", Meaning::Bad, (INDENT, width)),
        Some(Some(jwt)) => {
            let received = trace.last(Step::Redeem).map_or(0.0, |redeem| redeem.ended_at());
            members(&mut out, "header of the ID token", &jwt.header, (&paint, received, width));
            members(&mut out, "claims of the ID token", &jwt.claims, (&paint, received, width));
        }
    }
    if !checks.is_empty() {
        out.push(label("checks"));
    }
    out.extend(findings::lines(checks, Detail::Facts, &paint, width));
    out
}

/// A masked signature does not keep header and claims from being read.
fn readable(token: &str) -> Option<Jwt> {
    let input: Vec<&str> = token.split('.').take(2).collect();
    Jwt::parse(token).ok().or_else(|| Jwt::parse(&format!("{}.", input.join("."))).ok())
}

fn members(out: &mut Text, title: &str, map: &Map<String, Value>, (paint, now, width): (&Paint, f64, usize)) {
    out.push(label(title));
    let list: Vec<Row> = map
        .iter()
        .map(|(name, value)| {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let what = glossary::what(name).map(str::to_owned);
            let time = time(name, value, now);
            Row { name: paint::name(name), value: paint.spans(&format!("{text}{time}"), Meaning::Plain), what }
        })
        .collect();
    rows(out, &list, (ROWS, width));
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
        assert_eq!(time("exp", &Value::from(1_790_003_600), 1_790_000_000.0), " = Mon, 21 Sep 2026 15:13:20 GMT, in 60 min");
        assert_eq!(distance(-3.0), "3 s ago");
        for odd in [Value::from(1e300), Value::from(-5), Value::from("soon"), Value::from(u64::MAX)] {
            assert_eq!(time("exp", &odd, 0.0), "", "{odd}");
        }
    }
}
