//! What every name that a login shows is for: parameters, members, claims, headers, steps and ideas.

mod claims;
mod concepts;
mod errors;
mod extensions;
mod headers;
mod ideas;
mod jwt;
mod metadata;
mod parameters;
mod refusals;
mod requests;
mod steps;
mod tokens;

use std::collections::HashMap;
use std::sync::LazyLock;

/// A name and what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Topic {
    /// The name, as the specification writes it.
    pub name: &'static str,
    /// What it is for, in a few words that stand beside its value.
    pub what: &'static str,
    /// The same in one to four sentences.
    pub more: &'static str,
    /// Where it is written.
    pub spec: &'static str,
}

const fn row(name: &'static str, what: &'static str, more: &'static str, spec: &'static str) -> Topic {
    Topic { name, what, more, spec }
}

const TABLES: [(&str, &[Topic]); 13] = [
    ("steps", steps::ALL),
    ("parameters", parameters::ALL),
    ("parameters of extensions", requests::ALL),
    ("errors", errors::ALL),
    ("errors of resources and extensions", refusals::ALL),
    ("tokens and keys", tokens::ALL),
    ("claims", claims::ALL),
    ("tokens in detail", jwt::ALL),
    ("metadata", metadata::ALL),
    ("metadata of extensions", extensions::ALL),
    ("headers", headers::ALL),
    ("ideas", concepts::ALL),
    ("ideas that span messages", ideas::ALL),
];

/// Every table under its name.
pub fn tables() -> impl Iterator<Item = (&'static str, &'static [Topic])> {
    TABLES.into_iter()
}

/// Every topic.
pub fn all() -> impl Iterator<Item = &'static Topic> {
    TABLES.into_iter().flat_map(|(_, table)| table)
}

/// Every name.
pub fn names() -> impl Iterator<Item = &'static str> {
    all().map(|topic| topic.name)
}

/// What the thing of this name is for, in a few words.
#[must_use]
pub fn what(name: &str) -> Option<&'static str> {
    topic(name).map(|topic| topic.what)
}

/// The topic of this name; case does not matter, and `header.NAME` is a header.
#[must_use]
pub fn topic(name: &str) -> Option<&'static Topic> {
    let name = name.trim();
    let name = name.strip_prefix("header.").unwrap_or(name).to_ascii_lowercase();
    BY_NAME.get(&name).copied()
}

/// The topics by their names in lower case; of two with one name the first.
static BY_NAME: LazyLock<HashMap<String, &Topic>> = LazyLock::new(|| {
    let mut by_name = HashMap::new();
    for topic in all() {
        by_name.entry(topic.name.to_ascii_lowercase()).or_insert(topic);
    }
    by_name
});

/// The name that was probably meant.
#[must_use]
pub fn nearest(name: &str) -> Option<&'static str> {
    let name: String = name.trim().to_ascii_lowercase().chars().take(60).collect();
    let near = |topic: &Topic| {
        let known = topic.name.to_ascii_lowercase();
        let part = name.len() >= 4 && known.contains(&name);
        if part { 1 } else { distance(&name, &known) }
    };
    let (near, topic) = all().map(|topic| (near(topic), topic)).min_by_key(|(near, _)| *near)?;
    (near <= (name.chars().count() / 3).max(1)).then_some(topic.name)
}

/// How many characters have to be inserted, removed or exchanged (Levenshtein).
#[must_use]
pub fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_their_form() {
        let names: Vec<&str> = all().map(|topic| topic.name).collect();
        for (index, topic) in all().enumerate() {
            assert!(!names[..index].iter().any(|name| name.eq_ignore_ascii_case(topic.name)), "{} twice", topic.name);
            assert!(topic.what.chars().count() <= 60, "{}: {}", topic.name, topic.what);
            assert!(!topic.what.ends_with('.') && topic.more.ends_with('.'), "{}", topic.name);
            assert!(!topic.spec.is_empty(), "{}", topic.name);
        }
    }

    #[test]
    fn every_step_and_every_error_has_a_row() {
        use crate::protocol::error::{AUTHORIZATION_ERRORS, TOKEN_ERRORS};
        for name in AUTHORIZATION_ERRORS.into_iter().chain(TOKEN_ERRORS) {
            assert!(topic(name).is_some(), "{name}");
        }
        for step in crate::trace::Step::ALL {
            assert!(topic(step.name()).is_some(), "{}", step.name());
        }
    }

    #[test]
    fn a_slip_of_the_finger_is_forgiven() {
        assert_eq!(nearest("code_verifer"), Some("code_verifier"));
        assert_eq!(nearest("redirect_url"), Some("redirect_uri"));
        assert_eq!(nearest("challenge_method"), Some("code_challenge_method"));
        assert_eq!(nearest("xyzzyxyzzy"), None);
        assert_eq!(topic("header.Authorization").unwrap().name, "authorization");
    }
}
