//! Which colour a name or a value has: the two locks, the code and the tokens are known wherever they stand.

use super::escape;
use super::text::{Meaning, Span};
use crate::explain::ledger;
use crate::trace::{Step, Trace};

/// The values of a login that have a colour of their own.
#[derive(Clone, Debug, Default)]
pub struct Paint {
    values: Vec<(String, Meaning)>,
}

/// A value shorter than this would be found in the middle of words.
const SHORTEST: usize = 6;

impl Paint {
    /// The colours of this login.
    #[must_use]
    pub fn of(trace: &Trace) -> Self {
        let mut values: Vec<(String, Meaning)> = ["code_verifier", "code_challenge", "client_secret", "code"]
            .into_iter()
            .chain(["access_token", "refresh_token", "id_token", "device_code"])
            .chain(["new_access_token", "new_refresh_token"])
            .filter_map(|name| Some((escape::terminal(&ledger::value_of(trace, name)?), named(name)?)))
            .collect();
        values.extend(basic_credentials(trace).map(|value| (escape::terminal(&value), Meaning::Secret)));
        values.retain(|(value, _)| value.chars().count() >= SHORTEST);
        values.sort_by_key(|(value, _)| std::cmp::Reverse(value.len()));
        Self { values }
    }

    /// Text of others, made safe, with its known values in their colours.
    #[must_use]
    pub fn spans(&self, text: &str, base: Meaning) -> Vec<Span> {
        let safe = escape::terminal(text);
        let (mut spans, mut rest) = (Vec::new(), safe.as_str());
        while let Some((at, length, meaning)) = self.first(rest) {
            push(&mut spans, base, &rest[..at]);
            push(&mut spans, meaning, &rest[at..at + length]);
            rest = &rest[at + length..];
        }
        push(&mut spans, base, rest);
        spans
    }

    /// The value of something with a name: its colour, or those of what is in it.
    #[must_use]
    pub fn value(&self, name: &str, value: &str) -> Vec<Span> {
        match named(name) {
            Some(meaning) => vec![Span { meaning, text: escape::terminal(value) }],
            None => self.spans(value, Meaning::Plain),
        }
    }

    /// The first known value in a text, or the first mask.
    fn first(&self, text: &str) -> Option<(usize, usize, Meaning)> {
        // Most texts are shorter than most values: not even looked at, they cost nothing.
        let fitting = self.values.iter().filter(|(value, _)| value.len() <= text.len());
        let known = fitting.filter_map(|(value, meaning)| Some((text.find(value.as_str())?, value.len(), *meaning)));
        known.chain(mask(text)).min_by_key(|(at, length, _)| (*at, std::cmp::Reverse(*length)))
    }
}

/// The colour that belongs to a name.
#[must_use]
pub fn named(name: &str) -> Option<Meaning> {
    Some(match name {
        "client_secret" | "basic_credentials" | "client_assertion" | "password" => Meaning::Secret,
        "code_verifier" => Meaning::Verifier,
        "code_challenge" => Meaning::Challenge,
        "code" | "device_code" => Meaning::Code,
        "access_token"
        | "refresh_token"
        | "id_token"
        | "id_token_signature"
        | "subject_token"
        | "actor_token"
        | "registration_access_token"
        | "new_access_token"
        | "new_refresh_token" => Meaning::Token,
        _ => return None,
    })
}

/// A name in its colour.
#[must_use]
pub fn name(name: &str) -> Span {
    Span { meaning: named(name).unwrap_or(Meaning::Name), text: escape::terminal(name) }
}

fn push(spans: &mut Vec<Span>, meaning: Meaning, text: &str) {
    if !text.is_empty() {
        spans.push(Span { meaning, text: text.to_owned() });
    }
}

/// A mask `‹name:length:hash›` tells by itself what it stands for.
fn mask(text: &str) -> Option<(usize, usize, Meaning)> {
    let at = text.find('‹')?;
    let end = at + text[at..].find('›')? + '›'.len_utf8();
    let name = text[at + '‹'.len_utf8()..end].split([':', '›']).next()?;
    Some((at, end - at, named(name)?))
}

fn basic_credentials(trace: &Trace) -> Option<String> {
    let header = trace.last(Step::Redeem)?.request.headers.get("authorization")?;
    let (scheme, credentials) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("basic").then(|| credentials.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::sample;

    #[test]
    fn values_keep_their_colour_inside_other_text() {
        let trace = sample::confidential();
        let paint = Paint::of(&trace);
        let code = ledger::value_of(&trace, "code").unwrap();
        let spans = paint.spans(&format!("got {code}!\u{1b}"), Meaning::Plain);
        assert_eq!(spans[1], Span { meaning: Meaning::Code, text: code });
        assert_eq!(spans[2].text, "!\\u{1b}");
        let masked = paint.spans("a ‹client_secret:6› b", Meaning::Faint);
        assert_eq!(masked[1].meaning, Meaning::Secret);
    }
}
