//! Header fields in wire order, and the challenges of `WWW-Authenticate`.

use serde::{Deserialize, Serialize};

/// Header fields: ordered, possibly repeated, names compared without case but kept as they came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Headers(Vec<(String, String)>);

/// One challenge of `WWW-Authenticate` (RFC 9110 11.6.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// The authentication scheme, as it came.
    pub scheme: String,
    /// Its parameters; a bare token68 has an empty name.
    pub params: Vec<(String, String)>,
}

impl Headers {
    /// The same with one field more.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.push(name, value);
        self
    }

    /// Appends a field.
    pub fn push(&mut self, name: &str, value: impl Into<String>) {
        self.0.push((name.to_owned(), value.into()));
    }

    /// Changes the first field of this name in its place and drops its repetitions, or appends it.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        let at = self.0.iter().position(|(key, _)| key.eq_ignore_ascii_case(name));
        self.unset(name);
        let at = at.unwrap_or(self.0.len());
        self.0.insert(at, (name.to_owned(), value.into()));
    }

    /// Removes every field of this name; tells whether there was one.
    pub fn unset(&mut self, name: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|(key, _)| !key.eq_ignore_ascii_case(name));
        self.0.len() < before
    }

    /// The value of the first field of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The values of every field of this name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The fields in wire order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// `Content-Type` without its parameters, in lower case.
    #[must_use]
    pub fn media_type(&self) -> Option<String> {
        let value = self.get("content-type")?;
        Some(value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase())
    }

    /// Whether a comma-separated field holds this directive, without regard to case.
    #[must_use]
    pub fn lists(&self, name: &str, directive: &str) -> bool {
        self.all(name).flat_map(|value| value.split(',')).any(|part| part.trim().eq_ignore_ascii_case(directive))
    }

    /// Every challenge of every `WWW-Authenticate` field, also where one field holds several.
    #[must_use]
    pub fn challenges(&self) -> Vec<Challenge> {
        self.all("www-authenticate").flat_map(parse_challenges).collect()
    }
}

impl FromIterator<(String, String)> for Headers {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(fields: I) -> Self {
        Self(fields.into_iter().collect())
    }
}

/// Reads the challenge list of one field: a part without `=` right after its name begins a new challenge.
fn parse_challenges(value: &str) -> Vec<Challenge> {
    let mut challenges: Vec<Challenge> = Vec::new();
    for part in split_unquoted(value) {
        let part = part.trim();
        let (first, rest) = part.split_once(char::is_whitespace).unwrap_or((part, ""));
        let begins = !first.is_empty() && !first.contains('=');
        if begins {
            challenges.push(Challenge { scheme: first.to_owned(), params: Vec::new() });
        }
        let pair = if begins { rest.trim() } else { part };
        if let Some(challenge) = challenges.last_mut().filter(|_| !pair.is_empty()) {
            challenge.params.push(parse_pair(pair));
        }
    }
    challenges
}

fn parse_pair(pair: &str) -> (String, String) {
    match pair.split_once('=') {
        Some((name, value)) if !name.is_empty() && !value.trim_matches('=').is_empty() => {
            (name.trim().to_ascii_lowercase(), unquote(value.trim()))
        }
        _ => (String::new(), pair.to_owned()),
    }
}

fn unquote(value: &str) -> String {
    let Some(inner) = value.strip_prefix('"') else { return value.to_owned() };
    let inner = inner.strip_suffix('"').unwrap_or(inner);
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        out.push(if c == '\\' { chars.next().unwrap_or('\\') } else { c });
    }
    out
}

fn split_unquoted(value: &str) -> Vec<&str> {
    let (mut parts, mut start, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (at, c) in value.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            ',' if !quoted => {
                parts.push(&value[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&value[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn several_challenges_in_one_field() {
        let headers = Headers::default()
            .with("WWW-Authenticate", r#"Bearer realm="a, \"b\"", error="invalid_token", DPoP algs="ES256 PS256""#);
        let challenges = headers.challenges();
        assert_eq!(challenges.len(), 2);
        assert_eq!(challenges[0].params[0], ("realm".into(), "a, \"b\"".into()));
        assert_eq!(challenges[0].params[1], ("error".into(), "invalid_token".into()));
        assert_eq!(challenges[1].scheme, "DPoP");
        assert_eq!(challenges[1].params[0].1, "ES256 PS256");
    }

    #[test]
    fn bare_schemes_and_token68() {
        let headers = Headers::default().with("www-authenticate", "Basic, Negotiate YWJj==");
        let challenges = headers.challenges();
        assert_eq!(challenges[0], Challenge { scheme: "Basic".into(), params: vec![] });
        assert_eq!(challenges[1].params, [(String::new(), "YWJj==".to_owned())]);
    }

    #[test]
    fn names_compare_without_case_and_keep_it() {
        let mut headers = Headers::default().with("Cache-Control", "no-cache, No-Store").with("X", "1");
        assert!(headers.lists("cache-control", "no-store"));
        headers.set("x", "2");
        assert_eq!(headers.iter().last(), Some(("x", "2")));
    }

    proptest! {
        #[test]
        fn any_field_is_taken_apart(value in ".{0,80}", parts in prop::collection::vec("([a-zA-Z]{0,6} ?)?[a-z]{0,5}=?\"?[^a-z]{0,5}\"?[,\\\\ ]?", 0..6)) {
            for value in [value, parts.concat()] {
                for challenge in Headers::default().with("www-authenticate", value).challenges() {
                    prop_assert!(!challenge.scheme.is_empty() && !challenge.scheme.contains('='));
                }
            }
        }

        #[test]
        fn what_was_written_is_read(
            written in prop::collection::vec(("[A-Z][a-z]{1,8}", prop::collection::vec(("[a-z_]{1,8}", "[ -~]{1,12}"), 1..4)), 1..4),
        ) {
            let quote = |value: &str| value.replace('\\', "\\\\").replace('"', "\\\"");
            let challenge = |(scheme, params): &(String, Vec<(String, String)>)| {
                let params = params.iter().map(|(name, value)| format!("{name}=\"{}\"", quote(value)));
                format!("{scheme} {}", params.collect::<Vec<_>>().join(", "))
            };
            let field = written.iter().map(challenge).collect::<Vec<_>>().join(", ");
            let read = Headers::default().with("WWW-Authenticate", field).challenges();
            let expected: Vec<_> =
                written.into_iter().map(|(scheme, params)| Challenge { scheme, params }).collect();
            prop_assert_eq!(read, expected);
        }
    }
}
