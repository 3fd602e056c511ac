//! Parameters of a query or a form: ordered, possibly repeated, decoded exactly once.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};

/// Name-value pairs in wire order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Params(Vec<(String, String)>);

/// What a query value leaves as it is: the unreserved characters of RFC 3986 2.3.
const QUERY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

impl Params {
    /// Reads `application/x-www-form-urlencoded` text; both `+` and `%20` are a space.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        Self(form_urlencoded::parse(text.as_bytes()).into_owned().collect())
    }

    /// The same with one pair more.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.push(name, value);
        self
    }

    /// Appends a pair.
    pub fn push(&mut self, name: &str, value: impl Into<String>) {
        self.0.push((name.to_owned(), value.into()));
    }

    /// Appends a pair where there is a value: an empty parameter counts as omitted (RFC 6749 3.1).
    pub fn push_some(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            self.push(name, value);
        }
    }

    /// Changes the first parameter of this name in its place and drops its repetitions, or appends it.
    pub fn set(&mut self, name: &str, value: &str) {
        let Some(at) = self.0.iter().position(|(key, _)| key == name) else {
            return self.push(name, value);
        };
        value.clone_into(&mut self.0[at].1);
        let mut index = 0;
        self.0.retain(|(key, _)| {
            index += 1;
            index - 1 <= at || key != name
        });
    }

    /// Removes every parameter of this name; tells whether there was one.
    pub fn unset(&mut self, name: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|(key, _)| key != name);
        self.0.len() < before
    }

    /// The value of the first parameter of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The values of every parameter of this name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The pairs in wire order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether there is no pair.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text for a query: a space is `%20`, which survives more servers than `+`.
    #[must_use]
    pub fn to_query(&self) -> String {
        self.join(|text| utf8_percent_encode(text, QUERY).to_string())
    }

    /// The text for a form body: a space is `+` (RFC 6749 appendix B).
    #[must_use]
    pub fn to_form(&self) -> String {
        self.join(|text| form_urlencoded::byte_serialize(text.as_bytes()).collect())
    }

    fn join(&self, encode: impl Fn(&str) -> String) -> String {
        let pairs: Vec<String> =
            self.0.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        pairs.join("&")
    }
}

impl FromIterator<(String, String)> for Params {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_and_repetition_are_kept() {
        let params = Params::parse("b=1&a=%2B+%20&b=2");
        assert_eq!(params.iter().collect::<Vec<_>>(), [("b", "1"), ("a", "+  "), ("b", "2")]);
        assert_eq!(params.to_query(), "b=1&a=%2B%20%20&b=2");
        assert_eq!(params.to_form(), "b=1&a=%2B++&b=2");
    }

    #[test]
    fn set_keeps_the_place_and_drops_repetitions() {
        let mut params = Params::parse("a=1&b=2&a=3");
        params.set("a", "x");
        assert_eq!(params.to_query(), "a=x&b=2");
        params.set("c", "y");
        assert!(params.unset("b"));
        assert!(!params.unset("b"));
        assert_eq!(params.to_query(), "a=x&c=y");
    }
}
