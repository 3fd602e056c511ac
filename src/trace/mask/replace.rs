//! Replacing known values in text, in every way in which they can have been written there.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};

use super::index::Index;
use super::value::{OPEN, mask};
use crate::jose::from_base64url;
use crate::wire::Params;

/// A value shorter than this is replaced only where it stands alone: `secret` is also a part of many words.
pub(super) const LONG: usize = 16;

pub(super) fn in_text(index: &Index, text: &str) -> String {
    let (mut out, mut hits) = (text.to_owned(), index.find(text));
    // The longest value first: one inside another must not break the longer one apart.
    while let Some(hit) = hits.pop_first() {
        let (form, mask) = index.at(hit);
        out = replace(&out, form, mask);
        // What stays readable of a JWT is text like any other.
        if !mask.starts_with(OPEN) {
            hits.extend(index.find(mask).into_iter().filter(|other| *other > hit));
        }
    }
    in_tokens(index, out)
}

/// The ways in which a value is written: as it is, in a query, in a form, in JSON, in HTML, in base64, in hexadecimal.
pub(super) fn forms(value: &str) -> Vec<String> {
    let query = Params::default().with("", value).to_query().split_off(1);
    let form = Params::default().with("", value).to_form().split_off(1);
    let json = serde_json::Value::from(value).to_string();
    let html = value.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    let mut forms = vec![
        value.to_owned(),
        lower_escapes(&query),
        query.replace('%', "%25"),
        query,
        lower_escapes(&form),
        form,
        json[1..json.len() - 1].to_owned(),
        html,
    ];
    if value.len() >= 8 {
        forms.extend(each(value, |octet| format!("%{octet:02X}")));
        forms.extend(each(value, |octet| format!("{octet:02x}")));
        forms.extend(each(value, |octet| format!("{octet:02X}")));
        forms.extend(each(value, |octet| format!("&#{octet};")));
        forms.extend([STANDARD.encode(value), STANDARD_NO_PAD.encode(value), URL_SAFE_NO_PAD.encode(value)]);
    }
    if value.len() >= LONG {
        forms.extend((0..3).flat_map(|shift| inside_base64(value, shift)));
    }
    forms.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    forms.dedup();
    forms
}

fn each(value: &str, write: impl Fn(u8) -> String) -> [String; 1] {
    [value.bytes().map(write).collect()]
}

/// What is always the same of a value in the middle of something longer in base64, so many octets behind its beginning.
fn inside_base64(value: &str, shift: usize) -> [String; 2] {
    let mut octets = vec![0; shift];
    octets.extend_from_slice(value.as_bytes());
    // The first characters also depend on what is before, the last one on what is behind.
    let (skip, keep) = ([0, 2, 3][shift % 3], octets.len() / 3 * 4);
    [STANDARD_NO_PAD.encode(&octets), URL_SAFE_NO_PAD.encode(&octets)].map(|text| text[skip.min(keep)..keep].to_owned())
}

fn lower_escapes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut left = 0_usize;
    for c in text.chars() {
        out.push(if left > 0 { c.to_ascii_lowercase() } else { c });
        left = if c == '%' { 2 } else { left.saturating_sub(1) };
    }
    out
}

fn replace(text: &str, value: &str, mask: &str) -> String {
    if value.len() >= LONG {
        return text.replace(value, mask);
    }
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find(value) {
        let (before, after) = (&rest[..at], &rest[at + value.len()..]);
        let part_of_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        let begins = !part_of_word(before.chars().last().or_else(|| out.chars().last())) || ends_in_escape(before);
        let inside = !begins || part_of_word(after.chars().next());
        out.push_str(before);
        out.push_str(if inside { value } else { mask });
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Whether a text ends in an escape, so that its last letter is none: `%20`, `%2520`, `\n` or `\u0020`.
fn ends_in_escape(text: &str) -> bool {
    let hex = |digits: usize| {
        let at = text.len().checked_sub(digits)?;
        let is_hex = text.as_bytes()[at..].iter().all(u8::is_ascii_hexdigit);
        is_hex.then(|| &text[..at])
    };
    let percent = hex(2).is_some_and(|before| {
        let mut before = before;
        while let Some(outer) = before.strip_suffix("25") {
            before = outer;
        }
        before.ends_with('%')
    });
    let letter = text.strip_suffix(['b', 'f', 'n', 'r', 't']).is_some_and(|before| before.ends_with('\\'));
    percent || letter || hex(4).is_some_and(|before| before.ends_with("\\u"))
}

/// A JWT whose payload holds a secret hides it behind base64: such a payload is masked as a whole.
pub(super) fn in_tokens(index: &Index, text: String) -> String {
    if !text.contains("eyJ") {
        return text;
    }
    let is_token_char = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let mut out = text.clone();
    for word in text.split(|c| !is_token_char(c)).filter(|word| word.starts_with("eyJ")) {
        for part in word.split('.').filter(|part| part.len() > LONG) {
            let Some(decoded) = from_base64url(part).and_then(|octets| String::from_utf8(octets).ok()) else {
                continue;
            };
            if index.has_whole(&decoded) {
                out = out.replace(part, &mask("jwt_part", part));
            }
        }
    }
    out
}
