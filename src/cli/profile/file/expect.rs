//! The `expect` of a profile: what its login has to bring, and which checks are known to fail.

use std::ops::Range;

use chrono::NaiveDate;
use serde_json::{Number, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::super::expected::{Expected, Gap};
use super::{Reader, did_you_mean, word};
use crate::cli::trouble::Trouble;
use crate::probe::{Check, Claim, Expectation, catalogue};

/// What can be expected.
const KEYS: [&str; 7] = ["scope", "aud", "claims", "id_token", "expires_in", "refresh_token", "check"];
/// How that is written.
const EXPECT: &str = "for example: expect.scope = \"openid email\", expect.claims.email = \"a@example.com\", expect.id_token.alg = \"ES256\", expect.expires_in.max = 3600, expect.refresh_token = true";
/// How a known gap is written.
const GAP: &str =
    "for example: expect.check.pkce-verifier-wrong = { verdict = \"fail\", reason = \"…\", until = \"2030-12-31\" }";
/// What can be known of a check.
const KNOWN: [&str; 4] = ["fail", "error", "inconclusive", "warn"];

/// A member of a table: its name, where that stands, its value.
type Member<'a, 'b> = (&'a str, Range<usize>, &'a DeValue<'b>);

impl Reader<'_> {
    /// Reads the `expect` of a table of settings; nothing where it has none.
    pub(super) fn expected(&self, table: &DeTable<'_>) -> Result<Expected, Trouble> {
        let mut expected = Expected::default();
        let Some((name, value)) = table.iter().find(|(key, _)| key.get_ref() == super::EXPECT) else {
            return Ok(expected);
        };
        for (name, span, value) in members(self.table("expect", name.span(), value.get_ref(), EXPECT)?) {
            let key = name.replace('-', "_");
            match key.as_str() {
                "scope" => expected.expect(Expectation::Scope(self.words("expect.scope", span, value)?)),
                "aud" => expected.expect(Expectation::Audience(self.words("expect.aud", span, value)?)),
                "refresh_token" => expected.expect(Expectation::RefreshToken(self.switch(span, value)?)),
                "claims" => self.claims(&mut expected, span, value)?,
                "id_token" => self.id_token(&mut expected, span, value)?,
                "expires_in" => self.expires_in(&mut expected, span, value)?,
                "check" => self.gaps(&mut expected, span, value)?,
                _ => return Err(self.unknown(("expect", name), span, &KEYS, EXPECT)),
            }
        }
        Ok(expected)
    }

    fn claims(&self, expected: &mut Expected, span: Range<usize>, value: &DeValue<'_>) -> Result<(), Trouble> {
        for (name, span, value) in members(self.table("expect.claims", span, value, EXPECT)?) {
            let claim = match value {
                DeValue::Boolean(true) => Claim::There,
                DeValue::Boolean(false) => Claim::Missing,
                other => Claim::Is(json(other).ok_or_else(|| {
                    let kinds = "true (it is there), false (it is not), a text, a number or a list of them";
                    self.wrong_kind(&format!("expect.claims.{name}"), span, (kinds, value)).hint(EXPECT)
                })?),
            };
            expected.expect(Expectation::Claim(name.to_owned(), claim));
        }
        Ok(())
    }

    fn id_token(&self, expected: &mut Expected, span: Range<usize>, value: &DeValue<'_>) -> Result<(), Trouble> {
        for (name, span, value) in members(self.table("expect.id_token", span, value, EXPECT)?) {
            if name != "alg" {
                return Err(self.unknown(("expect.id_token", name), span, &["alg"], EXPECT));
            }
            expected.expect(Expectation::Algorithm(self.words("expect.id_token.alg", span, value)?));
        }
        Ok(())
    }

    fn expires_in(&self, expected: &mut Expected, span: Range<usize>, value: &DeValue<'_>) -> Result<(), Trouble> {
        for (name, span, value) in members(self.table("expect.expires_in", span, value, EXPECT)?) {
            let seconds = || {
                let number = word(value).and_then(|word| word.parse::<u32>().ok()).map(u64::from);
                let full = format!("expect.expires_in.{name}");
                number.ok_or_else(|| self.wrong_kind(&full, span.clone(), ("a number of seconds", value)).hint(EXPECT))
            };
            expected.expect(match name {
                "max" => Expectation::AtMost(seconds()?),
                "min" => Expectation::AtLeast(seconds()?),
                _ => return Err(self.unknown(("expect.expires_in", name), span, &["min", "max"], EXPECT)),
            });
        }
        Ok(())
    }

    fn gaps(&self, expected: &mut Expected, span: Range<usize>, value: &DeValue<'_>) -> Result<(), Trouble> {
        for (id, span, value) in members(self.table("expect.check", span, value, GAP)?) {
            let ids = || catalogue::all().chain(catalogue::expectations()).map(Check::id);
            if !ids().any(|known| known == id) {
                let meant = did_you_mean(id, ids().map(str::to_owned));
                let place = self.place(span);
                return Err(Trouble::usage(format!("`expect.check.{id}` at {place} names no check{meant}"))
                    .hint("see them: oauth-flow check --list"));
            }
            expected.gaps.push(self.gap(id, span, value)?);
        }
        Ok(())
    }

    fn gap(&self, id: &str, span: Range<usize>, value: &DeValue<'_>) -> Result<Gap, Trouble> {
        let full = format!("expect.check.{id}");
        let mut gap = Gap { check: id.to_owned(), verdict: KNOWN[0], reason: String::new(), until: None };
        if let DeValue::String(_) = value {
            gap.verdict = self.verdict((&full, value), span)?;
            return Ok(gap);
        }
        for (name, span, value) in members(self.table(&full, span, value, GAP)?) {
            match (name, value) {
                ("verdict", _) => gap.verdict = self.verdict((&full, value), span)?,
                ("reason", DeValue::String(reason)) => gap.reason = reason.to_string(),
                ("reason", _) => return Err(self.wrong_kind(&full, span, ("a text as its reason", value)).hint(GAP)),
                ("until", _) => gap.until = Some(self.day(&full, span, value)?),
                _ => return Err(self.unknown((&full, name), span, &["verdict", "reason", "until"], GAP)),
            }
        }
        Ok(gap)
    }

    fn verdict(&self, (name, value): (&str, &DeValue<'_>), span: Range<usize>) -> Result<&'static str, Trouble> {
        let known = value.as_str().and_then(|said| KNOWN.into_iter().find(|known| *known == said));
        known.ok_or_else(|| {
            let place = self.place(span);
            let kinds = KNOWN.join("`, `");
            Trouble::usage(format!("`{name}` at {place} has to be one of `{kinds}`")).hint(GAP)
        })
    }

    fn day(&self, name: &str, span: Range<usize>, value: &DeValue<'_>) -> Result<NaiveDate, Trouble> {
        let written = match value {
            DeValue::Datetime(day) => Some(day.to_string()),
            other => other.as_str().map(str::to_owned),
        };
        let day = written.and_then(|written| NaiveDate::parse_from_str(&written, "%Y-%m-%d").ok());
        day.ok_or_else(|| {
            let place = self.place(span);
            Trouble::usage(format!("`until` of `{name}` at {place} is no day, which is written 2030-12-31")).hint(GAP)
        })
    }

    fn table<'a, 'b>(
        &self,
        name: &str,
        span: Range<usize>,
        value: &'a DeValue<'b>,
        hint: &str,
    ) -> Result<&'a DeTable<'b>, Trouble> {
        match value {
            DeValue::Table(table) => Ok(table),
            other => Err(self.wrong_kind(name, span, ("a table", other)).hint(hint)),
        }
    }

    fn words(&self, name: &str, span: Range<usize>, value: &DeValue<'_>) -> Result<Vec<String>, Trouble> {
        let words: Option<Vec<String>> = match value {
            DeValue::String(text) => Some(text.split_whitespace().map(str::to_owned).collect()),
            DeValue::Array(items) => items.iter().map(|item| item.get_ref().as_str().map(str::to_owned)).collect(),
            _ => None,
        };
        words
            .filter(|words| !words.is_empty())
            .ok_or_else(|| self.wrong_kind(name, span, ("a text or a list of texts, not empty", value)).hint(EXPECT))
    }

    fn switch(&self, span: Range<usize>, value: &DeValue<'_>) -> Result<bool, Trouble> {
        let told = || self.wrong_kind("expect.refresh_token", span, ("true or false", value)).hint(EXPECT);
        value.as_bool().ok_or_else(told)
    }

    fn unknown(&self, (table, name): (&str, &str), span: Range<usize>, known: &[&str], hint: &str) -> Trouble {
        let meant = did_you_mean(name, known.iter().map(|&known| known.to_owned()));
        let place = self.place(span);
        Trouble::usage(format!("`{table}.{name}` at {place} is nothing that can be expected{meant}")).hint(hint)
    }
}

fn members<'a, 'b>(table: &'a DeTable<'b>) -> impl Iterator<Item = Member<'a, 'b>> {
    let member = |(name, value): (&'a Spanned<_>, &'a Spanned<DeValue<'b>>)| {
        let name: (&'a std::borrow::Cow<'b, str>, Range<usize>) = (name.get_ref(), name.span());
        (name.0.as_ref(), name.1, value.get_ref())
    };
    table.iter().map(member)
}

/// A text, a number, or a list of them, as it stands in a token.
fn json(value: &DeValue<'_>) -> Option<Value> {
    match value {
        DeValue::String(text) => Some(Value::from(text.as_ref())),
        DeValue::Integer(number) => Some(Value::from(i64::from_str_radix(number.as_str(), number.radix()).ok()?)),
        DeValue::Float(number) => number.as_str().parse().ok().and_then(Number::from_f64).map(Value::Number),
        DeValue::Boolean(on) => Some(Value::Bool(*on)),
        DeValue::Array(items) => items.iter().map(|item| json(item.get_ref())).collect::<Option<_>>().map(Value::Array),
        DeValue::Datetime(_) | DeValue::Table(_) => None,
    }
}
