//! Replacing known values in text, in every way in which they can have been written there.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};

use super::Secret;
use crate::jose::from_base64url;
use crate::wire::Params;

/// A value shorter than this is replaced only where it stands alone: `secret` is also a part of many words.
const LONG: usize = 16;

pub(super) fn in_text(secrets: &[Secret], text: &str) -> String {
    let mut out = text.to_owned();
    for secret in secrets {
        for form in &secret.forms {
            if out.contains(form.as_str()) {
                out = replace(&out, form, &secret.mask);
            }
        }
    }
    in_tokens(secrets, out)
}

/// The ways in which a value is written: as it is, in a query, in a form, in JSON, in HTML, in base64.
pub(super) fn forms(value: &str) -> Vec<String> {
    let query = Params::default().with("", value).to_query().split_off(1);
    let form = Params::default().with("", value).to_form().split_off(1);
    let json = serde_json::Value::from(value).to_string();
    let html = value.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    let mut forms = vec![
        value.to_owned(),
        lower_escapes(&query),
        query,
        lower_escapes(&form),
        form,
        json[1..json.len() - 1].to_owned(),
        html,
    ];
    if value.len() >= 8 {
        forms.extend([STANDARD.encode(value), STANDARD_NO_PAD.encode(value), URL_SAFE_NO_PAD.encode(value)]);
    }
    forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
    forms.dedup();
    forms
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
        let inside =
            part_of_word(before.chars().last().or_else(|| out.chars().last())) || part_of_word(after.chars().next());
        out.push_str(before);
        out.push_str(if inside { value } else { mask });
        rest = after;
    }
    out.push_str(rest);
    out
}

/// A JWT whose payload holds a secret hides it behind base64: such a payload is masked as a whole.
fn in_tokens(secrets: &[Secret], text: String) -> String {
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
            if secrets.iter().any(|secret| secret.value.len() >= LONG && decoded.contains(&secret.value)) {
                out = out.replace(part, &super::mask("jwt_part", part));
            }
        }
    }
    out
}
