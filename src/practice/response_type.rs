//! Response types: what the answer of the authorization endpoint brings (OAuth 2.0 Multiple Response Types 3 and 5).

use super::ResponseTypes;

/// A set of `code`, `id_token` and `token`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ResponseType {
    Code,
    CodeIdToken,
    CodeToken,
    CodeIdTokenToken,
    IdToken,
    IdTokenToken,
    Token,
}

impl ResponseType {
    pub(super) const ALL: [Self; 7] = [
        Self::Code,
        Self::CodeIdToken,
        Self::CodeToken,
        Self::CodeIdTokenToken,
        Self::IdToken,
        Self::IdTokenToken,
        Self::Token,
    ];

    /// The order of the words does not matter (RFC 6749 3.1.1).
    pub(super) fn parse(text: &str) -> Option<Self> {
        let sorted = |text: &'_ str| {
            let mut words: Vec<String> = text.split(' ').map(ToOwned::to_owned).collect();
            words.sort_unstable();
            words
        };
        Self::ALL.into_iter().find(|kind| sorted(kind.name()) == sorted(text))
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::CodeIdToken => "code id_token",
            Self::CodeToken => "code token",
            Self::CodeIdTokenToken => "code id_token token",
            Self::IdToken => "id_token",
            Self::IdTokenToken => "id_token token",
            Self::Token => "token",
        }
    }

    pub(super) fn gives_code(self) -> bool {
        matches!(self, Self::Code | Self::CodeIdToken | Self::CodeToken | Self::CodeIdTokenToken)
    }

    pub(super) fn gives_id_token(self) -> bool {
        matches!(self, Self::CodeIdToken | Self::CodeIdTokenToken | Self::IdToken | Self::IdTokenToken)
    }

    pub(super) fn gives_token(self) -> bool {
        matches!(self, Self::CodeToken | Self::CodeIdTokenToken | Self::IdTokenToken | Self::Token)
    }

    /// Whether anything but a code travels through the browser: then the query is no place for it.
    pub(super) fn gives_more_than_a_code(self) -> bool {
        self != Self::Code
    }

    pub(super) fn is_within(self, choice: ResponseTypes) -> bool {
        match choice {
            ResponseTypes::Code => self == Self::Code,
            ResponseTypes::Hybrid => self.gives_code(),
            ResponseTypes::All => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_the_words_does_not_matter() {
        for kind in ResponseType::ALL {
            let backwards: Vec<&str> = kind.name().split(' ').rev().collect();
            assert_eq!(ResponseType::parse(&backwards.join(" ")), Some(kind));
        }
        for none in ["", "none", "code code", "code  token", "CODE", "code id_token token x"] {
            assert_eq!(ResponseType::parse(none), None, "{none}");
        }
    }
}
