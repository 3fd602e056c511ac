//! Finds the tokens in what somebody pasted: a token alone, a header, a whole token response, a URL that carries them.

use serde_json::{Map, Value};

use super::Token;
use crate::jose::{Jwt, from_base64url};
use crate::wire::{Params, json, uri};

/// Members and parameters whose values are tokens.
const NAMES: [&str; 12] = [
    "access_token",
    "id_token",
    "refresh_token",
    "id_token_hint",
    "client_assertion",
    "assertion",
    "request",
    "response",
    "logout_token",
    "subject_token",
    "actor_token",
    "dpop_proof",
];

/// The fields and schemes under which tokens are presented (RFC 6750 2.1, RFC 9449 4.1 and 7.1), and what follows them.
const PREFIXES: [(&str, Option<&str>); 4] = [
    ("authorization:", None),
    ("dpop:", Some("dpop_proof")),
    ("bearer ", Some("access_token")),
    ("dpop ", Some("access_token")),
];

/// Every token in a text, in order; at least one where there is anything but blanks.
#[must_use]
pub fn find(text: &str) -> Vec<Token> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if let Ok(object) = json::object(text.as_bytes()) {
        let found = in_object(&object);
        if !found.is_empty() {
            return found;
        }
    }
    if uri::is_https(text) || uri::is_http(text) {
        let parts = [uri::query(text), uri::fragment(text)];
        let found: Vec<Token> = parts.into_iter().flatten().flat_map(in_parameters).collect();
        if !found.is_empty() {
            return found;
        }
    }
    let (name, bare) = unwrapped(text);
    if bare.is_empty() { Vec::new() } else { vec![Token::of(name, &joined(bare))] }
}

/// A signed JWT; where its signature was left away, the rest of it.
pub(super) fn signed(text: &str) -> Option<Jwt> {
    let cut = || (text.matches('.').count() == 1).then(|| Jwt::parse(&format!("{text}.")).ok());
    Jwt::parse(text).ok().or_else(|| cut().flatten())
}

/// The header of an encrypted JWT in five parts.
pub(super) fn encrypted(text: &str) -> Option<Map<String, Value>> {
    let (header, rest) = text.split_once('.')?;
    if rest.matches('.').count() != 3 {
        return None;
    }
    json::object(&from_base64url(header)?).ok().filter(|header| header.contains_key("enc"))
}

fn in_object(object: &Map<String, Value>) -> Vec<Token> {
    // The flattened JSON form of a signed JWT (RFC 7515 7.2.2).
    let text = |name: &str| object.get(name).and_then(Value::as_str);
    if let (Some(protected), Some(payload), Some(signature)) = (text("protected"), text("payload"), text("signature")) {
        return vec![Token::of(None, &format!("{protected}.{payload}.{signature}"))];
    }
    let strings = object.iter().filter_map(|(name, value)| Some((name.as_str(), value.as_str()?)));
    strings.filter(|(name, _)| NAMES.contains(name)).map(|(name, value)| Token::of(Some(name), value)).collect()
}

fn in_parameters(text: &str) -> Vec<Token> {
    let parameters = Params::parse(text);
    let known = parameters.iter().filter(|(name, _)| NAMES.contains(name));
    known.map(|(name, value)| Token::of(Some(name), value)).collect()
}

/// Takes off the quotes and what stands before the token in a header.
fn unwrapped(text: &str) -> (Option<&'static str>, &str) {
    let (mut name, mut rest) = (None, text.trim_matches(['"', '\'']).trim());
    for (prefix, means) in PREFIXES {
        if rest.get(..prefix.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(prefix)) {
            rest = rest[prefix.len()..].trim_start();
            name = means.or(name);
        }
    }
    (name, rest)
}

/// A token that was broken over lines by whatever showed it.
fn joined(text: &str) -> String {
    let whole: String = text.split_whitespace().collect();
    if Jwt::parse(&whole).is_ok() { whole } else { text.to_owned() }
}
