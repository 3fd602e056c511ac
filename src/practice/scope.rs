//! The scopes of this server and what each gives.

use std::fmt;

/// A set of scopes, each known, in the order in which they were asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Scope(Vec<String>);

/// Every scope with what the consent page says about it.
pub(super) const KNOWN: [(&str, &str); 4] = [
    ("openid", "know who you are: an identifier that stays the same"),
    ("profile", "see your name"),
    ("email", "see your email address"),
    ("offline_access", "stay connected while you are away: a refresh token"),
];

/// What a client gets that asks for nothing (RFC 6749 3.3 wants such a default documented).
pub(super) const DEFAULT: &str = "profile";

impl Scope {
    /// The known ones of a space-separated list; unknown ones are ignored (OpenID Connect Core 3.1.2.1). `None` where
    /// the list is malformed or nothing is left.
    pub(super) fn parse(text: &str) -> Option<Self> {
        // scope-token of RFC 6749 3.3: %x21 / %x23-5B / %x5D-7E, between single spaces.
        let well_formed = |octet: u8| matches!(octet, b' ' | 0x21 | 0x23..=0x5b | 0x5d..=0x7e);
        if !text.bytes().all(well_formed) {
            return None;
        }
        let mut scopes: Vec<String> = Vec::new();
        for word in text.split(' ').filter(|word| KNOWN.iter().any(|(known, _)| known == word)) {
            if !scopes.iter().any(|scope| scope == word) {
                scopes.push(word.to_owned());
            }
        }
        (!scopes.is_empty()).then_some(Self(scopes))
    }

    /// All words of a list, known or not.
    pub(super) fn any(text: &str) -> Option<Self> {
        let scopes: Vec<String> = text.split(' ').filter(|word| !word.is_empty()).map(ToOwned::to_owned).collect();
        (!scopes.is_empty()).then_some(Self(scopes))
    }

    pub(super) fn contains(&self, scope: &str) -> bool {
        self.0.iter().any(|own| own == scope)
    }

    pub(super) fn is_within(&self, other: &Self) -> bool {
        self.iter().all(|scope| other.contains(scope))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_scopes_are_ignored_and_malformed_ones_refused() {
        assert_eq!(Scope::parse("openid admin email openid").unwrap().to_string(), "openid email");
        assert_eq!(Scope::parse("admin"), None);
        assert_eq!(Scope::parse("openid \"x\""), None);
        assert_eq!(Scope::parse("OPENID"), None);
    }
}
